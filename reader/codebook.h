/* The codebook: the fields of all editions of a harvest joined by id, in the order of the pages. */
#pragma once

#include <glib.h>

#include "editions.h"

G_BEGIN_DECLS

typedef struct {
    const WbEdition *edition;    /* lent: the one whose words are used */
    const WbEditionField *field; /* lent */
    gboolean sensitive;          /* in any edition */
} WbCodebookEntry;

typedef struct {
    GPtrArray *editions; /* of WbEdition, lent: by workbook, the best words first */
    GPtrArray *entries;  /* of WbCodebookEntry, owned */
    GHashTable *places;  /* id, or an earlier id of the field -> place in entries, from 1 */
} WbCodebook;

/* @editions outlive it. The words are those of @language where an edition has it, else English,
 * else of the latest version. */
WbCodebook *wb_codebook_new(const WbEditions *editions, const char *language);
void wb_codebook_free(WbCodebook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbCodebook, wb_codebook_free)

/* FALSE where no edition has the field. */
gboolean wb_codebook_lookup(const WbCodebook *self, const char *id, guint *place);
/* So is a field that no edition knows: nobody has said that it may be shown. */
gboolean wb_codebook_is_sensitive(const WbCodebook *self, const char *id);

G_END_DECLS
