/* The second opinion: what the objects of a form say, in every encoding, and trees that bite their
 * tail. */
#include "raw.h"

#include <string.h>

#include "raw-attachment.h"

#define PAGE                                                                                       \
    "2 0 obj <</Type /Pages /Count 1 /Kids [3 0 R]>> endobj\n"                                     \
    "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [10 0 R 12 0 R]>> endobj\n"

/* A file whose catalog has @keys; @objects: numbered from 10 on. qpdf builds the table of objects
 * itself. */
static WbRaw *
open_file(const char *keys, const char *objects, gsize length)
{
    g_autoptr(GByteArray) all = g_byte_array_new();
    g_autofree char *head = g_strdup_printf(
        "%%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R %s>> endobj\n" PAGE, keys);
    static const char tail[] = "\ntrailer <</Root 1 0 R>>\n%%EOF\n";

    g_byte_array_append(all, (const guint8 *)head, (guint)strlen(head));
    g_byte_array_append(all, (const guint8 *)objects, (guint)length);
    g_byte_array_append(all, (const guint8 *)tail, sizeof tail - 1);
    g_autoptr(GBytes) bytes = g_bytes_new(all->data, all->len);
    WbRaw *out = wb_raw_open(bytes);
    g_assert_nonnull(out);
    return out;
}

static WbRaw *
read_form(const char *fields, const char *objects, gsize length)
{
    g_autofree char *keys = g_strdup_printf("/AcroForm <</Fields [%s]>>", fields);
    WbRaw *out = open_file(keys, objects, length);

    wb_raw_read_fields(out, TRUE);
    return out;
}

/* "name type page=value|other(prefilled)!" for each field, one a line. */
static char *
describe(const GPtrArray *fields)
{
    static const char *const types[] = {"text", "check", "radio", "choice"};
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < fields->len; i++) {
        const WbRawField *one = fields->pdata[i];
        g_string_append_printf(out, "%s %s %u=%s%s%s", one->name, types[one->type], one->page,
                               one->value, one->other ? "|" : "", one->other ? one->other : "");
        if (one->prefilled)
            g_string_append_printf(out, "(%s)", one->prefilled);
        g_string_append_printf(out, "%s\n", one->bad ? "!" : "");
    }
    return g_string_free(out, FALSE);
}

typedef struct {
    const char *fields, *objects;
    gsize length;
    const char *wanted;
} Case;

#define CASE(fields, objects, wanted)                                                              \
    {                                                                                              \
        fields, objects, sizeof objects - 1, wanted                                                \
    }

static const Case cases[] = {
    /* encodings: UTF-16, the wrong way round, UTF-8, PDFDocEncoding; a half pair; a NUL */
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V <FEFF00E90301>>> endobj", "a text 1=é\xcc\x81\n"),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V <FFFEE900>>> endobj", "a text 1=é\n"),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V <EFBBBFC3A9>>> endobj", "a text 1=é\n"),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V <E9A0>>> endobj", "a text 1=é€\n"),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V <FEFF0048D83D0021>>> endobj",
         "a text 1=H\xef\xbf\xbd!!\n"),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V <FEFFD83DDE00>>> endobj",
         "a text 1=\xf0\x9f\x98\x80\n"),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V <FEFF004100000042>>> endobj", "a text 1=AB\n"),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V (Ann\\000Bob)>> endobj", "a text 1=AnnBob\n"),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V <417F>>> endobj", "a text 1=A\xef\xbf\xbd!\n"),
    /* a stream, and one that nobody can unpack */
    CASE("10 0 R",
         "10 0 obj <</FT /Tx /T (a) /V 11 0 R>> endobj\n"
         "11 0 obj <</Length 4>> stream\nlong\nendstream endobj",
         "a text 1=long\n"),
    CASE("10 0 R",
         "10 0 obj <</FT /Tx /T (a) /V 11 0 R>> endobj\n"
         "11 0 obj <</Length 4 /Filter /Foo>> stream\nlong\nendstream endobj",
         "a text 1=!\n"),
    /* names, inheritance, no page */
    CASE(
        "9 0 R",
        "9 0 obj <</FT /Tx /T (up) /V (over) /Kids [10 0 R 11 0 R]>> endobj\n"
        "10 0 obj <</T (a) /Parent 9 0 R>> endobj\n11 0 obj <</T (b) /V (own) /Parent 9 0 R>> endobj",
        "up.a text 1=over\nup.b text 0=own\n"),
    /* what is typed stays at the widget that was touched */
    CASE("9 0 R",
         "9 0 obj <</FT /Tx /T (a) /Kids [10 0 R 12 0 R]>> endobj\n"
         "10 0 obj <</Parent 9 0 R>> endobj\n12 0 obj <</Parent 9 0 R /V (here)>> endobj",
         "a text 1=here\n"),
    CASE("9 0 R",
         "9 0 obj <</FT /Tx /T (a) /V (new) /Kids [10 0 R 12 0 R]>> endobj\n"
         "10 0 obj <</Parent 9 0 R /V (old)>> endobj\n12 0 obj <</Parent 9 0 R>> endobj",
         "a text 1=new|old\n"),
    /* boxes: by their value, by what is drawn, both; push buttons are none */
    CASE("10 0 R", "10 0 obj <</FT /Btn /T (a) /V /yes /AS /yes>> endobj", "a check 1=yes\n"),
    CASE("10 0 R", "10 0 obj <</FT /Btn /T (a) /AS /yes>> endobj", "a check 1=yes\n"),
    CASE("10 0 R", "10 0 obj <</FT /Btn /T (a) /V /yes /AS /Off>> endobj", "a check 1=yes|Off\n"),
    CASE("10 0 R", "10 0 obj <</FT /Btn /T (a) /V /Off /AS /yes>> endobj", "a check 1=Off|yes\n"),
    CASE("10 0 R", "10 0 obj <</FT /Btn /T (a)>> endobj", "a check 1=Off\n"),
    CASE("9 0 R",
         "9 0 obj <</FT /Btn /Ff 32768 /T (a) /V /2 /Kids [10 0 R 12 0 R]>> endobj\n"
         "10 0 obj <</Parent 9 0 R /AS /Off>> endobj\n12 0 obj <</Parent 9 0 R /AS /2>> endobj",
         "a radio 1=2\n"),
    CASE("10 0 R", "10 0 obj <</FT /Btn /Ff 65536 /T (a) /V /x>> endobj", ""),
    /* what a copy came with: a text, an inherited one, a state, a name that is none, nothing */
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V (new) /DV <FEFF00E9>>> endobj",
         "a text 1=new(é)\n"),
    CASE(
        "9 0 R",
        "9 0 obj <</FT /Tx /T (up) /DV (over) /Kids [10 0 R 11 0 R]>> endobj\n"
        "10 0 obj <</T (a) /Parent 9 0 R>> endobj\n11 0 obj <</T (b) /DV (own) /Parent 9 0 R>> endobj",
        "up.a text 1=(over)\nup.b text 0=(own)\n"),
    CASE("10 0 R", "10 0 obj <</FT /Btn /T (a) /V /no /AS /no /DV /yes>> endobj",
         "a check 1=no(yes)\n"),
    CASE("10 0 R", "10 0 obj <</FT /Btn /T (a) /V /no /AS /no /DV /Off>> endobj", "a check 1=no\n"),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V (x) /DV ()>> endobj", "a text 1=x\n"),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V (x) /DV 7>> endobj", "a text 1=x\n"),
    /* lists: what they would send */
    CASE("10 0 R", "10 0 obj <</FT /Ch /T (a) /Opt [[(x) (Ex)] [(y) (Why)]] /V (y)>> endobj",
         "a choice 1=y\n"),
    CASE("10 0 R", "10 0 obj <</FT /Ch /T (a) /V [(x) (y)]>> endobj", "a choice 1=x\ny\n"),
    /* a tree that bites its tail, kids that are no fields, a form that is none */
    CASE("9 0 R",
         "9 0 obj <</FT /Tx /T (a) /Kids [10 0 R]>> endobj\n"
         "10 0 obj <</T (b) /Parent 9 0 R /Kids [9 0 R]>> endobj",
         ""),
    CASE("9 0 R 8 0 R",
         "9 0 obj <</T (a) /Kids 11 0 R>> endobj\n"
         "11 0 obj [<</T (b) /Kids 11 0 R>> <</T (c) /Kids 11 0 R>>] endobj\n"
         "8 0 obj <</FT /Tx /T (good) /V (kept)>> endobj",
         "good text 0=kept\n"),
    CASE("9 0 R 9 0 R", "9 0 obj <</FT /Tx /T (a) /V (once)>> endobj", "a text 0=once\n"),
    CASE("7 (x) /y null", "9 0 obj (no field) endobj", ""),
    CASE("10 0 R", "10 0 obj <</FT /Tx /T (a) /V 17>> endobj", "a text 1=\n"),
};

static void
test_cases(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(WbRaw) form = read_form(cases[i].fields, cases[i].objects, cases[i].length);
        g_autofree char *seen = describe(form->fields);

        g_test_message("case %u", (guint)i);
        g_assert_cmpstr(seen, ==, cases[i].wanted);
    }
}

static void
test_no_form(void)
{
    g_autoptr(GBytes) none = g_bytes_new_static("no PDF", 6);
    g_autoptr(GBytes) empty = g_bytes_new_static("", 0);

    g_assert_null(wb_raw_open(none));
    g_assert_null(wb_raw_open(empty));
}

/* "hello" in one block of zlib's that is not packed. */
#define HELLO "\x78\x01\x01\x05\x00\xfa\xffhello\x06\x2c\x02\x15"
#define STREAM(keys) "12 0 obj <</Length 16 " keys ">> stream\n" HELLO "\nendstream endobj\n"
#define FLATE "/Filter /FlateDecode "
#define FILE_SPEC "11 0 obj <</UF (a) /EF <</F 12 0 R>>>> endobj\n"

/* What does not stand there as our generator writes it is left to poppler. */
static void
test_attachment(void)
{
    static const char leaf[] = "<</Names [(a) 11 0 R]>>";
    static const struct {
        const char *tree, *objects;
        gsize length;
        const char *wanted;
    } attached[] = {
#define ATTACHED(tree, objects, wanted) {tree, objects, sizeof(objects) - 1, wanted}
        ATTACHED(leaf, FILE_SPEC STREAM(FLATE "/Params <</Size 5>>"), "hello"),
        ATTACHED(leaf, FILE_SPEC STREAM(FLATE "/Params <</Size 9>>"), "hello"),
        ATTACHED("<</Kids [<</Kids [<</Names [(b) 11 0 R]>>]>>]>>",
                 FILE_SPEC STREAM(FLATE "/Params <</Size 5>>"), "hello"),
        /* a size that is too small, none, beyond all bounds or below zero */
        ATTACHED(leaf, FILE_SPEC STREAM(FLATE "/Params <</Size 4>>"), NULL),
        ATTACHED(leaf, FILE_SPEC STREAM(FLATE), NULL),
        ATTACHED(leaf, FILE_SPEC STREAM(FLATE "/Params <</Size 999999999>>"), NULL),
        ATTACHED(leaf, FILE_SPEC STREAM(FLATE "/Params <</Size -5>>"), NULL),
        /* packed in another way */
        ATTACHED(leaf, FILE_SPEC STREAM("/Params <</Size 5>>"), NULL),
        ATTACHED(leaf, FILE_SPEC STREAM("/Filter [/FlateDecode] /Params <</Size 5>>"), NULL),
        ATTACHED(leaf, FILE_SPEC STREAM(FLATE "/DecodeParms <<>> /Params <</Size 5>>"), NULL),
        ATTACHED(leaf, FILE_SPEC STREAM("/Filter /LZWDecode /Params <</Size 5>>"), NULL),
        /* another name, nothing behind it, things that are something else */
        ATTACHED(leaf, "11 0 obj <</UF (b) /EF <</F 12 0 R>>>> endobj\n", NULL),
        ATTACHED(leaf, "11 0 obj <</UF (a)>> endobj\n", NULL),
        ATTACHED(leaf, FILE_SPEC "12 0 obj (hello) endobj\n", NULL),
        ATTACHED("<</Names [(a)]>>", "", NULL),
        ATTACHED("[7]", "", NULL),
        /* a tree that bites its tail */
        ATTACHED("13 0 R", "13 0 obj <</Kids [13 0 R 13 0 R]>> endobj\n", NULL),
#undef ATTACHED
    };

    for (gsize i = 0; i < G_N_ELEMENTS(attached); i++) {
        g_autofree char *keys = g_strdup_printf("/Names <</EmbeddedFiles %s>>", attached[i].tree);
        g_autoptr(WbRaw) file = open_file(keys, attached[i].objects, attached[i].length);
        g_autoptr(GBytes) bytes = wb_raw_dup_attachment(file, "a");

        g_test_message("case %u", (guint)i);
        g_assert_cmpint(bytes != NULL, ==, attached[i].wanted != NULL);
        if (bytes != NULL)
            g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes),
                            attached[i].wanted, strlen(attached[i].wanted));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/raw/cases", test_cases);
    g_test_add_func("/raw/no-form", test_no_form);
    g_test_add_func("/raw/attachment", test_attachment);
    return g_test_run();
}
