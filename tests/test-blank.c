/* Blank editions as other programs see them: whole, quiet, the same on every machine. */
#include "blank.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "composed.h"
#include "seen.h"
#include "tool.h"

static char *house, *program;

typedef struct {
    char *folder, *pdf, *json;
    GBytes *bytes;
} Made;

/* Runs workbook-gen in a folder and an environment; the files it leaves. */
static Made
made_new(const char *layout, const char *paper, char **environment, const char *current)
{
    Made self = {.folder = tool_new_folder()};
    const char *arguments[] = {program,   "blank", layout,       "-o", self.folder,
                               "--paper", paper,   "--language", "en", NULL};
    g_autoptr(ToolRun) run = tool_run_in(current, environment, arguments);
    g_autoptr(GDir) folder = g_dir_open(self.folder, 0, NULL);
    const char *name;

    if (run->status != 0)
        g_error("%s: exit %d: %s", layout, run->status, run->err);
    g_assert_cmpstr(run->out, ==, "");
    while ((name = g_dir_read_name(folder)) != NULL) {
        char **place = g_str_has_suffix(name, ".pdf") ? &self.pdf : &self.json;
        g_assert_null(*place);
        *place = g_build_filename(self.folder, name, NULL);
    }
    g_assert_nonnull(self.pdf);
    g_assert_nonnull(self.json);
    g_autoptr(GMappedFile) file = g_mapped_file_new(self.pdf, FALSE, NULL);
    self.bytes = g_bytes_new(g_mapped_file_get_contents(file), g_mapped_file_get_length(file));
    return self;
}

static void
made_clear(Made *self)
{
    tool_remove(self->folder);
    g_free(self->folder);
    g_free(self->pdf);
    g_free(self->json);
    g_bytes_unref(self->bytes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Made, made_clear)

/* A locale with a decimal comma, made for the occasion where the machine has none. */
static char **
add_comma(char **environment, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "de_DE.UTF-8", NULL);
    g_autofree char *localedef = g_find_program_in_path("localedef");

    environment = g_environ_setenv(environment, "LC_ALL", "de_DE.UTF-8", TRUE);
    if (localedef == NULL)
        return environment;
    g_autoptr(ToolRun) run = tool_run(localedef, "-i", "de_DE", "-f", "UTF-8", path, NULL);
    return run->status == 0 ? g_environ_setenv(environment, "LOCPATH", folder, TRUE) : environment;
}

/* Neither locale, time zone, home nor folder shows in a file. */
static void
test_reproducible(void)
{
    g_autofree char *folder = tool_new_folder();
    g_auto(GStrv) plain = g_get_environ();
    g_auto(GStrv) bare =
        g_environ_unsetenv(g_environ_setenv(g_get_environ(), "LC_ALL", "C", TRUE), "HOME");
    g_auto(GStrv) comma =
        add_comma(g_environ_setenv(g_get_environ(), "TZ", "Asia/Kolkata", TRUE), folder);
    g_auto(Made) first = made_new(house, "letter", plain, NULL);
    g_auto(Made) second = made_new(house, "letter", bare, folder);
    g_auto(Made) third = made_new(house, "letter", comma, "/");

    g_assert_true(g_bytes_equal(first.bytes, second.bytes));
    g_assert_true(g_bytes_equal(first.bytes, third.bytes));
    tool_remove(folder);
}

/* --- the edition ---------------------------------------------------------------------------- */

static void
check_rect(const Seen *seen, JsonObject *widget, const WbEditionWidget *wanted)
{
    JsonArray *rect = seen_array(seen, widget, "/Rect");
    const double *edges = &wanted->rect.left;

    for (guint i = 0; i < 4; i++)
        g_assert_cmpfloat_with_epsilon(seen_number_at(seen, rect, i), edges[i], 0.02);
}

/* The widgets of a field: its kids, or the field itself. */
static GPtrArray *
list_widgets(const Seen *seen, JsonObject *field)
{
    GPtrArray *out = g_ptr_array_new();
    JsonArray *kids = seen_array(seen, field, "/Kids");

    if (kids == NULL)
        g_ptr_array_add(out, field);
    for (guint i = 0; kids != NULL && i < json_array_get_length(kids); i++)
        g_ptr_array_add(out, seen_dict_at(seen, kids, i));
    return out;
}

static gboolean
stands_on(const Seen *seen, JsonObject *page, JsonObject *widget)
{
    JsonArray *annots = seen_array(seen, page, "/Annots");

    for (guint i = 0; annots != NULL && i < json_array_get_length(annots); i++)
        if (seen_dict_at(seen, annots, i) == widget)
            return TRUE;
    return FALSE;
}

static gint64
get_flags(const Seen *seen, JsonObject *dict)
{
    JsonNode *flags = seen_get(seen, dict, "/Ff");

    return flags != NULL ? json_node_get_int(flags) : 0;
}

/* A kid may repeat what it inherits, but has neither a name nor a value that could stand against
 * the field's (12.7.3.2). */
static void
check_kid(const Seen *seen, JsonObject *kid, JsonObject *field)
{
    g_assert_true(seen_dict(seen, kid, "/Parent") == field);
    g_assert_cmpstr(seen_name(seen, kid, "/FT"), ==, seen_name(seen, field, "/FT"));
    g_assert_cmpint(get_flags(seen, kid), ==, get_flags(seen, field));
    g_assert_false(json_object_has_member(kid, "/T"));
    g_assert_false(json_object_has_member(kid, "/V"));
}

static void
check_field(const Seen *seen, const GPtrArray *pages, const WbEditionField *wanted,
            JsonObject *field)
{
    g_autofree char *name = g_strdelimit(g_strdup(wanted->id), ".", '/');
    g_autoptr(GPtrArray) widgets = list_widgets(seen, field);

    g_assert_cmpstr(seen_text(seen, field, "/T"), ==, name);
    g_assert_cmpuint(widgets->len, ==, wanted->widgets->len);
    for (guint i = 0; i < widgets->len; i++) {
        const WbEditionWidget *widget = wanted->widgets->pdata[i];
        const char *heard = seen_text(seen, widgets->pdata[i], "/TU");
        if (widgets->pdata[i] != field)
            check_kid(seen, widgets->pdata[i], field);
        check_rect(seen, widgets->pdata[i], widget);
        g_assert_true(stands_on(seen, pages->pdata[widget->page - 1], widgets->pdata[i]));
        g_assert_nonnull(heard);
        g_assert_cmpstr(heard, !=, "");
        JsonObject *look = seen_dict(seen, seen_dict(seen, widgets->pdata[i], "/AP"), "/N");
        g_assert_nonnull(look);
        if (widget->on != NULL) {
            g_autofree char *state = g_strconcat("/", widget->on, NULL);
            g_assert_true(json_object_has_member(look, state));
            g_assert_true(json_object_has_member(look, "/Off"));
            g_assert_cmpstr(seen_name(seen, widgets->pdata[i], "/AS"), ==, "/Off");
        } else {
            g_assert_nonnull(seen_text(seen, widgets->pdata[i], "/DA"));
        }
    }
}

/* The attachment is the file beside it, and says of each field what the PDF has. */
static void
check_edition(const Made *made)
{
    g_autofree char *out = g_build_filename(made->folder, "attached", NULL);
    g_autofree char *attached = NULL, *beside = NULL;
    g_autoptr(GError) error = NULL;

    tool_assert_quiet("pdfdetach", "-save", "1", "-o", out, made->pdf, NULL);
    g_assert_true(g_file_get_contents(out, &attached, NULL, NULL));
    g_assert_true(g_file_get_contents(made->json, &beside, NULL, NULL));
    g_assert_cmpstr(attached, ==, beside);
    g_autoptr(WbEdition) edition = wb_edition_parse(attached, -1, "attached", &error);
    g_assert_no_error(error);
    g_autoptr(Seen) seen = seen_new(made->pdf);
    g_autoptr(GPtrArray) pages = seen_list_pages(seen);
    JsonArray *fields =
        seen_array(seen, seen_dict(seen, seen_peek_catalog(seen), "/AcroForm"), "/Fields");
    g_autofree char *keyword = g_strconcat("edition:", edition->fingerprint, NULL);
    JsonObject *info = seen_dict(seen, seen_peek_trailer(seen), "/Info");

    g_assert_cmpstr(seen_text(seen, info, "/Keywords"), ==, keyword);
    g_assert_false(json_object_has_member(info, "/CreationDate"));
    g_assert_false(json_object_has_member(info, "/ModDate"));
    g_assert_cmpuint(pages->len, ==, edition->pages->len);
    g_assert_cmpuint(json_array_get_length(fields), ==, edition->fields->len);
    for (guint i = 0; i < edition->fields->len; i++)
        check_field(seen, pages, edition->fields->pdata[i], seen_dict_at(seen, fields, i));
}

/* --- what no blank may hold ----------------------------------------------------------------- */

typedef struct {
    const Seen *seen;
    guint widgets;
} Walk;

static void
walk_object(JsonObject *object, const char *key, JsonNode *node, gpointer data)
{
    static const char *const never[] = {"/JavaScript",      "/JS",  "/AA", "/OpenAction",
                                        "/NeedAppearances", "/XFA", "/I",  "/CO"};
    Walk *walk = data;

    for (gsize i = 0; i < G_N_ELEMENTS(never); i++)
        g_assert_cmpstr(key, !=, never[i]);
    if (JSON_NODE_HOLDS_OBJECT(node))
        json_object_foreach_member(json_node_get_object(node), walk_object, data);
    if (JSON_NODE_HOLDS_ARRAY(node))
        for (guint i = 0; i < json_array_get_length(json_node_get_array(node)); i++) {
            JsonNode *item = json_array_get_element(json_node_get_array(node), i);
            if (JSON_NODE_HOLDS_OBJECT(item))
                json_object_foreach_member(json_node_get_object(item), walk_object, data);
        }
    if (g_str_equal(key, "/Subtype") && g_strcmp0(json_node_get_string(node), "/Widget") == 0) {
        walk->widgets++;
        g_assert_true(json_object_has_member(object, "/TU"));
        g_assert_true(json_object_has_member(object, "/StructParent"));
    }
    if (g_str_equal(key, "/T"))
        g_assert_null(strchr(json_node_get_string(node), '.'));
    if (g_str_equal(key, "/FontName"))
        g_assert_nonnull(seen_dict(walk->seen, object, "/FontFile2"));
    if (g_str_equal(key, "/BaseFont") && !json_object_has_member(object, "/DescendantFonts"))
        g_assert_nonnull(seen_dict(walk->seen, object, "/FontDescriptor"));
}

static void
check_objects(const Made *made)
{
    g_autoptr(Seen) seen = seen_new(made->pdf);
    Walk walk = {seen, 0};
    JsonObject *catalog = seen_peek_catalog(seen);
    g_autoptr(GPtrArray) pages = seen_list_pages(seen);
    guint annots = 0;

    json_object_foreach_member(seen->objects, walk_object, &walk);
    g_assert_cmpstr(seen_text(seen, catalog, "/Lang"), ==, "en");
    g_assert_nonnull(seen_dict(seen, catalog, "/Metadata"));
    for (guint i = 0; i < pages->len; i++) {
        JsonArray *of_page = seen_array(seen, pages->pdata[i], "/Annots");
        g_assert_cmpstr(seen_name(seen, pages->pdata[i], "/Tabs"), ==, "/S");
        for (guint k = 0; of_page != NULL && k < json_array_get_length(of_page); k++)
            annots += g_strcmp0(seen_name(seen, seen_dict_at(seen, of_page, k), "/Subtype"),
                                "/Widget") == 0;
    }
    g_assert_cmpuint(annots, ==, walk.widgets);
}

static void
check_fonts(const Made *made)
{
    g_autoptr(ToolRun) run = tool_run("pdffonts", made->pdf, NULL);
    g_auto(GStrv) lines = g_strsplit(run->out, "\n", -1);

    g_assert_cmpint(run->status, ==, 0);
    for (guint i = 2; lines[i] != NULL && lines[i][0] != '\0'; i++)
        g_assert_nonnull(strstr(lines[i], "Identity-H       yes yes yes"));
}

static void
check_quiet(const Made *made)
{
    g_autofree char *picture = g_build_filename(made->folder, "page-%d.png", NULL);
    g_autofree char *ppm = g_build_filename(made->folder, "page", NULL);

    tool_assert_quiet("qpdf", "--check", made->pdf, NULL);
    tool_assert_quiet("pdfinfo", "-struct", made->pdf, NULL);
    tool_assert_quiet("mutool", "info", made->pdf, NULL);
    tool_assert_quiet("mutool", "draw", "-q", "-N", "-r", "36", "-o", picture, made->pdf, NULL);
    tool_assert_quiet("pdftoppm", "-r", "36", made->pdf, ppm, NULL);
}

/* --- no words over others ------------------------------------------------------------------- */

typedef struct {
    double left, top, right, bottom;
    char *text;
} Word;

static void
word_clear(gpointer data)
{
    g_free(((Word *)data)->text);
}

static gboolean
lies_over(const Word *a, const Word *b)
{
    double width = MIN(a->right, b->right) - MAX(a->left, b->left);
    double height = MIN(a->bottom, b->bottom) - MAX(a->top, b->top);

    /* The boxes of neighbouring lines touch a little. */
    return width > 1 && height > 0.4 * MIN(a->bottom - a->top, b->bottom - b->top);
}

static void
check_page_words(const GArray *words, const char *path)
{
    for (guint i = 0; i < words->len; i++)
        for (guint k = i + 1; k < words->len; k++) {
            const Word *a = &g_array_index(words, Word, i), *b = &g_array_index(words, Word, k);
            if (!lies_over(a, b))
                continue;
            g_test_message("%s: '%s' and '%s' lie over each other", path, a->text, b->text);
            g_test_fail();
        }
}

static void
check_words(const Made *made)
{
    g_autoptr(ToolRun) run = tool_run("pdftotext", "-bbox", made->pdf, "-", NULL);
    g_auto(GStrv) lines = g_strsplit(run->out, "\n", -1);
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(Word));

    g_array_set_clear_func(words, word_clear);
    for (guint i = 0; lines[i] != NULL; i++) {
        Word word = {0};
        if (strstr(lines[i], "</page>") != NULL) {
            check_page_words(words, made->pdf);
            g_array_set_size(words, 0);
        }
        if (sscanf(lines[i], " <word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">%m[^<]",
                   &word.left, &word.top, &word.right, &word.bottom, &word.text) == 5)
            g_array_append_val(words, word);
    }
}

static gboolean
tools_are_missing(void)
{
    static const char *const names[] = {"qpdf",    "pdfdetach", "pdffonts",
                                        "pdfinfo", "pdftoppm",  "mutool"};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (tool_is_missing(names[i]))
            return TRUE;
    return FALSE;
}

static void
check_layout(const char *layout)
{
    static const char *const papers[] = {"letter", "a4"};

    for (gsize i = 0; i < G_N_ELEMENTS(papers); i++) {
        g_auto(Made) made = made_new(layout, papers[i], NULL, NULL);
        check_edition(&made);
        check_objects(&made);
        check_fonts(&made);
        check_words(&made);
        check_quiet(&made);
    }
}

static void
test_house(void)
{
    if (!tools_are_missing())
        check_layout(house);
}

static void
test_odd(gconstpointer path)
{
    if (tools_are_missing())
        return;
    g_autofree char *folder = tool_new_folder();
    g_autofree char *layout = g_build_filename(folder, "case", NULL);
    composed_unpack(path, folder);
    check_layout(layout);
    tool_remove(folder);
}

/* --- what goes wrong ------------------------------------------------------------------------ */

/* Exit 1, every complaint on stderr, and nothing written. */
static void
test_bad(gconstpointer path)
{
    g_autofree char *folder = tool_new_folder(), *out = tool_new_folder();
    g_autofree char *expected = g_strconcat(path, ".expected", NULL);
    g_autofree char *wanted = NULL;
    const char *arguments[] = {program, "blank", "case", "-o", out, NULL};

    composed_unpack(path, folder);
    g_autoptr(ToolRun) run = tool_run_in(folder, NULL, arguments);
    g_assert_cmpint(run->status, ==, 1);
    g_assert_cmpstr(run->out, ==, "");
    g_assert_true(g_file_get_contents(expected, &wanted, NULL, NULL));
    g_assert_cmpstr(run->err, ==, wanted);
    g_assert_cmpint(g_rmdir(out), ==, 0); /* it is empty */
    /* The check says the same of Letter, and then what else is wrong on A4. */
    const char *check[] = {program, "check", "case", NULL};
    g_autoptr(ToolRun) checked = tool_run_in(folder, NULL, check);
    g_assert_cmpint(checked->status, ==, 1);
    g_assert_true(g_str_has_prefix(checked->err, wanted));
    tool_remove(folder);
}

static void
assert_run(const char *const *arguments, int status, const char *word)
{
    g_autoptr(ToolRun) run = tool_run_in(NULL, NULL, arguments);

    g_assert_cmpint(run->status, ==, status);
    if (strstr(run->err, word) != NULL)
        return;
    g_test_message("no '%s' in: %s", word, run->err);
    g_test_fail();
}

static void
test_commands(void)
{
    assert_run((const char *[]){program, "blank", "/none/at/all", NULL}, 1, "/none/at/all");
    assert_run((const char *[]){program, "check", house, NULL}, 0, "");
    assert_run((const char *[]){program, "blank", house, "-o", "/proc/none", NULL}, 1,
               "/proc/none: cannot be made: No such file or directory\n");
    assert_run((const char *[]){program, "blank", house, "--paper", "a3", NULL}, 2,
               "--paper is letter or a4");
    assert_run((const char *[]){program, "blank", house, "--language", "xx", NULL}, 1,
               "no edition in 'xx'");
    assert_run((const char *[]){program, "blank", NULL}, 2, "a layout is needed");
    assert_run((const char *[]){program, "blnk", house, NULL}, 2, "no command 'blnk'");
    assert_run((const char *[]){program, "blank", "--colour", house, NULL}, 2, "--colour");
}

/* A layout that became wrong takes nothing away: the last good edition stays. */
static void
test_untouched(void)
{
    g_auto(Made) made = made_new(house, "letter", NULL, NULL);
    g_autofree char *in_place = g_strconcat(made.json, ".part", NULL);
    const char *again[] = {program, "blank", house, "-o", made.folder, NULL};

    g_assert_cmpint(g_mkdir(in_place, 0700), ==, 0); /* the second file cannot be begun */
    g_assert_true(g_file_set_contents(made.pdf, "old", 3, NULL));
    assert_run(again, 1, "edition.json: cannot be written: Is a directory\n");
    g_autofree char *kept = NULL;
    g_assert_true(g_file_get_contents(made.pdf, &kept, NULL, NULL));
    g_assert_cmpstr(kept, ==, "old");
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
add_folder(const char *name, GTestDataFunc test)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "pages", name, NULL);
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *file;

    g_assert_nonnull(folder);
    while ((file = g_dir_read_name(folder)) != NULL)
        if (g_str_has_suffix(file, ".layout"))
            g_ptr_array_add(names, g_strdup(file));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *title = g_strdup_printf("/blank/%s/%s", name, (char *)names->pdata[i]);
        g_test_add_data_func_full(title, g_build_filename(path, names->pdata[i], NULL), test,
                                  g_free);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    house = g_test_build_filename(G_TEST_DIST, "..", "layouts", "workbook", NULL);
    program = g_test_build_filename(G_TEST_BUILT, "..", "gen", "workbook-gen", NULL);
    g_test_add_func("/blank/reproducible", test_reproducible);
    g_test_add_func("/blank/house", test_house);
    add_folder("odd", test_odd);
    add_folder("bad", test_bad);
    g_test_add_func("/blank/commands", test_commands);
    g_test_add_func("/blank/untouched", test_untouched);
    int result = g_test_run();
    g_free(house);
    g_free(program);
    return result;
}
