/* An edition: all that a reader knows about one language and paper of one workbook. It is the
 * contract between gen and reader, written beside each blank PDF, attached inside it, and needed by
 * the reader in place of layout and generator. Rectangles in points, origin at the page's lower
 * left, y up (as in the PDF). */
#pragma once

#include <glib.h>

#include "model.h"

G_BEGIN_DECLS

#define WB_EDITION_ATTACHMENT "edition.json"
/* In the Info dictionary's Keywords (the one entry that every tool and viewer carries through and
 * shows): "edition:FINGERPRINT", words apart by spaces. */
#define WB_EDITION_KEYWORD "edition:"

#define WB_EDITION_ERROR wb_edition_error_quark()
GQuark wb_edition_error_quark(void);

typedef enum {
    WB_EDITION_ERROR_READ,   /* the file could not be read or written */
    WB_EDITION_ERROR_SYNTAX, /* not JSON, too deep, too large */
    WB_EDITION_ERROR_WRONG,  /* JSON, but not an edition, or its fingerprint does not fit */
} WbEditionError;

typedef struct {
    double left, bottom, right, top;
} WbRect;

typedef struct {
    guint page; /* from 1 */
    WbRect rect;
    gboolean input; /* FALSE: a mirror */
    char *in;       /* of a mirror: the shape's id ("circle.gifts"), or "beside" */
    double font;    /* points; 0 for boxes */
    gboolean multiline;
    char *on; /* of boxes: the on-state ("yes"; "on" of a single check); else NULL */
} WbEditionWidget;

typedef struct {
    char *code, *label;
} WbEditionOption;

typedef struct {
    char *id;
    WbKind kind;
    char *label, *question;                 /* question may be NULL */
    char *page;                             /* the page's id */
    char *table, *row, *column;             /* NULL outside tables */
    char *role, *need, *population, *tally; /* may be NULL */
    char *was, *other;                      /* may be NULL */
    gboolean sensitive;
    int min, max;       /* both 0 where not given */
    GPtrArray *options; /* of WbEditionOption, owned; may be NULL */
    GPtrArray *widgets; /* of WbEditionWidget, owned: inputs first, then mirrors */
} WbEditionField;

typedef struct {
    guint number;
    char *id, *title;
    char *part;    /* the part's label, or NULL */
    char *section; /* the section's id, or NULL */
    double width, height;
} WbEditionPage;

typedef struct {
    char *id, *label;
} WbEditionSection;

typedef struct {
    char *id, *label, *need;   /* need may be NULL */
    char *same_need, *related; /* may be NULL */
} WbEditionRow;

typedef struct {
    char *id, *label, *role, *population; /* role and population may be NULL */
    char *head; /* what is printed above it, where that is not the label; or NULL */
} WbEditionColumn;

typedef struct {
    char *id, *page, *label;
    GPtrArray *rows;    /* of WbEditionRow, owned */
    GPtrArray *columns; /* of WbEditionColumn, owned; without the column of labels */
} WbEditionTable;

typedef struct {
    char *id, *label; /* the label may be NULL */
    char *outline;    /* SVG path data, absolute commands M L C Z, page points, y up */
    char *need;       /* or NULL */
    GPtrArray *shows; /* of char*, owned: field ids */
} WbEditionPiece;

typedef struct {
    char *id;
    WbShapeKind kind;
    guint page; /* number */
    char *label;
    GPtrArray *pieces; /* of WbEditionPiece, owned */
} WbEditionShape;

typedef struct {
    char *workbook, *title, *version, *language, *paper, *direction; /* "ltr" or "rtl" */
    char *code;          /* "CRW-4F7K": what the footer says; see wb_edition_seal */
    char *fingerprint;   /* SHA-256, 64 hex digits */
    WbRect footer;       /* where its line stands on every page: how a printed copy was moved and
                            scaled shows there; or all 0 */
    GPtrArray *nothing;  /* of char*, owned: answers that name nobody ("nothing-words") */
    GPtrArray *sections; /* of WbEditionSection, owned */
    GPtrArray *pages;    /* of WbEditionPage, owned */
    GPtrArray *fields;   /* of WbEditionField, owned */
    GPtrArray *tables;   /* of WbEditionTable, owned */
    GPtrArray *shapes;   /* of WbEditionShape, owned */
} WbEdition;

/* All arrays are there and empty, all strings NULL. The element constructors give zeroed structs
 * whose arrays are there where the comment above does not say "may be NULL". */
WbEdition *wb_edition_new(void);
void wb_edition_free(WbEdition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbEdition, wb_edition_free)
WbEditionField *wb_edition_field_new(void);
WbEditionTable *wb_edition_table_new(void);
WbEditionShape *wb_edition_shape_new(void);
WbEditionPiece *wb_edition_piece_new(void);

/* Makes the list of options where there is none yet; copies both texts. */
void wb_edition_field_add_option(WbEditionField *self, const char *code, const char *label);

/* Sets code and fingerprint. The code is layouts/code's edition code over the canonical JSON
 * without both; the fingerprint is the SHA-256 of the canonical JSON with the code. */
void wb_edition_seal(WbEdition *self);

/* Canonical: one line, no spaces, keys in the order of this header as design's example shows,
 * absent where NULL, FALSE or 0, numbers with at most two decimals and without trailing zeros. */
char *wb_edition_to_json(const WbEdition *self);

/* Untrusted text is safe here: size, depth and types are checked, the fingerprint must fit.
 * @name: what messages call it. The edition is the caller's; on failure NULL. */
WbEdition *wb_edition_parse(const char *json, gssize length, const char *name, GError **error);
WbEdition *wb_edition_load(const char *path, GError **error);

const WbEditionField *wb_edition_lookup_field(const WbEdition *self, const char *id);
const WbEditionOption *wb_edition_field_lookup_option(const WbEditionField *field,
                                                      const char *code);

G_END_DECLS
