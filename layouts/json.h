/* Plain structs as JSON and back, by tables that name each key once. What is read may come from
 * anybody: size, depth and types are checked. The home of json-glib. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A value that was read. */
typedef struct _JsonNode WbJson;

typedef enum {
    WB_JSON_STRING,  /* char * */
    WB_JSON_STRINGS, /* GPtrArray of char*, owned */
    WB_JSON_FLAG,    /* gboolean */
    WB_JSON_COUNT,   /* guint */
    WB_JSON_INT,     /* int */
    WB_JSON_NUMBER,  /* double, written with at most two decimals */
    WB_JSON_NUMBERS, /* @n doubles in a row */
    WB_JSON_NAME,    /* an enumeration of @n values, written by name */
    WB_JSON_STRUCTS, /* GPtrArray of structs, owned */
    WB_JSON_CUSTOM,  /* whatever read and write make of it */
} WbJsonType;

typedef struct _WbJsonStruct WbJsonStruct;

/* One key of an object and the member it stands for. */
typedef struct {
    const char *key;
    WbJsonType type;
    gsize offset; /* of the member */
    gboolean required;
    guint n;
    const char *(*name)(int value);                       /* of a name */
    const WbJsonStruct *of;                               /* of structs */
    gboolean (*read)(gpointer self, const WbJson *value); /* custom: FALSE: of the wrong type */
    void (*write)(gconstpointer self, const char *key, GString *out);
} WbJsonKey;

struct _WbJsonStruct {
    gpointer (*create)(void);
    void (*destroy)(gpointer self);
    const WbJsonKey *keys; /* in the order of writing, up to a NULL key */
};

/* NULL where @text is not UTF-8, not JSON, longer than @most bytes or nested deeper than 32. The
 * error's domain and code are the caller's; its message starts with @name. */
WbJson *wb_json_parse(const char *text, gssize length, gsize most, const char *name, GQuark domain,
                      int code, GError **error);
void wb_json_free(WbJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbJson, wb_json_free)

/* Fills a new struct's members. NULL, or where it went wrong: "fields[3].widgets[0].rect: what". */
char *wb_json_fill(gpointer self, const WbJsonStruct *type, const WbJson *object);

/* Writes "{...}" on one line without spaces; absent are NULL, FALSE and 0. */
void wb_json_write(gconstpointer self, const WbJsonStruct *type, GString *out);

/* For custom members. The visitor returns FALSE to stop, and so does the walk then. */
typedef gboolean (*WbJsonVisit)(const char *key, const WbJson *value, gpointer data);
gboolean wb_json_each(const WbJson *object, WbJsonVisit visit, gpointer data);
const WbJson *wb_json_peek_member(const WbJson *object, const char *key); /* or NULL */
const char *wb_json_peek_string(const WbJson *value); /* NULL where it is none, or not UTF-8 */
gboolean wb_json_get_boolean(const WbJson *value, gboolean *boolean);
gboolean wb_json_get_integer(const WbJson *value, gint64 *number);

void wb_json_write_string(GString *out, const char *string); /* with its quotes */
/* The comma where one is due, the key and its colon. */
void wb_json_write_key(GString *out, const char *key);

G_END_DECLS
