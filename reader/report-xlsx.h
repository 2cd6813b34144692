/* The summary as a spreadsheet: tables to sort, filter and count further, with charts. */
#pragma once

#include <glib.h>

#include "report-pdf.h"

G_BEGIN_DECLS

GBytes *wb_report_xlsx_write(const WbTally *tally, const WbReportSheet *sheet, GError **error);

G_END_DECLS
