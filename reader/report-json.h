/* The summary as JSON: every number that the other reports show, for programs and for whoever wants
 * to check them. reader/summary.schema.json says what is in it. */
#pragma once

#include <glib.h>

#include "report-pdf.h"

G_BEGIN_DECLS

GBytes *wb_report_json_write(const WbTally *tally, const WbReportSheet *sheet, GError **error);

G_END_DECLS
