/* The summary as a PDF: see report-pdf.h. */
#include "report-pdf.h"

#include "report-parts.h"
#include "words.h"

static void
draw_report(WbReport *self)
{
    self->page = 1;
    self->y = WB_REPORT_MARGIN_PT;
    wb_draw_begin(self->draw, "Document");
    wb_report_draw_cover(self);
    wb_report_draw_missing(self);
    wb_report_draw_puzzles(self);
    wb_report_draw_matrix(self);
    wb_report_draw_needs(self);
    wb_report_draw_directory(self);
    wb_report_draw_voices(self);
    wb_report_draw_questions(self);
    wb_report_draw_changes(self);
    wb_report_draw_review(self);
    wb_report_draw_returns(self);
    wb_report_draw_method(self);
    wb_draw_end(self->draw, "Document");
    wb_report_end_page(self);
}

GBytes *
wb_report_pdf_write(const WbTally *tally, const WbReportSheet *sheet, GError **error)
{
    g_autofree char *title = wb_words_format(sheet->language, "report.document", "report",
                                             wb_words_lookup(sheet->language, "report.title"),
                                             "workbook", sheet->title, NULL);
    const WbDrawSheet paper = {sheet->width, sheet->height, title, sheet->language, sheet->date};
    g_autoptr(WbDraw) counted = wb_draw_new_dry(&paper);
    g_autoptr(WbDraw) drawn = wb_draw_new(&paper);
    g_autoptr(GArray) contents = g_array_new(FALSE, FALSE, sizeof(WbReportEntry));
    WbReport self = {.tally = tally, .sheet = sheet, .contents = contents, .draw = counted};

    draw_report(&self); /* once to know the number of pages, and where sections begin */
    self.pages = self.page;
    wb_draw_adopt(drawn, counted);
    self.draw = drawn;
    draw_report(&self);
    return wb_draw_finish(drawn, error);
}
