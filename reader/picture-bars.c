/* Bars: see picture-bars.h. */
#include "picture-bars.h"

#include <math.h>

#include "words.h"

#define LABEL_SHARE 0.42
#define FIGURE 26.0 /* room behind the longest bar */
#define BAR 9.0
#define GAP 5.0
#define LONGEST_LABEL 90 /* letters */

static const WbDrawStyle label_style = {9.5, FALSE, FALSE, WB_COLOUR_INK, WB_ALIGN_START};
static const WbDrawStyle figure_style = {9.5, TRUE, FALSE, WB_COLOUR_INK, WB_ALIGN_START};

static double
longest_of(const WbPictureBars *self)
{
    double longest = self->longest;

    for (guint n = 0; n < self->n_bars && self->longest <= 0; n++)
        longest = fmax(longest, self->bars[n].value);
    return longest > 0 ? longest : 1;
}

static double
put_bar(WbDraw *draw, const WbBar *bar, double longest, WbDrawBox box, gboolean really)
{
    g_autofree char *start = wb_draw_dup_start(bar->label, LONGEST_LABEL);
    g_autofree char *label =
        g_strconcat(start, wb_draw_peek_end(wb_draw_peek_language(draw), start), NULL);
    g_autofree char *figure =
        g_strconcat("\u200e", bar->figure, "\u200e", NULL); /* "<3" not turned round */
    const WbDrawRun run = {label, &label_style}, one = {"0", &label_style};
    double column = box.width * LABEL_SHARE, line = wb_draw_measure(draw, &one, 1, column);
    double height = fmax(wb_draw_measure(draw, &run, 1, column - 10), line);
    double x = box.x + column, room = box.width - column - FIGURE;
    double length = bar->value > 0 ? fmax(1.5, room * bar->value / longest) : 0;

    if (!really)
        return height;
    wb_draw_begin(draw, "P");
    wb_draw_runs(draw, &run, 1, (WbDrawBox){box.x, box.y, column - 10, 0});
    wb_draw_text(draw, &figure_style,
                 (WbDrawBox){x + length + (length > 0 ? 5 : 0), box.y, FIGURE + room - length, 0},
                 figure);
    wb_draw_end(draw, "P");
    if (length > 0)
        wb_draw_box(draw, (WbDrawBox){x, box.y + (line - BAR) / 2, length, BAR}, WB_COLOUR_ACCENT);
    return height;
}

static double
put_bars(WbDraw *draw, const WbPictureBars *self, WbDrawBox box, gboolean really)
{
    double start = box.y, longest = longest_of(self);

    for (guint n = 0; n < self->n_bars; n++)
        box.y += put_bar(draw, &self->bars[n], longest, box, really) + GAP;
    return self->n_bars > 0 ? box.y - GAP - start : 0;
}

double
wb_picture_bars_draw(WbDraw *draw, gconstpointer data, WbDrawBox box)
{
    return put_bars(draw, data, box, TRUE);
}

double
wb_picture_bars_measure(WbDraw *draw, const WbPictureBars *self, double width)
{
    return put_bars(draw, self, (WbDrawBox){0, 0, width, 0}, FALSE);
}

char *
wb_picture_bars_dup_alt(const WbPictureBars *self, const char *language)
{
    char *alt = NULL;

    for (guint n = 0; n < self->n_bars; n++) {
        g_autofree char *one =
            wb_words_format(language, "option.join", "field", self->bars[n].label, "option",
                            self->bars[n].figure, NULL);

        alt = wb_picture_join(language, alt, one);
    }
    return alt ? alt : g_strdup("");
}
