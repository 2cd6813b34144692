/* workbook-read status: who has returned a personal copy, and who has not. */
#include <gio/gio.h>
#include <stdio.h>

#include "output.h"
#include "verb.h"
#include "write-attendance.h"

typedef struct {
    char **databases; /* one */
    char *roster, *missing, *format, *language;
} Status;

static gboolean
write_file(const char *path, const GString *text, GError **error)
{
    WbOutput *out = wb_output_open(path, error);

    if (!out)
        return FALSE;
    wb_output_write(out, text->str, text->len);
    return wb_output_close(out, TRUE, error);
}

static gboolean
write_missing(const char *path, const WbAttendance *attendance, GError **error)
{
    g_autoptr(GString) table = g_string_new(NULL);

    wb_attendance_write_missing(attendance, table);
    return write_file(path, table, error);
}

static gboolean
write_all(const Status *self, const WbAttendance *attendance, GError **error)
{
    const char *format = self->format ? self->format : "text";
    g_autoptr(GString) text = g_string_new(NULL);

    wb_attendance_lookup_format(format)->write(attendance, text);
    return (!self->missing || write_missing(self->missing, attendance, error)) &&
           write_file("-", text, error);
}

static gboolean
say_status(const Status *self, GError **error)
{
    g_autoptr(GPtrArray) roster = wb_roster_load(self->roster, error);
    g_autoptr(WbStore) store =
        roster ? wb_store_open(self->databases[0], WB_STORE_READ, error) : NULL;
    g_autoptr(WbEditions) editions = wb_editions_new();
    g_autoptr(WbCodebook) codebook = NULL;
    g_autoptr(WbAttendance) attendance = NULL;

    if (!store || !wb_store_load_editions(store, editions, error) ||
        !wb_editions_check_language(editions, self->language, error))
        return FALSE;
    codebook = wb_codebook_new(editions, self->language);
    attendance = wb_attendance_new(store, roster, editions, codebook, error);
    return attendance && write_all(self, attendance, error);
}

static const char *const about =
    "Says of each personal copy whether it has come back, when it was saved, and which pages\n"
    "of it nobody has touched. No answers are shown. CSV is the table copies.csv that\n"
    "`workbook-gen copies` has written. A return without the id of a copy counts for nobody: it\n"
    "is only said whose it may be, by its file's name or by what it says of its participant.\n\n"
    "States:\n"
    "  complete    every page that asks for something has an answer\n"
    "  partial     some pages have none; they are named\n"
    "  blank       nothing was answered; what the copy came with is no answer\n"
    "  unreadable  a file named like the copy came, and could not be used\n"
    "  missing     nothing came\n\n"
    "Exit code: 0 done, 1 the database or the table could not be read, or a file not written,\n"
    "2 the command was wrong.\n\n"
    "Example:\n"
    "  workbook-read status coalition.db --roster copies/copies.csv --missing remind.csv";

static gboolean
fail_command(const char *what, GError **error)
{
    g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, what);
    return FALSE;
}

static gboolean
check_command(const Status *self, GError **error)
{
    if (!self->databases || self->databases[1])
        return fail_command("name one harvest database", error);
    if (!self->roster)
        return fail_command("name the table of the copies (copies.csv) with --roster", error);
    if (self->format && !wb_attendance_lookup_format(self->format))
        return fail_command("--format is text, csv or json", error);
    if (self->missing && g_str_equal(self->missing, "-"))
        return fail_command("--missing names a file: the status is on standard output", error);
    return TRUE;
}

static gboolean
parse_command(Status *self, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"roster", 0, 0, G_OPTION_ARG_FILENAME, &self->roster,
         "The copies that were handed out (copies.csv)", "CSV"},
        {"missing", 0, 0, G_OPTION_ARG_FILENAME, &self->missing,
         "Write a table of those to be reminded", "CSV"},
        {"format", 0, 0, G_OPTION_ARG_STRING, &self->format, "text (default), csv or json",
         "FORMAT"},
        {"language", 0, 0, G_OPTION_ARG_STRING, &self->language, "Language of the pages' titles",
         "TAG"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->databases, NULL, "DB"},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };

    return wb_verb_parse(about, entries, argc, argv, error) && check_command(self, error);
}

static int
run(int argc, char **argv)
{
    Status self = {0};
    g_autoptr(GError) error = NULL;
    int code = !parse_command(&self, argc, argv, &error) ? 2 : say_status(&self, &error) ? 0 : 1;

    if (error)
        fprintf(stderr, "workbook-read status: %s\n", error->message);
    g_strfreev(self.databases);
    g_free(self.roster);
    g_free(self.missing);
    g_free(self.format);
    g_free(self.language);
    return code;
}

const WbVerb wb_verb_status = {"status", "who has returned a personal copy, and who has not", run};
