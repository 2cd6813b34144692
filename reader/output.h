/* A file that is being written: built beside its place and put there whole, or not at all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WbOutput WbOutput;

/* "-" is standard output. */
WbOutput *wb_output_open(const char *path, GError **error);
/* A failure is kept and told by the flush or the close. */
void wb_output_write(WbOutput *self, const char *data, gsize length);
/* Where it is built, for a library that writes files by their names; NULL of standard output. */
const char *wb_output_beside(const WbOutput *self);
/* Of several files that belong together: whether all of this one could be written so far. */
gboolean wb_output_flush(WbOutput *self, GError **error);
/* A whole file at once. */
gboolean wb_output_put(const char *path, GBytes *bytes, GError **error);
/* Frees it. Without @keep, or where anything failed, what was at @path stays as it was. */
gboolean wb_output_close(WbOutput *self, gboolean keep, GError **error);

G_END_DECLS
