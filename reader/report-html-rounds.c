/* The round on the page: what has changed since the earlier one, and the returns themselves. */
#include "compare.h"
#include "picture-scale.h"
#include "report-facts.h"
#include "report-html-private.h"
#include "words.h"

/* --- What has changed --- */

static void
add_names(WbHtmlReport *self, const char *id, const GPtrArray *names)
{
    g_autofree char *list = NULL;

    for (guint n = 0; n < names->len; n++)
        list = wb_html_join(list, names->pdata[n]);
    if (list)
        wb_html_take_element(self->html, "p dir=\"auto\"",
                             wb_words_format(self->language, id, "names", list, NULL));
}

static void
add_need(WbHtmlReport *self, const WbNeedChange *change)
{
    wb_html_add(self->html, "<tr>");
    wb_html_element(self->html, "th scope=\"row\" dir=\"auto\"", change->need->label);
    wb_html_begin_cell(self, "", wb_html_words(self, "report.column.before"));
    wb_html_state(self, change->before);
    wb_html_add(self->html, "</td>");
    wb_html_begin_cell(self, "", wb_html_words(self, "report.column.after"));
    wb_html_state(self, change->after);
    wb_html_add(self->html, "</td><td>");
    add_names(self, "report.gained", change->gained);
    add_names(self, "report.lost", change->lost);
    wb_html_add(self->html, "</td></tr>\n");
}

static void
add_change_rows(WbHtmlReport *self, WbChange wanted)
{
    const WbComparison *comparison = self->tally->comparison;

    wb_html_begin_table(self, "changes", wb_html_words(self, wb_change_words[wanted]), "");
    wb_html_head(self, "start", "", wb_html_words(self, "report.column.need"));
    wb_html_head(self, "start", "", wb_html_words(self, "report.column.before"));
    wb_html_head(self, "start", "", wb_html_words(self, "report.column.after"));
    wb_html_head(self, "start", "", wb_html_words(self, "report.column.provider"));
    wb_html_begin_rows(self);
    for (guint n = 0; n < comparison->needs->len; n++) {
        if (wb_change_is_shown(comparison->needs->pdata[n], wanted))
            add_need(self, comparison->needs->pdata[n]);
    }
    wb_html_end_table(self);
}

static void
add_change(WbHtmlReport *self, WbChange wanted)
{
    const WbComparison *comparison = self->tally->comparison;
    g_autofree char *count = g_strdup_printf("%u", comparison->changes[wanted]);

    if (comparison->changes[wanted] == 0)
        return;
    wb_html_take_element(self->html, "h3",
                         wb_words_format(self->language, "option.join", "field",
                                         wb_html_words(self, wb_change_words[wanted]), "option",
                                         count, NULL));
    if (wb_change_count_shown(comparison, wanted) > 0)
        add_change_rows(self, wanted);
}

static void
add_mean(WbHtmlReport *self, const char *id, gboolean told, double mean)
{
    wb_html_begin_cell(self, "end", wb_html_words(self, id));
    if (told)
        wb_html_take_element(self->html, "bdi", wb_picture_scale_dup_number(mean));
    wb_html_add(self->html, "</td>");
}

static void
add_answer(WbHtmlReport *self, const WbAnswerChange *answer)
{
    const char *changed = wb_html_words(self, "report.column.changed");
    gboolean means = answer->number && !answer->withheld;

    wb_html_add(self->html, "<tr>");
    wb_html_element(self->html, "th scope=\"row\" dir=\"auto\"", answer->label);
    wb_html_shown(self, wb_html_words(self, "report.column.people"), answer->people);
    if (answer->withheld) {
        wb_html_begin_cell(self, "end", changed);
        wb_html_add(self->html, "–</td>");
    } else {
        wb_html_shown(self, changed, answer->changed);
    }
    add_mean(self, "report.column.before", means, answer->before);
    add_mean(self, "report.column.after", means, answer->after);
    wb_html_add(self->html, "</tr>\n");
}

static void
add_answers(WbHtmlReport *self)
{
    const GPtrArray *answers = self->tally->comparison->answers;
    const char *title = wb_html_words(self, "report.compare.answers");

    if (answers->len == 0)
        return;
    wb_html_element(self->html, "h3", title);
    wb_html_begin_table(self, "answers", title, "sort search");
    wb_html_head(self, "start", "text", wb_html_words(self, "report.column.question"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.people"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.changed"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.before"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.after"));
    wb_html_begin_rows(self);
    for (guint n = 0; n < answers->len; n++)
        add_answer(self, answers->pdata[n]);
    wb_html_end_table(self);
}

void
wb_html_add_changes(WbHtmlReport *self)
{
    const WbComparison *comparison = self->tally->comparison;
    g_autofree char *before = NULL, *after = NULL;

    if (!comparison)
        return;
    before = g_strdup_printf("%u", comparison->counted_before);
    after = g_strdup_printf("%u", comparison->counted_after);
    wb_html_begin_section(self, "changes", wb_html_words(self, "report.compare"));
    wb_html_take_element(self->html, "p class=\"lead\"",
                         wb_words_format(self->language, "report.compare.counted", "before", before,
                                         "after", after, NULL));
    for (guint n = 0; n < WB_CHANGES; n++)
        add_change(self, n);
    add_answers(self);
    wb_html_end_section(self);
}

/* --- The returns --- */

static void
add_page(WbHtmlReport *self, const WbTallyPage *page)
{
    g_string_append_printf(self->html, "<tr><td class=\"end\">%u</td>", page->number);
    wb_html_element(self->html, "th scope=\"row\" dir=\"auto\"", page->title);
    wb_html_number(self, wb_html_words(self, "report.column.filled"), page->filled);
    wb_html_number(self, wb_html_words(self, "report.column.stopped"), page->stopped);
    wb_html_add(self->html, "</tr>\n");
}

/* Of several workbooks, each for itself: their numbers of pages begin anew. */
static void
add_workbook_pages(WbHtmlReport *self, const WbTallyWorkbook *workbook)
{
    const GPtrArray *pages = self->tally->returns.pages;

    wb_html_begin_table(self, "pages", workbook->title, "sort");
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.page"));
    wb_html_head(self, "start", "text", wb_html_words(self, "report.column.title"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.filled"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.stopped"));
    wb_html_begin_rows(self);
    for (guint n = 0; n < pages->len; n++) {
        const WbTallyPage *page = pages->pdata[n];

        if (g_str_equal(page->workbook, workbook->id))
            add_page(self, page);
    }
    wb_html_end_table(self);
}

static const char *const state_heads[WB_TALLY_STATES] = {
    [WB_TALLY_COMPLETE] = "report.complete",
    [WB_TALLY_PARTIAL] = "report.partial",
    [WB_TALLY_BLANK] = "report.blank",
};

static void
add_group(WbHtmlReport *self, const WbTallyGroup *group, gboolean states)
{
    wb_html_add(self->html, "<tr>");
    wb_html_element(self->html, "th scope=\"row\" dir=\"auto\"",
                    group->label ? group->label : wb_html_words(self, "report.unsaid"));
    wb_html_shown(self, wb_html_words(self, "report.column.returns"), group->returns);
    for (guint n = 0; states && n < WB_TALLY_STATES; n++)
        wb_html_shown(self, wb_html_words(self, state_heads[n]), group->states[n]);
    wb_html_add(self->html, "</tr>\n");
}

static void
add_groups(WbHtmlReport *self, const char *title, const char *head, const WbTallyGroups *groups,
           gboolean states)
{
    if (groups->groups->len == 0 && !groups->withheld)
        return;
    wb_html_say(self, "h3", title);
    if (groups->withheld) {
        wb_html_say(self, "p", "report.withheld");
        return;
    }
    wb_html_begin_table(self, "groups", wb_html_words(self, title), "sort");
    wb_html_head(self, "start", "text", wb_html_words(self, head));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.returns"));
    for (guint n = 0; states && n < WB_TALLY_STATES; n++)
        wb_html_head(self, "end", "number", wb_html_words(self, state_heads[n]));
    wb_html_begin_rows(self);
    for (guint n = 0; n < groups->groups->len; n++)
        add_group(self, groups->groups->pdata[n], states);
    wb_html_end_table(self);
}

void
wb_html_add_returns(WbHtmlReport *self)
{
    const WbTallyReturns *returns = &self->tally->returns;

    wb_html_begin_section(self, "returns", wb_html_words(self, "report.returns"));
    add_groups(self, "report.languages", "report.column.language", &returns->languages,
               !returns->languages.states_withheld);
    add_groups(self, "report.positions", "report.column.position", &returns->positions, FALSE);
    if (returns->pages->len > 0)
        wb_html_say(self, "h3", "report.stops");
    for (guint n = 0; returns->pages->len > 0 && n < returns->workbooks->len; n++)
        add_workbook_pages(self, returns->workbooks->pdata[n]);
    wb_html_end_section(self);
}
