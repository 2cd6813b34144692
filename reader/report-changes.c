/* What has changed since the earlier round, need by need and answer by answer. */
#include "compare.h"
#include "picture-scale.h"
#include "report-facts.h"
#include "report-parts.h"
#include "report-table.h"
#include "words.h"

#define LONGEST_NAME 100 /* letters */
#define MOST_NAMES 8     /* of one need */

static const WbDrawStyle *const number_style = &wb_report_styles[WB_STYLE_NUMBER];
static const WbDrawStyle *const name_style = &wb_report_styles[WB_STYLE_NAME];

static void
add_names(const WbReport *self, WbRuns *runs, const char *id, const GPtrArray *names)
{
    g_autofree char *list = NULL;

    for (guint n = 0; n < MIN(names->len, MOST_NAMES); n++) {
        g_autofree char *name = wb_draw_dup_start(names->pdata[n], LONGEST_NAME);

        list = wb_picture_join(self->sheet->language, list, name);
    }
    if (names->len > MOST_NAMES) {
        g_autofree char *further = g_strdup_printf("\u200e+%u", names->len - MOST_NAMES);

        list = wb_picture_join(self->sheet->language, list, further);
    }
    if (!list)
        return;
    if (runs->runs->len > 0)
        wb_runs_add(runs, name_style, "\n");
    wb_runs_take(runs, name_style, wb_words_format(self->sheet->language, id, "names", list, NULL));
}

static void
add_need(const WbReportTable *table, const WbNeedChange *change)
{
    g_autoptr(WbRuns) label = wb_runs_new(), names = wb_runs_new();
    WbRuns *const cells[] = {label, names};

    wb_runs_take(label, &wb_report_styles[WB_STYLE_STRONG],
                 wb_draw_dup_start(change->need->label, LONGEST_NAME));
    add_names(table->report, names, "report.gained", change->gained);
    add_names(table->report, names, "report.lost", change->lost);
    wb_report_table_add(table, cells, (WbReportRow){&wb_report_states[change->after], FALSE});
}

/* One kind of change; of those that are as before, only where the names are others. */
static void
draw_change(WbReport *self, WbChange wanted)
{
    const WbComparison *comparison = self->tally->comparison;
    const WbReportColumn columns[] = {
        {0.42, WB_ALIGN_START, wb_report_words(self, "report.column.need")},
        {0.58, WB_ALIGN_START, wb_report_words(self, "report.column.provider")},
    };
    const WbReportTable table = {self, columns, G_N_ELEMENTS(columns), TRUE};
    g_autofree char *count = g_strdup_printf("%u", comparison->changes[wanted]);
    g_autofree char *title =
        wb_words_format(self->sheet->language, "option.join", "field",
                        wb_report_words(self, wb_change_words[wanted]), "option", count, NULL);

    if (comparison->changes[wanted] == 0)
        return;
    wb_report_begin_part(self, title, 60);
    if (wb_change_count_shown(comparison, wanted) == 0)
        return;
    wb_report_table_begin(&table);
    for (guint n = 0; n < comparison->needs->len; n++) {
        const WbNeedChange *change = comparison->needs->pdata[n];

        if (wb_change_is_shown(change, wanted))
            add_need(&table, change);
    }
    wb_report_table_end(&table);
}

static void
add_answer(const WbReportTable *table, const WbAnswerChange *answer)
{
    gboolean means = answer->number && !answer->withheld;
    g_autoptr(WbRuns) label = wb_runs_new();
    g_autoptr(WbRuns) people = wb_runs_new_of(number_style, wb_report_dup_shown(answer->people));
    g_autoptr(WbRuns) changed = wb_runs_new_of(
        number_style, answer->withheld ? g_strdup("–") : wb_report_dup_shown(answer->changed));
    g_autoptr(WbRuns) before = wb_runs_new_of(
        number_style, means ? wb_picture_scale_dup_number(answer->before) : g_strdup(""));
    g_autoptr(WbRuns) after = wb_runs_new_of(
        number_style, means ? wb_picture_scale_dup_number(answer->after) : g_strdup(""));
    WbRuns *const cells[] = {label, people, changed, before, after};

    wb_runs_add(label, name_style, answer->label);
    wb_report_table_add(table, cells, (WbReportRow){NULL, FALSE});
}

static void
draw_answers(WbReport *self)
{
    const WbReportColumn columns[] = {
        {0.52, WB_ALIGN_START, wb_report_words(self, "report.column.question")},
        {0.12, WB_ALIGN_END, wb_report_words(self, "report.column.people")},
        {0.12, WB_ALIGN_END, wb_report_words(self, "report.column.changed")},
        {0.12, WB_ALIGN_END, wb_report_words(self, "report.column.before")},
        {0.12, WB_ALIGN_END, wb_report_words(self, "report.column.after")},
    };
    const WbReportTable table = {self, columns, G_N_ELEMENTS(columns), FALSE};
    const GPtrArray *answers = self->tally->comparison->answers;

    if (answers->len == 0)
        return;
    wb_report_begin_part(self, wb_report_words(self, "report.compare.answers"), 80);
    wb_report_table_begin(&table);
    for (guint n = 0; n < answers->len; n++)
        add_answer(&table, answers->pdata[n]);
    wb_report_table_end(&table);
}

void
wb_report_draw_changes(WbReport *self)
{
    const WbComparison *comparison = self->tally->comparison;
    g_autofree char *before = NULL, *after = NULL;

    if (!comparison)
        return;
    before = g_strdup_printf("%u", comparison->counted_before);
    after = g_strdup_printf("%u", comparison->counted_after);
    wb_report_begin_section(self, wb_report_words(self, "report.compare"), TRUE, 0);
    wb_report_take_paragraph(self, WB_STYLE_TEXT,
                             wb_words_format(self->sheet->language, "report.compare.counted",
                                             "before", before, "after", after, NULL));
    for (guint n = 0; n < WB_CHANGES; n++)
        draw_change(self, n);
    draw_answers(self);
}
