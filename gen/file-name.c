#include "file-name.h"

#include <string.h>

#define LONGEST 80

static gboolean
is_plain(char c)
{
    return g_ascii_isalnum(c) || (c != '\0' && strchr("._-", c) != NULL);
}

/* What Windows takes for a device, whatever the ending. */
static gboolean
is_device(const char *name)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul"};
    gsize length = strcspn(name, ".");

    for (guint i = 0; i < G_N_ELEMENTS(devices); i++)
        if (length == 3 && g_ascii_strncasecmp(name, devices[i], 3) == 0)
            return TRUE;
    return length == 4 && g_ascii_isdigit(name[3]) &&
           (g_ascii_strncasecmp(name, "com", 3) == 0 || g_ascii_strncasecmp(name, "lpt", 3) == 0);
}

/* One hyphen for each stretch of other characters, none at the ends, and no dot there either. */
static char *
dup_plain(const char *ascii)
{
    GString *out = g_string_new(NULL);

    for (const char *at = ascii; *at != '\0' && out->len < LONGEST; at++) {
        if (is_plain(*at) && (out->len > 0 || g_ascii_isalnum(*at)))
            g_string_append_c(out, *at);
        else if (!is_plain(*at) && out->len > 0 && out->str[out->len - 1] != '-')
            g_string_append_c(out, '-');
    }
    while (out->len > 0 && !g_ascii_isalnum(out->str[out->len - 1]))
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

/* How many letters and digits a text has, of any script. */
static guint
count_letters(const char *text)
{
    guint n = 0;

    for (; *text != '\0'; text = g_utf8_next_char(text))
        n += g_unichar_isalnum(g_utf8_get_char(text));
    return n;
}

char *
wb_file_name_dup_safe(const char *text)
{
    g_autofree char *ascii = g_str_to_ascii(text, "C");
    g_autofree char *plain = dup_plain(ascii);

    if (*plain == '\0' || 2 * count_letters(plain) < count_letters(text) || is_device(plain))
        return NULL;
    return g_steal_pointer(&plain);
}

gboolean
wb_file_name_is_safe(const char *name)
{
    gsize length = strlen(name);

    if (length == 0 || length > LONGEST + 20 || is_device(name) || !g_ascii_isalnum(*name) ||
        strchr(" .", name[length - 1]) != NULL)
        return FALSE;
    for (const char *at = name; *at != '\0'; at++)
        if (!is_plain(*at) && *at != ' ')
            return FALSE;
    return TRUE;
}

char *
wb_file_name_fold(const char *name)
{
    return g_ascii_strdown(name, -1);
}
