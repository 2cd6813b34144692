/* The gap matrix: needs by populations, a heat map with the number in every cell. */
#pragma once

#include "picture.h"

G_BEGIN_DECLS

typedef struct {
    gboolean asked;     /* FALSE: nobody is asked, and the cell is left out */
    guint ticked, said; /* of those who said anything; where said is 0, nothing is known */
} WbMatrixCell;

typedef struct {
    const char *label;
    gboolean band;             /* a section's title, without cells */
    const WbMatrixCell *cells; /* one for each column */
} WbMatrixRow;

typedef struct {
    const char *head; /* above the rows' labels */
    const char *const *columns;
    guint n_columns;
    const WbMatrixRow *rows;
    guint n_rows;
} WbPictureMatrix;

/* Draws rows from @from on, as many as the box is high enough for (all where its height is 0), with
 * the heads above; gives the first row that is not drawn, and in @height how far it came. Never
 * leaves a band alone at the end. */
guint wb_picture_matrix_draw_rows(WbDraw *draw, const WbPictureMatrix *self, guint from,
                                  WbDrawBox box, double *height);
double wb_picture_matrix_draw_legend(WbDraw *draw, WbDrawBox box);

/* A WbPicture of all of it; @data is a WbPictureMatrix. */
double wb_picture_matrix_draw(WbDraw *draw, gconstpointer data, WbDrawBox box);

/* "Adult: 0 for Shelter, Food": what nobody serves, population by population; the caller's. */
char *wb_picture_matrix_dup_alt(const WbPictureMatrix *self, const char *language);

G_END_DECLS
