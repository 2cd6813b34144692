#include "load-private.h"

#include <string.h>

#include "prose.h"

const char *const wb_load_roles[] = {"provider",   "partnership", "contact",     "trained",
                                     "population", "need-label",  "participant", "agency",
                                     "community",  "position",    "value",       "capability",
                                     "funding",    "discipline",  "committee",   "stage",
                                     NULL};
const char *const wb_load_tallies[] = {"words", "list", "mean", "share", "quotes", "none", NULL};
const char *const wb_load_kinds[] = {"text",  "lines",  "number", "scale", "choice",
                                     "check", "yes-no", "date",   NULL};

#define WIDEST 1000000
/* What may be said of every field. */
/* clang-format off */
#define FIELD_KEYS \
    {"label", WB_TAKES_TEXT}, \
    {"caption", WB_TAKES_TEXT}, \
    {"role", WB_TAKES_WORD, .words = wb_load_roles}, \
    {"tally", WB_TAKES_WORD, .words = wb_load_tallies}, \
    {"need", WB_TAKES_PATH}, \
    {"population", WB_TAKES_ID}, \
    {"sensitive", WB_TAKES_FLAG}, \
    {"was", WB_TAKES_PATH}, \
    {"min", WB_TAKES_INTEGER, .least = -WIDEST, .most = WIDEST}, \
    {"max", WB_TAKES_INTEGER, .least = -WIDEST, .most = WIDEST}, \
    {"options", WB_TAKES_LIST}, \
    {"other", WB_TAKES_TEXT}
/* clang-format on */

const WbKey wb_answers_keys[] = {
    {"answers", WB_TAKES_PATH, TRUE},
    {"numbering", WB_TAKES_TEXT},
    {"count", WB_TAKES_INTEGER, TRUE, .least = 1, .most = 100},
    {"kind", WB_TAKES_WORD, .words = wb_load_kinds},
    {"lines", WB_TAKES_INTEGER, .least = 1, .most = 60},
    FIELD_KEYS,
    {NULL},
};

const WbKey wb_questions_keys[] = {
    {"questions", WB_TAKES_PATH, TRUE},
    {"items", WB_TAKES_LIST, TRUE},
    {"numbering", WB_TAKES_TEXT},
    {"beside", WB_TAKES_FLAG},
    {"lines", WB_TAKES_INTEGER, .least = 1, .most = 60},
    {NULL},
};

const WbKey wb_sentences_keys[] = {
    {"sentences", WB_TAKES_PATH, TRUE}, {"items", WB_TAKES_LIST, TRUE},
    {"numbering", WB_TAKES_TEXT},       {"fields", WB_TAKES_MAP},
    {"captions", WB_TAKES_MAP},         {NULL},
};

const WbKey wb_question_keys[] = {
    {"kind", WB_TAKES_WORD, .words = wb_load_kinds}, FIELD_KEYS, {NULL}};
const WbKey wb_place_keys[] = {FIELD_KEYS, {NULL}};

/* Fields. */

gboolean
wb_load_add_field(WbLoad *in, WbField *field, const WbNode *node)
{
    const WbNode *owner = g_hash_table_lookup(in->owners, field->id);
    gboolean fits = strlen(field->id) <= WB_LOAD_MAX_ID;

    field->mark = node->mark;
    wb_workbook_add_field(in->workbook, field);
    if (in->workbook->fields->len > WB_LOAD_MAX_FIELDS && !in->full) {
        in->full = TRUE;
        wb_load_fail(in, node, "more than %d fields", WB_LOAD_MAX_FIELDS);
    }
    if (!fits)
        wb_load_fail(in, node, "the id '%s' is longer than %d characters", field->id,
                     WB_LOAD_MAX_ID);
    if (owner)
        return wb_load_fail(in, node, "the id '%s' is taken already (%s:%u)", field->id,
                            owner->mark.path, owner->mark.line);
    g_hash_table_insert(in->owners, field->id, (gpointer)node);
    return fits;
}

/* The sibling that takes a choice's free text. */
static WbField *
add_other(WbLoad *in, WbField *choice, const WbNode *node)
{
    WbField *field = wb_field_new();

    field->id = g_strdup(choice->other);
    field->kind = WB_KIND_TEXT;
    field->page = choice->page;
    field->ordinal = choice->ordinal;
    field->label = wb_text_dup(choice->other_label);
    if (choice->caption) /* captioned like its neighbours in a shape */
        field->caption = wb_text_dup(choice->other_label);
    field->sensitive = choice->sensitive;
    field->need = g_strdup(choice->need);
    if (choice->was) {
        field->was = g_strconcat(choice->was, "_other", NULL);
        wb_load_add_rename(in, field->was, wb_node_find(node, "was"));
    }
    wb_load_add_field(in, field, wb_node_find(node, "other"));
    return field;
}

/* Fills a field from the keys of @node, whose texts stand under @context, and adds it. */
static void
add_field(WbLoad *in, WbField *field, WbNode *node, const WbNode *at, const char *context)
{
    WbTextFlags flags = field->ordinal > 0 ? WB_TEXT_ORDINAL : WB_TEXT_PLAIN;

    field->label = wb_load_get_text(in, node, "label", flags | WB_TEXT_PROSE, "%s/label", context);
    field->caption = wb_load_get_text(in, node, "caption", flags, "%s/caption", context);
    field->other_label = wb_load_get_text(in, node, "other", flags, "%s/other", context);
    field->role = wb_node_dup(node, "role");
    field->tally = wb_node_dup(node, "tally");
    field->need = wb_node_dup(node, "need");
    field->population = wb_node_dup(node, "population");
    field->sensitive = wb_node_flag(node, "sensitive");
    field->was = wb_node_dup(node, "was");
    wb_load_add_field(in, field, at);
}

static void
add_options(WbLoad *in, WbField *field, WbNode *node, const char *context)
{
    field->options = wb_load_options(in, node, field->kind, context, &field->min, &field->max);
    if (wb_node_find(node, "other") && field->kind == WB_KIND_CHOICE)
        field->other = g_strconcat(field->id, "_other", NULL);
    else
        g_clear_pointer(&field->other_label, wb_text_free);
}

static WbField *
new_field(WbPageLoad *at, char *id, WbKind kind)
{
    WbField *field = wb_field_new();

    field->id = id;
    field->kind = kind;
    field->page = at->page;
    return field;
}

static WbKind
get_kind(const WbNode *node)
{
    const char *name = wb_node_string(node, "kind");
    WbKind kind = WB_KIND_TEXT;

    if (name)
        wb_kind_parse(name, &kind);
    return kind;
}

/* Answers: one question, several places. */

static void
add_answer(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node, guint ordinal)
{
    WbField *field = new_field(at, g_strdup_printf("%s.%u", block->id, ordinal), get_kind(node));
    guint n_checks = in->checks ? in->checks->len : 0;

    field->ordinal = ordinal;
    add_field(in, field, node, wb_node_find(node, "answers"), block->id);
    add_options(in, field, node, block->id);
    if (ordinal > 1 && in->checks) /* all share the texts of the first */
        g_ptr_array_set_size(in->checks, n_checks);
    if (field->was) {
        g_autofree char *was = g_steal_pointer(&field->was);

        field->was = g_strdup_printf("%s.%u", was, ordinal);
        wb_load_add_rename(in, field->was, wb_node_find(node, "was"));
    }
    if (!field->label)
        field->label = wb_text_dup(at->prompt ? at->prompt : at->page->title);
    if (at->asked)
        field->question = wb_text_dup(at->prompt);
    g_ptr_array_add(block->fields, field);
    if (field->other)
        g_ptr_array_add(block->fields, add_other(in, field, node));
}

void
wb_load_answers(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    int count = wb_node_int(node, "count", 0);

    if (!block->id)
        return;
    block->lines = wb_node_int(node, "lines", 1);
    for (int i = 1; i <= count && !in->full; i++) {
        guint before = in->complaints->len;

        add_answer(in, at, block, node, i);
        if (in->complaints->len > before) /* the others would say the same */
            break;
    }
}

/* Questions: each with a name and words of its own. */

static void
add_question(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *item)
{
    WbNode *key, *value;
    WbField *field;

    if (!wb_load_check_pair(in, item, "a question", "- id: label", &key, &value))
        return;
    if (value->type == WB_NODE_SCALAR) {
        if (!wb_load_check_text(in, value, "a question's label"))
            return;
        field = new_field(at, g_strdup_printf("%s.%s", block->id, key->value), WB_KIND_TEXT);
        field->label = wb_load_new_text(in, value, WB_TEXT_PROSE, "%s/label", field->id);
        wb_load_add_field(in, field, key);
        g_ptr_array_add(block->fields, field);
        return;
    }
    if (!wb_load_check_map(in, value, "a question", wb_question_keys))
        return;
    field = new_field(at, g_strdup_printf("%s.%s", block->id, key->value), get_kind(value));
    add_field(in, field, value, key, field->id);
    add_options(in, field, value, field->id);
    if (field->was)
        wb_load_add_rename(in, field->was, wb_node_find(value, "was"));
    if (!wb_node_find(value, "label"))
        wb_load_fail(in, key, "the question '%s' needs a label", key->value);
    g_ptr_array_add(block->fields, field);
    if (field->other)
        g_ptr_array_add(block->fields, add_other(in, field, value));
}

/* "How has it changed:" right above is the stem of every question: each is heard with it. */
static void
add_stem(const WbPageLoad *at, WbBlock *block)
{
    const WbText *stem = at->above ? at->above->text : NULL;

    if (!stem || !g_str_has_suffix(stem->source, ":"))
        return;
    for (guint i = 0; i < block->fields->len; i++)
        ((WbField *)block->fields->pdata[i])->question = wb_text_dup(stem);
}

void
wb_load_questions(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    WbNode *items = wb_node_find(node, "items");

    if (!block->id)
        return;
    block->beside = wb_node_flag(node, "beside");
    block->lines = wb_node_int(node, "lines", 1);
    for (guint i = 0; i < wb_node_n(items) && !in->full; i++)
        add_question(in, at, block, wb_node_nth(items, i));
    add_stem(at, block);
}

/* Sentences with places to fill in. */

static void
add_place(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node, const WbNode *item,
          WbSentence *sentence, const WbPlace *place)
{
    g_autofree char *name = g_strndup(place->name, place->name_length);
    g_autofree char *kind_name = g_strndup(place->kind, place->kind_length);
    WbNode *details = wb_node_find(node, "fields");
    WbNode *captions = wb_node_find(node, "captions");
    WbNode *empty = node, *caption = captions ? wb_node_find(captions, name) : NULL;
    WbField *field;
    WbKind kind;

    if (!wb_kind_parse(kind_name, &kind))
        return; /* the check of the text says so */
    details = details ? wb_node_find(details, name) : NULL;
    field = new_field(at, g_strdup_printf("%s.%s", block->id, name), kind);
    if (details) {
        add_field(in, field, details, item, field->id);
        add_options(in, field, details, field->id);
        if (field->was)
            wb_load_add_rename(in, field->was, wb_node_find(details, "was"));
    } else {
        wb_load_add_field(in, field, item);
        if (kind == WB_KIND_CHOICE)
            wb_load_fail(in, item, "the choice '%s' needs options under 'fields'", name);
        else
            field->options = wb_load_options(in, empty, kind, field->id, &field->min, &field->max);
    }
    if (caption && !field->caption)
        field->caption = wb_load_new_text(in, caption, WB_TEXT_PLAIN, "%s/caption", field->id);
    if (!field->label)
        field->label = wb_text_dup(sentence->text);
    field->question = wb_text_dup(sentence->text);
    g_ptr_array_add(sentence->fields, field);
    g_ptr_array_add(sentence->names, g_strdup(name));
    if (field->other)
        add_other(in, field, details);
}

static void
check_place_names(WbLoad *in, WbNode *map, GHashTable *names, gboolean as_text)
{
    if (!map)
        return;
    for (guint i = 0; i + 1 < map->children->len; i += 2) {
        WbNode *key = map->children->pdata[i], *value = map->children->pdata[i + 1];

        value->wrong = TRUE;
        if (!wb_load_check_path(in, key, "the name of a place"))
            continue;
        if (!g_hash_table_contains(names, key->value)) {
            wb_load_fail(in, key, "no sentence here has a place {%s:...}", key->value);
            continue;
        }
        if (wb_node_find(map, key->value)) {
            wb_load_fail(in, key, "the key '%s' stands here twice", key->value);
            continue;
        }
        value->wrong = as_text ? !wb_load_check_text(in, value, "a caption")
                               : !wb_load_check_map(in, value, "a field", wb_place_keys);
    }
}

/* The names of the places of all sentences, so that what is said of others can be refused. */
static GHashTable *
collect_names(WbLoad *in, WbNode *items)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < wb_node_n(items); i++) {
        WbNode *item = wb_node_nth(items, i);
        WbPlace place = {.end = 0};

        item->wrong = !wb_load_check_text(in, item, "a sentence");
        while (!item->wrong && wb_place_find(item->value, place.end, &place) && place.end > 0)
            if (place.kind)
                g_hash_table_add(names, g_strndup(place.name, place.name_length));
    }
    return names;
}

static gboolean
check_name(WbLoad *in, const WbNode *item, const WbPlace *place)
{
    g_autofree char *name = g_strndup(place->name, place->name_length);
    static const char letters[] = G_CSET_a_2_z G_CSET_DIGITS "_-.";

    if (*name && strspn(name, letters) == strlen(name) && *name != '.' && !strstr(name, "..") &&
        !g_str_has_suffix(name, "."))
        return TRUE;
    return wb_load_fail_within(in, item, place->start,
                               "'%s' is no name for a place: lower-case "
                               "letters a-z, digits, _ and -, in parts with dots between",
                               name);
}

/* Blocks may share an id, sentences may not share a context: they are counted on. */
static guint
count_sentence(WbLoad *in, const char *id)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(in->sentences, id)) + 1;

    g_hash_table_insert(in->sentences, g_strdup(id), GUINT_TO_POINTER(n));
    return n;
}

static void
add_sentence(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node, WbNode *item)
{
    WbSentence *sentence = g_new0(WbSentence, 1);
    WbPlace place = {.end = 0};

    sentence->text = wb_load_new_text(in, item, WB_TEXT_PROSE | WB_TEXT_SENTENCE, "%s/%u",
                                      block->id, count_sentence(in, block->id));
    sentence->fields = g_ptr_array_new();
    sentence->names = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(block->sentences, sentence);
    if (!*sentence->text->source)
        return; /* too long, and complained about */
    while (wb_place_find(item->value, place.end, &place) && place.end > 0 && !in->full)
        if (place.kind && check_name(in, item, &place))
            add_place(in, at, block, node, item, sentence, &place);
}

void
wb_load_sentences(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node)
{
    WbNode *items = wb_node_find(node, "items");
    g_autoptr(GHashTable) names = collect_names(in, items);

    if (!block->id)
        return;
    check_place_names(in, wb_node_find(node, "fields"), names, FALSE);
    check_place_names(in, wb_node_find(node, "captions"), names, TRUE);
    for (guint i = 0; i < wb_node_n(items); i++)
        if (!wb_node_nth(items, i)->wrong)
            add_sentence(in, at, block, node, wb_node_nth(items, i));
}

/* What can be said only when all fields are there. */

typedef struct {
    char *was;
    const WbNode *node;
} WbRename;

static void
rename_free(gpointer data)
{
    WbRename *self = data;

    g_free(self->was);
    g_free(self);
}

void
wb_load_add_rename(WbLoad *in, const char *was, const WbNode *node)
{
    WbRename *rename = g_new0(WbRename, 1);

    rename->was = g_strdup(was);
    rename->node = node;
    if (!in->renames)
        in->renames = g_ptr_array_new_with_free_func(rename_free);
    g_ptr_array_add(in->renames, rename);
}

static void
check_renames(WbLoad *in)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    const WbNode *failed = NULL; /* one complaint for all fields of a row or block */

    for (guint i = 0; in->renames && i < in->renames->len; i++) {
        const WbRename *rename = in->renames->pdata[i];
        gboolean in_use = wb_workbook_lookup_field(in->workbook, rename->was) != NULL;

        if ((!in_use && g_hash_table_add(seen, rename->was)) || rename->node == failed)
            continue;
        failed = rename->node;
        if (in_use)
            wb_load_fail(in, failed, "the old id '%s' is still in use", rename->was);
        else
            wb_load_fail(in, failed, "another field was '%s' too", rename->was);
    }
}

/* Files each field under every id above its own, as far as ids may be long; @failed is what was
 * complained about last. */
static void
note_parents(WbLoad *in, WbField *field, const WbNode **failed)
{
    const WbNode *node = g_hash_table_lookup(in->owners, field->id);

    for (const char *dot = strchr(field->id, '.'); dot && dot - field->id <= WB_LOAD_MAX_ID;
         dot = strchr(dot + 1, '.')) {
        g_autofree char *parent = g_strndup(field->id, dot - field->id);
        GPtrArray *below = g_hash_table_lookup(in->below, parent);

        if (node != *failed && wb_workbook_lookup_field(in->workbook, parent)) {
            wb_load_fail(in, node, "'%s' stands below '%s', which is a field itself", field->id,
                         parent);
            *failed = node;
        }
        if (!below) {
            below = g_ptr_array_new();
            g_hash_table_insert(in->below, g_strdup(parent), below);
        }
        g_ptr_array_add(below, field);
    }
}

void
wb_load_check_fields(WbLoad *in)
{
    const WbNode *failed = NULL;

    for (guint i = 0; i < in->workbook->fields->len; i++)
        note_parents(in, in->workbook->fields->pdata[i], &failed);
    check_renames(in);
}
