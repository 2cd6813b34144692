/* Names of agencies as people write them: the names of one answer, and what two spellings of one
 * name have in common. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Case, width, punctuation and spacing gone. */
char *wb_name_fold(const char *text);
/* The same without its legal forms (Inc., e.V., S.A. de C.V.), unless nothing else is there. */
char *wb_name_fold_agency(const char *text);

/* Whether that is all it is, folded: "inc". */
gboolean wb_name_is_legal_form(const char *folded);
/* As it was written, on one line, without bullets. */
char *wb_name_clean(const char *text);

typedef enum {
    WB_NAMES_LINES,  /* apart by line breaks and semicolons */
    WB_NAMES_COMMAS, /* by commas as well */
} WbNamesSplit;

/* Of char*, owned: as they were written, on one line each, without bullets; none is empty. */
GPtrArray *wb_names_split(const char *text, WbNamesSplit split);

/* How often each spelling of a name was written. */
typedef struct {
    char *text;
    guint times;
} WbSpelling;

/* Adds one to the spelling's times, in an array of WbSpelling, owned. */
GPtrArray *wb_spellings_new(void);
void wb_spellings_add(GPtrArray *self, const char *text);
/* The most frequent first; of several the first in order of its bytes. */
void wb_spellings_sort(GPtrArray *self);

G_END_DECLS
