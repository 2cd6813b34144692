#include "editions.h"

#include <gio/gio.h>
#include <string.h>

#include "words.h"

#define SUFFIX ".edition.json"

struct _WbEditions {
    GPtrArray *editions; /* of WbEdition, owned, in order of fingerprint */
};

WbEditions *
wb_editions_new(void)
{
    WbEditions *self = g_new0(WbEditions, 1);

    self->editions = g_ptr_array_new_with_free_func((GDestroyNotify)wb_edition_free);
    return self;
}

void
wb_editions_free(WbEditions *self)
{
    g_ptr_array_unref(self->editions);
    g_free(self);
}

static int
compare(gconstpointer a, gconstpointer b)
{
    const WbEdition *const *one = a, *const *two = b;

    return strcmp((*one)->fingerprint, (*two)->fingerprint);
}

void
wb_editions_add(WbEditions *self, WbEdition *edition)
{
    if (wb_editions_lookup(self, edition->fingerprint)) {
        wb_edition_free(edition);
        return;
    }
    g_ptr_array_add(self->editions, edition);
    g_ptr_array_sort(self->editions, compare);
}

void
wb_editions_keep(WbEditions *self, GHashTable *workbooks)
{
    for (guint n = self->editions->len; n > 0; n--) {
        const WbEdition *edition = self->editions->pdata[n - 1];

        if (!g_hash_table_contains(workbooks, edition->workbook))
            g_ptr_array_remove_index(self->editions, n - 1);
    }
}

static gboolean
load_file(WbEditions *self, const char *path, GError **error)
{
    WbEdition *edition = wb_edition_load(path, error);

    if (edition)
        wb_editions_add(self, edition);
    return edition != NULL;
}

static gboolean
load_folder(WbEditions *self, const char *path, GError **error)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, error);
    const char *name;

    if (!folder)
        return FALSE;
    while ((name = g_dir_read_name(folder))) {
        g_autofree char *file = g_build_filename(path, name, NULL);

        if (g_str_has_suffix(name, SUFFIX) && !load_file(self, file, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
wb_editions_load(WbEditions *self, const char *path, GError **error)
{
    guint before = wb_editions_count(self);
    gboolean folder = g_file_test(path, G_FILE_TEST_IS_DIR);

    if (!folder)
        return load_file(self, path, error);
    if (!load_folder(self, path, error))
        return FALSE;
    if (before == 0 && wb_editions_count(self) == 0) {
        g_set_error(error, WB_EDITION_ERROR, WB_EDITION_ERROR_READ,
                    "%s: no file in this folder ends in " SUFFIX, path);
        return FALSE;
    }
    return TRUE;
}

guint
wb_editions_count(const WbEditions *self)
{
    return self->editions->len;
}

const WbEdition *
wb_editions_peek(const WbEditions *self, guint n)
{
    return self->editions->pdata[n];
}

const WbEdition *
wb_editions_lookup(const WbEditions *self, const char *fingerprint)
{
    for (guint i = 0; i < self->editions->len; i++) {
        const WbEdition *edition = self->editions->pdata[i];

        if (g_str_equal(edition->fingerprint, fingerprint))
            return edition;
    }
    return NULL;
}

const WbEdition *
wb_editions_lookup_code(const WbEditions *self, const char *code)
{
    for (guint i = 0; i < self->editions->len; i++) {
        const WbEdition *edition = self->editions->pdata[i];

        if (g_str_equal(edition->code, code))
            return edition;
    }
    return NULL;
}

static int
compare_languages(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "ar, en, es" */
static char *
dup_languages(const WbEditions *self)
{
    g_autoptr(GPtrArray) languages = g_ptr_array_new();

    for (guint n = 0; n < wb_editions_count(self); n++) {
        char *language = wb_editions_peek(self, n)->language;

        if (!g_ptr_array_find_with_equal_func(languages, language, g_str_equal, NULL))
            g_ptr_array_add(languages, language);
    }
    g_ptr_array_sort(languages, compare_languages);
    g_ptr_array_add(languages, NULL);
    return g_strjoinv(", ", (char **)languages->pdata);
}

gboolean
wb_editions_check_language(const WbEditions *self, const char *language, GError **error)
{
    g_autofree char *languages = NULL;

    if (!language || wb_words_speak(language))
        return TRUE;
    for (guint n = 0; n < wb_editions_count(self); n++) {
        if (g_ascii_strcasecmp(wb_editions_peek(self, n)->language, language) == 0)
            return TRUE;
    }
    languages = dup_languages(self);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                "--language %s: no edition is in that language; there are: %s", language,
                languages);
    return FALSE;
}
