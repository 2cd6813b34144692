/* What pictures have in common: see picture.h. */
#include "picture.h"

#include <math.h>

#include "words.h"

#define SWATCH_WIDTH 20.0
#define SWATCH_HEIGHT 13.0
#define ENTRY_GAP 16.0

static const WbDrawStyle legend_style = {8.5, FALSE, FALSE, WB_COLOUR_INK, WB_ALIGN_START};

char *
wb_picture_to_svg(WbPicture picture, gconstpointer data, const WbPictureFrame *frame)
{
    g_autoptr(WbDraw) draw = wb_draw_new_svg(frame->width, frame->language);
    WbDrawBox box = {1, 1, frame->width - 2, 0}; /* a point around, for the outlines */
    double height = picture(draw, data, box);

    return wb_draw_finish_svg(draw, height + 2, frame->id, frame->title, frame->alt);
}

static void
draw_swatch(WbDraw *draw, const WbLegendEntry *entry, WbDrawBox box)
{
    const WbDrawStyle figure = {8, TRUE, FALSE, entry->figure_colour, WB_ALIGN_CENTER};
    WbDrawBox mark = {box.x + box.width / 2 - 4, box.y + box.height / 2 - 4, 8, 0};

    wb_draw_frame(draw, box, &entry->paint);
    if (entry->marked)
        wb_draw_mark(draw, entry->mark, mark, entry->mark_colour);
    if (entry->figure) {
        const WbDrawRun run = {entry->figure, &figure};

        box.y += (box.height - wb_draw_measure(draw, &run, 1, box.width)) / 2;
        wb_draw_runs(draw, &run, 1, box);
    }
}

double
wb_picture_draw_legend(WbDraw *draw, const WbLegendEntry *entries, guint n, WbDrawBox box)
{
    double x = 0, y = box.y, row = 0;

    for (guint i = 0; i < n; i++) {
        const WbDrawRun run = {entries[i].words, &legend_style};
        double room = box.width - SWATCH_WIDTH - 6;
        double width = fmin(wb_draw_width(draw, &legend_style, entries[i].words) + 1, room);
        double height = wb_draw_measure(draw, &run, 1, width);

        if (x > 0 && x + SWATCH_WIDTH + 6 + width > box.width) {
            x = 0;
            y += row + 4;
            row = 0;
        }
        row = fmax(row, fmax(height, SWATCH_HEIGHT));
        draw_swatch(draw, &entries[i], (WbDrawBox){box.x + x, y, SWATCH_WIDTH, SWATCH_HEIGHT});
        wb_draw_begin(draw, "P");
        wb_draw_runs(draw, &run, 1,
                     (WbDrawBox){box.x + x + SWATCH_WIDTH + 6,
                                 y + fmax(0, (SWATCH_HEIGHT - height) / 2), width, 0});
        wb_draw_end(draw, "P");
        x += SWATCH_WIDTH + 6 + width + ENTRY_GAP;
    }
    return y + row - box.y;
}

char *
wb_picture_join(const char *language, char *list, const char *item)
{
    char *marked = g_strconcat(item, wb_draw_peek_mark(language, item), NULL);
    char *joined;

    if (!list)
        return marked;
    joined = wb_words_format(language, "list.join", "list", list, "item", marked, NULL);
    g_free(list);
    g_free(marked);
    return joined;
}
