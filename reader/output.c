/* A file that is being written: see output.h. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

struct _WbOutput {
    char *path;
    char *beside; /* NULL of standard output */
    FILE *file;
    int failed; /* errno of the first failure, or 0 */
};

/* Once it is said, it need not be said again when standard output is closed. */
static gboolean
fail(const char *path, int code, GError **error)
{
    if (g_str_equal(path, "-")) {
        path = "standard output";
        clearerr(stdout);
    }
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(code), "%s: %s", path, g_strerror(code));
    return FALSE;
}

static void
output_free(WbOutput *self)
{
    if (self->file && self->file != stdout)
        fclose(self->file);
    g_free(self->path);
    g_free(self->beside);
    g_free(self);
}

WbOutput *
wb_output_open(const char *path, GError **error)
{
    WbOutput *self = g_new0(WbOutput, 1);
    int fd;

    self->path = g_strdup(path);
    if (g_str_equal(path, "-")) {
        self->file = stdout;
        return self;
    }
    self->beside = g_strconcat(path, ".XXXXXX", NULL);
    fd = g_mkstemp_full(self->beside, O_RDWR | O_CLOEXEC, 0666);
    if (fd < 0) {
        fail(path, errno, error);
        output_free(self);
        return NULL;
    }
    self->file = fdopen(fd, "w");
    return self;
}

void
wb_output_write(WbOutput *self, const char *data, gsize length)
{
    if (!self->failed && fwrite(data, 1, length, self->file) != length)
        self->failed = errno;
}

const char *
wb_output_beside(const WbOutput *self)
{
    return self->beside;
}

static void
put_in_place(WbOutput *self)
{
    FILE *file = self->file;

    self->file = NULL;
    if (fclose(file) != 0 || g_rename(self->beside, self->path) != 0)
        self->failed = errno;
}

gboolean
wb_output_flush(WbOutput *self, GError **error)
{
    if (!self->failed && fflush(self->file) != 0)
        self->failed = errno;
    return !self->failed || fail(self->path, self->failed, error);
}

gboolean
wb_output_close(WbOutput *self, gboolean keep, GError **error)
{
    gboolean done = wb_output_flush(self, error);

    if (done && keep && self->beside) {
        put_in_place(self);
        done = !self->failed || fail(self->path, self->failed, error);
    }
    if (self->beside && (self->failed || !keep))
        g_unlink(self->beside);
    output_free(self);
    return done;
}

gboolean
wb_output_put(const char *path, GBytes *bytes, GError **error)
{
    WbOutput *out = wb_output_open(path, error);

    if (!out)
        return FALSE;
    wb_output_write(out, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    return wb_output_close(out, TRUE, error);
}
