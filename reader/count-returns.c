/* Counting: how many returns there are, where people stop, their languages and positions. */
#include "count-private.h"

#include <string.h>

#include "words.h"

static guint *
find_language(WbCount *self, const char *language)
{
    guint *states = g_hash_table_lookup(self->languages, language);

    if (!states) {
        states = g_new0(guint, WB_TALLY_STATES);
        g_hash_table_insert(self->languages, g_strdup(language), states);
    }
    return states;
}

static guint
state_of(const WbRecord *record)
{
    if (g_strcmp0(record->state, "blank") == 0)
        return WB_TALLY_BLANK;
    return g_strcmp0(record->state, "complete") == 0 ? WB_TALLY_COMPLETE : WB_TALLY_PARTIAL;
}

static void
count_workbook(WbTallyReturns *returns, const char *id)
{
    for (guint n = 0; n < returns->workbooks->len; n++) {
        WbTallyWorkbook *workbook = returns->workbooks->pdata[n];

        workbook->returns += g_strcmp0(workbook->id, id) == 0;
    }
}

void
count_returns_add(WbCount *self, const WbStored *stored)
{
    WbTallyReturns *returns = &self->tally->returns;
    const WbRecord *record = stored->record;
    guint state;

    returns->files++;
    returns->problems += record->problem != NULL;
    returns->superseded += !record->problem && !stored->current;
    if (record->problem || !stored->current)
        return;
    state = state_of(record);
    returns->states[state]++;
    returns->counted += state != WB_TALLY_BLANK;
    find_language(self, record->language ? record->language : "")[state]++;
    count_workbook(returns, record->workbook);
}

/* --- Where people stop --- */

static void
count_pages(WbCount *self)
{
    WbTallyPage *last = NULL;

    for (guint n = 0; n < self->pages->len; n++) {
        const CountPage *page = self->pages->pdata[n];

        if (!page->has_inputs || page->stamp != self->stamp)
            continue;
        page->page->filled++;
        if (!last || page->page->number > last->number)
            last = page->page;
    }
    if (last)
        last->stopped++;
}

void
count_position_add(WbCount *self, const char *written)
{
    g_autofree char *text = wb_name_clean(written);
    g_autofree char *folded = wb_name_fold(text);

    if (self->position_stamp == self->stamp || count_names_nobody(self, folded))
        return;
    count_word_add(self->positions, folded, NULL, text, self->stamp);
    self->position_stamp = self->stamp;
}

void
count_returns_end_return(WbCount *self)
{
    count_pages(self);
    self->positions_unsaid += self->position_stamp != self->stamp;
}

/* --- At the end --- */

static WbTallyGroup *
add_group(WbTallyGroups *groups, const char *key, const char *label)
{
    WbTallyGroup *group = g_new0(WbTallyGroup, 1);

    group->key = g_strdup(key);
    group->label = g_strdup(label);
    g_ptr_array_add(groups->groups, group);
    return group;
}

/* By what is shown and by nothing else: the order would give away what is kept back. */
static int
compare_groups(gconstpointer a, gconstpointer b)
{
    const WbTallyGroup *first = *(WbTallyGroup *const *)a, *second = *(WbTallyGroup *const *)b;

    if (!first->label != !second->label)
        return first->label ? -1 : 1;
    if ((first->returns.mark == WB_SHOWN) != (second->returns.mark == WB_SHOWN))
        return first->returns.mark == WB_SHOWN ? -1 : 1;
    if (first->returns.count != second->returns.count)
        return first->returns.count > second->returns.count ? -1 : 1;
    return g_strcmp0(first->key, second->key);
}

static void
finish_groups(WbTallyGroups *groups, gboolean safe)
{
    groups->withheld = !safe;
    g_ptr_array_sort(groups->groups, compare_groups);
    if (!safe)
        g_ptr_array_set_size(groups->groups, 0);
}

static int
compare_keys(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_keys(GHashTable *table)
{
    GPtrArray *keys = g_ptr_array_new();
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        g_ptr_array_add(keys, key);
    g_ptr_array_sort(keys, compare_keys);
    return keys;
}

static gboolean
disclose_sums(const guint *counts, guint rows, WbShown *sums)
{
    g_autofree guint *totals = g_new0(guint, rows + 1);

    for (guint n = 0; n < rows * WB_TALLY_STATES; n++)
        totals[n / WB_TALLY_STATES] += counts[n];
    return wb_disclose_list(totals, rows, rows, sums);
}

/* How many returns are complete, partial and blank is told for all of them; of those of one
 * language all of it is discreet. */
static void
finish_languages(WbCount *self)
{
    WbTallyGroups *groups = &self->tally->returns.languages;
    g_autoptr(GPtrArray) keys = list_keys(self->languages);
    g_autofree guint *counts = g_new0(guint, keys->len * WB_TALLY_STATES + 1);
    g_autofree WbShown *shown = g_new0(WbShown, keys->len * WB_TALLY_STATES + 1);
    g_autofree WbShown *sums = g_new0(WbShown, keys->len + 1);
    gboolean safe;

    for (guint n = 0; n < keys->len; n++)
        memcpy(&counts[n * WB_TALLY_STATES], g_hash_table_lookup(self->languages, keys->pdata[n]),
               WB_TALLY_STATES * sizeof(guint));
    safe = wb_disclose_table(counts, keys->len, WB_TALLY_STATES, keys->len, shown, sums);
    groups->states_withheld = !safe;
    if (!safe)
        safe = disclose_sums(counts, keys->len, sums);
    for (guint n = 0; n < keys->len; n++) {
        WbTallyGroup *group = add_group(groups, keys->pdata[n], wb_words_language(keys->pdata[n]));

        group->returns = sums[n];
        memcpy(group->states, &shown[n * WB_TALLY_STATES], sizeof group->states);
    }
    finish_groups(groups, safe);
}

static void
finish_positions(WbCount *self)
{
    WbTallyGroups *groups = &self->tally->returns.positions;
    g_autoptr(GPtrArray) keys = list_keys(self->positions);
    g_autofree guint *counts = g_new0(guint, keys->len + 1);
    g_autofree WbShown *shown = g_new0(WbShown, keys->len + 1);
    gboolean safe;

    for (guint n = 0; n < keys->len; n++)
        counts[n] = ((CountWord *)g_hash_table_lookup(self->positions, keys->pdata[n]))->returns;
    counts[keys->len] = self->positions_unsaid;
    safe = wb_disclose_list(counts, keys->len + 1, keys->len, shown);
    for (guint n = 0; n < keys->len; n++) {
        const CountWord *word = g_hash_table_lookup(self->positions, keys->pdata[n]);

        wb_spellings_sort(word->spellings);
        add_group(groups, word->folded, ((WbSpelling *)word->spellings->pdata[0])->text)->returns =
            shown[n];
    }
    add_group(groups, "", NULL)->returns = shown[keys->len];
    finish_groups(groups, safe);
}

void
count_returns_finish(WbCount *self)
{
    for (guint n = 0; n < self->pages->len; n++) {
        CountPage *page = self->pages->pdata[n];

        if (page->has_inputs)
            g_ptr_array_add(self->tally->returns.pages, g_steal_pointer(&page->page));
    }
    finish_languages(self);
    finish_positions(self);
}
