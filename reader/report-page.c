/* A report while it is drawn: see report-page.h. */
#include "report-page.h"

#include "words.h"

#define FOOTER_PT 22.0 /* from the lower margin's edge down to the footer's rule */

const WbDrawStyle wb_report_styles[] = {
    [WB_STYLE_TITLE] = {34, TRUE, TRUE, WB_COLOUR_ACCENT, WB_ALIGN_START},
    [WB_STYLE_EYEBROW] = {11, TRUE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_STYLE_SECTION] = {20, TRUE, TRUE, WB_COLOUR_ACCENT, WB_ALIGN_START},
    [WB_STYLE_PART] = {12.5, TRUE, TRUE, WB_COLOUR_ACCENT, WB_ALIGN_START},
    [WB_STYLE_TEXT] = {10, FALSE, FALSE, WB_COLOUR_INK, WB_ALIGN_START},
    [WB_STYLE_TEXT_END] = {10, FALSE, FALSE, WB_COLOUR_INK, WB_ALIGN_END},
    [WB_STYLE_STRONG] = {10, TRUE, FALSE, WB_COLOUR_INK, WB_ALIGN_START},
    [WB_STYLE_MUTED] = {10, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_STYLE_NAME] = {9.5, FALSE, FALSE, WB_COLOUR_INK, WB_ALIGN_START},
    [WB_STYLE_COUNT] = {9.5, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_STYLE_NUMBER] = {9.5, FALSE, FALSE, WB_COLOUR_INK, WB_ALIGN_END},
    [WB_STYLE_GAP] = {9.5, TRUE, FALSE, WB_COLOUR_WARNING, WB_ALIGN_START},
    [WB_STYLE_FIGURE] = {40, TRUE, TRUE, WB_COLOUR_ACCENT, WB_ALIGN_START},
    [WB_STYLE_GAP_FIGURE] = {40, TRUE, TRUE, WB_COLOUR_WARNING, WB_ALIGN_START},
    [WB_STYLE_SMALL] = {8, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_STYLE_SMALL_END] = {8, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_END},
    [WB_STYLE_SMALL_STRONG] = {8, TRUE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_STYLE_SMALL_STRONG_END] = {8, TRUE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_END},
    [WB_STYLE_WARNING] = {8, TRUE, FALSE, WB_COLOUR_WARNING, WB_ALIGN_CENTER},
};

const WbReportState wb_report_states[WB_NEED_STATES] = {
    [WB_NEED_UNKNOWN] = {WB_MARK_DASHED, WB_COLOUR_MUTED, "report.unknown",
                         &wb_report_styles[WB_STYLE_COUNT]},
    [WB_NEED_GAP] = {WB_MARK_EMPTY, WB_COLOUR_WARNING, "report.gap",
                     &wb_report_styles[WB_STYLE_GAP]},
    [WB_NEED_FRAGILE] = {WB_MARK_HALF, WB_COLOUR_ACCENT, "report.one", NULL},
    [WB_NEED_COVERED] = {WB_MARK_FULL, WB_COLOUR_ACCENT, "report.several", NULL},
};

const char *
wb_report_words(const WbReport *self, const char *id)
{
    return wb_words_lookup(self->sheet->language, id);
}

char *
wb_report_dup_shown(WbShown shown)
{
    g_autofree char *text = wb_shown_dup_text(shown);

    return g_strconcat("\u200e", text, "\u200e", NULL);
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
wb_report_room(const WbReport *self)
{
    return bottom(self) - self->y;
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
    double number = 110;
    WbDrawBox box = {WB_REPORT_MARGIN_PT, bottom(self) + FOOTER_PT, wb_report_width(self), 0};
    g_autofree char *title = wb_draw_dup_elided(self->draw, &wb_report_styles[WB_STYLE_SMALL],
                                                box.width - number, self->sheet->title);

    wb_draw_rule(self->draw, box, WB_COLOUR_RULE);
    box.y += 5;
    wb_draw_text(self->draw, &wb_report_styles[WB_STYLE_SMALL], box, title);
    box.x += box.width - number;
    box.width = number;
    wb_draw_text(self->draw, &wb_report_styles[WB_STYLE_SMALL_END], box, page);
}

/* In a frame between the edge of the paper and the header: on every sheet, the cover as well. */
static void
draw_internal(WbReport *self)
{
    const WbDrawPaint paint = {WB_COLOUR_PAPER, WB_COLOUR_WARNING, 0.8, 0, 0};
    const WbDrawStyle *style = &wb_report_styles[WB_STYLE_WARNING];
    const char *words = wb_report_words(self, "report.internal");
    double width = wb_draw_width(self->draw, style, words) + 20, height;
    WbDrawBox box = {(self->sheet->width - width) / 2, 10, width, 15};

    wb_draw_frame(self->draw, box, &paint);
    height = wb_report_measure(self, style, width, words);
    box.y += (box.height - height) / 2;
    wb_draw_text(self->draw, style, box, words);
}

void
wb_report_end_page(WbReport *self)
{
    draw_footer(self);
    if (self->tally->internal)
        draw_internal(self);
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

static void
note_section(WbReport *self, const char *title)
{
    const WbReportEntry entry = {title, self->page};

    if (self->pages == 0)
        g_array_append_val(self->contents, entry);
    self->bookmark = wb_draw_bookmark(self->draw, 0, title, self->y - 8);
}

void
wb_report_begin_section(WbReport *self, const char *title, gboolean apart, double needs)
{
    gboolean fresh = self->page > 1 && self->y <= WB_REPORT_MARGIN_PT + 9;
    WbDrawBox box = {WB_REPORT_MARGIN_PT, 0, wb_report_width(self), 0};

    if (!fresh && !apart)
        self->y += 26;
    if (!fresh && (apart || !wb_report_fits(self, needs + 40)))
        wb_report_next_page(self);
    note_section(self, title);
    box.y = self->y;
    self->y += wb_report_text(self, "H2", &wb_report_styles[WB_STYLE_SECTION], box, title) + 6;
}

void
wb_report_begin_part(WbReport *self, const char *title, double needs)
{
    double width = wb_report_width(self);
    double height = wb_report_measure(self, &wb_report_styles[WB_STYLE_PART], width, title);

    if (!wb_report_fits(self, 14 + height + needs))
        wb_report_next_page(self);
    else
        self->y += 14;
    wb_draw_bookmark(self->draw, self->bookmark, title, self->y - 8);
    wb_report_text(self, "H3", &wb_report_styles[WB_STYLE_PART],
                   (WbDrawBox){WB_REPORT_MARGIN_PT, self->y, width, 0}, title);
    self->y += height + 4;
}

void
wb_report_make_room(WbReport *self, double height)
{
    if (!wb_report_fits(self, height))
        wb_report_next_page(self);
}

void
wb_report_paragraph(WbReport *self, WbReportStyle style, const char *text)
{
    double width = wb_report_width(self) * 0.86; /* lines that the eye can follow */
    double height = wb_report_measure(self, &wb_report_styles[style], width, text);

    wb_report_make_room(self, height);
    wb_report_text(self, "P", &wb_report_styles[style],
                   (WbDrawBox){WB_REPORT_MARGIN_PT, self->y, width, 0}, text);
    self->y += height + 5;
}

void
wb_report_take_paragraph(WbReport *self, WbReportStyle style, char *text)
{
    wb_report_paragraph(self, style, text);
    g_free(text);
}
