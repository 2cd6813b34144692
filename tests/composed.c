#include "composed.h"

#include <glib/gstdio.h>
#include <string.h>

#include "load.h"
#include "tool.h"

void
composed_unpack(const char *layout, const char *folder)
{
    g_autofree char *all = NULL;
    g_autoptr(GError) error = NULL;

    g_file_get_contents(layout, &all, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(all, "==> "));
    g_auto(GStrv) parts = g_strsplit(all, "==> ", -1);
    for (guint i = 1; parts[i] != NULL; i++) {
        char *end = strchr(parts[i], '\n');
        g_autofree char *name = g_strndup(parts[i], end - parts[i]);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *above = g_path_get_dirname(path);
        g_assert_cmpint(g_mkdir_with_parents(above, 0700), ==, 0);
        g_file_set_contents(path, end + 1, -1, &error);
        g_assert_no_error(error);
    }
}

static WbWorkbook *
load(const char *layout, GError **error)
{
    if (!g_str_has_suffix(layout, ".layout"))
        return wb_layout_load(layout, error);
    g_autofree char *folder = tool_new_folder();
    g_autofree char *before = g_get_current_dir();
    composed_unpack(layout, folder);
    /* From inside, so that messages name the same paths everywhere. */
    g_assert_cmpint(g_chdir(folder), ==, 0);
    WbWorkbook *workbook = wb_layout_load("case", error);
    g_assert_cmpint(g_chdir(before), ==, 0);
    tool_remove(folder);
    return workbook;
}

static void
add_setter(Composed *self, const char *language)
{
    g_autoptr(GError) error = NULL;

    wb_fonts_use(language, &error);
    g_assert_no_error(error);
    self->document = wb_document_new();
    self->faces = wb_faces_new(self->document);
    self->setter = wb_setter_new(self->faces, language, wb_fonts_lookup(language));
}

Composed *
composed_new_empty(const char *language)
{
    Composed *self = g_new0(Composed, 1);

    add_setter(self, language);
    return self;
}

Composed *
composed_new(const char *layout, const char *paper)
{
    Composed *self = g_new0(Composed, 1);

    self->workbook = load(layout, &self->error);
    g_assert_no_error(self->error);
    add_setter(self, self->workbook->language);
    self->composition = wb_compose(self->workbook, paper, self->setter, &self->error);
    return self;
}

void
composed_free(Composed *self)
{
    g_clear_pointer(&self->composition, wb_composition_free);
    g_clear_pointer(&self->setter, wb_setter_free);
    g_clear_pointer(&self->faces, wb_faces_free);
    g_clear_pointer(&self->document, wb_document_free);
    g_clear_pointer(&self->workbook, wb_workbook_free);
    g_clear_error(&self->error);
    g_free(self);
}
