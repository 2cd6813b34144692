/* One round of returns: see round.h. */
#include "round.h"

#include <gio/gio.h>

#include "count.h"

void
wb_round_free(WbRound *self)
{
    if (!self)
        return;
    wb_tally_free(self->tally);
    g_clear_pointer(&self->codebook, wb_codebook_free);
    wb_editions_free(self->editions);
    g_free(self);
}

/* What there is before anything is counted. */
typedef struct {
    GHashTable *workbooks; /* set of ids, owned: of returns that are not blank */
    guint blank, problems;
} Found;

static gboolean
find_workbook(const WbStored *stored, gpointer data, GError **error)
{
    const WbRecord *record = stored->record;
    Found *found = data;

    if (record->problem)
        found->problems++;
    else if (g_strcmp0(record->state, "blank") == 0)
        found->blank++;
    else if (stored->current)
        g_hash_table_add(found->workbooks, g_strdup(record->workbook));
    return TRUE;
}

static gboolean
fail_empty(const char *called, const Found *found, GError **error)
{
    const char *what = found->blank      ? "every return in it is blank"
                       : found->problems ? "not one of its files could be read as a return"
                                         : "there are no returns in it";

    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", called, what);
    return FALSE;
}

static gboolean
count_stored(const WbStored *stored, gpointer data, GError **error)
{
    wb_count_add(data, stored);
    return TRUE;
}

static gboolean
count_returns(WbRound *self, WbStore *store, const WbRoundOptions *options, GError **error)
{
    WbCountOptions how = {.internal = options->internal,
                          .aliases = options->aliases,
                          .language = options->language,
                          .people = options->people};
    g_autoptr(WbCount) count = NULL;

    self->codebook = wb_codebook_new(self->editions, options->language);
    count = wb_count_new(self->codebook, &how);
    if (!wb_store_each(store, TRUE, count_stored, count, error))
        return FALSE;
    self->tally = wb_count_finish(count);
    return TRUE;
}

/* A workbook that was only handed out asks nobody anything. */
static gboolean
load(WbRound *self, const char *path, const WbRoundOptions *options, GError **error)
{
    g_autoptr(WbStore) store = wb_store_open(path, WB_STORE_READ, error);
    g_autoptr(GHashTable) workbooks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Found found = {workbooks, 0, 0};

    if (!store || !wb_store_each(store, FALSE, find_workbook, &found, error))
        return FALSE;
    if (g_hash_table_size(workbooks) == 0)
        return fail_empty(options->called, &found, error);
    if (!wb_store_load_editions(store, self->editions, error) ||
        !wb_editions_check_language(self->editions, options->language, error))
        return FALSE;
    wb_editions_keep(self->editions, workbooks);
    return count_returns(self, store, options, error);
}

WbRound *
wb_round_load(const char *path, const WbRoundOptions *options, GError **error)
{
    g_autoptr(WbRound) self = g_new0(WbRound, 1);

    self->editions = wb_editions_new();
    return load(self, path, options, error) ? g_steal_pointer(&self) : NULL;
}
