/* How far somebody got in a workbook: which of the pages that ask for something are touched. Who
 * filled it in is no progress. */
#pragma once

#include "edition.h"

G_BEGIN_DECLS

typedef struct _WbProgress WbProgress;

/* The edition outlives it. */
WbProgress *wb_progress_new(const WbEdition *edition);
void wb_progress_free(WbProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbProgress, wb_progress_free)

/* Back to the blank. */
void wb_progress_reset(WbProgress *self);
/* A field that was answered by whoever returned it; one that the edition does not have is nothing.
 */
void wb_progress_add(WbProgress *self, const char *field);

/* "blank", "partial" or "complete". */
const char *wb_progress_get_state(const WbProgress *self);
/* Of WbEditionPage, lent: what asks for something and has no answer, the first sheet of each page.
 */
GPtrArray *wb_progress_list_untouched(const WbProgress *self);

G_END_DECLS
