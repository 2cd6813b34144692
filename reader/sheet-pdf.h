/* The sheet of one return as a PDF. */
#pragma once

#include "edition.h"
#include "record.h"

G_BEGIN_DECLS

/* @record was read with the help of @edition. Needs wb_fonts_use for the edition's language. The
 * same record gives the same bytes. */
GBytes *wb_sheet_pdf_write(const WbRecord *record, const WbEdition *edition, GError **error);

G_END_DECLS
