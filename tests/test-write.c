/* The bytes of a document, as qpdf reads them back. */
#include "write.h"

#include <string.h>

#include "seen.h"
#include "tool.h"

static const guint8 id[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255};

typedef struct {
    WbDocument *document;
    WbDict *catalog, *info, *page;
} Small;

/* One empty page; whatever a test hangs into the catalog comes on top. */
static Small
small_new(void)
{
    Small self = {.document = wb_document_new()};
    WbDict *tree = wb_dict_new_shared(self.document);
    WbArray *kids = wb_array_new(self.document);

    self.catalog = wb_dict_new_shared(self.document);
    self.info = wb_dict_new_shared(self.document);
    self.page = wb_dict_new_shared(self.document);
    wb_dict_add_name(self.page, "Type", "Page");
    wb_dict_add_dict(self.page, "Parent", tree);
    wb_dict_add_rect(self.page, "MediaBox", &(WbBox){0, 0, 595.28, 841.89}, 841.89);
    wb_dict_add_dict(self.page, "Resources", wb_dict_new(self.document));
    wb_array_add_dict(kids, self.page);
    wb_dict_add_name(tree, "Type", "Pages");
    wb_dict_add_array(tree, "Kids", kids);
    wb_dict_add_integer(tree, "Count", 1);
    wb_dict_add_name(self.catalog, "Type", "Catalog");
    wb_dict_add_dict(self.catalog, "Pages", tree);
    return self;
}

static GBytes *
small_write(Small *self)
{
    g_autoptr(GError) error = NULL;

    wb_document_check(self->document, &error);
    g_assert_no_error(error);
    WbWritten written;
    wb_write_document(self->document, self->catalog, self->info, id, &written);
    g_clear_pointer(&self->document, wb_document_free);
    return written.bytes;
}

static void
assert_clean(GBytes *pdf)
{
    g_autofree char *folder = tool_new_folder();
    g_autofree char *path = g_build_filename(folder, "small.pdf", NULL);
    g_autoptr(GError) error = NULL;

    g_file_set_contents(path, g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf), &error);
    g_assert_no_error(error);
    tool_assert_quiet("qpdf", "--check", path, NULL);
    tool_remove(folder);
}

static void
test_numbers(void)
{
    static const double values[] = {0,    1,           -1,     0.004, 0.005,    -0.126,
                                    12.5, 612.0000001, 841.89, 32766, -32766.25};
    static const double wanted[] = {0, 1, -1, 0, 0.01, -0.13, 12.5, 612, 841.89, 32766, -32766.25};
    Small small = small_new();
    WbArray *numbers = wb_array_new(small.document);

    if (tool_is_missing("qpdf")) {
        wb_document_free(small.document);
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        wb_array_add_number(numbers, values[i]);
    wb_array_add_integer(numbers, G_MAXINT32);
    g_assert_cmpuint(wb_array_length(numbers), ==, G_N_ELEMENTS(values) + 1);
    wb_dict_add_array(small.catalog, "Numbers", numbers);
    g_autoptr(GBytes) pdf = small_write(&small);
    assert_clean(pdf);
    g_autoptr(Seen) seen = seen_new_bytes(pdf);
    JsonArray *got = seen_array(seen, seen_peek_catalog(seen), "/Numbers");
    for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
        g_assert_cmpfloat_with_epsilon(seen_number_at(seen, got, i), wanted[i], 0.006);
    g_assert_cmpfloat(seen_number_at(seen, got, G_N_ELEMENTS(wanted)), ==, G_MAXINT32);
}

static void
test_strings(void)
{
    static const char *const texts[] = {
        "plain",           "",
        "(open",           "close)",
        "back\\slash \\n", "line\nbreak\r\ttab",
        "½ naïve",         "Łódź",
        "Tiếng Việt",      "العربية",
        "简体中文",        "हिन्दी",
        "𝔘 and 🙂",   "\"quoted\" <angle> [box] {brace} /name %not",
    };
    Small small = small_new();
    char key[16];

    if (tool_is_missing("qpdf")) {
        wb_document_free(small.document);
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_snprintf(key, sizeof key, "T%u", (guint)i);
        wb_dict_add_text(small.info, key, texts[i]);
    }
    wb_dict_add_boolean(small.info, "Yes", TRUE);
    wb_dict_add_bytes(small.info, "Bytes", (const guint8 *)"\0\xff(", 3);
    g_autoptr(GBytes) pdf = small_write(&small);
    assert_clean(pdf);
    g_autoptr(Seen) seen = seen_new_bytes(pdf);
    JsonObject *info = seen_dict(seen, seen_peek_trailer(seen), "/Info");
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_snprintf(key, sizeof key, "/T%u", (guint)i);
        g_assert_cmpstr(seen_text(seen, info, key), ==, texts[i]);
    }
    g_assert_true(json_object_get_boolean_member(info, "/Yes"));
    g_assert_cmpstr(json_object_get_string_member(info, "/Bytes"), ==, "b:00ff28");
}

/* 1250 objects need three object streams; streams stand between them. Every one is found again, and
 * a second run of the same calls gives the same bytes. */
static GBytes *
write_many(void)
{
    Small small = small_new();
    WbArray *all = wb_array_new(small.document);

    for (int i = 0; i < 1250; i++) {
        g_autofree char *text = g_strdup_printf("stream %d %s", i, "endstream endobj >> ");
        g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
        WbDict *made =
            i % 9 == 0 ? wb_stream_new(small.document, bytes) : wb_dict_new_shared(small.document);
        wb_dict_add_integer(made, "N", i);
        wb_array_add_dict(all, made);
    }
    wb_dict_add_array(small.catalog, "All", all);
    return small_write(&small);
}

static void
test_many(void)
{
    g_autoptr(GBytes) pdf = write_many(), again = write_many();

    g_assert_true(g_bytes_equal(pdf, again));
    if (tool_is_missing("qpdf"))
        return;
    assert_clean(pdf);
    g_autoptr(Seen) seen = seen_new_bytes(pdf);
    JsonArray *all = seen_array(seen, seen_peek_catalog(seen), "/All");
    guint packed = 0;

    g_assert_cmpuint(json_array_get_length(all), ==, 1250);
    for (guint i = 0; i < 1250; i++)
        g_assert_cmpint(json_object_get_int_member(seen_dict_at(seen, all, i), "/N"), ==, i);
    g_autoptr(GList) members = json_object_get_members(seen->objects);
    for (GList *l = members; l != NULL; l = l->next) {
        JsonObject *object = json_object_get_object_member(seen->objects, l->data);
        if (json_object_has_member(object, "stream"))
            packed +=
                g_strcmp0(seen_name(seen,
                                    json_object_get_object_member(
                                        json_object_get_object_member(object, "stream"), "dict"),
                                    "/Type"),
                          "/ObjStm") == 0;
    }
    g_assert_cmpuint(packed, ==, 3);
}

/* An object changed and one added: readers see them, and the bytes before stay. */
static void
test_update(void)
{
    static const guint8 second[16] = {9};
    Small small = small_new();
    WbWritten written;

    wb_dict_add_text(small.info, "Title", "before");
    WbDict *stream = wb_stream_new(small.document, g_bytes_new_static("0 g", 3));
    wb_dict_add_dict(small.page, "Contents", stream);
    wb_write_document(small.document, small.catalog, small.info, id, &written);
    g_autoptr(WbUpdate) update = wb_update_new(&written);
    for (guint round = 0; round < 2; round++) {
        WbDocument *more = wb_document_new_after(written.size - 1);
        WbDict *added = wb_dict_new_shared(more);
        wb_dict_add_ascii(added, "Added", "yes");
        wb_dict_add_text(small.info, "Title", round == 0 ? "after" : "later");
        wb_update_begin(update);
        wb_update_add(update, small.document, wb_dict_number(small.info));
        wb_update_add_stream(update, small.document, wb_dict_number(stream), (const guint8 *)"1 g",
                             3);
        wb_update_add_all(update, more);
        const GByteArray *bytes = wb_update_end(update, second);
        g_autoptr(GByteArray) whole = g_byte_array_new();
        g_byte_array_append(whole, g_bytes_get_data(written.bytes, NULL),
                            g_bytes_get_size(written.bytes));
        g_byte_array_append(whole, bytes->data, bytes->len);
        g_autoptr(GBytes) pdf = g_bytes_new(whole->data, whole->len);
        assert_clean(pdf);
        g_autoptr(Seen) seen = seen_new_bytes(pdf);
        JsonObject *info = seen_dict(seen, seen_peek_trailer(seen), "/Info");
        g_assert_cmpstr(seen_text(seen, info, "/Title"), ==, round == 0 ? "after" : "later");
        wb_document_free(more);
    }
    wb_document_free(small.document);
    wb_written_clear(&written);
}

static guint
count_word(GBytes *bytes, const char *word)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size), *end = data + size;
    guint n = 0;

    for (; (data = memmem(data, (gsize)(end - data), word, strlen(word))) != NULL; data++)
        n++;
    return n;
}

/* An object stream for what stands before, between and after two divisions; none for nothing. */
static void
test_divided(void)
{
    static const char *const between[] = {"A", "B", "C"};
    Small small = small_new();

    wb_document_divide(small.document);
    wb_document_divide(small.document);
    for (gsize i = 0; i < G_N_ELEMENTS(between); i++)
        wb_dict_add_dict(small.catalog, between[i], wb_dict_new_shared(small.document));
    wb_document_divide(small.document);
    wb_dict_add_dict(small.catalog, "D", wb_dict_new_shared(small.document));
    g_autoptr(GBytes) pdf = small_write(&small);
    assert_clean(pdf);
    g_assert_cmpuint(count_word(pdf, "/ObjStm"), ==, 3);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/write/numbers", test_numbers);
    g_test_add_func("/write/strings", test_strings);
    g_test_add_func("/write/many", test_many);
    g_test_add_func("/write/divided", test_divided);
    g_test_add_func("/write/update", test_update);
    return g_test_run();
}
