/* Two rounds of one workbook: see compare.h. */
#include "compare.h"

#include <gio/gio.h>

const char *
wb_change_name(WbChange change)
{
    static const char *const names[WB_CHANGES] = {"lost",          "newly-fragile", "gap-closed",
                                                  "newly-covered", "unchanged",     "untold"};

    return names[change];
}

static void
need_change_free(gpointer data)
{
    WbNeedChange *self = data;

    g_ptr_array_unref(self->gained);
    g_ptr_array_unref(self->lost);
    g_free(self);
}

static void
answer_change_free(gpointer data)
{
    WbAnswerChange *self = data;

    g_free(self->field);
    g_free(self->label);
    g_free(self);
}

void
wb_comparison_free(WbComparison *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->needs);
    g_ptr_array_unref(self->answers);
    g_free(self);
}

/* --- Needs --- */

static WbChange
judge(WbNeedState before, WbNeedState after)
{
    if (before == WB_NEED_UNKNOWN || after == WB_NEED_UNKNOWN)
        return WB_CHANGE_UNTOLD;
    if (before == after)
        return WB_CHANGE_NONE;
    if (before == WB_NEED_GAP)
        return WB_CHANGE_CLOSED;
    if (after == WB_NEED_GAP)
        return WB_CHANGE_LOST;
    return after == WB_NEED_FRAGILE ? WB_CHANGE_FRAGILE : WB_CHANGE_COVERED;
}

/* Of char*, lent: folded names of those who were named for the need. */
static GHashTable *
new_names(const WbTallyNeed *need)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint n = 0; need && n < need->namings->len; n++) {
        const WbTallyNaming *naming = need->namings->pdata[n];

        g_hash_table_add(names, wb_name_fold_agency(naming->provider->name));
    }
    return names;
}

/* The names of @need that are not among @others. */
static GPtrArray *
list_only(const WbTallyNeed *need, const WbTallyNeed *other)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) others = new_names(other);

    for (guint n = 0; need && n < need->namings->len; n++) {
        const char *name = ((WbTallyNaming *)need->namings->pdata[n])->provider->name;
        g_autofree char *folded = wb_name_fold_agency(name);

        if (!g_hash_table_contains(others, folded))
            g_ptr_array_add(names, g_strdup(name));
    }
    return names;
}

/* Whether a need that is the same stands before it. */
static gboolean
is_counted(const WbComparison *self, const WbTallyNeed *need)
{
    for (guint n = 0; n < self->needs->len; n++) {
        if (g_ptr_array_find(need->same, ((WbNeedChange *)self->needs->pdata[n])->need, NULL))
            return TRUE;
    }
    return FALSE;
}

static void
add_need(WbComparison *self, const WbTallyNeed *need, const WbTallyNeed *earlier)
{
    WbNeedChange *change = g_new0(WbNeedChange, 1);

    change->need = need;
    change->before = earlier ? earlier->state : WB_NEED_UNKNOWN;
    change->after = need->state;
    change->change = judge(change->before, change->after);
    change->gained = list_only(need, earlier);
    change->lost = list_only(earlier, need);
    self->changes[change->change] += !is_counted(self, need);
    g_ptr_array_add(self->needs, change);
}

static void
compare_needs(WbComparison *self, const WbTally *now, const WbTally *before)
{
    for (guint n = 0; n < now->sections->len; n++) {
        const WbTallySection *section = now->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++) {
            const WbTallyNeed *need = section->needs->pdata[m];

            if (!need->written_in)
                add_need(self, need, wb_tally_lookup_need(before, need->key));
        }
    }
}

/* --- People --- */

/* A key that two returns of one round share is nobody's. */
static void
add_key(GHashTable *people, const WbTallyPerson *person, const char *kind, const char *key)
{
    char *full;

    if (!key)
        return;
    full = g_strconcat(person->workbook, "\n", kind, "\n", key, NULL);
    if (g_hash_table_contains(people, full))
        g_hash_table_insert(people, full, NULL);
    else
        g_hash_table_insert(people, full, (gpointer)person);
}

static GHashTable *
index_people(const WbTally *tally)
{
    GHashTable *people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint n = 0; n < tally->people->len; n++) {
        const WbTallyPerson *person = tally->people->pdata[n];

        add_key(people, person, "copy", person->copy);
        add_key(people, person, "name", person->name);
    }
    return people;
}

static const WbTallyPerson *
lookup_key(GHashTable *people, const WbTallyPerson *person, const char *kind, const char *key)
{
    g_autofree char *full = NULL;

    if (!key)
        return NULL;
    full = g_strconcat(person->workbook, "\n", kind, "\n", key, NULL);
    return g_hash_table_lookup(people, full);
}

/* By the copy that was handed out, else by name and agency. */
static const WbTallyPerson *
lookup_person(GHashTable *people, const WbTallyPerson *person)
{
    const WbTallyPerson *found = lookup_key(people, person, "copy", person->copy);

    return found ? found : lookup_key(people, person, "name", person->name);
}

/* One field while its pairs of answers are counted. */
typedef struct {
    guint people, changed;
    gboolean number;
    double before, after;
} Pairs;

static const WbTallyAnswered *
lookup_answered(const WbTallyPerson *person, const char *field, const WbCodebook *codebook)
{
    guint place;

    if (!wb_codebook_lookup(codebook, field, &place))
        return NULL;
    for (guint n = 0; n < person->answers->len; n++) {
        const WbTallyAnswered *answered = &g_array_index(person->answers, WbTallyAnswered, n);

        if (answered->place == place)
            return answered;
    }
    return NULL;
}

static void
add_pair(Pairs *pairs, const WbTallyAnswered *now, const WbTallyAnswered *before)
{
    pairs->people++;
    pairs->changed += now->value != before->value || now->number != before->number;
    pairs->number = (pairs->people == 1 || pairs->number) && now->number && before->number;
    pairs->before += (double)before->value;
    pairs->after += (double)now->value;
}

static void
add_pairs(Pairs *pairs, const WbTally *now, const WbTally *before, const WbTallyPerson *person,
          const WbTallyPerson *earlier)
{
    for (guint n = 0; n < person->answers->len; n++) {
        const WbTallyAnswered *answered = &g_array_index(person->answers, WbTallyAnswered, n);
        const WbCodebookEntry *entry = now->codebook->entries->pdata[answered->place];
        const WbTallyAnswered *other = lookup_answered(earlier, entry->field->id, before->codebook);

        if (other)
            add_pair(&pairs[answered->place], answered, other);
    }
}

static void
add_answer(WbComparison *self, const WbCodebookEntry *entry, const Pairs *pairs)
{
    WbAnswerChange *change = g_new0(WbAnswerChange, 1);
    const guint counts[] = {pairs->changed, pairs->people - pairs->changed};
    WbShown shown[G_N_ELEMENTS(counts)];

    change->field = g_strdup(entry->field->id);
    change->label = g_strdup(entry->field->label);
    change->withheld = pairs->people < WB_DISCLOSE_LEAST ||
                       !wb_disclose_list(counts, G_N_ELEMENTS(counts), 0, shown);
    change->people = pairs->people < WB_DISCLOSE_LEAST ? (WbShown){0, WB_SHOWN_FEW}
                                                       : (WbShown){pairs->people, WB_SHOWN};
    g_ptr_array_add(self->answers, change);
    if (change->withheld)
        return;
    change->changed = shown[0];
    change->number = pairs->number;
    change->before = pairs->number ? pairs->before / pairs->people : 0;
    change->after = pairs->number ? pairs->after / pairs->people : 0;
}

static void
compare_people(WbComparison *self, const WbTally *now, const WbTally *before)
{
    g_autoptr(GHashTable) those = index_people(before), these = index_people(now);
    g_autofree Pairs *pairs = g_new0(Pairs, now->codebook->entries->len + 1);
    guint people = 0;

    for (guint n = 0; n < now->people->len; n++) {
        const WbTallyPerson *person = now->people->pdata[n];
        const WbTallyPerson *earlier = lookup_person(those, person);

        /* and the other way round: each may be a fellow only once */
        if (!earlier || lookup_person(these, earlier) != person)
            continue;
        people++;
        add_pairs(pairs, now, before, person, earlier);
    }
    self->people =
        people < WB_DISCLOSE_LEAST ? (WbShown){0, WB_SHOWN_FEW} : (WbShown){people, WB_SHOWN};
    for (guint n = 0; n < now->codebook->entries->len; n++) {
        if (pairs[n].people > 0)
            add_answer(self, now->codebook->entries->pdata[n], &pairs[n]);
    }
}

/* --- The whole --- */

static gboolean
have_common_workbook(const WbTally *now, const WbTally *before)
{
    for (guint n = 0; n < now->returns.workbooks->len; n++) {
        const WbTallyWorkbook *one = now->returns.workbooks->pdata[n];

        for (guint m = 0; m < before->returns.workbooks->len; m++) {
            const WbTallyWorkbook *other = before->returns.workbooks->pdata[m];

            if (g_str_equal(one->id, other->id))
                return TRUE;
        }
    }
    return FALSE;
}

WbComparison *
wb_comparison_new(const WbTally *now, const WbTally *before, GError **error)
{
    WbComparison *self;

    if (!have_common_workbook(now, before)) {
        const WbTallyWorkbook *one = now->returns.workbooks->pdata[0];
        const WbTallyWorkbook *other = before->returns.workbooks->pdata[0];

        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                    "its returns are of another workbook ('%s' instead of '%s')", other->title,
                    one->title);
        return NULL;
    }
    self = g_new0(WbComparison, 1);
    self->needs = g_ptr_array_new_with_free_func(need_change_free);
    self->answers = g_ptr_array_new_with_free_func(answer_change_free);
    self->counted_before = before->returns.counted;
    self->counted_after = now->returns.counted;
    for (guint n = 0; n < WB_NEED_STATES; n++)
        self->states_before[n] = before->states[n];
    compare_needs(self, now, before);
    compare_people(self, now, before);
    return self;
}
