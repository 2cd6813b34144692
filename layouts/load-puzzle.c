/* Puzzles: they show a table, piece by row, or are typed into. */
#include "load-private.h"

#include <string.h>

/* What is typed into a piece has no options: they could not be told apart there. */
const char *const wb_load_typed_kinds[] = {"text", "lines", "number", "date", NULL};

const WbKey wb_puzzle_keys[] = {
    {"puzzle", WB_TAKES_ID, TRUE},
    {"of", WB_TAKES_PATH},
    {"shows", WB_TAKES_ID},
    {"typed", WB_TAKES_PATH},
    {"kind", WB_TAKES_WORD, .words = wb_load_typed_kinds},
    {"role", WB_TAKES_WORD, .words = wb_load_roles},
    {"tally", WB_TAKES_WORD, .words = wb_load_tallies},
    {"sensitive", WB_TAKES_FLAG},
    {"pieces", WB_TAKES_LIST},
    {"label", WB_TAKES_TEXT},
    {NULL},
};

const WbKey wb_piece_keys[] = {
    {"label", WB_TAKES_TEXT, TRUE},
    {"shows", WB_TAKES_TEXT_OR_LIST},
    {"need", WB_TAKES_PATH},
    {"was", WB_TAKES_PATH},
    {NULL},
};

static const WbTable *
lookup_table(const WbLoad *in, const char *id)
{
    for (guint i = 0; i < in->workbook->tables->len; i++) {
        const WbTable *table = in->workbook->tables->pdata[i];

        if (g_str_equal(table->id, id))
            return table;
    }
    return NULL;
}

static const WbRow *
lookup_row(const WbTable *table, const char *id)
{
    for (guint i = 0; i < table->rows->len; i++) {
        const WbRow *row = table->rows->pdata[i];

        if (g_str_equal(row->id, id))
            return row;
    }
    return NULL;
}

/* What a piece shows that does not say so itself: its row, in the puzzle's column. */
static gboolean
show_row(WbLoad *in, WbPiece *piece, const WbTable *table, const char *column)
{
    g_autofree char *id = g_strdup_printf("%s.%s.%s", table->id, piece->id, column);
    WbField *field = wb_workbook_lookup_field(in->workbook, id);

    if (!field)
        return FALSE;
    g_ptr_array_add(piece->shows, field);
    return TRUE;
}

/* A piece as its own entry describes it; NULL and a complaint where that cannot be read. */
static WbPiece *
load_piece(WbLoad *in, WbShape *shape, WbNode *item, GHashTable *seen, WbNode **key, WbNode **node)
{
    WbPiece *piece;

    if (!wb_load_check_pair(in, item, "a piece", "- id: label", key, node))
        return NULL;
    if ((*node)->type == WB_NODE_SCALAR ? !wb_load_check_text(in, *node, "a piece's label")
                                        : !wb_load_check_map(in, *node, "a piece", wb_piece_keys))
        return NULL;
    if (!g_hash_table_add(seen, (*key)->value)) {
        wb_load_fail(in, *key, "the piece '%s' stands here twice", (*key)->value);
        return NULL;
    }
    piece = wb_load_add_piece(shape, (*key)->value, (*key)->mark);
    piece->need = wb_node_dup(*node, "need");
    if ((*node)->type == WB_NODE_SCALAR)
        piece->label =
            wb_load_new_text(in, *node, WB_TEXT_PLAIN, "%s.%s/label", shape->id, piece->id);
    else
        piece->label = wb_load_get_text(in, *node, "label", WB_TEXT_PLAIN, "%s.%s/label", shape->id,
                                        piece->id);
    return piece;
}

/* Complains of a list of pieces that no puzzle can be made of. */
static void
check_pieces(WbLoad *in, const WbNode *node, guint n)
{
    if (node->type == WB_NODE_LIST && n == 0)
        wb_load_fail(in, node, "nothing feeds this shape: the list is empty");
    if (n > WB_LOAD_MAX_PIECES)
        wb_load_fail(in, node, "more than %d pieces in one puzzle", WB_LOAD_MAX_PIECES);
}

static guint
count_rows(const WbTable *table)
{
    guint n = 0;

    for (guint i = 0; i < table->rows->len; i++)
        n += ((WbRow *)table->rows->pdata[i])->no_input ? 0 : 1;
    return n;
}

static void
feed_rows(WbLoad *in, WbShape *shape, const WbTable *table, const char *column)
{
    for (guint i = 0; i < table->rows->len && shape->pieces->len < WB_LOAD_MAX_PIECES; i++) {
        const WbRow *row = table->rows->pdata[i];
        WbPiece *piece;

        if (row->no_input)
            continue;
        piece = wb_load_add_piece(shape, row->id, row->mark);
        piece->need = g_strdup(row->need);
        piece->label = wb_text_dup(row->label);
        show_row(in, piece, table, column);
    }
}

static void
feed_piece(WbLoad *in, WbShape *shape, const WbTable *table, const char *column, WbNode *item,
           GHashTable *seen)
{
    WbNode *key, *node, *was;
    WbPiece *piece = load_piece(in, shape, item, seen, &key, &node);
    const WbRow *row = piece ? lookup_row(table, piece->id) : NULL;
    const WbNode *shows;

    if (!piece)
        return;
    if (!piece->need && row)
        piece->need = g_strdup(row->need);
    was = wb_node_find(node, "was");
    if (was)
        wb_load_fail(in, was, "'was' belongs to a piece that is typed into");
    shows = wb_node_find(node, "shows");
    if (shows)
        wb_load_show_entries(in, piece, table->id, shows);
    else if (!show_row(in, piece, table, column) && !in->incomplete)
        wb_load_fail(in, key,
                     "nothing feeds this piece: '%s' is no row of '%s'%s, and it has no 'shows'",
                     piece->id, table->id, row ? " to fill in" : "");
}

static gboolean
check_puzzle_column(WbLoad *in, const WbTable *table, const WbNode *shows)
{
    for (guint i = 0; i < table->columns->columns->len; i++) {
        const WbColumn *column = table->columns->columns->pdata[i];

        if (!column->is_label && g_str_equal(column->id, shows->value))
            return TRUE;
    }
    return wb_load_fail(in, shows, "the table '%s' has no column '%s' to fill in", table->id,
                        shows->value);
}

static void
feed_puzzle(WbLoad *in, WbShape *shape, WbNode *node)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    const WbNode *of = wb_node_find(node, "of"), *shows = wb_node_find(node, "shows");
    const WbNode *pieces = wb_node_find(node, "pieces");
    const WbTable *table = of ? lookup_table(in, of->value) : NULL;

    if (of && !table && !in->incomplete)
        wb_load_fail(in, of, "no table has the id '%s'", of->value);
    if (!table || !table->columns || !shows || !check_puzzle_column(in, table, shows))
        return;
    check_pieces(in, pieces ? pieces : of, pieces ? wb_node_n(pieces) : count_rows(table));
    if (!pieces)
        feed_rows(in, shape, table, shows->value);
    for (guint i = 0; i < MIN(wb_node_n(pieces), WB_LOAD_MAX_PIECES); i++)
        feed_piece(in, shape, table, shows->value, wb_node_nth(pieces, i), seen);
}

/* Typed puzzles: each piece holds a field of its own. */

static char *
dup_old_piece(const char *typed, const char *was)
{
    return strchr(was, '.') ? g_strdup(was) : g_strdup_printf("%s.%s", typed, was);
}

static void
add_typed(WbLoad *in, WbShape *shape, const WbNode *block, const char *typed, WbNode *item,
          GHashTable *seen)
{
    WbNode *key, *node;
    WbPiece *piece = load_piece(in, shape, item, seen, &key, &node);
    const WbNode *shows, *was;
    WbField *field;

    if (!piece)
        return;
    shows = wb_node_find(node, "shows");
    was = wb_node_find(node, "was");
    if (shows)
        wb_load_fail(in, shows, "a piece that is typed into shows its own field and no other");
    field = wb_field_new();
    field->id = g_strdup_printf("%s.%s", typed, piece->id);
    field->kind = WB_KIND_LINES;
    if (wb_node_find(block, "kind"))
        wb_kind_parse(wb_node_string(block, "kind"), &field->kind);
    field->page = shape->page;
    field->label = wb_text_dup(piece->label);
    field->need = g_strdup(piece->need);
    field->role = wb_node_dup(block, "role");
    field->tally = wb_node_dup(block, "tally");
    field->sensitive = wb_node_flag(block, "sensitive");
    if (was) {
        field->was = dup_old_piece(typed, was->value);
        wb_load_add_rename(in, field->was, was);
    }
    wb_load_add_field(in, field, key);
    g_ptr_array_add(piece->shows, field);
}

static void
add_typed_pieces(WbLoad *in, WbShape *shape, WbNode *node)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    const WbNode *typed = wb_node_find(node, "typed"), *pieces = wb_node_find(node, "pieces");

    shape->typed = TRUE;
    if (!pieces || !wb_load_check_owner(in, typed))
        return;
    check_pieces(in, pieces, wb_node_n(pieces));
    for (guint i = 0; i < MIN(wb_node_n(pieces), WB_LOAD_MAX_PIECES) && !in->full; i++)
        add_typed(in, shape, node, typed->value, wb_node_nth(pieces, i), seen);
}

/* A puzzle shows a table or is typed into, and each has keys of its own. */
static void
check_puzzle_keys(WbLoad *in, const WbNode *node)
{
    static const struct {
        const char *key;
        gboolean typed, required;
    } rules[] = {
        {"of", FALSE, TRUE},        {"shows", FALSE, TRUE}, {"pieces", TRUE, TRUE},
        {"kind", TRUE, FALSE},      {"role", TRUE, FALSE},  {"tally", TRUE, FALSE},
        {"sensitive", TRUE, FALSE},
    };
    gboolean typed = wb_node_has(node, "typed");

    for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
        const WbNode *value = wb_node_find(node, rules[i].key);

        if (rules[i].typed == typed && rules[i].required && !wb_node_has(node, rules[i].key))
            wb_load_fail(in, node, "a puzzle%s needs the key '%s'%s",
                         typed ? " that is typed into" : "", rules[i].key,
                         typed ? "" : " (or is 'typed')");
        if (rules[i].typed && rules[i].required) /* a puzzle of a table may have them too */
            continue;
        if (value && rules[i].typed && !typed)
            wb_load_fail(in, value, "'%s' belongs to a puzzle that is typed into", rules[i].key);
        if (value && !rules[i].typed && typed)
            wb_load_fail(in, value,
                         "'%s' belongs to a puzzle of a table, and this one is typed "
                         "into",
                         rules[i].key);
    }
}

void
wb_load_puzzle(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    WbShape *shape;

    check_puzzle_keys(in, node);
    if (!block->id)
        return;
    shape =
        wb_load_add_shape(in, at, block, WB_SHAPE_PUZZLE, g_strconcat("puzzle.", block->id, NULL),
                          wb_node_find(node, "puzzle"));
    shape->label = wb_load_get_text(in, node, "label", WB_TEXT_PLAIN, "%s/label", shape->id);
    if (!shape->label)
        shape->label = wb_text_dup(at->page->title);
    if (wb_node_find(node, "typed"))
        add_typed_pieces(in, shape, node);
    else if (!wb_node_has(node, "typed"))
        wb_load_add_pending(in, shape, node, feed_puzzle);
}
