/* Text set in paragraphs: lines, glyph runs and the places left in them for fields. The home of
 * Pango. Points; y grows down from the paragraph's top. */
#pragma once

#include "content.h"
#include "font.h"
#include "fonts.h"
#include "model.h"

G_BEGIN_DECLS

#define WB_TEXT_ERROR wb_text_error_quark()
GQuark wb_text_error_quark(void);

typedef enum { WB_ALIGN_START, WB_ALIGN_CENTRE, WB_ALIGN_END } WbAlign;

typedef struct {
    const char *family;
    double size, leading; /* points; the leading is the distance of two baselines */
    gboolean bold, italic;
    guint32 colour;
    WbAlign align;
    gboolean quiet_links; /* where everything is a link, nothing is underlined */
    gboolean typed;       /* see wb_setter_set_typed */
} WbStyle;

/* Room for a field inside a line, where the text has U+FFFC. */
typedef struct {
    double width, height;
} WbGap;

typedef struct {
    double width, height; /* asked for, and taken */
    double widest;        /* the widest line */
    guint n_lines;
    GPtrArray *runs; /* of WbRun (see run.h), owned, from left to right in each line */
    /* From the start of the line, which of right-to-left text is its right end: */
    GArray *places;     /* of WbBox: where each place came to stand */
    GArray *lines;      /* of guint: the line of each place */
    GArray *ends;       /* of double: how far each line reaches, without its last space */
    double shift;       /* private: the share of more width that goes before the words */
    const WbMark *mark; /* where the text stands in its layout, lent; or NULL */
} WbParagraph;

void wb_paragraph_free(WbParagraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbParagraph, wb_paragraph_free)
/* Where the runs of one link stand, or NULL of other text. */
const char *wb_paragraph_peek_target(const WbParagraph *self, guint run);
/* Gives the paragraph more width than it was set to, its lines staying as they are. */
void wb_paragraph_widen(WbParagraph *self, double width);
WbBox wb_paragraph_run_box(const WbParagraph *self, guint run);

typedef struct _WbSetter WbSetter; /* sets text in one language with one document's faces */

WbSetter *wb_setter_new(WbFaces *faces, const char *language, const WbFontChoice *fonts);
/* Another one for other faces, at little cost: it shares the fonts of @beside. */
WbSetter *wb_setter_new_beside(const WbSetter *beside, WbFaces *faces);
void wb_setter_free(WbSetter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbSetter, wb_setter_free)

/* Sets @prose (with its inline marks) to a width. @mark says where the text stands, for messages.
 * The paragraph is the caller's. Characters that no font has are the setter's to
 * complain of. */
WbParagraph *wb_setter_set(WbSetter *self, const char *prose, const WbStyle *style, double width,
                           const WbMark *mark, const WbGap *places, guint n_places);
/* The same for words that are no prose (footers, labels of boxes): no marks are read. */
WbParagraph *wb_setter_set_plain(WbSetter *self, const char *text, const WbStyle *style,
                                 double width, const WbMark *mark);
/* What somebody typed: as it is, lines broken inside a word where that is wider than a line, no two
 * letters drawn as one. Where no font has a character, a box is drawn. */
WbParagraph *wb_setter_set_typed(WbSetter *self, const char *text, const WbStyle *style,
                                 double width);
/* Whether some font of the language has the character. */
gboolean wb_setter_has(WbSetter *self, gunichar character, const WbStyle *style);
/* The narrowest width that breaks no word, and the width of the text on one line. */
double wb_setter_least_width(WbSetter *self, const char *prose, const WbStyle *style);
double wb_setter_line_width(WbSetter *self, const char *prose, const WbStyle *style);
/* The narrowest width on which the words take no more lines than on @width. */
double wb_setter_even_width(WbSetter *self, const char *prose, const WbStyle *style, double width);
/* Notes what is wrong with a text, for wb_setter_check; once for each place. */
void wb_setter_complain(WbSetter *self, const WbMark *mark, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* FALSE after complaints: "path:line:column: what" for each text, one a line. */
gboolean wb_setter_check(const WbSetter *self, GError **error);

/* The face that @style begins with. */
WbFace *wb_setter_face(WbSetter *self, const WbStyle *style);

/* Paints the runs from @first up to @end, the paragraph's top left at (x, y). */
void wb_paragraph_paint(const WbParagraph *self, WbContent *to, double x, double y, guint first,
                        guint end);

G_END_DECLS
