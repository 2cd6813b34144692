/* The copies that were handed out: see roster.h. */
#include "roster.h"

#include <gio/gio.h>

#include "code.h"
#include "csv.h"

typedef struct {
    const char *head;
    gboolean needed;
    gsize offset; /* of the member */
} Column;

static const Column columns[] = {
    {"copy", TRUE, G_STRUCT_OFFSET(WbRosterRow, copy)},
    {"key", TRUE, G_STRUCT_OFFSET(WbRosterRow, key)},
    {"file", FALSE, G_STRUCT_OFFSET(WbRosterRow, file)},
    {"language", FALSE, G_STRUCT_OFFSET(WbRosterRow, language)},
    {"workbook", FALSE, G_STRUCT_OFFSET(WbRosterRow, workbook)},
    {"email", FALSE, G_STRUCT_OFFSET(WbRosterRow, email)},
};

typedef struct {
    const char *path;
    int places[G_N_ELEMENTS(columns)]; /* in a row; -1: the table has no such column */
    GHashTable *seen;                  /* id -> WbRosterRow, lent */
    GPtrArray *rows;
} Loader;

static char **
member_of(WbRosterRow *row, const Column *column)
{
    return G_STRUCT_MEMBER_P(row, column->offset);
}

static void
row_free(gpointer data)
{
    WbRosterRow *self = data;

    for (gsize n = 0; n < G_N_ELEMENTS(columns); n++)
        g_free(*member_of(self, &columns[n]));
    g_free(self);
}

static gboolean
find_columns(Loader *in, const WbCsvRow *head, GError **error)
{
    for (gsize n = 0; n < G_N_ELEMENTS(columns); n++) {
        in->places[n] = -1;
        for (int i = 0; head->cells[i] && in->places[n] < 0; i++) {
            if (g_ascii_strcasecmp(g_strstrip(head->cells[i]), columns[n].head) == 0)
                in->places[n] = i;
        }
        if (in->places[n] < 0 && columns[n].needed)
            return wb_csv_fail(error, in->path, head->line, "there is no column '%s'",
                               columns[n].head);
    }
    return TRUE;
}

static void
fill_row(const Loader *in, const WbCsvRow *cells, WbRosterRow *row)
{
    int most = (int)g_strv_length(cells->cells);

    row->line = cells->line;
    for (gsize n = 0; n < G_N_ELEMENTS(columns); n++) {
        const char *cell = in->places[n] >= 0 && in->places[n] < most
                               ? wb_csv_peek_value(g_strstrip(cells->cells[in->places[n]]))
                               : "";

        *member_of(row, &columns[n]) = g_strdup(cell);
    }
}

static gboolean
add_row(Loader *in, const WbCsvRow *cells, GError **error)
{
    WbRosterRow *row = g_new0(WbRosterRow, 1);
    const WbRosterRow *twin;
    char *id;

    g_ptr_array_add(in->rows, row);
    fill_row(in, cells, row);
    id = wb_code_find_copy(row->copy);
    if (!id)
        return wb_csv_fail(error, in->path, row->line, "'%s' is not the id of a copy", row->copy);
    g_free(row->copy);
    row->copy = id;
    if (!*row->key)
        return wb_csv_fail(error, in->path, row->line, "this row has no key");
    twin = g_hash_table_lookup(in->seen, id);
    if (twin)
        return wb_csv_fail(error, in->path, row->line, "the copy %s stands in line %u as well", id,
                           twin->line);
    g_hash_table_insert(in->seen, id, row);
    return TRUE;
}

static gboolean
add_rows(Loader *in, const GPtrArray *sheet, GError **error)
{
    if (sheet->len < 2)
        return wb_csv_fail(error, in->path, 1, "there is no copy in this table");
    if (!find_columns(in, sheet->pdata[0], error))
        return FALSE;
    for (guint n = 1; n < sheet->len; n++) {
        if (!add_row(in, sheet->pdata[n], error))
            return FALSE;
    }
    return TRUE;
}

GPtrArray *
wb_roster_load(const char *path, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
    Loader in = {.path = path, .seen = seen, .rows = rows};
    g_autoptr(GPtrArray) sheet = NULL;
    g_autofree char *text = NULL;
    gsize length;

    if (!g_file_get_contents(path, &text, &length, error))
        return NULL;
    sheet = wb_csv_parse_sheet(text, (gssize)length, path, error);
    return sheet && add_rows(&in, sheet, error) ? g_steal_pointer(&rows) : NULL;
}
