#include "po.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "fonts.h"
#include "load.h"
#include "pseudo.h"
#include "translation.h"
#include "words.h"

#define ENDING ".po"

static char *
dup_folder(const WbWorkbook *workbook)
{
    g_autofree char *folder = g_path_get_dirname(workbook->path);

    return g_str_equal(folder, ".") ? g_strdup("po") : g_build_filename(folder, "po", NULL);
}

/* Files are named as gettext does: zh_CN.po holds zh-CN. */
static char *
dup_path_in(const char *folder, const char *language)
{
    g_autofree char *name = g_strconcat(language, ENDING, NULL);

    return g_build_filename(folder, g_strdelimit(name, "-", '_'), NULL);
}

static char *
dup_path(const WbWorkbook *workbook, const char *language)
{
    g_autofree char *folder = dup_folder(workbook);

    return dup_path_in(folder, language);
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

/* But for @own, or NULL. */
static GStrv
list_languages(const char *folder, const char *own)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    GPtrArray *names = g_ptr_array_new();
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
        if (g_str_has_suffix(name, ENDING) && *name != '.') {
            char *tag = g_strndup(name, strlen(name) - strlen(ENDING));
            g_strdelimit(tag, "_", '-');
            if (g_strcmp0(tag, own) != 0)
                g_ptr_array_add(names, tag);
            else
                g_free(tag);
        }
    g_ptr_array_sort(names, compare_names);
    return end_list(names);
}

GStrv
wb_po_list_languages(const WbWorkbook *workbook)
{
    g_autofree char *folder = dup_folder(workbook);

    return list_languages(folder, workbook->language);
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

static gboolean
fail_incomplete(const char *path, const WbPoCount *count, guint words, GError **error)
{
    guint all = count->translated + count->fuzzy + count->untranslated;
    g_autofree char *what = g_strdup_printf(
        "of %u texts %u are untranslated and %u fuzzy, and of the house's own words %u are not "
        "translated (--draft makes a draft of it)",
        all, count->untranslated, count->fuzzy, words);

    g_set_error(error, WB_PO_ERROR, WB_PO_ERROR_INCOMPLETE, "%s:1:1: %s", path, what);
    return FALSE;
}

static gboolean
translate(WbWorkbook *workbook, const char *language, gboolean draft, GError **error)
{
    g_autofree char *path = dup_path(workbook, language);
    WbPoCount count;

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
    guint words = wb_words_count_missing(language);
    workbook->draft = count.fuzzy + count.untranslated + words > 0;
    return !workbook->draft || draft || fail_incomplete(path, &count, words, error);
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
    g_set_error_literal(error, WB_PO_ERROR, WB_PO_ERROR_WRONG, lines->str);
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

static void
add_count(GString *out, const char *language, const WbPoCount *count)
{
    g_string_append_printf(out, "%s: %u translated, %u fuzzy, %u untranslated\n", language,
                           count->translated, count->fuzzy, count->untranslated);
}

gboolean
wb_po_add_stats(const WbWorkbook *workbook, GString *out, GError **error)
{
    g_auto(GStrv) languages = wb_po_list_languages(workbook);
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; languages[i] != NULL; i++) {
        g_autofree char *path = dup_path(workbook, languages[i]);
        WbPoCount count;
        GError *own = NULL;
        if (wb_catalog_count(workbook, path, &count, &own))
            add_count(out, languages[i], &count);
        gather(lines, own);
    }
    return report(lines, error);
}

gboolean
wb_po_check_terms(const WbWorkbook *workbook, const char *language, GError **error)
{
    g_autofree char *folder = dup_folder(workbook);
    g_autofree char *terms = g_build_filename(folder, "glossary.csv", NULL);
    g_autofree char *path = dup_path(workbook, language);
    g_autoptr(GString) lines = g_string_new(NULL);

    if (!g_file_test(terms, G_FILE_TEST_EXISTS))
        return TRUE;
    g_autoptr(WbGlossary) glossary = wb_glossary_load(terms, error);
    if (glossary == NULL)
        return FALSE;
    wb_catalog_check_terms(workbook, path, language, glossary, lines);
    return report(lines, error);
}

/* The house's own words. */

#define WORDS_PROJECT "words"

static char *
dup_words_template(const char *folder)
{
    return g_build_filename(folder, "po", WORDS_PROJECT ".pot", NULL);
}

gboolean
wb_po_is_words(const char *folder)
{
    g_autofree char *template = dup_words_template(folder);

    return g_file_test(template, G_FILE_TEST_EXISTS);
}

gboolean
wb_po_update_words(const char *folder, GError **error)
{
    g_autofree char *po = g_build_filename(folder, "po", NULL);
    g_autofree char *template = dup_words_template(folder);
    g_autoptr(GArray) entries = wb_words_new_entries();
    g_auto(GStrv) languages = list_languages(po, NULL);
    g_autoptr(GString) lines = g_string_new(NULL);

    if (!wb_po_write_template(entries, WORDS_PROJECT, template, error))
        return FALSE;
    for (guint i = 0; languages[i] != NULL; i++) {
        g_autofree char *path = dup_path_in(po, languages[i]);
        GError *own = NULL;
        wb_po_merge(entries, WORDS_PROJECT, path, &own);
        gather(lines, own);
    }
    return report(lines, error);
}

/* How far one translation of the words is, and whether it keeps their places. */
static void
check_words(const char *path, const char *language, GString *out, GString *lines)
{
    g_autoptr(GArray) entries = wb_words_new_entries();
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    GError *error = NULL;
    g_autoptr(WbPoFile) file = wb_po_file_read(path, &error);
    WbPoCount count = {0};

    gather(lines, error);
    for (guint i = 0; file != NULL && i < entries->len; i++) {
        const WbPoEntry *entry = &g_array_index(entries, WbPoEntry, i);
        const char *words = wb_po_file_find(file, entry->context, entry->source, &count);
        g_autofree char *wrong = words ? wb_translation_check(entry->source, words) : NULL;
        g_hash_table_add(known, (gpointer)entry->context);
        if (wrong != NULL)
            wb_po_complain(lines, path, wb_po_file_line(file, entry->context), 1, wrong);
    }
    if (file == NULL)
        return;
    wb_po_file_check_strangers(file, known, lines);
    add_count(out, language, &count);
}

gboolean
wb_po_add_words_stats(const char *folder, GString *out, GError **error)
{
    g_autofree char *po = g_build_filename(folder, "po", NULL);
    g_auto(GStrv) languages = list_languages(po, NULL);
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; languages[i] != NULL; i++) {
        g_autofree char *path = dup_path_in(po, languages[i]);
        check_words(path, languages[i], out, lines);
    }
    return report(lines, error);
}
