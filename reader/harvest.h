/* Folders of returns into a harvest database, as the command does it, for others who need one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Says to standard error what the command says. @editions: paths, NULL at the end. */
gboolean wb_harvest_folder(const char *folder, char **editions, const char *into, GError **error);

G_END_DECLS
