/* A spreadsheet while it is written: sheets with one table each, row after row, and charts of their
 * columns. The home of libxlsxwriter.
 *
 * The same bytes each time, and little memory: no clock, and a row is gone once it is ended. Words
 * are never a formula, whatever they begin with. The head of a table stays in sight and filters. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WbBook WbBook;
typedef struct _WbBookSheet WbBookSheet;

#define WB_BOOK_WIDE 40.0 /* of a column of words, in characters */
#define WB_BOOK_NARROW 14.0

/* What a cell's words say about it, in colour and without: each looks different in print, too. */
typedef enum {
    WB_BOOK_LOOK_MISSING, /* bold, striped */
    WB_BOOK_LOOK_WEAK,    /* italic, dotted */
    WB_BOOK_LOOK_GOOD,    /* plain, tinted */
    WB_BOOK_LOOK_UNKNOWN, /* grey, lined */
    WB_BOOK_LOOKS
} WbBookLook;

/* The library writes the file at @path by its name when the book is closed. */
WbBook *wb_book_new(const char *path, gboolean rtl);
/* Puts a line above each table of the sheets that are added from now on, and on each printed page.
 */
void wb_book_set_banner(WbBook *self, const char *words);
/* Frees it. FALSE where anything failed so far; @called is what the message calls the file. */
gboolean wb_book_close(WbBook *self, const char *called, GError **error);
/* As above, while it goes on. */
gboolean wb_book_check(const WbBook *self, const char *called, GError **error);

/* Lent; @name is made one that a sheet may have. */
WbBookSheet *wb_book_add_sheet(WbBook *self, const char *name);
void wb_book_sheet_add_head(WbBookSheet *self, const char *words, double width);
/* The next cell of the row; NULL and "" leave it empty. */
void wb_book_sheet_add_text(WbBookSheet *self, const char *text);
/* In the place of a number: "<3". */
void wb_book_sheet_add_mark(WbBookSheet *self, const char *mark);
void wb_book_sheet_add_number(WbBookSheet *self, double number);
/* Seen with one decimal, and whole in the cell. */
void wb_book_sheet_add_measure(WbBookSheet *self, double number);
void wb_book_sheet_add_flag(WbBookSheet *self, gboolean flag);
void wb_book_sheet_end_row(WbBookSheet *self);
guint wb_book_sheet_row(const WbBookSheet *self); /* of the next cell, from 0 */

/* Cells of a column that say just these words. */
void wb_book_sheet_mark_words(WbBookSheet *self, guint column, const char *words, WbBookLook look);
/* Numbers of columns, to the last one: 0 is missing, the others are the darker the more. */
void wb_book_sheet_mark_numbers(WbBookSheet *self, guint first, guint last);

/* A chart of bars: a bar for each row, of one colour for each column. */
typedef struct {
    const char *title;
    guint first_row, last_row;
    guint labels;              /* the column with what the bars are called */
    guint first_value, values; /* columns of numbers */
    const WbBookLook *looks;   /* one for each of them, or NULL */
    gboolean upright;          /* else they lie, and the first row is at the top */
    guint row, column;         /* where its corner is put */
} WbBookChart;

/* Gives the rows that it takes. */
guint wb_book_sheet_add_chart(WbBookSheet *self, const WbBookChart *chart);

G_END_DECLS
