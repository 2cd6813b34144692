/* A glossary: the fixed terms of a field and how each language says them, po/glossary.csv beside a
 * layout. Its first column is the term, each other one a language (BCP 47). A cell holds one form
 * or several with "|" between them; an empty one says nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WbGlossary WbGlossary;

/* NULL on failure; the message says path:line: what. */
WbGlossary *wb_glossary_load(const char *path, GError **error);
void wb_glossary_free(WbGlossary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbGlossary, wb_glossary_free)

/* The terms that @source has as whole words, in any case, and @words says in none of the forms of
 * the language: "'shelter' is 'refugio' in the glossary", one a line. NULL where it keeps to all;
 * the caller's. A form is looked for as a part of words, so that a stem stands for its inflections.
 */
char *wb_glossary_check(const WbGlossary *self, const char *language, const char *source,
                        const char *words);

G_END_DECLS
