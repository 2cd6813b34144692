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

const char *
wb_csv_peek_value(const char *cell)
{
    return *cell == '\'' && is_formula(cell + 1) ? cell + 1 : cell;
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
    char separator;
} Scanner;

gboolean
wb_csv_fail(GError **error, const char *name, guint line, const char *format, ...)
{
    g_autofree char *what = NULL;
    va_list arguments;

    va_start(arguments, format);
    what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s", name, line, what);
    return FALSE;
}

static gboolean
fail_at(const Scanner *in, guint line, const char *what, GError **error)
{
    return wb_csv_fail(error, in->name, line, "%s", what);
}

static gboolean
at_cell_end(const Scanner *in)
{
    return in->p == in->end || *in->p == in->separator || *in->p == '\r' || *in->p == '\n';
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
    if (!at_cell_end(in))
        return fail_at(in, in->line, "text after the closing quote of a cell", error);
    return TRUE;
}

static gboolean
scan_cell(Scanner *in, GString *cell, GError **error)
{
    g_string_truncate(cell, 0);
    if (in->p < in->end && *in->p == '"')
        return scan_quoted(in, cell, error);
    while (!at_cell_end(in)) {
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
        if (in->p == in->end || *in->p != in->separator)
            break;
        in->p++;
    }
    skip_line_end(in);
    return g_strv_builder_end(row);
}

/* The text that follows a byte order mark, if it is UTF-8. */
static gboolean
start(Scanner *in, GError **error)
{
    const char *bad;

    if (!g_utf8_validate(in->p, in->end - in->p, &bad)) {
        for (const char *p = in->p; p < bad; p++)
            in->line += *p == '\n' || (*p == '\r' && p[1] != '\n');
        return fail_at(in, in->line, "not UTF-8 (save the table as \"CSV UTF-8\")", error);
    }
    if (in->end - in->p >= 3 && memcmp(in->p, "\xef\xbb\xbf", 3) == 0)
        in->p += 3;
    return TRUE;
}

GPtrArray *
wb_csv_parse(const char *text, gssize length, const char *name, GError **error)
{
    gsize size = length < 0 ? strlen(text) : (gsize)length;
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    Scanner in = {text, text + size, name, 1, ','};

    if (!start(&in, error))
        return NULL;
    while (in.p < in.end) {
        GStrv row = scan_row(&in, error);

        if (!row)
            return NULL;
        g_ptr_array_add(rows, row);
    }
    return g_steal_pointer(&rows);
}

static void
row_free(gpointer data)
{
    WbCsvRow *self = data;

    g_strfreev(self->cells);
    g_free(self);
}

static gboolean
is_empty(const WbCsvRow *row)
{
    for (guint i = 0; row->cells[i]; i++) {
        if (*row->cells[i])
            return FALSE;
    }
    return TRUE;
}

/* What stands most often in the first line outside quotes; a comma where nothing does. */
static char
sniff_separator(const Scanner *in)
{
    static const char separators[] = {',', ';', '\t'};
    guint counts[G_N_ELEMENTS(separators)] = {0};
    gboolean quoted = FALSE;
    guint best = 0;

    for (const char *p = in->p; p < in->end && (quoted || !strchr("\r\n", *p)); p++) {
        if (*p == '"')
            quoted = !quoted;
        for (guint i = 0; i < G_N_ELEMENTS(separators) && !quoted; i++)
            counts[i] += *p == separators[i];
    }
    for (guint i = 1; i < G_N_ELEMENTS(separators); i++)
        best = counts[i] > counts[best] ? i : best;
    return separators[best];
}

/* The number of the line that starts before @size bytes of UTF-16 are over. */
static guint
count_wide_lines(const char *text, gsize size, gboolean big)
{
    guint line = 1;

    for (gsize i = 0; i + 1 < size; i += 2)
        line += text[i + big] == '\n' && text[i + !big] == '\0';
    return line;
}

/* Text as Excel's "Unicode Text" is written, or NULL and no error where it is not that. */
static char *
dup_from_utf16(const char *text, gsize size, const char *name, gsize *length, GError **error)
{
    gboolean little = size >= 2 && memcmp(text, "\xff\xfe", 2) == 0;
    gboolean big = size >= 2 && memcmp(text, "\xfe\xff", 2) == 0;
    Scanner in = {.name = name};
    gsize used = 0;
    char *utf8;

    if (!little && !big)
        return NULL;
    utf8 = g_convert(text + 2, (gssize)size - 2, "UTF-8", big ? "UTF-16BE" : "UTF-16LE", &used,
                     length, NULL);
    /* A half character at the end is no error to g_convert, it only stops there. */
    if (!utf8 || used != size - 2) {
        fail_at(&in, count_wide_lines(text + 2, used, big),
                "not UTF-16, though it starts as such (save the table as \"CSV UTF-8\")", error);
        g_clear_pointer(&utf8, g_free);
    }
    return utf8;
}

GPtrArray *
wb_csv_parse_sheet(const char *text, gssize length, const char *name, GError **error)
{
    gsize size = length < 0 ? strlen(text) : (gsize)length;
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
    g_autoptr(GError) wide_error = NULL;
    g_autofree char *wide = dup_from_utf16(text, size, name, &size, &wide_error);
    Scanner in = {wide ? wide : text, (wide ? wide : text) + size, name, 1, ','};

    if (wide_error) {
        g_propagate_error(error, g_steal_pointer(&wide_error));
        return NULL;
    }
    if (!start(&in, error))
        return NULL;
    in.separator = sniff_separator(&in);
    while (in.p < in.end) {
        WbCsvRow *row = g_new0(WbCsvRow, 1);

        g_ptr_array_add(rows, row);
        row->line = in.line;
        row->cells = scan_row(&in, error);
        if (!row->cells)
            return NULL;
        if (is_empty(row))
            g_ptr_array_set_size(rows, (gint)rows->len - 1);
    }
    return g_steal_pointer(&rows);
}

gboolean
wb_csv_strip_row(char **row)
{
    gboolean empty = TRUE;

    for (gsize n = 0; row[n]; n++) {
        if (*g_strstrip(row[n]))
            empty = FALSE;
    }
    return empty;
}
