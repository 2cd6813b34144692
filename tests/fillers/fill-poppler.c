/* Fills a form as Evince does, through poppler-glib: fill-poppler IN.pdf VALUES.json OUT.pdf.
 * poppler does not say which option a box stands for, so the edition beside the form does. */
#include "edition.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <poppler.h>

/* poppler 22.12 brings none of its own */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerFormField, g_object_unref)

static char *
dup_uri(const char *path)
{
    g_autoptr(GFile) file = g_file_new_for_path(path);

    return g_file_get_uri(file);
}

static WbEdition *
load_edition_beside(const char *path, GError **error)
{
    g_autoptr(GString) name = g_string_new(path);

    if (g_str_has_suffix(path, ".pdf"))
        g_string_truncate(name, name->len - 4);
    g_string_append(name, ".edition.json");
    return wb_edition_load(name->str, error);
}

static gboolean
is_at(const PopplerRectangle *area, const WbRect *rect)
{
    return fabs(area->x1 - rect->left) < 1 && fabs(area->y1 - rect->bottom) < 1 &&
           fabs(area->x2 - rect->right) < 1 && fabs(area->y2 - rect->top) < 1;
}

static PopplerFormField *
find_widget(PopplerPage *page, const WbRect *rect)
{
    GList *mappings = poppler_page_get_form_field_mapping(page);
    PopplerFormField *found = NULL;

    for (GList *i = mappings; i != NULL && found == NULL; i = i->next) {
        const PopplerFormFieldMapping *mapping = i->data;

        if (is_at(&mapping->area, rect))
            found = g_object_ref(mapping->field);
    }
    poppler_page_free_form_field_mapping(mappings);
    return found;
}

static void
set_widget(PopplerFormField *widget, JsonNode *value)
{
    if (poppler_form_field_get_field_type(widget) == POPPLER_FORM_FIELD_BUTTON)
        poppler_form_field_button_set_state(widget, TRUE);
    else
        poppler_form_field_text_set_text(widget, json_node_get_string(value));
}

/* Types into the first input that the value belongs to. */
static gboolean
fill_field(PopplerDocument *document, const WbEditionField *field, JsonNode *value, GError **error)
{
    for (guint i = 0; i < field->widgets->len; i++) {
        const WbEditionWidget *widget = g_ptr_array_index(field->widgets, i);
        g_autoptr(PopplerPage) page = NULL;
        g_autoptr(PopplerFormField) target = NULL;

        if (widget->on != NULL && json_node_get_value_type(value) == G_TYPE_STRING &&
            g_strcmp0(widget->on, json_node_get_string(value)) != 0)
            continue;
        page = poppler_document_get_page(document, (int)widget->page - 1);
        target = find_widget(page, &widget->rect);
        if (target != NULL)
            set_widget(target, value);
        if (target != NULL)
            return TRUE;
        break;
    }
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "no widget for %s", field->id);
    return FALSE;
}

static gboolean
fill_all(PopplerDocument *document, const WbEdition *edition, JsonObject *values, GError **error)
{
    g_autoptr(GList) names = json_object_get_members(values);

    for (GList *i = names; i != NULL; i = i->next) {
        g_autofree char *id = g_strdelimit(g_strdup(i->data), "/", '.');
        const WbEditionField *field = wb_edition_lookup_field(edition, id);

        if (field == NULL) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "no field %s", id);
            return FALSE;
        }
        if (!fill_field(document, field, json_object_get_member(values, i->data), error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
fill(const char *source, const char *values_path, const char *target, GError **error)
{
    g_autofree char *source_uri = dup_uri(source), *target_uri = dup_uri(target);
    g_autoptr(JsonParser) values = json_parser_new();
    g_autoptr(WbEdition) edition = load_edition_beside(source, error);
    g_autoptr(PopplerDocument) document = NULL;

    if (edition == NULL || !json_parser_load_from_file(values, values_path, error))
        return FALSE;
    document = poppler_document_new_from_file(source_uri, NULL, error);
    return document != NULL &&
           fill_all(document, edition, json_node_get_object(json_parser_get_root(values)), error) &&
           poppler_document_save(document, target_uri, error);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    if (argc != 4) {
        g_printerr("usage: fill-poppler IN.pdf VALUES.json OUT.pdf\n");
        return 2;
    }
    if (fill(argv[1], argv[2], argv[3], &error))
        return 0;
    g_printerr("fill-poppler: %s\n", error->message);
    return 1;
}
