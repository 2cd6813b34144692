/* A file that is attached to an untrusted file, by way of libqpdf; to be used in a confined child
 * only. */
#pragma once

#include "raw.h"

G_BEGIN_DECLS

/* What our generator attached under this name, for a quarter of the work that poppler has to hand
 * it out letter by letter (ISO 32000-1, 7.7.4 and 7.11.4). NULL where it does not stand there as
 * our generator or an honest viewer writes it, which is no proof that nothing is attached: poppler
 * knows then. */
GBytes *wb_raw_dup_attachment(const WbRaw *self, const char *name);

G_END_DECLS
