/* Counting: words, numbers, choices and quotes; all that is asked without a need. */
#include "count-private.h"

#include <math.h>
#include <string.h>

/* --- Words --- */

static void
word_free(gpointer data)
{
    CountWord *self = data;

    g_free(self->folded);
    g_ptr_array_unref(self->spellings);
    g_free(self);
}

GHashTable *
count_words_table_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, word_free);
}

void
count_word_add(GHashTable *words, const char *folded, const char *given, const char *text,
               guint stamp)
{
    CountWord *word = g_hash_table_lookup(words, folded);

    if (!word) {
        word = g_new0(CountWord, 1);
        word->folded = g_strdup(folded);
        word->given = given;
        word->spellings = wb_spellings_new();
        g_hash_table_insert(words, word->folded, word);
    }
    wb_spellings_add(word->spellings, text);
    word->returns += word->stamp != stamp;
    word->stamp = stamp;
}

static void
tally_word_free(gpointer data)
{
    WbTallyWord *self = data;

    g_free(self->text);
    g_free(self);
}

static int
compare_words(gconstpointer a, gconstpointer b)
{
    const WbTallyWord *first = *(WbTallyWord *const *)a, *second = *(WbTallyWord *const *)b;

    if (first->returns != second->returns)
        return first->returns > second->returns ? -1 : 1;
    return strcmp(first->text, second->text);
}

GPtrArray *
count_words_list(GHashTable *words)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(tally_word_free);
    GHashTableIter iter;
    gpointer data;

    g_hash_table_iter_init(&iter, words);
    while (g_hash_table_iter_next(&iter, NULL, &data)) {
        const CountWord *word = data;
        WbTallyWord *out = g_new0(WbTallyWord, 1);

        wb_spellings_sort(word->spellings);
        out->text =
            g_strdup(word->given ? word->given : ((WbSpelling *)word->spellings->pdata[0])->text);
        out->returns = word->returns;
        g_ptr_array_add(list, out);
    }
    g_ptr_array_sort(list, compare_words);
    return list;
}

void
count_words_free(gpointer data)
{
    CountWords *self = data;

    wb_tally_words_free(self->out);
    g_hash_table_unref(self->words);
    g_free(self);
}

/* A name that stands where no need is asked is a partner's. */
static void
count_partner(WbCount *self, const char *name)
{
    CountProvider *provider = count_find_provider(self, name);

    if (!provider)
        return;
    wb_spellings_add(provider->out->spellings, name);
    provider->out->partners += provider->partner_stamp != self->stamp;
    provider->partner_stamp = self->stamp;
}

static void
add_word(WbCount *self, CountWords *words, const char *text)
{
    const char *given = NULL;
    g_autofree char *folded =
        words->out->list ? count_resolve_name(self, text, &given) : wb_name_fold(text);

    if (!folded || count_names_nobody(self, folded))
        return;
    count_word_add(words->words, folded, given, text, self->stamp);
    if (words->disciplines)
        count_disciplines_add(self, folded);
    if (words->providers)
        count_partner(self, text);
    words->out->answered += words->stamp != self->stamp;
    words->stamp = self->stamp;
}

static void
add_words(WbCount *self, CountWords *words, const char *text)
{
    g_autoptr(GPtrArray) parts =
        wb_names_split(text, words->out->list ? WB_NAMES_LINES : WB_NAMES_COMMAS);

    for (guint n = 0; n < parts->len; n++)
        add_word(self, words, parts->pdata[n]);
}

/* --- Numbers --- */

void
count_numbers_free(gpointer data)
{
    CountNumbers *self = data;

    wb_tally_numbers_free(self->out);
    g_array_unref(self->values);
    g_free(self);
}

/* A step that the scale does not have is no answer. */
static void
add_number(CountNumbers *self, gint64 number)
{
    if (!self->out->scale || (number >= self->out->min && number <= self->out->max))
        g_array_append_val(self->values, number);
}

static int
compare_values(gconstpointer a, gconstpointer b)
{
    gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

    return first < second ? -1 : first > second;
}

static void
add_bar(WbTallyNumbers *out, gint64 value, guint returns)
{
    WbTallyBar *bar = g_new0(WbTallyBar, 1);

    *bar = (WbTallyBar){value, returns};
    g_ptr_array_add(out->bars, bar);
}

/* Of a scale there is a bar for each step, of a number for each value that was written. */
static void
add_bars(WbTallyNumbers *out, const gint64 *values, guint n)
{
    for (int step = out->min; out->scale && step <= out->max; step++)
        add_bar(out, step, 0);
    for (guint i = 0; i < n; i++) {
        WbTallyBar *last = out->bars->len ? out->bars->pdata[out->bars->len - 1] : NULL;

        if (out->scale)
            ((WbTallyBar *)out->bars->pdata[values[i] - out->min])->returns++;
        else if (last && last->value == values[i])
            last->returns++;
        else
            add_bar(out, values[i], 1);
    }
}

static void
measure(WbTallyNumbers *out, const gint64 *values, guint n)
{
    double squares = 0;

    out->lowest = values[0];
    out->highest = values[n - 1];
    for (guint i = 0; i < n; i++)
        out->sum += (double)values[i];
    out->mean = out->sum / n;
    out->median = ((double)values[(n - 1) / 2] + (double)values[n / 2]) / 2;
    for (guint i = 0; i < n; i++)
        squares += ((double)values[i] - out->mean) * ((double)values[i] - out->mean);
    out->deviation = sqrt(squares / (n - 1));
}

static void
finish_numbers(CountNumbers *self)
{
    guint n = self->values->len;
    const gint64 *values = (const gint64 *)(gconstpointer)self->values->data;

    g_array_sort(self->values, compare_values);
    self->out->withheld = n < WB_DISCLOSE_LEAST;
    self->out->answered = self->out->withheld ? (WbShown){0, WB_SHOWN_FEW} : (WbShown){n, WB_SHOWN};
    if (self->out->withheld)
        return;
    measure(self->out, values, n);
    add_bars(self->out, values, n);
}

/* --- Choices --- */

void
count_option_free(gpointer data)
{
    CountOption *self = data;

    g_free(self->code);
    g_free(self->label);
    g_free(self);
}

void
count_choices_free(gpointer data)
{
    CountChoices *self = data;

    wb_tally_choices_free(self->out);
    g_ptr_array_unref(self->options);
    g_free(self);
}

static void
add_choice(WbCount *self, CountChoices *choices, const char *code)
{
    for (guint n = 0; choices->stamp != self->stamp && n < choices->options->len; n++) {
        CountOption *option = choices->options->pdata[n];

        if (!g_str_equal(option->code, code))
            continue;
        option->returns++;
        choices->stamp = self->stamp;
        choices->other -= choices->other_stamp == self->stamp; /* other words come second */
    }
}

static void
add_other(WbCount *self, CountChoices *choices)
{
    if (choices->stamp == self->stamp || choices->other_stamp == self->stamp)
        return;
    choices->other++;
    choices->other_stamp = self->stamp;
}

static void
add_option(WbTallyChoices *out, const CountOption *option, WbShown returns)
{
    WbTallyOption *shown = g_new0(WbTallyOption, 1);

    shown->code = g_strdup(option->code);
    shown->label = g_strdup(option->label);
    shown->returns = returns;
    g_ptr_array_add(out->options, shown);
}

/* Options, other words, and those that do not say: together all that were asked, which is known. */
static void
finish_choices(CountChoices *self)
{
    guint n = self->options->len, cells = n + (self->out->has_other ? 2 : 1);
    g_autofree guint *counts = g_new0(guint, cells);
    g_autofree WbShown *shown = g_new0(WbShown, cells);

    counts[cells - 1] = self->out->asked;
    for (guint i = 0; i < n; i++) {
        counts[i] = ((CountOption *)self->options->pdata[i])->returns;
        counts[cells - 1] -= counts[i];
    }
    if (self->out->has_other) {
        counts[n] = self->other;
        counts[cells - 1] -= self->other;
    }
    self->out->withheld = !wb_disclose_list(counts, cells, 0, shown);
    for (guint i = 0; i < n; i++)
        add_option(self->out, self->options->pdata[i], shown[i]);
    if (self->out->has_other)
        self->out->other = shown[n];
    self->out->unsaid = shown[cells - 1];
}

/* --- Quotes --- */

static void
add_quote(WbCount *self, WbTallyQuestion *question, const char *text)
{
    g_autofree char *folded = wb_name_fold(text);
    WbTallyQuote *quote;

    if (count_names_nobody(self, folded))
        return;
    question->answers++;
    if (!self->options.internal)
        return;
    quote = g_new0(WbTallyQuote, 1);
    quote->text = g_strdup(text);
    quote->file = g_strdup(self->record->file);
    g_ptr_array_add(question->quotes, quote);
}

/* --- All --- */

static void
add_text(WbCount *self, const CountSlot *slot, const char *text)
{
    switch (slot->kind) {
    case SLOT_WORDS:
        add_words(self, slot->to, text);
        break;
    case SLOT_CHOICE:
        add_choice(self, slot->to, text);
        break;
    case SLOT_OTHER:
        add_other(self, slot->to);
        add_quote(self, slot->question, text);
        break;
    case SLOT_QUOTES:
        add_quote(self, slot->to, text);
        break;
    default:
        break;
    }
}

void
count_answers_add(WbCount *self, const CountSlot *slot, const WbAnswer *answer)
{
    if (answer->type == WB_VALUE_TEXT)
        add_text(self, slot, answer->text);
    else if (answer->type == WB_VALUE_NUMBER && slot->kind == SLOT_NUMBERS)
        add_number(slot->to, answer->number);
    else if (answer->type == WB_VALUE_BOOLEAN && slot->kind == SLOT_CHOICE)
        add_choice(self, slot->to, "true");
}

void
count_answers_finish(WbCount *self)
{
    WbTally *tally = self->tally;

    count_disciplines_finish(self);
    for (guint n = 0; n < self->words->len; n++) {
        CountWords *words = self->words->pdata[n];

        g_ptr_array_unref(words->out->words);
        words->out->words = count_words_list(words->words);
        g_ptr_array_add(tally->words, g_steal_pointer(&words->out));
    }
    for (guint n = 0; n < self->numbers->len; n++) {
        CountNumbers *numbers = self->numbers->pdata[n];

        finish_numbers(numbers);
        g_ptr_array_add(tally->numbers, g_steal_pointer(&numbers->out));
    }
    for (guint n = 0; n < self->choices->len; n++) {
        CountChoices *choices = self->choices->pdata[n];

        finish_choices(choices);
        g_ptr_array_add(tally->choices, g_steal_pointer(&choices->out));
    }
}
