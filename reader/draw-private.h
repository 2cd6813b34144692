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
    const WbFontChoice *fonts;
    GByteArray *bytes;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoContext *context;
    guint page; /* from 1 */
};

PangoLayout *wb_draw_new_layout(const WbDraw *self, const WbDrawRun *runs, guint n, double width);
void wb_draw_restore_line_ends(PangoLayout *layout);
/* Where the box begins from the left, whichever way lines run. */
double wb_draw_left_of(const WbDraw *self, WbDrawBox box);

G_END_DECLS
