/* What is painted on each sheet: its items, header and footer, every mark tagged or an artifact. */
#pragma once

#include "compose.h"

G_BEGIN_DECLS

/* Makes the page tree below @catalog and paints every sheet. @code: the edition's, for the footer.
 * Gives the pages' dictionaries (of WbDict, lent), in order; the array is the caller's. */
GPtrArray *wb_pages_paint(const WbComposition *composition, WbDocument *document, WbDict *catalog,
                          WbFaces *faces, WbSetter *setter, const char *code, WbDict **footer);

/* The stream of the form XObject that stands at the foot of every page, @footer above; of a
 * personal copy with its id, else NULL. Its glyphs are in the blank's fonts. */
GBytes *wb_pages_paint_footer(const WbComposition *composition, WbSetter *setter, const char *code,
                              const char *copy);

/* Where the line at the foot of every page stands, from margin to margin. */
WbBox wb_pages_get_footer(const WbComposition *composition);

/* Gives each page its /Annots. @annots: by page, GPtrArray of WbDict. */
void wb_pages_add_annotations(WbDocument *document, GPtrArray *pages, GPtrArray *annots);

G_END_DECLS
