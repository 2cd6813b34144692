/* Counting: what the editions ask, before the first return. */
#include "count-private.h"

static const WbEditionTable *
lookup_table(const WbEdition *edition, const char *id)
{
    for (guint n = 0; id && n < edition->tables->len; n++) {
        const WbEditionTable *table = edition->tables->pdata[n];

        if (g_str_equal(table->id, id))
            return table;
    }
    return NULL;
}

static const WbEditionRow *
lookup_row(const WbEditionTable *table, const char *id)
{
    for (guint n = 0; table && id && n < table->rows->len; n++) {
        const WbEditionRow *row = table->rows->pdata[n];

        if (g_str_equal(row->id, id))
            return row;
    }
    return NULL;
}

static const WbEditionColumn *
lookup_column(const WbEditionTable *table, const char *id)
{
    for (guint n = 0; table && id && n < table->columns->len; n++) {
        const WbEditionColumn *column = table->columns->pdata[n];

        if (g_str_equal(column->id, id))
            return column;
    }
    return NULL;
}

static const WbEditionPage *
lookup_page(const WbEdition *edition, const char *id)
{
    for (guint n = 0; n < edition->pages->len; n++) {
        const WbEditionPage *page = edition->pages->pdata[n];

        if (g_strcmp0(page->id, id) == 0)
            return page;
    }
    return NULL;
}

static gboolean
has_role(const WbCodebookEntry *entry, const char *role)
{
    return g_strcmp0(entry->field->role, role) == 0;
}

static gboolean
has_tally(const WbCodebookEntry *entry, const char *tally)
{
    return g_strcmp0(entry->field->tally, tally) == 0;
}

/* May be counted and shown. */
static gboolean
is_open(const WbCount *self, const WbCodebookEntry *entry)
{
    return self->options.internal || !entry->sensitive;
}

/* A denominator: returns that filled in something on one of some pages. */
static void
ask(WbCount *self, guint *count, guint page)
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

static guint
find_page(const WbCount *self, const WbCodebookEntry *entry)
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

/* --- Populations --- */

static guint
find_population(WbCount *self, const char *id)
{
    GPtrArray *populations = self->tally->populations;
    WbTallyPopulation *population;

    for (guint n = 0; n < populations->len; n++) {
        population = populations->pdata[n];
        if (g_str_equal(population->id, id))
            return n;
    }
    population = g_new0(WbTallyPopulation, 1);
    population->id = g_strdup(id);
    g_ptr_array_add(populations, population);
    return populations->len - 1;
}

/* Workbooks may call one population by several names. */
static void
add_population_label(WbTallyPopulation *population, gboolean foreign, const char *label)
{
    g_auto(GStrv) known = population->label ? g_strsplit(population->label, " / ", -1) : NULL;

    if (!known) {
        population->label = g_strdup(label);
    } else if (!foreign && !g_strv_contains((const char *const *)known, label)) {
        char *both = g_strconcat(population->label, " / ", label, NULL);

        g_free(population->label);
        population->label = both;
    }
}

static gboolean
asks_population(const WbCodebookEntry *entry)
{
    return has_role(entry, "population") && entry->field->population && entry->field->need;
}

static void
name_populations(WbCount *self, gboolean foreign)
{
    const char *language = self->options.language ? self->options.language : "en";

    for (guint n = 0; n < self->codebook->entries->len; n++) {
        const WbCodebookEntry *entry = self->codebook->entries->pdata[n];
        const WbEditionColumn *column =
            lookup_column(lookup_table(entry->edition, entry->field->table), entry->field->column);
        guint place;

        if (!asks_population(entry))
            continue;
        place = find_population(self, entry->field->population);
        if (foreign == (g_ascii_strcasecmp(entry->edition->language, language) != 0))
            add_population_label(self->tally->populations->pdata[place], foreign,
                                 column && column->head    ? column->head
                                 : column && column->label ? column->label
                                                           : entry->field->label);
    }
}

/* What is called in another language only where no edition calls it in that of the summary. */
static void
add_populations(WbCount *self)
{
    name_populations(self, FALSE);
    name_populations(self, TRUE);
}

/* --- Sections --- */

static WbTallySection *
find_section(WbCount *self, const char *id, const char *label)
{
    WbTallySection *section;

    for (guint n = 0; n < self->tally->sections->len; n++) {
        section = self->tally->sections->pdata[n];
        if (g_strcmp0(section->id, id) == 0)
            return section;
    }
    section = wb_tally_section_new(self->tally->populations->len);
    section->id = g_strdup(id);
    section->label = g_strdup(label);
    g_ptr_array_add(self->tally->sections, section);
    return section;
}

/* The section that the edition puts the field's page in, or NULL. */
static WbTallySection *
find_edition_section(WbCount *self, const WbCodebookEntry *entry)
{
    const WbEditionPage *page = lookup_page(entry->edition, entry->field->page);

    for (guint n = 0; page && page->section && n < entry->edition->sections->len; n++) {
        const WbEditionSection *section = entry->edition->sections->pdata[n];

        if (g_str_equal(section->id, page->section))
            return find_section(self, section->id, section->label);
    }
    return NULL;
}

/* Where pages are in no section: that of another need in the same table, else the table, else the
 * page. */
static WbTallySection *
find_other_section(WbCount *self, const WbCodebookEntry *entry)
{
    const WbEditionTable *table = lookup_table(entry->edition, entry->field->table);
    const WbEditionPage *page = lookup_page(entry->edition, entry->field->page);

    for (guint n = 0; table && n < table->rows->len; n++) {
        const WbEditionRow *row = table->rows->pdata[n];
        const CountNeed *need =
            row->need ? g_hash_table_lookup(self->needs_by_key, row->need) : NULL;

        if (need)
            return need->section;
    }
    if (table)
        return find_section(self, table->id, table->label);
    return find_section(self, entry->field->page, page ? page->title : entry->field->page);
}

/* --- Needs and rows --- */

static char *
row_key(const WbCodebookEntry *entry)
{
    const WbEditionField *field = entry->field;

    if (field->table && field->row)
        return g_strconcat(field->table, "\n", field->row, NULL);
    return g_strconcat(entry->edition->workbook, "\n", field->need, NULL);
}

/* ASKS: nothing about a row. */
static CountAsks
what_it_asks(const WbCodebookEntry *entry)
{
    static const char *const roles[ASKS] = {
        [ASKS_PROVIDER] = "provider", [ASKS_CONTACT] = "contact",
        [ASKS_LABEL] = "need-label",  [ASKS_PARTNERSHIP] = "partnership",
        [ASKS_TRAINED] = "trained",   [ASKS_POPULATION] = "population",
    };
    guint n = 0;

    while (n < ASKS && !(entry->field->need && has_role(entry, roles[n])))
        n++;
    return n;
}

static gboolean
asks_about_need(const WbCodebookEntry *entry)
{
    return what_it_asks(entry) != ASKS;
}

/* Without its providers nothing can be said about a need: it would look like a gap. */
static gboolean
is_told(const WbCount *self, const WbCodebookEntry *entry)
{
    return is_open(self, entry) || !has_role(entry, "provider");
}

static CountRow *
find_row(WbCount *self, const WbCodebookEntry *entry)
{
    guint populations = self->tally->populations->len;
    g_autofree char *key = row_key(entry);
    CountRow *row = g_hash_table_lookup(self->rows_by_key, key);

    if (row)
        return row;
    row = g_new0(CountRow, 1);
    row->entry = entry;
    row->page = find_page(self, entry);
    row->serves = g_new0(gboolean, populations + 1);
    row->ticked = g_new0(gboolean, populations + 1);
    row->unticked = g_new0(gboolean, populations + 1);
    g_ptr_array_add(self->rows, row);
    g_hash_table_insert(self->rows_by_key, g_steal_pointer(&key), row);
    return row;
}

static void
add_to_row(WbCount *self, const WbCodebookEntry *entry)
{
    CountRow *row = find_row(self, entry);

    if (has_role(entry, "need-label"))
        row->naming = entry;
    if (has_role(entry, "provider"))
        row->entry = entry;
    row->asks[0] = row->asks[0] || has_role(entry, "partnership");
    row->asks[1] = row->asks[1] || has_role(entry, "trained");
    if (asks_population(entry))
        row->serves[find_population(self, entry->field->population)] = TRUE;
}

static const WbEditionRow *
lookup_edition_row(const CountRow *row)
{
    const WbEdition *edition = row->entry->edition;

    return lookup_row(lookup_table(edition, row->entry->field->table), row->entry->field->row);
}

static void
add_need(WbCount *self, CountRow *row)
{
    const char *key = row->entry->field->need;
    CountNeed *need = g_hash_table_lookup(self->needs_by_key, key);

    if (!need)
        need = count_need_new(self, key, key, row->title, row->section);
    row->need = need;
    ask(self, &need->out->asked, row->page);
    need->out->partnership.is_asked |= row->asks[0];
    need->out->trained.is_asked |= row->asks[1];
    for (guint n = 0; n < self->tally->populations->len; n++)
        need->out->served[n].is_asked |= row->serves[n];
}

/* A row for "other" is no need until somebody writes one in; rows that are related to such a one
 * are one with it. */
static void
place_row(WbCount *self, CountRow *row)
{
    const WbEditionRow *told = lookup_edition_row(row);

    row->title = told && told->label ? told->label : row->entry->field->label;
    if (row->naming)
        row->base = g_strdup(told && told->related ? told->related : row->naming->field->need);
    else if (has_role(row->entry, "provider"))
        add_need(self, row);
}

/* First what the editions put in a section: it says where the same needs of other workbooks go. */
static void
add_needs(WbCount *self)
{
    for (guint n = 0; n < self->rows->len; n++) {
        CountRow *row = self->rows->pdata[n];

        row->section = find_edition_section(self, row->entry);
        if (row->section)
            place_row(self, row);
    }
    for (guint n = 0; n < self->rows->len; n++) {
        CountRow *row = self->rows->pdata[n];

        if (row->section)
            continue;
        row->section = find_other_section(self, row->entry);
        place_row(self, row);
    }
}

/* --- The same need, and related ones --- */

static void
join_groups(WbCount *self, guint one, guint other)
{
    for (guint n = 0; n < self->needs->len; n++) {
        CountNeed *need = self->needs->pdata[n];

        if (need->group == MAX(one, other))
            need->group = MIN(one, other);
    }
}

static void
relate(CountNeed *one, CountNeed *other)
{
    if (g_ptr_array_find(one->out->related, other->out, NULL))
        return;
    g_ptr_array_add(one->out->related, other->out);
    g_ptr_array_add(other->out->related, one->out);
}

static void
add_relations(WbCount *self, const WbEditionRow *row)
{
    CountNeed *need = row->need ? g_hash_table_lookup(self->needs_by_key, row->need) : NULL;
    CountNeed *same =
        row->same_need ? g_hash_table_lookup(self->needs_by_key, row->same_need) : NULL;
    CountNeed *related =
        row->related ? g_hash_table_lookup(self->needs_by_key, row->related) : NULL;

    if (need && same)
        join_groups(self, need->group, same->group);
    if (need && related)
        relate(need, related);
}

static void
add_same(WbCount *self)
{
    for (guint n = 0; n < self->needs->len; n++) {
        CountNeed *need = self->needs->pdata[n];

        for (guint m = 0; m < self->needs->len; m++) {
            const CountNeed *other = self->needs->pdata[m];

            if (m != n && other->group == need->group)
                g_ptr_array_add(need->out->same, other->out);
        }
    }
}

static void
join_needs(WbCount *self)
{
    for (guint n = 0; n < self->codebook->editions->len; n++) {
        const WbEdition *edition = self->codebook->editions->pdata[n];

        for (guint m = 0; m < edition->tables->len; m++) {
            const WbEditionTable *table = edition->tables->pdata[m];

            for (guint i = 0; i < table->rows->len; i++)
                add_relations(self, table->rows->pdata[i]);
        }
    }
    add_same(self);
}

/* --- What else is asked --- */

static const char *
peek_page_title(const WbCodebookEntry *entry)
{
    const WbEditionPage *page = lookup_page(entry->edition, entry->field->page);

    return page ? page->title : entry->field->label;
}

static CountWords *
find_words(WbCount *self, const WbCodebookEntry *entry)
{
    const char *role = has_role(entry, "provider") ? NULL : entry->field->role;
    const char *key = role ? role : entry->field->id;
    CountWords *words;

    for (guint n = 0; n < self->words->len; n++) {
        words = self->words->pdata[n];
        if (g_str_equal(words->out->key, key))
            return words;
    }
    words = g_new0(CountWords, 1);
    words->words = count_words_table_new();
    words->out = wb_tally_words_new();
    words->out->key = g_strdup(key);
    words->out->role = g_strdup(role);
    words->out->label = g_strdup(role ? peek_page_title(entry) : entry->field->label);
    words->out->list = has_tally(entry, "list");
    words->providers = has_role(entry, "provider");
    words->disciplines = has_role(entry, "discipline");
    g_ptr_array_add(self->words, words);
    return words;
}

static CountNumbers *
new_numbers(WbCount *self, const WbCodebookEntry *entry)
{
    CountNumbers *numbers = g_new0(CountNumbers, 1);

    numbers->values = g_array_new(FALSE, FALSE, sizeof(gint64));
    numbers->out = wb_tally_numbers_new();
    numbers->out->field = g_strdup(entry->field->id);
    numbers->out->label = g_strdup(entry->field->label);
    numbers->out->scale = entry->field->kind == WB_KIND_SCALE;
    numbers->out->min = entry->field->min;
    numbers->out->max = entry->field->max;
    g_ptr_array_add(self->numbers, numbers);
    return numbers;
}

static void
add_option(CountChoices *choices, const char *code, const char *label)
{
    CountOption *option;

    for (guint n = 0; n < choices->options->len; n++) {
        option = choices->options->pdata[n];
        if (g_str_equal(option->code, code))
            return;
    }
    option = g_new0(CountOption, 1);
    option->code = g_strdup(code);
    option->label = g_strdup(label);
    g_ptr_array_add(choices->options, option);
}

static CountChoices *
new_choices(WbCount *self, const WbCodebookEntry *entry)
{
    const char *role = entry->field->role;
    CountChoices *choices = g_new0(CountChoices, 1);

    choices->options = g_ptr_array_new_with_free_func(count_option_free);
    choices->out = wb_tally_choices_new();
    choices->out->key = g_strdup(role ? role : entry->field->id);
    choices->out->role = g_strdup(role);
    choices->out->label = g_strdup(entry->field->label);
    g_ptr_array_add(self->choices, choices);
    return choices;
}

/* One of several fields of a role may offer more than the others. */
static void
add_options(CountChoices *choices, const WbEditionField *field)
{
    if (field->kind == WB_KIND_CHECK)
        add_option(choices, "true", field->label);
    for (guint n = 0; field->options && n < field->options->len; n++) {
        const WbEditionOption *option = field->options->pdata[n];

        add_option(choices, option->code, option->label);
    }
    choices->out->has_other = choices->out->has_other || field->other;
}

static CountChoices *
find_choices(WbCount *self, const WbCodebookEntry *entry)
{
    const char *key = entry->field->role ? entry->field->role : entry->field->id;

    for (guint n = 0; n < self->choices->len; n++) {
        CountChoices *choices = self->choices->pdata[n];

        if (g_str_equal(choices->out->key, key))
            return choices;
    }
    return new_choices(self, entry);
}

static WbTallyQuestion *
new_question(WbCount *self, const WbCodebookEntry *entry)
{
    const WbEditionPage *page = lookup_page(entry->edition, entry->field->page);
    WbTallyQuestion *question = wb_tally_question_new();

    question->field = g_strdup(entry->field->id);
    question->label = g_strdup(entry->field->label);
    question->workbook = g_strdup(entry->edition->workbook);
    question->title = g_strdup(page ? page->title : NULL);
    question->page = page ? page->number : 0;
    question->sensitive = entry->sensitive;
    ask(self, &question->asked, find_page(self, entry));
    g_ptr_array_add(self->tally->questions, question);
    return question;
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
    if (has_tally(entry, "words") || has_tally(entry, "list")) {
        CountWords *words = find_words(self, entry);

        ask(self, &words->out->asked, slot->page);
        set_slot(slot, SLOT_WORDS, words);
    } else if (has_tally(entry, "mean")) {
        CountNumbers *numbers = new_numbers(self, entry);

        ask(self, &numbers->out->asked, slot->page);
        set_slot(slot, SLOT_NUMBERS, numbers);
    } else if (has_tally(entry, "share")) {
        CountChoices *choices = find_choices(self, entry);

        add_options(choices, entry->field);
        ask(self, &choices->out->asked, slot->page);
        set_slot(slot, SLOT_CHOICE, choices);
    } else if (has_tally(entry, "quotes")) {
        set_slot(slot, SLOT_QUOTES, new_question(self, entry));
    }
}

static void
fill_slot(WbCount *self, guint place)
{
    const WbCodebookEntry *entry = self->codebook->entries->pdata[place];
    CountSlot *slot = &self->slots[place];
    CountPage *page;

    slot->page = find_page(self, entry);
    slot->about_person = is_about_person(entry);
    slot->asks = what_it_asks(entry);
    slot->position = has_role(entry, "position") && !entry->sensitive;
    page = self->pages->pdata[slot->page];
    page->has_inputs |= !slot->about_person && !has_tally(entry, "none");
    if (asks_about_need(entry)) {
        if (is_open(self, entry))
            set_slot(slot, SLOT_ROW, find_row(self, entry));
        if (asks_population(entry))
            slot->population = find_population(self, entry->field->population);
        return;
    }
    slot->compared = entry->field->tally && !has_tally(entry, "none") && !entry->sensitive;
    if (slot->kind == SLOT_NONE && !slot->about_person && is_open(self, entry))
        fill_slot_by_tally(self, entry, slot);
}

/* What is written beside the options of a choice is read like an answer to a question. */
static void
fill_other_slot(WbCount *self, const WbCodebookEntry *entry)
{
    const WbCodebookEntry *other;
    guint place, choice;

    if (!entry->field->other || !has_tally(entry, "share") || entry->field->need ||
        !wb_codebook_lookup(self->codebook, entry->field->other, &place) ||
        !wb_codebook_lookup(self->codebook, entry->field->id, &choice))
        return;
    other = self->codebook->entries->pdata[place];
    if (self->slots[choice].kind != SLOT_CHOICE || other->field->tally || !is_open(self, other))
        return;
    set_slot(&self->slots[place], SLOT_OTHER, self->slots[choice].to);
    self->slots[place].question = new_question(self, other);
}

void
count_setup(WbCount *self)
{
    const GPtrArray *entries = self->codebook->entries;

    add_workbooks(self);
    add_nothing_words(self);
    add_populations(self);
    for (guint n = 0; n < entries->len; n++) {
        if (asks_about_need(entries->pdata[n]) && is_told(self, entries->pdata[n]))
            add_to_row(self, entries->pdata[n]);
    }
    add_needs(self);
    join_needs(self);
    count_disciplines_setup(self);
    self->slots = g_new0(CountSlot, entries->len + 1);
    for (guint n = 0; n < entries->len; n++)
        fill_slot(self, n);
    for (guint n = 0; n < entries->len; n++)
        fill_other_slot(self, entries->pdata[n]);
}
