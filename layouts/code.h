/* Short codes that people read aloud and type: editions now, personal copies beside them. Crockford's
 * base 32: digits and capital letters without I, L, O, U. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "CRW-4F7K": the initials of the workbook's id (at most four, "community-resource-workbook" gives
 * CRW) and 20 bits of the SHA-256 of @canonical. */
char *wb_code_new_edition(const char *workbook_id, const char *canonical);

/* Finds an edition code in running text, forgiving case and I/L for 1, O for 0; NULL where there is none. */
char *wb_code_find_edition(const char *text);

G_END_DECLS
