/* Counting: see count.h. */
#include "count-private.h"

static void
page_free(gpointer data)
{
    CountPage *self = data;

    wb_tally_page_free(self->page);
    g_free(self);
}

static void
asked_free(gpointer data)
{
    CountAsked *self = data;

    g_array_unref(self->pages);
    g_free(self);
}

static GHashTable *
new_set(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

WbCount *
wb_count_new(const WbCodebook *codebook, const WbCountOptions *options)
{
    WbCount *self = g_new0(WbCount, 1);

    self->codebook = codebook;
    self->options = *options;
    self->tally = wb_tally_new(codebook);
    self->tally->internal = options->internal;
    self->pages = g_ptr_array_new_with_free_func(page_free);
    self->asked = g_ptr_array_new_with_free_func(asked_free);
    self->asked_by_count = g_hash_table_new(NULL, NULL);
    self->nothing = new_set();
    self->needs = g_ptr_array_new_with_free_func(count_need_free);
    self->needs_by_key = g_hash_table_new(g_str_hash, g_str_equal);
    self->rows = g_ptr_array_new_with_free_func(count_row_free);
    self->rows_by_key = new_set();
    self->touched_rows = g_ptr_array_new();
    self->touched_needs = g_ptr_array_new();
    self->touched_providers = g_ptr_array_new();
    self->providers = g_ptr_array_new_with_free_func(count_provider_free);
    self->providers_by_key = g_hash_table_new(g_str_hash, g_str_equal);
    self->names = new_set();
    self->words = g_ptr_array_new_with_free_func(count_words_free);
    self->numbers = g_ptr_array_new_with_free_func(count_numbers_free);
    self->choices = g_ptr_array_new_with_free_func(count_choices_free);
    self->disciplines = g_ptr_array_new_with_free_func(count_discipline_free);
    self->discipline_words = new_set();
    self->positions = count_words_table_new();
    self->languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    count_setup(self);
    return self;
}

void
wb_count_free(WbCount *self)
{
    if (!self)
        return;
    wb_tally_free(self->tally);
    g_free(self->slots);
    g_ptr_array_unref(self->pages);
    g_ptr_array_unref(self->asked);
    g_hash_table_unref(self->asked_by_count);
    g_hash_table_unref(self->nothing);
    g_ptr_array_unref(self->needs);
    g_hash_table_unref(self->needs_by_key);
    g_ptr_array_unref(self->rows);
    g_hash_table_unref(self->rows_by_key);
    g_ptr_array_unref(self->touched_rows);
    g_ptr_array_unref(self->touched_needs);
    g_ptr_array_unref(self->touched_providers);
    g_ptr_array_unref(self->providers);
    g_hash_table_unref(self->providers_by_key);
    g_hash_table_unref(self->names);
    g_ptr_array_unref(self->words);
    g_ptr_array_unref(self->numbers);
    g_ptr_array_unref(self->choices);
    g_ptr_array_unref(self->disciplines);
    g_hash_table_unref(self->discipline_words);
    g_hash_table_unref(self->positions);
    g_hash_table_unref(self->languages);
    g_free(self);
}

/* --- The same person in another round --- */

/* FNV-1a: the same answers of two rounds have the same number, whatever machine counted them. */
static gint64
digest(const char *text)
{
    g_autofree char *folded = wb_name_fold(text);
    guint64 hash = 0xcbf29ce484222325;

    for (const char *p = folded; *p; p++)
        hash = (hash ^ (guchar)*p) * 0x100000001b3;
    return (gint64)hash;
}

static void
keep_answered(WbTallyPerson *person, guint place, const WbAnswer *answer)
{
    WbTallyAnswered kept = {.place = place, .number = answer->type == WB_VALUE_NUMBER};

    kept.value = kept.number                        ? answer->number
                 : answer->type == WB_VALUE_BOOLEAN ? answer->boolean
                                                    : digest(answer->text);
    g_array_append_val(person->answers, kept);
}

static WbTallyPerson *
new_person(WbCount *self, const WbRecord *record)
{
    WbTallyPerson *person = g_new0(WbTallyPerson, 1);

    person->workbook = g_strdup(record->workbook);
    person->copy = g_strdup(record->copy);
    person->answers = g_array_new(FALSE, FALSE, sizeof(WbTallyAnswered));
    g_ptr_array_add(self->tally->people, person);
    return person;
}

/* "ana ruiz\ncasa norte": only where both are given. */
static void
name_person(WbTallyPerson *person, const char *name, const char *agency)
{
    g_autofree char *folded_name = wb_name_fold(name ? name : "");
    g_autofree char *folded_agency = wb_name_fold_agency(agency ? agency : "");

    if (*folded_name && *folded_agency)
        person->name = g_strconcat(folded_name, "\n", folded_agency, NULL);
}

/* --- One return --- */

static void
add_answer(WbCount *self, guint place, const WbAnswer *answer)
{
    const CountSlot *slot = &self->slots[place];

    if (answer->type == WB_VALUE_BOOLEAN && !answer->boolean && slot->kind != SLOT_ROW)
        return;
    if (!slot->about_person)
        ((CountPage *)self->pages->pdata[slot->page])->stamp = self->stamp;
    if (slot->position && answer->type == WB_VALUE_TEXT)
        count_position_add(self, answer->text);
    if (slot->kind == SLOT_ROW)
        count_needs_add(self, slot, answer);
    else
        count_answers_add(self, slot, answer);
}

/* The text of the first answer to a field of the role. */
static void
keep_text(const char **text, const WbCodebookEntry *entry, const char *role, const WbAnswer *answer)
{
    if (!*text && answer->type == WB_VALUE_TEXT && g_strcmp0(entry->field->role, role) == 0)
        *text = answer->text;
}

static void
add_answers(WbCount *self, const WbRecord *record)
{
    WbTallyPerson *person = self->options.people ? new_person(self, record) : NULL;
    const char *name = NULL, *agency = NULL;
    guint place;

    for (guint n = 0; n < record->answers->len; n++) {
        const WbAnswer *answer = record->answers->pdata[n];

        if (!wb_codebook_lookup(self->codebook, answer->field, &place))
            continue;
        add_answer(self, place, answer);
        if (!person)
            continue;
        keep_text(&name, self->codebook->entries->pdata[place], "participant", answer);
        keep_text(&agency, self->codebook->entries->pdata[place], "agency", answer);
        if (self->slots[place].compared)
            keep_answered(person, place, answer);
    }
    if (person)
        name_person(person, name, agency);
}

static void
count_asked(WbCount *self)
{
    for (guint n = 0; n < self->asked->len; n++) {
        const CountAsked *asked = self->asked->pdata[n];

        for (guint m = 0; m < asked->pages->len; m++) {
            const CountPage *page = self->pages->pdata[g_array_index(asked->pages, guint, m)];

            if (page->stamp == self->stamp) {
                (*asked->count)++;
                break;
            }
        }
    }
}

void
wb_count_add(WbCount *self, const WbStored *stored)
{
    const WbRecord *record = stored->record;

    count_returns_add(self, stored);
    if (record->problem || !stored->current || g_strcmp0(record->state, "blank") == 0)
        return;
    self->stamp++;
    self->record = record;
    add_answers(self, record);
    count_needs_end_return(self);
    count_returns_end_return(self);
    count_asked(self);
    self->record = NULL;
}

WbTally *
wb_count_finish(WbCount *self)
{
    count_needs_finish(self);
    count_answers_finish(self);
    count_returns_finish(self);
    return g_steal_pointer(&self->tally);
}
