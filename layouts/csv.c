#include "csv.h"

#include <gio/gio.h>
#include <string.h>

/* "-12", "+3.5" and "-1e5" are numbers to a spreadsheet and harmless. */
static gboolean
is_number(const char *value)
{
    char *end = NULL;

    if (!g_ascii_isdigit(value[0]) && !(strchr("+-", value[0]) && g_ascii_isdigit(value[1])))
        return FALSE;
    g_ascii_strtod(value, &end);
    return *end == '\0' && !strpbrk(value, "xX");
}

static gboolean
is_formula(const char *value)
{
    return *value && strchr("=+-@\t\r", *value) && !is_number(value);
}

void
wb_csv_add_cell(GString *row, const char *value, gboolean first)
{
    gboolean formula = is_formula(value);
    gboolean quoted =
        strpbrk(value, ",\"\r\n") ||
        (*value && (g_ascii_isspace(*value) || g_ascii_isspace(value[strlen(value) - 1])));

    if (!first)
        g_string_append_c(row, ',');
    if (quoted)
        g_string_append_c(row, '"');
    if (formula)
        g_string_append_c(row, '\'');
    for (const char *p = value; *p; p++) {
        if (*p == '"')
            g_string_append_c(row, '"');
        g_string_append_c(row, *p);
    }
    if (quoted)
        g_string_append_c(row, '"');
}

void
wb_csv_end_row(GString *row)
{
    g_string_append(row, "\r\n");
}

typedef struct {
    const char *p, *end;
    const char *name;
    guint line;
} Scanner;

static gboolean
fail_at(const Scanner *in, guint line, const char *what, GError **error)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s", in->name, line, what);
    return FALSE;
}

/* From the opening quote to behind the closing one. */
static gboolean
scan_quoted(Scanner *in, GString *cell, GError **error)
{
    guint opened = in->line;

    for (in->p++;; in->p++) {
        const char *quote = memchr(in->p, '"', in->end - in->p);

        if (!quote)
            return fail_at(in, opened, "a quoted cell is not closed", error);
        for (; in->p < quote; in->p++) {
            in->line += *in->p == '\n';
            g_string_append_c(cell, *in->p);
        }
        if (++in->p == in->end || *in->p != '"')
            break;
        g_string_append_c(cell, '"');
    }
    if (in->p < in->end && !strchr(",\r\n", *in->p))
        return fail_at(in, in->line, "text after the closing quote of a cell", error);
    return TRUE;
}

static gboolean
scan_cell(Scanner *in, GString *cell, GError **error)
{
    g_string_truncate(cell, 0);
    if (in->p < in->end && *in->p == '"')
        return scan_quoted(in, cell, error);
    while (in->p < in->end && !strchr(",\r\n", *in->p)) {
        if (*in->p == '"')
            return fail_at(in, in->line, "a quote inside a cell that is not quoted", error);
        g_string_append_c(cell, *in->p++);
    }
    return TRUE;
}

/* CRLF as the standard says, LF and CR as they come. */
static void
skip_line_end(Scanner *in)
{
    if (in->p < in->end && *in->p == '\r')
        in->p++;
    if (in->p < in->end && *in->p == '\n')
        in->p++;
    in->line++;
}

static GStrv
scan_row(Scanner *in, GError **error)
{
    g_autoptr(GStrvBuilder) row = g_strv_builder_new();
    g_autoptr(GString) cell = g_string_new(NULL);

    for (;;) {
        if (!scan_cell(in, cell, error))
            return NULL;
        g_strv_builder_add(row, cell->str);
        if (in->p == in->end || *in->p != ',')
            break;
        in->p++;
    }
    skip_line_end(in);
    return g_strv_builder_end(row);
}

GPtrArray *
wb_csv_parse(const char *text, gssize length, const char *name, GError **error)
{
    gsize size = length < 0 ? strlen(text) : (gsize)length;
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    Scanner in = {text, text + size, name, 1};
    const char *bad;

    if (!g_utf8_validate(text, size, &bad)) {
        for (const char *p = text; p < bad; p++)
            in.line += *p == '\n';
        fail_at(&in, in.line, "not UTF-8 (save the table as \"CSV UTF-8\")", error);
        return NULL;
    }
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        in.p += 3;
    while (in.p < in.end) {
        GStrv row = scan_row(&in, error);

        if (!row)
            return NULL;
        g_ptr_array_add(rows, row);
    }
    return g_steal_pointer(&rows);
}
