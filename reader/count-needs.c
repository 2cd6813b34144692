/* Counting: rows of a return, the needs they are about, the providers they name. */
#include "count-private.h"

static void
naming_free(gpointer data)
{
    CountNaming *self = data;

    g_free(self->served); /* the naming itself belongs to the tally's need */
    g_free(self);
}

CountNeed *
count_need_new(WbCount *self, const char *key, const char *shown_key, const char *label,
               WbTallySection *section)
{
    guint populations = self->tally->populations->len;
    CountNeed *need = g_new0(CountNeed, 1);

    need->out = wb_tally_need_new(populations);
    need->out->key = g_strdup(shown_key);
    need->out->label = g_strdup(label);
    need->key = g_strdup(key);
    need->namings = g_hash_table_new_full(NULL, NULL, NULL, naming_free);
    need->section = section;
    need->place = need->group = self->needs->len;
    need->ticked = g_new0(gboolean, populations + 1);
    need->unticked = g_new0(gboolean, populations + 1);
    g_ptr_array_add(self->needs, need);
    g_hash_table_insert(self->needs_by_key, need->key, need);
    return need;
}

void
count_need_free(gpointer data)
{
    CountNeed *self = data;

    wb_tally_need_free(self->out);
    g_free(self->key);
    g_hash_table_unref(self->namings);
    g_clear_pointer(&self->spellings, g_ptr_array_unref);
    g_free(self->ticked);
    g_free(self->unticked);
    g_free(self);
}

void
count_row_free(gpointer data)
{
    CountRow *self = data;

    g_free(self->base);
    g_free(self->serves);
    g_free(self->ticked);
    g_free(self->unticked);
    g_free(self);
}

void
count_provider_free(gpointer data)
{
    CountProvider *self = data;

    wb_tally_provider_free(self->out);
    g_free(self->folded);
    g_free(self);
}

/* --- Names --- */

char *
count_resolve_name(const WbCount *self, const char *name, const char **given)
{
    g_autofree char *plain = wb_name_fold(name);
    g_autofree char *folded = NULL;
    const char *end;

    *given = NULL;
    if (count_names_nobody(self, plain))
        return NULL;
    folded = wb_name_fold_agency(name);
    end = self->options.aliases ? wb_aliases_lookup(self->options.aliases, folded, given) : NULL;
    return end ? g_strdup(end) : g_steal_pointer(&folded);
}

static CountProvider *
new_provider(WbCount *self, char *folded, const char *given)
{
    CountProvider *provider = g_new0(CountProvider, 1);

    provider->out = wb_tally_provider_new();
    provider->folded = folded;
    provider->given = given;
    g_ptr_array_add(self->providers, provider);
    g_hash_table_insert(self->providers_by_key, provider->folded, provider);
    return provider;
}

/* Folding takes its time, and most names come again and again. */
CountProvider *
count_find_provider(WbCount *self, const char *name)
{
    CountProvider *provider = NULL;
    const char *given;
    char *folded;

    if (g_hash_table_lookup_extended(self->names, name, NULL, (gpointer *)&provider))
        return provider;
    folded = count_resolve_name(self, name, &given);
    if (folded) {
        provider = g_hash_table_lookup(self->providers_by_key, folded);
        if (provider)
            g_free(folded);
        else
            provider = new_provider(self, folded, given);
    }
    g_hash_table_insert(self->names, g_strdup(name), provider);
    return provider;
}

/* Once for each cell that names it. */
static void
touch_provider(WbCount *self, CountProvider *provider, const char *name)
{
    wb_spellings_add(provider->out->spellings, name);
    if (provider->stamp == self->stamp)
        return;
    provider->stamp = self->stamp;
    provider->yes[0] = provider->yes[1] = provider->no[0] = provider->no[1] = FALSE;
    provider->out->returns++;
    g_ptr_array_add(self->touched_providers, provider);
}

/* --- While a return is read --- */

static void
begin_row(WbCount *self, CountRow *row)
{
    row->stamp = self->stamp;
    row->provider = row->label = row->contact = NULL;
    row->yes[0] = row->yes[1] = row->no[0] = row->no[1] = FALSE;
    for (guint n = 0; n < self->tally->populations->len; n++)
        row->ticked[n] = row->unticked[n] = FALSE;
    g_ptr_array_add(self->touched_rows, row);
}

static void
keep_yes_no(CountRow *row, guint which, const char *text)
{
    row->yes[which] |= g_str_equal(text, "yes");
    row->no[which] |= g_str_equal(text, "no");
}

static void
keep_text(CountRow *row, CountAsks asks, const char *text)
{
    if (asks == ASKS_PROVIDER)
        row->provider = text;
    else if (asks == ASKS_CONTACT)
        row->contact = text;
    else if (asks == ASKS_LABEL)
        row->label = text;
    else if (asks == ASKS_PARTNERSHIP)
        keep_yes_no(row, 0, text);
    else if (asks == ASKS_TRAINED)
        keep_yes_no(row, 1, text);
}

void
count_needs_add(WbCount *self, const CountSlot *slot, const WbAnswer *answer)
{
    CountRow *row = slot->to;

    if (row->stamp != self->stamp)
        begin_row(self, row);
    if (answer->type == WB_VALUE_TEXT)
        keep_text(row, slot->asks, answer->text);
    else if (answer->type == WB_VALUE_BOOLEAN && slot->asks == ASKS_POPULATION)
        (answer->boolean ? row->ticked : row->unticked)[slot->population] = TRUE;
}

/* --- At its end --- */

/* What was written in as a need, under the words it has in common with others; without words the
 * row itself. */
static CountNeed *
find_written_in(WbCount *self, const CountRow *row)
{
    g_autofree char *label = wb_name_clean(row->label ? row->label : "");
    g_autofree char *folded = wb_name_fold(label);
    gboolean named = !count_names_nobody(self, folded);
    g_autofree char *key = g_strconcat(row->base, "\n", named ? folded : "", NULL);
    CountNeed *need = g_hash_table_lookup(self->needs_by_key, key);

    if (!need) {
        need = count_need_new(self, key, row->base, row->title, row->section);
        need->out->written_in = TRUE;
        need->spellings = wb_spellings_new();
    }
    wb_spellings_add(need->spellings, named ? label : row->title);
    need->out->partnership.is_asked |= row->asks[0];
    need->out->trained.is_asked |= row->asks[1];
    for (guint n = 0; n < self->tally->populations->len; n++)
        need->out->served[n].is_asked |= row->serves[n];
    return need;
}

static gboolean
writes_need(const WbCount *self, const CountRow *row)
{
    g_autofree char *folded = row->label ? wb_name_fold(row->label) : NULL;

    return folded && !count_names_nobody(self, folded);
}

/* The different providers of a cell. */
static GPtrArray *
list_providers(WbCount *self, const char *text)
{
    GPtrArray *providers = g_ptr_array_new();
    g_autoptr(GPtrArray) names = wb_names_split(text ? text : "", WB_NAMES_LINES);

    for (guint n = 0; n < names->len; n++) {
        CountProvider *provider = count_find_provider(self, names->pdata[n]);

        if (!provider)
            continue;
        touch_provider(self, provider, names->pdata[n]);
        if (!g_ptr_array_find(providers, provider, NULL))
            g_ptr_array_add(providers, provider);
    }
    return providers;
}

static void
touch_need(WbCount *self, CountNeed *need)
{
    if (need->stamp == self->stamp)
        return;
    need->stamp = self->stamp;
    need->named = FALSE;
    need->yes[0] = need->yes[1] = need->no[0] = need->no[1] = FALSE;
    for (guint n = 0; n < self->tally->populations->len; n++)
        need->ticked[n] = need->unticked[n] = FALSE;
    g_ptr_array_add(self->touched_needs, need);
}

static CountNaming *
find_naming(WbCount *self, CountNeed *need, CountProvider *provider)
{
    CountNaming *naming = g_hash_table_lookup(need->namings, provider);

    if (naming)
        return naming;
    naming = g_new0(CountNaming, 1);
    naming->out = g_new0(WbTallyNaming, 1);
    naming->out->provider = provider->out;
    naming->out->need = need->out;
    naming->provider = provider;
    naming->served = g_new0(gboolean, self->tally->populations->len + 1);
    g_ptr_array_add(need->out->namings, naming->out);
    g_hash_table_insert(need->namings, provider, naming);
    return naming;
}

static void
keep_contact(WbCount *self, const CountNeed *need, CountProvider *provider, const CountRow *row,
             gboolean shared)
{
    g_autofree char *text = wb_name_clean(row->contact ? row->contact : "");
    g_autofree char *folded = wb_name_fold(text);
    WbTallyContact *contact;

    if (count_names_nobody(self, folded))
        return;
    contact = g_new0(WbTallyContact, 1);
    contact->text = g_steal_pointer(&text);
    contact->need = need->out;
    contact->file = g_strdup(self->record->file);
    contact->shared = shared;
    g_ptr_array_add(provider->out->contacts, contact);
}

static void
count_naming(WbCount *self, CountNeed *need, CountProvider *provider, const CountRow *row,
             gboolean shared)
{
    CountNaming *naming = find_naming(self, need, provider);

    if (naming->stamp != self->stamp)
        naming->out->returns++;
    naming->stamp = self->stamp;
    for (guint n = 0; n < self->tally->populations->len; n++)
        naming->served[n] |= row->ticked[n];
    for (guint n = 0; n < 2 && !shared; n++) {
        provider->yes[n] |= row->yes[n];
        provider->no[n] |= row->no[n];
    }
    keep_contact(self, need, provider, row, shared);
}

static void
count_row(WbCount *self, CountRow *row)
{
    g_autoptr(GPtrArray) providers = list_providers(self, row->provider);
    CountNeed *need = row->need;

    if (row->base && (providers->len > 0 || writes_need(self, row)))
        need = find_written_in(self, row);
    if (!need)
        return;
    touch_need(self, need);
    need->named |= providers->len > 0;
    for (guint n = 0; n < providers->len; n++)
        count_naming(self, need, providers->pdata[n], row, providers->len > 1);
    for (guint n = 0; n < 2; n++) {
        need->yes[n] |= row->yes[n];
        need->no[n] |= row->no[n];
    }
    for (guint n = 0; n < self->tally->populations->len; n++) {
        need->ticked[n] |= row->ticked[n];
        need->unticked[n] |= row->unticked[n];
    }
}

/* Who says yes in one place and no in another has said yes. */
static void
count_yes_no(WbTallyAnswer *answer, gboolean yes, gboolean no)
{
    answer->yes += yes;
    answer->no += !yes && no;
}

static void
count_need(WbCount *self, CountNeed *need)
{
    WbTallyNeed *out = need->out;

    out->asked += out->written_in; /* of the others by their pages */
    out->named += need->named;
    count_yes_no(&out->partnership, need->yes[0], need->no[0]);
    count_yes_no(&out->trained, need->yes[1], need->no[1]);
    for (guint n = 0; n < self->tally->populations->len; n++) {
        out->served[n].ticked += need->ticked[n];
        out->served[n].unticked += !need->ticked[n] && need->unticked[n];
    }
}

void
count_needs_end_return(WbCount *self)
{
    for (guint n = 0; n < self->touched_rows->len; n++)
        count_row(self, self->touched_rows->pdata[n]);
    for (guint n = 0; n < self->touched_needs->len; n++)
        count_need(self, self->touched_needs->pdata[n]);
    for (guint n = 0; n < self->touched_providers->len; n++) {
        const CountProvider *provider = self->touched_providers->pdata[n];

        count_yes_no(&provider->out->partnership, provider->yes[0], provider->no[0]);
        count_yes_no(&provider->out->trained, provider->yes[1], provider->no[1]);
    }
    g_ptr_array_set_size(self->touched_rows, 0);
    g_ptr_array_set_size(self->touched_needs, 0);
    g_ptr_array_set_size(self->touched_providers, 0);
}
