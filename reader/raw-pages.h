/* What the objects of an untrusted file say of its pages, through libqpdf; to be used in a confined
 * child only. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Has the tables read that a confined process could not open any more. */
void wb_raw_pages_warm_up(void);

typedef struct {
    gboolean pictures; /* some page has one */
    gboolean foreign;  /* some font has an encoding of which there is no table */
    gboolean xfa;      /* its form is one that only Acrobat shows (12.7.8) */
} WbRawPages;

/* The same pages, lighter to read. Tools that flatten a form leave one form XObject for each field,
 * with fonts of its own that poppler loads hundreds of times; here they are the page's (ISO
 * 32000-1, 7.8.3). And encodings that are only named (9.7.5.2) are in the file. NULL where the
 * library gives up. */
GBytes *wb_raw_dup_lighter(GBytes *file, WbRawPages *found);

G_END_DECLS
