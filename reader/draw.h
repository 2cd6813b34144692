/* A drawing: the pages of a PDF, or one picture as SVG, with text, rules, boxes and marks on them.
 * The one home of cairo and Pango (with draw-text.c and draw-svg.c). Points, origin at the page's
 * upper corner where lines start, y down; in a language that runs from right to left that is the
 * right one, so that nobody says left or right. */
#pragma once

#include <glib.h>

#include "shape.h"

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

#define WB_DRAW_NONE 0xff000000u /* in place of a colour: no fill, no outline */

typedef struct {
    guint32 fill, stroke;
    double pen;       /* width of the outline */
    double dash, gap; /* of a broken outline; 0: a whole one */
} WbDrawPaint;

typedef struct _WbDraw WbDraw;

/* Both need wb_fonts_use. */
WbDraw *wb_draw_new(const WbDrawSheet *sheet);
/* Draws nothing: to see how high and how many pages all comes out. */
WbDraw *wb_draw_new_dry(const WbDrawSheet *sheet);
/* What was measured for @from is not measured again; both are of one language. */
void wb_draw_adopt(WbDraw *self, const WbDraw *from);
/* One picture, whose height is known when it is finished. Its text stays text, set in the families
 * of the language where the reader has them. */
WbDraw *wb_draw_new_svg(double width, const char *language);
void wb_draw_free(WbDraw *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbDraw, wb_draw_free)

/* Ends a page; the next begins. */
void wb_draw_end_page(WbDraw *self);
/* All pages that were ended, as a PDF. Nothing can be drawn after it. */
GBytes *wb_draw_finish(WbDraw *self, GError **error);
/* The <svg> element to put into a page of HTML. @id begins every id in it, so that several pictures
 * can stand in one page; @alt is what is heard in its place. The caller's. */
char *wb_draw_finish_svg(WbDraw *self, double height, const char *id, const char *title,
                         const char *alt);

const char *wb_draw_peek_language(const WbDraw *self);
gboolean wb_draw_is_rtl(const WbDraw *self);
gboolean wb_draw_is_dry(const WbDraw *self); /* what has no height need not be drawn */

/* What is drawn between the two is an element of that name in the structure tree (H1, P, TD); in an
 * SVG, nothing. */
void wb_draw_begin(WbDraw *self, const char *tag);
void wb_draw_end(WbDraw *self, const char *tag);
/* An entry of the outline beside the pages, for this height of this page. @parent: what this gave
 * for the entry above it, or 0. */
int wb_draw_bookmark(WbDraw *self, int parent, const char *text, double y);

/* Each gives the height of the paragraph in the width of the box. */
double wb_draw_text(WbDraw *self, const WbDrawStyle *style, WbDrawBox box, const char *text);
double wb_draw_runs(WbDraw *self, const WbDrawRun *runs, guint n, WbDrawBox box);
double wb_draw_measure(WbDraw *self, const WbDrawRun *runs, guint n, double width);

/* A line of text alone. */
double wb_draw_width(WbDraw *self, const WbDrawStyle *style, const char *text);
/* Whether the paragraph stands in the box without a word broken in two. */
gboolean wb_draw_fits(WbDraw *self, const WbDrawRun *runs, guint n, double width, double height);
/* As much of the line's start as @width has room for, with "…" where that is not all; the
 * caller's. */
char *wb_draw_dup_elided(WbDraw *self, const WbDrawStyle *style, double width, const char *text);

/* The same by letters: what somebody typed may be a whole paragraph. */
char *wb_draw_dup_start(const char *text, glong letters);

/* What has to stand behind a name in a text of the language, so that what comes after it follows
 * where lines go on; "" or a sign that nobody sees. */
const char *wb_draw_peek_mark(const char *language, const char *before);

/* The same behind a text with nothing after it: its last signs stay with its last word. */
const char *wb_draw_peek_end(const char *language, const char *text);

void wb_draw_path(WbDraw *self, const WbPath *path, const WbDrawPaint *paint);
void wb_draw_frame(WbDraw *self, WbDrawBox box, const WbDrawPaint *paint);
void wb_draw_box(WbDraw *self, WbDrawBox box, guint32 colour);
void wb_draw_rule(WbDraw *self, WbDrawBox line, guint32 colour); /* along the box's upper edge */
void wb_draw_mark(WbDraw *self, WbMarkShape shape, WbDrawBox box, guint32 colour);

G_END_DECLS
