/* Blocks of words: what is read, not filled in. */
#include "load-private.h"

#include <string.h>

const WbKey wb_heading_keys[] = {{"heading", WB_TAKES_TEXT, TRUE}, {NULL}};
const WbKey wb_text_keys[] = {{"text", WB_TAKES_TEXT, TRUE}, {NULL}};
const WbKey wb_prompt_keys[] = {{"prompt", WB_TAKES_TEXT, TRUE}, {NULL}};
const WbKey wb_note_keys[] = {{"note", WB_TAKES_TEXT, TRUE}, {NULL}};
const WbKey wb_list_keys[] = {
    {"list", WB_TAKES_LIST, TRUE},
    {"numbering", WB_TAKES_TEXT},
    {"columns", WB_TAKES_INTEGER, .least = 1, .most = 4},
    {NULL},
};
const WbKey wb_list_item_keys[] = {{"text", WB_TAKES_TEXT, TRUE}, {"url", WB_TAKES_TEXT}, {NULL}};
const WbKey wb_contents_keys[] = {{"contents", WB_TAKES_LIST, TRUE}, {NULL}};
const WbKey wb_facts_keys[] = {
    {"facts", WB_TAKES_LIST, TRUE},
    {"heads", WB_TAKES_LIST},
    {"continues", WB_TAKES_FLAG},
    {NULL},
};
const WbKey wb_fact_keys[] = {{"term", WB_TAKES_TEXT, TRUE}, {"text", WB_TAKES_TEXT, TRUE}, {NULL}};

void
wb_load_words(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    const char *kind = wb_block_kind_name(block->kind);

    block->text = wb_load_get_text(in, node, kind, WB_TEXT_PROSE, "%s/%s.%u", at->page->id, kind,
                                   at->ordinals[block->kind]);
}

void
wb_load_asking(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    wb_load_words(in, at, block, node);
    if (!block->text)
        return;
    at->prompt = block->text;
    at->asked = block->kind == WB_BLOCK_PROMPT;
}

void
wb_load_paragraphs(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    const WbNode *text = wb_node_find(node, "text");
    g_autofree char *context =
        g_strdup_printf("%s/text.%u", at->page->id, at->ordinals[WB_BLOCK_TEXT]);

    if (!text)
        return;
    g_ptr_array_unref(block->texts);
    block->texts = wb_load_new_paragraphs(in, text, context);
}

/* Lists. */

static gboolean
check_url(WbLoad *in, const WbNode *node)
{
    g_autoptr(WbText) text = wb_load_new_text(in, node, WB_TEXT_PLAIN, "%s", "");
    g_autofree char *url = wb_workbook_dup_text(in->workbook, text, 0);

    if (!*text->source)
        return FALSE; /* too long, and complained about */
    if (url[strcspn(url, " \t\r\n")] != '\0')
        return wb_load_fail(in, node, "a url has no spaces");
    if (wb_load_is_url(url) || strchr(url, '{')) /* a value that the check of the text misses */
        return TRUE;
    return wb_load_fail(in, node, "'%s' is no url: only https:, http: and mailto: lead out", url);
}

/* The words as a link of prose. What would be a mark in them stands for itself. */
static char *
dup_link(const char *words, const char *url)
{
    GString *out = g_string_new("[");

    for (; *words; words++) {
        if (strchr("*[]\\", *words))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *words);
    }
    g_string_append(out, "](");
    for (; *url; url++) {
        if (*url == ')') /* would end the link */
            g_string_append(out, "%29");
        else
            g_string_append_c(out, *url);
    }
    g_string_append_c(out, ')');
    return g_string_free(out, FALSE);
}

static WbText *
new_item(WbLoad *in, WbNode *item, const char *context)
{
    const WbNode *words = item, *url = wb_node_find(item, "url");
    g_autofree char *plain = NULL;
    WbText *text;

    if (item->type == WB_NODE_MAP)
        words = wb_node_find(item, "text");
    if (!words)
        return NULL;
    text = wb_load_new_text(in, words, url ? WB_TEXT_PLAIN : WB_TEXT_PROSE, "%s", context);
    if (!url || !check_url(in, url))
        return text;
    plain = g_steal_pointer(&text->source);
    text->source = dup_link(plain, url->value);
    return text;
}

void
wb_load_list(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    const WbNode *items = wb_node_find(node, "list");

    block->columns = wb_node_int(node, "columns", 1);
    if (items && wb_node_n(items) == 0)
        wb_load_fail(in, items, "a list needs items");
    for (guint i = 0; i < wb_node_n(items); i++) {
        WbNode *item = wb_node_nth(items, i);
        g_autofree char *context =
            g_strdup_printf("%s/list.%u.%u", at->page->id, at->ordinals[WB_BLOCK_LIST], i + 1);
        WbText *text;

        if (item->type == WB_NODE_MAP
                ? !wb_load_check_map(in, item, "an item of a list", wb_list_item_keys)
                : !wb_load_check_text(in, item, "an item of a list"))
            continue;
        text = new_item(in, item, context);
        if (text)
            g_ptr_array_add(block->texts, text);
    }
}

/* Contents. */

static gboolean
fail_page(WbLoad *in, const WbNode *node)
{
    const GPtrArray *pages = in->workbook->pages;
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    g_autofree char *near = NULL;

    for (guint i = 0; i < pages->len; i++)
        g_ptr_array_add(ids, ((WbPage *)pages->pdata[i])->id);
    g_ptr_array_add(ids, NULL);
    near = wb_load_dup_suggestion(node->value, (const char *const *)ids->pdata);
    return wb_load_fail(in, node, "no page has the id '%s'%s", node->value, near);
}

/* A page has one entry for each target, even in several blocks: they would share a context. */
static gboolean
claim_entry(WbLoad *in, const WbPage *page, const WbNode *target)
{
    g_autofree char *name = g_strdup_printf("%s/contents/%s", page->id, target->value);

    if (g_hash_table_contains(in->owners, name))
        return wb_load_fail(in, target, "the page '%s' stands in the contents twice",
                            target->value);
    g_hash_table_insert(in->owners, (gpointer)g_intern_string(name), (gpointer)target);
    return TRUE;
}

static void
add_entry(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *item)
{
    const WbPage *target;
    WbNode *key, *label;
    WbEntry *entry;

    if (!wb_load_check_pair(in, item, "an entry of the contents", "- page: label", &key, &label))
        return;
    target = wb_workbook_lookup_page(in->workbook, key->value);
    if (!target) {
        fail_page(in, key);
        return;
    }
    if (!wb_load_check_text(in, label, "the label of an entry") || !claim_entry(in, at->page, key))
        return;
    entry = g_new0(WbEntry, 1);
    entry->target = target;
    entry->label =
        wb_load_new_text(in, label, WB_TEXT_PLAIN, "%s/contents/%s", at->page->id, target->id);
    g_ptr_array_add(block->entries, entry);
}

void
wb_load_contents(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    WbNode *entries = wb_node_find(node, "contents");

    if (entries && wb_node_n(entries) == 0)
        wb_load_fail(in, entries, "the contents need entries");
    for (guint i = 0; i < wb_node_n(entries); i++)
        add_entry(in, at, block, wb_node_nth(entries, i));
}

/* Facts. */

static void
load_heads(WbLoad *in, WbBlock *block, const WbNode *heads, const char *context)
{
    enum { N_COLUMNS = 2 };

    if (!heads)
        return;
    if (wb_node_n(heads) != N_COLUMNS) {
        wb_load_fail(in, heads, "facts have %d heads or none, and not %u", N_COLUMNS,
                     wb_node_n(heads));
        return;
    }
    block->heads = g_ptr_array_new_with_free_func((GDestroyNotify)wb_text_free);
    for (guint i = 0; i < N_COLUMNS; i++) {
        const WbNode *head = wb_node_nth(heads, i);

        if (wb_load_check_text(in, head, "a head"))
            g_ptr_array_add(block->heads, wb_load_new_text(in, head, WB_TEXT_PLAIN, "%s/head.%u",
                                                           context, i + 1));
    }
}

static void
add_fact(WbLoad *in, WbBlock *block, WbNode *item, const char *context, guint n)
{
    WbFact *fact;

    if (!wb_load_check_map(in, item, "a fact", wb_fact_keys))
        return;
    fact = g_new0(WbFact, 1);
    fact->term = wb_load_get_text(in, item, "term", WB_TEXT_PROSE, "%s.%u/term", context, n);
    fact->text = wb_load_get_text(in, item, "text", WB_TEXT_PROSE, "%s.%u/text", context, n);
    g_ptr_array_add(block->facts, fact);
}

void
wb_load_facts(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    g_autofree char *context =
        g_strdup_printf("%s/facts.%u", at->page->id, at->ordinals[WB_BLOCK_FACTS]);
    const WbNode *facts = wb_node_find(node, "facts");

    block->continues = wb_node_flag(node, "continues");
    load_heads(in, block, wb_node_find(node, "heads"), context);
    if (facts && wb_node_n(facts) == 0)
        wb_load_fail(in, facts, "a block of facts needs facts");
    for (guint i = 0; i < wb_node_n(facts); i++)
        add_fact(in, block, wb_node_nth(facts, i), context, i + 1);
}
