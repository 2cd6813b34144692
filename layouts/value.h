/* What people type, made comparable: plain text, whole numbers and dates of any script. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text without what viewers add: LF at line ends, no control characters, no escapes that name
 * a language, NFC, no white space around it. Never NULL. */
char *wb_value_dup_clean(const char *text);

/* A whole number in any script's digits, at most 15 of them. FALSE: it is none. */
gboolean wb_value_parse_number(const char *text, gint64 *number);

/* Year, month and day with -, / or . between them become yyyy-mm-dd; NULL: not such a date. */
char *wb_value_dup_date(const char *text);

G_END_DECLS
