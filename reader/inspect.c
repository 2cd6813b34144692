/* workbook-read inspect: every field of any PDF form, ours or not. */
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "confine.h"
#include "input.h"
#include "jail.h"
#include "json.h"
#include "pdf.h"
#include "raw.h"
#include "record.h"
#include "value.h"
#include "verb.h"

/* One field of a form, however many widgets it has. */
typedef struct {
    char *name, *value;
    WbWidgetType type;
    guint page;       /* from 1; 0: on none */
    GPtrArray *notes; /* of const char*, codes */
} Field;

/* How a form is written down. */
typedef struct {
    const char *name;
    void (*begin)(GString *out);
    void (*add)(GString *out, const Field *field);
    void (*end)(GString *out);
} Format;

static const char *const type_names[] = {
    [WB_WIDGET_TEXT] = "tx",
    [WB_WIDGET_CHECK] = "check",
    [WB_WIDGET_RADIO] = "radio",
    [WB_WIDGET_CHOICE] = "ch",
};

static gboolean
is_box(WbWidgetType type)
{
    return type == WB_WIDGET_CHECK || type == WB_WIDGET_RADIO;
}

static void
field_free(gpointer data)
{
    Field *self = data;

    g_free(self->name);
    g_free(self->value);
    g_ptr_array_unref(self->notes);
    g_free(self);
}

static void
note(Field *field, const char *code)
{
    if (!g_ptr_array_find(field->notes, code, NULL))
        g_ptr_array_add(field->notes, (gpointer)code);
}

static Field *
add_field(GPtrArray *fields, const char *name, WbWidgetType type, guint page, char *value)
{
    Field *field = g_new0(Field, 1);

    field->name = wb_value_dup_clean(name);
    field->type = type;
    field->page = page;
    field->value = value;
    field->notes = g_ptr_array_new();
    g_ptr_array_add(fields, field);
    return field;
}

static char *
dup_value(const WbWidget *widget)
{
    if (is_box(widget->type))
        return g_strdup(widget->on ? "on" : "Off");
    return wb_value_dup_clean(widget->text ? widget->text : "");
}

static gboolean
is_nothing(const char *value)
{
    return *value == '\0' || g_str_equal(value, "Off");
}

/* Another widget of the field. */
static void
merge(Field *field, char *value)
{
    gboolean text = !is_box(field->type) && !g_str_equal(value, field->value);

    if (text)
        note(field, "mirrors-differ");
    if (is_nothing(field->value) && !is_nothing(value)) {
        g_free(field->value);
        field->value = value;
        return;
    }
    g_free(value);
}

/* As poppler sees them, in the order of the pages. */
static GPtrArray *
collect_fields(const WbPdf *pdf, GHashTable *by_name)
{
    GPtrArray *fields = g_ptr_array_new_with_free_func(field_free);

    for (guint i = 0; i < pdf->widgets->len; i++) {
        const WbWidget *widget = pdf->widgets->pdata[i];
        Field *field = g_hash_table_lookup(by_name, widget->name);

        if (field) {
            merge(field, dup_value(widget));
            continue;
        }
        field = add_field(fields, widget->name, widget->type, widget->page, dup_value(widget));
        g_hash_table_insert(by_name, widget->name, field);
    }
    return fields;
}

/* Whether both readings say the same of a field. Of a box poppler-glib tells that it is on, not by
 * which state; of a list what it shows, not what it would send. */
static gboolean
agree(const Field *field, const char *raw)
{
    if (is_box(field->type) || field->type == WB_WIDGET_CHOICE)
        return is_nothing(field->value) == is_nothing(raw);
    return g_str_equal(field->value, raw);
}

static void
note_second(Field *field, const WbRawField *raw)
{
    if (raw->bad)
        note(field, "lost-text");
    if (raw->other)
        note(field, is_box(field->type) ? "states-differ" : "mirrors-differ");
}

/* The objects themselves are right about what is in the file; where poppler reads something else,
 * that is said. */
static void
take_second(Field *field, const WbRawField *raw)
{
    g_autofree char *value = wb_value_dup_clean(raw->value);

    note_second(field, raw);
    if (!raw->bad && !agree(field, value))
        note(field, "readings-differ");
    g_free(field->value);
    field->value = g_steal_pointer(&value);
}

static void
take_seconds(GPtrArray *fields, GHashTable *by_name, GPtrArray *raw)
{
    g_autoptr(GHashTable) twice = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < raw->len; i++) {
        const WbRawField *one = raw->pdata[i];
        Field *field = g_hash_table_lookup(by_name, one->name);

        if (field && !g_hash_table_add(twice, field)) { /* another field of this name */
            note_second(field, one);
            merge(field, wb_value_dup_clean(one->value));
        } else if (field) {
            take_second(field, one);
        } else {
            field =
                add_field(fields, one->name, one->type, one->page, wb_value_dup_clean(one->value));
            g_hash_table_add(twice, field);
            note(field, one->page > 0 ? "one-reading" : "on-no-page");
        }
    }
    for (guint i = 0; i < fields->len; i++)
        if (!g_hash_table_contains(twice, fields->pdata[i]))
            note(fields->pdata[i], "one-reading");
}

/* Both readings of a form. */
static GPtrArray *
read_fields(GBytes *file, const WbPdf *pdf)
{
    g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *fields = collect_fields(pdf, by_name);
    g_autoptr(WbRaw) raw = wb_raw_open(file);

    if (raw) {
        wb_raw_read_fields(raw, TRUE);
        take_seconds(fields, by_name, raw->fields);
        return fields;
    }
    for (guint i = 0; i < fields->len; i++)
        note(fields->pdata[i], "one-reading");
    return fields;
}

static void
json_begin(GString *out)
{
    g_string_append(out, "{\"fields\":[");
}

static void
json_add(GString *out, const Field *field)
{
    const char *pairs[][2] = {
        {"name", field->name}, {"type", type_names[field->type]}, {"value", field->value}};

    g_string_append(out, out->str[out->len - 1] == '[' ? "{" : ",{");
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        wb_json_write_key(out, pairs[i][0]);
        wb_json_write_string(out, pairs[i][1]);
    }
    g_string_append_printf(out, ",\"page\":%u,\"notes\":[", field->page);
    for (guint i = 0; i < field->notes->len; i++) {
        g_string_append(out, i ? "," : "");
        wb_json_write_string(out, field->notes->pdata[i]);
    }
    g_string_append(out, "]}");
}

static void
json_end(GString *out)
{
    g_string_append(out, "]}\n");
}

static void
text_begin(GString *out)
{
}

/* What the notes say in words. */
static const struct {
    const char *code, *words;
} note_words[] = {
    {"lost-text", "some characters were lost when it was saved"},
    {"mirrors-differ", "reads differently in another place of the file"},
    {"states-differ", "is drawn in another state than its value says"},
    {"readings-differ", "a viewer may show something else"},
    {"one-reading", "could be read in one way only"},
    {"on-no-page", "stands on no page"},
};

/* Lines of a long value are set off by the name's column. */
static void
text_add(GString *out, const Field *field)
{
    g_auto(GStrv) lines = g_strsplit(field->value, "\n", 0);
    g_autofree char *value = g_strjoinv("\n      ", lines);

    g_string_append_printf(out, "page %u  %-5s  %s\n", field->page, type_names[field->type],
                           field->name);
    if (!is_nothing(field->value))
        g_string_append_printf(out, "      %s\n", value);
    for (gsize i = 0; i < G_N_ELEMENTS(note_words); i++)
        for (guint k = 0; k < field->notes->len; k++)
            if (g_str_equal(note_words[i].code, field->notes->pdata[k]))
                g_string_append_printf(out, "      (%s)\n", note_words[i].words);
}

static void
text_end(GString *out)
{
}

static const Format formats[] = {
    {"text", text_begin, text_add, text_end},
    {"json", json_begin, json_add, json_end},
};

/* In the child: the form, or "!" and the code of a problem. */
static char *
describe(GBytes *file, gpointer data)
{
    const Format *format = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(WbPdf) pdf = wb_pdf_open(file, &error);
    g_autoptr(GPtrArray) fields = NULL;
    GString *out = g_string_new(NULL);

    if (!pdf) {
        g_string_printf(out, "!%s", error->message);
        return g_string_free(out, FALSE);
    }
    fields = read_fields(file, pdf);
    if (fields->len == 0 && format == &formats[0]) {
        g_string_printf(out, "!no-form");
        return g_string_free(out, FALSE);
    }
    format->begin(out);
    for (guint i = 0; i < fields->len; i++)
        format->add(out, fields->pdata[i]);
    format->end(out);
    return g_string_free(out, FALSE);
}

/* The child is not trusted: what it says may not reach the terminal as control characters. */
static char *
dup_harmless(const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);

    for (char *p = valid; *p; p++) {
        if ((guchar)*p < 0x20 && *p != '\n' && *p != '\t')
            *p = ' ';
    }
    return valid;
}

static const char *
problem_of(WbJailEnd end, const char *text)
{
    static const char *const problems[] = {
        [WB_JAIL_TOO_LONG] = "took-too-long",
        [WB_JAIL_TOO_MUCH_MEMORY] = "too-much-memory",
        [WB_JAIL_TOO_MUCH_TEXT] = "too-much-text",
        [WB_JAIL_DIED] = "damaged",
    };

    if (end != WB_JAIL_DONE)
        return problems[end];
    if (*text == '!')
        return wb_finding_lookup_problem(text + 1) ? text + 1 : "damaged";
    return NULL;
}

static gboolean
fail(GError **error, const char *path, const char *problem)
{
    const WbFinding *finding = wb_finding_lookup_problem(problem);

    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", path, finding->text);
    return FALSE;
}

static gboolean
inspect_bytes(GBytes *bytes, const char *path, const Format *format, GError **error)
{
    g_autofree char *text = NULL, *harmless = NULL;
    const char *problem;
    WbJailEnd end;

    wb_pdf_warm_up();
    end = wb_confine_prepare() ? wb_jail_run(describe, bytes, (gpointer)format, &text, error)
                               : WB_JAIL_UNCONFINED;
    if (end == WB_JAIL_UNCONFINED) {
        if (error && !*error)
            g_set_error_literal(
                error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                "this system cannot confine processes (seccomp), so nothing was read");
        return FALSE;
    }
    problem = problem_of(end, text);
    if (problem)
        return fail(error, path, problem);
    harmless = dup_harmless(text);
    fputs(harmless, stdout);
    return TRUE;
}

static gboolean
inspect(const char *path, const Format *format, GError **error)
{
    WbInput input;
    gboolean done;

    wb_input_load(&input, path);
    done = input.problem ? fail(error, path, input.problem)
                         : inspect_bytes(input.bytes, path, format, error);
    wb_input_clear(&input);
    return done;
}

static const Format *
lookup_format(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (g_str_equal(formats[i].name, name))
            return &formats[i];
    }
    return NULL;
}

typedef struct {
    char *format;
    char **files;
} Inspect;

static const char *const about =
    "Lists the fields of any PDF form with what is filled in: name, type (tx text, check,\n"
    "radio, ch choice), value, page.\n\n"
    "Exit code: 0 done; 1 the file could not be read; 2 the command was wrong.\n\n"
    "Example:\n"
    "  workbook-read inspect --format json form.pdf";

static gboolean
parse_command(Inspect *self, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &self->format, "text or json", "FORMAT"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->files, NULL, "FILE"},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };

    if (!wb_verb_parse(about, entries, argc, argv, error))
        return FALSE;
    if (self->files && !self->files[1] && (!self->format || lookup_format(self->format)))
        return TRUE;
    g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        self->files && !self->files[1] ? "--format takes text or json"
                                                       : "name one PDF file");
    return FALSE;
}

static int
run(int argc, char **argv)
{
    Inspect self = {NULL, NULL};
    g_autoptr(GError) error = NULL;
    int code = 0;

    if (!parse_command(&self, argc, argv, &error))
        code = 2;
    else if (!inspect(self.files[0], lookup_format(self.format ? self.format : "text"), &error))
        code = 1;
    if (error)
        fprintf(stderr, "workbook-read inspect: %s\n", error->message);
    g_free(self.format);
    g_strfreev(self.files);
    return code;
}

const WbVerb wb_verb_inspect = {"inspect", "the fields of any PDF form", run};
