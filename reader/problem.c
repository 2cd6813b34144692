/* A file that could not be used: see problem.h. */
#include "problem.h"

#include <stdio.h>

/* A file may be called anything, also what a terminal would obey. */
static char *
dup_harmless(const char *name)
{
    char *harmless = g_strdup(name);

    for (char *p = harmless; *p; p++) {
        if ((guchar)*p < 0x20 || *p == 0x7f)
            *p = '?';
    }
    return harmless;
}

void
wb_problem_say(const WbRecord *record)
{
    const WbFinding *finding = wb_finding_lookup_problem(record->problem);
    g_autofree char *name = dup_harmless(record->file);

    fprintf(stderr, "%s: %s%s%s%s\n    Ask: %s\n", name, finding->text, record->detail ? " (" : "",
            record->detail ? record->detail : "", record->detail ? ")" : "", finding->ask);
}
