/* Tables out of chance: what is read is written so that it reads back the same, cell by cell; what
 * spreadsheets would run comes back marked. Glossaries are such tables. */
#include <gio/gio.h>
#include <string.h>

#include "csv.h"
#include "fuzz.h"

/* Behind a byte order mark, as the reader writes its files: one that a cell starts with stays. */
static char *
dup_written(const GPtrArray *rows)
{
    GString *out = g_string_new("\xef\xbb\xbf");

    for (guint i = 0; i < rows->len; i++) {
        char **row = rows->pdata[i];

        for (guint k = 0; row[k]; k++)
            wb_csv_add_cell(out, row[k], k == 0);
        wb_csv_end_row(out);
    }
    return g_string_free(out, FALSE);
}

/* A formula gets an apostrophe, everything else comes back as it was. */
static void
assert_same_cell(const char *cell, const char *again)
{
    if (g_str_equal(cell, again))
        g_assert_true(!strchr("=@\t\r", *cell) || *cell == '\0');
    else
        g_assert_true(*again == '\'' && g_str_equal(cell, again + 1) && strchr("=+-@\t\r", *cell));
}

static void
assert_same_row(char **row, char **again)
{
    g_assert_cmpuint(g_strv_length(row), ==, g_strv_length(again));
    for (guint i = 0; row[i]; i++)
        assert_same_cell(row[i], again[i]);
}

/* A sheet whose columns are parted by commas is the plain table without its empty rows. */
static void
assert_sheet(const char *data, gsize length, const GPtrArray *rows)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) sheet = wb_csv_parse_sheet(data, (gssize)length, "f.csv", &error);
    guint line = 0;

    if (!sheet) {
        g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
        g_assert_true(g_str_has_prefix(error->message, "f.csv:"));
        return;
    }
    g_assert_no_error(error);
    g_assert_true(!rows || length == 0 || memchr(data, ';', length) || memchr(data, '\t', length) ||
                  sheet->len <= rows->len);
    for (guint i = 0; i < sheet->len; i++) {
        const WbCsvRow *row = sheet->pdata[i];

        g_assert_cmpuint(row->line, >, line);
        g_assert_cmpuint(g_strv_length(row->cells), >, 0);
        line = row->line;
    }
}

static gboolean
run(const char *data, gsize length)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = wb_csv_parse(data, (gssize)length, "f.csv", &error);
    g_autoptr(GPtrArray) again = NULL;
    g_autofree char *written = NULL;

    assert_sheet(data, length, rows);
    if (!rows) {
        g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
        g_assert_true(g_str_has_prefix(error->message, "f.csv:"));
        return FALSE;
    }
    g_assert_no_error(error);
    written = dup_written(rows);
    again = wb_csv_parse(written, -1, "again.csv", &error);
    g_assert_no_error(error);
    g_assert_cmpuint(again->len, ==, rows->len);
    for (guint i = 0; i < rows->len; i++)
        assert_same_row(rows->pdata[i], again->pdata[i]);
    return TRUE;
}

int
main(int argc, char **argv)
{
    static const char *const words[] = {
        ",", "\"", "\"\"", "\r\n", "\n", "\r",    "\n\r", "=1+1",   "@a",           "\t",
        "+", "-",  "-5",   " ",    "'",  "\",\"", ";",    "\"\n\"", "\xef\xbb\xbf", NULL};
    Fuzz fuzz = {"fuzz-csv", run, fuzz_new_seeds(), words, 20000};

    fuzz_add_text(fuzz.seeds, "", 0);
    fuzz_add_text(fuzz.seeds, "a,b\r\nc,d\r\n", -1);
    fuzz_add_text(fuzz.seeds, "\xef\xbb\xbf\"a,\"\"b\"\"\",\"c\nd\"\r\ne\r\n\r\n,\n\"\"", -1);
    fuzz_add_text(fuzz.seeds, "=1+1,-5,+1.5,-x,@me,\"\tx\",-0x1,\" kept \"\r\n", -1);
    fuzz_add_text(fuzz.seeds, "a\nb\rc\r\n\"not closed\n", -1);
    fuzz_add_text(fuzz.seeds, "a;b\r\n1,5;\"c\nd\"\r\n;\r\n", -1);
    fuzz_add_text(fuzz.seeds, "\xff\xfek\0\t\0f\0\n\0\xe9\0\t\0", 14);
    fuzz_add_file(fuzz.seeds, "layouts/workbook/po/glossary.csv");
    fuzz_add_file(fuzz.seeds, "layouts/toolkit/po/glossary.csv");
    return fuzz_run(&fuzz, argc, argv);
}
