/* workbook-read harvest: folders of returns into a harvest database. */
#include "harvest.h"

#include <gio/gio.h>
#include <stdio.h>
#include <unistd.h>

#include "choices.h"
#include "folder.h"
#include "people.h"
#include "pool.h"
#include "store.h"
#include "verb.h"

#define SHOW_EVERY (G_USEC_PER_SEC / 5)
#define FILES_A_COMMIT 32 /* what a kill may cost, at most, to be read again */

typedef struct {
    /* as in the command */
    char *into;
    char **editions_from;
    gboolean trust_attached;
    int jobs;
    char *choices_from;
    char **folders;
    const char *called; /* what messages call the database; lent */
    /* while it runs */
    WbStore *store;
    WbEditions *editions;
    WbFolder *folder;
    GPtrArray *choices; /* of WbChoice, or NULL */
    GPtrArray *unread;  /* of WbStoreFile, lent: in the order in which they are read */
    guint done;
    gboolean progress;
    gint64 started, shown; /* monotonic time */
} Harvest;

/* What does not need the database: where this fails, none is made. */
static gboolean
prepare(gpointer data, GError **error)
{
    Harvest *self = data;

    for (gsize n = 0; self->editions_from && self->editions_from[n]; n++) {
        if (!wb_editions_load(self->editions, self->editions_from[n], error))
            return FALSE;
    }
    if (self->choices_from) {
        self->choices = wb_choices_load(self->choices_from, error);
        if (!self->choices)
            return FALSE;
    }
    self->folder = wb_folder_list(self->folders, error);
    if (!self->folder)
        return FALSE;
    if (self->folder->files->len > 0 || g_file_test(self->into, G_FILE_TEST_EXISTS))
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: there is no PDF file in it",
                self->folders[0]);
    return FALSE;
}

static gboolean
store_editions(gpointer data, GError **error)
{
    Harvest *self = data;

    if (!wb_store_load_editions(self->store, self->editions, error))
        return FALSE;
    for (guint n = 0; n < wb_editions_count(self->editions); n++) {
        if (!wb_store_add_edition(self->store, wb_editions_peek(self->editions, n), error))
            return FALSE;
    }
    return !self->trust_attached || wb_store_retry_problems(self->store, error);
}

/* Whether a file has to be read: neither itself nor its content is known. */
static gboolean
is_unread(Harvest *self, const char *path, const WbStoreFile *file, gboolean *unread,
          GError **error)
{
    gboolean known = FALSE, same_size = FALSE;
    g_autofree char *sha256 = NULL;

    if (!wb_store_is_read(self->store, file, &known, error))
        return FALSE;
    if (!known && !wb_store_has_size(self->store, file->size, &same_size, error))
        return FALSE;
    if (same_size)
        sha256 = wb_folder_dup_sha256(path);
    if (sha256 && !wb_store_adopt(self->store, file, sha256, &known, error))
        return FALSE;
    *unread = !known;
    return TRUE;
}

static gboolean
choose_unread(Harvest *self, GPtrArray *returns, GError **error)
{
    g_autoptr(GHashTable) chosen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint n = 0; n < self->folder->files->len; n++) {
        WbStoreFile *file = self->folder->files->pdata[n];
        const char *path = self->folder->paths->pdata[n];
        gboolean unread;

        file->key = wb_store_dup_key(self->store, path);
        if (!g_hash_table_add(chosen, file->key)) /* below two of the folders */
            continue;
        if (!is_unread(self, path, file, &unread, error))
            return FALSE;
        if (unread) {
            WbReturn *item = g_new0(WbReturn, 1);

            item->path = path;
            item->name = file->name;
            g_ptr_array_add(returns, item);
            g_ptr_array_add(self->unread, file);
        }
    }
    return TRUE;
}

/* "3 min": rounded up, for it is only a guess. */
static char *
dup_left(double seconds)
{
    return seconds < 90 ? g_strdup_printf("%.0f s", seconds + 0.5)
                        : g_strdup_printf("%.0f min", seconds / 60 + 0.5);
}

static void
show_progress(Harvest *self)
{
    gint64 now = g_get_monotonic_time();
    double rate = self->done / MAX((double)(now - self->started) / G_USEC_PER_SEC, 0.001);
    g_autofree char *left = dup_left((self->unread->len - self->done) / rate);

    if (!self->progress || now - self->shown < SHOW_EVERY)
        return;
    self->shown = now;
    fprintf(stderr, "\r%u of %u files read, %.0f a second, %s left \033[K", self->done,
            self->unread->len, rate, left);
}

static gboolean
keep_record(const WbRecord *record, const WbEdition *attached, gpointer data, GError **error)
{
    Harvest *self = data;
    const WbStoreFile *file = self->unread->pdata[self->done++];

    show_progress(self);
    if (attached && !wb_store_add_edition(self->store, attached, error))
        return FALSE;
    if (!wb_store_add(self->store, file, record, error))
        return FALSE;
    if (self->done % FILES_A_COMMIT != 0)
        return TRUE;
    return wb_store_commit(self->store, error) && wb_store_begin(self->store, error);
}

static gboolean
read_returns(Harvest *self, GError **error)
{
    g_autoptr(GPtrArray) returns = g_ptr_array_new_with_free_func(g_free);
    WbPoolOptions options = {self->editions, self->trust_attached, (guint)self->jobs};
    gboolean done;

    if (!choose_unread(self, returns, error))
        return FALSE;
    self->started = g_get_monotonic_time();
    done = wb_pool_read(returns, &options, keep_record, self, error);
    if (self->progress && self->done > 0)
        fputs("\r\033[K", stderr);
    return done;
}

static gboolean
settle(Harvest *self, GPtrArray *left, GError **error)
{
    g_autoptr(GHashTable) present = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) roots = g_ptr_array_new();

    for (gsize n = 0; self->folders[n]; n++)
        g_ptr_array_add(roots, self->folders[n]);
    for (guint n = 0; n < self->folder->files->len; n++)
        g_hash_table_add(present, ((WbStoreFile *)self->folder->files->pdata[n])->key);
    return wb_store_settle(self->store, roots, present, left, error);
}

static gboolean
choose(Harvest *self, GError **error)
{
    g_autoptr(GPtrArray) unknown = g_ptr_array_new();

    if (!self->choices)
        return TRUE;
    if (!wb_store_choose(self->store, self->choices, unknown, error))
        return FALSE;
    for (guint n = 0; n < unknown->len; n++) {
        const WbChoice *choice = unknown->pdata[n];

        fprintf(stderr, "%s:%u:1: there is no return called %s, so this row changes nothing\n",
                self->choices_from, choice->line, choice->file);
    }
    return TRUE;
}

/* What the database holds after the harvest. */
typedef struct {
    guint complete, partial, blank, further, problems;
    GString *asks;
} Count;

static void
count_problem(Count *count, const WbRecord *record)
{
    const WbFinding *finding = wb_finding_lookup_problem(record->problem);

    count->problems++;
    g_string_append_printf(count->asks, "  %s: %s", record->file,
                           finding ? finding->text : record->problem);
    if (record->detail)
        g_string_append_printf(count->asks, " (%s)", record->detail);
    g_string_append_printf(count->asks, "\n    %s\n", finding && finding->ask ? finding->ask : "");
}

static gboolean
count_stored(const WbStored *stored, gpointer data, GError **error)
{
    Count *count = data;
    const WbRecord *record = stored->record;

    if (record->problem)
        count_problem(count, record);
    else if (!stored->current)
        count->further++;
    else if (g_strcmp0(record->state, "blank") == 0)
        count->blank++;
    else if (g_strcmp0(record->state, "complete") == 0)
        count->complete++;
    else
        count->partial++;
    return TRUE;
}

static void
say_left(GPtrArray *left)
{
    if (left->len == 0)
        return;
    fprintf(stderr, "No longer there, and not counted any more: %u\n", left->len);
    for (guint n = 0; n < left->len; n++)
        fprintf(stderr, "  %s\n", (const char *)left->pdata[n]);
}

/* Returns that were read, and of which something is to be asked all the same. */
static gboolean
say_asks(Harvest *self, GError **error)
{
    g_autoptr(GPtrArray) notes = wb_store_list_notes(self->store, error);
    gboolean said = FALSE;

    for (guint n = 0; notes && n < notes->len; n++) {
        const WbStoreNote *note = notes->pdata[n];
        const WbFinding *finding = wb_finding_lookup_note(note->code);

        if (!finding || !finding->ask)
            continue;
        if (!said)
            fputs("Returns to ask about:\n", stderr);
        said = TRUE;
        fprintf(stderr, "  %s: %s%s%s%s\n    %s\n", note->file, finding->text,
                note->value ? " (" : "", note->value ? note->value : "", note->value ? ")" : "",
                finding->ask);
    }
    return notes != NULL;
}

static gboolean
say_result(Harvest *self, GPtrArray *left, GError **error)
{
    g_autoptr(GString) asks = g_string_new(NULL);
    Count count = {.asks = asks};

    if (!wb_store_each(self->store, FALSE, count_stored, &count, error))
        return FALSE;
    fprintf(stderr, "Returns: %u (complete %u, partial %u, blank %u)\n",
            count.complete + count.partial + count.blank, count.complete, count.partial,
            count.blank);
    fprintf(stderr,
            "Files read now: %u; unchanged since the last harvest: %u; passed over, not "
            "named .pdf: %u\n",
            self->done, self->folder->files->len - self->unread->len, self->folder->skipped);
    if (count.further)
        fprintf(stderr, "Not counted, for another file of the same person is, or by choice: %u\n",
                count.further);
    say_left(left);
    if (!wb_people_say(self->store, stderr, error) || !say_asks(self, error))
        return FALSE;
    if (count.problems)
        fprintf(stderr, "Files that could not be used, and what to ask for: %u\n%s", count.problems,
                asks->str);
    if (count.complete + count.partial + count.blank > 0)
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: not one return could be read",
                self->called ? self->called : self->into);
    return FALSE;
}

static gboolean
harvest(Harvest *self, GError **error)
{
    g_autoptr(GPtrArray) left = g_ptr_array_new_with_free_func(g_free);

    if (!wb_pool_prepare(prepare, self, error))
        return FALSE;
    self->store = wb_store_open(self->into, WB_STORE_HARVEST, error);
    return self->store && wb_store_begin(self->store, error) &&
           wb_pool_prepare(store_editions, self, error) && read_returns(self, error) &&
           choose(self, error) && settle(self, left, error) &&
           wb_store_commit(self->store, error) && say_result(self, left, error);
}

static void
harvest_clear(Harvest *self)
{
    g_free(self->into);
    g_free(self->choices_from);
    g_clear_pointer(&self->choices, g_ptr_array_unref);
    g_strfreev(self->editions_from);
    g_strfreev(self->folders);
    wb_store_free(self->store);
    wb_editions_free(self->editions);
    wb_folder_free(self->folder);
    g_ptr_array_unref(self->unread);
}

gboolean
wb_harvest_folder(const char *folder, char **editions, const char *into, GError **error)
{
    const char *const folders[] = {folder, NULL};
    Harvest self = {
        .into = g_strdup(into),
        .editions_from = g_strdupv(editions),
        .folders = g_strdupv((char **)folders),
        .called = folder,
        .editions = wb_editions_new(),
        .unread = g_ptr_array_new(),
        .progress = isatty(STDERR_FILENO),
    };
    gboolean done = harvest(&self, error);

    harvest_clear(&self);
    return done;
}

static const char *const about =
    "Reads every PDF file of the folders and of those below them into a database, which is\n"
    "made if it is not there. A later harvest reads only what is new or has changed, and goes\n"
    "on where an earlier one was stopped. Files that have left a folder are not counted any\n"
    "more. Of several returns of one copy the latest counts, or what the table of --choices\n"
    "says; the database keeps what it said until there is another one.\n\n"
    "Exit code: 0 done, though single files may not have been usable; 1 nothing could be\n"
    "read, or a folder, an edition or the database could not be; 2 the command was wrong.\n\n"
    "Example:\n"
    "  workbook-read harvest returns --into coalition.db --editions blanks";

/* FALSE where the command was wrong. */
static gboolean
parse_command(Harvest *self, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"into", 0, 0, G_OPTION_ARG_FILENAME, &self->into, "The harvest database", "DB"},
        {"editions", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->editions_from,
         "Folder of *.edition.json files; the database keeps them", "DIR"},
        {"trust-attached", 0, 0, G_OPTION_ARG_NONE, &self->trust_attached,
         "Believe an unknown edition that a file brings with it", NULL},
        {"choices", 0, 0, G_OPTION_ARG_FILENAME, &self->choices_from,
         "Table of the files that count and those that do not: file, use (yes or no)", "CSV"},
        {"jobs", 0, 0, G_OPTION_ARG_INT, &self->jobs, "Files read at once (one a core)", "N"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->folders, NULL, "DIR…"},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };

    if (!wb_verb_parse(about, entries, argc, argv, error))
        return FALSE;
    if (self->into && self->folders && self->jobs >= 0)
        return TRUE;
    g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        !self->into      ? "name the database with --into"
                        : !self->folders ? "name the folder with the returned files"
                                         : "--jobs takes a number above 0");
    return FALSE;
}

static int
run(int argc, char **argv)
{
    Harvest self = {
        .editions = wb_editions_new(),
        .unread = g_ptr_array_new(),
        .progress = isatty(STDERR_FILENO),
    };
    g_autoptr(GError) error = NULL;
    int code = 0;

    if (!parse_command(&self, argc, argv, &error))
        code = 2;
    else if (!harvest(&self, &error))
        code = 1;
    if (error)
        fprintf(stderr, "workbook-read harvest: %s\n", error->message);
    harvest_clear(&self);
    return code;
}

const WbVerb wb_verb_harvest = {"harvest", "folders of returns into a harvest database", run};
