/* The pseudo language en-XA: accented, longer and in brackets, made of the source's own words. What
 * is not accented in such an edition is no translator's to change, and what does not fit in it will
 * not fit in German either. */
#pragma once

#include "model.h"

G_BEGIN_DECLS

#define WB_PSEUDO_LANGUAGE "en-XA"

/* Places such as {name:text}, the marks of prose, targets of links and addresses stay as they are.
 */
char *wb_pseudo_new(const char *source);

/* All its texts, in place; the language then is en-XA. */
void wb_pseudo_apply(WbWorkbook *workbook);

G_END_DECLS
