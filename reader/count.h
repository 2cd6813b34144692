/* Counting: the returns of a harvest, one after the other, into a tally. What a field is to the
 * summary is said by its role, need and tally in the editions. */
#pragma once

#include "aliases.h"
#include "store.h"
#include "tally.h"

G_BEGIN_DECLS

typedef struct _WbCount WbCount;

typedef struct {
    gboolean internal;    /* with contacts, quotes and what is sensitive */
    WbAliases *aliases;   /* lent, or NULL */
    const char *language; /* of the labels where there is a choice, or NULL: English; lent */
    gboolean people;      /* keeps what a comparison with another round needs */
} WbCountOptions;

/* @codebook outlives it and the tally. */
WbCount *wb_count_new(const WbCodebook *codebook, const WbCountOptions *options);
void wb_count_free(WbCount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbCount, wb_count_free)

void wb_count_add(WbCount *self, const WbStored *stored);
/* Once, after the last return. The tally is the caller's. */
WbTally *wb_count_finish(WbCount *self);

G_END_DECLS
