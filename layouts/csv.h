/* Tables as comma-separated values, after RFC 4180: CRLF between records, quotes doubled. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Adds one cell to a row that is being built. A value that a spreadsheet would take for a formula
 * (it starts with = + - @, a tab or a carriage return) gets an apostrophe before it; a plain number
 * does not. */
void wb_csv_add_cell(GString *row, const char *value, gboolean first);
void wb_csv_end_row(GString *row);
/* A cell that was read, without such an apostrophe. */
const char *wb_csv_peek_value(const char *cell);

/* "name:line: what", for who finds something wrong in a table that was read. FALSE. */
gboolean wb_csv_fail(GError **error, const char *name, guint line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Rows of cells: GPtrArray of GStrv, owned. A byte order mark is skipped. On failure NULL, and the
 * message says @name:line: what. */
GPtrArray *wb_csv_parse(const char *text, gssize length, const char *name, GError **error);

typedef struct {
    guint line; /* of the file, where the row starts */
    GStrv cells;
} WbCsvRow;

/* The rows of a table that somebody's spreadsheet wrote: GPtrArray of WbCsvRow, owned, without
 * those that have only empty cells. Columns are parted by what the first line parts them by, a
 * comma, a semicolon or a tab; a byte order mark is skipped, UTF-16 needs one. Failure as above. */
GPtrArray *wb_csv_parse_sheet(const char *text, gssize length, const char *name, GError **error);

/* Takes the spaces around each cell away. TRUE where nothing is left. */
gboolean wb_csv_strip_row(char **row);

G_END_DECLS
