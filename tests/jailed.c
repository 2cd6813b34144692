#include "jailed.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "confine.h"

volatile JailedShared *jailed_shared;

void
jailed_init(void)
{
    g_assert_true(wb_confine_prepare());
    jailed_shared = mmap(NULL, sizeof *jailed_shared, PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    g_assert_true((gpointer)jailed_shared != MAP_FAILED);
}

WbJailEnd
jailed_run_with(WbJailWork work, const char *input, gconstpointer data, char **text)
{
    g_autoptr(GBytes) file = g_bytes_new(input, strlen(input));
    g_autoptr(GError) error = NULL;
    WbJailEnd end;

    end = wb_jail_run(work, file, (gpointer)data, text, &error);
    g_assert_no_error(error);
    return end;
}

WbJailEnd
jailed_run(WbJailWork work, const char *input, char **text)
{
    return jailed_run_with(work, input, NULL, text);
}

char *
jailed_echo(GBytes *file, gpointer data)
{
    return g_strndup(g_bytes_get_data(file, NULL), g_bytes_get_size(file));
}

/* Costs no CPU at all: only the watchdog sees it. */
char *
jailed_sleep(GBytes *file, gpointer data)
{
    static int word;

    jailed_shared->child = getpid();
    while (file)
        syscall(SYS_futex, &word, 0 /* FUTEX_WAIT */, 0, NULL, NULL, 0);
    return NULL;
}

/* The parent, before and after. */

guint
jailed_count_descriptors(void)
{
    g_autoptr(GDir) folder = g_dir_open("/proc/self/fd", 0, NULL);
    guint n = 0;

    while (g_dir_read_name(folder))
        n++;
    return n;
}

static void
assert_no_child(void)
{
    g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1);
    g_assert_cmpint(errno, ==, ECHILD);
}

/* The next child works, nobody is left behind, nothing stays open. */
void
jailed_assert_untouched(guint descriptors)
{
    g_autofree char *text = NULL;

    assert_no_child();
    g_assert_cmpuint(jailed_count_descriptors(), ==, descriptors);
    g_assert_cmpint(jailed_run(jailed_echo, "hello", &text), ==, WB_JAIL_DONE);
    g_assert_cmpstr(text, ==, "hello");
    assert_no_child();
    g_assert_cmpuint(jailed_count_descriptors(), ==, descriptors);
}

/* What is outside. */

char jailed_kept[256];
char jailed_created[256];
struct sockaddr_in jailed_listener;

static volatile sig_atomic_t signals; /* that reached the parent */

static void
on_signal(int number)
{
    signals++;
}

static int
listen_locally(void)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    socklen_t size = sizeof jailed_listener;

    jailed_listener = (struct sockaddr_in){.sin_family = AF_INET};
    jailed_listener.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    g_assert_cmpint(bind(fd, (struct sockaddr *)&jailed_listener, size), ==, 0);
    g_assert_cmpint(listen(fd, 1), ==, 0);
    g_assert_cmpint(getsockname(fd, (struct sockaddr *)&jailed_listener, &size), ==, 0);
    return fd;
}

void
jailed_set_up(JailedOutside *outside, gconstpointer data)
{
    outside->folder = g_dir_make_tmp("jail-XXXXXX", NULL);
    g_assert_nonnull(outside->folder);
    g_snprintf(jailed_kept, sizeof jailed_kept, "%s/kept", outside->folder);
    g_snprintf(jailed_created, sizeof jailed_created, "%s/created", outside->folder);
    g_assert_true(g_file_set_contents(jailed_kept, "as before", -1, NULL));
    outside->fd = listen_locally();
    outside->descriptors = jailed_count_descriptors();
    signals = 0;
    signal(SIGUSR1, on_signal);
    jailed_shared->went_on = FALSE;
}

void
jailed_assert_nothing_happened(const JailedOutside *outside)
{
    struct pollfd connection = {outside->fd, POLLIN, 0};
    g_autofree char *text = NULL;
    GStatBuf status;

    g_assert_true(g_file_get_contents(jailed_kept, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "as before");
    g_assert_cmpint(g_stat(jailed_kept, &status), ==, 0);
    g_assert_cmpint(status.st_nlink, ==, 1);
    g_assert_cmpint(status.st_mode & 0600, ==, 0600);
    g_assert_cmpint(g_lstat(jailed_created, &status), ==, -1);
    g_assert_cmpint(poll(&connection, 1, 0), ==, 0);
    g_assert_cmpint(signals, ==, 0);
    g_assert_cmpint(getpriority(PRIO_PROCESS, 0), <, 19);
    jailed_assert_untouched(outside->descriptors);
}

void
jailed_tear_down(JailedOutside *outside, gconstpointer data)
{
    signal(SIGUSR1, SIG_DFL);
    close(outside->fd);
    g_unlink(jailed_kept);
    g_rmdir(outside->folder);
    g_free(outside->folder);
}
