/* The way through the house, step by step: model, composition, edition, PDF. */
#pragma once

#include <gio/gio.h>

#include "edition.h"
#include "file.h"
#include "form.h"
#include "write.h"

G_BEGIN_DECLS

/* One blank edition, in memory. */
typedef struct {
    WbEdition *edition;
    char *json; /* the edition as its file and the attachment hold it */
    WbWritten pdf;
    /* What it was made of and a personal copy changes: */
    WbDocument *document;
    WbFaces *faces;
    WbSetter *setter;
    WbComposition *composition; /* lends from the workbook, which outlives the blank */
    WbForm *form;
    WbDict *footer, *info, *metadata; /* the document's */
} WbBlank;

void wb_blank_free(WbBlank *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbBlank, wb_blank_free)

/* Makes a blank and lets it go: every complaint about what does not fit, one a line. */
gboolean wb_blank_check(const WbWorkbook *workbook, const char *paper, GError **error);

/* The blank is the caller's; on failure NULL. */
WbBlank *wb_blank_new(const WbWorkbook *workbook, const char *paper, GError **error);

/* The name of the blank's files without their endings: NAME-LANG, NAME-LANG-a4 on A4. */
char *wb_blank_dup_name(const WbBlank *self);
/* Adds NAME-LANG.edition.json in a folder. */
gboolean wb_blank_add_edition(const WbBlank *self, const char *folder, WbFiles *files,
                              GError **error);

/* Writes NAME-LANG.pdf and NAME-LANG.edition.json (NAME-LANG-a4... on A4) into a folder, which is
 * made if need be. NAME is the workbook's id. @pdf_path: gets the path of the PDF, or NULL. */
gboolean wb_blank_write(const WbBlank *self, const char *folder, char **pdf_path, GError **error);

G_END_DECLS
