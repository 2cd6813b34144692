/* workbook-gen: reads the command line, calls one function a verb, picks the exit code. */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "blank.h"
#include "carry.h"
#include "config.h"
#include "copies.h"
#include "edition-csv.h"
#include "load.h"
#include "po.h"

enum { EXIT_DONE = 0, EXIT_INPUT = 1, EXIT_COMMAND = 2 };

typedef struct {
    const char *name, *arguments, *summary, *description;
    int (*run)(int argc, char **argv, GOptionContext *context);
} Verb;

static int
fail_command(const char *what)
{
    g_printerr("workbook-gen: %s\n", what);
    return EXIT_COMMAND;
}

static int
fail_input(const GError *error)
{
    g_printerr("%s\n", error->message);
    return EXIT_INPUT;
}

/* Parses the options of a verb; at least one layout has to be left over. */
static gboolean
parse(GOptionContext *context, int *argc, char ***argv)
{
    g_autoptr(GError) error = NULL;

    if (!g_option_context_parse(context, argc, argv, &error)) {
        fail_command(error->message);
        return FALSE;
    }
    if (*argc < 2) {
        fail_command("a layout is needed, a folder such as layouts/workbook");
        return FALSE;
    }
    return TRUE;
}

static gboolean
is_paper(const char *paper)
{
    return g_str_equal(paper, "letter") || g_str_equal(paper, "a4");
}

static gboolean
holds_line(const char *lines, const char *line)
{
    g_auto(GStrv) all = g_strsplit(lines, "\n", -1);

    return g_strv_contains((const char *const *)all, line);
}

/* Both papers have to hold every page: a layout is one source for either. What is wrong on both is
 * said once. */
static gboolean
check_papers(const WbWorkbook *workbook)
{
    g_autoptr(GError) letter = NULL, a4 = NULL;
    gboolean good = wb_blank_check(workbook, "letter", &letter);

    if (!good)
        g_printerr("%s\n", letter->message);
    if (wb_blank_check(workbook, "a4", &a4))
        return good;
    g_auto(GStrv) lines = g_strsplit(a4->message, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        if (good || !holds_line(letter->message, lines[i]))
            g_printerr("%s\n", lines[i]);
    return FALSE;
}

/* A translation that is on its way is no complaint; it need not fit yet either. */
static gboolean
check_translations(const char *layout, const WbWorkbook *source)
{
    g_auto(GStrv) languages = wb_po_list_languages(source);
    gboolean good = TRUE;

    for (char **language = languages; *language != NULL; language++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(WbWorkbook) workbook = wb_po_load(layout, *language, TRUE, &error);
        if (workbook == NULL)
            fail_input(error);
        if (workbook == NULL || (!workbook->draft && !check_papers(workbook)))
            good = FALSE;
        g_autoptr(GError) terms = NULL;
        if (workbook != NULL && !wb_po_check_terms(source, *language, &terms)) {
            fail_input(terms);
            good = FALSE;
        }
    }
    return good;
}

static int
run_check(int argc, char **argv, GOptionContext *context)
{
    int result = EXIT_DONE;

    if (!parse(context, &argc, &argv))
        return EXIT_COMMAND;
    for (int i = 1; i < argc; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(WbWorkbook) workbook = wb_layout_load(argv[i], &error);
        if (workbook == NULL) {
            result = fail_input(error);
            continue;
        }
        gboolean fits = check_papers(workbook);
        if (!check_translations(argv[i], workbook) || !fits)
            result = EXIT_INPUT;
    }
    return result;
}

typedef struct {
    char *folder, *language;
    char **papers;
    gboolean draft;
} BlankOptions;

static gboolean
make_blank(const WbWorkbook *workbook, const char *paper, const char *folder, GError **error)
{
    g_autoptr(WbBlank) blank = wb_blank_new(workbook, paper, error);
    g_autofree char *path = NULL;

    if (blank == NULL || !wb_blank_write(blank, folder, &path, error))
        return FALSE;
    g_printerr("%s: edition %s, %" G_GSIZE_FORMAT " bytes\n", path, blank->edition->code,
               g_bytes_get_size(blank->pdf.bytes));
    return TRUE;
}

/* On every paper asked for, else on the layout's own. */
static gboolean
make_language(const char *layout, const char *language, const BlankOptions *options, GError **error)
{
    g_autoptr(WbWorkbook) workbook = wb_po_load(layout, language, options->draft, error);
    const char *folder = options->folder != NULL ? options->folder : ".";

    if (workbook == NULL)
        return FALSE;
    if (options->papers == NULL)
        return make_blank(workbook, workbook->paper, folder, error);
    for (char **paper = options->papers; *paper != NULL; paper++)
        if (!make_blank(workbook, *paper, folder, error))
            return FALSE;
    return TRUE;
}

/* Makes a translation, or notes that it is still on its way. */
static gboolean
make_translation(const char *layout, const char *language, const BlankOptions *options,
                 GString *left_out)
{
    g_autoptr(GError) error = NULL;

    if (make_language(layout, language, options, &error))
        return TRUE;
    if (!g_error_matches(error, WB_PO_ERROR, WB_PO_ERROR_INCOMPLETE)) {
        fail_input(error);
        return FALSE;
    }
    g_string_append_printf(left_out, "%s%s", left_out->len > 0 ? ", " : "", language);
    return TRUE;
}

/* What is wrong with one language keeps no other from being made. */
static int
make_blanks(const char *layout, const BlankOptions *options)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(WbWorkbook) source = NULL;
    g_autoptr(GString) left_out = g_string_new(NULL);
    g_auto(GStrv) languages = NULL;
    int result = EXIT_DONE;

    if (options->language != NULL)
        return make_language(layout, options->language, options, &wrong) ? EXIT_DONE
                                                                         : fail_input(wrong);
    source = wb_layout_load(layout, &wrong);
    if (source == NULL)
        return fail_input(wrong);
    if (!make_language(layout, source->language, options, &wrong))
        result = fail_input(wrong);
    languages = wb_po_list_languages(source);
    for (char **language = languages; *language != NULL; language++)
        if (!make_translation(layout, *language, options, left_out))
            result = EXIT_INPUT;
    if (left_out->len > 0)
        g_printerr("not complete, so left out: %s (--draft makes a draft)\n", left_out->str);
    return result;
}

static void
blank_options_clear(BlankOptions *self)
{
    g_free(self->folder);
    g_free(self->language);
    g_strfreev(self->papers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BlankOptions, blank_options_clear)

static int
run_blank(int argc, char **argv, GOptionContext *context)
{
    g_auto(BlankOptions) options = {NULL, NULL, NULL, FALSE};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.folder,
         "Folder to write to, made if it is not there (default: this one)", "DIR"},
        {"language", 0, 0, G_OPTION_ARG_STRING, &options.language,
         "Only the edition in this language (BCP 47, such as en; default: all complete ones)",
         "TAG"},
        {"paper", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.papers,
         "letter or a4, may be repeated (default: as the layout says)", "NAME"},
        {"draft", 0, 0, G_OPTION_ARG_NONE, &options.draft,
         "Translations that are not complete as well, marked DRAFT on every page", NULL},
        G_OPTION_ENTRY_NULL,
    };
    int result = EXIT_DONE;

    g_option_context_add_main_entries(context, entries, NULL);
    if (!parse(context, &argc, &argv))
        return EXIT_COMMAND;
    for (char **paper = options.papers; paper != NULL && *paper != NULL; paper++)
        if (!is_paper(*paper))
            return fail_command("--paper is letter or a4");
    for (int i = 1; i < argc; i++)
        if (make_blanks(argv[i], &options) != EXIT_DONE)
            result = EXIT_INPUT;
    return result;
}

#define EXIT_CODES                                                                                 \
    "Exit code: 0 done; 1 a layout was wrong or a file could not be read or written; 2 the "       \
    "command was wrong.\n\n"

typedef struct {
    char *language, *format;
} CodebookOptions;

static void
codebook_options_clear(CodebookOptions *self)
{
    g_free(self->language);
    g_free(self->format);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CodebookOptions, codebook_options_clear)

static void
print_codebook(const WbEdition *edition, gboolean json)
{
    g_autoptr(GString) out = g_string_new(NULL);

    if (json) {
        g_autofree char *text = wb_edition_to_json(edition);
        g_print("%s\n", text);
        return;
    }
    wb_edition_csv_add_head(out);
    for (guint i = 0; i < edition->fields->len; i++) {
        const WbEditionField *field = edition->fields->pdata[i];
        wb_edition_csv_add_field(out, edition->workbook, field, field->sensitive);
    }
    g_print("%s", out->str);
}

static int
run_codebook(int argc, char **argv, GOptionContext *context)
{
    g_auto(CodebookOptions) options = {NULL, NULL};
    const GOptionEntry entries[] = {
        {"language", 0, 0, G_OPTION_ARG_STRING, &options.language,
         "The language of the labels (BCP 47, such as en)", "TAG"},
        {"format", 0, 0, G_OPTION_ARG_STRING, &options.format,
         "csv, a row a field (default), or json, the whole edition", "FORMAT"},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GError) error = NULL;

    g_option_context_add_main_entries(context, entries, NULL);
    if (!parse(context, &argc, &argv))
        return EXIT_COMMAND;
    gboolean json = g_strcmp0(options.format, "json") == 0;
    if (argc != 2)
        return fail_command("a codebook is of one layout");
    if (options.format != NULL && !json && !g_str_equal(options.format, "csv"))
        return fail_command("--format is csv or json");
    g_autoptr(WbWorkbook) workbook = wb_po_load(argv[1], options.language, FALSE, &error);
    if (workbook == NULL)
        return fail_input(error);
    g_autoptr(WbBlank) blank = wb_blank_new(workbook, workbook->paper, &error);
    if (blank == NULL)
        return fail_input(error);
    print_codebook(blank->edition, json);
    return EXIT_DONE;
}

typedef struct {
    char *roster, *answers, *folder, *key, *round, *language, *paper;
} CopiesCommand;

static void
copies_command_clear(CopiesCommand *self)
{
    g_free(self->roster);
    g_free(self->answers);
    g_free(self->folder);
    g_free(self->key);
    g_free(self->round);
    g_free(self->language);
    g_free(self->paper);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CopiesCommand, copies_command_clear)

static int
make_copies(const char *layout, const CopiesCommand *command)
{
    const WbCopiesOptions options = {layout,        command->roster, command->folder,
                                     command->key,  command->round,  command->language,
                                     command->paper};
    g_autoptr(GError) error = NULL;

    return wb_copies_write(&options, &error) ? EXIT_DONE : fail_input(error);
}

static int
carry_answers(const char *layout, const CopiesCommand *command)
{
    const WbCarryOptions options = {layout, command->answers, command->folder, command->language,
                                    command->paper};
    g_autoptr(GError) error = NULL;
    guint left_out = 0, unread = 0;

    if (!wb_carry_write(&options, &left_out, &unread, &error))
        return fail_input(error);
    if (unread > 0)
        g_printerr("%u records are of files that could not be read: no copy of them\n", unread);
    if (left_out > 0)
        g_printerr("%u answers have no place in this layout: see %s/left-out.csv\n", left_out,
                   command->folder);
    return EXIT_DONE;
}

static const char *
find_mistake(int argc, const CopiesCommand *command)
{
    if (argc != 2)
        return "copies are made of one layout";
    if ((command->roster != NULL) == (command->answers != NULL))
        return "say for whom: --roster CSV or --answers NDJSON";
    if (command->folder == NULL)
        return "name the folder to write to with -o";
    if (command->answers != NULL && (command->key != NULL || command->round != NULL))
        return "--key and --round go with --roster: answers keep the id of their copy";
    return command->paper != NULL && !is_paper(command->paper) ? "--paper is letter or a4" : NULL;
}

static int
run_copies(int argc, char **argv, GOptionContext *context)
{
    g_auto(CopiesCommand) command = {NULL};
    const GOptionEntry entries[] = {
        {"roster", 0, 0, G_OPTION_ARG_FILENAME, &command.roster,
         "A copy for each row of a table: key, language, file, email, and names of fields", "CSV"},
        {"answers", 0, 0, G_OPTION_ARG_FILENAME, &command.answers,
         "A copy for each record, with its answers in it (- is standard input)", "NDJSON"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &command.folder,
         "Folder to write to, made if it is not there", "DIR"},
        {"key", 0, 0, G_OPTION_ARG_FILENAME, &command.key,
         "File of the key that ids are made with, made on first use (default: copies.key beside "
         "the roster)",
         "FILE"},
        {"round", 0, 0, G_OPTION_ARG_STRING, &command.round,
         "Of the survey: in another one everybody has another id (default: 1)", "NAME"},
        {"language", 0, 0, G_OPTION_ARG_STRING, &command.language,
         "Language of rows that name none, or of every record's copy (BCP 47)", "TAG"},
        {"paper", 0, 0, G_OPTION_ARG_STRING, &command.paper,
         "letter or a4 (default: as the layout says)", "NAME"},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_add_main_entries(context, entries, NULL);
    if (!parse(context, &argc, &argv))
        return EXIT_COMMAND;
    const char *mistake = find_mistake(argc, &command);
    if (mistake != NULL)
        return fail_command(mistake);
    return command.roster != NULL ? make_copies(argv[1], &command)
                                  : carry_answers(argv[1], &command);
}

static gboolean
update_translations(const char *layout, GError **error)
{
    if (wb_po_is_words(layout))
        return wb_po_update_words(layout, error);
    g_autoptr(WbWorkbook) workbook = wb_layout_load(layout, error);
    return workbook != NULL && wb_po_update(workbook, error);
}

static gboolean
add_stats(const char *layout, GString *out, GError **error)
{
    if (wb_po_is_words(layout))
        return wb_po_add_words_stats(layout, out, error);
    g_autoptr(WbWorkbook) workbook = wb_layout_load(layout, error);
    return workbook != NULL && wb_po_add_stats(workbook, out, error);
}

static gboolean
print_stats(const char *layout, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    gboolean good = add_stats(layout, out, error);

    g_print("%s", out->str);
    return good;
}

static int
run_po(int argc, char **argv, GOptionContext *context)
{
    gboolean stats = FALSE;
    const GOptionEntry entries[] = {
        {"stats", 0, 0, G_OPTION_ARG_NONE, &stats,
         "Only say of each language how much of it is translated", NULL},
        G_OPTION_ENTRY_NULL,
    };
    int result = EXIT_DONE;

    g_option_context_add_main_entries(context, entries, NULL);
    if (!parse(context, &argc, &argv))
        return EXIT_COMMAND;
    for (int i = 1; i < argc; i++) {
        g_autoptr(GError) error = NULL;
        if (!(stats ? print_stats : update_translations)(argv[i], &error))
            result = fail_input(error);
    }
    return result;
}

static const Verb verbs[] = {
    {"check", "LAYOUT...",
     "every complaint about a layout and its translations; do its pages fit both papers",
     "Prints each complaint as path:line:column: what.\n\n" EXIT_CODES
     "Example:\n  workbook-gen check layouts/workbook",
     run_check},
    {"blank", "LAYOUT...", "the blank PDF to hand out, and its edition.json for the reader",
     "Writes WORKBOOK-LANGUAGE.pdf and WORKBOOK-LANGUAGE.edition.json (with -a4 on A4 "
     "paper).\n\n" EXIT_CODES "Example:\n  workbook-gen blank layouts/workbook -o handout",
     run_blank},
    {"copies", "LAYOUT", "a personal copy for everybody on a roster, or with answers carried over",
     "Writes a PDF for each row or record, and copies.csv, the list of who has which.\n\n" EXIT_CODES
     "Examples:\n"
     "  workbook-gen copies layouts/workbook --roster people.csv -o copies\n"
     "  workbook-gen copies layouts/workbook --answers records.ndjson -o again",
     run_copies},
    {"po", "LAYOUT...", "the texts for translators, and translations brought up to date",
     "Writes the template po/NAME.pot beside the layout and merges its texts into every "
     "po/LANGUAGE.po.\n\n" EXIT_CODES "Example:\n  workbook-gen po layouts/workbook",
     run_po},
    {"codebook", "LAYOUT", "every field of a layout: id, kind, words, place and meaning",
     "Prints to standard output.\n\n" EXIT_CODES
     "Example:\n  workbook-gen codebook layouts/workbook > fields.csv",
     run_codebook},
};

static void
print_help(void)
{
    g_print("Usage: workbook-gen COMMAND [OPTION...] LAYOUT...\n\n"
            "Makes fillable PDF workbooks from YAML layouts.\n\nCommands:\n");
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        g_print("  %-9s %s\n", verbs[i].name, verbs[i].summary);
    g_print("\nworkbook-gen COMMAND --help tells the options of a command.\n"
            "Exit codes: 0 done, 1 the input was wrong or could not be read or written, 2 the "
            "command was wrong.\n");
}

static int
run_verb(const Verb *verb, int argc, char **argv)
{
    g_autofree char *title = g_strdup_printf("%s - %s", verb->arguments, verb->summary);
    g_autoptr(GOptionContext) context = g_option_context_new(title);
    g_autofree char *program = g_strdup_printf("workbook-gen %s", verb->name);

    g_set_prgname(program);
    g_option_context_set_description(context, verb->description);
    return verb->run(argc, argv, context);
}

int
main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* no output may depend on the user's locale */
    if (argc < 2) {
        print_help();
        return EXIT_COMMAND;
    }
    if (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "-h")) {
        print_help();
        return EXIT_DONE;
    }
    if (g_str_equal(argv[1], "--version")) {
        g_print("workbook-gen %s\n", WB_VERSION);
        return EXIT_DONE;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (g_str_equal(argv[1], verbs[i].name))
            return run_verb(&verbs[i], argc - 1, argv + 1);
    g_autofree char *what =
        g_strdup_printf("there is no command '%s'; see workbook-gen --help", argv[1]);
    return fail_command(what);
}
