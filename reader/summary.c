/* workbook-read summary: the picture of a community that all returns of a harvest give together. */
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "fonts.h"
#include "output.h"
#include "report-pdf.h"
#include "store.h"
#include "tally.h"
#include "verb.h"

typedef struct {
    char **databases; /* one */
    char *output, *language, *date;
} Summary;

/* One format of the summary, chosen by the ending of the file's name. */
typedef struct {
    const char *ending;
    GBytes *(*write)(const WbTally *tally, const WbReportSheet *sheet, GError **error);
} Format;

static const Format formats[] = {
    {".pdf", wb_report_pdf_write},
};

static const Format *
lookup_format(const char *path)
{
    for (gsize n = 0; n < G_N_ELEMENTS(formats); n++) {
        if (g_str_has_suffix(path, formats[n].ending))
            return &formats[n];
    }
    return NULL;
}

static gboolean
add_stored(const WbStored *stored, gpointer data, GError **error)
{
    wb_tally_add(data, stored);
    return TRUE;
}

static gboolean
fail_empty(const Summary *self, const char *what, GError **error)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s; no summary is written",
                self->databases[0], what);
    return FALSE;
}

/* A summary of nothing would look like a community in which nobody helps. */
static gboolean
check_tally(const Summary *self, const WbTally *tally, GError **error)
{
    if (tally->complete + tally->partial > 0) {
        if (tally->sections->len > 0)
            return TRUE;
        return fail_empty(self, "its editions ask about no need", error);
    }
    if (tally->blank > 0)
        return fail_empty(self, "every return in it is blank", error);
    if (tally->problems > 0)
        return fail_empty(self, "not one of its files could be read as a return", error);
    return fail_empty(self, "there are no returns in it", error);
}

static gboolean
write_bytes(const char *path, GBytes *bytes, GError **error)
{
    WbOutput *out = wb_output_open(path, error);

    if (!out)
        return FALSE;
    wb_output_write(out, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    return wb_output_close(out, TRUE, error);
}

static gboolean
write_summary(const Summary *self, const WbTally *tally, GError **error)
{
    const WbEdition *first = tally->codebook->editions->pdata[0];
    const WbEditionPage *page = first->pages->len ? first->pages->pdata[0] : NULL;
    WbReportSheet sheet = {
        .title = first->title,
        .language = self->language ? self->language : "en",
        .date = self->date,
        .width = page ? page->width : 612,
        .height = page ? page->height : 792,
    };
    g_autoptr(GBytes) bytes = NULL;

    if (!wb_fonts_use(sheet.language, error))
        return FALSE;
    bytes = lookup_format(self->output)->write(tally, &sheet, error);
    return bytes && write_bytes(self->output, bytes, error);
}

static gboolean
summarise(const Summary *self, GError **error)
{
    g_autoptr(WbStore) store = wb_store_open(self->databases[0], WB_STORE_READ, error);
    g_autoptr(WbEditions) editions = wb_editions_new();
    g_autoptr(WbCodebook) codebook = NULL;
    g_autoptr(WbTally) tally = NULL;

    if (!store || !wb_store_load_editions(store, editions, error))
        return FALSE;
    codebook = wb_codebook_new(editions, self->language);
    tally = wb_tally_new(codebook);
    if (!wb_store_each(store, TRUE, add_stored, tally, error))
        return FALSE;
    wb_tally_finish(tally);
    return check_tally(self, tally, error) && write_summary(self, tally, error);
}

static const char *const about =
    "Says for each need how many returns name somebody who meets it, and who that is; what\n"
    "nobody is named for comes first. Names of persons, contacts and free text about people\n"
    "are left out.\n\n"
    "Exit code: 0 done, 1 the database could not be read, holds nothing to sum up, or the\n"
    "file could not be written, 2 the command was wrong.\n\n"
    "Example:\n"
    "  workbook-read summary coalition.db -o summary.pdf --date 2026-11-22";

static gboolean
fail_command(const char *what, GError **error)
{
    g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, what);
    return FALSE;
}

static gboolean
is_date(const char *text)
{
    int year, month, day, end = 0;

    return strlen(text) == 10 && sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 &&
           end == 10 && g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

static gboolean
check_command(const Summary *self, GError **error)
{
    if (!self->databases || self->databases[1])
        return fail_command("name one harvest database", error);
    if (!self->output)
        return fail_command("name the file to write with -o", error);
    if (!lookup_format(self->output))
        return fail_command("a summary is written as .pdf: end the name after -o like that", error);
    if (self->date && !is_date(self->date))
        return fail_command("--date is a day as in 2026-11-22", error);
    return TRUE;
}

static gboolean
parse_command(Summary *self, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, "The file to write", "FILE.pdf"},
        {"language", 0, 0, G_OPTION_ARG_STRING, &self->language, "Language of the summary", "TAG"},
        {"date", 0, 0, G_OPTION_ARG_STRING, &self->date,
         "The day to print on it; without, there is none", "YYYY-MM-DD"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->databases, NULL, "DB"},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };

    return wb_verb_parse(about, entries, argc, argv, error) && check_command(self, error);
}

static int
run(int argc, char **argv)
{
    Summary self = {0};
    g_autoptr(GError) error = NULL;
    int code = !parse_command(&self, argc, argv, &error) ? 2 : summarise(&self, &error) ? 0 : 1;

    if (error)
        fprintf(stderr, "workbook-read summary: %s\n", error->message);
    g_strfreev(self.databases);
    g_free(self.output);
    g_free(self.language);
    g_free(self.date);
    return code;
}

const WbVerb wb_verb_summary = {"summary", "the community's picture", run};
