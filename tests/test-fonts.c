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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fonts/lookup", test_lookup);
    g_test_add_func("/fonts/use", test_use);
    return g_test_run();
}
