/* Pages composed: every text, line, shape and widget in its place on a sheet, nothing painted yet.
 * Points, y grows down from the sheet's top. x is measured from the left; until a sheet is done
 * it is composed from the start of the line, and a right-to-left sheet is mirrored as a whole. */
#pragma once

#include "fonts.h"
#include "model.h"
#include "tag.h"
#include "text.h"

G_BEGIN_DECLS

#define WB_COMPOSE_ERROR wb_compose_error_quark()
GQuark wb_compose_error_quark(void);

typedef enum { WB_ITEM_TEXT, WB_ITEM_PATH, WB_ITEM_WIDGET } WbItemKind;

/* One place where a field can be filled in or is shown. */
typedef struct {
    const WbField *field;
    const WbOption *option; /* of exclusive boxes, else NULL */
    gboolean input;         /* FALSE: a mirror */
    const WbShape *shape;   /* of a mirror; NULL: it stands beside its input */
    double size;            /* of its text, 0 of boxes */
    gboolean multiline;
    WbAlign align;
    char *word;         /* what the on-state of a mirror draws, owned; NULL: a tick */
    WbParagraph *drawn; /* @word set by us, owned */
} WbWidget;

typedef struct {
    WbItemKind kind;
    WbBox box;
    WbTag *tag;  /* lent; NULL: an artifact */
    guint place; /* the tag's reserved place */
    /* text: some runs of a paragraph whose top left is that of the box */
    WbParagraph *paragraph; /* owned by the item that has @owner set */
    gboolean owner;
    guint first_run, end_run;
    char *target; /* of a link: a URL or a page's id; owned */
    /* path */
    WbPath *path;        /* owned */
    gint64 fill, stroke; /* 0xRRGGBB, -1: none */
    double line_width;
    const WbPiece *piece; /* whose outline the path is, or NULL */
    WbWidget widget;
} WbItem;

typedef struct {
    const WbPage *page;
    guint number; /* of the sheet, from 1 */
    double width, height;
    GPtrArray *items; /* of WbItem, owned, in painting order */
} WbSheet;

typedef struct {
    const WbWorkbook *workbook;
    const char *language;
    const WbFontChoice *fonts;
    double margin;
    GPtrArray *sheets; /* of WbSheet, owned */
    WbTag *root;       /* owned: the Document element */
} WbComposition;

/* Composes every page of a workbook for a paper ("letter", "a4"). On failure NULL, and the message
 * holds every complaint of the run, "path:line:column: what", one a line. */
WbComposition *wb_compose(const WbWorkbook *workbook, const char *paper, WbSetter *setter,
                          GError **error);
void wb_composition_free(WbComposition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbComposition, wb_composition_free)

G_END_DECLS
