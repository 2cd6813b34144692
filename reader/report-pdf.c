/* The summary as a PDF: see report-pdf.h. */
#include "report-pdf.h"

#include <math.h>

#include "report-needs.h"
#include "report-page.h"
#include "words.h"

/* The same need asked twice counts once. */
static guint
count_needs(const WbTally *tally)
{
    guint needs = 0;

    for (guint n = 0; n < WB_NEED_STATES; n++)
        needs += tally->states[n];
    return needs;
}

/* The first sheet's upper part. */
static void
draw_title(WbReport *self)
{
    WbDrawBox box = {WB_REPORT_MARGIN_PT, WB_REPORT_MARGIN_PT, wb_report_width(self), 0};

    box.y +=
        wb_report_text(self, "P", &wb_report_styles[WB_STYLE_EYEBROW], box, self->sheet->title) + 3;
    box.y += wb_report_text(self, "H1", &wb_report_styles[WB_STYLE_TITLE], box,
                            wb_report_words(self, "report.title"));
    if (self->sheet->date) {
        g_autofree char *date =
            wb_words_format(self->sheet->language, "report.date", "date", self->sheet->date, NULL);

        box.y += wb_report_text(self, "P", &wb_report_styles[WB_STYLE_MUTED], box, date) + 2;
    }
    self->y = box.y + 16;
}

typedef struct {
    guint count;
    const WbDrawStyle *style;
    const char *label;
} Figure;

static double
draw_figure(const WbReport *self, const Figure *figure, WbDrawBox box)
{
    g_autofree char *number = g_strdup_printf("%u", figure->count);
    double start = box.y;

    wb_draw_rule(self->draw, box, figure->style->colour);
    box.y += 4;
    box.y += wb_report_text(self, "P", figure->style, box, number);
    box.y += wb_report_text(self, "P", &wb_report_styles[WB_STYLE_TEXT], box, figure->label);
    return box.y - start;
}

/* Four figures side by side. */
static void
draw_figures(WbReport *self)
{
    const Figure figures[] = {
        {self->tally->returns.counted, &wb_report_styles[WB_STYLE_FIGURE],
         wb_report_words(self, "report.counted")},
        {count_needs(self->tally), &wb_report_styles[WB_STYLE_FIGURE], wb_report_words(self, "report.needs")},
        {self->tally->states[WB_NEED_GAP], &wb_report_styles[WB_STYLE_GAP_FIGURE], wb_report_words(self, "report.gaps")},
        {self->tally->states[WB_NEED_FRAGILE], &wb_report_styles[WB_STYLE_FIGURE],
         wb_report_words(self, "report.fragile")},
    };
    const guint n_figures = G_N_ELEMENTS(figures);
    double width = (wb_report_width(self) - (n_figures - 1) * WB_REPORT_GUTTER_PT) / n_figures,
           height = 0;

    for (guint n = 0; n < n_figures; n++) {
        WbDrawBox box = {WB_REPORT_MARGIN_PT + n * (width + WB_REPORT_GUTTER_PT), self->y, width,
                         0};

        height = fmax(height, draw_figure(self, &figures[n], box));
    }
    self->y += height + 10;
}

/* "Complete 7 · partial 3 · blank 1 ...": the count of the returns taken apart; what is 0 is left
 * out. */
static void
draw_returns(WbReport *self)
{
    const WbTallyReturns *returns = &self->tally->returns;
    const struct {
        const char *id;
        guint count;
    } parts[] = {
        {"report.complete", returns->states[WB_TALLY_COMPLETE]},
        {"report.partial", returns->states[WB_TALLY_PARTIAL]},
        {"report.blank", returns->states[WB_TALLY_BLANK]},
        {"report.further", returns->superseded},
        {"report.problems", returns->problems},
    };
    g_autoptr(GString) text = g_string_new(NULL);
    WbDrawBox box = {WB_REPORT_MARGIN_PT, self->y, wb_report_width(self), 0};

    for (gsize n = 0; n < G_N_ELEMENTS(parts); n++) {
        if (parts[n].count)
            g_string_append_printf(text, "%s%s: %u", text->len ? "   ·   " : "",
                                   wb_report_words(self, parts[n].id), parts[n].count);
    }
    self->y += wb_report_text(self, "P", &wb_report_styles[WB_STYLE_SMALL], box, text->str) + 22;
}

/* One need for which nobody was named, in a column of two. */
static double
draw_gap(const WbReport *self, const WbTallyNeed *need, WbDrawBox box)
{
    WbDrawBox mark = {box.x, box.y + 3, 12, 0};
    WbDrawBox label = {box.x + 21, box.y, box.width - 21, 0};

    wb_draw_mark(self->draw, WB_MARK_EMPTY, mark, WB_COLOUR_WARNING);
    return wb_report_text(self, "P", &wb_report_styles[WB_STYLE_GAP_LABEL], label, need->label);
}

static double
gap_height(const WbReport *self, const WbTallyNeed *need, double width)
{
    return wb_report_measure(self, &wb_report_styles[WB_STYLE_GAP_LABEL], width - 21, need->label);
}

/* Two by two, so that the row of each pair is known before it is drawn. */
static void
draw_gap_pairs(WbReport *self, const GPtrArray *gaps)
{
    double width = (wb_report_width(self) - WB_REPORT_GUTTER_PT) / 2;

    for (guint n = 0; n < gaps->len; n += 2) {
        const WbTallyNeed *first = gaps->pdata[n];
        const WbTallyNeed *second = n + 1 < gaps->len ? gaps->pdata[n + 1] : NULL;
        double height = gap_height(self, first, width);

        if (second)
            height = fmax(height, gap_height(self, second, width));
        if (!wb_report_fits(self, height))
            wb_report_next_page(self);
        draw_gap(self, first, (WbDrawBox){WB_REPORT_MARGIN_PT, self->y, width, 0});
        if (second)
            draw_gap(
                self, second,
                (WbDrawBox){WB_REPORT_MARGIN_PT + width + WB_REPORT_GUTTER_PT, self->y, width, 0});
        self->y += height + 7;
    }
}

/* What is missing, large: it is what the meeting is about. */
static void
draw_missing(WbReport *self)
{
    g_autoptr(GPtrArray) gaps = g_ptr_array_new();
    WbDrawBox box = {WB_REPORT_MARGIN_PT, 0, wb_report_width(self), 0};

    for (guint n = 0; n < self->tally->sections->len; n++) {
        const WbTallySection *section = self->tally->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++) {
            WbTallyNeed *need = section->needs->pdata[m];

            if (need->state == WB_NEED_GAP)
                g_ptr_array_add(gaps, need);
        }
    }
    wb_report_heading(self, "H2", wb_report_words(self, "report.missing"));
    box.y = self->y;
    self->y += wb_report_text(
        self, "P", &wb_report_styles[WB_STYLE_MUTED], box,
        wb_report_words(self, gaps->len ? "report.missing.lead" : "report.missing.none"));
    self->y += 10;
    draw_gap_pairs(self, gaps);
    self->y += 17;
}

/* The marks in words, two by two; gives where they end. */
static double
draw_key(WbReport *self, double y)
{
    double width = wb_report_width(self) / 2, row = 0;

    for (guint n = 0; n < WB_NEED_STATES; n++) {
        double x = WB_REPORT_MARGIN_PT + (n % 2) * width;
        WbDrawBox mark = {x, y + 2, WB_REPORT_MARK_PT, 0};
        WbDrawBox label = {x + WB_REPORT_MARK_PT + 6, y, width - WB_REPORT_MARK_PT - 6, 0};

        wb_draw_mark(self->draw, wb_report_states[n].shape, mark, wb_report_states[n].colour);
        row = fmax(row, wb_report_text(self, "P", &wb_report_styles[WB_STYLE_TEXT], label,
                                       wb_report_words(self, wb_report_states[n].words)));
        if (n % 2 == 1) {
            y += row + 3;
            row = 0;
        }
    }
    return y;
}

static void
draw_method(WbReport *self)
{
    static const char *const ids[] = {"report.method.share", "report.method.names",
                                      "report.method.blank"};

    if (!wb_report_fits(self, 150))
        wb_report_next_page(self);
    wb_report_heading(self, "H2", wb_report_words(self, "report.method"));
    self->y += 2;
    self->y = draw_key(self, self->y) + 6;
    for (gsize n = 0; n < G_N_ELEMENTS(ids); n++) {
        WbDrawBox box = {WB_REPORT_MARGIN_PT, self->y, wb_report_width(self) * 0.82, 0};

        self->y += wb_report_text(self, "P", &wb_report_styles[WB_STYLE_MUTED], box,
                                  wb_report_words(self, ids[n])) +
                   5;
    }
}

static void
draw_report(WbReport *self)
{
    self->page = 1;
    wb_draw_begin(self->draw, "Document");
    draw_title(self);
    draw_figures(self);
    draw_returns(self);
    draw_missing(self);
    for (guint n = 0; n < self->tally->sections->len; n++)
        wb_report_draw_section(self, self->tally->sections->pdata[n]);
    draw_method(self);
    wb_draw_end(self->draw, "Document");
    wb_report_end_page(self);
}

static WbDraw *
new_draw(const WbReport *self)
{
    g_autofree char *title = wb_words_format(self->sheet->language, "report.document", "report",
                                             wb_report_words(self, "report.title"), "workbook",
                                             self->sheet->title, NULL);
    WbDrawSheet sheet = {
        .width = self->sheet->width,
        .height = self->sheet->height,
        .title = title,
        .language = self->sheet->language,
        .date = self->sheet->date,
    };

    return wb_draw_new(&sheet);
}

GBytes *
wb_report_pdf_write(const WbTally *tally, const WbReportSheet *sheet, GError **error)
{
    WbReport self = {.tally = tally, .sheet = sheet};
    g_autoptr(WbDraw) counted = new_draw(&self);
    g_autoptr(WbDraw) drawn = new_draw(&self);

    self.draw = counted; /* once to know the number of pages */
    draw_report(&self);
    self.pages = self.page;
    self.draw = drawn;
    draw_report(&self);
    return wb_draw_finish(drawn, error);
}
