/* Numbers and Latin words inside right-to-left text: "555-0142" would be shown as "0142-555" if it
 * were not isolated (UAX #9, 2.4.2). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text with U+2066 and U+2069 about each such stretch; the caller's. @places, of gsize, gets
 * the bytes of @text before which one of them was put, in order. */
char *wb_isolate_dup(const char *text, GArray *places);

/* Where a byte of the text came to stand: the start of a stretch of it, or its end. */
gsize wb_isolate_moved_start(const GArray *places, gsize start);
gsize wb_isolate_moved_end(const GArray *places, gsize end);

G_END_DECLS
