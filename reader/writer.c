/* What every format asks: see writer.h. */
#include "writer.h"

gboolean
wb_writer_shows(const WbWriterOptions *options, const char *field)
{
    return options->sensitive || !wb_codebook_is_sensitive(options->codebook, field);
}

gboolean
wb_writer_has_column(const WbWriterOptions *options, const WbCodebookEntry *entry)
{
    return options->sensitive || !entry->sensitive;
}

const WbAnswer **
wb_writer_dup_places(const WbWriterOptions *options, const WbRecord *record)
{
    const WbCodebook *codebook = options->codebook;
    const WbAnswer **out = g_new0(const WbAnswer *, codebook->entries->len + 1);
    guint place;

    for (guint n = 0; n < record->answers->len; n++) {
        const WbAnswer *answer = record->answers->pdata[n];

        if (wb_codebook_lookup(codebook, answer->field, &place) &&
            wb_writer_has_column(options, codebook->entries->pdata[place]))
            out[place] = answer;
    }
    return out;
}

const char *const wb_writer_finding_heads[] = {"what",   "field", "code", "text",
                                               "detail", "value", "ask",  NULL};

void
wb_writer_fill_finding(const WbWriterOptions *options, const WbRecord *record, const WbNote *note,
                       const char *cells[WB_WRITER_FINDING_CELLS])
{
    const char *code = note ? note->code : record->problem;
    const WbFinding *finding =
        note ? wb_finding_lookup_note(code) : wb_finding_lookup_problem(code);
    gboolean open = note && (!note->field || wb_writer_shows(options, note->field));

    cells[0] = note ? "note" : "problem";
    cells[1] = note ? note->field : NULL;
    cells[2] = code;
    cells[3] = finding ? finding->text : NULL;
    cells[4] = note ? NULL : record->detail;
    cells[5] = open ? note->value : NULL;
    cells[6] = finding ? finding->ask : NULL;
}
