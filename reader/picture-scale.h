/* How the answers on a scale are distributed, with their mean and median. */
#pragma once

#include "picture.h"

G_BEGIN_DECLS

typedef struct {
    int min, max;
    const guint *counts; /* one for each value from min to max */
    double mean, median;
} WbPictureScale;

/* A WbPicture; @data is a WbPictureScale. */
double wb_picture_scale_draw(WbDraw *draw, gconstpointer data, WbDrawBox box);

/* "1: 0, 2: 3 ... Mean 7.4, median 8"; the caller's. */
char *wb_picture_scale_dup_alt(const WbPictureScale *self, const char *language);

/* One decimal at most, in no locale: "7.4", "8"; the caller's. */
char *wb_picture_scale_dup_number(double value);

G_END_DECLS
