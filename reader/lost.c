#include "lost.h"

#include <string.h>

#define OBJECT_WITHIN                                                                              \
    (64 * 1024) /* bytes before and behind a string that its object takes at most */
#define MOST_LOST 1000

typedef struct {
    const char *start, *end;
} Span;

void
wb_lost_text_free(gpointer data)
{
    WbLostText *self = data;

    g_free(self->name);
    g_free(self->text);
    g_free(self);
}

/* One byte behind a backslash (ISO 32000-1, 7.3.4.2). */
static const char *
decode_escape(const char *p, const char *end, GByteArray *bytes)
{
    static const char names[] = "nrtbf", values[] = "\n\r\t\b\f";
    const char *name = strchr(names, *p);
    guint8 byte = 0;
    int digits = 0;

    if (*p == '\r' || *p == '\n')
        return p + (*p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1);
    for (; digits < 3 && p < end && *p >= '0' && *p <= '7'; digits++, p++)
        byte = (guint8)(byte << 3 | (*p - '0'));
    if (digits == 0)
        byte = (guint8)(name && *name ? values[name - names] : *p++);
    if (digits == 0 && name && *name)
        p++;
    g_byte_array_append(bytes, &byte, 1);
    return p;
}

static gboolean
decode_literal(const char *p, const char *end, GByteArray *bytes)
{
    int depth = 1;

    for (p++; p < end;) {
        if (*p == '\\' && p + 1 < end) {
            p = decode_escape(p + 1, end, bytes);
            continue;
        }
        depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
        if (depth == 0)
            return TRUE;
        g_byte_array_append(bytes, (const guint8 *)p++, 1);
    }
    return FALSE;
}

static gboolean
decode_hex(const char *p, const char *end, GByteArray *bytes)
{
    int half = -1;

    for (p++; p < end && *p != '>'; p++) {
        int digit = g_ascii_xdigit_value(*p);
        guint8 byte;

        if (digit < 0 && !g_ascii_isspace(*p))
            return FALSE;
        if (digit < 0)
            continue;
        byte = (guint8)(half * 16 + digit);
        if (half >= 0)
            g_byte_array_append(bytes, &byte, 1);
        half = half >= 0 ? -1 : digit;
    }
    return p < end;
}

static gboolean
decode_string(const char *p, const char *end, GByteArray *bytes)
{
    g_byte_array_set_size(bytes, 0);
    if (p < end && *p == '(')
        return decode_literal(p, end, bytes);
    return p < end && *p == '<' && decode_hex(p, end, bytes);
}

static gboolean
is_utf16(const GByteArray *bytes)
{
    return bytes->len >= 2 && bytes->data[0] == 0xfe && bytes->data[1] == 0xff;
}

/* UTF-16 as it should be, with U+FFFD for each half of a pair that stands alone. */
static char *
dup_mended(const GByteArray *bytes, gboolean *broken)
{
    GString *text = g_string_new(NULL);
    gunichar high = 0;

    *broken = bytes->len % 2 != 0;
    for (guint i = 2; i + 1 < bytes->len; i += 2) {
        gunichar unit = (gunichar)bytes->data[i] << 8 | bytes->data[i + 1];
        gboolean low = unit >= 0xdc00 && unit < 0xe000;

        if (high && low)
            unit = 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00);
        else if (high || low)
            *broken = TRUE;
        if (high && !(unit >= 0x10000))
            g_string_append_unichar(text, 0xfffd);
        high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
        if (unit >= 0xdc00 && unit < 0xe000)
            g_string_append_unichar(text, 0xfffd);
        else if (!high && unit)
            g_string_append_unichar(text, unit);
    }
    if (high) {
        *broken = TRUE;
        g_string_append_unichar(text, 0xfffd);
    }
    return g_string_free(text, FALSE);
}

static const char *
skip_back(const char *p, const char *start)
{
    while (p > start && g_ascii_isspace(p[-1]))
        p--;
    return p;
}

/* The object around @p. */
static gboolean
find_object(Span file, const char *p, Span *object)
{
    const char *least = p - file.start > OBJECT_WITHIN ? p - OBJECT_WITHIN : file.start;
    const char *most = file.end - p > OBJECT_WITHIN ? p + OBJECT_WITHIN : file.end;

    for (object->start = p; object->start > least; object->start--) {
        if (memcmp(object->start, " obj", MIN(4, file.end - object->start)) == 0)
            break;
    }
    object->end = memmem(p, (gsize)(most - p), "endobj", 6);
    return object->start > least && object->end;
}

static char *
dup_name(Span object, GByteArray *bytes)
{
    for (const char *p = object.start; p + 3 < object.end; p++) {
        gboolean broken;

        if (p[0] != '/' || p[1] != 'T' || g_ascii_isalpha(p[2]))
            continue;
        for (p += 2; p < object.end && g_ascii_isspace(*p); p++)
            ;
        if (!decode_string(p, object.end, bytes))
            continue;
        if (is_utf16(bytes))
            return dup_mended(bytes, &broken);
        return g_utf8_make_valid((const char *)bytes->data, bytes->len);
    }
    return NULL;
}

/* @p is where a string that starts with UTF-16's mark opens. */
static void
look_at(Span file, const char *p, GByteArray *bytes, GPtrArray *lost)
{
    const char *key = skip_back(p, file.start);
    g_autofree char *text = NULL;
    WbLostText *found;
    gboolean broken;
    Span object;
    char *name;

    if (key - file.start < 2 || memcmp(key - 2, "/V", 2) != 0)
        return;
    if (!decode_string(p, file.end, bytes) || !is_utf16(bytes))
        return;
    text = dup_mended(bytes, &broken);
    if (!broken || !find_object(file, p, &object))
        return;
    name = dup_name(object, bytes);
    if (!name)
        return;
    found = g_new0(WbLostText, 1);
    found->name = name;
    found->text = g_steal_pointer(&text);
    g_ptr_array_add(lost, found);
}

void
wb_lost_find(GBytes *bytes, GPtrArray *lost)
{
    static const char *const marks[] = {"(\xfe\xff", "(\\376\\377", "<FEFF", "<feff"};
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autoptr(GByteArray) decoded = g_byte_array_new();

    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        const char *p = data;

        while (p && lost->len < MOST_LOST) {
            p = memmem(p, (gsize)(data + size - p), marks[i], strlen(marks[i]));
            if (p)
                look_at((Span){data, data + size}, p++, decoded, lost);
        }
    }
}

const char *
wb_lost_lookup(const GPtrArray *lost, const char *name)
{
    for (guint i = lost->len; i > 0; i--) { /* what was saved last stands last */
        const WbLostText *text = lost->pdata[i - 1];

        if (g_str_equal(text->name, name))
            return text->text;
    }
    return NULL;
}
