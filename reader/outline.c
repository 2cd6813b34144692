/* Outlines of pieces: see outline.h. */
#include "outline.h"

#include <math.h>
#include <stdlib.h>

#define GRID 40 /* cells each way that the bounds are looked at with */
#define CURVE_STEPS 6

/* A number of path data; FALSE where there is none. */
static gboolean
read_number(const char **at, double *value)
{
    char *end;

    while (g_ascii_isspace(**at) || **at == ',')
        (*at)++;
    *value = g_ascii_strtod(*at, &end);
    if (end == *at || !isfinite(*value))
        return FALSE;
    *at = end;
    return TRUE;
}

static gboolean
read_points(const char **at, WbPathStep *step, guint n)
{
    for (guint p = 0; p < n; p++) {
        if (!read_number(at, &step->p[p].x) || !read_number(at, &step->p[p].y))
            return FALSE;
    }
    return TRUE;
}

static gboolean
read_step(const char **at, WbPathStep *step)
{
    char letter = *(*at)++;

    for (gsize verb = 0; verb < G_N_ELEMENTS(wb_path_forms); verb++) {
        if (wb_path_forms[verb].letter != letter)
            continue;
        step->verb = (WbPathVerb)verb;
        return read_points(at, step, wb_path_forms[verb].points);
    }
    return FALSE;
}

WbPath *
wb_outline_parse(const char *data)
{
    g_autoptr(WbPath) path = g_array_new(FALSE, FALSE, sizeof(WbPathStep));

    for (const char *at = data;;) {
        WbPathStep step = {0};

        while (g_ascii_isspace(*at))
            at++;
        if (*at == '\0')
            break;
        if (!read_step(&at, &step) || (path->len == 0 && step.verb != WB_PATH_MOVE))
            return NULL;
        g_array_append_val(path, step);
    }
    return path->len > 2 ? g_steal_pointer(&path) : NULL;
}

typedef struct {
    double x, y;
} Point;

static Point
on_curve(Point from, const WbPathStep *step, double t)
{
    double u = 1 - t;
    double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;

    return (Point){a * from.x + b * step->p[0].x + c * step->p[1].x + d * step->p[2].x,
                   a * from.y + b * step->p[0].y + c * step->p[1].y + d * step->p[2].y};
}

/* The corners of a polygon that is near enough; of Point. */
static GArray *
new_polygon(const WbPath *path)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(Point));
    Point at = {0, 0};

    for (guint n = 0; n < path->len; n++) {
        const WbPathStep *step = &g_array_index(path, WbPathStep, n);
        int steps = step->verb == WB_PATH_CURVE ? CURVE_STEPS : step->verb == WB_PATH_CLOSE ? 0 : 1;
        Point from = at;

        for (int i = 1; i <= steps; i++) {
            at = steps > 1 ? on_curve(from, step, (double)i / steps)
                           : (Point){step->p[0].x, step->p[0].y};
            g_array_append_val(points, at);
        }
    }
    return points;
}

static WbBox
bounds_of(const GArray *points)
{
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;

    for (guint n = 0; n < points->len; n++) {
        const Point *point = &g_array_index(points, Point, n);

        left = fmin(left, point->x);
        right = fmax(right, point->x);
        top = fmin(top, point->y);
        bottom = fmax(bottom, point->y);
    }
    return (WbBox){left, top, right - left, bottom - top};
}

WbBox
wb_outline_get_bounds(const WbPath *self)
{
    g_autoptr(GArray) points = new_polygon(self);

    return bounds_of(points);
}

/* Where in the bounds the outline is: nodes of a grid. */
typedef struct {
    gboolean inside[GRID + 1][GRID + 1]; /* row, column */
} Grid;

/* Changes inside and outside for all nodes of the row beyond x. */
static void
cross(gboolean *row, WbBox bounds, double x)
{
    double first = ceil((x - bounds.x) / bounds.width * GRID);

    for (int column = (int)fmax(first, 0); column <= GRID; column++)
        row[column] = !row[column];
}

static void
fill_row(gboolean *row, WbBox bounds, const GArray *points, double y)
{
    for (guint n = 0; n < points->len; n++) {
        const Point *a = &g_array_index(points, Point, n);
        const Point *b = &g_array_index(points, Point, (n + 1) % points->len);

        if ((a->y <= y) != (b->y <= y))
            cross(row, bounds, a->x + (y - a->y) / (b->y - a->y) * (b->x - a->x));
    }
}

static void
fill_grid(Grid *grid, WbBox bounds, const GArray *points)
{
    for (int row = 0; row <= GRID; row++) {
        double y = bounds.y + bounds.height * (0.002 + 0.996 * row / GRID); /* not on an edge */

        fill_row(grid->inside[row], bounds, points, y);
    }
}

/* How well text stands in a box: a column that is high and narrow has area, and no lines. */
static double
weigh(double width, double height)
{
    return fmin(width, 3 * height) * fmin(height, width);
}

/* The best box whose lowest row of nodes is this one; heights: nodes inside above each. */
static void
try_row(const int *heights, int row, WbBox cell, WbBox *best)
{
    for (int from = 0; from <= GRID; from++) {
        int height = heights[from];

        for (int to = from; to <= GRID && height > 1; to++) {
            WbBox box;

            height = MIN(height, heights[to]);
            box = (WbBox){cell.x + from * cell.width, cell.y + (row - height + 1) * cell.height,
                          (to - from) * cell.width, MAX(height - 1, 0) * cell.height};
            if (weigh(box.width, box.height) > weigh(best->width, best->height))
                *best = box;
        }
    }
}

WbBox
wb_outline_get_inner(const WbPath *self)
{
    g_autoptr(GArray) points = new_polygon(self);
    WbBox bounds = bounds_of(points);
    WbBox cell = {bounds.x, bounds.y, bounds.width / GRID, bounds.height / GRID};
    WbBox best = {bounds.x + bounds.width / 2, bounds.y + bounds.height / 2, 0, 0};
    g_autofree Grid *grid = g_new0(Grid, 1);
    int heights[GRID + 1] = {0};

    fill_grid(grid, bounds, points);
    for (int row = 0; row <= GRID; row++) {
        for (int column = 0; column <= GRID; column++)
            heights[column] = grid->inside[row][column] ? heights[column] + 1 : 0;
        try_row(heights, row, cell, &best);
    }
    return best;
}
