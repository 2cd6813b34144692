/* The summary as a PDF to print and to carry to the meeting. */
#pragma once

#include <glib.h>

#include "tally.h"

G_BEGIN_DECLS

typedef struct {
    const char *title;    /* of the workbook */
    const char *language; /* BCP 47: of the report's own words */
    const char *date;     /* yyyy-mm-dd, or NULL */
    double width, height; /* points */
} WbReportSheet;

/* The pages as a PDF. Fields that are sensitive are in no tally, and therefore not in here. */
GBytes *wb_report_pdf_write(const WbTally *tally, const WbReportSheet *sheet, GError **error);

G_END_DECLS
