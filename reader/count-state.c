/* Counting: what the needs have come to, after the last return. */
#include <string.h>

#include "count-private.h"
#include "twins.h"

/* --- Names --- */

/* The spelling used most, unless the alias file gives one. */
static void
name_provider(CountProvider *provider)
{
    const WbSpelling *first;

    wb_spellings_sort(provider->out->spellings);
    first = provider->out->spellings->pdata[0];
    provider->out->name = g_strdup(provider->given ? provider->given : first->text);
}

static int
compare_providers(gconstpointer a, gconstpointer b)
{
    const CountProvider *first = *(CountProvider *const *)a, *second = *(CountProvider *const *)b;

    return strcmp(first->folded, second->folded);
}

static void
name_providers(WbCount *self)
{
    for (guint n = 0; n < self->providers->len; n++) {
        CountProvider *provider = self->providers->pdata[n];
        WbTallyProvider *out = provider->out;

        name_provider(provider);
        for (guint i = 0; i < 2; i++) {
            WbTallyAnswer *answer = i ? &out->trained : &out->partnership;

            answer->is_asked = out->returns > 0;
            answer->unsaid = out->returns - answer->yes - answer->no;
        }
    }
    g_ptr_array_sort(self->providers, compare_providers);
}

/* --- Needs --- */

static int
compare_namings(gconstpointer a, gconstpointer b)
{
    const WbTallyNaming *first = *(WbTallyNaming *const *)a, *second = *(WbTallyNaming *const *)b;

    if (first->returns != second->returns)
        return first->returns > second->returns ? -1 : 1;
    return strcmp(first->provider->name, second->provider->name);
}

static void
finish_yes_no(WbTallyAnswer *answer, guint asked)
{
    answer->unsaid = answer->is_asked ? asked - answer->yes - answer->no : 0;
}

static void
count_served(CountNeed *need, guint populations)
{
    GHashTableIter iter;
    gpointer data;

    g_hash_table_iter_init(&iter, need->namings);
    while (g_hash_table_iter_next(&iter, NULL, &data)) {
        const CountNaming *naming = data;

        for (guint n = 0; n < populations; n++)
            need->out->served[n].providers += naming->served[n];
    }
}

static void
finish_need(WbCount *self, CountNeed *need)
{
    WbTallyNeed *out = need->out;

    if (need->spellings) {
        wb_spellings_sort(need->spellings);
        g_free(out->label);
        out->label = g_strdup(((WbSpelling *)need->spellings->pdata[0])->text);
    }
    g_ptr_array_sort(out->namings, compare_namings);
    finish_yes_no(&out->partnership, out->asked);
    finish_yes_no(&out->trained, out->asked);
    count_served(need, self->tally->populations->len);
    for (guint n = 0; n < self->tally->populations->len; n++) {
        WbTallyServed *served = &out->served[n];

        served->unsaid = served->is_asked ? out->asked - served->ticked - served->unticked : 0;
    }
}

/* In the order of the pages; what was written in comes last, the most frequent first. */
static int
compare_needs(gconstpointer a, gconstpointer b)
{
    const CountNeed *first = *(CountNeed *const *)a, *second = *(CountNeed *const *)b;

    if (first->out->written_in != second->out->written_in)
        return first->out->written_in ? 1 : -1;
    if (!first->out->written_in)
        return first->place < second->place ? -1 : 1;
    if (first->out->asked != second->out->asked)
        return first->out->asked > second->out->asked ? -1 : 1;
    return strcmp(first->key, second->key);
}

/* --- Twins --- */

/* Both names stand in the alias file and are not joined there: somebody has looked. */
static gboolean
is_settled(const WbCount *self, const CountProvider *one, const CountProvider *other)
{
    const char *name;

    return self->options.aliases && wb_aliases_lookup(self->options.aliases, one->folded, &name) &&
           wb_aliases_lookup(self->options.aliases, other->folded, &name);
}

/* The names between the commas, without "Inc." and the like; NULL where there is one at most. */
static GPtrArray *
split_at_commas(const char *name)
{
    g_autoptr(GPtrArray) parts = wb_names_split(name, WB_NAMES_COMMAS);

    for (guint n = parts->len; n > 0; n--) {
        g_autofree char *folded = wb_name_fold(parts->pdata[n - 1]);

        if (!*folded || wb_name_is_legal_form(folded))
            g_ptr_array_remove_index(parts, n - 1);
    }
    return parts->len > 1 ? g_steal_pointer(&parts) : NULL;
}

static void
find_commas(WbCount *self)
{
    for (guint n = 0; n < self->providers->len; n++) {
        CountProvider *provider = self->providers->pdata[n];
        g_autoptr(GPtrArray) parts = split_at_commas(provider->out->name);
        WbTallyReview *review;

        if (!parts || is_settled(self, provider, provider))
            continue;
        provider->has_commas = TRUE;
        review = wb_tally_review_new();
        review->reason = WB_REVIEW_COMMAS;
        review->provider = provider->out;
        review->parts = g_steal_pointer(&parts);
        g_ptr_array_add(self->tally->reviews, review);
    }
}

static WbReviewReason
reason_of(WbTwinReason reason)
{
    static const WbReviewReason reasons[] = {
        [WB_TWIN_SPELLING] = WB_REVIEW_SPELLING,
        [WB_TWIN_WORDS] = WB_REVIEW_WORDS,
        [WB_TWIN_INITIALS] = WB_REVIEW_INITIALS,
    };

    return reasons[reason];
}

static void
link_names(GPtrArray *of_one, WbTallyProvider *one, GPtrArray *of_other, WbTallyProvider *other)
{
    g_ptr_array_add(of_one, other);
    g_ptr_array_add(of_other, one);
}

static void
add_twin(WbCount *self, const WbTwin *twin)
{
    CountProvider *one = self->providers->pdata[twin->first];
    CountProvider *other = self->providers->pdata[twin->second];
    WbTallyReview *review;

    if (is_settled(self, one, other))
        return;
    if (twin->reason == WB_TWIN_WORDS && (one->has_commas || other->has_commas)) {
        link_names(one->out->beside, one->out, other->out->beside, other->out);
        return; /* its commas are looked at once, and not beside each name that it has in it */
    }
    review = wb_tally_review_new();
    review->reason = reason_of(twin->reason);
    review->provider = one->out;
    review->other = other->out;
    link_names(one->out->twins, one->out, other->out->twins, other->out);
    g_ptr_array_add(self->tally->reviews, review);
}

static void
find_twins(WbCount *self)
{
    g_autofree const char **names = g_new0(const char *, self->providers->len + 1);
    g_autoptr(GArray) twins = NULL;

    for (guint n = 0; n < self->providers->len; n++)
        names[n] = ((CountProvider *)self->providers->pdata[n])->folded;
    twins = wb_twins_find(names, self->providers->len);
    for (guint n = 0; n < twins->len; n++)
        add_twin(self, &g_array_index(twins, WbTwin, n));
}

/* --- States --- */

/* The needs that are the same, and all who were named for any of them. */
typedef struct {
    GPtrArray *needs;     /* of CountNeed, lent */
    GPtrArray *providers; /* of WbTallyProvider, lent */
    GHashTable *places;   /* of each its place, from 1 */
    guint asked;
    WbNeedState state;
    gboolean unreviewed;
} Group;

static void
group_free(gpointer data)
{
    Group *self = data;

    g_ptr_array_unref(self->needs);
    g_ptr_array_unref(self->providers);
    g_hash_table_unref(self->places);
    g_free(self);
}

static void
add_to_group(Group *group, CountNeed *need)
{
    g_ptr_array_add(group->needs, need);
    group->asked += need->out->asked;
    for (guint n = 0; n < need->out->namings->len; n++) {
        WbTallyProvider *provider = ((WbTallyNaming *)need->out->namings->pdata[n])->provider;

        if (g_hash_table_contains(group->places, provider))
            continue;
        g_ptr_array_add(group->providers, provider);
        g_hash_table_insert(group->places, provider, GUINT_TO_POINTER(group->providers->len));
    }
}

static guint
place_in(const Group *group, const WbTallyProvider *provider)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(group->places, provider));
}

/* Those of them that the group has and that were not met before. */
static void
go_on_to(const Group *group, const GPtrArray *providers, gboolean *seen, GPtrArray *ahead)
{
    for (guint n = 0; n < providers->len; n++) {
        guint place = place_in(group, providers->pdata[n]);

        if (place == 0 || seen[place])
            continue;
        seen[place] = TRUE;
        g_ptr_array_add(ahead, providers->pdata[n]);
    }
}

/* Whether all its providers hang together: then they may be one. */
static gboolean
may_be_one(const Group *group)
{
    g_autofree gboolean *seen = g_new0(gboolean, group->providers->len + 1);
    g_autoptr(GPtrArray) ahead = g_ptr_array_new();
    guint reached = 0;

    g_ptr_array_add(ahead, group->providers->pdata[0]);
    seen[1] = TRUE;
    while (ahead->len > 0) {
        const WbTallyProvider *provider = g_ptr_array_remove_index_fast(ahead, ahead->len - 1);

        reached++;
        go_on_to(group, provider->twins, seen, ahead);
        go_on_to(group, provider->beside, seen, ahead);
    }
    return reached == group->providers->len;
}

static void
judge(Group *group)
{
    guint n = group->providers->len;

    group->unreviewed = n > 1 && may_be_one(group);
    group->state = n == 0                        ? (group->asked ? WB_NEED_GAP : WB_NEED_UNKNOWN)
                   : n == 1 || group->unreviewed ? WB_NEED_FRAGILE
                                                 : WB_NEED_COVERED;
    for (guint i = 0; i < group->needs->len; i++) {
        WbTallyNeed *need = ((CountNeed *)group->needs->pdata[i])->out;

        need->state = group->state;
        need->unreviewed = group->unreviewed;
        need->providers = n;
    }
}

/* Of Group, owned; in the order of the needs. */
static GPtrArray *
new_groups(WbCount *self)
{
    GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
    g_autoptr(GHashTable) by_number = g_hash_table_new(NULL, NULL);

    for (guint n = 0; n < self->needs->len; n++) {
        CountNeed *need = self->needs->pdata[n];
        Group *group = g_hash_table_lookup(by_number, GUINT_TO_POINTER(need->group));

        if (!group) {
            group = g_new0(Group, 1);
            group->needs = g_ptr_array_new();
            group->providers = g_ptr_array_new();
            group->places = g_hash_table_new(NULL, NULL);
            g_hash_table_insert(by_number, GUINT_TO_POINTER(need->group), group);
            g_ptr_array_add(groups, group);
        }
        add_to_group(group, need);
    }
    return groups;
}

/* A need that is asked twice in one section counts once in it. */
static void
count_in_sections(const Group *group)
{
    for (guint n = 0; n < group->needs->len; n++) {
        WbTallySection *section = ((CountNeed *)group->needs->pdata[n])->section;
        gboolean counted = FALSE;

        for (guint m = 0; m < n; m++)
            counted |= ((CountNeed *)group->needs->pdata[m])->section == section;
        section->states[group->state] += !counted;
    }
}

/* --- Reviews --- */

static void
count_review(WbTallyReview *review, GPtrArray *groups)
{
    for (guint n = 0; n < groups->len; n++) {
        const Group *group = groups->pdata[n];

        review->needs += group->unreviewed && place_in(group, review->provider) &&
                         (!review->other || place_in(group, review->other));
    }
}

static int
compare_reviews(gconstpointer a, gconstpointer b)
{
    const WbTallyReview *first = *(WbTallyReview *const *)a;
    const WbTallyReview *second = *(WbTallyReview *const *)b;

    if (first->needs != second->needs)
        return first->needs > second->needs ? -1 : 1;
    if (first->reason != second->reason)
        return first->reason < second->reason ? -1 : 1;
    if (first->provider != second->provider)
        return strcmp(first->provider->name, second->provider->name) < 0 ? -1 : 1;
    return strcmp(first->other->name, second->other->name);
}

/* --- The whole --- */

static void
place_need(WbCount *self, CountNeed *need)
{
    WbTallyNeed *out = need->out;

    for (guint n = 0; n < out->namings->len; n++) {
        WbTallyNaming *naming = out->namings->pdata[n];

        g_ptr_array_add(naming->provider->namings, naming);
    }
    for (guint n = 0; n < self->tally->populations->len; n++) {
        const WbTallyServed *served = &out->served[n];

        need->section->unserved[n] += served->unticked > 0 && served->ticked == 0;
    }
    if (!out->written_in)
        g_hash_table_insert(self->tally->needs, out->key, out);
    g_ptr_array_add(need->section->needs, out);
    need->out = NULL;
}

static void
count_provider_needs(const Group *group)
{
    for (guint n = 0; n < group->providers->len; n++)
        ((WbTallyProvider *)group->providers->pdata[n])->needs++;
}

static void
mark_repeated(WbTally *tally)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

    for (guint n = 0; n < tally->sections->len; n++) {
        const WbTallySection *section = tally->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++) {
            WbTallyNeed *need = section->needs->pdata[m];

            for (guint i = 0; i < need->same->len; i++)
                need->repeated |= g_hash_table_contains(seen, need->same->pdata[i]);
            g_hash_table_add(seen, need);
        }
    }
}

static void
drop_empty_sections(WbTally *tally)
{
    for (guint n = tally->sections->len; n > 0; n--) {
        const WbTallySection *section = tally->sections->pdata[n - 1];

        if (section->needs->len == 0)
            g_ptr_array_remove_index(tally->sections, n - 1);
    }
}

void
count_needs_finish(WbCount *self)
{
    g_autoptr(GPtrArray) groups = NULL;

    name_providers(self);
    find_commas(self);
    find_twins(self);
    for (guint n = 0; n < self->needs->len; n++)
        finish_need(self, self->needs->pdata[n]);
    g_ptr_array_sort(self->needs, compare_needs);
    groups = new_groups(self);
    for (guint n = 0; n < groups->len; n++) {
        judge(groups->pdata[n]);
        count_in_sections(groups->pdata[n]);
        count_provider_needs(groups->pdata[n]);
        self->tally->states[((Group *)groups->pdata[n])->state]++;
    }
    for (guint n = 0; n < self->tally->reviews->len; n++)
        count_review(self->tally->reviews->pdata[n], groups);
    g_ptr_array_sort(self->tally->reviews, compare_reviews);
    for (guint n = 0; n < self->needs->len; n++)
        place_need(self, self->needs->pdata[n]);
    for (guint n = 0; n < self->providers->len; n++) {
        CountProvider *provider = self->providers->pdata[n];

        g_ptr_array_add(self->tally->providers, g_steal_pointer(&provider->out));
    }
    drop_empty_sections(self->tally);
    mark_repeated(self->tally);
}
