#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "digest.h"

/* Said in our own words: the system's come in the language of the machine. */
static const char *
fail_unreadable(WbInput *self, int code)
{
    static const struct {
        int code;
        const char *words;
    } reasons[] = {
        {ENOENT, "there is no such file"},       {ENOTDIR, "there is no such file"},
        {EACCES, "reading it is not permitted"}, {EPERM, "reading it is not permitted"},
        {EIO, "the disk could not be read"},     {EMFILE, "too many files are open"},
        {ENFILE, "too many files are open"},     {ELOOP, "links that lead in a circle"},
        {ENAMETOOLONG, "the name is too long"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(reasons) && !self->detail; i++)
        self->detail = reasons[i].code == code ? g_strdup(reasons[i].words) : NULL;
    return "unreadable";
}

static const char *
fail_too_large(WbInput *self, goffset size)
{
    self->detail = g_strdup_printf("%" G_GOFFSET_FORMAT " MB", size >> 20);
    return "too-large";
}

/* Up to the size that the file said it had; it may have become shorter since. */
static const char *
read_bytes(WbInput *self, int fd, gsize size)
{
    g_autofree guint8 *data = g_malloc(size + 1);
    gsize length = 0;

    while (length < size) {
        gssize n = read(fd, data + length, size - length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_unreadable(self, errno);
        if (n == 0)
            break;
        length += (gsize)n;
    }
    if (length == 0)
        return "empty";
    self->bytes = g_bytes_new_take(g_steal_pointer(&data), length);
    return NULL;
}

static const char *
load(WbInput *self, int fd)
{
    g_autoptr(GDateTime) time = NULL;
    const char *problem;
    struct stat about;

    if (fd < 0 || fstat(fd, &about) < 0)
        return fail_unreadable(self, errno);
    if (!S_ISREG(about.st_mode))
        return "not-a-file";
    if (about.st_size > WB_INPUT_MOST_BYTES)
        return fail_too_large(self, about.st_size);
    problem = read_bytes(self, fd, (gsize)about.st_size);
    if (problem)
        return problem;
    time = g_date_time_new_from_unix_utc(about.st_mtime);
    self->saved = time ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
    self->sha256 =
        wb_digest_dup_hex(g_bytes_get_data(self->bytes, NULL), g_bytes_get_size(self->bytes));
    return NULL;
}

void
wb_input_load(WbInput *self, const char *path)
{
    /* Without waiting: what is named may be a pipe that nobody writes to. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

    *self = (WbInput){NULL, NULL, NULL, NULL, NULL};
    self->problem = load(self, fd);
    if (fd >= 0)
        close(fd);
}

void
wb_input_clear(WbInput *self)
{
    g_clear_pointer(&self->bytes, g_bytes_unref);
    g_clear_pointer(&self->sha256, g_free);
    g_clear_pointer(&self->saved, g_free);
    g_clear_pointer(&self->detail, g_free);
}
