/* The summary as a page for a browser: one file, from which no request leaves. It works without its
 * script, which adds only that tables can be sorted and searched. */
#pragma once

#include "report-pdf.h"

G_BEGIN_DECLS

GBytes *wb_report_html_write(const WbTally *tally, const WbReportSheet *sheet, GError **error);

G_END_DECLS
