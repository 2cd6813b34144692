/* Personal copies, one for each row of a roster. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WB_COPIES_ERROR wb_copies_error_quark()
GQuark wb_copies_error_quark(void);

typedef struct {
    const char *layout, *roster; /* as on the command line */
    const char *folder;          /* for the copies; made where it is not there */
    const char *key;             /* file of the key; NULL: "copies.key" beside the roster */
    const char *round;           /* of the survey: the same person has another id in the next */
    const char *language;        /* of rows that name none; NULL: the layout's own */
    const char *paper;           /* "letter", "a4", or NULL: the layout's own */
} WbCopiesOptions;

/* Writes KEY.pdf for every row, copies.csv and an edition.json for every language. */
gboolean wb_copies_write(const WbCopiesOptions *options, GError **error);

G_END_DECLS
