/* Bars of a report: see report-bars.h. */
#include "report-bars.h"

#include "picture.h"
#include "words.h"

static WbReportBars *
bars_new(void)
{
    WbReportBars *self = g_new0(WbReportBars, 1);

    self->bars = g_array_new(FALSE, FALSE, sizeof(WbBar));
    self->figures = g_ptr_array_new_with_free_func(g_free);
    return self;
}

void
wb_report_bars_free(WbReportBars *self)
{
    g_array_unref(self->bars);
    g_ptr_array_unref(self->figures);
    g_free(self);
}

/* What is not shown has no length. */
static void
add_shown(WbReportBars *self, const char *label, WbShown shown)
{
    const WbBar bar = {label, shown.mark == WB_SHOWN ? (double)shown.count : -1,
                       wb_shown_dup_text(shown)};

    g_ptr_array_add(self->figures, (gpointer)bar.figure);
    g_array_append_val(self->bars, bar);
}

static void
add_count(WbReportBars *self, const char *label, guint count)
{
    add_shown(self, label, (WbShown){count, WB_SHOWN});
}

WbReportBars *
wb_report_bars_new_of_words(const GPtrArray *words, guint most)
{
    WbReportBars *self = bars_new();

    for (guint n = 0; n < words->len && n < most; n++) {
        const WbTallyWord *word = words->pdata[n];

        if (word->returns < 2)
            break;
        add_count(self, word->text, word->returns);
    }
    return self;
}

WbReportBars *
wb_report_bars_new_of_choices(const WbTallyChoices *choices, const char *language)
{
    WbReportBars *self = bars_new();

    for (guint n = 0; n < choices->options->len; n++) {
        const WbTallyOption *option = choices->options->pdata[n];

        add_shown(self, option->label, option->returns);
    }
    if (choices->has_other)
        add_shown(self, wb_words_lookup(language, "report.other"), choices->other);
    add_shown(self, wb_words_lookup(language, "report.unsaid"), choices->unsaid);
    return self;
}

WbReportBars *
wb_report_bars_new_of_disciplines(const WbTallyDisciplines *disciplines, const char *language,
                                  char **missing)
{
    WbReportBars *self = bars_new();

    *missing = NULL;
    for (guint n = 0; n < disciplines->sections->len; n++) {
        const WbTallyDiscipline *section = disciplines->sections->pdata[n];

        if (section->returns > 0)
            add_count(self, section->label, section->returns);
        else
            *missing = wb_picture_join(language, *missing, section->label);
    }
    return self;
}

WbPictureBars
wb_report_bars_picture(const WbReportBars *self)
{
    return (WbPictureBars){(const WbBar *)(gconstpointer)self->bars->data, self->bars->len, 0};
}

guint *
wb_report_dup_scale(const WbTallyNumbers *numbers)
{
    guint *counts = g_new0(guint, (gsize)(numbers->max - numbers->min) + 1);

    for (guint n = 0; n < numbers->bars->len; n++) {
        const WbTallyBar *bar = numbers->bars->pdata[n];

        if (bar->value >= numbers->min && bar->value <= numbers->max)
            counts[bar->value - numbers->min] = bar->returns;
    }
    return counts;
}
