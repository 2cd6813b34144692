/* What a document says about itself: Info, XMP, language, outline, the attached edition
 * (ISO 32000-1, 14.3, 7.11, 12.3; ISO 14289-1, 5, 7.1, 7.11, 7.17). */
#pragma once

#include "compose.h"
#include "edition.h"

G_BEGIN_DECLS

/* Completes @catalog; gives the Info dictionary, the document's. @json: the edition as it is
 * attached. @pages: of WbDict, in order. @metadata: gets the stream of the XMP packet. */
WbDict *wb_meta_write(const WbComposition *composition, const WbEdition *edition, const char *json,
                      WbDocument *document, WbDict *catalog, GPtrArray *pages, WbDict **metadata);

/* What Info and XMP say as keywords; of a personal copy with its id, else NULL. */
char *wb_meta_dup_keywords(const WbEdition *edition, const char *copy);
/* The XMP packet; @metadata of the catalog is its stream. */
char *wb_meta_dup_xmp(const WbComposition *composition, const char *keywords);

/* Where the page's own fields begin: what bookmarks and links lead to (12.3.2.2). Direct. */
WbArray *wb_meta_new_destination(WbDocument *document, const WbSheet *sheet, WbDict *page);

G_END_DECLS
