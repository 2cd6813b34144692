#include "load-private.h"

#include <string.h>

static const char *const looks[] = {"page", "cover", NULL};

static const WbKey page_keys[] = {
    {"page", WB_TAKES_ID, TRUE},
    {"title", WB_TAKES_TEXT, TRUE},
    {"subtitle", WB_TAKES_TEXT},
    {"part", WB_TAKES_ID},
    {"section", WB_TAKES_ID},
    {"body", WB_TAKES_LIST, TRUE},
    {"look", WB_TAKES_WORD, .words = looks},
    {NULL},
};

/* Blocks of words. */

static void
load_words(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    const char *kind = wb_block_kind_name(block->kind);

    block->text = wb_load_get_text(in, node, kind, WB_TEXT_PROSE, "%s/%s.%u", at->page->id, kind,
                                   at->ordinals[block->kind]);
}

static void
load_asking(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    load_words(in, at, block, node);
    if (!block->text)
        return;
    at->prompt = block->text;
    at->asked = block->kind == WB_BLOCK_PROMPT;
}

static void
load_paragraphs(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    const WbNode *text = wb_node_find(node, "text");
    g_autofree char *context =
        g_strdup_printf("%s/text.%u", at->page->id, at->ordinals[WB_BLOCK_TEXT]);

    if (!text)
        return;
    g_ptr_array_unref(block->texts);
    block->texts = wb_load_new_paragraphs(in, text, context);
}

static void
load_list(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    const WbNode *items = wb_node_find(node, "list");

    if (items && wb_node_n(items) == 0)
        wb_load_fail(in, items, "a list needs items");
    for (guint i = 0; i < wb_node_n(items); i++) {
        const WbNode *item = wb_node_nth(items, i);

        if (!wb_load_check_text(in, item, "an item of a list"))
            continue;
        g_ptr_array_add(block->texts,
                        wb_load_new_text(in, item, WB_TEXT_PROSE, "%s/list.%u.%u", at->page->id,
                                         at->ordinals[WB_BLOCK_LIST], i + 1));
    }
}

/* The kinds of blocks: adding one is a row here. */

static const WbKey heading_keys[] = {{"heading", WB_TAKES_TEXT, TRUE}, {NULL}};
static const WbKey text_keys[] = {{"text", WB_TAKES_TEXT, TRUE}, {NULL}};
static const WbKey prompt_keys[] = {{"prompt", WB_TAKES_TEXT, TRUE}, {NULL}};
static const WbKey note_keys[] = {{"note", WB_TAKES_TEXT, TRUE}, {NULL}};
static const WbKey list_keys[] = {
    {"list", WB_TAKES_LIST, TRUE}, {"numbering", WB_TAKES_TEXT}, {NULL}};

static const struct {
    const WbKey *keys;
    void (*load)(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
    const char *what;
} kinds[] = {
    [WB_BLOCK_HEADING] = {heading_keys, load_asking, "a heading"},
    [WB_BLOCK_TEXT] = {text_keys, load_paragraphs, "a text"},
    [WB_BLOCK_PROMPT] = {prompt_keys, load_asking, "a prompt"},
    [WB_BLOCK_LIST] = {list_keys, load_list, "a list"},
    [WB_BLOCK_NOTE] = {note_keys, load_words, "a note"},
    [WB_BLOCK_ANSWERS] = {wb_answers_keys, wb_load_answers, "a block of answers"},
    [WB_BLOCK_QUESTIONS] = {wb_questions_keys, wb_load_questions, "a block of questions"},
    [WB_BLOCK_SENTENCES] = {wb_sentences_keys, wb_load_sentences, "a block of sentences"},
    [WB_BLOCK_TABLE] = {wb_table_keys, wb_load_table, "a table"},
    [WB_BLOCK_CIRCLE] = {wb_circle_keys, wb_load_circle, "a circle"},
    [WB_BLOCK_PUZZLE] = {wb_puzzle_keys, wb_load_puzzle, "a puzzle"},
    [WB_BLOCK_GATHER] = {wb_gather_keys, wb_load_gather, "a gathering"},
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
static gboolean
check_reserved(WbLoad *in, const WbNode *node)
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

static void
load_block(WbLoad *in, WbPageLoad *at, WbNode *node)
{
    const WbNode *name;
    WbBlockKind kind;
    WbBlock *block;

    if (!get_kind(in, node, &kind) ||
        !wb_load_check_map(in, node, kinds[kind].what, kinds[kind].keys))
        return;
    block = wb_block_new(kind);
    block->mark = node->mark;
    g_ptr_array_add(at->page->blocks, block);
    at->ordinals[kind]++;
    name = wb_node_find(node, wb_block_kind_name(kind));
    if (name && (kinds[kind].keys[0].takes == WB_TAKES_ID ||
                 (kinds[kind].keys[0].takes == WB_TAKES_PATH && check_reserved(in, name))))
        block->id = g_strdup(name->value);
    block->numbering = wb_node_dup(node, "numbering");
    kinds[kind].load(in, at, block, node);
    if (kind != WB_BLOCK_PROMPT)
        at->asked = FALSE;
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

void
wb_load_page(WbLoad *in, WbPage *page, const WbNode *named_by)
{
    g_autofree char *path =
        g_strdup_printf("%s%spages/%s.yaml", in->folder, *in->folder ? "/" : "", page->id);
    WbNode *node = wb_load_read(in, path, named_by);
    WbPageLoad at = {.page = page};
    WbNode *body;

    if (!node || !wb_load_check_map(in, node, "a page", page_keys))
        return;
    page->mark = node->mark;
    check_page_id(in, page, node);
    page->title = wb_load_get_text(in, node, "title", WB_TEXT_PLAIN, "%s/title", page->id);
    page->subtitle = wb_load_get_text(in, node, "subtitle", WB_TEXT_PLAIN, "%s/subtitle", page->id);
    page->look =
        g_strcmp0(wb_node_string(node, "look"), "cover") == 0 ? WB_LOOK_COVER : WB_LOOK_PAGE;
    check_group(in, node, "part", wb_workbook_lookup_part, &page->part);
    check_group(in, node, "section", wb_workbook_lookup_section, &page->section);
    body = wb_node_find(node, "body");
    for (guint i = 0; i < wb_node_n(body) && !in->full; i++)
        load_block(in, &at, wb_node_nth(body, i));
}
