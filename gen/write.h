/* The bytes of a finished document: object streams and a cross-reference stream (ISO 32000-1,
 * 7.5.7 and 7.5.8). */
#pragma once

#include "object.h"

G_BEGIN_DECLS

/* The whole file. @id: 16 bytes for both halves of /ID. The same document gives the same bytes. */
GBytes *wb_write_document(const WbDocument *document, const WbDict *catalog, const WbDict *info,
                          const guint8 *id);

/* Writes files beside their places and renames them when all are whole, so that whatever stands
 * there stays until then. The error names the path. */
gboolean wb_write_files(const char *const *paths, GBytes *const *contents, guint n, GError **error);
gboolean wb_write_file(const char *path, GBytes *bytes, GError **error);

G_END_DECLS
