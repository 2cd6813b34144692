#include "seen.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tool.h"

Seen *
seen_new(const char *path)
{
    g_autoptr(ToolRun) run = tool_run("qpdf", "--json=2", "--json-stream-data=none", path, NULL);
    g_autoptr(GError) error = NULL;
    Seen *self = g_new0(Seen, 1);

    g_assert_cmpstr(run->err, ==, "");
    g_assert_cmpint(run->status, ==, 0);
    self->parser = json_parser_new();
    json_parser_load_from_data(self->parser, run->out, -1, &error);
    g_assert_no_error(error);
    JsonObject *root = json_node_get_object(json_parser_get_root(self->parser));
    self->objects = json_array_get_object_element(json_object_get_array_member(root, "qpdf"), 1);
    return self;
}

Seen *
seen_new_bytes(GBytes *pdf)
{
    g_autofree char *folder = tool_new_folder();
    g_autofree char *path = g_build_filename(folder, "seen.pdf", NULL);
    gsize length;
    const char *data = g_bytes_get_data(pdf, &length);
    g_autoptr(GError) error = NULL;

    g_file_set_contents(path, data, length, &error);
    g_assert_no_error(error);
    Seen *self = seen_new(path);
    tool_remove(folder);
    return self;
}

void
seen_free(Seen *self)
{
    g_object_unref(self->parser);
    g_free(self);
}

/* An object's value; of a stream its dictionary. */
static JsonNode *
lookup(const Seen *self, const char *reference)
{
    g_autofree char *key = g_strconcat("obj:", reference, NULL);
    JsonObject *object = json_object_has_member(self->objects, key)
                             ? json_object_get_object_member(self->objects, key)
                             : NULL;

    if (object == NULL)
        return NULL;
    if (json_object_has_member(object, "stream"))
        return json_object_get_member(json_object_get_object_member(object, "stream"), "dict");
    return json_object_get_member(object, "value");
}

static const char *
as_reference(JsonNode *node)
{
    const char *text =
        node != NULL && JSON_NODE_HOLDS_VALUE(node) ? json_node_get_string(node) : NULL;

    return text != NULL && g_ascii_isdigit(text[0]) && g_str_has_suffix(text, " R") ? text : NULL;
}

static JsonNode *
follow(const Seen *self, JsonNode *node)
{
    const char *reference = as_reference(node);

    return reference != NULL ? lookup(self, reference) : node;
}

JsonObject *
seen_peek_trailer(const Seen *self)
{
    return json_object_get_object_member(json_object_get_object_member(self->objects, "trailer"),
                                         "value");
}

JsonObject *
seen_peek_catalog(const Seen *self)
{
    return seen_dict(self, seen_peek_trailer(self), "/Root");
}

GPtrArray *
seen_list_pages(const Seen *self)
{
    GPtrArray *out = g_ptr_array_new();
    JsonArray *kids = seen_array(self, seen_dict(self, seen_peek_catalog(self), "/Pages"), "/Kids");

    for (guint i = 0; i < json_array_get_length(kids); i++)
        g_ptr_array_add(out, seen_dict_at(self, kids, i));
    return out;
}

JsonNode *
seen_get(const Seen *self, JsonObject *dict, const char *key)
{
    return dict != NULL && json_object_has_member(dict, key)
               ? follow(self, json_object_get_member(dict, key))
               : NULL;
}

static JsonObject *
as_dict(JsonNode *node)
{
    return node != NULL && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

JsonObject *
seen_dict(const Seen *self, JsonObject *dict, const char *key)
{
    return as_dict(seen_get(self, dict, key));
}

JsonArray *
seen_array(const Seen *self, JsonObject *dict, const char *key)
{
    JsonNode *node = seen_get(self, dict, key);

    return node != NULL && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}

const char *
seen_name(const Seen *self, JsonObject *dict, const char *key)
{
    JsonNode *node = seen_get(self, dict, key);
    const char *text =
        node != NULL && JSON_NODE_HOLDS_VALUE(node) ? json_node_get_string(node) : NULL;

    return text != NULL && text[0] == '/' ? text : NULL;
}

/* qpdf takes a short text with many accents for a binary, and gives its bytes: PDFDocEncoding,
 * which is Latin-1 as far as letters go. */
static const char *
intern_bytes(const char *hex)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2)
        g_string_append_unichar(
            text, (gunichar)(g_ascii_xdigit_value(hex[0]) * 16 + g_ascii_xdigit_value(hex[1])));
    return g_intern_string(text->str);
}

const char *
seen_text(const Seen *self, JsonObject *dict, const char *key)
{
    JsonNode *node = seen_get(self, dict, key);
    const char *text =
        node != NULL && JSON_NODE_HOLDS_VALUE(node) ? json_node_get_string(node) : NULL;

    if (text != NULL && g_str_has_prefix(text, "b:"))
        return intern_bytes(text + 2);
    return text != NULL && g_str_has_prefix(text, "u:") ? text + 2 : NULL;
}

JsonNode *
seen_at(const Seen *self, JsonArray *array, guint n)
{
    return follow(self, json_array_get_element(array, n));
}

JsonObject *
seen_dict_at(const Seen *self, JsonArray *array, guint n)
{
    return as_dict(seen_at(self, array, n));
}

double
seen_number_at(const Seen *self, JsonArray *array, guint n)
{
    return json_node_get_double(seen_at(self, array, n));
}

const char *
seen_reference_at(JsonArray *array, guint n)
{
    return as_reference(json_array_get_element(array, n));
}

const char *
seen_reference(JsonObject *dict, const char *key)
{
    return json_object_has_member(dict, key) ? as_reference(json_object_get_member(dict, key))
                                             : NULL;
}
