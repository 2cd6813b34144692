/* Tables: what is written is read back, spreadsheets are given no formula, mistakes name their
 * line. */
#include "csv.h"

#include <gio/gio.h>

static void
test_cells(void)
{
    static const char *const values[] = {"plain", "a,b",  "a \"b\"", "two\nlines", "",
                                         "=1+1",  "-5",   "-x",      "+1.5",       "@me",
                                         "\tx",   "-0x1", " kept "};
    g_autoptr(GString) row = g_string_new(NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        wb_csv_add_cell(row, values[i], i == 0);
    wb_csv_end_row(row);
    g_assert_cmpstr(row->str, ==,
                    "plain,\"a,b\",\"a \"\"b\"\"\",\"two\nlines\",,'=1+1,-5,'-x,+1.5,'@me,"
                    "\"'\tx\",'-0x1,\" kept \"\r\n");
}

static void
test_values(void)
{
    g_assert_cmpstr(wb_csv_peek_value("'@me"), ==, "@me");
    g_assert_cmpstr(wb_csv_peek_value("'-x"), ==, "-x");
    g_assert_cmpstr(wb_csv_peek_value("'-5"), ==, "'-5");
    g_assert_cmpstr(wb_csv_peek_value("'t Hooft"), ==, "'t Hooft");
    g_assert_cmpstr(wb_csv_peek_value("'"), ==, "'");
    g_assert_cmpstr(wb_csv_peek_value(""), ==, "");
}

static char *
describe(GPtrArray *rows)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < rows->len; i++) {
        g_autofree char *row = g_strjoinv("|", rows->pdata[i]);

        g_string_append_printf(out, "%s;", row);
    }
    return g_string_free(out, FALSE);
}

static void
test_parse(void)
{
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"", ""},
        {"a,b\r\nc,d\r\n", "a|b;c|d;"},
        {"\xef\xbb\xbf"
         "a,b\nc,d",
         "a|b;c|d;"},
        {"\"a,\"\"b\"\"\",\"c\nd\"\r\ne", "a,\"b\"|c\nd;e;"},
        {"a,\r\n,b\r\n", "a|;|b;"},
        {"\"\"", ";"},
        {"a\n\nb", "a;;b;"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) rows = wb_csv_parse(cases[i].text, -1, "t.csv", &error);
        g_autofree char *text = NULL;

        g_assert_no_error(error);
        text = describe(rows);
        g_assert_cmpstr(text, ==, cases[i].rows);
    }
}

static void
test_wrong(void)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"a\n\"b\nc", "t.csv:2: a quoted cell is not closed"},
        {"\"", "t.csv:1: a quoted cell is not closed"},
        {"a\n\"b\" c", "t.csv:2: text after the closing quote of a cell"},
        {"a\nb\nc\"d", "t.csv:3: a quote inside a cell that is not quoted"},
        {"a\rb\xff", "t.csv:2: not UTF-8 (save the table as \"CSV UTF-8\")"},
        {"a\r\nb\xff", "t.csv:2: not UTF-8 (save the table as \"CSV UTF-8\")"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(wb_csv_parse(cases[i].text, -1, "t.csv", &error));
        g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
        g_assert_cmpstr(error->message, ==, cases[i].message);
    }
}

static char *
describe_sheet(const GPtrArray *rows)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < rows->len; i++) {
        const WbCsvRow *row = rows->pdata[i];
        g_autofree char *cells = g_strjoinv("|", row->cells);

        g_string_append_printf(out, "%u:%s;", row->line, cells);
    }
    return g_string_free(out, FALSE);
}

#define BYTES(text) text, sizeof text - 1

static void
test_sheet(void)
{
    static const struct {
        const char *text;
        gssize length;
        const char *rows;
    } cases[] = {
        {BYTES(""), ""},
        {BYTES("key\r\nana\r\n"), "1:key;2:ana;"},
        {BYTES("a,b\nc;d,e"), "1:a|b;2:c;d|e;"},
        {BYTES("\xef\xbb\xbf"
               "a;b\r\n1,5;\"c\nd\"\r\n;\r\n\r\n\"\";x\r\n"),
         "1:a|b;2:1,5|c\nd;6:|x;"},
        {BYTES("a\tb\rc\t\"d\t\"\"\""), "1:a|b;2:c|d\t\";"},
        {BYTES("\"a,b,c\";\"d\"\ne;f"), "1:a,b,c|d;2:e|f;"},
        {BYTES("\n\na\nb;c"), "3:a;4:b;c;"},
        {BYTES("\xff\xfek\0\t\0f\0\r\0\n\0\xe9\0\t\0\x3d\xd8\x00\xde"),
         "1:k|f;2:\xc3\xa9|\xf0\x9f\x98\x80;"},
        {BYTES("\xfe\xff\0k\0;\0f\0\n\x4e\x2d\0;"), "1:k|f;2:\xe4\xb8\xad|;"},
        {BYTES("\xff\xfe"), ""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) rows =
            wb_csv_parse_sheet(cases[i].text, cases[i].length, "t.csv", &error);
        g_autofree char *text = NULL;

        g_assert_no_error(error);
        text = describe_sheet(rows);
        g_assert_cmpstr(text, ==, cases[i].rows);
    }
}

static void
test_sheet_wrong(void)
{
    static const struct {
        const char *text;
        gssize length;
        const char *message;
    } cases[] = {
        {BYTES("a;b\n\"c"), "t.csv:2: a quoted cell is not closed"},
        {BYTES("a;b\n\"c\",d"), "t.csv:2: text after the closing quote of a cell"},
        {BYTES("a;b\n\ncaf\xe9"), "t.csv:3: not UTF-8 (save the table as \"CSV UTF-8\")"},
        {BYTES("a\nb\0"), "t.csv:2: not UTF-8 (save the table as \"CSV UTF-8\")"},
        {BYTES("\xff\xfek\0\n\0f\0\x3d\xd8"),
         "t.csv:2: not UTF-16, though it starts as such (save the table as \"CSV UTF-8\")"},
        {BYTES("\xff\xfek"),
         "t.csv:1: not UTF-16, though it starts as such (save the table as \"CSV UTF-8\")"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(wb_csv_parse_sheet(cases[i].text, cases[i].length, "t.csv", &error));
        g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
        g_assert_cmpstr(error->message, ==, cases[i].message);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv/cells", test_cells);
    g_test_add_func("/csv/values", test_values);
    g_test_add_func("/csv/parse", test_parse);
    g_test_add_func("/csv/wrong", test_wrong);
    g_test_add_func("/csv/sheet", test_sheet);
    g_test_add_func("/csv/sheet-wrong", test_sheet_wrong);
    return g_test_run();
}
