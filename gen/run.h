/* A run: glyphs of one face on one line, in the order in which they are painted, and the text that
 * they stand for. Points. */
#pragma once

#include "content.h"
#include "font.h"

G_BEGIN_DECLS

typedef struct {
    guint glyph;
    double x;    /* from the run's left end */
    double rise; /* above the baseline */
} WbGlyph;

/* Glyphs that belong to one stretch of text. Where ToUnicode cannot say it, ActualText does
 * (ISO 32000-1, 14.9.4). */
typedef struct {
    guint first, count; /* of the run's glyphs */
    char *actual;       /* or NULL */
} WbCluster;

typedef struct _WbRun {
    WbFace *face;
    double size, x, baseline, width, ascent;
    guint32 colour;
    GArray *glyphs;   /* of WbGlyph */
    GArray *clusters; /* of WbCluster */
    char *target;     /* of a link, or NULL */
    gboolean underlined;
} WbRun;

WbRun *wb_run_new(WbFace *face, double size, guint32 colour);
void wb_run_free(WbRun *self);

/* Adds the glyphs of one cluster, @n of them, and makes the run @advance longer. They stand for
 * @length bytes of @text, which in a run from right to left is as good as turned about. */
void wb_run_add(WbRun *self, const WbGlyph *glyphs, guint n, double advance, const char *text,
                gsize length, gboolean rtl);

/* The left end of the run's paragraph at (x, y). */
void wb_run_paint(const WbRun *self, WbContent *to, double x, double y);

G_END_DECLS
