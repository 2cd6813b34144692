/* A way to cut an area into bricks with knobs, as layouts/jigsaw.c chooses it and
 * layouts/jigsaw-outline.c draws it. */
#pragma once

#include "shape.h"

/* A knob is a head of radius 1 on a neck; how far it reaches out of its edge, in such radii. */
#define WB_KNOB_HEAD_HEIGHT 1.32 /* of the head's centre above the edge, before flattening */
#define WB_KNOB_FLATTENED 0.9
#define WB_KNOB_DEPTH ((WB_KNOB_HEAD_HEIGHT + 1) * WB_KNOB_FLATTENED)

typedef struct {
    double x, y;
} WbPoint;

typedef struct {
    double left, top, right, bottom;
} WbSides;

/* What two pieces share: a segment from @from to @to, downwards or rightwards. */
typedef struct {
    WbPoint from, to;
    guint pieces[2]; /* the one left of it or above, the other one */
    double knob;     /* radius of the head; 0 where the segment is straight */
    guint into;      /* which of the two the knob reaches into */
} WbEdge;

typedef struct {
    WbSides brick; /* the piece without knobs */
    guint row, column, shade;
    GArray *edges; /* of guint, owned: indices of its edges, in the order of the cut's */
} WbCell;

/* One way to cut the area. */
typedef struct {
    double width, height;
    guint n;
    double side;   /* the shorter side of the smallest brick */
    WbCell *cells; /* n of them, owned */
    GArray *edges; /* of WbEdge, owned: of each piece its end side, then what is below it */
} WbCut;

static inline WbEdge *
wb_cell_edge(const WbCut *self, const WbCell *cell, guint i)
{
    return &g_array_index(self->edges, WbEdge, g_array_index(cell->edges, guint, i));
}

static inline gboolean
wb_edge_is_upright(const WbEdge *edge)
{
    return edge->from.x == edge->to.x;
}

/* The closed outline of one piece. */
WbPath *wb_cut_new_outline(const WbCut *cut, guint index);
