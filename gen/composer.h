/* What the parts of gen/compose*.c share: the composer, and the fragments that blocks become before
 * they are placed on a sheet. Private to them. */
#pragma once

#include "compose.h"

G_BEGIN_DECLS

typedef enum {
    WB_STYLE_TEXT,
    WB_STYLE_TITLE,
    WB_STYLE_SUBTITLE,
    WB_STYLE_HEADING,
    WB_STYLE_PROMPT,
    WB_STYLE_NOTE,
    WB_STYLE_LABEL,   /* beside boxes, in tables */
    WB_STYLE_HEAD,    /* of tables */
    WB_STYLE_PIECE,   /* inside puzzle pieces */
    WB_STYLE_CAPTION, /* inside circles */
    WB_STYLE_COVER,   /* the title of a cover */
    WB_N_STYLES
} WbStyleName;

typedef struct {
    const WbWorkbook *workbook;
    const char *language;
    WbSetter *setter;
    double page_height;
    double tight; /* of the page under way: 0, as the theme says, to 1, as close as reads well */
    WbStyle styles[WB_N_STYLES];
    GPtrArray *complaints;     /* of char*, owned */
    GHashTable *least_columns; /* WbColumns -> double[], owned: see gen/compose-table.c */
    guint *numbers; /* by page->number - 1: the number of the first sheet, as far as it is known */
} WbComposer;

/* A block laid out by itself, its top left at (0, 0). */
typedef struct {
    GPtrArray *items;   /* of WbItem, owned */
    WbTag *tag;         /* without a parent yet; owned until adopted; NULL where all is artifact */
    GPtrArray *mirrors; /* of WbTag (Form), owned until adopted: they follow all inputs of a page */
    double height;
} WbFragment;

/* Between two measures, by how tightly the page is set. */
double wb_composer_measure(const WbComposer *self, double loose, double tight);
/* Lines of an input that the layout wants @lines high. */
guint wb_composer_lines(const WbComposer *self, guint lines);

void wb_composer_complain(WbComposer *self, const WbMark *mark, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* Where a complaint about a text of @place points: in a translation to its own line. */
const WbMark *wb_composer_mark(const WbText *text, const WbMark *place);
/* Of a page that lacks room: at @place, or in a translation at the text that grew most. */
void wb_composer_complain_of_page(WbComposer *self, const WbPage *page, const WbMark *place,
                                  const char *what);
/* The text in the composer's language with {maker} and the like filled in; the caller's. */
char *wb_composer_dup_text(const WbComposer *self, const WbText *text, guint ordinal);
WbParagraph *wb_composer_set(WbComposer *self, const WbText *text, WbStyleName style, double width);
/* Words over several lines have lines of like length: the narrowest setting of as many. */
WbParagraph *wb_composer_set_even(WbComposer *self, const WbText *text, const WbStyle *style,
                                  double width);

WbFragment *wb_fragment_new(const char *tag_type); /* NULL: no tag */
void wb_fragment_free(WbFragment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbFragment, wb_fragment_free)

/* Takes the paragraph. Links in it become tags of their own below @tag. */
void wb_fragment_add_text(WbFragment *self, WbTag *tag, WbParagraph *paragraph, double x, double y);
/* Takes the path. @fill and @stroke are 0xRRGGBB or -1. The item is the fragment's. */
WbItem *wb_fragment_add_path(WbFragment *self, WbTag *tag, WbPath *path, gint64 fill, gint64 stroke,
                             double line_width);
void wb_fragment_add_box(WbFragment *self, const WbBox *box, gint64 fill, gint64 stroke,
                         double line_width);
void wb_fragment_add_line(WbFragment *self, double x1, double y1, double x2, double y2, guint32 rgb,
                          double line_width);
/* @tag: the parent of the widget's Form element; NULL for mirrors, which wait in ->mirrors. */
WbWidget *wb_fragment_add_widget(WbFragment *self, WbTag *tag, const WbBox *box,
                                 const WbField *field, const WbOption *option, gboolean input);
/* Moves everything of @from into @into at (x, y) and frees @from; its tag goes below @parent. */
void wb_fragment_merge(WbFragment *into, WbTag *parent, WbFragment *from, double x, double y);

/* compose-input.c: one field to fill in, from (x, y) over @width points. Gives the height taken. */
double wb_compose_input(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field,
                        double x, double y, double width, guint lines);
/* One tick box with its label to its end side; gives the width taken. @label may be NULL. */
double wb_compose_tick(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field,
                       const WbOption *option, const char *label, WbStyleName style, double x,
                       double middle);
/* A box for text, its lines in a colour, with the field's widget on it. */
void wb_compose_text_input(WbFragment *into, WbTag *tag, const WbField *field, const WbBox *box,
                           guint32 line);
double wb_input_height(guint lines);
gboolean wb_field_is_multiline(const WbField *field); /* what its widgets all have to be */
#define WB_FIELD_SIZE 10.0                            /* of typed text */
char *wb_composer_dup_option(const WbComposer *self, const WbOption *option);
#define WB_TICK_SIZE 9.0

/* compose-list.c: the number of an item, @middle being that of what it numbers; how a structure
 * tree calls a numbering (ISO 32000-1, table 347); "1.", "2)", "c)" or a bullet for item @n, the
 * caller's. */
void wb_compose_number(WbComposer *self, WbFragment *into, WbTag *label, const char *pattern,
                       guint n, double x, double middle);
const char *wb_numbering_name(const char *pattern);
char *wb_number_dup(const char *pattern, guint n);
#define WB_NUMBER_WIDTH 20.0

/* compose-mirror.c: a mirror of a field inside a shape, in a box at least as high as
 * wb_mirror_height says for text of @size on @lines; what a figure of a shape says of itself. */
double wb_mirror_height(const WbField *field, double size, guint lines);
void wb_compose_mirror(WbComposer *self, WbFragment *into, const WbShape *shape,
                       const WbField *field, const WbBox *box, double size);
void wb_compose_figure(WbComposer *self, WbTag *figure, const WbShape *shape, const char *pieces,
                       guint n, WbBox box);
#define WB_SLOT_SIZE 8.0 /* size of a digit or word in the slot of an option */
#define WB_SLOT_EM 1.75  /* width of the slot of one digit */

/* The blocks, one function a kind; @height is what a stretching block has to fill. */
WbFragment *wb_compose_prose(WbComposer *self, const WbBlock *block, double width, double height);
WbFragment *wb_compose_list(WbComposer *self, const WbBlock *block, double width, double height);
WbFragment *wb_compose_answers(WbComposer *self, const WbBlock *block, double width, double height);
WbFragment *wb_compose_questions(WbComposer *self, const WbBlock *block, double width,
                                 double height);
WbFragment *wb_compose_sentences(WbComposer *self, const WbBlock *block, double width,
                                 double height);
WbFragment *wb_compose_table(WbComposer *self, const WbBlock *block, double width, double height);
/* The rows from *@row on that fit @height, at least one, under the table's head; *@row then is the
 * next. */
WbFragment *wb_compose_table_part(WbComposer *self, const WbBlock *block, double width,
                                  double height, guint *row);
WbFragment *wb_compose_facts(WbComposer *self, const WbBlock *block, double width, double height);
WbFragment *wb_compose_facts_part(WbComposer *self, const WbBlock *block, double width,
                                  double height, guint *row);
WbFragment *wb_compose_contents(WbComposer *self, const WbBlock *block, double width,
                                double height);
WbFragment *wb_compose_circle(WbComposer *self, const WbBlock *block, double width, double height);
WbFragment *wb_compose_puzzle(WbComposer *self, const WbBlock *block, double width, double height);
WbFragment *wb_compose_gather(WbComposer *self, const WbBlock *block, double width, double height);

/* compose-puzzle.c: the jigsaw with a piece missing that stands on a cover. */
WbFragment *wb_compose_emblem(WbComposer *self, double width, double height);

G_END_DECLS
