/* A report while it is drawn: its sheets with their header and footer, its one scale of type, its
 * colours and marks. */
#pragma once

#include "picture.h"
#include "report-pdf.h"

G_BEGIN_DECLS

#define WB_REPORT_MARGIN_PT 54.0
#define WB_REPORT_GUTTER_PT 16.0
#define WB_REPORT_MARK_PT 9.0
#define WB_REPORT_DOT "\u00a0\u00a0·  " /* between things in a row: stays with the one before */

typedef enum {
    WB_STYLE_TITLE,
    WB_STYLE_EYEBROW,
    WB_STYLE_SECTION,
    WB_STYLE_PART,
    WB_STYLE_TEXT,
    WB_STYLE_TEXT_END,
    WB_STYLE_STRONG,
    WB_STYLE_MUTED,
    WB_STYLE_NAME,
    WB_STYLE_COUNT,
    WB_STYLE_NUMBER,
    WB_STYLE_GAP,
    WB_STYLE_FIGURE,
    WB_STYLE_GAP_FIGURE,
    WB_STYLE_SMALL,
    WB_STYLE_SMALL_END,
    WB_STYLE_SMALL_STRONG,
    WB_STYLE_SMALL_STRONG_END,
    WB_STYLE_WARNING,
} WbReportStyle;

extern const WbDrawStyle wb_report_styles[]; /* by WbReportStyle */

typedef struct {
    const char *title; /* lent by words or editions */
    guint page;
} WbReportEntry;

typedef struct {
    const WbTally *tally;
    const WbReportSheet *sheet;
    WbDraw *draw;
    guint page, pages; /* pages: 0 while they are being counted */
    double y;          /* where the next thing stands */
    int bookmark;      /* of the section */
    GArray *contents;  /* of WbReportEntry: sections as they were counted */
} WbReport;

/* What the state of a need looks like. */
typedef struct {
    WbMarkShape shape;
    guint32 colour;
    const char *words;
    const WbDrawStyle *style; /* of the words where names would stand; NULL where there are names */
} WbReportState;

extern const WbReportState wb_report_states[WB_NEED_STATES]; /* by WbNeedState */

const char *wb_report_words(const WbReport *self, const char *id);
/* "12", "<3" or "3+", not turned round where lines run from right to left; the caller's. */
char *wb_report_dup_shown(WbShown shown);
double wb_report_width(const WbReport *self); /* between the margins */
double wb_report_room(const WbReport *self);  /* down to the lower margin */
double wb_report_measure(const WbReport *self, const WbDrawStyle *style, double width,
                         const char *text);
/* Draws a paragraph as an element of the structure tree; gives its height. */
double wb_report_text(const WbReport *self, const char *tag, const WbDrawStyle *style,
                      WbDrawBox box, const char *text);

/* A section begins: heading, entry of the contents and bookmark; on a new sheet if @apart, or if
 * less than @needs would be left below. */
void wb_report_begin_section(WbReport *self, const char *title, gboolean apart, double needs);
/* A part of it: a smaller heading, with @needs left below it. */
void wb_report_begin_part(WbReport *self, const char *title, double needs);
/* A paragraph at y, in the width of the page less some, that goes on to the next sheet as a whole.
 */
void wb_report_paragraph(WbReport *self, WbReportStyle style, const char *text);
/* The same of a text that takes ownership of it. */
void wb_report_take_paragraph(WbReport *self, WbReportStyle style, char *text);

gboolean wb_report_fits(const WbReport *self, double height);
/* On this page or the next. */
void wb_report_make_room(WbReport *self, double height);
void wb_report_next_page(WbReport *self);
void wb_report_end_page(WbReport *self);

G_END_DECLS
