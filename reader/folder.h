/* The folders of a harvest: every PDF file in them and below, in one order on every machine. */
#pragma once

#include <glib.h>

#include "store.h"

G_BEGIN_DECLS

typedef struct {
    GPtrArray *paths; /* of char*, owned */
    GPtrArray *files; /* of WbStoreFile, owned: the same file in the same place; without its key */
    guint skipped;    /* files that are no PDF by name, or hidden */
} WbFolder;

/* Links to files are followed, links to folders are not. A file named by itself is taken whatever
 * it is called. NULL where a folder cannot be listed: its files would seem to have left it. */
WbFolder *wb_folder_list(char **paths, GError **error);
void wb_folder_free(WbFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbFolder, wb_folder_free)

/* SHA-256 of a file's bytes in hexadecimal; NULL where it cannot be read. */
char *wb_folder_dup_sha256(const char *path);

G_END_DECLS
