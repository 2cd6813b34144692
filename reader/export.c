/* workbook-read export: what a harvest database holds, in formats that other programs read. */
#include <stdio.h>

#include "store.h"
#include "verb.h"
#include "writer.h"

static const WbWriter *const writers[] = {&wb_writer_ndjson, &wb_writer_csv, &wb_writer_xlsx};

typedef struct {
    char **databases; /* one */
    char *format, *output, *language;
    gboolean sensitive, bom;
} Export;

static const WbWriter *
lookup_writer(const char *name)
{
    for (gsize n = 0; n < G_N_ELEMENTS(writers); n++) {
        if (g_str_equal(writers[n]->name, name))
            return writers[n];
    }
    return NULL;
}

typedef struct {
    const WbWriter *writer;
    gpointer out;
} Target;

static gboolean
add_stored(const WbStored *stored, gpointer data, GError **error)
{
    const Target *target = data;

    return target->writer->add(target->out, stored, error);
}

static gboolean export(const Export *self, const WbWriter *writer, GError **error)
{
    g_autoptr(WbStore) store = wb_store_open(self->databases[0], WB_STORE_READ, error);
    g_autoptr(WbEditions) editions = wb_editions_new();
    g_autoptr(WbCodebook) codebook = NULL;
    WbWriterOptions options = {.sensitive = self->sensitive, .bom = self->bom};
    Target target = {.writer = writer};
    gboolean done;

    if (!store || !wb_store_load_editions(store, editions, error) ||
        !wb_editions_check_language(editions, self->language, error))
        return FALSE;
    codebook = wb_codebook_new(editions, self->language);
    options.codebook = codebook;
    target.out = writer->open(self->output ? self->output : "-", &options, error);
    if (!target.out)
        return FALSE;
    done = wb_store_each(store, TRUE, add_stored, &target, error);
    return writer->close(target.out, done, done ? error : NULL) && done;
}

static const char *const about =
    "Formats:\n"
    "  ndjson  the record of each file, one line of JSON each, as `records` prints it\n"
    "  csv     a folder of tables: returns.csv (a row a return), answers.csv (a row an answer),\n"
    "          codebook.csv (a row a field), problems.csv (a row for all that needs a look)\n"
    "  xlsx    one file for a spreadsheet, with sheets like these and one of resources, a row for\n"
    "          each row of a table that somebody filled in\n\n"
    "Names, contacts and free text about people stay out, unless --sensitive asks for them.\n\n"
    "Exit code: 0 done, 1 the database could not be read or the files not written, 2 the\n"
    "command was wrong.\n\n"
    "Examples:\n"
    "  workbook-read export coalition.db --format csv -o tables\n"
    "  workbook-read export coalition.db --format ndjson -o - | jq .state";

static const WbWriter *
fail_command(const char *what, GError **error)
{
    g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, what);
    return NULL;
}

/* What is to be written; NULL where the command was wrong. */
static const WbWriter *
check_command(const Export *self, GError **error)
{
    const WbWriter *writer = self->format ? lookup_writer(self->format) : NULL;

    if (!self->databases || self->databases[1])
        return fail_command("name one harvest database", error);
    if (!writer)
        return fail_command("--format is ndjson, csv or xlsx", error);
    if (writer->tables && (!self->output || g_str_equal(self->output, "-")))
        return fail_command(
            "these are several tables: say with -o where they go (csv: a folder, xlsx: a file)",
            error);
    if (!writer->tables && (self->bom || self->language))
        return fail_command("--bom and --language are for tables, such as csv", error);
    if (self->bom && writer != &wb_writer_csv)
        return fail_command("--bom is for csv", error);
    return writer;
}

static const WbWriter *
parse_command(Export *self, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &self->format, "ndjson, csv or xlsx", "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
         "File (ndjson, xlsx) or folder (csv); - is standard output", "PATH"},
        {"language", 0, 0, G_OPTION_ARG_STRING, &self->language, "Language of the labels", "TAG"},
        {"sensitive", 0, 0, G_OPTION_ARG_NONE, &self->sensitive,
         "With names, contacts and free text about people", NULL},
        {"bom", 0, 0, G_OPTION_ARG_NONE, &self->bom,
         "Begin each table with a byte order mark, for spreadsheets that want one", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->databases, NULL, "DB"},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };

    if (!wb_verb_parse(about, entries, argc, argv, error))
        return NULL;
    return check_command(self, error);
}

static int
run(int argc, char **argv)
{
    Export self = {0};
    g_autoptr(GError) error = NULL;
    const WbWriter *writer = parse_command(&self, argc, argv, &error);
    int code = !writer ? 2 : export(&self, writer, &error) ? 0 : 1;

    if (error)
        fprintf(stderr, "workbook-read export: %s\n", error->message);
    g_strfreev(self.databases);
    g_free(self.format);
    g_free(self.output);
    g_free(self.language);
    return code;
}

const WbVerb wb_verb_export = {"export", "records and tables of a harvest database", run};
