/* The tables of a harvest as one file for a spreadsheet: returns (a row a return), answers (the
 * same with all their answers), resources (a row for each row of a table that somebody filled in),
 * codebook, problems. The home of libxlsxwriter. */
#include <gio/gio.h>
#include <xlsxwriter.h>

#include "csv.h"
#include "edition-csv.h"
#include "output.h"
#include "writer.h"

typedef enum { RETURNS, ANSWERS, RESOURCES, CODEBOOK, PROBLEMS, N_SHEETS } SheetName;

static const char *const names[] = {
    [RETURNS] = "returns",   [ANSWERS] = "answers",   [RESOURCES] = "resources",
    [CODEBOOK] = "codebook", [PROBLEMS] = "problems",
};

#define MOST_TEXT 32767          /* characters of one cell */
#define CUT_MARK " […]"          /* what is longer ends so */
#define FROM_THE_START 315532800 /* 1980-01-01, where the format's time begins: no clock */
#define WIDE 40.0                /* of a column of words, in characters */
#define NARROW 14.0

typedef struct {
    lxw_worksheet *sheet;
    guint row, column; /* where the next cell goes */
    guint columns;     /* of the head */
} Sheet;

typedef struct {
    const WbWriterOptions *options;
    char *path;
    WbOutput *file; /* that the library writes by its name */
    lxw_workbook *book;
    lxw_format *head, *words;
    Sheet sheets[N_SHEETS];
    GPtrArray
        *columns;    /* of char*, lent: ids of the tables' columns, in order of their first table */
    lxw_error wrong; /* the first */
} Xlsx;

static void
keep_error(Xlsx *self, lxw_error error)
{
    if (error != LXW_NO_ERROR && self->wrong == LXW_NO_ERROR)
        self->wrong = error;
}

/* Words are never a formula, whatever they begin with: the cell's type says that they are words. */
static void
add_words(Xlsx *self, SheetName name, const char *words, lxw_format *format)
{
    Sheet *at = &self->sheets[name];
    g_autofree char *cut = NULL;

    if (words != NULL && g_utf8_strlen(words, -1) > MOST_TEXT) {
        gssize kept = MOST_TEXT - g_utf8_strlen(CUT_MARK, -1);
        g_autofree char *start = g_utf8_substring(words, 0, kept);
        words = cut = g_strconcat(start, CUT_MARK, NULL);
    }
    if (words != NULL && *words != '\0')
        keep_error(
            self, worksheet_write_string(at->sheet, at->row, (lxw_col_t)at->column, words, format));
    at->column++;
}

static void
add_text(Xlsx *self, SheetName name, const char *text)
{
    add_words(self, name, text, self->words);
}

static void
add_flag(Xlsx *self, SheetName name, gboolean flag)
{
    Sheet *at = &self->sheets[name];

    keep_error(self,
               worksheet_write_boolean(at->sheet, at->row, (lxw_col_t)at->column++, flag, NULL));
}

static void
add_value(Xlsx *self, SheetName name, const WbAnswer *answer)
{
    Sheet *at = &self->sheets[name];

    if (answer != NULL && answer->type == WB_VALUE_NUMBER)
        keep_error(self, worksheet_write_number(at->sheet, at->row, (lxw_col_t)at->column++,
                                                (double)answer->number, NULL));
    else if (answer != NULL && answer->type == WB_VALUE_BOOLEAN)
        add_flag(self, name, answer->boolean);
    else
        add_text(self, name, answer != NULL ? answer->text : NULL);
}

static void
end_row(Xlsx *self, SheetName name)
{
    self->sheets[name].row++;
    self->sheets[name].column = 0;
}

static void
add_head(Xlsx *self, SheetName name, const char *words, double width)
{
    Sheet *at = &self->sheets[name];

    keep_error(self, worksheet_set_column(at->sheet, (lxw_col_t)at->column, (lxw_col_t)at->column,
                                          width, NULL));
    add_words(self, name, words, self->head);
    at->columns = at->column;
}

static void
add_heads(Xlsx *self, SheetName name, const char *const *heads)
{
    for (; *heads != NULL; heads++)
        add_head(self, name, *heads, NARROW);
}

/* The ids of all columns of tables, each once. */
static GPtrArray *
new_columns(const WbCodebook *codebook)
{
    GPtrArray *out = g_ptr_array_new();

    for (guint e = 0; e < codebook->editions->len; e++) {
        const WbEdition *edition = codebook->editions->pdata[e];
        for (guint t = 0; t < edition->tables->len; t++) {
            const WbEditionTable *table = edition->tables->pdata[t];
            for (guint c = 0; c < table->columns->len; c++) {
                char *id = ((WbEditionColumn *)table->columns->pdata[c])->id;
                if (!g_ptr_array_find_with_equal_func(out, id, g_str_equal, NULL))
                    g_ptr_array_add(out, id);
            }
        }
    }
    return out;
}

/* Fields by their words, with the id below: a second head would be in the way of sorting, so both
 * stand in one cell. */
static void
write_heads(Xlsx *self)
{
    static const char *const returns[] = {
        "file",    "workbook", "version",    "language",  "paper",  "state", "person",
        "current", "saved",    "saved_from", "read_from", "sha256", NULL};
    static const char *const answers[] = {"file", "language", "current", NULL};
    static const char *const resources[] = {"file", "language", "current",      "table",
                                            "row",  "need",     "in own words", NULL};
    const GPtrArray *entries = self->options->codebook->entries;

    add_heads(self, RETURNS, returns);
    add_heads(self, ANSWERS, answers);
    add_heads(self, RESOURCES, resources);
    add_head(self, PROBLEMS, "file", NARROW);
    add_heads(self, PROBLEMS, wb_writer_finding_heads);
    for (guint n = 0; n < entries->len; n++) {
        const WbCodebookEntry *entry = entries->pdata[n];
        g_autofree char *head = g_strdup_printf("%s\n%s", entry->field->label, entry->field->id);
        if (wb_writer_has_column(self->options, entry))
            add_head(self, ANSWERS, head, entry->field->kind == WB_KIND_LINES ? WIDE : NARROW);
    }
    for (guint n = 0; n < self->columns->len; n++)
        add_head(self, RESOURCES, self->columns->pdata[n], NARROW);
    for (guint n = 0; n < N_SHEETS; n++)
        if (n != CODEBOOK)
            end_row(self, n);
}

/* As the CSV codebook has it, head and all. */
static gboolean
write_codebook(Xlsx *self, GError **error)
{
    const GPtrArray *entries = self->options->codebook->entries;
    g_autoptr(GString) text = g_string_new(NULL);

    wb_edition_csv_add_head(text);
    for (guint n = 0; n < entries->len; n++) {
        const WbCodebookEntry *entry = entries->pdata[n];
        wb_edition_csv_add_field(text, entry->edition->workbook, entry->field, entry->sensitive);
    }
    g_autoptr(GPtrArray) rows = wb_csv_parse(text->str, (gssize)text->len, "codebook", error);
    if (rows == NULL)
        return FALSE;
    for (guint n = 0; n < rows->len; n++) {
        for (char **cell = rows->pdata[n]; *cell != NULL; cell++) {
            if (n == 0)
                add_head(self, CODEBOOK, *cell, NARROW);
            else
                add_text(self, CODEBOOK, *cell);
        }
        end_row(self, CODEBOOK);
    }
    return TRUE;
}

static gboolean
fail(GError **error, const char *path, const char *what)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, what);
    return FALSE;
}

/* Heads stay in sight, and every column can be filtered. */
static void
finish_sheets(Xlsx *self)
{
    for (guint n = 0; n < N_SHEETS; n++) {
        const Sheet *at = &self->sheets[n];
        worksheet_freeze_panes(at->sheet, 1, 1);
        if (at->columns > 0)
            worksheet_autofilter(at->sheet, 0, 0, at->row > 0 ? at->row - 1 : 0,
                                 (lxw_col_t)at->columns - 1);
    }
}

static gboolean
close_xlsx(gpointer out, gboolean keep, GError **error)
{
    Xlsx *self = out;
    gboolean done;

    finish_sheets(self);
    keep_error(self, workbook_close(self->book));
    done =
        !keep || self->wrong == LXW_NO_ERROR || fail(error, self->path, lxw_strerror(self->wrong));
    if (!wb_output_close(self->file, keep && done, done ? error : NULL))
        done = FALSE;
    g_ptr_array_unref(self->columns);
    g_free(self->path);
    g_free(self);
    return done;
}

static lxw_format *
new_format(Xlsx *self, gboolean head)
{
    lxw_format *out = workbook_add_format(self->book);

    format_set_text_wrap(out);
    format_set_align(out, LXW_ALIGN_VERTICAL_TOP);
    if (head)
        format_set_bold(out);
    return out;
}

static gpointer
open_xlsx(const char *path, const WbWriterOptions *options, GError **error)
{
    WbOutput *file = wb_output_open(path, error);
    lxw_workbook_options settings = {.constant_memory = LXW_TRUE};
    lxw_doc_properties properties = {.created = FROM_THE_START};

    if (file == NULL)
        return NULL;
    Xlsx *self = g_new0(Xlsx, 1);
    self->options = options;
    self->file = file;
    self->path = g_strdup(path);
    self->book = workbook_new_opt(wb_output_beside(file), &settings);
    self->columns = new_columns(options->codebook);
    workbook_set_properties(self->book, &properties);
    self->head = new_format(self, TRUE);
    self->words = new_format(self, FALSE);
    for (guint n = 0; n < N_SHEETS; n++)
        self->sheets[n].sheet = workbook_add_worksheet(self->book, names[n]);
    write_heads(self);
    if (write_codebook(self, error))
        return self;
    close_xlsx(self, FALSE, NULL);
    return NULL;
}

static void
write_return(Xlsx *self, const WbStored *stored)
{
    const WbRecord *record = stored->record;
    const char *const before[] = {record->file,     record->workbook, record->version,
                                  record->language, record->paper,    record->state,
                                  stored->person};
    const char *const after[] = {record->saved, record->saved_from, record->read_from,
                                 record->sha256};

    for (gsize n = 0; n < G_N_ELEMENTS(before); n++)
        add_text(self, RETURNS, before[n]);
    add_flag(self, RETURNS, stored->current);
    for (gsize n = 0; n < G_N_ELEMENTS(after); n++)
        add_text(self, RETURNS, after[n]);
    end_row(self, RETURNS);
}

static void
write_answers(Xlsx *self, const WbStored *stored, const WbAnswer **places)
{
    const GPtrArray *entries = self->options->codebook->entries;

    add_text(self, ANSWERS, stored->record->file);
    add_text(self, ANSWERS, stored->record->language);
    add_flag(self, ANSWERS, stored->current);
    for (guint n = 0; n < entries->len; n++)
        if (wb_writer_has_column(self->options, entries->pdata[n]))
            add_value(self, ANSWERS, places[n]);
    end_row(self, ANSWERS);
}

static const WbAnswer *
find_answer(const Xlsx *self, const WbAnswer **places, const WbEditionTable *table,
            const WbEditionRow *row, const char *column)
{
    g_autofree char *id = g_strdup_printf("%s.%s.%s", table->id, row->id, column);
    guint place;

    return wb_codebook_lookup(self->options->codebook, id, &place) ? places[place] : NULL;
}

/* One row of a table, where somebody filled in any of its cells. */
static void
write_resource(Xlsx *self, const WbStored *stored, const WbAnswer **places,
               const WbEditionTable *table, const WbEditionRow *row)
{
    gboolean any = FALSE;

    for (guint n = 0; n < self->columns->len; n++)
        any |= find_answer(self, places, table, row, self->columns->pdata[n]) != NULL;
    if (!any)
        return;
    add_text(self, RESOURCES, stored->record->file);
    add_text(self, RESOURCES, stored->record->language);
    add_flag(self, RESOURCES, stored->current);
    add_text(self, RESOURCES, table->label);
    add_text(self, RESOURCES, row->label);
    add_text(self, RESOURCES, row->need);
    add_value(self, RESOURCES, find_answer(self, places, table, row, "label"));
    for (guint n = 0; n < self->columns->len; n++)
        add_value(self, RESOURCES, find_answer(self, places, table, row, self->columns->pdata[n]));
    end_row(self, RESOURCES);
}

/* The edition whose rows a return has: of its own version, so that no row of an older one is left
 * out. The best words for a workbook come first among its editions. */
static const WbEdition *
find_edition(const WbCodebook *codebook, const WbRecord *record)
{
    const WbEdition *out = NULL;

    for (guint n = 0; n < codebook->editions->len; n++) {
        const WbEdition *edition = codebook->editions->pdata[n];
        if (g_strcmp0(edition->workbook, record->workbook) != 0)
            continue;
        if (g_strcmp0(edition->version, record->version) == 0)
            return edition;
        if (out == NULL)
            out = edition;
    }
    return out;
}

static void
write_resources(Xlsx *self, const WbStored *stored, const WbAnswer **places)
{
    const WbEdition *edition = find_edition(self->options->codebook, stored->record);

    for (guint t = 0; edition != NULL && t < edition->tables->len; t++) {
        const WbEditionTable *table = edition->tables->pdata[t];
        for (guint r = 0; r < table->rows->len; r++)
            write_resource(self, stored, places, table, table->rows->pdata[r]);
    }
}

static void
write_finding(Xlsx *self, const WbRecord *record, const WbNote *note)
{
    const char *cells[WB_WRITER_FINDING_CELLS];

    wb_writer_fill_finding(self->options, record, note, cells);
    add_text(self, PROBLEMS, record->file);
    for (gsize n = 0; n < G_N_ELEMENTS(cells); n++)
        add_text(self, PROBLEMS, cells[n]);
    end_row(self, PROBLEMS);
}

static gboolean
add_xlsx(gpointer out, const WbStored *stored, GError **error)
{
    Xlsx *self = out;
    const WbRecord *record = stored->record;

    if (record->problem != NULL) {
        write_finding(self, record, NULL);
    } else {
        g_autofree const WbAnswer **places = wb_writer_dup_places(self->options, record);
        write_return(self, stored);
        write_answers(self, stored, places);
        write_resources(self, stored, places);
        for (guint n = 0; n < record->notes->len; n++)
            write_finding(self, record, record->notes->pdata[n]);
    }
    return self->wrong == LXW_NO_ERROR || fail(error, self->path, lxw_strerror(self->wrong));
}

const WbWriter wb_writer_xlsx = {"xlsx", TRUE, open_xlsx, add_xlsx, close_xlsx};
