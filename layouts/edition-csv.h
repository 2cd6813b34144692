/* The fields of an edition as rows of a table: the codebook that both programs write. */
#pragma once

#include "edition.h"

G_BEGIN_DECLS

/* Each adds one row, with its end. */
void wb_edition_csv_add_head(GString *out);
/* @sensitive: of the field, or of any edition that has it. */
void wb_edition_csv_add_field(GString *out, const char *workbook, const WbEditionField *field,
                              gboolean sensitive);

G_END_DECLS
