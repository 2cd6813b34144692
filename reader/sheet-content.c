/* What stands on the sheet of one return: see sheet-content.h. Here: its head, its pages and their
 * questions; sheet-entry.c has one answer, sheet-row.c the rows of tables. */
#include "sheet-content.h"

#include <string.h>

#include "sheet-private.h"
#include "words.h"

#define LEAST_SHARED 3 /* answers with the same note, before it is said once for all of them */

static void
block_free(WbSheetBlock *self)
{
    g_free(self->text);
    g_free(self->aside);
    g_ptr_array_unref(self->entries);
    g_free(self);
}

void
wb_sheet_content_free(WbSheetContent *self)
{
    if (!self)
        return;
    g_free(self->name);
    g_ptr_array_unref(self->blocks);
    g_free(self);
}

WbSheetBlock *
wb_sheet_add_block(WbSheetMaker *in, WbSheetBlockKind kind, const char *text)
{
    WbSheetBlock *block = g_new0(WbSheetBlock, 1);

    block->kind = kind;
    block->text = g_strdup(text);
    block->entries = g_ptr_array_new_with_free_func((GDestroyNotify)wb_sheet_entry_free);
    g_ptr_array_add(in->content->blocks, block);
    return block;
}

static WbSheetEntry *
add_said(WbSheetBlock *block, const char *label, const char *text)
{
    WbSheetEntry *entry = g_new0(WbSheetEntry, 1);

    entry->label = g_strdup(label);
    entry->text = g_strdup(text);
    g_ptr_array_add(block->entries, entry);
    return entry;
}

/* --- What is looked up --- */

static GHashTable *
new_lists(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                 (GDestroyNotify)g_ptr_array_unref);
}

/* Takes the key. */
static void
add_to_list(GHashTable *lists, char *key, gconstpointer item)
{
    GPtrArray *list = g_hash_table_lookup(lists, key);

    if (!list) {
        list = g_ptr_array_new();
        g_hash_table_insert(lists, key, list);
    } else {
        g_free(key);
    }
    g_ptr_array_add(list, (gpointer)item);
}

/* A note with a value is about that value, so it stands with its answer. */
static void
find_shared_notes(WbSheetMaker *in)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint n = 0; n < in->record->notes->len; n++) {
        const WbNote *note = in->record->notes->pdata[n];
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, note->code)) + 1;

        if (!note->field || note->value)
            continue;
        g_hash_table_insert(counts, (gpointer)note->code, GUINT_TO_POINTER(count));
        if (count == LEAST_SHARED)
            g_ptr_array_add(in->shared, (gpointer)note->code);
    }
}

static void
index_notes(WbSheetMaker *in)
{
    for (guint n = 0; n < in->record->notes->len; n++) {
        const WbNote *note = in->record->notes->pdata[n];

        if (note->field)
            add_to_list(in->notes, g_strdup(note->field), note);
    }
    find_shared_notes(in);
}

static void
index_fields(WbSheetMaker *in)
{
    for (guint n = 0; n < in->edition->fields->len; n++) {
        const WbEditionField *field = in->edition->fields->pdata[n];

        g_hash_table_add(in->known, field->id);
        add_to_list(in->pages, g_strdup(field->page), field);
        if (field->table && field->row)
            add_to_list(in->rows, wb_sheet_dup_row_key(field->table, field->row), field);
        if (field->other)
            g_hash_table_add(in->others, field->other);
    }
    for (guint n = 0; n < in->edition->tables->len; n++) {
        const WbEditionTable *table = in->edition->tables->pdata[n];

        g_hash_table_insert(in->tables, table->id, (gpointer)table);
    }
    for (guint n = 0; n < in->record->answers->len; n++) {
        const WbAnswer *answer = in->record->answers->pdata[n];

        g_hash_table_insert(in->answers, answer->field, (gpointer)answer);
    }
}

/* --- The head --- */

static const WbEditionField *
find_role(const WbEdition *edition, const char *role)
{
    for (guint n = 0; n < edition->fields->len; n++) {
        const WbEditionField *field = edition->fields->pdata[n];

        if (!field->table && g_strcmp0(field->role, role) == 0)
            return field;
    }
    return NULL;
}

/* What stands beside the participant's name in the workbook is about the participant as well. */
static char *
dup_participant_prefix(const WbEdition *edition)
{
    const WbEditionField *field = find_role(edition, "participant");
    const char *dot;

    if (!field)
        field = find_role(edition, "agency");
    dot = field ? strrchr(field->id, '.') : NULL;
    return dot ? g_strndup(field->id, (gsize)(dot + 1 - field->id)) : NULL;
}

static gboolean
is_about_participant(const WbSheetMaker *in, const WbEditionField *field)
{
    return in->participant && !field->table && g_str_has_prefix(field->id, in->participant);
}

static void
add_participant(WbSheetMaker *in)
{
    WbSheetBlock *block = wb_sheet_add_block(in, WB_SHEET_FACTS, NULL);

    for (guint n = 0; n < in->edition->fields->len; n++) {
        const WbEditionField *field = in->edition->fields->pdata[n];

        if (is_about_participant(in, field) && wb_sheet_is_answered(in, field))
            g_ptr_array_add(block->entries, wb_sheet_entry_new(in, field, field->label));
    }
}

/* "2026-11-02T10:15:00Z" as people write it. */
static char *
dup_time(const char *saved)
{
    if (strlen(saved) < 16 || saved[10] != 'T')
        return g_strdup(saved);
    return g_strdup_printf("%.10s %.5s UTC", saved, saved + 11);
}

static void
add_file(WbSheetMaker *in)
{
    const WbRecord *record = in->record;
    WbSheetBlock *block = wb_sheet_add_block(in, WB_SHEET_FACTS, NULL);
    g_autofree char *file = g_path_get_basename(record->file);
    g_autofree char *saved = record->saved ? dup_time(record->saved) : NULL;
    gboolean complete = g_strcmp0(record->state, "complete") == 0;

    add_said(block, wb_sheet_words(in, "sheet.file"), file)->written = TRUE;
    if (saved)
        add_said(block, wb_sheet_words(in, "sheet.saved"), saved)->written = TRUE;
    if (record->copy)
        add_said(block, wb_sheet_words(in, "sheet.copy"), record->copy)->written = TRUE;
    add_said(block, wb_sheet_words(in, "sheet.state"),
             wb_sheet_words(in, complete ? "sheet.complete" : "sheet.partial"));
}

static guint
count_notes(const WbSheetMaker *in, const char *code)
{
    guint count = 0;

    for (guint n = 0; n < in->record->notes->len; n++) {
        const WbNote *note = in->record->notes->pdata[n];

        count += note->field && !note->value && g_str_equal(note->code, code);
    }
    return count;
}

static void
add_shared_note(WbSheetMaker *in, WbSheetBlock *block, guint number)
{
    const char *code = in->shared->pdata[number - 1];
    g_autofree char *n = g_strdup_printf("[%u]", number);
    g_autofree char *count = g_strdup_printf("%u", count_notes(in, code));
    g_autofree char *label =
        wb_words_format(in->edition->language, "sheet.note", "n", n, "count", count, NULL);

    add_said(block, label, wb_finding_lookup_note(code)->text)->written = TRUE;
}

/* A note of no field that the sheet shows stands here, or it would stand nowhere. */
static void
add_file_note(const WbSheetMaker *in, WbSheetBlock *block, const WbNote *note)
{
    g_autofree char *text = NULL;

    if (note->field && g_hash_table_contains(in->known, note->field))
        return;
    text = wb_sheet_dup_note(NULL, note);
    add_said(block, note->field ? note->field : "", text)->written = TRUE;
}

static void
add_notes(WbSheetMaker *in)
{
    WbSheetBlock *block = wb_sheet_add_block(in, WB_SHEET_NOTES, wb_sheet_words(in, "sheet.notes"));

    for (guint n = 0; n < in->record->notes->len; n++)
        add_file_note(in, block, in->record->notes->pdata[n]);
    for (guint n = 1; n <= in->shared->len; n++)
        add_shared_note(in, block, n);
}

static char *
dup_name(const WbSheetMaker *in)
{
    const WbEditionField *field = find_role(in->edition, "participant");
    const WbAnswer *answer = field ? g_hash_table_lookup(in->answers, field->id) : NULL;

    if (answer && answer->type == WB_VALUE_TEXT)
        return g_strdelimit(g_strdup(answer->text), "\n", ' ');
    return g_path_get_basename(in->record->file);
}

/* --- The pages --- */

static void
cut_gap(GString *question)
{
    static const char *const ends[] = {": …", "：…"};

    for (gsize n = 0; n < G_N_ELEMENTS(ends); n++) {
        if (g_str_has_suffix(question->str, ends[n]))
            g_string_truncate(question, question->len - strlen("…"));
    }
}

/* "Our team has {members:number} members." with a gap for what only the layout reads, except where
 * a colon says already that the answer follows. */
static char *
dup_question(const char *question)
{
    g_autoptr(GString) out = g_string_new(NULL);

    while (*question) {
        const char *end = *question == '{' ? strchr(question, '}') : NULL;

        g_string_append_len(out, end ? "…" : question, end ? (gssize)strlen("…") : 1);
        question = end ? end + 1 : question + 1;
    }
    cut_gap(out);
    return g_strchomp(g_string_free(g_steal_pointer(&out), FALSE));
}

static gboolean
is_same_question(const WbEditionField *a, const WbEditionField *b)
{
    return !b->table && a->question && g_strcmp0(a->question, b->question) == 0;
}

/* How many fields from this one on are asked for by one question. */
static guint
count_asked(const GPtrArray *fields, guint from)
{
    guint n = from + 1;

    while (n < fields->len && is_same_question(fields->pdata[from], fields->pdata[n]))
        n++;
    return n - from;
}

/* "in other words" is not a question of its own; and who uses other words has answered. */
static gboolean
is_passed_over(const WbSheetMaker *in, const WbEditionField *field)
{
    if (wb_sheet_is_answered(in, field))
        return FALSE;
    return g_hash_table_contains(in->others, field->id) ||
           (field->other && g_hash_table_contains(in->answers, field->other));
}

static void
add_answer(const WbSheetMaker *in, WbSheetBlock *block, const WbEditionField *field,
           const char *label)
{
    if (!is_passed_over(in, field))
        g_ptr_array_add(block->entries, wb_sheet_entry_new(in, field, label));
}

static void
add_asked(WbSheetMaker *in, const GPtrArray *fields, guint from, guint count)
{
    const WbEditionField *first = fields->pdata[from];
    g_autofree char *question = first->question ? dup_question(first->question) : NULL;
    WbSheetBlock *block = wb_sheet_add_block(in, WB_SHEET_ANSWERS, count > 1 ? question : NULL);

    if (count == 1)
        add_answer(in, block, first, question ? question : first->label);
    for (guint n = from; count > 1 && n < from + count; n++) {
        const WbEditionField *field = fields->pdata[n];

        add_answer(in, block, field, field->label);
    }
}

static gboolean
has_answer(const WbSheetMaker *in, const GPtrArray *fields)
{
    for (guint n = 0; n < fields->len; n++) {
        if (wb_sheet_is_answered(in, fields->pdata[n]))
            return TRUE;
    }
    return FALSE;
}

/* Several tables of a page are told apart by their names. */
static guint
count_tables(const GPtrArray *fields)
{
    g_autoptr(GHashTable) tables = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint n = 0; n < fields->len; n++) {
        const WbEditionField *field = fields->pdata[n];

        if (field->table)
            g_hash_table_add(tables, field->table);
    }
    return g_hash_table_size(tables);
}

static void
add_table_of(WbSheetMaker *in, const WbEditionField *field, gboolean named, GHashTable *done)
{
    const WbEditionTable *table = g_hash_table_lookup(in->tables, field->table);

    if (!table || !g_hash_table_add(done, field->table))
        return;
    if (named)
        wb_sheet_add_block(in, WB_SHEET_TABLE, table->label);
    wb_sheet_add_rows(in, table);
}

static void
add_questions(WbSheetMaker *in, const GPtrArray *fields)
{
    g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean named = count_tables(fields) > 1;
    guint count;

    for (guint n = 0; n < fields->len; n += count) {
        const WbEditionField *field = fields->pdata[n];

        count = field->table ? 1 : count_asked(fields, n);
        if (field->table)
            add_table_of(in, field, named, done);
        else
            add_asked(in, fields, n, count);
    }
}

/* A page that nobody touched: each question and each row once by its name. */
static void
add_untouched(WbSheetMaker *in, const GPtrArray *fields)
{
    g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) names = g_string_new(NULL);

    for (guint n = 0; n < fields->len; n++) {
        const WbEditionField *field = fields->pdata[n];
        const WbEditionTable *table =
            field->table ? g_hash_table_lookup(in->tables, field->table) : NULL;

        if (!table && !g_hash_table_contains(in->others, field->id))
            wb_sheet_add_name(names, field->label);
        if (!table || !g_hash_table_add(done, table->id))
            continue;
        for (guint m = 0; m < table->rows->len; m++)
            wb_sheet_add_name(names, ((const WbEditionRow *)table->rows->pdata[m])->label);
    }
    wb_sheet_add_rest(in, "sheet.nothing", names->str);
}

void
wb_sheet_add_rest(WbSheetMaker *in, const char *words, const char *fields)
{
    g_autofree char *text = wb_words_format(in->edition->language, words, "fields", fields, NULL);

    wb_sheet_add_block(in, WB_SHEET_REST, text);
}

/* The questions of a page, without those that stand at the start of the sheet. */
static GPtrArray *
new_questions(const WbSheetMaker *in, const WbEditionPage *page)
{
    const GPtrArray *all = g_hash_table_lookup(in->pages, page->id);
    GPtrArray *fields = g_ptr_array_new();

    for (guint n = 0; all && n < all->len; n++) {
        if (!is_about_participant(in, all->pdata[n]))
            g_ptr_array_add(fields, all->pdata[n]);
    }
    return fields;
}

static void
add_page(WbSheetMaker *in, const WbEditionPage *page)
{
    g_autoptr(GPtrArray) fields = new_questions(in, page);
    g_autofree char *number = g_strdup_printf("%u", page->number);

    if (fields->len == 0)
        return;
    if (page->part && g_strcmp0(page->part, in->part) != 0)
        wb_sheet_add_block(in, WB_SHEET_PART, page->part);
    in->part = page->part;
    wb_sheet_add_block(in, WB_SHEET_PAGE, page->title)->aside =
        wb_words_format(in->edition->language, "sheet.page", "n", number, NULL);
    if (has_answer(in, fields))
        add_questions(in, fields);
    else
        add_untouched(in, fields);
}

static void
drop_empty(GPtrArray *blocks)
{
    for (guint n = blocks->len; n > 0; n--) {
        const WbSheetBlock *block = blocks->pdata[n - 1];

        if ((block->kind <= WB_SHEET_NOTES || block->kind == WB_SHEET_ANSWERS) &&
            block->entries->len == 0)
            g_ptr_array_remove_index(blocks, n - 1);
    }
}

static void
maker_clear(WbSheetMaker *in)
{
    GHashTable *tables[] = {in->answers, in->notes,  in->known, in->pages,
                            in->rows,    in->others, in->tables};

    for (gsize n = 0; n < G_N_ELEMENTS(tables); n++)
        g_hash_table_unref(tables[n]);
    g_ptr_array_unref(in->shared);
    g_free(in->participant);
}

WbSheetContent *
wb_sheet_content_new(const WbRecord *record, const WbEdition *edition)
{
    WbSheetMaker in = {
        .record = record,
        .edition = edition,
        .content = g_new0(WbSheetContent, 1),
        .answers = g_hash_table_new(g_str_hash, g_str_equal),
        .notes = new_lists(),
        .known = g_hash_table_new(g_str_hash, g_str_equal),
        .pages = new_lists(),
        .rows = new_lists(),
        .others = g_hash_table_new(g_str_hash, g_str_equal),
        .tables = g_hash_table_new(g_str_hash, g_str_equal),
        .shared = g_ptr_array_new(),
        .participant = dup_participant_prefix(edition),
    };

    in.content->blocks = g_ptr_array_new_with_free_func((GDestroyNotify)block_free);
    index_fields(&in);
    index_notes(&in);
    in.content->name = dup_name(&in);
    add_participant(&in);
    add_file(&in);
    add_notes(&in);
    for (guint n = 0; n < edition->pages->len; n++)
        add_page(&in, edition->pages->pdata[n]);
    drop_empty(in.content->blocks);
    maker_clear(&in);
    return in.content;
}
