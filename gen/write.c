#include "write.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/* Enough for compression to find what objects have in common, few enough to read one quickly. */
#define OBJECTS_PER_STREAM 200

/* Where object @number stands: type 1 at @where in the file, type 2 at place @index in the object
 * stream numbered @where (7.5.8.3, table 18). */
typedef struct {
    guint8 type;
    guint32 where;
    guint16 index;
} Entry;

/* Half the time of zlib's best, for a hundredth more bytes. */
#define COMPRESSION 7
/* Shorter than this no stream gets smaller by the words that say that it is compressed. */
#define LEAST_COMPRESSED 32

typedef struct {
    const WbDocument *document;
    GByteArray *out;
    GArray *entries;    /* of Entry, by object number */
    z_stream deflate;   /* one for all: making it takes longer than most streams */
    GByteArray *packed; /* what it made last */
} Writer;

static void
put(GByteArray *out, const char *text)
{
    g_byte_array_append(out, (const guint8 *)text, strlen(text));
}

static void put_format(GByteArray *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
put_format(GByteArray *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    put(out, text);
}

static void
pack(Writer *to, const guint8 *bytes, gsize length)
{
    deflateReset(&to->deflate);
    g_byte_array_set_size(to->packed, deflateBound(&to->deflate, length));
    to->deflate.next_in = (guint8 *)bytes;
    to->deflate.avail_in = length;
    to->deflate.next_out = to->packed->data;
    to->deflate.avail_out = to->packed->len;
    deflate(&to->deflate, Z_FINISH);
    g_byte_array_set_size(to->packed, to->deflate.total_out);
}

/* Compressed where that makes it smaller: an empty appearance is not worth it. */
static void
put_stream(Writer *to, const char *more, const guint8 *bytes, gsize length)
{
    static const char filter[] = "/Filter/FlateDecode";
    gboolean smaller = FALSE;

    if (length >= LEAST_COMPRESSED) {
        pack(to, bytes, length);
        smaller = to->packed->len + strlen(filter) < length;
    }
    put_format(to->out, "%s%s/Length %" G_GSIZE_FORMAT ">>\nstream\n", more, smaller ? filter : "",
               smaller ? to->packed->len : length);
    if (smaller)
        g_byte_array_append(to->out, to->packed->data, to->packed->len);
    else
        g_byte_array_append(to->out, bytes, length);
    put(to->out, "\nendstream\nendobj\n");
}

static void
begin_object(Writer *to, guint number)
{
    Entry *entry = &g_array_index(to->entries, Entry, number);

    entry->type = 1;
    entry->where = to->out->len;
    put_format(to->out, "%u 0 obj\n", number);
}

/* libharu prints a dictionary as "<<\n/Key value\n...>>"; the stream's own keys go before the end.
 */
static void
write_stream_object(Writer *to, guint number, GBytes *bytes)
{
    g_autoptr(GByteArray) value = g_byte_array_new();
    gsize length;
    const guint8 *data = g_bytes_get_data(bytes, &length);

    wb_document_print(to->document, number, value);
    g_byte_array_append(value, (const guint8 *)"", 1);
    char *end = g_strrstr((char *)value->data, ">>");
    *end = '\0';
    begin_object(to, number);
    put_stream(to, (char *)value->data, data, length);
}

/* Packs the objects of these numbers into object stream @number. */
static void
write_object_stream(Writer *to, guint number, const GArray *numbers)
{
    g_autoptr(GByteArray) index = g_byte_array_new();
    g_autoptr(GByteArray) values = g_byte_array_new();

    for (guint i = 0; i < numbers->len; i++) {
        guint packed = g_array_index(numbers, guint, i);
        Entry *entry = &g_array_index(to->entries, Entry, packed);
        entry->type = 2;
        entry->where = number;
        entry->index = i;
        put_format(index, "%u %u ", packed, values->len);
        wb_document_print(to->document, packed, values);
        put(values, "\n");
    }
    guint first = index->len;
    g_byte_array_append(index, values->data, values->len);
    begin_object(to, number);
    g_autofree char *more = g_strdup_printf("<</Type/ObjStm/N %u/First %u", numbers->len, first);
    put_stream(to, more, index->data, index->len);
}

static void
write_xref_stream(Writer *to, guint number, const WbDict *catalog, const WbDict *info,
                  const guint8 *id)
{
    g_autoptr(GByteArray) table = g_byte_array_new();
    g_autoptr(GString) more = g_string_new("<</Type/XRef");
    guint start = to->out->len;

    begin_object(to, number);
    for (guint i = 0; i < to->entries->len; i++) {
        const Entry *entry = &g_array_index(to->entries, Entry, i);
        guint16 last = i == 0 ? 65535 : entry->index;
        const guint8 row[] = {entry->type,
                              entry->where >> 24,
                              entry->where >> 16,
                              entry->where >> 8,
                              entry->where,
                              last >> 8,
                              last};
        g_byte_array_append(table, row, sizeof row);
    }
    g_string_append_printf(more, "/Size %u/W[1 4 2]/Root %u 0 R/Info %u 0 R/ID[", to->entries->len,
                           wb_dict_number(catalog), wb_dict_number(info));
    for (guint half = 0; half < 2; half++) {
        g_string_append_c(more, '<');
        for (guint i = 0; i < 16; i++)
            g_string_append_printf(more, "%02x", id[i]);
        g_string_append_c(more, '>');
    }
    g_string_append_c(more, ']');
    put_stream(to, more->str, table->data, table->len);
    put_format(to->out, "startxref\n%u\n%%%%EOF\n", start);
}

GBytes *
wb_write_document(const WbDocument *document, const WbDict *catalog, const WbDict *info,
                  const guint8 *id)
{
    guint count = wb_document_count(document);
    g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(Entry));
    g_autoptr(GArray) packed = g_array_new(FALSE, FALSE, sizeof(guint));
    Writer to = {document, g_byte_array_new(), entries, {0}, g_byte_array_new()};
    guint next = count + 1;

    deflateInit(&to.deflate, COMPRESSION);
    g_array_set_size(entries, count + 1);
    put(to.out, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    for (guint number = 1; number <= count; number++) {
        GBytes *stream = wb_document_peek_stream(document, number);
        if (stream != NULL)
            write_stream_object(&to, number, stream);
        else
            g_array_append_val(packed, number);
        if (packed->len == OBJECTS_PER_STREAM || (number == count && packed->len > 0)) {
            g_array_set_size(entries, next + 1);
            write_object_stream(&to, next++, packed);
            g_array_set_size(packed, 0);
        }
    }
    g_array_set_size(entries, next + 1);
    write_xref_stream(&to, next, catalog, info, id);
    deflateEnd(&to.deflate);
    g_byte_array_unref(to.packed);
    return g_byte_array_free_to_bytes(to.out);
}

static gboolean
fail_file(const char *path, const char *what, GError **error)
{
    int code = errno;

    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(code), "%s: %s: %s", path, what,
                g_strerror(code));
    return FALSE;
}

static gboolean
write_all(int fd, GBytes *bytes)
{
    gsize length, done = 0;
    const char *data = g_bytes_get_data(bytes, &length);

    while (done < length) {
        gssize step = write(fd, data + done, length - done);
        if (step < 0 && errno != EINTR)
            return FALSE;
        done += MAX(step, 0);
    }
    return TRUE;
}

/* Leaves nothing behind where it fails. */
static gboolean
write_beside(const char *path, const char *beside, GBytes *bytes, GError **error)
{
    int fd = g_open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    gboolean good = fd >= 0 && write_all(fd, bytes);

    if (!good)
        fail_file(path, "cannot be written", error);
    if (fd >= 0 && close(fd) != 0 && good)
        good = fail_file(path, "cannot be written", error);
    if (fd >= 0 && !good)
        g_unlink(beside);
    return good;
}

gboolean
wb_write_files(const char *const *paths, GBytes *const *contents, guint n, GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    gboolean good = TRUE;

    for (guint i = 0; good && i < n; i++) {
        g_autofree char *beside = g_strconcat(paths[i], ".part", NULL);
        good = write_beside(paths[i], beside, contents[i], error);
        if (good)
            g_ptr_array_add(parts, g_steal_pointer(&beside));
    }
    for (guint i = 0; good && i < n; i++)
        good = g_rename(parts->pdata[i], paths[i]) == 0 ||
               fail_file(paths[i], "cannot be written", error);
    for (guint i = 0; !good && i < parts->len; i++)
        g_unlink(parts->pdata[i]);
    return good;
}

gboolean
wb_write_file(const char *path, GBytes *bytes, GError **error)
{
    return wb_write_files(&path, &bytes, 1, error);
}
