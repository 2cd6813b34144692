#include "golden.h"

#include <locale.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    char *path, *expected_path;
    GoldenDescribe describe;
} Case;

static void
case_free(gpointer data)
{
    Case *self = data;

    g_free(self->path);
    g_free(self->expected_path);
    g_free(self);
}

/* The first line that differs: whole texts are too long to find it by eye. */
static void
fail_difference(const Case *self, const char *wanted, const char *got)
{
    g_auto(GStrv) a = g_strsplit(wanted, "\n", -1), b = g_strsplit(got, "\n", -1);
    guint i = 0;

    while (a[i] && b[i] && g_str_equal(a[i], b[i]))
        i++;
    g_test_message("%s:%u\n- %s\n+ %s\n(all of it: call the test with %s)", self->expected_path,
                   i + 1, a[i] ? a[i] : "(end)", b[i] ? b[i] : "(end)", self->path);
    g_test_fail();
}

static void
test_case(gconstpointer data)
{
    const Case *self = data;
    g_autofree char *got = self->describe(self->path);
    g_autofree char *wanted = NULL;
    g_autoptr(GError) error = NULL;

    if (!g_file_get_contents(self->expected_path, &wanted, NULL, &error)) {
        g_test_message("%s", error->message);
        g_test_fail();
    } else if (!g_str_equal(got, wanted)) {
        fail_difference(self, wanted, got);
    }
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void
golden_add_file(const char *path, const char *expected_path, GoldenDescribe describe)
{
    Case *one = g_new0(Case, 1);
    g_autofree char *test = g_strdup_printf("/%s", path);

    one->path = g_strdup(path);
    one->expected_path = g_strdup(expected_path);
    one->describe = describe;
    g_test_add_data_func_full(test, one, test_case, case_free);
}

void
golden_add(const char *folder, const char *suffix, GoldenDescribe describe)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) files = g_dir_open(folder, 0, &error);
    const char *name;

    g_assert_no_error(error);
    while ((name = g_dir_read_name(files)))
        if (g_str_has_suffix(name, suffix))
            g_ptr_array_add(names, g_strdup(name));
    g_assert_cmpuint(names->len, >, 0);
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        g_autofree char *expected_path = g_strconcat(path, ".expected", NULL);

        golden_add_file(path, expected_path, describe);
    }
}

gboolean
golden_print(int argc, char **argv, GoldenDescribe describe)
{
    g_autofree char *text = NULL;

    if (argc != 2 || argv[1][0] == '-')
        return FALSE;
    text = describe(argv[1]);
    g_print("%s", text);
    return TRUE;
}

void
golden_init(int *argc, char ***argv)
{
    const char *folder = g_getenv("G_TEST_SRCDIR");

    setlocale(LC_ALL, "");
    if (folder && chdir(folder) != 0)
        g_error("cannot enter %s", folder);
    if (*argc != 2 || (*argv)[1][0] == '-')
        g_test_init(argc, argv, NULL);
}

int
golden_main(int argc, char **argv, const char *folder, const char *suffix, GoldenDescribe describe)
{
    golden_init(&argc, &argv);
    if (golden_print(argc, argv, describe))
        return 0;
    golden_add(folder, suffix, describe);
    return g_test_run();
}
