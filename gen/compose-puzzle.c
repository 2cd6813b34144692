/* Jigsaws: interlocking pieces, each with its label and what is typed for it. */
#include "composer.h"

#include <math.h>

#define LEAST_PIECE_WIDTH 78.0
#define LEAST_PIECE_HEIGHT 46.0
#define PIECE_SIZE 8.0
#define PIECE_GAP 3.0

/* A tint of the accent, white at 0. */
static guint32
shade_of(guint32 accent, double strength)
{
    guint32 out = 0;

    for (int shift = 16; shift >= 0; shift -= 8) {
        double part = (accent >> shift) & 0xff;
        out |= (guint32)lround(255 - (255 - part) * strength) << shift;
    }
    return out;
}

static const double shades[] = {0.03, 0.085, 0.14, 0.2};

/* The label of the row whose cell is shown, or NULL. */
static const WbText *
row_label(const WbField *field)
{
    for (guint i = 0; field->table != NULL && i < field->table->rows->len; i++) {
        const WbRow *row = field->table->rows->pdata[i];
        if (g_strcmp0(row->id, field->row) == 0)
            return row->label;
    }
    return NULL;
}

/* The piece's own label speaks for the first of several mirrors; each other says its row. */
static WbParagraph *
set_row_label(WbComposer *self, const WbPiece *piece, guint n, double width)
{
    const WbText *label = n > 0 ? row_label(piece->shows->pdata[n]) : NULL;

    return label != NULL ? wb_composer_set(self, label, WB_STYLE_CAPTION, width) : NULL;
}

/* What the mirrors of a piece take, one line a text. */
static double
least_room(WbComposer *self, const WbPiece *piece, double width)
{
    double height = (piece->shows->len - 1) * PIECE_GAP;

    for (guint i = 0; i < piece->shows->len; i++) {
        g_autoptr(WbParagraph) label = set_row_label(self, piece, i, width);
        height += wb_mirror_height(piece->shows->pdata[i], PIECE_SIZE, 1);
        height += label != NULL ? label->height : 0;
    }
    return height;
}

/* The room is shared out: each mirror what it needs, and as much of the rest as the others. */
static void
add_piece_mirrors(WbComposer *self, WbFragment *into, const WbShape *shape, const WbPiece *piece,
                  const WbBox *room)
{
    double spare = (room->height - least_room(self, piece, room->width)) / piece->shows->len;
    WbBox box = *room;

    for (guint i = 0; i < piece->shows->len; i++) {
        const WbField *field = piece->shows->pdata[i];
        WbParagraph *label = set_row_label(self, piece, i, room->width);
        if (i > 0)
            wb_fragment_add_line(into, box.x, box.y - PIECE_GAP / 2, box.x + box.width,
                                 box.y - PIECE_GAP / 2, self->workbook->theme.accent, 0.5);
        if (label != NULL) {
            double height = label->height;
            wb_fragment_add_text(into, into->tag, label, box.x, box.y);
            box.y += height;
        }
        box.height = wb_mirror_height(field, PIECE_SIZE, 1) + spare;
        wb_compose_mirror(self, into, shape, field, &box, PIECE_SIZE);
        box.y += box.height + PIECE_GAP;
    }
}

/* The inputs of a piece that is filled in itself: a white sheet to write on. */
static void
add_piece_inputs(WbComposer *self, WbFragment *inputs, const WbPiece *piece, const WbBox *room)
{
    double height = (room->height - (piece->shows->len - 1) * PIECE_GAP) / piece->shows->len;
    WbBox box = {room->x, room->y, room->width, height};

    for (guint i = 0; i < piece->shows->len; i++) {
        wb_compose_text_input(inputs, inputs->tag, piece->shows->pdata[i], &box,
                              self->workbook->theme.accent);
        box.y += height + PIECE_GAP;
    }
}

static void
add_piece(WbComposer *self, WbFragment *into, WbFragment *inputs, const WbShape *shape,
          const WbPiece *piece, const WbBox *inner)
{
    WbParagraph *text =
        wb_composer_set_even(self, piece->label, &self->styles[WB_STYLE_PIECE], inner->width);
    double least = least_room(self, piece, inner->width), left = inner->height - text->height - 3;

    if (left < least)
        wb_composer_complain(self, wb_composer_mark(piece->label, &piece->mark),
                             "the label of piece '%s' is %.0f points too high", piece->id,
                             ceil(least - left));
    wb_fragment_add_text(into, into->tag, text, inner->x, inner->y);
    WbBox room = {inner->x, inner->y + text->height + 3, inner->width, MAX(left, least)};
    if (shape->typed)
        add_piece_inputs(self, inputs, piece, &room);
    else
        add_piece_mirrors(self, into, shape, piece, &room);
}

static char *
describe_pieces(WbComposer *self, const WbShape *shape)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < shape->pieces->len; i++) {
        const WbPiece *piece = shape->pieces->pdata[i];
        g_autofree char *label = wb_workbook_dup_plain(self->workbook, piece->label, 0);
        g_string_append_printf(out, "%s%s", i > 0 ? "; " : "", label);
    }
    return g_string_free(out, FALSE);
}

WbFragment *
wb_compose_puzzle(WbComposer *self, const WbBlock *block, double width, double height)
{
    const WbShape *shape = block->shapes->pdata[0];
    WbFragment *out = wb_fragment_new("Figure");
    double best_width = 0, best_height = 0;
    guint n = shape->pieces->len;
    g_autoptr(WbJigsaw) jigsaw = wb_jigsaw_new(width, height, n, LEAST_PIECE_WIDTH,
                                               LEAST_PIECE_HEIGHT, &best_width, &best_height);

    out->height = height;
    if (jigsaw == NULL) {
        wb_composer_complain(self, &shape->mark,
                             "puzzle '%s' has %u pieces, and each would have %.0f by %.0f points; "
                             "%.0f by %.0f are needed",
                             shape->id, n, best_width, best_height, LEAST_PIECE_WIDTH,
                             LEAST_PIECE_HEIGHT);
        return out;
    }
    for (guint i = 0; i < n; i++) {
        const WbJigsawPiece *cut = &g_array_index(jigsaw->pieces, WbJigsawPiece, i);
        wb_fragment_add_path(out, out->tag, wb_path_dup_moved(cut->outline, 0, 0),
                             shade_of(self->workbook->theme.accent, shades[cut->shade % 4]),
                             self->workbook->theme.accent, 1.0)
            ->piece = shape->pieces->pdata[i];
    }
    WbFragment *inputs = wb_fragment_new("Div"), *both = wb_fragment_new("Div");
    for (guint i = 0; i < n; i++) {
        const WbJigsawPiece *cut = &g_array_index(jigsaw->pieces, WbJigsawPiece, i);
        add_piece(self, out, inputs, shape, shape->pieces->pdata[i], &cut->inner);
    }
    g_autofree char *pieces = describe_pieces(self, shape);
    wb_compose_figure(self, out->tag, shape, pieces, n, (WbBox){0, 0, width, height});
    /* A figure speaks by its alternative text: what is filled in must not stand inside it. */
    both->height = height;
    wb_fragment_merge(both, both->tag, out, 0, 0);
    wb_fragment_merge(both, both->tag, inputs, 0, 0);
    return both;
}

#define EMBLEM_PIECES 12
#define EMBLEM_MISSING 6

WbFragment *
wb_compose_emblem(WbComposer *self, double width, double height)
{
    const WbTheme *theme = &self->workbook->theme;
    WbFragment *out = wb_fragment_new(NULL);
    g_autoptr(WbJigsaw) jigsaw = wb_jigsaw_new(width, height, EMBLEM_PIECES, 8, 8, NULL, NULL);

    out->height = height;
    if (jigsaw == NULL)
        return out;
    static const double tones[] = {0.35, 0.55, 0.75, 0.95};
    for (guint i = 0; i < jigsaw->pieces->len; i++) {
        const WbJigsawPiece *cut = &g_array_index(jigsaw->pieces, WbJigsawPiece, i);
        gboolean missing = i == EMBLEM_MISSING;
        wb_fragment_add_path(out, NULL, wb_path_dup_moved(cut->outline, 0, 0),
                             missing ? 0xffffff : shade_of(theme->accent, tones[cut->shade % 4]),
                             0xffffff, 1.5);
    }
    return out;
}
