/* A confined child process that makes text of bytes nobody vouches for. It has no files, no
 * network, no children of its own, and little memory and time; whatever becomes of it, the parent
 * goes on. */
#pragma once

#include <glib.h>

#include "confine.h"

G_BEGIN_DECLS

/* For one file: while others do not hold it up, and however busy the machine is. */
#define WB_JAIL_SECONDS (5 * WB_CONFINED_SLOWER)
#define WB_JAIL_MOST_SECONDS (15 + 15 * WB_CONFINED_SLOWER)
#define WB_JAIL_MOST_TEXT (8 * 1024 * 1024) /* bytes */

typedef enum {
    WB_JAIL_DONE,
    WB_JAIL_TOO_LONG,
    WB_JAIL_TOO_MUCH_MEMORY,
    WB_JAIL_TOO_MUCH_TEXT,
    WB_JAIL_DIED,       /* by a signal, or without a whole answer */
    WB_JAIL_UNCONFINED, /* this system refuses to confine it: nothing was read */
} WbJailEnd;

typedef struct _WbJail WbJail;

/* Runs in the child. The text becomes the child's last word. */
typedef char *(*WbJailWork)(GBytes *file, gpointer data);

/* Forks: the caller must have no threads. NULL where no process could be made. */
WbJail *wb_jail_start(WbJailWork work, GBytes *file, gpointer data, GError **error);

/* For g_poll: there is something to read, or the deadline (monotonic time) has passed. A step may
 * find that the child had to wait for the CPU, and move the deadline. */
int wb_jail_get_fd(const WbJail *self);
gint64 wb_jail_get_deadline(const WbJail *self);

/* Takes what there is to read and never waits. TRUE once the child is through. */
gboolean wb_jail_step(WbJail *self);

/* How it ended; the text is the caller's, without a promise of what is in it, and NULL unless done.
 */
WbJailEnd wb_jail_end(const WbJail *self);
char *wb_jail_steal_text(WbJail *self);
gboolean wb_jail_is_over_deadline(const WbJail *self);
void wb_jail_free(WbJail *self); /* ends the child first if need be */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbJail, wb_jail_free)

/* One child, waited for. */
WbJailEnd wb_jail_run(WbJailWork work, GBytes *file, gpointer data, char **text, GError **error);

G_END_DECLS
