/* SHA-256 (FIPS 180-4): what editions and returned files are known by. Of the libraries at hand
 * Nettle has it, which libqpdf brings along anyway: where the processor has instructions for it, it
 * takes an eighth of the time that GChecksum does, and every returned file goes through it whole.
 */
#pragma once

#include <glib.h>
#include <nettle/sha2.h>

G_BEGIN_DECLS

#define WB_DIGEST_BYTES SHA256_DIGEST_SIZE

typedef struct sha256_ctx WbDigest;

void wb_digest_begin(WbDigest *self);
void wb_digest_add(WbDigest *self, const void *data, gsize length);
void wb_digest_add_text(WbDigest *self, const char *text); /* without its end */
/* Either ends it. */
void wb_digest_end(WbDigest *self, guint8 bytes[WB_DIGEST_BYTES]);
char *wb_digest_end_hex(WbDigest *self); /* 64 small digits; owned by the caller */

/* Of one piece, as wb_digest_end_hex. */
char *wb_digest_dup_hex(const void *data, gsize length);

G_END_DECLS
