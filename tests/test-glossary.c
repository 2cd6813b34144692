/* A glossary: which translations do not keep to it, and files that are none. */
#include "glossary.h"

#include <glib/gstdio.h>

#include "tool.h"

static const char table[] = "term,es,zh-CN\n"
                            "survivor | survivors,sobreviviente,幸存者\n"
                            "case management,manejo de casos | gestión de casos,\n";

static WbGlossary *
load(const char *text, GError **error)
{
    g_autofree char *folder = tool_new_folder();
    g_autofree char *path = g_build_filename(folder, "glossary.csv", NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    WbGlossary *out = wb_glossary_load(path, error);
    tool_remove(folder);
    return out;
}

static void
test_check(void)
{
    static const struct {
        const char *language, *source, *words, *wanted;
    } cases[] = {
        {"es", "Survivors first", "Sobrevivientes primero", NULL},
        {"es", "Survivors first", "Víctimas primero",
         "'survivor | survivors' is 'sobreviviente' in the glossary"},
        {"es", "Survivorship", "Otra cosa", NULL}, /* whole words of the source alone */
        {"es", "Case management", "Gestión de ca\xc2\xadsos", NULL}, /* a soft hyphen */
        {"es", "case management", "Casos",
         "'case management' is 'manejo de casos | gestión de casos' "
         "in the glossary"},
        {"zh-CN", "survivors", "幸存者", NULL},
        {"zh-CN", "case management", "什么", NULL}, /* an empty cell says nothing */
        {"ar", "survivor", "x", NULL},              /* nor does a language without a column */
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(WbGlossary) glossary = load(table, &error);

    g_assert_no_error(error);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *wrong =
            wb_glossary_check(glossary, cases[i].language, cases[i].source, cases[i].words);

        g_assert_cmpstr(wrong, ==, cases[i].wanted);
    }
}

static void
test_wrong(void)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(load("term,es\n\"open", &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_assert_null(wb_glossary_load("/none/glossary.csv", &error));
    g_assert_nonnull(error);
    /* Empty is a glossary without terms. */
    g_autoptr(WbGlossary) empty = load("", NULL);
    g_assert_nonnull(empty);
    g_assert_null(wb_glossary_check(empty, "es", "survivor", "x"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/glossary/check", test_check);
    g_test_add_func("/glossary/wrong", test_wrong);
    return g_test_run();
}
