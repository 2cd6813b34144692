/* Who has returned a copy and who has not: the copies that were handed out against what a harvest
 * holds. No answers are in it. */
#pragma once

#include "codebook.h"
#include "roster.h"
#include "store.h"

G_BEGIN_DECLS

typedef enum {
    WB_PERSON_COMPLETE,
    WB_PERSON_PARTIAL,
    WB_PERSON_BLANK,
    WB_PERSON_UNREADABLE, /* a file that is named like the copy came, and could not be used */
    WB_PERSON_MISSING,
    WB_PERSON_N_STATES
} WbPersonState;

const char *wb_person_state_name(WbPersonState state);

typedef struct {
    guint number;
    const char *title; /* lent, in the language of the codebook */
} WbUntouched;

/* A file that nothing proves to be this person's. */
typedef struct {
    char *file;
    const char *because; /* "is named like the copy": lives for ever */
} WbMaybe;

typedef struct {
    const WbRosterRow *row; /* lent */
    WbPersonState state;
    char *returned;           /* "2026-11-02", the day it was saved; or NULL */
    char *file;               /* that counts, or could not be used; or NULL */
    const WbFinding *problem; /* of an unreadable one, */
    char *detail;             /* what its words leave open; or NULL */
    guint further;            /* files of this copy that do not count */
    GArray *untouched;        /* of WbUntouched: pages of a partial return */
    GPtrArray *maybe;         /* of WbMaybe, owned; only where nothing of use came back */
} WbPerson;

/* A file that is nobody's of the roster. */
typedef struct {
    char *file;
    char *copy;               /* an id that was not handed out, or NULL */
    const WbFinding *problem; /* or NULL */
    char *detail;
} WbStray;

typedef struct {
    GPtrArray *people;     /* of WbPerson, owned, in the order of the roster */
    GPtrArray *unknown;    /* of WbStray, owned: copies that are not in the roster */
    GPtrArray *unclaimed;  /* of WbStray, owned: without an id, and nobody's by what they say */
    GPtrArray *unreadable; /* of WbStray, owned: named like no copy */
    guint counts[WB_PERSON_N_STATES];
} WbAttendance;

/* @roster, of WbRosterRow, and @codebook outlive it. */
WbAttendance *wb_attendance_new(WbStore *store, const GPtrArray *roster, const WbEditions *editions,
                                const WbCodebook *codebook, GError **error);
void wb_attendance_free(WbAttendance *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbAttendance, wb_attendance_free)

G_END_DECLS
