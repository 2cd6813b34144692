/* A batch: personal copies that are made in one run, in as many languages as they need. All of them
 * are checked before the first is written, and all get to their places together. */
#pragma once

#include "file.h"
#include "filling.h"
#include "model.h"

G_BEGIN_DECLS

#define WB_BATCH_ERROR wb_batch_error_quark()
GQuark wb_batch_error_quark(void);

typedef struct {
    const char *path;    /* lent: where the copy was asked for, */
    guint line;          /* and in which line, for messages */
    char *copy;          /* its id, or NULL */
    char *language;      /* BCP 47; one that the layout has */
    char *file;          /* its name in the folder */
    GPtrArray *fillings; /* of WbFilling, lent or owned */
    char *fingerprint;   /* of its edition; set when it was made */
    gboolean lenient;    /* characters that no font has are drawn as boxes, else refused */
} WbBatchCopy;

typedef struct _WbBatch WbBatch;

/* @layout: as on the command line. @paper: "letter", "a4", or NULL for the layout's own. */
WbBatch *wb_batch_new(const char *layout, const char *paper, GError **error);
void wb_batch_free(WbBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbBatch, wb_batch_free)

const WbWorkbook *wb_batch_peek_source(const WbBatch *self); /* in its own language */
/* The language as the layout writes its tag, lent; NULL where there is no edition in it. */
const char *wb_batch_lookup_language(const WbBatch *self, const char *language);

/* Takes the copy. */
void wb_batch_add(WbBatch *self, WbBatchCopy *copy);
WbBatchCopy *wb_batch_copy_new(const char *path, guint line);
const GPtrArray *wb_batch_peek_copies(const WbBatch *self); /* of WbBatchCopy */

/* Adds every copy and the edition.json of each language to @files. FALSE with every complaint,
 * "path:line: what", one a line; then there is nothing for @files to finish. */
gboolean wb_batch_write(WbBatch *self, const char *folder, WbFiles *files, GError **error);

G_END_DECLS
