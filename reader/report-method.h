/* How the numbers came about and what they do not tell: the same sentences in each format. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Ids of the house's words, in their order; the last is followed by NULL. */
extern const char *const wb_report_method[];

G_END_DECLS
