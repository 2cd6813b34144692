/* A spreadsheet while it is written: see book.h. */
#include "book.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#define MOST_TEXT 32767          /* characters of one cell */
#define MOST_NAME 31             /* of a sheet */
#define MOST_HEADER 120          /* of a printed page, if each is to be written twice */
#define CUT_MARK " […]"          /* what is longer ends so */
#define FROM_THE_START 315532800 /* 1980-01-01, where the format's time begins: no clock */
#define CHART_PIXELS 640
#define BAR_PIXELS 26     /* of a chart whose bars lie: for each of them */
#define AROUND_PIXELS 110 /* title and axis */
#define LEGEND_PIXELS 60  /* of several values */
#define ROW_PIXELS 20
#define LINE_POINTS 15.0
#define BOLDER 1.15 /* a head takes more room than the digits that a width is counted in */

struct _WbBookSheet {
    WbBook *book;
    char *name;
    lxw_worksheet *sheet;
    guint row, column; /* where the next cell goes */
    guint head;        /* the row of the head */
    guint columns;     /* of the head */
    guint lines;       /* of its highest cell */
};

struct _WbBook {
    lxw_workbook *book;
    lxw_format *head, *words, *mark, *measure, *banner_format;
    lxw_format *looks[WB_BOOK_LOOKS];
    GPtrArray *sheets; /* of WbBookSheet, owned */
    char *banner;      /* or NULL */
    gboolean rtl;
    lxw_error wrong; /* the first */
};

typedef struct {
    guint32 ink, paper;
    guint8 cell;  /* pattern */
    guint8 chart; /* pattern */
    gboolean bold, italic;
} Look;

static const Look looks[WB_BOOK_LOOKS] = {
    [WB_BOOK_LOOK_MISSING] = {0xa12f16, 0xfbeee8, LXW_PATTERN_LIGHT_UP,
                              LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL, TRUE, FALSE},
    [WB_BOOK_LOOK_WEAK] = {0x7a5200, 0xfdf3d8, LXW_PATTERN_GRAY_0625, LXW_CHART_PATTERN_PERCENT_30,
                           FALSE, TRUE},
    [WB_BOOK_LOOK_GOOD] = {0x1d5b63, 0xe3f0f1, LXW_PATTERN_SOLID, LXW_CHART_PATTERN_PERCENT_90,
                           FALSE, FALSE},
    [WB_BOOK_LOOK_UNKNOWN] = {0x566167, 0xf2f4f4, LXW_PATTERN_LIGHT_HORIZONTAL,
                              LXW_CHART_PATTERN_LIGHT_HORIZONTAL, FALSE, FALSE},
};

static void
keep_error(WbBook *self, lxw_error error)
{
    if (error != LXW_NO_ERROR && self->wrong == LXW_NO_ERROR)
        self->wrong = error;
}

static lxw_format *
new_format(WbBook *self, gboolean bold)
{
    lxw_format *out = workbook_add_format(self->book);

    format_set_text_wrap(out);
    format_set_align(out, LXW_ALIGN_VERTICAL_TOP);
    if (bold)
        format_set_bold(out);
    return out;
}

/* A pattern of lines has the ink as foreground; a solid one has the paper in its place. */
static lxw_format *
new_look(WbBook *self, const Look *look)
{
    lxw_format *out = workbook_add_format(self->book);

    format_set_font_color(out, look->ink);
    format_set_bg_color(out, look->paper);
    format_set_pattern(out, look->cell);
    if (look->cell != LXW_PATTERN_SOLID)
        format_set_fg_color(out, 0xd9cfc9);
    if (look->bold)
        format_set_bold(out);
    if (look->italic)
        format_set_italic(out);
    return out;
}

static void
sheet_free(WbBookSheet *self)
{
    g_free(self->name);
    g_free(self);
}

WbBook *
wb_book_new(const char *path, gboolean rtl)
{
    lxw_workbook_options settings = {.constant_memory = LXW_TRUE};
    lxw_doc_properties properties = {.created = FROM_THE_START};
    WbBook *self = g_new0(WbBook, 1);

    self->rtl = rtl;
    self->sheets = g_ptr_array_new_with_free_func((GDestroyNotify)sheet_free);
    self->book = workbook_new_opt(path, &settings);
    workbook_set_properties(self->book, &properties);
    self->head = new_format(self, TRUE);
    self->words = new_format(self, FALSE);
    self->mark = new_format(self, FALSE);
    format_set_align(self->mark, LXW_ALIGN_RIGHT);
    self->measure = workbook_add_format(self->book);
    format_set_num_format(self->measure, "0.0");
    self->banner_format = workbook_add_format(self->book); /* not wrapped: beyond its column */
    format_set_bold(self->banner_format);
    format_set_font_color(self->banner_format, looks[WB_BOOK_LOOK_MISSING].ink);
    for (guint n = 0; n < WB_BOOK_LOOKS; n++)
        self->looks[n] = new_look(self, &looks[n]);
    return self;
}

void
wb_book_set_banner(WbBook *self, const char *words)
{
    g_free(self->banner);
    self->banner = g_strdup(words);
}

gboolean
wb_book_check(const WbBook *self, const char *called, GError **error)
{
    if (self->wrong == LXW_NO_ERROR)
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", called, lxw_strerror(self->wrong));
    return FALSE;
}

static void
finish_sheet(const WbBookSheet *self)
{
    if (self->columns == 0)
        return;
    worksheet_freeze_panes(self->sheet, self->head + 1, 1);
    worksheet_autofilter(self->sheet, self->head, 0, MAX(self->row, self->head + 1) - 1,
                         (lxw_col_t)self->columns - 1);
    worksheet_repeat_rows(self->sheet, 0, self->head);
}

gboolean
wb_book_close(WbBook *self, const char *called, GError **error)
{
    gboolean done;

    for (guint n = 0; n < self->sheets->len; n++)
        finish_sheet(self->sheets->pdata[n]);
    keep_error(self, workbook_close(self->book));
    done = wb_book_check(self, called, error);
    g_ptr_array_unref(self->sheets);
    g_free(self->banner);
    g_free(self);
    return done;
}

/* --- Sheets
 * --------------------------------------------------------------------------------------- */

static gboolean
is_taken(const WbBook *self, const char *name)
{
    for (guint n = 0; n < self->sheets->len; n++) {
        g_autofree char *known = g_utf8_casefold(((WbBookSheet *)self->sheets->pdata[n])->name, -1);
        g_autofree char *folded = g_utf8_casefold(name, -1);

        if (g_str_equal(known, folded))
            return TRUE;
    }
    return FALSE;
}

/* As many characters as fit, of which none means anything in the name of a sheet, and once. */
static char *
dup_sheet_name(const WbBook *self, const char *wanted)
{
    g_autofree char *plain = g_strdelimit(g_strdup(wanted), "[]:*?/\\'", ' ');
    g_autofree char *cut = g_utf8_substring(plain, 0, MIN(g_utf8_strlen(plain, -1), MOST_NAME));
    char *name = g_strdup(cut);

    for (guint n = 2; is_taken(self, name); n++) {
        g_autofree char *number = g_strdup_printf(" %u", n);
        glong most = MOST_NAME - (glong)strlen(number);
        g_autofree char *start = g_utf8_substring(cut, 0, MIN(g_utf8_strlen(cut, -1), most));

        g_free(name);
        name = g_strconcat(start, number, NULL);
    }
    return name;
}

/* In the header of a printed page '&' begins a command; it has 255 characters. */
static void
print_banner(WbBookSheet *self)
{
    const char *banner = self->book->banner;
    g_autofree char *start =
        g_utf8_substring(banner, 0, MIN(g_utf8_strlen(banner, -1), MOST_HEADER));
    g_auto(GStrv) parts = g_strsplit(start, "&", -1);
    g_autofree char *plain = g_strjoinv("&&", parts);
    g_autofree char *header = g_strconcat("&C", plain, NULL);

    keep_error(self->book, worksheet_set_header(self->sheet, header));
    keep_error(self->book,
               worksheet_write_string(self->sheet, 0, 0, banner, self->book->banner_format));
    worksheet_set_landscape(self->sheet);
    worksheet_fit_to_pages(self->sheet, 1, 0);
    self->row = self->head = 1;
}

WbBookSheet *
wb_book_add_sheet(WbBook *self, const char *name)
{
    WbBookSheet *out = g_new0(WbBookSheet, 1);

    out->book = self;
    out->name = dup_sheet_name(self, name);
    out->sheet = workbook_add_worksheet(self->book, out->name);
    g_ptr_array_add(self->sheets, out);
    if (self->rtl)
        worksheet_right_to_left(out->sheet);
    if (self->banner)
        print_banner(out);
    return out;
}

static void
add_words(WbBookSheet *self, const char *words, lxw_format *format)
{
    g_autofree char *cut = NULL;

    if (words && g_utf8_strlen(words, -1) > MOST_TEXT) {
        glong kept = MOST_TEXT - g_utf8_strlen(CUT_MARK, -1);
        g_autofree char *start = g_utf8_substring(words, 0, kept);

        words = cut = g_strconcat(start, CUT_MARK, NULL);
    }
    if (words && *words)
        keep_error(self->book, worksheet_write_string(self->sheet, self->row,
                                                      (lxw_col_t)self->column, words, format));
    self->column++;
}

/* Not every program makes a row as high as its words. */
static void
make_room(WbBookSheet *self, const char *words, double width)
{
    double length = BOLDER * (double)g_utf8_strlen(words, -1);

    self->lines = MAX(self->lines, (guint)ceil(length / width));
    keep_error(self->book,
               worksheet_set_row(self->sheet, self->row, self->lines * LINE_POINTS, NULL));
}

void
wb_book_sheet_add_head(WbBookSheet *self, const char *words, double width)
{
    keep_error(self->book, worksheet_set_column(self->sheet, (lxw_col_t)self->column,
                                                (lxw_col_t)self->column, width, NULL));
    make_room(self, words, width);
    add_words(self, words, self->book->head);
    self->columns = self->column;
}

void
wb_book_sheet_add_text(WbBookSheet *self, const char *text)
{
    add_words(self, text, self->book->words);
}

void
wb_book_sheet_add_mark(WbBookSheet *self, const char *mark)
{
    add_words(self, mark, self->book->mark);
}

void
wb_book_sheet_add_number(WbBookSheet *self, double number)
{
    keep_error(self->book, worksheet_write_number(self->sheet, self->row, (lxw_col_t)self->column++,
                                                  number, NULL));
}

void
wb_book_sheet_add_measure(WbBookSheet *self, double number)
{
    keep_error(self->book, worksheet_write_number(self->sheet, self->row, (lxw_col_t)self->column++,
                                                  number, self->book->measure));
}

void
wb_book_sheet_add_flag(WbBookSheet *self, gboolean flag)
{
    keep_error(self->book, worksheet_write_boolean(self->sheet, self->row,
                                                   (lxw_col_t)self->column++, flag, NULL));
}

void
wb_book_sheet_end_row(WbBookSheet *self)
{
    self->row++;
    self->column = 0;
}

guint
wb_book_sheet_row(const WbBookSheet *self)
{
    return self->row;
}

/* --- Looks
 * ---------------------------------------------------------------------------------------- */

static void
add_condition(WbBookSheet *self, guint first, guint last, lxw_conditional_format *condition)
{
    if (self->row > self->head + 1)
        keep_error(self->book,
                   worksheet_conditional_format_range(self->sheet, self->head + 1, (lxw_col_t)first,
                                                      self->row - 1, (lxw_col_t)last, condition));
}

void
wb_book_sheet_mark_words(WbBookSheet *self, guint column, const char *words, WbBookLook look)
{
    g_auto(GStrv) parts = g_strsplit(words, "\"", -1);
    g_autofree char *plain = g_strjoinv("\"\"", parts);
    g_autofree char *quoted = g_strconcat("\"", plain, "\"", NULL);
    lxw_conditional_format condition = {
        .type = LXW_CONDITIONAL_TYPE_CELL,
        .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
        .value_string = quoted,
        .format = self->book->looks[look],
    };

    add_condition(self, column, column, &condition);
}

/* An empty cell equals 0 for a spreadsheet; it is kept out by the first rule, which has no look. */
void
wb_book_sheet_mark_numbers(WbBookSheet *self, guint first, guint last)
{
    lxw_conditional_format empty = {.type = LXW_CONDITIONAL_TYPE_BLANKS, .stop_if_true = LXW_TRUE};
    lxw_conditional_format none = {
        .type = LXW_CONDITIONAL_TYPE_CELL,
        .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
        .value = 0,
        .format = self->book->looks[WB_BOOK_LOOK_MISSING],
        .stop_if_true = LXW_TRUE,
    };
    lxw_conditional_format more = {
        .type = LXW_CONDITIONAL_2_COLOR_SCALE,
        .min_color = 0xffffff,
        .max_color = 0x8fc1c7,
        .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_MAXIMUM,
    };

    add_condition(self, first, last, &empty);
    add_condition(self, first, last, &none);
    add_condition(self, first, last, &more);
}

/* --- Charts
 * --------------------------------------------------------------------------------------- */

static void
add_series(WbBookSheet *self, lxw_chart *out, const WbBookChart *chart, guint n)
{
    const Look *look = &looks[chart->looks ? chart->looks[n] : WB_BOOK_LOOK_GOOD];
    lxw_col_t column = (lxw_col_t)(chart->first_value + n);
    lxw_chart_pattern pattern = {.fg_color = look->ink, .bg_color = look->paper, look->chart};
    lxw_chart_fill fill = {.color = look->ink};
    lxw_chart_line line = {.color = look->ink};
    lxw_chart_series *series = chart_add_series(out, NULL, NULL);

    chart_series_set_categories(series, self->name, chart->first_row, (lxw_col_t)chart->labels,
                                chart->last_row, (lxw_col_t)chart->labels);
    chart_series_set_values(series, self->name, chart->first_row, column, chart->last_row, column);
    chart_series_set_name_range(series, self->name, self->head, column);
    if (chart->looks && chart->looks[n] != WB_BOOK_LOOK_GOOD)
        chart_series_set_pattern(series, &pattern);
    else
        chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &line);
}

/* The first label stands above, every label is there, and the numbers stay below. Of a chart whose
 * bars lie the library's y axis is that of the labels. */
static void
lay_bars(const WbBook *self, lxw_chart *out)
{
    chart_axis_set_reverse(out->y_axis);
    chart_axis_set_interval_unit(out->y_axis, 1);
    chart_axis_set_crossing_max(out->y_axis);
    if (self->rtl)
        chart_axis_set_reverse(out->x_axis);
}

static lxw_chart *
new_chart(WbBookSheet *self, const WbBookChart *chart)
{
    guint8 type = chart->upright      ? LXW_CHART_COLUMN
                  : chart->values > 1 ? LXW_CHART_BAR_STACKED
                                      : LXW_CHART_BAR;
    lxw_chart *out = workbook_add_chart(self->book->book, type);
    /* The library takes a title that begins with '=' for the place of one. */
    g_autofree char *title = g_strconcat(*chart->title == '=' ? " " : "", chart->title, NULL);

    for (guint n = 0; n < chart->values; n++)
        add_series(self, out, chart, n);
    chart_title_set_name(out, title);
    if (chart->values == 1)
        chart_legend_set_position(out, LXW_CHART_LEGEND_NONE);
    else
        chart_legend_set_position(out, LXW_CHART_LEGEND_BOTTOM);
    if (!chart->upright)
        lay_bars(self->book, out);
    return out;
}

guint
wb_book_sheet_add_chart(WbBookSheet *self, const WbBookChart *chart)
{
    guint bars = chart->last_row - chart->first_row + 1;
    guint legend = chart->values > 1 ? LEGEND_PIXELS : 0;
    double height = chart->upright ? 288 : AROUND_PIXELS + legend + BAR_PIXELS * bars;
    lxw_chart_options options = {
        .x_scale = CHART_PIXELS / 480.0,
        .y_scale = height / 288.0, /* the library's own size is 480 by 288 */
        .object_position = LXW_OBJECT_DONT_MOVE_DONT_SIZE, /* when rows are filtered */
        .description = (char *)chart->title,
    };

    keep_error(self->book,
               worksheet_insert_chart_opt(self->sheet, chart->row, (lxw_col_t)chart->column,
                                          new_chart(self, chart), &options));
    return (guint)(height / ROW_PIXELS) + 2;
}
