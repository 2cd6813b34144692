/* The summary as JSON: see report-json.h. */
#include "report-json.h"

#include <string.h>

#include "compare.h"
#include "json.h"

#define DEEPEST_LINE 4 /* what is nested deeper stands on the line of what holds it */

/* --- Writing --- */

typedef struct {
    GString *text;
    guint depth;
} Json;

/* The comma where one is due, a new line where it helps to read, and the key, if there is one. */
static void
begin_value(Json *self, const char *key)
{
    char last = self->text->len ? self->text->str[self->text->len - 1] : '\0';

    if (last && !strchr("{[", last))
        g_string_append_c(self->text, ',');
    if (last && self->depth <= DEEPEST_LINE)
        g_string_append_printf(self->text, "\n%*s", (int)self->depth, "");
    else if (last && !strchr("{[", last))
        g_string_append_c(self->text, ' ');
    if (!key)
        return;
    wb_json_write_string(self->text, key);
    g_string_append(self->text, ": ");
}

static void
begin(Json *self, const char *key, char bracket)
{
    begin_value(self, key);
    g_string_append_c(self->text, bracket);
    self->depth++;
}

static void
end(Json *self, char bracket)
{
    self->depth--;
    g_string_append_c(self->text, bracket);
}

static void
put_string(Json *self, const char *key, const char *string)
{
    begin_value(self, key);
    if (string)
        wb_json_write_string(self->text, string);
    else
        g_string_append(self->text, "null");
}

static void
put_count(Json *self, const char *key, guint count)
{
    begin_value(self, key);
    g_string_append_printf(self->text, "%u", count);
}

static void
put_flag(Json *self, const char *key, gboolean flag)
{
    begin_value(self, key);
    g_string_append(self->text, flag ? "true" : "false");
}

static void
put_integer(Json *self, const char *key, gint64 number)
{
    begin_value(self, key);
    g_string_append_printf(self->text, "%" G_GINT64_FORMAT, number);
}

/* At most four decimals. */
static void
put_number(Json *self, const char *key, double number)
{
    char digits[64];

    begin_value(self, key);
    g_ascii_formatd(digits, sizeof digits, "%.4f", number);
    for (gsize n = strlen(digits); digits[n - 1] == '0' || digits[n - 1] == '.'; n--) {
        gboolean point = digits[n - 1] == '.';

        digits[n - 1] = '\0';
        if (point)
            break;
    }
    g_string_append(self->text, digits);
}

/* A number, or what is printed in its place. */
static void
put_shown(Json *self, const char *key, WbShown shown)
{
    g_autofree char *text = wb_shown_dup_text(shown);

    if (shown.mark == WB_SHOWN)
        put_count(self, key, shown.count);
    else
        put_string(self, key, text);
}

static void
put_states(Json *self, const char *key, const guint *states)
{
    begin(self, key, '{');
    for (guint n = 0; n < WB_NEED_STATES; n++)
        put_count(self, wb_need_state_name(n), states[n]);
    end(self, '}');
}

/* One object for each element of an array. */
typedef void (*PutElement)(Json *self, const WbTally *tally, gconstpointer element);

static void
put_array(Json *self, const char *key, const WbTally *tally, const GPtrArray *array,
          PutElement put_element)
{
    begin(self, key, '[');
    for (guint n = 0; n < array->len; n++) {
        begin(self, NULL, '{');
        put_element(self, tally, array->pdata[n]);
        end(self, '}');
    }
    end(self, ']');
}

/* --- Returns --- */

static const char *const return_states[WB_TALLY_STATES] = {"complete", "partial", "blank"};

static void
put_workbook(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyWorkbook *workbook = element;

    put_string(self, "id", workbook->id);
    put_string(self, "title", workbook->title);
    put_count(self, "returns", workbook->returns);
}

static void
put_page(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyPage *page = element;

    put_string(self, "workbook", page->workbook);
    put_string(self, "page", page->page);
    put_count(self, "number", page->number);
    put_string(self, "title", page->title);
    put_count(self, "filled", page->filled);
    put_count(self, "stopped", page->stopped);
}

static void
put_groups(Json *self, const char *key, const WbTallyGroups *groups, gboolean states)
{
    begin(self, key, '{');
    put_flag(self, "withheld", groups->withheld);
    if (states)
        put_flag(self, "states_withheld", groups->states_withheld);
    begin(self, "groups", '[');
    for (guint n = 0; n < groups->groups->len; n++) {
        const WbTallyGroup *group = groups->groups->pdata[n];

        begin(self, NULL, '{');
        put_string(self, "key", group->label ? group->key : NULL);
        put_string(self, "label", group->label);
        put_shown(self, "returns", group->returns);
        for (guint i = 0; states && !groups->states_withheld && i < WB_TALLY_STATES; i++)
            put_shown(self, return_states[i], group->states[i]);
        end(self, '}');
    }
    end(self, ']');
    end(self, '}');
}

static void
put_returns(Json *self, const WbTally *tally)
{
    const WbTallyReturns *returns = &tally->returns;

    begin(self, "returns", '{');
    put_count(self, "files", returns->files);
    for (guint n = 0; n < WB_TALLY_STATES; n++)
        put_count(self, return_states[n], returns->states[n]);
    put_count(self, "superseded", returns->superseded);
    put_count(self, "problems", returns->problems);
    put_count(self, "counted", returns->counted);
    put_array(self, "workbooks", tally, returns->workbooks, put_workbook);
    put_array(self, "pages", tally, returns->pages, put_page);
    put_groups(self, "languages", &returns->languages, TRUE);
    put_groups(self, "positions", &returns->positions, FALSE);
    end(self, '}');
}

/* --- Needs --- */

static void
put_answer(Json *self, const char *key, const WbTallyAnswer *answer)
{
    if (!answer->is_asked)
        return;
    begin(self, key, '{');
    put_count(self, "yes", answer->yes);
    put_count(self, "no", answer->no);
    put_count(self, "unsaid", answer->unsaid);
    end(self, '}');
}

static void
put_served(Json *self, const WbTally *tally, const WbTallyNeed *need)
{
    begin(self, "served", '{');
    for (guint n = 0; n < tally->populations->len; n++) {
        const WbTallyServed *served = &need->served[n];

        if (!served->is_asked)
            continue;
        begin(self, ((WbTallyPopulation *)tally->populations->pdata[n])->id, '{');
        put_count(self, "ticked", served->ticked);
        put_count(self, "unticked", served->unticked);
        put_count(self, "unsaid", served->unsaid);
        put_count(self, "providers", served->providers);
        end(self, '}');
    }
    end(self, '}');
}

static void
put_keys(Json *self, const char *key, const GPtrArray *needs)
{
    if (needs->len == 0)
        return;
    begin(self, key, '[');
    for (guint n = 0; n < needs->len; n++)
        put_string(self, NULL, ((WbTallyNeed *)needs->pdata[n])->key);
    end(self, ']');
}

static void
put_namings(Json *self, const WbTallyNeed *need)
{
    begin(self, "named_providers", '[');
    for (guint n = 0; n < need->namings->len; n++) {
        const WbTallyNaming *naming = need->namings->pdata[n];

        begin(self, NULL, '{');
        put_string(self, "name", naming->provider->name);
        put_count(self, "returns", naming->returns);
        end(self, '}');
    }
    end(self, ']');
}

static void
put_need(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyNeed *need = element;

    put_string(self, "need", need->key);
    put_string(self, "label", need->label);
    put_flag(self, "written_in", need->written_in);
    put_string(self, "state", wb_need_state_name(need->state));
    put_flag(self, "unreviewed", need->unreviewed);
    put_count(self, "asked", need->asked);
    put_count(self, "named", need->named);
    put_count(self, "providers", need->providers);
    put_namings(self, need);
    put_answer(self, "partnership", &need->partnership);
    put_answer(self, "trained", &need->trained);
    put_served(self, tally, need);
    put_keys(self, "same", need->same);
    put_keys(self, "related", need->related);
}

static void
put_section(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallySection *section = element;

    put_string(self, "id", section->id);
    put_string(self, "label", section->label);
    put_states(self, "states", section->states);
    begin(self, "unserved", '{');
    for (guint n = 0; n < tally->populations->len; n++)
        put_count(self, ((WbTallyPopulation *)tally->populations->pdata[n])->id,
                  section->unserved[n]);
    end(self, '}');
    put_array(self, "needs", tally, section->needs, put_need);
}

static void
put_population(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyPopulation *population = element;

    put_string(self, "id", population->id);
    put_string(self, "label", population->label);
}

/* --- Providers --- */

static void
put_spellings(Json *self, const GPtrArray *spellings)
{
    begin(self, "spellings", '[');
    for (guint n = 0; n < spellings->len; n++) {
        const WbSpelling *spelling = spellings->pdata[n];

        begin(self, NULL, '{');
        put_string(self, "text", spelling->text);
        put_count(self, "times", spelling->times);
        end(self, '}');
    }
    end(self, ']');
}

static void
put_meets(Json *self, const WbTallyProvider *provider)
{
    begin(self, "meets", '[');
    for (guint n = 0; n < provider->namings->len; n++) {
        const WbTallyNaming *naming = provider->namings->pdata[n];

        begin(self, NULL, '{');
        put_string(self, "need", naming->need->key);
        if (naming->need->written_in)
            put_string(self, "label", naming->need->label);
        put_count(self, "returns", naming->returns);
        end(self, '}');
    }
    end(self, ']');
}

static void
put_contacts(Json *self, const WbTallyProvider *provider)
{
    begin(self, "contacts", '[');
    for (guint n = 0; n < provider->contacts->len; n++) {
        const WbTallyContact *contact = provider->contacts->pdata[n];

        begin(self, NULL, '{');
        put_string(self, "text", contact->text);
        put_string(self, "need", contact->need->key);
        put_string(self, "file", contact->file);
        put_flag(self, "shared", contact->shared);
        end(self, '}');
    }
    end(self, ']');
}

static void
put_provider(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyProvider *provider = element;

    put_string(self, "name", provider->name);
    put_count(self, "needs", provider->needs);
    put_count(self, "returns", provider->returns);
    put_count(self, "partners", provider->partners);
    put_answer(self, "partnership", &provider->partnership);
    put_answer(self, "trained", &provider->trained);
    put_meets(self, provider);
    put_spellings(self, provider->spellings);
    if (tally->internal)
        put_contacts(self, provider);
}

static void
put_review(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyReview *review = element;

    put_string(self, "reason", wb_review_reason_name(review->reason));
    put_string(self, "name", review->provider->name);
    if (review->other)
        put_string(self, "other", review->other->name);
    if (review->parts) {
        begin(self, "parts", '[');
        for (guint n = 0; n < review->parts->len; n++)
            put_string(self, NULL, review->parts->pdata[n]);
        end(self, ']');
    }
    put_count(self, "needs", review->needs);
}

/* --- What else is asked --- */

static void
put_word(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyWord *word = element;

    put_string(self, "text", word->text);
    put_count(self, "returns", word->returns);
}

static void
put_words(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyWords *words = element;

    put_string(self, "key", words->key);
    put_string(self, "role", words->role);
    put_string(self, "label", words->label);
    put_flag(self, "list", words->list);
    put_count(self, "asked", words->asked);
    put_count(self, "answered", words->answered);
    put_array(self, "words", tally, words->words, put_word);
}

static void
put_discipline(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyDiscipline *discipline = element;

    put_string(self, "section", discipline->section);
    put_string(self, "label", discipline->label);
    put_count(self, "returns", discipline->returns);
}

static void
put_disciplines(Json *self, const WbTally *tally)
{
    begin(self, "disciplines", '{');
    put_count(self, "asked", tally->disciplines.asked);
    put_count(self, "answered", tally->disciplines.answered);
    put_array(self, "sections", tally, tally->disciplines.sections, put_discipline);
    put_array(self, "others", tally, tally->disciplines.others, put_word);
    end(self, '}');
}

static void
put_bars(Json *self, const GPtrArray *bars)
{
    begin(self, "bars", '[');
    for (guint n = 0; n < bars->len; n++) {
        const WbTallyBar *bar = bars->pdata[n];

        begin(self, NULL, '{');
        put_integer(self, "value", bar->value);
        put_count(self, "returns", bar->returns);
        end(self, '}');
    }
    end(self, ']');
}

static void
put_numbers(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyNumbers *numbers = element;

    put_string(self, "field", numbers->field);
    put_string(self, "label", numbers->label);
    put_flag(self, "scale", numbers->scale);
    put_count(self, "asked", numbers->asked);
    put_shown(self, "answered", numbers->answered);
    put_flag(self, "withheld", numbers->withheld);
    if (numbers->withheld)
        return;
    put_number(self, "mean", numbers->mean);
    put_number(self, "median", numbers->median);
    put_number(self, "deviation", numbers->deviation);
    put_integer(self, "lowest", numbers->lowest);
    put_integer(self, "highest", numbers->highest);
    put_number(self, "sum", numbers->sum);
    put_bars(self, numbers->bars);
}

static void
put_option(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyOption *option = element;

    put_string(self, "code", option->code);
    put_string(self, "label", option->label);
    put_shown(self, "returns", option->returns);
}

static void
put_choices(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyChoices *choices = element;

    put_string(self, "key", choices->key);
    put_string(self, "role", choices->role);
    put_string(self, "label", choices->label);
    put_count(self, "asked", choices->asked);
    put_flag(self, "withheld", choices->withheld);
    if (choices->withheld)
        return;
    put_array(self, "options", tally, choices->options, put_option);
    if (choices->has_other)
        put_shown(self, "other", choices->other);
    put_shown(self, "unsaid", choices->unsaid);
}

static void
put_quote(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyQuote *quote = element;

    put_string(self, "text", quote->text);
    put_string(self, "file", quote->file);
}

static void
put_question(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbTallyQuestion *question = element;

    put_string(self, "field", question->field);
    put_string(self, "label", question->label);
    put_string(self, "workbook", question->workbook);
    put_string(self, "title", question->title);
    put_count(self, "page", question->page);
    put_flag(self, "sensitive", question->sensitive);
    put_count(self, "asked", question->asked);
    put_count(self, "answers", question->answers);
    if (tally->internal)
        put_array(self, "quotes", tally, question->quotes, put_quote);
}

/* --- The comparison --- */

static void
put_names(Json *self, const char *key, const GPtrArray *names)
{
    begin(self, key, '[');
    for (guint n = 0; n < names->len; n++)
        put_string(self, NULL, names->pdata[n]);
    end(self, ']');
}

static void
put_need_change(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbNeedChange *change = element;

    put_string(self, "need", change->need->key);
    put_string(self, "before", wb_need_state_name(change->before));
    put_string(self, "after", wb_need_state_name(change->after));
    put_string(self, "change", wb_change_name(change->change));
    put_names(self, "gained", change->gained);
    put_names(self, "lost", change->lost);
}

static void
put_answer_change(Json *self, const WbTally *tally, gconstpointer element)
{
    const WbAnswerChange *change = element;

    put_string(self, "field", change->field);
    put_string(self, "label", change->label);
    put_shown(self, "people", change->people);
    put_flag(self, "withheld", change->withheld);
    if (change->withheld)
        return;
    put_shown(self, "changed", change->changed);
    if (!change->number)
        return;
    put_number(self, "before", change->before);
    put_number(self, "after", change->after);
}

static void
put_comparison(Json *self, const WbTally *tally)
{
    const WbComparison *comparison = tally->comparison;

    if (!comparison)
        return;
    begin(self, "comparison", '{');
    put_count(self, "counted_before", comparison->counted_before);
    put_count(self, "counted_after", comparison->counted_after);
    put_states(self, "states_before", comparison->states_before);
    begin(self, "changes", '{');
    for (guint n = 0; n < WB_CHANGES; n++)
        put_count(self, wb_change_name(n), comparison->changes[n]);
    end(self, '}');
    put_array(self, "needs", tally, comparison->needs, put_need_change);
    put_shown(self, "people", comparison->people);
    put_array(self, "answers", tally, comparison->answers, put_answer_change);
    end(self, '}');
}

/* --- The whole --- */

static void
put_summary(Json *self, const WbTally *tally, const WbReportSheet *sheet)
{
    begin(self, NULL, '{');
    put_count(self, "summary", 1);
    put_string(self, "title", sheet->title);
    put_string(self, "language", sheet->language);
    put_string(self, "date", sheet->date);
    put_flag(self, "internal", tally->internal);
    put_flag(self, "single_return", tally->returns.counted == 1);
    put_returns(self, tally);
    put_array(self, "populations", tally, tally->populations, put_population);
    put_states(self, "states", tally->states);
    put_array(self, "sections", tally, tally->sections, put_section);
    put_array(self, "providers", tally, tally->providers, put_provider);
    put_array(self, "reviews", tally, tally->reviews, put_review);
    put_array(self, "words", tally, tally->words, put_words);
    put_disciplines(self, tally);
    put_array(self, "numbers", tally, tally->numbers, put_numbers);
    put_array(self, "choices", tally, tally->choices, put_choices);
    put_array(self, "questions", tally, tally->questions, put_question);
    put_comparison(self, tally);
    end(self, '}');
}

GBytes *
wb_report_json_write(const WbTally *tally, const WbReportSheet *sheet, GError **error)
{
    Json self = {g_string_new(NULL), 0};

    put_summary(&self, tally, sheet);
    g_string_append_c(self.text, '\n');
    return g_string_free_to_bytes(self.text);
}
