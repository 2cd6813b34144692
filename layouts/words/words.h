/* The house's own words: what gen and reader print that is in no layout (footers, "nothing to type
 * here", what a report calls its columns). Each has a stable id, which is its msgctxt. */
#pragma once

#include "po-file.h"

G_BEGIN_DECLS

/* The words of one language; @language is a BCP 47 tag. English where there is no other. Lent for
 * good. */
const char *wb_words_lookup(const char *language, const char *id);

/* The same with {name} filled in from pairs of name and value, NULL at the end. */
char *wb_words_format(const char *language, const char *id, ...) G_GNUC_NULL_TERMINATED;

/* What a language calls itself, also by a tag with a region; where nobody knows, its tag. */
const char *wb_words_language(const char *language);

/* Whether any word is in that language, or in its base. */
gboolean wb_words_speak(const char *language);

/* How many words have no translation into a language. */
guint wb_words_count_missing(const char *language);

/* All words as translators get them; of WbPoEntry, the caller's. */
GArray *wb_words_new_entries(void);

G_END_DECLS
