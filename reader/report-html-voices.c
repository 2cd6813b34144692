/* What people said, on the page: words, scales and choices, and what they wrote. */
#include "picture-scale.h"
#include "puzzles.h"
#include "report-bars.h"
#include "report-html-private.h"
#include "words.h"

#define MOST_BARS 15  /* of one question */
#define MOST_WORDS 60 /* behind them */
#define CARD_PT 300.0 /* two or three beside each other on a desk, one on a telephone */

static void
put_bars(WbHtmlReport *self, const WbReportBars *bars, const char *title)
{
    const WbPictureBars picture = wb_report_bars_picture(bars);
    g_autofree char *alt = NULL;

    if (picture.n_bars == 0)
        return;
    alt = wb_picture_bars_dup_alt(&picture, self->language);
    wb_html_picture(self, "bars", wb_picture_bars_draw, &picture, CARD_PT, title, alt);
}

static void
begin_card(WbHtmlReport *self, const char *title)
{
    wb_html_add(self->html, "<article class=\"card\">\n");
    wb_html_element(self->html, "h3 dir=\"auto\"", title);
}

static void
end_card(WbHtmlReport *self)
{
    wb_html_add(self->html, "</article>\n");
}

static void
say_answered(WbHtmlReport *self, char *count, guint asked)
{
    g_autofree char *total = g_strdup_printf("%u", asked);

    wb_html_take_element(
        self->html, "p class=\"share\"",
        wb_words_format(self->language, "report.answered", "count", count, "total", total, NULL));
    g_free(count);
}

/* What has no bar, one after the other. */
static void
put_rest(WbHtmlReport *self, const GPtrArray *words, guint from)
{
    guint end = MIN(words->len, from + MOST_WORDS);
    const WbTallyWord *first = words->pdata[from];
    g_autofree char *list = NULL;

    for (guint n = from; n < end; n++) {
        const WbTallyWord *word = words->pdata[n];
        g_autofree char *text = word->returns > 1
                                    ? g_strdup_printf("%s\u00a0(%u)", word->text, word->returns)
                                    : g_strdup(word->text);

        list = wb_html_join(list, text);
    }
    if (first->returns == 1)
        wb_html_take_element(self->html, "p",
                             wb_words_format(self->language, "report.once", "words", list, NULL));
    else
        wb_html_element(self->html, "p", list);
    if (words->len > end)
        wb_html_say_share(self, "p class=\"share\"", "report.more-words", words->len - end,
                          words->len);
}

/* Bars of what several gave, then the others. */
static void
put_list(WbHtmlReport *self, const GPtrArray *words, const char *title)
{
    g_autoptr(WbReportBars) bars = wb_report_bars_new_of_words(words, MOST_BARS);

    put_bars(self, bars, title);
    if (words->len > bars->bars->len)
        put_rest(self, words, bars->bars->len);
}

static void
add_words(WbHtmlReport *self, const WbTallyWords *words)
{
    begin_card(self, words->label);
    say_answered(self, g_strdup_printf("%u", words->answered), words->asked);
    put_list(self, words->words, words->label);
    end_card(self);
}

/* --- Numbers --- */

static void
put_scale(WbHtmlReport *self, const WbTallyNumbers *numbers)
{
    g_autofree guint *counts = wb_report_dup_scale(numbers);
    WbPictureScale picture = {numbers->min, numbers->max, counts, numbers->mean, numbers->median};
    g_autofree char *alt = wb_picture_scale_dup_alt(&picture, self->language);

    wb_html_picture(self, "scale", wb_picture_scale_draw, &picture, CARD_PT, numbers->label, alt);
}

static void
say_value(WbHtmlReport *self, const char *id, double value)
{
    g_autofree char *number = wb_picture_scale_dup_number(value);

    wb_html_take_element(self->html, "p",
                         wb_words_format(self->language, id, "value", number, NULL));
}

static void
say_spread(WbHtmlReport *self, const char *id, const WbTallyNumbers *numbers)
{
    g_autofree char *lowest = g_strdup_printf("%" G_GINT64_FORMAT, numbers->lowest);
    g_autofree char *highest = g_strdup_printf("%" G_GINT64_FORMAT, numbers->highest);
    g_autofree char *sum = g_strdup_printf("%.0f", numbers->sum);
    g_autofree char *deviation = wb_picture_scale_dup_number(numbers->deviation);

    wb_html_take_element(self->html, "p class=\"share\"",
                         wb_words_format(self->language, id, "lowest", lowest, "highest", highest,
                                         "sum", sum, "deviation", deviation, NULL));
}

static void
add_numbers(WbHtmlReport *self, const WbTallyNumbers *numbers)
{
    begin_card(self, numbers->label);
    say_answered(self, wb_shown_dup_text(numbers->answered), numbers->asked);
    if (numbers->withheld) {
        wb_html_say(self, "p", "report.withheld");
    } else if (numbers->scale && numbers->max > numbers->min) {
        put_scale(self, numbers);
        say_spread(self, "report.spread", numbers);
    } else {
        say_value(self, "scale.mean", numbers->mean);
        say_value(self, "scale.median", numbers->median);
        say_spread(self, "report.numbers", numbers);
    }
    end_card(self);
}

/* --- Choices --- */

static void
put_choices(WbHtmlReport *self, const WbTallyChoices *choices)
{
    g_autoptr(WbReportBars) bars = wb_report_bars_new_of_choices(choices, self->language);

    put_bars(self, bars, choices->label);
}

static void
add_choices(WbHtmlReport *self, const WbTallyChoices *choices)
{
    begin_card(self, choices->label);
    if (choices->withheld)
        wb_html_say(self, "p", "report.withheld");
    else
        put_choices(self, choices);
    end_card(self);
}

static void
say_missing_disciplines(WbHtmlReport *self, const char *missing)
{
    wb_html_take_element(self->html, "p class=\"warn\"",
                         wb_words_format(self->language, "option.join", "field",
                                         wb_html_words(self, "report.disciplines.missing"),
                                         "option", missing, NULL));
}

static void
add_disciplines(WbHtmlReport *self)
{
    const WbTallyDisciplines *disciplines = &self->tally->disciplines;
    const char *title = wb_html_words(self, "report.disciplines");
    g_autofree char *missing = NULL;
    g_autoptr(WbReportBars) bars =
        wb_report_bars_new_of_disciplines(disciplines, self->language, &missing);

    begin_card(self, title);
    say_answered(self, g_strdup_printf("%u", disciplines->answered), disciplines->asked);
    put_bars(self, bars, title);
    if (missing)
        say_missing_disciplines(self, missing);
    if (disciplines->others->len > 0) {
        wb_html_say(self, "p", "report.disciplines.others");
        put_list(self, disciplines->others, wb_html_words(self, "report.disciplines.others"));
    }
    end_card(self);
}

static gboolean
is_told(const WbTallyNumbers *numbers)
{
    return numbers->answered.mark != WB_SHOWN || numbers->answered.count > 0;
}

void
wb_html_add_voices(WbHtmlReport *self)
{
    const WbTally *tally = self->tally;

    wb_html_begin_section(self, "voices", wb_html_words(self, "report.voices"));
    wb_html_add(self->html, "<div class=\"cards\">\n");
    for (guint n = 0; n < tally->words->len; n++) {
        const WbTallyWords *words = tally->words->pdata[n];

        if (words->words->len > 0 && g_strcmp0(words->role, "discipline") != 0 &&
            !wb_puzzles_show(tally, words->key))
            add_words(self, words);
    }
    for (guint n = 0; n < tally->numbers->len; n++) {
        if (is_told(tally->numbers->pdata[n]))
            add_numbers(self, tally->numbers->pdata[n]);
    }
    for (guint n = 0; n < tally->choices->len; n++) {
        const WbTallyChoices *choices = tally->choices->pdata[n];

        if (choices->asked > 0)
            add_choices(self, choices);
    }
    if (tally->disciplines.asked > 0)
        add_disciplines(self);
    wb_html_add(self->html, "</div>\n");
    wb_html_end_section(self);
}

/* --- What people wrote --- */

static void
add_page(WbHtmlReport *self, const char *tag, const WbTallyQuestion *question)
{
    wb_html_take_element(self->html, tag,
                         g_strdup_printf("%s · %u", question->title, question->page));
}

static void
add_question(WbHtmlReport *self, const WbTallyQuestion *question)
{
    wb_html_add(self->html, "<tr>");
    wb_html_element(self->html, "th scope=\"row\" dir=\"auto\"", question->label);
    add_page(self, "td dir=\"auto\"", question);
    g_string_append_printf(self->html, "<td class=\"end\" data-value=\"%u\"", question->answers);
    wb_html_attribute(self->html, "data-label", wb_html_words(self, "report.column.answers"));
    wb_html_add(self->html, ">");
    wb_html_say_share(self, "span", "report.of", question->answers, question->asked);
    wb_html_add(self->html, "</td></tr>\n");
}

static void
add_quotes(WbHtmlReport *self, const WbTallyQuestion *question)
{
    wb_html_element(self->html, "h3 dir=\"auto\"", question->label);
    add_page(self, "p class=\"share\" dir=\"auto\"", question);
    for (guint n = 0; n < question->quotes->len; n++) {
        const WbTallyQuote *quote = question->quotes->pdata[n];

        wb_html_add(self->html, "\n<figure class=\"quote\">");
        wb_html_element(self->html, "blockquote dir=\"auto\"", quote->text);
        wb_html_add(self->html, "<figcaption>");
        wb_html_name(self->html, quote->file);
        wb_html_add(self->html, "</figcaption></figure>");
    }
}

void
wb_html_add_questions(WbHtmlReport *self)
{
    const GPtrArray *questions = self->tally->questions;
    const char *title = wb_html_words(self, "report.questions");

    if (questions->len == 0)
        return;
    wb_html_begin_section(self, "questions", title);
    if (!self->tally->internal)
        wb_html_say(self, "p class=\"lead\"", "report.questions.discreet");
    wb_html_begin_table(self, "questions", title, "sort");
    wb_html_head(self, "start", "text", wb_html_words(self, "report.column.question"));
    wb_html_head(self, "start", "text", wb_html_words(self, "report.column.page"));
    wb_html_head(self, "end", "number", wb_html_words(self, "report.column.answers"));
    wb_html_begin_rows(self);
    for (guint n = 0; n < questions->len; n++)
        add_question(self, questions->pdata[n]);
    wb_html_end_table(self);
    for (guint n = 0; n < questions->len; n++) {
        const WbTallyQuestion *question = questions->pdata[n];

        if (question->quotes->len > 0)
            add_quotes(self, question);
    }
    wb_html_end_section(self);
}
