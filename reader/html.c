/* Writing HTML: see html.h. */
#include "html.h"

#include <string.h>

void
wb_html_add(GString *html, const char *markup)
{
    g_string_append(html, markup);
}

static void
add_letter(GString *html, const char *at, const char *next)
{
    switch (*at) {
    case '&':
        g_string_append(html, "&amp;");
        break;
    case '<':
        g_string_append(html, "&lt;");
        break;
    case '>':
        g_string_append(html, "&gt;");
        break;
    case '"':
        g_string_append(html, "&quot;");
        break;
    case '\'':
        g_string_append(html, "&#39;");
        break;
    default:
        g_string_append_len(html, at, next - at);
    }
}

/* Controls are no characters in HTML, whether written or as a reference; those beyond ASCII would
 * be taken for letters of Windows. */
static gboolean
is_written(gunichar letter)
{
    return letter == '\n' || letter == '\t' ||
           !(letter < 0x20 || (letter >= 0x7f && letter < 0xa0));
}

static void
add_text(GString *html, const char *text, gboolean breaks)
{
    const char *next;

    for (const char *at = text; at && *at; at = next) {
        next = g_utf8_next_char(at);
        if (is_written(g_utf8_get_char(at)))
            add_letter(html, at, next);
        if (breaks && *at == '/')
            g_string_append(html, "<wbr>");
    }
}

void
wb_html_text(GString *html, const char *text)
{
    add_text(html, text, FALSE);
}

void
wb_html_name(GString *html, const char *name)
{
    g_string_append(html, "<bdi>");
    add_text(html, name, TRUE);
    g_string_append(html, "</bdi>");
}

void
wb_html_element(GString *html, const char *tag, const char *text)
{
    gsize name = strcspn(tag, " ");

    g_string_append_printf(html, "<%s>", tag);
    wb_html_text(html, text);
    g_string_append_printf(html, "</%.*s>", (int)name, tag);
}

void
wb_html_take_element(GString *html, const char *tag, char *text)
{
    wb_html_element(html, tag, text);
    g_free(text);
}

void
wb_html_attribute(GString *html, const char *name, const char *value)
{
    g_string_append_printf(html, " %s=\"", name);
    wb_html_text(html, value);
    g_string_append_c(html, '"');
}
