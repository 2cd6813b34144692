#include "pdf.h"

#include <poppler.h>
#include <string.h>

#define HEADER_WITHIN 1024 /* bytes: where readers look for %PDF- */

G_DEFINE_QUARK(wb_pdf_error, wb_pdf_error)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)

static void
widget_free(gpointer data)
{
    WbWidget *self = data;

    g_free(self->name);
    g_free(self->text);
    g_free(self);
}

WbPdf *
wb_pdf_new(void)
{
    WbPdf *self = g_new0(WbPdf, 1);

    self->widgets = g_ptr_array_new_with_free_func(widget_free);
    return self;
}

void
wb_pdf_free(WbPdf *self)
{
    g_ptr_array_unref(self->widgets);
    g_free(self->keywords);
    g_free(self->modified);
    g_clear_pointer(&self->loose, g_hash_table_unref);
    g_clear_object((PopplerDocument **)&self->handle);
    g_free(self);
}

WbWidget *
wb_pdf_add_widget(WbPdf *self, const char *name, guint page, WbRect rect, WbWidgetType type)
{
    WbWidget *widget = g_new0(WbWidget, 1);

    widget->name = g_strdup(name);
    widget->page = page;
    widget->rect = rect;
    widget->type = type;
    g_ptr_array_add(self->widgets, widget);
    return widget;
}

/* The lines that are selected in a list, or what was typed into a combo box. */
static char *
dup_choice(PopplerFormField *field)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (int i = 0; i < poppler_form_field_choice_get_n_items(field); i++) {
        g_autofree char *item = NULL;

        if (!poppler_form_field_choice_is_item_selected(field, i))
            continue;
        item = poppler_form_field_choice_get_item(field, i);
        if (item)
            g_string_append_printf(text, "%s%s", text->len ? "\n" : "", item);
    }
    if (text->len == 0 && poppler_form_field_choice_is_editable(field))
        return poppler_form_field_choice_get_text(field);
    return text->len ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

static gboolean
get_type(PopplerFormField *field, WbWidgetType *type)
{
    static const WbWidgetType buttons[] = {
        [POPPLER_FORM_BUTTON_CHECK] = WB_WIDGET_CHECK,
        [POPPLER_FORM_BUTTON_RADIO] = WB_WIDGET_RADIO,
    };
    PopplerFormFieldType kind = poppler_form_field_get_field_type(field);
    PopplerFormButtonType button;

    if (kind == POPPLER_FORM_FIELD_TEXT || kind == POPPLER_FORM_FIELD_CHOICE) {
        *type = kind == POPPLER_FORM_FIELD_TEXT ? WB_WIDGET_TEXT : WB_WIDGET_CHOICE;
        return TRUE;
    }
    if (kind != POPPLER_FORM_FIELD_BUTTON)
        return FALSE;
    button = poppler_form_field_button_get_button_type(field);
    if (button == POPPLER_FORM_BUTTON_PUSH)
        return FALSE;
    *type = buttons[button];
    return TRUE;
}

static void
add_mapping(WbPdf *self, guint page, const PopplerFormFieldMapping *mapping)
{
    WbRect rect = {mapping->area.x1, mapping->area.y1, mapping->area.x2, mapping->area.y2};
    g_autofree char *name = NULL;
    WbWidget *widget;
    WbWidgetType type;

    if (!get_type(mapping->field, &type))
        return;
    name = poppler_form_field_get_name(mapping->field);
    widget = wb_pdf_add_widget(self, name ? name : "", page, rect, type);
    if (type == WB_WIDGET_TEXT)
        widget->text = poppler_form_field_text_get_text(mapping->field);
    else if (type == WB_WIDGET_CHOICE)
        widget->text = dup_choice(mapping->field);
    else
        widget->on = poppler_form_field_button_get_state(mapping->field);
}

/* poppler hands out the widgets of a page last first. */
static void
add_page_backwards(WbPdf *self, guint number)
{
    g_autoptr(PopplerPage) page = poppler_document_get_page(self->handle, (int)number - 1);
    GList *mappings = page ? poppler_page_get_form_field_mapping(page) : NULL;

    for (GList *item = mappings; item; item = item->next)
        add_mapping(self, number, item->data);
    poppler_page_free_form_field_mapping(mappings);
}

static void
reverse(GPtrArray *array)
{
    for (guint i = 0; i < array->len / 2; i++) {
        gpointer other = array->pdata[array->len - 1 - i];

        array->pdata[array->len - 1 - i] = array->pdata[i];
        array->pdata[i] = other;
    }
}

/* The last page first: for it poppler has walked all fields, the last of them last, and it
 * remembers no more than five streams of objects. Forwards it would unpack nearly all of them once
 * more. */
static void
add_pages(WbPdf *self)
{
    for (guint page = self->pages; page > 0; page--)
        add_page_backwards(self, page);
    reverse(self->widgets);
}

static char *
dup_modified(PopplerDocument *document)
{
    g_autoptr(GDateTime) modified = poppler_document_get_modification_date_time(document);
    g_autoptr(GDateTime) utc = modified ? g_date_time_to_utc(modified) : NULL;

    return utc ? g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static const char *
find_last(const char *data, gsize size, const char *word)
{
    gsize length = strlen(word);

    for (gsize i = size >= length ? size - length + 1 : 0; i > 0; i--) {
        if (memcmp(data + i - 1, word, length) == 0)
            return data + i - 1;
    }
    return NULL;
}

/* Mail adds lines and zeros at the end; objects that no end mark follows are an update cut short,
 * and the answers in it would be missing without a sign. */
static gboolean
is_cut(const char *data, gsize size)
{
    const char *end = find_last(data, size, "%%EOF");

    return !end || memmem(end, (gsize)(data + size - end), " obj", 4);
}

static gboolean
fail(GError **error, WbPdfError code)
{
    static const char *const problems[] = {
        [WB_PDF_ERROR_NOT_A_PDF] = "not-a-pdf",
        [WB_PDF_ERROR_DAMAGED] = "damaged",
        [WB_PDF_ERROR_ENCRYPTED] = "encrypted",
    };

    g_set_error_literal(error, WB_PDF_ERROR, code, problems[code]);
    return FALSE;
}

static gboolean
open_document(WbPdf *self, GBytes *file, GError **error)
{
    g_autoptr(GError) reason = NULL;
    gsize size;
    const char *data = g_bytes_get_data(file, &size);

    self->handle = poppler_document_new_from_bytes(file, NULL, &reason);
    if (self->handle && poppler_document_get_n_pages(self->handle) > 0)
        return TRUE;
    if (g_error_matches(reason, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        return fail(error, WB_PDF_ERROR_ENCRYPTED);
    if (!size || !memmem(data, MIN(size, HEADER_WITHIN), "%PDF-", 5))
        return fail(error, WB_PDF_ERROR_NOT_A_PDF);
    return fail(error, WB_PDF_ERROR_DAMAGED);
}

WbPdf *
wb_pdf_open(GBytes *file, GError **error)
{
    g_autoptr(WbPdf) self = wb_pdf_new();

    if (!open_document(self, file, error))
        return NULL;
    self->pages = (guint)poppler_document_get_n_pages(self->handle);
    self->cut = is_cut(g_bytes_get_data(file, NULL), g_bytes_get_size(file));
    self->keywords = poppler_document_get_keywords(self->handle);
    self->modified = dup_modified(self->handle);
    add_pages(self);
    return g_steal_pointer(&self);
}

char *
wb_pdf_dup_page_text(const WbPdf *self, guint number)
{
    g_autoptr(PopplerPage) page = poppler_document_get_page(self->handle, (int)number - 1);

    return page ? poppler_page_get_text(page) : NULL;
}

static gboolean
save_attachment(const char *data, gsize size, gpointer bytes, GError **error)
{
    if (((GByteArray *)bytes)->len + size > WB_PDF_MOST_ATTACHED) {
        g_set_error_literal(error, WB_PDF_ERROR, WB_PDF_ERROR_DAMAGED, "damaged");
        return FALSE;
    }
    g_byte_array_append(bytes, (const guint8 *)data, (guint)size);
    return TRUE;
}

GBytes *
wb_pdf_dup_attachment(const WbPdf *self, const char *name)
{
    GList *attachments = poppler_document_get_attachments(self->handle);
    g_autoptr(GByteArray) bytes = NULL;

    for (GList *item = attachments; item && !bytes; item = item->next) {
        PopplerAttachment *attachment = item->data;

        if (g_strcmp0(poppler_attachment_get_name(attachment), name) != 0)
            continue;
        bytes = g_byte_array_new();
        if (!poppler_attachment_save_to_callback(attachment, save_attachment, bytes, NULL))
            g_byte_array_set_size(bytes, 0);
    }
    g_list_free_full(attachments, g_object_unref);
    return bytes && bytes->len ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

/* One page, one text field in UTF-16 and two fonts that are not embedded, one of them Chinese:
 * enough to have every table and conversion loaded that poppler loads on first use. */
static const char small_pdf[] =
    "%PDF-1.7\n"
    "1 0 obj <</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [4 0 R]>>>> endobj\n"
    "2 0 obj <</Type /Pages /Count 1 /Kids [3 0 R]>> endobj\n"
    "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 5 0 R /Annots [4 0 R]\n"
    "/Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>> /G 7 0 R>>>>>>\n"
    "endobj\n"
    "4 0 obj <</Subtype /Widget /FT /Tx /T (a) /V <FEFF00E900650301> /Rect [9 9 50 30] /P 3 0 R>>\n"
    "endobj\n"
    "5 0 obj <</Length 58>> stream\n"
    "BT /F 9 Tf 9 9 Td (warm\\351 up) Tj /G 9 Tf <A1B0> Tj ET      \nendstream endobj\n"
    "6 0 obj <</ModDate (D:20260102030405+01'00')>> endobj\n"
    "7 0 obj <</Type /Font /Subtype /Type0 /BaseFont /S /Encoding /GBK-EUC-H\n"
    "/DescendantFonts [8 0 R]>> endobj\n"
    "8 0 obj <</Type /Font /Subtype /CIDFontType2 /BaseFont /S /CIDSystemInfo <</Registry (Adobe)\n"
    "/Ordering (GB1) /Supplement 2>> /FontDescriptor 9 0 R>> endobj\n"
    "9 0 obj <</Type /FontDescriptor /FontName /S /Flags 4>> endobj\n"
    "trailer <</Size 10 /Root 1 0 R /Info 6 0 R>>\n%%EOF\n";

void
wb_pdf_warm_up(void)
{
    static const char *const encodings[] = {"UTF-16BE", "UTF-16LE", "UTF-16", "ISO-8859-1"};
    static GIConv kept[G_N_ELEMENTS(encodings)];
    g_autoptr(GBytes) file = g_bytes_new_static(small_pdf, sizeof small_pdf - 1);
    static WbPdf *pdf; /* kept open: with its last document poppler forgets all that it has read */
    g_autoptr(GTimeZone) local = g_time_zone_new_local();
    g_autofree char *text = NULL;

    if (!pdf)
        pdf = wb_pdf_open(file, NULL);
    text = pdf ? wb_pdf_dup_page_text(pdf, 1) : NULL;
    /* Kept open: with the last user of a conversion its module would be unloaded again. */
    for (gsize i = 0; i < G_N_ELEMENTS(encodings); i++) {
        if (!kept[i])
            kept[i] = g_iconv_open("UTF-8", encodings[i]);
    }
}
