/* Which font speaks which language, and that no other font of the machine is ever seen. */
#include "fonts.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

static void
test_lookup(void)
{
    static const char *const same[][2] = {
        {"es-MX", "es"}, {"EN-us", "en"}, {"xx", "en"}, {"", "en"}, {"en-XA", "en"}};

    for (gsize i = 0; i < G_N_ELEMENTS(same); i++)
        g_assert_cmpstr(wb_fonts_lookup(same[i][0])->text, ==, wb_fonts_lookup(same[i][1])->text);
    g_assert_cmpstr(wb_fonts_lookup("en")->text, ==, "Noto Sans");
    g_assert_false(wb_fonts_lookup("en")->rtl);
    g_assert_null(wb_fonts_lookup("en")->repertoire);
}

/* The family that fontconfig would give for a wish. */
static char *
dup_match(const char *family)
{
    FcPattern *wish = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, NULL);
    FcChar8 *name = NULL;
    FcResult result;

    FcConfigSubstitute(NULL, wish, FcMatchPattern);
    FcDefaultSubstitute(wish);
    FcPattern *found = FcFontMatch(NULL, wish, &result);
    g_assert_nonnull(found);
    FcPatternGetString(found, FC_FAMILY, 0, &name);
    char *out = g_strdup((const char *)name);
    FcPatternDestroy(found);
    FcPatternDestroy(wish);
    return out;
}

/* Whatever the user's configuration says: only ours counts, and it may be asked for twice. */
static void
test_use(void)
{
    g_autoptr(GError) error = NULL;

    g_setenv("FONTCONFIG_FILE", "/none/fonts.conf", TRUE);
    for (guint i = 0; i < 2; i++) {
        g_assert_true(wb_fonts_use("en", &error));
        g_assert_no_error(error);
    }
    for (gsize i = 0; i < 2; i++) {
        const char *family = i == 0 ? wb_fonts_lookup("en")->text : wb_fonts_lookup("en")->heading;
        g_autofree char *match = dup_match(family);
        g_assert_cmpstr(match, ==, family);
    }
    g_autofree char *unknown = dup_match("Comic Sans MS");
    g_assert_true(g_str_has_prefix(unknown, "Noto "));
}

static gboolean
has(const GArray *characters, gunichar wanted)
{
    for (guint i = 0; i < characters->len; i++)
        if (g_array_index(characters, gunichar, i) == wanted)
            return TRUE;
    return FALSE;
}

/* What can be typed: Latin letters everywhere, and the language's own, each once and in order. */
static void
test_repertoire(void)
{
    static const struct {
        const char *language;
        guint least;
        gunichar some[3];
    } cases[] = {
        {"vi", 300, {0x1ea4, 0x1b0, 0x111}},
        {"ar", 650, {0x644, 0x664, 0xfefb}},
        {"zh-CN", 7400, {0x4e00, 0x9f9f, 0xff1f}}, /* GB 2312: 6,763 ideographs and signs */
        {"hi", 300, {0x915, 0x94d, 0x967}}};

    g_autoptr(GArray) none = wb_fonts_new_repertoire(wb_fonts_lookup("es"));
    g_assert_cmpuint(none->len, ==, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GArray) all = wb_fonts_new_repertoire(wb_fonts_lookup(cases[i].language));

        g_assert_cmpuint(all->len, >=, cases[i].least);
        g_assert_true(has(all, 'A') && has(all, '~') && has(all, 0xe9));
        for (guint k = 0; k < 3; k++)
            g_assert_true(has(all, cases[i].some[k]));
        for (guint k = 1; k < all->len; k++)
            g_assert_cmpuint(g_array_index(all, gunichar, k - 1), <,
                             g_array_index(all, gunichar, k));
    }
}

/* Every row's fonts are there: its package is one of those that are installed. */
static void
test_rows(void)
{
    static const char *const languages[] = {"en", "es", "vi", "ar", "zh-CN", "hi"};

    for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_true(wb_fonts_has(languages[i]));
        g_assert_true(wb_fonts_use(languages[i], &error));
        g_assert_no_error(error);
    }
    g_assert_false(wb_fonts_has("zh-TW"));
    g_assert_false(wb_fonts_has("zh"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fonts/lookup", test_lookup);
    g_test_add_func("/fonts/use", test_use);
    g_test_add_func("/fonts/repertoire", test_repertoire);
    g_test_add_func("/fonts/rows", test_rows);
    return g_test_run();
}
