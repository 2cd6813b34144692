/* Paragraphs: lines, spans, places, characters that no font has; and the words of a painted page.
 */
#include "text.h"

#include <math.h>
#include <string.h>

#include "composed.h"
#include "prose.h"
#include "run.h"
#include "tool.h"

static const WbStyle style = {"Noto Sans", 10, 14, FALSE, FALSE, 0x123456, WB_ALIGN_START};

static WbParagraph *
set(Composed *on, const char *prose, double width)
{
    return wb_setter_set(on->setter, prose, &style, width, NULL, NULL, 0);
}

static char *
paint(const WbParagraph *paragraph)
{
    g_autoptr(WbContent) content = wb_content_new(792);

    wb_paragraph_paint(paragraph, content, 0, 0, 0, G_MAXUINT);
    return g_strdup(content->ops->str);
}

static void
test_lines(void)
{
    g_autoptr(Composed) on = composed_new_empty("en");
    static const char words[] =
        "Some words that stand on one line if there is room for all of them";
    double whole = wb_setter_line_width(on->setter, words, &style);
    g_autoptr(WbParagraph) one = set(on, words, whole + 0.1);
    g_autoptr(WbParagraph) two = set(on, words, whole - 1);
    g_autoptr(WbParagraph) many = set(on, words, wb_setter_least_width(on->setter, words, &style));

    g_assert_cmpuint(one->n_lines, ==, 1);
    g_assert_cmpfloat_with_epsilon(one->widest, whole, 0.1);
    g_assert_cmpfloat_with_epsilon(one->height, 14, 0.01);
    g_assert_cmpuint(two->n_lines, ==, 2);
    g_assert_cmpfloat_with_epsilon(two->height, 28, 0.01);
    g_assert_cmpuint(many->n_lines, >, 8);
    /* No word is broken, and none stands over the end: "words" is not the widest of them. */
    g_assert_cmpfloat(many->widest, <=, many->width + 0.05);
    for (guint i = 0; i < two->runs->len; i++) {
        WbBox box = wb_paragraph_run_box(two, i);
        g_assert_cmpfloat(box.x, >=, -0.01);
        g_assert_cmpfloat(box.x + box.width, <=, whole - 1 + 0.05);
        g_assert_cmpfloat(box.y + box.height, <=, two->height + 0.05);
    }
}

static void
test_align(void)
{
    g_autoptr(Composed) on = composed_new_empty("en");
    WbStyle centred = style, end = style;

    centred.align = WB_ALIGN_CENTRE;
    end.align = WB_ALIGN_END;
    g_autoptr(WbParagraph) middle = wb_setter_set_plain(on->setter, "middle", &centred, 200, NULL);
    g_autoptr(WbParagraph) last = wb_setter_set_plain(on->setter, "end", &end, 200, NULL);
    WbBox a = wb_paragraph_run_box(middle, 0), b = wb_paragraph_run_box(last, 0);
    g_assert_cmpfloat_with_epsilon(a.x + a.width / 2, 100, 0.05);
    g_assert_cmpfloat_with_epsilon(b.x + b.width, 200, 0.05);
}

static void
test_spans(void)
{
    g_autoptr(Composed) on = composed_new_empty("en");
    WbStyle bold = style, italic = style;

    bold.bold = italic.italic = TRUE;
    g_autoptr(WbParagraph) text =
        set(on, "plain **bold** *italic* [web](https://example.org) end", 400);
    const char *faces[] = {wb_face_name(wb_setter_face(on->setter, &style)),
                           wb_face_name(wb_setter_face(on->setter, &bold)),
                           wb_face_name(wb_setter_face(on->setter, &italic))};
    g_autofree char *ops = paint(text);
    g_auto(GStrv) runs = g_strsplit(ops, "BT ", -1);
    static const guint wanted[] = {0, 1, 0, 2, 0, 0, 0}; /* words and the spaces between them */

    g_assert_cmpuint(text->runs->len, ==, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
        g_autofree char *face = g_strdup_printf("/%s 10 Tf ", faces[wanted[i]]);
        g_assert_true(g_str_has_prefix(runs[i + 1], face));
        g_assert_cmpstr(wb_paragraph_peek_target(text, i), ==,
                        i == 5 ? "https://example.org" : NULL);
    }
    g_assert_cmpstr(faces[0], !=, faces[1]);
    g_assert_cmpstr(faces[1], !=, faces[2]);
}

/* A field stands where U+FFFC is, its line is high enough, and the others stay as they are. */
static void
test_places(void)
{
    g_autoptr(Composed) on = composed_new_empty("en");
    static const WbGap gaps[] = {{120, 18.6}, {46, 18.6}, {300, 32}};
    static const char text[] =
        "We are \xef\xbf\xbc and \xef\xbf\xbc as it is \xef\xbf\xbc so plain";
    double start = wb_setter_line_width(on->setter, "We are m", &style) -
                   wb_setter_line_width(on->setter, "m", &style);
    g_autoptr(WbParagraph) out = wb_setter_set(on->setter, text, &style, 330, NULL, gaps, 3);
    const WbBox *places = (const WbBox *)out->places->data;

    g_assert_cmpuint(out->places->len, ==, 3);
    g_assert_cmpuint(out->n_lines, ==, 3);
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpfloat_with_epsilon(places[i].width, gaps[i].width, 0.01);
        g_assert_cmpfloat_with_epsilon(places[i].height, gaps[i].height, 0.01);
        g_assert_cmpuint(g_array_index(out->lines, guint, i), ==, i == 2);
    }
    g_assert_cmpfloat_with_epsilon(places[0].x, start, 0.1);
    g_assert_cmpfloat_with_epsilon(places[0].y, places[1].y, 0.01);
    g_assert_cmpfloat(places[1].x, >, places[0].x + 120 + 10);
    g_assert_cmpfloat(places[0].y, >=, 0);
    g_assert_cmpfloat(places[2].y, >=, places[0].y + 18.6);
    g_assert_cmpfloat_with_epsilon(out->height, 18.6 + 5 + 32 + 5 + 14, 0.01);
    g_assert_cmpfloat(places[2].y + 32, <=, out->height - 14);
}

/* Of two places on one line of a right-to-left text, the first is nearer to the start: the right.
 */
static void
test_places_from_the_right(void)
{
    g_autoptr(Composed) on = composed_new_empty("ar");
    static const WbGap gaps[] = {{46, 18.6}, {80, 32}};
    g_autoptr(WbParagraph) out = wb_setter_set(
        on->setter, "نحن \xef\xbf\xbc منذ \xef\xbf\xbc تقريبا", &style, 330, NULL, gaps, 2);
    const WbBox *places = (const WbBox *)out->places->data;

    g_assert_cmpuint(out->places->len, ==, 2);
    g_assert_cmpuint(out->n_lines, ==, 1);
    for (guint i = 0; i < 2; i++) {
        g_assert_cmpfloat_with_epsilon(places[i].width, gaps[i].width, 0.01);
        g_assert_cmpfloat_with_epsilon(places[i].height, gaps[i].height, 0.01);
    }
    g_assert_cmpfloat(places[0].x + places[0].width, <,
                      places[1].x); /* from the start of the line */
}

static void
test_missing(void)
{
    g_autoptr(Composed) on = composed_new_empty("en");
    const WbMark mark = {"pages/a.yaml", 12, 7};
    g_autoptr(GError) error = NULL;
    g_autoptr(WbParagraph) fine = set(on, "All there: Łódź, Tiếng Việt, Ω, Ж.", 400);

    g_assert_true(wb_setter_check(on->setter, &error));
    g_assert_no_error(error);
    g_autoptr(WbParagraph) out =
        wb_setter_set(on->setter, "A sign of Linear A: \U00010600.", &style, 400, &mark, NULL, 0);
    g_assert_false(wb_setter_check(on->setter, &error));
    g_assert_cmpstr(
        error->message, ==,
        "pages/a.yaml:12:7: no font has the character \U00010600 (U+10600), Noto Sans was tried");
}

/* The same width, so the same glyphs: a straight apostrophe is set as the typographer's. */
static void
test_apostrophes(void)
{
    static const char *const pairs[][2] = {
        {"doesn't", "doesn\xe2\x80\x99t"},
        {"agencies' own", "agencies\xe2\x80\x99 own"},
        {"caf\xc3\xa9's", "caf\xc3\xa9\xe2\x80\x99s"},
        {"'quoted", "'quoted"},
        {"6 \"", "6 \""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autoptr(Composed) on = composed_new_empty("en");
        g_autoptr(WbParagraph) typed = set(on, pairs[i][0], 400),
                               wanted = set(on, pairs[i][1], 400);
        g_autofree char *a = paint(typed), *b = paint(wanted);
        g_assert_cmpstr(a, ==, b);
    }
}

/* --- the words of a page, as poppler extracts them ------------------------------------------ */

static char *
single_spaces(const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \t\n\f\xa0", -1);
    GString *out = g_string_new(NULL);

    for (guint i = 0; words[i] != NULL; i++)
        if (words[i][0] != '\0')
            g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", words[i]);
    return g_string_free(out, FALSE);
}

/* Right-to-left: lines begin at the right, places count from there, and numbers keep their order.
 */
static void
test_right_to_left(void)
{
    g_autoptr(Composed) on = composed_new_empty("ar");
    static const WbGap gap = {100, 18};
    g_autoptr(WbParagraph) start = set(on, "مرحبا", 200);
    g_autoptr(WbParagraph) place =
        wb_setter_set(on->setter, "اسمي \xef\xbf\xbc", &style, 200, NULL, &gap, 1);
    WbStyle end = style;
    WbBox box = wb_paragraph_run_box(start, 0);

    g_assert_cmpfloat_with_epsilon(box.x + box.width, 200, 0.05);
    g_assert_cmpfloat_with_epsilon(g_array_index(start->ends, double, 0), box.width, 0.05);
    wb_paragraph_widen(start, 250);
    box = wb_paragraph_run_box(start, 0);
    g_assert_cmpfloat_with_epsilon(box.x + box.width, 250, 0.05);
    /* The place follows the word, so it begins where the word ends. */
    WbBox word = wb_paragraph_run_box(place, place->runs->len - 1);
    double reach = 200 - word.x;
    g_assert_cmpfloat_with_epsilon(g_array_index(place->places, WbBox, 0).x, reach, 3);
    end.align = WB_ALIGN_END;
    g_autoptr(WbParagraph) last = wb_setter_set_plain(on->setter, "مرحبا", &end, 200, NULL);
    g_assert_cmpfloat_with_epsilon(wb_paragraph_run_box(last, 0).x, 0, 0.05);
    g_autoptr(WbParagraph) number = set(on, "هاتف 555-0142", 200);
    gboolean whole = FALSE;
    /* The number is one run, not cut in two by its hyphen, and at the left of the word. */
    for (guint i = 0; i < number->runs->len; i++)
        whole |= ((WbRun *)number->runs->pdata[i])->glyphs->len == strlen("555-0142");
    g_assert_true(whole);
}

/* Of a ligature each letter is said by itself, in the order in which a reader turns about. */
static void
test_ligature(void)
{
    g_autoptr(Composed) on = composed_new_empty("ar");
    g_autoptr(WbParagraph) text = set(on, "لا", 200);
    g_autofree char *ops = paint(text);
    const char *alef = strstr(ops, "/ActualText<FEFF0627>");
    const char *lam = strstr(ops, "/ActualText<FEFF0644>");

    g_assert_nonnull(alef);
    g_assert_nonnull(lam);
    g_assert_true(alef < lam);
    g_assert_null(strstr(ops, "FEFF06440627"));
}

/* A mark is said with its base, though the shaper may have it by itself. */
static void
test_marks(void)
{
    g_autoptr(Composed) on = composed_new_empty("hi");
    g_autoptr(WbParagraph) text = set(on, "मेरी", 200);
    g_autofree char *ops = paint(text);

    g_assert_nonnull(strstr(ops, "/ActualText<FEFF092E0947>"));
}

/* Balanced lines: no more of them, and no wider than they have to be. */
static void
test_even(void)
{
    g_autoptr(Composed) on = composed_new_empty("en");
    static const char words[] = "Advocacy with social services and law enforcement";
    double even = wb_setter_even_width(on->setter, words, &style, 150);
    g_autoptr(WbParagraph) wide = set(on, words, 150);
    g_autoptr(WbParagraph) narrow = set(on, words, even);

    g_assert_cmpuint(wide->n_lines, ==, 2);
    g_assert_cmpuint(narrow->n_lines, ==, 2);
    g_assert_cmpfloat(even, <, 150);
    g_assert_cmpfloat(narrow->widest, <=, even + 0.1);
    g_assert_cmpfloat_with_epsilon(wb_setter_even_width(on->setter, "short", &style, 150), 150,
                                   0.01);
}

/* What the reader of the page should find: no marks, typographic apostrophes. */
static char *
as_printed(const WbWorkbook *workbook, const WbText *text)
{
    g_autofree char *source = wb_workbook_dup_text(workbook, text, 0);
    g_autoptr(WbProse) prose = wb_prose_parse(source, NULL, NULL);
    g_autoptr(GRegex) apostrophe = g_regex_new("(?<=[\\p{L}\\p{N}])'", 0, 0, NULL);
    g_autofree char *out =
        g_regex_replace_literal(apostrophe, prose->plain, -1, 0, "\xe2\x80\x99", 0, NULL);

    return single_spaces(out);
}

static void
assert_printed(const WbWorkbook *workbook, const WbText *text, const char *page)
{
    g_autofree char *wanted = as_printed(workbook, text);

    if (strstr(page, wanted) != NULL)
        return;
    g_test_message("%s:%u:%u: not on the page as it is written: %s\n%s", text->mark.path,
                   text->mark.line, text->mark.column, wanted, page);
    g_test_fail();
}

static char *
page_words(const char *path, guint number)
{
    g_autofree char *n = g_strdup_printf("%u", number);
    g_autoptr(ToolRun) run = tool_run("pdftotext", "-f", n, "-l", n, path, "-", NULL);

    g_assert_cmpint(run->status, ==, 0);
    return single_spaces(run->out);
}

static void
check_words(gconstpointer layout)
{
    if (tool_is_missing("pdftotext"))
        return;
    g_autoptr(Composed) on = composed_new(layout, "letter");
    g_autofree char *folder = tool_new_folder();
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(WbBlank) blank = wb_blank_new(on->workbook, "letter", &error);
    g_assert_no_error(error);
    wb_blank_write(blank, folder, &path, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < on->workbook->pages->len; i++) {
        const WbPage *page = on->workbook->pages->pdata[i];
        g_autofree char *words = page_words(path, i + 1);
        assert_printed(on->workbook, page->title, words);
        for (guint k = 0; k < page->blocks->len; k++) {
            const WbBlock *block = page->blocks->pdata[k];
            if (block->text != NULL)
                assert_printed(on->workbook, block->text, words);
            for (guint n = 0; block->texts != NULL && n < block->texts->len; n++)
                assert_printed(on->workbook, block->texts->pdata[n], words);
        }
    }
    tool_remove(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *house = g_test_build_filename(G_TEST_DIST, "..", "layouts", "workbook", NULL);
    g_autofree char *alone =
        g_test_build_filename(G_TEST_DIST, "pages", "odd", "words-only.layout", NULL);

    g_test_add_func("/text/lines", test_lines);
    g_test_add_func("/text/align", test_align);
    g_test_add_func("/text/spans", test_spans);
    g_test_add_func("/text/places", test_places);
    g_test_add_func("/text/places-from-the-right", test_places_from_the_right);
    g_test_add_func("/text/missing", test_missing);
    g_test_add_func("/text/apostrophes", test_apostrophes);
    g_test_add_func("/text/right-to-left", test_right_to_left);
    g_test_add_func("/text/ligature", test_ligature);
    g_test_add_func("/text/marks", test_marks);
    g_test_add_func("/text/even", test_even);
    g_test_add_data_func("/text/words/workbook", house, check_words);
    g_test_add_data_func("/text/words/alone", alone, check_words);
    return g_test_run();
}
