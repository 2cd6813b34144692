/* Voices: values and other words by how often they were given, scales and numbers, choices, and the
 * disciplines that are there and missing. */
#include "picture-scale.h"
#include "puzzles.h"
#include "report-bars.h"
#include "report-parts.h"
#include "words.h"

#define MOST_BARS 15    /* of one question */
#define MOST_WORDS 60   /* behind them */
#define LONGEST_WORD 90 /* letters */

static double
bars_height(const WbReport *report, const WbReportBars *self)
{
    const WbPictureBars picture = wb_report_bars_picture(self);

    return wb_picture_bars_measure(report->draw, &picture, wb_report_width(report));
}

static void
draw_bars(WbReport *report, const WbReportBars *self)
{
    const WbPictureBars picture = wb_report_bars_picture(self);

    wb_draw_begin(report->draw, "Figure");
    report->y += wb_picture_bars_draw(
        report->draw, &picture,
        (WbDrawBox){WB_REPORT_MARGIN_PT, report->y, wb_report_width(report), 0});
    wb_draw_end(report->draw, "Figure");
    report->y += 6;
}

static void
say_answered(WbReport *self, const char *count, guint asked)
{
    g_autofree char *total = g_strdup_printf("%u", asked);

    wb_report_take_paragraph(self, WB_STYLE_SMALL,
                             wb_words_format(self->sheet->language, "report.answered", "count",
                                             count, "total", total, NULL));
}

static void
say_answered_by(WbReport *self, guint answered, guint asked)
{
    g_autofree char *count = g_strdup_printf("%u", answered);

    say_answered(self, count, asked);
}

static void
say_shown(WbReport *self, WbShown answered, guint asked)
{
    g_autofree char *count = wb_report_dup_shown(answered);

    say_answered(self, count, asked);
}

static void
append_word(const WbReport *self, GString *list, const WbTallyWord *word)
{
    g_autofree char *text = wb_draw_dup_start(word->text, LONGEST_WORD);

    g_string_append_printf(list, "%s%s%s", list->len > 0 ? WB_REPORT_DOT : "", text,
                           wb_draw_peek_mark(self->sheet->language, text));
    if (word->returns > 1)
        g_string_append_printf(list, "\u00a0(%u)", word->returns);
}

/* What has no bar, as a paragraph. */
static void
say_rest(WbReport *self, const GPtrArray *words, guint from)
{
    guint end = MIN(words->len, from + MOST_WORDS);
    gboolean once = ((const WbTallyWord *)words->pdata[from])->returns == 1;
    g_autoptr(GString) list = g_string_new(NULL);

    for (guint n = from; n < end; n++)
        append_word(self, list, words->pdata[n]);
    if (once)
        wb_report_take_paragraph(
            self, WB_STYLE_NAME,
            wb_words_format(self->sheet->language, "report.once", "words", list->str, NULL));
    else
        wb_report_paragraph(self, WB_STYLE_NAME, list->str);
    if (words->len > end) {
        g_autofree char *count = g_strdup_printf("%u", words->len - end);

        wb_report_take_paragraph(
            self, WB_STYLE_SMALL,
            wb_words_format(self->sheet->language, "report.more-words", "count", count, NULL));
    }
}

/* Bars of what several gave, then the others. */
static void
draw_list(WbReport *self, const GPtrArray *words)
{
    g_autoptr(WbReportBars) bars = wb_report_bars_new_of_words(words, MOST_BARS);

    if (bars->bars->len > 0)
        draw_bars(self, bars);
    if (words->len > bars->bars->len)
        say_rest(self, words, bars->bars->len);
}

static double
list_height(const WbReport *self, const GPtrArray *words)
{
    g_autoptr(WbReportBars) bars = wb_report_bars_new_of_words(words, MOST_BARS);

    return bars_height(self, bars) + 50;
}

static void
draw_words(WbReport *self, const WbTallyWords *words)
{
    wb_report_begin_part(self, words->label, list_height(self, words->words));
    say_answered_by(self, words->answered, words->asked);
    draw_list(self, words->words);
}

static gboolean
is_told(const WbTallyNumbers *numbers)
{
    return numbers->answered.mark != WB_SHOWN || numbers->answered.count > 0;
}

static void
draw_scale(WbReport *self, const WbTallyNumbers *numbers)
{
    g_autofree guint *counts = wb_report_dup_scale(numbers);
    WbPictureScale picture = {numbers->min, numbers->max, counts, numbers->mean, numbers->median};
    WbDrawBox box = {WB_REPORT_MARGIN_PT, self->y + 4, wb_report_width(self), 0};

    wb_draw_begin(self->draw, "Figure");
    self->y += wb_picture_scale_draw(self->draw, &picture, box) + 10;
    wb_draw_end(self->draw, "Figure");
}

static char *
dup_spread(const WbReport *self, const WbTallyNumbers *numbers)
{
    g_autofree char *lowest = g_strdup_printf("%" G_GINT64_FORMAT, numbers->lowest);
    g_autofree char *highest = g_strdup_printf("%" G_GINT64_FORMAT, numbers->highest);
    g_autofree char *deviation = wb_picture_scale_dup_number(numbers->deviation);

    return wb_words_format(self->sheet->language, "report.spread", "lowest", lowest, "highest",
                           highest, "deviation", deviation, NULL);
}

/* "Mean 5.3 · Median 5 · Lowest 2 · ..." */
static void
say_numbers(WbReport *self, const WbTallyNumbers *numbers)
{
    const char *language = self->sheet->language;
    g_autofree char *mean = wb_picture_scale_dup_number(numbers->mean);
    g_autofree char *median = wb_picture_scale_dup_number(numbers->median);
    g_autofree char *lowest = g_strdup_printf("%" G_GINT64_FORMAT, numbers->lowest);
    g_autofree char *highest = g_strdup_printf("%" G_GINT64_FORMAT, numbers->highest);
    g_autofree char *sum = g_strdup_printf("%.0f", (double)numbers->sum);
    g_autofree char *first = wb_words_format(language, "scale.mean", "value", mean, NULL);
    g_autofree char *second = wb_words_format(language, "scale.median", "value", median, NULL);
    g_autofree char *third = wb_words_format(language, "report.numbers", "lowest", lowest,
                                             "highest", highest, "sum", sum, NULL);

    wb_report_take_paragraph(self, WB_STYLE_NAME, g_strjoin(" · ", first, second, third, NULL));
}

static void
draw_numbers(WbReport *self, const WbTallyNumbers *numbers)
{
    gboolean drawn = numbers->scale && !numbers->withheld && numbers->max > numbers->min;

    wb_report_begin_part(self, numbers->label, drawn ? 200 : 40);
    say_shown(self, numbers->answered, numbers->asked);
    if (numbers->withheld) {
        wb_report_paragraph(self, WB_STYLE_MUTED, wb_report_words(self, "report.withheld"));
        return;
    }
    if (drawn)
        draw_scale(self, numbers);
    else
        say_numbers(self, numbers);
    if (drawn)
        wb_report_take_paragraph(self, WB_STYLE_NAME, dup_spread(self, numbers));
}

static void
draw_choices(WbReport *self, const WbTallyChoices *choices)
{
    g_autoptr(WbReportBars) bars = wb_report_bars_new_of_choices(choices, self->sheet->language);

    if (choices->withheld) {
        wb_report_begin_part(self, choices->label, 30);
        wb_report_paragraph(self, WB_STYLE_MUTED, wb_report_words(self, "report.withheld"));
        return;
    }
    wb_report_begin_part(self, choices->label, bars_height(self, bars) + 10);
    self->y += 2;
    draw_bars(self, bars);
}

static void
draw_disciplines(WbReport *self)
{
    const WbTallyDisciplines *disciplines = &self->tally->disciplines;
    g_autofree char *missing = NULL;
    g_autoptr(WbReportBars) bars =
        wb_report_bars_new_of_disciplines(disciplines, self->sheet->language, &missing);

    wb_report_begin_part(self, wb_report_words(self, "report.disciplines"),
                         bars_height(self, bars) + 60);
    say_answered_by(self, disciplines->answered, disciplines->asked);
    if (bars->bars->len > 0)
        draw_bars(self, bars);
    if (missing)
        wb_report_take_paragraph(
            self, WB_STYLE_STRONG,
            wb_words_format(self->sheet->language, "option.join", "field",
                            wb_report_words(self, "report.disciplines.missing"), "option", missing,
                            NULL));
    if (disciplines->others->len == 0)
        return;
    wb_report_make_room(self, list_height(self, disciplines->others));
    wb_report_paragraph(self, WB_STYLE_MUTED, wb_report_words(self, "report.disciplines.others"));
    draw_list(self, disciplines->others);
}

static void
draw_answers(WbReport *self)
{
    const WbTally *tally = self->tally;

    for (guint n = 0; n < tally->numbers->len; n++) {
        const WbTallyNumbers *numbers = tally->numbers->pdata[n];

        if (is_told(numbers))
            draw_numbers(self, numbers);
    }
    for (guint n = 0; n < tally->choices->len; n++) {
        const WbTallyChoices *choices = tally->choices->pdata[n];

        if (choices->asked > 0)
            draw_choices(self, choices);
    }
    if (tally->disciplines.asked > 0)
        draw_disciplines(self);
}

void
wb_report_draw_voices(WbReport *self)
{
    wb_report_begin_section(self, wb_report_words(self, "report.voices"), TRUE, 0);
    for (guint n = 0; n < self->tally->words->len; n++) {
        const WbTallyWords *words = self->tally->words->pdata[n];

        if (words->words->len > 0 && g_strcmp0(words->role, "discipline") != 0 &&
            !wb_puzzles_show(self->tally, words->key))
            draw_words(self, words);
    }
    draw_answers(self);
}
