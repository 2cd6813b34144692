#include "stamp.h"

#include <string.h>

#include "appearance.h"
#include "digest.h"
#include "meta.h"
#include "page.h"

#define MOST_DRAWN 4096 /* appearances that are kept for the next copies */

struct _WbStamp {
    WbBlank *blank;
    WbUpdate *update;
    GHashTable *fields; /* id -> WbFormField, both lent by the blank's form */
    char *font;         /* the resources of a text in the form's own font */
    WbFaces *faces;     /* the form's own font, and nothing else */
    WbSetter *setter;
    GHashTable *drawn; /* "object text" -> GBytes, owned: see peek_drawn */
};

/* One copy's fonts, for what the form's own has not. */
typedef struct {
    WbDocument *document;
    WbFaces *faces;
    WbSetter *setter;
} Own;

static void
own_clear(Own *self)
{
    g_clear_pointer(&self->setter, wb_setter_free);
    g_clear_pointer(&self->faces, wb_faces_free);
    g_clear_pointer(&self->document, wb_document_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Own, own_clear)

static void
bind_font(WbStamp *self)
{
    const WbBlank *blank = self->blank;
    g_autoptr(GArray) repertoire = wb_fonts_new_repertoire(blank->composition->fonts);

    self->faces = wb_faces_new(blank->document);
    self->setter = wb_setter_new_beside(blank->setter, self->faces);
    wb_face_bind(wb_form_get_face(blank->composition, self->setter), blank->form->font_name,
                 repertoire);
    wb_faces_close(self->faces);
    self->font = g_strdup_printf("/Font<</%s %u 0 R>>", blank->form->font_name, blank->form->font);
}

WbStamp *
wb_stamp_new(const WbWorkbook *workbook, const char *paper, GError **error)
{
    g_autoptr(WbStamp) self = g_new0(WbStamp, 1);

    self->blank = wb_blank_new(workbook, paper, error);
    if (self->blank == NULL)
        return NULL;
    self->update = wb_update_new(&self->blank->pdf);
    self->fields = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < self->blank->form->fields->len; i++) {
        WbFormField *field = self->blank->form->fields->pdata[i];
        g_hash_table_insert(self->fields, field->field->id, field);
    }
    self->drawn =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    bind_font(self);
    return g_steal_pointer(&self);
}

void
wb_stamp_free(WbStamp *self)
{
    if (self == NULL)
        return;
    wb_update_free(self->update);
    g_clear_pointer(&self->fields, g_hash_table_unref);
    g_clear_pointer(&self->drawn, g_hash_table_unref);
    g_free(self->font);
    wb_setter_free(self->setter);
    wb_faces_free(self->faces);
    wb_blank_free(self->blank);
    g_free(self);
}

const WbBlank *
wb_stamp_peek_blank(const WbStamp *self)
{
    return self->blank;
}

/* Footer, Info and XMP with the copy's id. */
static gboolean
add_id(WbStamp *self, const char *copy, GError **error)
{
    const WbBlank *blank = self->blank;
    g_autofree char *keywords = wb_meta_dup_keywords(blank->edition, copy);
    g_autofree char *xmp = wb_meta_dup_xmp(blank->composition, keywords);
    g_autoptr(GBytes) footer =
        wb_pages_paint_footer(blank->composition, blank->setter, blank->edition->code, copy);

    wb_dict_add_text(blank->info, "Keywords", keywords);
    wb_update_add(self->update, blank->document, wb_dict_number(blank->info));
    wb_update_add_stream(self->update, blank->document, wb_dict_number(blank->footer),
                         g_bytes_get_data(footer, NULL), g_bytes_get_size(footer));
    wb_update_add_stream(self->update, blank->document, wb_dict_number(blank->metadata),
                         (const guint8 *)xmp, strlen(xmp));
    if (!wb_faces_take_missed(blank->faces))
        return TRUE;
    g_set_error(error, WB_TEXT_ERROR, 0, "the footer's font lacks a mark of the copy's id %s",
                copy);
    return FALSE;
}

static void
own_need(Own *own, const WbStamp *self)
{
    if (own->document != NULL)
        return;
    own->document = wb_document_new_after(self->blank->pdf.size - 1);
    own->faces = wb_faces_new(own->document);
    own->setter = wb_setter_new_beside(self->setter, own->faces);
}

/* The keys of an appearance's dictionary; see form.c. */
static char *
dup_appearance_keys(const WbBox *box, const char *resources)
{
    char width[G_ASCII_DTOSTR_BUF_SIZE], height[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(width, sizeof width, "%.2f", box->width);
    g_ascii_formatd(height, sizeof height, "%.2f", box->height);
    return g_strdup_printf("<</Subtype/Form/BBox[0 0 %s %s]/Resources<<%s>>", width, height,
                           resources);
}

/* The appearance's object as it is written. */
static GBytes *
new_drawn(WbStamp *self, WbSetter *setter, const WbFormWidget *widget, const char *resources,
          const char *text)
{
    const WbBox *box = &widget->item->box;
    g_autofree char *keys = dup_appearance_keys(box, resources);
    g_autoptr(GBytes) bytes =
        wb_appearance_paint(self->blank->composition, setter, &widget->item->widget, box, text);

    return wb_update_new_packed(self->update, widget->appearance, keys,
                                g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* A text in the form's own font, or no bytes where that lacks a glyph. Agencies, towns and roles
 * are those of many people. */
static GBytes *
peek_drawn(WbStamp *self, const WbFormWidget *widget, const char *text)
{
    g_autofree char *key = g_strdup_printf("%u %s", widget->appearance, text);
    GBytes *drawn = g_hash_table_lookup(self->drawn, key);

    if (drawn != NULL)
        return drawn;
    drawn = new_drawn(self, self->setter, widget, self->font, text);
    if (wb_faces_take_missed(self->faces)) {
        g_bytes_unref(drawn);
        drawn = g_bytes_new_static("", 0);
    }
    if (g_hash_table_size(self->drawn) == MOST_DRAWN)
        g_hash_table_remove_all(self->drawn);
    g_hash_table_insert(self->drawn, g_steal_pointer(&key), drawn);
    return drawn;
}

/* In the form's own font where it has every glyph, which costs a copy nothing; else in fonts of the
 * copy. */
static void
add_appearance(WbStamp *self, const WbFormWidget *widget, const char *text, Own *own)
{
    GBytes *drawn = peek_drawn(self, widget, text);

    if (g_bytes_get_size(drawn) > 0) {
        wb_update_add_packed(self->update, widget->appearance, drawn);
        return;
    }
    own_need(own, self);
    g_autofree char *resources =
        g_strdup_printf("/Font %u 0 R", wb_dict_number(wb_faces_peek_resources(own->faces)));
    g_autoptr(GBytes) own_drawn = new_drawn(self, own->setter, widget, resources, text);
    wb_update_add_packed(self->update, widget->appearance, own_drawn);
}

static void
add_text(WbStamp *self, const WbFormField *field, const WbFilling *filling, Own *own)
{
    wb_dict_add_text(field->dict, "V", filling->value);
    if (filling->prefilled)
        wb_dict_add_text(field->dict, "DV", filling->value);
    else
        wb_dict_remove(field->dict, "DV");
    wb_update_add(self->update, self->blank->document, wb_dict_number(field->dict));
    for (guint i = 0; i < field->widgets->len; i++)
        add_appearance(self, &g_array_index(field->widgets, WbFormWidget, i), filling->value, own);
}

/* The state of every widget that has this option, and the field's value (12.7.4.2.3). */
static void
add_tick(WbStamp *self, const WbFormField *field, const WbFilling *filling)
{
    const WbDocument *document = self->blank->document;

    wb_dict_add_name(field->dict, "V", filling->value);
    if (filling->prefilled)
        wb_dict_add_name(field->dict, "DV", filling->value);
    else
        wb_dict_remove(field->dict, "DV");
    for (guint i = 0; i < field->widgets->len; i++) {
        const WbFormWidget *widget = &g_array_index(field->widgets, WbFormWidget, i);
        if (!g_str_equal(wb_widget_on_state(&widget->item->widget), filling->value))
            continue;
        wb_dict_add_name(widget->dict, "AS", filling->value);
        if (widget->dict != field->dict)
            wb_update_add(self->update, document, wb_dict_number(widget->dict));
    }
    wb_update_add(self->update, document, wb_dict_number(field->dict));
}

/* The second half of /ID is that of this copy alone (14.4). */
static void
make_id(const WbStamp *self, const char *copy, const GPtrArray *fillings,
        guint8 id[WB_DIGEST_BYTES])
{
    WbDigest digest;

    wb_digest_begin(&digest);
    wb_digest_add(&digest, self->blank->pdf.id, sizeof self->blank->pdf.id);
    wb_digest_add_text(&digest, copy != NULL ? copy : "");
    for (guint i = 0; i < fillings->len; i++) {
        const WbFilling *filling = fillings->pdata[i];
        wb_digest_add(&digest, filling->field, strlen(filling->field) + 1);
        wb_digest_add(&digest, filling->value, strlen(filling->value) + 1);
    }
    wb_digest_end(&digest, id);
}

const GByteArray *
wb_stamp_make(WbStamp *self, const char *copy, const GPtrArray *fillings, GError **error)
{
    g_auto(Own) own = {NULL, NULL, NULL};
    guint8 id[WB_DIGEST_BYTES];

    wb_update_begin(self->update);
    if (copy != NULL && !add_id(self, copy, error))
        return NULL;
    for (guint i = 0; i < fillings->len; i++) {
        const WbFilling *filling = fillings->pdata[i];
        const WbFormField *field = g_hash_table_lookup(self->fields, filling->field);
        g_return_val_if_fail(field != NULL, NULL);
        if (wb_form_is_button(field->field))
            add_tick(self, field, filling);
        else
            add_text(self, field, filling, &own);
    }
    if (own.document != NULL) {
        if (!wb_faces_finish(own.faces, error) || !wb_document_check(own.document, error))
            return NULL;
        wb_update_add_all(self->update, own.document);
    }
    if (!wb_setter_check(self->blank->setter, error) ||
        !wb_document_check(self->blank->document, error))
        return NULL;
    make_id(self, copy, fillings, id);
    return wb_update_end(self->update, id);
}
