/* A copy whose fields are fields no more: a tool flattened it, or it was printed to PDF. What was
 * answered stands on the pages as text and ink, where the edition has its fields. */
#pragma once

#include "pdf.h"
#include "record.h"

G_BEGIN_DECLS

/* Adds to @pdf, which has no widgets, those that the edition has on the pages that are there, with
 * what is seen in them, and to @record notes about what cannot be seen for certain. The code of a
 * problem where nothing can be read at all, else NULL. */
const char *wb_flat_read(WbPdf *pdf, const WbEdition *edition, WbRecord *record);

/* The problem of a file without fields and without a word that says whose it is. */
const char *wb_flat_find_problem(WbPdf *pdf);

G_END_DECLS
