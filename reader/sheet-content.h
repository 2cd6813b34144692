/* What stands on the sheet of one return, from the top down, as words: nothing in here knows of
 * pages or fonts. */
#pragma once

#include <glib.h>

#include "edition.h"
#include "record.h"

G_BEGIN_DECLS

/* A label and what stands beside it. */
typedef struct {
    char *label;
    char *text;       /* with its line ends */
    gboolean written; /* by the participant, in any language; else by the house or the edition */
    gboolean missing; /* the text says that there is no answer */
    char *mark;       /* "[1]": a note that is said once, at the start; or NULL */
    GPtrArray *notes; /* of char*, owned: of this answer alone; or NULL */
} WbSheetEntry;

typedef enum {
    WB_SHEET_FACTS,   /* about the participant or the file: entries */
    WB_SHEET_NOTES,   /* about the whole file: entries; the text is a title */
    WB_SHEET_PART,    /* a title: pages follow */
    WB_SHEET_PAGE,    /* a title: questions follow; aside is the page in the workbook */
    WB_SHEET_TABLE,   /* a title: rows follow */
    WB_SHEET_ANSWERS, /* entries; above several stands the text, which asks for all of them */
    WB_SHEET_ROW,     /* of a table: the text is its label, with entries */
    WB_SHEET_REST,    /* the text says what has no answer */
} WbSheetBlockKind;

typedef struct {
    WbSheetBlockKind kind;
    char *text, *aside; /* may be NULL */
    GPtrArray *entries; /* of WbSheetEntry, owned */
} WbSheetBlock;

typedef struct {
    char *name;        /* of the participant, else of the file */
    GPtrArray *blocks; /* of WbSheetBlock, owned */
} WbSheetContent;

/* @record was read with the help of @edition. */
WbSheetContent *wb_sheet_content_new(const WbRecord *record, const WbEdition *edition);
void wb_sheet_content_free(WbSheetContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbSheetContent, wb_sheet_content_free)

G_END_DECLS
