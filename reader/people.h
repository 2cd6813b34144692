/* Who has returned more than one file: copies of one person, and files that only look like it. */
#pragma once

#include <stdio.h>

#include "store.h"

G_BEGIN_DECLS

/* Says to @out which files are of one person, which of them counts, and in which fields they
 * differ. Names and answers stay in the database. */
gboolean wb_people_say(WbStore *store, FILE *out, GError **error);

G_END_DECLS
