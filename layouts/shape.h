/* The geometry of circle and jigsaw: outlines, and the boxes for text inside them. Pure functions;
 * points, y grows down, (0, 0) is the top left of the area given. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    double x, y, width, height;
} WbBox;

typedef enum { WB_PATH_MOVE, WB_PATH_LINE, WB_PATH_CURVE, WB_PATH_CLOSE } WbPathVerb;

/* One step of an outline: MOVE and LINE use p[0]; CURVE is a cubic Bezier with p[0], p[1] as its
 * control points and p[2] as its end; CLOSE uses none. */
typedef struct {
    WbPathVerb verb;
    struct {
        double x, y;
    } p[3];
} WbPathStep;

/* What a step is in the path data of SVG, which the edition has too: by WbPathVerb. */
typedef struct {
    char letter;
    guint points; /* of p */
} WbPathForm;
extern const WbPathForm wb_path_forms[WB_PATH_CLOSE + 1];

/* An outline: GArray of WbPathStep. */
typedef GArray WbPath;

void wb_path_free(WbPath *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbPath, wb_path_free)
WbPath *wb_path_dup_moved(const WbPath *self, double dx, double dy);
WbPath *wb_path_dup_mirrored(const WbPath *self,
                             double width); /* left and right changed about width / 2 */

/* The circle as four Bezier arcs. */
WbPath *wb_circle_new_path(double centre_x, double centre_y, double radius);

/* Places lines of the given heights (points, in order from the top) inside a circle of this radius
 * centred on (0, 0), @gap apart, the stack centred, each box as wide as the chord at its farther
 * edge less @padding at both ends. FALSE where the stack is too high for every box to be at least
 * @least_width wide; @boxes then is untouched. */
gboolean wb_circle_place(double radius, const double *heights, guint n, double gap, double padding,
                         double least_width, WbBox *boxes);

/* One piece of a jigsaw. */
typedef struct {
    WbPath *outline; /* closed; shared edges are exactly those of the neighbour, walked backwards */
    WbBox inner; /* the upright box of most use for lines of text, some points clear of all tabs */
    guint row, column;
    guint shade; /* 0 to 3: no two neighbours have the same */
} WbJigsawPiece;

typedef struct {
    double width, height;
    GArray *pieces; /* of WbJigsawPiece, in reading order: row by row, from the start */
} WbJigsaw;

/* Cuts an area into @n interlocking pieces (1 to 60) without gaps: rows of nearly equal count
 * (bricks), every inner segment between two pieces with one tab and one blank, outer edges
 * straight. Always the same for the same arguments. NULL where no cut leaves each piece an inner
 * box of at least @least_width by @least_height; @best_width and @best_height then say the largest
 * smallest box that could be had. */
WbJigsaw *wb_jigsaw_new(double width, double height, guint n, double least_width,
                        double least_height, double *best_width, double *best_height);
void wb_jigsaw_free(WbJigsaw *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbJigsaw, wb_jigsaw_free)

G_END_DECLS
