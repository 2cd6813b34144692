#include "carry.h"

#include <stdio.h>
#include <string.h>

#include "batch.h"
#include "csv.h"
#include "file-name.h"
#include "form.h"
#include "record.h"

#define LEFT_OUT "left-out.csv"

G_DEFINE_QUARK(wb_carry_error, wb_carry_error)

static const char *const heads[] = {"line", "file", "copy", "field", "value", "why"};

/* One run. */
typedef struct {
    const WbCarryOptions *options;
    WbBatch *batch;
    GHashTable *renamed; /* old id, lent -> WbField, lent: what the layout says of old ids */
    GHashTable *names;   /* folded names of files that are taken, owned */
    GString *table;      /* of what is left out */
    GString *complaints;
    guint left_out, unread;
} Run;

static void
run_clear(Run *self)
{
    g_clear_pointer(&self->batch, wb_batch_free);
    g_clear_pointer(&self->renamed, g_hash_table_unref);
    g_clear_pointer(&self->names, g_hash_table_unref);
    g_string_free(self->table, TRUE);
    g_string_free(self->complaints, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static void complain(Run *in, guint line, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
complain(Run *in, guint line, const char *format, ...)
{
    va_list arguments;

    g_string_append_printf(in->complaints, "%s%s:%u: ", in->complaints->len > 0 ? "\n" : "",
                           in->options->answers, line);
    va_start(arguments, format);
    g_string_append_vprintf(in->complaints, format, arguments);
    va_end(arguments);
}

static void
add_cells(GString *table, const char *const *cells)
{
    for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
        wb_csv_add_cell(table, cells[i] != NULL ? cells[i] : "", i == 0);
    wb_csv_end_row(table);
}

static char *
dup_text(const WbAnswer *answer)
{
    if (answer->type == WB_VALUE_NUMBER)
        return g_strdup_printf("%" G_GINT64_FORMAT, answer->number);
    if (answer->type == WB_VALUE_BOOLEAN)
        return g_strdup(answer->boolean ? "true" : "false");
    return g_strdup(answer->text);
}

static void
leave_out(Run *in, guint line, const WbRecord *record, const WbAnswer *answer, const char *why)
{
    g_autofree char *number = g_strdup_printf("%u", line), *value = dup_text(answer);
    const char *const cells[] = {number, record->file, record->copy, answer->field, value, why};

    if (in->left_out++ == 0)
        add_cells(in->table, heads);
    add_cells(in->table, cells);
}

/* Text is the person's, also where a field wants a number: it goes in as it was typed. */
static char *
dup_value(const WbField *field, const WbAnswer *answer, char **why)
{
    g_autofree char *text = dup_text(answer);
    gboolean button = wb_form_is_button(field);

    *why = NULL;
    if (answer->type == WB_VALUE_TEXT && !button && strlen(text) < G_MAXINT16)
        return g_steal_pointer(&text);
    return wb_filling_dup_value(field, text, why);
}

static const WbField *
find_field(const Run *in, const char *id)
{
    const WbField *field = wb_workbook_lookup_field(wb_batch_peek_source(in->batch), id);

    return field != NULL ? field : g_hash_table_lookup(in->renamed, id);
}

static gboolean
is_prefilled(const WbRecord *record, const char *field)
{
    for (guint i = 0; record->prefilled != NULL && i < record->prefilled->len; i++)
        if (g_str_equal(record->prefilled->pdata[i], field))
            return TRUE;
    return FALSE;
}

static void
add_answer(Run *in, guint line, const WbRecord *record, const WbAnswer *answer, GHashTable *filled,
           GPtrArray *fillings)
{
    const WbField *field = find_field(in, answer->field);
    g_autofree char *why = NULL;

    if (field == NULL) {
        leave_out(in, line, record, answer, "the layout has no such field");
        return;
    }
    g_autofree char *value = dup_value(field, answer, &why);
    if (why != NULL || (value != NULL && !g_hash_table_add(filled, field->id))) {
        leave_out(in, line, record, answer, why != NULL ? why : "its place is taken");
        return;
    }
    if (value == NULL)
        return;
    WbFilling *filling = g_new0(WbFilling, 1);
    *filling = (WbFilling){field->id, g_steal_pointer(&value), is_prefilled(record, answer->field)};
    g_ptr_array_add(fillings, filling);
}

static GPtrArray *
new_fillings(Run *in, guint line, const WbRecord *record)
{
    GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)wb_filling_free);
    g_autoptr(GHashTable) filled = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; record->answers != NULL && i < record->answers->len; i++)
        add_answer(in, line, record, record->answers->pdata[i], filled, out);
    return out;
}

/* The name of the returned file, and of several of one name all but the first with a number. */
static char *
dup_name(Run *in, const WbRecord *record)
{
    g_autofree char *base = g_path_get_basename(record->file);
    g_autofree char *lower = g_ascii_strdown(base, -1);

    if (g_str_has_suffix(lower, ".pdf"))
        base[strlen(base) - strlen(".pdf")] = '\0';
    g_autofree char *safe = wb_file_name_dup_safe(base);
    const char *stem = safe != NULL ? safe : record->copy != NULL ? record->copy : "copy";
    for (guint n = 1;; n++) {
        g_autofree char *name =
            n == 1 ? g_strconcat(stem, ".pdf", NULL) : g_strdup_printf("%s-%u.pdf", stem, n);
        if (g_hash_table_add(in->names, wb_file_name_fold(name)))
            return g_steal_pointer(&name);
    }
}

static void
add_record(Run *in, guint line, const WbRecord *record)
{
    const WbWorkbook *source = wb_batch_peek_source(in->batch);
    const char *wanted = in->options->language != NULL ? in->options->language : record->language;
    const char *language =
        wb_batch_lookup_language(in->batch, wanted != NULL ? wanted : source->language);

    if (g_strcmp0(record->workbook, source->id) != 0)
        complain(in, line, "a record of the workbook '%s', and the layout is of '%s'",
                 record->workbook != NULL ? record->workbook : "", source->id);
    else if (language == NULL)
        complain(in, line, "there is no edition in '%s'", wanted);
    else {
        WbBatchCopy *copy = wb_batch_copy_new(in->options->answers, line);
        copy->language = g_strdup(language);
        copy->copy = g_strdup(record->copy);
        copy->file = dup_name(in, record);
        copy->lenient = TRUE;
        copy->fillings = new_fillings(in, line, record);
        wb_batch_add(in->batch, copy);
    }
}

static void
add_line(Run *in, guint line, const char *json)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbRecord) record = NULL;

    if (*json == '\0')
        return;
    record = wb_record_parse(json, -1, &error);
    if (record == NULL)
        complain(in, line, "no record: %s", error->message);
    else if (record->problem != NULL)
        in->unread++;
    else
        add_record(in, line, record);
}

static char *
read_all(const char *path, GError **error)
{
    g_autoptr(GString) all = g_string_new(NULL);
    char *text = NULL;
    char some[65536];
    gsize n;

    if (!g_str_equal(path, "-"))
        return g_file_get_contents(path, &text, NULL, error) ? text : NULL;
    while ((n = fread(some, 1, sizeof some, stdin)) > 0)
        g_string_append_len(all, some, (gssize)n);
    return g_string_free(g_steal_pointer(&all), FALSE);
}

static GHashTable *
new_renamed(const WbWorkbook *workbook)
{
    GHashTable *out = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < workbook->fields->len; i++) {
        WbField *field = workbook->fields->pdata[i];
        if (field->was != NULL)
            g_hash_table_insert(out, field->was, field);
    }
    return out;
}

static gboolean
add_records(Run *in, GError **error)
{
    g_autofree char *text = read_all(in->options->answers, error);
    char *line = text;

    if (text == NULL)
        return FALSE;
    for (guint n = 1; line != NULL; n++) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        add_line(in, n, g_strchomp(line));
        line = end;
    }
    if (in->complaints->len == 0 && wb_batch_peek_copies(in->batch)->len == 0)
        complain(in, 1, "there is no record in it that could be read");
    if (in->complaints->len == 0)
        return TRUE;
    g_set_error_literal(error, WB_CARRY_ERROR, 0, in->complaints->str);
    return FALSE;
}

static gboolean
write_files(Run *in, GError **error)
{
    const char *folder = in->options->folder;
    g_autofree char *path = g_build_filename(folder, LEFT_OUT, NULL);
    g_autoptr(WbFiles) files = wb_files_new();

    return wb_batch_write(in->batch, folder, files, error) &&
           (in->left_out == 0 || wb_files_add_text(files, path, in->table->str, error)) &&
           wb_files_finish(files, error);
}

gboolean
wb_carry_write(const WbCarryOptions *options, guint *left_out, guint *unread, GError **error)
{
    g_auto(Run) in = {.options = options,
                      .names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                      .table = g_string_new(NULL),
                      .complaints = g_string_new(NULL)};

    in.batch = wb_batch_new(options->layout, options->paper, error);
    if (in.batch == NULL)
        return FALSE;
    in.renamed = new_renamed(wb_batch_peek_source(in.batch));
    if (!add_records(&in, error) || !write_files(&in, error))
        return FALSE;
    *left_out = in.left_out;
    *unread = in.unread;
    return TRUE;
}
