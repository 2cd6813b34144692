/* Circles and jigsaws: outlines, and inside them the mirrors of what is typed elsewhere. */
#include "composer.h"

#include <math.h>

#include "words.h"

#define PADDING 9.0        /* between the ring and the ends of a line */
#define LINE_EM 1.37       /* what viewers take for a line of Noto Sans */
#define MIRROR_PADDING 3.6 /* as in gen/compose-input.c: no arrows */
#define AVERAGE_EM 0.56    /* width of a letter of running text that is rich in m and w */
#define SLOT_EM 1.75       /* of one digit of a scale */
#define MOST_SLOT 8.0      /* size of a digit or word in a slot */
#define LEAST_CHORD 60.0
#define CAPTION_DROP 1.0 /* below its line */
#define LEAST_GAP 2.5    /* between lines */
#define MOST_GAP 26.0

/* What is promised of a circle's lines: an answer of so many letters is legible at one of these
 * sizes, on one line where the chord is long enough, else on two. */
typedef struct {
    const double *sizes; /* points, largest first */
    guint n;
    guint letters;
} Promise;

static const double page_sizes[] = {12, 11, 10, 9.5, 9, 8.5, 8, 7.5, 7};
static const double gathered_sizes[] = {10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6};
static const Promise on_page = {page_sizes, G_N_ELEMENTS(page_sizes), 60};
static const Promise gathered = {gathered_sizes, G_N_ELEMENTS(gathered_sizes), 40};

static double
line_height(double size)
{
    return size * LINE_EM;
}

static double
slot_height(double size)
{
    return MIN(size, MOST_SLOT) * 1.45;
}

static gboolean
is_text(const WbField *field)
{
    return field->kind == WB_KIND_TEXT || field->kind == WB_KIND_LINES;
}

/* Of the mirror alone, without its caption. */
static double
mirror_height(const WbField *field, double size, guint lines)
{
    if (field->kind == WB_KIND_CHOICE)
        return field->options->len * slot_height(size);
    if (wb_kind_has_options(field->kind) || field->kind == WB_KIND_CHECK)
        return slot_height(size);
    return line_height(size) * lines + MIRROR_PADDING;
}

static double
least_width(const WbField *field, double size, guint lines, guint letters)
{
    if (field->kind == WB_KIND_SCALE || field->kind == WB_KIND_YES_NO)
        return field->options->len * MIN(size, MOST_SLOT) * SLOT_EM;
    if (!is_text(field))
        return LEAST_CHORD;
    double line = letters * AVERAGE_EM * size;
    /* Two lines never fill to the brim: a word goes over. */
    return lines == 1 ? line + 5 : line / lines * 1.12 + 5;
}

static WbParagraph *
set_word(WbComposer *self, const WbField *field, const char *word, const WbBox *box, double size,
         gboolean strong)
{
    WbStyle style = self->styles[WB_STYLE_CAPTION];

    style.size = MIN(size, MOST_SLOT);
    style.bold = strong;
    if (strong)
        style.colour = 0xffffff;
    double wide = wb_setter_line_width(self->setter, word, &style);
    if (wide > box->width - 4)
        style.size *= (box->width - 4) / wide;
    style.leading = box->height;
    style.align = WB_ALIGN_CENTRE;
    return wb_setter_set_plain(self->setter, word, &style, box->width, &field->mark);
}

/* One option of a mirrored scale or choice. Its digit or word is printed quietly; the on-state
 * draws it strongly over that. So a viewer that puts a mark of its own there still says which it
 * is. */
static void
add_slot(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
         const WbOption *option, const WbBox *box, double size)
{
    g_autofree char *word = option != NULL ? wb_composer_dup_option(self, option) : NULL;

    if (word != NULL)
        wb_fragment_add_text(into, into->tag, set_word(self, field, word, box, size, FALSE), box->x,
                             box->y);
    WbWidget *widget = wb_fragment_add_widget(into, NULL, box, field, option, FALSE);
    widget->shape = shape;
    if (word == NULL)
        return;
    widget->drawn = set_word(self, field, word, box, size, TRUE);
    widget->word = g_steal_pointer(&word);
}

/* Words in a choice are a line each, digits stand side by side; no two widgets overlap, so that a
 * click hits what it shows. */
static void
add_slots(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
          const WbBox *box, double size)
{
    guint n = field->options->len;
    gboolean stacked = field->kind == WB_KIND_CHOICE;
    double widest = 0, slot = MIN(size, MOST_SLOT);
    WbStyle style = self->styles[WB_STYLE_CAPTION];

    style.size = slot;
    style.bold = TRUE;
    for (guint i = 0; i < n; i++) {
        g_autofree char *word = wb_composer_dup_option(self, field->options->pdata[i]);
        widest = MAX(widest, wb_setter_line_width(self->setter, word, &style) + 8);
    }
    double width =
        stacked ? MIN(box->width, widest) : MIN(box->width / n, MAX(widest, slot * SLOT_EM));
    double x = box->x + (box->width - (stacked ? width : width * n)) / 2;
    guint rows = stacked ? n : 1;
    double height =
        MIN(box->height / rows, slot_height(size)); /* a piece has more room than that */
    double y = box->y + (box->height - rows * height) / 2;

    for (guint i = 0; i < n; i++) {
        WbBox at = {stacked ? x : x + i * width, stacked ? y + i * height : y, width, height};
        add_slot(self, into, shape, field, field->options->pdata[i], &at, size);
    }
}

static void
add_text_mirror(WbFragment *into, const WbShape *shape, const WbField *field, const WbBox *box,
                double size, WbAlign align)
{
    WbWidget *widget = wb_fragment_add_widget(into, NULL, box, field, NULL, FALSE);

    widget->shape = shape;
    widget->size = size;
    widget->align = align;
    widget->multiline = field->kind == WB_KIND_TEXT || field->kind == WB_KIND_LINES;
}

static void
add_mirror(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
           const WbBox *box, double size)
{
    double side = MIN(box->height, slot_height(size));
    WbBox tick = {box->x + (box->width - side) / 2, box->y + (box->height - side) / 2, side, side};

    if (wb_kind_has_options(field->kind))
        add_slots(self, into, shape, field, box, size);
    else if (field->kind == WB_KIND_CHECK)
        add_slot(self, into, shape, field, NULL, &tick, size);
    else
        add_text_mirror(into, shape, field, box, size, WB_ALIGN_CENTRE);
}

/* --- circles -------------------------------------------------------------------------------- */

static double
caption_height(WbComposer *self, const WbField *field)
{
    return field->caption != NULL ? self->styles[WB_STYLE_CAPTION].leading + CAPTION_DROP : 0;
}

typedef struct {
    double size;
    guint *lines; /* of each field: 1 or 2 */
    double *heights;
    WbBox *boxes;
} Plan;

/* The stack at the widest gap that fits; 0 where none does. Airy where there is room: it may fill
 * up to three fifths of the circle's height. */
static double
place_stack(WbComposer *self, const GPtrArray *fields, double radius, double size, Plan *plan)
{
    double stack = 0;

    for (guint i = 0; i < fields->len; i++) {
        plan->heights[i] = caption_height(self, fields->pdata[i]) +
                           mirror_height(fields->pdata[i], size, plan->lines[i]);
        stack += plan->heights[i];
    }
    double most = fields->len > 1 ? (radius * 1.25 - stack) / (fields->len - 1) : 0;
    double gap = CLAMP(most, LEAST_GAP, MOST_GAP);
    while (!wb_circle_place(radius, plan->heights, fields->len, gap, PADDING, LEAST_CHORD,
                            plan->boxes)) {
        if (gap <= LEAST_GAP)
            return 0;
        gap = MAX(LEAST_GAP, gap - 0.75);
    }
    return stack + (fields->len - 1) * gap;
}

/* How well a size looks, 0 where it does not fit: large letters, lines that do not huddle in the
 * middle, all lines alike, and one rather than two, because a short answer then stands on its rule.
 * A line whose chord is too short for the promise becomes two, which moves the others: until
 * nothing changes. */
static double
try_size(WbComposer *self, const GPtrArray *fields, double radius, double size, guint letters,
         Plan *plan)
{
    guint doubled = 0, before;
    double stack;

    for (guint i = 0; i < fields->len; i++)
        plan->lines[i] = 1;
    do {
        before = doubled;
        stack = place_stack(self, fields, radius, size, plan);
        if (stack == 0)
            return 0;
        for (guint i = 0; i < fields->len; i++) {
            if (plan->boxes[i].width >=
                least_width(fields->pdata[i], size, plan->lines[i], letters))
                continue;
            if (plan->lines[i] == 2 || !is_text(fields->pdata[i]))
                return 0;
            plan->lines[i] = 2;
            doubled++;
        }
    } while (doubled > before);
    double share = (double)doubled / fields->len;
    double letters_look = size < 8.5 ? 3 * size - 8.5 : 2 * size; /* small ones cost more */
    return MIN(stack / (2 * radius), 0.6) * 20 + letters_look * (1 - 0.45 * share) -
           (share > 0 && share < 1 ? 0.8 : 0);
}

static gboolean
plan_circle(WbComposer *self, const GPtrArray *fields, double radius, const Promise *promise,
            Plan *plan)
{
    double best = 0;

    plan->size = 0;
    for (guint i = 0; i < promise->n; i++) {
        double score = try_size(self, fields, radius, promise->sizes[i], promise->letters, plan);
        if (score > best) {
            best = score;
            plan->size = promise->sizes[i];
        }
    }
    return plan->size > 0 && try_size(self, fields, radius, plan->size, promise->letters, plan) > 0;
}

static void
add_circle_line(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
                const WbBox *line, double size)
{
    double caption = caption_height(self, field);
    WbBox box = {line->x, line->y, line->width, line->height - caption};

    add_mirror(self, into, shape, field, &box, size);
    wb_fragment_add_line(into, box.x, box.y + box.height, box.x + box.width, box.y + box.height,
                         self->workbook->theme.rule, 0.5);
    if (caption > 0) {
        WbParagraph *text = wb_composer_set(self, field->caption, WB_STYLE_CAPTION, box.width);
        if (text->n_lines > 1)
            wb_composer_complain(
                self, &field->caption->mark,
                "this caption takes %u lines in circle '%s', and there is room for one",
                text->n_lines, shape->id);
        wb_fragment_add_text(into, into->tag, text, box.x, box.y + box.height + CAPTION_DROP);
    }
}

static char *
describe_fields(WbComposer *self, const GPtrArray *fields)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < fields->len; i++) {
        const WbField *field = fields->pdata[i];
        g_autofree char *label = wb_field_dup_heard(field);
        g_string_append_printf(out, "%s%s", i > 0 ? "; " : "", label);
    }
    return g_string_free(out, FALSE);
}

static void
set_figure(WbComposer *self, WbFragment *out, const WbShape *shape, const char *pieces, guint n,
           WbBox box)
{
    g_autofree char *title = wb_composer_dup_text(self, shape->label, 0);
    g_autofree char *count = g_strdup_printf("%u", n);
    g_autofree char *alt = wb_words_format(
        self->language, shape->kind == WB_SHAPE_CIRCLE ? "shape.circle.alt" : "shape.puzzle.alt",
        "title", title, "pieces", pieces, "count", count, NULL);

    wb_tag_set_alt(out->tag, alt);
    wb_tag_set_box(out->tag, &box, self->page_height);
}

/* How much larger a circle would have to be: for the complaint. */
static double
missing_radius(WbComposer *self, const GPtrArray *fields, double radius, const Promise *promise,
               Plan *plan)
{
    for (double more = 1; more < 600; more++)
        if (plan_circle(self, fields, radius + more, promise, plan))
            return more;
    return 600;
}

static WbFragment *
compose_circle(WbComposer *self, const WbShape *shape, double width, double height,
               const Promise *promise)
{
    const GPtrArray *fields = ((const WbPiece *)shape->pieces->pdata[0])->shows;
    double radius = MIN(width, height) / 2 - 1;
    g_autofree guint *lines = g_new0(guint, fields->len);
    g_autofree double *heights = g_new0(double, fields->len);
    g_autofree WbBox *boxes = g_new0(WbBox, fields->len);
    Plan plan = {0, lines, heights, boxes};
    WbFragment *out = wb_fragment_new("Figure");

    out->height = height;
    if (radius < 1 || !plan_circle(self, fields, radius, promise, &plan)) {
        wb_composer_complain(
            self, &shape->mark, "circle '%s' needs %.0f points more height on page '%s'",
            ((const WbPiece *)shape->pieces->pdata[0])->id,
            2 * missing_radius(self, fields, MAX(radius, 1), promise, &plan), shape->page->id);
        return out;
    }
    double x = width / 2, y = height / 2;
    wb_fragment_add_path(out, out->tag, wb_circle_new_path(x, y, radius - 0.8), 0xffffff,
                         self->workbook->theme.accent, 1.6)
        ->piece = shape->pieces->pdata[0];
    for (guint i = 0; i < fields->len; i++) {
        WbBox line = {boxes[i].x + x, boxes[i].y + y, boxes[i].width, boxes[i].height};
        add_circle_line(self, out, shape, fields->pdata[i], &line, plan.size);
    }
    g_autofree char *pieces = describe_fields(self, fields);
    set_figure(self, out, shape, pieces, 1,
               (WbBox){x - radius, y - radius, 2 * radius, 2 * radius});
    return out;
}

WbFragment *
wb_compose_circle(WbComposer *self, const WbBlock *block, double width, double height)
{
    return compose_circle(self, block->shapes->pdata[0], width, height, &on_page);
}

#define GATHER_GAP 14.0

/* The number of columns that gives the largest circles. */
static guint
best_columns(guint n, double width, double height, double title)
{
    guint best = 1;
    double largest = 0;

    for (guint columns = 1; columns <= n; columns++) {
        guint rows = (n + columns - 1) / columns;
        double size = MIN((width - (columns - 1) * GATHER_GAP) / columns,
                          (height - (rows - 1) * GATHER_GAP) / rows - title);
        if (size > largest) {
            largest = size;
            best = columns;
        }
    }
    return best;
}

WbFragment *
wb_compose_gather(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("Sect");
    guint n = block->shapes->len;
    double title = self->styles[WB_STYLE_PROMPT].leading + 3;
    guint columns = best_columns(n, width, height, title);
    guint rows = (n + columns - 1) / columns;
    double cell_width = (width - (columns - 1) * GATHER_GAP) / columns;
    double cell_height = (height - (rows - 1) * GATHER_GAP) / rows;

    out->height = height;
    for (guint i = 0; i < n; i++) {
        const WbShape *shape = block->shapes->pdata[i];
        guint row = i / columns, in_row = MIN(columns, n - row * columns);
        double shift = (columns - in_row) * (cell_width + GATHER_GAP) / 2;
        double x = shift + (i % columns) * (cell_width + GATHER_GAP);
        double y = row * (cell_height + GATHER_GAP);
        WbStyle style = self->styles[WB_STYLE_PROMPT];
        style.align = WB_ALIGN_CENTRE;
        g_autofree char *words = wb_composer_dup_text(self, shape->label, 0);
        WbParagraph *text =
            wb_setter_set(self->setter, words, &style, cell_width, &shape->mark, NULL, 0);
        wb_fragment_add_text(out, wb_tag_add(out->tag, "H2"), text, x, y);
        wb_fragment_merge(out, out->tag,
                          compose_circle(self, shape, cell_width, cell_height - title, &gathered),
                          x, y + title);
    }
    return out;
}

/* --- jigsaws -------------------------------------------------------------------------------- */

#define LEAST_PIECE_WIDTH 78.0
#define LEAST_PIECE_HEIGHT 46.0
#define PIECE_SIZE 8.0
#define PIECE_GAP 2.0

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

/* What the mirrors of a piece take, one line a text. */
static double
least_room(const WbPiece *piece)
{
    double height = (piece->shows->len - 1) * PIECE_GAP;

    for (guint i = 0; i < piece->shows->len; i++)
        height += mirror_height(piece->shows->pdata[i], PIECE_SIZE, 1);
    return height;
}

/* The room is shared out: each mirror what it needs, and as much of the rest as the others. */
static void
add_piece_mirrors(WbComposer *self, WbFragment *into, const WbShape *shape, const WbPiece *piece,
                  const WbBox *room)
{
    double spare = (room->height - least_room(piece)) / piece->shows->len;
    WbBox box = *room;

    for (guint i = 0; i < piece->shows->len; i++) {
        const WbField *field = piece->shows->pdata[i];
        box.height = mirror_height(field, PIECE_SIZE, 1) + spare;
        if (i > 0)
            wb_fragment_add_line(into, box.x, box.y - PIECE_GAP / 2, box.x + box.width,
                                 box.y - PIECE_GAP / 2, self->workbook->theme.rule, 0.5);
        add_mirror(self, into, shape, field, &box, PIECE_SIZE);
        box.y += box.height + PIECE_GAP;
    }
}

static void
add_piece(WbComposer *self, WbFragment *into, const WbShape *shape, const WbPiece *piece,
          const WbBox *inner)
{
    WbParagraph *text = wb_composer_set(self, piece->label, WB_STYLE_PIECE, inner->width);
    double least = least_room(piece), left = inner->height - text->height - 3;

    if (left < least)
        wb_composer_complain(self, &piece->mark, "the label of piece '%s' is %.0f points too high",
                             piece->id, ceil(least - left));
    wb_fragment_add_text(into, into->tag, text, inner->x, inner->y);
    WbBox room = {inner->x, inner->y + text->height + 3, inner->width, MAX(left, least)};
    add_piece_mirrors(self, into, shape, piece, &room);
}

static char *
describe_pieces(WbComposer *self, const WbShape *shape)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < shape->pieces->len; i++) {
        const WbPiece *piece = shape->pieces->pdata[i];
        g_autofree char *label = wb_composer_dup_text(self, piece->label, 0);
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
    for (guint i = 0; i < n; i++) {
        const WbJigsawPiece *cut = &g_array_index(jigsaw->pieces, WbJigsawPiece, i);
        add_piece(self, out, shape, shape->pieces->pdata[i], &cut->inner);
    }
    g_autofree char *pieces = describe_pieces(self, shape);
    set_figure(self, out, shape, pieces, n, (WbBox){0, 0, width, height});
    return out;
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
