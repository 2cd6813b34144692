/* The house's own words: every language falls back, placeholders are filled in once. */
#include "words.h"

static void
test_lookup(void)
{
    g_assert_cmpstr(wb_words_lookup("en", "yes"), ==, "Yes");
    g_assert_cmpstr(wb_words_lookup("EN", "yes"), ==, "Yes");
    g_assert_cmpstr(wb_words_lookup("xx", "yes"), ==, "Yes");
    g_assert_cmpstr(wb_words_lookup(NULL, "footer.draft"), ==, "DRAFT");
    g_assert_cmpstr(wb_words_lookup("es", "yes"), ==, "Sí");
    g_assert_cmpstr(wb_words_lookup("es-MX", "yes"), ==, "Sí");
    g_assert_cmpstr(wb_words_lookup("zh-CN", "yes"), ==, "是");
    g_assert_cmpstr(wb_words_language("es-MX"), ==, "Español");
    g_assert_cmpstr(wb_words_language("xx"), ==, "xx");
    g_assert_cmpuint(wb_words_count_missing("en-GB"), ==, 0);
    g_assert_cmpuint(wb_words_count_missing("ar"), ==, 0);
    g_assert_cmpuint(wb_words_count_missing("xx"), >, 40);
}

static void
test_format(void)
{
    g_autofree char *page = wb_words_format("en", "footer.page", "n", "3", "total", "7", NULL);
    g_autofree char *braces =
        wb_words_format("en", "option.join", "field", "{option}", "option", "{field}", NULL);
    g_autofree char *missing = wb_words_format("en", "footer.page", "n", "3", NULL);

    g_assert_cmpstr(page, ==, "Page 3 of 7");
    g_assert_cmpstr(braces, ==, "{option}: {field}");
    g_assert_cmpstr(missing, ==, "Page 3 of {total}");
}

static void
test_unknown(void)
{
    g_test_expect_message(G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*no words 'no-such'*");
    g_assert_cmpstr(wb_words_lookup("en", "no-such"), ==, "no-such");
    g_test_assert_expected_messages();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/words/lookup", test_lookup);
    g_test_add_func("/words/format", test_format);
    g_test_add_func("/words/unknown", test_unknown);
    return g_test_run();
}
