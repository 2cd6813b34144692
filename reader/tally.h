/* The tally: what all returns together say about each need, driven by the roles and needs that the
 * editions give their fields and by nothing else. */
#pragma once

#include <glib.h>

#include "codebook.h"
#include "store.h"

G_BEGIN_DECLS

typedef struct {
    char *name;            /* as it was written most often */
    guint returns;         /* that named it for this need */
    GHashTable *spellings; /* char*, owned -> how often */
} WbTallyProvider;

typedef struct {
    char *need;           /* "crisis.safety" */
    char *label;          /* of a need that participants wrote in themselves: their words */
    guint asked;          /* returns that filled in something on a page that asks for it */
    guint named;          /* returns that named somebody */
    GPtrArray *providers; /* of WbTallyProvider, owned: the one named most often first */
    gboolean written_in;
    GHashTable *pages; /* char*, owned: where it is asked */
    GHashTable *names; /* folded name, owned -> WbTallyProvider, lent */
} WbTallyNeed;

typedef struct {
    char *id, *label;
    GPtrArray *needs; /* of WbTallyNeed, owned, in the order of the pages */
} WbTallySection;

typedef struct {
    const WbCodebook *codebook;     /* lent */
    guint complete, partial, blank; /* returns that count */
    guint superseded;               /* returns that a later one of the same person replaces */
    guint problems;                 /* files that could not be used */
    GPtrArray *sections;            /* of WbTallySection, owned */
    GHashTable *needs;              /* key, owned -> WbTallyNeed, lent */
    GHashTable *nothing;            /* set of folded answers that name nobody, in any language */
    GHashTable *labels; /* table and row, owned -> WbCodebookEntry, lent, that takes the need */
} WbTally;

/* @codebook outlives it. Every need of its editions is there, also those that nobody answers. */
WbTally *wb_tally_new(const WbCodebook *codebook);
void wb_tally_free(WbTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbTally, wb_tally_free)

void wb_tally_add(WbTally *self, const WbStored *stored);
/* Once everything is added: puts the names in order. */
void wb_tally_finish(WbTally *self);

/* What the returns say about a need. */
typedef enum {
    WB_NEED_UNKNOWN, /* nobody has filled in the page that asks for it */
    WB_NEED_GAP,     /* nobody was named */
    WB_NEED_ONE,     /* one provider */
    WB_NEED_SEVERAL,
    WB_NEED_STATES /* how many states there are */
} WbNeedState;

WbNeedState wb_tally_need_get_state(const WbTallyNeed *self);

/* What two spellings of one name have in common: case, width, punctuation and spacing gone. */
char *wb_tally_fold(const char *name);

G_END_DECLS
