#include "fonts.h"

#include <fontconfig/fontconfig.h>
#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "fonts-resource.h"

G_DEFINE_QUARK(wb_fonts_error, wb_fonts_error)

/* ASCII and Latin-1, and the punctuation that people type or programs put in its place. */
#define LATIN "0020-007E 00A0-00FF 2010-2015 2018-201E 2022 2026 20AC 2122 "
#define VIETNAMESE                                                                                 \
    LATIN "0102-0103 0110-0111 0128-0129 0168-0169 01A0-01A1 01AF-01B0 0300-0301 0303 0309 0323 "  \
          "1EA0-1EF9 20AB"
/* With the shapes of letters as characters of their own, which some programs save. */
#define ARABIC                                                                                     \
    LATIN "060C 0615 061B 061F 0621-063A 0640-0655 0660-066D 0670-06D5 06F0-06F9 200C-200F "       \
          "FB50-FBB1 FBD3-FBFF FE70-FE74 FE76-FEFC"
#define DEVANAGARI LATIN "0900-0977 0979-097F 200C-200D 20A8 20B9"

/* The only place that names a font. A new language is a row here and its files in fonts.conf. */
static const WbFontChoice choices[] = {
    {"en", "Noto Sans", "Noto Serif", "Noto Sans", "fonts-noto-core", NULL, 1, 1.4, 0, FALSE, TRUE},
    {"es", "Noto Sans", "Noto Serif", "Noto Sans", "fonts-noto-core", NULL, 1, 1.4, 0, FALSE, TRUE},
    {"vi", "Noto Sans", "Noto Serif", "Noto Sans", "fonts-noto-core", VIETNAMESE, 1, 1.45, 1.32,
     FALSE, TRUE},
    {"ar", "Noto Sans Arabic, Noto Sans", "Noto Sans Arabic, Noto Sans", "DejaVu Sans",
     "fonts-noto-core and fonts-dejavu-core", ARABIC, 1.06, 1.6, 1.45, TRUE, FALSE},
    {"zh-CN", "Noto Sans CJK SC", "Noto Sans CJK SC", "Noto Sans CJK SC", "fonts-noto-cjk",
     "GB2312", 1.04, 1.65, 1.3, FALSE, FALSE},
    {"hi", "Noto Sans Devanagari, Noto Sans", "Noto Serif Devanagari, Noto Serif", "FreeSans",
     "fonts-noto-core and fonts-freefont-ttf", DEVANAGARI, 1.03, 1.5, 1.36, FALSE, FALSE},
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
has_family(const char *family)
{
    FcPattern *pattern = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, NULL);
    FcObjectSet *wanted = FcObjectSetBuild(FC_FILE, NULL);
    FcFontSet *found = FcFontList(NULL, pattern, wanted);
    gboolean has = found != NULL && found->nfont > 0;

    if (found != NULL)
        FcFontSetDestroy(found);
    FcObjectSetDestroy(wanted);
    FcPatternDestroy(pattern);
    return has;
}

static gboolean
use_configuration(GError **error)
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
    FcConfigSetCurrent(config);
    FcConfigDestroy(config);
    done = TRUE;
    return TRUE;
}

gboolean
wb_fonts_use(const char *language, GError **error)
{
    const WbFontChoice *row = wb_fonts_lookup(language);
    g_autofree char *all = g_strjoin(", ", row->text, row->heading, row->field, NULL);
    g_auto(GStrv) families = g_strsplit(all, ", ", -1);

    if (!use_configuration(error))
        return FALSE;
    for (char **family = families; *family != NULL; family++)
        if (!has_family(*family)) {
            g_set_error(error, WB_FONTS_ERROR, WB_FONTS_ERROR_MISSING,
                        "the font %s is not installed (Debian package %s)", *family, row->packages);
            return FALSE;
        }
    return TRUE;
}

static void
add_range(GArray *out, gunichar first, gunichar last)
{
    for (gunichar c = first; c <= last; c++)
        g_array_append_val(out, c);
}

static void
add_ranges(GArray *out, const char *ranges)
{
    g_auto(GStrv) all = g_strsplit(ranges, " ", -1);

    for (char **range = all; *range != NULL; range++) {
        char *dash;
        gunichar first = (gunichar)strtoul(*range, &dash, 16);
        add_range(out, first, *dash == '-' ? (gunichar)strtoul(dash + 1, NULL, 16) : first);
    }
}

/* A charset of one and two bytes, such as GB 2312 in its usual form (EUC): what is none of its
 * characters does not convert. */
static void
add_charset(GArray *out, const char *charset)
{
    for (guint code = 0xa1a1; code <= 0xfefe; code++) {
        const char bytes[] = {(char)(code >> 8), (char)(code & 0xff)};
        g_autofree char *utf8 =
            (code & 0xff) >= 0xa1 ? g_convert(bytes, 2, "UTF-8", charset, NULL, NULL, NULL) : NULL;
        if (utf8 != NULL)
            add_range(out, g_utf8_get_char(utf8), g_utf8_get_char(utf8));
    }
}

static int
compare_characters(gconstpointer a, gconstpointer b)
{
    gunichar x = *(const gunichar *)a, y = *(const gunichar *)b;

    return x < y ? -1 : x > y;
}

GArray *
wb_fonts_new_repertoire(const WbFontChoice *choice)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(gunichar));
    guint kept = 0;

    if (choice->repertoire == NULL)
        return out;
    if (g_ascii_isxdigit(choice->repertoire[0]) && choice->repertoire[4] == '-') {
        add_ranges(out, choice->repertoire);
    } else {
        add_ranges(out, LATIN);
        add_charset(out, choice->repertoire);
    }
    g_array_sort(out, compare_characters);
    for (guint i = 0; i < out->len; i++) {
        gunichar c = g_array_index(out, gunichar, i);
        if (c != 0 && (kept == 0 || g_array_index(out, gunichar, kept - 1) != c))
            g_array_index(out, gunichar, kept++) = c;
    }
    g_array_set_size(out, kept);
    return out;
}
