#include "po.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "fonts.h"
#include "load.h"
#include "pseudo.h"

#define ENDING ".po"

static char *
dup_folder(const WbWorkbook *workbook)
{
    g_autofree char *folder = g_path_get_dirname(workbook->path);

    return g_str_equal(folder, ".") ? g_strdup("po") : g_build_filename(folder, "po", NULL);
}

/* Files are named as gettext does: zh_CN.po holds zh-CN. */
static char *
dup_path(const WbWorkbook *workbook, const char *language)
{
    g_autofree char *folder = dup_folder(workbook);
    g_autofree char *name = g_strconcat(language, ENDING, NULL);

    return g_build_filename(folder, g_strdelimit(name, "-", '_'), NULL);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GStrv
end_list(GPtrArray *names)
{
    g_ptr_array_add(names, NULL);
    return (GStrv)g_ptr_array_free(names, FALSE);
}

GStrv
wb_po_list_languages(const WbWorkbook *workbook)
{
    g_autofree char *folder = dup_folder(workbook);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    GPtrArray *names = g_ptr_array_new();
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
        if (g_str_has_suffix(name, ENDING) && *name != '.') {
            char *tag = g_strndup(name, strlen(name) - strlen(ENDING));
            g_ptr_array_add(names, g_strdelimit(tag, "_", '-'));
        }
    g_ptr_array_sort(names, compare_names);
    return end_list(names);
}

static gboolean
fail(GError **error, const char *path, const char *what)
{
    g_set_error(error, WB_LAYOUT_ERROR, WB_LAYOUT_ERROR_WRONG, "%s:1:1: %s", path, what);
    return FALSE;
}

static gboolean
fail_unknown(const WbWorkbook *workbook, const char *language, GError **error)
{
    g_auto(GStrv) others = wb_po_list_languages(workbook);
    g_autofree char *all = g_strjoinv(", ", others);
    g_autofree char *what =
        g_strdup_printf("there is no edition in '%s', only in '%s'%s%s", language,
                        workbook->language, *others != NULL ? " and the translations " : "", all);

    return fail(error, workbook->path, what);
}

/* "3 of 120 texts are not translated and 2 are fuzzy" */
static gboolean
fail_incomplete(const char *path, const WbCatalogCount *count, GError **error)
{
    guint all = count->translated + count->fuzzy + count->untranslated;
    g_autofree char *what = g_strdup_printf(
        "of %u texts %u are untranslated and %u fuzzy (--draft makes a draft of it)", all,
        count->untranslated, count->fuzzy);

    return fail(error, path, what);
}

static gboolean
translate(WbWorkbook *workbook, const char *language, gboolean draft, GError **error)
{
    g_autofree char *path = dup_path(workbook, language);
    WbCatalogCount count;

    if (g_ascii_strcasecmp(language, WB_PSEUDO_LANGUAGE) == 0) {
        wb_pseudo_apply(workbook);
        return TRUE;
    }
    if (strchr(language, '/') != NULL || !g_file_test(path, G_FILE_TEST_EXISTS))
        return fail_unknown(workbook, language, error);
    if (!wb_fonts_has(language)) {
        g_autofree char *what =
            g_strdup_printf("no font row for '%s' in the table of fonts", language);
        return fail(error, path, what);
    }
    if (!wb_catalog_apply(workbook, path, language, &count, error))
        return FALSE;
    workbook->draft = count.fuzzy + count.untranslated > 0;
    return !workbook->draft || draft || fail_incomplete(path, &count, error);
}

WbWorkbook *
wb_po_load(const char *layout, const char *language, gboolean draft, GError **error)
{
    g_autoptr(WbWorkbook) workbook = wb_layout_load(layout, error);

    if (workbook == NULL)
        return NULL;
    if (language != NULL && !g_str_equal(language, workbook->language) &&
        !translate(workbook, language, draft, error))
        return NULL;
    return g_steal_pointer(&workbook);
}

static gboolean
is_edition(const WbWorkbook *workbook, const char *language, gboolean draft)
{
    g_autofree char *path = dup_path(workbook, language);
    WbCatalogCount count;

    return wb_fonts_has(language) && (draft || !wb_catalog_count(workbook, path, &count, NULL) ||
                                      count.fuzzy + count.untranslated == 0);
}

GStrv
wb_po_list_editions(const WbWorkbook *workbook, gboolean draft)
{
    g_auto(GStrv) languages = wb_po_list_languages(workbook);
    GPtrArray *out = g_ptr_array_new();

    g_ptr_array_add(out, g_strdup(workbook->language));
    for (guint i = 0; languages[i] != NULL; i++)
        if (is_edition(workbook, languages[i], draft))
            g_ptr_array_add(out, g_strdup(languages[i]));
    return end_list(out);
}

/* What went wrong with one file goes to the rest of it. */
static void
gather(GString *lines, GError *error)
{
    if (error == NULL)
        return;
    g_string_append_printf(lines, "%s%s", lines->len > 0 ? "\n" : "", error->message);
    g_error_free(error);
}

static gboolean
report(const GString *lines, GError **error)
{
    if (lines->len == 0)
        return TRUE;
    g_set_error_literal(error, WB_CATALOG_ERROR, WB_CATALOG_ERROR_WRONG, lines->str);
    return FALSE;
}

static gboolean
make_folder(const char *folder, GError **error)
{
    return g_mkdir_with_parents(folder, 0777) == 0 || fail(error, folder, g_strerror(errno));
}

static char *
dup_template_path(const WbWorkbook *workbook, const char *folder)
{
    g_autofree char *base = g_path_get_basename(workbook->path);
    char *ending = strrchr(base, '.');

    if (ending != NULL)
        *ending = '\0';
    g_autofree char *name = g_strconcat(base, ".pot", NULL);
    return g_build_filename(folder, name, NULL);
}

gboolean
wb_po_update(const WbWorkbook *workbook, GError **error)
{
    g_autofree char *folder = dup_folder(workbook);
    g_autofree char *template = dup_template_path(workbook, folder);
    g_auto(GStrv) languages = wb_po_list_languages(workbook);
    g_autoptr(GString) lines = g_string_new(NULL);

    if (!make_folder(folder, error) || !wb_catalog_write_template(workbook, template, error))
        return FALSE;
    for (guint i = 0; languages[i] != NULL; i++) {
        g_autofree char *path = dup_path(workbook, languages[i]);
        GError *own = NULL;
        wb_catalog_merge(workbook, path, &own);
        gather(lines, own);
    }
    return report(lines, error);
}

gboolean
wb_po_add_stats(const WbWorkbook *workbook, GString *out, GError **error)
{
    g_auto(GStrv) languages = wb_po_list_languages(workbook);
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; languages[i] != NULL; i++) {
        g_autofree char *path = dup_path(workbook, languages[i]);
        WbCatalogCount count;
        GError *own = NULL;
        if (wb_catalog_count(workbook, path, &count, &own))
            g_string_append_printf(out, "%s: %u translated, %u fuzzy, %u untranslated\n",
                                   languages[i], count.translated, count.fuzzy, count.untranslated);
        gather(lines, own);
    }
    return report(lines, error);
}
