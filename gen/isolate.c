#include "isolate.h"

#include <string.h>

#define OPENS "\xe2\x81\xa6"  /* U+2066, left-to-right isolate */
#define CLOSES "\xe2\x81\xa9" /* U+2069, pop directional isolate */

/* A telephone number, a range, an address, a name of several words: it begins and ends with a
 * letter or a digit, but for a plus sign before and a plus or a percent sign behind it. */
#define WORD "[\\p{Latin}\\p{Nd}]"
static const char pattern[] =
    "(?:\\+|\\((?=\\d+\\)))?" WORD "(?:" WORD "|[-–./:@_&'’+,%#()]+(?=" WORD
    ")|[-–.,)(]*[ \\x{a0}]+[(+]?(?=" WORD "))*[+%]?";

/* Letters or digits alone stand right by themselves. */
static gboolean
is_plain(const char *text, gsize length)
{
    for (const char *at = text; at < text + length; at = g_utf8_next_char(at))
        if (!g_unichar_isalnum(g_utf8_get_char(at)))
            return FALSE;
    return TRUE;
}

/* A bracket and its partner stand on the same side of the isolate: what is open at the end of the
 * stretch is closed by a bracket that follows, or the stretch ends before the outermost of them. */
static gsize
balance(const char *text, gsize length)
{
    gsize open = 0, depth = 0;

    for (gsize i = 0; i < length; i++) {
        if (text[i] == '(' && depth++ == 0)
            open = i;
        else if (text[i] == ')' && depth-- == 0)
            return i;
    }
    if (depth == 0)
        return length;
    return depth == 1 && text[length] == ')' ? length + 1 : open;
}

static gsize
without_trailing_spaces(const char *text, gsize length)
{
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return length;
}

static GRegex *
stretch_regex(void)
{
    static GRegex *regex = NULL;

    if (regex == NULL)
        regex = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
    return regex;
}

/* The first stretch at or after @to; what a bracket cuts off may begin another. */
static gboolean
find_stretch(const char *text, gsize *from, gsize *to)
{
    g_autoptr(GMatchInfo) match = NULL;
    int start, end;

    if (!g_regex_match_full(stretch_regex(), text, -1, (gssize)*to, 0, &match, NULL))
        return FALSE;
    g_match_info_fetch_pos(match, 0, &start, &end);
    gsize length = balance(text + start, (gsize)(end - start));
    *from = (gsize)start;
    *to = *from + MAX(1, without_trailing_spaces(text + start, length));
    return TRUE;
}

char *
wb_isolate_dup(const char *text, GArray *places)
{
    GString *out = g_string_new(NULL);
    gsize done = 0, from, to = 0;

    while (find_stretch(text, &from, &to)) {
        if (is_plain(text + from, to - from))
            continue;
        g_string_append_len(out, text + done, from - done);
        g_string_append(out, OPENS);
        g_string_append_len(out, text + from, to - from);
        g_string_append(out, CLOSES);
        g_array_append_val(places, from);
        g_array_append_val(places, to);
        done = to;
    }
    g_string_append(out, text + done);
    return g_string_free(out, FALSE);
}

gsize
wb_isolate_moved_start(const GArray *places, gsize start)
{
    gsize moved = start;

    for (guint i = 0; i < places->len && g_array_index(places, gsize, i) <= start; i++)
        moved += strlen(OPENS);
    return moved;
}

gsize
wb_isolate_moved_end(const GArray *places, gsize end)
{
    gsize moved = end;

    for (guint i = 0; i < places->len && g_array_index(places, gsize, i) < end; i++)
        moved += strlen(OPENS);
    return moved;
}
