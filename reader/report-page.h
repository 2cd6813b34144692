/* A report while it is drawn: its sheets with their header and footer, its one scale of type, its
 * colours and marks. */
#pragma once

#include "draw.h"
#include "report-pdf.h"

G_BEGIN_DECLS

#define WB_REPORT_MARGIN_PT 54.0
#define WB_REPORT_GUTTER_PT 14.0
#define WB_REPORT_MARK_PT 9.0

enum {
    WB_COLOUR_INK = 0x1e2428,
    WB_COLOUR_MUTED = 0x566167,
    WB_COLOUR_RULE = 0xc5ced0,
    WB_COLOUR_ACCENT = 0x1d5b63,
    WB_COLOUR_WARNING = 0xa12f16,
    WB_COLOUR_WARNING_TINT = 0xfbeee8,
};

typedef enum {
    WB_STYLE_TITLE,
    WB_STYLE_EYEBROW,
    WB_STYLE_SECTION,
    WB_STYLE_TEXT,
    WB_STYLE_STRONG,
    WB_STYLE_MUTED,
    WB_STYLE_NAME,
    WB_STYLE_COUNT,
    WB_STYLE_GAP,
    WB_STYLE_GAP_LABEL,
    WB_STYLE_FIGURE,
    WB_STYLE_GAP_FIGURE,
    WB_STYLE_SMALL,
    WB_STYLE_SMALL_END,
    WB_STYLE_SMALL_STRONG,
} WbReportStyle;

extern const WbDrawStyle wb_report_styles[]; /* by WbReportStyle */

typedef struct {
    const WbTally *tally;
    const WbReportSheet *sheet;
    WbDraw *draw;
    guint page, pages; /* pages: 0 while they are being counted */
    double y;          /* where the next thing stands */
} WbReport;

/* What the state of a need looks like. */
typedef struct {
    WbMarkShape shape;
    guint32 colour;
    const char *words;
    const WbDrawStyle *style; /* of the words where names would stand; NULL where there are names */
} WbReportState;

extern const WbReportState wb_report_states[WB_NEED_STATES]; /* by WbNeedState */
const WbReportState *wb_report_peek_state(const WbTallyNeed *need);

const char *wb_report_words(const WbReport *self, const char *id);
double wb_report_width(const WbReport *self); /* between the margins */
double wb_report_measure(const WbReport *self, const WbDrawStyle *style, double width,
                         const char *text);
/* Draws a paragraph as an element of the structure tree; gives its height. */
double wb_report_text(const WbReport *self, const char *tag, const WbDrawStyle *style,
                      WbDrawBox box, const char *text);
void wb_report_heading(WbReport *self, const char *tag, const char *text);

gboolean wb_report_fits(const WbReport *self, double height);
void wb_report_next_page(WbReport *self);
void wb_report_end_page(WbReport *self);

G_END_DECLS
