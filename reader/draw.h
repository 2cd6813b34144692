/* A drawing: the pages of a PDF with text, rules, boxes and marks on them. The one home of cairo
 * and Pango. Points, origin at the page's upper corner where lines start, y down; in a language
 * that runs from right to left that is the right one, so that nobody says left or right. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WB_DRAW_ERROR wb_draw_error_quark()
GQuark wb_draw_error_quark(void);

typedef enum { WB_DRAW_ERROR_FAILED } WbDrawError;

typedef struct {
    double width, height;
    const char *title, *language; /* of the document; the language is a BCP 47 tag */
    const char *date;             /* yyyy-mm-dd or NULL; the clock is never asked */
} WbDrawSheet;

typedef enum { WB_ALIGN_START, WB_ALIGN_CENTER, WB_ALIGN_END } WbAlign;

typedef struct {
    double size;
    gboolean bold;
    gboolean heading; /* in the family of titles */
    guint32 colour;   /* 0xRRGGBB */
    WbAlign align;
} WbDrawStyle;

/* A piece of a paragraph in a style of its own; the first one's alignment is the paragraph's. */
typedef struct {
    const char *text;
    const WbDrawStyle *style;
} WbDrawRun;

typedef struct {
    double x, y, width, height; /* the height does not matter to text */
} WbDrawBox;

/* Told apart without colour: a broken ring, a ring, half full, full. */
typedef enum { WB_MARK_DASHED, WB_MARK_EMPTY, WB_MARK_HALF, WB_MARK_FULL } WbMarkShape;

typedef struct _WbDraw WbDraw;

/* Needs wb_fonts_use. */
WbDraw *wb_draw_new(const WbDrawSheet *sheet);
void wb_draw_free(WbDraw *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbDraw, wb_draw_free)

/* Ends a page; the next begins. */
void wb_draw_end_page(WbDraw *self);
/* All pages that were ended, as a PDF. Nothing can be drawn after it. */
GBytes *wb_draw_finish(WbDraw *self, GError **error);

/* What is drawn between the two is an element of that name in the structure tree (H1, P, TD). */
void wb_draw_begin(WbDraw *self, const char *tag);
void wb_draw_end(WbDraw *self, const char *tag);

/* Each gives the height of the paragraph in the width of the box. */
double wb_draw_text(WbDraw *self, const WbDrawStyle *style, WbDrawBox box, const char *text);
double wb_draw_runs(WbDraw *self, const WbDrawRun *runs, guint n, WbDrawBox box);
double wb_draw_measure(WbDraw *self, const WbDrawRun *runs, guint n, double width);

/* An entry of the outline that leads to this height of the page; below @parent, or 0 at the top.
 * Gives the entry. */
int wb_draw_bookmark(WbDraw *self, int parent, const char *title, double y);

void wb_draw_box(WbDraw *self, WbDrawBox box, guint32 colour);
void wb_draw_rule(WbDraw *self, WbDrawBox line, guint32 colour); /* along the box's upper edge */
void wb_draw_mark(WbDraw *self, WbMarkShape shape, WbDrawBox box, guint32 colour);

G_END_DECLS
