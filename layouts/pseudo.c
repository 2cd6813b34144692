#include "pseudo.h"

#include <string.h>

#include "prose.h"
#include "texts.h"

static const char *const accented[] = {
    ['A'] = "Å", ['B'] = "Ɓ", ['C'] = "Ç", ['D'] = "Ð", ['E'] = "É", ['F'] = "Ƒ", ['G'] = "Ĝ",
    ['H'] = "Ĥ", ['I'] = "Î", ['J'] = "Ĵ", ['K'] = "Ķ", ['L'] = "Ļ", ['M'] = "Ḿ", ['N'] = "Ñ",
    ['O'] = "Ö", ['P'] = "Þ", ['Q'] = "Ǫ", ['R'] = "Ŕ", ['S'] = "Š", ['T'] = "Ţ", ['U'] = "Û",
    ['V'] = "Ṽ", ['W'] = "Ŵ", ['X'] = "Ẋ", ['Y'] = "Ý", ['Z'] = "Ž", ['a'] = "å", ['b'] = "ƀ",
    ['c'] = "ç", ['d'] = "ð", ['e'] = "é", ['f'] = "ƒ", ['g'] = "ĝ", ['h'] = "ĥ", ['i'] = "î",
    ['j'] = "ĵ", ['k'] = "ķ", ['l'] = "ļ", ['m'] = "ḿ", ['n'] = "ñ", ['o'] = "ö", ['p'] = "þ",
    ['q'] = "ǫ", ['r'] = "ŕ", ['s'] = "š", ['t'] = "ţ", ['u'] = "û", ['v'] = "ṽ", ['w'] = "ŵ",
    ['x'] = "ẋ", ['y'] = "ý", ['z'] = "ž",
};

/* Brackets that mean nothing in prose, unlike [ and ]. */
#define OPENS "⁅"
#define CLOSES "⁆"

enum { FIFTHS = 5, LONGER = 2 }; /* by two fifths */

typedef struct {
    GString *out;
    guint due; /* fifths of a letter that the text still has to grow */
} Pseudo;

static void
put_letter(Pseudo *self, const char *at)
{
    guchar c = (guchar)*at;
    const char *letter = c < G_N_ELEMENTS(accented) ? accented[c] : NULL;

    self->due += LONGER;
    if (letter)
        g_string_append(self->out, letter);
    else
        g_string_append_len(self->out, at, g_utf8_next_char(at) - at);
    for (; letter && strchr("aeiouAEIOU", c) && self->due >= FIFTHS; self->due -= FIFTHS)
        g_string_append(self->out, accented[(guchar)g_ascii_tolower(c)]);
}

/* How many bytes from here on are not words: a place, an escape, a link's target, an address. */
static gsize
fixed_length(const char *source, const char *at)
{
    gsize word = strcspn(at, " \t\r\n()[]*{}");
    g_autofree char *whole = g_strndup(at, word);
    WbPlace place;

    if (*at == '{' && wb_place_find(at, 0, &place) && place.start == 0 && place.end > 0)
        return place.end;
    if (*at == '\\' && at[1] != '\0')
        return g_utf8_next_char(at + 1) - at;
    if (at > source && at[-1] == ']' && *at == '(')
        return strcspn(at, ")");
    if (at > source && !strchr(" \t\r\n([*", at[-1]))
        return 0;
    return strstr(whole, "://") || strchr(whole, '@') || g_str_has_prefix(whole, "www.") ? word : 0;
}

char *
wb_pseudo_new(const char *source)
{
    Pseudo self = {g_string_new(OPENS), 0};
    /* Programs look at a colon that ends a stem: it stays the last. */
    gsize length = strlen(source) - (g_str_has_suffix(source, ":") ? 1 : 0);
    const char *end = source + length;

    for (const char *at = source; at < end;) {
        gsize fixed = MIN(fixed_length(source, at), (gsize)(end - at));

        if (fixed > 0) {
            g_string_append_len(self.out, at, fixed);
            at += fixed;
        } else {
            put_letter(&self, at);
            at = g_utf8_next_char(at);
        }
    }
    g_string_append(self.out, CLOSES);
    g_string_append(self.out, end);
    return g_string_free(self.out, FALSE);
}

/* A value that is part of an address has no words: names of values go into the set. */
static void
note_addresses(WbText *text, const char *note, gpointer data)
{
    g_autoptr(WbProse) prose = wb_prose_parse(text->source, NULL, NULL);

    for (guint i = 0; prose && i < prose->spans->len; i++) {
        const WbSpan *span = prose->spans->pdata[i];
        WbPlace place = {.end = 0};

        while (span->target && wb_place_find(span->target, place.end, &place) && place.end > 0)
            g_hash_table_add(data, g_strndup(place.name, place.name_length));
    }
}

static gboolean
is_address(const WbText *text, GHashTable *addresses)
{
    return g_str_has_prefix(text->context, "values/") &&
           g_hash_table_contains(addresses, text->context + strlen("values/"));
}

static void
change_text(WbText *text, const char *note, gpointer data)
{
    g_autofree char *source = NULL;

    if (is_address(text, data))
        return;
    source = g_steal_pointer(&text->source);
    text->source = wb_pseudo_new(source);
}

void
wb_pseudo_apply(WbWorkbook *workbook)
{
    g_autoptr(GHashTable) addresses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    wb_workbook_foreach_text(workbook, note_addresses, addresses);
    wb_workbook_foreach_text(workbook, change_text, addresses);
    wb_workbook_set_language(workbook, WB_PSEUDO_LANGUAGE);
}
