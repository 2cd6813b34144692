/* Records, one line of JSON each, into a harvest database, as if their files had been harvested:
 *
 *     make-harvest DB EDITIONS… < records.ndjson */
#include <gio/gio.h>
#include <stdio.h>

#include "store.h"

static gboolean
add_editions(WbStore *store, char **paths, GError **error)
{
    WbEditions *editions = wb_editions_new();
    gboolean ok = TRUE;

    for (gsize n = 0; ok && paths[n]; n++)
        ok = wb_editions_load(editions, paths[n], error);
    for (guint n = 0; ok && n < wb_editions_count(editions); n++)
        ok = wb_store_add_edition(store, wb_editions_peek(editions, n), error);
    wb_editions_free(editions);
    return ok;
}

static gboolean
add_record(WbStore *store, GHashTable *present, const char *line, GError **error)
{
    g_autoptr(WbRecord) record = wb_record_parse(line, -1, error);
    g_autoptr(WbStoreFile) file = g_new0(WbStoreFile, 1);

    if (!record)
        return FALSE;
    file->key = wb_store_dup_key(store, record->file);
    file->name = g_strdup(record->file);
    file->size = (gint64)g_hash_table_size(present) + 1;
    file->mtime_ns = 1;
    g_hash_table_add(present, g_strdup(file->key));
    return wb_store_add(store, file, record, error);
}

static gboolean
add_records(WbStore *store, FILE *in, GHashTable *present, GError **error)
{
    g_autofree char *line = NULL;
    size_t size = 0;
    gboolean ok = TRUE;

    while (ok && getline(&line, &size, in) > 0)
        ok = add_record(store, present, g_strchomp(line), error);
    return ok;
}

static gboolean
make(const char *path, char **editions, GError **error)
{
    g_autoptr(WbStore) store = wb_store_open(path, WB_STORE_HARVEST, error);
    g_autoptr(GHashTable) present = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) roots = g_ptr_array_new(), left = g_ptr_array_new_with_free_func(g_free);

    return store && wb_store_begin(store, error) && add_editions(store, editions, error) &&
           add_records(store, stdin, present, error) &&
           wb_store_settle(store, roots, present, left, error) && wb_store_commit(store, error);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    if (argc < 3) {
        fputs("make-harvest DB EDITIONS… < records.ndjson\n", stderr);
        return 2;
    }
    if (make(argv[1], argv + 2, &error))
        return 0;
    fprintf(stderr, "make-harvest: %s\n", error->message);
    return 1;
}
