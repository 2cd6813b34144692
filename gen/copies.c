#include "copies.h"

#include <string.h>

#include "batch.h"
#include "code.h"
#include "csv.h"
#include "file-name.h"
#include "roster.h"
#include "secret.h"

#define TABLE "copies.csv"
#define KEY_FILE "copies.key"
#define ROUND "1"

G_DEFINE_QUARK(wb_copies_error, wb_copies_error)

static const char *const heads[] = {"copy",    "key",         "file",  "language", "workbook",
                                    "version", "fingerprint", "round", "email"};

/* One run. */
typedef struct {
    const WbCopiesOptions *options;
    WbBatch *batch;
    WbRoster *roster;
    GString *complaints;
    const char *round;
    char *key_path;
    guint8 key[WB_SECRET_LENGTH];
    gboolean fresh; /* the key is not in its file yet */
} Run;

static void
run_clear(Run *self)
{
    g_clear_pointer(&self->batch, wb_batch_free);
    g_clear_pointer(&self->roster, wb_roster_free);
    if (self->complaints != NULL)
        g_string_free(self->complaints, TRUE);
    g_free(self->key_path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static char *
dup_key_path(const WbCopiesOptions *options)
{
    g_autofree char *folder = g_path_get_dirname(options->roster);

    return options->key != NULL ? g_strdup(options->key) : g_build_filename(folder, KEY_FILE, NULL);
}

/* The workbook's own language where neither row nor command line says another. */
static void
add_row(Run *in, const WbRosterRow *row)
{
    const WbWorkbook *source = wb_batch_peek_source(in->batch);
    const char *wanted = row->language != NULL           ? row->language
                         : in->options->language != NULL ? in->options->language
                                                         : source->language;
    const char *language = wb_batch_lookup_language(in->batch, wanted);
    WbBatchCopy *copy;

    if (language == NULL) {
        wb_roster_complain(in->roster, in->complaints, row->line, "there is no edition in '%s'",
                           wanted);
        return;
    }
    copy = wb_batch_copy_new(in->roster->path, row->line);
    copy->language = g_strdup(language);
    copy->copy = wb_code_new_copy(in->key, WB_SECRET_LENGTH, source->id, in->round, row->key);
    copy->fillings = g_ptr_array_ref(row->fillings);
    wb_batch_add(in->batch, copy);
}

/* Two keys of one id would be one person. */
static void
check_ids(Run *in)
{
    const GPtrArray *copies = wb_batch_peek_copies(in->batch);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < copies->len; i++) {
        const WbBatchCopy *copy = copies->pdata[i];
        const WbBatchCopy *before = g_hash_table_lookup(seen, copy->copy);
        if (before != NULL)
            wb_roster_complain(in->roster, in->complaints, copy->line,
                               "this key and that in line %u give the same copy %s; change one "
                               "of them a little",
                               before->line, copy->copy);
        g_hash_table_insert(seen, copy->copy, (gpointer)copy);
    }
}

/* How many rows would get this name. */
static GHashTable *
count_names(const WbRoster *roster)
{
    GHashTable *out = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < roster->rows->len; i++) {
        const WbRosterRow *row = roster->rows->pdata[i];
        g_autofree char *name = row->file == NULL ? wb_file_name_dup_safe(row->key) : NULL;
        if (name == NULL)
            continue;
        char *folded = wb_file_name_fold(name);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(out, folded));
        g_hash_table_replace(out, folded, GUINT_TO_POINTER(n + 1));
    }
    return out;
}

/* The key's name, and where that is not one person's alone the copy's id behind it. */
static char *
dup_own_name(const WbRosterRow *row, const WbBatchCopy *copy, GHashTable *counted)
{
    g_autofree char *name = wb_file_name_dup_safe(row->key);
    g_autofree char *folded = name != NULL ? wb_file_name_fold(name) : NULL;

    if (name == NULL)
        return g_strconcat(copy->copy, ".pdf", NULL);
    if (GPOINTER_TO_UINT(g_hash_table_lookup(counted, folded)) > 1)
        return g_strconcat(name, "-", copy->copy, ".pdf", NULL);
    return g_strconcat(name, ".pdf", NULL);
}

static char *
dup_given_name(Run *in, const WbRosterRow *row)
{
    g_autofree char *lower = g_ascii_strdown(row->file, -1);

    if (!wb_file_name_is_safe(row->file))
        wb_roster_complain(in->roster, in->complaints, row->line,
                           "file: '%s' is no name that every system takes: letters a-z, digits, "
                           "dots, hyphens and spaces between",
                           row->file);
    return g_strconcat(row->file, g_str_has_suffix(lower, ".pdf") ? NULL : ".pdf", NULL);
}

static void
name_files(Run *in)
{
    const GPtrArray *copies = wb_batch_peek_copies(in->batch);
    g_autoptr(GHashTable) counted = count_names(in->roster);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    if (copies->len != in->roster->rows->len)
        return; /* there are complaints already */
    for (guint i = 0; i < copies->len; i++) {
        const WbRosterRow *row = in->roster->rows->pdata[i];
        WbBatchCopy *copy = copies->pdata[i];
        copy->file = row->file != NULL ? dup_given_name(in, row) : dup_own_name(row, copy, counted);
        if (!g_hash_table_add(taken, wb_file_name_fold(copy->file)))
            wb_roster_complain(in->roster, in->complaints, row->line,
                               "file: '%s' is the name of another copy", copy->file);
    }
}

static char *
dup_table(const Run *in)
{
    const WbWorkbook *source = wb_batch_peek_source(in->batch);
    const GPtrArray *copies = wb_batch_peek_copies(in->batch);
    g_autoptr(GString) out = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
        wb_csv_add_cell(out, heads[i], i == 0);
    wb_csv_end_row(out);
    for (guint i = 0; i < copies->len; i++) {
        const WbBatchCopy *copy = copies->pdata[i];
        const WbRosterRow *row = in->roster->rows->pdata[i];
        const char *cells[] = {copy->copy,        row->key,   copy->file,
                               copy->language,    source->id, source->version,
                               copy->fingerprint, in->round,  row->email != NULL ? row->email : ""};
        G_STATIC_ASSERT(G_N_ELEMENTS(cells) == G_N_ELEMENTS(heads));
        for (guint k = 0; k < G_N_ELEMENTS(cells); k++)
            wb_csv_add_cell(out, cells[k], k == 0);
        wb_csv_end_row(out);
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* A table of copies that went out is the only list of who has one: it may grow, not shrink. */
static gboolean
check_table(const Run *in, const char *path, GError **error)
{
    const GPtrArray *copies = wb_batch_peek_copies(in->batch);
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree char *text = NULL;
    g_autoptr(GPtrArray) rows = NULL;
    gsize length;

    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    if (!g_file_get_contents(path, &text, &length, error))
        return FALSE;
    rows = wb_csv_parse(text, (gssize)length, path, error);
    if (rows == NULL)
        return FALSE;
    for (guint i = 0; i < copies->len; i++)
        g_hash_table_add(ids, ((const WbBatchCopy *)copies->pdata[i])->copy);
    for (guint i = 1; i < rows->len; i++) {
        const GStrv row = rows->pdata[i];
        if (row[0] == NULL || g_hash_table_contains(ids, row[0]))
            continue;
        g_set_error(error, WB_COPIES_ERROR, 0,
                    "%s:%u: lists the copy %s of '%s', which this roster and round do not give; "
                    "write to another folder, or take that table away",
                    path, i + 1, row[0], row[1] != NULL ? row[1] : "");
        return FALSE;
    }
    return TRUE;
}

static gboolean
write_files(Run *in, GError **error)
{
    const char *folder = in->options->folder;
    g_autofree char *path = g_build_filename(folder, TABLE, NULL);
    g_autoptr(WbFiles) files = wb_files_new();

    if (!check_table(in, path, error) || !wb_batch_write(in->batch, folder, files, error))
        return FALSE;
    g_autofree char *table = dup_table(in);
    if (in->fresh && !wb_secret_save(in->key_path, in->key, error))
        return FALSE;
    return wb_files_add_text(files, path, table, error) && wb_files_finish(files, error);
}

static gboolean
load(Run *in, GError **error)
{
    in->batch = wb_batch_new(in->options->layout, in->options->paper, error);
    if (in->batch == NULL)
        return FALSE;
    in->roster = wb_roster_load(in->options->roster, wb_batch_peek_source(in->batch), error);
    return in->roster != NULL && wb_secret_load(in->key_path, in->key, &in->fresh, error);
}

gboolean
wb_copies_write(const WbCopiesOptions *options, GError **error)
{
    g_auto(Run) in = {.options = options,
                      .complaints = g_string_new(NULL),
                      .round = options->round != NULL ? options->round : ROUND,
                      .key_path = dup_key_path(options)};

    if (!load(&in, error))
        return FALSE;
    for (guint i = 0; i < in.roster->rows->len; i++)
        add_row(&in, in.roster->rows->pdata[i]);
    check_ids(&in);
    name_files(&in);
    if (in.complaints->len == 0)
        return write_files(&in, error);
    g_set_error_literal(error, WB_COPIES_ERROR, 0, in.complaints->str);
    return FALSE;
}
