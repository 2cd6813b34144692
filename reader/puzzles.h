/* The puzzles of the editions as the community fills them: from a tally to what is drawn. */
#pragma once

#include "picture-puzzle.h"
#include "tally.h"

G_BEGIN_DECLS

typedef struct {
    char *id;          /* of the shape */
    char *workbook;    /* its id */
    const char *title; /* lent by the edition */
    WbPicturePuzzle picture;
    GArray *pieces;   /* of WbPicturePiece */
    GPtrArray *names; /* of GPtrArray of char*, lent: of the pieces */
} WbPuzzle;

/* One for each puzzle of each workbook, in the words of the codebook; of WbPuzzle, the caller's. It
 * lives as long as the tally. */
GPtrArray *wb_puzzles_new(const WbTally *tally);

/* Whether a piece of a puzzle shows the field's answers. */
gboolean wb_puzzles_show(const WbTally *tally, const char *field);

G_END_DECLS
