#include "load-private.h"

#include <string.h>

const WbKey wb_circle_keys[] = {
    {"circle", WB_TAKES_ID, TRUE},
    {"shows", WB_TAKES_TEXT_OR_LIST, TRUE},
    {"label", WB_TAKES_TEXT},
    {NULL},
};

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

const WbKey wb_gather_keys[] = {
    {"gather", WB_TAKES_TEXT_OR_LIST, TRUE},
    {NULL},
};

const WbKey wb_piece_keys[] = {
    {"label", WB_TAKES_TEXT, TRUE},
    {"shows", WB_TAKES_TEXT_OR_LIST},
    {"need", WB_TAKES_PATH},
    {"was", WB_TAKES_PATH},
    {NULL},
};

/* A shape whose fields are looked for when all pages are there: it may stand before them. */
typedef struct {
    WbShape *shape;
    WbNode *node; /* of the block; of a gathered circle its name */
    void (*feed)(WbLoad *in, WbShape *shape, WbNode *node);
} WbPending;

static void
add_pending(WbLoad *in, WbShape *shape, WbNode *node,
            void (*feed)(WbLoad *in, WbShape *shape, WbNode *node))
{
    WbPending *pending = g_new0(WbPending, 1);

    pending->shape = shape;
    pending->node = node;
    pending->feed = feed;
    if (!in->pending)
        in->pending = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(in->pending, pending);
}

static WbShape *
add_shape(WbLoad *in, WbPageLoad *at, WbBlock *block, WbShapeKind kind, char *id,
          const WbNode *node)
{
    WbShape *shape = wb_shape_new();
    const WbShape *same = wb_workbook_lookup_shape(in->workbook, id);

    shape->id = id;
    shape->kind = kind;
    shape->page = at->page;
    shape->mark = node->mark;
    if (same)
        wb_load_fail(in, node, "the shape '%s' is there already (%s:%u)", id, same->mark.path,
                     same->mark.line);
    wb_workbook_add_shape(in->workbook, shape);
    g_ptr_array_add(block->shapes, shape);
    return shape;
}

/* Fields. */

static void
show_field(WbLoad *in, WbPiece *piece, WbField *field, GHashTable *shown)
{
    if (piece->shows->len > WB_LOAD_MAX_SHOWN || !g_hash_table_add(shown, field))
        return;
    g_ptr_array_add(piece->shows, field);
    if (field->other)
        show_field(in, piece, wb_workbook_lookup_field(in->workbook, field->other), shown);
}

/* "gifts.*": everything below. */
static gboolean
show_below(WbLoad *in, WbPiece *piece, const char *prefix, GHashTable *shown)
{
    const GPtrArray *below = g_hash_table_lookup(in->below, prefix);

    for (guint i = 0; below && i < below->len && piece->shows->len <= WB_LOAD_MAX_SHOWN; i++)
        show_field(in, piece, below->pdata[i], shown);
    return below != NULL;
}

static WbField *
find_field(WbLoad *in, const char *above, const char *name)
{
    g_autofree char *whole = above ? g_strdup_printf("%s.%s", above, name) : NULL;
    WbField *field = whole ? wb_workbook_lookup_field(in->workbook, whole) : NULL;

    return field ? field : wb_workbook_lookup_field(in->workbook, name);
}

/* "jobs.*.who": below "jobs" all of one id further that end in ".who". */
static gboolean
show_like(WbLoad *in, WbPiece *piece, const char *prefix, const char *suffix, GHashTable *shown)
{
    const GPtrArray *below = g_hash_table_lookup(in->below, prefix);
    gboolean found = FALSE;

    for (guint i = 0; below && i < below->len && piece->shows->len <= WB_LOAD_MAX_SHOWN; i++) {
        WbField *field = below->pdata[i];
        const char *dot = strchr(field->id + strlen(prefix) + 1, '.');

        if (!dot || !g_str_equal(dot, suffix))
            continue;
        show_field(in, piece, field, shown);
        found = TRUE;
    }
    return found;
}

/* An entry with a *, which stands for one part in the middle or for all that follows. */
static void
show_pattern(WbLoad *in, WbPiece *piece, const WbNode *entry, const char *star, GHashTable *shown)
{
    g_autofree char *prefix = g_strndup(entry->value, star - entry->value - 1);
    gboolean found;

    if (strchr(star + 1, '*')) {
        wb_load_fail(in, entry, "'%s' has more than one *", entry->value);
        return;
    }
    found = star[1] == '\0' ? show_below(in, piece, prefix, shown)
                            : show_like(in, piece, prefix, star + 1, shown);
    if (found || in->incomplete)
        return;
    if (star[1] == '\0')
        wb_load_fail(in, entry, "nothing feeds this shape: no field is below '%s'", prefix);
    else
        wb_load_fail(in, entry, "nothing feeds this shape: no field's id is like '%s'",
                     entry->value);
}

/* One entry of "shows": an id, below @above or whole, or all below one. */
static void
show_entry(WbLoad *in, WbPiece *piece, const char *above, const WbNode *entry, GHashTable *shown)
{
    const char *star;
    WbField *field;

    if (!wb_load_check_text(in, entry, "what a shape shows"))
        return;
    star = strstr(entry->value, ".*");
    if (star && (star[2] == '\0' || star[2] == '.')) {
        show_pattern(in, piece, entry, star + 1, shown);
        return;
    }
    field = find_field(in, above, entry->value);
    if (field)
        show_field(in, piece, field, shown);
    else if (!in->incomplete)
        wb_load_fail(in, entry, "no field has the id '%s'", entry->value);
}

static void
show_entries(WbLoad *in, WbPiece *piece, const char *above, const WbNode *shows)
{
    g_autoptr(GHashTable) shown = g_hash_table_new(NULL, NULL);

    if (shows->type == WB_NODE_SCALAR) {
        show_entry(in, piece, above, shows, shown);
    } else if (wb_node_n(shows) == 0) {
        wb_load_fail(in, shows, "nothing feeds this shape: the list is empty");
    } else if (wb_node_n(shows) > WB_LOAD_MAX_SHOWN) {
        wb_load_fail(in, shows, "more than %d entries", WB_LOAD_MAX_SHOWN);
    } else {
        for (guint i = 0; i < wb_node_n(shows); i++)
            show_entry(in, piece, above, wb_node_nth(shows, i), shown);
    }
    if (piece->shows->len > WB_LOAD_MAX_SHOWN)
        wb_load_fail(in, shows, "more than %d fields in one shape", WB_LOAD_MAX_SHOWN);
}

/* Circles. */

static void
feed_circle(WbLoad *in, WbShape *shape, WbNode *node)
{
    WbPiece *piece = wb_piece_new();
    const WbNode *shows = wb_node_find(node, "shows");

    piece->id = wb_node_dup(node, "circle");
    piece->mark = shape->mark;
    g_ptr_array_add(shape->pieces, piece);
    if (shows)
        show_entries(in, piece, NULL, shows);
}

void
wb_load_circle(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    WbShape *shape;

    if (!block->id)
        return;
    shape = add_shape(in, at, block, WB_SHAPE_CIRCLE, g_strconcat("circle.", block->id, NULL),
                      wb_node_find(node, "circle"));
    shape->label = wb_load_get_text(in, node, "label", WB_TEXT_PLAIN, "%s/label", shape->id);
    if (!shape->label)
        shape->label = wb_text_dup(at->page->title);
    add_pending(in, shape, node, feed_circle);
}

/* Puzzles. */

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

static WbPiece *
add_piece(WbShape *shape, const char *id, WbMark mark)
{
    WbPiece *piece = wb_piece_new();

    piece->id = g_strdup(id);
    piece->mark = mark;
    g_ptr_array_add(shape->pieces, piece);
    return piece;
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
    piece = add_piece(shape, (*key)->value, (*key)->mark);
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
        piece = add_piece(shape, row->id, row->mark);
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
        show_entries(in, piece, table->id, shows);
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
    shape = add_shape(in, at, block, WB_SHAPE_PUZZLE, g_strconcat("puzzle.", block->id, NULL),
                      wb_node_find(node, "puzzle"));
    shape->label = wb_load_get_text(in, node, "label", WB_TEXT_PLAIN, "%s/label", shape->id);
    if (!shape->label)
        shape->label = wb_text_dup(at->page->title);
    if (wb_node_find(node, "typed"))
        add_typed_pieces(in, shape, node);
    else if (!wb_node_has(node, "typed"))
        add_pending(in, shape, node, feed_puzzle);
}

/* Gathered circles. */

static const char *
short_name(const char *name)
{
    return g_str_has_prefix(name, "circle.") ? name + strlen("circle.") : name;
}

/* An entry names a circle, and may say what of it is shown here: "circle: what". */
static WbNode *
gathered_name(const WbNode *entry)
{
    return entry->type == WB_NODE_MAP ? entry->children->pdata[0] : (WbNode *)entry;
}

static void
feed_copy(WbLoad *in, WbShape *shape, WbNode *entry)
{
    const WbNode *name = gathered_name(entry);
    g_autofree char *id = g_strconcat("circle.", short_name(name->value), NULL);
    const WbShape *circle = wb_workbook_lookup_shape(in->workbook, id);
    const WbPiece *shown;
    WbPiece *piece;

    if (!circle || circle->pieces->len == 0) {
        if (!in->incomplete && !circle)
            wb_load_fail(in, name, "no circle is called '%s'", short_name(name->value));
        return;
    }
    shown = circle->pieces->pdata[0];
    piece = add_piece(shape, shown->id, name->mark);
    if (entry->type == WB_NODE_MAP)
        show_entries(in, piece, NULL, entry->children->pdata[1]);
    for (guint i = 0; entry->type != WB_NODE_MAP && i < shown->shows->len; i++)
        g_ptr_array_add(piece->shows, shown->shows->pdata[i]);
    shape->label = wb_text_dup(circle->label);
    shape->copy_of = circle;
}

static gboolean
check_gathered(WbLoad *in, const WbNode *entry)
{
    const WbNode *shows;

    if (entry->type != WB_NODE_MAP)
        return wb_load_check_path(in, entry, "the name of a circle");
    if (entry->children->len != 2)
        return wb_load_fail(in, entry,
                            "a gathered circle is written as '- circle' or "
                            "'- circle: what it shows'");
    shows = entry->children->pdata[1];
    return wb_load_check_path(in, entry->children->pdata[0], "the name of a circle") &&
           (shows->type == WB_NODE_LIST ||
            wb_load_check_text(in, shows, "what a gathered circle shows"));
}

static void
gather_circle(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *entry)
{
    const WbNode *name;
    WbShape *shape;

    if (!check_gathered(in, entry))
        return;
    name = gathered_name(entry);
    shape = add_shape(in, at, block, WB_SHAPE_CIRCLE,
                      g_strconcat("summary.", short_name(name->value), NULL), name);
    add_pending(in, shape, entry, feed_copy);
}

void
wb_load_gather(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    WbNode *names = wb_node_find(node, "gather");

    if (!names)
        return;
    if (names->type == WB_NODE_SCALAR)
        gather_circle(in, at, block, names);
    else if (wb_node_n(names) == 0)
        wb_load_fail(in, names, "nothing feeds this shape: the list is empty");
    for (guint i = 0; i < wb_node_n(names); i++)
        gather_circle(in, at, block, wb_node_nth(names, i));
}

/* All of them. */

static void
note_shown(WbShape *shape)
{
    for (guint i = 0; i < shape->pieces->len; i++) {
        const WbPiece *piece = shape->pieces->pdata[i];

        for (guint k = 0; k < piece->shows->len; k++) {
            WbField *field = piece->shows->pdata[k];
            guint n = field->shown_by->len;

            if (n == 0 || field->shown_by->pdata[n - 1] != shape)
                g_ptr_array_add(field->shown_by, shape);
        }
    }
}

void
wb_load_feed_shapes(WbLoad *in)
{
    static const gboolean passes[] = {FALSE, TRUE}; /* copies need their circles fed */

    for (guint pass = 0; pass < G_N_ELEMENTS(passes); pass++) {
        for (guint i = 0; in->pending && i < in->pending->len; i++) {
            const WbPending *pending = in->pending->pdata[i];

            if ((pending->feed == feed_copy) == passes[pass])
                pending->feed(in, pending->shape, pending->node);
        }
    }
    for (guint i = 0; i < in->workbook->shapes->len; i++)
        note_shown(in->workbook->shapes->pdata[i]);
}
