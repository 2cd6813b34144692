/* The tables of an export: every cell where it belongs, nothing that a spreadsheet would run,
 * nothing sensitive unless asked for, all files or none. */
#include <glib/gstdio.h>
#include <string.h>

#include "csv.h"
#include "sample.h"
#include "writer.h"

typedef struct {
    char *folder;
    WbEditions *editions;
    const WbEdition *edition;
    WbCodebook *codebook;
} Fixture;

static const char *const names[] = {"returns.csv", "answers.csv", "codebook.csv", "problems.csv"};

static void
set_up(Fixture *self, gconstpointer data)
{
    WbEdition *edition = wb_sample_edition("en", "1.0");

    self->folder = g_dir_make_tmp("workbook-XXXXXX", NULL);
    self->editions = wb_editions_new();
    wb_editions_add(self->editions, edition);
    self->edition = edition;
    self->codebook = wb_codebook_new(self->editions, NULL);
}

static void
tear_down(Fixture *self, gconstpointer data)
{
    for (gsize n = 0; n < G_N_ELEMENTS(names); n++) {
        g_autofree char *path = g_build_filename(self->folder, names[n], NULL);

        g_unlink(path);
    }
    g_assert_cmpint(g_rmdir(self->folder), ==, 0); /* and nothing else is in it */
    wb_codebook_free(self->codebook);
    wb_editions_free(self->editions);
    g_free(self->folder);
}

static void
write_tables(Fixture *self, const WbWriterOptions *options, gboolean keep)
{
    g_autoptr(WbRecord) record = wb_sample_record(self->edition, "ana.pdf", "aa");
    g_autoptr(WbRecord) scan = wb_record_new("scan.pdf");
    WbStored stored = {record, (char *)"aa", TRUE}, problem = {scan, NULL, FALSE};
    g_autoptr(GError) error = NULL;
    gpointer out = wb_writer_csv.open(self->folder, options, &error);

    g_assert_no_error(error);
    wb_record_add_text(record, "agency", "=HYPERLINK(\"x\")");
    wb_record_add_text(record, "name", "Ana Ruiz");
    wb_record_add_number(record, "members", -12);
    wb_record_add_text(record, "t.food.provider", "Casa, Norte\n\"Open\"");
    wb_record_add_boolean(record, "t.food.adult", FALSE);
    wb_record_add_note(record, "name", "lost-text", "Ana");
    scan->problem = g_strdup("no-form");
    g_assert_true(wb_writer_csv.add(out, &stored, &error));
    g_assert_true(wb_writer_csv.add(out, &problem, &error));
    wb_writer_csv.close(out, keep, &error);
    g_assert_no_error(error);
}

static char *
read_table(Fixture *self, const char *name)
{
    g_autofree char *path = g_build_filename(self->folder, name, NULL);
    char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* The cell of a row under a head; rows from 1. */
static void
assert_cell(GPtrArray *rows, guint row, const char *head, const char *expected)
{
    char **heads = rows->pdata[0], **cells = rows->pdata[row];

    for (guint n = 0; heads[n]; n++) {
        if (g_str_equal(heads[n], head)) {
            g_assert_cmpstr(cells[n], ==, expected);
            return;
        }
    }
    g_error("there is no column '%s'", head);
}

static void
test_wide(Fixture *self, gconstpointer data)
{
    WbWriterOptions options = {.codebook = self->codebook, .sensitive = TRUE};
    g_autoptr(GPtrArray) rows = NULL;
    g_autofree char *text = NULL;

    write_tables(self, &options, TRUE);
    text = read_table(self, "returns.csv");
    rows = wb_csv_parse(text, -1, "returns.csv", NULL);
    g_assert_nonnull(rows);
    g_assert_cmpuint(rows->len, ==, 2);
    assert_cell(rows, 1, "file", "ana.pdf");
    assert_cell(rows, 1, "current", "true");
    assert_cell(rows, 1, "copy", "");
    assert_cell(rows, 1, "agency", "'=HYPERLINK(\"x\")");
    assert_cell(rows, 1, "name", "Ana Ruiz");
    assert_cell(rows, 1, "members", "-12");
    assert_cell(rows, 1, "t.food.provider", "Casa, Norte\n\"Open\"");
    assert_cell(rows, 1, "t.food.adult", "false");
    assert_cell(rows, 1, "t.hotel.adult", "");
}

static void
test_long(Fixture *self, gconstpointer data)
{
    WbWriterOptions options = {.codebook = self->codebook};
    g_autofree char *text = NULL;

    write_tables(self, &options, TRUE);
    text = read_table(self, "answers.csv");
    g_assert_cmpstr(text, ==,
                    "file,sha256,current,field,label,table,row,column,value\r\n"
                    "ana.pdf,aa,true,agency,Label of agency,,,,\"'=HYPERLINK(\"\"x\"\")\"\r\n"
                    "ana.pdf,aa,true,members,Label of members,,,,-12\r\n"
                    "ana.pdf,aa,true,t.food.provider,Label of t.food.provider,t,food,provider,"
                    "\"Casa, Norte\n\"\"Open\"\"\"\r\n"
                    "ana.pdf,aa,true,t.food.adult,Label of t.food.adult,t,food,adult,false\r\n");
}

/* That there is a sensitive field may be known, not what somebody typed into it. */
static void
test_discretion(Fixture *self, gconstpointer data)
{
    WbWriterOptions options = {.codebook = self->codebook};

    write_tables(self, &options, TRUE);
    for (gsize n = 0; n < G_N_ELEMENTS(names); n++) {
        g_autofree char *text = read_table(self, names[n]);

        g_assert_null(strstr(text, "Ana"));
        g_assert_cmpint(strstr(text, "t.food.contact") != NULL, ==, n == 2);
    }
}

static void
test_findings(Fixture *self, gconstpointer data)
{
    WbWriterOptions options = {.codebook = self->codebook, .sensitive = TRUE};
    g_autoptr(GPtrArray) rows = NULL;
    g_autofree char *text = NULL;

    write_tables(self, &options, TRUE);
    text = read_table(self, "problems.csv");
    rows = wb_csv_parse(text, -1, "problems.csv", NULL);
    assert_cell(rows, 1, "what", "note");
    assert_cell(rows, 1, "field", "name");
    assert_cell(rows, 1, "value", "Ana");
    assert_cell(rows, 2, "file", "scan.pdf");
    assert_cell(rows, 2, "what", "problem");
    assert_cell(rows, 2, "ask", wb_finding_lookup_problem("no-form")->ask);
}

static void
test_mark(Fixture *self, gconstpointer data)
{
    WbWriterOptions options = {.codebook = self->codebook, .bom = TRUE};

    write_tables(self, &options, TRUE);
    for (gsize n = 0; n < G_N_ELEMENTS(names); n++) {
        g_autofree char *text = read_table(self, names[n]);

        g_assert_true(g_str_has_prefix(text, "\xef\xbb\xbf"));
    }
}

static void
test_given_up(Fixture *self, gconstpointer data)
{
    WbWriterOptions options = {.codebook = self->codebook};

    write_tables(self, &options, FALSE); /* the folder is seen to be empty when it is removed */
}

static void
test_no_folder(Fixture *self, gconstpointer data)
{
    WbWriterOptions options = {.codebook = self->codebook};
    g_autoptr(GError) error = NULL;

    g_assert_null(wb_writer_csv.open("/nonexistent/tables", &options, &error));
    g_assert_nonnull(error);
    g_assert_true(g_str_has_prefix(error->message, "/nonexistent/tables/returns.csv: "));
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *path;
        void (*run)(Fixture *self, gconstpointer data);
    } tests[] = {
        {"/write-csv/wide", test_wide},
        {"/write-csv/long", test_long},
        {"/write-csv/discretion", test_discretion},
        {"/write-csv/findings", test_findings},
        {"/write-csv/mark", test_mark},
        {"/write-csv/given-up", test_given_up},
        {"/write-csv/no-folder", test_no_folder},
    };

    g_test_init(&argc, &argv, NULL);
    for (gsize n = 0; n < G_N_ELEMENTS(tests); n++)
        g_test_add(tests[n].path, Fixture, NULL, set_up, tests[n].run, tear_down);
    return g_test_run();
}
