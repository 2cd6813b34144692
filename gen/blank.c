#include "blank.h"

#include "describe.h"
#include "link.h"
#include "meta.h"
#include "page.h"

void
wb_blank_free(WbBlank *self)
{
    if (self == NULL)
        return;
    g_clear_pointer(&self->edition, wb_edition_free);
    g_free(self->json);
    wb_written_clear(&self->pdf);
    wb_form_free(self->form);
    wb_composition_free(self->composition);
    wb_setter_free(self->setter);
    wb_faces_free(self->faces);
    wb_document_free(self->document);
    g_free(self);
}

/* The first half of the fingerprint: as unique as the edition, and the same on each run. */
static void
document_id(const WbEdition *edition, guint8 id[16])
{
    for (guint i = 0; i < 16; i++)
        id[i] = g_ascii_xdigit_value(edition->fingerprint[2 * i]) << 4 |
                g_ascii_xdigit_value(edition->fingerprint[2 * i + 1]);
}

static GPtrArray *
new_annotation_lists(guint pages)
{
    GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);

    for (guint i = 0; i < pages; i++)
        g_ptr_array_add(out, g_ptr_array_new());
    return out;
}

static gboolean
write_pdf(WbBlank *self, GError **error)
{
    const WbComposition *composition = self->composition;
    WbDocument *document = self->document;
    WbDict *catalog = wb_dict_new_shared(document);
    g_autoptr(GPtrArray) pages = wb_pages_paint(composition, document, catalog, self->faces,
                                                self->setter, self->edition->code, &self->footer);
    g_autoptr(GPtrArray) annots = new_annotation_lists(pages->len);
    guint8 id[16];

    wb_links_write(composition, document, pages, annots);
    self->form =
        wb_form_write(composition, document, catalog, self->faces, self->setter, annots, error);
    if (self->form == NULL)
        return FALSE;
    wb_pages_add_annotations(document, pages, annots);
    /* Half of all objects are structure elements, and who reads a form needs none of them. */
    wb_document_divide(document);
    wb_tags_write(composition->root, document, catalog, pages);
    wb_document_divide(document);
    self->info = wb_meta_write(composition, self->edition, self->json, document, catalog, pages,
                               &self->metadata);
    /* Headers and footers are set while painting: only now is every glyph known. */
    if (!wb_setter_check(self->setter, error) || !wb_faces_finish(self->faces, error) ||
        !wb_document_check(document, error))
        return FALSE;
    document_id(self->edition, id);
    wb_write_document(document, catalog, self->info, id, &self->pdf);
    return TRUE;
}

WbBlank *
wb_blank_new(const WbWorkbook *workbook, const char *paper, GError **error)
{
    if (!wb_fonts_use(workbook->language, error))
        return NULL;
    g_autoptr(WbBlank) self = g_new0(WbBlank, 1);

    self->document = wb_document_new();
    self->faces = wb_faces_new(self->document);
    self->setter =
        wb_setter_new(self->faces, workbook->language, wb_fonts_lookup(workbook->language));
    self->composition = wb_compose(workbook, paper, self->setter, error);
    if (self->composition == NULL)
        return NULL;
    self->edition = wb_composition_describe(self->composition, paper);
    g_autofree char *line = wb_edition_to_json(self->edition);
    self->json = g_strconcat(line, "\n", NULL);
    return write_pdf(self, error) ? g_steal_pointer(&self) : NULL;
}

/* Headers and footers are set while painting: only a whole blank has shown every word. */
gboolean
wb_blank_check(const WbWorkbook *workbook, const char *paper, GError **error)
{
    g_autoptr(WbBlank) blank = wb_blank_new(workbook, paper, error);

    return blank != NULL;
}

char *
wb_blank_dup_name(const WbBlank *self)
{
    const WbEdition *edition = self->edition;

    return g_strconcat(edition->workbook, "-", edition->language,
                       g_str_equal(edition->paper, "letter") ? NULL : "-", edition->paper, NULL);
}

/* The place of one of the blank's files. */
static char *
dup_path(const WbBlank *self, const char *folder, const char *ending)
{
    g_autofree char *base = wb_blank_dup_name(self);
    g_autofree char *name = g_strconcat(base, ending, NULL);

    return g_build_filename(folder, name, NULL);
}

gboolean
wb_blank_add_edition(const WbBlank *self, const char *folder, WbFiles *files, GError **error)
{
    g_autofree char *path = dup_path(self, folder, ".edition.json");

    return wb_files_add_text(files, path, self->json, error);
}

gboolean
wb_blank_write(const WbBlank *self, const char *folder, char **pdf_path, GError **error)
{
    g_autofree char *pdf = dup_path(self, folder, ".pdf");
    g_autoptr(WbFiles) files = wb_files_new();

    /* Both or neither: a PDF without its own edition could never be read. */
    if (!wb_files_make_folder(folder, error) ||
        !wb_files_add_bytes(files, pdf, self->pdf.bytes, error) ||
        !wb_blank_add_edition(self, folder, files, error) || !wb_files_finish(files, error))
        return FALSE;
    if (pdf_path != NULL)
        *pdf_path = g_steal_pointer(&pdf);
    return TRUE;
}
