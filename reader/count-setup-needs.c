/* Counting: which needs the editions ask for, in which rows and for whom. */
#include "count-setup-private.h"

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

/* --- Populations --- */

guint
count_find_population(WbCount *self, const char *id)
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

gboolean
count_asks_population(const WbCodebookEntry *entry)
{
    return count_has_role(entry, "population") && entry->field->population && entry->field->need;
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

        if (!count_asks_population(entry))
            continue;
        place = count_find_population(self, entry->field->population);
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
    const WbEditionPage *page = count_lookup_page(entry->edition, entry->field->page);

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
    const WbEditionPage *page = count_lookup_page(entry->edition, entry->field->page);

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
CountAsks
count_what_it_asks(const WbCodebookEntry *entry)
{
    static const char *const roles[ASKS] = {
        [ASKS_PROVIDER] = "provider", [ASKS_CONTACT] = "contact",
        [ASKS_LABEL] = "need-label",  [ASKS_PARTNERSHIP] = "partnership",
        [ASKS_TRAINED] = "trained",   [ASKS_POPULATION] = "population",
    };
    guint n = 0;

    while (n < ASKS && !(entry->field->need && count_has_role(entry, roles[n])))
        n++;
    return n;
}

gboolean
count_asks_about_need(const WbCodebookEntry *entry)
{
    return count_what_it_asks(entry) != ASKS;
}

/* Without its providers nothing can be said about a need: it would look like a gap. */
static gboolean
is_told(const WbCount *self, const WbCodebookEntry *entry)
{
    return count_is_open(self, entry) || !count_has_role(entry, "provider");
}

CountRow *
count_find_row(WbCount *self, const WbCodebookEntry *entry)
{
    guint populations = self->tally->populations->len;
    g_autofree char *key = row_key(entry);
    CountRow *row = g_hash_table_lookup(self->rows_by_key, key);

    if (row)
        return row;
    row = g_new0(CountRow, 1);
    row->entry = entry;
    row->page = count_find_page(self, entry);
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
    CountRow *row = count_find_row(self, entry);

    if (count_has_role(entry, "need-label"))
        row->naming = entry;
    if (count_has_role(entry, "provider"))
        row->entry = entry;
    row->asks[0] = row->asks[0] || count_has_role(entry, "partnership");
    row->asks[1] = row->asks[1] || count_has_role(entry, "trained");
    if (count_asks_population(entry))
        row->serves[count_find_population(self, entry->field->population)] = TRUE;
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
    count_ask(self, &need->out->asked, row->page);
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
    else if (count_has_role(row->entry, "provider"))
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

void
count_setup_needs(WbCount *self)
{
    const GPtrArray *entries = self->codebook->entries;

    add_populations(self);
    for (guint n = 0; n < entries->len; n++) {
        if (count_asks_about_need(entries->pdata[n]) && is_told(self, entries->pdata[n]))
            add_to_row(self, entries->pdata[n]);
    }
    add_needs(self);
    join_needs(self);
}
