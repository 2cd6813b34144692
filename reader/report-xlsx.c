/* The summary as a spreadsheet: see report-xlsx.h. */
#include "report-xlsx.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "book.h"
#include "compare.h"
#include "fonts.h"
#include "words.h"

#define MOST_BARS 20 /* of a chart of words: what is rarer stands in the table */

typedef struct {
    const WbTally *tally;
    const WbReportSheet *sheet;
    WbBook *book;
} Report;

typedef struct {
    const char *words; /* id of its head */
    gboolean wide;
} Column;

static const struct {
    const char *words;
    WbBookLook look;
} states[WB_NEED_STATES] = {
    [WB_NEED_UNKNOWN] = {"report.unknown", WB_BOOK_LOOK_UNKNOWN},
    [WB_NEED_GAP] = {"report.gap", WB_BOOK_LOOK_MISSING},
    [WB_NEED_FRAGILE] = {"report.one", WB_BOOK_LOOK_WEAK},
    [WB_NEED_COVERED] = {"report.several", WB_BOOK_LOOK_GOOD},
};

static const struct {
    const char *words;
    WbBookLook look;
} changes[WB_CHANGES] = {
    [WB_CHANGE_LOST] = {"report.change.lost", WB_BOOK_LOOK_MISSING},
    [WB_CHANGE_FRAGILE] = {"report.change.fragile", WB_BOOK_LOOK_WEAK},
    [WB_CHANGE_CLOSED] = {"report.change.closed", WB_BOOK_LOOK_GOOD},
    [WB_CHANGE_COVERED] = {"report.change.covered", WB_BOOK_LOOK_GOOD},
    [WB_CHANGE_NONE] = {"report.change.none", WB_BOOK_LOOK_UNKNOWN},
    [WB_CHANGE_UNTOLD] = {"report.change.untold", WB_BOOK_LOOK_UNKNOWN},
};

static const char *const reasons[WB_REVIEW_REASONS] = {
    [WB_REVIEW_SPELLING] = "report.review.spelling",
    [WB_REVIEW_WORDS] = "report.review.words",
    [WB_REVIEW_INITIALS] = "report.review.initials",
    [WB_REVIEW_COMMAS] = "report.review.commas",
};

/* --- Cells
 * ---------------------------------------------------------------------------------------- */

static const char *
words(const Report *self, const char *id)
{
    return wb_words_lookup(self->sheet->language, id);
}

static char *
dup_joined(const Report *self, const char *field, const char *option)
{
    return wb_words_format(self->sheet->language, "option.join", "field", field, "option", option,
                           NULL);
}

static WbBookSheet *
begin_sheet(const Report *self, const char *name, const Column *columns, gsize n_columns)
{
    WbBookSheet *out = wb_book_add_sheet(self->book, words(self, name));

    for (gsize n = 0; n < n_columns; n++)
        wb_book_sheet_add_head(out, words(self, columns[n].words),
                               columns[n].wide ? WB_BOOK_WIDE : WB_BOOK_NARROW);
    return out;
}

/* "Partnership: Yes", "Partnership: No", "Partnership: not said". */
static void
add_answer_heads(const Report *self, WbBookSheet *to, const char *question)
{
    static const char *const answers[] = {"yes", "no", "report.unsaid"};

    for (gsize n = 0; n < G_N_ELEMENTS(answers); n++) {
        g_autofree char *head = dup_joined(self, words(self, question), words(self, answers[n]));

        wb_book_sheet_add_head(to, head, WB_BOOK_NARROW);
    }
}

static void
add_answer(WbBookSheet *to, const WbTallyAnswer *answer)
{
    const guint counts[] = {answer->yes, answer->no, answer->unsaid};

    for (gsize n = 0; n < G_N_ELEMENTS(counts); n++) {
        if (answer->is_asked)
            wb_book_sheet_add_number(to, counts[n]);
        else
            wb_book_sheet_add_text(to, NULL);
    }
}

/* A number, or what is printed in its place. */
static void
add_shown(WbBookSheet *to, WbShown shown)
{
    g_autofree char *text = wb_shown_dup_text(shown);

    if (shown.mark == WB_SHOWN)
        wb_book_sheet_add_number(to, shown.count);
    else
        wb_book_sheet_add_text(to, text);
}

/* Many in one cell, each on its line. */
static void
add_line(GString *lines, const char *line)
{
    if (lines->len)
        g_string_append_c(lines, '\n');
    g_string_append(lines, line);
}

static void
add_lines(WbBookSheet *to, const GPtrArray *lines)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint n = 0; lines && n < lines->len; n++)
        add_line(text, lines->pdata[n]);
    wb_book_sheet_add_text(to, text->str);
}

static void
mark_states(const Report *self, WbBookSheet *to, guint column)
{
    for (guint n = 0; n < WB_NEED_STATES; n++)
        wb_book_sheet_mark_words(to, column, words(self, states[n].words), states[n].look);
}

static const WbTallyPopulation *
peek_population(const Report *self, guint n)
{
    return self->tally->populations->pdata[n];
}

/* --- The summary
 * ---------------------------------------------------------------------------------- */

static void
add_figure(WbBookSheet *to, const char *group, const char *label, guint count)
{
    wb_book_sheet_add_text(to, group);
    wb_book_sheet_add_text(to, label);
    wb_book_sheet_add_number(to, count);
    wb_book_sheet_end_row(to);
}

static void
add_group(const Report *self, WbBookSheet *to, const char *name, const WbTallyGroups *groups,
          const WbTallyGroup *group, gboolean with_states)
{
    wb_book_sheet_add_text(to, name);
    wb_book_sheet_add_text(to, group->label ? group->label : words(self, "report.unsaid"));
    add_shown(to, group->returns);
    for (guint n = 0; with_states && !groups->states_withheld && n < WB_TALLY_STATES; n++)
        add_shown(to, group->states[n]);
    wb_book_sheet_end_row(to);
}

static void
add_groups(const Report *self, WbBookSheet *to, const char *id, const WbTallyGroups *groups,
           gboolean with_states)
{
    const char *name = words(self, id);

    for (guint n = 0; n < groups->groups->len; n++)
        add_group(self, to, name, groups, groups->groups->pdata[n], with_states);
    if (!groups->withheld)
        return;
    wb_book_sheet_add_text(to, name);
    wb_book_sheet_add_text(to, words(self, "report.withheld"));
    wb_book_sheet_end_row(to);
}

static void
add_returns(const Report *self, WbBookSheet *to)
{
    const WbTallyReturns *returns = &self->tally->returns;
    const struct {
        const char *id;
        guint count;
    } figures[] = {
        {"report.counted", returns->counted},
        {"report.complete", returns->states[WB_TALLY_COMPLETE]},
        {"report.partial", returns->states[WB_TALLY_PARTIAL]},
        {"report.blank", returns->states[WB_TALLY_BLANK]},
        {"report.further", returns->superseded},
        {"report.problems", returns->problems},
    };

    for (gsize n = 0; n < G_N_ELEMENTS(figures); n++)
        add_figure(to, words(self, "report.column.returns"), words(self, figures[n].id),
                   figures[n].count);
    for (guint n = 0; n < returns->workbooks->len; n++) {
        const WbTallyWorkbook *workbook = returns->workbooks->pdata[n];

        add_figure(to, words(self, "table.workbook"), workbook->title, workbook->returns);
    }
}

static void
add_changes(const Report *self, WbBookSheet *to)
{
    const WbComparison *comparison = self->tally->comparison;
    const char *group = words(self, "report.compare");
    g_autofree char *before =
        dup_joined(self, words(self, "report.column.before"), words(self, "report.counted"));

    add_figure(to, group, before, comparison->counted_before);
    for (guint n = 0; n < WB_CHANGES; n++)
        add_figure(to, group, words(self, changes[n].words), comparison->changes[n]);
}

static void
write_summary(const Report *self)
{
    static const Column columns[] = {
        {"table.group", TRUE},      {"report.column.name", TRUE}, {"table.count", FALSE},
        {"report.complete", FALSE}, {"report.partial", FALSE},    {"report.blank", FALSE},
    };
    WbBookSheet *to = begin_sheet(self, "table.summary", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    add_returns(self, to);
    for (guint n = 0; n < WB_NEED_STATES; n++)
        add_figure(to, words(self, "report.needs"), words(self, states[n].words),
                   self->tally->states[n]);
    add_groups(self, to, "report.languages", &self->tally->returns.languages, TRUE);
    add_groups(self, to, "report.positions", &self->tally->returns.positions, FALSE);
    if (self->tally->comparison)
        add_changes(self, to);
    mark_states(self, to, 1);
}

static void
add_unserved_heads(const Report *self, WbBookSheet *to)
{
    for (guint n = 0; n < self->tally->populations->len; n++) {
        g_autofree char *head =
            wb_words_format(self->sheet->language, "table.unserved", "population",
                            peek_population(self, n)->label, NULL);

        wb_book_sheet_add_head(to, head, WB_BOOK_NARROW);
    }
}

static void
add_section_chart(const Report *self, WbBookSheet *to, guint first)
{
    static const WbBookLook looks[] = {WB_BOOK_LOOK_GOOD, WB_BOOK_LOOK_WEAK, WB_BOOK_LOOK_MISSING,
                                       WB_BOOK_LOOK_UNKNOWN};
    guint end = wb_book_sheet_row(to);
    WbBookChart chart = {
        .title = words(self, "report.needs"),
        .first_row = first,
        .last_row = end - 1,
        .first_value = 1,
        .values = G_N_ELEMENTS(looks),
        .looks = looks,
        .row = end + 1,
    };

    wb_book_sheet_add_chart(to, &chart);
}

static void
write_sections(const Report *self)
{
    static const Column columns[] = {
        {"table.section", TRUE}, {"report.several", FALSE}, {"report.one", FALSE},
        {"report.gap", FALSE},   {"report.unknown", FALSE},
    };
    static const WbNeedState order[] = {WB_NEED_COVERED, WB_NEED_FRAGILE, WB_NEED_GAP,
                                        WB_NEED_UNKNOWN};
    WbBookSheet *to = begin_sheet(self, "table.sections", columns, G_N_ELEMENTS(columns));

    add_unserved_heads(self, to);
    wb_book_sheet_end_row(to);
    guint first = wb_book_sheet_row(to);
    for (guint n = 0; n < self->tally->sections->len; n++) {
        const WbTallySection *section = self->tally->sections->pdata[n];

        wb_book_sheet_add_text(to, section->label);
        for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
            wb_book_sheet_add_number(to, section->states[order[i]]);
        for (guint i = 0; i < self->tally->populations->len; i++)
            wb_book_sheet_add_number(to, section->unserved[i]);
        wb_book_sheet_end_row(to);
    }
    add_section_chart(self, to, first);
}

/* --- Needs
 * ---------------------------------------------------------------------------------------- */

typedef void (*AddNeed)(const Report *self, WbBookSheet *to, const WbTallySection *section,
                        const WbTallyNeed *need);

static void
each_need(const Report *self, WbBookSheet *to, AddNeed add_need)
{
    for (guint n = 0; n < self->tally->sections->len; n++) {
        const WbTallySection *section = self->tally->sections->pdata[n];

        for (guint i = 0; i < section->needs->len; i++)
            add_need(self, to, section, section->needs->pdata[i]);
    }
}

static void
add_notes(const Report *self, WbBookSheet *to, const WbTallyNeed *need)
{
    g_autoptr(GString) notes = g_string_new(NULL);

    if (need->written_in)
        add_line(notes, words(self, "report.written-in"));
    if (need->unreviewed)
        add_line(notes, words(self, "report.unreviewed"));
    wb_book_sheet_add_text(to, notes->str);
}

static void
add_names(WbBookSheet *to, const WbTallyNeed *need)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (guint n = 0; n < need->namings->len; n++)
        add_line(names, ((WbTallyNaming *)need->namings->pdata[n])->provider->name);
    wb_book_sheet_add_text(to, names->str);
}

/* How many tick a box; words where nobody has said anything, and nothing where nobody is asked. */
static void
add_ticked(const Report *self, WbBookSheet *to, const WbTallyNeed *need)
{
    for (guint n = 0; n < self->tally->populations->len; n++) {
        const WbTallyServed *served = &need->served[n];

        if (!served->is_asked)
            wb_book_sheet_add_text(to, NULL);
        else if (served->ticked + served->unticked == 0)
            wb_book_sheet_add_text(to, words(self, "report.unsaid"));
        else
            wb_book_sheet_add_number(to, served->ticked);
    }
}

static void
add_need(const Report *self, WbBookSheet *to, const WbTallySection *section,
         const WbTallyNeed *need)
{
    wb_book_sheet_add_text(to, section->label);
    wb_book_sheet_add_text(to, need->label);
    wb_book_sheet_add_text(to, words(self, states[need->state].words));
    add_notes(self, to, need);
    wb_book_sheet_add_number(to, need->asked);
    wb_book_sheet_add_number(to, need->named);
    wb_book_sheet_add_number(to, need->providers);
    add_names(to, need);
    add_answer(to, &need->partnership);
    add_answer(to, &need->trained);
    add_ticked(self, to, need);
    wb_book_sheet_add_text(to, need->key);
    wb_book_sheet_end_row(to);
}

static void
write_needs(const Report *self)
{
    static const Column columns[] = {
        {"table.section", FALSE},   {"report.column.need", TRUE}, {"table.state", FALSE},
        {"table.note", FALSE},      {"table.asked", FALSE},       {"table.named", FALSE},
        {"table.providers", FALSE}, {"table.names", TRUE},
    };
    WbBookSheet *to = begin_sheet(self, "report.needs", columns, G_N_ELEMENTS(columns));

    add_answer_heads(self, to, "report.column.partnership");
    add_answer_heads(self, to, "report.column.trained");
    for (guint n = 0; n < self->tally->populations->len; n++) {
        g_autofree char *head =
            dup_joined(self, words(self, "table.ticked"), peek_population(self, n)->label);

        wb_book_sheet_add_head(to, head, WB_BOOK_NARROW);
    }
    wb_book_sheet_add_head(to, words(self, "table.id"), WB_BOOK_NARROW);
    wb_book_sheet_end_row(to);
    each_need(self, to, add_need);
    mark_states(self, to, 2);
}

static void
add_matrix_row(const Report *self, WbBookSheet *to, const WbTallySection *section,
               const WbTallyNeed *need)
{
    wb_book_sheet_add_text(to, section->label);
    wb_book_sheet_add_text(to, need->label);
    wb_book_sheet_add_text(to, words(self, states[need->state].words));
    add_ticked(self, to, need);
    wb_book_sheet_end_row(to);
}

static void
write_matrix(const Report *self)
{
    static const Column columns[] = {
        {"table.section", FALSE}, {"report.column.need", TRUE}, {"table.state", FALSE}};
    const guint before = G_N_ELEMENTS(columns);
    WbBookSheet *to = begin_sheet(self, "report.matrix", columns, before);

    for (guint n = 0; n < self->tally->populations->len; n++)
        wb_book_sheet_add_head(to, peek_population(self, n)->label, WB_BOOK_NARROW);
    wb_book_sheet_end_row(to);
    each_need(self, to, add_matrix_row);
    mark_states(self, to, 2);
    wb_book_sheet_mark_numbers(to, before, before + self->tally->populations->len - 1);
}

static void
add_served(const Report *self, WbBookSheet *to, const WbTallySection *section,
           const WbTallyNeed *need)
{
    for (guint n = 0; n < self->tally->populations->len; n++) {
        const WbTallyServed *served = &need->served[n];

        if (!served->is_asked)
            continue;
        wb_book_sheet_add_text(to, section->label);
        wb_book_sheet_add_text(to, need->label);
        wb_book_sheet_add_text(to, peek_population(self, n)->label);
        wb_book_sheet_add_number(to, served->ticked);
        wb_book_sheet_add_number(to, served->unticked);
        wb_book_sheet_add_number(to, served->unsaid);
        wb_book_sheet_add_number(to, served->providers);
        wb_book_sheet_end_row(to);
    }
}

static void
write_served(const Report *self)
{
    static const Column columns[] = {
        {"table.section", FALSE},   {"report.column.need", TRUE}, {"table.population", FALSE},
        {"table.ticked", FALSE},    {"table.unticked", FALSE},    {"report.unsaid", FALSE},
        {"table.providers", FALSE},
    };
    WbBookSheet *to = begin_sheet(self, "table.population", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    each_need(self, to, add_served);
    wb_book_sheet_mark_numbers(to, 3, 3);
}

/* --- Providers
 * ------------------------------------------------------------------------------------ */

static void
add_namings(const Report *self, WbBookSheet *to, const WbTallySection *section,
            const WbTallyNeed *need)
{
    for (guint n = 0; n < need->namings->len; n++) {
        const WbTallyNaming *naming = need->namings->pdata[n];

        wb_book_sheet_add_text(to, naming->provider->name);
        wb_book_sheet_add_text(to, section->label);
        wb_book_sheet_add_text(to, need->label);
        wb_book_sheet_add_number(to, naming->returns);
        wb_book_sheet_end_row(to);
    }
}

static void
write_namings(const Report *self)
{
    static const Column columns[] = {{"report.column.provider", TRUE},
                                     {"table.section", FALSE},
                                     {"report.column.need", TRUE},
                                     {"report.column.returns", FALSE}};
    WbBookSheet *to = begin_sheet(self, "table.namings", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    each_need(self, to, add_namings);
}

/* The spellings but the one that is its name. */
static void
add_spellings(WbBookSheet *to, const WbTallyProvider *provider)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint n = 0; n < provider->spellings->len; n++) {
        const WbSpelling *spelling = provider->spellings->pdata[n];

        if (!g_str_equal(spelling->text, provider->name))
            add_line(text, spelling->text);
    }
    wb_book_sheet_add_text(to, text->str);
}

static void
add_provider(WbBookSheet *to, const WbTallyProvider *provider)
{
    wb_book_sheet_add_text(to, provider->name);
    wb_book_sheet_add_number(to, provider->needs);
    wb_book_sheet_add_number(to, provider->returns);
    wb_book_sheet_add_number(to, provider->partners);
    add_spellings(to, provider);
    add_answer(to, &provider->partnership);
    add_answer(to, &provider->trained);
    wb_book_sheet_end_row(to);
}

static void
write_providers(const Report *self)
{
    static const Column columns[] = {
        {"report.column.provider", TRUE}, {"report.needs", FALSE},
        {"report.column.returns", FALSE}, {"table.partners", FALSE},
        {"table.spellings", TRUE},
    };
    WbBookSheet *to = begin_sheet(self, "report.directory", columns, G_N_ELEMENTS(columns));

    add_answer_heads(self, to, "report.column.partnership");
    add_answer_heads(self, to, "report.column.trained");
    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->providers->len; n++)
        add_provider(to, self->tally->providers->pdata[n]);
}

static void
add_contact(WbBookSheet *to, const WbTallyProvider *provider, const WbTallyContact *contact)
{
    wb_book_sheet_add_text(to, provider->name);
    wb_book_sheet_add_text(to, contact->text);
    wb_book_sheet_add_text(to, contact->need->label);
    wb_book_sheet_add_text(to, contact->file);
    wb_book_sheet_add_flag(to, contact->shared);
    wb_book_sheet_end_row(to);
}

static void
write_contacts(const Report *self)
{
    static const Column columns[] = {
        {"report.column.provider", TRUE}, {"table.contact", TRUE},
        {"report.column.need", TRUE},     {"table.file", FALSE},
        {"table.shared", FALSE},
    };
    WbBookSheet *to = begin_sheet(self, "table.contacts", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->providers->len; n++) {
        const WbTallyProvider *provider = self->tally->providers->pdata[n];

        for (guint i = 0; i < provider->contacts->len; i++)
            add_contact(to, provider, provider->contacts->pdata[i]);
    }
}

static void
write_reviews(const Report *self)
{
    static const Column columns[] = {{"report.column.name", TRUE},
                                     {"report.column.perhaps", TRUE},
                                     {"report.column.why", TRUE},
                                     {"report.column.depends", FALSE}};
    WbBookSheet *to = begin_sheet(self, "report.review", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->reviews->len; n++) {
        const WbTallyReview *review = self->tally->reviews->pdata[n];

        wb_book_sheet_add_text(to, review->provider->name);
        if (review->other)
            wb_book_sheet_add_text(to, review->other->name);
        else
            add_lines(to, review->parts);
        wb_book_sheet_add_text(to, words(self, reasons[review->reason]));
        wb_book_sheet_add_number(to, review->needs);
        wb_book_sheet_end_row(to);
    }
}

/* --- What else is asked
 * --------------------------------------------------------------------------- */

static void
add_word(WbBookSheet *to, const char *label, const char *word, guint returns, guint answered,
         guint asked)
{
    wb_book_sheet_add_text(to, label);
    wb_book_sheet_add_text(to, word);
    wb_book_sheet_add_number(to, returns);
    wb_book_sheet_add_number(to, answered);
    wb_book_sheet_add_number(to, asked);
    wb_book_sheet_end_row(to);
}

/* Gives where the next chart goes, which is @row where there is nothing to show. */
static guint
add_words(WbBookSheet *to, const WbTallyWords *counted, guint row)
{
    guint first = wb_book_sheet_row(to);
    WbBookChart chart = {
        .title = counted->label,
        .first_row = first,
        .last_row = first + MIN(counted->words->len, MOST_BARS) - 1,
        .labels = 1,
        .first_value = 2,
        .values = 1,
        .row = row,
        .column = 6,
    };

    for (guint n = 0; n < counted->words->len; n++) {
        const WbTallyWord *word = counted->words->pdata[n];

        add_word(to, counted->label, word->text, word->returns, counted->answered, counted->asked);
    }
    if (counted->words->len == 0 || counted->list)
        return row;
    return row + wb_book_sheet_add_chart(to, &chart);
}

static void
write_words(const Report *self)
{
    static const Column columns[] = {
        {"report.column.question", TRUE}, {"table.word", TRUE},   {"report.column.returns", FALSE},
        {"table.answered", FALSE},        {"table.asked", FALSE},
    };
    WbBookSheet *to = begin_sheet(self, "table.words", columns, G_N_ELEMENTS(columns));
    guint row = 1;

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->words->len; n++)
        row = add_words(to, self->tally->words->pdata[n], row);
}

/* All sections, those that nobody names as well; then what is none of them. */
static void
write_disciplines(const Report *self)
{
    static const Column columns[] = {{"table.section", TRUE},
                                     {"table.word", TRUE},
                                     {"report.column.returns", FALSE},
                                     {"table.answered", FALSE},
                                     {"table.asked", FALSE}};
    const WbTallyDisciplines *disciplines = &self->tally->disciplines;
    WbBookSheet *to = begin_sheet(self, "table.disciplines", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < disciplines->sections->len; n++) {
        const WbTallyDiscipline *one = disciplines->sections->pdata[n];

        add_word(to, one->label, NULL, one->returns, disciplines->answered, disciplines->asked);
    }
    for (guint n = 0; n < disciplines->others->len; n++) {
        const WbTallyWord *word = disciplines->others->pdata[n];

        add_word(to, words(self, "report.other"), word->text, word->returns, disciplines->answered,
                 disciplines->asked);
    }
    wb_book_sheet_mark_numbers(to, 2, 2);
}

static void
add_measures(const Report *self, WbBookSheet *to, const WbTallyNumbers *numbers)
{
    const double measures[] = {
        numbers->mean,           numbers->median,          numbers->deviation,
        (double)numbers->lowest, (double)numbers->highest, numbers->sum};

    wb_book_sheet_add_text(to, numbers->label);
    wb_book_sheet_add_number(to, numbers->asked);
    add_shown(to, numbers->answered);
    for (gsize n = 0; !numbers->withheld && n < G_N_ELEMENTS(measures); n++)
        wb_book_sheet_add_number(to, measures[n]);
    if (numbers->withheld)
        wb_book_sheet_add_text(to, words(self, "report.withheld"));
    wb_book_sheet_end_row(to);
}

static void
write_numbers(const Report *self)
{
    static const Column columns[] = {
        {"report.column.question", TRUE},
        {"table.asked", FALSE},
        {"table.answered", FALSE},
        {"table.mean", FALSE},
        {"table.median", FALSE},
        {"table.deviation", FALSE},
        {"table.lowest", FALSE},
        {"table.highest", FALSE},
        {"table.sum", FALSE},
    };
    WbBookSheet *to = begin_sheet(self, "table.numbers", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->numbers->len; n++)
        add_measures(self, to, self->tally->numbers->pdata[n]);
}

static guint
add_bars(WbBookSheet *to, const WbTallyNumbers *numbers, guint row)
{
    guint first = wb_book_sheet_row(to);
    WbBookChart chart = {
        .title = numbers->label,
        .first_row = first,
        .last_row = first + numbers->bars->len - 1,
        .labels = 1,
        .first_value = 2,
        .values = 1,
        .upright = TRUE,
        .row = row,
        .column = 4,
    };

    for (guint n = 0; n < numbers->bars->len; n++) {
        const WbTallyBar *bar = numbers->bars->pdata[n];

        wb_book_sheet_add_text(to, numbers->label);
        wb_book_sheet_add_number(to, (double)bar->value);
        wb_book_sheet_add_number(to, bar->returns);
        wb_book_sheet_end_row(to);
    }
    return row + wb_book_sheet_add_chart(to, &chart);
}

static void
write_distribution(const Report *self)
{
    static const Column columns[] = {
        {"report.column.question", TRUE}, {"table.value", FALSE}, {"report.column.returns", FALSE}};
    WbBookSheet *to = begin_sheet(self, "table.distribution", columns, G_N_ELEMENTS(columns));
    guint row = 1;

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->numbers->len; n++) {
        const WbTallyNumbers *numbers = self->tally->numbers->pdata[n];

        if (!numbers->withheld && numbers->bars->len)
            row = add_bars(to, numbers, row);
    }
}

static void
add_option(WbBookSheet *to, const WbTallyChoices *choices, const char *label, WbShown returns)
{
    wb_book_sheet_add_text(to, choices->label);
    wb_book_sheet_add_text(to, label);
    add_shown(to, returns);
    wb_book_sheet_add_number(to, choices->asked);
    wb_book_sheet_end_row(to);
}

static void
add_choices(const Report *self, WbBookSheet *to, const WbTallyChoices *choices)
{
    if (choices->withheld) {
        wb_book_sheet_add_text(to, choices->label);
        wb_book_sheet_add_text(to, words(self, "report.withheld"));
        wb_book_sheet_add_text(to, NULL);
        wb_book_sheet_add_number(to, choices->asked);
        wb_book_sheet_end_row(to);
        return;
    }
    for (guint n = 0; n < choices->options->len; n++) {
        const WbTallyOption *option = choices->options->pdata[n];

        add_option(to, choices, option->label, option->returns);
    }
    if (choices->has_other)
        add_option(to, choices, words(self, "report.other"), choices->other);
    add_option(to, choices, words(self, "report.unsaid"), choices->unsaid);
}

static void
write_choices(const Report *self)
{
    static const Column columns[] = {{"report.column.question", TRUE},
                                     {"table.option", TRUE},
                                     {"report.column.returns", FALSE},
                                     {"table.asked", FALSE}};
    WbBookSheet *to = begin_sheet(self, "table.choices", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->choices->len; n++)
        add_choices(self, to, self->tally->choices->pdata[n]);
}

static void
write_questions(const Report *self)
{
    static const Column columns[] = {
        {"report.column.question", TRUE}, {"report.column.name", TRUE},
        {"report.column.page", FALSE},    {"table.asked", FALSE},
        {"report.column.answers", FALSE}, {"table.workbook", FALSE},
    };
    WbBookSheet *to = begin_sheet(self, "report.questions", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->questions->len; n++) {
        const WbTallyQuestion *question = self->tally->questions->pdata[n];

        wb_book_sheet_add_text(to, question->label);
        wb_book_sheet_add_text(to, question->title);
        wb_book_sheet_add_number(to, question->page);
        wb_book_sheet_add_number(to, question->asked);
        wb_book_sheet_add_number(to, question->answers);
        wb_book_sheet_add_text(to, question->workbook);
        wb_book_sheet_end_row(to);
    }
}

static void
add_quotes(WbBookSheet *to, const WbTallyQuestion *question)
{
    for (guint n = 0; n < question->quotes->len; n++) {
        const WbTallyQuote *quote = question->quotes->pdata[n];

        wb_book_sheet_add_text(to, question->label);
        wb_book_sheet_add_number(to, question->page);
        wb_book_sheet_add_text(to, quote->text);
        wb_book_sheet_add_text(to, quote->file);
        wb_book_sheet_end_row(to);
    }
}

static void
write_quotes(const Report *self)
{
    static const Column columns[] = {{"report.column.question", TRUE},
                                     {"report.column.page", FALSE},
                                     {"table.text", TRUE},
                                     {"table.file", FALSE}};
    WbBookSheet *to = begin_sheet(self, "table.quotes", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->questions->len; n++)
        add_quotes(to, self->tally->questions->pdata[n]);
}

static void
write_pages(const Report *self)
{
    static const Column columns[] = {
        {"report.column.name", TRUE},    {"report.column.page", FALSE},
        {"report.column.filled", FALSE}, {"report.column.stopped", FALSE},
        {"table.workbook", FALSE},
    };
    WbBookSheet *to = begin_sheet(self, "report.stops", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < self->tally->returns.pages->len; n++) {
        const WbTallyPage *page = self->tally->returns.pages->pdata[n];

        wb_book_sheet_add_text(to, page->title);
        wb_book_sheet_add_number(to, page->number);
        wb_book_sheet_add_number(to, page->filled);
        wb_book_sheet_add_number(to, page->stopped);
        wb_book_sheet_add_text(to, page->workbook);
        wb_book_sheet_end_row(to);
    }
}

/* --- The comparison
 * ------------------------------------------------------------------------------- */

static void
add_need_change(const Report *self, WbBookSheet *to, const WbNeedChange *change)
{
    wb_book_sheet_add_text(to, change->need->label);
    wb_book_sheet_add_text(to, words(self, states[change->before].words));
    wb_book_sheet_add_text(to, words(self, states[change->after].words));
    wb_book_sheet_add_text(to, words(self, changes[change->change].words));
    add_lines(to, change->gained);
    add_lines(to, change->lost);
    wb_book_sheet_add_text(to, change->need->key);
    wb_book_sheet_end_row(to);
}

static void
write_need_changes(const Report *self)
{
    static const Column columns[] = {
        {"report.column.need", TRUE},
        {"report.column.before", FALSE},
        {"report.column.after", FALSE},
        {"table.change", TRUE},
        {"table.gained", TRUE},
        {"table.lost", TRUE},
        {"table.id", FALSE},
    };
    const GPtrArray *needs = self->tally->comparison->needs;
    WbBookSheet *to = begin_sheet(self, "report.compare", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < needs->len; n++)
        add_need_change(self, to, needs->pdata[n]);
    mark_states(self, to, 1);
    mark_states(self, to, 2);
    for (guint n = 0; n < WB_CHANGES; n++)
        wb_book_sheet_mark_words(to, 3, words(self, changes[n].words), changes[n].look);
}

static void
add_answer_change(const Report *self, WbBookSheet *to, const WbAnswerChange *change)
{
    wb_book_sheet_add_text(to, change->label);
    add_shown(to, change->people);
    if (change->withheld) {
        wb_book_sheet_add_text(to, words(self, "report.withheld"));
    } else {
        add_shown(to, change->changed);
        if (change->number) {
            wb_book_sheet_add_number(to, change->before);
            wb_book_sheet_add_number(to, change->after);
        }
    }
    wb_book_sheet_end_row(to);
}

static void
write_answer_changes(const Report *self)
{
    static const Column columns[] = {
        {"report.column.question", TRUE}, {"report.column.people", FALSE},
        {"report.column.changed", FALSE}, {"report.column.before", FALSE},
        {"report.column.after", FALSE},
    };
    const GPtrArray *answers = self->tally->comparison->answers;
    WbBookSheet *to = begin_sheet(self, "report.column.answers", columns, G_N_ELEMENTS(columns));

    wb_book_sheet_end_row(to);
    for (guint n = 0; n < answers->len; n++)
        add_answer_change(self, to, answers->pdata[n]);
}

/* --- The whole
 * ------------------------------------------------------------------------------------ */

static void
write_method(const Report *self)
{
    static const char *const ids[] = {"report.method.share", "report.method.names",
                                      "report.method.blank"};
    WbBookSheet *to = wb_book_add_sheet(self->book, words(self, "report.method"));

    wb_book_sheet_add_head(to, words(self, "report.method"), 2.5 * WB_BOOK_WIDE);
    wb_book_sheet_end_row(to);
    for (gsize n = 0; n < G_N_ELEMENTS(ids); n++) {
        wb_book_sheet_add_text(to, words(self, ids[n]));
        wb_book_sheet_end_row(to);
    }
}

/* Whose it is and when, after what nobody may overlook. */
static void
set_banner(const Report *self)
{
    g_autofree char *title =
        wb_words_format(self->sheet->language, "report.document", "report",
                        words(self, "report.title"), "workbook", self->sheet->title, NULL);
    g_autofree char *date =
        self->sheet->date
            ? wb_words_format(self->sheet->language, "report.date", "date", self->sheet->date, NULL)
            : NULL;
    g_autoptr(GString) banner = g_string_new(NULL);

    if (self->tally->internal)
        g_string_append_printf(banner, "%s · ", words(self, "report.internal"));
    g_string_append(banner, title);
    if (date)
        g_string_append_printf(banner, " · %s", date);
    wb_book_set_banner(self->book, banner->str);
}

static void
write_sheets(const Report *self)
{
    set_banner(self);
    write_summary(self);
    write_sections(self);
    write_needs(self);
    if (self->tally->populations->len) {
        write_matrix(self);
        write_served(self);
    }
    write_providers(self);
    write_namings(self);
    if (self->tally->internal)
        write_contacts(self);
    write_words(self);
    write_disciplines(self);
    write_numbers(self);
    write_distribution(self);
    write_choices(self);
    write_questions(self);
    if (self->tally->internal)
        write_quotes(self);
    write_pages(self);
    write_reviews(self);
    if (self->tally->comparison) {
        write_need_changes(self);
        write_answer_changes(self);
    }
    write_method(self);
}

/* The library writes files only. */
static GBytes *
read_file(const char *path, GError **error)
{
    char *data;
    gsize length;

    return g_file_get_contents(path, &data, &length, error) ? g_bytes_new_take(data, length) : NULL;
}

GBytes *
wb_report_xlsx_write(const WbTally *tally, const WbReportSheet *sheet, GError **error)
{
    Report self = {.tally = tally, .sheet = sheet};
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("workbook-read-XXXXXX.xlsx", &path, error);
    GBytes *out = NULL;

    if (fd < 0)
        return NULL;
    close(fd);
    self.book = wb_book_new(path, wb_fonts_lookup(sheet->language)->rtl);
    write_sheets(&self);
    if (wb_book_close(self.book, path, error))
        out = read_file(path, error);
    g_unlink(path);
    return out;
}
