/* workbook-read records: returned files in, one record a line out. */
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "pool.h"
#include "problem.h"
#include "verb.h"

typedef struct {
    /* as in the command */
    char **editions_from;
    gboolean trust_attached;
    int jobs;
    char **files;
    /* while it runs */
    WbEditions *editions;
    guint problems;
} Records;

static gboolean
write_record(const WbRecord *record, const WbEdition *attached, gpointer data, GError **error)
{
    g_autofree char *json = wb_record_to_json(record);
    Records *self = data;

    if (record->problem) {
        self->problems++;
        wb_problem_say(record);
    }
    if (puts(json) >= 0 && fflush(stdout) == 0)
        return TRUE;
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot write the records");
    return FALSE;
}

static gboolean
load_editions(gpointer data, GError **error)
{
    Records *self = data;

    for (gsize i = 0; self->editions_from && self->editions_from[i]; i++) {
        if (!wb_editions_load(self->editions, self->editions_from[i], error))
            return FALSE;
    }
    if (wb_editions_count(self->editions) == 0 && !self->trust_attached)
        fputs("workbook-read records: no edition is known. Give the folder that holds the "
              "workbooks'\n"
              "    .edition.json files with --editions, or believe what the files bring with them\n"
              "    with --trust-attached.\n",
              stderr);
    return TRUE;
}

static void
add_file(GPtrArray *returns, char *path)
{
    WbReturn *file = g_new(WbReturn, 1);

    *file = (WbReturn){path, path};
    g_ptr_array_add(returns, file);
}

/* One path a line. */
static GStrv
read_paths(FILE *in)
{
    g_autoptr(GStrvBuilder) paths = g_strv_builder_new();
    g_autofree char *line = NULL;
    size_t size = 0;
    ssize_t n;

    while ((n = getline(&line, &size, in)) > 0) {
        if (line[n - 1] == '\n')
            line[n - 1] = '\0';
        if (*line)
            g_strv_builder_add(paths, line);
    }
    return g_strv_builder_end(paths);
}

static gboolean
is_from_stdin(char **files)
{
    return !files || (g_str_equal(files[0], "-") && !files[1]);
}

static gboolean
read_returns(Records *self, GError **error)
{
    g_autoptr(GPtrArray) returns = g_ptr_array_new_with_free_func(g_free);
    WbPoolOptions options = {self->editions, self->trust_attached, (guint)self->jobs};

    if (is_from_stdin(self->files)) {
        g_strfreev(self->files);
        self->files = read_paths(stdin);
    }
    for (gsize i = 0; self->files[i]; i++)
        add_file(returns, self->files[i]);
    if (!wb_pool_prepare(load_editions, self, error) ||
        !wb_pool_read(returns, &options, write_record, self, error))
        return FALSE;
    if (self->problems > 0)
        fprintf(stderr, "%u of %u files could not be used\n", self->problems, returns->len);
    if (self->problems < returns->len || returns->len == 0)
        return TRUE;
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, "nothing could be read");
    return FALSE;
}

static const char *const about =
    "Reads returned PDF workbooks and writes one record a line (JSON), in the order of the\n"
    "files. A file that cannot be used becomes a record that says why and what to ask its\n"
    "sender for. Without files, or for \"-\", their paths are read from standard input, one a\n"
    "line.\n\n"
    "Exit code: 0 done, though single files may not have been usable; 1 nothing could be\n"
    "read, or an edition could not be; 2 the command was wrong.\n\n"
    "Examples:\n"
    "  workbook-read records --editions blanks returns/*.pdf > records.ndjson\n"
    "  find returns -name '*.pdf' | workbook-read records --editions blanks";

static gboolean
parse_command(Records *self, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"editions", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->editions_from,
         "Folder of *.edition.json files, or one of them; may be repeated", "DIR"},
        {"trust-attached", 0, 0, G_OPTION_ARG_NONE, &self->trust_attached,
         "Believe an unknown edition that a file brings with it", NULL},
        {"jobs", 0, 0, G_OPTION_ARG_INT, &self->jobs, "Files read at once (one a core)", "N"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->files, NULL, "FILE…"},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };

    if (!wb_verb_parse(about, entries, argc, argv, error))
        return FALSE;
    if (self->jobs >= 0)
        return TRUE;
    g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "--jobs takes a number above 0");
    return FALSE;
}

static int
run(int argc, char **argv)
{
    Records self = {.editions = wb_editions_new()};
    g_autoptr(GError) error = NULL;
    int code = 0;

    if (!parse_command(&self, argc, argv, &error))
        code = 2;
    else if (!read_returns(&self, &error))
        code = 1;
    if (error)
        fprintf(stderr, "workbook-read records: %s\n", error->message);
    wb_editions_free(self.editions);
    g_strfreev(self.editions_from);
    g_strfreev(self.files);
    return code;
}

const WbVerb wb_verb_records = {"records", "returned files into records, one a line", run};
