/* Every text of a workbook that is printed or heard, in one walk. */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* @note tells a translator what the text is: "title of a page". */
typedef void (*WbTextVisit)(WbText *text, const char *note, gpointer data);

/* Visits each WbText, copies as well: those have the context and the words of their original. The
 * order is always the same, and an original comes before its copies. The house's own words (yes and
 * no, see words.h) are left out. */
void wb_workbook_foreach_text(const WbWorkbook *self, WbTextVisit visit, gpointer data);

/* The text of a page that its translation made longer by most characters, lent; NULL where none
 * grew. */
const WbText *wb_page_find_grown(const WbPage *page);

/* The workbook is a translation into this language from now on; the house's own words in it
 * follow. */
void wb_workbook_set_language(WbWorkbook *self, const char *language);

G_END_DECLS
