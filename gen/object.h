/* PDF objects made safe: the one home of libharu's object layer (ISO 32000-1, 7.3). A document owns
 * all objects made in it; nothing is freed one by one. Rectangles come in layout coordinates
 * (y grows down) and are turned over here and in gen/content.c alone. */
#pragma once

#include <glib.h>

#include "shape.h"

G_BEGIN_DECLS

#define WB_OBJECT_ERROR wb_object_error_quark()
GQuark wb_object_error_quark(void);

typedef struct _WbDocument WbDocument;
typedef struct _WbDict WbDict;
typedef struct _WbArray WbArray;

WbDocument *wb_document_new(void);
/* Objects that are added to a file which is whole (7.5.6): their numbers come after @last. */
WbDocument *wb_document_new_after(guint last);
void wb_document_free(WbDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbDocument, wb_document_free)

/* FALSE if any object call went wrong since the document was made: libharu's errors are sticky. */
gboolean wb_document_check(const WbDocument *self, GError **error);

/* What was made before and what is made from here on is not wanted by the same readers: no object
 * stream has some of both. */
void wb_document_divide(WbDocument *self);

/* A direct object is written where it stands and may be added once; a shared one (indirect, with a
 * number of its own) any number of times. */
WbDict *wb_dict_new(WbDocument *document);
WbDict *wb_dict_new_shared(WbDocument *document);
WbArray *wb_array_new(WbDocument *document);
WbArray *wb_array_new_shared(WbDocument *document);

/* A shared dictionary with a stream behind it (7.3.8). The writer compresses the bytes. */
WbDict *wb_stream_new(WbDocument *document, GBytes *bytes);
/* Gives the dictionary a stream, or another one. */
void wb_stream_set(WbDocument *document, WbDict *stream, GBytes *bytes);

/* Nothing more will be added to a shared dictionary. It is kept as the bytes it is written as from
 * now on, a tenth of the room; others may still refer to it. */
void wb_dict_settle(WbDocument *document, WbDict *self);

/* An object that is there already gets another value under its key; this takes the key away. */
void wb_dict_remove(WbDict *self, const char *key);

void wb_dict_add_dict(WbDict *self, const char *key, WbDict *value);
void wb_dict_add_array(WbDict *self, const char *key, WbArray *value);
void wb_dict_add_name(WbDict *self, const char *key, const char *name);
void wb_dict_add_integer(WbDict *self, const char *key, int value);
void wb_dict_add_number(WbDict *self, const char *key, double value);
void wb_dict_add_boolean(WbDict *self, const char *key, gboolean value);
void wb_dict_add_ascii(WbDict *self, const char *key, const char *value);
/* A text string (7.9.2.2): in PDFDocEncoding where that has all its characters, else UTF-16BE with
 * a byte order mark. */
void wb_dict_add_text(WbDict *self, const char *key, const char *utf8);
/* The same as an object of its own, for a dictionary that is read more often than this text. */
void wb_dict_add_shared_text(WbDocument *document, WbDict *self, const char *key, const char *utf8);
void wb_dict_add_bytes(WbDict *self, const char *key, const guint8 *bytes, gsize length);
/* [left bottom right top] of a box on a page of this height. */
void wb_dict_add_rect(WbDict *self, const char *key, const WbBox *box, double page_height);

void wb_array_add_dict(WbArray *self, WbDict *value);
void wb_array_add_array(WbArray *self, WbArray *value);
void wb_array_add_name(WbArray *self, const char *name);
void wb_array_add_integer(WbArray *self, int value);
void wb_array_add_number(WbArray *self, double value);
void wb_array_add_null(WbArray *self);
void wb_array_add_text(WbArray *self, const char *utf8);
guint wb_array_length(const WbArray *self);

/* For gen/write.c and gen/update.c: objects by number, from the first to the last. */
guint wb_document_first(const WbDocument *self);
guint wb_document_last(const WbDocument *self);
gboolean wb_document_is_divided_after(const WbDocument *self, guint number);
/* The object's value as PDF syntax, appended. */
void wb_document_print(const WbDocument *self, guint number, GByteArray *out);
/* The stream behind object @number, or NULL. */
GBytes *wb_document_peek_stream(const WbDocument *self, guint number);
guint wb_dict_number(const WbDict *self); /* 0 of a direct one */

G_END_DECLS
