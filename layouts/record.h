/* The record: what one returned file says, and the one line of JSON it is written as. */
#pragma once

#include <glib.h>

#include "model.h"

G_BEGIN_DECLS

#define WB_RECORD_FORMAT 1

typedef enum { WB_VALUE_TEXT, WB_VALUE_NUMBER, WB_VALUE_BOOLEAN } WbValueType;

typedef struct {
    char *field; /* id */
    WbValueType type;
    char *text; /* of a text */
    gint64 number;
    gboolean boolean;
} WbAnswer;

typedef struct {
    char *field;      /* id, or NULL where the note is about the whole file */
    const char *code; /* interned, a row of the table of notes */
    char *value;      /* what could not be understood, or stands against the answer; or NULL */
} WbNote;

/* One row of the table of problems and notes. */
typedef struct {
    const char *code; /* "encrypted" */
    const char *text; /* plain words */
    const char *ask;  /* what to ask the sender for; of most notes NULL: there is nothing to ask */
} WbFinding;

const WbFinding *wb_finding_lookup_problem(const char *code);
const WbFinding *wb_finding_lookup_note(const char *code);

typedef struct {
    /* of every file */
    char *file;    /* as named by the caller, or below the harvested folder */
    char *sha256;  /* NULL where the file could not be read at all */
    char *problem; /* code; then nothing below is set, else NULL */
    char *detail;  /* what the problem's words leave open ("page 3 of 7"), or NULL */
    /* of a file that was read */
    char *workbook, *version, *language, *paper, *fingerprint;
    char *copy;           /* the personal copy's id, or NULL */
    char *saved;          /* RFC 3339, UTC */
    char *saved_from;     /* "info" or "file" */
    char *state;          /* "blank", "partial", "complete" */
    char *read_from;      /* "fields" */
    GPtrArray *answers;   /* of WbAnswer, owned, in the edition's order of fields */
    GPtrArray *prefilled; /* of char*, owned: fields whose answer is still what the copy came with;
                             NULL where there are none */
    GPtrArray *notes;     /* of WbNote, owned */
} WbRecord;

WbRecord *wb_record_new(const char *file);
void wb_record_free(WbRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbRecord, wb_record_free)

void wb_record_add_text(WbRecord *self, const char *field, const char *text);
void wb_record_add_number(WbRecord *self, const char *field, gint64 number);
void wb_record_add_boolean(WbRecord *self, const char *field, gboolean boolean);
void wb_record_add_prefilled(WbRecord *self, const char *field);
void wb_record_add_note(WbRecord *self, const char *field, const char *code, const char *value);
const WbAnswer *wb_record_lookup_answer(const WbRecord *self, const char *field);

/* One line of JSON without its newline, keys in the order of the design. The text and the ask of a
 * problem come from the table of findings. */
char *wb_record_to_json(const WbRecord *self);

/* The way back; the text may come from a process that is not trusted. NULL and an error in
 * G_IO_ERROR_INVALID_DATA where it is not a record. */
WbRecord *wb_record_parse(const char *json, gssize length, GError **error);

G_END_DECLS
