/* One round of returns: what a harvest database holds, counted. */
#pragma once

#include "aliases.h"
#include "tally.h"

G_BEGIN_DECLS

typedef struct {
    const char *called;   /* what messages call the database */
    const char *language; /* of the labels, or NULL */
    gboolean internal;
    WbAliases *aliases; /* lent, or NULL */
    gboolean people;    /* it is to be compared with another round */
} WbRoundOptions;

typedef struct {
    WbEditions *editions; /* of the workbooks of which a return counts */
    WbCodebook *codebook;
    WbTally *tally;
} WbRound;

/* Where there is nothing to count, that is the error: CALLED: what. */
WbRound *wb_round_load(const char *path, const WbRoundOptions *options, GError **error);
void wb_round_free(WbRound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbRound, wb_round_free)

G_END_DECLS
