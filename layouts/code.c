#include "code.h"

#include <string.h>

#define MOST_INITIALS 4
#define MARKS 4 /* after the hyphen: 20 bits */

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The capital that is meant by what somebody typed, or 0 where it cannot be one of the alphabet. */
static char
canonical_mark(char typed)
{
    char mark = g_ascii_toupper(typed);

    if (mark == 'I' || mark == 'L')
        mark = '1';
    else if (mark == 'O')
        mark = '0';
    return mark && strchr(alphabet, mark) ? mark : 0;
}

char *
wb_code_new_edition(const char *workbook_id, const char *canonical)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    GString *code = g_string_new(NULL);
    guint8 digest[32];
    gsize size = sizeof digest;
    guint32 bits;

    for (const char *p = workbook_id; *p && code->len < MOST_INITIALS; p++) {
        if (g_ascii_isalnum(*p) && (p == workbook_id || !g_ascii_isalnum(p[-1])))
            g_string_append_c(code, g_ascii_toupper(*p));
    }
    g_checksum_update(checksum, (const guchar *)canonical, -1);
    g_checksum_get_digest(checksum, digest, &size);
    bits = (guint32)digest[0] << 12 | (guint32)digest[1] << 4 | (guint32)digest[2] >> 4;
    g_string_append_c(code, '-');
    for (int shift = 5 * (MARKS - 1); shift >= 0; shift -= 5)
        g_string_append_c(code, alphabet[bits >> shift & 31]);
    return g_string_free(code, FALSE);
}

/* What stands for the hyphen in extracted text: the ASCII one or one of its typographic kin. */
static const char *
skip_hyphen(const char *p)
{
    static const gunichar hyphens[] = {'-', 0x00ad, 0x2010, 0x2011, 0x2012, 0x2013, 0x2212};
    gunichar c = g_utf8_get_char(p);

    for (gsize i = 0; i < G_N_ELEMENTS(hyphens); i++) {
        if (c == hyphens[i])
            return g_utf8_next_char(p);
    }
    return NULL;
}

/* The code that starts at @p, where a word starts. */
static char *
match_edition(const char *p)
{
    g_autoptr(GString) code = g_string_new(NULL);

    for (; g_ascii_isalnum(*p) && code->len <= MOST_INITIALS; p++)
        g_string_append_c(code, g_ascii_toupper(*p));
    if (code->len == 0 || code->len > MOST_INITIALS)
        return NULL;
    p = skip_hyphen(p);
    if (!p)
        return NULL;
    g_string_append_c(code, '-');
    for (int i = 0; i < MARKS; i++, p++) {
        if (!canonical_mark(*p))
            return NULL;
        g_string_append_c(code, canonical_mark(*p));
    }
    if (g_ascii_isalnum(*p) || skip_hyphen(p))
        return NULL;
    return g_string_free(g_steal_pointer(&code), FALSE);
}

char *
wb_code_find_edition(const char *text)
{
    gboolean inside = FALSE; /* a word, or what hangs on one by a hyphen */

    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gboolean starts = g_ascii_isalnum(*p) && !inside;
        char *code = starts ? match_edition(p) : NULL;

        if (code)
            return code;
        inside = g_ascii_isalnum(*p) || skip_hyphen(p);
    }
    return NULL;
}
