/* The distribution of a scale: see picture-scale.h. */
#include "picture-scale.h"

#include <math.h>
#include <string.h>

#include "words.h"

#define HIGHEST 92.0 /* of a column */
#define ABOVE 14.0   /* its count */
#define BELOW 15.0   /* its value */
#define MARK_ROW 13.0
#define COLUMN 0.72 /* of the room of a value */
#define TIP 4.0

static const WbDrawStyle count_style = {9, TRUE, FALSE, WB_COLOUR_INK, WB_ALIGN_CENTER};
static const WbDrawStyle none_style = {9, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_CENTER};
static const WbDrawStyle value_style = {9, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_CENTER};
static const WbDrawStyle mark_style = {9, TRUE, FALSE, WB_COLOUR_INK, WB_ALIGN_START};

char *
wb_picture_scale_dup_number(double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(text, sizeof text, "%.1f", value);
    if (g_str_has_suffix(text, ".0"))
        text[strlen(text) - 2] = '\0';
    return g_strdup(text);
}

static guint
values_of(const WbPictureScale *self)
{
    return (guint)(self->max - self->min + 1);
}

static guint
highest_of(const WbPictureScale *self)
{
    guint highest = 1;

    for (guint n = 0; n < values_of(self); n++)
        highest = MAX(highest, self->counts[n]);
    return highest;
}

static void
draw_column(WbDraw *draw, const WbPictureScale *self, guint n, double room, WbDrawBox box)
{
    double height = HIGHEST * self->counts[n] / highest_of(self);
    double base = box.y + ABOVE + HIGHEST, x = box.x + n * room;
    g_autofree char *count = g_strdup_printf("%u", self->counts[n]);
    g_autofree char *value = g_strdup_printf("%d", self->min + (int)n);
    const WbDrawStyle *style = self->counts[n] > 0 ? &count_style : &none_style;

    wb_draw_box(draw,
                (WbDrawBox){x + room * (1 - COLUMN) / 2, base - height, room * COLUMN, height},
                WB_COLOUR_MIDDLE);
    wb_draw_begin(draw, "P");
    wb_draw_text(draw, &value_style, (WbDrawBox){x, base + 3, room, 0}, value);
    wb_draw_text(draw, style, (WbDrawBox){x, base - height - ABOVE, room, 0}, count);
    wb_draw_end(draw, "P");
}

/* A tip that points up at the place, and words beside it on the side where there is room. */
static void
draw_mark(WbDraw *draw, double x, double y, WbDrawBox box, guint32 fill, const char *words)
{
    const WbPathStep steps[] = {
        {WB_PATH_MOVE, {{x, y}}},
        {WB_PATH_LINE, {{x + TIP, y + 2 * TIP}}},
        {WB_PATH_LINE, {{x - TIP, y + 2 * TIP}}},
        {WB_PATH_CLOSE, {{0, 0}}},
    };
    const WbDrawPaint paint = {fill, WB_COLOUR_INK, 0.8, 0, 0};
    g_autoptr(WbPath) path =
        g_array_sized_new(FALSE, FALSE, sizeof(WbPathStep), G_N_ELEMENTS(steps));
    double width = wb_draw_width(draw, &mark_style, words) + 1;
    gboolean after = x + TIP + 5 + width <= box.x + box.width;

    g_array_append_vals(path, steps, G_N_ELEMENTS(steps));
    wb_draw_path(draw, path, &paint);
    wb_draw_begin(draw, "P");
    wb_draw_text(draw, &mark_style,
                 (WbDrawBox){after ? x + TIP + 5 : x - TIP - 5 - width, y - 2, width, 0}, words);
    wb_draw_end(draw, "P");
}

static void
draw_average(WbDraw *draw, const WbPictureScale *self, const char *id, double value, double y,
             WbDrawBox box)
{
    double room = box.width / values_of(self);
    g_autofree char *number = wb_picture_scale_dup_number(value);
    g_autofree char *words =
        wb_words_format(wb_draw_peek_language(draw), id, "value", number, NULL);

    draw_mark(draw, box.x + room * (value - self->min + 0.5), y, box,
              g_str_equal(id, "scale.mean") ? WB_COLOUR_INK : WB_COLOUR_PAPER, words);
}

double
wb_picture_scale_draw(WbDraw *draw, gconstpointer data, WbDrawBox box)
{
    const WbPictureScale *self = data;
    double room = box.width / values_of(self), base = box.y + ABOVE + HIGHEST;

    for (guint n = 0; n < values_of(self); n++)
        draw_column(draw, self, n, room, box);
    wb_draw_rule(draw, (WbDrawBox){box.x, base, box.width, 0}, WB_COLOUR_INK);
    draw_average(draw, self, "scale.mean", self->mean, base + BELOW + 3, box);
    draw_average(draw, self, "scale.median", self->median, base + BELOW + 3 + MARK_ROW, box);
    return ABOVE + HIGHEST + BELOW + 3 + 2 * MARK_ROW;
}

static char *
dup_average(const char *language, const char *id, double value)
{
    g_autofree char *number = wb_picture_scale_dup_number(value);

    return wb_words_format(language, id, "value", number, NULL);
}

char *
wb_picture_scale_dup_alt(const WbPictureScale *self, const char *language)
{
    g_autofree char *mean = dup_average(language, "scale.mean", self->mean);
    g_autofree char *median = dup_average(language, "scale.median", self->median);
    char *alt = NULL;

    for (guint n = 0; n < values_of(self); n++) {
        g_autofree char *one = g_strdup_printf("%d: %u", self->min + (int)n, self->counts[n]);

        alt = wb_picture_join(language, alt, one);
    }
    alt = wb_picture_join(language, alt, mean);
    return wb_picture_join(language, alt, median);
}
