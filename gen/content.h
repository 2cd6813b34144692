/* A content stream as it grows (ISO 32000-1, 8 and 9): numbers of three decimals, y turned over.
 * Every mark that it paints stands in marked content, tagged or artifact (14.6, 14.8). */
#pragma once

#include <glib.h>

#include "shape.h"

G_BEGIN_DECLS

typedef struct {
    GString *ops;
    double height; /* points: y of the layout becomes height - y */
} WbContent;

WbContent *wb_content_new(double height);
void wb_content_free(WbContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbContent, wb_content_free)
/* What was written so far; the content is freed. */
GBytes *wb_content_free_to_bytes(WbContent *self);

void wb_content_number(WbContent *self, double value); /* and a space */
void wb_content_op(WbContent *self, const char *op);   /* and a newline */

void wb_content_fill_colour(WbContent *self, guint32 rgb);
void wb_content_stroke_colour(WbContent *self, guint32 rgb);
void wb_content_rectangle(WbContent *self, const WbBox *box);
void wb_content_path(WbContent *self, const WbPath *path); /* built, not painted */
void wb_content_line_width(WbContent *self, double points);

/* Marked content: with a structure type and number, or as an artifact of pagination or layout. */
void wb_content_begin_tag(WbContent *self, const char *type, int mcid);
void wb_content_begin_artifact(WbContent *self, gboolean pagination);
void wb_content_end_tag(WbContent *self);

G_END_DECLS
