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
        {"a\nb\xff", "t.csv:2: not UTF-8 (save the table as \"CSV UTF-8\")"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(wb_csv_parse(cases[i].text, -1, "t.csv", &error));
        g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
        g_assert_cmpstr(error->message, ==, cases[i].message);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv/cells", test_cells);
    g_test_add_func("/csv/parse", test_parse);
    g_test_add_func("/csv/wrong", test_wrong);
    return g_test_run();
}
