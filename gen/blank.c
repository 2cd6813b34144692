#include "blank.h"

#include <glib/gstdio.h>
#include <string.h>

#include "compose.h"
#include "describe.h"
#include "form.h"
#include "link.h"
#include "meta.h"
#include "page.h"
#include "write.h"

void
wb_blank_free(WbBlank *self)
{
    if (self == NULL)
        return;
    wb_edition_free(self->edition);
    g_free(self->json);
    if (self->pdf != NULL)
        g_bytes_unref(self->pdf);
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

static GBytes *
write_pdf(const WbComposition *composition, const WbEdition *edition, const char *json,
          WbDocument *document, WbFaces *faces, WbSetter *setter, GError **error)
{
    WbDict *catalog = wb_dict_new_shared(document);
    g_autoptr(GPtrArray) pages =
        wb_pages_paint(composition, document, catalog, faces, setter, edition->code);
    g_autoptr(GPtrArray) annots = new_annotation_lists(pages->len);
    guint8 id[16];

    wb_links_write(composition, document, pages, annots);
    if (!wb_form_write(composition, document, catalog, faces, setter, annots, error))
        return NULL;
    wb_pages_add_annotations(document, pages, annots);
    wb_tags_write(composition->root, document, catalog, pages);
    WbDict *info = wb_meta_write(composition, edition, json, document, catalog, pages);
    /* Headers and footers are set while painting: only now is every glyph known. */
    if (!wb_setter_check(setter, error) || !wb_faces_finish(faces, error) ||
        !wb_document_check(document, error))
        return NULL;
    document_id(edition, id);
    return wb_write_document(document, catalog, info, id);
}

static WbSetter *
new_setter(const WbWorkbook *workbook, WbFaces *faces)
{
    return wb_setter_new(faces, workbook->language, wb_fonts_lookup(workbook->language));
}

WbBlank *
wb_blank_new(const WbWorkbook *workbook, const char *paper, GError **error)
{
    if (!wb_fonts_use(workbook->language, error))
        return NULL;
    g_autoptr(WbDocument) document = wb_document_new();
    g_autoptr(WbFaces) faces = wb_faces_new(document);
    g_autoptr(WbSetter) setter = new_setter(workbook, faces);
    g_autoptr(WbComposition) composition = wb_compose(workbook, paper, setter, error);

    if (composition == NULL)
        return NULL;
    g_autoptr(WbBlank) self = g_new0(WbBlank, 1);
    self->edition = wb_composition_describe(composition, paper);
    g_autofree char *line = wb_edition_to_json(self->edition);
    self->json = g_strconcat(line, "\n", NULL);
    self->pdf = write_pdf(composition, self->edition, self->json, document, faces, setter, error);
    return self->pdf != NULL ? g_steal_pointer(&self) : NULL;
}

/* Headers and footers are set while painting: only a whole blank has shown every word. */
gboolean
wb_blank_check(const WbWorkbook *workbook, const char *paper, GError **error)
{
    g_autoptr(WbBlank) blank = wb_blank_new(workbook, paper, error);

    return blank != NULL;
}

/* "community-resource-workbook-en", "...-en-a4" on A4. */
static char *
base_name(const WbEdition *edition)
{
    return g_strconcat(edition->workbook, "-", edition->language,
                       g_str_equal(edition->paper, "letter") ? NULL : "-", edition->paper, NULL);
}

gboolean
wb_blank_write(const WbBlank *self, const char *folder, char **pdf_path, GError **error)
{
    g_autofree char *base = base_name(self->edition);
    g_autofree char *pdf_name = g_strconcat(base, ".pdf", NULL);
    g_autofree char *json_name = g_strconcat(base, ".edition.json", NULL);
    g_autofree char *pdf = g_build_filename(folder, pdf_name, NULL);
    g_autofree char *json = g_build_filename(folder, json_name, NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(self->json, strlen(self->json));

    /* Both or neither: a PDF without its own edition could never be read. */
    if (!wb_write_files((const char *[]){pdf, json}, (GBytes *[]){self->pdf, bytes}, 2, error))
        return FALSE;
    if (pdf_path != NULL)
        *pdf_path = g_steal_pointer(&pdf);
    return TRUE;
}
