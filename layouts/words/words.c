/* The house's own words: see words.h. The English ones stand here, translations in po/LANGUAGE.po
 * and words.gresource.xml. */
#include "words.h"

#include <gio/gio.h>
#include <string.h>

#include "pseudo.h"
#include "words-resource.h"

#define FOLDER "/workbook/words/po"

typedef struct {
    const char *id; /* is the msgctxt of a translation */
    const char *text;
    const char *note; /* for translators, or NULL */
    guint line;       /* of this file, for their tools */
} Word;

#define WORD(id, text, note)                                                                       \
    {                                                                                              \
        id, text, note, __LINE__                                                                   \
    }

static const Word english[] = {
    /* printed by gen on every page */
    WORD("footer.version", "Version {version}", NULL),
    WORD("footer.page", "Page {n} of {total}", NULL),
    WORD("footer.code", "Edition {code}", "a short code such as CRW-4F7K"),
    WORD("footer.copy", "Copy {copy}", "the id of a personal copy, such as K7Q2M-9XD4J"),
    WORD("footer.draft", "DRAFT", "a stamp on every page of a draft"),
    WORD("cover.unreviewed", "No native speaker has reviewed this translation yet.",
         "on the cover of a translation"),
    /* heard in gen's forms */
    WORD("mirror.circle", "Shown in the circle {shape}: {field}", NULL),
    WORD("mirror.puzzle", "Shown in the puzzle {shape}: {field}", NULL),
    WORD("mirror.beside", "Shown again beside the box: {field}", NULL),
    WORD("beside.caption", "shown here once more", "below a box that repeats what is typed"),
    WORD("nothing-to-type", "Nothing to type here: the words come from the pages before.", NULL),
    WORD("yes", "Yes", "beside a box to tick"),
    WORD("no", "No", "beside a box to tick"),
    WORD("shape.circle.alt", "A circle, {title}. It shows what is typed for: {pieces}.", NULL),
    WORD("shape.puzzle.alt", "A jigsaw puzzle, {title}, of {count} pieces: {pieces}.", NULL),
    WORD("table.free", "{row} (write in)", "the label of a row that is filled in by hand"),
    WORD("option.join", "{field}: {option}",
         "a field and one of its answers, as a screen reader says it"),
    /* the pictures of the summary */
    WORD("list.join", "{list}, {item}", "a list that grows by one item"),
    WORD("picture.unanswered", "Not answered", "a piece of the puzzle about which nobody wrote"),
    WORD("matrix.nobody", "nobody serves them", "of a population, in a table of needs"),
    WORD("matrix.third", "up to a third of those who said", "serve a population"),
    WORD("matrix.two-thirds", "up to two thirds", "of those who said"),
    WORD("matrix.more", "more than two thirds", "of those who said"),
    WORD("matrix.unsaid", "nobody said", "whether a population is served"),
    WORD("matrix.alt", "{population}, not served by anybody for: {needs}.", NULL),
    WORD("scale.mean", "Mean {value}", NULL),
    WORD("scale.median", "Median {value}", NULL),
    /* the summary: numbers stand apart from their words, so that no language needs a plural */
    WORD("report.title", "Who meets which need", NULL),
    WORD("report.document", "{report} – {workbook}",
         "the title of a report, and that of its workbook"),
    WORD("report.date", "As of {date}", NULL),
    WORD("report.counted", "Returns counted", NULL),
    WORD("report.complete", "complete", NULL),
    WORD("report.partial", "partial", NULL),
    WORD("report.blank", "blank", NULL),
    WORD("report.further", "further copies of a return", NULL),
    WORD("report.problems", "files that could not be read", NULL),
    WORD("report.needs", "Needs", NULL),
    WORD("report.gaps", "Needs for which nobody was named", NULL),
    WORD("report.fragile", "Needs that rest on one provider", NULL),
    WORD("report.written-in", "written in by participants", NULL),
    WORD("report.unknown", "No return says anything on this page", NULL),
    WORD("report.gap", "Nobody named", NULL),
    WORD("report.one", "One provider named", NULL),
    WORD("report.several", "Several providers named", NULL),
    WORD("report.missing", "What is missing", NULL),
    WORD("report.missing.none", "Somebody was named for every need.", NULL),
    WORD("report.missing.lead",
         "For each of these needs, not one return names a provider or an agency.", NULL),
    WORD("report.internal", "Internal: with names and contacts, not to be passed on",
         "on every page of a report that is not for everybody"),
    WORD("report.single", "One return only: what one person knows is no picture of a community.",
         NULL),
    WORD("report.contents", "Contents", NULL),
    WORD("report.languages", "Languages of the returns", NULL),
    WORD("report.positions", "Positions of those who returned", NULL),
    WORD("report.unsaid", "not said", NULL),
    WORD("report.missing.many", "Nobody was named for these",
         "above a list of needs, in large letters"),
    WORD("report.missing.unknown", "Not known: no return says anything on their page",
         "above a list of needs"),
    WORD("report.unreviewed", "perhaps one provider under several names", NULL),
    WORD("report.one-of", "{name}, {count} of {total}",
         "a provider, and in how many returns it is named"),
    WORD("report.puzzles", "The community's puzzle", NULL),
    WORD("report.matrix", "Who is served", NULL),
    WORD(
        "report.matrix.lead",
        "For each need and group: how many returns tick that it is served, of those that tick any box of the row.",
        NULL),
    WORD("report.list", "Need by need", NULL),
    WORD("report.column.partnership", "Partnership", NULL),
    WORD("report.column.trained", "Trained", NULL),
    WORD("report.column.answer", "yes · no · not said", "the head of a column of three numbers"),
    WORD("report.answer-counts", "{question}: yes {yes} · no {no} · not said {unsaid}", NULL),
    WORD("report.more-names", "and {count} more, see the directory", NULL),
    WORD("report.directory", "Directory of providers", NULL),
    WORD(
        "report.directory.lead",
        "Everybody who was named, by name, with the needs they were named for and in how many returns.",
        NULL),
    WORD("report.directory.others", "Also named, and in how many returns", NULL),
    WORD("report.directory.elsewhere",
         "Too many to print all about them; the other formats of this summary have it.", NULL),
    WORD("report.further-elsewhere",
         "Further: {count}. They stand in the other formats of this summary.", NULL),
    WORD("report.column.provider", "Provider", NULL),
    WORD("report.column.meets", "Needs, and in how many returns", NULL),
    WORD("report.provider.counts", "Returns: {returns} · needs: {needs}", "of one provider"),
    WORD("report.provider.partners", "Listed as a partner in returns: {count}", NULL),
    WORD("report.provider.written", "Also written: {names}", NULL),
    WORD("report.provider.twins", "Perhaps the same as: {names}", NULL),
    WORD("report.contact", "Contact: {text} ({need}; {file})", NULL),
    WORD("report.contact.shared", "Contact, beside several names: {text} ({need}; {file})", NULL),
    WORD("report.voices", "Voices", NULL),
    WORD("report.answered", "Answered: {count} of {total}", NULL),
    WORD("report.numbers", "Lowest {lowest} · highest {highest} · sum {sum}", NULL),
    WORD("report.spread", "Lowest {lowest} · highest {highest} · standard deviation {deviation}",
         NULL),
    WORD(
        "report.withheld",
        "Fewer than three answers, or so few of a kind that somebody could be recognised: not shown.",
        NULL),
    WORD("report.more-words", "Further: {count}",
         "how many words stand in the data, but not in the list"),
    WORD("report.once", "Once each: {words}",
         "words that people gave, behind those that several gave"),
    WORD("report.of", "{count} of {total}", "two numbers"),
    WORD("report.other", "in other words", NULL),
    WORD("report.disciplines", "Disciplines in the collaboratives", NULL),
    WORD("report.disciplines.missing", "Not represented, as far as can be told", NULL),
    WORD("report.disciplines.others", "Named in other words", NULL),
    WORD("report.questions", "What people wrote", NULL),
    WORD("report.questions.discreet",
         "What people wrote stands only in an internal report; here is how many did.", NULL),
    WORD("report.column.question", "Question", NULL),
    WORD("report.column.page", "Page", NULL),
    WORD("report.column.answers", "Answers", NULL),
    WORD("report.quote", "{text} ({file})", "what somebody wrote, and in which file"),
    WORD("report.returns", "The returns", NULL),
    WORD("report.stops", "Where people stop", NULL),
    WORD("report.column.filled", "Filled in", NULL),
    WORD("report.column.stopped", "Nothing after it",
         "a column: returns that go no further than this page"),
    WORD("report.column.language", "Language", NULL),
    WORD("report.column.position", "Position", "of those who returned, in their agency"),
    WORD("report.column.returns", "Returns", NULL),
    WORD("report.compare", "What has changed", NULL),
    WORD("report.compare.counted", "Returns counted: {before} then, {after} now", NULL),
    WORD("report.change.lost", "Lost: nobody is named any more", NULL),
    WORD("report.change.fragile", "Rests on one provider now", NULL),
    WORD("report.change.closed", "Gap closed: somebody is named now", NULL),
    WORD("report.change.covered", "Rested on one provider, has several now", NULL),
    WORD("report.change.untold", "Cannot be told: one round says nothing about it", NULL),
    WORD("report.change.none", "As before", NULL),
    WORD("report.gained", "New: {names}", NULL),
    WORD("report.lost", "No longer named: {names}", NULL),
    WORD("report.compare.answers", "Answers of people who returned both times", NULL),
    WORD("report.column.people", "People", NULL),
    WORD("report.column.changed", "Changed", NULL),
    WORD("report.column.before", "Before", NULL),
    WORD("report.column.after", "Now", NULL),
    WORD("report.review", "To be looked at", NULL),
    WORD(
        "report.review.lead",
        "These names may be one provider, or one name may be several. Whoever knows can say so in the alias file; until then a need that rests on such names counts as resting on one provider.",
        NULL),
    WORD("report.review.spelling", "nearly the same spelling", NULL),
    WORD("report.review.words", "one name is within the other", NULL),
    WORD("report.review.initials", "initials of the other", NULL),
    WORD("report.review.commas", "may be several names", NULL),
    WORD("report.column.name", "Name", NULL),
    WORD("report.column.perhaps", "Perhaps", NULL),
    WORD("report.column.why", "Why", NULL),
    WORD("report.column.depends", "Needs that depend on it", NULL),
    WORD(
        "report.method.states",
        "A need counts as covered only where several providers were named. One alone may close, move or be full.",
        NULL),
    WORD(
        "report.method.served",
        "Whoever ticks none of a row's boxes has not said that nobody is served; such returns are left out of the shares of the table of groups.",
        NULL),
    WORD(
        "report.method.few",
        "Counts of people under three are printed as <3, and as 3+ where a larger one would give such a count away. Counts of needs and providers are never held back.",
        NULL),
    WORD("report.method.private",
         "Names of persons, contacts and what people wrote stand only in an internal report.",
         NULL),
    WORD("report.skip", "Skip to the content", "a link for who has no mouse"),
    WORD("report.search", "Search this table", NULL),
    WORD("report.search.found", "Rows shown: {count} of {total}", NULL),
    WORD("report.column.state", "State", "of a need: nobody, one or several are named"),
    WORD("report.column.distinct", "Providers", "a column: how many were named for a need"),
    WORD("report.column.contacts", "Contacts", NULL),
    WORD("report.column.title", "Title", "of a page"),
    WORD("report.column.need", "Need", NULL),
    WORD("report.column.providers", "Who was named, and in how many returns", NULL),
    WORD("report.share", "Named in {count} of {total}", "two numbers"),
    WORD("report.continued", "{title}, continued", NULL),
    WORD("report.method", "How to read this", NULL),
    WORD(
        "report.method.names",
        "Spellings are joined where only capitals, spaces and punctuation differ; a provider that is "
        "spelled in another way stands here once more. A name tells that somebody is known for a "
        "need, not that there is room.",
        NULL),
    WORD(
        "report.method.share",
        "“Named in 4 of 10” says that ten returns filled in something on that page, and that four of "
        "them named somebody for this need.",
        NULL),
    WORD("report.method.blank",
         "Blank returns, files that could not be read and copies that a later one replaces are not "
         "counted.",
         NULL),
    /* one return to read */
    WORD("sheet.title", "Answers of one participant", NULL),
    WORD("sheet.confidential", "Confidential: this is what one person wrote.",
         "on every page of that person's answers"),
    WORD("sheet.file", "File", NULL),
    WORD("sheet.saved", "Saved", "before the date at which a file was saved"),
    WORD("sheet.copy", "Copy", "before the number of a personal copy"),
    WORD("sheet.state", "State", "before: complete, partial"),
    WORD("sheet.complete", "Complete: something is answered on every page with questions.", NULL),
    WORD("sheet.partial", "Partial: at least one page with questions has no answer.", NULL),
    WORD("sheet.page", "Page {n} of the workbook", NULL),
    WORD("sheet.unanswered", "not answered", NULL),
    WORD("sheet.open", "Not answered: {fields}", "a list of questions"),
    WORD("sheet.nothing", "Nothing written for: {fields}", "a list of questions"),
    WORD("sheet.scale", "{value} (of {min}–{max})", "a number on a scale such as 1 to 10"),
    WORD("sheet.ticked", "ticked", "of a box"),
    WORD("sheet.notes", "Notes on this file", NULL),
    WORD("sheet.note", "Note {n}; answers it is about: {count}", "two numbers"),
    /* the summary as a spreadsheet: heads of sheets and columns are short */
    WORD("table.summary", "Summary", NULL),
    WORD("table.sections", "Sections", NULL),
    WORD("table.namings", "Named for", NULL),
    WORD("table.words", "Words", NULL),
    WORD("table.disciplines", "Disciplines", NULL),
    WORD("table.numbers", "Numbers", NULL),
    WORD("table.distribution", "Distribution", NULL),
    WORD("table.choices", "Choices", NULL),
    WORD("table.contacts", "Contacts", NULL),
    WORD("table.quotes", "Quotes", NULL),
    WORD("table.group", "Group", NULL),
    WORD("table.count", "Count", NULL),
    WORD("table.section", "Section", NULL),
    WORD("table.state", "State", NULL),
    WORD("table.id", "Id", NULL),
    WORD("table.note", "Note", NULL),
    WORD("table.asked", "Returns that were asked", NULL),
    WORD("table.named", "Returns that named somebody", NULL),
    WORD("table.answered", "Returns with an answer", NULL),
    WORD("table.providers", "Providers", NULL),
    WORD("table.names", "Who was named", NULL),
    WORD("table.population", "Population", NULL),
    WORD("table.ticked", "Ticked", "of returns: a box is ticked"),
    WORD("table.unticked", "Not ticked", NULL),
    WORD("table.unserved", "Needs not served: {population}", NULL),
    WORD("table.partners", "Returns that list it as a partner", NULL),
    WORD("table.spellings", "Also written", NULL),
    WORD("table.contact", "Contact", NULL),
    WORD("table.shared", "Several names in that cell", "yes or no"),
    WORD("table.file", "File", NULL),
    WORD("table.workbook", "Workbook", NULL),
    WORD("table.word", "Word", NULL),
    WORD("table.value", "Value", NULL),
    WORD("table.mean", "Mean", NULL),
    WORD("table.median", "Median", NULL),
    WORD("table.deviation", "Standard deviation", NULL),
    WORD("table.lowest", "Lowest", NULL),
    WORD("table.highest", "Highest", NULL),
    WORD("table.sum", "Sum", NULL),
    WORD("table.option", "Answer", NULL),
    WORD("table.text", "Text", NULL),
    WORD("table.change", "Change", NULL),
    WORD("table.gained", "Newly named", "names of providers"),
    WORD("table.lost", "No longer named", "names of providers"),
};

/* Each language by its own name, which is the same everywhere. */
static const struct {
    const char *language, *name;
} names[] = {
    {"en", "English"},     {"es", "Español"}, {"vi", "Tiếng Việt"},   {"ar", "العربية"},
    {"zh-CN", "简体中文"}, {"hi", "हिन्दी"},   {"en-XA", "[Ëñĝļîšĥ]"},
};

/* Words of one language: id -> char*. */
static GHashTable *
load_words(const char *language)
{
    g_autofree char *name = g_strdelimit(g_strdup(language), "-", '_');
    g_autofree char *path = g_strdup_printf(FOLDER "/%s.po", name);
    g_autoptr(GBytes) bytes =
        g_resource_lookup_data(words_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    GHashTable *out = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    g_autoptr(GError) error = NULL;
    WbPoCount count = {0};

    if (!bytes)
        return out;
    g_autoptr(WbPoFile) file = wb_po_file_read_bytes(path, bytes, &error);
    if (!file)
        g_critical("%s", error->message); /* a test reads every one of them */
    for (gsize i = 0; file && i < G_N_ELEMENTS(english); i++) {
        const char *text = wb_po_file_find(file, english[i].id, english[i].text, &count);

        if (text)
            g_hash_table_insert(out, (gpointer)english[i].id, g_strdup(text));
    }
    return out;
}

static void
add_pseudo(GHashTable *words)
{
    for (gsize i = 0; i < G_N_ELEMENTS(english); i++)
        g_hash_table_insert(words, (gpointer)english[i].id, wb_pseudo_new(english[i].text));
}

/* Made once a language: whoever asks is lent the words for good. */
static GHashTable *
peek_words(const char *language)
{
    static GHashTable *known = NULL;
    g_autofree char *base = g_strndup(language, strcspn(language, "-"));
    GHashTable *words;

    if (!known)
        known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify)g_hash_table_unref);
    words = g_hash_table_lookup(known, language);
    if (words)
        return words;
    words = load_words(language);
    if (g_ascii_strcasecmp(language, WB_PSEUDO_LANGUAGE) == 0)
        add_pseudo(words);
    /* "es-MX" speaks as "es" does. */
    if (g_hash_table_size(words) == 0 && !g_str_equal(base, language)) {
        g_hash_table_unref(words);
        words = g_hash_table_ref(peek_words(base));
    }
    g_hash_table_insert(known, g_strdup(language), words);
    return words;
}

static const Word *
find_english(const char *id)
{
    for (gsize i = 0; i < G_N_ELEMENTS(english); i++)
        if (g_str_equal(english[i].id, id))
            return &english[i];
    return NULL;
}

const char *
wb_words_lookup(const char *language, const char *id)
{
    const Word *word;
    const char *text;

    g_return_val_if_fail(id != NULL, "");
    word = find_english(id);
    if (!word) {
        g_critical("the house has no words '%s'", id);
        return id;
    }
    text = language ? g_hash_table_lookup(peek_words(language), id) : NULL;
    return text ? text : word->text;
}

gboolean
wb_words_speak(const char *language)
{
    return wb_words_count_missing(language) < G_N_ELEMENTS(english);
}

guint
wb_words_count_missing(const char *language)
{
    if (g_ascii_strcasecmp(language, "en") == 0 || g_str_has_prefix(language, "en-"))
        return 0;
    return G_N_ELEMENTS(english) - g_hash_table_size(peek_words(language));
}

GArray *
wb_words_new_entries(void)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(WbPoEntry));

    for (gsize i = 0; i < G_N_ELEMENTS(english); i++) {
        WbPoEntry entry = {english[i].id, english[i].text, english[i].note, "words.c",
                           english[i].line};

        g_array_append_val(out, entry);
    }
    return out;
}

static const char *
find_name(const char *language)
{
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_equal(names[i].language, language))
            return names[i].name;
    return NULL;
}

const char *
wb_words_language(const char *language)
{
    g_autofree char *base = g_strndup(language, strcspn(language, "-"));
    const char *name = find_name(language);

    if (!name)
        name = find_name(base);
    return name ? name : language;
}

/* The value of the placeholder whose name stands between @name and @end, or NULL. */
static const char *
find_value(GPtrArray *pairs, const char *name, const char *end)
{
    gsize length = (gsize)(end - name);

    for (guint n = 0; n + 1 < pairs->len; n += 2) {
        const char *known = pairs->pdata[n];

        if (strlen(known) == length && memcmp(known, name, length) == 0)
            return pairs->pdata[n + 1];
    }
    return NULL;
}

/* What is filled in is not looked at again: a value may hold braces of its own. */
static char *
fill(const char *text, GPtrArray *pairs)
{
    GString *out = g_string_new(NULL);

    while (*text) {
        const char *end = *text == '{' ? strchr(text, '}') : NULL;
        const char *value = end ? find_value(pairs, text + 1, end) : NULL;

        if (value) {
            g_string_append(out, value);
            text = end + 1;
        } else {
            g_string_append_c(out, *text++);
        }
    }
    return g_string_free(out, FALSE);
}

char *
wb_words_format(const char *language, const char *id, ...)
{
    g_autoptr(GPtrArray) pairs = g_ptr_array_new();
    va_list args;

    va_start(args, id);
    for (char *name = va_arg(args, char *); name; name = va_arg(args, char *)) {
        const char *value = va_arg(args, char *);

        g_ptr_array_add(pairs, name);
        g_ptr_array_add(pairs, (gpointer)(value ? value : ""));
    }
    va_end(args);
    return fill(wb_words_lookup(language, id), pairs);
}
