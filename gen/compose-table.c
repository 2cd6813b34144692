/* Tables to fill in: a head, a row a need, cells of fields. */
#include "composer.h"

#include <math.h>

#define CELL_PADDING 4.0 /* at the sides */
#define ROW_PADDING 2.5  /* above and below a label; of a page set tightly: */
#define TIGHT_PADDING 1.5
#define CELL_SIZE 9.0        /* of typed text */
#define LEAST_ROW 28.4       /* two lines of 9 pt as viewers set Noto Sans, and their own padding */
#define TIGHT_ROW 24.4       /* one line, and the top of a second */
#define LEAST_TEXT_CELL 42.0 /* of cells to write in; where there is room: */
#define GOOD_TEXT_CELL 62.0
#define MOST_LABEL_LINES 3.0
#define GOOD_LABELS 100.0   /* points: more would be taken from the cells to write in */
#define MOST_HEAD_LINES 3.2 /* by the length of the head on one line: about four as it breaks */
#define FREE_LABEL_HEIGHT 15.0
#define FREE_LABEL_GAP 1.5
#define TEXT_WEIGHT 2.0
#define CELL_INSET 0.75 /* the widget leaves the rules free */
#define GRID 0.5
#define BAND_PADDING 4.0 /* above and below a heading inside a table; of a page set tightly: */
#define TIGHT_BAND 2.0
#define LABEL_WEIGHT 0.7 /* the column of labels shares what is left as well */
#define OPTION_ROW 12.8
#define TIGHT_OPTION 11.2

typedef struct {
    WbComposer *composer;
    const WbTable *table;
    const GPtrArray *columns; /* of WbColumn */
    double *x, *width;        /* by column, points */
    double total;
} Grid;

static double
option_row(const Grid *grid)
{
    return wb_composer_measure(grid->composer, OPTION_ROW, TIGHT_OPTION);
}

static double
band_padding(const Grid *grid)
{
    return wb_composer_measure(grid->composer, BAND_PADDING, TIGHT_BAND);
}

static const WbColumn *
column_at(const Grid *grid, guint n)
{
    return grid->columns->pdata[n];
}

/* A cell's field, or NULL where there is none. */
static const WbField *
cell_field(const WbComposer *composer, const WbTable *table, const WbRow *row, const char *column)
{
    g_autofree char *id = g_strdup_printf("%s.%s.%s", table->id, row->id, column);

    return wb_workbook_lookup_field(composer->workbook, id);
}

static double
least_text(Grid *grid, const WbText *text, WbStyleName style)
{
    g_autofree char *words = wb_composer_dup_text(grid->composer, text, 0);

    return words == NULL ? 0
                         : wb_setter_least_width(grid->composer->setter, words,
                                                 &grid->composer->styles[style]) +
                               2 * CELL_PADDING + 0.5;
}

/* What makes a column no narrower than it is: the width, and the words that ask for it, lent; NULL
 * where that is something else. */
typedef struct {
    double width;
    const WbText *words;
} Least;

static void
keep_wider(Least *least, double width, const WbText *words)
{
    if (width > least->width)
        *least = (Least){width, words};
}

static void
keep_ticks(Grid *grid, const WbField *field, Least *least)
{
    for (guint i = 0; i < field->options->len; i++) {
        const WbOption *option = field->options->pdata[i];
        g_autofree char *label = wb_composer_dup_option(grid->composer, option);
        double width = wb_setter_line_width(grid->composer->setter, label,
                                            &grid->composer->styles[WB_STYLE_LABEL]);
        keep_wider(least, WB_TICK_SIZE + 5 + width + 2 * CELL_PADDING, option->label);
    }
}

/* How narrow the cells of one table can make a column: no word broken, no box cut. */
static void
keep_cells(Grid *grid, const WbTable *table, guint n, Least *least)
{
    const WbColumn *column = column_at(grid, n);

    for (guint i = 0; i < table->rows->len; i++) {
        const WbRow *row = table->rows->pdata[i];
        if (row->no_input)
            continue;
        if (column->is_label) {
            WbStyleName style = row->heading ? WB_STYLE_HEAD : WB_STYLE_LABEL;
            keep_wider(least, least_text(grid, row->label, style), row->label);
            continue;
        }
        const WbField *field = cell_field(grid->composer, table, row, column->id);
        if (field != NULL && wb_kind_has_options(field->kind))
            keep_ticks(grid, field, least);
    }
}

static gboolean
is_text_column(const WbColumn *column)
{
    return !column->is_label && (column->kind == WB_KIND_TEXT || column->kind == WB_KIND_LINES);
}

/* Over all tables that have these columns: on every page they stand in the same places. */
static Least
least_column(Grid *grid, guint n)
{
    const GPtrArray *tables = grid->composer->workbook->tables;
    const WbColumn *column = column_at(grid, n);
    gboolean spans = n + 1 < grid->columns->len && column_at(grid, n + 1)->joined;
    Least least = {0, NULL};

    if (!spans)
        keep_wider(&least, least_text(grid, column->head, WB_STYLE_HEAD), column->head);
    for (guint i = 0; i < tables->len; i++) {
        const WbTable *table = tables->pdata[i];
        if (table->columns == grid->table->columns)
            keep_cells(grid, table, n, &least);
    }
    if (column->kind == WB_KIND_CHECK && !column->is_label)
        keep_wider(&least, WB_TICK_SIZE + 2 * CELL_PADDING, NULL);
    else if (!column->is_label && !wb_kind_has_options(column->kind))
        keep_wider(&least, LEAST_TEXT_CELL, NULL);
    return least;
}

/* Labels on three lines or so, up to a good share of the table. */
static double
good_labels(Grid *grid)
{
    const GPtrArray *tables = grid->composer->workbook->tables;
    double line = 0;

    for (guint i = 0; i < tables->len; i++) {
        const WbTable *table = tables->pdata[i];
        for (guint k = 0; table->columns == grid->table->columns && k < table->rows->len; k++) {
            const WbRow *row = table->rows->pdata[k];
            g_autofree char *words =
                row->no_input ? NULL : wb_composer_dup_text(grid->composer, row->label, 0);
            if (words == NULL)
                continue;
            line = MAX(line, wb_setter_line_width(grid->composer->setter, words,
                                                  &grid->composer->styles[WB_STYLE_LABEL]));
        }
    }
    return MIN(line / MOST_LABEL_LINES + 2 * CELL_PADDING, GOOD_LABELS);
}

/* How wide a column is where there is room for that: cells are good to write in, and a head of
 * short words, or of a script that breaks anywhere, is no tower. */
static double
good_column(Grid *grid, guint n)
{
    const WbColumn *column = column_at(grid, n);
    gboolean spans = n + 1 < grid->columns->len && column_at(grid, n + 1)->joined;
    g_autofree char *words = wb_composer_dup_text(grid->composer, column->head, 0);
    double good = is_text_column(column) ? GOOD_TEXT_CELL : 0;

    if (column->is_label)
        return good_labels(grid);
    if (words == NULL || spans)
        return good;
    double line =
        wb_setter_line_width(grid->composer->setter, words, &grid->composer->styles[WB_STYLE_HEAD]);
    return MAX(good, line / MOST_HEAD_LINES + 2 * CELL_PADDING);
}

/* The least and the good widths of all columns, one after the other; measured once for each set of
 * columns, however many tables have it. */
static const double *
peek_widths(Grid *grid)
{
    GHashTable *known = grid->composer->least_columns;
    double *widths = g_hash_table_lookup(known, grid->table->columns);
    guint n = grid->columns->len;

    if (widths != NULL)
        return widths;
    widths = g_new(double, 2 * n);
    for (guint i = 0; i < n; i++) {
        widths[i] = least_column(grid, i).width;
        widths[n + i] = good_column(grid, i);
    }
    g_hash_table_insert(known, (gpointer)grid->table->columns, widths);
    return widths;
}

/* Words want room; ticks are as narrow as they can be, unless the layout says otherwise. */
static double
weight_of(const WbColumn *column)
{
    if (column->weight > 0)
        return column->weight;
    if (column->is_label)
        return LABEL_WEIGHT;
    return is_text_column(column) ? TEXT_WEIGHT : 0;
}

/* The words that ask for most room in the columns of a table. */
static const WbText *
widest(Grid *grid)
{
    Least most = {0, NULL};

    for (guint i = 0; i < grid->columns->len; i++) {
        Least least = least_column(grid, i);
        if (least.words != NULL)
            keep_wider(&most, least.width, least.words);
    }
    return most.words;
}

/* Columns get what is good for them, or an equal share of what there is. */
static void
widen_to(Grid *grid, const double *good, double *left)
{
    double wanted = 0;

    for (guint i = 0; i < grid->columns->len; i++)
        wanted += MAX(0, good[i] - grid->width[i]);
    double share = wanted > 0 ? MIN(1, *left / wanted) : 0;
    for (guint i = 0; i < grid->columns->len; i++)
        grid->width[i] += share * MAX(0, good[i] - grid->width[i]);
    *left -= share * wanted;
}

/* Every column its least width; the rest by weight. FALSE where even that is too much. */
static gboolean
share_width(Grid *grid, double width)
{
    double left = width, weights = 0, x = 0;

    const double *least = peek_widths(grid);
    for (guint i = 0; i < grid->columns->len; i++) {
        grid->width[i] = least[i];
        left -= grid->width[i];
        weights += weight_of(column_at(grid, i));
    }
    if (left < 0) {
        wb_composer_complain(grid->composer, wb_composer_mark(widest(grid), &grid->table->mark),
                             "table '%s' is %.0f points too wide", grid->table->id, ceil(-left));
        return FALSE;
    }
    widen_to(grid, least + grid->columns->len, &left);
    for (guint i = 0; i < grid->columns->len; i++) {
        double weight = weight_of(column_at(grid, i));
        grid->width[i] += weights > 0 ? left * weight / weights : left / grid->columns->len;
        grid->x[i] = x;
        x += grid->width[i];
    }
    grid->total = x;
    return TRUE;
}

static guint
span_at(const Grid *grid, guint n)
{
    guint span = 1;

    while (n + span < grid->columns->len && column_at(grid, n + span)->joined)
        span++;
    return span;
}

static double
add_head(Grid *grid, WbFragment *into, WbTag *tag)
{
    WbComposer *composer = grid->composer;
    g_autoptr(GPtrArray) set = g_ptr_array_new();
    double height = 0;

    for (guint i = 0; i < grid->columns->len; i += span_at(grid, i)) {
        double width = -2 * CELL_PADDING;
        for (guint k = i; k < i + span_at(grid, i); k++)
            width += grid->width[k];
        WbStyle style = composer->styles[WB_STYLE_HEAD];
        style.align = column_at(grid, i)->kind == WB_KIND_CHECK && !column_at(grid, i)->is_label
                          ? WB_ALIGN_CENTRE
                          : WB_ALIGN_START;
        g_ptr_array_add(set,
                        wb_composer_set_even(composer, column_at(grid, i)->head, &style, width));
        height = MAX(height, ((WbParagraph *)set->pdata[set->len - 1])->height);
    }
    height += 2 * CELL_PADDING + 2;
    wb_fragment_add_box(into, &(WbBox){0, 0, grid->total, height}, composer->workbook->theme.tint,
                        -1, 0);
    for (guint i = 0, n = 0; i < grid->columns->len; i += span_at(grid, i), n++) {
        WbParagraph *text = set->pdata[n];
        WbTag *cell = wb_tag_add(tag, "TH");
        wb_tag_set_scope(cell, "Column");
        wb_tag_set_span(cell, span_at(grid, i));
        wb_fragment_add_text(into, cell, text, grid->x[i] + CELL_PADDING,
                             height - CELL_PADDING - 1 - text->height);
    }
    return height;
}

static void
add_option_cell(Grid *grid, WbFragment *into, WbTag *cell, const WbField *field, double x, double y,
                double height)
{
    double top = y + (height - field->options->len * option_row(grid)) / 2;

    for (guint i = 0; i < field->options->len; i++) {
        const WbOption *option = field->options->pdata[i];
        g_autofree char *label = wb_composer_dup_option(grid->composer, option);
        wb_compose_tick(grid->composer, into, cell, field, option, label, WB_STYLE_LABEL,
                        x + CELL_PADDING, top + (i + 0.5) * option_row(grid));
    }
}

/* The cell itself is what one writes on: the widget leaves the rules free. */
static void
add_text_cell(Grid *grid, WbFragment *into, WbTag *cell, const WbField *field, double x, double y,
              double width, double height)
{
    WbBox box = {x + 1, y + CELL_INSET, width - 2, height - 2 * CELL_INSET};
    WbWidget *widget = wb_fragment_add_widget(into, cell, &box, field, NULL, TRUE);

    widget->size = CELL_SIZE;
    widget->multiline = field->kind == WB_KIND_LINES || field->kind == WB_KIND_TEXT;
}

static void
add_cell(Grid *grid, WbFragment *into, WbTag *cell, const WbField *field, guint n, double y,
         double height)
{
    double x = grid->x[n], width = grid->width[n];

    if (wb_kind_has_options(field->kind))
        add_option_cell(grid, into, cell, field, x, y, height);
    else if (field->kind == WB_KIND_CHECK)
        wb_compose_tick(grid->composer, into, cell, field, NULL, NULL, WB_STYLE_LABEL,
                        x + (width - WB_TICK_SIZE) / 2, y + height / 2);
    else
        add_text_cell(grid, into, cell, field, x, y, width, height);
}

/* OTHER: its words, and below them a box to write the need into. */
static double
free_label_height(const WbParagraph *text)
{
    return text->height + FREE_LABEL_HEIGHT + 3 * FREE_LABEL_GAP;
}

static void
add_free_label(Grid *grid, WbFragment *into, WbTag *cell, const WbRow *row, const WbParagraph *text,
               const WbBox *room)
{
    const WbField *field = cell_field(grid->composer, grid->table, row, "label");
    double top = room->y + (room->height - free_label_height(text)) / 2 + FREE_LABEL_GAP;
    WbBox box = {room->x, top + text->height + FREE_LABEL_GAP, room->width, FREE_LABEL_HEIGHT};
    WbWidget *widget;

    wb_fragment_add_box(into, &box, 0xffffff, grid->composer->workbook->theme.rule, GRID);
    widget = wb_fragment_add_widget(into, cell, &box, field, NULL, TRUE);
    widget->size = CELL_SIZE;
    widget->multiline = wb_field_is_multiline(field);
}

static WbParagraph *
set_band(Grid *grid, const WbText *text)
{
    return wb_composer_set(grid->composer, text, WB_STYLE_HEAD, grid->total - 2 * CELL_PADDING);
}

/* A heading over the whole width: of a table, or of the rows below it. */
static double
add_band(Grid *grid, WbFragment *into, WbTag *row, const WbText *words, double y)
{
    WbParagraph *text = set_band(grid, words);
    WbTag *cell = wb_tag_add(row, "TH");
    double height = text->height + 2 * band_padding(grid);

    wb_tag_set_scope(cell, "Row");
    wb_tag_set_span(cell, grid->columns->len);
    wb_fragment_add_box(into, &(WbBox){0, y, grid->total, height},
                        grid->composer->workbook->theme.tint, -1, 0);
    wb_fragment_add_text(into, cell, text, CELL_PADDING, y + band_padding(grid));
    return height;
}

static WbParagraph *
set_row_label(Grid *grid, const WbRow *row, guint column)
{
    const WbStyle *style = &grid->composer->styles[row->heading ? WB_STYLE_HEAD : WB_STYLE_LABEL];

    return wb_composer_set_even(grid->composer, row->label, style,
                                grid->width[column] - 2 * CELL_PADDING);
}

static double
row_height(Grid *grid, const WbRow *row)
{
    double height = wb_composer_measure(grid->composer, LEAST_ROW, TIGHT_ROW);
    double padding = wb_composer_measure(grid->composer, ROW_PADDING, TIGHT_PADDING);

    if (row->no_input) {
        g_autoptr(WbParagraph) text = set_band(grid, row->label);
        return text->height + 2 * band_padding(grid);
    }

    for (guint i = 0; i < grid->columns->len; i++) {
        const WbColumn *column = column_at(grid, i);
        if (column->is_label) {
            g_autoptr(WbParagraph) label = set_row_label(grid, row, i);
            height =
                MAX(height, row->free ? free_label_height(label) + 2 : label->height + 2 * padding);
        } else if (wb_kind_has_options(column->kind)) {
            const WbField *field = cell_field(grid->composer, grid->table, row, column->id);
            height = MAX(height, (field != NULL ? field->options->len : 0) * option_row(grid) + 2);
        }
    }
    return height;
}

static void
add_label_cell(Grid *grid, WbFragment *into, WbTag *cell, const WbRow *row, guint n, double y,
               double height)
{
    WbParagraph *text = set_row_label(grid, row, n);
    WbBox room = {grid->x[n] + CELL_PADDING, y, grid->width[n] - 2 * CELL_PADDING, height};
    double taken = row->free ? free_label_height(text) - 2 * FREE_LABEL_GAP : text->height;

    wb_tag_set_scope(cell, "Row");
    wb_fragment_add_text(into, cell, text, room.x, y + (height - taken) / 2);
    if (row->free)
        add_free_label(grid, into, cell, row, text, &room);
}

static double
add_row(Grid *grid, WbFragment *into, WbTag *tag, const WbRow *row, double y, double height)
{
    if (row->no_input)
        return add_band(grid, into, tag, row->label, y);
    if (row->heading)
        wb_fragment_add_box(into, &(WbBox){0, y, grid->total, height},
                            grid->composer->workbook->theme.tint, -1, 0);
    for (guint i = 0; i < grid->columns->len; i++) {
        const WbColumn *column = column_at(grid, i);
        WbTag *cell = wb_tag_add(tag, column->is_label ? "TH" : "TD");
        const WbField *field =
            column->is_label ? NULL : cell_field(grid->composer, grid->table, row, column->id);
        if (column->is_label)
            add_label_cell(grid, into, cell, row, i, y, height);
        else if (field != NULL)
            add_cell(grid, into, cell, field, i, y, height);
    }
    return height;
}

/* A stretch of rows that vertical rules run through: bands interrupt them. */
static void
add_verticals(Grid *grid, WbFragment *into, double top, double bottom, gboolean head)
{
    for (guint i = 1; i < grid->columns->len && bottom > top; i++)
        if (!head || !column_at(grid, i)->joined)
            wb_fragment_add_line(into, grid->x[i], top, grid->x[i], bottom,
                                 grid->composer->workbook->theme.rule, GRID);
}

/* @tops: where each row starts; @bands: of gboolean, which of them are bands. */
static void
add_rules(Grid *grid, WbFragment *into, double body, const GArray *tops, const GArray *bands)
{
    const WbTheme *theme = &grid->composer->workbook->theme;
    double bottom = into->height, from = body;

    for (guint i = 0; i < tops->len; i++) {
        double y = g_array_index(tops, double, i);
        double end = i + 1 < tops->len ? g_array_index(tops, double, i + 1) : bottom;
        if (y > body)
            wb_fragment_add_line(into, 0, y, grid->total, y, theme->rule, GRID);
        if (!g_array_index(bands, gboolean, i))
            continue;
        add_verticals(grid, into, from, y, FALSE);
        from = end;
    }
    add_verticals(grid, into, from, bottom, FALSE);
    add_verticals(grid, into, 0, body, TRUE);
    wb_fragment_add_line(into, 0, 0, grid->total, 0, theme->accent, 1.2);
    if (body > 0)
        wb_fragment_add_line(into, 0, body, grid->total, body, theme->accent, 0.8);
    wb_fragment_add_line(into, 0, bottom, grid->total, bottom, theme->accent, 1.2);
}

/* The heads and, before the first row, the table's own heading. */
static void
begin_rows(Grid *grid, WbFragment *out, WbTag *body, gboolean first, GArray *tops, GArray *bands)
{
    if (!first || grid->table->title == NULL)
        return;
    gboolean band = TRUE;
    g_array_append_val(tops, out->height);
    g_array_append_val(bands, band);
    out->height += add_band(grid, out, wb_tag_add(body, "TR"), grid->table->title, out->height);
}

WbFragment *
wb_compose_table_part(WbComposer *self, const WbBlock *block, double width, double height,
                      guint *row)
{
    const WbTable *table = block->table;
    guint n = table->columns->columns->len;
    g_autofree double *x = g_new0(double, n), *widths = g_new0(double, n);
    Grid grid = {self, table, table->columns->columns, x, widths, 0};
    WbFragment *out = wb_fragment_new("Table");

    if (!share_width(&grid, width)) {
        *row = table->rows->len;
        return out;
    }
    g_autoptr(GArray) tops = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) bands = g_array_new(FALSE, FALSE, sizeof(gboolean));
    if (!table->no_heads)
        out->height = add_head(&grid, out, wb_tag_add(wb_tag_add(out->tag, "THead"), "TR"));
    double top = out->height;
    WbTag *body = wb_tag_add(out->tag, "TBody");
    begin_rows(&grid, out, body, *row == 0, tops, bands);
    for (guint first = *row; *row < table->rows->len; (*row)++) {
        const WbRow *next = table->rows->pdata[*row];
        gboolean band = next->no_input;
        /* No row is left alone at the top of the next sheet. */
        double own = row_height(&grid, next), wanted = own;
        if (*row + 2 == table->rows->len && *row > first + 1)
            wanted += row_height(&grid, table->rows->pdata[*row + 1]);
        if (*row > first && out->height + wanted > height)
            break;
        g_array_append_val(tops, out->height);
        g_array_append_val(bands, band);
        out->height += add_row(&grid, out, wb_tag_add(body, "TR"), next, out->height, own);
    }
    add_rules(&grid, out, top, tops, bands);
    return out;
}

WbFragment *
wb_compose_table(WbComposer *self, const WbBlock *block, double width, double height)
{
    guint row = 0;

    return wb_compose_table_part(self, block, width, INFINITY, &row);
}
