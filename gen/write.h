/* The bytes of a finished document: object streams and a cross-reference stream (ISO 32000-1,
 * 7.5.7 and 7.5.8), and of an update that is put behind them (7.5.6). */
#pragma once

#include "object.h"

G_BEGIN_DECLS

/* A whole file, and what an update of it has to know. */
typedef struct {
    GBytes *bytes;
    guint size; /* one more than the highest number of an object */
    gsize xref; /* where its cross-reference stream stands */
    guint catalog, info;
    guint8 id[16]; /* both halves of its /ID */
} WbWritten;

void wb_written_clear(WbWritten *self);

/* @id: 16 bytes for both halves of /ID. The same document gives the same bytes. */
void wb_write_document(const WbDocument *document, const WbDict *catalog, const WbDict *info,
                       const guint8 *id, WbWritten *written);

typedef struct _WbUpdate WbUpdate;

/* Collects objects that stand in the place of others of the same number, or are new. One update
 * after another can be made of it. */
WbUpdate *wb_update_new(const WbWritten *base);
void wb_update_free(WbUpdate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbUpdate, wb_update_free)

void wb_update_begin(WbUpdate *self);
/* As the object is in @document now. */
void wb_update_add(WbUpdate *self, const WbDocument *document, guint number);
/* The same with another stream behind its dictionary. */
void wb_update_add_stream(WbUpdate *self, const WbDocument *document, guint number,
                          const guint8 *bytes, gsize length);
/* A stream whose dictionary is @keys, without the last ">>" and what the writer adds: as it is
 * written, to be added to this update and to others. */
GBytes *wb_update_new_packed(WbUpdate *self, guint number, const char *keys, const guint8 *bytes,
                             gsize length);
void wb_update_add_packed(WbUpdate *self, guint number, GBytes *packed);
/* Every object of a document that was made by wb_document_new_after. */
void wb_update_add_all(WbUpdate *self, const WbDocument *document);
/* What is to follow the base's bytes; lent until the next begin. @id: the second half of /ID. */
const GByteArray *wb_update_end(WbUpdate *self, const guint8 *id);

G_END_DECLS
