/* A database in one file: see database.h. The one home of SQLite. */
#include "database.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#define BUSY_MS 5000

G_DEFINE_QUARK(wb_database_error, wb_database_error)

struct _WbDatabase {
    char *path; /* as named by the caller, for messages */
    const WbDatabaseKind *kind;
    sqlite3 *db;
    sqlite3_stmt **prepared; /* one place for each statement */
};

/* A row is a prepared statement on its way; the name only hides whose. */
static sqlite3_stmt *
statement_of(WbRows *rows)
{
    return (sqlite3_stmt *)rows;
}

static gboolean
fail_with(WbDatabase *self, WbDatabaseError code, const char *what, GError **error)
{
    g_set_error(error, WB_DATABASE_ERROR, code, "%s: %s", self->path, what);
    return FALSE;
}

static gboolean
fail_kind(WbDatabase *self, GError **error)
{
    g_autofree char *what = g_strdup_printf("this is not a %s", self->kind->name);

    return fail_with(self, WB_DATABASE_ERROR_WRONG, what, error);
}

/* What went wrong, in words of the one who runs the program. */
static gboolean
fail(WbDatabase *self, GError **error)
{
    static const struct {
        int code;
        WbDatabaseError kind;
        const char *text;
    } known[] = {
        {SQLITE_BUSY, WB_DATABASE_ERROR_BUSY,
         "another program is using this database; try again when it is done"},
        {SQLITE_CORRUPT, WB_DATABASE_ERROR_WRONG, "the database is damaged"},
        {SQLITE_FULL, WB_DATABASE_ERROR_FAILED, "the disk is full; what was stored before is kept"},
    };
    int code = sqlite3_errcode(self->db) & 0xff;

    if (code == SQLITE_NOTADB)
        return fail_kind(self, error);
    for (gsize n = 0; n < G_N_ELEMENTS(known); n++) {
        if (known[n].code == code)
            return fail_with(self, known[n].kind, known[n].text, error);
    }
    return fail_with(self, WB_DATABASE_ERROR_FAILED, sqlite3_errmsg(self->db), error);
}

gboolean
wb_database_execute(WbDatabase *self, const char *sql, GError **error)
{
    return sqlite3_exec(self->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(self, error);
}

static gboolean
read_number(WbDatabase *self, const char *sql, gint64 *number, GError **error)
{
    sqlite3_stmt *statement = NULL;
    gboolean found;

    found = sqlite3_prepare_v2(self->db, sql, -1, &statement, NULL) == SQLITE_OK &&
            sqlite3_step(statement) == SQLITE_ROW;
    if (found)
        *number = sqlite3_column_int64(statement, 0);
    else
        fail(self, error);
    sqlite3_finalize(statement);
    return found;
}

static gboolean
migrate(WbDatabase *self, gint64 from, GError **error)
{
    g_autofree char *mark = g_strdup_printf("PRAGMA user_version = %u; PRAGMA application_id = %d;",
                                            self->kind->version, self->kind->application);

    for (gint64 version = from; version < self->kind->version; version++) {
        if (!wb_database_execute(self, self->kind->migrations[version], error))
            return FALSE;
    }
    return from == self->kind->version || wb_database_execute(self, mark, error);
}

/* The first use of the file: only here it turns out whether it is a database, and free. */
static gboolean
check_kind(WbDatabase *self, gboolean alone, GError **error)
{
    gint64 version, application, tables;

    if (!read_number(self, "PRAGMA user_version", &version, error) ||
        !read_number(self, "PRAGMA application_id", &application, error) ||
        !read_number(self, "SELECT count(*) FROM sqlite_schema", &tables, error))
        return FALSE;
    if ((tables > 0 && application != self->kind->application) || (tables == 0 && !alone))
        return fail_kind(self, error);
    if (version > self->kind->version)
        return fail_with(self, WB_DATABASE_ERROR_WRONG,
                         "written by a later version of this program", error);
    if (version < self->kind->version && !alone)
        return fail_with(self, WB_DATABASE_ERROR_WRONG,
                         "written by an earlier version of this program; harvest into it once more",
                         error);
    return migrate(self, version, error);
}

/* SQLite would make the file readable by others, and its journals are as readable as the file. */
static gboolean
create_private(WbDatabase *self, GError **error)
{
    int fd = open(self->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd >= 0)
        close(fd);
    return fd >= 0 || errno == EEXIST ||
           fail_with(self, WB_DATABASE_ERROR_FAILED, g_strerror(errno), error);
}

static gboolean
open_file(WbDatabase *self, gboolean alone, GError **error)
{
    if (alone && !create_private(self, error))
        return FALSE;
    if (!g_file_test(self->path, G_FILE_TEST_IS_REGULAR))
        return fail_with(self, WB_DATABASE_ERROR_FAILED,
                         g_file_test(self->path, G_FILE_TEST_EXISTS) ? "this is not a file"
                                                                     : "there is no such file",
                         error);
    if (sqlite3_open_v2(self->path, &self->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return fail(self, error);
    sqlite3_busy_timeout(self->db, BUSY_MS);
    /* the lock of the first write is then kept from one transaction to the next */
    if (alone && !wb_database_execute(self, "PRAGMA locking_mode = EXCLUSIVE", error))
        return FALSE;
    return wb_database_execute(self, alone ? "BEGIN EXCLUSIVE" : "BEGIN", error) &&
           check_kind(self, alone, error) && wb_database_execute(self, "COMMIT", error);
}

WbDatabase *
wb_database_open(const char *path, const WbDatabaseKind *kind, gboolean alone, GError **error)
{
    g_autoptr(WbDatabase) self = g_new0(WbDatabase, 1);

    self->path = g_strdup(path);
    self->kind = kind;
    self->prepared = g_new0(sqlite3_stmt *, kind->n_statements);
    return open_file(self, alone, error) ? g_steal_pointer(&self) : NULL;
}

void
wb_database_free(WbDatabase *self)
{
    if (!self)
        return;
    for (guint n = 0; n < self->kind->n_statements; n++)
        sqlite3_finalize(self->prepared[n]);
    sqlite3_close(self->db);
    g_free(self->prepared);
    g_free(self->path);
    g_free(self);
}

static void
bind(sqlite3_stmt *statement, const char *types, va_list args)
{
    for (int n = 0; types[n]; n++) {
        if (types[n] == 't')
            sqlite3_bind_text(statement, n + 1, va_arg(args, const char *), -1, SQLITE_TRANSIENT);
        else if (types[n] == 'i')
            sqlite3_bind_int64(statement, n + 1, va_arg(args, gint64));
        else
            sqlite3_bind_null(statement, n + 1);
    }
}

static sqlite3_stmt *
prepare(WbDatabase *self, guint which, const char *types, va_list args, GError **error)
{
    sqlite3_stmt **statement = &self->prepared[which];

    if (!*statement &&
        sqlite3_prepare_v3(self->db, self->kind->statements[which], -1, SQLITE_PREPARE_PERSISTENT,
                           statement, NULL) != SQLITE_OK) {
        fail(self, error);
        return NULL;
    }
    sqlite3_reset(*statement);
    bind(*statement, types, args);
    return *statement;
}

gboolean
wb_database_run(WbDatabase *self, guint which, GError **error, const char *types, ...)
{
    sqlite3_stmt *statement;
    gboolean done;
    va_list args;

    va_start(args, types);
    statement = prepare(self, which, types, args, error);
    va_end(args);
    if (!statement)
        return FALSE;
    done = sqlite3_step(statement) == SQLITE_DONE || fail(self, error);
    sqlite3_reset(statement);
    return done;
}

WbRows *
wb_database_query(WbDatabase *self, guint which, GError **error, const char *types, ...)
{
    sqlite3_stmt *statement;
    va_list args;

    va_start(args, types);
    statement = prepare(self, which, types, args, error);
    va_end(args);
    return (WbRows *)statement;
}

guint
wb_database_count_changes(const WbDatabase *self)
{
    return (guint)sqlite3_changes(self->db);
}

gboolean
wb_database_next(WbDatabase *self, WbRows *rows, gboolean *ok, GError **error)
{
    int code = rows ? sqlite3_step(statement_of(rows)) : SQLITE_ERROR;

    if (code == SQLITE_ROW)
        return TRUE;
    *ok = code == SQLITE_DONE;
    if (rows && !*ok)
        fail(self, error);
    if (rows)
        wb_rows_stop(rows);
    return FALSE;
}

void
wb_rows_stop(WbRows *self)
{
    sqlite3_reset(statement_of(self));
}

const char *
wb_rows_peek_text(WbRows *self, guint column)
{
    return (const char *)sqlite3_column_text(statement_of(self), (int)column);
}

char *
wb_rows_dup_text(WbRows *self, guint column)
{
    return g_strdup(wb_rows_peek_text(self, column));
}

gint64
wb_rows_get_number(WbRows *self, guint column)
{
    return sqlite3_column_int64(statement_of(self), (int)column);
}

gboolean
wb_rows_is_null(WbRows *self, guint column)
{
    return sqlite3_column_type(statement_of(self), (int)column) == SQLITE_NULL;
}
