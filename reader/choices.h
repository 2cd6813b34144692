/* Which returned files count, where people have decided it themselves: a table with the columns
 * file and use. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    char *file; /* as the record names it */
    guint line; /* of the table */
    gboolean use;
} WbChoice;

/* Of WbChoice, owned, in the order of the table. On failure NULL, and the message says where. */
GPtrArray *wb_choices_load(const char *path, GError **error);

G_END_DECLS
