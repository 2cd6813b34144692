/* Two readings and several widgets, one answer: what poppler sees in the file's widgets, what its
 * objects say of each field of the edition, and a note wherever that is not one and the same
 * thing. */
#pragma once

#include "pdf.h"
#include "raw.h"
#include "record.h"

G_BEGIN_DECLS

/* Adds answers and notes in the edition's order of fields, and sets the state. @raw: the second
 * opinion, of WbRawField; NULL where there is none. */
void wb_reconcile(const WbPdf *pdf, const GPtrArray *raw, const WbEdition *edition,
                  WbRecord *record);

/* The id that a field of this name has in an edition: /T has "/" where the id has ".". */
char *wb_reconcile_dup_id(const char *name);

G_END_DECLS
