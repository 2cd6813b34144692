/* Runs of a paragraph that is put together piece by piece, with the texts that they are of. */
#pragma once

#include "draw.h"

G_BEGIN_DECLS

typedef struct {
    GArray *runs;     /* of WbDrawRun */
    GPtrArray *texts; /* of char*, owned */
} WbRuns;

WbRuns *wb_runs_new(void);
WbRuns *wb_runs_new_of(const WbDrawStyle *style, char *text); /* one run, that owns the text */
void wb_runs_free(WbRuns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbRuns, wb_runs_free)

/* The style outlives the runs. */
void wb_runs_add(WbRuns *self, const WbDrawStyle *style, const char *text);
void wb_runs_take(WbRuns *self, const WbDrawStyle *style, char *text); /* owns the text */
void wb_runs_clear(WbRuns *self);
const WbDrawRun *wb_runs_peek(const WbRuns *self); /* self->runs->len of them */

G_END_DECLS
