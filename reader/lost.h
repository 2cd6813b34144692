/* Texts that poppler keeps to itself: Chrome saves half of an emoji, and poppler then says that the
 * whole field has no value. They are looked for in the file's own bytes, outside compressed
 * streams, which is where that viewer writes them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    char *name; /* of the field, as its object has it */
    char *text; /* with U+FFFD for what is lost */
} WbLostText;

void wb_lost_text_free(gpointer self);

/* Adds to @lost, of WbLostText. */
void wb_lost_find(GBytes *file, GPtrArray *lost);

/* The text of the field of this name, or NULL. */
const char *wb_lost_lookup(const GPtrArray *lost, const char *name);

G_END_DECLS
