#include "value.h"

#include <stdio.h>
#include <string.h>

#define ESCAPE 0x1b
#define MOST_DIGITS 15

/* ESC, a language of two letters, perhaps a country of two, ESC (ISO 32000-1, 7.9.2.2). */
static const char *
skip_escape(const char *p)
{
    gsize letters = strspn(p + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");

    return letters >= 2 && letters <= 5 && p[1 + letters] == ESCAPE ? p + letters + 2 : p + 1;
}

static char *
dup_plain(const char *text)
{
    GString *plain = g_string_new(NULL);
    const char *p = text;

    while (*p) {
        gunichar c = g_utf8_get_char(p);
        const char *next = g_utf8_next_char(p);

        if (c == ESCAPE) {
            next = skip_escape(p);
        } else if (c == '\r' || c == 0x2028 || c == 0x2029) {
            g_string_append_c(plain, '\n');
            next += c == '\r' && *next == '\n';
        } else if (c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7f)) {
            g_string_append_unichar(plain, c);
        }
        p = next;
    }
    return g_string_free(plain, FALSE);
}

static void
trim(char *text)
{
    char *start = text, *end = text + strlen(text);

    while (g_unichar_isspace(g_utf8_get_char(start)))
        start = g_utf8_next_char(start);
    while (end > start) {
        char *last = g_utf8_prev_char(end);

        if (!g_unichar_isspace(g_utf8_get_char(last)))
            break;
        end = last;
    }
    *end = '\0';
    memmove(text, start, (gsize)(end - start) + 1);
}

char *
wb_value_dup_clean(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *plain = dup_plain(valid);
    char *clean = g_utf8_normalize(plain, -1, G_NORMALIZE_NFC);

    trim(clean);
    return clean;
}

/* ASCII as wide as an ideograph, which Chinese keyboards give. */
#define FULL_WIDTH 0xff01
#define FULL_WIDTH_END 0xff5e

/* ASCII digits for those of any script, other ASCII as it is; NULL where anything else is in it.
 * Marks of direction do not count: right-to-left editions add them around numbers. */
static char *
dup_ascii(const char *text)
{
    g_autoptr(GString) ascii = g_string_new(NULL);

    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        int digit = g_unichar_digit_value(c);

        if (c >= FULL_WIDTH && c <= FULL_WIDTH_END)
            c -= FULL_WIDTH - '!';
        if (digit >= 0)
            g_string_append_c(ascii, (char)('0' + digit));
        else if (c < 0x80)
            g_string_append_c(ascii, (char)c);
        else if (c == 0x2212)
            g_string_append_c(ascii, '-');
        else if (g_unichar_type(c) != G_UNICODE_FORMAT)
            return NULL;
    }
    return g_string_free(g_steal_pointer(&ascii), FALSE);
}

gboolean
wb_value_parse_number(const char *text, gint64 *number)
{
    g_autofree char *ascii = dup_ascii(text);
    const char *digits;
    gsize n;

    if (!ascii)
        return FALSE;
    g_strstrip(ascii);
    digits = ascii + (*ascii == '-' || *ascii == '+');
    n = strspn(digits, "0123456789");
    if (n == 0 || n > MOST_DIGITS || digits[n])
        return FALSE;
    *number = g_ascii_strtoll(ascii, NULL, 10);
    return TRUE;
}

/* "2026年11月2日" as "2026-11-2". */
static char *
dup_separated(const char *text)
{
    GString *out = g_string_new(text);

    g_string_replace(out, "年", "-", 0);
    g_string_replace(out, "月", "-", 0);
    g_string_replace(out, "日", "", 0);
    return g_string_free(out, FALSE);
}

char *
wb_value_dup_date(const char *text)
{
    g_autofree char *separated = dup_separated(text);
    g_autofree char *ascii = dup_ascii(separated);
    unsigned year, month, day;
    int end = 0;

    if (!ascii)
        return NULL;
    g_strstrip(ascii);
    if (sscanf(ascii, "%4u%*[-/.]%2u%*[-/.]%2u%n", &year, &month, &day, &end) != 3 || ascii[end])
        return NULL;
    if (year < 1000 || strspn(ascii, "0123456789-/.") != strlen(ascii) || day > 31 || month > 12 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return NULL;
    return g_strdup_printf("%04u-%02u-%02u", year, month, day);
}
