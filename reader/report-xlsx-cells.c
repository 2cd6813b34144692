/* Cells of the spreadsheet that several of its sheets have. */
#include "report-xlsx-private.h"
#include "words.h"

const WbXlsxLook wb_xlsx_states[WB_NEED_STATES] = {
    [WB_NEED_UNKNOWN] = {"report.unknown", WB_BOOK_LOOK_UNKNOWN},
    [WB_NEED_GAP] = {"report.gap", WB_BOOK_LOOK_MISSING},
    [WB_NEED_FRAGILE] = {"report.one", WB_BOOK_LOOK_WEAK},
    [WB_NEED_COVERED] = {"report.several", WB_BOOK_LOOK_GOOD},
};

const char *
wb_xlsx_words(const WbXlsx *self, const char *id)
{
    return wb_words_lookup(self->sheet->language, id);
}

char *
wb_xlsx_dup_joined(const WbXlsx *self, const char *field, const char *option)
{
    return wb_words_format(self->sheet->language, "option.join", "field", field, "option", option,
                           NULL);
}

WbBookSheet *
wb_xlsx_begin_sheet(const WbXlsx *self, const char *name, const WbXlsxColumn *columns,
                    gsize n_columns)
{
    WbBookSheet *out = wb_book_add_sheet(self->book, wb_xlsx_words(self, name));

    for (gsize n = 0; n < n_columns; n++)
        wb_book_sheet_add_head(out, wb_xlsx_words(self, columns[n].words),
                               columns[n].wide ? WB_BOOK_WIDE : WB_BOOK_NARROW);
    return out;
}

/* "Partnership: Yes", "Partnership: No", "Partnership: not said". */
void
wb_xlsx_add_answer_heads(const WbXlsx *self, WbBookSheet *to, const char *question)
{
    static const char *const answers[] = {"yes", "no", "report.unsaid"};

    for (gsize n = 0; n < G_N_ELEMENTS(answers); n++) {
        g_autofree char *head = wb_xlsx_dup_joined(self, wb_xlsx_words(self, question),
                                                   wb_xlsx_words(self, answers[n]));

        wb_book_sheet_add_head(to, head, WB_BOOK_NARROW);
    }
}

void
wb_xlsx_add_answer(WbBookSheet *to, const WbTallyAnswer *answer)
{
    const guint counts[] = {answer->yes, answer->no, answer->unsaid};

    for (gsize n = 0; n < G_N_ELEMENTS(counts); n++) {
        if (answer->is_asked)
            wb_book_sheet_add_number(to, counts[n]);
        else
            wb_book_sheet_add_text(to, NULL);
    }
}

/* A number, or what is printed in its place. */
void
wb_xlsx_add_shown(WbBookSheet *to, WbShown shown)
{
    g_autofree char *text = wb_shown_dup_text(shown);

    if (shown.mark == WB_SHOWN)
        wb_book_sheet_add_number(to, shown.count);
    else
        wb_book_sheet_add_mark(to, text);
}

/* Many in one cell, each on its line. */
void
wb_xlsx_add_line(GString *lines, const char *line)
{
    if (lines->len)
        g_string_append_c(lines, '\n');
    g_string_append(lines, line);
}

void
wb_xlsx_add_lines(WbBookSheet *to, const GPtrArray *lines)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint n = 0; lines && n < lines->len; n++)
        wb_xlsx_add_line(text, lines->pdata[n]);
    wb_book_sheet_add_text(to, text->str);
}

void
wb_xlsx_mark_states(const WbXlsx *self, WbBookSheet *to, guint column)
{
    for (guint n = 0; n < WB_NEED_STATES; n++)
        wb_book_sheet_mark_words(to, column, wb_xlsx_words(self, wb_xlsx_states[n].words),
                                 wb_xlsx_states[n].look);
}

const WbTallyPopulation *
wb_xlsx_peek_population(const WbXlsx *self, guint n)
{
    return self->tally->populations->pdata[n];
}
