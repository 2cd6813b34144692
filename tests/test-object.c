/* PDF objects: what is printed of each, and that a wrong call is not forgotten. */
#include "object.h"

#include <string.h>

static char *
print(WbDocument *document, const WbDict *dict)
{
    g_autoptr(GByteArray) out = g_byte_array_new();

    wb_document_print(document, wb_dict_number(dict), out);
    return g_strndup((const char *)out->data, out->len);
}

static void
assert_printed(WbDocument *document, const WbDict *dict, const char *wanted)
{
    g_autofree char *got = print(document, dict);

    g_strdelimit(got, "\n", ' ');
    g_assert_cmpstr(got, ==, wanted);
}

static void
test_values(void)
{
    g_autoptr(WbDocument) document = wb_document_new();
    WbDict *dict = wb_dict_new_shared(document), *inner = wb_dict_new(document);
    WbArray *array = wb_array_new(document);

    wb_dict_add_name(dict, "Name", "A/b#c");
    wb_dict_add_integer(dict, "Whole", -7);
    wb_dict_add_number(dict, "Real", 1.256);
    wb_dict_add_number(dict, "Round", 2.999999);
    wb_dict_add_boolean(dict, "No", FALSE);
    wb_dict_add_text(dict, "Text", "a(b)\\");
    wb_dict_add_text(dict, "Near", "é–€");
    wb_dict_add_text(dict, "Far", "éΩ");
    wb_dict_add_text(dict, "Mark", "þÿ");
    wb_dict_add_shared_text(document, dict, "Own", "b");
    wb_dict_add_name(inner, "In", "Side");
    wb_dict_add_dict(dict, "Inner", inner);
    wb_array_add_name(array, "N");
    wb_array_add_null(array);
    wb_array_add_text(array, "x");
    wb_dict_add_array(dict, "Array", array);
    assert_printed(
        document, dict,
        "<< /Name /A#2Fb#23c /Whole -7 /Real 1.26 /Round 3 /No false /Text (a\\050b\\051\\134) "
        "/Near (\\351\\205\\240) /Far <FEFF00E903A9> /Mark <FEFF00FE00FF> /Own 2 0 R "
        "/Inner << /In /Side >> /Array [ /N null (x) ] >>");
    g_assert_true(wb_document_check(document, NULL));
}

/* Rectangles turn over on their page: left, bottom, right, top. */
static void
test_rect(void)
{
    g_autoptr(WbDocument) document = wb_document_new();
    WbDict *dict = wb_dict_new_shared(document);

    wb_dict_add_rect(dict, "Rect", &(WbBox){10, 20, 30.5, 40}, 792);
    assert_printed(document, dict, "<< /Rect [ 10 732 40.5 772 ] >>");
}

static void
test_shared(void)
{
    g_autoptr(WbDocument) document = wb_document_new();
    WbDict *shared = wb_dict_new_shared(document), *first = wb_dict_new_shared(document);
    WbDict *direct = wb_dict_new(document);
    WbArray *list = wb_array_new_shared(document);
    g_autoptr(GBytes) bytes = g_bytes_new_static("q Q", 3), other = g_bytes_new_static("n", 1);
    WbDict *stream = wb_stream_new(document, bytes);

    g_assert_cmpuint(wb_document_last(document), ==, 4);
    g_assert_cmpuint(wb_dict_number(direct), ==, 0);
    wb_dict_add_dict(first, "D", direct);
    wb_array_add_dict(list, shared);
    wb_array_add_dict(list, shared);
    wb_dict_add_dict(first, "A", shared);
    wb_dict_add_dict(first, "B", shared);
    wb_dict_add_array(first, "C", list);
    assert_printed(document, first, "<< /D << >> /A 1 0 R /B 1 0 R /C 3 0 R >>");
    g_assert_true(wb_document_peek_stream(document, wb_dict_number(stream)) == bytes);
    wb_stream_set(document, stream, other);
    g_assert_true(wb_document_peek_stream(document, wb_dict_number(stream)) == other);
    g_assert_null(wb_document_peek_stream(document, wb_dict_number(shared)));
    g_assert_true(wb_document_check(document, NULL));
}

/* A direct object can stand in one place only: the document remembers that somebody tried. */
static void
test_mistake(void)
{
    g_autoptr(WbDocument) document = wb_document_new();
    WbDict *dict = wb_dict_new_shared(document), *direct = wb_dict_new(document);
    g_autoptr(GError) error = NULL;

    wb_dict_add_dict(dict, "A", direct);
    wb_dict_add_dict(dict, "B", direct);
    g_assert_false(wb_document_check(document, &error));
    g_assert_cmpstr(error->message, ==, "libharu refused an object (error 0x1033)");
}

/* What is settled is written as before, and others may still refer to it. */
static void
test_settled(void)
{
    g_autoptr(WbDocument) document = wb_document_new();
    WbDict *dict = wb_dict_new_shared(document), *other = wb_dict_new_shared(document);
    WbArray *array = wb_array_new(document);

    wb_array_add_dict(array, other);
    wb_dict_add_array(dict, "Array", array);
    wb_dict_add_text(dict, "Text", "a");
    g_autofree char *before = print(document, dict);
    wb_dict_settle(document, dict);
    wb_dict_add_dict(other, "Dict", dict);
    g_autofree char *after = print(document, dict);
    g_assert_cmpstr(after, ==, before);
    assert_printed(document, other, "<< /Dict 1 0 R >>");
    g_assert_true(wb_document_check(document, NULL));
}

/* What is too large is refused in words, whatever is added after it. */
static void
test_limit(void)
{
    g_autoptr(WbDocument) document = wb_document_new();
    WbDict *dict = wb_dict_new_shared(document);
    WbArray *array = wb_array_new(document);
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < 32768; i++)
        wb_array_add_integer(array, i);
    wb_dict_add_array(dict, "Array", array);
    g_assert_false(wb_document_check(document, &error));
    g_assert_cmpstr(error->message, ==,
                    "too large for one PDF: more than 32767 entries in one array");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/object/values", test_values);
    g_test_add_func("/object/rect", test_rect);
    g_test_add_func("/object/shared", test_shared);
    g_test_add_func("/object/mistake", test_mistake);
    g_test_add_func("/object/settled", test_settled);
    g_test_add_func("/object/limit", test_limit);
    return g_test_run();
}
