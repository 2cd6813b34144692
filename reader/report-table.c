/* A table: see report-table.h. */
#include "report-table.h"

#include <math.h>

#define PAD_PT 4.5
#define RULE_PT 0.5
#define GAP_PT 10.0 /* between columns */
#define INDENT_PT (WB_REPORT_MARK_PT + 8)
#define BAR_PT 3.0 /* at the start of a row for which nobody was named */

static double
indent_of(const WbReportTable *self)
{
    return self->marked ? INDENT_PT + BAR_PT : 0;
}

/* Where a column stands; its height is not set. */
static WbDrawBox
column_box(const WbReportTable *self, guint column, double y)
{
    double width = wb_report_width(self->report) - indent_of(self), x = 0;

    for (guint n = 0; n < column; n++)
        x += self->columns[n].share * width;
    width *= self->columns[column].share;
    if (column + 1 < self->n_columns)
        width -= GAP_PT;
    return (WbDrawBox){WB_REPORT_MARGIN_PT + indent_of(self) + x, y, width, 0};
}

static const WbDrawStyle *
head_style(const WbReportColumn *column)
{
    return &wb_report_styles[column->align == WB_ALIGN_END ? WB_STYLE_SMALL_STRONG_END
                                                           : WB_STYLE_SMALL_STRONG];
}

void
wb_report_table_begin(const WbReportTable *self)
{
    WbReport *report = self->report;
    double height = 0;

    wb_draw_begin(report->draw, "Table");
    wb_draw_begin(report->draw, "TR");
    for (guint n = 0; n < self->n_columns; n++)
        height =
            fmax(height, wb_report_measure(report, head_style(&self->columns[n]),
                                           column_box(self, n, 0).width, self->columns[n].head));
    for (guint n = 0; n < self->n_columns; n++) {
        const WbDrawStyle *style = head_style(&self->columns[n]);
        WbDrawBox box = column_box(self, n, report->y);

        if (self->columns[n].head[0] == '\0')
            continue;
        box.y += height - wb_report_measure(report, style, box.width, self->columns[n].head);
        wb_report_text(report, "TH", style, box, self->columns[n].head);
    }
    wb_draw_end(report->draw, "TR");
    report->y += height + 3;
    wb_draw_rule(report->draw,
                 (WbDrawBox){WB_REPORT_MARGIN_PT, report->y, wb_report_width(report), 0},
                 WB_COLOUR_ACCENT);
}

void
wb_report_table_end(const WbReportTable *self)
{
    wb_draw_end(self->report->draw, "Table");
}

static void
make_room(const WbReportTable *self, double height)
{
    if (wb_report_fits(self->report, height))
        return;
    wb_report_table_end(self);
    wb_report_next_page(self->report);
    wb_report_table_begin(self);
}

static double
row_height(const WbReportTable *self, WbRuns *const *cells)
{
    double height = 0;

    for (guint n = 0; n < self->n_columns; n++) {
        if (cells[n] && cells[n]->runs->len > 0)
            height =
                fmax(height, wb_draw_measure(self->report->draw, wb_runs_peek(cells[n]),
                                             cells[n]->runs->len, column_box(self, n, 0).width));
    }
    return height;
}

static void
draw_state(const WbReportTable *self, const WbReportState *state, double height)
{
    WbReport *report = self->report;
    WbDrawBox mark = {WB_REPORT_MARGIN_PT + BAR_PT + 5, report->y + PAD_PT + 2, WB_REPORT_MARK_PT,
                      0};
    WbDrawBox band = {WB_REPORT_MARGIN_PT, report->y + RULE_PT, wb_report_width(report),
                      height - RULE_PT};

    if (state->shape == WB_MARK_EMPTY) {
        wb_draw_box(report->draw, band, WB_COLOUR_WARNING_TINT);
        band.width = BAR_PT;
        wb_draw_box(report->draw, band, WB_COLOUR_WARNING);
    }
    wb_draw_mark(report->draw, state->shape, mark, state->colour);
}

void
wb_report_table_add(const WbReportTable *self, WbRuns *const *cells, WbReportRow row)
{
    WbReport *report = self->report;
    double height = row_height(self, cells) + PAD_PT + (row.open ? 0 : PAD_PT);

    make_room(self, height);
    if (row.state)
        draw_state(self, row.state, height);
    wb_draw_begin(report->draw, "TR");
    for (guint n = 0; n < self->n_columns; n++) {
        const char *tag = n == 0 ? "TH" : "TD";

        if (!cells[n] || cells[n]->runs->len == 0)
            continue;
        wb_draw_begin(report->draw, tag);
        wb_draw_runs(report->draw, wb_runs_peek(cells[n]), cells[n]->runs->len,
                     column_box(self, n, report->y + PAD_PT));
        wb_draw_end(report->draw, tag);
    }
    wb_draw_end(report->draw, "TR");
    report->y += height;
    if (!row.open)
        wb_draw_rule(report->draw,
                     (WbDrawBox){WB_REPORT_MARGIN_PT, report->y, wb_report_width(report), 0},
                     WB_COLOUR_RULE);
}

void
wb_report_table_add_band(const WbReportTable *self, const char *text)
{
    WbReport *report = self->report;
    const WbDrawStyle style = {9.5, TRUE, FALSE, WB_COLOUR_ACCENT, WB_ALIGN_START};
    double width = wb_report_width(report) - 16;
    double height = wb_report_measure(report, &style, width, text) + 8;
    WbDrawBox band;

    make_room(self, height + 60);
    band = (WbDrawBox){WB_REPORT_MARGIN_PT, report->y + RULE_PT, wb_report_width(report),
                       height - RULE_PT};
    wb_draw_box(report->draw, band, WB_COLOUR_GREY);
    wb_draw_begin(report->draw, "TR");
    wb_report_text(report, "TH", &style,
                   (WbDrawBox){WB_REPORT_MARGIN_PT + 8, report->y + 4, width, 0}, text);
    wb_draw_end(report->draw, "TR");
    report->y += height;
}
