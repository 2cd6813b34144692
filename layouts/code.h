/* Short codes that people read aloud and type: of editions and of personal copies. Crockford's
 * base 32: digits and capital letters without I, L, O, U. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every mark a code can have. */
#define WB_CODE_MARKS "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/* "CRW-4F7K": the initials of the workbook's id (at most four, "community-resource-workbook" gives
 * CRW) and 20 bits of the SHA-256 of @canonical. */
char *wb_code_new_edition(const char *workbook_id, const char *canonical);

/* Finds an edition code in running text, forgiving case and I/L for 1, O for 0; NULL where there is
 * none. */
char *wb_code_find_edition(const char *text);

/* In the Info dictionary's Keywords, beside the edition's: "copy:K7Q2M-9XD4J". */
#define WB_CODE_COPY_KEYWORD "copy:"

/* "K7Q2M-9XD4J": 45 bits of HMAC-SHA256 over the three texts, and a mark that checks them. Who has
 * not the key can neither guess a copy's id nor tell whose it is. */
char *wb_code_new_copy(const guint8 *key, gsize key_length, const char *workbook, const char *round,
                       const char *roster_key);

/* Whether @text is the id of a copy and nothing else, written as we write it and with the right
 * check mark. */
gboolean wb_code_is_copy(const char *text);

/* Finds the id of a copy in running text as wb_code_find_edition finds a code; NULL where there is
 * none whose check mark is right. */
char *wb_code_find_copy(const char *text);

G_END_DECLS
