/* How the numbers came about and what they do not tell, in plain words. */
#include "report-facts.h"
#include "report-parts.h"

void
wb_report_draw_method(WbReport *self)
{
    wb_report_begin_section(self, wb_report_words(self, "report.method"), FALSE, 200);
    self->y += 4;
    for (gsize n = 0; wb_report_method[n]; n++)
        wb_report_paragraph(self, WB_STYLE_TEXT, wb_report_words(self, wb_report_method[n]));
}
