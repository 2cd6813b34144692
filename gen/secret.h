/* The key that the ids of copies are made with: whoever has it can tell whose a copy is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WB_SECRET_LENGTH 32

/* Reads the key from its file, 64 hex digits. Where that is not there yet, @fresh is set and the
 * key is made of bytes by chance. The error names the path. */
gboolean wb_secret_load(const char *path, guint8 key[WB_SECRET_LENGTH], gboolean *fresh,
                        GError **error);
/* Keeps a fresh key, readable by its owner alone; never in place of another. */
gboolean wb_secret_save(const char *path, const guint8 key[WB_SECRET_LENGTH], GError **error);

G_END_DECLS
