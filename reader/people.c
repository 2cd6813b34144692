/* Who has returned more than one file: see people.h. */
#include "people.h"

#include "names.h"

#define MOST_FILES 10 /* that are named of one person */
#define MOST_FIELDS 8 /* that are named where two files differ */

/* The returns that belong together. */
typedef struct {
    char *key;
    GPtrArray *returns; /* of WbStoreReturn, lent */
} Group;

static void
group_free(gpointer data)
{
    Group *self = data;

    g_free(self->key);
    g_ptr_array_unref(self->returns);
    g_free(self);
}

static void
add_to_group(GPtrArray *groups, GHashTable *by_key, const char *key, WbStoreReturn *item)
{
    Group *group = g_hash_table_lookup(by_key, key);

    if (!group) {
        group = g_new0(Group, 1);
        group->key = g_strdup(key);
        group->returns = g_ptr_array_new();
        g_ptr_array_add(groups, group);
        g_hash_table_insert(by_key, group->key, group);
    }
    g_ptr_array_add(group->returns, item);
}

/* What a return is grouped by, or NULL. */
typedef char *(*DupKey)(const WbStoreReturn *item);

/* The copy that was handed out. */
static char *
dup_person(const WbStoreReturn *item)
{
    return g_strdup(item->person);
}

/* Name and agency, however they are written: of what counts only. */
static char *
dup_name(const WbStoreReturn *item)
{
    g_autofree char *name = item->name ? wb_name_fold(item->name) : NULL;
    g_autofree char *agency = item->agency ? wb_name_fold(item->agency) : NULL;

    if (!item->current || !name || !*name || !agency || !*agency)
        return NULL;
    return g_strconcat(item->workbook, "\n", name, "\n", agency, NULL);
}

/* Of Group, in the order of the returns. */
static GPtrArray *
new_groups(GPtrArray *returns, DupKey dup_key)
{
    GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
    g_autoptr(GHashTable) by_key = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint n = 0; n < returns->len; n++) {
        g_autofree char *key = dup_key(returns->pdata[n]);

        if (key)
            add_to_group(groups, by_key, key, returns->pdata[n]);
    }
    return groups;
}

static char *
dup_value(const WbRecord *record, const char *field)
{
    const WbAnswer *answer = wb_record_lookup_answer(record, field);

    if (!answer)
        return NULL;
    if (answer->type == WB_VALUE_TEXT)
        return g_strdup(answer->text);
    return answer->type == WB_VALUE_NUMBER ? g_strdup_printf("%" G_GINT64_FORMAT, answer->number)
                                           : g_strdup(answer->boolean ? "true" : NULL);
}

static void
add_differing(const WbRecord *one, const WbRecord *other, GHashTable *seen, GPtrArray *fields)
{
    for (guint n = 0; n < one->answers->len; n++) {
        const char *field = ((const WbAnswer *)one->answers->pdata[n])->field;
        g_autofree char *a = dup_value(one, field), *b = dup_value(other, field);

        if (g_strcmp0(a, b) != 0 && g_hash_table_add(seen, (gpointer)g_intern_string(field)))
            g_ptr_array_add(fields, (gpointer)g_intern_string(field));
    }
}

/* The fields that not all of a group answer alike. */
static gboolean
list_differing(WbStore *store, const Group *group, GPtrArray *fields, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    const WbStoreReturn *first = group->returns->pdata[0];
    g_autoptr(WbRecord) one = wb_store_load_answers(store, first->sha256, error);

    if (!one)
        return FALSE;
    for (guint n = 1; n < group->returns->len; n++) {
        const WbStoreReturn *item = group->returns->pdata[n];
        g_autoptr(WbRecord) other = wb_store_load_answers(store, item->sha256, error);

        if (!other)
            return FALSE;
        add_differing(one, other, seen, fields);
        add_differing(other, one, seen, fields);
    }
    return TRUE;
}

static void
say_fields(GPtrArray *fields, FILE *out)
{
    if (fields->len == 0) {
        fputs("    They say the same.\n", out);
        return;
    }
    fprintf(out, "    They differ in %u %s: ", fields->len, fields->len == 1 ? "field" : "fields");
    for (guint n = 0; n < MIN(fields->len, MOST_FIELDS); n++)
        fprintf(out, "%s%s", n ? ", " : "", (const char *)fields->pdata[n]);
    fputs(fields->len > MOST_FIELDS ? ", ...\n" : "\n", out);
}

static gboolean
say_group(WbStore *store, const Group *group, FILE *out, GError **error)
{
    g_autoptr(GPtrArray) fields = g_ptr_array_new();

    for (guint n = 0; n < MIN(group->returns->len, MOST_FILES); n++) {
        const WbStoreReturn *item = group->returns->pdata[n];

        fprintf(out, "  %s%s\n", item->file, item->current ? "  (counts)" : "");
    }
    if (group->returns->len > MOST_FILES)
        fprintf(out, "  and %u more\n", group->returns->len - MOST_FILES);
    if (!list_differing(store, group, fields, error))
        return FALSE;
    say_fields(fields, out);
    return TRUE;
}

static gboolean
say_groups(WbStore *store, GPtrArray *groups, const char *head, guint *said, FILE *out,
           GError **error)
{
    *said = 0;
    for (guint n = 0; n < groups->len; n++) {
        const Group *group = groups->pdata[n];

        if (group->returns->len < 2)
            continue;
        if ((*said)++ == 0)
            fprintf(out, "%s\n", head);
        if (!say_group(store, group, out, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
wb_people_say(WbStore *store, FILE *out, GError **error)
{
    g_autoptr(GPtrArray) returns = wb_store_list_returns(store, error);
    g_autoptr(GPtrArray) sure = NULL, likely = NULL;
    guint said;

    if (!returns)
        return FALSE;
    sure = new_groups(returns, dup_person);
    likely = new_groups(returns, dup_name);
    if (!say_groups(store, sure, "Returned more than once by one person:", &said, out, error) ||
        !say_groups(store, likely,
                    "Perhaps by one person (the same name and agency), and all of them count:",
                    &said, out, error))
        return FALSE;
    if (said)
        fputs(
            "  To decide otherwise, write a table (CSV) with the columns file and use, yes or no, "
            "and\n  harvest once more with --choices.\n",
            out);
    return TRUE;
}
