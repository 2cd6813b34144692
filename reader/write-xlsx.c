/* The tables of a harvest as one file for a spreadsheet: returns (a row a return), answers (the
 * same with all their answers), resources (a row for each row of a table that somebody filled in),
 * codebook, problems. */
#include "book.h"
#include "csv.h"
#include "edition-csv.h"
#include "output.h"
#include "writer.h"

typedef enum { RETURNS, ANSWERS, RESOURCES, CODEBOOK, PROBLEMS, N_SHEETS } SheetName;

static const char *const names[] = {
    [RETURNS] = "returns",   [ANSWERS] = "answers",   [RESOURCES] = "resources",
    [CODEBOOK] = "codebook", [PROBLEMS] = "problems",
};

typedef struct {
    const WbWriterOptions *options;
    char *path;
    WbOutput *file; /* that the book is written to by its name */
    WbBook *book;
    WbBookSheet *sheets[N_SHEETS];
    GPtrArray
        *columns; /* of char*, lent: ids of the tables' columns, in order of their first table */
} Xlsx;

static void
add_text(Xlsx *self, SheetName name, const char *text)
{
    wb_book_sheet_add_text(self->sheets[name], text);
}

static void
add_flag(Xlsx *self, SheetName name, gboolean flag)
{
    wb_book_sheet_add_flag(self->sheets[name], flag);
}

static void
add_value(Xlsx *self, SheetName name, const WbAnswer *answer)
{
    if (answer != NULL && answer->type == WB_VALUE_NUMBER)
        wb_book_sheet_add_number(self->sheets[name], (double)answer->number);
    else if (answer != NULL && answer->type == WB_VALUE_BOOLEAN)
        add_flag(self, name, answer->boolean);
    else
        add_text(self, name, answer != NULL ? answer->text : NULL);
}

static void
end_row(Xlsx *self, SheetName name)
{
    wb_book_sheet_end_row(self->sheets[name]);
}

static void
add_head(Xlsx *self, SheetName name, const char *words, double width)
{
    wb_book_sheet_add_head(self->sheets[name], words, width);
}

static void
add_heads(Xlsx *self, SheetName name, const char *const *heads)
{
    for (; *heads != NULL; heads++)
        add_head(self, name, *heads, WB_BOOK_NARROW);
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
    add_head(self, PROBLEMS, "file", WB_BOOK_NARROW);
    add_heads(self, PROBLEMS, wb_writer_finding_heads);
    for (guint n = 0; n < entries->len; n++) {
        const WbCodebookEntry *entry = entries->pdata[n];
        g_autofree char *head = g_strdup_printf("%s\n%s", entry->field->label, entry->field->id);
        if (wb_writer_has_column(self->options, entry))
            add_head(self, ANSWERS, head,
                     entry->field->kind == WB_KIND_LINES ? WB_BOOK_WIDE : WB_BOOK_NARROW);
    }
    for (guint n = 0; n < self->columns->len; n++)
        add_head(self, RESOURCES, self->columns->pdata[n], WB_BOOK_NARROW);
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
                add_head(self, CODEBOOK, *cell, WB_BOOK_NARROW);
            else
                add_text(self, CODEBOOK, *cell);
        }
        end_row(self, CODEBOOK);
    }
    return TRUE;
}

static gboolean
close_xlsx(gpointer out, gboolean keep, GError **error)
{
    Xlsx *self = out;
    gboolean done = wb_book_close(self->book, self->path, keep ? error : NULL) || !keep;

    if (!wb_output_close(self->file, keep && done, done ? error : NULL))
        done = FALSE;
    g_ptr_array_unref(self->columns);
    g_free(self->path);
    g_free(self);
    return done;
}

static gpointer
open_xlsx(const char *path, const WbWriterOptions *options, GError **error)
{
    WbOutput *file = wb_output_open(path, error);

    if (file == NULL)
        return NULL;
    Xlsx *self = g_new0(Xlsx, 1);
    self->options = options;
    self->file = file;
    self->path = g_strdup(path);
    self->book = wb_book_new(wb_output_beside(file), FALSE);
    self->columns = new_columns(options->codebook);
    for (guint n = 0; n < N_SHEETS; n++)
        self->sheets[n] = wb_book_add_sheet(self->book, names[n]);
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
    return wb_book_check(self->book, self->path, error);
}

const WbWriter wb_writer_xlsx = {"xlsx", TRUE, open_xlsx, add_xlsx, close_xlsx};
