/* Answers carried over: a fresh copy for every record, with the person's own answers in it. The
 * layout may be newer than the records; a file that a viewer left out of step is mended like this.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WB_CARRY_ERROR wb_carry_error_quark()
GQuark wb_carry_error_quark(void);

typedef struct {
    const char *layout;
    const char *answers;  /* a file of records, one line of JSON each; "-" is standard input */
    const char *folder;   /* for the copies; made where it is not there */
    const char *language; /* of all copies; NULL: that of each record */
    const char *paper;    /* "letter", "a4", or NULL: the layout's own */
} WbCarryOptions;

/* Writes a copy for every record under the name of its file, with its copy's id, and an
 * edition.json for every language. Answers without a place in this layout go to left-out.csv and
 * are counted in
 * @left_out; records of files that could not be read are counted in @unread. */
gboolean wb_carry_write(const WbCarryOptions *options, guint *left_out, guint *unread,
                        GError **error);

G_END_DECLS
