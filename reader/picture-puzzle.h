/* The community's own puzzle: a workbook's jigsaw in which a piece is missing where nobody meets
 * the need. */
#pragma once

#include "picture.h"

G_BEGIN_DECLS

/* Told apart without colour as well. */
typedef enum {
    WB_PIECE_UNKNOWN, /* nobody has filled in the page: grey, dotted */
    WB_PIECE_MISSING, /* nobody was named: a hole */
    WB_PIECE_ONE,     /* one provider: pale, half a mark */
    WB_PIECE_SEVERAL, /* full */
    WB_PIECE_STATES
} WbPieceState;

typedef struct {
    const char *label;
    const char *outline; /* SVG path data in points of a page, y up, as an edition has it */
    WbPieceState state;
    const char *const *names; /* the one named most often first */
    guint n_names;
} WbPicturePiece;

typedef struct {
    const WbPicturePiece *pieces;
    guint n_pieces;
    gboolean rtl; /* the outlines are of an edition that reads from right to left */
} WbPicturePuzzle;

/* A WbPicture; @data is a WbPicturePuzzle. A box with a height limits the puzzle, which then stands
 * in its middle. Outlines that are no path leave their pieces out. */
double wb_picture_puzzle_draw(WbDraw *draw, gconstpointer data, WbDrawBox box);

/* How high it comes out where nothing limits it. */
double wb_picture_puzzle_measure(const WbPicturePuzzle *self, double width);

/* Its pieces in words, state by state; the caller's. */
char *wb_picture_puzzle_dup_alt(const WbPicturePuzzle *self, const char *language);

G_END_DECLS
