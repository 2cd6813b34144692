/* A confined child and what is around it: works that the tests of confinement and those of the jail
 * both give it, and what must be as before once it has ended. */
#pragma once

#include <netinet/in.h>

#include "jail.h"

G_BEGIN_DECLS

/* What parent and child both see; the pipe is for what the child says. */
typedef struct {
    pid_t child;
    gboolean went_on; /* the child, or a child of it, came back from what should have ended it */
} JailedShared;

extern volatile JailedShared *jailed_shared;

/* First of all: makes the shared page, and confinement ready. */
void jailed_init(void);

/* One child, waited for; it is a failure if none could be made. */
WbJailEnd jailed_run(WbJailWork work, const char *input, char **text);
WbJailEnd jailed_run_with(WbJailWork work, const char *input, gconstpointer data, char **text);

/* Works. */
char *jailed_echo(GBytes *file, gpointer data);
char *jailed_sleep(GBytes *file, gpointer data); /* says its process id in the shared page */

/* Of this process. */
guint jailed_count_descriptors(void);

/* The next child works, nobody is left behind, nothing stays open. */
void jailed_assert_untouched(guint descriptors);

/* Around a child: a file, a port and a signal that would show what it did. */
typedef struct {
    char *folder;
    int fd;
    guint descriptors;
} JailedOutside;

/* Absolute, and set before any child is made. */
extern char jailed_kept[256];    /* a file that is there */
extern char jailed_created[256]; /* one that is not */
extern struct sockaddr_in jailed_listener;

void jailed_set_up(JailedOutside *outside, gconstpointer data);
void jailed_assert_nothing_happened(const JailedOutside *outside);
void jailed_tear_down(JailedOutside *outside, gconstpointer data);

G_END_DECLS
