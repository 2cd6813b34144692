/* What else is asked: words, numbers, choices, questions and pages. */
#include "report-xlsx-private.h"

#define MOST_BARS 20 /* of a chart of words: what is rarer stands in the table */

static void
add_word(WbBookSheet *to, const char *label, const char *word, guint returns, guint answered,
         guint asked)
{
    wb_book_sheet_add_text(to, label);
    wb_book_sheet_add_text(to, word);
    wb_book_sheet_add_number(to, returns);
    wb_book_sheet_add_number(to, answered);
    wb_book_sheet_add_number(to, asked);
    wb_book_sheet_end_row(to);
}

/* Gives where the next chart goes, which is @row where there is nothing to show. */
static guint
add_words(WbBookSheet *to, const WbTallyWords *counted, guint row)
{
    guint first = wb_book_sheet_row(to);
    WbBookChart chart = {
        .title = counted->label,
        .first_row = first,
        .last_row = first + MIN(counted->words->len, MOST_BARS) - 1,
        .labels = 1,
        .first_value = 2,
        .values = 1,
        .row = row,
        .column = 6,
    };

    for (guint n = 0; n < counted->words->len; n++) {
        const WbTallyWord *word = counted->words->pdata[n];

        add_word(to, counted->label, word->text, word->returns, counted->answered, counted->asked);
    }
    if (counted->words->len == 0 || counted->list)
        return row;
    return row + wb_book_sheet_add_chart(to, &chart);
}

void
wb_xlsx_write_words(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"report.column.question", TRUE}, {"table.word", TRUE},   {"report.column.returns", FALSE},
        {"table.answered", FALSE},        {"table.asked", FALSE},
    };
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "table.words", columns, G_N_ELEMENTS(columns));
    guint row = 1;

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->words->len; n++)
        row = add_words(to, self->tally->words->pdata[n], row);
}

/* All sections, those that nobody names as well; then what is none of them. */
void
wb_xlsx_write_disciplines(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {{"table.section", TRUE},
                                           {"table.word", TRUE},
                                           {"report.column.returns", FALSE},
                                           {"table.answered", FALSE},
                                           {"table.asked", FALSE}};
    const WbTallyDisciplines *disciplines = &self->tally->disciplines;
    WbBookSheet *to =
        wb_xlsx_begin_sheet(self, "table.disciplines", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < disciplines->sections->len; n++) {
        const WbTallyDiscipline *one = disciplines->sections->pdata[n];

        add_word(to, one->label, NULL, one->returns, disciplines->answered, disciplines->asked);
    }
    for (guint n = 0; n < disciplines->others->len; n++) {
        const WbTallyWord *word = disciplines->others->pdata[n];

        add_word(to, wb_xlsx_words(self, "report.other"), word->text, word->returns,
                 disciplines->answered, disciplines->asked);
    }
    wb_book_sheet_mark_numbers(to, 2, 2);
}

static void
add_measures(WbBookSheet *to, const WbTallyNumbers *numbers)
{
    wb_book_sheet_add_measure(to, numbers->mean);
    wb_book_sheet_add_measure(to, numbers->median);
    wb_book_sheet_add_measure(to, numbers->deviation);
    wb_book_sheet_add_number(to, (double)numbers->lowest);
    wb_book_sheet_add_number(to, (double)numbers->highest);
    wb_book_sheet_add_number(to, numbers->sum);
}

static void
add_numbers(const WbXlsx *self, WbBookSheet *to, const WbTallyNumbers *numbers)
{
    wb_book_sheet_add_text(to, numbers->label);
    wb_book_sheet_add_number(to, numbers->asked);
    wb_xlsx_add_shown(to, numbers->answered);
    if (numbers->withheld)
        wb_book_sheet_add_text(to, wb_xlsx_words(self, "report.withheld"));
    else
        add_measures(to, numbers);
    wb_book_sheet_end_row(to);
}

void
wb_xlsx_write_numbers(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"report.column.question", TRUE},
        {"table.asked", FALSE},
        {"table.answered", FALSE},
        {"table.mean", FALSE},
        {"table.median", FALSE},
        {"table.deviation", FALSE},
        {"table.lowest", FALSE},
        {"table.highest", FALSE},
        {"table.sum", FALSE},
    };
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "table.numbers", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->numbers->len; n++)
        add_numbers(self, to, self->tally->numbers->pdata[n]);
}

static guint
add_bars(WbBookSheet *to, const WbTallyNumbers *numbers, guint row)
{
    guint first = wb_book_sheet_row(to);
    WbBookChart chart = {
        .title = numbers->label,
        .first_row = first,
        .last_row = first + numbers->bars->len - 1,
        .labels = 1,
        .first_value = 2,
        .values = 1,
        .upright = TRUE,
        .row = row,
        .column = 4,
    };

    for (guint n = 0; n < numbers->bars->len; n++) {
        const WbTallyBar *bar = numbers->bars->pdata[n];

        wb_book_sheet_add_text(to, numbers->label);
        wb_book_sheet_add_number(to, (double)bar->value);
        wb_book_sheet_add_number(to, bar->returns);
        wb_book_sheet_end_row(to);
    }
    return row + wb_book_sheet_add_chart(to, &chart);
}

void
wb_xlsx_write_distribution(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"report.column.question", TRUE}, {"table.value", FALSE}, {"report.column.returns", FALSE}};
    WbBookSheet *to =
        wb_xlsx_begin_sheet(self, "table.distribution", columns, G_N_ELEMENTS(columns));
    guint row = 1;

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->numbers->len; n++) {
        const WbTallyNumbers *numbers = self->tally->numbers->pdata[n];

        if (!numbers->withheld && numbers->bars->len)
            row = add_bars(to, numbers, row);
    }
}

static void
add_option(WbBookSheet *to, const WbTallyChoices *choices, const char *label, WbShown returns)
{
    wb_book_sheet_add_text(to, choices->label);
    wb_book_sheet_add_text(to, label);
    wb_xlsx_add_shown(to, returns);
    wb_book_sheet_add_number(to, choices->asked);
    wb_book_sheet_end_row(to);
}

static void
add_choices(const WbXlsx *self, WbBookSheet *to, const WbTallyChoices *choices)
{
    if (choices->withheld) {
        wb_book_sheet_add_text(to, choices->label);
        wb_book_sheet_add_text(to, wb_xlsx_words(self, "report.withheld"));
        wb_book_sheet_add_text(to, NULL);
        wb_book_sheet_add_number(to, choices->asked);
        wb_book_sheet_end_row(to);
        return;
    }
    for (guint n = 0; n < choices->options->len; n++) {
        const WbTallyOption *option = choices->options->pdata[n];

        add_option(to, choices, option->label, option->returns);
    }
    if (choices->has_other)
        add_option(to, choices, wb_xlsx_words(self, "report.other"), choices->other);
    add_option(to, choices, wb_xlsx_words(self, "report.unsaid"), choices->unsaid);
}

void
wb_xlsx_write_choices(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {{"report.column.question", TRUE},
                                           {"table.option", TRUE},
                                           {"report.column.returns", FALSE},
                                           {"table.asked", FALSE}};
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "table.choices", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->choices->len; n++)
        add_choices(self, to, self->tally->choices->pdata[n]);
}

void
wb_xlsx_write_questions(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"report.column.question", TRUE}, {"report.column.name", TRUE},
        {"report.column.page", FALSE},    {"table.asked", FALSE},
        {"report.column.answers", FALSE}, {"table.workbook", FALSE},
    };
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "report.questions", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->questions->len; n++) {
        const WbTallyQuestion *question = self->tally->questions->pdata[n];

        wb_book_sheet_add_text(to, question->label);
        wb_book_sheet_add_text(to, question->title);
        wb_book_sheet_add_number(to, question->page);
        wb_book_sheet_add_number(to, question->asked);
        wb_book_sheet_add_number(to, question->answers);
        wb_book_sheet_add_text(to, question->workbook);
        wb_book_sheet_end_row(to);
    }
}

static void
add_quotes(WbBookSheet *to, const WbTallyQuestion *question)
{
    for (guint n = 0; n < question->quotes->len; n++) {
        const WbTallyQuote *quote = question->quotes->pdata[n];

        wb_book_sheet_add_text(to, question->label);
        wb_book_sheet_add_number(to, question->page);
        wb_book_sheet_add_text(to, quote->text);
        wb_book_sheet_add_text(to, quote->file);
        wb_book_sheet_end_row(to);
    }
}

void
wb_xlsx_write_quotes(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {{"report.column.question", TRUE},
                                           {"report.column.page", FALSE},
                                           {"table.text", TRUE},
                                           {"table.file", FALSE}};
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "table.quotes", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->questions->len; n++)
        add_quotes(to, self->tally->questions->pdata[n]);
}

void
wb_xlsx_write_pages(const WbXlsx *self)
{
    static const WbXlsxColumn columns[] = {
        {"report.column.name", TRUE},    {"report.column.page", FALSE},
        {"report.column.filled", FALSE}, {"report.column.stopped", FALSE},
        {"table.workbook", FALSE},
    };
    WbBookSheet *to = wb_xlsx_begin_sheet(self, "report.stops", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->returns.pages->len; n++) {
        const WbTallyPage *page = self->tally->returns.pages->pdata[n];

        wb_book_sheet_add_text(to, page->title);
        wb_book_sheet_add_number(to, page->number);
        wb_book_sheet_add_number(to, page->filled);
        wb_book_sheet_add_number(to, page->stopped);
        wb_book_sheet_add_text(to, page->workbook);
        wb_book_sheet_end_row(to);
    }
}
