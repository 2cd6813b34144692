/* One file as it comes in: its bytes, or why there are none. Nothing in here looks into them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A workbook takes a hundredth of it; but poppler (Evince, Okular) embeds a whole font of the
 * machine for one letter that the form's own font lacks, and a Chinese one has 19 MB. */
#define WB_INPUT_MOST_BYTES (64 * 1024 * 1024)

typedef struct {
    GBytes *bytes;
    char *sha256;
    char *saved;         /* the file's time, RFC 3339 in UTC */
    const char *problem; /* a code of the table of findings, or NULL; else there are no bytes */
    char *detail;        /* what the problem leaves open, or NULL */
} WbInput;

void wb_input_load(WbInput *self, const char *path);
void wb_input_clear(WbInput *self);

G_END_DECLS
