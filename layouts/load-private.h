/* What the files of the loader share: nodes of YAML with their places, complaints, key tables. */
#pragma once

#include "load.h"

G_BEGIN_DECLS

#define WB_LOAD_MAX_MEGABYTES 2
#define WB_LOAD_MAX_BYTES (WB_LOAD_MAX_MEGABYTES * 1000000)
#define WB_LOAD_MAX_DEPTH 64
#define WB_LOAD_MAX_ITEMS 5000 /* of one list */
#define WB_LOAD_MAX_KEYS 500   /* of one mapping */
#define WB_LOAD_MAX_PAGES 1000
#define WB_LOAD_MAX_FIELDS 20000
#define WB_LOAD_MAX_ID 100         /* characters of a field's whole id */
#define WB_LOAD_MAX_TEXT 4000      /* bytes of what is no paragraph: fields have copies of it */
#define WB_LOAD_MAX_OPTIONS 50     /* of one choice; so have they of these */
#define WB_LOAD_MAX_PARAGRAPHS 200 /* of one text */
#define WB_LOAD_MAX_SHOWN 100      /* fields in one circle or piece */
#define WB_LOAD_MAX_PIECES 60      /* what the jigsaw can cut */
#define WB_LOAD_MAX_SCALE 21       /* boxes of one scale */

/* One file as it was read. */
typedef struct {
    const char *path; /* interned, as messages show it */
    char *text;       /* UTF-8, ends in a NUL */
    gsize length;
    guint order; /* among the files of the run */
    struct _WbNode *root;
} WbSource;

typedef enum { WB_NODE_SCALAR, WB_NODE_LIST, WB_NODE_MAP } WbNodeType;
typedef enum { WB_SCALAR_PLAIN, WB_SCALAR_SINGLE, WB_SCALAR_DOUBLE, WB_SCALAR_BLOCK } WbScalarStyle;

typedef struct _WbNode WbNode;
struct _WbNode {
    WbNodeType type;
    WbMark mark;
    const WbSource *source;
    const char *start; /* in the source's text */
    WbScalarStyle style;
    gboolean literal;    /* a block scalar that keeps its line ends */
    gboolean wrong;      /* already complained about: the getters below pass over it */
    char *value;         /* of a scalar */
    GPtrArray *children; /* of WbNode, owned; of a map key, value, key, value ... */
};

typedef struct {
    guint order, line, column, serial;
    char *message;
} WbComplaint;

/* One run of the loader. */
typedef struct {
    WbWorkbook *workbook;
    char *folder;          /* of the main file; "" for the current one */
    GPtrArray *sources;    /* of WbSource, owned */
    GArray *complaints;    /* of WbComplaint */
    int code;              /* WbLayoutError of the first complaint, -1 before it */
    GPtrArray *checks;     /* of texts to be looked at last, owned, or NULL */
    GPtrArray *pending;    /* of shapes whose fields are still to be found, owned, or NULL */
    GPtrArray *renames;    /* of old ids, owned, or NULL */
    GHashTable *owners;    /* id -> WbNode where it was given, for fields, tables and shapes */
    GHashTable *sentences; /* id of a block of sentences -> how many there are so far */
    GHashTable *below;     /* "internal.values" -> GPtrArray of the fields below it */
    gboolean incomplete;   /* a file could not be read: what it would have defined is unknown */
    gboolean full;         /* more fields than allowed: stop making them */
} WbLoad;

/* load-source.c: bytes to nodes; the only file that knows libyaml. On failure NULL, and the
 * complaint is noted; @named_by is the node that names the file, or NULL for the main file. */
WbNode *wb_load_read(WbLoad *in, const char *path, const WbNode *named_by);
void wb_source_free(WbSource *self);
/* The place of a byte of a scalar's value in its file. */
WbMark wb_node_mark_at(const WbNode *node, gsize offset);

/* load-check.c: complaints, and what keys a mapping may have. */

/* Both note a complaint and return FALSE. */
gboolean wb_load_fail(WbLoad *in, const WbNode *node, const char *format, ...) G_GNUC_PRINTF(3, 4);
gboolean wb_load_fail_within(WbLoad *in, const WbNode *node, gsize offset, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
void wb_load_complain(WbLoad *in, WbLayoutError code, guint order, const WbMark *mark,
                      const char *words);

typedef enum {
    WB_TAKES_TEXT,    /* words, not empty */
    WB_TAKES_ID,      /* lower-case letters, digits, _ and - */
    WB_TAKES_PATH,    /* ids with dots between */
    WB_TAKES_INTEGER, /* from least to most */
    WB_TAKES_NUMBER,  /* from least to most */
    WB_TAKES_FLAG,
    WB_TAKES_COLOUR,
    WB_TAKES_WORD, /* one of words */
    WB_TAKES_LIST,
    WB_TAKES_MAP,
    WB_TAKES_TEXT_OR_LIST,
    WB_TAKES_TAG, /* a BCP 47 tag */
} WbTakes;

typedef struct {
    const char *name;
    WbTakes takes;
    gboolean required;
    const char *const *words;
    double least, most;
} WbKey;

/* Every table of keys under the name that layout.schema.json has for it. Ends with a NULL name. */
typedef struct {
    const char *name;
    const WbKey *keys;
} WbKeyTable;

const WbKeyTable *wb_load_key_tables(void);

/* Complains of everything that does not fit the table, which ends with a NULL name, and marks it
 * wrong. FALSE only where @node is no mapping at all. @what: "a page". */
gboolean wb_load_check_map(WbLoad *in, WbNode *node, const char *what, const WbKey *keys);
/* The entry "id: value" of a list of single-key mappings. @example: "- id: label". */
gboolean wb_load_check_pair(WbLoad *in, WbNode *item, const char *what, const char *example,
                            WbNode **key, WbNode **value);
gboolean wb_load_check_id(WbLoad *in, const WbNode *node, const char *what);
gboolean wb_load_check_path(WbLoad *in, const WbNode *node, const char *what);
/* A list's entry that is a non-empty scalar. */
gboolean wb_load_check_text(WbLoad *in, const WbNode *node, const char *what);
/* " (did you mean 'title'?)" or "" ; free. */
char *wb_load_dup_suggestion(const char *word, const char *const *words);

gboolean wb_node_has(const WbNode *map, const char *key); /* even a wrong one */
/* NULL where the key is absent or wrong. */
WbNode *wb_node_find(const WbNode *map, const char *key);
const char *wb_node_string(const WbNode *map, const char *key);
char *wb_node_dup(const WbNode *map, const char *key);
int wb_node_int(const WbNode *map, const char *key, int otherwise);
double wb_node_double(const WbNode *map, const char *key, double otherwise);
gboolean wb_node_flag(const WbNode *map, const char *key);
guint wb_node_n(const WbNode *node);
WbNode *wb_node_nth(const WbNode *node, guint n);

/* load-text.c: texts, checked once everything that they may mention is known. */

typedef enum {
    WB_TEXT_PLAIN = 0,
    WB_TEXT_PROSE = 1 << 0,    /* **bold**, *italic*, [links](...) */
    WB_TEXT_ORDINAL = 1 << 1,  /* {n} */
    WB_TEXT_SENTENCE = 1 << 2, /* {name:kind} */
} WbTextFlags;

WbText *wb_load_new_text(WbLoad *in, const WbNode *node, WbTextFlags flags, const char *context,
                         ...) G_GNUC_PRINTF(4, 5);
/* The text of a key, NULL without it. */
WbText *wb_load_get_text(WbLoad *in, const WbNode *map, const char *key, WbTextFlags flags,
                         const char *context, ...) G_GNUC_PRINTF(5, 6);
/* Paragraphs: of WbText, owned. */
GPtrArray *wb_load_new_paragraphs(WbLoad *in, const WbNode *node, const char *context);
void wb_load_check_texts(WbLoad *in);

/* Leads out of the document: https:, http: or mailto:. */
gboolean wb_load_is_url(const char *target);

/* load.c */
extern const WbKey wb_main_keys[], wb_included_keys[], wb_theme_keys[];

/* load-page.c */
extern const WbKey wb_page_keys[], wb_spread_keys[], wb_page_break_keys[];
extern const char *const wb_load_looks[];
void wb_load_page(WbLoad *in, WbPage *page, const WbNode *named_by);
/* FALSE and a complaint where fields below this id would stand in the house's own contexts. */
gboolean wb_load_check_owner(WbLoad *in, const WbNode *node);

/* One block of a page and what has been seen before it. */
typedef struct {
    WbPage *page;
    GPtrArray *blocks;    /* where they go: the page's, or those of a column of a spread */
    gboolean inside;      /* a spread */
    const WbBlock *above; /* the block right above, or NULL */
    gboolean lost;        /* there is one above, and it could not be read */
    guint ordinals[WB_BLOCK_PAGE_BREAK + 1]; /* blocks of each kind so far */
    const WbText *prompt;                    /* the prompt or heading above, or NULL */
    gboolean asked;                          /* it is a prompt, directly above */
} WbPageLoad;

/* load-words.c: blocks of words. */
extern const WbKey wb_heading_keys[], wb_text_keys[], wb_prompt_keys[], wb_note_keys[];
extern const WbKey wb_list_keys[], wb_list_item_keys[], wb_contents_keys[], wb_facts_keys[];
extern const WbKey wb_fact_keys[];
void wb_load_words(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
void wb_load_asking(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
void wb_load_paragraphs(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
void wb_load_list(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
void wb_load_contents(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
void wb_load_facts(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);

/* load-field.c: blocks with fields. The block is the page's already. */
extern const WbKey wb_answers_keys[], wb_questions_keys[], wb_question_keys[];
extern const WbKey wb_sentences_keys[], wb_place_keys[];
void wb_load_answers(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
void wb_load_questions(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
void wb_load_sentences(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
/* Takes the field; FALSE and a complaint where its id is taken or too long. */
gboolean wb_load_add_field(WbLoad *in, WbField *field, const WbNode *node);
void wb_load_add_rename(WbLoad *in, const char *was, const WbNode *node);
void wb_load_check_fields(WbLoad *in);
extern const char *const wb_load_kinds[], *const wb_load_roles[], *const wb_load_tallies[];

/* load-option.c */

/* Options, min and max of @kind, from the keys of the same names; NULL where there are none. */
GPtrArray *wb_load_options(WbLoad *in, WbNode *node, WbKind kind, const char *context, int *min,
                           int *max);

/* load-table.c */
extern const WbKey wb_table_keys[], wb_row_keys[], wb_column_keys[];
void wb_load_columns(WbLoad *in, WbNode *list);
void wb_load_table(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);

/* load-shape.c: shapes are made in page order and fed when all fields are there. */
extern const WbKey wb_circle_keys[], wb_gather_keys[];
void wb_load_circle(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
void wb_load_gather(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);
void wb_load_feed_shapes(WbLoad *in);
/* Takes the id. The shape is the workbook's and the block's, the piece the shape's. */
WbShape *wb_load_add_shape(WbLoad *in, WbPageLoad *at, WbBlock *block, WbShapeKind kind, char *id,
                           const WbNode *node);
WbPiece *wb_load_add_piece(WbShape *shape, const char *id, WbMark mark);
/* Has @feed called once all fields are there. */
void wb_load_add_pending(WbLoad *in, WbShape *shape, WbNode *node,
                         void (*feed)(WbLoad *in, WbShape *shape, WbNode *node));
/* What the entries of "shows" stand for goes into the piece; ids may be below @above, or NULL. */
void wb_load_show_entries(WbLoad *in, WbPiece *piece, const char *above, const WbNode *shows);

/* load-puzzle.c */
extern const WbKey wb_puzzle_keys[], wb_piece_keys[];
void wb_load_puzzle(WbLoad *in, WbPageLoad *at, WbBlock *block, WbNode *node);

G_END_DECLS
