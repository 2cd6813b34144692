#include "secret.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"

static gboolean
write_key(int fd, const guint8 *key)
{
    g_autoptr(GString) line = g_string_new(NULL);

    for (guint i = 0; i < WB_SECRET_LENGTH; i++)
        g_string_append_printf(line, "%02x", key[i]);
    g_string_append_c(line, '\n');
    return write(fd, line->str, line->len) == (gssize)line->len;
}

/* Two runs at once must not part ways: the second finds the file of the first in its way. */
gboolean
wb_secret_save(const char *path, const guint8 key[WB_SECRET_LENGTH], GError **error)
{
    int fd = g_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0)
        return wb_files_fail(path, "the key cannot be kept", error);
    gboolean good = write_key(fd, key) && fsync(fd) == 0;
    if (close(fd) == 0 && good)
        return TRUE;
    wb_files_fail(path, "the key cannot be kept", error);
    g_unlink(path);
    return FALSE;
}

static gboolean
parse(const char *path, const char *text, guint8 *key, GError **error)
{
    g_autofree char *line = g_strstrip(g_strdup(text));
    gsize digits = strspn(line, "0123456789abcdefABCDEF");

    if (digits != 2 * WB_SECRET_LENGTH || line[digits] != '\0') {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                    "%s:1: a key is one line of %d hex digits", path, 2 * WB_SECRET_LENGTH);
        return FALSE;
    }
    for (guint i = 0; i < WB_SECRET_LENGTH; i++)
        key[i] = g_ascii_xdigit_value(line[2 * i]) << 4 | g_ascii_xdigit_value(line[2 * i + 1]);
    return TRUE;
}

gboolean
wb_secret_load(const char *path, guint8 key[WB_SECRET_LENGTH], gboolean *fresh, GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) wrong = NULL;

    *fresh = FALSE;
    if (g_file_get_contents(path, &text, NULL, &wrong))
        return parse(path, text, key, error);
    if (!g_error_matches(wrong, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
        g_propagate_error(error, g_steal_pointer(&wrong));
        return FALSE;
    }
    *fresh = TRUE;
    return getrandom(key, WB_SECRET_LENGTH, 0) == WB_SECRET_LENGTH ||
           wb_files_fail(path, "the key cannot be made", error);
}
