/* Edition codes: made the same each time, found in running text as people type them. */
#include "code.h"

static void
test_new(void)
{
    g_autofree char *one = wb_code_new_edition("community-resource-workbook", "{}");
    g_autofree char *two = wb_code_new_edition("community-resource-workbook", "{} ");
    g_autofree char *kit = wb_code_new_edition("toolkit", "{}");
    g_autofree char *five = wb_code_new_edition("a-b-c-d-e", "{}");

    /* SHA-256 of "{}" starts 44136f: 01000 10000 01001 10110 */
    g_assert_cmpstr(one, ==, "CRW-8G9P");
    g_assert_cmpstr(two, !=, one);
    g_assert_cmpstr(kit, ==, "T-8G9P");
    g_assert_cmpstr(five, ==, "ABCD-8G9P");
}

static void
test_find(void)
{
    static const struct {
        const char *text, *code;
    } cases[] = {
        {"Community Resource Workbook, es, 1.0 - page 4 of 7 - CRW-4F7K", "CRW-4F7K"},
        {"crw-4f7k", "CRW-4F7K"},
        {"(CRW-IOLZ)", "CRW-101Z"},
        {"CRW\xe2\x80\x91"
         "4F7K",
         "CRW-4F7K"},
        {"\xd8\xb1 T-8G9P \xd8\xb1", "T-8G9P"},
        {"CRW-4F7U", NULL},
        {"CRW-4F7", NULL},
        {"CRW-4F7KX", NULL},
        {"COVID-2020", NULL},
        {"555-0142-1234", NULL},
        {"-4F7K", NULL},
        {"", NULL},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *code = wb_code_find_edition(cases[i].text);

        g_assert_cmpstr(code, ==, cases[i].code);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/code/new", test_new);
    g_test_add_func("/code/find", test_find);
    return g_test_run();
}
