/* The tally: every number that a summary shows, whatever it is written as. It is made by
 * reader/count.h from the roles, needs and tally keys of the editions and from nothing else;
 * reports only read it.
 *
 * All arrays are there, if empty, and in the order in which they are to be shown. Labels are in the
 * summary's language where an edition has it. Pointers between the structs are lent and live as
 * long as the tally. "Returns" are those that count and are not blank, unless it says otherwise. */
#pragma once

#include <glib.h>

#include "codebook.h"
#include "disclose.h"
#include "names.h"

G_BEGIN_DECLS

typedef struct _WbTallyNeed WbTallyNeed;
typedef struct _WbTallyProvider WbTallyProvider;

/* --- Needs --- */

/* What the returns say about a need. */
typedef enum {
    WB_NEED_UNKNOWN, /* nobody has filled in a page that asks for it */
    WB_NEED_GAP,     /* nobody was named */
    WB_NEED_FRAGILE, /* one provider; or several that may all be one under different spellings */
    WB_NEED_COVERED, /* several providers */
    WB_NEED_STATES   /* how many states there are */
} WbNeedState;

/* "unknown", "gap", "fragile", "covered": as in the JSON. */
const char *wb_need_state_name(WbNeedState state);

/* A question that is answered by yes or no. */
typedef struct {
    gboolean is_asked;     /* by an edition; else all are 0 */
    guint yes, no, unsaid; /* returns: together those that were asked */
} WbTallyAnswer;

/* A cell of the gap matrix: whether a population is served. Who ticks none of a row's boxes has not
 * said anything about them: "0 of 23 who ticked any" is ticked of ticked + unticked. */
typedef struct {
    gboolean is_asked;
    guint ticked, unticked, unsaid; /* returns: together the need's asked */
    guint providers;                /* distinct, named in the rows where it is ticked */
} WbTallyServed;

/* That a provider was named for a need. */
typedef struct {
    WbTallyProvider *provider;
    WbTallyNeed *need;
    guint returns; /* in how many */
} WbTallyNaming;

struct _WbTallyNeed {
    char *key;   /* "crisis.safety"; of a need that was written in "crisis.other" */
    char *label; /* of a need that was written in: the participants' words */
    gboolean written_in;
    guint asked;        /* the denominator: returns that filled in something on a page that
                           asks for it; of one that was written in: returns that wrote it */
    guint named;        /* returns that named somebody */
    GPtrArray *namings; /* of WbTallyNaming, owned: the provider named most often first */
    WbTallyAnswer partnership, trained;
    WbTallyServed *served; /* one for each of the tally's populations */
    GPtrArray *same;       /* of WbTallyNeed: the same need, asked elsewhere as well */
    gboolean repeated;     /* one of @same stands before it */
    GPtrArray *related;    /* of WbTallyNeed: have a look there, too */
    WbNeedState state;     /* by all providers that are named here or for one of @same */
    gboolean unreviewed;   /* fragile only because its providers may all be one: see twins */
    guint providers;       /* distinct, here and for @same; aliases joined, twins not */
};

typedef struct {
    char *id, *label;
    GPtrArray *needs;             /* of WbTallyNeed, owned: in the order of the pages */
    guint states[WB_NEED_STATES]; /* of its needs: how many are in each state */
    guint *unserved;              /* one for each population: needs for which somebody ticked a box,
                                     but nobody this one */
} WbTallySection;

typedef struct {
    char *id, *label; /* "minor_youth", "Minor" */
} WbTallyPopulation;

/* --- Providers --- */

/* Whom to call: internal reports only. */
typedef struct {
    char *text;
    const WbTallyNeed *need; /* beside whose provider it stands */
    char *file;              /* whose return says so */
    gboolean shared;         /* several providers stand in that cell: it may be another's */
} WbTallyContact;

struct _WbTallyProvider {
    char *name;           /* as it was written most often; joined by the alias file: as it says */
    GPtrArray *spellings; /* of WbSpelling, owned: the most frequent first */
    GPtrArray *namings;   /* of WbTallyNaming, lent: by section and need */
    guint needs;          /* that it meets; the same need asked twice is one */
    guint returns;        /* that name it for any need */
    guint partners;       /* returns that list it where no need is asked: as a partner */
    WbTallyAnswer partnership, trained; /* of @returns; only from cells that name it alone: beside
                                           several names a yes may be any of theirs */
    GPtrArray *twins;    /* of WbTallyProvider: likely the same, and nobody has looked yet */
    GPtrArray *beside;   /* of WbTallyProvider: names with commas that seem to have this one among
                            theirs, or the other way round; nobody has looked yet */
    GPtrArray *contacts; /* of WbTallyContact, owned; empty unless internal */
};

typedef enum {
    WB_REVIEW_SPELLING, /* two names are nearly spelled the same */
    WB_REVIEW_WORDS,    /* all words of the one are in the other */
    WB_REVIEW_INITIALS, /* the one is made of the other's initials */
    WB_REVIEW_COMMAS,   /* one name may be several: commas stand in it */
    WB_REVIEW_REASONS
} WbReviewReason;

/* "spelling", "words", "initials", "commas": as in the JSON. */
const char *wb_review_reason_name(WbReviewReason reason);

/* What somebody should look at and settle in the alias file. */
typedef struct {
    WbReviewReason reason;
    const WbTallyProvider *provider;
    const WbTallyProvider *other; /* NULL of commas */
    GPtrArray *parts;             /* of char*, owned: the names between the commas; else NULL */
    guint needs;                  /* that are fragile only because of it */
} WbTallyReview;

/* --- What else is asked --- */

typedef struct {
    char *text; /* as it was written most often */
    guint returns;
} WbTallyWord;

/* Answers whose words or names are counted (tally: words, list). Fields of one role are counted
 * together, over all workbooks; any other field is for itself. A return counts once for each word.
 */
typedef struct {
    char *key;        /* the role, or the field's id */
    char *role;       /* "value", "capability", "funding", "discipline", "committee"; or NULL */
    char *label;      /* of the field; of several: of their page */
    gboolean list;    /* names (aliases joined), not words */
    guint asked;      /* returns that filled in something on such a page */
    guint answered;   /* returns with one word at least */
    GPtrArray *words; /* of WbTallyWord, owned: the most frequent first */
} WbTallyWords;

/* Which sections are named as a discipline that the collaborative has. An answer belongs to a
 * section if the section's label says so in any language; where that is not clear it is in @others,
 * and a section without returns may be in there under another word. */
typedef struct {
    char *section, *label;
    guint returns; /* 0: not represented, as far as can be told */
} WbTallyDiscipline;

typedef struct {
    guint asked, answered;
    GPtrArray *sections; /* of WbTallyDiscipline, owned: all sections of the editions */
    GPtrArray *others;   /* of WbTallyWord, owned */
} WbTallyDisciplines;

typedef struct {
    gint64 value;
    guint returns;
} WbTallyBar;

/* A number or a scale (tally: mean). */
typedef struct {
    char *field, *label;
    gboolean scale; /* then there is a bar for each value from min to max */
    int min, max;   /* that may be answered; both 0 where it does not matter */
    guint asked;
    WbShown answered;
    gboolean withheld; /* fewer than three answers: a mean would be somebody's own; nothing below */
    double mean, median, deviation; /* deviation: of a sample, divided by n - 1 */
    gint64 lowest, highest;
    double sum;      /* a whole number, as large as it may be */
    GPtrArray *bars; /* of WbTallyBar, owned: by value */
} WbTallyNumbers;

typedef struct {
    char *code, *label;
    WbShown returns;
} WbTallyOption;

/* A choice, yes or no, a box (tally: share) where no need is asked. Counts of people: discreet. */
typedef struct {
    char *key;  /* the role ("stage"), or the field's id */
    char *role; /* or NULL */
    char *label;
    guint asked;        /* together all options, other and unsaid */
    gboolean withheld;  /* nothing of it may be told */
    GPtrArray *options; /* of WbTallyOption, owned: in the order of the edition */
    gboolean has_other;
    WbShown other; /* in other words, and no option */
    WbShown unsaid;
} WbTallyChoices;

typedef struct {
    char *text;
    char *file;
} WbTallyQuote;

/* A question whose answers are read, not counted (tally: quotes). */
typedef struct {
    char *field, *label;
    char *workbook; /* its id */
    char *title;    /* of the page */
    guint page;     /* number */
    gboolean sensitive;
    guint asked, answers;
    GPtrArray
        *quotes; /* of WbTallyQuote, owned: in the order of the files; empty unless internal */
} WbTallyQuestion;

/* --- Returns --- */

enum { WB_TALLY_COMPLETE, WB_TALLY_PARTIAL, WB_TALLY_BLANK, WB_TALLY_STATES };

/* The returns of one language or of people in one position ("role" in the report). */
typedef struct {
    char *key;   /* "es"; of positions the folded words */
    char *label; /* NULL: those that do not say */
    WbShown returns;
    WbShown states[WB_TALLY_STATES]; /* of languages only */
} WbTallyGroup;

typedef struct {
    gboolean withheld;        /* nothing of it may be told; then there are no groups */
    gboolean states_withheld; /* how many of each group are complete may not be told */
    GPtrArray *groups; /* of WbTallyGroup, owned: the largest first, what is kept back last */
} WbTallyGroups;

/* Where people stop. */
typedef struct {
    char *workbook, *page, *title; /* ids, and the title in words */
    guint number;
    guint filled;  /* returns with something on it */
    guint stopped; /* returns with something on it and nothing on a later one */
} WbTallyPage;

typedef struct {
    char *id, *title;
    guint returns; /* that count, blank ones as well */
} WbTallyWorkbook;

typedef struct {
    guint files;                   /* all: the sum of those below */
    guint states[WB_TALLY_STATES]; /* complete, partial, blank: of each person the return that
                                      counts */
    guint superseded;        /* a later one of the same person counts, or it was chosen not to */
    guint problems;          /* could not be used */
    guint counted;           /* complete and partial: what all else is counted from */
    GPtrArray *workbooks;    /* of WbTallyWorkbook, owned */
    GPtrArray *pages;        /* of WbTallyPage, owned: pages with inputs, by workbook */
    WbTallyGroups languages; /* of the files' editions; blank returns as well */
    WbTallyGroups positions; /* what people are where they work (role: position) */
    /* by stage: among @choices of the tally, role "stage" */
} WbTallyReturns;

/* --- The whole --- */

typedef struct _WbComparison WbComparison; /* reader/compare.h */

/* One return, to find the same person's in another round. No report shows it. */
typedef struct {
    char *workbook;
    char *copy;      /* the personal copy's id, or NULL */
    char *name;      /* participant and agency, folded, or NULL */
    GArray *answers; /* of WbTallyAnswered, owned */
} WbTallyPerson;

typedef struct {
    guint place; /* of the field in the codebook */
    gboolean number;
    gint64 value; /* the number; else something that only the same answer gives */
} WbTallyAnswered;

typedef struct {
    const WbCodebook *codebook; /* lent: titles, outlines of puzzles, labels */
    gboolean internal;          /* names, contacts, sensitive answers and quotes are in it */
    WbTallyReturns returns;
    GPtrArray *populations;       /* of WbTallyPopulation, owned: columns of the matrix */
    GPtrArray *sections;          /* of WbTallySection, owned */
    guint states[WB_NEED_STATES]; /* needs in each state; the same need asked twice is one */
    GPtrArray *providers;         /* of WbTallyProvider, owned: the directory, by name */
    GPtrArray *reviews;           /* of WbTallyReview, owned: what changes most first */
    GPtrArray *words;             /* of WbTallyWords, owned */
    WbTallyDisciplines disciplines;
    GPtrArray *numbers;       /* of WbTallyNumbers, owned */
    GPtrArray *choices;       /* of WbTallyChoices, owned */
    GPtrArray *questions;     /* of WbTallyQuestion, owned */
    GHashTable *needs;        /* key -> WbTallyNeed, lent; without those that were written in */
    GPtrArray *people;        /* of WbTallyPerson, owned: see there */
    WbComparison *comparison; /* owned: with the earlier round, or NULL */
} WbTally;

WbTally *wb_tally_new(const WbCodebook *codebook);
void wb_tally_free(WbTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbTally, wb_tally_free)

/* The need of a puzzle's piece or of a row; NULL where none is asked. */
const WbTallyNeed *wb_tally_lookup_need(const WbTally *self, const char *key);
/* By key: a role ("value", "stage") or the id of a field, such as a piece shows; or NULL. */
const WbTallyWords *wb_tally_lookup_words(const WbTally *self, const char *key);
const WbTallyChoices *wb_tally_lookup_choices(const WbTally *self, const char *key);

/* Elements with arrays of their own. */
WbTallyNeed *wb_tally_need_new(guint populations);
void wb_tally_need_free(WbTallyNeed *self);
WbTallyProvider *wb_tally_provider_new(void);
void wb_tally_provider_free(WbTallyProvider *self);
WbTallySection *wb_tally_section_new(guint populations);
WbTallyWords *wb_tally_words_new(void);
void wb_tally_words_free(WbTallyWords *self);
WbTallyNumbers *wb_tally_numbers_new(void);
void wb_tally_numbers_free(WbTallyNumbers *self);
WbTallyChoices *wb_tally_choices_new(void);
void wb_tally_choices_free(WbTallyChoices *self);
WbTallyQuestion *wb_tally_question_new(void);
void wb_tally_page_free(WbTallyPage *self);
WbTallyReview *wb_tally_review_new(void);

G_END_DECLS
