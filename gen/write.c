#include "write.h"

#include <string.h>
#include <zlib.h>

/* Enough for compression to find what objects have in common, few enough to read one quickly; and
 * the form of our workbook, 1,800 objects, is with a copy's update inside the five streams that
 * poppler keeps unpacked (measured: a tenth of the time to read a return). */
#define OBJECTS_PER_STREAM 500
/* Half the time of zlib's best, for a hundredth more bytes. */
#define COMPRESSION 7
/* Of an update, whose streams are short: small tables, which are cleared before each. */
#define UPDATE_COMPRESSION 3
#define UPDATE_WINDOW 12
#define UPDATE_MEMORY 3
/* Shorter than this no stream gets smaller by the words that say that it is compressed. */
#define LEAST_COMPRESSED 32
#define ID_LENGTH 16

/* Where an object stands: type 1 at @where in the file, type 2 at place @index in the object
 * stream numbered @where; type 0 is free (7.5.8.3, table 18). */
typedef struct {
    guint32 number, where;
    guint16 index;
    guint8 type;
} Entry;

typedef struct {
    GByteArray *out;
    gsize start;        /* where in the file @out begins */
    GArray *entries;    /* of Entry */
    GArray *waiting;    /* of gsize: where in @values each object without a stream begins */
    GArray *numbers;    /* of guint: theirs */
    GByteArray *values; /* of those objects */
    GByteArray *index;  /* scratch */
    z_stream deflate;   /* one for all: making it takes longer than most streams */
    GByteArray *packed; /* what it made last */
} Writer;

struct _WbUpdate {
    const WbWritten *base;
    Writer writer;
    GByteArray *value; /* scratch */
    guint next;        /* the first number that is not taken */
};

static void
writer_init(Writer *self, int level, int window, int memory)
{
    memset(self, 0, sizeof *self);
    self->out = g_byte_array_new();
    self->entries = g_array_new(FALSE, TRUE, sizeof(Entry));
    self->waiting = g_array_new(FALSE, FALSE, sizeof(gsize));
    self->numbers = g_array_new(FALSE, FALSE, sizeof(guint));
    self->values = g_byte_array_new();
    self->index = g_byte_array_new();
    self->packed = g_byte_array_new();
    deflateInit2(&self->deflate, level, Z_DEFLATED, window, memory, Z_DEFAULT_STRATEGY);
}

static void
writer_clear(Writer *self)
{
    deflateEnd(&self->deflate);
    g_clear_pointer(&self->out, g_byte_array_unref);
    g_clear_pointer(&self->entries, g_array_unref);
    g_clear_pointer(&self->waiting, g_array_unref);
    g_clear_pointer(&self->numbers, g_array_unref);
    g_clear_pointer(&self->values, g_byte_array_unref);
    g_clear_pointer(&self->index, g_byte_array_unref);
    g_clear_pointer(&self->packed, g_byte_array_unref);
}

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
add_entry(Writer *to, guint8 type, guint number, guint where, guint index)
{
    Entry entry = {number, where, index, type};

    g_array_append_val(to->entries, entry);
}

static void
begin_object(Writer *to, guint number)
{
    add_entry(to, 1, number, to->start + to->out->len, 0);
    put_format(to->out, "%u 0 obj\n", number);
}

/* libharu prints a dictionary as "<<\n/Key value\n...>>"; the stream's own keys go before the end.
 */
static void
write_stream_object(Writer *to, guint number, GByteArray *value, const guint8 *bytes, gsize length)
{
    g_byte_array_append(value, (const guint8 *)"", 1);
    char *end = g_strrstr((char *)value->data, ">>");
    *end = '\0';
    begin_object(to, number);
    put_stream(to, (char *)value->data, bytes, length);
}

/* An object without a stream waits for others to be packed with. */
static void
keep_object(Writer *to, const WbDocument *document, guint number)
{
    gsize start = to->values->len;

    g_array_append_val(to->waiting, start);
    g_array_append_val(to->numbers, number);
    wb_document_print(document, number, to->values);
    put(to->values, "\n");
}

/* Packs the objects that wait into object stream @number. */
static void
write_object_stream(Writer *to, guint number)
{
    guint n = to->numbers->len;

    g_byte_array_set_size(to->index, 0);
    for (guint i = 0; i < n; i++) {
        guint packed = g_array_index(to->numbers, guint, i);
        add_entry(to, 2, packed, number, i);
        put_format(to->index, "%u %" G_GSIZE_FORMAT " ", packed,
                   g_array_index(to->waiting, gsize, i));
    }
    guint first = to->index->len;
    g_byte_array_append(to->index, to->values->data, to->values->len);
    begin_object(to, number);
    g_autofree char *more = g_strdup_printf("<</Type/ObjStm/N %u/First %u", n, first);
    put_stream(to, more, to->index->data, to->index->len);
    g_array_set_size(to->waiting, 0);
    g_array_set_size(to->numbers, 0);
    g_byte_array_set_size(to->values, 0);
}

static int
compare_entries(gconstpointer a, gconstpointer b)
{
    const Entry *x = a, *y = b;

    return x->number < y->number ? -1 : x->number > y->number;
}

static void
put_rows(Writer *to, GByteArray *table)
{
    for (guint i = 0; i < to->entries->len; i++) {
        const Entry *entry = &g_array_index(to->entries, Entry, i);
        const guint8 row[] = {entry->type,       entry->where >> 24, entry->where >> 16,
                              entry->where >> 8, entry->where,       entry->index >> 8,
                              entry->index};
        g_byte_array_append(table, row, sizeof row);
    }
}

/* 7.5.8.2: "first count" of each stretch of numbers that the table has. */
static void
add_stretches(const Writer *to, GString *more)
{
    const GArray *entries = to->entries;

    g_string_append(more, "/Index[");
    for (guint i = 0, next; i < entries->len; i = next) {
        guint first = g_array_index(entries, Entry, i).number;
        for (next = i + 1; next < entries->len; next++)
            if (g_array_index(entries, Entry, next).number != first + (next - i))
                break;
        g_string_append_printf(more, "%s%u %u", i > 0 ? " " : "", first, next - i);
    }
    g_string_append_c(more, ']');
}

static void
add_id(GString *more, const guint8 *id)
{
    g_string_append_c(more, '<');
    for (guint i = 0; i < ID_LENGTH; i++)
        g_string_append_printf(more, "%02x", id[i]);
    g_string_append_c(more, '>');
}

/* @written has what the trailer needs, and gets size and place of the table. @before: where the
 * table stands that this one adds to, or 0. */
static void
write_xref_stream(Writer *to, guint number, const WbWritten *written, gsize before,
                  const guint8 *second_id)
{
    g_autoptr(GByteArray) table = g_byte_array_new();
    g_autoptr(GString) more = g_string_new("<</Type/XRef");
    gsize place = to->start + to->out->len;

    begin_object(to, number);
    g_array_sort(to->entries, compare_entries);
    put_rows(to, table);
    g_string_append_printf(more, "/Size %u/W[1 4 2]/Root %u 0 R/Info %u 0 R/ID[", number + 1,
                           written->catalog, written->info);
    add_id(more, written->id);
    add_id(more, second_id);
    g_string_append_c(more, ']');
    if (before > 0) {
        add_stretches(to, more);
        g_string_append_printf(more, "/Prev %" G_GSIZE_FORMAT, before);
    }
    put_stream(to, more->str, table->data, table->len);
    put_format(to->out, "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", place);
}

void
wb_written_clear(WbWritten *self)
{
    g_clear_pointer(&self->bytes, g_bytes_unref);
}

void
wb_write_document(const WbDocument *document, const WbDict *catalog, const WbDict *info,
                  const guint8 *id, WbWritten *written)
{
    guint last = wb_document_last(document), next = last + 1;
    Writer to;

    *written = (WbWritten){.catalog = wb_dict_number(catalog), .info = wb_dict_number(info)};
    memcpy(written->id, id, ID_LENGTH);
    writer_init(&to, COMPRESSION, MAX_WBITS, MAX_MEM_LEVEL - 1);
    add_entry(&to, 0, 0, 0, 65535);
    put(to.out, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    for (guint number = wb_document_first(document); number <= last; number++) {
        GBytes *stream = wb_document_peek_stream(document, number);
        if (stream != NULL) {
            g_autoptr(GByteArray) value = g_byte_array_new();
            wb_document_print(document, number, value);
            write_stream_object(&to, number, value, g_bytes_get_data(stream, NULL),
                                g_bytes_get_size(stream));
        } else {
            keep_object(&to, document, number);
        }
        gboolean ends = number == last || wb_document_is_divided_after(document, number);
        if (to.numbers->len == OBJECTS_PER_STREAM || (ends && to.numbers->len > 0))
            write_object_stream(&to, next++);
    }
    written->size = next + 1;
    written->xref = to.out->len;
    write_xref_stream(&to, next, written, 0, id);
    written->bytes = g_byte_array_free_to_bytes(g_steal_pointer(&to.out));
    writer_clear(&to);
}

WbUpdate *
wb_update_new(const WbWritten *base)
{
    WbUpdate *self = g_new0(WbUpdate, 1);

    self->base = base;
    self->value = g_byte_array_new();
    writer_init(&self->writer, UPDATE_COMPRESSION, UPDATE_WINDOW, UPDATE_MEMORY);
    self->writer.start = g_bytes_get_size(base->bytes);
    return self;
}

void
wb_update_free(WbUpdate *self)
{
    if (self == NULL)
        return;
    writer_clear(&self->writer);
    g_byte_array_unref(self->value);
    g_free(self);
}

void
wb_update_begin(WbUpdate *self)
{
    g_byte_array_set_size(self->writer.out, 0);
    g_array_set_size(self->writer.entries, 0);
    self->next = self->base->size;
}

void
wb_update_add(WbUpdate *self, const WbDocument *document, guint number)
{
    keep_object(&self->writer, document, number);
    self->next = MAX(self->next, number + 1);
}

void
wb_update_add_stream(WbUpdate *self, const WbDocument *document, guint number, const guint8 *bytes,
                     gsize length)
{
    g_byte_array_set_size(self->value, 0);
    wb_document_print(document, number, self->value);
    write_stream_object(&self->writer, number, self->value, bytes, length);
    self->next = MAX(self->next, number + 1);
}

GBytes *
wb_update_new_packed(WbUpdate *self, guint number, const char *keys, const guint8 *bytes,
                     gsize length)
{
    Writer *writer = &self->writer;
    guint start = writer->out->len;

    put_format(writer->out, "%u 0 obj\n", number);
    put_stream(writer, keys, bytes, length);
    GBytes *out = g_bytes_new(writer->out->data + start, writer->out->len - start);
    g_byte_array_set_size(writer->out, start);
    return out;
}

void
wb_update_add_packed(WbUpdate *self, guint number, GBytes *packed)
{
    Writer *writer = &self->writer;

    add_entry(writer, 1, number, writer->start + writer->out->len, 0);
    g_byte_array_append(writer->out, g_bytes_get_data(packed, NULL), g_bytes_get_size(packed));
    self->next = MAX(self->next, number + 1);
}

void
wb_update_add_all(WbUpdate *self, const WbDocument *document)
{
    for (guint number = wb_document_first(document); number <= wb_document_last(document);
         number++) {
        GBytes *stream = wb_document_peek_stream(document, number);
        if (stream != NULL)
            wb_update_add_stream(self, document, number, g_bytes_get_data(stream, NULL),
                                 g_bytes_get_size(stream));
        else
            wb_update_add(self, document, number);
    }
}

const GByteArray *
wb_update_end(WbUpdate *self, const guint8 *id)
{
    if (self->writer.numbers->len > 0)
        write_object_stream(&self->writer, self->next++);
    write_xref_stream(&self->writer, self->next, self->base, self->base->xref, id);
    return self->writer.out;
}
