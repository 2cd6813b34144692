/* Providers on the page: the directory, and names that somebody should look at. */
#include "report-facts.h"
#include "report-html-private.h"
#include "words.h"

#define LONGEST_NAME 200 /* letters */
#define LONGEST_CONTACT 600
#define MOST_SPELLINGS 6

/* --- The directory --- */

static void
add_names(WbHtmlReport *self, const char *id, char *list)
{
    if (list)
        wb_html_take_element(self->html, "span class=\"share\" dir=\"auto\"",
                             wb_words_format(self->language, id, "names", list, NULL));
    g_free(list);
}

/* Other ways in which the name was written; not the one that is shown. */
static char *
dup_spellings(const WbTallyProvider *provider)
{
    char *list = NULL;
    guint found = 0;

    for (guint n = 0; n < provider->spellings->len && found < MOST_SPELLINGS; n++) {
        const WbSpelling *spelling = provider->spellings->pdata[n];

        if (g_str_equal(spelling->text, provider->name))
            continue;
        list = wb_html_join(list, spelling->text);
        found++;
    }
    return list;
}

static char *
dup_twins(const WbTallyProvider *provider)
{
    char *list = NULL;

    for (guint n = 0; n < MIN(provider->twins->len, MOST_SPELLINGS); n++) {
        const WbTallyProvider *twin = provider->twins->pdata[n];

        list = wb_html_join(list, twin->name);
    }
    return list;
}

static void
add_who(WbHtmlReport *self, const WbTallyProvider *provider)
{
    g_autofree char *name = wb_draw_dup_start(provider->name, LONGEST_NAME);
    g_autofree char *partners = g_strdup_printf("%u", provider->partners);

    wb_html_add(self->html, "<th scope=\"row\">");
    wb_html_name(self->html, name);
    add_names(self, "report.provider.written", dup_spellings(provider));
    add_names(self, "report.provider.twins", dup_twins(provider));
    if (provider->partners > 0)
        wb_html_take_element(
            self->html, "span class=\"share\"",
            wb_words_format(self->language, "report.provider.partners", "count", partners, NULL));
    wb_html_add(self->html, "</th>");
}

static void
add_answer(WbHtmlReport *self, const char *id, WbTallyAnswer answer)
{
    g_autofree char *yes = g_strdup_printf("%u", answer.yes);
    g_autofree char *no = g_strdup_printf("%u", answer.no);
    g_autofree char *unsaid = g_strdup_printf("%u", answer.unsaid);

    if (answer.yes + answer.no > 0)
        wb_html_take_element(self->html, "span class=\"share\"",
                             wb_words_format(self->language, "report.answer-counts", "question",
                                             wb_html_words(self, id), "yes", yes, "no", no,
                                             "unsaid", unsaid, NULL));
}

static void
add_needs(WbHtmlReport *self, const WbTallyProvider *provider)
{
    wb_html_add(self->html, "<td><ul class=\"names\">");
    for (guint n = 0; n < provider->namings->len; n++) {
        const WbTallyNaming *naming = provider->namings->pdata[n];

        wb_html_add(self->html, "<li>");
        wb_html_name(self->html, naming->need->label);
        g_string_append_printf(self->html, "\u00a0<small>%u</small></li>", naming->returns);
    }
    if (provider->namings->len == 0)
        wb_html_add(self->html, "<li>–</li>");
    wb_html_add(self->html, "</ul>");
    add_answer(self, "report.column.partnership", provider->partnership);
    add_answer(self, "report.column.trained", provider->trained);
    wb_html_add(self->html, "</td>");
}

/* Whom to call; in an internal report only. */
static void
add_contacts(WbHtmlReport *self, const WbTallyProvider *provider)
{
    wb_html_add(self->html, "<td>");
    for (guint n = 0; n < provider->contacts->len; n++) {
        const WbTallyContact *contact = provider->contacts->pdata[n];
        g_autofree char *text = wb_draw_dup_start(contact->text, LONGEST_CONTACT);
        const char *id = contact->shared ? "report.contact.shared" : "report.contact";

        wb_html_take_element(self->html, "span class=\"contact\" dir=\"auto\"",
                             wb_words_format(self->language, id, "text", text, "need",
                                             contact->need ? contact->need->label : "–", "file",
                                             contact->file ? contact->file : "–", NULL));
    }
    wb_html_add(self->html, "</td>");
}

static void
add_provider(WbHtmlReport *self, const WbTallyProvider *provider)
{
    wb_html_add(self->html, "<tr>");
    add_who(self, provider);
    wb_html_number(self, wb_html_words(self, "report.column.returns"), provider->returns);
    wb_html_number(self, wb_html_words(self, "report.needs"), provider->needs);
    add_needs(self, provider);
    if (self->tally->internal)
        add_contacts(self, provider);
    wb_html_add(self->html, "</tr>\n");
}

void
wb_html_add_directory(WbHtmlReport *self)
{
    const char *title = wb_html_words(self, "report.directory");

    if (self->tally->providers->len == 0)
        return;
    wb_html_begin_section(self, "directory", title);
    wb_html_say(self, "p class=\"lead\"", "report.directory.lead");
    wb_html_begin_table(self, "directory", title, "sort search");
    wb_html_head(self, "start", "text", wb_html_words(self, "report.column.provider"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.returns"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.needs"));
    wb_html_head(self, "start", "", wb_html_words(self, "report.column.meets"));
    if (self->tally->internal)
        wb_html_head(self, "start", "", wb_html_words(self, "report.column.contacts"));
    wb_html_begin_rows(self);
    for (guint n = 0; n < self->tally->providers->len; n++)
        add_provider(self, self->tally->providers->pdata[n]);
    wb_html_end_table(self);
    wb_html_end_section(self);
}

/* --- Review --- */

static void
add_perhaps(WbHtmlReport *self, const WbTallyReview *review)
{
    wb_html_add(self->html, "<td>");
    if (review->other) {
        g_autofree char *name = wb_draw_dup_start(review->other->name, LONGEST_NAME);

        wb_html_name(self->html, name);
    }
    if (review->parts) {
        wb_html_add(self->html, "<ul class=\"names\">");
        for (guint n = 0; n < review->parts->len; n++) {
            g_autofree char *part = wb_draw_dup_start(review->parts->pdata[n], LONGEST_NAME);

            wb_html_add(self->html, "<li>");
            wb_html_name(self->html, part);
            wb_html_add(self->html, "</li>");
        }
        wb_html_add(self->html, "</ul>");
    }
    wb_html_add(self->html, "</td>");
}

static void
add_review(WbHtmlReport *self, const WbTallyReview *review)
{
    g_autofree char *name = wb_draw_dup_start(review->provider->name, LONGEST_NAME);

    wb_html_add(self->html, "<tr><th scope=\"row\">");
    wb_html_name(self->html, name);
    wb_html_add(self->html, "</th>");
    add_perhaps(self, review);
    wb_html_element(self->html, "td", wb_html_words(self, wb_review_words[review->reason]));
    wb_html_number(self, wb_html_words(self, "report.column.depends"), review->needs);
    wb_html_add(self->html, "</tr>\n");
}

void
wb_html_add_review(WbHtmlReport *self)
{
    const char *title = wb_html_words(self, "report.review");

    if (self->tally->reviews->len == 0)
        return;
    wb_html_begin_section(self, "review", title);
    wb_html_say(self, "p class=\"lead\"", "report.review.lead");
    wb_html_begin_table(self, "review", title, "sort");
    wb_html_head(self, "start", "text", wb_html_words(self, "report.column.name"));
    wb_html_head(self, "start", "text", wb_html_words(self, "report.column.perhaps"));
    wb_html_head(self, "start", "text", wb_html_words(self, "report.column.why"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.depends"));
    wb_html_begin_rows(self);
    for (guint n = 0; n < self->tally->reviews->len; n++)
        add_review(self, self->tally->reviews->pdata[n]);
    wb_html_end_table(self);
    wb_html_end_section(self);
}
