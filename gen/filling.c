#include "filling.h"

#include <string.h>

#include "form.h"
#include "value.h"

/* As UTF-16 with its mark inside what libharu takes as one string. */
#define LONGEST 32000

void
wb_filling_free(WbFilling *self)
{
    g_free(self->value);
    g_free(self);
}

static char *fail(char **why, const char *format, ...) G_GNUC_PRINTF(2, 3);

static char *
fail(char **why, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    *why = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return NULL;
}

/* A text in one line has no second one; what feeds a shape takes several (see form.c). */
static char *
dup_text(const WbField *field, const char *text, char **why)
{
    gboolean lines = field->kind == WB_KIND_LINES || field->shown_by->len > 0;

    if (g_utf8_strlen(text, -1) > LONGEST)
        return fail(why, "longer than %d characters", LONGEST);
    if (!lines && strchr(text, '\n') != NULL)
        return fail(why, "several lines, and the field has one");
    return g_strdup(text);
}

static char *
dup_number(const WbField *field, const char *text, char **why)
{
    gint64 number;
    gboolean bounded = field->min != 0 || field->max != 0;

    if (!wb_value_parse_number(text, &number))
        return fail(why, "'%s' is no whole number", text);
    if (bounded && (number < field->min || number > field->max))
        return fail(why, "'%s' is not between %d and %d", text, field->min, field->max);
    return g_strdup_printf("%" G_GINT64_FORMAT, number);
}

static char *
dup_date(const char *text, char **why)
{
    char *date = wb_value_dup_date(text);

    return date != NULL ? date : fail(why, "'%s' is no date such as 2026-11-02", text);
}

static gboolean
is_same(const char *a, const char *b)
{
    g_autofree char *x = g_utf8_casefold(a, -1), *y = g_utf8_casefold(b, -1);

    return g_str_equal(x, y);
}

static char *
dup_option(const WbField *field, const char *text, char **why)
{
    g_autoptr(GString) codes = g_string_new(NULL);
    g_autofree char *digits = NULL; /* of a scale in any script's */
    gint64 number;

    if (field->kind == WB_KIND_SCALE && wb_value_parse_number(text, &number))
        text = digits = g_strdup_printf("%" G_GINT64_FORMAT, number);
    for (guint i = 0; i < field->options->len; i++) {
        const WbOption *option = field->options->pdata[i];
        if (is_same(option->code, text) ||
            (option->label != NULL && is_same(option->label->source, text)))
            return g_strdup(option->code);
        g_string_append_printf(codes, "%s%s", i > 0 ? ", " : "", option->code);
    }
    return fail(why, "'%s' is none of %s", text, codes->str);
}

/* A single box, ticked or not: NULL then. */
static char *
dup_tick(const char *text, char **why)
{
    static const char *const ticked[] = {"yes", "true", "x", "1", "on", NULL};
    static const char *const empty[] = {"no", "false", "0", "off", NULL};
    g_autofree char *folded = g_utf8_casefold(text, -1);

    if (g_strv_contains(ticked, folded))
        return g_strdup(WB_FORM_ON);
    return g_strv_contains(empty, folded) ? NULL : fail(why, "'%s' is neither yes nor no", text);
}

char *
wb_filling_dup_value(const WbField *field, const char *text, char **why)
{
    g_autofree char *clean = wb_value_dup_clean(text);

    *why = NULL;
    if (*clean == '\0')
        return NULL;
    if (wb_kind_has_options(field->kind))
        return dup_option(field, clean, why);
    if (field->kind == WB_KIND_CHECK)
        return dup_tick(clean, why);
    if (field->kind == WB_KIND_NUMBER)
        return dup_number(field, clean, why);
    return field->kind == WB_KIND_DATE ? dup_date(clean, why) : dup_text(field, clean, why);
}
