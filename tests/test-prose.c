/* Prose: marks out, spans in; what looks like a star stays one. */
#include "prose.h"

#include <string.h>

typedef struct {
    const char *source;
    const char *spans; /* KIND start-end target, each followed by ";" */
    const char *plain;
} Good;

static char *
describe_spans(const WbProse *prose)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < prose->spans->len; i++) {
        const WbSpan *span = prose->spans->pdata[i];

        g_string_append_printf(out, "%c %u-%u%s%s;", "?bi?l"[span->kind], (guint)span -> start,
                               (guint)span -> end, span -> target ? " " : "",
                               span->target ? span->target : "");
    }
    return g_string_free(out, FALSE);
}

static void
test_good(void)
{
    static const Good cases[] = {
        {"plain", "", "plain"},
        {"", "", ""},
        {"  a \n b\t", "", "a b"},
        {"**Save first.** Then", "b 0-11;", "Save first. Then"},
        {"such as *trauma-informed*, *b*", "i 8-23;i 25-26;", "such as trauma-informed, b"},
        {"***both***", "b 0-4;i 0-4;", "both"},
        {"**a *b* c**", "b 0-5;i 2-3;", "a b c"},
        {"*a **b** c*", "i 0-5;b 2-3;", "a b c"},
        {"**a***b*", "b 0-1;i 1-2;", "ab"},
        {"重**点**文", "b 3-6;", "重点文"},
        /* letters whose number ends as that of a space does */
        {"उठ ठक", "", "उठ ठक"},
        {"ऊ\n*ഠ*", "i 4-7;", "ऊ ഠ"},
        {"* a note", "", "* a note"},
        {"5 * 3 ** 2", "", "5 * 3 ** 2"},
        {"required*", "", "required*"},
        {"****", "", "****"},
        {"\\*a\\* \\[b] \\\\ \\c", "", "*a* [b] \\ \\c"},
        {"see [the **first** page](core-values).", "l 4-18 core-values;b 8-13;",
         "see the first page."},
        {"[x](https://a.org/?q=1&r=2)", "l 0-1 https://a.org/?q=1&r=2;", "x"},
        {"[a \\[b\\] \\*c](x)", "l 0-8 x;", "a [b] *c"},
        {"a ] b", "", "a ] b"},
        {"a **  ", "", "a **"},
        {"**a** {maker} {n:number}", "b 0-1;", "a {maker} {n:number}"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(WbProse) prose = wb_prose_parse(cases[i].source, NULL, &error);
        g_autofree char *spans = NULL;

        g_assert_no_error(error);
        spans = describe_spans(prose);
        g_assert_cmpstr(prose->plain, ==, cases[i].plain);
        g_assert_cmpstr(spans, ==, cases[i].spans);
    }
}

static void
test_bad(void)
{
    static const struct {
        const char *source;
        gsize offset;
        const char *what;
    } cases[] = {
        {"a **b", 2, "** is not closed"},
        {"a *b", 2, "* is not closed"},
        {"**a *b** c", 4, "* is not closed"},
        {"a [b", 2, "a link is not closed"},
        {"a [b] c", 2, "a link has no (target); a bracket is written \\["},
        {"[b](c d)", 0, "a link's target is not closed"},
        {"[b]()", 0, "a link's target is not closed"},
        {"[](c)", 0, "a link has no words"},
        {"[a [b](c)](d)", 3, "a link inside a link"},
        {"é **b", 3, "** is not closed"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        gsize offset = 0;

        g_assert_null(wb_prose_parse(cases[i].source, &offset, &error));
        g_assert_cmpstr(error->message, ==, cases[i].what);
        g_assert_cmpuint(offset, ==, cases[i].offset);
    }
}

/* Any bytes that are UTF-8 either fail or give spans that nest and lie inside the text. */
static void
test_any(void)
{
    static const char letters[] = "**[]()\\ ab";
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);

    for (guint round = 0; round < 20000; round++) {
        char source[16] = "";
        g_autoptr(WbProse) prose = NULL;

        for (guint i = 0; i < sizeof source - 1; i++)
            source[i] = letters[g_rand_int_range(rand, 0, sizeof letters - 1)];
        prose = wb_prose_parse(source, NULL, NULL);
        for (guint i = 0; prose && i < prose->spans->len; i++) {
            const WbSpan *span = prose->spans->pdata[i];

            g_assert_cmpuint(span->start, <=, span->end);
            g_assert_cmpuint(span->end, <=, strlen(prose->plain));
            for (guint k = i + 1; k < prose->spans->len; k++) {
                const WbSpan *next = prose->spans->pdata[k];

                g_assert_cmpuint(span->start, <=, next->start);
                g_assert_true(next->start >= span->end || next->end <= span->end);
            }
        }
    }
}

static void
test_places(void)
{
    const char *source = "{maker} has {members:number} {open";
    WbPlace place;

    g_assert_true(wb_place_find(source, 0, &place));
    g_assert_cmpuint(place.end, ==, 7);
    g_assert_null(place.kind);
    g_assert_true(wb_place_find(source, place.end, &place));
    g_assert_cmpuint(place.start, ==, 12);
    g_assert_cmpuint(place.name_length, ==, 7);
    g_assert_cmpuint(place.kind_length, ==, 6);
    g_assert_true(wb_place_find(source, place.end, &place));
    g_assert_cmpuint(place.end, ==, 0);
    g_assert_false(wb_place_find("none", 0, &place));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/prose/good", test_good);
    g_test_add_func("/prose/bad", test_bad);
    g_test_add_func("/prose/any", test_any);
    g_test_add_func("/prose/places", test_places);
    return g_test_run();
}
