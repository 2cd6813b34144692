/* The tally: see tally.h. */
#include "tally.h"

#include "compare.h"

const char *
wb_need_state_name(WbNeedState state)
{
    static const char *const names[WB_NEED_STATES] = {"unknown", "gap", "fragile", "covered"};

    return names[state];
}

const char *
wb_review_reason_name(WbReviewReason reason)
{
    static const char *const names[WB_REVIEW_REASONS] = {"spelling", "words", "initials", "commas"};

    return names[reason];
}

WbTallyNeed *
wb_tally_need_new(guint populations)
{
    WbTallyNeed *self = g_new0(WbTallyNeed, 1);

    self->namings = g_ptr_array_new_with_free_func(g_free);
    self->served = g_new0(WbTallyServed, populations + 1);
    self->same = g_ptr_array_new();
    self->related = g_ptr_array_new();
    return self;
}

void
wb_tally_need_free(WbTallyNeed *self)
{
    if (!self)
        return;
    g_free(self->key);
    g_free(self->label);
    g_ptr_array_unref(self->namings);
    g_free(self->served);
    g_ptr_array_unref(self->same);
    g_ptr_array_unref(self->related);
    g_free(self);
}

WbTallySection *
wb_tally_section_new(guint populations)
{
    WbTallySection *self = g_new0(WbTallySection, 1);

    self->needs = g_ptr_array_new_with_free_func((GDestroyNotify)wb_tally_need_free);
    self->unserved = g_new0(guint, populations + 1);
    return self;
}

static void
section_free(gpointer data)
{
    WbTallySection *self = data;

    g_free(self->id);
    g_free(self->label);
    g_ptr_array_unref(self->needs);
    g_free(self->unserved);
    g_free(self);
}

static void
population_free(gpointer data)
{
    WbTallyPopulation *self = data;

    g_free(self->id);
    g_free(self->label);
    g_free(self);
}

static void
contact_free(gpointer data)
{
    WbTallyContact *self = data;

    g_free(self->text);
    g_free(self->file);
    g_free(self);
}

WbTallyProvider *
wb_tally_provider_new(void)
{
    WbTallyProvider *self = g_new0(WbTallyProvider, 1);

    self->spellings = wb_spellings_new();
    self->namings = g_ptr_array_new();
    self->twins = g_ptr_array_new();
    self->beside = g_ptr_array_new();
    self->contacts = g_ptr_array_new_with_free_func(contact_free);
    return self;
}

void
wb_tally_provider_free(WbTallyProvider *self)
{
    if (!self)
        return;
    g_free(self->name);
    g_ptr_array_unref(self->spellings);
    g_ptr_array_unref(self->namings);
    g_ptr_array_unref(self->twins);
    g_ptr_array_unref(self->beside);
    g_ptr_array_unref(self->contacts);
    g_free(self);
}

WbTallyReview *
wb_tally_review_new(void)
{
    return g_new0(WbTallyReview, 1);
}

static void
review_free(gpointer data)
{
    WbTallyReview *self = data;

    g_clear_pointer(&self->parts, g_ptr_array_unref);
    g_free(self);
}

static void
word_free(gpointer data)
{
    WbTallyWord *self = data;

    g_free(self->text);
    g_free(self);
}

WbTallyWords *
wb_tally_words_new(void)
{
    WbTallyWords *self = g_new0(WbTallyWords, 1);

    self->words = g_ptr_array_new_with_free_func(word_free);
    return self;
}

void
wb_tally_words_free(WbTallyWords *self)
{
    if (!self)
        return;
    g_free(self->key);
    g_free(self->role);
    g_free(self->label);
    g_ptr_array_unref(self->words);
    g_free(self);
}

static void
discipline_free(gpointer data)
{
    WbTallyDiscipline *self = data;

    g_free(self->section);
    g_free(self->label);
    g_free(self);
}

WbTallyNumbers *
wb_tally_numbers_new(void)
{
    WbTallyNumbers *self = g_new0(WbTallyNumbers, 1);

    self->bars = g_ptr_array_new_with_free_func(g_free);
    return self;
}

void
wb_tally_numbers_free(WbTallyNumbers *self)
{
    if (!self)
        return;
    g_free(self->field);
    g_free(self->label);
    g_ptr_array_unref(self->bars);
    g_free(self);
}

static void
option_free(gpointer data)
{
    WbTallyOption *self = data;

    g_free(self->code);
    g_free(self->label);
    g_free(self);
}

WbTallyChoices *
wb_tally_choices_new(void)
{
    WbTallyChoices *self = g_new0(WbTallyChoices, 1);

    self->options = g_ptr_array_new_with_free_func(option_free);
    return self;
}

void
wb_tally_choices_free(WbTallyChoices *self)
{
    if (!self)
        return;
    g_free(self->key);
    g_free(self->role);
    g_free(self->label);
    g_ptr_array_unref(self->options);
    g_free(self);
}

static void
quote_free(gpointer data)
{
    WbTallyQuote *self = data;

    g_free(self->text);
    g_free(self->file);
    g_free(self);
}

WbTallyQuestion *
wb_tally_question_new(void)
{
    WbTallyQuestion *self = g_new0(WbTallyQuestion, 1);

    self->quotes = g_ptr_array_new_with_free_func(quote_free);
    return self;
}

static void
question_free(gpointer data)
{
    WbTallyQuestion *self = data;

    g_free(self->field);
    g_free(self->label);
    g_free(self->workbook);
    g_free(self->title);
    g_ptr_array_unref(self->quotes);
    g_free(self);
}

void
wb_tally_page_free(WbTallyPage *self)
{
    if (!self)
        return;
    g_free(self->workbook);
    g_free(self->page);
    g_free(self->title);
    g_free(self);
}

static void
workbook_free(gpointer data)
{
    WbTallyWorkbook *self = data;

    g_free(self->id);
    g_free(self->title);
    g_free(self);
}

static void
group_free(gpointer data)
{
    WbTallyGroup *self = data;

    g_free(self->key);
    g_free(self->label);
    g_free(self);
}

static void
person_free(gpointer data)
{
    WbTallyPerson *self = data;

    g_free(self->workbook);
    g_free(self->copy);
    g_free(self->name);
    g_array_unref(self->answers);
    g_free(self);
}

static void
returns_init(WbTallyReturns *self)
{
    self->workbooks = g_ptr_array_new_with_free_func(workbook_free);
    self->pages = g_ptr_array_new_with_free_func((GDestroyNotify)wb_tally_page_free);
    self->languages.groups = g_ptr_array_new_with_free_func(group_free);
    self->positions.groups = g_ptr_array_new_with_free_func(group_free);
}

static void
returns_clear(WbTallyReturns *self)
{
    g_ptr_array_unref(self->workbooks);
    g_ptr_array_unref(self->pages);
    g_ptr_array_unref(self->languages.groups);
    g_ptr_array_unref(self->positions.groups);
}

WbTally *
wb_tally_new(const WbCodebook *codebook)
{
    WbTally *self = g_new0(WbTally, 1);

    self->codebook = codebook;
    returns_init(&self->returns);
    self->populations = g_ptr_array_new_with_free_func(population_free);
    self->sections = g_ptr_array_new_with_free_func(section_free);
    self->providers = g_ptr_array_new_with_free_func((GDestroyNotify)wb_tally_provider_free);
    self->reviews = g_ptr_array_new_with_free_func(review_free);
    self->words = g_ptr_array_new_with_free_func((GDestroyNotify)wb_tally_words_free);
    self->disciplines.sections = g_ptr_array_new_with_free_func(discipline_free);
    self->disciplines.others = g_ptr_array_new_with_free_func(word_free);
    self->numbers = g_ptr_array_new_with_free_func((GDestroyNotify)wb_tally_numbers_free);
    self->choices = g_ptr_array_new_with_free_func((GDestroyNotify)wb_tally_choices_free);
    self->questions = g_ptr_array_new_with_free_func(question_free);
    self->needs = g_hash_table_new(g_str_hash, g_str_equal);
    self->people = g_ptr_array_new_with_free_func(person_free);
    return self;
}

void
wb_tally_free(WbTally *self)
{
    if (!self)
        return;
    returns_clear(&self->returns);
    g_ptr_array_unref(self->populations);
    g_ptr_array_unref(self->sections);
    g_ptr_array_unref(self->providers);
    g_ptr_array_unref(self->reviews);
    g_ptr_array_unref(self->words);
    g_ptr_array_unref(self->disciplines.sections);
    g_ptr_array_unref(self->disciplines.others);
    g_ptr_array_unref(self->numbers);
    g_ptr_array_unref(self->choices);
    g_ptr_array_unref(self->questions);
    g_hash_table_unref(self->needs);
    g_ptr_array_unref(self->people);
    wb_comparison_free(self->comparison);
    g_free(self);
}

const WbTallyNeed *
wb_tally_lookup_need(const WbTally *self, const char *key)
{
    return key ? g_hash_table_lookup(self->needs, key) : NULL;
}

const WbTallyWords *
wb_tally_lookup_words(const WbTally *self, const char *key)
{
    for (guint n = 0; n < self->words->len; n++) {
        const WbTallyWords *words = self->words->pdata[n];

        if (g_str_equal(words->key, key))
            return words;
    }
    return NULL;
}

const WbTallyChoices *
wb_tally_lookup_choices(const WbTally *self, const char *key)
{
    for (guint n = 0; n < self->choices->len; n++) {
        const WbTallyChoices *choices = self->choices->pdata[n];

        if (g_str_equal(choices->key, key))
            return choices;
    }
    return NULL;
}
