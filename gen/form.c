#include "form.h"

#include "words.h"

/* Flags of a field and of an annotation (12.7.4.3, table 228; 12.5.3, table 165). */
enum { FIELD_MULTILINE = 1 << 12, ANNOTATION_PRINT = 1 << 2 };

/* The name of the fields' font in /DR. Chromium draws with a composite font only what is typed in
 * Latin letters, unless the resource bears one of the two names that it takes for symbols
 * (measured); a simple font may be called anything. */
#define SIMPLE_FONT "NotoSans"
#define COMPOSITE_FONT "Webdings"
#define DEFAULT_SIZE 10.0 /* where a field says nothing else */
#define MOST_DIRECT_KIDS 4

/* A widget with the sheet it stands on. */
typedef struct {
    const WbItem *item;
    const WbSheet *sheet;
    guint page; /* from 0 */
} Placed;

typedef struct {
    const WbComposition *composition;
    WbDocument *document;
    WbDict *fonts;     /* resources of drawn words */
    GHashTable *ticks; /* size -> WbDict: appearances of boxes are alike and shared */
    WbDict *off;
    const char *font;   /* the fields' font by its name in /DR */
    GPtrArray *written; /* of WbFormField */
} Form;

char *
wb_field_dup_name(const WbField *field)
{
    return g_strdelimit(g_strdup(field->id), ".", '/');
}

const char *
wb_widget_on_state(const WbWidget *widget)
{
    return widget->option != NULL ? widget->option->code : WB_FORM_ON;
}

char *
wb_widget_dup_heard(const WbWidget *widget, const WbWorkbook *workbook)
{
    g_autofree char *field = wb_field_dup_heard(widget->field);
    g_autofree char *heard = NULL;

    if (widget->option != NULL) {
        g_autofree char *option = widget->option->label != NULL
                                      ? wb_workbook_dup_plain(workbook, widget->option->label, 0)
                                      : g_strdup(widget->option->code);
        heard = wb_words_format(workbook->language, "option.join", "field", field, "option", option,
                                NULL);
    } else {
        heard = g_steal_pointer(&field);
    }
    if (widget->input)
        return g_steal_pointer(&heard);
    if (widget->shape == NULL)
        return wb_words_format(workbook->language, "mirror.beside", "field", heard, NULL);
    g_autofree char *shape = wb_workbook_dup_plain(workbook, widget->shape->label, 0);
    return wb_words_format(workbook->language,
                           widget->shape->kind == WB_SHAPE_CIRCLE ? "mirror.circle"
                                                                  : "mirror.puzzle",
                           "shape", shape, "field", heard, NULL);
}

/* A form XObject of a widget's size (12.5.5); takes the bytes. */
static WbDict *
new_appearance(Form *form, double width, double height, GBytes *bytes, WbDict *fonts)
{
    WbDict *out = wb_stream_new(form->document, bytes);
    WbDict *resources = wb_dict_new(form->document);

    wb_dict_add_name(out, "Subtype", "Form"); /* /Type is optional, and there are hundreds */
    wb_dict_add_rect(out, "BBox", &(WbBox){0, 0, width, height}, height);
    if (fonts != NULL)
        wb_dict_add_dict(resources, "Font", fonts);
    wb_dict_add_dict(out, "Resources", resources);
    wb_dict_settle(form->document, out);
    g_bytes_unref(bytes);
    return out;
}

static void
add_point(WbContent *to, double x, double y, const char *op)
{
    wb_content_number(to, x);
    wb_content_number(to, to->height - y);
    wb_content_op(to, op);
}

/* A tick with round ends, drawn by us: no font of symbols is needed. */
static GBytes *
draw_tick(double size, guint32 colour)
{
    WbContent *to = wb_content_new(size);

    wb_content_stroke_colour(to, colour);
    wb_content_line_width(to, size * 0.16);
    wb_content_op(to, "1 J 1 j");
    add_point(to, size * 0.22, size * 0.54, "m");
    add_point(to, size * 0.42, size * 0.74, "l");
    add_point(to, size * 0.80, size * 0.26, "l S");
    return wb_content_free_to_bytes(to);
}

static WbDict *
peek_tick(Form *form, double size)
{
    gpointer key = GUINT_TO_POINTER((guint)(size * 100));
    WbDict *tick = g_hash_table_lookup(form->ticks, key);

    if (tick == NULL) {
        tick = new_appearance(form, size, size,
                              draw_tick(size, form->composition->workbook->theme.ink), NULL);
        g_hash_table_insert(form->ticks, key, tick);
    }
    return tick;
}

static WbDict *
new_word(Form *form, const WbWidget *widget, const WbBox *box)
{
    WbContent *to = wb_content_new(box->height);
    double line = MIN(box->height - 1, 11);

    /* A bar with round ends behind the word: dark enough to read in print without colour. */
    wb_content_stroke_colour(to, form->composition->workbook->theme.accent);
    wb_content_line_width(to, line);
    wb_content_op(to, "1 J");
    add_point(to, line / 2 + 0.5, box->height / 2, "m");
    add_point(to, box->width - line / 2 - 0.5, box->height / 2, "l S");
    wb_paragraph_paint(widget->drawn, to, 0, (box->height - widget->drawn->height) / 2, 0,
                       G_MAXUINT);
    return new_appearance(form, box->width, box->height, wb_content_free_to_bytes(to), form->fonts);
}

static void
add_box_appearance(Form *form, WbDict *dict, const WbWidget *widget, const WbBox *box)
{
    WbDict *both = wb_dict_new(form->document), *states = wb_dict_new(form->document);

    wb_dict_add_dict(states, wb_widget_on_state(widget),
                     widget->drawn != NULL ? new_word(form, widget, box)
                                           : peek_tick(form, box->height));
    wb_dict_add_dict(states, "Off", form->off);
    wb_dict_add_dict(both, "N", states);
    wb_dict_add_dict(dict, "AP", both);
    wb_dict_add_name(dict, "AS", WB_FORM_OFF);
}

static char *
default_appearance(const Form *form, double size)
{
    const WbTheme *theme = &form->composition->workbook->theme;
    WbContent *to = wb_content_new(0);

    g_string_append_printf(to->ops, "/%s ", form->font);
    wb_content_number(to, size);
    g_string_append(to->ops, "Tf ");
    wb_content_fill_colour(to, theme->ink);
    g_string_truncate(to->ops, to->ops->len - 1);
    char *out = g_strdup(to->ops->str);
    wb_content_free(to);
    return out;
}

int
wb_form_get_quadding(const WbWidget *widget, gboolean rtl)
{
    return rtl && widget->align != WB_ALIGN_CENTRE ? WB_ALIGN_END - widget->align : widget->align;
}

/* Gives the object of the appearance. */
static guint
add_text_appearance(Form *form, WbDict *dict, const WbWidget *widget, const WbBox *box)
{
    static const char empty[] = "/Tx BMC\nEMC\n";
    g_autofree char *appearance = default_appearance(form, widget->size);
    WbDict *both = wb_dict_new(form->document);
    WbDict *normal = new_appearance(form, box->width, box->height,
                                    g_bytes_new_static(empty, sizeof empty - 1), NULL);
    int quadding = wb_form_get_quadding(widget, form->composition->fonts->rtl);

    wb_dict_add_dict(both, "N", normal);
    wb_dict_add_dict(dict, "AP", both);
    wb_dict_add_ascii(dict, "DA", appearance);
    if (quadding != 0)
        wb_dict_add_integer(dict, "Q", quadding);
    return wb_dict_number(normal);
}

gboolean
wb_form_is_button(const WbField *field)
{
    return wb_kind_has_options(field->kind) || field->kind == WB_KIND_CHECK;
}

static WbFormWidget
fill_widget(Form *form, WbDict *dict, const Placed *placed)
{
    WbFormWidget out = {placed->item, dict, 0};
    const WbWidget *widget = &placed->item->widget;
    const WbBox *box = &placed->item->box;
    g_autofree char *heard = wb_widget_dup_heard(widget, form->composition->workbook);

    wb_dict_add_name(dict, "Subtype", "Widget");
    wb_dict_add_rect(dict, "Rect", box, placed->sheet->height);
    wb_dict_add_integer(dict, "F", ANNOTATION_PRINT);
    wb_dict_add_text(dict, "TU", heard);
    if (wb_form_is_button(widget->field))
        add_box_appearance(form, dict, widget, box);
    else
        out.appearance = add_text_appearance(form, dict, widget, box);
    wb_tag_add_annotation(placed->item->tag, dict, placed->page);
    return out;
}

static int
get_flags(const WbWidget *widget)
{
    return widget->multiline && !wb_form_is_button(widget->field) ? FIELD_MULTILINE : 0;
}

static void
add_type(WbDict *dict, const WbField *field)
{
    wb_dict_add_name(dict, "FT", wb_form_is_button(field) ? "Btn" : "Tx");
}

static void
fill_field(WbDict *dict, const WbWidget *widget)
{
    g_autofree char *name = wb_field_dup_name(widget->field);
    int flags = get_flags(widget);

    add_type(dict, widget->field);
    wb_dict_add_ascii(dict, "T", name);
    if (wb_form_is_button(widget->field))
        wb_dict_add_name(dict, "V", WB_FORM_OFF);
    if (flags != 0)
        wb_dict_add_integer(dict, "Ff", flags);
}

/* What a kid without a name would inherit anyway (12.7.3.1), but for the value. poppler asks each
 * kid for each of these, and where one is missing it reads the whole parent once more. */
static void
repeat_field(const Form *form, WbDict *kid, const WbWidget *widget, const WbWidget *first)
{
    add_type(kid, first->field);
    wb_dict_add_integer(kid, "Ff", get_flags(first));
    if (wb_form_is_button(first->field) ||
        wb_form_get_quadding(widget, form->composition->fonts->rtl) == 0)
        wb_dict_add_integer(kid, "Q", 0); /* text that is not at the left has its own */
}

static WbFormField *
form_field_new(const WbField *field, WbDict *dict)
{
    WbFormField *self = g_new0(WbFormField, 1);

    self->field = field;
    self->dict = dict;
    self->widgets = g_array_new(FALSE, FALSE, sizeof(WbFormWidget));
    return self;
}

static void
form_field_free(gpointer data)
{
    g_array_unref(((WbFormField *)data)->widgets);
    g_free(data);
}

void
wb_form_free(WbForm *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->fields);
    g_free(self);
}

/* A long list is an object of its own, as the field's name to be heard is: each kid has the field
 * looked up again and again. */
static WbArray *
new_kids(const Form *form, guint n)
{
    return n > MOST_DIRECT_KIDS ? wb_array_new_shared(form->document)
                                : wb_array_new(form->document);
}

/* Field and widget are one object where there is one widget (12.5.6.19); else kids below a field.
 */
static WbDict *
write_field(Form *form, GPtrArray *widgets, GHashTable *dicts)
{
    const Placed *first = widgets->pdata[0];
    const WbField *field = first->item->widget.field;
    WbDict *dict = wb_dict_new_shared(form->document);
    WbFormField *written = form_field_new(field, dict);

    g_ptr_array_add(form->written, written);
    fill_field(dict, &first->item->widget);
    if (widgets->len == 1) {
        WbFormWidget widget = fill_widget(form, dict, first);
        g_array_append_val(written->widgets, widget);
        g_hash_table_insert(dicts, (gpointer)first->item, dict);
        return dict;
    }
    WbArray *kids = new_kids(form, widgets->len);
    g_autofree char *heard = wb_field_dup_heard(field);
    wb_dict_add_shared_text(form->document, dict, "TU", heard);
    for (guint i = 0; i < widgets->len; i++) {
        WbDict *kid = wb_dict_new_shared(form->document);
        const Placed *placed = widgets->pdata[i];
        WbFormWidget widget = fill_widget(form, kid, placed);
        g_array_append_val(written->widgets, widget);
        repeat_field(form, kid, &placed->item->widget, &first->item->widget);
        wb_dict_add_dict(kid, "Parent", dict);
        wb_array_add_dict(kids, kid);
        g_hash_table_insert(dicts, (gpointer)placed->item, kid);
    }
    wb_dict_add_array(dict, "Kids", kids);
    return dict;
}

/* Every field's widgets over all sheets: its inputs, then its mirrors. Keyed by field. */
static GHashTable *
collect(const WbComposition *composition)
{
    GHashTable *out = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);

    for (guint input = 2; input-- > 0;) {
        for (guint page = 0; page < composition->sheets->len; page++) {
            const WbSheet *sheet = composition->sheets->pdata[page];
            for (guint i = 0; i < sheet->items->len; i++) {
                const WbItem *item = sheet->items->pdata[i];
                if (item->kind != WB_ITEM_WIDGET || item->widget.input != (gboolean)input)
                    continue;
                GPtrArray *widgets = g_hash_table_lookup(out, item->widget.field);
                if (widgets == NULL) {
                    widgets = g_ptr_array_new_with_free_func(g_free);
                    g_hash_table_insert(out, (gpointer)item->widget.field, widgets);
                }
                Placed *placed = g_new(Placed, 1);
                *placed = (Placed){item, sheet, page};
                g_ptr_array_add(widgets, placed);
            }
        }
    }
    return out;
}

static void
add_annotations(const WbComposition *composition, GHashTable *dicts, GPtrArray *annots)
{
    for (guint page = 0; page < composition->sheets->len; page++) {
        const WbSheet *sheet = composition->sheets->pdata[page];
        for (guint input = 2; input-- > 0;)
            for (guint i = 0; i < sheet->items->len; i++) {
                const WbItem *item = sheet->items->pdata[i];
                if (item->kind == WB_ITEM_WIDGET && item->widget.input == (gboolean)input)
                    g_ptr_array_add(annots->pdata[page], g_hash_table_lookup(dicts, item));
            }
    }
}

static WbDict *
new_acroform(Form *form, WbArray *fields, WbDict *font)
{
    WbDict *out = wb_dict_new_shared(form->document);
    WbDict *resources = wb_dict_new(form->document), *fonts = wb_dict_new(form->document);
    g_autofree char *appearance = default_appearance(form, DEFAULT_SIZE);

    wb_dict_add_dict(fonts, form->font, font);
    wb_dict_add_dict(resources, "Font", fonts);
    wb_dict_add_array(out, "Fields", fields);
    wb_dict_add_dict(out, "DR", resources);
    wb_dict_add_ascii(out, "DA", appearance);
    return out;
}

static void
write_fields(Form *form, WbArray *fields, GPtrArray *annots)
{
    const WbWorkbook *workbook = form->composition->workbook;
    g_autoptr(GHashTable) widgets = collect(form->composition);
    g_autoptr(GHashTable) dicts = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < workbook->fields->len; i++) {
        GPtrArray *of_field = g_hash_table_lookup(widgets, workbook->fields->pdata[i]);
        if (of_field != NULL)
            wb_array_add_dict(fields, write_field(form, of_field, dicts));
    }
    add_annotations(form->composition, dicts, annots);
}

WbFace *
wb_form_get_face(const WbComposition *composition, WbSetter *setter)
{
    WbStyle style = {composition->fonts->field, DEFAULT_SIZE, 14, FALSE, FALSE, 0, WB_ALIGN_START};

    return wb_setter_face(setter, &style);
}

static WbDict *
new_field_font(const WbComposition *composition, WbSetter *setter, GError **error)
{
    g_autoptr(GArray) repertoire = wb_fonts_new_repertoire(composition->fonts);

    return wb_face_new_field_font(wb_form_get_face(composition, setter), repertoire,
                                  composition->workbook->theme.field_font_whole, error);
}

WbForm *
wb_form_write(const WbComposition *composition, WbDocument *document, WbDict *catalog,
              WbFaces *faces, WbSetter *setter, GPtrArray *annots, GError **error)
{
    WbDict *font = new_field_font(composition, setter, error);
    Form form = {composition,
                 document,
                 wb_faces_peek_resources(faces),
                 NULL,
                 NULL,
                 composition->fonts->repertoire != NULL ? COMPOSITE_FONT : SIMPLE_FONT};

    if (font == NULL)
        return NULL;
    form.written = g_ptr_array_new_with_free_func(form_field_free);
    form.ticks = g_hash_table_new(NULL, NULL);
    form.off = new_appearance(&form, 1, 1, g_bytes_new_static("", 0), NULL);
    WbArray *fields = wb_array_new(document);
    write_fields(&form, fields, annots);
    wb_dict_add_dict(catalog, "AcroForm", new_acroform(&form, fields, font));
    g_hash_table_unref(form.ticks);
    WbForm *out = g_new0(WbForm, 1);
    *out = (WbForm){form.written, form.font, wb_dict_number(font)};
    return out;
}
