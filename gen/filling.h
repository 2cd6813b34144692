/* A filling: what is to stand in one field of a personal copy. */
#pragma once

#include "model.h"

G_BEGIN_DECLS

typedef struct {
    const char *field;  /* its id, lent by a workbook */
    char *value;        /* text as it is typed; the code of an option; "on" of a single box */
    gboolean prefilled; /* by us: as long as it is not changed, it is nobody's answer */
} WbFilling;

void wb_filling_free(WbFilling *self);

/* What somebody wrote into a table, as it goes into the field. Options are named by their code or
 * by their label, numbers in any script's digits. Gives NULL where nothing is to be filled in; on
 * failure NULL and @why, in words: "'maybe' is none of yes, no". */
char *wb_filling_dup_value(const WbField *field, const char *text, char **why);

G_END_DECLS
