/* Characters as they stand on a page, and the text that was typed. */
#include <string.h>

#include "lines.h"

#define SIZE 10.0 /* points; a letter is half as wide, an ideograph as wide as that */

/* Puts @text on a line as @drawn stands from left to right; "_" is a gap between two words, and a
 * mark has the place of the letter before it. */
static void
stand(GArray *seen, double left, double y, const char *drawn)
{
    for (const char *p = drawn; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        double width = g_unichar_iswide(c) ? SIZE : SIZE / 2;
        WbSeen one = {c, {left, y, left + width, y + SIZE}, TRUE, NULL};

        if (g_unichar_ismark(c))
            one.rect = g_array_index(seen, WbSeen, seen->len - 1).rect;
        if (c != '_')
            g_array_append_val(seen, one);
        left += g_unichar_ismark(c) ? 0 : width;
    }
}

typedef struct {
    const char *name;
    const char *lines[3]; /* as they stand, from the top */
    double width;
    gboolean rtl;
    const char *text;
} Case;

static const Case cases[] = {
    {"one", {"legal_aid"}, 100, FALSE, "legal aid"},
    {"wrapped", {"legal_aid", "and_shelter"}, 60, FALSE, "legal aid and shelter"},
    {"two-lines", {"legal", "aid"}, 100, FALSE, "legal\naid"},
    {"chinese", {"法律援助", "中心"}, 45, FALSE, "法律援助中心"},
    {"arabic", {"ةأرملا_تيب"}, 100, TRUE, "بيت المرأة"},
    {"as-stored", {"بيت_المرأة"}, 100, TRUE, "بيت المرأة"},
    {"mark", {"ةبرّدم"}, 100, TRUE, "مدرّبة"},
    {"forms", {"ﺔﺳﺎﻴﺳ"}, 100, TRUE, "سياسة"},
    {"digits", {"ةعاس_٢٤"}, 100, TRUE, "٢٤ ساعة"},
    {"latin-within", {"ةكبش_FBI_ةدعاسم"}, 100, TRUE, "مساعدة FBI شبكة"},
    {"brackets", {"ةكبش_(ةفيحص)"}, 100, TRUE, "(صحيفة) شبكة"},
    {"brackets-left", {"ةكبش_)ةفيحص("}, 100, TRUE, "(صحيفة) شبكة"},
    {"within-latin", {"Radio_ةكبش_12_FM"}, 200, FALSE, "Radio شبكة 12 FM"},
    {"hebrew", {"םולש_תיב"}, 100, TRUE, "בית שלום"},
};

static GPtrArray *
new_lines(const Case *test)
{
    g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(WbSeen));

    for (gsize i = 0; i < G_N_ELEMENTS(test->lines) && test->lines[i]; i++)
        stand(seen, 10, 100 - 12 * (double)i, test->lines[i]);
    return wb_lines_new(seen);
}

static void
test_text(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GPtrArray) lines = new_lines(test);
    WbDrawn drawn = {FALSE, FALSE, 0, 0};
    g_autofree char *text = NULL;

    wb_lines_weigh(lines, &drawn);
    text = wb_lines_dup_text(lines, test->width, &drawn, test->rtl);
    g_assert_cmpstr(text, ==, test->text);
}

/* A Latin word at the left: of a right-to-left line the last word, or the first of another one. */
static void
test_ambiguous(void)
{
    static const struct {
        const char *drawn;
        gboolean ambiguous;
    } both[] = {{"FBI_ةكبش", TRUE}, {"ةكبش_FBI", FALSE}, {"ةكبش_٢٤", FALSE}, {"legal_aid", FALSE}};

    for (gsize i = 0; i < G_N_ELEMENTS(both); i++) {
        const Case test = {"", {both[i].drawn}, 100, TRUE, NULL};
        g_autoptr(GPtrArray) lines = new_lines(&test);
        WbDrawn drawn = {FALSE, FALSE, 0, 0};

        g_assert_cmpint(wb_lines_is_ambiguous(lines, &drawn), ==, both[i].ambiguous);
    }
}

/* In whichever order the characters come, and though their middles are not quite alike. */
static void
test_order(void)
{
    g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(WbSeen));
    g_autoptr(GPtrArray) lines = NULL;
    const WbDrawn drawn = {FALSE, FALSE, 0, 0};
    g_autofree char *text = NULL;

    stand(seen, 10, 88, "below");
    stand(seen, 45, 101, "one");
    stand(seen, 10, 100, "above");
    lines = wb_lines_new(seen);
    g_assert_cmpuint(lines->len, ==, 2);
    text = wb_lines_dup_text(lines, 200, &drawn, FALSE);
    g_assert_cmpstr(text, ==, "above one\nbelow");
}

static void
test_nothing(void)
{
    g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(WbSeen));
    g_autoptr(GPtrArray) lines = wb_lines_new(seen);
    const WbDrawn drawn = {FALSE, FALSE, 0, 0};
    g_autofree char *text = wb_lines_dup_text(lines, 100, &drawn, FALSE);

    g_assert_cmpuint(lines->len, ==, 0);
    g_assert_cmpstr(text, ==, "");
    g_assert_false(wb_lines_is_ambiguous(lines, &drawn));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/lines/text/", cases[i].name, NULL);

        g_test_add_data_func(path, &cases[i], test_text);
    }
    g_test_add_func("/lines/ambiguous", test_ambiguous);
    g_test_add_func("/lines/order", test_order);
    g_test_add_func("/lines/nothing", test_nothing);
    return g_test_run();
}
