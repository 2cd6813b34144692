/* What the files share that set up a count. Nobody else includes it. */
#pragma once

#include "count-private.h"

G_BEGIN_DECLS

/* count-setup.c */
gboolean count_has_role(const WbCodebookEntry *entry, const char *role);
gboolean count_has_tally(const WbCodebookEntry *entry, const char *tally);
/* May be counted and shown. */
gboolean count_is_open(const WbCount *self, const WbCodebookEntry *entry);
/* A denominator: returns that filled in something on one of some pages. */
void count_ask(WbCount *self, guint *count, guint page);
/* Its place in the count. */
guint count_find_page(const WbCount *self, const WbCodebookEntry *entry);
/* NULL where the edition has none of that id. */
const WbEditionPage *count_lookup_page(const WbEdition *edition, const char *id);

/* count-setup-needs.c */
void count_setup_needs(WbCount *self);
guint count_find_population(WbCount *self, const char *id);
gboolean count_asks_population(const WbCodebookEntry *entry);
CountRow *count_find_row(WbCount *self, const WbCodebookEntry *entry);
gboolean count_asks_about_need(const WbCodebookEntry *entry);
/* ASKS: nothing about a row. */
CountAsks count_what_it_asks(const WbCodebookEntry *entry);

/* count-setup-answers.c: each finds what was made for an entry like it, or makes it. */
CountWords *count_find_words(WbCount *self, const WbCodebookEntry *entry);
CountNumbers *count_new_numbers(WbCount *self, const WbCodebookEntry *entry);
CountChoices *count_find_choices(WbCount *self, const WbCodebookEntry *entry);
WbTallyQuestion *count_new_question(WbCount *self, const WbCodebookEntry *entry);
void count_add_options(CountChoices *choices, const WbEditionField *field);

G_END_DECLS
