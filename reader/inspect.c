/* workbook-read inspect: every field of any PDF form, ours or not. */
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "confine.h"
#include "input.h"
#include "jail.h"
#include "json.h"
#include "lost.h"
#include "pdf.h"
#include "record.h"
#include "value.h"
#include "verb.h"

/* One field of a form, however many widgets it has. */
typedef struct {
    const WbWidget *first;
    char *value;
    gboolean differ; /* widgets of one name with several texts */
    gboolean lost;   /* part of the text */
} Field;

/* How a form is written down. */
typedef struct {
    const char *name;
    void (*begin)(GString *out);
    void (*add)(GString *out, const Field *field, GPtrArray *notes);
    void (*end)(GString *out);
} Format;

static const char *const type_names[] = {
    [WB_WIDGET_TEXT] = "tx",
    [WB_WIDGET_CHECK] = "check",
    [WB_WIDGET_RADIO] = "radio",
    [WB_WIDGET_CHOICE] = "ch",
};

static gboolean
is_box(const Field *field)
{
    return field->first->type == WB_WIDGET_CHECK || field->first->type == WB_WIDGET_RADIO;
}

static void
field_free(gpointer data)
{
    Field *self = data;

    g_free(self->value);
    g_free(self);
}

static char *
dup_value(const WbPdf *pdf, const WbWidget *widget)
{
    const char *text = widget->text ? widget->text : wb_lost_lookup(pdf->lost, widget->name);

    if (widget->type == WB_WIDGET_CHECK || widget->type == WB_WIDGET_RADIO)
        return g_strdup(widget->on ? "on" : "Off");
    return wb_value_dup_clean(text ? text : "");
}

static gboolean
is_nothing(const char *value)
{
    return *value == '\0' || g_str_equal(value, "Off");
}

static void
merge(Field *field, char *value)
{
    if (is_nothing(field->value) && !is_nothing(value)) {
        field->differ = !is_box(field);
        g_free(field->value);
        field->value = value;
        return;
    }
    field->differ |= !is_box(field) && !g_str_equal(value, field->value);
    g_free(value);
}

/* In the order of the pages. */
static GPtrArray *
collect_fields(const WbPdf *pdf)
{
    GPtrArray *fields = g_ptr_array_new_with_free_func(field_free);
    g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < pdf->widgets->len; i++) {
        const WbWidget *widget = pdf->widgets->pdata[i];
        Field *field = g_hash_table_lookup(by_name, widget->name);

        if (field) {
            merge(field, dup_value(pdf, widget));
            continue;
        }
        field = g_new0(Field, 1);
        field->first = widget;
        field->value = dup_value(pdf, widget);
        field->lost = !widget->text && wb_lost_lookup(pdf->lost, widget->name);
        g_hash_table_insert(by_name, widget->name, field);
        g_ptr_array_add(fields, field);
    }
    return fields;
}

static GPtrArray *
collect_notes(const Field *field)
{
    GPtrArray *notes = g_ptr_array_new();

    if (field->differ)
        g_ptr_array_add(notes, (gpointer) "mirrors-differ");
    if (field->lost)
        g_ptr_array_add(notes, (gpointer) "lost-text");
    /* poppler-glib tells what a list shows, not what it would send. */
    if (field->first->type == WB_WIDGET_CHOICE && !is_nothing(field->value))
        g_ptr_array_add(notes, (gpointer) "value-as-shown");
    /* And that a box is on, not what its state is called. */
    if (is_box(field) && !is_nothing(field->value))
        g_ptr_array_add(notes, (gpointer) "state-not-named");
    return notes;
}

static void
json_begin(GString *out)
{
    g_string_append(out, "{\"fields\":[");
}

static void
json_add(GString *out, const Field *field, GPtrArray *notes)
{
    g_autofree char *name = wb_value_dup_clean(field->first->name);
    const char *pairs[][2] = {
        {"name", name}, {"type", type_names[field->first->type]}, {"value", field->value}};

    g_string_append(out, out->str[out->len - 1] == '[' ? "{" : ",{");
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        wb_json_write_key(out, pairs[i][0]);
        wb_json_write_string(out, pairs[i][1]);
    }
    g_string_append_printf(out, ",\"page\":%u,\"notes\":[", field->first->page);
    for (guint i = 0; i < notes->len; i++) {
        g_string_append(out, i ? "," : "");
        wb_json_write_string(out, notes->pdata[i]);
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

/* Lines of a long value are set off by the name's column. */
static void
text_add(GString *out, const Field *field, GPtrArray *notes)
{
    g_autofree char *name = wb_value_dup_clean(field->first->name);
    g_auto(GStrv) lines = g_strsplit(field->value, "\n", 0);
    g_autofree char *value = g_strjoinv("\n      ", lines);

    g_string_append_printf(out, "page %u  %-5s  %s\n", field->first->page,
                           type_names[field->first->type], name);
    if (!is_nothing(field->value))
        g_string_append_printf(out, "      %s\n", value);
    if (field->lost)
        g_string_append(out, "      (some characters were lost when it was saved)\n");
    if (field->differ)
        g_string_append(out, "      (reads differently in another place of the file)\n");
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

    if (!pdf || (pdf->widgets->len == 0 && format == &formats[0])) {
        g_string_printf(out, "!%s", pdf ? "no-form" : error->message);
        return g_string_free(out, FALSE);
    }
    fields = collect_fields(pdf);
    format->begin(out);
    for (guint i = 0; i < fields->len; i++) {
        g_autoptr(GPtrArray) notes = collect_notes(fields->pdata[i]);

        format->add(out, fields->pdata[i], notes);
    }
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
