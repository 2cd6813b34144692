/* The translations of a layout: the folder po/ beside its main file. */
#pragma once

#include "catalog.h"

G_BEGIN_DECLS

/* BCP 47 tags of the files that are there, by name; not the source's own language. */
GStrv wb_po_list_languages(const WbWorkbook *workbook);

/* A layout in one language, which the caller owns; NULL: in its own. Of a translation that is not
 * complete, or that no font can print, NULL and an error (WB_PO_ERROR_INCOMPLETE where it is on its
 * way and nothing is wrong with it); but see @draft: then what is missing stays in the source's
 * words, and every page says that it is a draft. */
WbWorkbook *wb_po_load(const char *layout, const char *language, gboolean draft, GError **error);

/* Writes the template and merges every translation; all are tried. */
gboolean wb_po_update(const WbWorkbook *workbook, GError **error);

/* A line a language: "es: 120 translated, 3 fuzzy, 2 untranslated". */
gboolean wb_po_add_stats(const WbWorkbook *workbook, GString *out, GError **error);

/* Whether a translation keeps to po/glossary.csv, where there is one. @workbook is in its source
 * language. */
gboolean wb_po_check_terms(const WbWorkbook *workbook, const char *language, GError **error);

/* The house's own words, which are part of the programs: a folder that has po/words.pot holds their
 * translations. The same for these; the programs take them in when they are built. */
gboolean wb_po_is_words(const char *folder);
gboolean wb_po_update_words(const char *folder, GError **error);
gboolean wb_po_add_words_stats(const char *folder, GString *out, GError **error);

G_END_DECLS
