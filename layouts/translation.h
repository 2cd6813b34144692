/* What a translation has to keep of its text: places to fill in, values, marks. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NULL, or what is wrong with these words as a translation of the source; the caller's. */
char *wb_translation_check(const char *source, const char *words);

/* "{maker} {name:text}": the places of a text in the order of the alphabet. One to fill in counts
 * as often as it stands there, a value once. NULL where a brace is not closed. */
char *wb_translation_dup_places(const char *source);

G_END_DECLS
