/* What the parts of sheet-content share while it is made. */
#pragma once

#include "sheet-content.h"

G_BEGIN_DECLS

typedef struct {
    const WbRecord *record;
    const WbEdition *edition;
    WbSheetContent *content;
    /* what is looked up, all lent: */
    GHashTable *answers; /* field -> WbAnswer */
    GHashTable *notes;   /* field -> GPtrArray of WbNote */
    GHashTable *known;   /* fields of the edition */
    GHashTable *pages;   /* page -> GPtrArray of WbEditionField */
    GHashTable *rows;    /* see wb_sheet_dup_row_key -> GPtrArray of WbEditionField */
    GHashTable *others;  /* fields that are the free text of a choice */
    GHashTable *tables;  /* table -> WbEditionTable */
    GPtrArray *shared;   /* codes of notes that are said once and have a number, from 1 */
    char *participant;   /* what ids of fields about the participant begin with, or NULL */
    const char *part;    /* of the page before */
} WbSheetMaker;

const char *wb_sheet_words(const WbSheetMaker *in, const char *id);
void wb_sheet_add_name(GString *names, const char *name); /* to a list in words */
char *wb_sheet_dup_row_key(const char *table, const char *row);
WbSheetBlock *wb_sheet_add_block(WbSheetMaker *in, WbSheetBlockKind kind, const char *text);
void wb_sheet_add_rest(WbSheetMaker *in, const char *words, const char *fields);

/* Also where only a note says that something stands there. */
gboolean wb_sheet_is_answered(const WbSheetMaker *in, const WbEditionField *field);
WbSheetEntry *wb_sheet_entry_new(const WbSheetMaker *in, const WbEditionField *field,
                                 const char *label);
/* The marks and notes of one more field. */
void wb_sheet_entry_add_notes(const WbSheetMaker *in, WbSheetEntry *entry,
                              const WbEditionField *field);
void wb_sheet_entry_free(WbSheetEntry *self);
/* @field: NULL where the edition has no such field. */
char *wb_sheet_dup_note(const WbEditionField *field, const WbNote *note);

void wb_sheet_add_rows(WbSheetMaker *in, const WbEditionTable *table);

G_END_DECLS
