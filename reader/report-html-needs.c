/* Needs on the page: what is missing, the puzzles, who is served, and need by need. */
#include "compare.h"
#include "picture-puzzle.h"
#include "puzzles.h"
#include "report-html-private.h"
#include "words.h"

#define LONGEST_NAME 200 /* letters; somebody may have typed a whole paragraph as a name */
#define MOST_NAMES 40    /* of one need; the directory has all */
#define PUZZLE_PT 520.0

static void
add_name(WbHtmlReport *self, const char *name)
{
    g_autofree char *text = wb_draw_dup_start(name, LONGEST_NAME);

    wb_html_name(self->html, text);
}

/* On whom it rests, or why it counts as fragile. */
static void
add_ground(WbHtmlReport *self, const WbTallyNeed *need)
{
    wb_html_say_share(self, "span class=\"share\"", "report.share", need->named, need->asked);
    if (need->unreviewed) {
        wb_html_say(self, "span class=\"warn\"", "report.unreviewed");
    } else if (need->state == WB_NEED_FRAGILE && need->namings->len > 0) {
        const WbTallyNaming *first = need->namings->pdata[0];

        wb_html_add(self->html, "<span class=\"rests\">");
        add_name(self, first->provider->name);
        wb_html_add(self->html, "</span>");
    }
}

static guint
add_list(WbHtmlReport *self, WbNeedState state)
{
    guint count = 0;

    for (guint n = 0; n < self->tally->sections->len; n++) {
        const WbTallySection *section = self->tally->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++) {
            const WbTallyNeed *need = section->needs->pdata[m];

            if (need->state != state || need->repeated)
                continue;
            wb_html_add(self->html, count++ ? "\n<li>" : "<li>");
            wb_html_element(self->html, "b dir=\"auto\"", need->label);
            wb_html_element(self->html, "span class=\"share\" dir=\"auto\"", section->label);
            if (state != WB_NEED_UNKNOWN)
                add_ground(self, need);
            wb_html_add(self->html, "</li>");
        }
    }
    return count;
}

static void
add_state(WbHtmlReport *self, WbNeedState state, const char *title)
{
    GString *list = g_string_new(NULL), *page = self->html;

    self->html = list;
    if (add_list(self, state) > 0) {
        self->html = page;
        wb_html_say(self, "h3", title);
        g_string_append_printf(page, "<ul class=\"needs %s\">\n%s</ul>\n",
                               wb_need_state_name(state), list->str);
    }
    self->html = page;
    g_string_free(list, TRUE);
}

void
wb_html_add_missing(WbHtmlReport *self)
{
    wb_html_begin_section(self, "missing", wb_html_words(self, "report.missing"));
    if (self->tally->states[WB_NEED_GAP] == 0)
        wb_html_say(self, "p", "report.missing.none");
    add_state(self, WB_NEED_GAP, "report.missing.many");
    add_state(self, WB_NEED_FRAGILE, "report.fragile");
    add_state(self, WB_NEED_UNKNOWN, "report.missing.unknown");
    wb_html_end_section(self);
}

/* A picture that is too small to read on a telephone scrolls in its frame. */
static void
add_puzzle(WbHtmlReport *self, const WbPuzzle *puzzle)
{
    g_autofree char *alt = wb_picture_puzzle_dup_alt(&puzzle->picture, self->language);

    wb_html_element(self->html, "h3 dir=\"auto\"", puzzle->title);
    wb_html_add(self->html, "\n<div class=\"frame wide\" role=\"group\" tabindex=\"0\"");
    wb_html_attribute(self->html, "aria-label", puzzle->title);
    wb_html_add(self->html, ">\n");
    wb_html_picture(self, "puzzle", wb_picture_puzzle_draw, &puzzle->picture, PUZZLE_PT,
                    puzzle->title, alt);
    wb_html_add(self->html, "</div>\n");
}

void
wb_html_add_puzzles(WbHtmlReport *self)
{
    g_autoptr(GPtrArray) puzzles = wb_puzzles_new(self->tally);

    if (puzzles->len == 0)
        return;
    wb_html_begin_section(self, "puzzles", wb_html_words(self, "report.puzzles"));
    for (guint n = 0; n < puzzles->len; n++)
        add_puzzle(self, puzzles->pdata[n]);
    wb_html_end_section(self);
}

/* --- Who is served --- */

/* As the picture of the matrix has it: nobody, up to a third, up to two, more. */
static const char *
heat_of(const WbTallyServed *served)
{
    guint said = served->ticked + served->unticked;

    if (said == 0)
        return "unsaid";
    if (served->ticked == 0)
        return "nobody";
    return 3 * served->ticked <= said ? "third" : 3 * served->ticked <= 2 * said ? "two" : "more";
}

/* Sorted by share, and what nobody serves before what nobody has said anything about. */
static void
add_served(WbHtmlReport *self, const WbTallyServed *served)
{
    guint said = served->ticked + served->unticked;

    if (!served->is_asked) {
        wb_html_add(self->html, "<td class=\"heat\"></td>");
        return;
    }
    if (said == 0) {
        wb_html_add(self->html, "<td class=\"heat unsaid\"><span aria-hidden=\"true\">–</span>");
        wb_html_say(self, "span class=\"heard\"", "matrix.unsaid");
        wb_html_add(self->html, "</td>");
        return;
    }
    g_string_append_printf(
        self->html,
        "<td class=\"heat %s\" data-value=\"%.4f\"><bdi dir=\"ltr\"><b>%u</b>/%u</bdi></td>",
        heat_of(served), (double)served->ticked / said, served->ticked, said);
}

static gboolean
is_asked(const WbHtmlReport *self, const WbTallyNeed *need)
{
    for (guint n = 0; n < self->tally->populations->len; n++) {
        if (need->served[n].is_asked)
            return TRUE;
    }
    return FALSE;
}

static void
add_row(WbHtmlReport *self, const WbTallySection *section, const WbTallyNeed *need)
{
    wb_html_begin_need(self, need);
    wb_html_add(self->html, "<th scope=\"row\">");
    wb_html_name(self->html, need->label);
    wb_html_element(self->html, "span class=\"origin\" dir=\"auto\"", section->label);
    wb_html_add(self->html, "</th>");
    wb_html_number(self, wb_html_words(self, "report.column.distinct"), need->providers);
    for (guint n = 0; n < self->tally->populations->len; n++)
        add_served(self, &need->served[n]);
    wb_html_add(self->html, "</tr>\n");
}

static void
add_section(WbHtmlReport *self, const WbTallySection *section)
{
    gboolean begun = FALSE;

    for (guint n = 0; n < section->needs->len; n++) {
        const WbTallyNeed *need = section->needs->pdata[n];

        if (!is_asked(self, need))
            continue;
        if (!begun) {
            g_string_append_printf(self->html,
                                   "<tr class=\"band\"><th scope=\"colgroup\" colspan=\"%u\">",
                                   self->tally->populations->len + 2);
            wb_html_name(self->html, section->label);
            wb_html_add(self->html, "</th></tr>\n");
        }
        begun = TRUE;
        add_row(self, section, need);
    }
}

static void
add_legend(WbHtmlReport *self)
{
    static const struct {
        const char *heat, *words;
    } entries[] = {
        {"nobody", "matrix.nobody"}, {"third", "matrix.third"},   {"two", "matrix.two-thirds"},
        {"more", "matrix.more"},     {"unsaid", "matrix.unsaid"},
    };

    wb_html_add(self->html, "<ul class=\"legend\">");
    for (gsize n = 0; n < G_N_ELEMENTS(entries); n++) {
        g_string_append_printf(self->html, "<li><span class=\"swatch %s\"></span>",
                               entries[n].heat);
        wb_html_text(self->html, wb_html_words(self, entries[n].words));
        wb_html_add(self->html, "</li>");
    }
    wb_html_add(self->html, "</ul>\n");
}

void
wb_html_add_matrix(WbHtmlReport *self)
{
    const WbTally *tally = self->tally;

    if (tally->populations->len == 0)
        return;
    wb_html_begin_section(self, "matrix", wb_html_words(self, "report.matrix"));
    wb_html_say(self, "p class=\"lead\"", "report.matrix.lead");
    add_legend(self);
    wb_html_begin_table(self, "matrix", wb_html_words(self, "report.matrix"), "sort search");
    wb_html_head(self, "start", "text", wb_html_words(self, "report.column.need"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.distinct"));
    for (guint n = 0; n < tally->populations->len; n++) {
        const WbTallyPopulation *population = tally->populations->pdata[n];

        wb_html_head(self, "centre", "number", population->label);
    }
    wb_html_begin_rows(self);
    for (guint n = 0; n < tally->sections->len; n++)
        add_section(self, tally->sections->pdata[n]);
    wb_html_end_table(self);
    wb_html_end_section(self);
}

/* --- Need by need --- */

static void
add_namings(WbHtmlReport *self, const WbTallyNeed *need)
{
    guint most = MIN(need->namings->len, MOST_NAMES);

    wb_html_add(self->html, "<ul class=\"names\">");
    for (guint n = 0; n < most; n++) {
        const WbTallyNaming *naming = need->namings->pdata[n];

        wb_html_add(self->html, "<li>");
        add_name(self, naming->provider->name);
        g_string_append_printf(self->html, "\u00a0<small>%u</small></li>", naming->returns);
    }
    wb_html_add(self->html, "</ul>");
    if (most < need->namings->len)
        wb_html_say_share(self, "span class=\"share\"", "report.more-names",
                          need->namings->len - most, need->namings->len);
}

/* The counts run as the head above them does. */
static void
add_answer(WbHtmlReport *self, const char *id, WbTallyAnswer answer)
{
    wb_html_begin_cell(self, "end", answer.is_asked ? wb_html_words(self, id) : "");
    if (answer.is_asked)
        g_string_append_printf(self->html, "%u · %u · %u", answer.yes, answer.no, answer.unsaid);
    wb_html_add(self->html, "</td>");
}

static void
add_need(WbHtmlReport *self, const WbTallyNeed *need)
{
    wb_html_begin_need(self, need);
    wb_html_add(self->html, "<th scope=\"row\">");
    wb_html_name(self->html, need->label);
    wb_html_say_share(self, "span class=\"share\"", "report.share", need->named, need->asked);
    if (need->written_in)
        wb_html_say(self, "span class=\"share\"", "report.written-in");
    wb_html_add(self->html, "</th><td>");
    wb_html_state(self, need->state);
    if (need->unreviewed)
        wb_html_say(self, "span class=\"warn\"", "report.unreviewed");
    wb_html_add(self->html, "</td>");
    wb_html_number(self, wb_html_words(self, "report.column.distinct"), need->providers);
    wb_html_add(self->html, "<td>");
    if (need->namings->len > 0)
        add_namings(self, need);
    wb_html_add(self->html, "</td>");
    add_answer(self, "report.column.partnership", need->partnership);
    add_answer(self, "report.column.trained", need->trained);
    wb_html_add(self->html, "</tr>\n");
}

/* A question, and in what order its three counts stand. */
static void
add_question_head(WbHtmlReport *self, const char *id)
{
    wb_html_add(self->html, "<th scope=\"col\" class=\"end\">");
    wb_html_text(self->html, wb_html_words(self, id));
    wb_html_say(self, "small", "report.column.answer");
    wb_html_add(self->html, "</th>");
}

static void
add_section_table(WbHtmlReport *self, const WbTallySection *section)
{
    wb_html_element(self->html, "h3 dir=\"auto\"", section->label);
    wb_html_begin_table(self, "by-need", section->label, "");
    wb_html_head(self, "start", "", wb_html_words(self, "report.column.need"));
    wb_html_head(self, "start", "", wb_html_words(self, "report.column.state"));
    wb_html_head(self, "end", "", wb_html_words(self, "report.column.distinct"));
    wb_html_head(self, "start", "", wb_html_words(self, "report.column.providers"));
    add_question_head(self, "report.column.partnership");
    add_question_head(self, "report.column.trained");
    wb_html_begin_rows(self);
    for (guint n = 0; n < section->needs->len; n++)
        add_need(self, section->needs->pdata[n]);
    wb_html_end_table(self);
}

void
wb_html_add_needs(WbHtmlReport *self)
{
    wb_html_begin_section(self, "needs", wb_html_words(self, "report.list"));
    for (guint n = 0; n < self->tally->sections->len; n++) {
        const WbTallySection *section = self->tally->sections->pdata[n];

        if (section->needs->len > 0)
            add_section_table(self, section);
    }
    wb_html_end_section(self);
}
