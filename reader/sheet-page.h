/* The pages of a sheet while they are drawn: header, footer, and text that flows from one to the
 * next. */
#pragma once

#include "draw-paragraph.h"
#include "edition.h"

G_BEGIN_DECLS

#define WB_SHEET_MARGIN_PT 54.0
#define WB_SHEET_GUTTER_PT 16.0

typedef enum {
    WB_SHEET_STYLE_EYEBROW,
    WB_SHEET_STYLE_TITLE,
    WB_SHEET_STYLE_PART,
    WB_SHEET_STYLE_PAGE,
    WB_SHEET_STYLE_QUESTION,
    WB_SHEET_STYLE_LABEL,
    WB_SHEET_STYLE_ANSWER,
    WB_SHEET_STYLE_MISSING,
    WB_SHEET_STYLE_NOTE,
    WB_SHEET_STYLE_NOTE_END,
    WB_SHEET_STYLE_NOTE_STRONG,
} WbSheetStyle;

extern const WbDrawStyle wb_sheet_styles[]; /* by WbSheetStyle */

typedef struct {
    const WbEdition *edition;
    const char *name; /* in the header */
    double width, height;
    WbDraw *draw;
    guint page, pages; /* pages: 0 while they are being counted */
    double y;          /* where the next thing stands */
} WbSheetPages;

/* What flows: a text with its line ends. */
typedef struct {
    const char *tag; /* of each paragraph */
    const char *text;
    WbSheetStyle style;
    WbDrawRunning running;
    const char *mark; /* small, behind it; or NULL */
    double x, width;
} WbSheetText;

double wb_sheet_width(const WbSheetPages *self); /* between the margins */
gboolean wb_sheet_fits(const WbSheetPages *self, double height);
gboolean wb_sheet_is_fresh(const WbSheetPages *self); /* nothing stands on the page yet */
void wb_sheet_next_page(WbSheetPages *self);
void wb_sheet_end_page(WbSheetPages *self);

/* From where the next thing stands on, over as many pages as it takes; each of them has at least
 * two lines of a paragraph. */
void wb_sheet_flow(WbSheetPages *self, const WbSheetText *text);
double wb_sheet_measure(const WbSheetPages *self, const WbSheetText *text);
/* Of its first line, from where it starts. */
double wb_sheet_baseline(const WbSheetPages *self, const WbSheetText *text);

G_END_DECLS
