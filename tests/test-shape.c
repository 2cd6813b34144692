/* Circle and jigsaw: what is true of every cut, whatever it looks like. */
#include "shape.h"

#include <math.h>
#include <string.h>

typedef struct {
    double x, y;
} Point;

/* One step of an outline with its start. */
typedef struct {
    Point start;
    WbPathStep step;
} Segment;

static Point
step_end(const WbPathStep *step)
{
    guint p = step->verb == WB_PATH_CURVE ? 2 : 0;

    return (Point){step->p[p].x, step->p[p].y};
}

/* All lines and curves, the closing line included where it is not nought. */
static GArray *
dup_segments(const WbPath *path)
{
    GArray *segments = g_array_new(FALSE, TRUE, sizeof(Segment));
    Point first = {0, 0}, at = {0, 0};

    for (guint i = 0; i < path->len; i++) {
        const WbPathStep *step = &g_array_index(path, WbPathStep, i);
        Segment segment = {at, *step};

        if (step->verb == WB_PATH_MOVE) {
            first = at = step_end(step);
            continue;
        }
        if (step->verb == WB_PATH_CLOSE)
            segment.step = (WbPathStep){WB_PATH_LINE, {{first.x, first.y}}};
        at = step_end(&segment.step);
        if (at.x != segment.start.x || at.y != segment.start.y)
            g_array_append_val(segments, segment);
    }
    return segments;
}

/* The outline as a polygon of many points. */
static GArray *
dup_polygon(const WbPath *path)
{
    g_autoptr(GArray) segments = dup_segments(path);
    GArray *points = g_array_new(FALSE, FALSE, sizeof(Point));

    for (guint i = 0; i < segments->len; i++) {
        const Segment *s = &g_array_index(segments, Segment, i);
        guint n = s->step.verb == WB_PATH_CURVE ? 40 : 1;

        for (guint k = 1; k <= n; k++) {
            double t = (double)k / n, u = 1 - t;
            Point p = step_end(&s->step);

            if (k < n) {
                p.x = u * u * u * s->start.x + 3 * u * u * t * s->step.p[0].x +
                      3 * u * t * t * s->step.p[1].x + t * t * t * s->step.p[2].x;
                p.y = u * u * u * s->start.y + 3 * u * u * t * s->step.p[0].y +
                      3 * u * t * t * s->step.p[1].y + t * t * t * s->step.p[2].y;
            }
            g_array_append_val(points, p);
        }
    }
    return points;
}

/* Positive where the outline runs clockwise as seen (y grows down). */
static double
polygon_area(const GArray *points)
{
    double twice = 0;

    for (guint i = 0; i < points->len; i++) {
        Point a = g_array_index(points, Point, i);
        Point b = g_array_index(points, Point, (i + 1) % points->len);

        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2;
}

static gboolean
polygon_holds(const GArray *points, double x, double y)
{
    gboolean inside = FALSE;

    for (guint i = 0; i < points->len; i++) {
        Point a = g_array_index(points, Point, i);
        Point b = g_array_index(points, Point, (i + 1) % points->len);

        if ((a.y > y) != (b.y > y) && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
            inside = !inside;
    }
    return inside;
}

/* The way from a box to a point outside it; 0 inside. */
static double
distance_to_box(const WbBox *box, Point p)
{
    double dx = MAX(0, MAX(box->x - p.x, p.x - box->x - box->width));
    double dy = MAX(0, MAX(box->y - p.y, p.y - box->y - box->height));

    return hypot(dx, dy);
}

/* The same text for a segment and its reverse; @forwards_out tells them apart. */
static char *
segment_key(const Segment *s, gboolean *forwards_out)
{
    Point end = step_end(&s->step);
    gboolean forwards = s->start.x < end.x || (s->start.x == end.x && s->start.y < end.y);
    Point a = forwards ? s->start : end, b = forwards ? end : s->start;
    GString *key = g_string_new(NULL);

    *forwards_out = forwards;
    g_string_printf(key, "%a %a %a %a", a.x, a.y, b.x, b.y);
    if (s->step.verb == WB_PATH_CURVE)
        g_string_append_printf(key, " %a %a %a %a", s->step.p[!forwards].x, s->step.p[!forwards].y,
                               s->step.p[forwards].x, s->step.p[forwards].y);
    return g_string_free(key, FALSE);
}

/* Which pieces a segment belongs to, walked forwards and backwards; -1: none. */
typedef struct {
    int pieces[2];
    Segment segment;
} Use;

static GHashTable *
dup_uses(const WbJigsaw *jigsaw)
{
    GHashTable *uses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

    for (guint i = 0; i < jigsaw->pieces->len; i++) {
        const WbJigsawPiece *piece = &g_array_index(jigsaw->pieces, WbJigsawPiece, i);
        g_autoptr(GArray) segments = dup_segments(piece->outline);

        for (guint k = 0; k < segments->len; k++) {
            const Segment *segment = &g_array_index(segments, Segment, k);
            gboolean forwards;
            g_autofree char *key = segment_key(segment, &forwards);
            Use *use = g_hash_table_lookup(uses, key);

            if (use == NULL) {
                use = g_new0(Use, 1);
                *use = (Use){{-1, -1}, *segment};
                g_hash_table_insert(uses, g_steal_pointer(&key), use);
            }
            g_assert_cmpint(use->pieces[forwards], ==, -1); /* never twice the same way */
            use->pieces[forwards] = (int)i;
        }
    }
    return uses;
}

/* On the rim, rounded corners included: no corner's radius is above 8 points. */
static gboolean
is_on_rim(const WbJigsaw *jigsaw, const Segment *segment)
{
    Point a = segment->start, b = step_end(&segment->step);

    if (segment->step.verb == WB_PATH_CURVE)
        return (MIN(a.x, b.x) == 0 || MAX(a.x, b.x) == jigsaw->width) &&
               (MIN(a.y, b.y) == 0 || MAX(a.y, b.y) == jigsaw->height) &&
               hypot(a.x - b.x, a.y - b.y) < 12;
    return (a.x == b.x && (a.x == 0 || a.x == jigsaw->width)) ||
           (a.y == b.y && (a.y == 0 || a.y == jigsaw->height));
}

/* Every segment has two pieces, of different shades, or lies on the rim and has one. */
static void
check_uses(const WbJigsaw *jigsaw)
{
    g_autoptr(GHashTable) uses = dup_uses(jigsaw);
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, uses);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Use *use = value;
        gboolean shared = use->pieces[0] >= 0 && use->pieces[1] >= 0;

        g_assert_cmpint(shared, !=, is_on_rim(jigsaw, &use->segment));
        if (shared) {
            const WbJigsawPiece *pieces = (const WbJigsawPiece *)(gpointer)jigsaw->pieces->data;

            g_assert_cmpuint(pieces[use->pieces[0]].shade, !=, pieces[use->pieces[1]].shade);
            g_assert_cmpuint(pieces[use->pieces[0]].shade, <, 4);
        }
    }
}

/* What the rounding of the four corners takes, from the first curve of the first piece's last side.
 */
static double
rounded_away(const WbJigsaw *jigsaw)
{
    const WbJigsawPiece *piece = &g_array_index(jigsaw->pieces, WbJigsawPiece, 0);
    Point start = step_end(&g_array_index(piece->outline, WbPathStep, 0));

    g_assert_cmpfloat(start.y, ==, 0);
    g_assert_cmpfloat(start.x, >, 0);
    g_assert_cmpfloat(start.x, <=, 8);
    return (4 - G_PI) * start.x * start.x;
}

static void
check_piece(const WbJigsawPiece *piece, double least_width, double least_height, double *area)
{
    g_autoptr(GArray) polygon = dup_polygon(piece->outline);
    const WbBox *box = &piece->inner;

    g_assert_cmpfloat(polygon_area(polygon), >, 0);
    *area += polygon_area(polygon);
    g_assert_cmpfloat(box->width, >=, least_width);
    g_assert_cmpfloat(box->height, >=, least_height);
    g_assert_true(polygon_holds(polygon, box->x + box->width / 2, box->y + box->height / 2));
    for (guint i = 0; i < polygon->len; i++) /* tabs of neighbours are dents of this outline */
        g_assert_cmpfloat(distance_to_box(box, g_array_index(polygon, Point, i)), >=, 2);
}

static void
check_jigsaw(double width, double height, guint n, double least_width, double least_height)
{
    double best_width = 0, best_height = 0, area = 0;
    g_autoptr(WbJigsaw) jigsaw =
        wb_jigsaw_new(width, height, n, least_width, least_height, &best_width, &best_height);
    guint row = 0, column = 0;

    g_assert_nonnull(jigsaw);
    g_assert_cmpuint(jigsaw->pieces->len, ==, n);
    g_assert_cmpfloat(best_width, >=, least_width);
    g_assert_cmpfloat(best_height, >=, least_height);
    for (guint i = 0; i < n; i++) {
        const WbJigsawPiece *piece = &g_array_index(jigsaw->pieces, WbJigsawPiece, i);

        check_piece(piece, least_width, least_height, &area);
        if (piece->row != row) {
            g_assert_cmpuint(piece->row, ==, row + 1);
            row = piece->row;
            column = 0;
        }
        g_assert_cmpuint(piece->column, ==, column++);
    }
    g_assert_cmpfloat_with_epsilon(area, width * height - rounded_away(jigsaw),
                                   width * height * 1e-5);
    check_uses(jigsaw);
}

static void
test_jigsaw_counts(void)
{
    for (guint n = 1; n <= 60; n++)
        check_jigsaw(516, 590, n, 40, 20);
    check_jigsaw(516, 590, 17, 96, 62);
    check_jigsaw(516, 600, 17, 96, 62);
}

static void
test_jigsaw_areas(void)
{
    const guint counts[] = {1, 4, 5, 7, 8, 9, 13, 17, 60};

    for (guint i = 0; i < G_N_ELEMENTS(counts); i++) {
        check_jigsaw(720, 380, counts[i], 20, 15);
        check_jigsaw(333.3, 700.7, counts[i], 20, 15);
        check_jigsaw(2000, 90, counts[i], 10, 1);
        check_jigsaw(500, 500, counts[i], 0, 0);
    }
}

/* Every segment that is long enough has its knob: a row of three over one of four has six below. */
static void
test_jigsaw_knobs(void)
{
    g_autoptr(WbJigsaw) jigsaw = wb_jigsaw_new(516, 590, 17, 96, 62, NULL, NULL);
    guint curves = 0;

    g_assert_nonnull(jigsaw);
    for (guint i = 0; i < jigsaw->pieces->len; i++) {
        const WbJigsawPiece *piece = &g_array_index(jigsaw->pieces, WbJigsawPiece, i);

        for (guint k = 0; k < piece->outline->len; k++)
            curves += g_array_index(piece->outline, WbPathStep, k).verb == WB_PATH_CURVE;
    }
    /* 12 upright edges and four boundaries of six segments, five curves on either side; 4 corners
     */
    g_assert_cmpuint(curves, ==, (12 + 4 * 6) * 5 * 2 + 4);
}

static void
test_jigsaw_repeats(void)
{
    g_autoptr(WbJigsaw) a = wb_jigsaw_new(516, 590, 13, 60, 40, NULL, NULL);
    g_autoptr(WbJigsaw) b = wb_jigsaw_new(516, 590, 13, 60, 40, NULL, NULL);

    for (guint i = 0; i < 13; i++) {
        const WbJigsawPiece *p = &g_array_index(a->pieces, WbJigsawPiece, i);
        const WbJigsawPiece *q = &g_array_index(b->pieces, WbJigsawPiece, i);

        g_assert_cmpmem(p->outline->data, p->outline->len * sizeof(WbPathStep), q->outline->data,
                        q->outline->len * sizeof(WbPathStep));
        g_assert_cmpmem(&p->inner, sizeof p->inner, &q->inner, sizeof q->inner);
    }
}

static void
test_jigsaw_too_small(void)
{
    double width = -1, height = -1;

    g_assert_null(wb_jigsaw_new(516, 590, 17, 300, 62, &width, &height));
    g_assert_cmpfloat(width, >, 96);
    g_assert_cmpfloat(width, <, 300);
    g_assert_cmpfloat(height, >, 0);
    g_assert_null(wb_jigsaw_new(516, 590, 60, 96, 62, &width, &height));
    g_assert_null(wb_jigsaw_new(6, 6, 4, 1, 1, &width, &height));
    g_assert_cmpfloat(width, ==, 0);
    g_assert_null(wb_jigsaw_new(516, 590, 17, 300, 62, NULL, NULL));
}

/* What could be had can be had. */
static void
test_jigsaw_best(void)
{
    double width = 0, height = 0;

    g_assert_null(wb_jigsaw_new(516, 590, 17, 180, 62, &width, &height));
    check_jigsaw(516, 590, 17, width, height);
}

static void
test_path(void)
{
    g_autoptr(WbJigsaw) jigsaw = wb_jigsaw_new(300, 200, 4, 20, 20, NULL, NULL);
    const WbPath *path = g_array_index(jigsaw->pieces, WbJigsawPiece, 1).outline;
    g_autoptr(WbPath) moved = wb_path_dup_moved(path, 10, -5);
    g_autoptr(WbPath) mirrored = wb_path_dup_mirrored(path, 300);
    g_autoptr(WbPath) back = wb_path_dup_mirrored(mirrored, 300);
    g_autoptr(GArray) polygon = dup_polygon(path);
    g_autoptr(GArray) turned = dup_polygon(mirrored);

    g_assert_cmpfloat_with_epsilon(polygon_area(polygon), -polygon_area(turned), 1e-6);
    for (guint i = 0; i + 1 < path->len; i++) { /* the CLOSE has no point */
        Point p = step_end(&g_array_index(path, WbPathStep, i));
        Point m = step_end(&g_array_index(moved, WbPathStep, i));
        Point b = step_end(&g_array_index(back, WbPathStep, i));

        g_assert_cmpfloat_with_epsilon(m.x, p.x + 10, 1e-9);
        g_assert_cmpfloat_with_epsilon(m.y, p.y - 5, 1e-9);
        g_assert_cmpfloat_with_epsilon(b.x, p.x, 1e-9);
        g_assert_cmpfloat(b.y, ==, p.y);
    }
}

static void
test_circle_path(void)
{
    g_autoptr(WbPath) path = wb_circle_new_path(100, 50, 40);
    g_autoptr(GArray) polygon = dup_polygon(path);

    for (guint i = 0; i < polygon->len; i++) {
        Point p = g_array_index(polygon, Point, i);

        g_assert_cmpfloat_with_epsilon(hypot(p.x - 100, p.y - 50), 40, 0.02);
    }
    g_assert_cmpfloat_with_epsilon(polygon_area(polygon), G_PI * 1600, 3);
}

static void
test_circle_place(void)
{
    const double heights[] = {20, 10, 30, 10, 20};
    WbBox boxes[5];

    g_assert_true(wb_circle_place(100, heights, 5, 4, 3, 40, boxes));
    for (guint i = 0; i < 5; i++) {
        const WbBox *box = &boxes[i];
        double farther = MAX(fabs(box->y), fabs(box->y + box->height));

        g_assert_cmpfloat(box->height, ==, heights[i]);
        g_assert_cmpfloat_with_epsilon(box->x, -box->width / 2, 1e-9);
        g_assert_cmpfloat(box->width, >=, 40);
        g_assert_cmpfloat_with_epsilon(hypot(box->width / 2 + 3, farther), 100, 1e-9);
        if (i > 0)
            g_assert_cmpfloat_with_epsilon(box->y, boxes[i - 1].y + heights[i - 1] + 4, 1e-9);
    }
    g_assert_cmpfloat_with_epsilon(boxes[0].y, -(boxes[4].y + boxes[4].height), 1e-9);
}

static void
test_circle_too_full(void)
{
    const double heights[] = {60, 60, 60, 60};
    WbBox boxes[4];

    memset(boxes, 0x5a, sizeof boxes);
    g_assert_false(wb_circle_place(100, heights, 4, 4, 3, 40, boxes));
    g_assert_false(wb_circle_place(100, heights, 3, 4, 3, 100, boxes));
    for (guint i = 0; i < sizeof boxes; i++)
        g_assert_cmpint(((const guint8 *)boxes)[i], ==, 0x5a);
    g_assert_true(wb_circle_place(100, heights, 0, 4, 3, 40, boxes));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shape/path", test_path);
    g_test_add_func("/shape/circle/path", test_circle_path);
    g_test_add_func("/shape/circle/place", test_circle_place);
    g_test_add_func("/shape/circle/too-full", test_circle_too_full);
    g_test_add_func("/shape/jigsaw/counts", test_jigsaw_counts);
    g_test_add_func("/shape/jigsaw/areas", test_jigsaw_areas);
    g_test_add_func("/shape/jigsaw/knobs", test_jigsaw_knobs);
    g_test_add_func("/shape/jigsaw/repeats", test_jigsaw_repeats);
    g_test_add_func("/shape/jigsaw/too-small", test_jigsaw_too_small);
    g_test_add_func("/shape/jigsaw/best", test_jigsaw_best);
    return g_test_run();
}
