#include "load-private.h"

#include <string.h>

const char *const wb_load_looks[] = {
    [WB_LOOK_PAGE] = "page", [WB_LOOK_COVER] = "cover", [WB_LOOK_DIVIDER] = "divider", NULL};

const WbKey wb_page_keys[] = {
    {"page", WB_TAKES_ID, TRUE},
    {"title", WB_TAKES_TEXT, TRUE},
    {"subtitle", WB_TAKES_TEXT},
    {"part", WB_TAKES_ID},
    {"section", WB_TAKES_ID},
    {"body", WB_TAKES_LIST, TRUE},
    {"look", WB_TAKES_WORD, .words = wb_load_looks},
    {NULL},
};

const WbKey wb_spread_keys[] = {{"spread", WB_TAKES_LIST, TRUE}, {NULL}};
const WbKey wb_page_break_keys[] = {{"page-break", WB_TAKES_FLAG, TRUE}, {NULL}};

static void load_blocks(WbLoad *in, WbPageLoad *at, const WbNode *list);

/* A spread: columns of blocks, each full blocks of the page. */

static void
load_column(WbLoad *in, const WbPageLoad *outside, WbPageLoad *at, WbNode *list, GPtrArray *blocks)
{
    at->blocks = blocks;
    at->inside = TRUE;
    at->above = NULL;
    at->lost = FALSE;
    at->prompt = outside->prompt; /* a column knows nothing of what the one before it asked */
    at->asked = FALSE;
    load_blocks(in, at, list);
}

static void
load_spread(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    enum { LEAST = 2, MOST = 4 };
    const WbNode *columns = wb_node_find(node, "spread");
    WbPageLoad outside = *at;

    if (columns && (wb_node_n(columns) < LEAST || wb_node_n(columns) > MOST)) {
        wb_load_fail(in, columns, "a spread has %d to %d columns, and not %u", LEAST, MOST,
                     wb_node_n(columns));
        return;
    }
    for (guint i = 0; i < wb_node_n(columns); i++) {
        WbNode *list = wb_node_nth(columns, i);
        GPtrArray *blocks;

        if (wb_node_n(list) == 0) {
            wb_load_fail(in, list, "a column of a spread is a list of blocks");
            continue;
        }
        blocks = wb_blocks_new();
        g_ptr_array_add(block->spread, blocks);
        load_column(in, &outside, at, list, blocks);
    }
    memcpy(outside.ordinals, at->ordinals, sizeof outside.ordinals);
    *at = outside;
}

/* Elsewhere it would make an empty sheet. */
static void
fail_page_break(WbLoad *in, WbNode *node)
{
    if (!node->wrong)
        wb_load_fail(in, node, "a page break stands between two blocks");
    node->wrong = TRUE;
}

static void
load_page_break(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    const WbNode *value = wb_node_find(node, "page-break");

    if (value && !wb_node_flag(node, "page-break"))
        wb_load_fail(in, value, "'page-break' is true or not there at all");
    else if (!at->lost && (!at->above || at->above->kind == WB_BLOCK_PAGE_BREAK))
        fail_page_break(in, node);
}

/* The kinds of blocks: adding one is a row here. */

static const struct {
    const WbKey *keys;
    void (*load)(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
    const char *what;
    gboolean body_only; /* stands in the page's body, not inside a spread */
} kinds[] = {
    [WB_BLOCK_HEADING] = {wb_heading_keys, wb_load_asking, "a heading"},
    [WB_BLOCK_TEXT] = {wb_text_keys, wb_load_paragraphs, "a text"},
    [WB_BLOCK_PROMPT] = {wb_prompt_keys, wb_load_asking, "a prompt"},
    [WB_BLOCK_LIST] = {wb_list_keys, wb_load_list, "a list"},
    [WB_BLOCK_NOTE] = {wb_note_keys, wb_load_words, "a note"},
    [WB_BLOCK_ANSWERS] = {wb_answers_keys, wb_load_answers, "a block of answers"},
    [WB_BLOCK_QUESTIONS] = {wb_questions_keys, wb_load_questions, "a block of questions"},
    [WB_BLOCK_SENTENCES] = {wb_sentences_keys, wb_load_sentences, "a block of sentences"},
    [WB_BLOCK_TABLE] = {wb_table_keys, wb_load_table, "a table"},
    [WB_BLOCK_CIRCLE] = {wb_circle_keys, wb_load_circle, "a circle"},
    [WB_BLOCK_PUZZLE] = {wb_puzzle_keys, wb_load_puzzle, "a puzzle"},
    [WB_BLOCK_GATHER] = {wb_gather_keys, wb_load_gather, "a gathering"},
    [WB_BLOCK_CONTENTS] = {wb_contents_keys, wb_load_contents, "a block of contents"},
    [WB_BLOCK_FACTS] = {wb_facts_keys, wb_load_facts, "a block of facts"},
    [WB_BLOCK_SPREAD] = {wb_spread_keys, load_spread, "a spread", TRUE},
    [WB_BLOCK_PAGE_BREAK] = {wb_page_break_keys, load_page_break, "a page break", TRUE},
};

static gboolean
find_kind(const char *name, WbBlockKind *kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (g_str_equal(wb_block_kind_name(i), name)) {
            *kind = (WbBlockKind)i;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
fail_kind(WbLoad *in, const WbNode *node)
{
    const char *names[G_N_ELEMENTS(kinds) + 1] = {NULL};
    const WbNode *first = node->children->pdata[0];
    g_autofree char *near = NULL;

    if (first->type != WB_NODE_SCALAR)
        return wb_load_fail(in, first, "a block starts with its kind");
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        names[i] = wb_block_kind_name(i);
    near = wb_load_dup_suggestion(first->value, names);
    return wb_load_fail(in, first, "unknown block '%s'%s", first->value, near);
}

/* Which kind of block the mapping is: the one key that names a kind. */
static gboolean
get_kind(WbLoad *in, const WbNode *node, WbBlockKind *kind)
{
    const WbNode *named = NULL;

    if (node->type != WB_NODE_MAP || node->children->len == 0)
        return wb_load_fail(in, node, "a block is written as '- kind: ...'");
    for (guint i = 0; i + 1 < node->children->len; i += 2) {
        const WbNode *key = node->children->pdata[i];
        WbBlockKind other;

        if (key->type != WB_NODE_SCALAR || !find_kind(key->value, named ? &other : kind))
            continue;
        if (named && other != *kind)
            return wb_load_fail(in, key, "one block cannot be both '%s' and '%s'", named->value,
                                key->value);
        named = named ? named : key;
    }
    return named || fail_kind(in, node);
}

/* Words that stand above the contexts of other things than fields. */
gboolean
wb_load_check_owner(WbLoad *in, const WbNode *node)
{
    static const char *const reserved[] = {"workbook", "values",  "parts", "sections",
                                           "columns",  "nothing", "words", "circle",
                                           "puzzle",   "summary", NULL};
    g_auto(GStrv) parts = g_strsplit(node->value, ".", 2);

    if (!g_strv_contains(reserved, parts[0]))
        return TRUE;
    return wb_load_fail(in, node, "no field's id can start with '%s': the house uses it itself",
                        parts[0]);
}

/* The block and what of it all kinds have, or NULL. */
static WbBlock *
new_block(WbLoad *in, WbPageLoad *at, WbNode *node)
{
    const WbNode *name;
    WbBlockKind kind;
    WbBlock *block;

    if (!get_kind(in, node, &kind) ||
        !wb_load_check_map(in, node, kinds[kind].what, kinds[kind].keys))
        return NULL;
    if (kinds[kind].body_only && at->inside) {
        wb_load_fail(in, node, "%s cannot stand inside a spread", kinds[kind].what);
        return NULL;
    }
    block = wb_block_new(kind);
    block->mark = node->mark;
    g_ptr_array_add(at->blocks, block);
    at->ordinals[kind]++;
    name = wb_node_find(node, wb_block_kind_name(kind));
    if (name && (kinds[kind].keys[0].takes == WB_TAKES_ID ||
                 (kinds[kind].keys[0].takes == WB_TAKES_PATH && wb_load_check_owner(in, name))))
        block->id = g_strdup(name->value);
    block->numbering = wb_node_dup(node, "numbering");
    return block;
}

static void
load_blocks(WbLoad *in, WbPageLoad *at, const WbNode *list)
{
    for (guint i = 0; i < wb_node_n(list) && !in->full; i++) {
        WbBlock *block = new_block(in, at, wb_node_nth(list, i));

        if (block) {
            kinds[block->kind].load(in, at, block, wb_node_nth(list, i));
            at->asked = at->asked && block->kind == WB_BLOCK_PROMPT;
        }
        at->above = block;
        at->lost = !block;
    }
}

/* Pages. */

static void
check_group(WbLoad *in, const WbNode *node, const char *key,
            const WbGroup *(*lookup)(const WbWorkbook *self, const char *id), const char **id_out)
{
    const WbNode *value = wb_node_find(node, key);
    const WbGroup *group = value ? lookup(in->workbook, value->value) : NULL;

    if (group)
        *id_out = group->id;
    else if (value && !in->incomplete)
        wb_load_fail(in, value, "no %s has the id '%s'", key, value->value);
}

static gboolean
is_reserved_page(const char *id)
{
    static const char *const reserved[] = {"workbook", "values",  "parts", "sections",
                                           "columns",  "nothing", "words", NULL};

    return g_strv_contains(reserved, id);
}

static void
check_page_id(WbLoad *in, const WbPage *page, const WbNode *node)
{
    const WbNode *id = wb_node_find(node, "page");

    if (!id)
        return;
    if (!g_str_equal(id->value, page->id))
        wb_load_fail(in, id, "the page '%s' stands in the file of the page '%s'", id->value,
                     page->id);
    else if (is_reserved_page(page->id))
        wb_load_fail(in, id, "no page can be called '%s': the house uses it itself", page->id);
}

static WbLook
get_look(const WbNode *node)
{
    const char *name = wb_node_string(node, "look");
    guint look = WB_LOOK_PAGE;

    while (name && !g_str_equal(wb_load_looks[look], name)) /* one of them it is */
        look++;
    return (WbLook)look;
}

void
wb_load_page(WbLoad *in, WbPage *page, const WbNode *named_by)
{
    g_autofree char *path =
        g_strdup_printf("%s%spages/%s.yaml", in->folder, *in->folder ? "/" : "", page->id);
    WbNode *node = wb_load_read(in, path, named_by);
    WbPageLoad at = {.page = page, .blocks = page->blocks};
    const WbNode *body;

    if (!node || !wb_load_check_map(in, node, "a page", wb_page_keys))
        return;
    page->mark = node->mark;
    check_page_id(in, page, node);
    page->title = wb_load_get_text(in, node, "title", WB_TEXT_PLAIN, "%s/title", page->id);
    page->subtitle = wb_load_get_text(in, node, "subtitle", WB_TEXT_PLAIN, "%s/subtitle", page->id);
    page->look = get_look(node);
    check_group(in, node, "part", wb_workbook_lookup_part, &page->part);
    check_group(in, node, "section", wb_workbook_lookup_section, &page->section);
    body = wb_node_find(node, "body");
    load_blocks(in, &at, body);
    if (at.above && at.above->kind == WB_BLOCK_PAGE_BREAK)
        fail_page_break(in, wb_node_nth(body, wb_node_n(body) - 1));
}
