/* The tally: see tally.h. */
#include "tally.h"

static void
provider_free(gpointer data)
{
    WbTallyProvider *self = data;

    g_free(self->name);
    g_hash_table_unref(self->spellings);
    g_free(self);
}

static void
need_free(gpointer data)
{
    WbTallyNeed *self = data;

    g_free(self->need);
    g_free(self->label);
    g_ptr_array_unref(self->providers);
    g_hash_table_unref(self->pages);
    g_hash_table_unref(self->names);
    g_free(self);
}

static void
section_free(gpointer data)
{
    WbTallySection *self = data;

    g_free(self->id);
    g_free(self->label);
    g_ptr_array_unref(self->needs);
    g_free(self);
}

static GHashTable *
new_set(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* Apostrophes and full stops stand inside of words, other punctuation between them. */
static gboolean
is_inside_word(gunichar c)
{
    return c == '\'' || c == '.' || c == 0x2019 || c == 0x2bc;
}

char *
wb_tally_fold(const char *name)
{
    g_autofree char *normal = g_utf8_normalize(name, -1, G_NORMALIZE_ALL);
    g_autofree char *folded = g_utf8_casefold(normal ? normal : "", -1);
    GString *out = g_string_new(NULL);
    gboolean gap = FALSE;

    for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (is_inside_word(c))
            continue;
        if (g_unichar_isspace(c) || g_unichar_ispunct(c) || g_unichar_iscntrl(c)) {
            gap = out->len > 0;
            continue;
        }
        if (gap)
            g_string_append_c(out, ' ');
        gap = FALSE;
        g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* "- Harbor House," was typed as an item of a list: the name alone, on one line. */
static char *
clean_name(const char *part)
{
    static const char *const bullets = "-*\xc2\xb7\xe2\x80\xa2\xe2\x80\x93\xe2\x80\x94";
    GString *out = g_string_new(NULL);
    gboolean gap = FALSE;

    while (*part && (g_unichar_isspace(g_utf8_get_char(part)) ||
                     g_utf8_strchr(bullets, -1, g_utf8_get_char(part))))
        part = g_utf8_next_char(part);
    for (; *part; part = g_utf8_next_char(part)) {
        gunichar c = g_utf8_get_char(part);

        if (g_unichar_isspace(c) || g_unichar_iscntrl(c)) {
            gap = out->len > 0;
            continue;
        }
        if (gap)
            g_string_append_c(out, ' ');
        gap = FALSE;
        g_string_append_unichar(out, c);
    }
    while (out->len > 0 && (out->str[out->len - 1] == ',' || out->str[out->len - 1] == ' '))
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

static gboolean
is_separator(gunichar c)
{
    return c == '\n' || c == '\r' || c == ';' || c == 0xff1b || c == 0x61b || c == 0x2028 ||
           c == 0x2029;
}

/* The names of one answer as they were written, nobody among them. */
static GPtrArray *
split_names(const char *text)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *start = text;

    for (const char *p = text;; p = g_utf8_next_char(p)) {
        if (*p && !is_separator(g_utf8_get_char(p)))
            continue;
        g_autofree char *part = g_strndup(start, (gsize)(p - start));

        g_ptr_array_add(names, clean_name(part));
        if (!*p)
            return names;
        start = g_utf8_next_char(p);
    }
}

static gboolean
has_letter(const char *text)
{
    for (; *text; text = g_utf8_next_char(text)) {
        if (g_unichar_isalnum(g_utf8_get_char(text)))
            return TRUE;
    }
    return FALSE;
}

static gboolean
names_nobody(const WbTally *self, const char *folded)
{
    return !has_letter(folded) || g_hash_table_contains(self->nothing, folded);
}

static const WbEditionTable *
lookup_table(const WbEdition *edition, const char *id)
{
    for (guint n = 0; id && n < edition->tables->len; n++) {
        const WbEditionTable *table = edition->tables->pdata[n];

        if (g_str_equal(table->id, id))
            return table;
    }
    return NULL;
}

static const WbEditionRow *
lookup_row(const WbEditionTable *table, const char *id)
{
    for (guint n = 0; table && id && n < table->rows->len; n++) {
        const WbEditionRow *row = table->rows->pdata[n];

        if (g_str_equal(row->id, id))
            return row;
    }
    return NULL;
}

static const WbEditionPage *
lookup_page(const WbEdition *edition, const char *id)
{
    for (guint n = 0; n < edition->pages->len; n++) {
        const WbEditionPage *page = edition->pages->pdata[n];

        if (g_strcmp0(page->id, id) == 0)
            return page;
    }
    return NULL;
}

static const char *
lookup_section_label(const WbEdition *edition, const char *id)
{
    for (guint n = 0; id && n < edition->sections->len; n++) {
        const WbEditionSection *section = edition->sections->pdata[n];

        if (g_str_equal(section->id, id))
            return section->label;
    }
    return NULL;
}

/* The section of the field's page; where pages are in no section, the table or the page itself. */
static WbTallySection *
find_section(WbTally *self, const WbEdition *edition, const WbEditionField *field)
{
    const WbEditionPage *page = lookup_page(edition, field->page);
    const WbEditionTable *table = lookup_table(edition, field->table);
    const char *label = lookup_section_label(edition, page ? page->section : NULL);
    const char *id = label ? page->section : table ? table->id : field->page;
    WbTallySection *section;

    for (guint n = 0; n < self->sections->len; n++) {
        section = self->sections->pdata[n];
        if (g_strcmp0(section->id, id) == 0)
            return section;
    }
    if (!label)
        label = table ? table->label : page ? page->title : id;
    section = g_new0(WbTallySection, 1);
    section->id = g_strdup(id);
    section->label = g_strdup(label);
    section->needs = g_ptr_array_new_with_free_func(need_free);
    g_ptr_array_add(self->sections, section);
    return section;
}

static char *
page_key(const WbCodebookEntry *entry)
{
    return g_strconcat(entry->edition->workbook, "/", entry->field->page, NULL);
}

static WbTallyNeed *
find_need(WbTally *self, const WbCodebookEntry *entry, const char *key, const char *label)
{
    WbTallyNeed *need = g_hash_table_lookup(self->needs, key);

    if (!need) {
        need = g_new0(WbTallyNeed, 1);
        need->need = g_strdup(entry->field->need);
        need->label = g_strdup(label);
        need->providers = g_ptr_array_new_with_free_func(provider_free);
        need->pages = new_set();
        need->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(self->needs, g_strdup(key), need);
        g_ptr_array_add(find_section(self, entry->edition, entry->field)->needs, need);
    }
    g_hash_table_add(need->pages, page_key(entry));
    return need;
}

static const char *
lookup_label(const WbCodebookEntry *entry)
{
    const WbEditionField *field = entry->field;
    const WbEditionRow *row = lookup_row(lookup_table(entry->edition, field->table), field->row);

    return row && row->label ? row->label : field->label;
}

static gboolean
has_role(const WbCodebookEntry *entry, const char *role)
{
    return g_strcmp0(entry->field->role, role) == 0;
}

static char *
row_key(const WbEditionField *field)
{
    return g_strconcat(field->table, "\n", field->row, NULL);
}

static void
add_need_labels(WbTally *self)
{
    const GPtrArray *entries = self->codebook->entries;

    for (guint n = 0; n < entries->len; n++) {
        const WbCodebookEntry *entry = entries->pdata[n];

        if (has_role(entry, "need-label") && entry->field->table && entry->field->row)
            g_hash_table_insert(self->labels, row_key(entry->field), (gpointer)entry);
    }
}

/* The field in which a participant writes what need a row is about; NULL where the row says it. */
static const WbCodebookEntry *
lookup_need_label(const WbTally *self, const WbCodebookEntry *entry)
{
    g_autofree char *key = NULL;

    if (!entry->field->table || !entry->field->row)
        return NULL;
    key = row_key(entry->field);
    return g_hash_table_lookup(self->labels, key);
}

/* A row for "other" is no need until somebody writes one in. */
static void
add_needs(WbTally *self)
{
    const GPtrArray *entries = self->codebook->entries;

    for (guint n = 0; n < entries->len; n++) {
        const WbCodebookEntry *entry = entries->pdata[n];

        if (has_role(entry, "provider") && entry->field->need && !lookup_need_label(self, entry))
            find_need(self, entry, entry->field->need, lookup_label(entry));
    }
}

/* Of all editions together: people write in their own language, whichever edition they were given.
 */
static void
add_nothing_words(WbTally *self, const WbEdition *edition)
{
    for (guint n = 0; n < edition->nothing->len; n++)
        g_hash_table_add(self->nothing, wb_tally_fold(edition->nothing->pdata[n]));
}

WbTally *
wb_tally_new(const WbCodebook *codebook)
{
    WbTally *self = g_new0(WbTally, 1);

    self->codebook = codebook;
    self->sections = g_ptr_array_new_with_free_func(section_free);
    self->needs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->nothing = new_set();
    self->labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint n = 0; n < codebook->editions->len; n++)
        add_nothing_words(self, codebook->editions->pdata[n]);
    add_need_labels(self);
    add_needs(self);
    return self;
}

void
wb_tally_free(WbTally *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->sections);
    g_hash_table_unref(self->needs);
    g_hash_table_unref(self->nothing);
    g_hash_table_unref(self->labels);
    g_free(self);
}

/* One return while it is counted. */
typedef struct {
    const WbRecord *record;
    GHashTable *pages;    /* key of a page, owned: on which something is answered */
    GHashTable *named;    /* WbTallyNeed, lent: for which somebody is named */
    GHashTable *counted;  /* WbTallyProvider, lent: a name counts once for each need */
    GHashTable *wrote_in; /* WbTallyNeed, lent: needs that the participant wrote in */
} Return;

static const WbCodebookEntry *
lookup_entry(const WbTally *self, const char *field)
{
    guint place;

    return wb_codebook_lookup(self->codebook, field, &place) ? self->codebook->entries->pdata[place]
                                                             : NULL;
}

static const char *
lookup_text(const WbRecord *record, const WbCodebookEntry *entry)
{
    const WbAnswer *answer = wb_record_lookup_answer(record, entry->field->id);

    return answer && answer->type == WB_VALUE_TEXT ? answer->text : NULL;
}

/* The need that a provider's or a label's field is about in this return, or NULL. */
static WbTallyNeed *
find_answered_need(WbTally *self, Return *in, const WbCodebookEntry *entry)
{
    const WbCodebookEntry *label = lookup_need_label(self, entry);
    const char *text = label && !label->sensitive ? lookup_text(in->record, label) : NULL;
    g_autofree char *folded = wb_tally_fold(text ? text : "");
    g_autofree char *key = NULL, *name = NULL;
    WbTallyNeed *need;

    if (!label)
        return find_need(self, entry, entry->field->need, lookup_label(entry));
    if (names_nobody(self, folded)) {
        key = g_strconcat(entry->field->need, "\n", NULL);
        name = g_strdup(lookup_label(entry));
    } else {
        key = g_strconcat(entry->field->need, "\n", folded, NULL);
        name = clean_name(text);
    }
    need = find_need(self, entry, key, name);
    need->written_in = TRUE;
    g_hash_table_add(in->wrote_in, need);
    return need;
}

static WbTallyProvider *
find_provider(WbTallyNeed *need, const char *folded)
{
    WbTallyProvider *provider = g_hash_table_lookup(need->names, folded);

    if (!provider) {
        provider = g_new0(WbTallyProvider, 1);
        provider->spellings = new_set();
        g_ptr_array_add(need->providers, provider);
        g_hash_table_insert(need->names, g_strdup(folded), provider);
    }
    return provider;
}

static void
add_name(WbTally *self, Return *in, const WbCodebookEntry *entry, const char *name)
{
    g_autofree char *folded = wb_tally_fold(name);
    WbTallyProvider *provider;
    WbTallyNeed *need;
    guint written;

    if (names_nobody(self, folded))
        return;
    need = find_answered_need(self, in, entry);
    provider = find_provider(need, folded);
    written = GPOINTER_TO_UINT(g_hash_table_lookup(provider->spellings, name));
    g_hash_table_insert(provider->spellings, g_strdup(name), GUINT_TO_POINTER(written + 1));
    if (g_hash_table_add(in->counted, provider))
        provider->returns++;
    if (g_hash_table_add(in->named, need))
        need->named++;
}

static void
add_answer(WbTally *self, Return *in, const WbAnswer *answer)
{
    const WbCodebookEntry *entry = lookup_entry(self, answer->field);
    g_autoptr(GPtrArray) names = NULL;

    if (!entry)
        return;
    g_hash_table_add(in->pages, page_key(entry));
    if (!entry->field->need || answer->type != WB_VALUE_TEXT)
        return;
    if (has_role(entry, "need-label") && !entry->sensitive) {
        g_autofree char *folded = wb_tally_fold(answer->text);

        if (!names_nobody(self, folded))
            find_answered_need(self, in, entry);
        return;
    }
    if (!has_role(entry, "provider") || entry->sensitive)
        return;
    names = split_names(answer->text);
    for (guint n = 0; n < names->len; n++)
        add_name(self, in, entry, names->pdata[n]);
}

static gboolean
shares_page(GHashTable *pages, GHashTable *filled)
{
    GHashTableIter iter;
    gpointer page;

    g_hash_table_iter_init(&iter, pages);
    while (g_hash_table_iter_next(&iter, &page, NULL)) {
        if (g_hash_table_contains(filled, page))
            return TRUE;
    }
    return FALSE;
}

/* A need that somebody wrote in was asked of those alone who wrote it in. */
static void
count_asked(WbTally *self, const Return *in)
{
    GHashTableIter iter;
    gpointer data;

    g_hash_table_iter_init(&iter, self->needs);
    while (g_hash_table_iter_next(&iter, NULL, &data)) {
        WbTallyNeed *need = data;
        gboolean asked = need->written_in ? g_hash_table_contains(in->wrote_in, need)
                                          : shares_page(need->pages, in->pages);

        need->asked += asked;
    }
}

static void
count_return(WbTally *self, const WbRecord *record)
{
    Return in = {
        .record = record,
        .pages = new_set(),
        .named = g_hash_table_new(NULL, NULL),
        .counted = g_hash_table_new(NULL, NULL),
        .wrote_in = g_hash_table_new(NULL, NULL),
    };

    for (guint n = 0; n < record->answers->len; n++)
        add_answer(self, &in, record->answers->pdata[n]);
    count_asked(self, &in);
    g_hash_table_unref(in.pages);
    g_hash_table_unref(in.named);
    g_hash_table_unref(in.counted);
    g_hash_table_unref(in.wrote_in);
}

void
wb_tally_add(WbTally *self, const WbStored *stored)
{
    const WbRecord *record = stored->record;

    if (record->problem) {
        self->problems++;
        return;
    }
    if (!stored->current) {
        self->superseded++;
        return;
    }
    if (g_strcmp0(record->state, "blank") == 0) {
        self->blank++;
        return;
    }
    if (g_strcmp0(record->state, "complete") == 0)
        self->complete++;
    else
        self->partial++;
    count_return(self, record);
}

/* The spelling used most; of several the first in order, so that the same input gives the same. */
static void
choose_name(WbTallyProvider *provider)
{
    GHashTableIter iter;
    gpointer name, count;
    const char *best = NULL;
    guint most = 0;

    g_hash_table_iter_init(&iter, provider->spellings);
    while (g_hash_table_iter_next(&iter, &name, &count)) {
        guint times = GPOINTER_TO_UINT(count);

        if (times > most || (times == most && g_strcmp0(name, best) < 0)) {
            best = name;
            most = times;
        }
    }
    g_free(provider->name);
    provider->name = g_strdup(best);
}

static int
compare_providers(gconstpointer a, gconstpointer b)
{
    const WbTallyProvider *first = *(WbTallyProvider *const *)a;
    const WbTallyProvider *second = *(WbTallyProvider *const *)b;

    if (first->returns != second->returns)
        return first->returns > second->returns ? -1 : 1;
    return g_strcmp0(first->name, second->name);
}

void
wb_tally_finish(WbTally *self)
{
    GHashTableIter iter;
    gpointer data;

    g_hash_table_iter_init(&iter, self->needs);
    while (g_hash_table_iter_next(&iter, NULL, &data)) {
        WbTallyNeed *need = data;

        for (guint n = 0; n < need->providers->len; n++)
            choose_name(need->providers->pdata[n]);
        g_ptr_array_sort(need->providers, compare_providers);
    }
}

WbNeedState
wb_tally_need_get_state(const WbTallyNeed *self)
{
    if (self->providers->len > 0)
        return self->providers->len == 1 ? WB_NEED_ONE : WB_NEED_SEVERAL;
    return self->asked > 0 ? WB_NEED_GAP : WB_NEED_UNKNOWN;
}
