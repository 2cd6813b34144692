/* What the files of counting share: see count.h. A stamp is the number of the return that was last
 * seen somewhere, so that each counts once. */
#pragma once

#include "count.h"

G_BEGIN_DECLS

typedef struct {
    WbTallyPage *page; /* owned */
    guint workbook;
    guint stamp;
    gboolean has_inputs; /* something that counts is asked on it */
} CountPage;

/* A denominator: returns that filled in something on one of the pages. */
typedef struct {
    guint *count;  /* lent */
    GArray *pages; /* of guint: places */
} CountAsked;

/* A provider; and its spellings elsewhere lead to it. */
typedef struct {
    WbTallyProvider *out; /* owned */
    char *folded;
    const char *given; /* the name of the alias file, lent, or NULL */
    guint stamp, partner_stamp;
    gboolean yes[2], no[2]; /* in this return: partnership, trained */
    gboolean has_commas;    /* its name may be several */
} CountProvider;

typedef struct {
    WbTallyNaming *out; /* owned */
    CountProvider *provider;
    guint stamp;
    gboolean *served; /* one for each population */
} CountNaming;

typedef struct {
    WbTallyNeed *out;     /* owned */
    char *key;            /* of a need that was written in: with its folded words */
    GHashTable *namings;  /* CountProvider, lent -> CountNaming, owned */
    GPtrArray *spellings; /* of WbSpelling: of what was written in */
    WbTallySection *section;
    guint place; /* in the order of the pages */
    guint group; /* needs of one group are the same */
    /* of this return */
    guint stamp;
    gboolean named;
    gboolean yes[2], no[2];
    gboolean *ticked, *unticked; /* one for each population */
} CountNeed;

/* The fields of a row: all that is asked about one need in one place. */
typedef struct {
    const WbCodebookEntry *entry;  /* one of them */
    const WbCodebookEntry *naming; /* in which the need is written in, or NULL */
    CountNeed *need;               /* NULL where it is written in */
    char *base;                    /* then the key of all that is written in here */
    const char *title;             /* what the edition calls the row; lent */
    WbTallySection *section;
    guint page;
    gboolean asks[2]; /* partnership, trained */
    gboolean *serves; /* one for each population */
    /* of this return */
    guint stamp;
    const char *provider, *label, *contact; /* lent by the record, or NULL */
    gboolean yes[2], no[2], *ticked, *unticked;
} CountRow;

typedef struct {
    char *folded;
    const char *given;
    GPtrArray *spellings;
    guint returns, stamp;
} CountWord;

typedef struct {
    WbTallyWords *out;  /* owned */
    GHashTable *words;  /* folded, lent -> CountWord, owned */
    gboolean providers; /* then they are in the directory as well */
    gboolean disciplines;
    guint stamp;
} CountWords;

typedef struct {
    WbTallyNumbers *out; /* owned */
    GArray *values;      /* of gint64 */
} CountNumbers;

typedef struct {
    char *code, *label;
    guint returns;
} CountOption;

typedef struct {
    WbTallyChoices *out; /* owned */
    GPtrArray *options;  /* of CountOption, owned */
    guint other, stamp, other_stamp;
} CountChoices;

typedef enum {
    SLOT_NONE,
    SLOT_ROW,
    SLOT_WORDS,
    SLOT_NUMBERS,
    SLOT_CHOICE,
    SLOT_OTHER,
    SLOT_QUOTES
} SlotKind;

/* What a field says of its row. */
typedef enum {
    ASKS_PROVIDER,
    ASKS_CONTACT,
    ASKS_LABEL,
    ASKS_PARTNERSHIP,
    ASKS_TRAINED,
    ASKS_POPULATION,
    ASKS
} CountAsks;

/* What is done with the answers to one field. */
typedef struct {
    SlotKind kind;
    guint page;
    gboolean about_person; /* says who fills it in, and nothing else */
    gboolean position;     /* what that person is where they work */
    gboolean compared;     /* with the answer of another round */
    CountAsks asks;        /* of a row */
    guint population;
    gpointer to;               /* CountRow, CountWords, ...; lent */
    WbTallyQuestion *question; /* of other words: where they are read; lent */
} CountSlot;

typedef struct {
    WbTallyDiscipline *out; /* owned */
    GPtrArray *labels;      /* of char*, owned: folded, of all languages */
    guint stamp;
} CountDiscipline;

struct _WbCount {
    const WbCodebook *codebook;
    WbCountOptions options;
    WbTally *tally;
    guint stamp;
    const WbRecord *record; /* of this return */
    CountSlot *slots;       /* one for each entry of the codebook */
    GPtrArray *pages;       /* of CountPage, owned */
    GPtrArray *asked;       /* of CountAsked, owned */
    GHashTable *asked_by_count;
    GHashTable *nothing; /* set of folded answers that name nobody, in any language */
    GPtrArray *needs;    /* of CountNeed, owned */
    GHashTable *needs_by_key;
    GPtrArray *rows;                                             /* of CountRow, owned */
    GHashTable *rows_by_key;                                     /* key, owned -> CountRow, lent */
    GPtrArray *touched_rows, *touched_needs, *touched_providers; /* of this return, lent */
    GPtrArray *providers;                                        /* of CountProvider, owned */
    GHashTable *providers_by_key;                                /* folded, lent */
    GHashTable *names; /* as written, owned -> CountProvider, lent; or NULL for nobody */
    GPtrArray *words, *numbers, *choices; /* of CountWords, ..., owned */
    GPtrArray *disciplines;               /* of CountDiscipline, owned: one for each section */
    GHashTable *discipline_words; /* word of a label, owned -> CountDiscipline; NULL: of several */
    GHashTable *positions;        /* folded, lent -> CountWord, owned */
    guint positions_unsaid, position_stamp;
    GHashTable *languages; /* tag, owned -> guint[WB_TALLY_STATES], owned */
};

/* count-setup.c: what is asked, before the first return. */
void count_setup(WbCount *self);
gboolean count_names_nobody(const WbCount *self, const char *folded);

/* count-needs.c: rows, needs, providers. */
CountNeed *count_need_new(WbCount *self, const char *key, const char *shown_key, const char *label,
                          WbTallySection *section);
void count_need_free(gpointer need);
void count_row_free(gpointer row);
void count_provider_free(gpointer provider);
/* The folded name that @name is, by the alias file; NULL where it names nobody. @given: what the
 * file calls it, or NULL. */
char *count_resolve_name(const WbCount *self, const char *name, const char **given);
CountProvider *count_find_provider(WbCount *self, const char *name); /* NULL: it names nobody */
void count_needs_add(WbCount *self, const CountSlot *slot, const WbAnswer *answer);
void count_needs_end_return(WbCount *self);

/* count-state.c: what the needs have come to, after the last return. */
void count_needs_finish(WbCount *self);

/* count-answers.c: words, numbers, choices, quotes. */
GHashTable *count_words_table_new(void);
void count_word_add(GHashTable *words, const char *folded, const char *given, const char *text,
                    guint stamp);
/* Of WbTallyWord, owned: the most frequent first. */
GPtrArray *count_words_list(GHashTable *words);
void count_words_free(gpointer words);
void count_numbers_free(gpointer numbers);
void count_choices_free(gpointer choices);
void count_option_free(gpointer option);
void count_answers_add(WbCount *self, const CountSlot *slot, const WbAnswer *answer);
void count_answers_finish(WbCount *self);

/* count-disciplines.c: which sections are named as disciplines. */
void count_discipline_free(gpointer discipline);
void count_disciplines_setup(WbCount *self);
void count_disciplines_add(WbCount *self, const char *folded);
void count_disciplines_finish(WbCount *self);

/* count-returns.c: how many there are, where people stop, their languages and positions. */
void count_returns_add(WbCount *self, const WbStored *stored);
/* The first position that the return tells counts. */
void count_position_add(WbCount *self, const char *written);
void count_returns_end_return(WbCount *self);
void count_returns_finish(WbCount *self);

G_END_DECLS
