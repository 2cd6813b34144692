/* A paragraph that may go on on the next page: laid out once, drawn line by line. */
#pragma once

#include "draw.h"

G_BEGIN_DECLS

typedef struct _WbDrawParagraph WbDrawParagraph;

/* Which way a paragraph's lines run: as the page's do, or as its own first letter does. */
typedef enum { WB_RUNS_AS_PAGE, WB_RUNS_AS_TEXT } WbDrawRunning;

/* Without line ends of its own. One that runs as its text does lines up with the page's
 * nevertheless if it has only one line. A character that no font has is spelled out, as in
 * [U+1FAE0]. The runs need not live on. */
WbDrawParagraph *wb_draw_paragraph_new(WbDraw *draw, const WbDrawRun *runs, guint n, double width,
                                       WbDrawRunning running);
void wb_draw_paragraph_free(WbDrawParagraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbDrawParagraph, wb_draw_paragraph_free)
guint wb_draw_paragraph_count(const WbDrawParagraph *self); /* lines */
/* Of the lines from one up to, and without, another. */
double wb_draw_paragraph_height(const WbDrawParagraph *self, guint from, guint to);
/* Of its first line, from the top. */
double wb_draw_paragraph_baseline(const WbDrawParagraph *self);
/* Only the place of the box matters; its width is the paragraph's. */
void wb_draw_lines(WbDraw *self, const WbDrawParagraph *paragraph, guint from, guint to,
                   WbDrawBox box);

G_END_DECLS
