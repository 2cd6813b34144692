/* Two rounds of one workbook: what has changed for each need, and in the answers of people who
 * answered both times. */
#pragma once

#include <glib.h>

#include "tally.h"

G_BEGIN_DECLS

typedef enum {
    WB_CHANGE_LOST,    /* somebody was named, now nobody is */
    WB_CHANGE_FRAGILE, /* was covered, now rests on one */
    WB_CHANGE_CLOSED,  /* a gap was closed: somebody is named now */
    WB_CHANGE_COVERED, /* rested on one, is covered now */
    WB_CHANGE_NONE,    /* the state is the same */
    WB_CHANGE_UNTOLD,  /* one of the rounds does not ask, or nobody answered */
    WB_CHANGES
} WbChange;

/* "lost", "newly-fragile", "gap-closed", "newly-covered", "unchanged", "untold": as in the JSON. */
const char *wb_change_name(WbChange change);

typedef struct {
    const WbTallyNeed *need; /* of this round */
    WbNeedState before, after;
    WbChange change;
    GPtrArray *gained, *lost; /* of char*, owned: names of providers that only one round names */
} WbNeedChange;

/* One field as people answered it who did so in both rounds. */
typedef struct {
    char *field, *label;
    WbShown people; /* who answered it both times */
    gboolean
        withheld; /* fewer than three, or a change could be told from its fellow: nothing below */
    WbShown changed; /* of them: who answer otherwise now */
    gboolean number; /* then the means are there */
    double before, after;
} WbAnswerChange;

struct _WbComparison {
    guint counted_before, counted_after; /* returns that count and are not blank */
    guint states_before[WB_NEED_STATES]; /* as WbTally.states of the earlier round */
    guint changes[WB_CHANGES];           /* needs by change; the same need asked twice is one */
    GPtrArray *needs;                    /* of WbNeedChange, owned: by section and need */
    WbShown people;                      /* who returned both times, as far as can be told */
    GPtrArray *answers;                  /* of WbAnswerChange, owned: by the codebook */
};

/* @now and @before are counted with the people in them. NULL where they have no workbook in common.
 */
WbComparison *wb_comparison_new(const WbTally *now, const WbTally *before, GError **error);
void wb_comparison_free(WbComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbComparison, wb_comparison_free)

G_END_DECLS
