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
    const char *text;     /* family of running text, labels and fields */
    const char *heading;  /* family of titles and headings, set bold */
    const char *package;  /* Debian package that brings them */
    gboolean rtl;
    gboolean latin1; /* typed text fits WinAnsiEncoding: the fields' font is a simple one */
} WbFontChoice;

/* The row of a language tag ("es-MX" finds "es"), never NULL: English where there is none. */
const WbFontChoice *wb_fonts_lookup(const char *language);

/* Whether the language has a row of its own. */
gboolean wb_fonts_has(const char *language);

/* Makes fonts.conf the process's only font configuration. FALSE where a font is not installed; the
 * message names the package. May be called again. */
gboolean wb_fonts_use(GError **error);

G_END_DECLS
