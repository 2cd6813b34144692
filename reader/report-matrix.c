/* The gap matrix, on as many sheets as it takes. */
#include "matrix.h"
#include "report-parts.h"

#define LEGEND_PT 44.0

void
wb_report_draw_matrix(WbReport *self)
{
    g_autoptr(WbMatrix) matrix =
        wb_matrix_new(self->tally, wb_report_words(self, "report.column.need"));
    guint from = 0;
    double height;

    if (matrix->picture.n_rows == 0)
        return;
    wb_report_begin_section(self, wb_report_words(self, "report.matrix"), TRUE, 0);
    wb_report_paragraph(self, WB_STYLE_MUTED, wb_report_words(self, "report.matrix.lead"));
    self->y += 4;
    while (from < matrix->picture.n_rows) {
        WbDrawBox box = {WB_REPORT_MARGIN_PT, self->y, wb_report_width(self),
                         wb_report_room(self) - LEGEND_PT};

        wb_draw_begin(self->draw, "Figure");
        from = wb_picture_matrix_draw_rows(self->draw, &matrix->picture, from, box, &height);
        box.y += height + 12;
        height += 12 + wb_picture_matrix_draw_legend(self->draw, box);
        wb_draw_end(self->draw, "Figure");
        self->y += height;
        if (from < matrix->picture.n_rows)
            wb_report_next_page(self);
    }
}
