#include "texts.h"

#include <string.h>

#include "words.h"

#define HOUSE "words/"

typedef struct {
    WbTextVisit visit;
    gpointer data;
    gboolean house; /* only the house's own words, else only the workbook's */
} Walk;

static gboolean
is_house(const WbText *text)
{
    return g_str_has_prefix(text->context, HOUSE);
}

static void
walk_text(const Walk *walk, WbText *text, const char *note)
{
    if (text && is_house(text) == walk->house)
        walk->visit(text, note, walk->data);
}

static void
walk_texts(const Walk *walk, const GPtrArray *texts, const char *note)
{
    for (guint i = 0; texts && i < texts->len; i++)
        walk_text(walk, texts->pdata[i], note);
}

/* A hash table has no order of its own. */
static void
walk_values(const Walk *walk, GHashTable *values)
{
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(values), (GCompareFunc)strcmp);

    for (const GList *name = names; name; name = name->next)
        walk_text(walk, g_hash_table_lookup(values, name->data),
                  "a value that other texts mention by its name");
}

static void
walk_groups(const Walk *walk, const GPtrArray *groups, const char *note)
{
    for (guint i = 0; i < groups->len; i++)
        walk_text(walk, ((WbGroup *)groups->pdata[i])->label, note);
}

static void
walk_options(const Walk *walk, const GPtrArray *options)
{
    for (guint i = 0; options && i < options->len; i++)
        walk_text(walk, ((WbOption *)options->pdata[i])->label, "one of several answers to tick");
}

static void
walk_columns(const Walk *walk, const WbColumns *columns)
{
    for (guint i = 0; i < columns->columns->len; i++) {
        WbColumn *column = columns->columns->pdata[i];

        walk_text(walk, column->head, "head of a column, which is narrow");
        walk_text(walk, column->heard, "what a screen reader says of a cell, after the row");
        walk_text(walk, column->caption, "the word beside what was typed, in a shape");
        walk_options(walk, column->options);
    }
}

static const char *
block_note(const WbBlock *block)
{
    static const struct {
        WbBlockKind kind;
        const char *note;
    } notes[] = {
        {WB_BLOCK_HEADING, "heading"},
        {WB_BLOCK_PROMPT, "what is asked of the fields below it"},
        {WB_BLOCK_NOTE, "note in small print"},
        {WB_BLOCK_TEXT, "paragraph"},
        {WB_BLOCK_LIST, "item of a list"},
    };

    for (guint i = 0; i < G_N_ELEMENTS(notes); i++)
        if (notes[i].kind == block->kind)
            return notes[i].note;
    return NULL;
}

static void
walk_block(const WbBlock *block, gpointer data)
{
    const Walk *walk = data;
    const char *note = block_note(block);

    walk_text(walk, block->text, note);
    walk_texts(walk, block->texts, note);
    for (guint i = 0; i < block->sentences->len; i++)
        walk_text(walk, ((WbSentence *)block->sentences->pdata[i])->text,
                  "sentence with places to fill in");
    for (guint i = 0; block->entries && i < block->entries->len; i++)
        walk_text(walk, ((WbEntry *)block->entries->pdata[i])->label,
                  "line of the table of contents");
    walk_texts(walk, block->heads, "head of a column");
    for (guint i = 0; block->facts && i < block->facts->len; i++) {
        WbFact *fact = block->facts->pdata[i];

        walk_text(walk, fact->term, "term, on the left of its explanation");
        walk_text(walk, fact->text, "explanation of the term before it");
    }
}

static void
walk_page(const Walk *walk, const WbPage *page)
{
    walk_text(walk, page->title, "title of a page");
    walk_text(walk, page->subtitle, "subtitle of a page");
    wb_page_foreach_block(page, walk_block, (gpointer)walk);
}

static void
walk_table(const Walk *walk, const WbTable *table)
{
    walk_text(walk, table->label, "name of a table: heard, and printed in reports");
    walk_text(walk, table->title, "heading inside a table");
    for (guint i = 0; i < table->rows->len; i++)
        walk_text(walk, ((WbRow *)table->rows->pdata[i])->label, "row of a table");
}

static void
walk_shape(const Walk *walk, const WbShape *shape)
{
    walk_text(walk, shape->label, "name of a circle or puzzle");
    for (guint i = 0; i < shape->pieces->len; i++)
        walk_text(walk, ((WbPiece *)shape->pieces->pdata[i])->label,
                  "label in a piece of a puzzle, which is narrow");
}

static void
walk_field(const Walk *walk, const WbField *field)
{
    walk_text(walk, field->question, "question");
    walk_text(walk, field->label, "name of a field: printed beside it or heard");
    walk_text(walk, field->caption, "the word beside what was typed, in a shape");
    walk_options(walk, field->options);
    walk_text(walk, field->other_label, "the last of several answers, which is written in");
}

static void
walk_workbook(const Walk *walk, const WbWorkbook *self)
{
    walk_text(walk, self->title, "title of the workbook");
    walk_text(walk, self->subtitle, "subtitle of the workbook");
    walk_values(walk, self->values);
    walk_groups(walk, self->parts, "name of a part, at the top of its pages");
    walk_groups(walk, self->sections, "name of a section, at the top of its pages");
    walk_texts(walk, self->nothing,
               "an answer that names nobody, as people type it; the programs look for it");
    for (guint i = 0; i < self->columns->len; i++)
        walk_columns(walk, self->columns->pdata[i]);
    for (guint i = 0; i < self->pages->len; i++)
        walk_page(walk, self->pages->pdata[i]);
    for (guint i = 0; i < self->tables->len; i++)
        walk_table(walk, self->tables->pdata[i]);
    for (guint i = 0; i < self->shapes->len; i++)
        walk_shape(walk, self->shapes->pdata[i]);
    for (guint i = 0; i < self->fields->len; i++)
        walk_field(walk, self->fields->pdata[i]);
}

void
wb_workbook_foreach_text(const WbWorkbook *self, WbTextVisit visit, gpointer data)
{
    walk_workbook(&(Walk){visit, data, FALSE}, self);
}

/* Among texts, the one that a translation made longest. */
typedef struct {
    const WbText *text;
    gint64 growth; /* characters */
} Grown;

static void
note_growth(WbText *text, const char *note, gpointer data)
{
    Grown *most = data;
    gint64 growth = g_utf8_strlen(text->source, -1) - (gint64)text->source_length;

    if (text->source_length > 0 && growth > most->growth)
        *most = (Grown){text, growth};
}

const WbText *
wb_page_find_grown(const WbPage *page)
{
    const WbWorkbook *workbook = page->workbook;
    Grown most = {NULL, 0};
    const Walk walk = {note_growth, &most, FALSE};

    walk_page(&walk, page);
    for (guint i = 0; i < workbook->tables->len; i++)
        if (((WbTable *)workbook->tables->pdata[i])->page == page)
            walk_table(&walk, workbook->tables->pdata[i]);
    for (guint i = 0; i < workbook->shapes->len; i++)
        if (((WbShape *)workbook->shapes->pdata[i])->page == page)
            walk_shape(&walk, workbook->shapes->pdata[i]);
    for (guint i = 0; i < workbook->fields->len; i++)
        if (((WbField *)workbook->fields->pdata[i])->page == page)
            walk_field(&walk, workbook->fields->pdata[i]);
    return most.text;
}

static void
set_house_text(WbText *text, const char *note, gpointer data)
{
    g_free(text->source);
    text->source = g_strdup(wb_words_lookup(data, text->context + strlen(HOUSE)));
}

void
wb_workbook_set_language(WbWorkbook *self, const char *language)
{
    g_free(self->language);
    self->language = g_strdup(language);
    self->translated = TRUE;
    walk_workbook(&(Walk){set_house_text, self->language, TRUE}, self);
}
