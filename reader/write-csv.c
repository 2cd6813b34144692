/* The tables of a harvest as a folder of CSV files: returns (a row a return), answers (a row an
 * answer), codebook (a row a field), problems (a row for whatever could not be read or is in
 * doubt). */
#include <glib/gstdio.h>

#include "csv.h"
#include "edition-csv.h"
#include "output.h"
#include "writer.h"

typedef enum { RETURNS, ANSWERS, CODEBOOK, PROBLEMS, N_TABLES } Table;

static const char *const names[] = {
    [RETURNS] = "returns.csv",
    [ANSWERS] = "answers.csv",
    [CODEBOOK] = "codebook.csv",
    [PROBLEMS] = "problems.csv",
};

/* The columns of returns.csv before those of the fields. */
static const char *const returns_head[] = {
    "file",  "sha256", "workbook", "version", "language",   "paper",     "copy",
    "state", "person", "current",  "saved",   "saved_from", "read_from", NULL};
static const char *const answers_head[] = {"file",  "sha256", "current", "field", "label",
                                           "table", "row",    "column",  "value", NULL};

typedef struct {
    const WbWriterOptions *options;
    WbOutput *files[N_TABLES];
    GString *row; /* that is being built */
} Csv;

static void
add_cell(Csv *self, const char *value)
{
    wb_csv_add_cell(self->row, value ? value : "", self->row->len == 0);
}

static void
add_cells(Csv *self, const char *const *values)
{
    for (gsize n = 0; values[n]; n++)
        add_cell(self, values[n]);
}

static void
add_flag(Csv *self, gboolean flag)
{
    add_cell(self, flag ? "true" : "false");
}

static void
add_number(Csv *self, gint64 number)
{
    char digits[24];

    g_snprintf(digits, sizeof digits, "%" G_GINT64_FORMAT, number);
    add_cell(self, digits);
}

static void
end_row(Csv *self, Table table)
{
    wb_csv_end_row(self->row);
    wb_output_write(self->files[table], self->row->str, self->row->len);
    g_string_truncate(self->row, 0);
}

static void
add_value(Csv *self, const WbAnswer *answer)
{
    if (!answer)
        add_cell(self, "");
    else if (answer->type == WB_VALUE_NUMBER)
        add_number(self, answer->number);
    else if (answer->type == WB_VALUE_BOOLEAN)
        add_flag(self, answer->boolean);
    else
        add_cell(self, answer->text);
}

static gboolean
close_csv(gpointer out, gboolean keep, GError **error)
{
    Csv *self = out;
    gboolean done = TRUE;

    for (int n = 0; n < N_TABLES; n++) {
        if (self->files[n] && done && keep)
            done = wb_output_flush(self->files[n], error);
    }
    for (int n = 0; n < N_TABLES; n++) {
        if (self->files[n] && !wb_output_close(self->files[n], keep && done, done ? error : NULL))
            done = FALSE;
    }
    g_string_free(self->row, TRUE);
    g_free(self);
    return done;
}

static gboolean
open_files(Csv *self, const char *folder, GError **error)
{
    g_mkdir(folder, 0777); /* if it could not be made, the first file in it says why */
    for (int n = 0; n < N_TABLES; n++) {
        g_autofree char *path = g_build_filename(folder, names[n], NULL);

        self->files[n] = wb_output_open(path, error);
        if (!self->files[n])
            return FALSE;
        if (self->options->bom)
            wb_output_write(self->files[n], "\xef\xbb\xbf", 3);
    }
    return TRUE;
}

static void
write_row(Csv *self, Table table)
{
    wb_output_write(self->files[table], self->row->str, self->row->len);
    g_string_truncate(self->row, 0);
}

static void
write_codebook_row(Csv *self, const WbCodebookEntry *entry)
{
    wb_edition_csv_add_field(self->row, entry->edition->workbook, entry->field, entry->sensitive);
    write_row(self, CODEBOOK);
}

static void
write_heads(Csv *self)
{
    const GPtrArray *entries = self->options->codebook->entries;

    add_cells(self, returns_head);
    for (guint n = 0; n < entries->len; n++) {
        const WbCodebookEntry *entry = entries->pdata[n];

        if (wb_writer_has_column(self->options, entry))
            add_cell(self, entry->field->id);
    }
    end_row(self, RETURNS);
    add_cells(self, answers_head);
    end_row(self, ANSWERS);
    wb_edition_csv_add_head(self->row);
    write_row(self, CODEBOOK);
    add_cell(self, "file");
    add_cell(self, "sha256");
    add_cells(self, wb_writer_finding_heads);
    end_row(self, PROBLEMS);
}

static gpointer
open_csv(const char *path, const WbWriterOptions *options, GError **error)
{
    Csv *self = g_new0(Csv, 1);
    const GPtrArray *entries = options->codebook->entries;

    self->options = options;
    self->row = g_string_new(NULL);
    if (!open_files(self, path, error)) {
        close_csv(self, FALSE, NULL);
        return NULL;
    }
    write_heads(self);
    for (guint n = 0; n < entries->len; n++)
        write_codebook_row(self, entries->pdata[n]);
    return self;
}

static void
write_return(Csv *self, const WbStored *stored)
{
    const WbRecord *record = stored->record;
    const char *const texts[] = {record->file,    record->sha256,   record->workbook,
                                 record->version, record->language, record->paper,
                                 record->copy,    record->state,    stored->person};
    g_autofree const WbAnswer **places = wb_writer_dup_places(self->options, record);
    const GPtrArray *entries = self->options->codebook->entries;

    for (gsize n = 0; n < G_N_ELEMENTS(texts); n++)
        add_cell(self, texts[n]);
    add_flag(self, stored->current);
    add_cell(self, record->saved);
    add_cell(self, record->saved_from);
    add_cell(self, record->read_from);
    for (guint n = 0; n < entries->len; n++) {
        if (wb_writer_has_column(self->options, entries->pdata[n]))
            add_value(self, places[n]);
    }
    end_row(self, RETURNS);
}

static void
write_answer(Csv *self, const WbStored *stored, const WbAnswer *answer)
{
    const WbCodebook *codebook = self->options->codebook;
    const WbEditionField *field = NULL;
    guint place;

    if (wb_codebook_lookup(codebook, answer->field, &place))
        field = ((const WbCodebookEntry *)codebook->entries->pdata[place])->field;
    add_cell(self, stored->record->file);
    add_cell(self, stored->record->sha256);
    add_flag(self, stored->current);
    add_cell(self, field ? field->id : answer->field);
    add_cell(self, field ? field->label : NULL);
    add_cell(self, field ? field->table : NULL);
    add_cell(self, field ? field->row : NULL);
    add_cell(self, field ? field->column : NULL);
    add_value(self, answer);
    end_row(self, ANSWERS);
}

static void
write_finding(Csv *self, const WbRecord *record, const WbNote *note)
{
    const char *cells[WB_WRITER_FINDING_CELLS];

    wb_writer_fill_finding(self->options, record, note, cells);
    add_cell(self, record->file);
    add_cell(self, record->sha256);
    for (gsize n = 0; n < G_N_ELEMENTS(cells); n++)
        add_cell(self, cells[n]);
    end_row(self, PROBLEMS);
}

static gboolean
add_csv(gpointer out, const WbStored *stored, GError **error)
{
    Csv *self = out;
    const WbRecord *record = stored->record;

    if (record->problem) {
        write_finding(self, record, NULL);
        return TRUE;
    }
    write_return(self, stored);
    for (guint n = 0; n < record->answers->len; n++) {
        const WbAnswer *answer = record->answers->pdata[n];

        if (wb_writer_shows(self->options, answer->field))
            write_answer(self, stored, answer);
    }
    for (guint n = 0; n < record->notes->len; n++)
        write_finding(self, record, record->notes->pdata[n]);
    return TRUE;
}

const WbWriter wb_writer_csv = {"csv", TRUE, open_csv, add_csv, close_csv};
