#include "load-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK(wb_layout_error, wb_layout_error)

static const char *const papers[] = {"letter", "a4", NULL};
static const char *const field_fonts[] = {"whole", "subset", NULL};

const WbKey wb_main_keys[] = {
    {"workbook", WB_TAKES_ID, TRUE},  {"title", WB_TAKES_TEXT, TRUE},
    {"subtitle", WB_TAKES_TEXT},      {"version", WB_TAKES_TEXT, TRUE},
    {"language", WB_TAKES_TAG, TRUE}, {"paper", WB_TAKES_WORD, .words = papers},
    {"values", WB_TAKES_MAP},         {"theme", WB_TAKES_MAP},
    {"nothing-words", WB_TAKES_LIST}, {"roster", WB_TAKES_MAP},
    {"include", WB_TAKES_LIST},       {"parts", WB_TAKES_LIST},
    {"sections", WB_TAKES_LIST},      {"columns", WB_TAKES_LIST},
    {"pages", WB_TAKES_LIST, TRUE},   {NULL},
};

const WbKey wb_included_keys[] = {
    {"values", WB_TAKES_MAP},    {"nothing-words", WB_TAKES_LIST}, {"parts", WB_TAKES_LIST},
    {"sections", WB_TAKES_LIST}, {"columns", WB_TAKES_LIST},       {NULL},
};

/* Theme. */

static const struct {
    const char *key;
    gsize offset;
    guint32 otherwise;
    double least_contrast; /* with white paper; 0 where nothing has to be read */
} colours[] = {
    {"accent", G_STRUCT_OFFSET(WbTheme, accent), 0x1d5b63, 4.5},
    {"ink", G_STRUCT_OFFSET(WbTheme, ink), 0x1c1f21, 4.5},
    {"muted", G_STRUCT_OFFSET(WbTheme, muted), 0x565d61, 4.5},
    {"rule", G_STRUCT_OFFSET(WbTheme, rule), 0x72797d, 3},
    {"tint", G_STRUCT_OFFSET(WbTheme, tint), 0xeef3f3, 0},
};

static const struct {
    const char *key;
    gsize offset;
    double otherwise; /* points */
} sizes[] = {
    {"text-size", G_STRUCT_OFFSET(WbTheme, text_size), 10},
    {"small-size", G_STRUCT_OFFSET(WbTheme, small_size), 8},
    {"title-size", G_STRUCT_OFFSET(WbTheme, title_size), 21},
    {"heading-size", G_STRUCT_OFFSET(WbTheme, heading_size), 12},
    {"margin", G_STRUCT_OFFSET(WbTheme, margin), 48},
};

const WbKey wb_theme_keys[] = {
    {"accent", WB_TAKES_COLOUR},
    {"ink", WB_TAKES_COLOUR},
    {"muted", WB_TAKES_COLOUR},
    {"rule", WB_TAKES_COLOUR},
    {"tint", WB_TAKES_COLOUR},
    {"text-size", WB_TAKES_NUMBER, .least = 6, .most = 36},
    {"small-size", WB_TAKES_NUMBER, .least = 5, .most = 36},
    {"title-size", WB_TAKES_NUMBER, .least = 8, .most = 72},
    {"heading-size", WB_TAKES_NUMBER, .least = 6, .most = 48},
    {"margin", WB_TAKES_NUMBER, .least = 18, .most = 144},
    {"field-font", WB_TAKES_WORD, .words = field_fonts},
    {NULL},
};

/* Relative luminance and contrast as WCAG 2 defines them. */
static double
luminance(guint32 colour)
{
    static const double weights[] = {0.0722, 0.7152, 0.2126}; /* blue, green, red */
    double sum = 0;

    for (guint i = 0; i < 3; i++, colour >>= 8) {
        double part = (colour & 0xff) / 255.0;

        sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static void
check_contrast(WbLoad *in, const WbNode *node, const char *name, guint32 colour, double least)
{
    double contrast = 1.05 / (luminance(colour) + 0.05);

    if (contrast < least)
        wb_load_fail(in, node, "'%s' is too pale on white: contrast %.2f:1, at least %g:1", name,
                     floor(contrast * 100) / 100, least);
}

static void
load_theme(WbLoad *in, WbNode *node)
{
    WbTheme *theme = &in->workbook->theme;

    for (guint i = 0; i < G_N_ELEMENTS(colours); i++) {
        const WbNode *value = node ? wb_node_find(node, colours[i].key) : NULL;
        guint32 *colour = &G_STRUCT_MEMBER(guint32, theme, colours[i].offset);

        *colour = value ? g_ascii_strtoull(value->value + 1, NULL, 16) : colours[i].otherwise;
        if (value)
            check_contrast(in, value, colours[i].key, *colour, colours[i].least_contrast);
    }
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
        G_STRUCT_MEMBER(double, theme, sizes[i].offset) =
            node ? wb_node_double(node, sizes[i].key, sizes[i].otherwise) : sizes[i].otherwise;
    theme->field_font_whole = node && g_strcmp0(wb_node_string(node, "field-font"), "whole") == 0;
}

/* What main file and included files may both say. */

static void
load_values(WbLoad *in, const WbNode *map)
{
    GHashTable *values = in->workbook->values;

    for (guint i = 0; map && i + 1 < map->children->len; i += 2) {
        const WbNode *key = map->children->pdata[i], *value = map->children->pdata[i + 1];

        if (!wb_load_check_id(in, key, "a value") || !wb_load_check_text(in, value, "a value"))
            continue;
        if (g_hash_table_contains(values, key->value))
            wb_load_fail(in, key, "the value '%s' is there already", key->value);
        else if (g_str_equal(key->value, "n"))
            wb_load_fail(in, key, "no value can be called 'n': {n} counts answers");
        else
            g_hash_table_insert(
                values, g_strdup(key->value),
                wb_load_new_text(in, value, WB_TEXT_PLAIN, "values/%s", key->value));
    }
}

/* A roster's own columns, which no field can be called. */
static const char *const roster_columns[] = {"key", "language", "file", "email", NULL};

static gboolean
has_roster_name(const WbWorkbook *workbook, const char *name)
{
    for (guint i = 0; i < workbook->roster->len; i++)
        if (g_str_equal(((const WbRosterName *)workbook->roster->pdata[i])->name, name))
            return TRUE;
    return FALSE;
}

static void
load_roster_name(WbLoad *in, const WbNode *key, const WbNode *path)
{
    const WbField *field;

    if (!wb_load_check_id(in, key, "a name in a roster") ||
        !wb_load_check_path(in, path, "a field"))
        return;
    if (g_strv_contains(roster_columns, key->value)) {
        wb_load_fail(in, key, "no name can be called '%s': every roster has such a column",
                     key->value);
        return;
    }
    if (has_roster_name(in->workbook, key->value)) {
        wb_load_fail(in, key, "the name '%s' stands here twice", key->value);
        return;
    }
    field = wb_workbook_lookup_field(in->workbook, path->value);
    if (field)
        g_ptr_array_add(in->workbook->roster, wb_roster_name_new(key->value, field));
    else if (!in->incomplete)
        wb_load_fail(in, path, "there is no field '%s'", path->value);
}

static void
load_roster(WbLoad *in, const WbNode *map)
{
    for (guint i = 0; map && i + 1 < map->children->len; i += 2)
        load_roster_name(in, map->children->pdata[i], map->children->pdata[i + 1]);
}

static void
load_groups(WbLoad *in, const WbNode *list, const char *what, const char *above, GPtrArray *groups,
            const WbGroup *(*lookup)(const WbWorkbook *self, const char *id))
{
    for (guint i = 0; i < wb_node_n(list); i++) {
        WbNode *key, *value;
        WbGroup *group;

        if (!wb_load_check_pair(in, wb_node_nth(list, i), what, "- id: label", &key, &value) ||
            !wb_load_check_text(in, value, what))
            continue;
        if (lookup(in->workbook, key->value)) {
            wb_load_fail(in, key, "the id '%s' stands here twice", key->value);
            continue;
        }
        group = wb_group_new(
            key->value, wb_load_new_text(in, value, WB_TEXT_PLAIN, "%s/%s", above, key->value));
        group->mark = key->mark;
        g_ptr_array_add(groups, group);
    }
}

/* Several forms may stand in one, with "|" between them: the first is its context. */
static void
load_nothing(WbLoad *in, const WbNode *list)
{
    for (guint i = 0; i < wb_node_n(list); i++) {
        const WbNode *word = wb_node_nth(list, i);
        g_autofree char *first = NULL;

        if (!wb_load_check_text(in, word, "a nothing-word"))
            continue;
        first = g_strchomp(g_strndup(word->value, strcspn(word->value, "|")));
        g_ptr_array_add(in->workbook->nothing,
                        wb_load_new_text(in, word, WB_TEXT_PLAIN, "nothing/%s", first));
    }
}

static void
load_shared(WbLoad *in, const WbNode *node)
{
    WbWorkbook *workbook = in->workbook;

    load_values(in, wb_node_find(node, "values"));
    load_nothing(in, wb_node_find(node, "nothing-words"));
    load_groups(in, wb_node_find(node, "parts"), "a part", "parts", workbook->parts,
                wb_workbook_lookup_part);
    load_groups(in, wb_node_find(node, "sections"), "a section", "sections", workbook->sections,
                wb_workbook_lookup_section);
    wb_load_columns(in, wb_node_find(node, "columns"));
}

/* Files. */

/* "layouts/workbook" + "../common/x.yaml" as people write it: "layouts/common/x.yaml". */
static char *
dup_below(const char *folder, const char *name)
{
    g_autofree char *above = g_strdup(folder);

    while (g_str_has_prefix(name, "../") && *above && !g_str_equal(above, "/")) {
        char *slash = strrchr(above, '/');
        const char *last = slash ? slash + 1 : above;

        if (g_str_equal(last, "..") || g_str_equal(last, "."))
            break;
        above[slash ? MAX(slash - above, slash == above ? 1 : 0) : 0] = '\0';
        name += strlen("../");
    }
    return *above ? g_build_filename(above, name, NULL) : g_strdup(name);
}

static gboolean
is_read(const WbLoad *in, const char *path)
{
    const char *interned = g_intern_string(path);

    for (guint i = 0; i < in->sources->len; i++)
        if (((WbSource *)in->sources->pdata[i])->path == interned)
            return TRUE;
    return FALSE;
}

static void
include(WbLoad *in, const WbNode *name)
{
    g_autofree char *path = NULL;
    WbNode *node;

    if (!wb_load_check_text(in, name, "the name of a file to include"))
        return;
    if (g_path_is_absolute(name->value)) {
        wb_load_fail(in, name, "a file to include is named from this file's folder on");
        return;
    }
    path = dup_below(in->folder, name->value);
    if (is_read(in, path)) {
        wb_load_fail(in, name, "'%s' is included already", name->value);
        return;
    }
    node = wb_load_read(in, path, name);
    if (node && wb_load_check_map(in, node, "an included file", wb_included_keys))
        load_shared(in, node);
}

static void
add_page(WbLoad *in, const WbNode *name, GHashTable *seen)
{
    WbPage *page;

    if (!wb_load_check_id(in, name, "a page"))
        return;
    if (!g_hash_table_add(seen, name->value)) {
        wb_load_fail(in, name, "the page '%s' stands here twice", name->value);
        return;
    }
    page = wb_page_new();
    page->id = g_strdup(name->value);
    page->workbook = in->workbook;
    page->mark = name->mark;
    g_ptr_array_add(in->workbook->pages, page);
    page->number = in->workbook->pages->len;
}

static void
load_pages(WbLoad *in, const WbNode *list)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    if (list && wb_node_n(list) == 0)
        wb_load_fail(in, list, "a workbook needs pages");
    if (wb_node_n(list) > WB_LOAD_MAX_PAGES) {
        wb_load_fail(in, list, "more than %d pages", WB_LOAD_MAX_PAGES);
        return;
    }
    for (guint i = 0; i < wb_node_n(list); i++)
        add_page(in, wb_node_nth(list, i), seen);
    for (guint i = 0, k = 0; i < wb_node_n(list) && k < in->workbook->pages->len; i++) {
        const WbNode *name = wb_node_nth(list, i);
        WbPage *page = in->workbook->pages->pdata[k];

        if (name->type != WB_NODE_SCALAR || !g_str_equal(name->value, page->id))
            continue; /* complained about above */
        wb_load_page(in, page, name);
        k++;
    }
}

static void
check_name(WbLoad *in, const WbNode *node)
{
    const WbNode *id = wb_node_find(node, "workbook");

    if (id && strlen(id->value) > WB_LOAD_MAX_ID)
        wb_load_fail(in, id, "the id is longer than %d characters", WB_LOAD_MAX_ID);
}

static void
load_main(WbLoad *in, WbNode *node)
{
    WbWorkbook *workbook = in->workbook;
    const WbNode *files, *paper;
    WbNode *theme;

    if (!wb_load_check_map(in, node, "a workbook", wb_main_keys))
        return;
    check_name(in, node);
    workbook->id = wb_node_dup(node, "workbook");
    workbook->version = wb_node_dup(node, "version");
    workbook->language = wb_node_dup(node, "language");
    paper = wb_node_find(node, "paper");
    workbook->paper = g_strdup(paper ? paper->value : papers[0]);
    workbook->title = wb_load_get_text(in, node, "title", WB_TEXT_PLAIN, "workbook/title");
    workbook->subtitle = wb_load_get_text(in, node, "subtitle", WB_TEXT_PLAIN, "workbook/subtitle");
    theme = wb_node_find(node, "theme");
    if (theme)
        wb_load_check_map(in, theme, "a theme", wb_theme_keys);
    load_theme(in, theme);
    load_shared(in, node);
    files = wb_node_find(node, "include");
    for (guint i = 0; i < wb_node_n(files); i++)
        include(in, wb_node_nth(files, i));
    load_pages(in, wb_node_find(node, "pages"));
    wb_load_check_fields(in);
    load_roster(in, wb_node_find(node, "roster"));
    wb_load_feed_shapes(in);
    wb_load_check_texts(in);
}

/* A folder's main file has the folder's name, however the folder is written. */
static char *
dup_main_path(const char *path)
{
    g_autofree char *whole = NULL;
    g_autofree char *name = NULL;
    g_autofree char *file = NULL;

    if (!g_file_test(path, G_FILE_TEST_IS_DIR))
        return g_strdup(path);
    whole = g_canonicalize_filename(path, NULL);
    name = g_path_get_basename(whole);
    file = g_strconcat(name, ".yaml", NULL);
    return g_str_equal(path, ".") ? g_strdup(file) : g_build_filename(path, file, NULL);
}

/* The run as a whole. */

static int
compare_complaints(gconstpointer a, gconstpointer b)
{
    const WbComplaint *x = a, *y = b;

    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return x->serial < y->serial ? -1 : 1;
}

static void
set_error(WbLoad *in, GError **error)
{
    g_autoptr(GString) all = g_string_new(NULL);

    g_array_sort(in->complaints, compare_complaints);
    for (guint i = 0; i < in->complaints->len; i++) {
        if (i > 0)
            g_string_append_c(all, '\n');
        g_string_append(all, g_array_index(in->complaints, WbComplaint, i).message);
    }
    g_set_error_literal(error, WB_LAYOUT_ERROR, in->code, all->str);
}

static void
complaint_clear(gpointer data)
{
    g_free(((WbComplaint *)data)->message);
}

static void
load_start(WbLoad *in, const char *path)
{
    in->workbook = wb_workbook_new();
    in->workbook->path = dup_main_path(path);
    in->folder =
        strchr(in->workbook->path, '/') ? g_path_get_dirname(in->workbook->path) : g_strdup("");
    in->sources = g_ptr_array_new_with_free_func((GDestroyNotify)wb_source_free);
    in->complaints = g_array_new(FALSE, FALSE, sizeof(WbComplaint));
    g_array_set_clear_func(in->complaints, complaint_clear);
    in->code = -1;
    in->owners = g_hash_table_new(g_str_hash, g_str_equal);
    in->sentences = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    in->below =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
}

static void
load_end(WbLoad *in)
{
    g_clear_pointer(&in->checks, g_ptr_array_unref);
    g_clear_pointer(&in->pending, g_ptr_array_unref);
    g_clear_pointer(&in->renames, g_ptr_array_unref);
    g_hash_table_unref(in->owners);
    g_hash_table_unref(in->sentences);
    g_hash_table_unref(in->below);
    g_array_unref(in->complaints);
    g_ptr_array_unref(in->sources);
    g_free(in->folder);
    wb_workbook_free(in->workbook);
}

WbWorkbook *
wb_layout_load(const char *path, GError **error)
{
    WbLoad in = {.code = -1};
    WbWorkbook *workbook = NULL;
    WbNode *node;

    load_start(&in, path);
    node = wb_load_read(&in, in.workbook->path, NULL);
    if (node)
        load_main(&in, node);
    if (in.complaints->len > 0)
        set_error(&in, error);
    else
        workbook = g_steal_pointer(&in.workbook);
    load_end(&in);
    return workbook;
}
