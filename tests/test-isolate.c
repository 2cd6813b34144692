/* Numbers and Latin words inside right-to-left text: what is isolated, and where spans come to
 * stand. */
#include "isolate.h"

#define O "\xe2\x81\xa6"
#define C "\xe2\x81\xa9"

static void
test_stretches(void)
{
    static const char *const cases[][2] = {
        {"هاتف 555-0142 الآن", "هاتف " O "555-0142" C " الآن"},
        {"هاتف (202) 555-0142.", "هاتف " O "(202) 555-0142" C "."},
        {"دولي +1 202 555", "دولي " O "+1 202 555" C},
        {"من 6-9 أشهر", "من " O "6-9" C " أشهر"},
        {"من 6–9 أشهر", "من " O "6–9" C " أشهر"},
        {"برنامج Adobe Reader أو Chrome", "برنامج " O "Adobe Reader" C " أو Chrome"},
        {"(Department of Labor)", "(" O "Department of Labor" C ")"},
        {"مجتمع LGBTQ+ هنا", "مجتمع " O "LGBTQ+" C " هنا"},
        {"مكتب U.S. Attorney", "مكتب " O "U.S. Attorney" C},
        {"مكتب U.S.\xc2\xa0"
         "Attorney",
         "مكتب " O "U.S.\xc2\xa0"
         "Attorney" C},
        {"TVPA (2000)", O "TVPA (2000)" C},
        {"قانون (TVPA) لعام 2000", "قانون (TVPA) لعام 2000"},
        {"عام 2000، و1,000 مؤسسة", "عام 2000، و" O "1,000" C " مؤسسة"},
        {"50% منها", O "50%" C " منها"},
        {"هاتف 211) 555-0142", "هاتف 211) " O "555-0142" C},
        {"خط 211 (555-0142 ليلا)", "خط 211 (" O "555-0142" C " ليلا)"},
        {"أ A (b (c) d) e", "أ " O "A (b (c) d) e" C},
        {"أ A (b (c ب) د)", "أ A ("
                            "b (c ب) د)"},
        {"a@b.org", O "a@b.org" C},
        {"لا شيء", "لا شيء"},
        {"", ""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(gsize));
        g_autofree char *out = wb_isolate_dup(cases[i][0], places);

        g_assert_cmpstr(out, ==, cases[i][1]);
    }
}

/* A span of the isolated words is inside the isolate, one before it stays, one behind it moves. */
static void
test_moved(void)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(gsize));
    g_autofree char *out = wb_isolate_dup("أ 1-2 ب", places); /* bytes: 0-2, 3-6, 7-9 */

    g_assert_cmpstr(out, ==, "أ " O "1-2" C " ب");
    g_assert_cmpuint(wb_isolate_moved_start(places, 0), ==, 0);
    g_assert_cmpuint(wb_isolate_moved_end(places, 2), ==, 2);
    g_assert_cmpuint(wb_isolate_moved_start(places, 3), ==, 6);
    g_assert_cmpuint(wb_isolate_moved_end(places, 6), ==, 9);
    g_assert_cmpuint(wb_isolate_moved_start(places, 7), ==, 13);
    g_assert_cmpuint(wb_isolate_moved_end(places, 9), ==, 15);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/isolate/stretches", test_stretches);
    g_test_add_func("/isolate/moved", test_moved);
    return g_test_run();
}
