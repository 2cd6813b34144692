/* What can be said after workbook-read: one row a verb. reader/main.c has the only list. */
#pragma once

#include <glib.h>

typedef struct {
    const char *name, *summary;        /* the summary is one line of the help */
    int (*run)(int argc, char **argv); /* argv[0] is the verb; gives the exit code */
} WbVerb;

extern const WbVerb wb_verb_records, wb_verb_harvest, wb_verb_status, wb_verb_export,
    wb_verb_summary, wb_verb_sheet, wb_verb_inspect;

/* The options of a verb; @about is what its --help says besides. FALSE where the command was wrong.
 */
gboolean wb_verb_parse(const char *about, const GOptionEntry *entries, int argc, char **argv,
                       GError **error);
