/* What the pictures of a summary have in common: their colours, and the way into a page of HTML. A
 * picture is drawn into a box of any drawing, from plain numbers and words that are the caller's.
 */
#pragma once

#include "draw.h"

G_BEGIN_DECLS

enum {
    WB_COLOUR_INK = 0x1e2428,
    WB_COLOUR_MUTED = 0x566167,
    WB_COLOUR_RULE = 0xc5ced0,
    WB_COLOUR_PAPER = 0xffffff,
    WB_COLOUR_ACCENT = 0x1d5b63,
    WB_COLOUR_MIDDLE = 0x74a8ae,
    WB_COLOUR_LIGHT = 0xaecfd2,
    WB_COLOUR_PALE = 0xdfecee,
    WB_COLOUR_GREY = 0xf0f0ee,
    WB_COLOUR_WARNING = 0xa12f16,
    WB_COLOUR_WARNING_TINT = 0xfbeee8,
};

/* Draws a picture from the box's upper edge down, as wide as the box; gives its height. The box's
 * own height does not matter where it is 0. */
typedef double (*WbPicture)(WbDraw *draw, gconstpointer data, WbDrawBox box);

typedef struct {
    double width;
    const char *language;    /* BCP 47 */
    const char *id;          /* of the picture in its page */
    const char *title, *alt; /* what is heard in its place */
} WbPictureFrame;

/* The picture as an <svg> element; the caller's. */
char *wb_picture_to_svg(WbPicture picture, gconstpointer data, const WbPictureFrame *frame);

/* One entry of a legend: a swatch as the picture has it, and what it means. */
typedef struct {
    WbDrawPaint paint;
    gboolean marked;
    WbMarkShape mark;
    guint32 mark_colour;
    const char *figure; /* in the swatch, or NULL */
    guint32 figure_colour;
    const char *words;
} WbLegendEntry;

/* In as many lines as it takes; gives the height. */
double wb_picture_draw_legend(WbDraw *draw, const WbLegendEntry *entries, guint n, WbDrawBox box);

/* Two things with the language's own comma between them; takes @list, which may be NULL. */
char *wb_picture_join(const char *language, char *list, const char *item);

G_END_DECLS
