/* The gap matrix of a tally as it is drawn. */
#pragma once

#include "picture-matrix.h"
#include "tally.h"

G_BEGIN_DECLS

typedef struct {
    WbPictureMatrix picture;
    GArray *rows;       /* of WbMatrixRow */
    GPtrArray *columns; /* of char*, lent */
    GPtrArray *cells;   /* of WbMatrixCell*, owned */
} WbMatrix;

/* Every need for which a population is asked, by section; lives as long as the tally. @head: what
 * stands above the needs, lent. */
WbMatrix *wb_matrix_new(const WbTally *tally, const char *head);
void wb_matrix_free(WbMatrix *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbMatrix, wb_matrix_free)

G_END_DECLS
