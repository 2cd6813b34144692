/* The key that the ids of copies are made with: whoever has it can tell whose a copy is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WB_SECRET_LENGTH 32

/* Reads the key from its file, 64 hex digits; makes the file where it is not there yet, readable by
 * its owner alone, with bytes by chance. The error names the path. */
gboolean wb_secret_load(const char *path, guint8 key[WB_SECRET_LENGTH], GError **error);

G_END_DECLS
