#include "json.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define DEEPEST 32
#define LARGEST 1e6 /* of a number with decimals: far beyond any paper */

/* json-glib recurses once a level and would overflow the stack; brackets inside strings do not
 * count. */
static gboolean
is_shallow(const char *text, gsize length)
{
    guint depth = 0;
    gboolean quoted = FALSE;

    for (gsize i = 0; i < length; i++) {
        if (quoted) {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                quoted = FALSE;
        } else if (text[i] == '"') {
            quoted = TRUE;
        } else if (text[i] == '[' || text[i] == '{') {
            if (++depth > DEEPEST)
                return FALSE;
        } else if ((text[i] == ']' || text[i] == '}') && depth > 0) {
            depth--;
        }
    }
    return TRUE;
}

/* json-glib reads more than JSON: comments, and strings in single quotes, in which brackets would
 * be counted wrongly. Outside strings, JSON has no such characters. */
static gboolean
is_plain(const char *text, gsize length)
{
    gboolean quoted = FALSE;

    for (gsize i = 0; i < length; i++) {
        if (quoted && text[i] == '\\')
            i++;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && strchr("/#'`", text[i]))
            return FALSE;
    }
    return !quoted;
}

WbJson *
wb_json_parse(const char *text, gssize length, gsize most, const char *name, GQuark domain,
              int code, GError **error)
{
    gsize size = length < 0 ? strlen(text) : (gsize)length;
    g_autoptr(JsonParser) parser = NULL;
    g_autoptr(GError) reason = NULL;
    const char *what = NULL;

    if (size > most)
        what = "too large";
    else if (!g_utf8_validate(text, size, NULL))
        what = "not UTF-8";
    else if (!is_shallow(text, size))
        what = "nested too deeply";
    else if (!is_plain(text, size))
        what = "not JSON";
    if (what) {
        g_set_error(error, domain, code, "%s: %s", name, what);
        return NULL;
    }
    parser = json_parser_new_immutable();
    if (!json_parser_load_from_data(parser, text, size, &reason)) {
        /* It quotes strings, also those that are no UTF-8 once their escapes are taken out. */
        g_autofree char *said = g_utf8_make_valid(reason->message, -1);

        g_set_error(error, domain, code, "%s: not JSON: %s", name, said);
        return NULL;
    }
    if (!json_parser_get_root(parser)) {
        g_set_error(error, domain, code, "%s: empty", name);
        return NULL;
    }
    return json_parser_steal_root(parser);
}

void
wb_json_free(WbJson *self)
{
    json_node_unref(self);
}

const char *
wb_json_peek_string(const WbJson *value)
{
    const char *string = NULL;

    if (value && json_node_get_value_type((JsonNode *)value) == G_TYPE_STRING)
        string = json_node_get_string((JsonNode *)value);
    /* A lone surrogate written as an escape comes out as bytes that are no character. */
    return string && g_utf8_validate(string, -1, NULL) ? string : NULL;
}

gboolean
wb_json_get_boolean(const WbJson *value, gboolean *boolean)
{
    if (json_node_get_value_type((JsonNode *)value) != G_TYPE_BOOLEAN)
        return FALSE;
    *boolean = json_node_get_boolean((JsonNode *)value);
    return TRUE;
}

gboolean
wb_json_get_integer(const WbJson *value, gint64 *number)
{
    if (json_node_get_value_type((JsonNode *)value) != G_TYPE_INT64)
        return FALSE;
    *number = json_node_get_int((JsonNode *)value);
    return TRUE;
}

static gboolean
get_number(JsonNode *value, double *number)
{
    GType type = json_node_get_value_type(value);

    if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
        return FALSE;
    *number = json_node_get_double(value);
    return isfinite(*number) && fabs(*number) <= LARGEST;
}

const WbJson *
wb_json_peek_member(const WbJson *object, const char *key)
{
    if (!object || !JSON_NODE_HOLDS_OBJECT((JsonNode *)object))
        return NULL;
    return json_object_get_member(json_node_get_object((JsonNode *)object), key);
}

gboolean
wb_json_each(const WbJson *object, WbJsonVisit visit, gpointer data)
{
    JsonObjectIter iter;
    const char *key;
    JsonNode *value;

    if (!JSON_NODE_HOLDS_OBJECT((JsonNode *)object))
        return FALSE;
    json_object_iter_init_ordered(&iter, json_node_get_object((JsonNode *)object));
    while (json_object_iter_next_ordered(&iter, &key, &value)) {
        if (!g_utf8_validate(key, -1, NULL) || !visit(key, value, data))
            return FALSE;
    }
    return TRUE;
}

/* Each of these reads one type: NULL, or what is wrong, preceded by the place below this key. */
typedef char *(*Reader)(gpointer place, const WbJsonKey *key, JsonNode *value);

static char *
read_string(gpointer place, const WbJsonKey *key, JsonNode *value)
{
    const char *string = wb_json_peek_string(value);

    if (!string)
        return g_strdup(": should be a text");
    g_free(*(char **)place);
    *(char **)place = g_strdup(string);
    return NULL;
}

static char *
read_flag(gpointer place, const WbJsonKey *key, JsonNode *value)
{
    return wb_json_get_boolean(value, place) ? NULL : g_strdup(": should be true or false");
}

static char *
read_count(gpointer place, const WbJsonKey *key, JsonNode *value)
{
    gint64 number;

    if (!wb_json_get_integer(value, &number) || number < 0 || number > G_MAXINT32)
        return g_strdup(": should be a whole number from 0");
    *(guint *)place = (guint)number;
    return NULL;
}

static char *
read_int(gpointer place, const WbJsonKey *key, JsonNode *value)
{
    gint64 number;

    if (!wb_json_get_integer(value, &number) || number < -G_MAXINT32 || number > G_MAXINT32)
        return g_strdup(": should be a whole number");
    *(int *)place = (int)number;
    return NULL;
}

static char *
read_number(gpointer place, const WbJsonKey *key, JsonNode *value)
{
    return get_number(value, place) ? NULL : g_strdup(": should be a number");
}

static char *
read_numbers(gpointer place, const WbJsonKey *key, JsonNode *value)
{
    JsonArray *array = JSON_NODE_HOLDS_ARRAY(value) ? json_node_get_array(value) : NULL;

    if (!array || json_array_get_length(array) != key->n)
        return g_strdup_printf(": should be %u numbers", key->n);
    for (guint i = 0; i < key->n; i++) {
        if (!get_number(json_array_get_element(array, i), (double *)place + i))
            return g_strdup_printf("[%u]: should be a number", i);
    }
    return NULL;
}

static char *
read_name(gpointer place, const WbJsonKey *key, JsonNode *value)
{
    const char *name = wb_json_peek_string(value);

    for (guint i = 0; name && i < key->n; i++) {
        if (g_str_equal(name, key->name((int)i))) {
            *(int *)place = (int)i;
            return NULL;
        }
    }
    return g_strdup(": should be one of the known names");
}

static char *
read_strings(gpointer place, const WbJsonKey *key, JsonNode *value)
{
    g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
    JsonArray *array = JSON_NODE_HOLDS_ARRAY(value) ? json_node_get_array(value) : NULL;

    if (!array)
        return g_strdup(": should be a list");
    for (guint i = 0; i < json_array_get_length(array); i++) {
        const char *string = wb_json_peek_string(json_array_get_element(array, i));

        if (!string)
            return g_strdup_printf("[%u]: should be a text", i);
        g_ptr_array_add(strings, g_strdup(string));
    }
    g_clear_pointer((GPtrArray **)place, g_ptr_array_unref);
    *(GPtrArray **)place = g_steal_pointer(&strings);
    return NULL;
}

static char *
read_structs(gpointer place, const WbJsonKey *key, JsonNode *value)
{
    g_autoptr(GPtrArray) structs = g_ptr_array_new_with_free_func(key->of->destroy);
    JsonArray *array = JSON_NODE_HOLDS_ARRAY(value) ? json_node_get_array(value) : NULL;

    if (!array)
        return g_strdup(": should be a list");
    for (guint i = 0; i < json_array_get_length(array); i++) {
        gpointer self = key->of->create();
        g_autofree char *wrong = NULL;

        g_ptr_array_add(structs, self);
        wrong = wb_json_fill(self, key->of, json_array_get_element(array, i));
        if (wrong)
            return g_strdup_printf("[%u]%s%s", i, *wrong == ':' ? "" : ".", wrong);
    }
    g_clear_pointer((GPtrArray **)place, g_ptr_array_unref);
    *(GPtrArray **)place = g_steal_pointer(&structs);
    return NULL;
}

static const Reader readers[] = {
    [WB_JSON_STRING] = read_string,   [WB_JSON_STRINGS] = read_strings,
    [WB_JSON_FLAG] = read_flag,       [WB_JSON_COUNT] = read_count,
    [WB_JSON_INT] = read_int,         [WB_JSON_NUMBER] = read_number,
    [WB_JSON_NUMBERS] = read_numbers, [WB_JSON_NAME] = read_name,
    [WB_JSON_STRUCTS] = read_structs,
};

static char *
fill_key(gpointer self, const WbJsonKey *key, const WbJson *value)
{
    if (!value)
        return key->required ? g_strdup(": is missing") : NULL;
    if (key->type == WB_JSON_CUSTOM)
        return !key->read || key->read(self, value) ? NULL : g_strdup(": of the wrong type");
    return readers[key->type]((char *)self + key->offset, key, (JsonNode *)value);
}

char *
wb_json_fill(gpointer self, const WbJsonStruct *type, const WbJson *object)
{
    if (!JSON_NODE_HOLDS_OBJECT((JsonNode *)object))
        return g_strdup(": should be an object");
    for (const WbJsonKey *key = type->keys; key->key; key++) {
        g_autofree char *wrong = fill_key(self, key, wb_json_peek_member(object, key->key));

        if (wrong)
            return g_strconcat(key->key, wrong, NULL);
    }
    return NULL;
}

void
wb_json_write_string(GString *out, const char *string)
{
    g_string_append_c(out, '"');
    for (const char *p = string; *p; p++) {
        if (*p == '"' || *p == '\\')
            g_string_append_printf(out, "\\%c", *p);
        else if (*p == '\n')
            g_string_append(out, "\\n");
        else if (*p == '\t')
            g_string_append(out, "\\t");
        else if ((guchar)*p < 0x20 || *p == 0x7f)
            g_string_append_printf(out, "\\u%04x", (guint)*p);
        else
            g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

void
wb_json_write_key(GString *out, const char *key)
{
    if (out->len > 0 && !strchr("{[", out->str[out->len - 1]))
        g_string_append_c(out, ',');
    wb_json_write_string(out, key);
    g_string_append_c(out, ':');
}

static void
write_number(GString *out, double number)
{
    gint64 hundredths = llround(number * 100);
    gint64 rest = ABS(hundredths) % 100;

    g_string_append_printf(out, "%s%" G_GINT64_FORMAT, hundredths < 0 ? "-" : "",
                           ABS(hundredths) / 100);
    if (rest > 0)
        g_string_append_printf(out, rest % 10 ? ".%02d" : ".%d",
                               (int)(rest % 10 ? rest : rest / 10));
}

static void
write_list(GString *out, const GPtrArray *list, const WbJsonStruct *of)
{
    g_string_append_c(out, '[');
    for (guint i = 0; i < list->len; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        if (of)
            wb_json_write(list->pdata[i], of, out);
        else
            wb_json_write_string(out, list->pdata[i]);
    }
    g_string_append_c(out, ']');
}

static void
write_numbers(GString *out, const double *numbers, guint n)
{
    g_string_append_c(out, '[');
    for (guint i = 0; i < n; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        write_number(out, numbers[i]);
    }
    g_string_append_c(out, ']');
}

static gboolean
is_absent(gconstpointer place, const WbJsonKey *key)
{
    switch (key->type) {
    case WB_JSON_STRING:
    case WB_JSON_STRINGS:
    case WB_JSON_STRUCTS:
        return *(gpointer const *)place == NULL;
    case WB_JSON_FLAG:
    case WB_JSON_COUNT:
    case WB_JSON_INT:
        return *(const int *)place == 0;
    case WB_JSON_NUMBER:
        return llround(*(const double *)place * 100) == 0;
    case WB_JSON_NUMBERS:
        for (guint i = 0; i < key->n; i++)
            if (key->required || llround(((const double *)place)[i] * 100) != 0)
                return FALSE;
        return TRUE;
    default:
        return FALSE;
    }
}

static void
write_value(GString *out, gconstpointer place, const WbJsonKey *key)
{
    switch (key->type) {
    case WB_JSON_STRING:
        wb_json_write_string(out, *(char *const *)place);
        break;
    case WB_JSON_FLAG:
        g_string_append(out, "true");
        break;
    case WB_JSON_COUNT:
    case WB_JSON_INT:
        g_string_append_printf(out, "%d", *(const int *)place);
        break;
    case WB_JSON_NUMBER:
        write_number(out, *(const double *)place);
        break;
    case WB_JSON_NUMBERS:
        write_numbers(out, place, key->n);
        break;
    case WB_JSON_NAME:
        wb_json_write_string(out, key->name(*(const int *)place));
        break;
    case WB_JSON_STRINGS:
    case WB_JSON_STRUCTS:
        write_list(out, *(GPtrArray *const *)place, key->of);
        break;
    case WB_JSON_CUSTOM:
        g_assert_not_reached();
    }
}

void
wb_json_write(gconstpointer self, const WbJsonStruct *type, GString *out)
{
    g_string_append_c(out, '{');
    for (const WbJsonKey *key = type->keys; key->key; key++) {
        gconstpointer place = (const char *)self + key->offset;

        if (key->type == WB_JSON_CUSTOM) {
            key->write(self, key->key, out);
        } else if (!is_absent(place, key)) {
            wb_json_write_key(out, key->key);
            write_value(out, place, key);
        }
    }
    g_string_append_c(out, '}');
}
