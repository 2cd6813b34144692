/* The table of choices: see choices.h. */
#include "choices.h"

#include <gio/gio.h>

#include "csv.h"

static void
choice_free(gpointer data)
{
    WbChoice *self = data;

    g_free(self->file);
    g_free(self);
}

static gboolean
fail(const char *path, guint line, guint column, const char *what, GError **error)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u:%u: %s", path, line, column,
                what);
    return FALSE;
}

/* Where a column stands, from 0; -1 where there is none. */
static int
find_column(char **head, const char *name)
{
    for (int n = 0; head[n]; n++) {
        if (g_ascii_strcasecmp(g_strstrip(head[n]), name) == 0)
            return n;
    }
    return -1;
}

static gboolean
parse_use(const char *word, gboolean *use)
{
    *use = g_ascii_strcasecmp(word, "yes") == 0;
    return *use || g_ascii_strcasecmp(word, "no") == 0;
}

static gboolean
add_choice(GPtrArray *choices, GHashTable *seen, const char *path, guint line, char **row, int file,
           int use, GError **error)
{
    int n = (int)g_strv_length(row);
    WbChoice *choice;
    gboolean used;

    if (file >= n || !*row[file])
        return fail(path, line, (guint)file + 1, "this row names no file", error);
    if (use >= n || !parse_use(row[use], &used))
        return fail(path, line, (guint)use + 1, "use is yes or no", error);
    if (!g_hash_table_add(seen, g_strdup(row[file])))
        return fail(path, line, (guint)file + 1, "this file is there twice", error);
    choice = g_new0(WbChoice, 1);
    *choice = (WbChoice){g_strdup(row[file]), line, used};
    g_ptr_array_add(choices, choice);
    return TRUE;
}

GPtrArray *
wb_choices_load(const char *path, GError **error)
{
    g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func(choice_free);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) rows = NULL;
    g_autofree char *text = NULL;
    gsize length;
    int file, use;

    if (!g_file_get_contents(path, &text, &length, error))
        return NULL;
    rows = wb_csv_parse(text, (gssize)length, path, error);
    if (!rows)
        return NULL;
    file = rows->len ? find_column(rows->pdata[0], "file") : -1;
    use = rows->len ? find_column(rows->pdata[0], "use") : -1;
    if (file < 0 || use < 0) {
        fail(path, 1, 1, "the first row should name the columns file and use", error);
        return NULL;
    }
    for (guint n = 1; n < rows->len; n++) {
        if (!wb_csv_strip_row(rows->pdata[n]) &&
            !add_choice(choices, seen, path, n + 1, rows->pdata[n], file, use, error))
            return NULL;
    }
    return g_steal_pointer(&choices);
}
