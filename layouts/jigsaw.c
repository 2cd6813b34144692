/* The jigsaw: rows of bricks, one knob to a shared segment, and the boxes that the knobs leave.
 * What a knob looks like is in layouts/jigsaw-outline.c. */
#include "jigsaw-private.h"

#include <math.h>

#define MOST_PIECES 60
/* A knob's depth as a share of the shorter side of the smallest piece: large enough to be seen as a
 * jigsaw, small enough to leave the piece to its text. */
#define KNOB_SHARE 0.2
#define KNOB_DEEPEST 26.0    /* points: pieces of half a page need no larger ones */
#define KNOB_OF_SEGMENT 0.19 /* half the head is at most this share of its segment */
#define KNOB_LEAST 0.55      /* below this share of a full knob the segment stays straight */
#define CLEARANCE 4.0        /* points between an inner box and any line */
#define SQUAREST 1.3         /* width to height of a box that two lines of text like */
#define WIDEST 3.2
#define SLIMMEST 0.8 /* width to height of a brick that looks like a piece of a jigsaw */
#define BROADEST 1.8
#define WORTH_TURNING 1.1 /* a knob is turned around for this much more use, not for less */

/* What a box is worth, for a piece or (the least of each) for a whole cut. */
typedef struct {
    double fit; /* 1 where it is as large as was asked, less by the share that it falls short */
    double use; /* square points, fewer where the proportions are odd */
} Worth;

typedef struct {
    double width, height; /* of the least box asked for */
} Least;

static void
cut_free(WbCut *self)
{
    if (self == NULL)
        return;
    for (guint i = 0; i < self->n; i++)
        g_array_unref(self->cells[i].edges);
    g_free(self->cells);
    g_array_unref(self->edges);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbCut, cut_free)

static Worth
box_worth(double width, double height, const Least *least)
{
    double proportion = width / height;
    double fit = 1;

    if (width <= 0 || height <= 0)
        return (Worth){0, 0};
    if (least->width > 0)
        fit = MIN(fit, width / least->width);
    if (least->height > 0)
        fit = MIN(fit, height / least->height);
    return (Worth){fit, width * height * sqrt(MIN(1, proportion / SQUAREST)) *
                            sqrt(MIN(1, WIDEST / proportion))};
}

static Worth
lesser(Worth a, Worth b)
{
    return (Worth){MIN(a.fit, b.fit), MIN(a.use, b.use)};
}

/* Fits better, or as well and is of more than @by times the use. */
static gboolean
is_better(Worth a, Worth b, double by)
{
    if (fabs(a.fit - b.fit) > 1e-9)
        return a.fit > b.fit;
    return a.use > b.use * by;
}

/* Scatters a place over the numbers: the same place, the same number, on every machine. */
static guint
scatter(guint a, guint b)
{
    guint32 h = a * 0x9e3779b1u ^ b * 0x85ebca77u;

    h = (h ^ h >> 15) * 0x2c1b3c6du;
    h = (h ^ h >> 12) * 0x297a2d39u;
    return h ^ h >> 15;
}

/* --- bricks --- */

/* How many pieces stand in the rows above @row, the longer rows spread evenly over the shorter. */
static guint
count_above(guint n, guint rows, guint row)
{
    return row * (n / rows) + (2 * row * (n % rows) + rows) / (2 * rows);
}

/* A row of more pieces is a little higher, so that pieces are of like size. */
static double
row_weight(guint n, guint rows, guint row)
{
    return sqrt(sqrt(count_above(n, rows, row + 1) - count_above(n, rows, row)));
}

/* Where a joint falls that leaves @share of @length behind it. Places that are equal by reckoning
 * are equal to the last bit, so that neighbours have one corner and not two. */
static double
joint(double length, double share)
{
    return share >= 1 ? length : round(length * share * 1024) / 1024;
}

static void
lay_row(WbCut *self, guint first, guint count, guint row, double top, double bottom)
{
    for (guint i = 0; i < count; i++) {
        WbCell *cell = &self->cells[first + i];
        double left = joint(self->width, (double)i / count);
        double right = joint(self->width, (double)(i + 1) / count);

        cell->brick = (WbSides){left, top, right, bottom};
        cell->row = row;
        cell->column = i;
        self->side = MIN(self->side, MIN(right - left, bottom - top));
    }
}

static void
lay_bricks(WbCut *self, guint rows)
{
    double total = 0, weight = 0, top = 0;

    for (guint row = 0; row < rows; row++)
        total += row_weight(self->n, rows, row);
    for (guint row = 0; row < rows; row++) {
        guint first = count_above(self->n, rows, row);
        double bottom;

        weight += row_weight(self->n, rows, row);
        bottom = joint(self->height, row + 1 == rows ? 1 : weight / total);
        lay_row(self, first, count_above(self->n, rows, row + 1) - first, row, top, bottom);
        top = bottom;
    }
}

static void
add_edge(WbCut *self, WbPoint from, WbPoint to, guint before, guint after)
{
    double full = MIN(self->side * KNOB_SHARE, KNOB_DEEPEST) / WB_KNOB_DEPTH;
    double knob = MIN(full, (to.x - from.x + to.y - from.y) * KNOB_OF_SEGMENT);
    WbEdge edge = {from, to, {before, after}, knob < full * KNOB_LEAST ? 0 : knob, 0};
    guint index = self->edges->len;

    edge.into = scatter(before, after) >> 16 & 1;
    g_array_append_val(self->edges, edge);
    g_array_append_val(self->cells[before].edges, index);
    g_array_append_val(self->cells[after].edges, index);
}

static void
add_edges(WbCut *self, guint before)
{
    const WbSides *a = &self->cells[before].brick;
    guint row = self->cells[before].row;

    for (guint i = before + 1; i < self->n && self->cells[i].row <= row + 1; i++) {
        const WbSides *b = &self->cells[i].brick;
        double left = MAX(a->left, b->left), right = MIN(a->right, b->right);

        if (i == before + 1 && self->cells[i].row == row)
            add_edge(self, (WbPoint){b->left, b->top}, (WbPoint){b->left, b->bottom}, before, i);
        else if (self->cells[i].row == row + 1 && left < right)
            add_edge(self, (WbPoint){left, b->top}, (WbPoint){right, b->top}, before, i);
    }
}

static WbCut *
cut_new(double width, double height, guint n, guint rows)
{
    WbCut *self = g_new0(WbCut, 1);

    self->width = width;
    self->height = height;
    self->n = n;
    self->side = MIN(width, height);
    self->cells = g_new0(WbCell, n);
    self->edges = g_array_new(FALSE, FALSE, sizeof(WbEdge));
    for (guint i = 0; i < n; i++)
        self->cells[i].edges = g_array_new(FALSE, FALSE, sizeof(guint));
    lay_bricks(self, rows);
    for (guint i = 0; i < n; i++)
        add_edges(self, i);
    return self;
}

/* --- the box inside a piece --- */

/* The room that an edge's knob takes on the side it reaches into, with the clearance around it. */
static WbSides
knob_sides(const WbEdge *edge)
{
    double x = (edge->from.x + edge->to.x) / 2, y = (edge->from.y + edge->to.y) / 2;
    double half = edge->knob + CLEARANCE, depth = edge->knob * WB_KNOB_DEPTH + CLEARANCE;
    double before = edge->into == 0 ? depth : 0, after = edge->into == 0 ? 0 : depth;

    if (wb_edge_is_upright(edge))
        return (WbSides){x - before, y - half, x + after, y + half};
    return (WbSides){x - half, y - before, x + half, y + after};
}

/* What of the column between @left and @right is free from @top down to the next knob. */
static double
free_below(const WbSides *knobs, guint n, double left, double right, double top, double bottom)
{
    for (guint i = 0; i < n; i++) {
        if (knobs[i].left < right && knobs[i].right > left && knobs[i].bottom > top)
            bottom = MIN(bottom, knobs[i].top);
    }
    return bottom;
}

/* The best of all boxes that the edges of the brick and of the knobs span. */
static WbBox
best_box(const WbSides *room, const WbSides *knobs, guint n, const Least *least)
{
    WbBox best = {room->left, room->top, 0, 0};

    for (guint l = 0; l <= n; l++) {
        double left = l < n ? MAX(knobs[l].right, room->left) : room->left;

        for (guint r = 0; r <= n; r++) {
            double right = r < n ? MIN(knobs[r].left, room->right) : room->right;

            for (guint t = 0; left < right && t <= n; t++) {
                double top = t < n ? MAX(knobs[t].bottom, room->top) : room->top;
                double bottom = free_below(knobs, n, left, right, top, room->bottom);

                if (is_better(box_worth(right - left, bottom - top, least),
                              box_worth(best.width, best.height, least), 1))
                    best = (WbBox){left, top, right - left, bottom - top};
            }
        }
    }
    return best;
}

static WbBox
cell_box(const WbCut *self, guint index, const Least *least)
{
    const WbCell *cell = &self->cells[index];
    WbSides room = {cell->brick.left + CLEARANCE, cell->brick.top + CLEARANCE,
                    cell->brick.right - CLEARANCE, cell->brick.bottom - CLEARANCE};
    g_autofree WbSides *knobs = g_new(WbSides, cell->edges->len + 1);
    guint n = 0;

    for (guint i = 0; i < cell->edges->len; i++) {
        const WbEdge *edge = wb_cell_edge(self, cell, i);

        if (edge->knob > 0 && edge->pieces[edge->into] == index)
            knobs[n++] = knob_sides(edge);
    }
    return best_box(&room, knobs, n, least);
}

static Worth
cell_worth(const WbCut *self, guint index, const Least *least)
{
    WbBox box = cell_box(self, index, least);

    return box_worth(box.width, box.height, least);
}

/* What the poorer of the two pieces of an edge is worth. */
static Worth
edge_worth(const WbCut *self, const WbEdge *edge, const Least *least)
{
    return lesser(cell_worth(self, edge->pieces[0], least),
                  cell_worth(self, edge->pieces[1], least));
}

/* Turns knobs around where the scatter took too much from one piece: whatever makes the poorer of
 * two neighbours richer. */
static void
settle_knobs(WbCut *self, const Least *least)
{
    gboolean turned = TRUE;

    for (guint round = 0; turned && round < 8; round++) {
        turned = FALSE;
        for (guint i = 0; i < self->edges->len; i++) {
            WbEdge *edge = &g_array_index(self->edges, WbEdge, i);
            Worth before = edge_worth(self, edge, least);

            edge->into = !edge->into;
            if (is_better(edge_worth(self, edge, least), before, WORTH_TURNING))
                turned = TRUE;
            else
                edge->into = !edge->into;
        }
    }
}

/* 1 where all bricks have the proportions of a jigsaw's piece, less where one is a ribbon. */
static double
cut_looks(const WbCut *self)
{
    double looks = 1;

    for (guint i = 0; i < self->n; i++) {
        const WbSides *brick = &self->cells[i].brick;
        double proportion = (brick->right - brick->left) / (brick->bottom - brick->top);

        looks = MIN(looks, MIN(proportion / SLIMMEST, BROADEST / proportion));
    }
    return looks;
}

static Worth
cut_worth(const WbCut *self, const Least *least)
{
    Worth worth = {1, G_MAXDOUBLE};

    for (guint i = 0; i < self->n; i++)
        worth = lesser(worth, cell_worth(self, i, least));
    worth.use *= cut_looks(self);
    return worth;
}

/* No worse than what the cut will be worth: its worth without knobs. */
static Worth
cut_promise(const WbCut *self, const Least *least)
{
    Worth worth = {1, G_MAXDOUBLE};

    for (guint i = 0; i < self->n; i++) {
        const WbSides *brick = &self->cells[i].brick;

        worth = lesser(worth, box_worth(brick->right - brick->left - 2 * CLEARANCE,
                                        brick->bottom - brick->top - 2 * CLEARANCE, least));
    }
    worth.use *= cut_looks(self);
    return worth;
}

static WbCut *
cut_new_best(double width, double height, guint n, const Least *least)
{
    g_autoptr(WbCut) best = NULL;
    Worth best_worth = {-1, 0};

    for (guint rows = 1; rows <= n; rows++) {
        g_autoptr(WbCut) cut = cut_new(width, height, n, rows);
        Worth worth;

        if (best != NULL && !is_better(cut_promise(cut, least), best_worth, 1))
            continue;
        settle_knobs(cut, least);
        worth = cut_worth(cut, least);
        if (best == NULL || is_better(worth, best_worth, 1)) {
            best_worth = worth;
            cut_free(best);
            best = g_steal_pointer(&cut);
        }
    }
    return g_steal_pointer(&best);
}

/* --- shades --- */

static gboolean
is_free(const WbCut *self, guint index, guint shade)
{
    const WbCell *cell = &self->cells[index];

    for (guint i = 0; i < cell->edges->len; i++) {
        const WbEdge *edge = wb_cell_edge(self, cell, i);

        if (edge->pieces[1] == index && self->cells[edge->pieces[0]].shade == shade)
            return FALSE;
    }
    return TRUE;
}

/* Gives shades to @index and all after it, trying scattered ones and coming back where none is
 * free. */
static gboolean
shade_from(WbCut *self, guint index, guint *tries)
{
    if (index == self->n)
        return TRUE;
    for (guint k = 0; k < 4 && *tries > 0; k++) {
        guint shade = (scatter(index, self->n) + k) % 4;

        --*tries;
        self->cells[index].shade = shade;
        if (is_free(self, index, shade) && shade_from(self, index + 1, tries))
            return TRUE;
    }
    return FALSE;
}

static void
shade_cells(WbCut *self)
{
    guint tries = 10000;

    if (shade_from(self, 0, &tries))
        return;
    /* stripes: two shades by turns in every other row and the other two between them always do */
    for (guint i = 0; i < self->n; i++)
        self->cells[i].shade = self->cells[i].row % 2 * 2 + self->cells[i].column % 2;
}

/* --- the whole --- */

static void
clear_piece(gpointer piece)
{
    wb_path_free(((WbJigsawPiece *)piece)->outline);
}

static WbJigsaw *
jigsaw_new_from(const WbCut *cut, const Least *least)
{
    WbJigsaw *self = g_new0(WbJigsaw, 1);

    self->width = cut->width;
    self->height = cut->height;
    self->pieces = g_array_new(FALSE, FALSE, sizeof(WbJigsawPiece));
    g_array_set_clear_func(self->pieces, clear_piece);
    for (guint i = 0; i < cut->n; i++) {
        const WbCell *cell = &cut->cells[i];
        WbJigsawPiece piece = {wb_cut_new_outline(cut, i), cell_box(cut, i, least), cell->row,
                               cell->column, cell->shade};

        g_array_append_val(self->pieces, piece);
    }
    return self;
}

/* The largest box that every piece has room for. */
static void
measure_least(const WbCut *cut, const Least *least, double *width_out, double *height_out)
{
    double width = cut->width, height = cut->height;

    for (guint i = 0; i < cut->n; i++) {
        WbBox box = cell_box(cut, i, least);

        width = MIN(width, box.width);
        height = MIN(height, box.height);
    }
    if (width_out != NULL)
        *width_out = width;
    if (height_out != NULL)
        *height_out = height;
}

WbJigsaw *
wb_jigsaw_new(double width, double height, guint n, double least_width, double least_height,
              double *best_width, double *best_height)
{
    const Least least = {least_width, least_height};
    g_autoptr(WbCut) cut = NULL;

    g_return_val_if_fail(width > 0 && height > 0, NULL);
    g_return_val_if_fail(n >= 1 && n <= MOST_PIECES, NULL);

    cut = cut_new_best(width, height, n, &least);
    measure_least(cut, &least, best_width, best_height);
    if (cut_worth(cut, &least).fit < 1)
        return NULL;
    shade_cells(cut);
    return jigsaw_new_from(cut, &least);
}

void
wb_jigsaw_free(WbJigsaw *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->pieces);
    g_free(self);
}
