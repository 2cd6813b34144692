#include "fonts.h"

#include <fontconfig/fontconfig.h>
#include <gio/gio.h>
#include <string.h>

#include "fonts-resource.h"

G_DEFINE_QUARK(wb_fonts_error, wb_fonts_error)

/* The only place that names a font. A new language is a row here and its files in fonts.conf. */
static const WbFontChoice choices[] = {
    {"en", "Noto Sans", "Noto Serif", "fonts-noto-core", FALSE, TRUE},
    {"es", "Noto Sans", "Noto Serif", "fonts-noto-core", FALSE, TRUE},
};

static const WbFontChoice *
find_row(const char *language)
{
    for (gsize i = 0; i < G_N_ELEMENTS(choices); i++) {
        gsize length = strlen(choices[i].language);
        if (g_ascii_strncasecmp(language, choices[i].language, length) == 0 &&
            (language[length] == '\0' || language[length] == '-'))
            return &choices[i];
    }
    return NULL;
}

const WbFontChoice *
wb_fonts_lookup(const char *language)
{
    const WbFontChoice *row = find_row(language);

    return row != NULL ? row : &choices[0];
}

gboolean
wb_fonts_has(const char *language)
{
    return find_row(language) != NULL;
}

static gboolean
has_family(FcConfig *config, const char *family)
{
    FcPattern *pattern = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, NULL);
    FcObjectSet *wanted = FcObjectSetBuild(FC_FILE, NULL);
    FcFontSet *found = FcFontList(config, pattern, wanted);
    gboolean has = found != NULL && found->nfont > 0;

    if (found != NULL)
        FcFontSetDestroy(found);
    FcObjectSetDestroy(wanted);
    FcPatternDestroy(pattern);
    return has;
}

gboolean
wb_fonts_use(GError **error)
{
    static gboolean done = FALSE;

    if (done)
        return TRUE;
    g_autoptr(GBytes) xml = g_resource_lookup_data(
        fonts_get_resource(), "/workbook/fonts/fonts.conf", G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    if (xml == NULL)
        return FALSE;
    g_autofree char *text = g_strndup(g_bytes_get_data(xml, NULL), g_bytes_get_size(xml));
    FcConfig *config = FcConfigCreate();
    FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)text, FcTrue);
    FcConfigBuildFonts(config);
    for (gsize i = 0; i < G_N_ELEMENTS(choices); i++) {
        const char *families[] = {choices[i].text, choices[i].heading};
        for (gsize k = 0; k < G_N_ELEMENTS(families); k++) {
            if (has_family(config, families[k]))
                continue;
            g_set_error(error, WB_FONTS_ERROR, WB_FONTS_ERROR_MISSING,
                        "the font %s is not installed (Debian package %s)", families[k],
                        choices[i].package);
            FcConfigDestroy(config);
            return FALSE;
        }
    }
    FcConfigSetCurrent(config);
    FcConfigDestroy(config);
    done = TRUE;
    return TRUE;
}
