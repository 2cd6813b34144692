#include "jail.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_SAID 4096  /* bytes of what a dying child says on stderr */
#define HEAP (32 << 20) /* bytes: more than our largest workbook takes */
#define MORE_SECONDS 1  /* for the rest of an answer that has begun when the deadline passes */

G_STATIC_ASSERT(WB_JAIL_SECONDS < WB_JAIL_MOST_SECONDS);

/* What a child sends: one header, then its text. */
typedef struct {
    char magic[4];
    guint32 status; /* WbJailEnd */
    guint32 length;
} Frame;

static const char magic[4] = {'W', 'B', 'R', '1'};

struct _WbJail {
    pid_t pid;   /* 0 once it has been waited for */
    int text_fd; /* the frame */
    int said_fd; /* the child's stderr: libraries that run out of memory say so there */
    gint64 deadline, allowed; /* with and without what it waited for the CPU */
    gboolean extended;        /* what it is allowed, once */
    GByteArray *received;
    WbJailEnd end;
};

static void
send_all(const void *data, gsize size)
{
    while (size > 0) {
        gssize n = write(WB_CONFINED_FD, data, size);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            _exit(1);
        data = (const char *)data + n;
        size -= (gsize)n;
    }
}

/* A document becomes some hundred thousand small blocks. With huge pages the kernel is asked for
 * their memory a few times instead of some thousand; where it has none nothing changes, and what is
 * not touched costs nothing. */
static void
prepare_heap(void)
{
    gsize page = (gsize)sysconf(_SC_PAGESIZE);
    char *whole;

    mallopt(M_MMAP_THRESHOLD, 2 * HEAP); /* has it from the heap, */
    mallopt(M_TRIM_THRESHOLD, INT_MAX);  /* and leaves it there */
    whole = malloc(HEAP);
    if (whole)
        madvise(whole + page - (gsize)whole % page, HEAP - page, MADV_HUGEPAGE);
    free(whole);
}

static G_NORETURN void
run_child(WbJailWork work, GBytes *file, gpointer data, int text_fd, int said_fd)
{
    Frame frame = {.status = WB_JAIL_UNCONFINED};
    g_autofree char *text = NULL;
    gsize length;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    memcpy(frame.magic, magic, sizeof magic);
    if (!wb_confine_descriptors(text_fd, said_fd))
        _exit(1);
    g_log_set_default_handler(g_log_default_handler, NULL); /* to stderr, whoever the parent is */
    prepare_heap();
    if (wb_confine()) {
        text = work(file, data);
        length = text ? strlen(text) : 0;
        frame.status = length > WB_JAIL_MOST_TEXT ? WB_JAIL_TOO_MUCH_TEXT : WB_JAIL_DONE;
        frame.length = frame.status == WB_JAIL_DONE ? (guint32)length : 0;
    }
    send_all(&frame, sizeof frame);
    send_all(text ? text : "", frame.length);
    _exit(0);
}

static gboolean
fail(GError **error, const char *what)
{
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "cannot start a reader: %s: %s",
                what, g_strerror(errno));
    return FALSE;
}

static gboolean
open_pipes(int text[2], int said[2], GError **error)
{
    if (pipe2(text, O_CLOEXEC) < 0)
        return fail(error, "pipe");
    if (pipe2(said, O_CLOEXEC) < 0) {
        fail(error, "pipe");
        close(text[0]);
        close(text[1]);
        return FALSE;
    }
    return TRUE;
}

WbJail *
wb_jail_start(WbJailWork work, GBytes *file, gpointer data, GError **error)
{
    g_autoptr(WbJail) self = NULL;
    int text[2], said[2];
    pid_t pid;

    if (!open_pipes(text, said, error))
        return NULL;
    pid = fork();
    if (pid == 0)
        run_child(work, file, data, text[1], said[1]);
    close(text[1]);
    close(said[1]);
    self = g_new0(WbJail, 1);
    self->pid = MAX(pid, 0);
    self->text_fd = text[0];
    self->said_fd = said[0];
    self->received = g_byte_array_new();
    self->allowed = g_get_monotonic_time() + WB_JAIL_SECONDS * G_USEC_PER_SEC;
    self->deadline = self->allowed;
    if (pid < 0) {
        fail(error, "fork");
        return NULL;
    }
    fcntl(self->text_fd, F_SETFL, O_NONBLOCK);
    fcntl(self->said_fd, F_SETFL, O_NONBLOCK);
    return g_steal_pointer(&self);
}

int
wb_jail_get_fd(const WbJail *self)
{
    return self->text_fd;
}

gint64
wb_jail_get_deadline(const WbJail *self)
{
    return self->deadline;
}

/* Only a killed child is waited for, so this never hangs; one that is dead already keeps its
 * status. */
static int
reap(WbJail *self)
{
    int status = 0;

    if (self->pid > 0) {
        kill(self->pid, SIGKILL);
        while (waitpid(self->pid, &status, 0) < 0 && errno == EINTR)
            ;
        self->pid = 0;
    }
    return status;
}

static gboolean
said_memory(const WbJail *self)
{
    char said[MOST_SAID + 1];
    gssize n = read(self->said_fd, said, MOST_SAID);

    if (n <= 0)
        return FALSE;
    said[n] = '\0';
    return strstr(said, "bad_alloc") || strstr(said, "failed to allocate") ||
           strstr(said, "ut of memory");
}

static gboolean
has_whole_frame(const WbJail *self, Frame *frame)
{
    if (self->received->len < sizeof *frame)
        return FALSE;
    memcpy(frame, self->received->data, sizeof *frame);
    return memcmp(frame->magic, magic, sizeof magic) == 0 && frame->status <= WB_JAIL_UNCONFINED &&
           self->received->len == sizeof *frame + frame->length;
}

static WbJailEnd
judge(WbJail *self, gboolean over_deadline)
{
    int status = reap(self);
    Frame frame;

    if (has_whole_frame(self, &frame))
        return (WbJailEnd)frame.status;
    if (over_deadline || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
        return WB_JAIL_TOO_LONG;
    return said_memory(self) ? WB_JAIL_TOO_MUCH_MEMORY : WB_JAIL_DIED;
}

gboolean
wb_jail_is_over_deadline(const WbJail *self)
{
    return g_get_monotonic_time() >= self->deadline;
}

/* Microseconds for which the child was ready to go on while others had the CPU; none where the
 * system does not count them. */
static gint64
read_waited(const WbJail *self)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/schedstat", (int)self->pid);
    g_autofree char *text = NULL;
    guint64 waited_ns = 0;

    if (g_file_get_contents(path, &text, NULL, NULL))
        sscanf(text, "%*u %" G_GUINT64_FORMAT, &waited_ns);
    return (gint64)(waited_ns / 1000);
}

/* A child is not to blame for a busy machine; one that hangs or sleeps waits for no CPU. */
static void
move_deadline(WbJail *self)
{
    const gint64 most = (WB_JAIL_MOST_SECONDS - WB_JAIL_SECONDS) * G_USEC_PER_SEC;
    gint64 waited;

    if (!wb_jail_is_over_deadline(self))
        return;
    waited = read_waited(self);
    self->deadline = self->allowed + MIN(waited, most);
}

/* A child that has just spoken may only have waited for us to listen. Where we come very late we
 * were stopped, and it most likely with us. */
static void
allow_more(WbJail *self, gboolean spoke)
{
    gint64 late = g_get_monotonic_time() - self->deadline, more = 0;

    if (self->extended || late < 0)
        return;
    if (late > MORE_SECONDS * G_USEC_PER_SEC)
        more = WB_JAIL_SECONDS * G_USEC_PER_SEC;
    else if (spoke)
        more = MORE_SECONDS * G_USEC_PER_SEC;
    if (more == 0)
        return;
    self->extended = TRUE;
    self->allowed += late + more;
    self->deadline += late + more;
}

gboolean
wb_jail_step(WbJail *self)
{
    guint8 buffer[65536];
    gboolean spoke = FALSE, alive;
    gssize n;

    if (self->pid == 0)
        return TRUE;
    while ((n = read(self->text_fd, buffer, sizeof buffer)) > 0) {
        g_byte_array_append(self->received, buffer, (guint)n);
        spoke = TRUE;
        if (self->received->len > WB_JAIL_MOST_TEXT + sizeof(Frame)) {
            reap(self);
            self->end = WB_JAIL_TOO_MUCH_TEXT;
            return TRUE;
        }
    }
    alive = n < 0 && (errno == EAGAIN || errno == EINTR);
    move_deadline(self);
    allow_more(self, spoke);
    if (alive && !wb_jail_is_over_deadline(self))
        return FALSE;
    self->end = judge(self, n < 0);
    return TRUE;
}

WbJailEnd
wb_jail_end(const WbJail *self)
{
    return self->end;
}

char *
wb_jail_steal_text(WbJail *self)
{
    if (self->end != WB_JAIL_DONE || self->received->len < sizeof(Frame))
        return NULL;
    return g_strndup((const char *)self->received->data + sizeof(Frame),
                     self->received->len - sizeof(Frame));
}

void
wb_jail_free(WbJail *self)
{
    reap(self);
    close(self->text_fd);
    close(self->said_fd);
    g_byte_array_unref(self->received);
    g_free(self);
}

WbJailEnd
wb_jail_run(WbJailWork work, GBytes *file, gpointer data, char **text, GError **error)
{
    g_autoptr(WbJail) jail = wb_jail_start(work, file, data, error);

    *text = NULL;
    if (!jail)
        return WB_JAIL_UNCONFINED;
    while (!wb_jail_step(jail)) {
        GPollFD poll = {wb_jail_get_fd(jail), G_IO_IN | G_IO_HUP, 0};
        gint64 left = wb_jail_get_deadline(jail) - g_get_monotonic_time();

        g_poll(&poll, 1, left > 0 ? (int)(left / 1000) + 1 : 0);
    }
    *text = wb_jail_steal_text(jail);
    return wb_jail_end(jail);
}
