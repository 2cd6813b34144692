/* The confined child: what it may not do and what it may use up, after all of which the parent goes
 * on as if nothing had happened. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/fs.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine.h"
#include "jailed.h"

/* What it may not do. */

#define KILLED 0    /* no error: the call is the child's last */
#define PARENT -999 /* stands for its process id */
#define AT(x) ((long)(x))

typedef struct {
    const char *name;
    long call, arguments[6];
    int error; /* what the call fails with, or KILLED */
} Attempt;

static char *const touch[] = {(char *)"/bin/touch", jailed_created, NULL};
static char page[4096] __attribute__((aligned(4096)));

/* Files fail, so that libraries can do without; all else ends the child at once. */
static const Attempt attempts[] = {
    {"openat-read", SYS_openat, {AT_FDCWD, AT(jailed_kept), O_RDONLY}, EACCES},
    {"openat-write", SYS_openat, {AT_FDCWD, AT(jailed_kept), O_WRONLY | O_TRUNC}, EACCES},
    {"openat-create", SYS_openat, {AT_FDCWD, AT(jailed_created), O_CREAT | O_WRONLY, 0600}, EACCES},
    {"openat-environ", SYS_openat, {AT_FDCWD, AT("/proc/self/environ"), O_RDONLY}, EACCES},
    {"openat-memory", SYS_openat, {AT_FDCWD, AT("/proc/self/mem"), O_RDWR}, EACCES},
    {"openat2", SYS_openat2, {AT_FDCWD, AT(jailed_kept), AT(page), 24}, KILLED},
    {"readlinkat", SYS_readlinkat, {AT_FDCWD, AT("/proc/self/exe"), AT(page), 4096}, EACCES},
    {"unlinkat", SYS_unlinkat, {AT_FDCWD, AT(jailed_kept)}, KILLED},
    {"renameat2", SYS_renameat2, {AT_FDCWD, AT(jailed_kept), AT_FDCWD, AT(jailed_created)}, KILLED},
    {"linkat", SYS_linkat, {AT_FDCWD, AT(jailed_kept), AT_FDCWD, AT(jailed_created)}, KILLED},
    {"symlinkat", SYS_symlinkat, {AT(jailed_kept), AT_FDCWD, AT(jailed_created)}, KILLED},
    {"mkdirat", SYS_mkdirat, {AT_FDCWD, AT(jailed_created), 0700}, KILLED},
    {"mknodat", SYS_mknodat, {AT_FDCWD, AT(jailed_created), S_IFIFO | 0600}, KILLED},
    {"truncate", SYS_truncate, {AT(jailed_kept), 0}, KILLED},
    {"fchmodat", SYS_fchmodat, {AT_FDCWD, AT(jailed_kept), 0}, KILLED},
    {"chdir", SYS_chdir, {AT("/")}, KILLED},
    {"memfd_create", SYS_memfd_create, {AT("x")}, KILLED},
    {"fcntl", SYS_fcntl, {WB_CONFINED_FD, F_DUPFD, 0}, EACCES},
    {"ioctl", SYS_ioctl, {WB_CONFINED_FD, FIGETBSZ, AT(page)}, EACCES},
    {"dup", SYS_dup, {WB_CONFINED_FD}, KILLED},
    {"socket", SYS_socket, {AF_INET, SOCK_STREAM}, KILLED},
    {"socket-netlink", SYS_socket, {AF_NETLINK, SOCK_RAW}, KILLED},
    {"socketpair", SYS_socketpair, {AF_UNIX, SOCK_STREAM, 0, AT(page)}, KILLED},
    {"connect",
     SYS_connect,
     {WB_CONFINED_FD, AT(&jailed_listener), sizeof jailed_listener},
     KILLED},
    {"sendto", SYS_sendto, {WB_CONFINED_FD, AT(page), 1, 0, AT(&jailed_listener), 16}, KILLED},
    {"execve", SYS_execve, {AT("/bin/touch"), AT(touch), AT(touch + 2)}, KILLED},
    {"execve-missing", SYS_execve, {AT(jailed_created), AT(touch), AT(touch + 2)}, KILLED},
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
    {"open-read", SYS_open, {AT(jailed_kept), O_RDONLY}, EACCES},
    {"open-create", SYS_open, {AT(jailed_created), O_CREAT | O_WRONLY, 0600}, EACCES},
    {"creat", SYS_creat, {AT(jailed_created), 0600}, KILLED},
    {"unlink", SYS_unlink, {AT(jailed_kept)}, EACCES},
    {"rename", SYS_rename, {AT(jailed_kept), AT(jailed_created)}, KILLED},
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
    jailed_shared->went_on = TRUE;
    return g_strdup(result >= 0 ? "done" : g_strerror(errno));
}

#ifdef __x86_64__
/* The gate for programs of 32 bits has numbers of its own: 20 is getpid there. */
static char *
do_old_gate(GBytes *file, gpointer data)
{
    long result = 20;

    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    jailed_shared->went_on = TRUE;
    return NULL;
}
#endif

static void
test_attempt(JailedOutside *outside, gconstpointer data)
{
    const Attempt *attempt = data;
    pid_t parent = getpid();
    g_autoptr(GBytes) file = g_bytes_new(&parent, sizeof parent);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    WbJailEnd end = wb_jail_run(do_attempt, file, (gpointer)attempt, &text, &error);

    g_assert_no_error(error);
    g_assert_cmpint(end, ==, attempt->error == KILLED ? WB_JAIL_DIED : WB_JAIL_DONE);
    g_assert_cmpint(jailed_shared->went_on, ==, attempt->error != KILLED);
    if (attempt->error != KILLED)
        g_assert_cmpstr(text, ==, g_strerror(attempt->error));
    jailed_assert_nothing_happened(outside);
}

#ifdef __x86_64__
static void
test_old_gate(JailedOutside *outside, gconstpointer data)
{
    g_autofree char *text = NULL;

    g_assert_cmpint(jailed_run(do_old_gate, "", &text), ==, WB_JAIL_DIED);
    g_assert_false(jailed_shared->went_on);
    jailed_assert_nothing_happened(outside);
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
test_descriptors(JailedOutside *outside, gconstpointer data)
{
    int ends[2], own[6];
    g_autofree char *wanted = g_strdup_printf(" %d %d", STDERR_FILENO, WB_CONFINED_FD);
    g_autofree char *text = NULL, *used = NULL;

    g_assert_cmpint(pipe(ends), ==, 0); /* without O_CLOEXEC, and so is the file */
    own[0] = move_up(dup(outside->fd), 10);
    own[1] = move_up(ends[0], 10);
    own[2] = move_up(ends[1], 700);
    own[3] = move_up(open(jailed_kept, O_RDWR), 10);
    own[4] = move_up(open("/dev/null", O_RDWR), 10);
    own[5] = -1;
    g_assert_cmpint(jailed_run(do_list_descriptors, "", &text), ==, WB_JAIL_DONE);
    g_assert_cmpstr(text, ==, wanted);
    g_assert_cmpint(jailed_run_with(do_use_descriptors, "", own, &used), ==, WB_JAIL_DONE);
    g_assert_cmpstr(used, ==, "none");
    for (guint i = 0; own[i] >= 0; i++)
        g_assert_cmpint(close(own[i]), ==, 0);
    jailed_assert_nothing_happened(outside);
}

/* What it may use up. */

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
    guint descriptors = jailed_count_descriptors();

#if defined(__SANITIZE_ADDRESS__)
    g_test_skip("the address sanitizer needs the address space");
    return;
#endif
    g_assert_cmpint(jailed_run(do_allocate, "", &text), ==, WB_JAIL_TOO_MUCH_MEMORY);
    g_assert_cmpint(jailed_run(do_map_much, "", &mapped), ==, WB_JAIL_DONE);
    g_assert_cmpstr(mapped, ==, g_strerror(ENOMEM));
    jailed_assert_untouched(descriptors);
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

    jailed_shared->child = 0;
    jail = wb_jail_start(jailed_sleep, file, NULL, NULL);
    while (jailed_shared->child == 0)
        g_usleep(1000);
    for (gsize i = 0; i < G_N_ELEMENTS(limits); i++) {
        struct rlimit limit;

        g_assert_cmpint(prlimit(jailed_shared->child, limits[i].what, NULL, &limit), ==, 0);
        g_assert_cmpuint(limit.rlim_max, ==, limits[i].most);
        g_assert_cmpuint(limit.rlim_cur, <=, limits[i].most);
    }
    /* What cannot be dumped does not belong to who runs it, unless that is root. */
    place = g_strdup_printf("/proc/%d/environ", jailed_shared->child);
    g_assert_cmpint(g_stat(place, &status), ==, 0);
    g_assert_true(status.st_uid != getuid() || getuid() == 0);
}

static void
add_outside(const char *folder, const char *name, gconstpointer data,
            void (*test)(JailedOutside *outside, gconstpointer data))
{
    g_autofree char *path = g_strdup_printf("/confine/%s%s", folder, name);

    g_test_add(path, JailedOutside, data, jailed_set_up, test, jailed_tear_down);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    jailed_init();
    for (gsize i = 0; i < G_N_ELEMENTS(attempts); i++)
        add_outside("calls/", attempts[i].name, &attempts[i], test_attempt);
#ifdef __x86_64__
    add_outside("calls/", "old-gate", NULL, test_old_gate);
#endif
    add_outside("", "descriptors", NULL, test_descriptors);
    g_test_add_func("/confine/limits", test_limits);
    g_test_add_func("/confine/memory", test_memory);
    return g_test_run();
}
