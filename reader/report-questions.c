/* What people wrote: how many did, and in an internal report their own words. */
#include <string.h>

#include "report-parts.h"
#include "report-table.h"
#include "words.h"

#define LONGEST_QUOTE 1500 /* letters in one row, so that it is no higher than a page */

static const WbDrawStyle *const number_style = &wb_report_styles[WB_STYLE_NUMBER];

static void
add_question(const WbReportTable *table, const WbTallyQuestion *question)
{
    const char *language = table->report->sheet->language;
    g_autofree char *count = g_strdup_printf("%u", question->answers);
    g_autofree char *total = g_strdup_printf("%u", question->asked);
    g_autoptr(WbRuns) label =
        wb_runs_new_of(&wb_report_styles[WB_STYLE_NAME], g_strdup(question->label));
    g_autoptr(WbRuns) page =
        wb_runs_new_of(&wb_report_styles[WB_STYLE_COUNT],
                       g_strdup_printf("%s · %u", question->title, question->page));
    g_autoptr(WbRuns) answers = wb_runs_new_of(
        number_style, wb_words_format(language, "report.of", "count", count, "total", total, NULL));
    WbRuns *const cells[] = {label, page, answers};

    wb_report_table_add(table, cells, (WbReportRow){NULL, FALSE});
}

static void
draw_counts(WbReport *self)
{
    const WbReportColumn columns[] = {
        {0.52, WB_ALIGN_START, wb_report_words(self, "report.column.question")},
        {0.32, WB_ALIGN_START, wb_report_words(self, "report.column.page")},
        {0.16, WB_ALIGN_END, wb_report_words(self, "report.column.answers")},
    };
    const WbReportTable table = {self, columns, G_N_ELEMENTS(columns), FALSE};

    wb_report_table_begin(&table);
    for (guint n = 0; n < self->tally->questions->len; n++)
        add_question(&table, self->tally->questions->pdata[n]);
    wb_report_table_end(&table);
}

/* A long one goes on in a paragraph of its own. */
static void
draw_quote(WbReport *self, const WbTallyQuote *quote)
{
    g_autofree char *all = wb_words_format(self->sheet->language, "report.quote", "text",
                                           quote->text, "file", quote->file, NULL);
    const char *at = all;

    while (g_utf8_strlen(at, -1) > LONGEST_QUOTE) {
        const char *end = g_utf8_offset_to_pointer(at, LONGEST_QUOTE);
        const char *space = g_strrstr_len(at, end - at, " ");

        if (space && space > at)
            end = space;
        wb_report_take_paragraph(self, WB_STYLE_NAME, g_strndup(at, (gsize)(end - at)));
        at = end;
    }
    wb_report_paragraph(self, WB_STYLE_NAME, at);
    self->y += 3;
}

static void
draw_quotes(WbReport *self, const WbTallyQuestion *question)
{
    g_autofree char *page = g_strdup_printf("%s · %u", question->title, question->page);

    wb_report_begin_part(self, question->label, 40);
    wb_report_paragraph(self, WB_STYLE_SMALL, page);
    for (guint n = 0; n < question->quotes->len; n++)
        draw_quote(self, question->quotes->pdata[n]);
}

void
wb_report_draw_questions(WbReport *self)
{
    const WbTally *tally = self->tally;

    if (tally->questions->len == 0)
        return;
    wb_report_begin_section(self, wb_report_words(self, "report.questions"), FALSE, 160);
    if (!tally->internal)
        wb_report_paragraph(self, WB_STYLE_MUTED,
                            wb_report_words(self, "report.questions.discreet"));
    self->y += 6;
    draw_counts(self);
    for (guint n = 0; n < tally->questions->len; n++) {
        const WbTallyQuestion *question = tally->questions->pdata[n];

        if (question->quotes->len > 0)
            draw_quotes(self, question);
    }
}
