/* workbook-read summary: the picture of a community that all returns of a harvest give together. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "compare.h"
#include "fonts.h"
#include "harvest.h"
#include "output.h"
#include "report-html.h"
#include "report-json.h"
#include "report-pdf.h"
#include "report-xlsx.h"
#include "round.h"
#include "verb.h"

typedef struct {
    char **databases; /* one, or a folder of returns */
    char **editions_from;
    char **outputs;
    char *language, *date, *compare, *aliases_from;
    gboolean internal;
    WbAliases *aliases; /* or NULL */
    char *scratch;      /* the folder of a database that is made of a folder, or NULL */
} Summary;

/* One format of the summary, chosen by the ending of the file's name. */
typedef struct {
    const char *ending;
    GBytes *(*write)(const WbTally *tally, const WbReportSheet *sheet, GError **error);
} Format;

static const Format formats[] = {
    {".pdf", wb_report_pdf_write},
    {".html", wb_report_html_write},
    {".json", wb_report_json_write},
    {".xlsx", wb_report_xlsx_write},
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

/* The edition whose title and paper the summary takes: of the workbook with the most returns. */
static const WbEdition *
peek_leading_edition(const WbTally *tally)
{
    const WbTallyWorkbook *most = tally->returns.workbooks->pdata[0];

    for (guint n = 1; n < tally->returns.workbooks->len; n++) {
        const WbTallyWorkbook *workbook = tally->returns.workbooks->pdata[n];

        if (workbook->returns > most->returns)
            most = workbook;
    }
    for (guint n = 0; n < tally->codebook->editions->len; n++) {
        const WbEdition *edition = tally->codebook->editions->pdata[n];

        if (g_str_equal(edition->workbook, most->id))
            return edition;
    }
    g_assert_not_reached(); /* the list of workbooks is made of the editions */
}

/* All that were asked for, or none. */
static gboolean
write_outputs(const Summary *self, const WbTally *tally, const WbReportSheet *sheet, GError **error)
{
    g_autoptr(GPtrArray) outputs = g_ptr_array_new();
    gboolean good = TRUE;

    for (gsize n = 0; good && self->outputs[n]; n++) {
        g_autoptr(GBytes) bytes = lookup_format(self->outputs[n])->write(tally, sheet, error);
        WbOutput *out = bytes ? wb_output_open(self->outputs[n], error) : NULL;

        good = out != NULL;
        if (!good)
            break;
        g_ptr_array_add(outputs, out);
        wb_output_write(out, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
        good = wb_output_flush(out, error);
    }
    for (guint n = 0; n < outputs->len; n++)
        good = wb_output_close(outputs->pdata[n], good, good ? error : NULL) && good;
    return good;
}

static gboolean
write_summary(const Summary *self, const WbTally *tally, GError **error)
{
    const WbEdition *first = peek_leading_edition(tally);
    const WbEditionPage *page = first->pages->len ? first->pages->pdata[0] : NULL;
    WbReportSheet sheet = {
        .title = first->title,
        .language = self->language ? self->language : "en",
        .date = self->date,
        .width = page ? page->width : 612,
        .height = page ? page->height : 792,
    };

    return wb_fonts_use(sheet.language, error) && write_outputs(self, tally, &sheet, error);
}

static gboolean
load_aliases(Summary *self, GError **error)
{
    if (self->aliases_from)
        self->aliases = wb_aliases_load(self->aliases_from, error);
    return self->aliases || !self->aliases_from;
}

static WbRound *
load_round(const Summary *self, const char *path, const char *called, GError **error)
{
    WbRoundOptions options = {
        .called = called,
        .language = self->language,
        .internal = self->internal,
        .aliases = self->aliases,
        .people = self->compare != NULL,
    };

    return wb_round_load(path, &options, error);
}

/* A summary of nothing would look like a community in which nobody helps. */
static gboolean
check_tally(const Summary *self, const WbTally *tally, GError **error)
{
    if (tally->sections->len > 0)
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: its workbooks ask about no need",
                self->databases[0]);
    return FALSE;
}

static gboolean
is_folder(const Summary *self)
{
    return g_file_test(self->databases[0], G_FILE_TEST_IS_DIR);
}

static char *
scratch_database(const Summary *self)
{
    return g_build_filename(self->scratch, "harvest.db", NULL);
}

/* The database, or one that is made of the folder for as long as this takes. */
static WbRound *
load_this_round(Summary *self, GError **error)
{
    g_autofree char *database = NULL;

    if (!is_folder(self))
        return load_round(self, self->databases[0], self->databases[0], error);
    self->scratch = g_dir_make_tmp("workbook-read-XXXXXX", error);
    if (!self->scratch)
        return NULL;
    database = scratch_database(self);
    if (!wb_harvest_folder(self->databases[0], self->editions_from, database, error))
        return NULL;
    return load_round(self, database, self->databases[0], error);
}

static void
remove_scratch(const Summary *self)
{
    static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
    g_autofree char *database = self->scratch ? scratch_database(self) : NULL;

    for (gsize n = 0; database && n < G_N_ELEMENTS(endings); n++) {
        g_autofree char *path = g_strconcat(database, endings[n], NULL);

        g_unlink(path);
    }
    if (self->scratch)
        g_rmdir(self->scratch);
}

static gboolean
compare_rounds(const Summary *self, WbTally *tally, GError **error)
{
    g_autoptr(WbRound) earlier = load_round(self, self->compare, self->compare, error);

    if (!earlier)
        return FALSE;
    tally->comparison = wb_comparison_new(tally, earlier->tally, error);
    if (!tally->comparison)
        g_prefix_error(error, "%s: ", self->compare);
    return tally->comparison != NULL;
}

static void
say_unused(guint line, const char *name, gpointer path)
{
    fprintf(stderr, "%s:%u: nobody is called '%s', so this row changes nothing\n",
            (const char *)path, line, name);
}

static guint
count_unreviewed(const WbTally *tally)
{
    guint count = 0;

    for (guint n = 0; n < tally->sections->len; n++) {
        const WbTallySection *section = tally->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++)
            count += ((const WbTallyNeed *)section->needs->pdata[m])->unreviewed;
    }
    return count;
}

/* What the numbers do not say of themselves. */
static void
say_limits(const Summary *self, const WbTally *tally)
{
    guint unreviewed = count_unreviewed(tally);

    if (tally->returns.counted == 1)
        fprintf(stderr, "%s: one return only: what one person knows is no picture of a community\n",
                self->databases[0]);
    if (unreviewed)
        fprintf(
            stderr,
            "Needs that count as fragile until somebody has looked at names that may be one provider:"
            "\n  %u. The summary lists the names; write a table for --aliases\n",
            unreviewed);
    if (self->aliases)
        wb_aliases_each_unused(self->aliases, say_unused, self->aliases_from);
}

static gboolean
summarise(Summary *self, GError **error)
{
    g_autoptr(WbRound) round = NULL;

    if (load_aliases(self, error))
        round = load_this_round(self, error);
    if (!round || !check_tally(self, round->tally, error) ||
        (self->compare && !compare_rounds(self, round->tally, error)) ||
        !write_summary(self, round->tally, error)) {
        g_prefix_error(error, "no summary is written: ");
        return FALSE;
    }
    say_limits(self, round->tally);
    return TRUE;
}

static const char *const about =
    "Says for each need how many returns name somebody who meets it, and who that is; what\n"
    "nobody is named for comes first. Names of persons, contacts, quotes and free text about\n"
    "people are left out, unless --internal asks for them; counts of fewer than three people\n"
    "are never told. Names are joined where only case, spaces, punctuation and legal forms\n"
    "differ, and where the table of --aliases says so.\n\n"
    "Exit code: 0 done, 1 the database could not be read, holds nothing to sum up, or the\n"
    "file could not be written, 2 the command was wrong.\n\n"
    "Examples:\n"
    "  workbook-read summary coalition.db -o summary.pdf -o summary.xlsx --date 2026-11-22\n"
    "  workbook-read summary coalition.db -o summary.json --compare spring.db --aliases names.csv";

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
check_outputs(const Summary *self, GError **error)
{
    if (!self->outputs)
        return fail_command("name the file to write with -o", error);
    for (gsize n = 0; self->outputs[n]; n++) {
        if (!lookup_format(self->outputs[n]))
            return fail_command(
                "a summary is written as .pdf, .html, .json or .xlsx: end the name after -o like that",
                error);
        for (gsize m = 0; m < n; m++) {
            if (g_str_equal(self->outputs[m], self->outputs[n]))
                return fail_command("one file is named twice with -o", error);
        }
    }
    return TRUE;
}

static gboolean
check_command(const Summary *self, GError **error)
{
    if (!self->databases || self->databases[1])
        return fail_command("name one harvest database, or a folder of returns", error);
    if (is_folder(self) && !self->editions_from)
        return fail_command("a folder of returns needs --editions as well", error);
    if (self->editions_from && !is_folder(self))
        return fail_command("--editions is for a folder of returns: a database has its own", error);
    if (self->date && !is_date(self->date))
        return fail_command("--date is a day as in 2026-11-22", error);
    return check_outputs(self, error);
}

static gboolean
parse_command(Summary *self, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->outputs,
         "A file to write: .pdf, .html, .json or .xlsx; may be repeated", "FILE"},
        {"language", 0, 0, G_OPTION_ARG_STRING, &self->language, "Language of the summary", "TAG"},
        {"editions", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->editions_from,
         "Of a folder: that of *.edition.json files", "DIR"},
        {"internal", 0, 0, G_OPTION_ARG_NONE, &self->internal,
         "With points of contact, quotes and what is sensitive", NULL},
        {"compare", 0, 0, G_OPTION_ARG_FILENAME, &self->compare,
         "The database of an earlier round of the same workbook", "DB"},
        {"aliases", 0, 0, G_OPTION_ARG_FILENAME, &self->aliases_from,
         "Table of names that are one: name, is", "CSV"},
        {"date", 0, 0, G_OPTION_ARG_STRING, &self->date,
         "The day to print on it; without, there is none", "YYYY-MM-DD"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->databases, NULL, "DB|DIR"},
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
    remove_scratch(&self);
    g_strfreev(self.databases);
    g_strfreev(self.editions_from);
    g_free(self.scratch);
    g_strfreev(self.outputs);
    g_free(self.language);
    g_free(self.date);
    g_free(self.compare);
    g_free(self.aliases_from);
    wb_aliases_free(self.aliases);
    return code;
}

const WbVerb wb_verb_summary = {"summary", "the community's picture", run};
