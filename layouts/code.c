#include "code.h"

#include <string.h>

#include "digest.h"

#define MOST_INITIALS 4
#define MARKS 4 /* after the hyphen: 20 bits */
#define COPY_HALF 5
#define COPY_MARKS (2 * COPY_HALF) /* the last one checks the others: 45 bits */
#define CHECK_MODULUS 31           /* the greatest prime that the alphabet has marks for */

static const char alphabet[] = WB_CODE_MARKS;

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
    GString *code = g_string_new(NULL);
    guint8 bytes[WB_DIGEST_BYTES];
    WbDigest digest;
    guint32 bits;

    for (const char *p = workbook_id; *p && code->len < MOST_INITIALS; p++) {
        if (g_ascii_isalnum(*p) && (p == workbook_id || !g_ascii_isalnum(p[-1])))
            g_string_append_c(code, g_ascii_toupper(*p));
    }
    wb_digest_begin(&digest);
    wb_digest_add_text(&digest, canonical);
    wb_digest_end(&digest, bytes);
    bits = (guint32)bytes[0] << 12 | (guint32)bytes[1] << 4 | (guint32)bytes[2] >> 4;
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

static char *
find_code(const char *text, char *(*match)(const char *p))
{
    gboolean inside = FALSE; /* a word, or what hangs on one by a hyphen */

    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gboolean starts = g_ascii_isalnum(*p) && !inside;
        char *code = starts ? match(p) : NULL;

        if (code)
            return code;
        inside = g_ascii_isalnum(*p) || skip_hyphen(p);
    }
    return NULL;
}

char *
wb_code_find_edition(const char *text)
{
    return find_code(text, match_edition);
}

/* The mark that belongs behind the others. Their places weigh differently: two neighbours that
 * change places are seen, as is any one wrong mark, 0 against Z apart. */
static char
check_mark(const char *marks)
{
    guint sum = 0;

    for (guint i = 0; i < COPY_MARKS - 1; i++)
        sum += (i + 1) * (guint)(strchr(alphabet, marks[i]) - alphabet);
    return alphabet[sum % CHECK_MODULUS];
}

char *
wb_code_new_copy(const guint8 *key, gsize key_length, const char *workbook, const char *round,
                 const char *roster_key)
{
    g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA256, key, key_length);
    char marks[COPY_MARKS];
    guint8 digest[32];
    gsize size = sizeof digest;
    guint64 bits = 0;

    /* The NUL between them goes in too: "a" and "bc" is not "ab" and "c". */
    g_hmac_update(hmac, (const guchar *)workbook, (gssize)strlen(workbook) + 1);
    g_hmac_update(hmac, (const guchar *)round, (gssize)strlen(round) + 1);
    g_hmac_update(hmac, (const guchar *)roster_key, (gssize)strlen(roster_key));
    g_hmac_get_digest(hmac, digest, &size);
    for (guint i = 0; i < 6; i++)
        bits = bits << 8 | digest[i];
    for (guint i = 0; i < COPY_MARKS - 1; i++)
        marks[i] = alphabet[bits >> (43 - 5 * i) & 31];
    marks[COPY_MARKS - 1] = check_mark(marks);
    return g_strdup_printf("%.*s-%.*s", COPY_HALF, marks, COPY_HALF, marks + COPY_HALF);
}

/* The copy's id that starts at @p, where a word starts. */
static char *
match_copy(const char *p)
{
    char marks[COPY_MARKS];

    for (guint i = 0; i < COPY_MARKS; i++, p++) {
        if (i == COPY_HALF)
            p = skip_hyphen(p);
        if (!p || !canonical_mark(*p))
            return NULL;
        marks[i] = canonical_mark(*p);
    }
    if (g_ascii_isalnum(*p) || skip_hyphen(p) || marks[COPY_MARKS - 1] != check_mark(marks))
        return NULL;
    return g_strdup_printf("%.*s-%.*s", COPY_HALF, marks, COPY_HALF, marks + COPY_HALF);
}

char *
wb_code_find_copy(const char *text)
{
    return find_code(text, match_copy);
}

gboolean
wb_code_is_copy(const char *text)
{
    g_autofree char *code = g_ascii_isalnum(*text) ? match_copy(text) : NULL;

    return code && g_str_equal(code, text);
}
