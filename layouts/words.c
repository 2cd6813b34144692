/* The house's own words: see words.h. A translation is one more table and one more row below. */
#include "words.h"

#include <string.h>

#include "pseudo.h"

typedef struct {
    const char *id; /* is the msgctxt of a translation */
    const char *text;
} Words;

typedef struct {
    const char *language;
    const Words *words; /* ends with a NULL id */
} Language;

static const Words english[] = {
    /* printed by gen on every page */
    {"footer.version", "Version {version}"},
    {"footer.page", "Page {n} of {total}"},
    {"footer.code", "Edition {code}"},
    {"footer.draft", "DRAFT"},
    /* heard in gen's forms */
    {"mirror.circle", "Shown in the circle {shape}: {field}"},
    {"mirror.puzzle", "Shown in the puzzle {shape}: {field}"},
    {"mirror.beside", "Shown again beside the box: {field}"},
    {"beside.caption", "shown here once more"},
    {"nothing-to-type", "Nothing to type here: the words come from the pages before."},
    {"yes", "Yes"},
    {"no", "No"},
    {"shape.circle.alt", "A circle, {title}. It shows what is typed for: {pieces}."},
    {"shape.puzzle.alt", "A jigsaw puzzle, {title}, of {count} pieces: {pieces}."},
    {"table.free", "{row} (write in)"},
    {"option.join", "{field}: {option}"},
    /* the summary: numbers stand apart from their words, so that no language needs a plural */
    {"report.title", "Who meets which need"},
    {"report.document", "{report} – {workbook}"},
    {"report.date", "As of {date}"},
    {"report.counted", "Returns counted"},
    {"report.complete", "complete"},
    {"report.partial", "partial"},
    {"report.blank", "blank"},
    {"report.further", "further copies of a return"},
    {"report.problems", "files that could not be read"},
    {"report.needs", "Needs"},
    {"report.gaps", "Needs for which nobody was named"},
    {"report.fragile", "Needs that rest on one provider"},
    {"report.written-in", "written in by participants"},
    {"report.unknown", "No return says anything on this page"},
    {"report.gap", "Nobody named"},
    {"report.one", "One provider named"},
    {"report.several", "Several providers named"},
    {"report.missing", "What is missing"},
    {"report.missing.none", "Somebody was named for every need."},
    {"report.missing.lead",
     "For each of these needs, not one return names a provider or an agency."},
    {"report.column.need", "Need"},
    {"report.column.providers", "Who was named, and in how many returns"},
    {"report.share", "Named in {count} of {total}"},
    {"report.continued", "{title}, continued"},
    {"report.method", "How to read this"},
    {"report.method.names",
     "Spellings are joined where only capitals, spaces and punctuation differ; a provider that is "
     "spelled in another way stands here once more. A name tells that somebody is known for a "
     "need, not that there is room."},
    {"report.method.share",
     "“Named in 4 of 10” says that ten returns filled in something on that page, and that four of "
     "them named somebody for this need."},
    {"report.method.blank",
     "Blank returns, files that could not be read and copies that a later one replaces are not "
     "counted."},
    /* each language by its own name */
    {"language.en", "English"},
    {"language.es", "Español"},
    {"language.vi", "Tiếng Việt"},
    {"language.ar", "العربية"},
    {"language.zh-CN", "简体中文"},
    {"language.hi", "हिन्दी"},
    {"language.en-XA", "[Ëñĝļîšĥ]"},
    {NULL, NULL},
};

static const Language languages[] = {
    {"en", english},
};

static const char *
find_words(const Words *words, const char *id)
{
    for (; words->id; words++) {
        if (g_str_equal(words->id, id))
            return words->text;
    }
    return NULL;
}

/* Made once: whoever asks is lent the words for good. */
static const char *
pseudo_words(const char *text)
{
    g_autofree char *words = wb_pseudo_new(text);

    return g_intern_string(words);
}

static gboolean
is_pseudo(const char *language, const char *id)
{
    return language && g_ascii_strcasecmp(language, WB_PSEUDO_LANGUAGE) == 0 &&
           !g_str_has_prefix(id, "language."); /* a language's own name is the same everywhere */
}

const char *
wb_words_lookup(const char *language, const char *id)
{
    const char *text = NULL;

    g_return_val_if_fail(id != NULL, "");
    for (gsize n = 0; language && !text && n < G_N_ELEMENTS(languages); n++) {
        if (g_ascii_strcasecmp(languages[n].language, language) == 0)
            text = find_words(languages[n].words, id);
    }
    if (!text)
        text = find_words(english, id);
    if (!text) {
        g_critical("the house has no words '%s'", id);
        text = id;
    }
    return is_pseudo(language, id) ? pseudo_words(text) : text;
}

const char *
wb_words_language(const char *language)
{
    g_autofree char *id = g_strconcat("language.", language, NULL);
    const char *name = find_words(english, id);
    char *region = strchr(id, '-');

    if (!name && region) {
        *region = '\0';
        name = find_words(english, id);
    }
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
