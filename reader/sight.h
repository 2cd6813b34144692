/* What can be seen on one page of an untrusted PDF: characters where they stand, and ink. With
 * pdf.c the home of poppler-glib; to be used in a confined child only. */
#pragma once

#include "pdf.h"

G_BEGIN_DECLS

typedef struct {
    gunichar c;
    WbRect rect;      /* points, y up: as wide as its advance, as high as its font */
    gboolean drawn;   /* it left ink; what a clip hides did not */
    const char *font; /* interned, without what tells the subsets of one font apart; or NULL */
} WbSeen;

typedef struct _WbSight WbSight;

/* @number: from 1. NULL where the file has no such page. */
WbSight *wb_sight_new(WbPdf *pdf, guint number);
void wb_sight_free(WbSight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbSight, wb_sight_free)

double wb_sight_get_width(const WbSight *self); /* points, as shown */
double wb_sight_get_height(const WbSight *self);

/* Of WbSeen: every character but white space; a mark has the place of its letter. In a word they
 * follow each other as they stand, from left to right; words come in no order that means anything.
 * Which of them are drawn is only known once the page was. */
const GArray *wb_sight_peek_seen(WbSight *self);

/* Draws the page, which takes time: now its characters know whether they are drawn. */
void wb_sight_draw(WbSight *self);

/* The share of @rect that is dark, 0 to 1. Draws the page if need be. */
double wb_sight_get_ink(WbSight *self, WbRect rect);

/* The share of the page that its largest picture covers, 0 to 1. */
double wb_sight_get_picture(WbSight *self);

G_END_DECLS
