/* How a harvest is written: one row for each format. A new format is a new file and a new row in
 * the list of reader/export.c. */
#pragma once

#include <glib.h>

#include "codebook.h"
#include "store.h"

G_BEGIN_DECLS

typedef struct {
    const WbCodebook *codebook;
    gboolean sensitive; /* write the fields that are sensitive, too */
    gboolean bom;       /* a byte order mark, for spreadsheets that ask for one */
} WbWriterOptions;

typedef struct {
    const char *name; /* as in --format=NAME */
    gboolean tables; /* several, with labels, in a place of their own; else one stream of records */
    gpointer (*open)(const char *path, const WbWriterOptions *options, GError **error);
    gboolean (*add)(gpointer out, const WbStored *stored, GError **error);
    /* Frees @out. Without @keep nothing of it stays. */
    gboolean (*close)(gpointer out, gboolean keep, GError **error);
} WbWriter;

extern const WbWriter wb_writer_ndjson;
extern const WbWriter wb_writer_csv;
extern const WbWriter wb_writer_xlsx;

/* The answers and notes that may be shown: all, or those that are not sensitive. */
gboolean wb_writer_shows(const WbWriterOptions *options, const char *field);
/* Whether a field has a column in the tables. */
gboolean wb_writer_has_column(const WbWriterOptions *options, const WbCodebookEntry *entry);

/* The answers that may be shown, each at its field's place in the codebook, so that old names of a
 * field lead there too; NULL between them and at the end. The caller's, the answers are lent. */
const WbAnswer **wb_writer_dup_places(const WbWriterOptions *options, const WbRecord *record);

/* What the table of problems says of a note, or, where that is NULL, of the record's problem. */
enum { WB_WRITER_FINDING_CELLS = 7 };
extern const char *const wb_writer_finding_heads[WB_WRITER_FINDING_CELLS + 1]; /* then NULL */
void wb_writer_fill_finding(const WbWriterOptions *options, const WbRecord *record,
                            const WbNote *note, const char *cells[WB_WRITER_FINDING_CELLS]);

G_END_DECLS
