/* Files as they are written: beside their places, and renamed when all of them are whole, so that
 * whatever stands there stays until then. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file consists of, one part after the other. */
typedef struct {
    gconstpointer data;
    gsize length;
} WbFilePart;

typedef struct _WbFiles WbFiles; /* files that belong together */

WbFiles *wb_files_new(void);
/* Takes away again what stands beside its place and was not put there. */
void wb_files_free(WbFiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbFiles, wb_files_free)

/* Writes a file beside its place. Only a file is replaced, no folder, no device and no pipe. Errors
 * name the path. */
gboolean wb_files_add(WbFiles *self, const char *path, const WbFilePart *parts, guint n,
                      GError **error);
gboolean wb_files_add_bytes(WbFiles *self, const char *path, GBytes *bytes, GError **error);
gboolean wb_files_add_text(WbFiles *self, const char *path, const char *text, GError **error);
/* Puts all into their places, in the order in which they were added. */
gboolean wb_files_finish(WbFiles *self, GError **error);

/* "path: what: why", the why being errno's. FALSE, for the caller to return. */
gboolean wb_files_fail(const char *path, const char *what, GError **error);

/* Makes a folder and those above it, where they are not there yet. */
gboolean wb_files_make_folder(const char *path, GError **error);
/* Whether a folder's disk has room for so many bytes. */
gboolean wb_files_check_room(const char *folder, guint64 bytes, GError **error);

G_END_DECLS
