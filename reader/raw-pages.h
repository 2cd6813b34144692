/* What the objects of an untrusted file say of its pages, through libqpdf; to be used in a confined
 * child only. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The same pages, lighter to read. Tools that flatten a form leave one form XObject for each field,
 * with fonts of its own that poppler loads hundreds of times; here they are the page's (ISO
 * 32000-1, 7.8.3). @pictures: whether any page has a picture. NULL where the library gives up. */
GBytes *wb_raw_dup_lighter(GBytes *file, gboolean *pictures);

G_END_DECLS
