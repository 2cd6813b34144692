#include "lines.h"

#include <string.h>

#define SAME_LINE 0.35 /* of a line's height: how far two middles may stand apart */
#define SPACE 0.1      /* of a line's height: the least gap between two words */

static void
line_free(gpointer data)
{
    WbLine *self = data;

    g_array_unref(self->seen);
    g_free(self);
}

static double
get_middle(const WbSeen *seen)
{
    return (seen->rect.top + seen->rect.bottom) / 2;
}

static int
compare_down(gconstpointer a, gconstpointer b)
{
    double difference = get_middle(b) - get_middle(a);

    return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

/* Marks, which have the place of their letter, come after it. */
static int
compare_across(gconstpointer a, gconstpointer b)
{
    const WbRect *one = &((const WbSeen *)a)->rect, *two = &((const WbSeen *)b)->rect;
    double difference = (one->left + one->right) - (two->left + two->right);

    if (difference == 0)
        return g_unichar_ismark(((const WbSeen *)a)->c) - g_unichar_ismark(((const WbSeen *)b)->c);
    return difference > 0 ? 1 : -1;
}

static WbLine *
add_line(GPtrArray *lines, const WbSeen *first)
{
    WbLine *line = g_new0(WbLine, 1);

    line->seen = g_array_new(FALSE, FALSE, sizeof(WbSeen));
    line->left = G_MAXDOUBLE;
    line->right = -G_MAXDOUBLE;
    line->middle = get_middle(first);
    g_ptr_array_add(lines, line);
    return line;
}

GPtrArray *
wb_lines_new(const GArray *seen)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
    g_autoptr(GArray) sorted = g_array_new(FALSE, FALSE, sizeof(WbSeen));
    WbLine *line = NULL;

    if (seen->len > 0)
        g_array_append_vals(sorted, seen->data, seen->len);
    g_array_sort(sorted, compare_down);
    for (guint i = 0; i < sorted->len; i++) {
        const WbSeen *one = &g_array_index(sorted, WbSeen, i);
        double height = one->rect.top - one->rect.bottom;

        if (!line || line->middle - get_middle(one) > SAME_LINE * MAX(height, line->height))
            line = add_line(lines, one);
        line->left = MIN(line->left, one->rect.left);
        line->right = MAX(line->right, one->rect.right);
        line->height = MAX(line->height, height);
        g_array_append_val(line->seen, *one);
    }
    for (guint i = 0; i < lines->len; i++)
        g_array_sort(((WbLine *)lines->pdata[i])->seen, compare_across);
    return lines;
}

static gboolean
is_rtl_script(GUnicodeScript script)
{
    return script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW ||
           script == G_UNICODE_SCRIPT_SYRIAC || script == G_UNICODE_SCRIPT_THAANA ||
           script == G_UNICODE_SCRIPT_NKO;
}

/* Letters and marks; not digits, which run from left to right in every script. */
static gboolean
is_rtl(gunichar c)
{
    return is_rtl_script(g_unichar_get_script(c)) && !g_unichar_isdigit(c);
}

static gboolean
is_rtl_digit(gunichar c)
{
    return g_unichar_isdigit(c) && c > 0x7f && is_rtl_script(g_unichar_get_script(c));
}

static gboolean
is_ltr(gunichar c)
{
    return g_unichar_isalnum(c) && !is_rtl(c) && !is_rtl_digit(c);
}

/* The line as it stands, with spaces where words stand apart. */
static GArray *
new_visual(const WbLine *line)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(gunichar));
    const gunichar space = ' ';

    for (guint i = 0; i < line->seen->len; i++) {
        const WbSeen *one = &g_array_index(line->seen, WbSeen, i);

        if (i > 0 && one->rect.left - g_array_index(line->seen, WbSeen, i - 1).rect.right >
                         SPACE * line->height)
            g_array_append_val(out, space);
        g_array_append_val(out, one->c);
    }
    return out;
}

static gunichar
at(const GArray *characters, guint i)
{
    return g_array_index(characters, gunichar, i);
}

/* Letters that end a word and never begin one: teh marbuta, alef maksura, yeh barree, the final
 * forms of Hebrew. */
static gboolean
ends_words(gunichar c)
{
    static const gunichar ends[] = {0x0629, 0x0649, 0x06d2, 0x05da, 0x05dd, 0x05df, 0x05e3, 0x05e5};

    for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
        if (ends[i] == c)
            return TRUE;
    return FALSE;
}

/* One word, as it stands from @from to @to. Of Arabic the article tells as well. */
static int
weigh_word(const GArray *visual, guint from, guint to)
{
    gunichar first = at(visual, from), last = at(visual, to - 1);
    int weight = ends_words(last) - ends_words(first);

    if (to - from < 3)
        return weight;
    weight += first == 0x0627 && at(visual, from + 1) == 0x0644;
    weight -= last == 0x0627 && at(visual, to - 2) == 0x0644;
    return weight;
}

/* Presentation forms as the letters that they are forms of. */
static void
append_plain(GString *out, gunichar c)
{
    gunichar letters[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gsize n;

    if ((c < 0xfb1d || c > 0xfdff) && (c < 0xfe70 || c > 0xfefc)) {
        g_string_append_unichar(out, c);
        return;
    }
    n = g_unichar_fully_decompose(c, TRUE, letters, G_N_ELEMENTS(letters));
    for (gsize i = 0; i < n; i++)
        g_string_append_unichar(out, letters[i]);
}

static gunichar
get_letter(gunichar c)
{
    gunichar letters[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

    if ((c < 0xfb1d || c > 0xfdff) && (c < 0xfe70 || c > 0xfefc))
        return c;
    g_unichar_fully_decompose(c, TRUE, letters, G_N_ELEMENTS(letters));
    return letters[0];
}

typedef struct {
    guint from, to;
    gboolean ltr;
} Run;

/* Between two characters of a left-to-right run a neutral belongs to it; digits of Arabic are a run
 * of their own, with what joins them. */
static guint
find_ltr_end(const GArray *visual, guint from)
{
    gboolean digits = is_rtl_digit(at(visual, from));
    guint end = from + 1;

    for (guint i = end; i < visual->len && !is_rtl(at(visual, i)); i++) {
        gunichar c = at(visual, i);

        if (digits ? (c == ' ' || is_ltr(c)) : is_rtl_digit(c))
            break;
        if (digits ? is_rtl_digit(c) : is_ltr(c))
            end = i + 1;
    }
    return end;
}

/* The runs of a line whose direction is right to left, from the left: of such letters each with its
 * marks is one. */
static GArray *
new_runs(const GArray *visual)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(Run));

    for (guint i = 0; i < visual->len;) {
        gunichar c = at(visual, i);
        gboolean ltr = is_ltr(c) || is_rtl_digit(c);
        Run run = {i, ltr ? find_ltr_end(visual, i) : i + 1, ltr};

        while (!ltr && run.to < visual->len && g_unichar_ismark(at(visual, run.to)))
            run.to++;
        g_array_append_val(runs, run);
        i = run.to;
    }
    return runs;
}

/* Brackets of right-to-left text are drawn as their mirror images; programs that do not draw so
 * leave what they say. */
static int
weigh_mirrors(const GArray *visual)
{
    g_autoptr(GArray) runs = new_runs(visual);
    int first = 0, last = 0;

    for (guint n = runs->len; n > 0; n--) {
        const Run *run = &g_array_index(runs, Run, n - 1);
        gunichar c = run->ltr ? 0 : at(visual, run->from);
        int side = c == '(' || c == '[' || c == 0xab   ? 1
                   : c == ')' || c == ']' || c == 0xbb ? -1
                                                       : 0;

        first = first ? first : side;
        last = side ? side : last;
    }
    return last - first;
}

static void
append_rtl(const GArray *visual, gboolean mirrored, GString *out)
{
    g_autoptr(GArray) runs = new_runs(visual);

    for (guint n = runs->len; n > 0; n--) {
        const Run *run = &g_array_index(runs, Run, n - 1);

        for (guint i = run->from; i < run->to; i++) {
            gunichar c = at(visual, i), mirror;

            append_plain(
                out, !run->ltr && mirrored && g_unichar_get_mirror_char(c, &mirror) ? mirror : c);
        }
    }
}

/* A stretch of right-to-left letters within a line of the other direction. */
static void
append_ltr(const GArray *visual, gboolean mirrored, GString *out)
{
    for (guint i = 0; i < visual->len;) {
        guint end = i;

        for (guint k = i; k < visual->len && !is_ltr(at(visual, k)); k++)
            if (is_rtl(at(visual, k)))
                end = k + 1;
        if (!is_rtl(at(visual, i)) || end == i) {
            append_plain(out, at(visual, i++));
            continue;
        }
        g_autoptr(GArray) stretch = g_array_new(FALSE, FALSE, sizeof(gunichar));

        g_array_append_vals(stretch, &g_array_index(visual, gunichar, i), end - i);
        append_rtl(stretch, mirrored, out);
        i = end;
    }
}

static gboolean
has_rtl(const GArray *visual)
{
    for (guint i = 0; i < visual->len; i++)
        if (is_rtl(at(visual, i)))
            return TRUE;
    return FALSE;
}

static int
weigh_order(GArray *visual)
{
    int weight = 0;
    guint start = 0;

    for (guint i = 0; i <= visual->len; i++) {
        gunichar c = i < visual->len ? get_letter(at(visual, i)) : ' ';

        if (i < visual->len)
            g_array_index(visual, gunichar, i) = c;
        if (is_rtl(c) || g_unichar_ismark(c))
            continue;
        if (i > start)
            weight += weigh_word(visual, start, i);
        start = i + 1;
    }
    return weight;
}

void
wb_lines_weigh(const GPtrArray *lines, WbDrawn *drawn)
{
    for (guint n = 0; n < lines->len; n++) {
        g_autoptr(GArray) visual = new_visual(lines->pdata[n]);

        if (has_rtl(visual)) {
            drawn->mirrors += weigh_mirrors(visual);
            drawn->order += weigh_order(visual);
        }
    }
    drawn->mirrored = drawn->mirrors > 0;
    drawn->as_stored = drawn->order > 0;
}

/* Of a page that runs from left to right: the outermost letters of the line decide. */
static gboolean
runs_rtl(const GArray *visual, gboolean rtl)
{
    guint first = 0, last = visual->len;

    if (rtl)
        return TRUE;
    while (first < visual->len && !is_ltr(at(visual, first)) && !is_rtl(at(visual, first)))
        first++;
    while (last > 0 && !is_ltr(at(visual, last - 1)) && !is_rtl(at(visual, last - 1)))
        last--;
    return last > 0 && is_rtl(at(visual, last - 1));
}

gboolean
wb_lines_is_ambiguous(const GPtrArray *lines, const WbDrawn *drawn)
{
    g_autoptr(GArray) visual = lines->len ? new_visual(lines->pdata[0]) : NULL;
    guint i = 0;

    if (drawn->as_stored || !visual || !has_rtl(visual))
        return FALSE;
    while (!g_unichar_isalpha(at(visual, i)))
        i++;
    return !is_rtl(at(visual, i));
}

static void
append_line(const WbLine *line, const WbDrawn *drawn, gboolean rtl, GString *out)
{
    g_autoptr(GArray) visual = new_visual(line);

    if (drawn->as_stored || !has_rtl(visual)) {
        for (guint i = 0; i < visual->len; i++)
            append_plain(out, at(visual, i));
    } else if (runs_rtl(visual, rtl)) {
        append_rtl(visual, drawn->mirrored, out);
    } else {
        append_ltr(visual, drawn->mirrored, out);
    }
}

/* Lines break between any two of them. */
static gboolean
breaks_anywhere(gunichar c)
{
    return g_unichar_iswide(c);
}

/* How wide the first word of a line is, at the end at which the line begins. */
static double
get_first_word(const WbLine *line, gboolean from_right)
{
    guint n = line->seen->len;
    double start = from_right ? line->right : line->left, end = start;

    for (guint i = 0; i < n; i++) {
        const WbSeen *one = &g_array_index(line->seen, WbSeen, from_right ? n - 1 - i : i);
        double gap = from_right ? end - one->rect.right : one->rect.left - end;

        if (i > 0 && (gap > SPACE * line->height || breaks_anywhere(one->c)))
            break;
        end = from_right ? one->rect.left : one->rect.right;
    }
    return ABS(end - start);
}

static gunichar
get_last(const GString *text)
{
    return text->len ? g_utf8_get_char(g_utf8_prev_char(text->str + text->len)) : ' ';
}

char *
wb_lines_dup_text(const GPtrArray *lines, double width, const WbDrawn *drawn, gboolean rtl)
{
    GString *out = g_string_new(NULL);

    for (guint n = 0; n < lines->len; n++) {
        const WbLine *line = lines->pdata[n], *before = n > 0 ? lines->pdata[n - 1] : NULL;
        g_autoptr(GString) text = g_string_new(NULL);
        gboolean from_right = rtl && !drawn->as_stored;

        append_line(line, drawn, rtl, text);
        if (before && before->right - before->left + 2 * SPACE * line->height +
                              get_first_word(line, from_right) <
                          width)
            g_string_append_c(out, '\n');
        else if (before &&
                 !(breaks_anywhere(get_last(out)) && breaks_anywhere(g_utf8_get_char(text->str))))
            g_string_append_c(out, ' ');
        g_string_append_len(out, text->str, (gssize)text->len);
    }
    return g_string_free(out, FALSE);
}
