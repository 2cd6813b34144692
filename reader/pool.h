/* Reads many returned files, each in a confined child process of its own, both cores busy; one bad
 * file never costs another. */
#pragma once

#include <glib.h>

#include "editions.h"
#include "record.h"

G_BEGIN_DECLS

typedef struct {
    const char *path;
    const char *name; /* what the record calls the file */
} WbReturn;

typedef struct {
    const WbEditions *editions;
    gboolean trust_attached; /* believe an attached edition that is not among them */
    guint jobs;              /* children at once; 0: one a core */
} WbPoolOptions;

typedef gboolean (*WbPoolPreparation)(gpointer data, GError **error);

/* Does what comes before a pool and allocates much, such as loading editions, on a heap of its own.
 * Every child begins with our heap, and what has been freed in it is what a child is given first:
 * the kernel then copies page after page, half of all that the child touches. */
gboolean wb_pool_prepare(WbPoolPreparation work, gpointer data, GError **error);

/* Called in the parent, in the order of the input, once a file. @attached is an edition that was
 * believed under trust_attached and is not among the known ones, or NULL. FALSE stops the run. */
typedef gboolean (*WbPoolDone)(const WbRecord *record, const WbEdition *attached, gpointer data,
                               GError **error);

/* @returns: of WbReturn, lent. FALSE where @done said so or no child could be made. */
gboolean wb_pool_read(GPtrArray *returns, const WbPoolOptions *options, WbPoolDone done,
                      gpointer data, GError **error);

G_END_DECLS
