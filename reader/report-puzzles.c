/* The community's own puzzles, from the outlines of the editions. */
#include "picture-puzzle.h"
#include "puzzles.h"
#include "report-parts.h"

#define HEADING_PT 36.0
#define LEAST_SCALE 0.75 /* a puzzle is made this much smaller to stand below another */

static void
draw_puzzle(WbReport *self, const WbPuzzle *puzzle)
{
    WbDrawBox box = {WB_REPORT_MARGIN_PT, 0, wb_report_width(self), 0};
    double height;

    wb_report_begin_part(self, puzzle->title, 0);
    self->y += 4;
    box.y = self->y;
    box.height = wb_report_room(self);
    wb_draw_begin(self->draw, "Figure");
    height = wb_picture_puzzle_draw(self->draw, &puzzle->picture, box);
    wb_draw_end(self->draw, "Figure");
    self->y += height + 10;
}

void
wb_report_draw_puzzles(WbReport *self)
{
    g_autoptr(GPtrArray) puzzles = wb_puzzles_new(self->tally);

    for (guint n = 0; n < puzzles->len; n++) {
        const WbPuzzle *puzzle = puzzles->pdata[n];
        double natural = wb_picture_puzzle_measure(&puzzle->picture, wb_report_width(self));

        if (n == 0)
            wb_report_begin_section(self, wb_report_words(self, "report.puzzles"), TRUE, 0);
        else if (!wb_report_fits(self, LEAST_SCALE * natural + HEADING_PT))
            wb_report_next_page(self);
        draw_puzzle(self, puzzle);
    }
}
