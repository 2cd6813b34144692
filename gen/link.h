/* Links in the text: their annotations (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18.5). */
#pragma once

#include "compose.h"

G_BEGIN_DECLS

/* Adds a link annotation for each linked run of text to @annots (by page: GPtrArray of WbDict). */
void wb_links_write(const WbComposition *composition, WbDocument *document, GPtrArray *pages,
                    GPtrArray *annots);

G_END_DECLS
