#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#define BESIDE ".part"
#define MOST_PARTS 8

struct _WbFiles {
    GPtrArray *paths; /* of char*, owned */
    guint placed;     /* how many of them are in their places */
};

gboolean
wb_files_fail(const char *path, const char *what, GError **error)
{
    int code = errno;

    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(code), "%s: %s: %s", path, what,
                g_strerror(code));
    return FALSE;
}

static char *
dup_beside(const char *path)
{
    return g_strconcat(path, BESIDE, NULL);
}

WbFiles *
wb_files_new(void)
{
    WbFiles *self = g_new0(WbFiles, 1);

    self->paths = g_ptr_array_new_with_free_func(g_free);
    return self;
}

void
wb_files_free(WbFiles *self)
{
    if (self == NULL)
        return;
    for (guint i = self->placed; i < self->paths->len; i++) {
        g_autofree char *beside = dup_beside(self->paths->pdata[i]);
        g_unlink(beside);
    }
    g_ptr_array_unref(self->paths);
    g_free(self);
}

/* Goes on behind what a call has written. */
static void
skip(struct iovec **parts, int *n, gsize written)
{
    while (*n > 0 && written >= (*parts)->iov_len) {
        written -= (*parts)->iov_len;
        (*parts)++;
        (*n)--;
    }
    if (*n > 0) {
        (*parts)->iov_base = (char *)(*parts)->iov_base + written;
        (*parts)->iov_len -= written;
    }
}

static gboolean
write_all(int fd, struct iovec *parts, int n)
{
    skip(&parts, &n, 0);
    while (n > 0) {
        gssize step = writev(fd, parts, n);
        if (step < 0 && errno != EINTR)
            return FALSE;
        skip(&parts, &n, MAX(step, 0));
    }
    return TRUE;
}

static gboolean
check_place(const char *path, GError **error)
{
    struct stat known;

    if (lstat(path, &known) != 0 || S_ISREG(known.st_mode) || S_ISLNK(known.st_mode))
        return TRUE;
    errno = EISDIR;
    if (S_ISDIR(known.st_mode))
        return wb_files_fail(path, "cannot be written", error);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                "%s: cannot be written: it is no file", path);
    return FALSE;
}

/* Leaves nothing behind where it fails. */
static gboolean
write_beside(const char *path, const char *beside, struct iovec *parts, int n, GError **error)
{
    int fd = g_open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    gboolean good = fd >= 0 && write_all(fd, parts, n);

    if (!good)
        wb_files_fail(path, "cannot be written", error);
    if (fd >= 0 && close(fd) != 0 && good)
        good = wb_files_fail(path, "cannot be written", error);
    if (fd >= 0 && !good)
        g_unlink(beside);
    return good;
}

gboolean
wb_files_add(WbFiles *self, const char *path, const WbFilePart *parts, guint n, GError **error)
{
    g_autofree char *beside = dup_beside(path);
    struct iovec vectors[MOST_PARTS];

    g_return_val_if_fail(n <= MOST_PARTS, FALSE);
    for (guint i = 0; i < n; i++)
        vectors[i] = (struct iovec){(gpointer)parts[i].data, parts[i].length};
    if (!check_place(path, error) || !write_beside(path, beside, vectors, (int)n, error))
        return FALSE;
    g_ptr_array_add(self->paths, g_strdup(path));
    return TRUE;
}

gboolean
wb_files_add_bytes(WbFiles *self, const char *path, GBytes *bytes, GError **error)
{
    WbFilePart part;

    part.data = g_bytes_get_data(bytes, &part.length);
    return wb_files_add(self, path, &part, 1, error);
}

gboolean
wb_files_add_text(WbFiles *self, const char *path, const char *text, GError **error)
{
    return wb_files_add(self, path, &(WbFilePart){text, strlen(text)}, 1, error);
}

gboolean
wb_files_finish(WbFiles *self, GError **error)
{
    for (; self->placed < self->paths->len; self->placed++) {
        const char *path = self->paths->pdata[self->placed];
        g_autofree char *beside = dup_beside(path);
        if (g_rename(beside, path) != 0)
            return wb_files_fail(path, "cannot be written", error);
    }
    return TRUE;
}

gboolean
wb_files_make_folder(const char *path, GError **error)
{
    return g_mkdir_with_parents(path, 0777) == 0 || wb_files_fail(path, "cannot be made", error);
}

gboolean
wb_files_check_room(const char *folder, guint64 bytes, GError **error)
{
    struct statvfs disk;

    if (statvfs(folder, &disk) != 0)
        return wb_files_fail(folder, "cannot be written", error);
    if ((guint64)disk.f_bavail * disk.f_frsize >= bytes)
        return TRUE;
    g_autofree char *needed = g_format_size(bytes);
    g_autofree char *there = g_format_size((guint64)disk.f_bavail * disk.f_frsize);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                "%s: the disk has %s left, and %s are needed; nothing is written", folder, there,
                needed);
    return FALSE;
}
