/* A PDF as qpdf sees it: its objects as JSON, whatever our own code thinks it wrote. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct {
    JsonParser *parser;
    JsonObject *objects; /* lent: "obj:1 0 R" -> {"value": ...} */
} Seen;

/* The file must be readable: the test fails otherwise. */
Seen *seen_new(const char *path);
Seen *seen_new_bytes(GBytes *pdf);
void seen_free(Seen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Seen, seen_free)

JsonObject *seen_peek_trailer(const Seen *self);
JsonObject *seen_peek_catalog(const Seen *self);
GPtrArray *seen_list_pages(const Seen *self); /* of JsonObject, lent; the array is the caller's */

/* What stands behind a key, references followed; NULL where there is nothing of that kind. */
JsonNode *seen_get(const Seen *self, JsonObject *dict, const char *key);
JsonObject *seen_dict(const Seen *self, JsonObject *dict, const char *key);
JsonArray *seen_array(const Seen *self, JsonObject *dict, const char *key);
const char *seen_name(const Seen *self, JsonObject *dict, const char *key); /* with its slash */
const char *seen_text(const Seen *self, JsonObject *dict, const char *key); /* UTF-8 */
/* An element of an array. */
JsonNode *seen_at(const Seen *self, JsonArray *array, guint n);
JsonObject *seen_dict_at(const Seen *self, JsonArray *array, guint n);
double seen_number_at(const Seen *self, JsonArray *array, guint n);
const char *seen_reference_at(JsonArray *array, guint n); /* "12 0 R", or NULL */
const char *seen_reference(JsonObject *dict, const char *key);

G_END_DECLS
