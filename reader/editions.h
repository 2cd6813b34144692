/* The editions that a reader knows: loaded from folders and databases before any return is opened.
 */
#pragma once

#include <glib.h>

#include "edition.h"

G_BEGIN_DECLS

typedef struct _WbEditions WbEditions;

WbEditions *wb_editions_new(void);
void wb_editions_free(WbEditions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbEditions, wb_editions_free)

/* Takes the edition; one whose fingerprint is known already is freed. */
void wb_editions_add(WbEditions *self, WbEdition *edition);
/* Every *.edition.json of a folder, or one such file. */
gboolean wb_editions_load(WbEditions *self, const char *path, GError **error);
/* Drops those of workbooks that are not in a set of ids. */
void wb_editions_keep(WbEditions *self, GHashTable *workbooks);
guint wb_editions_count(const WbEditions *self);
const WbEdition *wb_editions_peek(const WbEditions *self, guint n); /* in order of fingerprint */
const WbEdition *wb_editions_lookup(const WbEditions *self, const char *fingerprint);
const WbEdition *wb_editions_lookup_code(const WbEditions *self, const char *code);

/* FALSE where neither an edition nor the house's own words are in the language that was asked for
 * (NULL: none was): all would come out in another. */
gboolean wb_editions_check_language(const WbEditions *self, const char *language, GError **error);

G_END_DECLS
