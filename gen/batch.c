#include "batch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fonts.h"
#include "load.h"
#include "po.h"
#include "stamp.h"

#define UPDATE_GUESS 15000 /* bytes of a copy behind its blank */
#define PROGRESS_STEP 100

G_DEFINE_QUARK(wb_batch_error, wb_batch_error)

/* One language of the batch. */
typedef struct {
    const char *language; /* lent */
    GPtrArray *copies;    /* of WbBatchCopy, lent */
    WbWorkbook *workbook;
    WbStamp *stamp;
    gsize size; /* of the blank */
} Tongue;

struct _WbBatch {
    char *layout, *paper;
    WbWorkbook *source;
    GStrv languages;    /* those of the layout, its own first */
    GPtrArray *copies;  /* of WbBatchCopy, owned */
    GPtrArray *tongues; /* of Tongue, owned */
    guint written;
};

static void
tongue_close(Tongue *self)
{
    g_clear_pointer(&self->stamp, wb_stamp_free);
    g_clear_pointer(&self->workbook, wb_workbook_free);
}

static void
tongue_free(gpointer data)
{
    Tongue *self = data;

    tongue_close(self);
    g_ptr_array_unref(self->copies);
    g_free(self);
}

static void
copy_free(gpointer data)
{
    WbBatchCopy *self = data;

    g_free(self->copy);
    g_free(self->language);
    g_free(self->file);
    g_free(self->fingerprint);
    g_clear_pointer(&self->fillings, g_ptr_array_unref);
    g_free(self);
}

static GStrv
list_languages(const WbWorkbook *source)
{
    g_autoptr(GStrvBuilder) out = g_strv_builder_new();
    g_auto(GStrv) others = wb_po_list_languages(source);

    g_strv_builder_add(out, source->language);
    g_strv_builder_addv(out, (const char **)others);
    return g_strv_builder_end(out);
}

WbBatch *
wb_batch_new(const char *layout, const char *paper, GError **error)
{
    g_autoptr(WbBatch) self = g_new0(WbBatch, 1);

    self->copies = g_ptr_array_new_with_free_func(copy_free);
    self->tongues = g_ptr_array_new_with_free_func(tongue_free);
    self->layout = g_strdup(layout);
    self->source = wb_layout_load(layout, error);
    if (self->source == NULL)
        return NULL;
    self->paper = g_strdup(paper != NULL ? paper : self->source->paper);
    self->languages = list_languages(self->source);
    return g_steal_pointer(&self);
}

void
wb_batch_free(WbBatch *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->tongues);
    g_ptr_array_unref(self->copies);
    g_strfreev(self->languages);
    wb_workbook_free(self->source);
    g_free(self->layout);
    g_free(self->paper);
    g_free(self);
}

const WbWorkbook *
wb_batch_peek_source(const WbBatch *self)
{
    return self->source;
}

const char *
wb_batch_lookup_language(const WbBatch *self, const char *language)
{
    for (char **known = self->languages; *known != NULL; known++)
        if (g_ascii_strcasecmp(*known, language) == 0)
            return *known;
    return NULL;
}

WbBatchCopy *
wb_batch_copy_new(const char *path, guint line)
{
    WbBatchCopy *self = g_new0(WbBatchCopy, 1);

    self->path = path;
    self->line = line;
    return self;
}

static Tongue *
need_tongue(WbBatch *self, const char *language)
{
    for (guint i = 0; i < self->tongues->len; i++) {
        Tongue *known = self->tongues->pdata[i];
        if (g_str_equal(known->language, language))
            return known;
    }
    Tongue *made = g_new0(Tongue, 1);
    made->language = language;
    made->copies = g_ptr_array_new();
    g_ptr_array_add(self->tongues, made);
    return made;
}

void
wb_batch_add(WbBatch *self, WbBatchCopy *copy)
{
    g_ptr_array_add(self->copies, copy);
    g_ptr_array_add(need_tongue(self, copy->language)->copies, copy);
}

const GPtrArray *
wb_batch_peek_copies(const WbBatch *self)
{
    return self->copies;
}

static void complain(GString *complaints, const WbBatchCopy *copy, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static void
complain(GString *complaints, const WbBatchCopy *copy, const char *format, ...)
{
    va_list arguments;

    g_string_append_printf(complaints, "%s%s:%u: ", complaints->len > 0 ? "\n" : "", copy->path,
                           copy->line);
    va_start(arguments, format);
    g_string_append_vprintf(complaints, format, arguments);
    va_end(arguments);
}

static gboolean
open_tongue(const WbBatch *self, Tongue *tongue, GError **error)
{
    if (tongue->stamp != NULL)
        return TRUE;
    tongue->workbook = wb_po_load(self->layout, tongue->language, FALSE, error);
    tongue->stamp =
        tongue->workbook != NULL ? wb_stamp_new(tongue->workbook, self->paper, error) : NULL;
    if (tongue->stamp == NULL)
        return FALSE;
    tongue->size = g_bytes_get_size(wb_stamp_peek_blank(tongue->stamp)->pdf.bytes);
    return TRUE;
}

/* The first character of a value that no font can draw, or 0. */
static gunichar
find_missing(const Tongue *tongue, const char *value)
{
    const WbBlank *blank = wb_stamp_peek_blank(tongue->stamp);
    WbStyle style = {.family = blank->composition->fonts->field, .size = 10};

    for (const char *at = value; *at != '\0'; at = g_utf8_next_char(at))
        if (!wb_setter_has(blank->setter, g_utf8_get_char(at), &style))
            return g_utf8_get_char(at);
    return 0;
}

static void
check_copy(const Tongue *tongue, const WbBatchCopy *copy, GString *complaints)
{
    for (guint i = 0; !copy->lenient && i < copy->fillings->len; i++) {
        const WbFilling *filling = copy->fillings->pdata[i];
        gunichar missing = find_missing(tongue, filling->value);
        char text[7] = "";
        g_unichar_to_utf8(missing, text);
        if (missing != 0)
            complain(complaints, copy, "%s: no font has the character %s (U+%04X)", filling->field,
                     text, missing);
    }
}

/* Of several languages each is made twice, before and while the copies are written: all at once
 * would take the memory of all. */
static void
check_tongue(WbBatch *self, Tongue *tongue, GString *complaints)
{
    const WbBatchCopy *first = tongue->copies->pdata[0];
    g_autoptr(GError) error = NULL;

    if (!open_tongue(self, tongue, &error)) {
        complain(complaints, first, "language '%s': %s", tongue->language, error->message);
        return;
    }
    for (guint i = 0; i < tongue->copies->len; i++)
        check_copy(tongue, tongue->copies->pdata[i], complaints);
    if (self->tongues->len > 1)
        tongue_close(tongue);
}

static gboolean
check(WbBatch *self, const char *folder, GError **error)
{
    g_autoptr(GString) complaints = g_string_new(NULL);
    guint64 room = 0;

    for (guint i = 0; i < self->tongues->len; i++) {
        Tongue *tongue = self->tongues->pdata[i];
        check_tongue(self, tongue, complaints);
        room += (guint64)tongue->copies->len * (tongue->size + UPDATE_GUESS);
    }
    if (complaints->len > 0) {
        g_set_error_literal(error, WB_BATCH_ERROR, 0, complaints->str);
        return FALSE;
    }
    return wb_files_make_folder(folder, error) && wb_files_check_room(folder, room, error);
}

static void
show_progress(WbBatch *self)
{
    guint all = self->copies->len;

    self->written++;
    if ((self->written % PROGRESS_STEP != 0 && self->written != all) || !isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r%u of %u copies%s", self->written, all, self->written == all ? "\n" : "");
}

static gboolean
write_copy(const Tongue *tongue, WbBatchCopy *copy, const char *folder, WbFiles *files,
           GError **error)
{
    const WbBlank *blank = wb_stamp_peek_blank(tongue->stamp);
    const GByteArray *update = wb_stamp_make(tongue->stamp, copy->copy, copy->fillings, error);
    g_autofree char *path = g_build_filename(folder, copy->file, NULL);
    WbFilePart parts[2];

    if (update == NULL)
        return FALSE;
    parts[0].data = g_bytes_get_data(blank->pdf.bytes, &parts[0].length);
    parts[1] = (WbFilePart){update->data, update->len};
    copy->fingerprint = g_strdup(blank->edition->fingerprint);
    return wb_files_add(files, path, parts, G_N_ELEMENTS(parts), error);
}

static gboolean
write_tongue(WbBatch *self, Tongue *tongue, const char *folder, WbFiles *files, GError **error)
{
    gboolean good = open_tongue(self, tongue, error) &&
                    wb_blank_add_edition(wb_stamp_peek_blank(tongue->stamp), folder, files, error);

    for (guint i = 0; good && i < tongue->copies->len; i++) {
        good = write_copy(tongue, tongue->copies->pdata[i], folder, files, error);
        show_progress(self);
    }
    tongue_close(tongue);
    return good;
}

gboolean
wb_batch_write(WbBatch *self, const char *folder, WbFiles *files, GError **error)
{
    gboolean good = check(self, folder, error);

    for (guint i = 0; good && i < self->tongues->len; i++)
        good = write_tongue(self, self->tongues->pdata[i], folder, files, error);
    return good;
}
