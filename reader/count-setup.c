/* Counting: what the editions ask, before the first return. */
#include "count-setup-private.h"

const WbEditionPage *
count_lookup_page(const WbEdition *edition, const char *id)
{
    for (guint n = 0; n < edition->pages->len; n++) {
        const WbEditionPage *page = edition->pages->pdata[n];

        if (g_strcmp0(page->id, id) == 0)
            return page;
    }
    return NULL;
}

gboolean
count_has_role(const WbCodebookEntry *entry, const char *role)
{
    return g_strcmp0(entry->field->role, role) == 0;
}

gboolean
count_has_tally(const WbCodebookEntry *entry, const char *tally)
{
    return g_strcmp0(entry->field->tally, tally) == 0;
}

/* May be counted and shown. */
gboolean
count_is_open(const WbCount *self, const WbCodebookEntry *entry)
{
    return self->options.internal || !entry->sensitive;
}

/* A denominator: returns that filled in something on one of some pages. */
void
count_ask(WbCount *self, guint *count, guint page)
{
    CountAsked *asked = g_hash_table_lookup(self->asked_by_count, count);

    if (!asked) {
        asked = g_new0(CountAsked, 1);
        asked->count = count;
        asked->pages = g_array_new(FALSE, FALSE, sizeof(guint));
        g_ptr_array_add(self->asked, asked);
        g_hash_table_insert(self->asked_by_count, count, asked);
    }
    g_array_append_val(asked->pages, page);
}

/* --- Workbooks and pages --- */

static guint
find_workbook(WbCount *self, const char *id)
{
    GPtrArray *workbooks = self->tally->returns.workbooks;
    WbTallyWorkbook *workbook;

    for (guint n = 0; n < workbooks->len; n++) {
        workbook = workbooks->pdata[n];
        if (g_strcmp0(workbook->id, id) == 0)
            return n;
    }
    workbook = g_new0(WbTallyWorkbook, 1);
    workbook->id = g_strdup(id);
    g_ptr_array_add(workbooks, workbook);
    return workbooks->len - 1;
}

static void
add_page(WbCount *self, guint workbook, const WbEditionPage *page)
{
    CountPage *out = g_new0(CountPage, 1);

    out->workbook = workbook;
    out->page = g_new0(WbTallyPage, 1);
    out->page->workbook =
        g_strdup(((WbTallyWorkbook *)self->tally->returns.workbooks->pdata[workbook])->id);
    out->page->page = g_strdup(page->id);
    out->page->title = g_strdup(page->title);
    out->page->number = page->number;
    g_ptr_array_add(self->pages, out);
}

guint
count_find_page(const WbCount *self, const WbCodebookEntry *entry)
{
    for (guint n = 0; n < self->pages->len; n++) {
        const CountPage *page = self->pages->pdata[n];

        if (g_str_equal(page->page->page, entry->field->page) &&
            g_str_equal(page->page->workbook, entry->edition->workbook))
            return n;
    }
    g_assert_not_reached(); /* editions are checked when they are read */
}

/* The best edition of a workbook is the first; a page that only a later one has comes behind. */
static void
add_workbooks(WbCount *self)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint n = 0; n < self->codebook->editions->len; n++) {
        const WbEdition *edition = self->codebook->editions->pdata[n];
        guint workbook = find_workbook(self, edition->workbook);
        WbTallyWorkbook *out = self->tally->returns.workbooks->pdata[workbook];

        if (!out->title)
            out->title = g_strdup(edition->title);
        for (guint m = 0; m < edition->pages->len; m++) {
            const WbEditionPage *page = edition->pages->pdata[m];

            if (g_hash_table_add(seen, g_strconcat(edition->workbook, "\n", page->id, NULL)))
                add_page(self, workbook, page);
        }
    }
}

/* Of all editions together: people write in their own language, whichever edition they were given.
 */
static void
add_nothing_words(WbCount *self)
{
    for (guint n = 0; n < self->codebook->editions->len; n++) {
        const WbEdition *edition = self->codebook->editions->pdata[n];

        for (guint m = 0; m < edition->nothing->len; m++)
            g_hash_table_add(self->nothing, wb_name_fold(edition->nothing->pdata[m]));
    }
}

static gboolean
has_letter(const char *text)
{
    for (; *text; text = g_utf8_next_char(text)) {
        if (g_unichar_isalnum(g_utf8_get_char(text)))
            return TRUE;
    }
    return FALSE;
}

gboolean
count_names_nobody(const WbCount *self, const char *folded)
{
    return !has_letter(folded) || g_hash_table_contains(self->nothing, folded);
}

/* --- Slots --- */

static gboolean
is_about_person(const WbCodebookEntry *entry)
{
    static const char *const roles[] = {"participant", "agency", "community", "position", NULL};

    return entry->field->role && g_strv_contains(roles, entry->field->role);
}

static void
set_slot(CountSlot *slot, SlotKind kind, gpointer to)
{
    slot->kind = kind;
    slot->to = to;
}

static void
fill_slot_by_tally(WbCount *self, const WbCodebookEntry *entry, CountSlot *slot)
{
    if (count_has_tally(entry, "words") || count_has_tally(entry, "list")) {
        CountWords *words = count_find_words(self, entry);

        count_ask(self, &words->out->asked, slot->page);
        set_slot(slot, SLOT_WORDS, words);
    } else if (count_has_tally(entry, "mean")) {
        CountNumbers *numbers = count_new_numbers(self, entry);

        count_ask(self, &numbers->out->asked, slot->page);
        set_slot(slot, SLOT_NUMBERS, numbers);
    } else if (count_has_tally(entry, "share")) {
        CountChoices *choices = count_find_choices(self, entry);

        count_add_options(choices, entry->field);
        count_ask(self, &choices->out->asked, slot->page);
        set_slot(slot, SLOT_CHOICE, choices);
    } else if (count_has_tally(entry, "quotes")) {
        set_slot(slot, SLOT_QUOTES, count_new_question(self, entry));
    }
}

static void
fill_slot(WbCount *self, guint place)
{
    const WbCodebookEntry *entry = self->codebook->entries->pdata[place];
    CountSlot *slot = &self->slots[place];
    CountPage *page;

    slot->page = count_find_page(self, entry);
    slot->about_person = is_about_person(entry);
    slot->asks = count_what_it_asks(entry);
    slot->position = count_has_role(entry, "position") && !entry->sensitive;
    page = self->pages->pdata[slot->page];
    page->has_inputs |= !slot->about_person && !count_has_tally(entry, "none");
    if (count_asks_about_need(entry)) {
        if (count_is_open(self, entry))
            set_slot(slot, SLOT_ROW, count_find_row(self, entry));
        if (count_asks_population(entry))
            slot->population = count_find_population(self, entry->field->population);
        return;
    }
    slot->compared = entry->field->tally && !count_has_tally(entry, "none") && !entry->sensitive;
    if (slot->kind == SLOT_NONE && !slot->about_person && count_is_open(self, entry))
        fill_slot_by_tally(self, entry, slot);
}

/* What is written beside the options of a choice is read like an answer to a question. */
static void
fill_other_slot(WbCount *self, const WbCodebookEntry *entry)
{
    const WbCodebookEntry *other;
    guint place, choice;

    if (!entry->field->other || !count_has_tally(entry, "share") || entry->field->need ||
        !wb_codebook_lookup(self->codebook, entry->field->other, &place) ||
        !wb_codebook_lookup(self->codebook, entry->field->id, &choice))
        return;
    other = self->codebook->entries->pdata[place];
    if (self->slots[choice].kind != SLOT_CHOICE || other->field->tally ||
        !count_is_open(self, other))
        return;
    set_slot(&self->slots[place], SLOT_OTHER, self->slots[choice].to);
    self->slots[place].question = count_new_question(self, other);
}

void
count_setup(WbCount *self)
{
    const GPtrArray *entries = self->codebook->entries;

    add_workbooks(self);
    add_nothing_words(self);
    count_setup_needs(self);
    count_disciplines_setup(self);
    self->slots = g_new0(CountSlot, entries->len + 1);
    for (guint n = 0; n < entries->len; n++)
        fill_slot(self, n);
    for (guint n = 0; n < entries->len; n++)
        fill_other_slot(self, entries->pdata[n]);
}
