/* Names of files that every system takes and every mail program leaves as they are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ASCII letters, digits, dots, hyphens and underscores for @text, accents gone; NULL where too
 * little of it is left to be known by, or where some system keeps the name for itself. */
char *wb_file_name_dup_safe(const char *text);

/* Whether a name is like that already, but for spaces between words. */
gboolean wb_file_name_is_safe(const char *name);

/* What two names have in common that some system takes for one. */
char *wb_file_name_fold(const char *name);

G_END_DECLS
