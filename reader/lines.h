/* Characters as they stand on a page, made into the text that was typed: lines, spaces between
 * words, and the order of right-to-left scripts. Pure functions. */
#pragma once

#include "sight.h"

G_BEGIN_DECLS

/* How a program drew what was typed from right to left. Whoever sees the page can tell; from the
 * file it shows only in the words and brackets, the more of them the surer. */
typedef struct {
    gboolean as_stored; /* from left to right, as some viewers do that know no better */
    gboolean mirrored;  /* brackets as their mirror images, as they should be drawn */
    int order, mirrors; /* what speaks for both, less what speaks against it */
} WbDrawn;

typedef struct {
    GArray *seen; /* of WbSeen, owned, from left to right */
    double left, right, middle, height;
} WbLine;

/* Of WbLine, owned, from the top. @seen: of WbSeen, lent, in any order. */
GPtrArray *wb_lines_new(const GArray *seen);

/* To be asked about all that one program drew, one after the other; @drawn starts zeroed. */
void wb_lines_weigh(const GPtrArray *lines, WbDrawn *drawn);

/* The lines as one text. What wraps because the next word has no room up to @width is one line of
 * it. @rtl: the page runs from right to left. */
char *wb_lines_dup_text(const GPtrArray *lines, double width, const WbDrawn *drawn, gboolean rtl);

/* A line that ends, or begins, with a word of left-to-right letters at its left looks the same
 * either way. */
gboolean wb_lines_is_ambiguous(const GPtrArray *lines, const WbDrawn *drawn);

G_END_DECLS
