/* The faces of one document: which glyphs were used of each, and the embedded subsets made of them
 * (ISO 32000-1, 9.7 and 9.9; ISO 14289-1, 7.21). The home of hb-subset.
 * TrueType fonts, and fonts of CFF outlines that are keyed by CIDs. */
#pragma once

#include <hb.h>

#include "object.h"

G_BEGIN_DECLS

#define WB_FONT_ERROR wb_font_error_quark()
GQuark wb_font_error_quark(void);

typedef struct _WbFaces WbFaces;
typedef struct _WbFace WbFace;

/* The document must outlive the faces. */
WbFaces *wb_faces_new(WbDocument *document);
void wb_faces_free(WbFaces *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbFaces, wb_faces_free)

/* The face of a font file, made on first sight. @file names it for messages and as its key. */
WbFace *wb_faces_get(WbFaces *self, hb_face_t *face, const char *file);
/* A /Font resource dictionary with every face that was used so far or will be: shared by all pages.
 */
WbDict *wb_faces_peek_resources(WbFaces *self);
/* Subsets and writes every face; only glyphs that are in use already can be used afterwards. */
gboolean wb_faces_finish(WbFaces *self, GError **error);
/* From now on only glyphs of bound faces can be used. */
void wb_faces_close(WbFaces *self);
/* Whether a glyph was wanted since the last call that cannot be used any more, or was never there:
 * then what was painted is of no use. */
gboolean wb_faces_take_missed(WbFaces *self);

/* The face stands for a font that is in the file already, as wb_face_new_field_font makes it of the
 * same repertoire, and is called @name in the resources. */
void wb_face_bind(WbFace *self, const char *name, const GArray *repertoire);

const char *wb_face_name(const WbFace *self); /* its name in the resources: "F0" */
/* The code that shows a glyph, as hex digits: two bytes, one of a bound simple font. */
void wb_face_append_code(const WbFace *self, GString *hex, guint glyph);
/* The glyph of the space, 0 where there is none. */
guint wb_face_space(const WbFace *self);
/* Advance in thousandths of the em, as /W says it. */
int wb_face_width(WbFace *self, guint glyph);
/* Marks a glyph as used for this text (@length bytes of UTF-8). FALSE where the glyph stands for
 * another text already: the caller then says the text by ActualText (14.9.4). */
gboolean wb_face_use(WbFace *self, guint glyph, const char *text, gsize length);

/* The font of what is typed into fields, complete for its repertoire (of gunichar) and therefore
 * without a subset tag; @whole embeds the file uncut. An empty repertoire means WinAnsiEncoding and
 * gives a simple TrueType font (9.6.3), any other a composite font. NULL if it cannot be cut. */
WbDict *wb_face_new_field_font(WbFace *self, const GArray *repertoire, gboolean whole,
                               GError **error);

G_END_DECLS
