/* Providers, whom to call, and names to be looked at. */
#include "report-facts.h"
#include "report-xlsx-private.h"

/* The spellings but the one that is its name. */
static void
add_spellings(WbBookSheet *to, const WbTallyProvider *provider)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint n = 0; n < provider->spellings->len; n++) {
        const WbSpelling *spelling = provider->spellings->pdata[n];

        if (!g_str_equal(spelling->text, provider->name))
            wb_xlsx_add_line(text, spelling->text);
    }
    wb_book_sheet_add_text(to, text->str);
}

static void
add_provider(WbBookSheet *to, const WbTallyProvider *provider)
{
    wb_book_sheet_add_text(to, provider->name);
    wb_book_sheet_add_number(to, provider->needs);
    wb_book_sheet_add_number(to, provider->returns);
    wb_book_sheet_add_number(to, provider->partners);
    add_spellings(to, provider);
    wb_xlsx_add_answer(to, &provider->partnership);
    wb_xlsx_add_answer(to, &provider->trained);
    wb_book_sheet_end_row(to);
}

void
wb_xlsx_write_providers(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"report.column.provider", TRUE}, {"report.needs", FALSE},
        {"report.column.returns", FALSE}, {"table.partners", FALSE},
        {"table.spellings", TRUE},
    };
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "report.directory", columns, G_N_ELEMENTS(columns));

    wb_xlsx_add_answer_heads(self, to, "report.column.partnership");
    wb_xlsx_add_answer_heads(self, to, "report.column.trained");
    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->providers->len; n++)
        add_provider(to, self->tally->providers->pdata[n]);
}

static void
add_contact(WbBookSheet *to, const WbTallyProvider *provider, const WbTallyContact *contact)
{
    wb_book_sheet_add_text(to, provider->name);
    wb_book_sheet_add_text(to, contact->text);
    wb_book_sheet_add_text(to, contact->need->label);
    wb_book_sheet_add_text(to, contact->file);
    wb_book_sheet_add_flag(to, contact->shared);
    wb_book_sheet_end_row(to);
}

void
wb_xlsx_write_contacts(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"report.column.provider", TRUE}, {"table.contact", TRUE},
        {"report.column.need", TRUE},     {"table.file", FALSE},
        {"table.shared", FALSE},
    };
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "table.contacts", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->providers->len; n++) {
        const WbTallyProvider *provider = self->tally->providers->pdata[n];

        for (guint i = 0; i < provider->contacts->len; i++)
            add_contact(to, provider, provider->contacts->pdata[i]);
    }
}

void
wb_xlsx_write_reviews(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {{"report.column.name", TRUE},
                                           {"report.column.perhaps", TRUE},
                                           {"report.column.why", TRUE},
                                           {"report.column.depends", FALSE}};
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "report.review", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->reviews->len; n++) {
        const WbTallyReview *review = self->tally->reviews->pdata[n];

        wb_book_sheet_add_text(to, review->provider->name);
        if (review->other)
            wb_book_sheet_add_text(to, review->other->name);
        else
            wb_xlsx_add_lines(to, review->parts);
        wb_book_sheet_add_text(to, wb_xlsx_words(self, wb_review_words[review->reason]));
        wb_book_sheet_add_number(to, review->needs);
        wb_book_sheet_end_row(to);
    }
}
