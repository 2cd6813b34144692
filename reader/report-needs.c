/* Need by need: who was named, in how many returns, and what they say about partnership and
 * training. */
#include "report-parts.h"
#include "report-table.h"
#include "words.h"

#define MOST_NAMES 12    /* of one need; the directory has all */
#define LONGEST_NAME 100 /* letters; somebody may have typed a whole paragraph as a name */

static const WbDrawStyle *const number_style = &wb_report_styles[WB_STYLE_NUMBER];
static const WbDrawStyle *const name_style = &wb_report_styles[WB_STYLE_NAME];
static const WbDrawStyle *const count_style = &wb_report_styles[WB_STYLE_COUNT];
static const WbDrawStyle *const small_style = &wb_report_styles[WB_STYLE_SMALL];

static WbRuns *
new_label(const WbReport *self, const WbTallyNeed *need)
{
    WbRuns *runs = wb_runs_new();
    g_autofree char *count = g_strdup_printf("%u", need->named);
    g_autofree char *total = g_strdup_printf("%u", need->asked);

    wb_runs_take(runs, &wb_report_styles[WB_STYLE_STRONG],
                 wb_draw_dup_start(need->label, LONGEST_NAME));
    wb_runs_add(runs, small_style, "\n");
    wb_runs_take(runs, small_style,
                 wb_words_format(self->sheet->language, "report.share", "count", count, "total",
                                 total, NULL));
    if (need->written_in) {
        wb_runs_add(runs, small_style, "\n");
        wb_runs_add(runs, small_style, wb_report_words(self, "report.written-in"));
    }
    return runs;
}

/* Not to be torn from the name's last word: in how many returns it stands. */
static void
add_naming(const WbReport *self, WbRuns *runs, const WbTallyNaming *naming, gboolean last)
{
    char *name = wb_draw_dup_start(naming->provider->name, LONGEST_NAME);

    wb_runs_take(runs, name_style, name);
    wb_runs_take(runs, count_style,
                 g_strdup_printf("%s\u00a0(%u)%s", wb_draw_peek_mark(self->sheet->language, name),
                                 naming->returns, last ? "" : WB_REPORT_DOT));
}

static WbRuns *
new_names(const WbReport *self, const WbTallyNeed *need)
{
    const WbReportState *state = &wb_report_states[need->state];
    WbRuns *runs = wb_runs_new();
    guint most = MIN(need->namings->len, MOST_NAMES);
    g_autofree char *further = g_strdup_printf("%u", need->namings->len - most);

    if (need->namings->len == 0) {
        wb_runs_add(runs, state->style ? state->style : count_style,
                    wb_report_words(self, state->words));
        return runs;
    }
    for (guint n = 0; n < most; n++)
        add_naming(self, runs, need->namings->pdata[n], n + 1 == most);
    if (most < need->namings->len) {
        wb_runs_add(runs, count_style, WB_REPORT_DOT);
        wb_runs_take(
            runs, count_style,
            wb_words_format(self->sheet->language, "report.more-names", "count", further, NULL));
    }
    if (need->unreviewed) {
        wb_runs_add(runs, small_style, "\n");
        wb_runs_add(runs, small_style, wb_report_words(self, "report.unreviewed"));
    }
    return runs;
}

static WbRuns *
new_answer(WbTallyAnswer answer)
{
    WbRuns *runs = wb_runs_new();

    if (answer.is_asked)
        wb_runs_take(runs, number_style,
                     g_strdup_printf("%u · %u · %u", answer.yes, answer.no, answer.unsaid));
    return runs;
}

static void
draw_need(const WbReportTable *table, const WbTallyNeed *need)
{
    g_autoptr(WbRuns) label = new_label(table->report, need);
    g_autoptr(WbRuns) names = new_names(table->report, need);
    g_autoptr(WbRuns) partnership = new_answer(need->partnership);
    g_autoptr(WbRuns) trained = new_answer(need->trained);
    WbRuns *const cells[] = {label, names, partnership, trained};

    wb_report_table_add(table, cells, (WbReportRow){&wb_report_states[need->state], FALSE});
}

static char *
dup_head(const WbReport *self, const char *id)
{
    return g_strdup_printf("%s\n%s", wb_report_words(self, id),
                           wb_report_words(self, "report.column.answer"));
}

/* The marks in words. */
static void
draw_key(WbReport *self)
{
    WbLegendEntry entries[WB_NEED_STATES];

    for (guint n = 0; n < WB_NEED_STATES; n++)
        entries[n] = (WbLegendEntry){
            .paint = {WB_DRAW_NONE, WB_DRAW_NONE, 0, 0, 0},
            .marked = TRUE,
            .mark = wb_report_states[n].shape,
            .mark_colour = wb_report_states[n].colour,
            .words = wb_report_words(self, wb_report_states[n].words),
        };
    self->y += wb_picture_draw_legend(
                   self->draw, entries, WB_NEED_STATES,
                   (WbDrawBox){WB_REPORT_MARGIN_PT, self->y, wb_report_width(self), 0}) +
               12;
}

void
wb_report_draw_needs(WbReport *self)
{
    g_autofree char *partnership = dup_head(self, "report.column.partnership");
    g_autofree char *trained = dup_head(self, "report.column.trained");
    const WbReportColumn columns[] = {
        {0.28, WB_ALIGN_START, wb_report_words(self, "report.column.need")},
        {0.40, WB_ALIGN_START, wb_report_words(self, "report.column.providers")},
        {0.16, WB_ALIGN_END, partnership},
        {0.16, WB_ALIGN_END, trained},
    };
    const WbReportTable table = {self, columns, G_N_ELEMENTS(columns), TRUE};

    wb_report_begin_section(self, wb_report_words(self, "report.list"), TRUE, 0);
    draw_key(self);
    for (guint n = 0; n < self->tally->sections->len; n++) {
        const WbTallySection *section = self->tally->sections->pdata[n];

        if (section->needs->len == 0)
            continue;
        wb_report_begin_part(self, section->label, 90);
        self->y += 2;
        wb_report_table_begin(&table);
        for (guint m = 0; m < section->needs->len; m++)
            draw_need(&table, section->needs->pdata[m]);
        wb_report_table_end(&table);
    }
}
