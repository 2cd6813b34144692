/* Names that are likely one: nearly the same spelling, one name within another, initials. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { WB_TWIN_SPELLING, WB_TWIN_WORDS, WB_TWIN_INITIALS } WbTwinReason;

typedef struct {
    guint first, second; /* places in the names; first < second */
    WbTwinReason reason;
} WbTwin;

/* Of WbTwin, in order of first and second, each pair once. @names are folded (wb_name_fold_agency)
 * and @n different ones. */
GArray *wb_twins_find(const char *const *names, guint n);

G_END_DECLS
