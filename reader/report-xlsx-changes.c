/* What has changed since an earlier round. */
#include "report-xlsx-private.h"

const WbXlsxLook wb_xlsx_changes[WB_CHANGES] = {
    [WB_CHANGE_LOST] = {"report.change.lost", WB_BOOK_LOOK_MISSING},
    [WB_CHANGE_FRAGILE] = {"report.change.fragile", WB_BOOK_LOOK_WEAK},
    [WB_CHANGE_CLOSED] = {"report.change.closed", WB_BOOK_LOOK_GOOD},
    [WB_CHANGE_COVERED] = {"report.change.covered", WB_BOOK_LOOK_GOOD},
    [WB_CHANGE_NONE] = {"report.change.none", WB_BOOK_LOOK_UNKNOWN},
    [WB_CHANGE_UNTOLD] = {"report.change.untold", WB_BOOK_LOOK_UNKNOWN},
};

static void
add_need_change(const WbXlsx *self, WbBookSheet *to, const WbNeedChange *change)
{
    wb_book_sheet_add_text(to, change->need->label);
    wb_book_sheet_add_text(to, wb_xlsx_words(self, wb_xlsx_states[change->before].words));
    wb_book_sheet_add_text(to, wb_xlsx_words(self, wb_xlsx_states[change->after].words));
    wb_book_sheet_add_text(to, wb_xlsx_words(self, wb_xlsx_changes[change->change].words));
    wb_xlsx_add_lines(to, change->gained);
    wb_xlsx_add_lines(to, change->lost);
    wb_book_sheet_add_text(to, change->need->key);
    wb_book_sheet_end_row(to);
}

void
wb_xlsx_write_need_changes(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"report.column.need", TRUE},
        {"report.column.before", FALSE},
        {"report.column.after", FALSE},
        {"table.change", TRUE},
        {"table.gained", TRUE},
        {"table.lost", TRUE},
        {"table.id", FALSE},
    };
    const GPtrArray *needs = self->tally->comparison->needs;
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "report.compare", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < needs->len; n++)
        add_need_change(self, to, needs->pdata[n]);
    wb_xlsx_mark_states(self, to, 1);
    wb_xlsx_mark_states(self, to, 2);
    for (guint n = 0; n < WB_CHANGES; n++)
        wb_book_sheet_mark_words(to, 3, wb_xlsx_words(self, wb_xlsx_changes[n].words),
                                 wb_xlsx_changes[n].look);
}

static void
add_answer_change(const WbXlsx *self, WbBookSheet *to, const WbAnswerChange *change)
{
    wb_book_sheet_add_text(to, change->label);
    wb_xlsx_add_shown(to, change->people);
    if (change->withheld) {
        wb_book_sheet_add_text(to, wb_xlsx_words(self, "report.withheld"));
    } else {
        wb_xlsx_add_shown(to, change->changed);
        if (change->number) {
            wb_book_sheet_add_number(to, change->before);
            wb_book_sheet_add_number(to, change->after);
        }
    }
    wb_book_sheet_end_row(to);
}

void
wb_xlsx_write_answer_changes(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"report.column.question", TRUE}, {"report.column.people", FALSE},
        {"report.column.changed", FALSE}, {"report.column.before", FALSE},
        {"report.column.after", FALSE},
    };
    const GPtrArray *answers = self->tally->comparison->answers;
    WbBookSheet *to =
        wb_xlsx_begin_sheet(self, "report.column.answers", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < answers->len; n++)
        add_answer_change(self, to, answers->pdata[n]);
}
