/* The words of a model as they are printed and heard. */
#include <string.h>

#include "model.h"
#include "prose.h"

static void
append_place(GString *out, const WbWorkbook *self, const char *source, const WbPlace *place,
             guint ordinal)
{
    g_autofree char *name = g_strndup(place->name, place->name_length);
    const WbText *value = place->kind ? NULL : g_hash_table_lookup(self->values, name);

    if (value)
        g_string_append(out, value->source);
    else if (!place->kind && ordinal > 0 && g_str_equal(name, "n"))
        g_string_append_printf(out, "%u", ordinal);
    else
        g_string_append_len(out, source + place->start, place->end - place->start);
}

char *
wb_workbook_dup_text(const WbWorkbook *self, const WbText *text, guint ordinal)
{
    GString *out;
    WbPlace place;
    gsize at = 0;

    if (!text)
        return NULL;
    out = g_string_new(NULL);
    while (wb_place_find(text->source, at, &place) && place.end > 0) {
        g_string_append_len(out, text->source + at, place.start - at);
        append_place(out, self, text->source, &place, ordinal);
        at = place.end;
    }
    g_string_append(out, text->source + at);
    return g_string_free(out, FALSE);
}

/* Prose that does not parse stays as it is written. */
static char *
dup_unmarked(const char *words)
{
    g_autoptr(WbProse) prose = wb_prose_parse(words, NULL, NULL);

    return g_strdup(prose ? prose->plain : words);
}

char *
wb_workbook_dup_plain(const WbWorkbook *self, const WbText *text, guint ordinal)
{
    g_autofree char *words = wb_workbook_dup_text(self, text, ordinal);

    return words ? dup_unmarked(words) : NULL;
}

static const WbColumn *
find_column(const WbField *self)
{
    const GPtrArray *columns = self->table->columns->columns;

    for (guint i = 0; i < columns->len; i++) {
        const WbColumn *column = columns->pdata[i];

        if (g_str_equal(column->id, self->column))
            return column;
    }
    return NULL;
}

static const WbRow *
find_row(const WbField *self)
{
    for (guint i = 0; i < self->table->rows->len; i++) {
        const WbRow *row = self->table->rows->pdata[i];

        if (g_str_equal(row->id, self->row))
            return row;
    }
    return NULL;
}

/* "Meals: Soup. Served: cold". */
static char *
dup_heard_cell(const WbField *self)
{
    const WbWorkbook *workbook = self->page->workbook;
    const WbRow *row = find_row(self);
    const WbColumn *column = find_column(self);
    g_autofree char *table_words = wb_workbook_dup_text(workbook, self->table->label, 0);
    g_autofree char *row_words = row ? wb_workbook_dup_plain(workbook, row->label, 0) : NULL;
    g_autofree char *words = column ? wb_workbook_dup_text(workbook, column->heard, 0) : NULL;

    return g_strdup_printf("%s: %s. %s", table_words ? table_words : "", row_words ? row_words : "",
                           words ? words : "");
}

/* A sentence read aloud: a short silence where something is to be filled in. */
static char *
dup_without_places(const char *words)
{
    GString *out = g_string_new(NULL);
    WbPlace place;
    gsize at = 0;

    while (wb_place_find(words, at, &place) && place.end > 0) {
        g_string_append_len(out, words + at, place.start - at);
        g_string_append(out, "…");
        at = place.end;
    }
    g_string_append(out, words + at);
    return g_string_free(out, FALSE);
}

/* The choice that a field is the free text of, or NULL. */
static const WbField *
find_choice(const WbField *self)
{
    g_autofree char *id = NULL;
    const WbField *choice;

    if (!g_str_has_suffix(self->id, "_other"))
        return NULL;
    id = g_strndup(self->id, strlen(self->id) - strlen("_other"));
    choice = wb_workbook_lookup_field(self->page->workbook, id);
    return choice && g_strcmp0(choice->other, self->id) == 0 ? choice : NULL;
}

static char *
dup_heard_label(const WbField *self)
{
    g_autofree char *filled =
        wb_workbook_dup_text(self->page->workbook, self->label, self->ordinal);
    g_autofree char *words = dup_without_places(filled ? filled : self->id);
    g_autofree char *plain = dup_unmarked(words);

    if (self->ordinal > 0 && self->label && !strstr(self->label->source, "{n}"))
        return g_strdup_printf("%s %u", plain, self->ordinal);
    return g_steal_pointer(&plain);
}

static gboolean
ends_sentence(const char *text)
{
    gsize length = strlen(text);

    return length > 0 && strchr(":?!.", text[length - 1]) != NULL;
}

/* What a question continues ("How has it changed:"), or NULL. A sentence holds its own places. */
static char *
dup_stem(const WbField *self)
{
    const WbText *question = self->question;

    if (!question || self->ordinal > 0 || !g_str_has_suffix(question->source, ":") ||
        strchr(question->source, '{'))
        return NULL;
    return wb_workbook_dup_plain(self->page->workbook, question, 0);
}

/* "Where do you stand?" needs no colon besides. */
static char *
join(const char *before, const char *label)
{
    return g_strdup_printf("%s%s %s", before, ends_sentence(before) ? "" : ":", label);
}

char *
wb_field_dup_label(const WbField *self)
{
    const WbField *choice = self->table ? NULL : find_choice(self);
    g_autofree char *label = NULL;
    g_autofree char *before = NULL;

    if (self->table)
        return dup_heard_cell(self);
    label = dup_heard_label(self);
    if (!choice)
        return g_steal_pointer(&label);
    before = dup_heard_label(choice);
    return join(before, label);
}

char *
wb_field_dup_heard(const WbField *self)
{
    g_autofree char *label = wb_field_dup_label(self);
    g_autofree char *stem = dup_stem(self);

    return stem ? join(stem, label) : g_steal_pointer(&label);
}
