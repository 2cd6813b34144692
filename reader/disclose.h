/* Discretion in counts of people: a count under three is not told, and neither is any other from
 * which it could be worked out by adding and subtracting. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WB_DISCLOSE_LEAST 3 /* the least number of people that is told */

typedef enum {
    WB_SHOWN,      /* as it is */
    WB_SHOWN_FEW,  /* under three, none included: print "<3" */
    WB_SHOWN_KEPT, /* three or more, kept back because it would give away another: print "3+" */
} WbShownMark;

/* A count of people as a report may print it. */
typedef struct {
    guint count; /* 0 where it is not shown, so that nobody prints it by mistake */
    WbShownMark mark;
} WbShown;

/* "12", "<3" or "3+". */
char *wb_shown_dup_text(WbShown self);

/* @n counts whose sum everybody knows. The first @listed are there only because somebody was
 * counted: everybody knows that they are not 0. FALSE: whatever is kept back, something would be
 * given away (one count alone that is under three), and nothing of it may be told; then no @shown
 * is WB_SHOWN. */
gboolean wb_disclose_list(const guint *counts, guint n, guint listed, WbShown *shown);

/* @rows times @columns counts, row by row, whose sums by column everybody knows. The sums by row
 * are counts of people as well and get their place in @sums; they are kept back last. Of the first
 * @listed rows everybody knows that they are not empty. As above. */
gboolean wb_disclose_table(const guint *counts, guint rows, guint columns, guint listed,
                           WbShown *shown, WbShown *sums);

G_END_DECLS
