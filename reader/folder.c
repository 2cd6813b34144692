/* The folders of a harvest: see folder.h. */
#include "folder.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "digest.h"

#define MAX_DEPTH 64

static gboolean
fail(const char *path, int code, GError **error)
{
    g_autofree char *shown = g_filename_display_name(path);

    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(code), "%s: %s", shown, g_strerror(code));
    return FALSE;
}

static void
add_file(WbFolder *self, const char *path, const char *name, const GStatBuf *about)
{
    WbStoreFile *file = g_new0(WbStoreFile, 1);

    file->name = g_utf8_make_valid(name, -1);
    file->size = about->st_size;
    file->mtime_ns = (gint64)about->st_mtim.tv_sec * 1000000000 + about->st_mtim.tv_nsec;
    g_ptr_array_add(self->paths, g_strdup(path));
    g_ptr_array_add(self->files, file);
}

static gboolean
is_pdf_name(const char *name)
{
    const char *dot = strrchr(name, '.');

    return name[0] != '.' && dot && g_ascii_strcasecmp(dot, ".pdf") == 0;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
list_names(const char *path, GError **error)
{
    g_autoptr(GDir) folder = NULL;
    GPtrArray *names;
    const char *name;

    errno = 0;
    folder = g_dir_open(path, 0, NULL);
    if (!folder) {
        fail(path, errno, error);
        return NULL;
    }
    names = g_ptr_array_new_with_free_func(g_free);
    while ((name = g_dir_read_name(folder)))
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    return names;
}

static gboolean list_folder(WbFolder *self, const char *path, const char *prefix, int depth,
                            GError **error);

/* One entry of a folder. */
static gboolean
list_entry(WbFolder *self, const char *folder, const char *prefix, const char *entry, int depth,
           GError **error)
{
    g_autofree char *path = g_build_filename(folder, entry, NULL);
    g_autofree char *name = *prefix ? g_strconcat(prefix, "/", entry, NULL) : g_strdup(entry);
    GStatBuf about;

    if (g_lstat(path, &about) != 0)
        return TRUE; /* gone since the folder was listed */
    if (S_ISDIR(about.st_mode))
        return entry[0] == '.' || list_folder(self, path, name, depth + 1, error);
    if (S_ISLNK(about.st_mode) && g_stat(path, &about) != 0)
        return TRUE;
    if (S_ISREG(about.st_mode) && is_pdf_name(entry))
        add_file(self, path, name, &about);
    else
        self->skipped++;
    return TRUE;
}

static gboolean
list_folder(WbFolder *self, const char *path, const char *prefix, int depth, GError **error)
{
    g_autoptr(GPtrArray) names = NULL;

    if (depth > MAX_DEPTH)
        return fail(path, ELOOP, error);
    names = list_names(path, error);
    if (!names)
        return FALSE;
    for (guint n = 0; n < names->len; n++) {
        if (!list_entry(self, path, prefix, names->pdata[n], depth, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
list_root(WbFolder *self, const char *path, gboolean alone, GError **error)
{
    g_autofree char *base = g_path_get_basename(path);
    GStatBuf about;

    if (g_stat(path, &about) != 0)
        return fail(path, errno, error);
    if (S_ISDIR(about.st_mode))
        return list_folder(self, path, alone ? "" : base, 0, error);
    add_file(self, path, base, &about);
    return TRUE;
}

WbFolder *
wb_folder_list(char **paths, GError **error)
{
    g_autoptr(WbFolder) self = g_new0(WbFolder, 1);

    self->paths = g_ptr_array_new_with_free_func(g_free);
    self->files = g_ptr_array_new_with_free_func((GDestroyNotify)wb_store_file_free);
    for (gsize n = 0; paths[n]; n++) {
        if (!list_root(self, paths[n], paths[1] == NULL, error))
            return NULL;
    }
    return g_steal_pointer(&self);
}

void
wb_folder_free(WbFolder *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->paths);
    g_ptr_array_unref(self->files);
    g_free(self);
}

char *
wb_folder_dup_sha256(const char *path)
{
    g_autofree guchar *buffer = g_malloc(65536);
    FILE *file = g_fopen(path, "rbe");
    gboolean whole;
    gsize length;
    WbDigest digest;

    if (!file)
        return NULL;
    wb_digest_begin(&digest);
    while ((length = fread(buffer, 1, 65536, file)) > 0)
        wb_digest_add(&digest, buffer, length);
    whole = !ferror(file);
    fclose(file);
    return whole ? wb_digest_end_hex(&digest) : NULL;
}
