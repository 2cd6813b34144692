/* A roster: who gets a personal copy, in which language, and what stands in it already. A table as
 * spreadsheets write it: key, language, file, email, and columns named after fields. */
#pragma once

#include "filling.h"

G_BEGIN_DECLS

#define WB_ROSTER_ERROR wb_roster_error_quark()
GQuark wb_roster_error_quark(void);

typedef struct {
    guint line;          /* of the file */
    char *key;           /* what the coordinator calls the person; unique */
    char *language;      /* BCP 47; NULL: the workbook's own */
    char *file, *email;  /* NULL where the table does not say */
    GPtrArray *fillings; /* of WbFilling, owned */
} WbRosterRow;

typedef struct {
    char *path;
    GPtrArray *rows; /* of WbRosterRow, owned, in the order of the table */
} WbRoster;

/* @workbook names the fields and outlives the roster. On failure NULL, and the message holds every
 * complaint of the run, "path:line: what", one a line. */
WbRoster *wb_roster_load(const char *path, const WbWorkbook *workbook, GError **error);
void wb_roster_free(WbRoster *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbRoster, wb_roster_free)

/* A complaint as wb_roster_load makes them. */
void wb_roster_complain(const WbRoster *self, GString *complaints, guint line, const char *format,
                        ...) G_GNUC_PRINTF(4, 5);

G_END_DECLS
