/* Who has returned a copy, written down: for a terminal, as a table, as JSON; and whom to remind.
 */
#pragma once

#include "attendance.h"

G_BEGIN_DECLS

typedef struct {
    const char *name; /* as in --format=NAME */
    void (*write)(const WbAttendance *attendance, GString *out);
} WbAttendanceFormat;

/* NULL where there is none of this name. */
const WbAttendanceFormat *wb_attendance_lookup_format(const char *name);

/* A table of those of whom nothing of use came back, for a mail merge. */
void wb_attendance_write_missing(const WbAttendance *attendance, GString *out);

G_END_DECLS
