/* The structure tree (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7.1 to 7.10): what a page means, in
 * reading order. Built while pages are composed, numbered while they are painted. */
#pragma once

#include "object.h"

G_BEGIN_DECLS

typedef struct _WbTag WbTag;

/* A root, to be freed with everything below it. @type: a standard structure type ("P"). */
WbTag *wb_tag_new(const char *type);
void wb_tag_free(WbTag *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbTag, wb_tag_free)

WbTag *wb_tag_add(WbTag *parent, const char *type); /* the parent's */
/* Moves a tag that has no parent yet below another. */
void wb_tag_adopt(WbTag *parent, WbTag *child);
/* The same of everything that stands below @from. */
void wb_tag_adopt_all(WbTag *parent, WbTag *from);

void wb_tag_set_alt(WbTag *self, const char *utf8);
/* Table heads: "Row" or "Column". */
void wb_tag_set_scope(WbTag *self, const char *scope);
void wb_tag_set_span(WbTag *self, guint columns);
/* Lists: "Decimal", "LowerAlpha", "Disc" (table 347). */
void wb_tag_set_numbering(WbTag *self, const char *numbering);
/* Figures: where they stand (14.8.5.4.3). */
void wb_tag_set_box(WbTag *self, const WbBox *box, double page_height);
/* Moves the figures' boxes of a whole tree, or turns them about the middle of a sheet. */
void wb_tag_move(WbTag *self, double dx, double dy);
void wb_tag_mirror(WbTag *self, double sheet_width);
const char *wb_tag_type(const WbTag *self);

/* A place among the kids for marked content that is painted later. */
guint wb_tag_reserve(WbTag *self);
/* The content of a reserved place was painted on page @page (from 0) under @mcid. */
void wb_tag_fill(WbTag *self, guint place, guint page, int mcid);
/* An annotation that belongs to the tag (an OBJR); its /StructParent is set by wb_tags_write. */
void wb_tag_add_annotation(WbTag *self, WbDict *annotation, guint page);

/* Writes the tree below @root into the document and hangs it into @catalog. @pages: the pages'
 * dictionaries (WbDict), which get their /StructParents. */
void wb_tags_write(WbTag *root, WbDocument *document, WbDict *catalog, GPtrArray *pages);

G_END_DECLS
