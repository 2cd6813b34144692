/* Counting: what the editions ask besides needs. */
#include "count-setup-private.h"

static const char *
peek_page_title(const WbCodebookEntry *entry)
{
    const WbEditionPage *page = count_lookup_page(entry->edition, entry->field->page);

    return page ? page->title : entry->field->label;
}

CountWords *
count_find_words(WbCount *self, const WbCodebookEntry *entry)
{
    const char *role = count_has_role(entry, "provider") ? NULL : entry->field->role;
    const char *key = role ? role : entry->field->id;
    CountWords *words;

    for (guint n = 0; n < self->words->len; n++) {
        words = self->words->pdata[n];
        if (g_str_equal(words->out->key, key))
            return words;
    }
    words = g_new0(CountWords, 1);
    words->words = count_words_table_new();
    words->out = wb_tally_words_new();
    words->out->key = g_strdup(key);
    words->out->role = g_strdup(role);
    words->out->label = g_strdup(role ? peek_page_title(entry) : entry->field->label);
    words->out->list = count_has_tally(entry, "list");
    words->providers = count_has_role(entry, "provider");
    words->disciplines = count_has_role(entry, "discipline");
    g_ptr_array_add(self->words, words);
    return words;
}

CountNumbers *
count_new_numbers(WbCount *self, const WbCodebookEntry *entry)
{
    CountNumbers *numbers = g_new0(CountNumbers, 1);

    numbers->values = g_array_new(FALSE, FALSE, sizeof(gint64));
    numbers->out = wb_tally_numbers_new();
    numbers->out->field = g_strdup(entry->field->id);
    numbers->out->label = g_strdup(entry->field->label);
    numbers->out->scale = entry->field->kind == WB_KIND_SCALE;
    numbers->out->min = entry->field->min;
    numbers->out->max = entry->field->max;
    g_ptr_array_add(self->numbers, numbers);
    return numbers;
}

static void
add_option(CountChoices *choices, const char *code, const char *label)
{
    CountOption *option;

    for (guint n = 0; n < choices->options->len; n++) {
        option = choices->options->pdata[n];
        if (g_str_equal(option->code, code))
            return;
    }
    option = g_new0(CountOption, 1);
    option->code = g_strdup(code);
    option->label = g_strdup(label);
    g_ptr_array_add(choices->options, option);
}

static CountChoices *
new_choices(WbCount *self, const WbCodebookEntry *entry)
{
    const char *role = entry->field->role;
    CountChoices *choices = g_new0(CountChoices, 1);

    choices->options = g_ptr_array_new_with_free_func(count_option_free);
    choices->out = wb_tally_choices_new();
    choices->out->key = g_strdup(role ? role : entry->field->id);
    choices->out->role = g_strdup(role);
    choices->out->label = g_strdup(entry->field->label);
    g_ptr_array_add(self->choices, choices);
    return choices;
}

/* One of several fields of a role may offer more than the others. */
void
count_add_options(CountChoices *choices, const WbEditionField *field)
{
    if (field->kind == WB_KIND_CHECK)
        add_option(choices, "true", field->label);
    for (guint n = 0; field->options && n < field->options->len; n++) {
        const WbEditionOption *option = field->options->pdata[n];

        add_option(choices, option->code, option->label);
    }
    choices->out->has_other = choices->out->has_other || field->other;
}

CountChoices *
count_find_choices(WbCount *self, const WbCodebookEntry *entry)
{
    const char *key = entry->field->role ? entry->field->role : entry->field->id;

    for (guint n = 0; n < self->choices->len; n++) {
        CountChoices *choices = self->choices->pdata[n];

        if (g_str_equal(choices->out->key, key))
            return choices;
    }
    return new_choices(self, entry);
}

WbTallyQuestion *
count_new_question(WbCount *self, const WbCodebookEntry *entry)
{
    const WbEditionPage *page = count_lookup_page(entry->edition, entry->field->page);
    WbTallyQuestion *question = wb_tally_question_new();

    question->field = g_strdup(entry->field->id);
    question->label = g_strdup(entry->field->label);
    question->workbook = g_strdup(entry->edition->workbook);
    question->title = g_strdup(page ? page->title : NULL);
    question->page = page ? page->number : 0;
    question->sensitive = entry->sensitive;
    count_ask(self, &question->asked, count_find_page(self, entry));
    g_ptr_array_add(self->tally->questions, question);
    return question;
}
