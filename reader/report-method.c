/* How the numbers came about and what they do not tell, in plain words. */
#include "report-parts.h"

void
wb_report_draw_method(WbReport *self)
{
    static const char *const ids[] = {"report.method.share",  "report.method.states",
                                      "report.method.names",  "report.method.served",
                                      "report.method.blank",  "report.method.few",
                                      "report.method.private"};

    wb_report_begin_section(self, wb_report_words(self, "report.method"), FALSE, 200);
    self->y += 4;
    for (gsize n = 0; n < G_N_ELEMENTS(ids); n++)
        wb_report_paragraph(self, WB_STYLE_TEXT, wb_report_words(self, ids[n]));
}
