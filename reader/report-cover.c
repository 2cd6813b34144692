/* The cover: what was counted, and what came out in four figures. */
#include <math.h>

#include "report-facts.h"
#include "report-parts.h"
#include "words.h"

static void
put(WbReport *self, const char *tag, WbReportStyle style, const char *text, double after)
{
    WbDrawBox box = {WB_REPORT_MARGIN_PT, self->y, wb_report_width(self), 0};

    self->y += wb_report_text(self, tag, &wb_report_styles[style], box, text) + after;
}

static void
draw_title(WbReport *self)
{
    self->y = self->sheet->height * 0.15;
    put(self, "P", WB_STYLE_EYEBROW, self->sheet->title, 6);
    put(self, "H1", WB_STYLE_TITLE, wb_report_words(self, "report.title"), 6);
    if (self->sheet->date) {
        g_autofree char *plain = g_strconcat("\u200e", self->sheet->date, NULL);
        g_autofree char *date =
            wb_words_format(self->sheet->language, "report.date", "date", plain, NULL);

        put(self, "P", WB_STYLE_MUTED, date, 0);
    }
    self->y += 44;
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

    wb_draw_box(self->draw, (WbDrawBox){box.x, box.y, box.width, 2}, figure->style->colour);
    box.y += 7;
    box.y += wb_report_text(self, "P", figure->style, box, number) + 2;
    box.y += wb_report_text(self, "P", &wb_report_styles[WB_STYLE_TEXT], box, figure->label);
    return box.y - start;
}

/* Four figures side by side. */
static void
draw_figures(WbReport *self)
{
    const guint *states = self->tally->states;
    const WbDrawStyle *plain = &wb_report_styles[WB_STYLE_FIGURE];
    const Figure figures[] = {
        {self->tally->returns.counted, plain, wb_report_words(self, "report.counted")},
        {states[WB_NEED_UNKNOWN] + states[WB_NEED_GAP] + states[WB_NEED_FRAGILE] +
             states[WB_NEED_COVERED],
         plain, wb_report_words(self, "report.needs")},
        {states[WB_NEED_GAP], &wb_report_styles[WB_STYLE_GAP_FIGURE],
         wb_report_words(self, "report.gaps")},
        {states[WB_NEED_FRAGILE], plain, wb_report_words(self, "report.fragile")},
    };
    const guint n_figures = G_N_ELEMENTS(figures);
    double width = (wb_report_width(self) - (n_figures - 1) * WB_REPORT_GUTTER_PT) / n_figures;
    double height = 0;

    for (guint n = 0; n < n_figures; n++)
        height = fmax(
            height, draw_figure(self, &figures[n],
                                (WbDrawBox){WB_REPORT_MARGIN_PT + n * (width + WB_REPORT_GUTTER_PT),
                                            self->y, width, 0}));
    self->y += height + 22;
}

static void
append_part(const WbReport *self, GString *text, const char *label, const char *count)
{
    const char *language = self->sheet->language;
    g_autofree char *name = g_strconcat(label, wb_draw_peek_mark(language, label), NULL);
    g_autofree char *part =
        wb_words_format(language, "option.join", "field", name, "option", count, NULL);

    g_string_append_printf(text, "%s%s", text->len ? WB_REPORT_DOT : "", part);
}

/* "complete: 7 · partial: 3 · blank: 1 ...": the files taken apart; what is 0 is left out. */
static void
draw_returns(WbReport *self)
{
    const WbTallyReturns *returns = &self->tally->returns;
    WbReportFiles parts[WB_REPORT_FILES];
    g_autoptr(GString) text = g_string_new(NULL);

    wb_report_list_files(returns, parts);
    for (gsize n = 0; n < G_N_ELEMENTS(parts); n++) {
        g_autofree char *count = g_strdup_printf("%u", parts[n].count);

        if (parts[n].count > 0)
            append_part(self, text, wb_report_words(self, parts[n].words), count);
    }
    put(self, "P", WB_STYLE_MUTED, text->str, 3);
}

static void
draw_languages(WbReport *self)
{
    const GPtrArray *groups = self->tally->returns.languages.groups;
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint n = 0; n < groups->len; n++) {
        const WbTallyGroup *group = groups->pdata[n];
        g_autofree char *count = wb_report_dup_shown(group->returns);
        /* nor does it turn round what comes after it */
        g_autofree char *plain =
            g_strconcat(count, wb_draw_is_rtl(self->draw) ? "\u200f" : "", NULL);

        if (group->label)
            append_part(self, text, group->label, plain);
    }
    if (text->len > 0)
        put(self, "P", WB_STYLE_MUTED, text->str, 0);
}

/* Where the sections are: known once they have been counted. */
static void
draw_contents(WbReport *self)
{
    double width = wb_report_width(self) * 0.62;

    self->y += 44;
    put(self, "H2", WB_STYLE_PART, wb_report_words(self, "report.contents"), 5);
    for (guint n = 0; n < self->contents->len; n++) {
        const WbReportEntry *entry = &g_array_index(self->contents, WbReportEntry, n);
        g_autofree char *page = g_strdup_printf("%u", entry->page);
        WbDrawBox box = {WB_REPORT_MARGIN_PT, self->y, width - 40, 0};
        double height =
            wb_report_text(self, "P", &wb_report_styles[WB_STYLE_TEXT], box, entry->title);

        box.x += width - 40;
        box.width = 40;
        wb_report_text(self, "P", &wb_report_styles[WB_STYLE_TEXT_END], box, page);
        self->y += height + 2.5;
        wb_draw_rule(self->draw, (WbDrawBox){WB_REPORT_MARGIN_PT, self->y, width, 0},
                     WB_COLOUR_RULE);
        self->y += 2.5;
    }
}

void
wb_report_draw_cover(WbReport *self)
{
    draw_title(self);
    draw_figures(self);
    draw_returns(self);
    draw_languages(self);
    if (self->tally->returns.counted == 1)
        put(self, "P", WB_STYLE_STRONG, wb_report_words(self, "report.single"), 0);
    if (self->pages > 0)
        draw_contents(self);
}
