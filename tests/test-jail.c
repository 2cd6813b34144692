/* The jail: each way in which a confined child can end, and what it can say, after all of which the
 * parent goes on as if nothing had happened. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "confine.h"
#include "jailed.h"

/* By time. */

static char *
do_spin(GBytes *file, gpointer data)
{
    for (volatile guint i = 0; file; i++)
        ;
    return NULL;
}

/* Somebody who has taken the child over does not heed the first warning. */
static char *
do_spin_on(GBytes *file, gpointer data)
{
    signal(SIGXCPU, SIG_IGN);
    return do_spin(file, data);
}

static char *
do_spin_known(GBytes *file, gpointer data)
{
    jailed_shared->child = getpid();
    return do_spin(file, data);
}

/* What takes this much CPU takes longer than the deadline where eight share one. */
static char *
do_compute(GBytes *file, gpointer data)
{
    const gint64 most_us = 750000 * WB_CONFINED_SLOWER;
    struct timespec used = {0, 0};

    jailed_shared->child = getpid();
    while (used.tv_sec * (gint64)G_USEC_PER_SEC + used.tv_nsec / 1000 < most_us)
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return g_strdup("computed");
}

static void
send_bytes(const char *bytes, gsize length)
{
    while (length > 0) {
        gssize n = write(WB_CONFINED_FD, bytes, length);

        if (n <= 0)
            _exit(1);
        bytes += n;
        length -= (gsize)n;
    }
}

static char *
do_sleep_in_frame(GBytes *file, gpointer data)
{
    send_bytes("WBR1\0\0\0\0\5\0\0\0he", 14);
    return jailed_sleep(file, data);
}

/* Says a little again and again, at next to no cost: whenever somebody looks, it has just spoken.
 */
static char *
do_trickle(GBytes *file, gpointer data)
{
    const struct timespec pause = {0, 50000};
    int word = 0;

    send_bytes("WBR1\0\0\0\0\0\0\x10\0", 12);
    for (;;) {
        send_bytes("x", 1);
        syscall(SYS_futex, &word, 0 /* FUTEX_WAIT */, 0, &pause, NULL, 0);
    }
    return NULL;
}

static char *
do_large(GBytes *file, gpointer data)
{
    return g_strnfill(WB_JAIL_MOST_TEXT, 'x');
}

/* Through its children until all have ended; side by side, so that it takes one deadline. */
static void
step_all(WbJail **jails, gsize n)
{
    gboolean ended;

    do {
        ended = TRUE;
        for (gsize i = 0; i < n; i++)
            ended = wb_jail_step(jails[i]) && ended;
        g_usleep(500);
    } while (!ended);
}

/* By its CPU time, or by the watchdog, whichever comes first on this machine. How long it takes
 * those that compute depends on what else runs; those that wait end in time. */
static void
test_time(void)
{
    static const WbJailWork works[] = {do_spin, do_spin_on, jailed_sleep, do_sleep_in_frame,
                                       do_trickle};
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    guint descriptors = jailed_count_descriptors();
    gint64 start = g_get_monotonic_time();
    WbJail *jails[G_N_ELEMENTS(works)];

    for (gsize i = 0; i < G_N_ELEMENTS(works); i++)
        jails[i] = wb_jail_start(works[i], file, NULL, NULL);
    step_all(jails + 2, G_N_ELEMENTS(works) - 2);
    g_assert_cmpint(g_get_monotonic_time() - start, >=, WB_JAIL_SECONDS * (gint64)G_USEC_PER_SEC);
    g_assert_cmpint(g_get_monotonic_time() - start, <,
                    (WB_JAIL_SECONDS + 3) * (gint64)G_USEC_PER_SEC);
    step_all(jails, 2);
    g_assert_cmpint(g_get_monotonic_time() - start, <,
                    (WB_JAIL_MOST_SECONDS + 2) * (gint64)G_USEC_PER_SEC);
    for (gsize i = 0; i < G_N_ELEMENTS(works); i++) {
        g_autofree char *text = wb_jail_steal_text(jails[i]);

        g_assert_null(text);
        if (works[i] == do_spin_on && wb_jail_end(jails[i]) == WB_JAIL_DIED)
            ; /* the kernel was faster: it kills who does not heed SIGXCPU */
        else
            g_assert_cmpint(wb_jail_end(jails[i]), ==, WB_JAIL_TOO_LONG);
        wb_jail_free(jails[i]);
    }
    jailed_assert_untouched(descriptors);
}

/* A parent that had other things to do for too long still hears the longest answer. */
static void
test_late(void)
{
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    guint descriptors = jailed_count_descriptors();
    WbJail *jail = wb_jail_start(do_large, file, NULL, NULL);
    g_autofree char *text = NULL;

    g_usleep((WB_JAIL_SECONDS * 1000 + 100) * 1000);
    g_assert_true(wb_jail_is_over_deadline(jail));
    step_all(&jail, 1);
    g_assert_cmpint(wb_jail_end(jail), ==, WB_JAIL_DONE);
    text = wb_jail_steal_text(jail);
    g_assert_cmpuint(strlen(text), ==, WB_JAIL_MOST_TEXT);
    wb_jail_free(jail);
    jailed_assert_untouched(descriptors);
}

static WbJail *
start_known(WbJailWork work, GBytes *file)
{
    WbJail *jail;

    jailed_shared->child = 0;
    jail = wb_jail_start(work, file, NULL, NULL);
    while (jailed_shared->child == 0)
        g_usleep(1000);
    return jail;
}

/* A parent that was stopped, and its child with it, goes on as if nothing had been. */
static void
test_stopped(void)
{
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    guint descriptors = jailed_count_descriptors();
    WbJail *jail = start_known(do_compute, file);
    g_autofree char *text = NULL;

    g_assert_cmpint(kill(jailed_shared->child, SIGSTOP), ==, 0);
    g_usleep((WB_JAIL_SECONDS * 1000 + 1500) * 1000);
    g_assert_cmpint(kill(jailed_shared->child, SIGCONT), ==, 0);
    step_all(&jail, 1);
    g_assert_cmpint(wb_jail_end(jail), ==, WB_JAIL_DONE);
    text = wb_jail_steal_text(jail);
    g_assert_cmpstr(text, ==, "computed");
    wb_jail_free(jail);
    jailed_assert_untouched(descriptors);
}

/* A busy machine: one CPU, and others that want it. */

#define OTHERS 7
#define LEFT 3 /* of them, that stay to the end */

static void
start_others(pid_t *others)
{
    for (int i = 0; i < OTHERS; i++) {
        others[i] = fork();
        g_assert_cmpint(others[i], >=, 0);
        if (others[i] > 0)
            continue;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (volatile guint k = 0;; k++)
            ;
    }
}

static void
end_others(pid_t *others, int from, int to)
{
    for (int i = from; i < to; i++) {
        kill(others[i], SIGKILL);
        g_assert_cmpint(waitpid(others[i], NULL, 0), ==, others[i]);
    }
}

/* Keeps this process, and what comes of it, to one CPU. What it was kept to before is the caller's.
 */
static cpu_set_t
take_one_cpu(void)
{
    cpu_set_t before, one;

    g_assert_cmpint(sched_getaffinity(0, sizeof before, &before), ==, 0);
    CPU_ZERO(&one);
    for (int cpu = 0; CPU_COUNT(&one) == 0; cpu++)
        if (CPU_ISSET(cpu, &before))
            CPU_SET(cpu, &one);
    g_assert_cmpint(sched_setaffinity(0, sizeof one, &one), ==, 0);
    return before;
}

/* One that needs little has its time, although that ends later than the deadline of one that hangs;
 * one that hardly ever has the CPU is not waited for without end. */
static void
test_busy(void)
{
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    guint descriptors = jailed_count_descriptors();
    cpu_set_t before = take_one_cpu();
    gint64 start = g_get_monotonic_time();
    g_autofree char *text = NULL;
    WbJail *starves, *computes;
    pid_t others[OTHERS];

    if (!g_file_test("/proc/self/schedstat", G_FILE_TEST_EXISTS)) {
        g_test_skip("this system does not count how long a process waits for the CPU");
        sched_setaffinity(0, sizeof before, &before);
        return;
    }
    starves = start_known(do_spin_known, file);
    setpriority(PRIO_PROCESS, (id_t)jailed_shared->child, 19);
    start_others(others);
    computes = start_known(do_compute, file);
    g_assert_cmpint(sched_setaffinity(0, sizeof before, &before), ==, 0);

    step_all(&computes, 1);
    g_assert_cmpint(g_get_monotonic_time() - start, >, WB_JAIL_SECONDS * (gint64)G_USEC_PER_SEC);
    g_assert_cmpint(wb_jail_end(computes), ==, WB_JAIL_DONE);
    text = wb_jail_steal_text(computes);
    g_assert_cmpstr(text, ==, "computed");
    wb_jail_free(computes);

    end_others(others, LEFT, OTHERS);
    for (int i = 0; i < LEFT; i++)
        setpriority(PRIO_PROCESS, (id_t)others[i], 10); /* other tests run beside this one */
    step_all(&starves, 1);
    g_assert_cmpint(wb_jail_end(starves), ==, WB_JAIL_TOO_LONG);
    g_assert_cmpint((g_get_monotonic_time() - start) / G_USEC_PER_SEC, >=, WB_JAIL_MOST_SECONDS);
    g_assert_cmpint((g_get_monotonic_time() - start) / G_USEC_PER_SEC, <, WB_JAIL_MOST_SECONDS + 2);
    wb_jail_free(starves);
    end_others(others, 0, LEFT);
    jailed_assert_untouched(descriptors);
}

/* Without a watchdog beside them, confined processes end by the limit alone. */

static void
write_on(void)
{
    for (int i = 0; i < 10; i++)
        if (write(WB_CONFINED_FD, "x", 1) < 0)
            _exit(1);
    _exit(0);
}

static void
crash(void)
{
    char *volatile nowhere = NULL;

    signal(SIGSEGV, SIG_DFL); /* the sanitizers would catch it */
    *(volatile char *)(nowhere + 8) = 1;
}

static GBytes *const any_file = (GBytes *)"any"; /* not looked at */

static void
spin(void)
{
    do_spin(any_file, NULL);
}

static void
spin_on(void)
{
    do_spin_on(any_file, NULL);
}

static pid_t
fork_confined(void (*work)(void), int fd)
{
    pid_t pid = fork();

    if (pid != 0)
        return pid;
    if (wb_confine_descriptors(fd, STDERR_FILENO) && wb_confine())
        work();
    _exit(2);
}

/* Were its pipe a file, not one byte could be put there; and no core is dumped of what it held. */
static void
test_signals(JailedOutside *outside, gconstpointer data)
{
    static const struct {
        void (*work)(void);
        int by_signal;
    } cases[] = {{spin, SIGXCPU}, {spin_on, SIGKILL}, {write_on, SIGXFSZ}, {crash, SIGSEGV}};
    int fds[G_N_ELEMENTS(cases)], status;
    pid_t pids[G_N_ELEMENTS(cases)];
    GStatBuf file;

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        fds[i] = open(jailed_created, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
        g_unlink(jailed_created);
        pids[i] = fork_confined(cases[i].work, fds[i]);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(waitpid(pids[i], &status, 0), ==, pids[i]);
        g_assert_true(WIFSIGNALED(status));
        g_assert_cmpint(WTERMSIG(status), ==, cases[i].by_signal);
        g_assert_false(WCOREDUMP(status));
        g_assert_cmpint(fstat(fds[i], &file), ==, 0);
        g_assert_cmpint(file.st_size, ==, 0);
        close(fds[i]);
    }
    jailed_assert_nothing_happened(outside);
}

/* Ways to end. */

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

/* A library that talks much, to where nobody reads before the end. */
static char *
do_chatter(GBytes *file, gpointer data)
{
    g_autofree char *block = g_strnfill(65536, 'x');

    for (int i = 0; i < 100; i++)
        if (write(STDERR_FILENO, block, 65536) < 0 && errno != EAGAIN)
            return NULL;
    return g_strdup("done");
}

static char *
do_exit(GBytes *file, gpointer data)
{
    _exit(0);
}

static char *
do_exit_badly(GBytes *file, gpointer data)
{
    _exit(77);
}

static char *
do_crash(GBytes *file, gpointer data)
{
    crash();
    return NULL;
}

static char *
do_overflow(GBytes *file, gpointer data)
{
    volatile char frame[4096];

    frame[0] = (char)GPOINTER_TO_INT(data);
    return file ? do_overflow(file, (gpointer)(frame + 1)) + frame[0] : NULL;
}

static char *
do_abort(GBytes *file, gpointer data)
{
    abort();
}

static char *
do_complain(GBytes *file, gpointer data)
{
    g_log(G_LOG_DOMAIN, G_LOG_LEVEL_ERROR, "on purpose");
    return NULL;
}

/* Nothing more can come, so that nobody waits for the rest of its life. */
static char *
do_close(GBytes *file, gpointer data)
{
    close(WB_CONFINED_FD);
    return jailed_sleep(file, data);
}

static char *
do_close_in_frame(GBytes *file, gpointer data)
{
    send_bytes("WBR1\0\0\0\0\5\0\0\0he", 14);
    close(WB_CONFINED_FD);
    return jailed_sleep(file, data);
}

static char *
do_nothing(GBytes *file, gpointer data)
{
    return NULL;
}

static void
test_ends(void)
{
    static const struct {
        WbJailWork work;
        WbJailEnd end;
    } cases[] = {
        {jailed_echo, WB_JAIL_DONE},
        {do_nothing, WB_JAIL_DONE},
        {do_large, WB_JAIL_DONE},
        {do_chatter, WB_JAIL_DONE},
        {do_too_large, WB_JAIL_TOO_MUCH_TEXT},
        {do_flood, WB_JAIL_TOO_MUCH_TEXT},
        {do_exit, WB_JAIL_DIED},
        {do_exit_badly, WB_JAIL_DIED},
        {do_crash, WB_JAIL_DIED},
        {do_overflow, WB_JAIL_DIED},
        {do_abort, WB_JAIL_DIED},
        {do_complain, WB_JAIL_DIED},
        {do_close, WB_JAIL_DIED},
        {do_close_in_frame, WB_JAIL_DIED},
    };
    guint descriptors = jailed_count_descriptors();

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        gint64 start = g_get_monotonic_time();
        g_autofree char *text = NULL;

        g_assert_cmpint(jailed_run(cases[i].work, "hello", &text), ==, cases[i].end);
        g_assert_true((text != NULL) == (cases[i].end == WB_JAIL_DONE));
        g_assert_cmpint(g_get_monotonic_time() - start, <,
                        (WB_JAIL_SECONDS - 1) * (gint64)G_USEC_PER_SEC);
        jailed_assert_untouched(descriptors);
    }
}

/* From outside: by somebody's hand, or because the machine is out of memory. */
static void
test_killed(void)
{
    static const int by[] = {SIGKILL, SIGTERM, SIGSEGV};
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    guint descriptors = jailed_count_descriptors();

    for (gsize i = 0; i < G_N_ELEMENTS(by); i++) {
        WbJail *jail = start_known(jailed_sleep, file);

        g_assert_false(wb_jail_step(jail));
        g_assert_cmpint(kill(jailed_shared->child, by[i]), ==, 0);
        while (!wb_jail_step(jail))
            g_usleep(1000);
        g_assert_cmpint(wb_jail_end(jail), ==, WB_JAIL_DIED);
        wb_jail_free(jail);
        jailed_assert_untouched(descriptors);
    }
}

/* Nobody waits for it any more. */
static void
test_given_up(void)
{
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    guint descriptors = jailed_count_descriptors();
    WbJail *jail = wb_jail_start(jailed_sleep, file, NULL, NULL);

    g_assert_false(wb_jail_step(jail));
    wb_jail_free(jail);
    jailed_assert_untouched(descriptors);
}

/* What it says. */

typedef struct {
    const char *name, *bytes;
    gsize length;
    WbJailEnd end;
    const char *text; /* that comes of it, or NULL */
} Said;

#define SAID(bytes) bytes, sizeof bytes - 1

/* Magic, status, length, text. */
static const Said said[] = {
    {"whole", SAID("WBR1\0\0\0\0\5\0\0\0hello"), WB_JAIL_DONE, "hello"},
    {"whole-without-text", SAID("WBR1\0\0\0\0\0\0\0\0"), WB_JAIL_DONE, ""},
    {"nul", SAID("WBR1\0\0\0\0\5\0\0\0he\0lo"), WB_JAIL_DONE, "he"},
    {"nothing", SAID(""), WB_JAIL_DIED, NULL},
    {"one-byte", SAID("W"), WB_JAIL_DIED, NULL},
    {"half-header", SAID("WBR1\0\0"), WB_JAIL_DIED, NULL},
    {"header-alone", SAID("WBR1\0\0\0\0\5\0\0\0"), WB_JAIL_DIED, NULL},
    {"too-short", SAID("WBR1\0\0\0\0\5\0\0\0hell"), WB_JAIL_DIED, NULL},
    {"too-long", SAID("WBR1\0\0\0\0\5\0\0\0hello!"), WB_JAIL_DIED, NULL},
    {"length-none", SAID("WBR1\0\0\0\0\0\0\0\0hello"), WB_JAIL_DIED, NULL},
    {"length-most", SAID("WBR1\0\0\0\0\xff\xff\xff\xffhello"), WB_JAIL_DIED, NULL},
    {"length-wraps", SAID("WBR1\0\0\0\0\xf4\xff\xff\xff"), WB_JAIL_DIED, NULL},
    {"length-wraps-to-text", SAID("WBR1\0\0\0\0\xf9\xff\xff\xffhello"), WB_JAIL_DIED, NULL},
    {"length-half", SAID("WBR1\0\0\0\0\0\0\0\x80hello"), WB_JAIL_DIED, NULL},
    {"other-magic", SAID("WBR2\0\0\0\0\5\0\0\0hello"), WB_JAIL_DIED, NULL},
    {"garbage-after-magic", SAID("WBR1garbage"), WB_JAIL_DIED, NULL},
    {"text-alone", SAID("hello hello hello"), WB_JAIL_DIED, NULL},
    {"twice", SAID("WBR1\0\0\0\0\0\0\0\0WBR1\0\0\0\0\0\0\0\0"), WB_JAIL_DIED, NULL},
    {"status-too-long", SAID("WBR1\1\0\0\0\5\0\0\0hello"), WB_JAIL_TOO_LONG, NULL},
    {"status-unconfined", SAID("WBR1\5\0\0\0\0\0\0\0"), WB_JAIL_UNCONFINED, NULL},
    {"status-unknown", SAID("WBR1\6\0\0\0\5\0\0\0hello"), WB_JAIL_DIED, NULL},
    {"status-most", SAID("WBR1\xff\xff\xff\xff\5\0\0\0hello"), WB_JAIL_DIED, NULL},
};

static char *
do_say(GBytes *file, gpointer data)
{
    const Said *one = data;

    send_bytes(one->bytes, one->length);
    _exit(0);
}

static void
test_said(gconstpointer data)
{
    const Said *one = data;
    guint descriptors = jailed_count_descriptors();
    g_autofree char *text = NULL;

    g_assert_cmpint(jailed_run_with(do_say, "", one, &text), ==, one->end);
    g_assert_cmpstr(text, ==, one->text);
    jailed_assert_untouched(descriptors);
}

static void
test_random(void)
{
    guint descriptors = jailed_count_descriptors();

    for (guint i = 0; i < 50; i++) {
        char bytes[200];
        Said one = {"random", bytes, (gsize)g_test_rand_int_range(1, sizeof bytes + 1),
                    WB_JAIL_DIED, NULL};

        for (gsize k = 0; k < one.length; k++)
            bytes[k] = (char)g_test_rand_int_range(0, 256);
        bytes[0] = 'X';
        test_said(&one);
    }
    jailed_assert_untouched(descriptors);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    jailed_init();
    g_test_add("/jail/signals", JailedOutside, NULL, jailed_set_up, test_signals, jailed_tear_down);
    g_test_add_func("/jail/time", test_time);
    g_test_add_func("/jail/late", test_late);
    g_test_add_func("/jail/stopped", test_stopped);
    g_test_add_func("/jail/busy", test_busy);
    g_test_add_func("/jail/ends", test_ends);
    g_test_add_func("/jail/killed", test_killed);
    g_test_add_func("/jail/given-up", test_given_up);
    for (gsize i = 0; i < G_N_ELEMENTS(said); i++) {
        g_autofree char *path = g_strconcat("/jail/said/", said[i].name, NULL);
        g_test_add_data_func(path, &said[i], test_said);
    }
    g_test_add_func("/jail/said/random", test_random);
    return g_test_run();
}
