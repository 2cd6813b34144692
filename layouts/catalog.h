/* A catalog: the texts of a workbook as translators get them, and a translation as they give it back.
 * PO files as gettext has them; the msgctxt is a text's stable place. The home of libgettextpo. */
#pragma once

#include "model.h"

G_BEGIN_DECLS

#define WB_CATALOG_ERROR wb_catalog_error_quark()
GQuark wb_catalog_error_quark(void);

typedef enum {
    WB_CATALOG_ERROR_READ,   /* a file could not be read or written */
    WB_CATALOG_ERROR_SYNTAX, /* not a PO file in UTF-8 */
    WB_CATALOG_ERROR_WRONG,  /* a PO file, but no translation of this workbook */
} WbCatalogError;

/* The texts of a workbook, each counted once. */
typedef struct {
    guint translated;
    guint fuzzy; /* was translated before the text changed, or is marked as doubtful */
    guint untranslated;
} WbCatalogCount;

/* Files are replaced when they are whole. Errors are "path:line:column: what", one a line. */

/* The template: every text of the workbook, which is in its source language. */
gboolean wb_catalog_write_template(const WbWorkbook *workbook, const char *path, GError **error);

/* Brings a translation up to the workbook: what is new comes in untranslated, a text that was changed
 * keeps its translation as fuzzy, with the text it was made for, and what is gone is kept as
 * obsolete. */
gboolean wb_catalog_merge(const WbWorkbook *workbook, const char *path, GError **error);

/* How far a translation is with the workbook as it stands, merged or not. */
gboolean wb_catalog_count(const WbWorkbook *workbook, const char *path, WbCatalogCount *count,
                          GError **error);

/* Puts the translation in the place of the texts, whose marks stay, and gives the workbook its
 * @language (BCP 47). Untranslated and fuzzy texts stay as they are. On failure nothing is changed
 * and the message holds every complaint. */
gboolean wb_catalog_apply(WbWorkbook *workbook, const char *path, const char *language,
                          WbCatalogCount *count, GError **error);

G_END_DECLS
