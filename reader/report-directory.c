/* The directory: every provider, and the needs that it was named for. */
#include "report-parts.h"
#include "report-table.h"
#include "words.h"

#define LONGEST_NAME 100    /* letters */
#define LONGEST_CONTACT 300 /* letters */
#define MOST_CONTACTS 6     /* in one row, so that it is no higher than a page */
#define MOST_SPELLINGS 3
#define MOST_NEEDS 24      /* of one provider */
#define MOST_PROVIDERS 150 /* with all about them: who is named most often */
#define PARAGRAPH 40       /* names of the others in one paragraph */

static const WbDrawStyle *const name_style = &wb_report_styles[WB_STYLE_NAME];
static const WbDrawStyle *const count_style = &wb_report_styles[WB_STYLE_COUNT];
static const WbDrawStyle *const small_style = &wb_report_styles[WB_STYLE_SMALL];

static void
add_line(WbRuns *runs, const WbDrawStyle *style, char *text)
{
    wb_runs_add(runs, style, runs->runs->len > 0 ? "\n" : "");
    wb_runs_take(runs, style, text);
}

static char *
dup_counts(const WbReport *self, const WbTallyProvider *provider)
{
    g_autofree char *returns = g_strdup_printf("%u", provider->returns);
    g_autofree char *needs = g_strdup_printf("%u", provider->needs);

    return wb_words_format(self->sheet->language, "report.provider.counts", "returns", returns,
                           "needs", needs, NULL);
}

static char *
dup_partners(const WbReport *self, const WbTallyProvider *provider)
{
    g_autofree char *count = g_strdup_printf("%u", provider->partners);

    return wb_words_format(self->sheet->language, "report.provider.partners", "count", count, NULL);
}

static char *
dup_answer(const WbReport *self, const char *id, WbTallyAnswer answer)
{
    g_autofree char *yes = g_strdup_printf("%u", answer.yes);
    g_autofree char *no = g_strdup_printf("%u", answer.no);
    g_autofree char *unsaid = g_strdup_printf("%u", answer.unsaid);

    return wb_words_format(self->sheet->language, "report.answer-counts", "question",
                           wb_report_words(self, id), "yes", yes, "no", no, "unsaid", unsaid, NULL);
}

/* Other ways in which the name was written; not the one that is shown. */
static char *
dup_spellings(const WbReport *self, const WbTallyProvider *provider)
{
    g_autofree char *list = NULL;
    guint found = 0;

    for (guint n = 0; n < provider->spellings->len && found < MOST_SPELLINGS; n++) {
        const WbSpelling *spelling = provider->spellings->pdata[n];
        g_autofree char *text = wb_draw_dup_start(spelling->text, LONGEST_NAME);

        if (g_str_equal(spelling->text, provider->name))
            continue;
        list = wb_picture_join(self->sheet->language, list, text);
        found++;
    }
    return list ? wb_words_format(self->sheet->language, "report.provider.written", "names", list,
                                  NULL)
                : NULL;
}

static char *
dup_twins(const WbReport *self, const WbTallyProvider *provider)
{
    g_autofree char *list = NULL;

    for (guint n = 0; n < MIN(provider->twins->len, MOST_SPELLINGS); n++) {
        const WbTallyProvider *twin = provider->twins->pdata[n];
        g_autofree char *text = wb_draw_dup_start(twin->name, LONGEST_NAME);

        list = wb_picture_join(self->sheet->language, list, text);
    }
    return list ? wb_words_format(self->sheet->language, "report.provider.twins", "names", list,
                                  NULL)
                : NULL;
}

static WbRuns *
new_provider(const WbReport *self, const WbTallyProvider *provider)
{
    WbRuns *runs = wb_runs_new();
    char *spellings = dup_spellings(self, provider), *twins = dup_twins(self, provider);

    add_line(runs, &wb_report_styles[WB_STYLE_STRONG],
             wb_draw_dup_start(provider->name, LONGEST_NAME));
    add_line(runs, small_style, dup_counts(self, provider));
    if (provider->partners > 0)
        add_line(runs, small_style, dup_partners(self, provider));
    if (spellings)
        add_line(runs, small_style, spellings);
    if (twins)
        add_line(runs, small_style, twins);
    return runs;
}

static WbRuns *
new_needs(const WbReport *self, const WbTallyProvider *provider)
{
    WbRuns *runs = wb_runs_new();
    guint most = MIN(provider->namings->len, MOST_NEEDS);

    for (guint n = 0; n < most; n++) {
        const WbTallyNaming *naming = provider->namings->pdata[n];
        char *label = wb_draw_dup_start(naming->need->label, LONGEST_NAME);

        wb_runs_take(runs, name_style, label);
        wb_runs_take(
            runs, count_style,
            g_strdup_printf("%s\u00a0(%u)%s", wb_draw_peek_mark(self->sheet->language, label),
                            naming->returns, n + 1 < provider->namings->len ? WB_REPORT_DOT : ""));
    }
    if (provider->namings->len > most)
        wb_runs_take(runs, count_style, g_strdup_printf("+%u", provider->namings->len - most));
    if (provider->partnership.yes + provider->partnership.no > 0)
        add_line(runs, small_style,
                 dup_answer(self, "report.column.partnership", provider->partnership));
    if (provider->trained.yes + provider->trained.no > 0)
        add_line(runs, small_style, dup_answer(self, "report.column.trained", provider->trained));
    return runs;
}

static void
add_contact(const WbReport *self, WbRuns *runs, const WbTallyContact *contact)
{
    g_autofree char *text = wb_draw_dup_start(contact->text, LONGEST_CONTACT);

    add_line(runs, name_style,
             wb_words_format(self->sheet->language,
                             contact->shared ? "report.contact.shared" : "report.contact", "text",
                             text, "need", contact->need ? contact->need->label : "–", "file",
                             contact->file ? contact->file : "–", NULL));
}

static void
add_contacts(const WbReport *self, WbRuns *runs, const WbTallyProvider *provider, guint from)
{
    guint end = MIN(from + MOST_CONTACTS, provider->contacts->len);

    for (guint n = from; n < end; n++)
        add_contact(self, runs, provider->contacts->pdata[n]);
}

/* Those for which there was no room in the provider's own row. */
static void
draw_more_contacts(const WbReportTable *table, const WbTallyProvider *provider)
{
    for (guint from = MOST_CONTACTS; from < provider->contacts->len; from += MOST_CONTACTS) {
        g_autofree char *short_name = wb_draw_dup_start(provider->name, LONGEST_NAME);
        g_autoptr(WbRuns) name = wb_runs_new(), runs = wb_runs_new();
        WbRuns *const cells[] = {name, runs};

        wb_runs_take(name, small_style,
                     wb_words_format(table->report->sheet->language, "report.continued", "title",
                                     short_name, NULL));
        add_contacts(table->report, runs, provider, from);
        wb_report_table_add(table, cells,
                            (WbReportRow){NULL, from + MOST_CONTACTS < provider->contacts->len});
    }
}

static void
draw_provider(const WbReportTable *table, const WbTallyProvider *provider)
{
    g_autoptr(WbRuns) name = new_provider(table->report, provider);
    g_autoptr(WbRuns) needs = new_needs(table->report, provider);
    WbRuns *const cells[] = {name, needs};

    add_contacts(table->report, needs, provider, 0);
    wb_report_table_add(table, cells, (WbReportRow){NULL, provider->contacts->len > MOST_CONTACTS});
    draw_more_contacts(table, provider);
}

static int
compare_returns(gconstpointer a, gconstpointer b)
{
    const WbTallyProvider *first = *(WbTallyProvider *const *)a;
    const WbTallyProvider *second = *(WbTallyProvider *const *)b;

    return first->returns == second->returns ? 0 : first->returns < second->returns ? 1 : -1;
}

/* In how many returns a provider has to be named to have an entry of its own. */
static guint
least_returns(const GPtrArray *providers)
{
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    const WbTallyProvider *first_out;

    if (providers->len <= MOST_PROVIDERS)
        return 0;
    for (guint n = 0; n < providers->len; n++)
        g_ptr_array_add(sorted, providers->pdata[n]);
    g_ptr_array_sort(sorted, compare_returns);
    first_out = sorted->pdata[MOST_PROVIDERS];
    return first_out->returns + 1;
}

/* Names alone, as there are too many to print all about them. */
static void
draw_others(WbReport *self, guint least)
{
    const GPtrArray *providers = self->tally->providers;
    g_autoptr(GString) list = g_string_new(NULL);
    guint names = 0;

    wb_report_begin_part(self, wb_report_words(self, "report.directory.others"), 60);
    wb_report_paragraph(self, WB_STYLE_MUTED, wb_report_words(self, "report.directory.elsewhere"));
    for (guint n = 0; n < providers->len; n++) {
        const WbTallyProvider *provider = providers->pdata[n];
        g_autofree char *name = wb_draw_dup_start(provider->name, LONGEST_NAME);

        if (provider->returns >= least)
            continue;
        g_string_append_printf(list, "%s%s%s\u00a0(%u)", list->len > 0 ? WB_REPORT_DOT : "", name,
                               wb_draw_peek_mark(self->sheet->language, name), provider->returns);
        if (++names % PARAGRAPH == 0) {
            wb_report_paragraph(self, WB_STYLE_SMALL, list->str);
            g_string_truncate(list, 0);
        }
    }
    if (list->len > 0)
        wb_report_paragraph(self, WB_STYLE_SMALL, list->str);
}

void
wb_report_draw_directory(WbReport *self)
{
    const WbReportColumn columns[] = {
        {0.38, WB_ALIGN_START, wb_report_words(self, "report.column.provider")},
        {0.62, WB_ALIGN_START, wb_report_words(self, "report.column.meets")},
    };
    const WbReportTable table = {self, columns, G_N_ELEMENTS(columns), FALSE};
    const GPtrArray *providers = self->tally->providers;
    guint least = least_returns(providers);

    if (providers->len == 0)
        return;
    wb_report_begin_section(self, wb_report_words(self, "report.directory"), TRUE, 0);
    wb_report_paragraph(self, WB_STYLE_MUTED, wb_report_words(self, "report.directory.lead"));
    self->y += 6;
    wb_report_table_begin(&table);
    for (guint n = 0; n < providers->len; n++) {
        const WbTallyProvider *provider = providers->pdata[n];

        if (provider->returns >= least)
            draw_provider(&table, provider);
    }
    wb_report_table_end(&table);
    if (least > 0)
        draw_others(self, least);
}
