/* What the files of the drawing share. Nobody else includes it. */
#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "draw.h"
#include "fonts.h"

G_BEGIN_DECLS

struct _WbDraw {
    double width; /* of the sheet */
    gboolean rtl;
    char *language;
    const WbFontChoice *fonts;
    PangoContext *context;
    GHashTable *heights; /* paragraph as a key, owned -> its height in Pango's units */
    guint page;          /* from 1 */
    /* of a PDF */
    GByteArray *bytes;
    cairo_surface_t *surface;
    cairo_t *cairo;
    /* of a picture: what stands between <svg> and </svg>; else NULL */
    GString *svg;
};

/* draw-text.c */
PangoContext *wb_draw_text_new_context(const char *language, gboolean rtl);
PangoLayout *wb_draw_new_layout(const WbDraw *self, const WbDrawRun *runs, guint n, double width);
void wb_draw_restore_line_ends(PangoLayout *layout);

/* draw-svg.c; x is the distance from the left here, as it is in the file */
void wb_draw_svg_path(GString *svg, const WbPath *path, const WbDrawPaint *paint);
void wb_draw_svg_box(GString *svg, WbDrawBox box, guint32 colour);
void wb_draw_svg_layout(GString *svg, PangoLayout *layout, double left, double y);
char *wb_draw_svg_close(const WbDraw *self, double height, const char *id, const char *title,
                        const char *alt);

/* Where the box begins from the left, whichever way lines run. */
double wb_draw_left_of(const WbDraw *self, WbDrawBox box);

G_END_DECLS
