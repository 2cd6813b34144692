/* A table of a report: its heads stand again on every sheet that it goes on to, and no row is
 * divided between two. */
#pragma once

#include "report-page.h"
#include "runs.h"

G_BEGIN_DECLS

typedef struct {
    double share; /* of the width of the page */
    WbAlign align;
    const char *head;
} WbReportColumn;

typedef struct {
    const WbReportState *state; /* a mark before the first cell; or NULL */
    gboolean open;              /* the next row belongs to this one: no rule between them */
} WbReportRow;

typedef struct {
    WbReport *report;
    const WbReportColumn *columns;
    guint n_columns;
    gboolean marked; /* rows have marks: room is left for them */
} WbReportTable;

void wb_report_table_begin(const WbReportTable *self);
/* One cell for each column; NULL or without runs: empty. */
void wb_report_table_add(const WbReportTable *self, WbRuns *const *cells, WbReportRow row);
/* A line of its own over the whole width that stays with the row after it. */
void wb_report_table_add_band(const WbReportTable *self, const char *text);
void wb_report_table_end(const WbReportTable *self);

G_END_DECLS
