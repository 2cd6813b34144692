/* The jigsaw: rows of bricks, one knob to a shared segment, and the boxes that the knobs leave. */
#include "shape.h"

#include <math.h>

#define MOST_PIECES 60
/* A knob's depth as a share of the shorter side of the smallest piece: large enough to be seen as a
 * jigsaw, small enough to leave the piece to its text. */
#define KNOB_SHARE 0.2
#define KNOB_DEEPEST 26.0    /* points: pieces of half a page need no larger ones */
#define KNOB_OF_SEGMENT 0.19 /* half the head is at most this share of its segment */
#define KNOB_LEAST 0.55      /* below this share of a full knob the segment stays straight */
#define CLEARANCE 4.0        /* points between an inner box and any line */
#define CORNER_SHARE 0.06 /* radius of the puzzle's own corners, of the same side as KNOB_SHARE */
#define CORNER_MOST 8.0
#define SQUAREST 1.3 /* width to height of a box that two lines of text like */
#define WIDEST 3.2
#define SLIMMEST 0.8 /* width to height of a brick that looks like a piece of a jigsaw */
#define BROADEST 1.8
#define WORTH_TURNING 1.1 /* a knob is turned around for this much more use, not for less */

/* A knob is a round head on a neck: the head a circle of radius 1, the neck two smaller circles
 * that touch both the head and the edge, so that every join is smooth; all of it a little
 * flattened. */
#define HEAD_HEIGHT 1.32 /* of the head's centre above the edge */
#define NECK_RADIUS 0.46
#define FLATTENED 0.9
#define KNOB_DEPTH ((HEAD_HEIGHT + 1) * FLATTENED)

typedef struct {
    double x, y;
} Point;

typedef struct {
    double left, top, right, bottom;
} Sides;

/* What two pieces share: a segment from @from to @to, downwards or rightwards. */
typedef struct {
    Point from, to;
    guint pieces[2]; /* the one left of it or above, the other one */
    double knob;     /* radius of the head; 0 where the segment is straight */
    guint into;      /* which of the two the knob reaches into */
} Edge;

typedef struct {
    Sides brick; /* the piece without knobs */
    guint row, column, shade;
    GArray *edges; /* of guint, owned: indices of its edges, in the order of the cut's */
} Cell;

/* One way to cut the area. */
typedef struct {
    double width, height;
    guint n;
    double side;   /* the shorter side of the smallest brick */
    Cell *cells;   /* n of them, owned */
    GArray *edges; /* of Edge, owned: of each piece its end side, then what is below it */
} Cut;

/* What a box is worth, for a piece or (the least of each) for a whole cut. */
typedef struct {
    double fit; /* 1 where it is as large as was asked, less by the share that it falls short */
    double use; /* square points, fewer where the proportions are odd */
} Worth;

typedef struct {
    double width, height; /* of the least box asked for */
} Least;

static void
cut_free(Cut *self)
{
    if (self == NULL)
        return;
    for (guint i = 0; i < self->n; i++)
        g_array_unref(self->cells[i].edges);
    g_free(self->cells);
    g_array_unref(self->edges);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cut, cut_free)

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
lay_row(Cut *self, guint first, guint count, guint row, double top, double bottom)
{
    for (guint i = 0; i < count; i++) {
        Cell *cell = &self->cells[first + i];
        double left = joint(self->width, (double)i / count);
        double right = joint(self->width, (double)(i + 1) / count);

        cell->brick = (Sides){left, top, right, bottom};
        cell->row = row;
        cell->column = i;
        self->side = MIN(self->side, MIN(right - left, bottom - top));
    }
}

static void
lay_bricks(Cut *self, guint rows)
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
add_edge(Cut *self, Point from, Point to, guint before, guint after)
{
    double full = MIN(self->side * KNOB_SHARE, KNOB_DEEPEST) / KNOB_DEPTH;
    double knob = MIN(full, (to.x - from.x + to.y - from.y) * KNOB_OF_SEGMENT);
    Edge edge = {from, to, {before, after}, knob < full * KNOB_LEAST ? 0 : knob, 0};
    guint index = self->edges->len;

    edge.into = scatter(before, after) >> 16 & 1;
    g_array_append_val(self->edges, edge);
    g_array_append_val(self->cells[before].edges, index);
    g_array_append_val(self->cells[after].edges, index);
}

static void
add_edges(Cut *self, guint before)
{
    const Sides *a = &self->cells[before].brick;
    guint row = self->cells[before].row;

    for (guint i = before + 1; i < self->n && self->cells[i].row <= row + 1; i++) {
        const Sides *b = &self->cells[i].brick;
        double left = MAX(a->left, b->left), right = MIN(a->right, b->right);

        if (i == before + 1 && self->cells[i].row == row)
            add_edge(self, (Point){b->left, b->top}, (Point){b->left, b->bottom}, before, i);
        else if (self->cells[i].row == row + 1 && left < right)
            add_edge(self, (Point){left, b->top}, (Point){right, b->top}, before, i);
    }
}

static Cut *
cut_new(double width, double height, guint n, guint rows)
{
    Cut *self = g_new0(Cut, 1);

    self->width = width;
    self->height = height;
    self->n = n;
    self->side = MIN(width, height);
    self->cells = g_new0(Cell, n);
    self->edges = g_array_new(FALSE, FALSE, sizeof(Edge));
    for (guint i = 0; i < n; i++)
        self->cells[i].edges = g_array_new(FALSE, FALSE, sizeof(guint));
    lay_bricks(self, rows);
    for (guint i = 0; i < n; i++)
        add_edges(self, i);
    return self;
}

/* --- the box inside a piece --- */

static Edge *
cell_edge(const Cut *self, const Cell *cell, guint i)
{
    return &g_array_index(self->edges, Edge, g_array_index(cell->edges, guint, i));
}

static gboolean
is_upright(const Edge *edge)
{
    return edge->from.x == edge->to.x;
}

/* The room that an edge's knob takes on the side it reaches into, with the clearance around it. */
static Sides
knob_sides(const Edge *edge)
{
    double x = (edge->from.x + edge->to.x) / 2, y = (edge->from.y + edge->to.y) / 2;
    double half = edge->knob + CLEARANCE, depth = edge->knob * KNOB_DEPTH + CLEARANCE;
    double before = edge->into == 0 ? depth : 0, after = edge->into == 0 ? 0 : depth;

    if (is_upright(edge))
        return (Sides){x - before, y - half, x + after, y + half};
    return (Sides){x - half, y - before, x + half, y + after};
}

/* What of the column between @left and @right is free from @top down to the next knob. */
static double
free_below(const Sides *knobs, guint n, double left, double right, double top, double bottom)
{
    for (guint i = 0; i < n; i++) {
        if (knobs[i].left < right && knobs[i].right > left && knobs[i].bottom > top)
            bottom = MIN(bottom, knobs[i].top);
    }
    return bottom;
}

/* The best of all boxes that the edges of the brick and of the knobs span. */
static WbBox
best_box(const Sides *room, const Sides *knobs, guint n, const Least *least)
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
cell_box(const Cut *self, guint index, const Least *least)
{
    const Cell *cell = &self->cells[index];
    Sides room = {cell->brick.left + CLEARANCE, cell->brick.top + CLEARANCE,
                  cell->brick.right - CLEARANCE, cell->brick.bottom - CLEARANCE};
    g_autofree Sides *knobs = g_new(Sides, cell->edges->len + 1);
    guint n = 0;

    for (guint i = 0; i < cell->edges->len; i++) {
        const Edge *edge = cell_edge(self, cell, i);

        if (edge->knob > 0 && edge->pieces[edge->into] == index)
            knobs[n++] = knob_sides(edge);
    }
    return best_box(&room, knobs, n, least);
}

static Worth
cell_worth(const Cut *self, guint index, const Least *least)
{
    WbBox box = cell_box(self, index, least);

    return box_worth(box.width, box.height, least);
}

/* What the poorer of the two pieces of an edge is worth. */
static Worth
edge_worth(const Cut *self, const Edge *edge, const Least *least)
{
    return lesser(cell_worth(self, edge->pieces[0], least),
                  cell_worth(self, edge->pieces[1], least));
}

/* Turns knobs around where the scatter took too much from one piece: whatever makes the poorer of
 * two neighbours richer. */
static void
settle_knobs(Cut *self, const Least *least)
{
    gboolean turned = TRUE;

    for (guint round = 0; turned && round < 8; round++) {
        turned = FALSE;
        for (guint i = 0; i < self->edges->len; i++) {
            Edge *edge = &g_array_index(self->edges, Edge, i);
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
cut_looks(const Cut *self)
{
    double looks = 1;

    for (guint i = 0; i < self->n; i++) {
        const Sides *brick = &self->cells[i].brick;
        double proportion = (brick->right - brick->left) / (brick->bottom - brick->top);

        looks = MIN(looks, MIN(proportion / SLIMMEST, BROADEST / proportion));
    }
    return looks;
}

static Worth
cut_worth(const Cut *self, const Least *least)
{
    Worth worth = {1, G_MAXDOUBLE};

    for (guint i = 0; i < self->n; i++)
        worth = lesser(worth, cell_worth(self, i, least));
    worth.use *= cut_looks(self);
    return worth;
}

/* No worse than what the cut will be worth: its worth without knobs. */
static Worth
cut_promise(const Cut *self, const Least *least)
{
    Worth worth = {1, G_MAXDOUBLE};

    for (guint i = 0; i < self->n; i++) {
        const Sides *brick = &self->cells[i].brick;

        worth = lesser(worth, box_worth(brick->right - brick->left - 2 * CLEARANCE,
                                        brick->bottom - brick->top - 2 * CLEARANCE, least));
    }
    worth.use *= cut_looks(self);
    return worth;
}

static Cut *
cut_new_best(double width, double height, guint n, const Least *least)
{
    g_autoptr(Cut) best = NULL;
    Worth best_worth = {-1, 0};

    for (guint rows = 1; rows <= n; rows++) {
        g_autoptr(Cut) cut = cut_new(width, height, n, rows);
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
is_free(const Cut *self, guint index, guint shade)
{
    const Cell *cell = &self->cells[index];

    for (guint i = 0; i < cell->edges->len; i++) {
        const Edge *edge = cell_edge(self, cell, i);

        if (edge->pieces[1] == index && self->cells[edge->pieces[0]].shade == shade)
            return FALSE;
    }
    return TRUE;
}

/* Gives shades to @index and all after it, trying scattered ones and coming back where none is
 * free. */
static gboolean
shade_from(Cut *self, guint index, guint *tries)
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
shade_cells(Cut *self)
{
    guint tries = 10000;

    if (shade_from(self, 0, &tries))
        return;
    /* stripes: two shades by turns in every other row and the other two between them always do */
    for (guint i = 0; i < self->n; i++)
        self->cells[i].shade = self->cells[i].row % 2 * 2 + self->cells[i].column % 2;
}

/* --- outlines --- */

static void
add_step(WbPath *path, WbPathVerb verb, Point a, Point b, Point c)
{
    WbPathStep step = {verb, {{a.x, a.y}, {b.x, b.y}, {c.x, c.y}}};

    g_array_append_val(path, step);
}

static void
line_to(WbPath *path, Point to)
{
    add_step(path, WB_PATH_LINE, to, (Point){0, 0}, (Point){0, 0});
}

/* A knob's own axes: x along its edge from the middle, y out of it, in radii of the head. */
static Point
knob_point(const Edge *edge, double x, double y)
{
    double out = y * FLATTENED * edge->knob * (edge->into == 0 ? -1 : 1);
    Point middle = {(edge->from.x + edge->to.x) / 2, (edge->from.y + edge->to.y) / 2};

    x *= edge->knob;
    if (is_upright(edge))
        return (Point){middle.x + out, middle.y + x};
    return (Point){middle.x + x, middle.y + out};
}

/* An arc around (@x, @y) by @angle from @start, in @n Bezier curves. */
static void
add_arc(WbPath *path, const Edge *edge, double x, double y, double radius, double start,
        double angle, guint n)
{
    double turn = angle / n, handle = radius * 4 / 3 * tan(turn / 4);

    for (guint i = 0; i < n; i++) {
        double a = start + i * turn, b = a + turn;

        add_step(path, WB_PATH_CURVE,
                 knob_point(edge, x + radius * cos(a) - handle * sin(a),
                            y + radius * sin(a) + handle * cos(a)),
                 knob_point(edge, x + radius * cos(b) + handle * sin(b),
                            y + radius * sin(b) - handle * cos(b)),
                 knob_point(edge, x + radius * cos(b), y + radius * sin(b)));
    }
}

/* The edge from @from to @to, without a first MOVE. */
static WbPath *
edge_new_path(const Edge *edge)
{
    const double foot = sqrt((1 + NECK_RADIUS) * (1 + NECK_RADIUS) -
                             (HEAD_HEIGHT - NECK_RADIUS) * (HEAD_HEIGHT - NECK_RADIUS));
    const double lean = atan2(HEAD_HEIGHT - NECK_RADIUS, foot);
    WbPath *path = g_array_new(FALSE, FALSE, sizeof(WbPathStep));

    if (edge->knob > 0) {
        line_to(path, knob_point(edge, -foot, 0));
        add_arc(path, edge, -foot, NECK_RADIUS, NECK_RADIUS, -G_PI_2, G_PI_2 + lean, 1);
        add_arc(path, edge, 0, HEAD_HEIGHT, 1, G_PI + lean, -(G_PI + 2 * lean), 3);
        add_arc(path, edge, foot, NECK_RADIUS, NECK_RADIUS, G_PI - lean, G_PI_2 + lean, 1);
    }
    line_to(path, edge->to);
    return path;
}

static Point
step_end(const WbPathStep *step)
{
    guint p = step->verb == WB_PATH_CURVE ? 2 : 0;

    return (Point){step->p[p].x, step->p[p].y};
}

static void
add_edge_forwards(WbPath *path, const Edge *edge)
{
    g_autoptr(WbPath) steps = edge_new_path(edge);

    g_array_append_vals(path, steps->data, steps->len);
}

/* The same points in the other order, so that neighbours meet to the last bit. */
static void
add_edge_backwards(WbPath *path, const Edge *edge)
{
    g_autoptr(WbPath) steps = edge_new_path(edge);

    for (guint i = steps->len; i-- > 0;) {
        const WbPathStep *step = &g_array_index(steps, WbPathStep, i);
        Point end = i > 0 ? step_end(step - 1) : edge->from;

        if (step->verb == WB_PATH_CURVE)
            add_step(path, WB_PATH_CURVE, (Point){step->p[1].x, step->p[1].y},
                     (Point){step->p[0].x, step->p[0].y}, end);
        else
            line_to(path, end);
    }
}

/* A corner of the piece: rounded where it is one of the whole puzzle. @in and @out are the
 * directions of walking before and after it. */
static void
add_corner(WbPath *path, const Cut *cut, Point at, Point in, Point out)
{
    const double radius = MIN(CORNER_MOST, cut->side * CORNER_SHARE);
    const double rest =
        radius * (1 - 4 * (G_SQRT2 - 1) / 3); /* from a handle's end to the corner */

    if ((at.x != 0 && at.x != cut->width) || (at.y != 0 && at.y != cut->height)) {
        line_to(path, at);
        return;
    }
    line_to(path, (Point){at.x - in.x * radius, at.y - in.y * radius});
    add_step(path, WB_PATH_CURVE, (Point){at.x - in.x * rest, at.y - in.y * rest},
             (Point){at.x + out.x * rest, at.y + out.y * rest},
             (Point){at.x + out.x * radius, at.y + out.y * radius});
}

/* The sides of a piece in the order of walking, clockwise from the top left. */
static const struct {
    gboolean upright;
    guint place;   /* of the piece in the pieces of the side's edges */
    Point in, out; /* directions before and after the corner that ends the side */
} sides[] = {
    {FALSE, 1, {1, 0}, {0, 1}},
    {TRUE, 0, {0, 1}, {-1, 0}},
    {FALSE, 0, {-1, 0}, {0, -1}},
    {TRUE, 1, {0, -1}, {1, 0}},
};

static Point
side_end(const Sides *brick, guint side)
{
    const Point ends[] = {{brick->right, brick->top},
                          {brick->right, brick->bottom},
                          {brick->left, brick->bottom},
                          {brick->left, brick->top}};

    return ends[side];
}

static void
add_side(WbPath *path, const Cut *cut, guint index, guint side)
{
    const Cell *cell = &cut->cells[index];
    gboolean outer = TRUE;

    for (guint i = 0; i < cell->edges->len; i++) {
        /* edges are listed downwards and rightwards, the third and fourth side run against that */
        const Edge *edge = cell_edge(cut, cell, side < 2 ? i : cell->edges->len - 1 - i);

        if (is_upright(edge) != sides[side].upright || edge->pieces[sides[side].place] != index)
            continue;
        outer = FALSE;
        if (side < 2)
            add_edge_forwards(path, edge);
        else
            add_edge_backwards(path, edge);
    }
    if (outer)
        add_corner(path, cut, side_end(&cell->brick, side), sides[side].in, sides[side].out);
}

static WbPath *
cell_new_outline(const Cut *cut, guint index)
{
    g_autoptr(WbPath) walk = g_array_new(FALSE, FALSE, sizeof(WbPathStep));
    WbPath *path = g_array_new(FALSE, FALSE, sizeof(WbPathStep));

    for (guint side = 0; side < G_N_ELEMENTS(sides); side++)
        add_side(walk, cut, index, side);
    add_step(path, WB_PATH_MOVE, step_end(&g_array_index(walk, WbPathStep, walk->len - 1)),
             (Point){0, 0}, (Point){0, 0});
    g_array_append_vals(path, walk->data, walk->len);
    add_step(path, WB_PATH_CLOSE, (Point){0, 0}, (Point){0, 0}, (Point){0, 0});
    return path;
}

/* --- the whole --- */

static void
clear_piece(gpointer piece)
{
    wb_path_free(((WbJigsawPiece *)piece)->outline);
}

static WbJigsaw *
jigsaw_new_from(const Cut *cut, const Least *least)
{
    WbJigsaw *self = g_new0(WbJigsaw, 1);

    self->width = cut->width;
    self->height = cut->height;
    self->pieces = g_array_new(FALSE, FALSE, sizeof(WbJigsawPiece));
    g_array_set_clear_func(self->pieces, clear_piece);
    for (guint i = 0; i < cut->n; i++) {
        const Cell *cell = &cut->cells[i];
        WbJigsawPiece piece = {cell_new_outline(cut, i), cell_box(cut, i, least), cell->row,
                               cell->column, cell->shade};

        g_array_append_val(self->pieces, piece);
    }
    return self;
}

/* The largest box that every piece has room for. */
static void
measure_least(const Cut *cut, const Least *least, double *width_out, double *height_out)
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
    g_autoptr(Cut) cut = NULL;

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
