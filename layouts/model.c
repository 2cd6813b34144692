#include "model.h"

static const struct {
    const char *name;
    gboolean has_options;
} kinds[] = {
    [WB_KIND_TEXT] = {"text", FALSE},     [WB_KIND_LINES] = {"lines", FALSE},
    [WB_KIND_NUMBER] = {"number", FALSE}, [WB_KIND_SCALE] = {"scale", TRUE},
    [WB_KIND_CHOICE] = {"choice", TRUE},  [WB_KIND_CHECK] = {"check", FALSE},
    [WB_KIND_YES_NO] = {"yes-no", TRUE},  [WB_KIND_DATE] = {"date", FALSE},
};

static const char *const block_kinds[] = {
    [WB_BLOCK_HEADING] = "heading",     [WB_BLOCK_TEXT] = "text",
    [WB_BLOCK_PROMPT] = "prompt",       [WB_BLOCK_LIST] = "list",
    [WB_BLOCK_NOTE] = "note",           [WB_BLOCK_ANSWERS] = "answers",
    [WB_BLOCK_QUESTIONS] = "questions", [WB_BLOCK_SENTENCES] = "sentences",
    [WB_BLOCK_TABLE] = "table",         [WB_BLOCK_CIRCLE] = "circle",
    [WB_BLOCK_PUZZLE] = "puzzle",       [WB_BLOCK_GATHER] = "gather",
    [WB_BLOCK_CONTENTS] = "contents",   [WB_BLOCK_FACTS] = "facts",
    [WB_BLOCK_SPREAD] = "spread",       [WB_BLOCK_PAGE_BREAK] = "page-break",
};

const char *
wb_kind_name(WbKind kind)
{
    g_return_val_if_fail((guint)kind < G_N_ELEMENTS(kinds), NULL);
    return kinds[kind].name;
}

gboolean
wb_kind_parse(const char *name, WbKind *kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (g_str_equal(kinds[i].name, name)) {
            *kind = (WbKind)i;
            return TRUE;
        }
    }
    return FALSE;
}

gboolean
wb_kind_has_options(WbKind kind)
{
    g_return_val_if_fail((guint)kind < G_N_ELEMENTS(kinds), FALSE);
    return kinds[kind].has_options;
}

const char *
wb_block_kind_name(WbBlockKind kind)
{
    g_return_val_if_fail((guint)kind < G_N_ELEMENTS(block_kinds), NULL);
    return block_kinds[kind];
}

/* Making and freeing. */

WbText *
wb_text_new(const char *source, const char *context, WbMark mark)
{
    WbText *self = g_new0(WbText, 1);

    self->source = g_strdup(source);
    self->context = g_strdup(context);
    self->mark = mark;
    return self;
}

WbText *
wb_text_dup(const WbText *self)
{
    return self ? wb_text_new(self->source, self->context, self->mark) : NULL;
}

void
wb_text_free(WbText *self)
{
    if (!self)
        return;
    g_free(self->source);
    g_free(self->context);
    g_free(self);
}

WbOption *
wb_option_new(const char *code, WbText *label)
{
    WbOption *self = g_new0(WbOption, 1);

    self->code = g_strdup(code);
    self->label = label;
    return self;
}

static void
option_free(gpointer data)
{
    WbOption *self = data;

    g_free(self->code);
    wb_text_free(self->label);
    g_free(self);
}

GPtrArray *
wb_options_new(void)
{
    return g_ptr_array_new_with_free_func(option_free);
}

WbField *
wb_field_new(void)
{
    WbField *self = g_new0(WbField, 1);

    self->shown_by = g_ptr_array_new();
    return self;
}

static void
field_free(gpointer data)
{
    WbField *self = data;

    g_free(self->id);
    wb_text_free(self->label);
    wb_text_free(self->caption);
    wb_text_free(self->question);
    g_clear_pointer(&self->options, g_ptr_array_unref);
    g_free(self->other);
    wb_text_free(self->other_label);
    g_free(self->role);
    g_free(self->need);
    g_free(self->population);
    g_free(self->tally);
    g_free(self->was);
    g_ptr_array_unref(self->shown_by);
    g_free(self);
}

static void
column_free(gpointer data)
{
    WbColumn *self = data;

    g_free(self->id);
    wb_text_free(self->head);
    wb_text_free(self->heard);
    wb_text_free(self->caption);
    g_free(self->role);
    g_free(self->population);
    g_free(self->tally);
    g_clear_pointer(&self->options, g_ptr_array_unref);
    g_free(self);
}

WbColumns *
wb_columns_new(void)
{
    WbColumns *self = g_new0(WbColumns, 1);

    self->columns = g_ptr_array_new_with_free_func(column_free);
    return self;
}

static void
columns_free(gpointer data)
{
    WbColumns *self = data;

    g_free(self->id);
    g_free(self->name);
    g_ptr_array_unref(self->columns);
    g_free(self);
}

static void
row_free(gpointer data)
{
    WbRow *self = data;

    g_free(self->id);
    wb_text_free(self->label);
    g_free(self->need);
    g_free(self->same_need);
    g_free(self->related);
    g_free(self->was);
    g_free(self);
}

WbTable *
wb_table_new(void)
{
    WbTable *self = g_new0(WbTable, 1);

    self->rows = g_ptr_array_new_with_free_func(row_free);
    return self;
}

static void
table_free(gpointer data)
{
    WbTable *self = data;

    g_free(self->id);
    wb_text_free(self->label);
    wb_text_free(self->title);
    g_ptr_array_unref(self->rows);
    g_free(self);
}

WbPiece *
wb_piece_new(void)
{
    WbPiece *self = g_new0(WbPiece, 1);

    self->shows = g_ptr_array_new();
    return self;
}

static void
piece_free(gpointer data)
{
    WbPiece *self = data;

    g_free(self->id);
    wb_text_free(self->label);
    g_ptr_array_unref(self->shows);
    g_free(self->need);
    g_free(self);
}

WbShape *
wb_shape_new(void)
{
    WbShape *self = g_new0(WbShape, 1);

    self->pieces = g_ptr_array_new_with_free_func(piece_free);
    return self;
}

static void
shape_free(gpointer data)
{
    WbShape *self = data;

    g_free(self->id);
    wb_text_free(self->label);
    g_ptr_array_unref(self->pieces);
    g_free(self);
}

static void
sentence_free(gpointer data)
{
    WbSentence *self = data;

    wb_text_free(self->text);
    g_clear_pointer(&self->fields, g_ptr_array_unref);
    g_clear_pointer(&self->names, g_ptr_array_unref);
    g_free(self);
}

static void
entry_free(gpointer data)
{
    WbEntry *self = data;

    wb_text_free(self->label);
    g_free(self);
}

static void
fact_free(gpointer data)
{
    WbFact *self = data;

    wb_text_free(self->term);
    wb_text_free(self->text);
    g_free(self);
}

/* Only the arrays that the kind has: an absent one is NULL in the contract. */
WbBlock *
wb_block_new(WbBlockKind kind)
{
    WbBlock *self = g_new0(WbBlock, 1);

    self->kind = kind;
    self->lines = 1;
    self->columns = 1;
    self->sentences = g_ptr_array_new_with_free_func(sentence_free);
    self->shapes = g_ptr_array_new();
    if (kind == WB_BLOCK_TEXT || kind == WB_BLOCK_LIST)
        self->texts = g_ptr_array_new_with_free_func((GDestroyNotify)wb_text_free);
    if (kind == WB_BLOCK_ANSWERS || kind == WB_BLOCK_QUESTIONS)
        self->fields = g_ptr_array_new();
    if (kind == WB_BLOCK_CONTENTS)
        self->entries = g_ptr_array_new_with_free_func(entry_free);
    if (kind == WB_BLOCK_FACTS)
        self->facts = g_ptr_array_new_with_free_func(fact_free);
    if (kind == WB_BLOCK_SPREAD)
        self->spread = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    return self;
}

static void
block_free(gpointer data)
{
    WbBlock *self = data;

    g_free(self->id);
    g_clear_pointer(&self->texts, g_ptr_array_unref);
    wb_text_free(self->text);
    g_free(self->numbering);
    g_clear_pointer(&self->fields, g_ptr_array_unref);
    g_ptr_array_unref(self->sentences);
    g_ptr_array_unref(self->shapes);
    g_clear_pointer(&self->entries, g_ptr_array_unref);
    g_clear_pointer(&self->facts, g_ptr_array_unref);
    g_clear_pointer(&self->heads, g_ptr_array_unref);
    g_clear_pointer(&self->spread, g_ptr_array_unref);
    g_free(self);
}

GPtrArray *
wb_blocks_new(void)
{
    return g_ptr_array_new_with_free_func(block_free);
}

WbPage *
wb_page_new(void)
{
    WbPage *self = g_new0(WbPage, 1);

    self->blocks = wb_blocks_new();
    return self;
}

static void
page_free(gpointer data)
{
    WbPage *self = data;

    g_free(self->id);
    wb_text_free(self->title);
    wb_text_free(self->subtitle);
    g_ptr_array_unref(self->blocks);
    g_free(self);
}

WbGroup *
wb_group_new(const char *id, WbText *label)
{
    WbGroup *self = g_new0(WbGroup, 1);

    self->id = g_strdup(id);
    self->label = label;
    return self;
}

static void
group_free(gpointer data)
{
    WbGroup *self = data;

    g_free(self->id);
    wb_text_free(self->label);
    g_free(self);
}

WbRosterName *
wb_roster_name_new(const char *name, const WbField *field)
{
    WbRosterName *self = g_new0(WbRosterName, 1);

    self->name = g_strdup(name);
    self->field = field;
    return self;
}

static void
roster_name_free(gpointer data)
{
    g_free(((WbRosterName *)data)->name);
    g_free(data);
}

WbWorkbook *
wb_workbook_new(void)
{
    WbWorkbook *self = g_new0(WbWorkbook, 1);

    self->values =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)wb_text_free);
    self->parts = g_ptr_array_new_with_free_func(group_free);
    self->sections = g_ptr_array_new_with_free_func(group_free);
    self->columns = g_ptr_array_new_with_free_func(columns_free);
    self->pages = g_ptr_array_new_with_free_func(page_free);
    self->fields = g_ptr_array_new_with_free_func(field_free);
    self->tables = g_ptr_array_new_with_free_func(table_free);
    self->shapes = g_ptr_array_new_with_free_func(shape_free);
    self->nothing = g_ptr_array_new_with_free_func((GDestroyNotify)wb_text_free);
    self->roster = g_ptr_array_new_with_free_func(roster_name_free);
    self->fields_by_id = g_hash_table_new(g_str_hash, g_str_equal);
    self->shapes_by_id = g_hash_table_new(g_str_hash, g_str_equal);
    return self;
}

void
wb_workbook_free(WbWorkbook *self)
{
    if (!self)
        return;
    g_hash_table_unref(self->fields_by_id);
    g_hash_table_unref(self->shapes_by_id);
    g_free(self->id);
    g_free(self->version);
    g_free(self->language);
    g_free(self->paper);
    wb_text_free(self->title);
    wb_text_free(self->subtitle);
    g_hash_table_unref(self->values);
    g_ptr_array_unref(self->parts);
    g_ptr_array_unref(self->sections);
    g_ptr_array_unref(self->columns);
    g_ptr_array_unref(self->pages);
    g_ptr_array_unref(self->fields);
    g_ptr_array_unref(self->tables);
    g_ptr_array_unref(self->shapes);
    g_ptr_array_unref(self->nothing);
    g_ptr_array_unref(self->roster);
    g_free(self->path);
    g_free(self);
}

/* Finding. */

gboolean
wb_workbook_add_field(WbWorkbook *self, WbField *field)
{
    g_ptr_array_add(self->fields, field);
    if (g_hash_table_contains(self->fields_by_id, field->id))
        return FALSE;
    return g_hash_table_insert(self->fields_by_id, field->id, field);
}

gboolean
wb_workbook_add_shape(WbWorkbook *self, WbShape *shape)
{
    g_ptr_array_add(self->shapes, shape);
    if (g_hash_table_contains(self->shapes_by_id, shape->id))
        return FALSE;
    return g_hash_table_insert(self->shapes_by_id, shape->id, shape);
}

WbField *
wb_workbook_lookup_field(const WbWorkbook *self, const char *id)
{
    return g_hash_table_lookup(self->fields_by_id, id);
}

WbShape *
wb_workbook_lookup_shape(const WbWorkbook *self, const char *id)
{
    return g_hash_table_lookup(self->shapes_by_id, id);
}

static void
foreach_block(const GPtrArray *blocks, void (*visit)(const WbBlock *block, gpointer data),
              gpointer data)
{
    for (guint i = 0; i < blocks->len; i++) {
        const WbBlock *block = blocks->pdata[i];

        visit(block, data);
        for (guint k = 0; block->spread && k < block->spread->len; k++)
            foreach_block(block->spread->pdata[k], visit, data);
    }
}

void
wb_page_foreach_block(const WbPage *page, void (*visit)(const WbBlock *block, gpointer data),
                      gpointer data)
{
    foreach_block(page->blocks, visit, data);
}

WbPage *
wb_workbook_lookup_page(const WbWorkbook *self, const char *id)
{
    for (guint i = 0; i < self->pages->len; i++) {
        WbPage *page = self->pages->pdata[i];

        if (g_strcmp0(page->id, id) == 0)
            return page;
    }
    return NULL;
}

static const WbGroup *
lookup_group(const GPtrArray *groups, const char *id)
{
    for (guint i = 0; i < groups->len; i++) {
        const WbGroup *group = groups->pdata[i];

        if (g_strcmp0(group->id, id) == 0)
            return group;
    }
    return NULL;
}

const WbGroup *
wb_workbook_lookup_part(const WbWorkbook *self, const char *id)
{
    return lookup_group(self->parts, id);
}

const WbGroup *
wb_workbook_lookup_section(const WbWorkbook *self, const char *id)
{
    return lookup_group(self->sections, id);
}
