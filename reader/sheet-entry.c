/* One answer and its notes in words: see sheet-private.h. */
#include "sheet-private.h"
#include "words.h"

const char *
wb_sheet_words(const WbSheetMaker *in, const char *id)
{
    return wb_words_lookup(in->edition->language, id);
}

void
wb_sheet_add_name(GString *names, const char *name)
{
    g_string_append_printf(names, "%s%s", names->len ? "\u00a0· " : "", name);
}

void
wb_sheet_entry_free(WbSheetEntry *self)
{
    g_free(self->label);
    g_free(self->text);
    g_free(self->mark);
    g_clear_pointer(&self->notes, g_ptr_array_unref);
    g_free(self);
}

gboolean
wb_sheet_is_answered(const WbSheetMaker *in, const WbEditionField *field)
{
    return g_hash_table_contains(in->answers, field->id) ||
           g_hash_table_contains(in->notes, field->id);
}

/* The labels of the codes: more than one only where somebody ticked more than one box. */
static char *
dup_labels(const WbEditionField *field, const char *codes)
{
    g_auto(GStrv) all = g_strsplit(codes, ", ", -1);
    g_autoptr(GString) labels = g_string_new(NULL);

    for (char **code = all; *code; code++) {
        const WbEditionOption *option = wb_edition_field_lookup_option(field, *code);

        wb_sheet_add_name(labels, option ? option->label : *code);
    }
    return g_string_free(g_steal_pointer(&labels), FALSE);
}

/* --- Notes --- */

/* The value of these is the answer, which stands above. */
static gboolean
is_answer_itself(const WbNote *note)
{
    static const char *const codes[] = {"not-a-number", "not-a-date", "out-of-range", "two-boxes",
                                        NULL};

    return g_strv_contains(codes, note->code);
}

/* The value in a paragraph of its own, since it may be in another script. */
char *
wb_sheet_dup_note(const WbEditionField *field, const WbNote *note)
{
    const WbFinding *finding = wb_finding_lookup_note(note->code);
    g_autofree char *value = NULL;

    if (!note->value || is_answer_itself(note))
        return g_strdup(finding->text);
    value = field && field->options ? dup_labels(field, note->value) : g_strdup(note->value);
    return g_strdup_printf("%s\n→ %s", finding->text, value);
}

static void
add_mark(WbSheetEntry *entry, guint number)
{
    g_autofree char *mark = g_strdup_printf("[%u]", number);
    g_autofree char *marks = NULL;

    if (entry->mark && g_str_has_suffix(entry->mark, mark))
        return;
    marks = entry->mark ? g_strconcat(entry->mark, " ", mark, NULL) : g_strdup(mark);
    g_free(entry->mark);
    entry->mark = g_steal_pointer(&marks);
}

static void
add_note(WbSheetEntry *entry, const WbEditionField *field, const WbNote *note)
{
    if (!entry->notes)
        entry->notes = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(entry->notes, wb_sheet_dup_note(field, note));
}

void
wb_sheet_entry_add_notes(const WbSheetMaker *in, WbSheetEntry *entry, const WbEditionField *field)
{
    const GPtrArray *notes = g_hash_table_lookup(in->notes, field->id);
    guint place;

    for (guint n = 0; notes && n < notes->len; n++) {
        const WbNote *note = notes->pdata[n];

        if (!note->value &&
            g_ptr_array_find_with_equal_func(in->shared, note->code, g_str_equal, &place))
            add_mark(entry, place + 1);
        else
            add_note(entry, field, note);
    }
}

/* --- Values --- */

static char *
dup_number(const WbSheetMaker *in, const WbEditionField *field, gint64 number)
{
    g_autofree char *value = g_strdup_printf("%" G_GINT64_FORMAT, number);
    g_autofree char *min = g_strdup_printf("%d", field->min);
    g_autofree char *max = g_strdup_printf("%d", field->max);

    if (field->kind != WB_KIND_SCALE)
        return g_steal_pointer(&value);
    return wb_words_format(in->edition->language, "sheet.scale", "value", value, "min", min, "max",
                           max, NULL);
}

static char *
dup_value(const WbSheetMaker *in, const WbEditionField *field, const WbAnswer *answer)
{
    if (answer->type == WB_VALUE_BOOLEAN)
        return g_strdup(wb_sheet_words(in, answer->boolean ? "sheet.ticked" : "sheet.unanswered"));
    if (answer->type == WB_VALUE_NUMBER)
        return dup_number(in, field, answer->number);
    return field->options ? dup_labels(field, answer->text) : g_strdup(answer->text);
}

WbSheetEntry *
wb_sheet_entry_new(const WbSheetMaker *in, const WbEditionField *field, const char *label)
{
    const WbAnswer *answer = g_hash_table_lookup(in->answers, field->id);
    WbSheetEntry *entry = g_new0(WbSheetEntry, 1);

    entry->label = g_strdup(label);
    entry->missing = !answer || (answer->type == WB_VALUE_BOOLEAN && !answer->boolean);
    entry->written = answer && answer->type == WB_VALUE_TEXT && !field->options;
    entry->text =
        answer ? dup_value(in, field, answer) : g_strdup(wb_sheet_words(in, "sheet.unanswered"));
    wb_sheet_entry_add_notes(in, entry, field);
    return entry;
}
