/* Text on a terminal: how many columns it takes, in any script, and nothing in it that a terminal
 * would obey. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Without control characters and overrides of direction; right-to-left text is kept from turning
 * round what stands beside it. */
char *wb_screen_dup_harmless(const char *text);

/* In columns: an ideograph takes two, a mark none. */
guint wb_screen_get_width(const char *text);

/* Adds @text and the spaces that are missing to @width columns. */
void wb_screen_add_padded(GString *line, const char *text, guint width);

G_END_DECLS
