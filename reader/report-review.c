/* What somebody should look at: names that may be one provider, and names that may be several. */
#include "report-facts.h"
#include "report-parts.h"
#include "report-table.h"
#include "words.h"

#define LONGEST_NAME 100 /* letters */
#define MOST_PARTS 12    /* between commas */
#define MOST_REVIEWS 60  /* the other formats have all */

static const WbDrawStyle *const number_style = &wb_report_styles[WB_STYLE_NUMBER];

/* The other name, or the names between the commas. */
static char *
dup_perhaps(const WbReport *self, const WbTallyReview *review)
{
    char *list = NULL;

    if (review->other)
        return wb_draw_dup_start(review->other->name, LONGEST_NAME);
    for (guint n = 0; review->parts && n < MIN(review->parts->len, MOST_PARTS); n++) {
        g_autofree char *part = wb_draw_dup_start(review->parts->pdata[n], LONGEST_NAME);
        char *longer = list ? g_strdup_printf("%s" WB_REPORT_DOT "%s", list, part) : g_strdup(part);

        g_free(list);
        list = longer;
    }
    return list ? list : g_strdup(wb_report_words(self, "report.unsaid"));
}

static void
add_review(const WbReportTable *table, const WbTallyReview *review)
{
    const WbReport *self = table->report;
    g_autoptr(WbRuns) name = wb_runs_new(), perhaps = wb_runs_new(), why = wb_runs_new();
    g_autoptr(WbRuns) needs = wb_runs_new();
    WbRuns *const cells[] = {name, perhaps, why, needs};
    const WbDrawStyle *style = &wb_report_styles[WB_STYLE_NAME];

    wb_runs_take(name, style, wb_draw_dup_start(review->provider->name, LONGEST_NAME));
    wb_runs_take(perhaps, style, dup_perhaps(self, review));
    wb_runs_add(why, &wb_report_styles[WB_STYLE_COUNT],
                wb_report_words(self, wb_review_words[review->reason]));
    wb_runs_take(needs, number_style,
                 review->needs > 0 ? g_strdup_printf("%u", review->needs) : g_strdup("–"));
    wb_report_table_add(table, cells, (WbReportRow){NULL, FALSE});
}

static void
say_further(WbReport *self, guint further)
{
    g_autofree char *count = g_strdup_printf("%u", further);

    self->y += 6;
    wb_report_take_paragraph(
        self, WB_STYLE_MUTED,
        wb_words_format(self->sheet->language, "report.further-elsewhere", "count", count, NULL));
}

void
wb_report_draw_review(WbReport *self)
{
    const WbReportColumn columns[] = {
        {0.31, WB_ALIGN_START, wb_report_words(self, "report.column.name")},
        {0.31, WB_ALIGN_START, wb_report_words(self, "report.column.perhaps")},
        {0.24, WB_ALIGN_START, wb_report_words(self, "report.column.why")},
        {0.14, WB_ALIGN_END, wb_report_words(self, "report.column.depends")},
    };
    const WbReportTable table = {self, columns, G_N_ELEMENTS(columns), FALSE};

    if (self->tally->reviews->len == 0)
        return;
    wb_report_begin_section(self, wb_report_words(self, "report.review"), FALSE, 160);
    wb_report_paragraph(self, WB_STYLE_MUTED, wb_report_words(self, "report.review.lead"));
    self->y += 6;
    wb_report_table_begin(&table);
    for (guint n = 0; n < MIN(self->tally->reviews->len, MOST_REVIEWS); n++)
        add_review(&table, self->tally->reviews->pdata[n]);
    wb_report_table_end(&table);
    if (self->tally->reviews->len > MOST_REVIEWS)
        say_further(self, self->tally->reviews->len - MOST_REVIEWS);
}
