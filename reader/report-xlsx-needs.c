/* Needs, and whom they are met for. */
#include "report-xlsx-private.h"

typedef void (*AddNeed)(const WbXlsx *self, WbBookSheet *to, const WbTallySection *section,
                        const WbTallyNeed *need);

static void
each_need(const WbXlsx *self, WbBookSheet *to, AddNeed add_need)
{
    for (guint n = 0; n < self->tally->sections->len; n++) {
        const WbTallySection *section = self->tally->sections->pdata[n];

        for (guint i = 0; i < section->needs->len; i++)
            add_need(self, to, section, section->needs->pdata[i]);
    }
}

static void
add_notes(const WbXlsx *self, WbBookSheet *to, const WbTallyNeed *need)
{
    g_autoptr(GString) notes = g_string_new(NULL);

    if (need->written_in)
        wb_xlsx_add_line(notes, wb_xlsx_words(self, "report.written-in"));
    if (need->unreviewed)
        wb_xlsx_add_line(notes, wb_xlsx_words(self, "report.unreviewed"));
    wb_book_sheet_add_text(to, notes->str);
}

static void
add_names(WbBookSheet *to, const WbTallyNeed *need)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (guint n = 0; n < need->namings->len; n++)
        wb_xlsx_add_line(names, ((WbTallyNaming *)need->namings->pdata[n])->provider->name);
    wb_book_sheet_add_text(to, names->str);
}

/* How many tick a box; words where nobody has said anything, and nothing where nobody is asked. */
static void
add_ticked(const WbXlsx *self, WbBookSheet *to, const WbTallyNeed *need)
{
    for (guint n = 0; n < self->tally->populations->len; n++) {
        const WbTallyServed *served = &need->served[n];

        if (!served->is_asked)
            wb_book_sheet_add_text(to, NULL);
        else if (served->ticked + served->unticked == 0)
            wb_book_sheet_add_text(to, wb_xlsx_words(self, "report.unsaid"));
        else
            wb_book_sheet_add_number(to, served->ticked);
    }
}

static void
add_need(const WbXlsx *self, WbBookSheet *to, const WbTallySection *section,
         const WbTallyNeed *need)
{
    wb_book_sheet_add_text(to, section->label);
    wb_book_sheet_add_text(to, need->label);
    wb_book_sheet_add_text(to, wb_xlsx_words(self, wb_xlsx_states[need->state].words));
    add_notes(self, to, need);
    wb_book_sheet_add_number(to, need->asked);
    wb_book_sheet_add_number(to, need->named);
    wb_book_sheet_add_number(to, need->providers);
    add_names(to, need);
    wb_xlsx_add_answer(to, &need->partnership);
    wb_xlsx_add_answer(to, &need->trained);
    add_ticked(self, to, need);
    wb_book_sheet_add_text(to, need->key);
    wb_book_sheet_end_row(to);
}

void
wb_xlsx_write_needs(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"table.section", FALSE},   {"report.column.need", TRUE}, {"table.state", FALSE},
        {"table.note", FALSE},      {"table.asked", FALSE},       {"table.named", FALSE},
        {"table.providers", FALSE}, {"table.names", TRUE},
    };
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "report.needs", columns, G_N_ELEMENTS(columns));

    wb_xlsx_add_answer_heads(self, to, "report.column.partnership");
    wb_xlsx_add_answer_heads(self, to, "report.column.trained");
    for (guint n = 0; n < self->tally->populations->len; n++) {
        g_autofree char *head = wb_xlsx_dup_joined(self, wb_xlsx_words(self, "table.ticked"),
                                                   wb_xlsx_peek_population(self, n)->label);

        wb_book_sheet_add_head(to, head, WB_BOOK_NARROW);
    }
    wb_book_sheet_add_head(to, wb_xlsx_words(self, "table.id"), WB_BOOK_NARROW);
    wb_book_sheet_end_row(to);
    each_need(self, to, add_need);
    wb_xlsx_mark_states(self, to, 2);
}

static void
add_matrix_row(const WbXlsx *self, WbBookSheet *to, const WbTallySection *section,
               const WbTallyNeed *need)
{
    wb_book_sheet_add_text(to, section->label);
    wb_book_sheet_add_text(to, need->label);
    wb_book_sheet_add_text(to, wb_xlsx_words(self, wb_xlsx_states[need->state].words));
    add_ticked(self, to, need);
    wb_book_sheet_end_row(to);
}

void
wb_xlsx_write_matrix(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"table.section", FALSE}, {"report.column.need", TRUE}, {"table.state", FALSE}};
    const guint before = G_N_ELEMENTS(columns);
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "report.matrix", columns, before);

    for (guint n = 0; n < self->tally->populations->len; n++)
        wb_book_sheet_add_head(to, wb_xlsx_peek_population(self, n)->label, WB_BOOK_NARROW);
    wb_book_sheet_end_row(to);
    each_need(self, to, add_matrix_row);
    wb_xlsx_mark_states(self, to, 2);
    wb_book_sheet_mark_numbers(to, before, before + self->tally->populations->len - 1);
}

static void
add_served(const WbXlsx *self, WbBookSheet *to, const WbTallySection *section,
           const WbTallyNeed *need)
{
    for (guint n = 0; n < self->tally->populations->len; n++) {
        const WbTallyServed *served = &need->served[n];

        if (!served->is_asked)
            continue;
        wb_book_sheet_add_text(to, section->label);
        wb_book_sheet_add_text(to, need->label);
        wb_book_sheet_add_text(to, wb_xlsx_peek_population(self, n)->label);
        wb_book_sheet_add_number(to, served->ticked);
        wb_book_sheet_add_number(to, served->unticked);
        wb_book_sheet_add_number(to, served->unsaid);
        wb_book_sheet_add_number(to, served->providers);
        wb_book_sheet_end_row(to);
    }
}

void
wb_xlsx_write_served(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"table.section", FALSE},   {"report.column.need", TRUE}, {"table.population", FALSE},
        {"table.ticked", FALSE},    {"table.unticked", FALSE},    {"report.unsaid", FALSE},
        {"table.providers", FALSE},
    };
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "table.population", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    each_need(self, to, add_served);
    wb_book_sheet_mark_numbers(to, 3, 3);
}

static void
add_namings(const WbXlsx *self, WbBookSheet *to, const WbTallySection *section,
            const WbTallyNeed *need)
{
    for (guint n = 0; n < need->namings->len; n++) {
        const WbTallyNaming *naming = need->namings->pdata[n];

        wb_book_sheet_add_text(to, naming->provider->name);
        wb_book_sheet_add_text(to, section->label);
        wb_book_sheet_add_text(to, need->label);
        wb_book_sheet_add_number(to, naming->returns);
        wb_book_sheet_end_row(to);
    }
}

void
wb_xlsx_write_namings(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {{"report.column.provider", TRUE},
                                           {"table.section", FALSE},
                                           {"report.column.need", TRUE},
                                           {"report.column.returns", FALSE}};
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "table.namings", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    each_need(self, to, add_namings);
}
