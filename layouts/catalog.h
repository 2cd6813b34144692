/* A catalog: the texts of a workbook as translators get them, and a translation as they give it
 * back. The msgctxt is a text's stable place. */
#pragma once

#include "glossary.h"
#include "model.h"
#include "po-file.h"

G_BEGIN_DECLS

/* Files are replaced when they are whole. Errors are "path:line:column: what", one a line. */

/* The template: every text of the workbook, which is in its source language. */
gboolean wb_catalog_write_template(const WbWorkbook *workbook, const char *path, GError **error);

/* Brings a translation up to the workbook: what is new comes in untranslated, a text that was
 * changed keeps its translation as fuzzy, with the text it was made for, and what is gone is kept
 * as obsolete. */
gboolean wb_catalog_merge(const WbWorkbook *workbook, const char *path, GError **error);

/* How far a translation is with the workbook as it stands, merged or not. */
gboolean wb_catalog_count(const WbWorkbook *workbook, const char *path, WbPoCount *count,
                          GError **error);

/* Puts the translation in the place of the texts and gives the workbook its
 * @language (BCP 47). Untranslated and fuzzy texts stay as they are; the marks of the others are
 * their lines of the PO file. On failure nothing is changed
 * and the message holds every complaint. */
gboolean wb_catalog_apply(WbWorkbook *workbook, const char *path, const char *language,
                          WbPoCount *count, GError **error);

/* Complains of each translation that does not keep to the glossary. @workbook is in its source
 * language. */
void wb_catalog_check_terms(const WbWorkbook *workbook, const char *path, const char *language,
                            const WbGlossary *glossary, GString *lines);

G_END_DECLS
