/* Codes of editions and ids of copies: made the same each time, found in running text as people
 * type them. */
#include "code.h"

#include <string.h>

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

static void
test_new_copy(void)
{
    static const struct {
        const char *key, *workbook, *round, *roster_key, *copy;
    } cases[] = {
        /* as computed with Python's hmac */
        {"secret", "toolkit", "2026", "ana", "Q2V22-4Z8S5"},
        {"secret", "toolkit", "2027", "ana", "35FMY-YV5JP"},
        {"secret", "toolkit", "202", "6ana", "8WA26-PDRHJ"},
        {"other", "toolkit", "2026", "ana", "SV0XV-RJ90N"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *copy =
            wb_code_new_copy((const guint8 *)cases[i].key, strlen(cases[i].key), cases[i].workbook,
                             cases[i].round, cases[i].roster_key);

        g_assert_cmpstr(copy, ==, cases[i].copy);
        g_assert_true(wb_code_is_copy(copy));
    }
}

static void
test_find_copy(void)
{
    static const struct {
        const char *text, *copy;
    } cases[] = {
        {"Q2V22-4Z8S5", "Q2V22-4Z8S5"},
        {"toolkit, es - Copia q2v22-4z8s5 - T-8G9P", "Q2V22-4Z8S5"},
        {"SVOXV-RJ9ON", "SV0XV-RJ90N"},
        {"\xd8\xa7\xd9\x84\xd9\x86\xd8\xb3\xd8\xae\xd8\xa9 Q2V22\xe2\x80\x91"
         "4Z8S5\xd8\x8c",
         "Q2V22-4Z8S5"},
        {"edition:9f3c copy:Q2V22-4Z8S5", "Q2V22-4Z8S5"},
        {"12345-67890 and Q2V22-4Z8S5", "Q2V22-4Z8S5"},
        {"Q2V22-4Z8S6", NULL}, /* one mark wrong */
        {"QV222-4Z8S5", NULL}, /* two neighbours changed places */
        {"Q2V22-4Z8S", NULL},
        {"Q2V22-4Z8S5X", NULL},
        {"Q2V22-4Z8S5-1", NULL},
        {"xQ2V22-4Z8S5", NULL},
        {"Q2V22 4Z8S5", NULL},
        {"Q2V22", NULL},
        {"", NULL},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *copy = wb_code_find_copy(cases[i].text);

        g_assert_cmpstr(copy, ==, cases[i].copy);
        g_assert_cmpint(wb_code_is_copy(cases[i].text), ==, i == 0);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/code/new", test_new);
    g_test_add_func("/code/find", test_find);
    g_test_add_func("/code/new-copy", test_new_copy);
    g_test_add_func("/code/find-copy", test_find_copy);
    return g_test_run();
}
