/* Words or answers by how often they were given, as bars. */
#pragma once

#include "picture.h"

G_BEGIN_DECLS

typedef struct {
    const char *label;
    double value; /* how long the bar is; below 0: it is not told, and only the figure stands */
    const char *figure; /* behind the bar: "12", "<3" */
} WbBar;

typedef struct {
    const WbBar *bars;
    guint n_bars;
    double longest; /* the value of a whole bar; 0: the greatest of them */
} WbPictureBars;

/* A WbPicture; @data is a WbPictureBars. */
double wb_picture_bars_draw(WbDraw *draw, gconstpointer data, WbDrawBox box);
/* How high it comes out. */
double wb_picture_bars_measure(WbDraw *draw, const WbPictureBars *self, double width);

/* "Respect: 7, Safety: 5"; the caller's. */
char *wb_picture_bars_dup_alt(const WbPictureBars *self, const char *language);

G_END_DECLS
