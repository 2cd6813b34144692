/* A database in one file: statements by number, errors in plain words. The one home of SQLite. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WB_DATABASE_ERROR wb_database_error_quark()
GQuark wb_database_error_quark(void);

typedef enum {
    WB_DATABASE_ERROR_BUSY,   /* another program has it */
    WB_DATABASE_ERROR_WRONG,  /* not one of this kind, or one of a later version */
    WB_DATABASE_ERROR_FAILED, /* could not be opened, read or written */
} WbDatabaseError;

/* What is kept in a file, and how. */
typedef struct {
    const char *name;              /* as in "this is not a NAME" */
    gint32 application;            /* tells it from other people's databases */
    const char *const *migrations; /* the SQL that leads to version 1, from there to 2, ... */
    guint version;                 /* how many those are: the user_version */
    const char *const *statements;
    guint n_statements;
} WbDatabaseKind;

typedef struct _WbDatabase WbDatabase;
typedef struct _WbRows WbRows; /* what a statement gives, row by row */

/* Without @alone the file has to be there. With it the file is made where it is not there, readable
 * by its owner alone, and nobody else can use it until it is freed. Waits some seconds for others.
 */
WbDatabase *wb_database_open(const char *path, const WbDatabaseKind *kind, gboolean alone,
                             GError **error);
/* What was not committed is rolled back. */
void wb_database_free(WbDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbDatabase, wb_database_free)

gboolean wb_database_execute(WbDatabase *self, const char *sql, GError **error);
/* What follows @types is bound in order: t a text or NULL, i a gint64, n nothing. */
gboolean wb_database_run(WbDatabase *self, guint statement, GError **error, const char *types, ...);
/* The rows are lent, until the same statement is used again. NULL on failure. */
WbRows *wb_database_query(WbDatabase *self, guint statement, GError **error, const char *types,
                          ...);
/* How many rows the last statement changed. */
guint wb_database_count_changes(const WbDatabase *self);

/* TRUE while there is a row. On FALSE @ok tells the end from a failure; NULL rows are a failure
 * that has been told already. */
gboolean wb_database_next(WbDatabase *self, WbRows *rows, gboolean *ok, GError **error);
/* Ends it early; without that what it reads stays locked. */
void wb_rows_stop(WbRows *self);
const char *wb_rows_peek_text(WbRows *self, guint column); /* until the next row; may be NULL */
char *wb_rows_dup_text(WbRows *self, guint column);
gint64 wb_rows_get_number(WbRows *self, guint column);
gboolean wb_rows_is_null(WbRows *self, guint column);

G_END_DECLS
