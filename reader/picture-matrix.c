/* The gap matrix: see picture-matrix.h. */
#include "picture-matrix.h"

#include <math.h>

#include "words.h"

#define LABEL_SHARE 0.46 /* of the width */
#define WIDEST_CELL 78.0
#define CELL_GAP 2.0
#define ROW 17.0
#define ROW_PAD 3.0 /* above and below a label of several lines */
#define BAND 20.0
#define LEGEND_GAP 10.0
#define LONGEST_LABEL 120 /* letters; participants write needs of their own */

static const WbDrawStyle head_style = {8.5, TRUE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_CENTER};
static const WbDrawStyle corner_style = {8.5, TRUE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START};
static const WbDrawStyle band_style = {9, TRUE, FALSE, WB_COLOUR_ACCENT, WB_ALIGN_START};
static const WbDrawStyle label_style = {9, FALSE, FALSE, WB_COLOUR_INK, WB_ALIGN_START};

/* How warm a cell is: the share of those who said something. */
typedef struct {
    WbDrawPaint paint;
    guint32 ink;
    gboolean bold;
} Heat;

static const Heat unsaid = {{WB_DRAW_NONE, WB_COLOUR_RULE, 0.6, 1.2, 1.8}, WB_COLOUR_MUTED, FALSE};
static const Heat heats[] = {
    {{WB_COLOUR_PAPER, WB_COLOUR_WARNING, 1.2, 0, 0}, WB_COLOUR_WARNING, TRUE}, /* nobody */
    {{WB_COLOUR_PALE, WB_DRAW_NONE, 0, 0, 0}, WB_COLOUR_INK, FALSE},            /* up to a third */
    {{WB_COLOUR_LIGHT, WB_DRAW_NONE, 0, 0, 0}, WB_COLOUR_INK, FALSE},           /* up to two */
    {{WB_COLOUR_ACCENT, WB_DRAW_NONE, 0, 0, 0}, WB_COLOUR_PAPER, TRUE},         /* more */
};

static const Heat *
heat_of(const WbMatrixCell *cell)
{
    if (cell->said == 0)
        return &unsaid;
    if (cell->ticked == 0)
        return &heats[0];
    return &heats[3 * cell->ticked <= cell->said ? 1 : 3 * cell->ticked <= 2 * cell->said ? 2 : 3];
}

typedef struct {
    double label, first, cell; /* width of the labels; where cells begin; width of one */
} Columns;

static Columns
columns_of(const WbPictureMatrix *self, WbDrawBox box)
{
    double room = box.width * (1 - LABEL_SHARE);
    double cell = fmin(WIDEST_CELL, room / MAX(self->n_columns, 1));
    double cells = cell * self->n_columns;

    return (Columns){box.width - cells - 12, box.x + box.width - cells, cell};
}

static double
measure(WbDraw *draw, const WbDrawStyle *style, double width, const char *text)
{
    const WbDrawRun run = {text, style};

    return wb_draw_measure(draw, &run, 1, width);
}

static void
draw_tagged(WbDraw *draw, const char *tag, const WbDrawStyle *style, WbDrawBox box,
            const char *text)
{
    wb_draw_begin(draw, tag);
    wb_draw_text(draw, style, box, text);
    wb_draw_end(draw, tag);
}

/* Heads stand on the line above the cells, however many lines they take. */
static double
draw_heads(WbDraw *draw, const WbPictureMatrix *self, Columns at, WbDrawBox box)
{
    double corner = measure(draw, &corner_style, at.label, self->head), height = corner;

    for (guint n = 0; n < self->n_columns; n++)
        height = fmax(height, measure(draw, &head_style, at.cell - 4, self->columns[n]));
    wb_draw_begin(draw, "TR");
    draw_tagged(draw, "TH", &corner_style,
                (WbDrawBox){box.x + 6, box.y + height - corner, at.label - 6, 0}, self->head);
    for (guint n = 0; n < self->n_columns; n++) {
        double own = measure(draw, &head_style, at.cell - 4, self->columns[n]);

        draw_tagged(draw, "TH", &head_style,
                    (WbDrawBox){at.first + n * at.cell + 2, box.y + height - own, at.cell - 4, 0},
                    self->columns[n]);
    }
    wb_draw_end(draw, "TR");
    return height + 5;
}

static double
row_height(WbDraw *draw, const WbMatrixRow *row, Columns at)
{
    g_autofree char *text = wb_draw_dup_start(row->label, LONGEST_LABEL);
    double label = measure(draw, row->band ? &band_style : &label_style, at.label - 6, text);

    return row->band ? fmax(BAND, label + 2 * ROW_PAD) + 4 : fmax(ROW, label + 2 * ROW_PAD);
}

static void
draw_band(WbDraw *draw, const WbMatrixRow *row, WbDrawBox box)
{
    double label = measure(draw, &band_style, box.width - 12, row->label);

    box.y += 4;
    box.height -= 4 + CELL_GAP;
    wb_draw_box(draw, box, WB_COLOUR_GREY);
    wb_draw_begin(draw, "TR");
    draw_tagged(draw, "TH", &band_style,
                (WbDrawBox){box.x + 6, box.y + (box.height - label) / 2, box.width - 12, 0},
                row->label);
    wb_draw_end(draw, "TR");
}

/* "3/11": how many of those who said anything; in this order whichever way lines run. */
static void
draw_cell(WbDraw *draw, const WbMatrixCell *cell, WbDrawBox box)
{
    const Heat *heat = heat_of(cell);
    const WbDrawStyle style = {9, heat->bold, FALSE, heat->ink, WB_ALIGN_CENTER};
    const WbDrawStyle small = {7.5, FALSE, FALSE, heat->ink, WB_ALIGN_CENTER};
    g_autofree char *ticked = g_strdup_printf("\u200e%u", cell->ticked);
    g_autofree char *said = g_strdup_printf("\u2009/\u2009%u", cell->said);
    const WbDrawRun runs[] = {{cell->said > 0 ? ticked : "–", &style},
                              {cell->said > 0 ? said : "", &small}};
    double half = heat->paint.stroke == WB_DRAW_NONE ? 0 : heat->paint.pen / 2;
    WbDrawBox frame = {box.x + CELL_GAP / 2 + half, box.y + half, box.width - CELL_GAP - 2 * half,
                       box.height - CELL_GAP - 2 * half};

    wb_draw_frame(draw, frame, &heat->paint);
    box.y += (box.height - CELL_GAP - wb_draw_measure(draw, runs, 2, box.width)) / 2;
    wb_draw_begin(draw, "TD");
    wb_draw_runs(draw, runs, 2, box);
    wb_draw_end(draw, "TD");
}

static void
draw_row(WbDraw *draw, const WbPictureMatrix *self, const WbMatrixRow *row, Columns at,
         WbDrawBox box)
{
    g_autofree char *text = wb_draw_dup_start(row->label, LONGEST_LABEL);
    double label = measure(draw, &label_style, at.label - 6, text);

    wb_draw_begin(draw, "TR");
    draw_tagged(
        draw, "TH", &label_style,
        (WbDrawBox){box.x + 6, box.y + (box.height - CELL_GAP - label) / 2, at.label - 6, 0}, text);
    for (guint n = 0; n < self->n_columns; n++) {
        if (row->cells[n].asked)
            draw_cell(draw, &row->cells[n],
                      (WbDrawBox){at.first + n * at.cell, box.y, at.cell, box.height});
    }
    wb_draw_end(draw, "TR");
}

guint
wb_picture_matrix_draw_rows(WbDraw *draw, const WbPictureMatrix *self, guint from, WbDrawBox box,
                            double *height)
{
    Columns at = columns_of(self, box);
    double bottom = box.height > 0 ? box.y + box.height : INFINITY, start = box.y;
    guint n;

    wb_draw_begin(draw, "Table");
    box.y += draw_heads(draw, self, at, box);
    for (n = from; n < self->n_rows; n++) {
        const WbMatrixRow *row = &self->rows[n];
        gboolean next = row->band && n + 1 < self->n_rows;

        box.height = row_height(draw, row, at);
        if (n > from && box.y + box.height + (next ? row_height(draw, row + 1, at) : 0) > bottom)
            break;
        if (row->band)
            draw_band(draw, row, box);
        else
            draw_row(draw, self, row, at, box);
        box.y += box.height;
    }
    wb_draw_end(draw, "Table");
    *height = box.y - start;
    return n;
}

double
wb_picture_matrix_draw_legend(WbDraw *draw, WbDrawBox box)
{
    const char *language = wb_draw_peek_language(draw);
    const WbLegendEntry entries[] = {
        {.paint = heats[0].paint,
         .figure = "0",
         .figure_colour = heats[0].ink,
         .words = wb_words_lookup(language, "matrix.nobody")},
        {.paint = heats[1].paint, .words = wb_words_lookup(language, "matrix.third")},
        {.paint = heats[2].paint, .words = wb_words_lookup(language, "matrix.two-thirds")},
        {.paint = heats[3].paint, .words = wb_words_lookup(language, "matrix.more")},
        {.paint = unsaid.paint,
         .figure = "–",
         .figure_colour = unsaid.ink,
         .words = wb_words_lookup(language, "matrix.unsaid")},
    };

    return wb_picture_draw_legend(draw, entries, G_N_ELEMENTS(entries), box);
}

double
wb_picture_matrix_draw(WbDraw *draw, gconstpointer data, WbDrawBox box)
{
    double height;

    box.height = 0;
    wb_picture_matrix_draw_rows(draw, data, 0, box, &height);
    box.y += height + LEGEND_GAP;
    return height + LEGEND_GAP + wb_picture_matrix_draw_legend(draw, box);
}

static void
add_column(GString *alt, const WbPictureMatrix *self, guint column, const char *language)
{
    g_autofree char *list = NULL;
    g_autofree char *both = NULL;

    for (guint n = 0; n < self->n_rows; n++) {
        const WbMatrixRow *row = &self->rows[n];

        if (!row->band && row->cells[column].asked && row->cells[column].said > 0 &&
            row->cells[column].ticked == 0)
            list = wb_picture_join(language, list, row->label);
    }
    both = wb_words_format(language, "matrix.alt", "population", self->columns[column], "needs",
                           list ? list : "–", NULL);
    g_string_append_printf(alt, "%s%s", alt->len ? " " : "", both);
}

char *
wb_picture_matrix_dup_alt(const WbPictureMatrix *self, const char *language)
{
    GString *alt = g_string_new(NULL);

    for (guint n = 0; n < self->n_columns; n++)
        add_column(alt, self, n, language);
    return g_string_free(alt, FALSE);
}
