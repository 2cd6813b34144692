/* The returns themselves: where people stop, in which languages and positions they answered. */
#include "report-parts.h"
#include "report-table.h"

static const WbDrawStyle *const number_style = &wb_report_styles[WB_STYLE_NUMBER];
static const WbDrawStyle *const name_style = &wb_report_styles[WB_STYLE_NAME];

static void
add_page(const WbReportTable *table, const WbTallyPage *page)
{
    g_autoptr(WbRuns) number = wb_runs_new(), title = wb_runs_new();
    g_autoptr(WbRuns) filled = wb_runs_new_of(number_style, g_strdup_printf("%u", page->filled));
    g_autoptr(WbRuns) stopped = wb_runs_new_of(number_style, g_strdup_printf("%u", page->stopped));
    WbRuns *const cells[] = {number, title, filled, stopped};

    wb_runs_take(number, &wb_report_styles[WB_STYLE_COUNT], g_strdup_printf("%u", page->number));
    wb_runs_add(title, name_style, page->title);
    wb_report_table_add(table, cells, (WbReportRow){NULL, FALSE});
}

static void
draw_pages(WbReport *self)
{
    const WbReportColumn columns[] = {
        {0.07, WB_ALIGN_START, ""},
        {0.57, WB_ALIGN_START, wb_report_words(self, "report.column.page")},
        {0.18, WB_ALIGN_END, wb_report_words(self, "report.column.filled")},
        {0.18, WB_ALIGN_END, wb_report_words(self, "report.column.stopped")},
    };
    const WbReportTable table = {self, columns, G_N_ELEMENTS(columns), FALSE};
    const GPtrArray *pages = self->tally->returns.pages;

    if (pages->len == 0)
        return;
    wb_report_begin_part(self, wb_report_words(self, "report.stops"), 80);
    wb_report_table_begin(&table);
    for (guint n = 0; n < pages->len; n++)
        add_page(&table, pages->pdata[n]);
    wb_report_table_end(&table);
}

static void
add_group(const WbReportTable *table, const WbTallyGroup *group)
{
    g_autoptr(WbRuns) label = wb_runs_new(),
                      count = wb_runs_new_of(number_style, wb_report_dup_shown(group->returns));
    g_autoptr(WbRuns) complete =
        wb_runs_new_of(number_style, wb_report_dup_shown(group->states[WB_TALLY_COMPLETE]));
    g_autoptr(WbRuns) partial =
        wb_runs_new_of(number_style, wb_report_dup_shown(group->states[WB_TALLY_PARTIAL]));
    g_autoptr(WbRuns) blank =
        wb_runs_new_of(number_style, wb_report_dup_shown(group->states[WB_TALLY_BLANK]));
    WbRuns *const cells[] = {label, count, complete, partial, blank};

    wb_runs_add(label, name_style,
                group->label ? group->label : wb_report_words(table->report, "report.unsaid"));
    wb_report_table_add(table, cells, (WbReportRow){NULL, FALSE});
}

static void
draw_groups(WbReport *self, const char *title, const char *head, const WbTallyGroups *groups,
            gboolean states)
{
    const WbReportColumn columns[] = {
        {states ? 0.40 : 0.80, WB_ALIGN_START, wb_report_words(self, head)},
        {states ? 0.15 : 0.20, WB_ALIGN_END, wb_report_words(self, "report.column.returns")},
        {0.15, WB_ALIGN_END, wb_report_words(self, "report.complete")},
        {0.15, WB_ALIGN_END, wb_report_words(self, "report.partial")},
        {0.15, WB_ALIGN_END, wb_report_words(self, "report.blank")},
    };
    const WbReportTable table = {self, columns, states ? G_N_ELEMENTS(columns) : 2, FALSE};

    if (groups->groups->len == 0 && !groups->withheld)
        return;
    wb_report_begin_part(self, wb_report_words(self, title), 80);
    if (groups->withheld) {
        wb_report_paragraph(self, WB_STYLE_MUTED, wb_report_words(self, "report.withheld"));
        return;
    }
    wb_report_table_begin(&table);
    for (guint n = 0; n < groups->groups->len; n++)
        add_group(&table, groups->groups->pdata[n]);
    wb_report_table_end(&table);
}

void
wb_report_draw_returns(WbReport *self)
{
    const WbTallyReturns *returns = &self->tally->returns;

    wb_report_begin_section(self, wb_report_words(self, "report.returns"), FALSE, 160);
    draw_groups(self, "report.languages", "report.column.language", &returns->languages, TRUE);
    draw_groups(self, "report.positions", "report.column.position", &returns->positions, FALSE);
    draw_pages(self);
}
