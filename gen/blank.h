/* The way through the house, step by step: model, composition, edition, PDF. */
#pragma once

#include <gio/gio.h>

#include "edition.h"
#include "model.h"

G_BEGIN_DECLS

/* One blank edition, in memory. */
typedef struct {
    WbEdition *edition;
    char *json; /* the edition as its file and the attachment hold it */
    GBytes *pdf;
} WbBlank;

void wb_blank_free(WbBlank *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbBlank, wb_blank_free)

/* Makes a blank and lets it go: every complaint about what does not fit, one a line. */
gboolean wb_blank_check(const WbWorkbook *workbook, const char *paper, GError **error);

/* The blank is the caller's; on failure NULL. */
WbBlank *wb_blank_new(const WbWorkbook *workbook, const char *paper, GError **error);

/* Writes NAME-LANG.pdf and NAME-LANG.edition.json (NAME-LANG-a4... on A4) into a folder that must
 * be there. NAME is the workbook's id. @pdf_path: gets the path of the PDF, or NULL. */
gboolean wb_blank_write(const WbBlank *self, const char *folder, char **pdf_path, GError **error);

G_END_DECLS
