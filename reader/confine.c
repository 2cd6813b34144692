#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct sock_fprog filter; /* built once, the same for every child */

/* Memory, the pipe, the clock and the end: all that parsing takes. */
static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(clock_getres),
    SCMP_SYS(getrandom),
    SCMP_SYS(sched_yield),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(restart_syscall),
};

/* Libraries ask for files and get on without: these fail instead of ending the process. */
static const int refused[] = {
    SCMP_SYS(open),      SCMP_SYS(openat),     SCMP_SYS(stat),     SCMP_SYS(lstat),
    SCMP_SYS(fstat),     SCMP_SYS(newfstatat), SCMP_SYS(statx),    SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),    SCMP_SYS(statfs),     SCMP_SYS(ioctl),    SCMP_SYS(fcntl),
    SCMP_SYS(uname),     SCMP_SYS(getuid),     SCMP_SYS(geteuid),  SCMP_SYS(getdents64),
    SCMP_SYS(tgkill),    SCMP_SYS(prlimit64),  SCMP_SYS(unlink),   SCMP_SYS(getpeername),
};

/* Memory may not become a program. */
static const int mapping[] = {SCMP_SYS(mmap), SCMP_SYS(mprotect)};

static gboolean
add_rules(scmp_filter_ctx context)
{
    int failed = 0;

    for (gsize i = 0; i < G_N_ELEMENTS(allowed); i++)
        failed |= seccomp_rule_add(context, SCMP_ACT_ALLOW, allowed[i], 0);
    for (gsize i = 0; i < G_N_ELEMENTS(refused); i++)
        failed |= seccomp_rule_add(context, SCMP_ACT_ERRNO(EACCES), refused[i], 0);
    for (gsize i = 0; i < G_N_ELEMENTS(mapping); i++)
        failed |= seccomp_rule_add(context, SCMP_ACT_ALLOW, mapping[i], 1,
                                   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    return failed == 0;
}

/* libseccomp writes the finished filter to a file only. */
static gboolean
export_filter(scmp_filter_ctx context)
{
    int fd = memfd_create("filter", MFD_CLOEXEC);
    off_t size = -1;
    gboolean whole;

    if (fd < 0)
        return FALSE;
    if (seccomp_export_bpf(context, fd) == 0)
        size = lseek(fd, 0, SEEK_END);
    filter.filter = size > 0 ? g_malloc((gsize)size) : NULL;
    filter.len = (unsigned short)(MAX(size, 0) / (off_t)sizeof *filter.filter);
    whole = size > 0 && pread(fd, filter.filter, (size_t)size, 0) == size;
    close(fd);
    return whole;
}

gboolean
wb_confine_prepare(void)
{
    scmp_filter_ctx context;
    gboolean done;

    if (filter.filter)
        return TRUE;
    context = seccomp_init(SCMP_ACT_KILL_PROCESS);
    done = context && add_rules(context) && export_filter(context);
    if (context)
        seccomp_release(context);
    if (!done)
        g_clear_pointer(&filter.filter, g_free);
    return done;
}

/* Systems without close_range have it done one by one. */
static void
close_from(int first)
{
    if (close_range((unsigned)first, ~0U, 0) < 0) {
        for (long fd = first; fd < sysconf(_SC_OPEN_MAX); fd++)
            close((int)fd);
    }
}

gboolean
wb_confine_descriptors(int out_fd, int said_fd)
{
    /* Out of the way first: either may stand where the other goes. */
    int out = fcntl(out_fd, F_DUPFD, 10), said = fcntl(said_fd, F_DUPFD, 10);

    if (out < 0 || said < 0 || dup2(out, WB_CONFINED_FD) < 0 || dup2(said, STDERR_FILENO) < 0)
        return FALSE;
    fcntl(STDERR_FILENO, F_SETFL, O_NONBLOCK); /* a library that talks much does not hang */
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
    close_from(WB_CONFINED_FD + 1);
    return TRUE;
}

static gboolean
set_limits(void)
{
    static const struct {
        int what;
        rlim_t soft, hard;
    } limits[] = {
        {RLIMIT_CPU, WB_CONFINED_SECONDS, WB_CONFINED_SECONDS + 1},
        {RLIMIT_AS, WB_CONFINED_MEGABYTES << 20, WB_CONFINED_MEGABYTES << 20},
        {RLIMIT_NOFILE, WB_CONFINED_FD + 1, WB_CONFINED_FD + 1},
        {RLIMIT_FSIZE, 0, 0},
        {RLIMIT_NPROC, 0, 0},
        {RLIMIT_CORE, 0, 0},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(limits); i++) {
        struct rlimit limit = {limits[i].soft, limits[i].hard};

        if (WB_CONFINED_SANITIZED && limits[i].what == RLIMIT_AS)
            continue;
        if (setrlimit(limits[i].what, &limit) < 0)
            return FALSE;
    }
    return TRUE;
}

/* The limit on cores does not hold where the system hands them to a program: not dumpable does. */
gboolean
wb_confine(void)
{
    return filter.filter && set_limits() && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}
