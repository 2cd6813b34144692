/* The verbs records and inspect as they are called: what they print, and their exit codes. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "probe.h"
#include "verb.h"

/* What one call printed. */
typedef struct {
    char *out, *err;
    int code;
} Call;

static char *folder; /* with one.pdf, text.pdf and probe.edition.json */

/* In a process of its own, which the verb is free to fork from. */
static int
call_in_folder(void)
{
    const char *line = g_getenv("WB_TEST_CALL");
    g_auto(GStrv) words = g_strsplit(line, " ", 0);
    int argc = (int)g_strv_length(words);
    g_autofree char **argv = g_memdup2(words, sizeof *words * ((gsize)argc + 1)); /* shrinks */
    const WbVerb *verb = g_str_equal(argv[0], "records") ? &wb_verb_records : &wb_verb_inspect;

    g_assert_cmpint(g_chdir(g_getenv("WB_TEST_FOLDER")), ==, 0);
    g_set_prgname(argv[0]);
    return verb->run(argc, argv);
}

static void
call(Call *result, const char *line, const char *input)
{
    g_autoptr(GSubprocessLauncher) launcher =
        g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                  G_SUBPROCESS_FLAGS_STDERR_PIPE);
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autoptr(GSubprocess) process = NULL;
    g_autoptr(GError) error = NULL;

    g_subprocess_launcher_setenv(launcher, "WB_TEST_CALL", line, TRUE);
    g_subprocess_launcher_setenv(launcher, "WB_TEST_FOLDER", folder, TRUE);
    process = g_subprocess_launcher_spawn(launcher, &error, self, NULL);
    g_assert_no_error(error);
    g_assert_true(g_subprocess_communicate_utf8(process, input ? input : "", NULL, &result->out,
                                                &result->err, &error));
    g_assert_no_error(error);
    g_assert_true(g_subprocess_get_if_exited(process));
    result->code = g_subprocess_get_exit_status(process);
}

static guint
count_lines(const char *text)
{
    guint n = 0;

    for (; *text; text++)
        n += *text == '\n';
    return n;
}

/* @out and @err are words that must be in what was printed; NULL: nothing is printed there. */
static void
assert_call(const char *line, const char *input, int code, guint lines, const char *out,
            const char *err)
{
    Call result = {NULL, NULL, 0};

    call(&result, line, input);
    g_test_message("%s: %d\n%s\n%s", line, result.code, result.out, result.err);
    g_assert_cmpint(result.code, ==, code);
    if (lines)
        g_assert_cmpuint(count_lines(result.out), ==, lines);
    g_assert_true(out ? strstr(result.out, out) != NULL : *result.out == '\0');
    g_assert_true(err ? strstr(result.err, err) != NULL : *result.err == '\0');
    g_free(result.out);
    g_free(result.err);
}

static void
test_records(void)
{
    static const char good[] = "\"answers\":{\"values.1\":\"Ana\"}";

    assert_call("records --editions . one.pdf", NULL, 0, 1, good, NULL);
    assert_call("records --editions probe.edition.json one.pdf text.pdf", NULL, 0, 2, good,
                "text.pdf: This is not a PDF file, whatever its name says.\n    Ask: ");
    assert_call("records --editions . text.pdf one.pdf missing.pdf", NULL, 0, 3, good,
                "2 of 3 files could not be used\n");
    assert_call("records --editions . --jobs 1", "one.pdf\ntext.pdf\n\n", 0, 2, good, "1 of 2");
    assert_call("records --editions . -", "one.pdf", 0, 1, good, NULL);
    assert_call("records --editions .", "", 0, 0, NULL, NULL);
    assert_call("records --editions . text.pdf", NULL, 1, 1, "\"code\":\"not-a-pdf\"",
                "nothing could be read");
}

/* Without editions it is said what to do. */
static void
test_no_editions(void)
{
    assert_call("records one.pdf", NULL, 1, 1, "\"unknown-edition\"", "with --editions");
    assert_call("records --trust-attached one.pdf", NULL, 1, 1, "\"unknown-edition\"", "1 of 1");
    assert_call("records --editions missing one.pdf", NULL, 1, 0, NULL,
                "records: missing: No such file");
    assert_call("records --editions one.pdf one.pdf", NULL, 1, 0, NULL, "one.pdf: not JSON");
}

static void
test_wrong(void)
{
    assert_call("records --nonsense", NULL, 2, 0, NULL, "--nonsense");
    assert_call("records --jobs -1 one.pdf", NULL, 2, 0, NULL, "--jobs takes a number");
    assert_call("inspect", NULL, 2, 0, NULL, "name one PDF file");
    assert_call("inspect one.pdf text.pdf", NULL, 2, 0, NULL, "name one PDF file");
    assert_call("inspect --format yaml one.pdf", NULL, 2, 0, NULL, "--format takes text or json");
}

static void
test_inspect(void)
{
    assert_call("inspect one.pdf", NULL, 0, 0, "page 1  tx     values/1\n      Ana\n", NULL);
    assert_call("inspect --format json one.pdf", NULL, 0, 1,
                "{\"name\":\"values/1\",\"type\":\"tx\",\"value\":\"Ana\",\"page\":1,\"notes\":[]}",
                NULL);
    assert_call("inspect text.pdf", NULL, 1, 0, NULL, "text.pdf: This is not a PDF file");
    assert_call("inspect missing.pdf", NULL, 1, 0, NULL, "missing.pdf: This file could not be");
}

static void
put(const char *name, const void *data, gsize size)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    g_assert_true(g_file_set_contents(path, data, (gssize)size, NULL));
}

static void
fill_folder(void)
{
    g_autoptr(GHashTable) values = wb_probe_new_values("values.1", "(Ana)", NULL);
    g_autoptr(WbEdition) edition = wb_probe_new_edition("en");
    g_autoptr(GBytes) pdf = wb_probe_new_return(edition, values);
    g_autofree char *json = wb_edition_to_json(edition);

    folder = g_dir_make_tmp("verbs-XXXXXX", NULL);
    put("one.pdf", g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf));
    put("text.pdf", "Dear coordinator", 16);
    put("probe.edition.json", json, strlen(json));
}

static void
remove_folder(void)
{
    static const char *const names[] = {"one.pdf", "text.pdf", "probe.edition.json"};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);

        g_remove(path);
    }
    g_rmdir(folder);
    g_free(folder);
}

int
main(int argc, char **argv)
{
    int failed;

    if (g_getenv("WB_TEST_CALL"))
        return call_in_folder();
    g_test_init(&argc, &argv, NULL);
    fill_folder();
    g_test_add_func("/verbs/records", test_records);
    g_test_add_func("/verbs/no-editions", test_no_editions);
    g_test_add_func("/verbs/wrong", test_wrong);
    g_test_add_func("/verbs/inspect", test_inspect);
    failed = g_test_run();
    remove_folder();
    return failed;
}
