/* The harvest database: see store.h. */
#include "store.h"

#include <string.h>

#include "choices.h"
#include "codebook.h"
#include "database.h"
#include "progress.h"

/* Texts as in the record. A file is there once for each path, a record and its answers once for
 * each content. Migrations of later versions follow as rows of their own. */
static const char *const migrations[] = {
    "CREATE TABLE edition (fingerprint TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;"
    /* seen: 1 if it was there at the last harvest; mtime in ns, NULL: to be read again */
    "CREATE TABLE file (path TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT,"
    " seen INTEGER NOT NULL, size INTEGER NOT NULL, mtime INTEGER,"
    " saved TEXT, saved_from TEXT, state TEXT) WITHOUT ROWID;"
    "CREATE INDEX file_sha256 ON file (sha256);"
    "CREATE INDEX file_size ON file (size);"
    "CREATE TABLE record (sha256 TEXT PRIMARY KEY, workbook TEXT NOT NULL, version TEXT,"
    " language TEXT, paper TEXT, fingerprint TEXT, copy TEXT, read_from TEXT,"
    " person TEXT NOT NULL, current INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    /* number: of numbers, and 1 or 0 of the values true and false; NULL of texts */
    "CREATE TABLE answer (sha256 TEXT NOT NULL, place INTEGER NOT NULL, field TEXT NOT NULL,"
    " value TEXT NOT NULL, number INTEGER, PRIMARY KEY (sha256, place)) WITHOUT ROWID;"
    "CREATE TABLE note (sha256 TEXT NOT NULL, place INTEGER NOT NULL, field TEXT,"
    " code TEXT NOT NULL, value TEXT, PRIMARY KEY (sha256, place)) WITHOUT ROWID;"
    "CREATE TABLE problem (path TEXT PRIMARY KEY, code TEXT NOT NULL, detail TEXT) WITHOUT ROWID;"
    "CREATE TABLE field (workbook TEXT NOT NULL, field TEXT NOT NULL, place INTEGER NOT NULL,"
    " kind TEXT NOT NULL, label TEXT, question TEXT, page TEXT, \"table\" TEXT, \"row\" TEXT,"
    " \"column\" TEXT, role TEXT, need TEXT, population TEXT, tally TEXT,"
    " sensitive INTEGER NOT NULL, PRIMARY KEY (workbook, field)) WITHOUT ROWID;"
    /* what people decided about a file: use is 1 or 0 */
    "CREATE TABLE choice (name TEXT PRIMARY KEY, use INTEGER NOT NULL) WITHOUT ROWID;",
    /* answers that a copy came with, and that nobody has changed since */
    "CREATE TABLE prefilled (sha256 TEXT NOT NULL, field TEXT NOT NULL,"
    " PRIMARY KEY (sha256, field)) WITHOUT ROWID;"
    /* of partial returns: numbers of pages, in the return's edition */
    "CREATE TABLE untouched (sha256 TEXT NOT NULL, page INTEGER NOT NULL,"
    " PRIMARY KEY (sha256, page)) WITHOUT ROWID;",
};

typedef enum {
    ADD_EDITION,
    LIST_EDITIONS,
    RETRY_PROBLEMS,
    FIND_FILE,
    SEE_FILE,
    FIND_SIZE,
    FIND_CONTENT,
    PUT_FILE,
    LIST_PATHS,
    LEAVE_FILE,
    ADD_RECORD,
    DROP_ANSWERS,
    ADD_ANSWER,
    LIST_ANSWERS,
    DROP_PREFILLED,
    ADD_PREFILLED,
    LIST_PREFILLED,
    DROP_NOTES,
    ADD_NOTE,
    LIST_NOTES,
    DROP_PROBLEM,
    ADD_PROBLEM,
    ADD_FIELD,
    LIST_FILES,
    DROP_CHOICES,
    ADD_CHOICE,
    FIND_NAME,
    LIST_RETURNS,
    LIST_SENDER,
    LIST_ANSWERED,
    LIST_UNCOUNTED,
    DROP_UNTOUCHED,
    ADD_UNTOUCHED,
    LIST_UNTOUCHED,
    LIST_FILE_NOTES,
    N_STATEMENTS
} Statement;

static const char *const statements[] = {
    [ADD_EDITION] = "INSERT OR IGNORE INTO edition (fingerprint, json) VALUES (?, ?)",
    [LIST_EDITIONS] = "SELECT json FROM edition ORDER BY fingerprint",
    [RETRY_PROBLEMS] = "UPDATE file SET mtime = NULL WHERE path IN (SELECT path FROM problem)",
    [FIND_FILE] = "SELECT 1 FROM file WHERE path = ? AND size = ? AND mtime = ?"
                  " AND sha256 IS NOT NULL",
    [SEE_FILE] = "UPDATE file SET seen = 1, name = ?1 WHERE path = ?2 AND (seen = 0 OR name <> ?1)",
    [FIND_SIZE] = "SELECT 1 FROM file WHERE size = ? LIMIT 1",
    [FIND_CONTENT] = "SELECT saved, saved_from, state FROM file WHERE sha256 = ?1"
                     " AND EXISTS (SELECT 1 FROM record WHERE sha256 = ?1) ORDER BY path LIMIT 1",
    [PUT_FILE] = "INSERT OR REPLACE INTO file (path, name, sha256, seen, size, mtime, saved,"
                 " saved_from, state) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)",
    [LIST_PATHS] = "SELECT path FROM file WHERE seen = 1 ORDER BY path",
    [LEAVE_FILE] = "UPDATE file SET seen = 0 WHERE path = ?",
    [ADD_RECORD] = "INSERT OR REPLACE INTO record (sha256, workbook, version, language, paper,"
                   " fingerprint, copy, read_from, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [DROP_ANSWERS] = "DELETE FROM answer WHERE sha256 = ?",
    [ADD_ANSWER] = "INSERT INTO answer (sha256, place, field, value, number)"
                   " VALUES (?, ?, ?, ?, ?)",
    [LIST_ANSWERS] = "SELECT field, value, number FROM answer WHERE sha256 = ? ORDER BY place",
    [DROP_PREFILLED] = "DELETE FROM prefilled WHERE sha256 = ?",
    [ADD_PREFILLED] = "INSERT OR IGNORE INTO prefilled (sha256, field) VALUES (?, ?)",
    [LIST_PREFILLED] = "SELECT p.field FROM prefilled p LEFT JOIN answer a"
                       " ON a.sha256 = p.sha256 AND a.field = p.field"
                       " WHERE p.sha256 = ? ORDER BY a.place, p.field",
    [DROP_NOTES] = "DELETE FROM note WHERE sha256 = ?",
    [ADD_NOTE] = "INSERT INTO note (sha256, place, field, code, value) VALUES (?, ?, ?, ?, ?)",
    [LIST_NOTES] = "SELECT field, code, value FROM note WHERE sha256 = ? ORDER BY place",
    [DROP_PROBLEM] = "DELETE FROM problem WHERE path = ?",
    [ADD_PROBLEM] = "INSERT INTO problem (path, code, detail) VALUES (?, ?, ?)",
    [ADD_FIELD] = "INSERT INTO field (workbook, field, place, kind, label, question, page,"
                  " \"table\", \"row\", \"column\", role, need, population, tally, sensitive)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    /* one content under two names is one return: only its first file is current */
    [LIST_FILES] = "SELECT f.name, f.sha256, f.saved, f.saved_from, f.state, p.code, p.detail,"
                   " r.workbook, r.version, r.language, r.paper, r.fingerprint, r.copy,"
                   " r.read_from, r.person, r.current AND"
                   " row_number() OVER (PARTITION BY f.sha256"
                   " ORDER BY coalesce(c.use, 1) DESC, f.path) = 1"
                   " FROM file f LEFT JOIN problem p ON p.path = f.path"
                   " LEFT JOIN record r ON r.sha256 = f.sha256 AND p.path IS NULL"
                   " LEFT JOIN choice c ON c.name = f.name"
                   " WHERE f.seen = 1 ORDER BY f.path",
    [DROP_CHOICES] = "DELETE FROM choice",
    [ADD_CHOICE] = "INSERT INTO choice (name, use) VALUES (?, ?)",
    [FIND_NAME] = "SELECT 1 FROM file WHERE name = ? AND seen = 1",
    [LIST_RETURNS] = "SELECT min(f.path), f.name, r.workbook, r.person, r.sha256, r.current,"
                     " (SELECT a.value FROM answer a JOIN field d ON d.field = a.field"
                     "  WHERE a.sha256 = r.sha256 AND d.workbook = r.workbook"
                     "  AND d.role = 'participant' ORDER BY d.place LIMIT 1),"
                     " (SELECT a.value FROM answer a JOIN field d ON d.field = a.field"
                     "  WHERE a.sha256 = r.sha256 AND d.workbook = r.workbook"
                     "  AND d.role = 'agency' ORDER BY d.place LIMIT 1)"
                     " FROM record r JOIN file f ON f.sha256 = r.sha256 AND f.seen = 1"
                     " GROUP BY r.sha256 ORDER BY min(f.path)",
    /* in the order in which the answers are stored: who asks may stop early */
    [LIST_SENDER] = "SELECT d.role, a.value FROM answer a CROSS JOIN field d ON d.workbook = ?2"
                    " AND d.field = a.field WHERE a.sha256 = ?1"
                    " AND d.role IN ('participant', 'agency') ORDER BY a.place",
    /* neither what was prefilled nor boxes beside a ticked one */
    [LIST_ANSWERED] = "SELECT field FROM answer WHERE sha256 = ?1"
                      " AND NOT (number IS 0 AND value = 'false')"
                      " AND field NOT IN (SELECT field FROM prefilled WHERE sha256 = ?1)",
    [LIST_UNCOUNTED] = "SELECT DISTINCT r.sha256, r.fingerprint FROM record r JOIN file f"
                       " ON f.sha256 = r.sha256 WHERE f.state = 'partial' AND NOT EXISTS"
                       " (SELECT 1 FROM untouched u WHERE u.sha256 = r.sha256) ORDER BY r.sha256",
    [DROP_UNTOUCHED] = "DELETE FROM untouched WHERE sha256 = ?",
    [ADD_UNTOUCHED] = "INSERT INTO untouched (sha256, page) VALUES (?, ?)",
    [LIST_UNTOUCHED] = "SELECT page FROM untouched WHERE sha256 = ? ORDER BY page",
    [LIST_FILE_NOTES] = "SELECT min(f.path), f.name, n.code, n.value FROM note n"
                        " JOIN record r ON r.sha256 = n.sha256 AND r.current = 1"
                        " JOIN file f ON f.sha256 = r.sha256 AND f.seen = 1"
                        " WHERE n.field IS NULL GROUP BY n.sha256, n.place"
                        " ORDER BY min(f.path), n.place",
};

G_STATIC_ASSERT(G_N_ELEMENTS(statements) == N_STATEMENTS);

static const WbDatabaseKind kind = {
    .name = "harvest database",
    .application = 0x57624876, /* "WbHv" */
    .migrations = migrations,
    .version = G_N_ELEMENTS(migrations),
    .statements = statements,
    .n_statements = N_STATEMENTS,
};

struct _WbStore {
    char *folder; /* of the database: absolute */
    WbDatabase *db;
};

void
wb_store_file_free(WbStoreFile *self)
{
    if (!self)
        return;
    g_free(self->key);
    g_free(self->name);
    g_free(self);
}

WbStore *
wb_store_open(const char *path, WbStoreMode mode, GError **error)
{
    WbDatabase *db = wb_database_open(path, &kind, mode == WB_STORE_HARVEST, error);
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    WbStore *self;

    if (!db)
        return NULL;
    self = g_new0(WbStore, 1);
    self->db = db;
    self->folder = g_path_get_dirname(absolute);
    return self;
}

void
wb_store_free(WbStore *self)
{
    if (!self)
        return;
    wb_database_free(self->db);
    g_free(self->folder);
    g_free(self);
}

/* Whether @path is @folder or stands below it; then @rest is what follows its slash. */
static gboolean
is_below(const char *path, const char *folder, const char **rest)
{
    gsize length = strlen(folder);

    while (length > 0 && folder[length - 1] == '/')
        length--;
    if (strncmp(path, folder, length) != 0 || (path[length] != '/' && path[length] != '\0'))
        return FALSE;
    *rest = path[length] ? path + length + 1 : path + length;
    return TRUE;
}

char *
wb_store_dup_key(const WbStore *self, const char *path)
{
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    const char *key = absolute;

    is_below(absolute, self->folder, &key);
    /* file names are bytes, texts in a database are not */
    return g_utf8_validate(key, -1, NULL) ? g_strdup(key) : g_uri_escape_string(key, "/ ", FALSE);
}

gboolean
wb_store_begin(WbStore *self, GError **error)
{
    return wb_database_execute(self->db, "BEGIN IMMEDIATE", error);
}

gboolean
wb_store_commit(WbStore *self, GError **error)
{
    return wb_database_execute(self->db, "COMMIT", error);
}

gboolean
wb_store_add_edition(WbStore *self, const WbEdition *edition, GError **error)
{
    g_autofree char *json = wb_edition_to_json(edition);

    if (!wb_database_run(self->db, ADD_EDITION, error, "tt", edition->fingerprint, json))
        return FALSE;
    return wb_database_count_changes(self->db) == 0 || wb_store_retry_problems(self, error);
}

gboolean
wb_store_load_editions(WbStore *self, WbEditions *editions, GError **error)
{
    WbRows *rows = wb_database_query(self->db, LIST_EDITIONS, error, "");
    gboolean ok = FALSE;

    while (wb_database_next(self->db, rows, &ok, error)) {
        WbEdition *edition =
            wb_edition_parse(wb_rows_peek_text(rows, 0), -1, "the harvest database", error);

        if (!edition) {
            wb_rows_stop(rows);
            return FALSE;
        }
        wb_editions_add(editions, edition);
    }
    return ok;
}

gboolean
wb_store_retry_problems(WbStore *self, GError **error)
{
    return wb_database_run(self->db, RETRY_PROBLEMS, error, "");
}

/* Whether the rows has a row. */
static gboolean
has_row(WbStore *self, WbRows *rows, gboolean *has, GError **error)
{
    gboolean ok = TRUE;

    *has = wb_database_next(self->db, rows, &ok, error);
    if (*has)
        wb_rows_stop(rows);
    return ok;
}

gboolean
wb_store_is_read(WbStore *self, const WbStoreFile *file, gboolean *read, GError **error)
{
    WbRows *rows =
        wb_database_query(self->db, FIND_FILE, error, "tii", file->key, file->size, file->mtime_ns);

    if (!has_row(self, rows, read, error))
        return FALSE;
    return !*read || wb_database_run(self->db, SEE_FILE, error, "tt", file->name, file->key);
}

gboolean
wb_store_has_size(WbStore *self, gint64 size, gboolean *has, GError **error)
{
    return has_row(self, wb_database_query(self->db, FIND_SIZE, error, "i", size), has, error);
}

static gboolean
put_file(WbStore *self, const WbStoreFile *file, const WbRecord *record, GError **error)
{
    return wb_database_run(self->db, PUT_FILE, error, "tttiittt", file->key, file->name,
                           record->sha256, file->size, file->mtime_ns, record->saved,
                           record->saved_from, record->state) &&
           wb_database_run(self->db, DROP_PROBLEM, error, "t", file->key);
}

gboolean
wb_store_adopt(WbStore *self, const WbStoreFile *file, const char *sha256, gboolean *adopted,
               GError **error)
{
    g_autoptr(WbRecord) record = wb_record_new(file->name);
    WbRows *rows = wb_database_query(self->db, FIND_CONTENT, error, "t", sha256);
    gboolean ok = TRUE;

    *adopted = wb_database_next(self->db, rows, &ok, error);
    if (!*adopted)
        return ok;
    record->sha256 = g_strdup(sha256);
    record->saved = wb_rows_dup_text(rows, 0);
    record->saved_from = wb_rows_dup_text(rows, 1);
    record->state = wb_rows_dup_text(rows, 2);
    wb_rows_stop(rows);
    if (g_strcmp0(record->saved_from, "file") == 0) {
        g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(file->mtime_ns / 1000000000);

        g_free(record->saved);
        record->saved = g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
    }
    return put_file(self, file, record, error);
}

static gboolean
add_answer(WbStore *self, const WbRecord *record, guint place, GError **error)
{
    const WbAnswer *answer = record->answers->pdata[place];
    char digits[24];

    switch (answer->type) {
    case WB_VALUE_NUMBER:
        g_snprintf(digits, sizeof digits, "%" G_GINT64_FORMAT, answer->number);
        return wb_database_run(self->db, ADD_ANSWER, error, "titti", record->sha256, (gint64)place,
                               answer->field, digits, answer->number);
    case WB_VALUE_BOOLEAN:
        return wb_database_run(self->db, ADD_ANSWER, error, "titti", record->sha256, (gint64)place,
                               answer->field, answer->boolean ? "true" : "false",
                               (gint64)answer->boolean);
    default:
        return wb_database_run(self->db, ADD_ANSWER, error, "tittn", record->sha256, (gint64)place,
                               answer->field, answer->text);
    }
}

static gboolean
add_answers(WbStore *self, const WbRecord *record, GError **error)
{
    if (!wb_database_run(self->db, DROP_ANSWERS, error, "t", record->sha256) ||
        !wb_database_run(self->db, DROP_PREFILLED, error, "t", record->sha256) ||
        !wb_database_run(self->db, DROP_UNTOUCHED, error, "t", record->sha256) ||
        !wb_database_run(self->db, DROP_NOTES, error, "t", record->sha256))
        return FALSE;
    for (guint n = 0; n < record->answers->len; n++) {
        if (!add_answer(self, record, n, error))
            return FALSE;
    }
    for (guint n = 0; record->prefilled && n < record->prefilled->len; n++) {
        if (!wb_database_run(self->db, ADD_PREFILLED, error, "tt", record->sha256,
                             record->prefilled->pdata[n]))
            return FALSE;
    }
    for (guint n = 0; n < record->notes->len; n++) {
        const WbNote *note = record->notes->pdata[n];

        if (!wb_database_run(self->db, ADD_NOTE, error, "tittt", record->sha256, (gint64)n,
                             note->field, note->code, note->value))
            return FALSE;
    }
    return TRUE;
}

gboolean
wb_store_add(WbStore *self, const WbStoreFile *file, const WbRecord *record, GError **error)
{
    if (!put_file(self, file, record, error))
        return FALSE;
    if (record->problem)
        return wb_database_run(self->db, ADD_PROBLEM, error, "ttt", file->key, record->problem,
                               record->detail);
    return wb_database_run(self->db, ADD_RECORD, error, "ttttttttt", record->sha256,
                           record->workbook, record->version, record->language, record->paper,
                           record->fingerprint, record->copy, record->read_from,
                           record->copy ? record->copy : record->sha256) &&
           add_answers(self, record, error);
}

static gboolean
is_below_any(WbStore *self, const char *key, GPtrArray *roots)
{
    g_autofree char *path = g_canonicalize_filename(key, self->folder);

    for (guint n = 0; n < roots->len; n++) {
        g_autofree char *root = g_canonicalize_filename(roots->pdata[n], NULL);
        const char *rest;

        if (is_below(path, root, &rest))
            return TRUE;
    }
    return FALSE;
}

static gboolean
leave_files(WbStore *self, GPtrArray *roots, GHashTable *present, GPtrArray *left, GError **error)
{
    WbRows *rows = wb_database_query(self->db, LIST_PATHS, error, "");
    gboolean ok = FALSE;

    while (wb_database_next(self->db, rows, &ok, error)) {
        const char *key = wb_rows_peek_text(rows, 0);

        if (!g_hash_table_contains(present, key) && is_below_any(self, key, roots))
            g_ptr_array_add(left, g_strdup(key));
    }
    for (guint n = 0; ok && n < left->len; n++)
        ok = wb_database_run(self->db, LEAVE_FILE, error, "t", left->pdata[n]);
    return ok;
}

/* The latest return of each person counts, or those that people have chosen. What no file says any
 * longer is not kept: it could neither be listed nor be taken back by who sent it. */
static gboolean
choose_current(WbStore *self, GError **error)
{
    return wb_database_execute(self->db,
                               "DELETE FROM record WHERE sha256 NOT IN"
                               " (SELECT sha256 FROM file WHERE sha256 IS NOT NULL);"
                               "DELETE FROM answer WHERE sha256 NOT IN (SELECT sha256 FROM record);"
                               "DELETE FROM prefilled"
                               " WHERE sha256 NOT IN (SELECT sha256 FROM record);"
                               "DELETE FROM untouched"
                               " WHERE sha256 NOT IN (SELECT sha256 FROM record);"
                               "DELETE FROM note WHERE sha256 NOT IN (SELECT sha256 FROM record);"
                               "UPDATE record SET current = 0;"
                               "UPDATE record SET current = 1 WHERE sha256 IN (SELECT f.sha256"
                               " FROM file f JOIN choice c ON c.name = f.name"
                               " WHERE f.seen = 1 AND c.use = 1);"
                               "UPDATE record SET current = 1 WHERE sha256 IN (SELECT sha256 FROM ("
                               " SELECT r.sha256, row_number() OVER (PARTITION BY r.person"
                               "  ORDER BY max(f.saved) DESC, r.sha256) AS place"
                               " FROM record r JOIN file f ON f.sha256 = r.sha256 AND f.seen = 1"
                               " LEFT JOIN choice c ON c.name = f.name"
                               " WHERE coalesce(c.use, 1) = 1 AND r.person NOT IN"
                               "  (SELECT person FROM record WHERE current = 1)"
                               " GROUP BY r.sha256) WHERE place = 1);",
                               error);
}

static gboolean
write_codebook(WbStore *self, const WbEditions *editions, GError **error)
{
    g_autoptr(WbCodebook) codebook = NULL;

    if (!wb_database_execute(self->db, "DELETE FROM field", error))
        return FALSE;
    codebook = wb_codebook_new(editions, NULL);
    for (guint n = 0; n < codebook->entries->len; n++) {
        const WbCodebookEntry *entry = codebook->entries->pdata[n];
        const WbEditionField *field = entry->field;

        if (!wb_database_run(self->db, ADD_FIELD, error, "ttittttttttttti",
                             entry->edition->workbook, field->id, (gint64)n,
                             wb_kind_name(field->kind), field->label, field->question, field->page,
                             field->table, field->row, field->column, field->role, field->need,
                             field->population, field->tally, (gint64)entry->sensitive))
            return FALSE;
    }
    return TRUE;
}

/* A return whose untouched pages are not known yet. */
typedef struct {
    char *sha256;
    const WbEdition *edition; /* lent */
} Uncounted;

static void
uncounted_clear(gpointer data)
{
    g_free(((Uncounted *)data)->sha256);
}

static gboolean
list_uncounted(WbStore *self, const WbEditions *editions, GArray *uncounted, GError **error)
{
    WbRows *rows = wb_database_query(self->db, LIST_UNCOUNTED, error, "");
    gboolean ok = FALSE;

    while (wb_database_next(self->db, rows, &ok, error)) {
        const char *fingerprint = wb_rows_peek_text(rows, 1);
        const WbEdition *edition = fingerprint ? wb_editions_lookup(editions, fingerprint) : NULL;
        Uncounted one = {edition ? wb_rows_dup_text(rows, 0) : NULL, edition};

        if (edition)
            g_array_append_val(uncounted, one);
    }
    return ok;
}

static gboolean
count_untouched(WbStore *self, const char *sha256, WbProgress *progress, GError **error)
{
    WbRows *rows = wb_database_query(self->db, LIST_ANSWERED, error, "t", sha256);
    g_autoptr(GPtrArray) pages = NULL;
    gboolean ok = FALSE;

    wb_progress_reset(progress);
    while (wb_database_next(self->db, rows, &ok, error))
        wb_progress_add(progress, wb_rows_peek_text(rows, 0));
    pages = wb_progress_list_untouched(progress);
    for (guint n = 0; ok && n < pages->len; n++)
        ok = wb_database_run(self->db, ADD_UNTOUCHED, error, "ti", sha256,
                             (gint64)((const WbEditionPage *)pages->pdata[n])->number);
    return ok;
}

/* Once for each content, here rather than as it comes in: so the returns of an older database get
 * theirs as well. */
static gboolean
write_untouched(WbStore *self, const WbEditions *editions, GError **error)
{
    g_autoptr(GArray) uncounted = g_array_new(FALSE, FALSE, sizeof(Uncounted));
    g_autoptr(GHashTable) known =
        g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)wb_progress_free);

    g_array_set_clear_func(uncounted, uncounted_clear);
    if (!list_uncounted(self, editions, uncounted, error))
        return FALSE;
    for (guint n = 0; n < uncounted->len; n++) {
        const Uncounted *one = &g_array_index(uncounted, Uncounted, n);
        WbProgress *progress = g_hash_table_lookup(known, one->edition);

        if (!progress) {
            progress = wb_progress_new(one->edition);
            g_hash_table_insert(known, (gpointer)one->edition, progress);
        }
        if (!count_untouched(self, one->sha256, progress, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
wb_store_settle(WbStore *self, GPtrArray *roots, GHashTable *present, GPtrArray *left,
                GError **error)
{
    g_autoptr(WbEditions) editions = wb_editions_new();

    return leave_files(self, roots, present, left, error) && choose_current(self, error) &&
           wb_store_load_editions(self, editions, error) && write_codebook(self, editions, error) &&
           write_untouched(self, editions, error);
}

static gboolean
read_answers(WbStore *self, WbRecord *record, GError **error)
{
    WbRows *rows = wb_database_query(self->db, LIST_ANSWERS, error, "t", record->sha256);
    gboolean ok = FALSE;

    while (wb_database_next(self->db, rows, &ok, error)) {
        const char *field = wb_rows_peek_text(rows, 0), *value = wb_rows_peek_text(rows, 1);

        if (wb_rows_is_null(rows, 2))
            wb_record_add_text(record, field, value);
        else if (g_str_equal(value, "true") || g_str_equal(value, "false"))
            wb_record_add_boolean(record, field, wb_rows_get_number(rows, 2) != 0);
        else
            wb_record_add_number(record, field, wb_rows_get_number(rows, 2));
    }
    return ok;
}

static gboolean
read_prefilled(WbStore *self, WbRecord *record, GError **error)
{
    WbRows *rows = wb_database_query(self->db, LIST_PREFILLED, error, "t", record->sha256);
    gboolean ok = FALSE;

    while (wb_database_next(self->db, rows, &ok, error))
        wb_record_add_prefilled(record, wb_rows_peek_text(rows, 0));
    return ok;
}

static gboolean
read_notes(WbStore *self, WbRecord *record, GError **error)
{
    WbRows *rows = wb_database_query(self->db, LIST_NOTES, error, "t", record->sha256);
    gboolean ok = FALSE;

    while (wb_database_next(self->db, rows, &ok, error))
        wb_record_add_note(record, wb_rows_peek_text(rows, 0), wb_rows_peek_text(rows, 1),
                           wb_rows_peek_text(rows, 2));
    return ok;
}

/* One row of LIST_FILES. */
static WbRecord *
read_record(WbStore *self, WbRows *row, gboolean answers, GError **error)
{
    g_autoptr(WbRecord) record = wb_record_new(wb_rows_peek_text(row, 0));

    record->sha256 = wb_rows_dup_text(row, 1);
    if (!wb_rows_is_null(row, 5)) {
        record->problem = wb_rows_dup_text(row, 5);
        record->detail = wb_rows_dup_text(row, 6);
        return g_steal_pointer(&record);
    }
    record->saved = wb_rows_dup_text(row, 2);
    record->saved_from = wb_rows_dup_text(row, 3);
    record->state = wb_rows_dup_text(row, 4);
    record->workbook = wb_rows_dup_text(row, 7);
    record->version = wb_rows_dup_text(row, 8);
    record->language = wb_rows_dup_text(row, 9);
    record->paper = wb_rows_dup_text(row, 10);
    record->fingerprint = wb_rows_dup_text(row, 11);
    record->copy = wb_rows_dup_text(row, 12);
    record->read_from = wb_rows_dup_text(row, 13);
    if (answers && (!read_answers(self, record, error) || !read_prefilled(self, record, error) ||
                    !read_notes(self, record, error)))
        return NULL;
    return g_steal_pointer(&record);
}

static gboolean
hand_over(WbStore *self, WbRows *row, gboolean answers, WbStoreEach each, gpointer data,
          GError **error)
{
    g_autoptr(WbRecord) record = read_record(self, row, answers, error);
    g_autofree char *person = wb_rows_dup_text(row, 14);
    WbStored stored = {record, person, wb_rows_get_number(row, 15) != 0};

    return record && each(&stored, data, error);
}

gboolean
wb_store_each(WbStore *self, gboolean answers, WbStoreEach each, gpointer data, GError **error)
{
    WbRows *row;
    gboolean ok = FALSE;

    if (!wb_database_execute(self->db, "SAVEPOINT each",
                             error)) /* one state of the database from first to last */
        return FALSE;
    row = wb_database_query(self->db, LIST_FILES, error, "");
    while (wb_database_next(self->db, row, &ok, error)) {
        if (!hand_over(self, row, answers, each, data, error)) {
            wb_rows_stop(row);
            ok = FALSE;
            break;
        }
    }
    return wb_database_execute(self->db, "RELEASE each", ok ? error : NULL) && ok;
}

gboolean
wb_store_choose(WbStore *self, const GPtrArray *choices, GPtrArray *unknown, GError **error)
{
    if (!wb_database_run(self->db, DROP_CHOICES, error, ""))
        return FALSE;
    for (guint n = 0; n < choices->len; n++) {
        WbChoice *choice = choices->pdata[n];
        gboolean known;

        if (!has_row(self, wb_database_query(self->db, FIND_NAME, error, "t", choice->file), &known,
                     error) ||
            !wb_database_run(self->db, ADD_CHOICE, error, "ti", choice->file, (gint64)choice->use))
            return FALSE;
        if (!known)
            g_ptr_array_add(unknown, choice);
    }
    return TRUE;
}

static void
return_free(gpointer data)
{
    WbStoreReturn *self = data;

    g_free(self->file);
    g_free(self->workbook);
    g_free(self->person);
    g_free(self->sha256);
    g_free(self->name);
    g_free(self->agency);
    g_free(self);
}

GPtrArray *
wb_store_list_returns(WbStore *self, GError **error)
{
    g_autoptr(GPtrArray) returns = g_ptr_array_new_with_free_func(return_free);
    WbRows *row = wb_database_query(self->db, LIST_RETURNS, error, "");
    gboolean ok = FALSE;

    while (wb_database_next(self->db, row, &ok, error)) {
        WbStoreReturn *item = g_new0(WbStoreReturn, 1);

        item->file = wb_rows_dup_text(row, 1);
        item->workbook = wb_rows_dup_text(row, 2);
        item->person = wb_rows_dup_text(row, 3);
        item->sha256 = wb_rows_dup_text(row, 4);
        item->current = wb_rows_get_number(row, 5) != 0;
        item->name = wb_rows_dup_text(row, 6);
        item->agency = wb_rows_dup_text(row, 7);
        g_ptr_array_add(returns, item);
    }
    return ok ? g_steal_pointer(&returns) : NULL;
}

gboolean
wb_store_load_sender(WbStore *self, const WbRecord *record, char **name, char **agency,
                     GError **error)
{
    WbRows *rows =
        wb_database_query(self->db, LIST_SENDER, error, "tt", record->sha256, record->workbook);
    gboolean ok = FALSE;

    *name = *agency = NULL;
    while (wb_database_next(self->db, rows, &ok, error)) {
        char **place = g_str_equal(wb_rows_peek_text(rows, 0), "agency") ? agency : name;

        if (!*place)
            *place = wb_rows_dup_text(rows, 1);
        if (*name && *agency) {
            wb_rows_stop(rows);
            return TRUE;
        }
    }
    return ok;
}

gboolean
wb_store_list_untouched(WbStore *self, const char *sha256, GArray *numbers, GError **error)
{
    WbRows *rows = wb_database_query(self->db, LIST_UNTOUCHED, error, "t", sha256);
    gboolean ok = FALSE;

    while (wb_database_next(self->db, rows, &ok, error)) {
        guint number = (guint)wb_rows_get_number(rows, 0);

        g_array_append_val(numbers, number);
    }
    return ok;
}

WbRecord *
wb_store_load_answers(WbStore *self, const char *sha256, GError **error)
{
    g_autoptr(WbRecord) record = wb_record_new(NULL);

    record->sha256 = g_strdup(sha256);
    return read_answers(self, record, error) ? g_steal_pointer(&record) : NULL;
}

static void
note_free(gpointer data)
{
    WbStoreNote *self = data;

    g_free(self->file);
    g_free(self->value);
    g_free(self);
}

GPtrArray *
wb_store_list_notes(WbStore *self, GError **error)
{
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(note_free);
    WbRows *row = wb_database_query(self->db, LIST_FILE_NOTES, error, "");
    gboolean ok = FALSE;

    while (wb_database_next(self->db, row, &ok, error)) {
        WbStoreNote *note = g_new0(WbStoreNote, 1);

        note->file = wb_rows_dup_text(row, 1);
        note->code = g_intern_string(wb_rows_peek_text(row, 2));
        note->value = wb_rows_dup_text(row, 3);
        g_ptr_array_add(notes, note);
    }
    return ok ? g_steal_pointer(&notes) : NULL;
}
