/* Layouts out of chance: either a workbook, or complaints that name their places. An input is one
 * file that holds several, each after a line "==> path", as the broken layouts of tests/layouts
 * have them. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"
#include "load-private.h"
#include "texts.h"
#include "tool.h"

#define MARK "==> "

static char *base;          /* the folder of all processes */
static char *scratch;       /* what this one writes layouts into */
static GHashTable *written; /* path -> contents, of the files that are there */

static void
enter_process(void)
{
    static pid_t owner;

    if (owner == getpid())
        return;
    owner = getpid();
    g_free(scratch);
    scratch = g_strdup_printf("%s/%d", base, owner);
    g_hash_table_remove_all(written);
}

/* Files stay inside the scratch folder, whatever chance makes of their names. */
static gboolean
is_plain_path(const char *path)
{
    return *path && strlen(path) < 100 &&
           strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789-/.") == strlen(path) &&
           *path != '/' && !strstr(path, "..") && g_str_has_suffix(path, ".yaml");
}

static gboolean
is_there(const char *path, const char *text, gsize length)
{
    GBytes *there = g_hash_table_lookup(written, path);

    return there && g_bytes_get_size(there) == length &&
           (length == 0 || memcmp(g_bytes_get_data(there, NULL), text, length) == 0);
}

static void
put_file(const char *path, const char *text, gsize length, GHashTable *kept)
{
    g_autofree char *whole = g_build_filename(scratch, path, NULL);
    g_autofree char *folder = g_path_get_dirname(whole);

    if (!is_plain_path(path))
        return;
    g_hash_table_add(kept, g_strdup(path));
    if (is_there(path, text, length))
        return;
    g_mkdir_with_parents(folder, 0700);
    g_unlink(whole); /* written in place, a shorter file would keep the end of a longer one */
    if (g_file_set_contents_full(whole, text, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
        g_hash_table_insert(written, g_strdup(path), g_bytes_new(text, length));
}

static void
remove_others(GHashTable *kept)
{
    GHashTableIter iter;
    gpointer path;

    g_hash_table_iter_init(&iter, written);
    while (g_hash_table_iter_next(&iter, &path, NULL)) {
        g_autofree char *whole = g_build_filename(scratch, path, NULL);

        if (g_hash_table_contains(kept, path))
            continue;
        g_unlink(whole);
        g_hash_table_iter_remove(&iter);
    }
}

/* The path of the first file, the caller's: the layout's. */
static char *
unpack(const char *data, gsize length)
{
    g_autoptr(GHashTable) kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *text = g_strndup(data, length);
    const char *at = g_str_has_prefix(text, MARK) ? text : NULL, *end = text + strlen(text);
    char *first = NULL;

    while (at) {
        const char *line = at + strlen(MARK), *body = strchrnul(line, '\n');
        const char *next = strstr(body, "\n" MARK);
        g_autofree char *path = g_strndup(line, body - line);

        body += *body ? 1 : 0;
        at = next ? next + 1 : NULL;
        put_file(path, body, (at ? at : end) - MIN(body, at ? at : end), kept);
        if (!first)
            first = g_build_filename(scratch, is_plain_path(path) ? path : "none.yaml", NULL);
    }
    remove_others(kept);
    return first;
}

static void
visit(WbText *text, const char *note, gpointer data)
{
    g_assert_true(text->source && g_utf8_validate(text->source, -1, NULL));
    g_assert_true(text->context && g_utf8_validate(text->context, -1, NULL));
}

static void
assert_complaint(const GError *error)
{
    g_assert_nonnull(error);
    g_assert_true(error->domain == WB_LAYOUT_ERROR);
    g_assert_true(*error->message && g_utf8_validate(error->message, -1, NULL));
    g_assert_false(g_str_has_suffix(error->message, "\n"));
}

static gboolean
run(const char *data, gsize length)
{
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(WbWorkbook) workbook = NULL;

    enter_process();
    path = unpack(data, length);
    workbook = path ? wb_layout_load(path, &error) : NULL;
    if (workbook) {
        g_assert_no_error(error);
        wb_workbook_foreach_text(workbook, visit, NULL);
    } else if (path) {
        assert_complaint(error);
    }
    return workbook != NULL;
}

/* Seeds: the cases of the loader's test, and the real layouts, whole and page by page. */

static void
append_file(GString *out, const char *folder, const char *path)
{
    g_autofree char *below = g_build_filename(folder, path, NULL);
    g_autofree char *whole = fuzz_dup_source_path(below);
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents(whole, &text, NULL, NULL));
    g_string_append_printf(out, MARK "%s\n%s", path, text);
}

static void
append_common(GString *out)
{
    static const char *const names[] = {"mapping-columns", "notes", "nothing-words",
                                        "resource-columns"};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_strdup_printf("common/%s.yaml", names[i]);
        append_file(out, "layouts", path);
    }
}

/* One page with the rest of its workbook's main file. */
static void
add_page(GPtrArray *seeds, const char *main_file, const char *folder, const char *page_path)
{
    g_autofree char *name = g_path_get_basename(page_path);
    g_autoptr(GString) all = g_string_new(main_file);
    const char *list = strstr(all->str, "\npages:");

    g_assert_nonnull(list);
    g_string_truncate(all, (gsize)(list - all->str));
    name[strlen(name) - strlen(".yaml")] = '\0';
    g_string_append_printf(all, "\npages: [%s]\n", name);
    append_common(all);
    append_file(all, folder, page_path);
    fuzz_add_text(seeds, all->str, (gssize)all->len);
}

static void
add_layout(GPtrArray *seeds, const char *folder, const char *name)
{
    g_autofree char *main_path = g_strdup_printf("%s/%s.yaml", name, name);
    g_autofree char *below = g_build_filename(folder, name, "pages", NULL);
    g_autofree char *pages = fuzz_dup_source_path(below);
    g_autoptr(GString) head = g_string_new(NULL), all = NULL;
    g_autoptr(GDir) files = g_dir_open(pages, 0, NULL);
    const char *file;

    append_file(head, folder, main_path);
    all = g_string_new(head->str);
    append_common(all);
    while ((file = g_dir_read_name(files))) {
        g_autofree char *path = g_strdup_printf("%s/pages/%s", name, file);

        append_file(all, folder, path);
        add_page(seeds, head->str, folder, path);
    }
    fuzz_add_text(seeds, all->str, (gssize)all->len);
}

/* An id of many parts, each a parent of it: its square once was what it cost. */
static void
add_long_id(GPtrArray *seeds)
{
    g_autoptr(GString) all = g_string_new(
        MARK "case/case.yaml\nworkbook: case\ntitle: A Case\nversion: \"1\"\nlanguage: en\n"
             "pages: [one]\n" MARK "case/pages/one.yaml\npage: one\ntitle: One\nbody:\n"
             "  - count: 1\n    answers: ");

    for (guint i = 0; i < 10000; i++)
        g_string_append(all, "a.");
    g_string_append(all, "b\n");
    fuzz_add_text(seeds, all->str, (gssize)all->len);
}

/* Every key of the language, and what YAML and prose are made of. */
static GPtrArray *
new_words(void)
{
    static const char *const more[] = {
        "==> case/pages/one.yaml\n",
        "- ",
        "\n  - ",
        "\n",
        "  ",
        "[",
        "]",
        "{",
        "}",
        ": ",
        "? ",
        "|\n",
        ">\n",
        "&a ",
        "*a",
        "!!int ",
        "<<: ",
        "---\n",
        "%YAML 1.1\n",
        "\"",
        "'",
        "#",
        "true",
        "no",
        "~",
        "\t",
        "**",
        "*",
        "[a](b)",
        "{a}",
        "{name:text}",
        "\\x00",
        "\\uD800",
        "\xef\xbb\xbf",
        "text",
        "lines",
        "number",
        "check",
        "choice",
        "choices",
        "scale",
        "yes-no",
        "date",
        "label",
    };
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

    for (const WbKeyTable *table = wb_load_key_tables(); table->name; table++)
        for (guint i = 0; table->keys[i].name; i++)
            g_ptr_array_add(words, g_strconcat(table->keys[i].name, ": ", NULL));
    for (gsize i = 0; i < G_N_ELEMENTS(more); i++)
        g_ptr_array_add(words, g_strdup(more[i]));
    g_ptr_array_add(words, NULL);
    return words;
}

int
main(int argc, char **argv)
{
    g_autoptr(GPtrArray) words = new_words();
    Fuzz fuzz = {"fuzz-layout", run, fuzz_new_seeds(), (const char *const *)words->pdata, 800};
    int status;

    for (guint i = 0; i < 20; i++) /* few, and what goes wrong late starts from them */
        fuzz_add_folder(fuzz.seeds, "tests/layouts/sound", ".layout");
    fuzz_add_folder(fuzz.seeds, "tests/layouts/broken", ".layout");
    add_layout(fuzz.seeds, "layouts", "workbook");
    add_layout(fuzz.seeds, "layouts", "toolkit");
    add_layout(fuzz.seeds, "tests/third", "choir");
    add_long_id(fuzz.seeds);
    base = tool_new_folder();
    written = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    status = fuzz_run(&fuzz, argc, argv);
    tool_remove(base);
    g_hash_table_unref(written);
    g_free(base);
    g_free(scratch);
    return status;
}
