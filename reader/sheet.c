/* workbook-read sheet: one returned file in, its questions and whole answers out, to be read or
 * printed. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "fonts.h"
#include "output.h"
#include "pool.h"
#include "problem.h"
#include "sheet-pdf.h"
#include "verb.h"

typedef struct {
    /* as in the command */
    char **files;
    char *output;
    char **editions_from;
    gboolean trust_attached;
    /* while it runs */
    WbEditions *editions;
} Sheet;

static gboolean
fail(GError **error, const char *what)
{
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, what);
    return FALSE;
}

static gboolean
fail_blank(const WbRecord *record, GError **error)
{
    const WbFinding *finding = wb_finding_lookup_note("blank");

    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
                "this return is blank, so there is no sheet to write. %s\n    Ask: %s",
                finding->text, finding->ask);
    return FALSE;
}

/* The file was read by a child of its own; what it says is drawn here. */
static gboolean
write_sheet(const WbRecord *record, const WbEdition *attached, gpointer data, GError **error)
{
    const Sheet *self = data;
    const WbEdition *edition = attached;
    g_autoptr(GBytes) bytes = NULL;

    if (record->problem) {
        wb_problem_say(record);
        return fail(error, "the file could not be used, so there is no sheet");
    }
    if (g_str_equal(record->state, "blank"))
        return fail_blank(record, error);
    if (!edition)
        edition = wb_editions_lookup(self->editions, record->fingerprint);
    if (!wb_fonts_use(edition->language, error))
        return FALSE;
    bytes = wb_sheet_pdf_write(record, edition, error);
    return bytes && wb_output_put(self->output, bytes, error);
}

/* Whether two names are of one file, however they are written. */
static gboolean
is_same_file(const char *a, const char *b)
{
    GStatBuf first, second;

    return g_stat(a, &first) == 0 && g_stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

static gboolean
run_sheet(Sheet *self, GError **error)
{
    g_autoptr(GPtrArray) returns = g_ptr_array_new();
    WbReturn file = {self->files[0], self->files[0]};
    WbPoolOptions options = {self->editions, self->trust_attached, 1};

    if (is_same_file(self->files[0], self->output))
        return fail(error, "the sheet would take the place of the return itself: give -o another "
                           "name");
    for (gsize i = 0; self->editions_from && self->editions_from[i]; i++) {
        if (!wb_editions_load(self->editions, self->editions_from[i], error))
            return FALSE;
    }
    g_ptr_array_add(returns, &file);
    return wb_pool_read(returns, &options, write_sheet, self, error);
}

static const char *const about =
    "Writes the questions and whole answers of one returned workbook as pages to read or to\n"
    "print, in the language of that workbook. Boxes of a form scroll and print cut; here every\n"
    "answer stands whole, with what is to be known about it in small print. Names, contacts\n"
    "and free text about people are in it: every page says that it is confidential.\n\n"
    "Exit code: 0 done, 1 the file could not be used or is blank, or the sheet could not be\n"
    "written, 2 the command was wrong.\n\n"
    "Example:\n"
    "  workbook-read sheet returns/ana.pdf --editions handout -o ana-sheet.pdf";

static gboolean
fail_command(const char *what, GError **error)
{
    g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, what);
    return FALSE;
}

static gboolean
check_command(const Sheet *self, GError **error)
{
    if (!self->files || self->files[1])
        return fail_command("name one returned file", error);
    if (!self->output)
        return fail_command("name the file to write with -o", error);
    if (!g_str_has_suffix(self->output, ".pdf") && !g_str_equal(self->output, "-"))
        return fail_command("a sheet is a PDF: end the name after -o with .pdf", error);
    return TRUE;
}

static gboolean
parse_command(Sheet *self, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
         "The file to write; \"-\" is standard output", "FILE.pdf"},
        {"editions", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->editions_from,
         "Folder of *.edition.json files, or one of them; may be repeated", "DIR"},
        {"trust-attached", 0, 0, G_OPTION_ARG_NONE, &self->trust_attached,
         "Believe an unknown edition that the file brings with it", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->files, NULL, "FILE"},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };

    return wb_verb_parse(about, entries, argc, argv, error) && check_command(self, error);
}

static int
run(int argc, char **argv)
{
    Sheet self = {.editions = wb_editions_new()};
    g_autoptr(GError) error = NULL;
    int code = !parse_command(&self, argc, argv, &error) ? 2 : run_sheet(&self, &error) ? 0 : 1;

    if (error)
        fprintf(stderr, "workbook-read sheet: %s\n", error->message);
    wb_editions_free(self.editions);
    g_strfreev(self.files);
    g_strfreev(self.editions_from);
    g_free(self.output);
    return code;
}

const WbVerb wb_verb_sheet = {"sheet", "one return to read: questions and whole answers", run};
