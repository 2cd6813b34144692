/* A small edition and returns of it, made by hand, to try the reader's later stages with. */
#pragma once

#include "edition.h"
#include "record.h"

/* Workbook "book", section "crisis", table "t" with the rows safety, food, hotel and other (whose
 * label is written in), columns provider, contact (sensitive) and adult; and the fields agency,
 * name (sensitive), members (a number). "none" and "n/a" name nobody. Sealed. */
WbEdition *wb_sample_edition(const char *language, const char *version);
/* Of that edition, partial, without answers. */
WbRecord *wb_sample_record(const WbEdition *edition, const char *file, const char *sha256);
