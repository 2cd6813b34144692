/* The community's puzzle: see picture-puzzle.h. */
#include "picture-puzzle.h"

#include <math.h>

#include "outline.h"
#include "runs.h"
#include "words.h"

#define INSET 5.0    /* text from the outline */
#define MARK 9.0     /* above the label */
#define LARGEST 11.0 /* of type in a piece */
#define SMALLEST 7.0
#define STEP 0.5
#define LONGEST_NAME 70 /* letters; somebody may have typed a whole paragraph as a name */
#define LEGEND_GAP 12.0
#define LEGEND 34.0        /* room for it */
#define LARGEST_SCALE 1.25 /* of the workbook's own puzzle */

typedef struct {
    WbDrawPaint paint;
    WbMarkShape mark;
    guint32 mark_colour, ink;
    const char *legend; /* ids of words */
    const char *words;  /* where names would stand; or NULL */
} Look;

static const Look looks[WB_PIECE_STATES] = {
    [WB_PIECE_UNKNOWN] = {{WB_COLOUR_GREY, WB_COLOUR_MUTED, 0.8, 1, 2.2},
                          WB_MARK_DASHED,
                          WB_COLOUR_MUTED,
                          WB_COLOUR_MUTED,
                          "report.unknown",
                          "picture.unanswered"},
    [WB_PIECE_MISSING] = {{WB_COLOUR_PAPER, WB_COLOUR_WARNING, 1.6, 5, 3.5},
                          WB_MARK_EMPTY,
                          WB_COLOUR_WARNING,
                          WB_COLOUR_WARNING,
                          "report.gap",
                          "report.gap"},
    [WB_PIECE_ONE] = {{WB_COLOUR_PALE, WB_COLOUR_ACCENT, 0.8, 0, 0},
                      WB_MARK_HALF,
                      WB_COLOUR_ACCENT,
                      WB_COLOUR_INK,
                      "report.one",
                      NULL},
    [WB_PIECE_SEVERAL] = {{WB_COLOUR_ACCENT, WB_DRAW_NONE, 0, 0, 0},
                          WB_MARK_FULL,
                          WB_COLOUR_PAPER,
                          WB_COLOUR_PAPER,
                          "report.several",
                          NULL},
};

/* A piece on the drawing. */
typedef struct {
    const WbPicturePiece *piece;
    WbPath *path;
} Placed;

static void
clear_placed(gpointer data)
{
    Placed *placed = data;

    g_clear_pointer(&placed->path, wb_path_free);
}

/* Of Placed: still where the page has them. */
static GArray *
new_placed(const WbPicturePuzzle *self)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(Placed));

    g_array_set_clear_func(all, clear_placed);
    for (guint n = 0; n < self->n_pieces; n++) {
        Placed placed = {&self->pieces[n], wb_outline_parse(self->pieces[n].outline)};

        if (placed.path)
            g_array_append_val(all, placed);
    }
    return all;
}

static WbBox
bounds_of(const GArray *all)
{
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;

    for (guint n = 0; n < all->len; n++) {
        WbBox box = wb_outline_get_bounds(g_array_index(all, Placed, n).path);

        left = fmin(left, box.x);
        top = fmin(top, box.y);
        right = fmax(right, box.x + box.width);
        bottom = fmax(bottom, box.y + box.height);
    }
    return (WbBox){left, top, right - left, bottom - top};
}

/* From the page, y up, x from its left, into the drawing: y down, x from where lines start. */
static void
place(WbPath *path, WbBox bounds, gboolean rtl, double scale, WbDrawBox box)
{
    for (guint n = 0; n < path->len; n++) {
        WbPathStep *step = &g_array_index(path, WbPathStep, n);

        for (guint p = 0; p < G_N_ELEMENTS(step->p); p++) {
            double x = step->p[p].x - bounds.x, y = step->p[p].y - bounds.y;

            step->p[p].x = box.x + (rtl ? bounds.width - x : x) * scale;
            step->p[p].y = box.y + (bounds.height - y) * scale;
        }
    }
}

/* --- text of a piece --- */

typedef struct {
    WbDrawStyle label, names;
    WbRuns *runs;
} Words;

static Words *
words_new(const Look *look)
{
    Words *self = g_new0(Words, 1);

    self->label = (WbDrawStyle){LARGEST, TRUE, FALSE, look->ink, WB_ALIGN_CENTER};
    self->names = (WbDrawStyle){LARGEST, FALSE, FALSE, look->ink, WB_ALIGN_CENTER};
    self->runs = wb_runs_new();
    return self;
}

static void
words_free(Words *self)
{
    wb_runs_free(self->runs);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Words, words_free)

static char *
dup_name(const char *name)
{
    g_autofree char *start = wb_draw_dup_start(name, LONGEST_NAME);

    return g_strconcat("\n", start, NULL);
}

/* The label, and the first @n of the names; "+3" stands for the others. */
static void
set_words(Words *self, const WbPicturePiece *piece, guint n, double size, const char *language)
{
    const Look *look = &looks[piece->state];

    wb_runs_clear(self->runs);
    self->label.size = size;
    self->names.size = size - 0.5;
    wb_runs_add(self->runs, &self->label, piece->label);
    if (look->words)
        wb_runs_take(self->runs, &self->names,
                     g_strconcat("\n", wb_words_lookup(language, look->words), NULL));
    for (guint i = 0; !look->words && i < n; i++)
        wb_runs_take(self->runs, &self->names, dup_name(piece->names[i]));
    if (!look->words && n < piece->n_names)
        wb_runs_take(self->runs, &self->label, g_strdup_printf("\n\u200e+%u", piece->n_names - n));
}

static gboolean
words_fit(WbDraw *draw, const Words *self, WbDrawBox box)
{
    return wb_draw_fits(draw, wb_runs_peek(self->runs), self->runs->runs->len, box.width,
                        box.height);
}

typedef struct {
    WbDraw *draw;
    Words *words;
    const WbPicturePiece *piece;
    WbDrawBox box;
} Fit;

static gboolean
fits(const Fit *self, guint names, double size)
{
    set_words(self->words, self->piece, names, size, wb_draw_peek_language(self->draw));
    return words_fit(self->draw, self->words, self->box);
}

/* The largest type in which all names stand there; 0 if none does. What fits, fits in smaller type
 * as well, and to lay out a piece takes time: therefore by halves. */
static double
fit_size(const Fit *self)
{
    guint low = 0, high = (guint)((LARGEST - SMALLEST) / STEP) + 1;
    guint sizes = high;

    while (low < high) {
        guint middle = (low + high) / 2;

        if (fits(self, self->piece->n_names, LARGEST - middle * STEP))
            high = middle;
        else
            low = middle + 1;
    }
    return low < sizes ? LARGEST - low * STEP : 0;
}

/* How many names, fewer than @most, stand there in small type beside the number of the others; -1
 * if not even that does. */
static int
fit_names(const Fit *self, guint most)
{
    guint low = 0, high = most;

    while (low < high) {
        guint middle = (low + high) / 2;

        if (fits(self, middle, SMALLEST + STEP))
            low = middle + 1;
        else
            high = middle;
    }
    return (int)low - 1;
}

/* Small type before names are left out; of many names, nobody reads the last. Gives how many stand
 * there. */
static guint
fit_words(WbDraw *draw, Words *self, const WbPicturePiece *piece, WbDrawBox box)
{
    const char *language = wb_draw_peek_language(draw);
    const Fit fit = {draw, self, piece, box};
    guint most = MIN(piece->n_names, (guint)(box.height / SMALLEST)); /* lines are higher */
    double size = most == piece->n_names ? fit_size(&fit) : 0;
    int names = size > 0 ? (int)most : fit_names(&fit, most);

    if (size > 0)
        set_words(self, piece, most, size, language);
    else
        set_words(self, piece, (guint)MAX(names, 0), names < 0 ? SMALLEST : SMALLEST + STEP,
                  language);
    return (guint)MAX(names, 0);
}

static void
draw_words(WbDraw *draw, const WbPicturePiece *piece, WbBox inner)
{
    const Look *look = &looks[piece->state];
    WbDrawBox box = {inner.x + INSET, inner.y + INSET, inner.width - 2 * INSET,
                     inner.height - 2 * INSET};
    WbDrawBox below = {box.x, box.y, box.width, box.height - MARK - 3};
    g_autoptr(Words) words = words_new(look);
    gboolean marked;
    double height;

    if (box.width < 10 || box.height < 5)
        return;
    /* a full piece can do without its mark where names need the room */
    marked = below.height > 20 && (fit_words(draw, words, piece, below) == piece->n_names ||
                                   piece->state != WB_PIECE_SEVERAL);
    if (marked)
        box = below;
    else
        fit_words(draw, words, piece, box);
    height = wb_draw_measure(draw, wb_runs_peek(words->runs), words->runs->runs->len, box.width);
    box.y += fmax(0, (box.height - height) / 2);
    if (marked) {
        wb_draw_mark(draw, look->mark,
                     (WbDrawBox){box.x + box.width / 2 - MARK / 2, box.y, MARK, 0},
                     look->mark_colour);
        box.y += MARK + 3;
    }
    wb_draw_begin(draw, "P");
    wb_draw_runs(draw, wb_runs_peek(words->runs), words->runs->runs->len, box);
    wb_draw_end(draw, "P");
}

/* --- the whole --- */

static const WbDrawPaint wipe = {WB_DRAW_NONE, WB_COLOUR_PAPER, 3, 0, 0};

/* White between the pieces sets them apart on any printer. */
static void
draw_pieces(WbDraw *draw, const GArray *all)
{
    for (guint n = 0; n < all->len; n++) {
        const Placed *at = &g_array_index(all, Placed, n);
        WbDrawPaint paint = wipe;

        paint.fill = looks[at->piece->state].paint.fill;
        wb_draw_path(draw, at->path, &paint);
    }
}

/* Holes come last: theirs is an edge, even if a neighbour has one as well. */
static void
draw_edges(WbDraw *draw, const GArray *all, WbPieceState state)
{
    for (guint n = 0; n < all->len; n++) {
        const Placed *at = &g_array_index(all, Placed, n);
        WbDrawPaint line = looks[state].paint;

        line.fill = WB_DRAW_NONE;
        if (at->piece->state != state)
            continue;
        if (state == WB_PIECE_MISSING)
            wb_draw_path(draw, at->path, &wipe);
        wb_draw_path(draw, at->path, &line);
    }
}

static double
draw_legend(WbDraw *draw, WbDrawBox box)
{
    static const WbPieceState order[] = {WB_PIECE_MISSING, WB_PIECE_ONE, WB_PIECE_SEVERAL,
                                         WB_PIECE_UNKNOWN};
    WbLegendEntry entries[G_N_ELEMENTS(order)];

    for (guint n = 0; n < G_N_ELEMENTS(order); n++) {
        const Look *look = &looks[order[n]];

        entries[n] = (WbLegendEntry){
            .paint = look->paint,
            .marked = TRUE,
            .mark = look->mark,
            .mark_colour = look->mark_colour,
            .words = wb_words_lookup(wb_draw_peek_language(draw), look->legend),
        };
        entries[n].paint.dash *= 0.5; /* as the swatch is small */
        entries[n].paint.gap *= 0.5;
        entries[n].paint.pen = fmin(entries[n].paint.pen, 1);
    }
    return wb_picture_draw_legend(draw, entries, G_N_ELEMENTS(entries), box);
}

static void
draw_board(WbDraw *draw, const GArray *all)
{
    draw_pieces(draw, all);
    draw_edges(draw, all, WB_PIECE_ONE);
    draw_edges(draw, all, WB_PIECE_UNKNOWN);
    draw_edges(draw, all, WB_PIECE_MISSING);
    for (guint n = 0; n < all->len; n++) {
        const Placed *at = &g_array_index(all, Placed, n);

        draw_words(draw, at->piece, wb_outline_get_inner(at->path));
    }
}

double
wb_picture_puzzle_draw(WbDraw *draw, gconstpointer data, WbDrawBox box)
{
    const WbPicturePuzzle *self = data;
    g_autoptr(GArray) all = new_placed(self);
    WbBox bounds = bounds_of(all);
    double scale;
    WbDrawBox board = box;

    if (all->len == 0)
        return 0;
    scale = fmin(box.width / bounds.width, LARGEST_SCALE);
    if (box.height > 0)
        scale = fmin(scale, (box.height - LEGEND_GAP - LEGEND) / bounds.height);
    board.x += (box.width - bounds.width * scale) / 2;
    for (guint n = 0; n < all->len; n++)
        place(g_array_index(all, Placed, n).path, bounds, self->rtl, scale, board);
    if (!wb_draw_is_dry(draw))
        draw_board(draw, all);
    box.y += bounds.height * scale + LEGEND_GAP;
    return bounds.height * scale + LEGEND_GAP + draw_legend(draw, box);
}

double
wb_picture_puzzle_measure(const WbPicturePuzzle *self, double width)
{
    g_autoptr(GArray) all = new_placed(self);
    WbBox bounds = bounds_of(all);

    if (all->len == 0)
        return 0;
    return bounds.height * fmin(width / bounds.width, LARGEST_SCALE) + LEGEND_GAP + LEGEND;
}

/* "Nobody named: Bread, Tea." */
static void
add_state(GString *alt, const WbPicturePuzzle *self, WbPieceState state, const char *language)
{
    g_autofree char *list = NULL;
    g_autofree char *both = NULL;

    for (guint n = 0; n < self->n_pieces; n++) {
        if (self->pieces[n].state == state)
            list = wb_picture_join(language, list, self->pieces[n].label);
    }
    if (!list)
        return;
    both = wb_words_format(language, "option.join", "field",
                           wb_words_lookup(language, looks[state].legend), "option", list, NULL);
    g_string_append_printf(alt, "%s%s.", alt->len ? " " : "", both);
}

char *
wb_picture_puzzle_dup_alt(const WbPicturePuzzle *self, const char *language)
{
    GString *alt = g_string_new(NULL);

    add_state(alt, self, WB_PIECE_MISSING, language);
    add_state(alt, self, WB_PIECE_ONE, language);
    add_state(alt, self, WB_PIECE_SEVERAL, language);
    add_state(alt, self, WB_PIECE_UNKNOWN, language);
    return g_string_free(alt, FALSE);
}
