/* Which edition a returned file is of: by its Info key, its attachment, its footer or its fields.
 */
#pragma once

#include "editions.h"
#include "pdf.h"
#include "raw.h"

G_BEGIN_DECLS

typedef struct {
    const WbEdition *edition; /* NULL: see @problem */
    WbEdition *attached;      /* the edition itself where it came from the attachment; owned */
    const char *problem;      /* "unknown-edition" and the like; lives for ever */
    gboolean guessed;         /* known by its fields only */
} WbResolved;

/* Editions among @known are believed; one that is only attached is believed if @trust says so.
 * @raw: the same file once more, which gives the attachment sooner; or NULL. */
void wb_resolve(WbPdf *pdf, const WbRaw *raw, const WbEditions *known, gboolean trust,
                WbResolved *resolved);

G_END_DECLS
