#include "glossary.h"

#include <string.h>

#include "csv.h"

struct _WbGlossary {
    GPtrArray *rows; /* of GStrv, owned; the first holds the languages */
};

WbGlossary *
wb_glossary_load(const char *path, GError **error)
{
    g_autoptr(WbGlossary) self = g_new0(WbGlossary, 1);
    g_autofree char *text = NULL;
    gsize length;

    if (!g_file_get_contents(path, &text, &length, error))
        return NULL;
    self->rows = wb_csv_parse(text, (gssize)length, path, error);
    return self->rows ? g_steal_pointer(&self) : NULL;
}

void
wb_glossary_free(WbGlossary *self)
{
    if (!self)
        return;
    g_clear_pointer(&self->rows, g_ptr_array_unref);
    g_free(self);
}

/* Case, the ways to write one letter, and what is there for line breaks alone make no difference.
 */
static char *
dup_folded(const char *text)
{
    g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *folded = g_utf8_casefold(normal ? normal : "", -1);
    GString *out = g_string_new(folded);

    g_string_replace(out, "\xc2\xad", "", 0); /* soft hyphen */
    return g_string_free(out, FALSE);
}

static gboolean
is_letter_before(const char *text, const char *at)
{
    return at > text && g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(at)));
}

static gboolean
has_word(const char *text, const char *word)
{
    gsize length = strlen(word);

    for (const char *at = text; length > 0 && (at = strstr(at, word)); at++)
        if (!is_letter_before(text, at) && !g_unichar_isalnum(g_utf8_get_char(at + length)))
            return TRUE;
    return FALSE;
}

static gboolean
has_part(const char *text, const char *part)
{
    return *part && strstr(text, part);
}

/* Whether the text has one of the forms of a cell. */
static gboolean
has_any(const char *text, const char *cell, gboolean (*has)(const char *, const char *))
{
    g_auto(GStrv) forms = g_strsplit(cell, "|", -1);

    for (char **form = forms; *form; form++) {
        g_autofree char *folded = dup_folded(g_strstrip(*form));

        if (has(text, folded))
            return TRUE;
    }
    return FALSE;
}

/* The column of a language, 0 where the glossary does not have it. */
static guint
find_column(const WbGlossary *self, const char *language)
{
    char **heads = self->rows->len > 0 ? self->rows->pdata[0] : NULL;

    for (guint i = 1; heads && heads[0] && heads[i]; i++)
        if (g_ascii_strcasecmp(heads[i], language) == 0)
            return i;
    return 0;
}

char *
wb_glossary_check(const WbGlossary *self, const char *language, const char *source,
                  const char *words)
{
    guint column = find_column(self, language);
    g_autofree char *from = dup_folded(source);
    g_autofree char *to = dup_folded(words);
    g_autoptr(GString) out = g_string_new(NULL);

    for (guint i = 1; column > 0 && i < self->rows->len; i++) {
        char **row = self->rows->pdata[i];

        if (g_strv_length(row) <= column || *row[column] == '\0')
            continue;
        if (has_any(from, row[0], has_word) && !has_any(to, row[column], has_part))
            g_string_append_printf(out, "%s'%s' is '%s' in the glossary", out->len > 0 ? "\n" : "",
                                   row[0], row[column]);
    }
    return out->len > 0 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}
