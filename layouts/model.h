/* A workbook as its layout describes it: workbook > page > block > field and shape. Plain structs,
 * filled by layouts/load.c, read by everybody; nothing here knows YAML or PDF. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where something stands in a layout file. Lines and columns count from 1; the path is interned. */
typedef struct {
    const char *path;
    guint line, column;
} WbMark;

/* A text that is printed or heard, and therefore translated. The context is its stable place
 * ("about-me/title", "gifts.seeds/label"), which is the msgctxt of a translation. */
typedef struct {
    char *source;
    char *context;
    WbMark mark;
    guint source_length; /* of a translated text: how many characters it had before; else 0 */
} WbText;

typedef struct _WbWorkbook WbWorkbook;
typedef struct _WbPage WbPage;
typedef struct _WbBlock WbBlock;
typedef struct _WbTable WbTable;
typedef struct _WbShape WbShape;
typedef struct _WbField WbField;

typedef enum {
    WB_KIND_TEXT,   /* one line */
    WB_KIND_LINES,  /* several lines */
    WB_KIND_NUMBER, /* a whole number */
    WB_KIND_SCALE,  /* min to max, one of them */
    WB_KIND_CHOICE, /* one of the options, perhaps a free text beside them */
    WB_KIND_CHECK,  /* one box */
    WB_KIND_YES_NO, /* yes, no, or not answered */
    WB_KIND_DATE,
} WbKind;

const char *wb_kind_name(WbKind kind); /* "yes-no" */
gboolean wb_kind_parse(const char *name, WbKind *kind);
gboolean wb_kind_has_options(WbKind kind); /* exclusive check boxes: scale, choice, yes-no */

/* One option of a scale, choice or yes-no. The code is the on-state in the PDF and the value in
 * the record: ASCII letters, digits, - and _. Of a scale the code is the digit itself. */
typedef struct {
    char *code;
    WbText *label; /* NULL for scales: the code is what is printed */
} WbOption;

struct _WbField {
    char *id; /* dotted path: "gifts.seeds.1" */
    WbKind kind;
    WbMark mark;
    WbPage *page;
    WbText *label;       /* what is asked, in words that make sense alone; NULL in table cells */
    guint ordinal;       /* what {n} in the label stands for, 0 where there is none */
    WbText *caption;     /* the word beside the value in a shape, or NULL */
    WbText *question;    /* the whole sentence or question, or NULL */
    int min, max;        /* of scale and number; both 0 where not given */
    GPtrArray *options;  /* of WbOption, owned; NULL unless wb_kind_has_options */
    char *other;         /* id of the free text of a choice, or NULL */
    WbText *other_label; /* what introduces the free text, with @other */
    char *role, *need, *population, *tally, *was; /* each may be NULL */
    gboolean sensitive;
    /* of a table's cell */
    const WbTable *table; /* NULL elsewhere */
    const char *row, *column;
    GPtrArray *shown_by; /* of WbShape, lent: shapes that show the field, in page order */
};

typedef struct {
    char *id;     /* "safety" */
    WbText *head; /* what stands above the column */
    WbText
        *heard; /* what a screen reader says of a cell after the row, never NULL (maybe = head) */
    gboolean is_label; /* the column of the rows' labels: no cells */
    gboolean joined;   /* stands under the head of the column before it */
    WbKind kind;       /* of its cells */
    WbText *caption;   /* the word beside a cell's value in a shape, or NULL */
    double weight;     /* share of the width that is left, 0: as narrow as the content */
    char *role, *population, *tally;
    gboolean sensitive;
    int min, max;       /* as in a field */
    GPtrArray *options; /* of WbOption, owned; as in a field, each cell has its own copy */
    WbMark mark;
} WbColumn;

typedef struct {
    char *id;
    char *name;         /* "resources" */
    GPtrArray *columns; /* of WbColumn, owned */
    WbMark mark;
} WbColumns;

typedef struct {
    char *id;
    WbText *label;
    gboolean free;     /* OTHER: the label itself is filled in, as the field TABLE.ROW.label */
    gboolean heading;  /* printed as a sub-heading that takes input all the same */
    gboolean no_input; /* a sub-heading alone: the row has no fields */
    char *need;        /* "crisis.safety" */
    char *same_need, *related, *was; /* may be NULL */
    WbMark mark;
} WbRow;

struct _WbTable {
    char *id;                 /* "garden.jobs" */
    WbText *label;            /* heard and shown in reports: "Jobs" */
    const WbColumns *columns; /* the workbook's */
    GPtrArray *rows;          /* of WbRow, owned */
    gboolean continues;       /* may take more sheets than one */
    gboolean no_heads;        /* goes on under the heads of the table before it */
    WbText *title;            /* a heading inside the table, above its rows, or NULL */
    WbPage *page;
    WbMark mark;
};

typedef enum { WB_SHAPE_CIRCLE, WB_SHAPE_PUZZLE } WbShapeKind;

/* One outline with lines of text inside: a piece of a puzzle, or the whole of a circle. */
typedef struct {
    char *id;         /* "safety"; of a circle its own name */
    WbText *label;    /* printed inside; NULL in a circle */
    GPtrArray *shows; /* of WbField, lent, in order; never empty */
    char *need;       /* or NULL */
    WbMark mark;
} WbPiece;

struct _WbShape {
    char *id; /* "circle.gifts", "summary.gifts", "puzzle.jobs" */
    WbShapeKind kind;
    WbText *label;          /* what it shows: the circle's title on a page that gathers */
    GPtrArray *pieces;      /* of WbPiece, owned; exactly one in a circle */
    const WbShape *copy_of; /* the circle that a gathered one repeats, or NULL */
    gboolean typed; /* a puzzle whose pieces are filled in themselves: they hold the inputs */
    WbPage *page;
    WbMark mark;
};

/* One sentence with places to fill in: "It has {members:number} members." */
typedef struct {
    WbText *text;      /* with its placeholders */
    GPtrArray *fields; /* of WbField, lent; found by the last part of their ids */
    GPtrArray *names;  /* of char*, owned: the placeholders' names, in the order of @fields */
} WbSentence;

typedef enum {
    WB_BLOCK_HEADING,
    WB_BLOCK_TEXT,
    WB_BLOCK_PROMPT,
    WB_BLOCK_LIST,
    WB_BLOCK_NOTE,
    WB_BLOCK_ANSWERS,
    WB_BLOCK_QUESTIONS,
    WB_BLOCK_SENTENCES,
    WB_BLOCK_TABLE,
    WB_BLOCK_CIRCLE,
    WB_BLOCK_PUZZLE,
    WB_BLOCK_GATHER,
    WB_BLOCK_CONTENTS,
    WB_BLOCK_FACTS,
    WB_BLOCK_SPREAD,
    WB_BLOCK_PAGE_BREAK,
} WbBlockKind;

/* One line of a table of contents. */
typedef struct {
    WbText *label;
    const WbPage *target; /* its number is printed */
} WbEntry;

/* One row of a reference table: a term and what it covers. */
typedef struct {
    WbText *term, *text;
} WbFact;

const char *wb_block_kind_name(WbBlockKind kind);

struct _WbBlock {
    WbBlockKind kind;
    WbMark mark;
    char *id; /* of blocks with fields: the path above them; of shapes their name; or NULL */
    GPtrArray *texts;  /* of WbText, owned: paragraphs of a text, items of a list; NULL elsewhere */
    WbText *text;      /* of heading, prompt and note */
    char *numbering;   /* "1.", "a)", "-" as written, or NULL */
    GPtrArray *fields; /* of WbField, lent: of answers and questions, in order; NULL elsewhere */
    gboolean beside;   /* questions: what is typed is shown once more beside the field */
    guint lines;       /* answers and questions: lines of height of each field, 1 or more */
    GPtrArray *sentences; /* of WbSentence, owned */
    WbTable *table;       /* of a table, lent by the workbook */
    GPtrArray *shapes;    /* of WbShape, lent: one in circle and puzzle, several in gather */
    guint columns;        /* of a list: how many stand side by side, 1 or more */
    gboolean continues;   /* facts: may take more sheets than one */
    GPtrArray *entries;   /* of WbEntry, owned: of a contents block */
    GPtrArray *facts;     /* of WbFact, owned */
    GPtrArray *heads;     /* of WbText, owned: the two heads of facts, or NULL */
    GPtrArray *spread;    /* of GPtrArray of WbBlock, owned: the columns, from the start */
};

typedef enum { WB_LOOK_PAGE, WB_LOOK_COVER, WB_LOOK_DIVIDER } WbLook;

struct _WbPage {
    char *id;
    guint number;             /* from 1 */
    WbText *title, *subtitle; /* the subtitle may be NULL */
    const char *part;         /* id of a part of the workbook, or NULL */
    const char *section;      /* id of a section, or NULL */
    WbLook look;
    GPtrArray *blocks; /* of WbBlock, owned */
    WbMark mark;
    WbWorkbook *workbook;
};

/* A column of a roster that has a short name: what it holds is filled into a field of each copy. */
typedef struct {
    char *name; /* "agency" */
    const WbField *field;
} WbRosterName;

/* A named group that pages belong to: a part ("Part #1 ...") or a section. */
typedef struct {
    char *id;
    WbText *label;
    WbMark mark;
} WbGroup;

/* The look of a whole workbook. Colours are 0xRRGGBB. */
typedef struct {
    guint32 accent, ink, muted, rule, tint; /* tint fills heads of tables, quietly */
    double text_size, small_size, title_size, heading_size; /* points */
    double margin;                                          /* points, on all sides */
    gboolean field_font_whole;                              /* embed the fields' font uncut */
} WbTheme;

struct _WbWorkbook {
    char *id, *version, *language, *paper;
    WbText *title, *subtitle;
    WbTheme theme;
    GHashTable *values;  /* name -> WbText: what {maker} in a text stands for; owned */
    GPtrArray *parts;    /* of WbGroup, owned */
    GPtrArray *sections; /* of WbGroup, owned */
    GPtrArray *columns;  /* of WbColumns, owned */
    GPtrArray *pages;    /* of WbPage, owned */
    GPtrArray *fields;   /* of WbField, owned, in page order; mirrors are not fields */
    GPtrArray *tables;   /* of WbTable, owned */
    GPtrArray *shapes;   /* of WbShape, owned, in page order */
    GPtrArray *nothing;  /* of WbText, owned: answers that name nobody */
    GPtrArray *roster;   /* of WbRosterName, owned */
    char *path;          /* of the layout itself */
    gboolean translated; /* into its language, from that of its layout */
    gboolean unreviewed; /* a translation that no native speaker has reviewed */
    gboolean draft;      /* some texts are not translated: every page says so */
    GHashTable *fields_by_id, *shapes_by_id; /* private: behind the lookups */
};

WbText *wb_text_new(const char *source, const char *context, WbMark mark);
WbText *wb_text_dup(const WbText *self); /* NULL gives NULL */
void wb_text_free(WbText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbText, wb_text_free)

WbWorkbook *wb_workbook_new(void);
void wb_workbook_free(WbWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbWorkbook, wb_workbook_free)

WbField *wb_field_new(void);
WbBlock *wb_block_new(WbBlockKind kind);
GPtrArray *wb_blocks_new(void); /* of WbBlock, owned */
WbPage *wb_page_new(void);
WbTable *wb_table_new(void);
WbShape *wb_shape_new(void);
WbPiece *wb_piece_new(void);
WbColumns *wb_columns_new(void);
WbOption *wb_option_new(const char *code, WbText *label); /* takes the label */
GPtrArray *wb_options_new(void);                          /* of WbOption, owned */
WbRosterName *wb_roster_name_new(const char *name, const WbField *field);
WbGroup *wb_group_new(const char *id, WbText *label); /* takes the label */

/* Append and take over. FALSE where the id is taken: the lookups then keep to the first. */
gboolean wb_workbook_add_field(WbWorkbook *self, WbField *field);
gboolean wb_workbook_add_shape(WbWorkbook *self, WbShape *shape);

/* Visits every block of the page in reading order, those inside a spread after the spread. */
void wb_page_foreach_block(const WbPage *page, void (*visit)(const WbBlock *block, gpointer data),
                           gpointer data);

/* Each is NULL where there is none of that id. */
WbPage *wb_workbook_lookup_page(const WbWorkbook *self, const char *id);
WbField *wb_workbook_lookup_field(const WbWorkbook *self, const char *id);
WbShape *wb_workbook_lookup_shape(const WbWorkbook *self, const char *id);
const WbGroup *wb_workbook_lookup_part(const WbWorkbook *self, const char *id);
const WbGroup *wb_workbook_lookup_section(const WbWorkbook *self, const char *id);

/* The text as it is printed: {maker} and the like filled in from the workbook's values, {n} from
 * @ordinal where it is not 0. Inline marks and placeholders with a colon stay. NULL gives NULL. */
char *wb_workbook_dup_text(const WbWorkbook *self, const WbText *text, guint ordinal);

/* The same without its inline marks, for places that cannot show them. */
char *wb_workbook_dup_plain(const WbWorkbook *self, const WbText *text, guint ordinal);

/* What makes sense when heard alone, without the option: "Meals: Soup. Served: cold". */
char *wb_field_dup_heard(const WbField *self);
/* The same without a stem above it ("How has it changed:"): what a table of answers calls it. */
char *wb_field_dup_label(const WbField *self);

G_END_DECLS
