#include "load-private.h"

#include <string.h>

const WbKey wb_circle_keys[] = {
    {"circle", WB_TAKES_ID, TRUE},
    {"shows", WB_TAKES_TEXT_OR_LIST, TRUE},
    {"label", WB_TAKES_TEXT},
    {NULL},
};

const WbKey wb_gather_keys[] = {
    {"gather", WB_TAKES_TEXT_OR_LIST, TRUE},
    {NULL},
};

/* A shape whose fields are looked for when all pages are there: it may stand before them. */
typedef struct {
    WbShape *shape;
    WbNode *node; /* of the block; of a gathered circle its name */
    void (*feed)(WbLoad *in, WbShape *shape, WbNode *node);
} WbPending;

void
wb_load_add_pending(WbLoad *in, WbShape *shape, WbNode *node,
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

WbShape *
wb_load_add_shape(WbLoad *in, WbPageLoad *at, WbBlock *block, WbShapeKind kind, char *id,
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

WbPiece *
wb_load_add_piece(WbShape *shape, const char *id, WbMark mark)
{
    WbPiece *piece = wb_piece_new();

    piece->id = g_strdup(id);
    piece->mark = mark;
    g_ptr_array_add(shape->pieces, piece);
    return piece;
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

void
wb_load_show_entries(WbLoad *in, WbPiece *piece, const char *above, const WbNode *shows)
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
        wb_load_show_entries(in, piece, NULL, shows);
}

void
wb_load_circle(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    WbShape *shape;

    if (!block->id)
        return;
    shape =
        wb_load_add_shape(in, at, block, WB_SHAPE_CIRCLE, g_strconcat("circle.", block->id, NULL),
                          wb_node_find(node, "circle"));
    shape->label = wb_load_get_text(in, node, "label", WB_TEXT_PLAIN, "%s/label", shape->id);
    if (!shape->label)
        shape->label = wb_text_dup(at->page->title);
    wb_load_add_pending(in, shape, node, feed_circle);
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
    piece = wb_load_add_piece(shape, shown->id, name->mark);
    if (entry->type == WB_NODE_MAP)
        wb_load_show_entries(in, piece, NULL, entry->children->pdata[1]);
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
    shape = wb_load_add_shape(in, at, block, WB_SHAPE_CIRCLE,
                              g_strconcat("summary.", short_name(name->value), NULL), name);
    wb_load_add_pending(in, shape, entry, feed_copy);
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
