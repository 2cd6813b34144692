#include "load-private.h"

#include <string.h>

const char *const wb_load_column_kinds[] = {"label",  "text",  "lines",  "number", "scale",
                                            "choice", "check", "yes-no", "date",   NULL};

const WbKey wb_column_keys[] = {
    {"head", WB_TAKES_TEXT},
    {"heard", WB_TAKES_TEXT},
    {"kind", WB_TAKES_WORD, TRUE, .words = wb_load_column_kinds},
    {"joined", WB_TAKES_FLAG},
    {"caption", WB_TAKES_TEXT},
    {"weight", WB_TAKES_NUMBER, .least = 0, .most = 100},
    {"role", WB_TAKES_WORD, .words = wb_load_roles},
    {"population", WB_TAKES_ID},
    {"tally", WB_TAKES_WORD, .words = wb_load_tallies},
    {"sensitive", WB_TAKES_FLAG},
    {"min", WB_TAKES_INTEGER, .least = -1000, .most = 1000},
    {"max", WB_TAKES_INTEGER, .least = -1000, .most = 1000},
    {"options", WB_TAKES_LIST},
    {NULL},
};

const WbKey wb_table_keys[] = {
    {"table", WB_TAKES_PATH, TRUE}, {"label", WB_TAKES_TEXT},      {"columns", WB_TAKES_ID, TRUE},
    {"needs", WB_TAKES_PATH},       {"rows", WB_TAKES_LIST, TRUE}, {"title", WB_TAKES_TEXT},
    {"heads", WB_TAKES_FLAG},       {"continues", WB_TAKES_FLAG},  {NULL},
};

const WbKey wb_row_keys[] = {
    {"label", WB_TAKES_TEXT, TRUE}, {"free", WB_TAKES_FLAG}, {"heading", WB_TAKES_FLAG},
    {"input", WB_TAKES_FLAG},       {"need", WB_TAKES_PATH}, {"same-need", WB_TAKES_PATH},
    {"related", WB_TAKES_PATH},     {"was", WB_TAKES_PATH},  {NULL},
};

/* Columns. */

static void
load_cell_kind(WbLoad *in, WbColumn *column, WbNode *node, const char *context)
{
    const char *kind = wb_node_string(node, "kind");

    column->is_label = g_strcmp0(kind, "label") == 0;
    if (kind && !column->is_label) {
        wb_kind_parse(kind, &column->kind);
        column->options =
            wb_load_options(in, node, column->kind, context, &column->min, &column->max);
    }
}

static WbColumn *
find_column(const WbColumns *columns, const char *id)
{
    for (guint i = 0; i < columns->columns->len; i++) {
        WbColumn *column = columns->columns->pdata[i];

        if (g_str_equal(column->id, id))
            return column;
    }
    return NULL;
}

static void
load_column(WbLoad *in, WbColumns *columns, WbNode *item)
{
    g_autofree char *context = NULL;
    WbColumn *column;
    WbNode *key, *node;

    if (!wb_load_check_pair(in, item, "a column", "- id: {head: ..., kind: ...}", &key, &node) ||
        !wb_load_check_map(in, node, "a column", wb_column_keys))
        return;
    if (find_column(columns, key->value)) {
        wb_load_fail(in, key, "the column '%s' stands here twice", key->value);
        return;
    }
    context = g_strdup_printf("%s.%s", columns->id, key->value);
    column = g_new0(WbColumn, 1);
    column->id = g_strdup(key->value);
    column->mark = key->mark;
    column->head = wb_load_get_text(in, node, "head", WB_TEXT_PLAIN, "%s/head", context);
    column->heard = wb_load_get_text(in, node, "heard", WB_TEXT_PLAIN, "%s/heard", context);
    column->caption = wb_load_get_text(in, node, "caption", WB_TEXT_PLAIN, "%s/caption", context);
    column->joined = wb_node_flag(node, "joined");
    column->weight = wb_node_double(node, "weight", 0);
    column->role = wb_node_dup(node, "role");
    column->population = wb_node_dup(node, "population");
    column->tally = wb_node_dup(node, "tally");
    column->sensitive = wb_node_flag(node, "sensitive");
    g_ptr_array_add(columns->columns, column);
    load_cell_kind(in, column, node, context);
    if (!column->head && !column->heard)
        wb_load_fail(in, key, "the column '%s' needs a 'head' or a 'heard'", key->value);
    if (!column->heard)
        column->heard = wb_text_dup(column->head);
    if (column->joined && columns->columns->len == 1)
        wb_load_fail(in, wb_node_find(node, "joined"),
                     "the first column has none before it to "
                     "be joined to");
}

static void
check_label_column(WbLoad *in, const WbColumns *columns, const WbNode *key)
{
    guint labels = 0;

    for (guint i = 0; i < columns->columns->len; i++)
        labels += ((WbColumn *)columns->columns->pdata[i])->is_label ? 1 : 0;
    if (labels != 1)
        wb_load_fail(in, key, "the columns '%s' need one column of kind label, and have %u",
                     key->value, labels);
}

static const WbColumns *
lookup_columns(const WbLoad *in, const char *name)
{
    for (guint i = 0; i < in->workbook->columns->len; i++) {
        const WbColumns *columns = in->workbook->columns->pdata[i];

        if (g_str_equal(columns->name, name))
            return columns;
    }
    return NULL;
}

void
wb_load_columns(WbLoad *in, WbNode *list)
{
    for (guint i = 0; i < wb_node_n(list); i++) {
        WbColumns *columns;
        WbNode *key, *items;
        guint before = in->complaints->len;

        if (!wb_load_check_pair(in, wb_node_nth(list, i), "a set of columns", "- name: [columns]",
                                &key, &items))
            continue;
        if (lookup_columns(in, key->value)) {
            wb_load_fail(in, key, "the columns '%s' are there already", key->value);
            continue;
        }
        if (items->type != WB_NODE_LIST) {
            wb_load_fail(in, items, "a set of columns is a list");
            continue;
        }
        columns = wb_columns_new();
        columns->name = g_strdup(key->value);
        columns->id = g_strdup_printf("columns.%s", key->value);
        columns->mark = key->mark;
        g_ptr_array_add(in->workbook->columns, columns);
        for (guint k = 0; k < wb_node_n(items); k++)
            load_column(in, columns, wb_node_nth(items, k));
        if (in->complaints->len == before)
            check_label_column(in, columns, key);
    }
}

/* Tables. */

/* A table on its way into the model. */
typedef struct {
    WbLoad *load;
    WbTable *table;
    const char *needs; /* prefix of the needs of the rows, or NULL */
    GHashTable *seen;  /* row ids */
    const WbNode *key; /* of the row at hand */
    const WbNode *was; /* where the row's old id stands, or NULL */
} TableLoad;

static GPtrArray *
dup_options(const GPtrArray *options)
{
    GPtrArray *copy;

    if (!options)
        return NULL;
    copy = wb_options_new();
    for (guint i = 0; i < options->len; i++) {
        const WbOption *option = options->pdata[i];

        g_ptr_array_add(copy, wb_option_new(option->code, wb_text_dup(option->label)));
    }
    return copy;
}

/* An old row's name alone means a row of this table. */
static char *
dup_old_row(const TableLoad *at, const char *was)
{
    if (!was || strchr(was, '.'))
        return g_strdup(was);
    return g_strdup_printf("%s.%s", at->table->id, was);
}

static WbField *
new_cell(const TableLoad *at, const WbRow *row, const WbColumn *column, const char *last)
{
    WbField *field = wb_field_new();

    field->id = g_strdup_printf("%s.%s.%s", at->table->id, row->id, last);
    field->page = at->table->page;
    field->table = at->table;
    field->row = row->id;
    field->column = column->id;
    field->need = g_strdup(row->need);
    if (row->was) {
        field->was = g_strdup_printf("%s.%s", row->was, last);
        wb_load_add_rename(at->load, field->was, at->was);
    }
    return field;
}

static void
add_label_field(const TableLoad *at, const WbRow *row, const WbColumn *column)
{
    WbField *field = new_cell(at, row, column, "label");

    field->kind = WB_KIND_TEXT;
    field->role = g_strdup("need-label");
    wb_load_add_field(at->load, field, at->key);
}

static void
add_cell(const TableLoad *at, const WbRow *row, const WbColumn *column)
{
    WbField *field = new_cell(at, row, column, column->id);

    field->kind = column->kind;
    field->caption = wb_text_dup(column->caption);
    field->min = column->min;
    field->max = column->max;
    field->options = dup_options(column->options);
    field->role = g_strdup(column->role);
    field->population = g_strdup(column->population);
    field->tally = g_strdup(column->tally);
    field->sensitive = column->sensitive;
    wb_load_add_field(at->load, field, at->key);
}

static void
add_cells(const TableLoad *at, const WbRow *row)
{
    const GPtrArray *columns = at->table->columns->columns;

    for (guint i = 0; i < columns->len && !at->load->full; i++) {
        const WbColumn *column = columns->pdata[i];

        if (column->is_label && row->free)
            add_label_field(at, row, column);
    }
    for (guint i = 0; i < columns->len && !at->load->full; i++) {
        const WbColumn *column = columns->pdata[i];

        if (!column->is_label)
            add_cell(at, row, column);
    }
}

static gboolean
is_off(const WbNode *node, const char *key)
{
    return g_strcmp0(wb_node_string(node, key), "false") == 0;
}

/* A row that is not filled in is a sub-heading, and nothing can be said of its fields. */
static void
check_no_input(WbLoad *in, const WbNode *node)
{
    static const char *const keys[] = {"free", "need", "same-need", "related", "was"};

    if (!wb_node_flag(node, "heading"))
        wb_load_fail(in, wb_node_find(node, "input"),
                     "only a row with 'heading: true' can go without input");
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        const WbNode *value = wb_node_find(node, keys[i]);

        if (value)
            wb_load_fail(in, value, "'%s' belongs to a row with input", keys[i]);
    }
}

static WbRow *
new_row(const TableLoad *at, const WbNode *key, WbNode *node)
{
    WbRow *row = g_new0(WbRow, 1);

    row->id = g_strdup(key->value);
    row->mark = key->mark;
    if (node->type == WB_NODE_SCALAR) {
        row->label =
            wb_load_new_text(at->load, node, WB_TEXT_PROSE, "%s.%s/label", at->table->id, row->id);
    } else {
        row->label = wb_load_get_text(at->load, node, "label", WB_TEXT_PROSE, "%s.%s/label",
                                      at->table->id, row->id);
        row->free = wb_node_flag(node, "free");
        row->heading = wb_node_flag(node, "heading");
        row->no_input = is_off(node, "input");
        row->need = wb_node_dup(node, "need");
        row->same_need = wb_node_dup(node, "same-need");
        row->related = wb_node_dup(node, "related");
        row->was = dup_old_row(at, wb_node_string(node, "was"));
    }
    if (row->no_input)
        check_no_input(at->load, node);
    else if (!row->need && at->needs)
        row->need = g_strdup_printf("%s.%s", at->needs, row->id);
    return row;
}

static void
load_row(TableLoad *at, WbNode *item)
{
    WbLoad *in = at->load;
    WbNode *key, *node;
    WbRow *row;

    if (!wb_load_check_pair(in, item, "a row", "- id: label", &key, &node))
        return;
    if (node->type == WB_NODE_SCALAR ? !wb_load_check_text(in, node, "a row's label")
                                     : !wb_load_check_map(in, node, "a row", wb_row_keys))
        return;
    if (!g_hash_table_add(at->seen, key->value)) {
        wb_load_fail(in, key, "the row '%s' stands here twice", key->value);
        return;
    }
    row = new_row(at, key, node);
    g_ptr_array_add(at->table->rows, row);
    at->key = key;
    at->was = wb_node_find(node, "was");
    if (at->table->columns && !row->no_input)
        add_cells(at, row);
}

static gboolean
claim_id(WbLoad *in, const char *id, const WbNode *node)
{
    g_autofree char *name = g_strdup_printf("table %s", id);
    const WbNode *owner = g_hash_table_lookup(in->owners, name);

    if (owner)
        return wb_load_fail(in, node, "the table '%s' is there already (%s:%u)", id,
                            owner->mark.path, owner->mark.line);
    g_hash_table_insert(in->owners, (gpointer)g_intern_string(name), (gpointer)node);
    return TRUE;
}

static void
find_columns(WbLoad *in, WbTable *table, const WbNode *node)
{
    const WbNode *name = wb_node_find(node, "columns");

    if (!name)
        return;
    table->columns = lookup_columns(in, name->value);
    if (!table->columns && !in->incomplete)
        wb_load_fail(in, name, "no columns are called '%s'", name->value);
}

/* Without heads of its own a table goes on under those of the table right above. */
static void
check_heads(WbLoad *in, const WbPageLoad *at, const WbTable *table, const WbNode *node)
{
    const WbNode *heads = wb_node_find(node, "heads");
    const WbTable *above = at->above ? at->above->table : NULL;

    if (!table->no_heads || at->lost)
        return;
    if (!at->above || at->above->kind != WB_BLOCK_TABLE)
        wb_load_fail(in, heads, "no table stands right above whose heads this one could go under");
    else if (above && above->columns && table->columns && above->columns != table->columns)
        wb_load_fail(in, heads, "the table right above has other columns: '%s'",
                     above->columns->name);
}

/* A page's id has no dots, so only few tables can meet one: the titles would share a context. */
static void
load_title(WbLoad *in, WbTable *table, const WbNode *node)
{
    const WbNode *title = wb_node_find(node, "title");

    if (title && wb_workbook_lookup_page(in->workbook, table->id))
        wb_load_fail(in, title, "the page '%s' has a title, and so its table cannot have one",
                     table->id);
    table->title = wb_load_get_text(in, node, "title", WB_TEXT_PLAIN, "%s/title", table->id);
}

void
wb_load_table(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    WbNode *rows = wb_node_find(node, "rows");
    WbTable *table;
    TableLoad load = {.load = in, .seen = seen, .needs = wb_node_string(node, "needs")};

    if (!block->id || !claim_id(in, block->id, wb_node_find(node, "table")))
        return;
    table = wb_table_new();
    table->id = g_strdup(block->id);
    table->mark = block->mark;
    table->page = at->page;
    table->continues = wb_node_flag(node, "continues");
    table->label = wb_load_get_text(in, node, "label", WB_TEXT_PLAIN, "%s/label", table->id);
    if (!table->label)
        table->label = wb_text_dup(at->page->title);
    load_title(in, table, node);
    table->no_heads = is_off(node, "heads");
    find_columns(in, table, node);
    check_heads(in, at, table, node);
    g_ptr_array_add(in->workbook->tables, table);
    block->table = table;
    load.table = table;
    if (rows && wb_node_n(rows) == 0)
        wb_load_fail(in, rows, "a table needs rows");
    for (guint i = 0; i < wb_node_n(rows) && !in->full; i++)
        load_row(&load, wb_node_nth(rows, i));
}
