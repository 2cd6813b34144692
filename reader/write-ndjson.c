/* Records as one line of JSON each, as `records` prints them. */
#include "output.h"
#include "writer.h"

#include <string.h>

typedef struct {
    WbOutput *file;
    const WbWriterOptions *options;
} Ndjson;

static gpointer
open_ndjson(const char *path, const WbWriterOptions *options, GError **error)
{
    WbOutput *file = wb_output_open(path, error);
    Ndjson *self;

    if (!file)
        return NULL;
    self = g_new0(Ndjson, 1);
    self->file = file;
    self->options = options;
    return self;
}

static void
copy_answer(WbRecord *shown, const WbAnswer *answer)
{
    if (answer->type == WB_VALUE_NUMBER)
        wb_record_add_number(shown, answer->field, answer->number);
    else if (answer->type == WB_VALUE_BOOLEAN)
        wb_record_add_boolean(shown, answer->field, answer->boolean);
    else
        wb_record_add_text(shown, answer->field, answer->text);
}

/* That something was wrong with a sensitive answer may be known, its value not. */
static void
copy_note(WbRecord *shown, const WbNote *note, const WbWriterOptions *options)
{
    gboolean open = !note->field || wb_writer_shows(options, note->field);

    wb_record_add_note(shown, note->field, note->code, open ? note->value : NULL);
}

/* The record without its sensitive answers. */
static WbRecord *
dup_shown(const WbRecord *record, const WbWriterOptions *options)
{
    WbRecord *shown = wb_record_new(record->file);

    shown->sha256 = g_strdup(record->sha256);
    shown->problem = g_strdup(record->problem);
    shown->detail = g_strdup(record->detail);
    shown->workbook = g_strdup(record->workbook);
    shown->version = g_strdup(record->version);
    shown->language = g_strdup(record->language);
    shown->paper = g_strdup(record->paper);
    shown->fingerprint = g_strdup(record->fingerprint);
    shown->copy = g_strdup(record->copy);
    shown->saved = g_strdup(record->saved);
    shown->saved_from = g_strdup(record->saved_from);
    shown->state = g_strdup(record->state);
    shown->read_from = g_strdup(record->read_from);
    for (guint n = 0; n < record->answers->len; n++) {
        const WbAnswer *answer = record->answers->pdata[n];

        if (wb_writer_shows(options, answer->field))
            copy_answer(shown, answer);
    }
    for (guint n = 0; record->prefilled && n < record->prefilled->len; n++) {
        if (wb_writer_shows(options, record->prefilled->pdata[n]))
            wb_record_add_prefilled(shown, record->prefilled->pdata[n]);
    }
    for (guint n = 0; n < record->notes->len; n++)
        copy_note(shown, record->notes->pdata[n], options);
    return shown;
}

static gboolean
add_ndjson(gpointer out, const WbStored *stored, GError **error)
{
    Ndjson *self = out;
    g_autoptr(WbRecord) shown = dup_shown(stored->record, self->options);
    g_autofree char *line = wb_record_to_json(shown);

    wb_output_write(self->file, line, strlen(line));
    wb_output_write(self->file, "\n", 1);
    return TRUE;
}

static gboolean
close_ndjson(gpointer out, gboolean keep, GError **error)
{
    g_autofree Ndjson *self = out;

    return wb_output_close(self->file, keep, error);
}

const WbWriter wb_writer_ndjson = {"ndjson", FALSE, open_ndjson, add_ndjson, close_ndjson};
