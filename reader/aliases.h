/* The alias file: which names are one, as people have decided. A table with the columns name and
 * is; a row that names itself says that the name stands for itself, whatever it looks like. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WbAliases WbAliases;

/* Chains are followed. A cycle, an unknown column, a name with two meanings: PATH:LINE: what. */
WbAliases *wb_aliases_load(const char *path, GError **error);
WbAliases *wb_aliases_parse(const char *text, gssize length, const char *path, GError **error);
void wb_aliases_free(WbAliases *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbAliases, wb_aliases_free)

/* Where a folded name (wb_name_fold_agency) leads: a folded name, and in @name as the file writes
 * it. NULL where the file does not mention it. */
const char *wb_aliases_lookup(WbAliases *self, const char *folded, const char **name);

/* Calls @unused with the line and the name of every row that was never looked up. */
void wb_aliases_each_unused(const WbAliases *self,
                            void (*unused)(guint line, const char *name, gpointer data),
                            gpointer data);

G_END_DECLS
