#include "digest.h"

#include <nettle/base16.h>
#include <string.h>

void
wb_digest_begin(WbDigest *self)
{
    sha256_init(self);
}

void
wb_digest_add(WbDigest *self, const void *data, gsize length)
{
    sha256_update(self, length, data);
}

void
wb_digest_add_text(WbDigest *self, const char *text)
{
    wb_digest_add(self, text, strlen(text));
}

void
wb_digest_end(WbDigest *self, guint8 bytes[WB_DIGEST_BYTES])
{
    sha256_digest(self, WB_DIGEST_BYTES, bytes);
}

char *
wb_digest_end_hex(WbDigest *self)
{
    char *hex = g_malloc0(BASE16_ENCODE_LENGTH(WB_DIGEST_BYTES) + 1);
    guint8 bytes[WB_DIGEST_BYTES];

    wb_digest_end(self, bytes);
    base16_encode_update(hex, WB_DIGEST_BYTES, bytes);
    return hex;
}

char *
wb_digest_dup_hex(const void *data, gsize length)
{
    WbDigest digest;

    wb_digest_begin(&digest);
    wb_digest_add(&digest, data, length);
    return wb_digest_end_hex(&digest);
}
