/* A report while it is drawn: see report-page.h. */
#include "report-page.h"

#include "words.h"

#define FOOTER_PT 22.0 /* from the lower margin's edge down to the footer's rule */

const WbDrawStyle wb_report_styles[] = {
    [WB_STYLE_TITLE] = {27, TRUE, TRUE, WB_COLOUR_ACCENT, WB_ALIGN_START},
    [WB_STYLE_EYEBROW] = {10, TRUE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_STYLE_SECTION] = {15, TRUE, TRUE, WB_COLOUR_ACCENT, WB_ALIGN_START},
    [WB_STYLE_TEXT] = {10, FALSE, FALSE, WB_COLOUR_INK, WB_ALIGN_START},
    [WB_STYLE_STRONG] = {10, TRUE, FALSE, WB_COLOUR_INK, WB_ALIGN_START},
    [WB_STYLE_MUTED] = {10, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_STYLE_NAME] = {9.5, FALSE, FALSE, WB_COLOUR_INK, WB_ALIGN_START},
    [WB_STYLE_COUNT] = {9.5, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_STYLE_GAP] = {10, TRUE, FALSE, WB_COLOUR_WARNING, WB_ALIGN_START},
    [WB_STYLE_GAP_LABEL] = {13, TRUE, FALSE, WB_COLOUR_INK, WB_ALIGN_START},
    [WB_STYLE_FIGURE] = {32, TRUE, TRUE, WB_COLOUR_ACCENT, WB_ALIGN_START},
    [WB_STYLE_GAP_FIGURE] = {32, TRUE, TRUE, WB_COLOUR_WARNING, WB_ALIGN_START},
    [WB_STYLE_SMALL] = {8, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_STYLE_SMALL_END] = {8, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_END},
    [WB_STYLE_SMALL_STRONG] = {8, TRUE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
};

const WbReportState wb_report_states[WB_NEED_STATES] = {
    [WB_NEED_UNKNOWN] = {WB_MARK_DASHED, WB_COLOUR_MUTED, "report.unknown",
                         &wb_report_styles[WB_STYLE_MUTED]},
    [WB_NEED_GAP] = {WB_MARK_EMPTY, WB_COLOUR_WARNING, "report.gap",
                     &wb_report_styles[WB_STYLE_GAP]},
    [WB_NEED_FRAGILE] = {WB_MARK_HALF, WB_COLOUR_ACCENT, "report.one", NULL},
    [WB_NEED_COVERED] = {WB_MARK_FULL, WB_COLOUR_ACCENT, "report.several", NULL},
};

const WbReportState *
wb_report_peek_state(const WbTallyNeed *need)
{
    return &wb_report_states[need->state];
}

const char *
wb_report_words(const WbReport *self, const char *id)
{
    return wb_words_lookup(self->sheet->language, id);
}

double
wb_report_width(const WbReport *self)
{
    return self->sheet->width - 2 * WB_REPORT_MARGIN_PT;
}

static double
bottom(const WbReport *self)
{
    return self->sheet->height - WB_REPORT_MARGIN_PT;
}

double
wb_report_measure(const WbReport *self, const WbDrawStyle *style, double width, const char *text)
{
    WbDrawRun run = {text, style};

    return wb_draw_measure(self->draw, &run, 1, width);
}

double
wb_report_text(const WbReport *self, const char *tag, const WbDrawStyle *style, WbDrawBox box,
               const char *text)
{
    double height;

    wb_draw_begin(self->draw, tag);
    height = wb_draw_text(self->draw, style, box, text);
    wb_draw_end(self->draw, tag);
    return height;
}

static void
draw_footer(WbReport *self)
{
    g_autofree char *n = g_strdup_printf("%u", self->page);
    g_autofree char *total = g_strdup_printf("%u", self->pages);
    g_autofree char *page =
        wb_words_format(self->sheet->language, "footer.page", "n", n, "total", total, NULL);
    double half = wb_report_width(self) / 2;
    WbDrawBox box = {WB_REPORT_MARGIN_PT, bottom(self) + FOOTER_PT, wb_report_width(self), 0};

    wb_draw_rule(self->draw, box, WB_COLOUR_RULE);
    box.y += 5;
    box.width = half;
    wb_draw_text(self->draw, &wb_report_styles[WB_STYLE_SMALL], box, self->sheet->title);
    box.x += half;
    wb_draw_text(self->draw, &wb_report_styles[WB_STYLE_SMALL_END], box, page);
}

void
wb_report_end_page(WbReport *self)
{
    draw_footer(self);
    wb_draw_end_page(self->draw);
}

/* On every sheet but the first. */
static void
draw_header(WbReport *self)
{
    WbDrawBox box = {WB_REPORT_MARGIN_PT, WB_REPORT_MARGIN_PT - 22, wb_report_width(self), 0};

    wb_draw_text(self->draw, &wb_report_styles[WB_STYLE_SMALL_STRONG], box,
                 wb_report_words(self, "report.title"));
    if (self->sheet->date)
        wb_draw_text(self->draw, &wb_report_styles[WB_STYLE_SMALL_END], box, self->sheet->date);
    box.y += 15;
    wb_draw_rule(self->draw, box, WB_COLOUR_RULE);
}

void
wb_report_next_page(WbReport *self)
{
    wb_report_end_page(self);
    self->page++;
    draw_header(self);
    self->y = WB_REPORT_MARGIN_PT + 8;
}

gboolean
wb_report_fits(const WbReport *self, double height)
{
    return self->y + height <= bottom(self);
}

void
wb_report_heading(WbReport *self, const char *tag, const char *text)
{
    WbDrawBox box = {WB_REPORT_MARGIN_PT, self->y, wb_report_width(self), 0};

    self->y += wb_report_text(self, tag, &wb_report_styles[WB_STYLE_SECTION], box, text) + 4;
}
