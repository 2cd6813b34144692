/* Text on a terminal: see screen.h. */
#include "screen.h"

#define LEFT_TO_RIGHT_MARK 0x200e

static gboolean
is_override(gunichar c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_right_to_left(gunichar c)
{
    return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) ||
           (c >= 0xfe70 && c <= 0xfefc) || (c >= 0x10800 && c <= 0x10fff) ||
           (c >= 0x1e800 && c <= 0x1efff);
}

char *
wb_screen_dup_harmless(const char *text)
{
    GString *out = g_string_new(NULL);
    gboolean turned = FALSE;

    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        turned |= is_right_to_left(c);
        g_string_append_unichar(out, g_unichar_iscntrl(c) || is_override(c) ? '?' : c);
    }
    /* Dates and columns behind such a name would be drawn before it. */
    if (turned) {
        g_string_prepend_unichar(out, LEFT_TO_RIGHT_MARK);
        g_string_append_unichar(out, LEFT_TO_RIGHT_MARK);
    }
    return g_string_free(out, FALSE);
}

guint
wb_screen_get_width(const char *text)
{
    guint width = 0;

    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

void
wb_screen_add_padded(GString *line, const char *text, guint width)
{
    g_string_append(line, text);
    for (guint n = wb_screen_get_width(text); n < width; n++)
        g_string_append_c(line, ' ');
}
