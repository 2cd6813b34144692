#include "record.h"

#include <gio/gio.h>

#include "json.h"

#define MOST_BYTES (16 * 1024 * 1024)

static void
answer_free(gpointer data)
{
    WbAnswer *self = data;

    g_free(self->field);
    g_free(self->text);
    g_free(self);
}

static gpointer
note_new(void)
{
    return g_new0(WbNote, 1);
}

static void
note_free(gpointer data)
{
    WbNote *self = data;

    g_free(self->field);
    g_free(self->value);
    g_free(self);
}

WbRecord *
wb_record_new(const char *file)
{
    WbRecord *self = g_new0(WbRecord, 1);

    /* Names of files may be any bytes; JSON may not. */
    self->file = file ? g_utf8_make_valid(file, -1) : NULL;
    self->answers = g_ptr_array_new_with_free_func(answer_free);
    self->notes = g_ptr_array_new_with_free_func(note_free);
    return self;
}

void
wb_record_free(WbRecord *self)
{
    char *texts[] = {self->file,     self->sha256,   self->problem,    self->detail,
                     self->workbook, self->version,  self->language,   self->paper,
                     self->copy,     self->saved,    self->saved_from, self->fingerprint,
                     self->state,    self->read_from};

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_ptr_array_unref(self->answers);
    g_clear_pointer(&self->prefilled, g_ptr_array_unref);
    g_ptr_array_unref(self->notes);
    g_free(self);
}

static WbAnswer *
add_answer(WbRecord *self, const char *field, WbValueType type)
{
    WbAnswer *answer = g_new0(WbAnswer, 1);

    answer->field = g_strdup(field);
    answer->type = type;
    g_ptr_array_add(self->answers, answer);
    return answer;
}

void
wb_record_add_text(WbRecord *self, const char *field, const char *text)
{
    add_answer(self, field, WB_VALUE_TEXT)->text = g_strdup(text);
}

void
wb_record_add_number(WbRecord *self, const char *field, gint64 number)
{
    add_answer(self, field, WB_VALUE_NUMBER)->number = number;
}

void
wb_record_add_boolean(WbRecord *self, const char *field, gboolean boolean)
{
    add_answer(self, field, WB_VALUE_BOOLEAN)->boolean = boolean;
}

void
wb_record_add_prefilled(WbRecord *self, const char *field)
{
    if (!self->prefilled)
        self->prefilled = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(self->prefilled, g_strdup(field));
}

void
wb_record_add_note(WbRecord *self, const char *field, const char *code, const char *value)
{
    WbNote *note = note_new();

    note->field = g_strdup(field);
    note->code = g_intern_string(code);
    note->value = g_strdup(value);
    g_ptr_array_add(self->notes, note);
}

const WbAnswer *
wb_record_lookup_answer(const WbRecord *self, const char *field)
{
    for (guint i = 0; i < self->answers->len; i++) {
        const WbAnswer *answer = self->answers->pdata[i];

        if (g_str_equal(answer->field, field))
            return answer;
    }
    return NULL;
}

static gboolean
read_format(gpointer self, const WbJson *value)
{
    gint64 format;

    return wb_json_get_integer(value, &format) && format == WB_RECORD_FORMAT;
}

static void
write_format(gconstpointer self, const char *key, GString *out)
{
    wb_json_write_key(out, key);
    g_string_append_printf(out, "%d", WB_RECORD_FORMAT);
}

/* Texts, whole numbers, true and false: a record knows no other values. */
static gboolean
read_answer(const char *field, const WbJson *value, gpointer record)
{
    const char *text = wb_json_peek_string(value);
    gboolean boolean;
    gint64 number;

    if (text)
        wb_record_add_text(record, field, text);
    else if (wb_json_get_boolean(value, &boolean))
        wb_record_add_boolean(record, field, boolean);
    else if (wb_json_get_integer(value, &number))
        wb_record_add_number(record, field, number);
    else
        return FALSE;
    return TRUE;
}

static gboolean
read_answers(gpointer self, const WbJson *value)
{
    return wb_json_each(value, read_answer, self);
}

static void
write_answer(const WbAnswer *answer, GString *out)
{
    wb_json_write_key(out, answer->field);
    if (answer->type == WB_VALUE_TEXT)
        wb_json_write_string(out, answer->text);
    else if (answer->type == WB_VALUE_NUMBER)
        g_string_append_printf(out, "%" G_GINT64_FORMAT, answer->number);
    else
        g_string_append(out, answer->boolean ? "true" : "false");
}

static void
write_answers(gconstpointer self, const char *key, GString *out)
{
    const WbRecord *record = self;

    wb_json_write_key(out, key);
    g_string_append_c(out, '{');
    for (guint i = 0; i < record->answers->len; i++)
        write_answer(record->answers->pdata[i], out);
    g_string_append_c(out, '}');
}

/* Only codes of the table are known; the words are not read back. */
static gboolean
read_note_code(gpointer self, const WbJson *value)
{
    const char *code = wb_json_peek_string(value);

    if (!code || !wb_finding_lookup_note(code))
        return FALSE;
    ((WbNote *)self)->code = g_intern_string(code);
    return TRUE;
}

static void
write_note_code(gconstpointer self, const char *key, GString *out)
{
    wb_json_write_key(out, key);
    wb_json_write_string(out, ((const WbNote *)self)->code);
}

#define STRING(type, key, member, needed)                                                          \
    {                                                                                              \
        key, WB_JSON_STRING, G_STRUCT_OFFSET(type, member), needed, 0, NULL, NULL, NULL, NULL      \
    }
#define CUSTOM(key, needed, reader, writer)                                                        \
    {                                                                                              \
        key, WB_JSON_CUSTOM, 0, needed, 0, NULL, NULL, reader, writer                              \
    }
#define END CUSTOM(NULL, FALSE, NULL, NULL)

static const WbJsonKey note_keys[] = {
    STRING(WbNote, "field", field, FALSE),
    CUSTOM("code", TRUE, read_note_code, write_note_code),
    STRING(WbNote, "value", value, FALSE),
    END,
};
static const WbJsonStruct note_struct = {note_new, note_free, note_keys};

/* A problem is written with its words, and read by its code. */
static gboolean
read_problem(gpointer self, const WbJson *value)
{
    const char *code = wb_json_peek_string(wb_json_peek_member(value, "code"));
    WbRecord *record = self;

    if (!code || !wb_finding_lookup_problem(code))
        return FALSE;
    record->problem = g_strdup(code);
    record->detail = g_strdup(wb_json_peek_string(wb_json_peek_member(value, "detail")));
    return TRUE;
}

static void
write_problem(gconstpointer self, const char *key, GString *out)
{
    const WbRecord *record = self;
    const WbFinding *finding = wb_finding_lookup_problem(record->problem);
    const char *parts[][2] = {{"code", record->problem},
                              {"text", finding ? finding->text : NULL},
                              {"ask", finding ? finding->ask : NULL},
                              {"detail", record->detail}};

    wb_json_write_key(out, key);
    g_string_append_c(out, '{');
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (parts[i][1]) {
            wb_json_write_key(out, parts[i][0]);
            wb_json_write_string(out, parts[i][1]);
        }
    }
    g_string_append_c(out, '}');
}

static const WbJsonKey read_keys[] = {
    CUSTOM("record", TRUE, read_format, write_format),
    STRING(WbRecord, "workbook", workbook, TRUE),
    STRING(WbRecord, "version", version, TRUE),
    STRING(WbRecord, "language", language, TRUE),
    STRING(WbRecord, "paper", paper, TRUE),
    STRING(WbRecord, "fingerprint", fingerprint, TRUE),
    STRING(WbRecord, "copy", copy, FALSE),
    STRING(WbRecord, "file", file, TRUE),
    STRING(WbRecord, "sha256", sha256, FALSE),
    STRING(WbRecord, "saved", saved, FALSE),
    STRING(WbRecord, "saved_from", saved_from, FALSE),
    STRING(WbRecord, "state", state, TRUE),
    STRING(WbRecord, "read_from", read_from, TRUE),
    CUSTOM("answers", TRUE, read_answers, write_answers),
    {"prefilled", WB_JSON_STRINGS, G_STRUCT_OFFSET(WbRecord, prefilled), FALSE, 0, NULL, NULL, NULL,
     NULL},
    {"notes", WB_JSON_STRUCTS, G_STRUCT_OFFSET(WbRecord, notes), TRUE, 0, NULL, &note_struct, NULL,
     NULL},
    END,
};
static const WbJsonStruct read_struct = {NULL, NULL, read_keys};

static const WbJsonKey problem_keys[] = {
    CUSTOM("record", TRUE, read_format, write_format),
    STRING(WbRecord, "file", file, TRUE),
    STRING(WbRecord, "sha256", sha256, FALSE),
    CUSTOM("problem", TRUE, read_problem, write_problem),
    END,
};
static const WbJsonStruct problem_struct = {NULL, NULL, problem_keys};

char *
wb_record_to_json(const WbRecord *self)
{
    GString *out = g_string_new(NULL);

    wb_json_write(self, self->problem ? &problem_struct : &read_struct, out);
    return g_string_free(out, FALSE);
}

WbRecord *
wb_record_parse(const char *json, gssize length, GError **error)
{
    g_autoptr(WbJson) root = wb_json_parse(json, length, MOST_BYTES, "record", G_IO_ERROR,
                                           G_IO_ERROR_INVALID_DATA, error);
    g_autoptr(WbRecord) self = wb_record_new(NULL);
    g_autofree char *wrong = NULL;

    if (!root)
        return NULL;
    wrong = wb_json_fill(
        self, wb_json_peek_member(root, "problem") ? &problem_struct : &read_struct, root);
    if (wrong) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a record: %s",
                    *wrong == ':' ? wrong + 2 : wrong);
        return NULL;
    }
    if (self->prefilled && self->prefilled->len == 0)
        g_clear_pointer(&self->prefilled, g_ptr_array_unref);
    return g_steal_pointer(&self);
}
