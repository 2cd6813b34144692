/* The confined child: what it may not do, what it may use up, and each way in which it can end,
 * after all of which the parent goes on as if nothing had happened. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/fs.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "confine.h"
#include "jail.h"

/* What parent and child both see; the pipe is for what the child says. */
static volatile struct {
    pid_t child;
    gboolean went_on; /* the child, or a child of it, came back from what should have ended it */
} * shared;

static WbJailEnd
run_with(WbJailWork work, const char *input, gconstpointer data, char **text)
{
    g_autoptr(GBytes) file = g_bytes_new(input, strlen(input));
    g_autoptr(GError) error = NULL;
    WbJailEnd end;

    end = wb_jail_run(work, file, (gpointer)data, text, &error);
    g_assert_no_error(error);
    return end;
}

static WbJailEnd
run(WbJailWork work, const char *input, char **text)
{
    return run_with(work, input, NULL, text);
}

static char *
do_echo(GBytes *file, gpointer data)
{
    return g_strndup(g_bytes_get_data(file, NULL), g_bytes_get_size(file));
}

/* The parent, before and after. */

static guint
count_descriptors(void)
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
static void
assert_untouched(guint descriptors)
{
    g_autofree char *text = NULL;

    assert_no_child();
    g_assert_cmpuint(count_descriptors(), ==, descriptors);
    g_assert_cmpint(run(do_echo, "hello", &text), ==, WB_JAIL_DONE);
    g_assert_cmpstr(text, ==, "hello");
    assert_no_child();
    g_assert_cmpuint(count_descriptors(), ==, descriptors);
}

/* What it may not do. */

#define KILLED 0    /* no error: the call is the child's last */
#define PARENT -999 /* stands for its process id */
#define AT(x) ((long)(x))

typedef struct {
    const char *name;
    long call, arguments[6];
    int error; /* what the call fails with, or KILLED */
} Attempt;

/* Absolute, and set before any child is made. */
static char kept[256];    /* a file that is there */
static char created[256]; /* one that is not */
static struct sockaddr_in listener;
static char *const touch[] = {(char *)"/bin/touch", created, NULL};
static char page[4096] __attribute__((aligned(4096)));

/* Files fail, so that libraries can do without; all else ends the child at once. */
static const Attempt attempts[] = {
    {"openat-read", SYS_openat, {AT_FDCWD, AT(kept), O_RDONLY}, EACCES},
    {"openat-write", SYS_openat, {AT_FDCWD, AT(kept), O_WRONLY | O_TRUNC}, EACCES},
    {"openat-create", SYS_openat, {AT_FDCWD, AT(created), O_CREAT | O_WRONLY, 0600}, EACCES},
    {"openat-environ", SYS_openat, {AT_FDCWD, AT("/proc/self/environ"), O_RDONLY}, EACCES},
    {"openat-memory", SYS_openat, {AT_FDCWD, AT("/proc/self/mem"), O_RDWR}, EACCES},
    {"openat2", SYS_openat2, {AT_FDCWD, AT(kept), AT(page), 24}, KILLED},
    {"readlinkat", SYS_readlinkat, {AT_FDCWD, AT("/proc/self/exe"), AT(page), 4096}, EACCES},
    {"unlinkat", SYS_unlinkat, {AT_FDCWD, AT(kept)}, KILLED},
    {"renameat2", SYS_renameat2, {AT_FDCWD, AT(kept), AT_FDCWD, AT(created)}, KILLED},
    {"linkat", SYS_linkat, {AT_FDCWD, AT(kept), AT_FDCWD, AT(created)}, KILLED},
    {"symlinkat", SYS_symlinkat, {AT(kept), AT_FDCWD, AT(created)}, KILLED},
    {"mkdirat", SYS_mkdirat, {AT_FDCWD, AT(created), 0700}, KILLED},
    {"mknodat", SYS_mknodat, {AT_FDCWD, AT(created), S_IFIFO | 0600}, KILLED},
    {"truncate", SYS_truncate, {AT(kept), 0}, KILLED},
    {"fchmodat", SYS_fchmodat, {AT_FDCWD, AT(kept), 0}, KILLED},
    {"chdir", SYS_chdir, {AT("/")}, KILLED},
    {"memfd_create", SYS_memfd_create, {AT("x")}, KILLED},
    {"fcntl", SYS_fcntl, {WB_CONFINED_FD, F_DUPFD, 0}, EACCES},
    {"ioctl", SYS_ioctl, {WB_CONFINED_FD, FIGETBSZ, AT(page)}, EACCES},
    {"dup", SYS_dup, {WB_CONFINED_FD}, KILLED},
    {"socket", SYS_socket, {AF_INET, SOCK_STREAM}, KILLED},
    {"socket-netlink", SYS_socket, {AF_NETLINK, SOCK_RAW}, KILLED},
    {"socketpair", SYS_socketpair, {AF_UNIX, SOCK_STREAM, 0, AT(page)}, KILLED},
    {"connect", SYS_connect, {WB_CONFINED_FD, AT(&listener), sizeof listener}, KILLED},
    {"sendto", SYS_sendto, {WB_CONFINED_FD, AT(page), 1, 0, AT(&listener), 16}, KILLED},
    {"execve", SYS_execve, {AT("/bin/touch"), AT(touch), AT(touch + 2)}, KILLED},
    {"execve-missing", SYS_execve, {AT(created), AT(touch), AT(touch + 2)}, KILLED},
    {"execveat", SYS_execveat, {AT_FDCWD, AT("/bin/touch"), AT(touch), AT(touch + 2)}, KILLED},
    {"clone", SYS_clone, {SIGCHLD}, KILLED},
    {"clone-thread", SYS_clone, {CLONE_VM | CLONE_SIGHAND | CLONE_THREAD}, KILLED},
    {"clone3", SYS_clone3, {AT(page), 64}, KILLED},
    {"unshare", SYS_unshare, {CLONE_NEWUSER}, KILLED},
    {"ptrace", SYS_ptrace, {PTRACE_TRACEME}, KILLED},
    {"ptrace-parent", SYS_ptrace, {PTRACE_ATTACH, PARENT}, KILLED},
    {"process_vm_readv", SYS_process_vm_readv, {PARENT, AT(page), 1, AT(page), 1}, KILLED},
    {"kill-parent", SYS_kill, {PARENT, SIGUSR1}, KILLED},
    {"tkill-parent", SYS_tkill, {PARENT, SIGUSR1}, KILLED},
    {"tgkill-parent", SYS_tgkill, {PARENT, PARENT, SIGUSR1}, EACCES},
    {"sigqueue-parent", SYS_rt_sigqueueinfo, {PARENT, SIGUSR1, AT(page)}, KILLED},
    {"pidfd_open-parent", SYS_pidfd_open, {PARENT}, KILLED},
    {"setpriority-parent", SYS_setpriority, {PRIO_PROCESS, PARENT, 19}, KILLED},
    {"mmap-program",
     SYS_mmap,
     {0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1},
     KILLED},
    {"mprotect-program", SYS_mprotect, {AT(page), 4096, PROT_READ | PROT_EXEC}, KILLED},
    {"shmget", SYS_shmget, {0, 4096, 0600}, KILLED},
    {"prctl", SYS_prctl, {PR_SET_NAME, AT("x")}, KILLED},
    {"seccomp", SYS_seccomp, {0}, KILLED},
    {"prlimit", SYS_prlimit64, {0, RLIMIT_CPU, AT(page)}, EACCES},
    {"setrlimit", SYS_setrlimit, {RLIMIT_CPU, AT(page)}, KILLED},
    {"setuid", SYS_setuid, {0}, KILLED},
    {"timer", SYS_setitimer, {0, AT(page)}, KILLED},
    {"io_uring_setup", 425 /* older headers do not have it */, {1, AT(page)}, KILLED},
    {"bpf", SYS_bpf, {0, AT(page), 64}, KILLED},
    {"perf_event_open", SYS_perf_event_open, {AT(page), 0, -1, -1}, KILLED},
    {"keyctl", SYS_keyctl, {0}, KILLED},
    {"unknown-call", 100000, {0}, KILLED},
#ifdef __x86_64__
    {"open-read", SYS_open, {AT(kept), O_RDONLY}, EACCES},
    {"open-create", SYS_open, {AT(created), O_CREAT | O_WRONLY, 0600}, EACCES},
    {"creat", SYS_creat, {AT(created), 0600}, KILLED},
    {"unlink", SYS_unlink, {AT(kept)}, EACCES},
    {"rename", SYS_rename, {AT(kept), AT(created)}, KILLED},
    {"fork", SYS_fork, {0}, KILLED},
    {"vfork", SYS_vfork, {0}, KILLED},
    {"x32-getpid", 0x40000000L | SYS_getpid, {0}, KILLED}, /* the same numbers, other checks */
#endif
};

static char *
do_attempt(GBytes *file, gpointer data)
{
    const Attempt *attempt = data;
    long arguments[6], result;

    for (gsize i = 0; i < G_N_ELEMENTS(arguments); i++)
        arguments[i] = attempt->arguments[i] == PARENT
                           ? *(const pid_t *)g_bytes_get_data(file, NULL)
                           : attempt->arguments[i];
    result = syscall(attempt->call, arguments[0], arguments[1], arguments[2], arguments[3],
                     arguments[4], arguments[5]);
    shared->went_on = TRUE;
    return g_strdup(result >= 0 ? "done" : g_strerror(errno));
}

#ifdef __x86_64__
/* The gate for programs of 32 bits has numbers of its own: 20 is getpid there. */
static char *
do_old_gate(GBytes *file, gpointer data)
{
    long result = 20;

    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    shared->went_on = TRUE;
    return NULL;
}
#endif

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
    socklen_t size = sizeof listener;

    listener = (struct sockaddr_in){.sin_family = AF_INET};
    listener.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    g_assert_cmpint(bind(fd, (struct sockaddr *)&listener, size), ==, 0);
    g_assert_cmpint(listen(fd, 1), ==, 0);
    g_assert_cmpint(getsockname(fd, (struct sockaddr *)&listener, &size), ==, 0);
    return fd;
}

/* Around each attempt: a file, a port and a signal that would show it. */
typedef struct {
    char *folder;
    int fd;
    guint descriptors;
} Outside;

static void
set_up(Outside *outside, gconstpointer data)
{
    outside->folder = g_dir_make_tmp("jail-XXXXXX", NULL);
    g_assert_nonnull(outside->folder);
    g_snprintf(kept, sizeof kept, "%s/kept", outside->folder);
    g_snprintf(created, sizeof created, "%s/created", outside->folder);
    g_assert_true(g_file_set_contents(kept, "as before", -1, NULL));
    outside->fd = listen_locally();
    outside->descriptors = count_descriptors();
    signals = 0;
    signal(SIGUSR1, on_signal);
    shared->went_on = FALSE;
}

static void
assert_nothing_happened(const Outside *outside)
{
    struct pollfd connection = {outside->fd, POLLIN, 0};
    g_autofree char *text = NULL;
    GStatBuf status;

    g_assert_true(g_file_get_contents(kept, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "as before");
    g_assert_cmpint(g_stat(kept, &status), ==, 0);
    g_assert_cmpint(status.st_nlink, ==, 1);
    g_assert_cmpint(status.st_mode & 0600, ==, 0600);
    g_assert_cmpint(g_lstat(created, &status), ==, -1);
    g_assert_cmpint(poll(&connection, 1, 0), ==, 0);
    g_assert_cmpint(signals, ==, 0);
    g_assert_cmpint(getpriority(PRIO_PROCESS, 0), <, 19);
    assert_untouched(outside->descriptors);
}

static void
tear_down(Outside *outside, gconstpointer data)
{
    signal(SIGUSR1, SIG_DFL);
    close(outside->fd);
    g_unlink(kept);
    g_rmdir(outside->folder);
    g_free(outside->folder);
}

static void
test_attempt(Outside *outside, gconstpointer data)
{
    const Attempt *attempt = data;
    pid_t parent = getpid();
    g_autoptr(GBytes) file = g_bytes_new(&parent, sizeof parent);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    WbJailEnd end = wb_jail_run(do_attempt, file, (gpointer)attempt, &text, &error);

    g_assert_no_error(error);
    g_assert_cmpint(end, ==, attempt->error == KILLED ? WB_JAIL_DIED : WB_JAIL_DONE);
    g_assert_cmpint(shared->went_on, ==, attempt->error != KILLED);
    if (attempt->error != KILLED)
        g_assert_cmpstr(text, ==, g_strerror(attempt->error));
    assert_nothing_happened(outside);
}

#ifdef __x86_64__
static void
test_old_gate(Outside *outside, gconstpointer data)
{
    g_autofree char *text = NULL;

    g_assert_cmpint(run(do_old_gate, "", &text), ==, WB_JAIL_DIED);
    g_assert_false(shared->went_on);
    assert_nothing_happened(outside);
}
#endif

/* What is open there. */

/* The one call on descriptors that the filter lets through and that tells an open one. */
static char *
do_list_descriptors(GBytes *file, gpointer data)
{
    GString *out = g_string_new(NULL);

    for (int fd = 0; fd < 4096; fd++)
        if (lseek(fd, 0, SEEK_CUR) >= 0 || errno != EBADF)
            g_string_append_printf(out, " %d", fd);
    return g_string_free(out, FALSE);
}

/* What the parent has open (a database, other returns) is not open in the child: neither read nor
 * write sees it. */
static char *
do_use_descriptors(GBytes *file, gpointer data)
{
    char byte = 'x';

    for (const int *fd = data; *fd >= 0; fd++)
        if (read(*fd, &byte, 1) >= 0 || errno != EBADF || write(*fd, &byte, 1) >= 0 ||
            errno != EBADF)
            return g_strdup_printf("%d is open", *fd);
    return g_strdup("none");
}

/* Beyond where the child has its own. */
static int
move_up(int fd, int from)
{
    int moved = fcntl(fd, F_DUPFD, from);

    close(fd);
    return moved;
}

static void
test_descriptors(Outside *outside, gconstpointer data)
{
    int ends[2], own[6];
    g_autofree char *wanted = g_strdup_printf(" %d %d", STDERR_FILENO, WB_CONFINED_FD);
    g_autofree char *text = NULL, *used = NULL;

    g_assert_cmpint(pipe(ends), ==, 0); /* without O_CLOEXEC, and so is the file */
    own[0] = move_up(dup(outside->fd), 10);
    own[1] = move_up(ends[0], 10);
    own[2] = move_up(ends[1], 700);
    own[3] = move_up(open(kept, O_RDWR), 10);
    own[4] = move_up(open("/dev/null", O_RDWR), 10);
    own[5] = -1;
    g_assert_cmpint(run(do_list_descriptors, "", &text), ==, WB_JAIL_DONE);
    g_assert_cmpstr(text, ==, wanted);
    g_assert_cmpint(run_with(do_use_descriptors, "", own, &used), ==, WB_JAIL_DONE);
    g_assert_cmpstr(used, ==, "none");
    for (guint i = 0; own[i] >= 0; i++)
        g_assert_cmpint(close(own[i]), ==, 0);
    assert_nothing_happened(outside);
}

/* What it may use up. */

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

/* Costs no CPU at all: only the watchdog sees it. */
static char *
do_sleep(GBytes *file, gpointer data)
{
    static int word;

    shared->child = getpid();
    while (file)
        syscall(SYS_futex, &word, 0 /* FUTEX_WAIT */, 0, NULL, NULL, 0);
    return NULL;
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
    return do_sleep(file, data);
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

/* By its CPU time, or by the watchdog, whichever comes first on this machine. */
static void
test_time(void)
{
    static const WbJailWork works[] = {do_spin, do_spin_on, do_sleep, do_sleep_in_frame,
                                       do_trickle};
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    guint descriptors = count_descriptors();
    gint64 start = g_get_monotonic_time();
    WbJail *jails[G_N_ELEMENTS(works)];

    for (gsize i = 0; i < G_N_ELEMENTS(works); i++)
        jails[i] = wb_jail_start(works[i], file, NULL, NULL);
    step_all(jails, G_N_ELEMENTS(works));
    g_assert_cmpint(g_get_monotonic_time() - start, <,
                    (WB_JAIL_SECONDS + 4) * (gint64)G_USEC_PER_SEC);
    for (gsize i = 0; i < G_N_ELEMENTS(works); i++) {
        g_autofree char *text = wb_jail_steal_text(jails[i]);

        g_assert_null(text);
        if (works[i] == do_spin_on && wb_jail_end(jails[i]) == WB_JAIL_DIED)
            ; /* the kernel was faster: it kills who does not heed SIGXCPU */
        else
            g_assert_cmpint(wb_jail_end(jails[i]), ==, WB_JAIL_TOO_LONG);
        wb_jail_free(jails[i]);
    }
    assert_untouched(descriptors);
}

/* A parent that had other things to do for too long still hears the longest answer. */
static void
test_late(void)
{
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    guint descriptors = count_descriptors();
    WbJail *jail = wb_jail_start(do_large, file, NULL, NULL);
    g_autofree char *text = NULL;

    g_usleep((WB_JAIL_SECONDS * 1000 + 100) * 1000);
    g_assert_true(wb_jail_is_over_deadline(jail));
    step_all(&jail, 1);
    g_assert_cmpint(wb_jail_end(jail), ==, WB_JAIL_DONE);
    text = wb_jail_steal_text(jail);
    g_assert_cmpuint(strlen(text), ==, WB_JAIL_MOST_TEXT);
    wb_jail_free(jail);
    assert_untouched(descriptors);
}

static char *
do_allocate(GBytes *file, gpointer data)
{
    while (file)
        memset(g_malloc(16 << 20), 1, 16 << 20);
    return NULL;
}

/* In one piece, and never touched. */
static char *
do_map_much(GBytes *file, gpointer data)
{
    gpointer place = mmap(NULL, WB_CONFINED_MEGABYTES << 20, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    return g_strdup(place == MAP_FAILED ? g_strerror(errno) : "done");
}

static void
test_memory(void)
{
    g_autofree char *text = NULL, *mapped = NULL;
    guint descriptors = count_descriptors();

#if defined(__SANITIZE_ADDRESS__)
    g_test_skip("the address sanitizer needs the address space");
    return;
#endif
    g_assert_cmpint(run(do_allocate, "", &text), ==, WB_JAIL_TOO_MUCH_MEMORY);
    g_assert_cmpint(run(do_map_much, "", &mapped), ==, WB_JAIL_DONE);
    g_assert_cmpstr(mapped, ==, g_strerror(ENOMEM));
    assert_untouched(descriptors);
}

/* As the kernel has them of a child that is at work. */
static void
test_limits(void)
{
    static const struct {
        int what;
        rlim_t most;
    } limits[] = {
        {RLIMIT_CPU, WB_CONFINED_SECONDS + 1},
        {RLIMIT_NOFILE, WB_CONFINED_FD + 1},
        {RLIMIT_FSIZE, 0},
        {RLIMIT_NPROC, 0},
        {RLIMIT_CORE, 0},
#if !defined(__SANITIZE_ADDRESS__)
        {RLIMIT_AS, (rlim_t)WB_CONFINED_MEGABYTES << 20},
#endif
    };
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    g_autoptr(WbJail) jail = NULL;
    g_autofree char *place = NULL;
    GStatBuf status;

    shared->child = 0;
    jail = wb_jail_start(do_sleep, file, NULL, NULL);
    while (shared->child == 0)
        g_usleep(1000);
    for (gsize i = 0; i < G_N_ELEMENTS(limits); i++) {
        struct rlimit limit;

        g_assert_cmpint(prlimit(shared->child, limits[i].what, NULL, &limit), ==, 0);
        g_assert_cmpuint(limit.rlim_max, ==, limits[i].most);
        g_assert_cmpuint(limit.rlim_cur, <=, limits[i].most);
    }
    /* What cannot be dumped does not belong to who runs it, unless that is root. */
    place = g_strdup_printf("/proc/%d/environ", shared->child);
    g_assert_cmpint(g_stat(place, &status), ==, 0);
    g_assert_true(status.st_uid != getuid() || getuid() == 0);
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

static void
spin(void)
{
    do_spin((GBytes *)page, NULL);
}

static void
spin_on(void)
{
    do_spin_on((GBytes *)page, NULL);
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
test_signals(Outside *outside, gconstpointer data)
{
    static const struct {
        void (*work)(void);
        int by_signal;
    } cases[] = {{spin, SIGXCPU}, {spin_on, SIGKILL}, {write_on, SIGXFSZ}, {crash, SIGSEGV}};
    int fds[G_N_ELEMENTS(cases)], status;
    pid_t pids[G_N_ELEMENTS(cases)];
    GStatBuf file;

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        fds[i] = open(created, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
        g_unlink(created);
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
    assert_nothing_happened(outside);
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
    return do_sleep(file, data);
}

static char *
do_close_in_frame(GBytes *file, gpointer data)
{
    send_bytes("WBR1\0\0\0\0\5\0\0\0he", 14);
    close(WB_CONFINED_FD);
    return do_sleep(file, data);
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
        {do_echo, WB_JAIL_DONE},
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
    guint descriptors = count_descriptors();

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        gint64 start = g_get_monotonic_time();
        g_autofree char *text = NULL;

        g_assert_cmpint(run(cases[i].work, "hello", &text), ==, cases[i].end);
        g_assert_true((text != NULL) == (cases[i].end == WB_JAIL_DONE));
        g_assert_cmpint(g_get_monotonic_time() - start, <,
                        (WB_JAIL_SECONDS - 1) * (gint64)G_USEC_PER_SEC);
        assert_untouched(descriptors);
    }
}

/* From outside: by somebody's hand, or because the machine is out of memory. */
static void
test_killed(void)
{
    static const int by[] = {SIGKILL, SIGTERM, SIGSEGV};
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    guint descriptors = count_descriptors();

    for (gsize i = 0; i < G_N_ELEMENTS(by); i++) {
        WbJail *jail;

        shared->child = 0;
        jail = wb_jail_start(do_sleep, file, NULL, NULL);
        while (shared->child == 0)
            g_usleep(1000);
        g_assert_false(wb_jail_step(jail));
        g_assert_cmpint(kill(shared->child, by[i]), ==, 0);
        while (!wb_jail_step(jail))
            g_usleep(1000);
        g_assert_cmpint(wb_jail_end(jail), ==, WB_JAIL_DIED);
        wb_jail_free(jail);
        assert_untouched(descriptors);
    }
}

/* Nobody waits for it any more. */
static void
test_given_up(void)
{
    g_autoptr(GBytes) file = g_bytes_new_static("", 0);
    guint descriptors = count_descriptors();
    WbJail *jail = wb_jail_start(do_sleep, file, NULL, NULL);

    g_assert_false(wb_jail_step(jail));
    wb_jail_free(jail);
    assert_untouched(descriptors);
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
    guint descriptors = count_descriptors();
    g_autofree char *text = NULL;

    g_assert_cmpint(run_with(do_say, "", one, &text), ==, one->end);
    g_assert_cmpstr(text, ==, one->text);
    assert_untouched(descriptors);
}

static void
test_random(void)
{
    guint descriptors = count_descriptors();

    for (guint i = 0; i < 50; i++) {
        char bytes[200];
        Said one = {"random", bytes, (gsize)g_test_rand_int_range(1, sizeof bytes + 1),
                    WB_JAIL_DIED, NULL};

        for (gsize k = 0; k < one.length; k++)
            bytes[k] = (char)g_test_rand_int_range(0, 256);
        bytes[0] = 'X';
        test_said(&one);
    }
    assert_untouched(descriptors);
}

static void
add_outside(const char *folder, const char *name, gconstpointer data,
            void (*test)(Outside *outside, gconstpointer data))
{
    g_autofree char *path = g_strdup_printf("/jail/%s%s", folder, name);

    g_test_add(path, Outside, data, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_true(wb_confine_prepare());
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    g_assert_true((gpointer)shared != MAP_FAILED);
    for (gsize i = 0; i < G_N_ELEMENTS(attempts); i++)
        add_outside("confined/", attempts[i].name, &attempts[i], test_attempt);
#ifdef __x86_64__
    add_outside("confined/", "old-gate", NULL, test_old_gate);
#endif
    add_outside("", "descriptors", NULL, test_descriptors);
    add_outside("", "signals", NULL, test_signals);
    g_test_add_func("/jail/limits", test_limits);
    g_test_add_func("/jail/memory", test_memory);
    g_test_add_func("/jail/time", test_time);
    g_test_add_func("/jail/late", test_late);
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
