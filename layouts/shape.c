/* Paths and the circle; the jigsaw has layouts/jigsaw.c to itself. */
#include "shape.h"

#include <math.h>

const WbPathForm wb_path_forms[] = {
    [WB_PATH_MOVE] = {'M', 1},
    [WB_PATH_LINE] = {'L', 1},
    [WB_PATH_CURVE] = {'C', 3},
    [WB_PATH_CLOSE] = {'Z', 0},
};

void
wb_path_free(WbPath *self)
{
    if (self != NULL)
        g_array_unref(self);
}

/* Every point becomes (x * scale_x + dx, y + dy). */
static WbPath *
path_dup_with(const WbPath *self, double scale_x, double dx, double dy)
{
    WbPath *copy = g_array_sized_new(FALSE, FALSE, sizeof(WbPathStep), self->len);

    g_array_append_vals(copy, self->data, self->len);
    for (guint i = 0; i < copy->len; i++) {
        WbPathStep *step = &g_array_index(copy, WbPathStep, i);

        for (guint p = 0; p < G_N_ELEMENTS(step->p); p++) {
            step->p[p].x = step->p[p].x * scale_x + dx;
            step->p[p].y += dy;
        }
    }
    return copy;
}

WbPath *
wb_path_dup_moved(const WbPath *self, double dx, double dy)
{
    return path_dup_with(self, 1, dx, dy);
}

WbPath *
wb_path_dup_mirrored(const WbPath *self, double width)
{
    return path_dup_with(self, -1, width, 0);
}

WbPath *
wb_circle_new_path(double centre_x, double centre_y, double radius)
{
    const double k = radius * 4 * (G_SQRT2 - 1) / 3; /* the usual handle of a quarter */
    const double x = centre_x, y = centre_y, r = radius;
    const WbPathStep steps[] = {
        {WB_PATH_MOVE, {{x + r, y}}},
        {WB_PATH_CURVE, {{x + r, y + k}, {x + k, y + r}, {x, y + r}}},
        {WB_PATH_CURVE, {{x - k, y + r}, {x - r, y + k}, {x - r, y}}},
        {WB_PATH_CURVE, {{x - r, y - k}, {x - k, y - r}, {x, y - r}}},
        {WB_PATH_CURVE, {{x + k, y - r}, {x + r, y - k}, {x + r, y}}},
        {WB_PATH_CLOSE, {{0, 0}}},
    };
    WbPath *path = g_array_sized_new(FALSE, FALSE, sizeof(WbPathStep), G_N_ELEMENTS(steps));

    return g_array_append_vals(path, steps, G_N_ELEMENTS(steps));
}

gboolean
wb_circle_place(double radius, const double *heights, guint n, double gap, double padding,
                double least_width, WbBox *boxes)
{
    g_autofree WbBox *placed = g_new0(WbBox, n);
    double total = 0, y;

    for (guint i = 0; i < n; i++)
        total += heights[i] + (i > 0 ? gap : 0);
    y = -total / 2;
    for (guint i = 0; i < n; i++) {
        double farther = MAX(fabs(y), fabs(y + heights[i]));
        double half = farther < radius ? sqrt(radius * radius - farther * farther) - padding : 0;

        if (half <= 0 || 2 * half < least_width)
            return FALSE;
        placed[i] = (WbBox){-half, y, 2 * half, heights[i]};
        y += heights[i] + gap;
    }
    for (guint i = 0; i < n; i++)
        boxes[i] = placed[i];
    return TRUE;
}
