/* The copies that were handed out: the table copies.csv that `workbook-gen copies` writes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    guint line;                               /* of the table */
    char *copy;                               /* the id, as it is printed */
    char *key;                                /* what the coordinator calls the person */
    char *file, *language, *workbook, *email; /* "" where the table does not say */
} WbRosterRow;

/* Of WbRosterRow, owned, in the order of the table, each copy once. Columns are found by their
 * heads; others may stand there. On failure NULL, and the message says @path:line: what. */
GPtrArray *wb_roster_load(const char *path, GError **error);

G_END_DECLS
