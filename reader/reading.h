/* From the bytes of one returned file to its record; what a confined child does. */
#pragma once

#include "editions.h"
#include "record.h"

G_BEGIN_DECLS

typedef struct {
    const WbEditions *editions;
    gboolean trust_attached;
} WbReadingOptions;

/* Work for a jail: the record's line, and on a second line the edition if it was the attached one.
 * Leaves what it has read unfreed: the child that did it ends. */
char *wb_reading_work(GBytes *file, gpointer options);

/* In the parent, of what a child says: NULL where it is no record of an edition that is known or
 * came with it. @attached_out may be set to the edition of the second line, the caller's. */
WbRecord *wb_reading_parse(const char *text, const WbReadingOptions *options,
                           WbEdition **attached_out);

G_END_DECLS
