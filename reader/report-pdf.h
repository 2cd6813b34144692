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

/* The pages as a PDF. What is sensitive is in a tally only if that is internal, and then every page
 * says so. Tagged as far as cairo 1.16 goes: headings, paragraphs, tables and figures in reading
 * order, but without alternative texts, a language, or which row a head is of; therefore all that a
 * picture shows stands in it as text. */
GBytes *wb_report_pdf_write(const WbTally *tally, const WbReportSheet *sheet, GError **error);

G_END_DECLS
