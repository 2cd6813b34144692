#include "roster.h"

#include <string.h>

#include "csv.h"

G_DEFINE_QUARK(wb_roster_error, wb_roster_error)

#define LONGEST_KEY 200

/* A column of the table: one of the roster's own, else a field's. */
typedef struct {
    const char *head;
    gsize offset;         /* in WbRosterRow, of one of its own; 0: a field's */
    const WbField *field; /* else NULL */
} Column;

static const Column own_columns[] = {
    {"key", G_STRUCT_OFFSET(WbRosterRow, key), NULL},
    {"language", G_STRUCT_OFFSET(WbRosterRow, language), NULL},
    {"file", G_STRUCT_OFFSET(WbRosterRow, file), NULL},
    {"email", G_STRUCT_OFFSET(WbRosterRow, email), NULL},
};

typedef struct {
    WbRoster *roster;
    const WbWorkbook *workbook;
    GArray *columns;     /* of Column */
    GHashTable *keys;    /* key, lent -> line */
    GString *complaints; /* one a line */
} Loader;

static void
row_free(gpointer data)
{
    WbRosterRow *self = data;

    g_free(self->key);
    g_free(self->language);
    g_free(self->file);
    g_free(self->email);
    g_ptr_array_unref(self->fillings);
    g_free(self);
}

void
wb_roster_free(WbRoster *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->rows);
    g_free(self->path);
    g_free(self);
}

void
wb_roster_complain(const WbRoster *self, GString *complaints, guint line, const char *format, ...)
{
    va_list arguments;

    g_string_append_printf(complaints, "%s%s:%u: ", complaints->len > 0 ? "\n" : "", self->path,
                           line);
    va_start(arguments, format);
    g_string_append_vprintf(complaints, format, arguments);
    va_end(arguments);
}

#define complain(in, ...) wb_roster_complain((in)->roster, (in)->complaints, __VA_ARGS__)

static const WbField *
find_field(const WbWorkbook *workbook, const char *head)
{
    for (guint i = 0; i < workbook->roster->len; i++) {
        const WbRosterName *name = workbook->roster->pdata[i];
        if (g_ascii_strcasecmp(name->name, head) == 0)
            return name->field;
    }
    return wb_workbook_lookup_field(workbook, head);
}

static gboolean
find_column(const Loader *in, const char *head, Column *column)
{
    for (guint i = 0; i < G_N_ELEMENTS(own_columns); i++) {
        if (g_ascii_strcasecmp(own_columns[i].head, head) == 0) {
            *column = own_columns[i];
            return TRUE;
        }
    }
    *column = (Column){head, 0, find_field(in->workbook, head)};
    return column->field != NULL;
}

static gboolean
is_taken(const Loader *in, const Column *column)
{
    for (guint i = 0; i < in->columns->len; i++) {
        const Column *before = &g_array_index(in->columns, Column, i);
        if (before->offset == column->offset && before->field == column->field)
            return TRUE;
    }
    return FALSE;
}

/* What a column may be called, for who has called one otherwise. */
static char *
dup_names(const Loader *in)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(own_columns); i++)
        g_string_append_printf(names, "%s, ", own_columns[i].head);
    for (guint i = 0; i < in->workbook->roster->len; i++)
        g_string_append_printf(names, "%s, ",
                               ((const WbRosterName *)in->workbook->roster->pdata[i])->name);
    g_string_append(names, "or a field's id");
    return g_string_free(g_steal_pointer(&names), FALSE);
}

static void
add_column(Loader *in, guint line, const char *head)
{
    Column column;

    if (!find_column(in, head, &column)) {
        g_autofree char *names = dup_names(in);
        if (*head == '\0')
            complain(in, line, "a column has no name above it");
        else
            complain(in, line, "the workbook has no column '%s': it is %s", head, names);
    } else if (is_taken(in, &column)) {
        complain(in, line, "the column '%s' stands here twice", head);
    }
    g_array_append_val(in->columns, column);
}

/* Empty columns at the end are a spreadsheet's, not somebody's. */
static guint
count_columns(const GPtrArray *rows)
{
    const WbCsvRow *heads = rows->pdata[0];
    guint n = g_strv_length(heads->cells);

    for (; n > 0 && *g_strstrip(heads->cells[n - 1]) == '\0'; n--)
        for (guint i = 1; i < rows->len; i++) {
            const WbCsvRow *row = rows->pdata[i];
            if (g_strv_length(row->cells) >= n && *row->cells[n - 1] != '\0')
                return n;
        }
    return n;
}

static gboolean
load_heads(Loader *in, const GPtrArray *rows)
{
    const WbCsvRow *heads = rows->pdata[0];
    guint n = count_columns(rows);

    for (guint i = 0; i < n; i++)
        add_column(in, heads->line, g_strstrip(heads->cells[i]));
    if (!is_taken(in, &own_columns[0]))
        complain(in, heads->line, "a roster needs the column 'key'");
    return in->complaints->len == 0;
}

static void
load_cell(Loader *in, WbRosterRow *row, const Column *column, const char *cell)
{
    g_autofree char *why = NULL;

    if (column->field == NULL) {
        char *value = g_strstrip(g_utf8_normalize(cell, -1, G_NORMALIZE_NFC));
        if (*value != '\0')
            G_STRUCT_MEMBER(char *, row, column->offset) = value;
        else
            g_free(value);
        return;
    }
    char *value = wb_filling_dup_value(column->field, cell, &why);
    if (why != NULL)
        complain(in, row->line, "%s: %s", column->head, why);
    if (value == NULL)
        return;
    WbFilling *filling = g_new0(WbFilling, 1);
    *filling = (WbFilling){column->field->id, value, TRUE};
    g_ptr_array_add(row->fillings, filling);
}

static gboolean
has_control(const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (g_unichar_iscntrl(g_utf8_get_char(text)))
            return TRUE;
    return FALSE;
}

static void
check_key(Loader *in, const WbRosterRow *row)
{
    guint before;

    if (row->key == NULL) {
        complain(in, row->line, "the key is missing");
        return;
    }
    if (has_control(row->key) || g_utf8_strlen(row->key, -1) > LONGEST_KEY)
        complain(in, row->line, "a key is one line of at most %d characters", LONGEST_KEY);
    before = GPOINTER_TO_UINT(g_hash_table_lookup(in->keys, row->key));
    if (before != 0)
        complain(in, row->line, "the key '%s' stands in line %u already", row->key, before);
    else
        g_hash_table_insert(in->keys, row->key, GUINT_TO_POINTER(row->line));
}

static void
load_row(Loader *in, const WbCsvRow *from)
{
    WbRosterRow *row = g_new0(WbRosterRow, 1);
    guint n = g_strv_length(from->cells);

    row->line = from->line;
    row->fillings = g_ptr_array_new_with_free_func((GDestroyNotify)wb_filling_free);
    g_ptr_array_add(in->roster->rows, row);
    for (guint i = in->columns->len; i < n; i++)
        if (*from->cells[i] != '\0') {
            complain(in, row->line, "more cells than the head has columns");
            break;
        }
    for (guint i = 0; i < MIN(n, in->columns->len); i++)
        load_cell(in, row, &g_array_index(in->columns, Column, i), from->cells[i]);
    check_key(in, row);
}

static void
load_rows(Loader *in, const GPtrArray *rows)
{
    if (rows->len == 0) {
        complain(in, 1u, "the roster is empty: its first line names the columns, 'key' first");
        return;
    }
    if (!load_heads(in, rows))
        return;
    for (guint i = 1; i < rows->len; i++)
        load_row(in, rows->pdata[i]);
    if (rows->len == 1)
        complain(in, 1u, "the roster names nobody");
}

WbRoster *
wb_roster_load(const char *path, const WbWorkbook *workbook, GError **error)
{
    g_autoptr(WbRoster) roster = g_new0(WbRoster, 1);
    g_autoptr(GPtrArray) rows = NULL;
    g_autofree char *text = NULL;
    gsize length;

    if (!g_file_get_contents(path, &text, &length, error))
        return NULL;
    rows = wb_csv_parse_sheet(text, (gssize)length, path, error);
    roster->path = g_strdup(path);
    roster->rows = g_ptr_array_new_with_free_func(row_free);
    if (rows == NULL)
        return NULL;
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(Column));
    g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) complaints = g_string_new(NULL);
    load_rows(&(Loader){roster, workbook, columns, keys, complaints}, rows);
    if (complaints->len == 0)
        return g_steal_pointer(&roster);
    g_set_error_literal(error, WB_ROSTER_ERROR, 0, complaints->str);
    return NULL;
}
