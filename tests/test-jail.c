/* The confined child: what it may not do, and each way in which it can end. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine.h"
#include "jail.h"

static WbJailEnd
run(WbJailWork work, const char *input, char **text)
{
    g_autoptr(GBytes) file = g_bytes_new(input, strlen(input));
    g_autoptr(GError) error = NULL;
    WbJailEnd end;

    g_assert_true(wb_confine_prepare());
    end = wb_jail_run(work, file, NULL, text, &error);
    g_assert_no_error(error);
    return end;
}

static char *
do_echo(GBytes *file, gpointer data)
{
    return g_strndup(g_bytes_get_data(file, NULL), g_bytes_get_size(file));
}

static char *
do_large(GBytes *file, gpointer data)
{
    return g_strnfill(WB_JAIL_MOST_TEXT, 'x');
}

static char *
do_too_large(GBytes *file, gpointer data)
{
    return g_strnfill(WB_JAIL_MOST_TEXT + 1, 'x');
}

/* Writes past the protocol, as somebody who has taken the child over would. */
static char *
do_flood(GBytes *file, gpointer data)
{
    g_autofree char *block = g_strnfill(65536, 'x');

    while (write(WB_CONFINED_FD, block, 65536) > 0)
        ;
    return NULL;
}

static char *
do_garbage(GBytes *file, gpointer data)
{
    if (write(WB_CONFINED_FD, "WBR1garbage", 11) < 0)
        _exit(1);
    _exit(0);
}

static char *
do_nothing(GBytes *file, gpointer data)
{
    _exit(0);
}

static char *
do_crash(GBytes *file, gpointer data)
{
    char *nowhere = data;

    *(volatile char *)(nowhere + 8) = 1;
    return NULL;
}

static char *
do_spin(GBytes *file, gpointer data)
{
    for (volatile guint i = 0; file; i++)
        ;
    return NULL;
}

/* Costs no CPU at all: only the watchdog sees it. */
static char *
do_sleep(GBytes *file, gpointer data)
{
    static int word;

    while (file)
        syscall(SYS_futex, &word, 0 /* FUTEX_WAIT */, 0, NULL, NULL, 0);
    return NULL;
}

static char *
do_allocate(GBytes *file, gpointer data)
{
    while (file)
        memset(g_malloc(16 << 20), 1, 16 << 20);
    return NULL;
}

static char *
dup_result(long result)
{
    return g_strdup(result >= 0 ? "done" : g_strerror(errno));
}

static char *
do_open(GBytes *file, gpointer data)
{
    return dup_result(open("/etc/passwd", O_RDONLY));
}

static char *
do_create(GBytes *file, gpointer data)
{
    return dup_result(open("created", O_CREAT | O_WRONLY, 0600));
}

static char *
do_write_elsewhere(GBytes *file, gpointer data)
{
    return dup_result(write(WB_CONFINED_FD + 1, "x", 1));
}

static char *
do_socket(GBytes *file, gpointer data)
{
    return dup_result(socket(AF_INET, SOCK_STREAM, 0));
}

static char *
do_exec(GBytes *file, gpointer data)
{
    return dup_result(execl("/bin/true", "true", NULL));
}

static char *
do_fork(GBytes *file, gpointer data)
{
    return dup_result(fork());
}

static char *
do_kill(GBytes *file, gpointer data)
{
    return dup_result(kill(1, 0));
}

static char *
do_ptrace(GBytes *file, gpointer data)
{
    return dup_result(syscall(SYS_ptrace, 0, 0, 0, 0));
}

static char *
do_map_program(GBytes *file, gpointer data)
{
    return dup_result(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
                          ? -1
                          : 0);
}

static void
test_ends(void)
{
    static const struct {
        WbJailWork work;
        WbJailEnd end;
    } cases[] = {
        {do_echo, WB_JAIL_DONE},
        {do_large, WB_JAIL_DONE},
        {do_too_large, WB_JAIL_TOO_MUCH_TEXT},
        {do_flood, WB_JAIL_TOO_MUCH_TEXT},
        {do_garbage, WB_JAIL_DIED},
        {do_nothing, WB_JAIL_DIED},
        {do_crash, WB_JAIL_DIED},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = NULL;

        g_assert_cmpint(run(cases[i].work, "hello", &text), ==, cases[i].end);
        g_assert_true((text != NULL) == (cases[i].end == WB_JAIL_DONE));
    }
}

static void
test_echo(void)
{
    g_autofree char *text = NULL;

    g_assert_cmpint(run(do_echo, "hello", &text), ==, WB_JAIL_DONE);
    g_assert_cmpstr(text, ==, "hello");
}

/* Side by side: one ends by its CPU time, the other by the watchdog. */
static void
test_time(void)
{
    static const WbJailWork works[] = {do_spin, do_sleep};
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    gint64 start = g_get_monotonic_time();
    WbJail *jails[G_N_ELEMENTS(works)];

    for (gsize i = 0; i < G_N_ELEMENTS(works); i++)
        jails[i] = wb_jail_start(works[i], file, NULL, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(works); i++) {
        while (!wb_jail_step(jails[i]))
            g_usleep(10000);
        g_assert_cmpint(wb_jail_end(jails[i]), ==, WB_JAIL_TOO_LONG);
        wb_jail_free(jails[i]);
    }
    g_assert_cmpint(g_get_monotonic_time() - start, <, 7 * G_USEC_PER_SEC);
}

static void
test_memory(void)
{
    g_autofree char *text = NULL;

#if defined(__SANITIZE_ADDRESS__)
    g_test_skip("the address sanitizer needs the address space");
    return;
#endif
    g_assert_cmpint(run(do_allocate, "", &text), ==, WB_JAIL_TOO_MUCH_MEMORY);
}

/* Files fail, so that libraries can do without; all else ends the child at once. */
static void
test_confined(void)
{
    static const WbJailWork refused[] = {do_open, do_create};
    static const WbJailWork fatal[] = {do_socket, do_exec,   do_fork,
                                       do_kill,   do_ptrace, do_map_program};

    for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autofree char *text = NULL;

        g_assert_cmpint(run(refused[i], "", &text), ==, WB_JAIL_DONE);
        g_assert_cmpstr(text, ==, g_strerror(EACCES));
    }
    for (gsize i = 0; i < G_N_ELEMENTS(fatal); i++) {
        g_autofree char *text = NULL;

        g_assert_cmpint(run(fatal[i], "", &text), ==, WB_JAIL_DIED);
    }
}

/* What the parent has open (a database, other returns) is not open in the child. */
static void
test_descriptors(void)
{
    g_autofree char *text = NULL;

    g_assert_cmpint(run(do_write_elsewhere, "", &text), ==, WB_JAIL_DONE);
    g_assert_cmpstr(text, ==, g_strerror(EBADF));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/jail/echo", test_echo);
    g_test_add_func("/jail/ends", test_ends);
    g_test_add_func("/jail/confined", test_confined);
    g_test_add_func("/jail/descriptors", test_descriptors);
    g_test_add_func("/jail/memory", test_memory);
    g_test_add_func("/jail/time", test_time);
    return g_test_run();
}
