/* The rows of a table in words: see sheet-private.h. Rows without any answer are named together,
 * and so are the columns of a row that was left open. */
#include <string.h>

#include "sheet-private.h"
#include "words.h"

/* Ids have no spaces. */
char *
wb_sheet_dup_row_key(const char *table, const char *row)
{
    return g_strdup_printf("%s %s", table, row);
}

typedef struct {
    WbSheetMaker *maker;
    const WbEditionTable *table;
    char *serves; /* what the labels of its boxes begin with ("Serves: "), or empty */
    WbSheetBlock *block;
    GString *open; /* labels of columns without an answer */
} Row;

static const char *
lookup_column(const Row *row, const WbEditionField *field)
{
    for (guint n = 0; field->column && n < row->table->columns->len; n++) {
        const WbEditionColumn *column = row->table->columns->pdata[n];

        if (g_str_equal(column->id, field->column))
            return column->label;
    }
    /* what a need is called where participants write it in is no column */
    if (g_strcmp0(field->role, "need-label") == 0)
        return wb_sheet_words(row->maker, "report.column.need");
    return field->label;
}

/* --- Boxes to tick, which stand together --- */

static gsize
count_common(const char *a, const char *b)
{
    gsize n = 0;

    while (a[n] && a[n] == b[n])
        n++;
    return n;
}

/* Up to the last colon, of either width, that they have in common. */
static gsize
find_colon(const char *text, gsize length)
{
    for (gsize n = length; n > 0; n--) {
        if (text[n - 1] == ':' || (n >= 3 && strncmp(text + n - 3, "：", 3) == 0))
            return n;
    }
    return 0;
}

static char *
dup_common_start(const GPtrArray *columns)
{
    const char *first = NULL;
    gsize length = 0;
    guint count = 0;

    for (guint n = 0; n < columns->len; n++) {
        const WbEditionColumn *column = columns->pdata[n];

        if (g_strcmp0(column->role, "population") != 0)
            continue;
        length = first ? MIN(length, count_common(first, column->label)) : strlen(column->label);
        first = first ? first : column->label;
        count++;
    }
    return g_strndup(first ? first : "", count > 1 ? find_colon(first, length) : 0);
}

static gboolean
is_box(const WbEditionField *field)
{
    return field->kind == WB_KIND_CHECK;
}

static gboolean
is_ticked(const Row *row, const WbEditionField *field)
{
    const WbAnswer *answer = g_hash_table_lookup(row->maker->answers, field->id);

    return answer && answer->type == WB_VALUE_BOOLEAN && answer->boolean;
}

static char *
dup_boxes_label(const Row *row)
{
    char *label;

    if (!*row->serves)
        return g_strdup(wb_sheet_words(row->maker, "sheet.ticked"));
    label =
        g_strndup(row->serves, strlen(row->serves) - (g_str_has_suffix(row->serves, ":") ? 1 : 3));
    return g_strchomp(label);
}

static void
add_box(const Row *row, const WbEditionField *field, WbSheetEntry *entry, GString *ticked)
{
    const char *label = lookup_column(row, field);

    if (is_ticked(row, field)) {
        gsize known = g_str_has_prefix(label, row->serves) ? strlen(row->serves) : 0;
        g_autofree char *name = g_strstrip(g_strdup(label + known));

        wb_sheet_add_name(ticked, name);
    }
    wb_sheet_entry_add_notes(row->maker, entry, field);
}

static void
add_boxes(Row *row, const GPtrArray *fields)
{
    WbSheetEntry *entry = g_new0(WbSheetEntry, 1);
    g_autoptr(GString) ticked = g_string_new(NULL);
    gboolean any = FALSE;

    for (guint n = 0; n < fields->len; n++) {
        if (!is_box(fields->pdata[n]))
            continue;
        add_box(row, fields->pdata[n], entry, ticked);
        any = TRUE;
    }
    entry->label = dup_boxes_label(row);
    entry->missing = ticked->len == 0;
    entry->text =
        g_strdup(entry->missing ? wb_sheet_words(row->maker, "sheet.unanswered") : ticked->str);
    if (any && entry->missing && !entry->notes && !entry->mark)
        wb_sheet_add_name(row->open, entry->label);
    if (any && (!entry->missing || entry->notes || entry->mark))
        g_ptr_array_add(row->block->entries, entry);
    else
        wb_sheet_entry_free(entry);
}

/* --- A row --- */

static gboolean
says_something(const WbSheetMaker *in, const GPtrArray *fields)
{
    for (guint n = 0; fields && n < fields->len; n++) {
        const WbEditionField *field = fields->pdata[n];
        const WbAnswer *answer = g_hash_table_lookup(in->answers, field->id);

        if (answer ? answer->type != WB_VALUE_BOOLEAN || answer->boolean
                   : wb_sheet_is_answered(in, field))
            return TRUE;
    }
    return FALSE;
}

static void
add_cells(Row *row, const GPtrArray *fields)
{
    for (guint n = 0; n < fields->len; n++) {
        const WbEditionField *field = fields->pdata[n];

        if (is_box(field))
            continue;
        if (wb_sheet_is_answered(row->maker, field))
            g_ptr_array_add(row->block->entries,
                            wb_sheet_entry_new(row->maker, field, lookup_column(row, field)));
        else if (g_strcmp0(field->role, "need-label") != 0)
            wb_sheet_add_name(row->open, lookup_column(row, field));
    }
}

static void
add_open(const Row *row)
{
    WbSheetEntry *entry;

    if (row->open->len == 0)
        return;
    entry = g_new0(WbSheetEntry, 1);
    entry->label = g_strdup("");
    entry->missing = TRUE;
    entry->text = wb_words_format(row->maker->edition->language, "sheet.open", "fields",
                                  row->open->str, NULL);
    g_ptr_array_add(row->block->entries, entry);
}

static void
add_row(Row *row, const char *label, const GPtrArray *fields)
{
    row->block = wb_sheet_add_block(row->maker, WB_SHEET_ROW, label);
    g_string_truncate(row->open, 0);
    add_cells(row, fields);
    add_boxes(row, fields);
    add_open(row);
}

void
wb_sheet_add_rows(WbSheetMaker *in, const WbEditionTable *table)
{
    g_autoptr(GString) open = g_string_new(NULL);
    g_autoptr(GString) empty = g_string_new(NULL);
    g_autofree char *serves = dup_common_start(table->columns);
    Row row = {.maker = in, .table = table, .serves = serves, .open = open};

    for (guint n = 0; n < table->rows->len; n++) {
        const WbEditionRow *one = table->rows->pdata[n];
        g_autofree char *key = wb_sheet_dup_row_key(table->id, one->id);
        const GPtrArray *fields = g_hash_table_lookup(in->rows, key);

        if (says_something(in, fields))
            add_row(&row, one->label, fields);
        else
            wb_sheet_add_name(empty, one->label);
    }
    if (empty->len > 0)
        wb_sheet_add_rest(in, "sheet.nothing", empty->str);
}
