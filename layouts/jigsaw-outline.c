/* The outlines of a jigsaw's pieces. */
#include "jigsaw-private.h"

#include <math.h>

/* The radius of the puzzle's own corners, as a share of the shorter side of the smallest brick. */
#define CORNER_SHARE 0.06
#define CORNER_MOST 8.0 /* points */

/* A knob's head is a circle of radius 1, its neck two smaller circles that touch both the head and
 * the edge, so that every join is smooth; all of it a little flattened. */
#define NECK_RADIUS 0.46

static void
add_step(WbPath *path, WbPathVerb verb, WbPoint a, WbPoint b, WbPoint c)
{
    WbPathStep step = {verb, {{a.x, a.y}, {b.x, b.y}, {c.x, c.y}}};

    g_array_append_val(path, step);
}

static void
line_to(WbPath *path, WbPoint to)
{
    add_step(path, WB_PATH_LINE, to, (WbPoint){0, 0}, (WbPoint){0, 0});
}

/* A knob's own axes: x along its edge from the middle, y out of it, in radii of the head. */
static WbPoint
knob_point(const WbEdge *edge, double x, double y)
{
    double out = y * WB_KNOB_FLATTENED * edge->knob * (edge->into == 0 ? -1 : 1);
    WbPoint middle = {(edge->from.x + edge->to.x) / 2, (edge->from.y + edge->to.y) / 2};

    x *= edge->knob;
    if (wb_edge_is_upright(edge))
        return (WbPoint){middle.x + out, middle.y + x};
    return (WbPoint){middle.x + x, middle.y + out};
}

/* An arc around (@x, @y) by @angle from @start, in @n Bezier curves. */
static void
add_arc(WbPath *path, const WbEdge *edge, double x, double y, double radius, double start,
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
edge_new_path(const WbEdge *edge)
{
    const double foot =
        sqrt((1 + NECK_RADIUS) * (1 + NECK_RADIUS) -
             (WB_KNOB_HEAD_HEIGHT - NECK_RADIUS) * (WB_KNOB_HEAD_HEIGHT - NECK_RADIUS));
    const double lean = atan2(WB_KNOB_HEAD_HEIGHT - NECK_RADIUS, foot);
    WbPath *path = g_array_new(FALSE, FALSE, sizeof(WbPathStep));

    if (edge->knob > 0) {
        line_to(path, knob_point(edge, -foot, 0));
        add_arc(path, edge, -foot, NECK_RADIUS, NECK_RADIUS, -G_PI_2, G_PI_2 + lean, 1);
        add_arc(path, edge, 0, WB_KNOB_HEAD_HEIGHT, 1, G_PI + lean, -(G_PI + 2 * lean), 3);
        add_arc(path, edge, foot, NECK_RADIUS, NECK_RADIUS, G_PI - lean, G_PI_2 + lean, 1);
    }
    line_to(path, edge->to);
    return path;
}

static WbPoint
step_end(const WbPathStep *step)
{
    guint p = step->verb == WB_PATH_CURVE ? 2 : 0;

    return (WbPoint){step->p[p].x, step->p[p].y};
}

static void
add_edge_forwards(WbPath *path, const WbEdge *edge)
{
    g_autoptr(WbPath) steps = edge_new_path(edge);

    g_array_append_vals(path, steps->data, steps->len);
}

/* The same points in the other order, so that neighbours meet to the last bit. */
static void
add_edge_backwards(WbPath *path, const WbEdge *edge)
{
    g_autoptr(WbPath) steps = edge_new_path(edge);

    for (guint i = steps->len; i-- > 0;) {
        const WbPathStep *step = &g_array_index(steps, WbPathStep, i);
        WbPoint end = i > 0 ? step_end(step - 1) : edge->from;

        if (step->verb == WB_PATH_CURVE)
            add_step(path, WB_PATH_CURVE, (WbPoint){step->p[1].x, step->p[1].y},
                     (WbPoint){step->p[0].x, step->p[0].y}, end);
        else
            line_to(path, end);
    }
}

/* A corner of the piece: rounded where it is one of the whole puzzle. @in and @out are the
 * directions of walking before and after it. */
static void
add_corner(WbPath *path, const WbCut *cut, WbPoint at, WbPoint in, WbPoint out)
{
    const double radius = MIN(CORNER_MOST, cut->side * CORNER_SHARE);
    const double rest =
        radius * (1 - 4 * (G_SQRT2 - 1) / 3); /* from a handle's end to the corner */

    if ((at.x != 0 && at.x != cut->width) || (at.y != 0 && at.y != cut->height)) {
        line_to(path, at);
        return;
    }
    line_to(path, (WbPoint){at.x - in.x * radius, at.y - in.y * radius});
    add_step(path, WB_PATH_CURVE, (WbPoint){at.x - in.x * rest, at.y - in.y * rest},
             (WbPoint){at.x + out.x * rest, at.y + out.y * rest},
             (WbPoint){at.x + out.x * radius, at.y + out.y * radius});
}

/* The sides of a piece in the order of walking, clockwise from the top left. */
static const struct {
    gboolean upright;
    guint place;     /* of the piece in the pieces of the side's edges */
    WbPoint in, out; /* directions before and after the corner that ends the side */
} sides[] = {
    {FALSE, 1, {1, 0}, {0, 1}},
    {TRUE, 0, {0, 1}, {-1, 0}},
    {FALSE, 0, {-1, 0}, {0, -1}},
    {TRUE, 1, {0, -1}, {1, 0}},
};

static WbPoint
side_end(const WbSides *brick, guint side)
{
    const WbPoint ends[] = {{brick->right, brick->top},
                            {brick->right, brick->bottom},
                            {brick->left, brick->bottom},
                            {brick->left, brick->top}};

    return ends[side];
}

static void
add_side(WbPath *path, const WbCut *cut, guint index, guint side)
{
    const WbCell *cell = &cut->cells[index];
    gboolean outer = TRUE;

    for (guint i = 0; i < cell->edges->len; i++) {
        /* edges are listed downwards and rightwards, the third and fourth side run against that */
        const WbEdge *edge = wb_cell_edge(cut, cell, side < 2 ? i : cell->edges->len - 1 - i);

        if (wb_edge_is_upright(edge) != sides[side].upright ||
            edge->pieces[sides[side].place] != index)
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

WbPath *
wb_cut_new_outline(const WbCut *cut, guint index)
{
    g_autoptr(WbPath) walk = g_array_new(FALSE, FALSE, sizeof(WbPathStep));
    WbPath *path = g_array_new(FALSE, FALSE, sizeof(WbPathStep));

    for (guint side = 0; side < G_N_ELEMENTS(sides); side++)
        add_side(walk, cut, index, side);
    add_step(path, WB_PATH_MOVE, step_end(&g_array_index(walk, WbPathStep, walk->len - 1)),
             (WbPoint){0, 0}, (WbPoint){0, 0});
    g_array_append_vals(path, walk->data, walk->len);
    add_step(path, WB_PATH_CLOSE, (WbPoint){0, 0}, (WbPoint){0, 0}, (WbPoint){0, 0});
    return path;
}
