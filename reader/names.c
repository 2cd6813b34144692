/* Names as people write them: see names.h. */
#include "names.h"

#include <string.h>

/* What the law calls a body, as it looks when folded. */
typedef struct {
    const char *words;
    enum { AT_END, AT_START, GLUED } place; /* GLUED: at the end of a word, as Chinese writes */
} LegalForm;

static const LegalForm legal_forms[] = {
    {"inc", AT_END},
    {"incorporated", AT_END},
    {"llc", AT_END},
    {"l l c", AT_END},
    {"pllc", AT_END},
    {"llp", AT_END},
    {"lp", AT_END},
    {"ltd", AT_END},
    {"limited", AT_END},
    {"corp", AT_END},
    {"corporation", AT_END},
    {"co", AT_END},
    {"plc", AT_END},
    {"pc", AT_END},
    {"pa", AT_END},
    {"cic", AT_END},
    {"nfp", AT_END},
    {"501c3", AT_END},
    {"501 c 3", AT_END},
    {"501 c3", AT_END},
    {"ev", AT_END},
    {"e v", AT_END},
    {"gmbh", AT_END},
    {"ggmbh", AT_END},
    {"ug", AT_END},
    {"ag", AT_END},
    {"kg", AT_END},
    {"sa", AT_END},
    {"s a", AT_END},
    {"sa de cv", AT_END},
    {"s de rl", AT_END},
    {"s de rl de cv", AT_END},
    {"srl", AT_END},
    {"sl", AT_END},
    {"ac", AT_END},
    {"iap", AT_END},
    {"sarl", AT_END},
    {"sas", AT_END},
    {"asbl", AT_END},
    {"ltda", AT_END},
    {"spa", AT_END},
    {"onlus", AT_END},
    {"bv", AT_END},
    {"nv", AT_END},
    {"ab", AT_END},
    {"oy", AT_END},
    {"aps", AT_END},
    {"công ty tnhh", AT_START},
    {"công ty cổ phần", AT_START},
    {"有限公司", GLUED},
    {"有限责任公司", GLUED},
    {"شذمم", AT_END},
    {"ذمم", AT_END},
    {"ش م م", AT_END},
};

/* Apostrophes and full stops stand inside of words, other punctuation between them. */
static gboolean
is_inside_word(gunichar c)
{
    return c == '\'' || c == '.' || c == 0x2019 || c == 0x2bc;
}

/* Sets the space that is due before the next letter. */
static void
append_spaced(GString *out, gboolean *gap, gunichar c)
{
    if (*gap && out->len > 0)
        g_string_append_c(out, ' ');
    *gap = FALSE;
    g_string_append_unichar(out, c);
}

static gboolean
is_between_words(gunichar c)
{
    return g_unichar_isspace(c) || g_unichar_ispunct(c) || g_unichar_iscntrl(c);
}

char *
wb_name_fold(const char *text)
{
    g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
    g_autofree char *folded = g_utf8_casefold(normal ? normal : "", -1);
    GString *out = g_string_sized_new(strlen(folded) + 1);
    gboolean gap = FALSE;

    for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (is_inside_word(c))
            continue;
        if (is_between_words(c))
            gap = TRUE;
        else
            append_spaced(out, &gap, c);
    }
    return g_string_free(out, FALSE);
}

/* The table's words folded as names are: once, for accents are taken apart there. */
static const char *
peek_folded_form(gsize n)
{
    static char *folded[G_N_ELEMENTS(legal_forms)];

    if (!folded[n])
        folded[n] = wb_name_fold(legal_forms[n].words);
    return folded[n];
}

static gboolean
strip_start(char *name, const char *form, gsize length, gsize cut)
{
    if (length <= cut + 1 || !g_str_has_prefix(name, form) || name[cut] != ' ')
        return FALSE;
    memmove(name, name + cut + 1, length - cut);
    return TRUE;
}

static gboolean
strip_end(char *name, const char *form, gsize length, gsize cut, gboolean glued)
{
    if (length <= cut + !glued || !g_str_has_suffix(name, form))
        return FALSE;
    if (!glued && name[length - cut - 1] != ' ')
        return FALSE;
    name[length - cut - !glued] = '\0';
    return TRUE;
}

static gboolean
strip_form(char *name)
{
    gsize length = strlen(name);

    for (gsize n = 0; n < G_N_ELEMENTS(legal_forms); n++) {
        const char *form = peek_folded_form(n);
        gsize cut = strlen(form);

        if (legal_forms[n].place == AT_START
                ? strip_start(name, form, length, cut)
                : strip_end(name, form, length, cut, legal_forms[n].place == GLUED))
            return TRUE;
    }
    return FALSE;
}

char *
wb_name_fold_agency(const char *text)
{
    char *name = wb_name_fold(text);

    while (strip_form(name))
        ;
    return name;
}

gboolean
wb_name_is_legal_form(const char *folded)
{
    for (gsize n = 0; n < G_N_ELEMENTS(legal_forms); n++) {
        if (g_str_equal(folded, peek_folded_form(n)))
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_bullet(gunichar c)
{
    static const gunichar bullets[] = {'-', '*', 0xb7, 0x2022, 0x2013, 0x2014};

    for (gsize n = 0; n < G_N_ELEMENTS(bullets); n++) {
        if (c == bullets[n])
            return TRUE;
    }
    return FALSE;
}

/* Behind "1. " and "12) "; a number that belongs to the name has neither. */
static const char *
skip_number(const char *part)
{
    const char *p = part;

    while (p - part < 2 && g_ascii_isdigit(*p))
        p++;
    return p > part && (*p == '.' || *p == ')') && g_ascii_isspace(p[1]) ? p + 1 : part;
}

/* "- Harbor House," was typed as an item of a list: the name alone, on one line. */
char *
wb_name_clean(const char *part)
{
    GString *out = g_string_new(NULL);
    gboolean gap = FALSE;

    while (*part && (g_unichar_isspace(g_utf8_get_char(part)) || is_bullet(g_utf8_get_char(part))))
        part = g_utf8_next_char(part);
    for (part = skip_number(part); *part; part = g_utf8_next_char(part)) {
        gunichar c = g_utf8_get_char(part);

        if (g_unichar_isspace(c) || g_unichar_iscntrl(c))
            gap = TRUE;
        else
            append_spaced(out, &gap, c);
    }
    while (out->len > 0 && (out->str[out->len - 1] == ',' || out->str[out->len - 1] == ' '))
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

static gboolean
is_separator(gunichar c, WbNamesSplit split)
{
    static const gunichar always[] = {'\n', '\r', ';', 0xff1b, 0x61b, 0x2028, 0x2029};
    static const gunichar commas[] = {',', 0xff0c, 0x60c, 0x3001};

    for (gsize n = 0; n < G_N_ELEMENTS(always); n++) {
        if (c == always[n])
            return TRUE;
    }
    for (gsize n = 0; split == WB_NAMES_COMMAS && n < G_N_ELEMENTS(commas); n++) {
        if (c == commas[n])
            return TRUE;
    }
    return FALSE;
}

static void
add_part(GPtrArray *names, const char *start, const char *end)
{
    g_autofree char *part = g_strndup(start, (gsize)(end - start));
    g_autofree char *name = wb_name_clean(part);

    if (*name)
        g_ptr_array_add(names, g_steal_pointer(&name));
}

GPtrArray *
wb_names_split(const char *text, WbNamesSplit split)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *start = text;

    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        if (!is_separator(g_utf8_get_char(p), split))
            continue;
        add_part(names, start, p);
        start = g_utf8_next_char(p);
    }
    add_part(names, start, start + strlen(start));
    return names;
}

static void
spelling_free(gpointer data)
{
    WbSpelling *self = data;

    g_free(self->text);
    g_free(self);
}

GPtrArray *
wb_spellings_new(void)
{
    return g_ptr_array_new_with_free_func(spelling_free);
}

void
wb_spellings_add(GPtrArray *self, const char *text)
{
    WbSpelling *spelling;

    for (guint n = 0; n < self->len; n++) {
        spelling = self->pdata[n];
        if (g_str_equal(spelling->text, text)) {
            spelling->times++;
            return;
        }
    }
    spelling = g_new0(WbSpelling, 1);
    *spelling = (WbSpelling){g_strdup(text), 1};
    g_ptr_array_add(self, spelling);
}

static int
compare_spellings(gconstpointer a, gconstpointer b)
{
    const WbSpelling *first = *(WbSpelling *const *)a, *second = *(WbSpelling *const *)b;

    if (first->times != second->times)
        return first->times > second->times ? -1 : 1;
    return strcmp(first->text, second->text);
}

void
wb_spellings_sort(GPtrArray *self)
{
    g_ptr_array_sort(self, compare_spellings);
}
