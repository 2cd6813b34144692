/* Which font speaks which language, and a private font configuration that makes every machine
 * set a page alike. Both programs ask here before they set any text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WB_FONTS_ERROR wb_fonts_error_quark()
GQuark wb_fonts_error_quark(void);

typedef enum { WB_FONTS_ERROR_MISSING } WbFontsError;

typedef struct {
    const char *language; /* BCP 47, without region where all regions share it */
    /* Families, "first, second": a character is taken from the first that has it. */
    const char *text;    /* of running text and labels */
    const char *heading; /* of titles and headings, set bold */
    /* One family alone, with the language's letters and the Latin ones: a PDF names one font for
     * what is typed into its fields. */
    const char *field;
    const char *packages; /* Debian packages that bring them */
    /* What can be typed: ranges of characters in hex ("0020-007E 00A0-00FF"), or the name of a
     * charset that iconv knows; NULL: the simple font of WinAnsiEncoding. */
    const char *repertoire;
    double scale;         /* of sizes: the script's letters are small for their size; 1 of Latin */
    double leading;       /* em, of running text where there is room */
    double least_leading; /* em: closer lines would touch */
    gboolean rtl;
    gboolean italics; /* the script has them */
} WbFontChoice;

/* The row of a language tag ("es-MX" finds "es"), never NULL: English where there is none. */
const WbFontChoice *wb_fonts_lookup(const char *language);

/* Whether the language has a row of its own. */
gboolean wb_fonts_has(const char *language);

/* Makes fonts.conf the process's only font configuration, and looks whether the language's fonts
 * are installed: FALSE where one is not; the message names the package. May be called again. */
gboolean wb_fonts_use(const char *language, GError **error);

/* The repertoire, in the order of the code points; of gunichar, the caller's. Empty where there is
 * none. */
GArray *wb_fonts_new_repertoire(const WbFontChoice *choice);

G_END_DECLS
