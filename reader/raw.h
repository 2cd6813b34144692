/* The second opinion on an untrusted file: its fields as their objects stand in it (ISO 32000-1,
 * 12.7), whatever a viewer would make of them. The home of libqpdf; to be used in a confined child
 * only. */
#pragma once

#include <glib.h>

#include "pdf.h"

G_BEGIN_DECLS

typedef struct {
    char *name; /* in full, with dots between its parts */
    WbWidgetType type;
    guint page;  /* of its first widget on a page, from 1; 0: on none, or nobody asked */
    char *value; /* text; export values, a line each; of boxes the on-state or "Off". Never NULL */
    char *prefilled; /* its default value (/DV), which is what our copies come with; or NULL */
    char *other;     /* another text or state that one of its widgets has by itself, or NULL */
    gboolean bad;    /* part of the text could not be read: U+FFFD stands there */
} WbRawField;

typedef struct {
    GPtrArray *fields; /* of WbRawField, owned, in the order of the file; without push buttons and
                        * signatures. Empty until they are read */
    GBytes *file;      /* the library goes on reading in it */
    gpointer handle;   /* the library's objects: they take time to free, so whoever ends does not */
} WbRaw;

/* NULL where the library gives up. */
WbRaw *wb_raw_open(GBytes *file);
void wb_raw_free(WbRaw *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbRaw, wb_raw_free)

/* Once. @with_pages: to be told each field's page, which takes time. */
void wb_raw_read_fields(WbRaw *self, gboolean with_pages);

G_END_DECLS
