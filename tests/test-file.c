/* Files that are written beside their places, and what keeps one from being written. */
#include "file.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

static gboolean
write_file(const char *path, GBytes *bytes, GError **error)
{
    g_autoptr(WbFiles) files = wb_files_new();

    return wb_files_add_bytes(files, path, bytes, error) && wb_files_finish(files, error);
}

static void
assert_refused(const char *path, const char *message)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static("new", 3);
    g_autoptr(GError) error = NULL;
    g_autofree char *wanted = g_strdup_printf("%s: cannot be written: %s", path, message);
    g_autofree char *beside = g_strconcat(path, ".part", NULL);

    g_assert_false(write_file(path, bytes, &error));
    g_assert_nonnull(error);
    g_assert_cmpstr(error->message, ==, wanted);
    g_assert_false(g_file_test(beside, G_FILE_TEST_EXISTS));
}

static void
test_places(void)
{
    g_autofree char *folder = tool_new_folder();
    g_autofree char *missing = g_build_filename(folder, "none", "a.pdf", NULL);
    g_autofree char *taken = g_build_filename(folder, "taken.pdf", NULL);
    g_autofree char *inside = g_build_filename(taken, "inside", NULL);
    g_autofree char *file = g_build_filename(folder, "file", NULL);
    g_autofree char *below = g_build_filename(file, "a.pdf", NULL);

    g_assert_cmpint(g_mkdir_with_parents(inside, 0700), ==, 0);
    g_assert_true(g_file_set_contents(file, "old", 3, NULL));
    assert_refused(missing, "No such file or directory");
    assert_refused(taken, "Is a directory");
    assert_refused(below, "Not a directory");
    assert_refused("/proc/a.pdf", "No such file or directory");
    g_assert_true(g_file_test(inside, G_FILE_TEST_IS_DIR));
    tool_remove(folder);
}

static void
assert_contents(const char *path, const char *wanted)
{
    g_autofree char *got = NULL;

    g_assert_true(g_file_get_contents(path, &got, NULL, NULL));
    g_assert_cmpstr(got, ==, wanted);
}

static void
test_replaced(void)
{
    g_autofree char *folder = tool_new_folder();
    g_autofree char *path = g_build_filename(folder, "a.pdf", NULL);
    g_autofree char *stale = g_build_filename(folder, "a.pdf.part", NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static("new", 3);
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(path, "old and longer", -1, NULL));
    g_assert_true(g_file_set_contents(stale, "left over from a crash", -1, NULL));
    write_file(path, bytes, &error);
    g_assert_no_error(error);
    assert_contents(path, "new");
    g_assert_false(g_file_test(stale, G_FILE_TEST_EXISTS));
    tool_remove(folder);
}

/* The disk is full after 64 KiB: in a child, because the limit is a process's. */
static void
write_limited(const char *path)
{
    const struct rlimit limit = {65536, 65536};
    g_autofree char *much = g_malloc0(100000);
    g_autoptr(GBytes) bytes = g_bytes_new(much, 100000);
    g_autoptr(GError) error = NULL;

    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || write_file(path, bytes, &error))
        _exit(1);
    g_autofree char *wanted = g_strconcat(path, ": cannot be written: File too large", NULL);
    _exit(g_str_equal(error->message, wanted) ? 0 : 2);
}

static void
test_full(void)
{
    g_autofree char *folder = tool_new_folder();
    g_autofree char *path = g_build_filename(folder, "a.pdf", NULL);
    g_autofree char *beside = g_build_filename(folder, "a.pdf.part", NULL);
    int status;

    g_assert_true(g_file_set_contents(path, "old", 3, NULL));
    pid_t child = fork();
    if (child == 0)
        write_limited(path);
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    assert_contents(path, "old");
    g_assert_false(g_file_test(beside, G_FILE_TEST_EXISTS));
    tool_remove(folder);
}

/* Of several files all or none; and what is no file stays what it is. */
static void
test_together(void)
{
    g_autofree char *folder = tool_new_folder();
    g_autofree char *first = g_build_filename(folder, "first", NULL);
    g_autofree char *pipe = g_build_filename(folder, "pipe", NULL);
    g_autofree char *beside = g_build_filename(folder, "first.part", NULL);
    WbFiles *files = wb_files_new();
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    g_assert_true(wb_files_add_text(files, first, "words", NULL));
    g_assert_true(g_file_test(beside, G_FILE_TEST_EXISTS));
    g_assert_false(wb_files_add_text(files, pipe, "words", &error));
    g_assert_true(g_str_has_suffix(error->message, ": cannot be written: it is no file"));
    wb_files_free(files);
    g_assert_false(g_file_test(beside, G_FILE_TEST_EXISTS));
    g_assert_false(g_file_test(first, G_FILE_TEST_EXISTS));
    tool_remove(folder);
}

/* Parts follow each other, also empty ones. */
static void
test_parts(void)
{
    g_autofree char *folder = tool_new_folder();
    g_autofree char *path = g_build_filename(folder, "a", NULL);
    const WbFilePart parts[] = {{"one ", 4}, {NULL, 0}, {"two", 3}};
    g_autoptr(WbFiles) files = wb_files_new();

    g_assert_true(wb_files_add(files, path, parts, G_N_ELEMENTS(parts), NULL));
    g_assert_true(wb_files_finish(files, NULL));
    assert_contents(path, "one two");
    tool_remove(folder);
}

static void
test_room(void)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(wb_files_check_room("/tmp", 1, NULL));
    g_assert_false(wb_files_check_room("/tmp", G_MAXUINT64, &error));
    g_assert_nonnull(strstr(error->message, "nothing is written"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/file/places", test_places);
    g_test_add_func("/file/replaced", test_replaced);
    g_test_add_func("/file/full", test_full);
    g_test_add_func("/file/together", test_together);
    g_test_add_func("/file/parts", test_parts);
    g_test_add_func("/file/room", test_room);
    return g_test_run();
}
