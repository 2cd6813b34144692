/* The first sheets: what was counted, and section by section. */
#include "report-xlsx-private.h"
#include "words.h"

static void
add_figure(WbBookSheet *to, const char *group, const char *label, guint count)
{
    wb_book_sheet_add_text(to, group);
    wb_book_sheet_add_text(to, label);
    wb_book_sheet_add_number(to, count);
    wb_book_sheet_end_row(to);
}

static void
add_group(const WbXlsx *self, WbBookSheet *to, const char *name, const WbTallyGroups *groups,
          const WbTallyGroup *group, gboolean with_states)
{
    wb_book_sheet_add_text(to, name);
    wb_book_sheet_add_text(to, group->label ? group->label : wb_xlsx_words(self, "report.unsaid"));
    wb_xlsx_add_shown(to, group->returns);
    for (guint n = 0; with_states && !groups->states_withheld && n < WB_TALLY_STATES; n++)
        wb_xlsx_add_shown(to, group->states[n]);
    wb_book_sheet_end_row(to);
}

static void
add_groups(const WbXlsx *self, WbBookSheet *to, const char *id, const WbTallyGroups *groups,
           gboolean with_states)
{
    const char *name = wb_xlsx_words(self, id);

    for (guint n = 0; n < groups->groups->len; n++)
        add_group(self, to, name, groups, groups->groups->pdata[n], with_states);
    if (!groups->withheld)
        return;
    wb_book_sheet_add_text(to, name);
    wb_book_sheet_add_text(to, wb_xlsx_words(self, "report.withheld"));
    wb_book_sheet_end_row(to);
}

static void
add_returns(const WbXlsx *self, WbBookSheet *to)
{
    const WbTallyReturns *returns = &self->tally->returns;
    const struct {
        const char *id;
        guint count;
    } figures[] = {
        {"report.counted", returns->counted},
        {"report.complete", returns->states[WB_TALLY_COMPLETE]},
        {"report.partial", returns->states[WB_TALLY_PARTIAL]},
        {"report.blank", returns->states[WB_TALLY_BLANK]},
        {"report.further", returns->superseded},
        {"report.problems", returns->problems},
    };

    for (gsize n = 0; n < G_N_ELEMENTS(figures); n++)
        add_figure(to, wb_xlsx_words(self, "report.column.returns"),
                   wb_xlsx_words(self, figures[n].id), figures[n].count);
    for (guint n = 0; n < returns->workbooks->len; n++) {
        const WbTallyWorkbook *workbook = returns->workbooks->pdata[n];

        add_figure(to, wb_xlsx_words(self, "table.workbook"), workbook->title, workbook->returns);
    }
}

static void
add_changes(const WbXlsx *self, WbBookSheet *to)
{
    const WbComparison *comparison = self->tally->comparison;
    const char *group = wb_xlsx_words(self, "report.compare");
    g_autofree char *before = wb_xlsx_dup_joined(self, wb_xlsx_words(self, "report.column.before"),
                                                 wb_xlsx_words(self, "report.counted"));

    add_figure(to, group, before, comparison->counted_before);
    for (guint n = 0; n < WB_CHANGES; n++)
        add_figure(to, group, wb_xlsx_words(self, wb_xlsx_changes[n].words),
                   comparison->changes[n]);
}

void
wb_xlsx_write_summary(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"table.group", TRUE},      {"report.column.name", TRUE}, {"table.count", FALSE},
        {"report.complete", FALSE}, {"report.partial", FALSE},    {"report.blank", FALSE},
    };
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "table.summary", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    add_returns(self, to);
    for (guint n = 0; n < WB_NEED_STATES; n++)
        add_figure(to, wb_xlsx_words(self, "report.needs"),
                   wb_xlsx_words(self, wb_xlsx_states[n].words), self->tally->states[n]);
    add_groups(self, to, "report.languages", &self->tally->returns.languages, TRUE);
    add_groups(self, to, "report.positions", &self->tally->returns.positions, FALSE);
    if (self->tally->comparison)
        add_changes(self, to);
    wb_xlsx_mark_states(self, to, 1);
}

static void
add_unserved_heads(const WbXlsx *self, WbBookSheet *to)
{
    for (guint n = 0; n < self->tally->populations->len; n++) {
        g_autofree char *head =
            wb_words_format(self->sheet->language, "table.unserved", "population",
                            wb_xlsx_peek_population(self, n)->label, NULL);

        wb_book_sheet_add_head(to, head, WB_BOOK_NARROW);
    }
}

static void
add_section_chart(const WbXlsx *self, WbBookSheet *to, guint first)
{
    static const WbBookLook looks[] = {WB_BOOK_LOOK_GOOD, WB_BOOK_LOOK_WEAK, WB_BOOK_LOOK_MISSING,
                                       WB_BOOK_LOOK_UNKNOWN};
    guint end = wb_book_sheet_row(to);
    WbBookChart chart = {
        .title = wb_xlsx_words(self, "report.needs"),
        .first_row = first,
        .last_row = end - 1,
        .first_value = 1,
        .values = G_N_ELEMENTS(looks),
        .looks = looks,
        .row = end + 1,
    };

    wb_book_sheet_add_chart(to, &chart);
}

void
wb_xlsx_write_sections(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"table.section", TRUE}, {"report.several", FALSE}, {"report.one", FALSE},
        {"report.gap", FALSE},   {"report.unknown", FALSE},
    };
    static const WbNeedState order[] = {WB_NEED_COVERED, WB_NEED_FRAGILE, WB_NEED_GAP,
                                        WB_NEED_UNKNOWN};
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "table.sections", columns, G_N_ELEMENTS(columns));

    add_unserved_heads(self, to);
    wb_book_sheet_end_row(to);
    guint first = wb_book_sheet_row(to);
    for (guint n = 0; n < self->tally->sections->len; n++) {
        const WbTallySection *section = self->tally->sections->pdata[n];

        wb_book_sheet_add_text(to, section->label);
        for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
            wb_book_sheet_add_number(to, section->states[order[i]]);
        for (guint i = 0; i < self->tally->populations->len; i++)
            wb_book_sheet_add_number(to, section->unserved[i]);
        wb_book_sheet_end_row(to);
    }
    add_section_chart(self, to, first);
}
