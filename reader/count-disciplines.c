/* Counting: which sections of the workbook are named as disciplines. */
#include <string.h>

#include "count-private.h"

void
count_discipline_free(gpointer data)
{
    CountDiscipline *self = data;

    if (self->out) {
        g_free(self->out->section);
        g_free(self->out->label);
        g_free(self->out);
    }
    g_ptr_array_unref(self->labels);
    g_free(self);
}

static CountDiscipline *
find_discipline(WbCount *self, const WbEditionSection *section)
{
    CountDiscipline *discipline;

    for (guint n = 0; n < self->disciplines->len; n++) {
        discipline = self->disciplines->pdata[n];
        if (g_str_equal(discipline->out->section, section->id))
            return discipline;
    }
    discipline = g_new0(CountDiscipline, 1);
    discipline->out = g_new0(WbTallyDiscipline, 1);
    discipline->out->section = g_strdup(section->id);
    discipline->out->label = g_strdup(section->label);
    discipline->labels = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(self->disciplines, discipline);
    return discipline;
}

/* A word that several sections have in their labels tells nothing. */
static void
add_label_word(WbCount *self, CountDiscipline *discipline, const char *word)
{
    gpointer known;

    if (!g_hash_table_lookup_extended(self->discipline_words, word, NULL, &known))
        g_hash_table_insert(self->discipline_words, g_strdup(word), discipline);
    else if (known != discipline)
        g_hash_table_insert(self->discipline_words, g_strdup(word), NULL);
}

static void
add_label(WbCount *self, const WbEditionSection *section)
{
    CountDiscipline *discipline = find_discipline(self, section);
    char *folded = wb_name_fold(section->label);
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);

    for (gsize n = 0; words[n]; n++)
        add_label_word(self, discipline, words[n]);
    g_ptr_array_add(discipline->labels, folded);
}

void
count_disciplines_setup(WbCount *self)
{
    for (guint n = 0; n < self->codebook->editions->len; n++) {
        const WbEdition *edition = self->codebook->editions->pdata[n];

        for (guint m = 0; m < edition->sections->len; m++)
            add_label(self, edition->sections->pdata[m]);
    }
}

/* That whose words stand in it; NULL where there is none, or more than one. */
static CountDiscipline *
lookup_by_words(const WbCount *self, const char *folded)
{
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    CountDiscipline *found = NULL;

    for (gsize n = 0; words[n]; n++) {
        CountDiscipline *discipline = g_hash_table_lookup(self->discipline_words, words[n]);

        if (discipline && found && discipline != found)
            return NULL;
        if (discipline)
            found = discipline;
    }
    return found;
}

static gboolean
stands_in(const CountDiscipline *discipline, const char *folded)
{
    for (guint n = 0; n < discipline->labels->len; n++) {
        if (strstr(discipline->labels->pdata[n], folded))
            return TRUE;
    }
    return FALSE;
}

/* Scripts without spaces: two signs at least that stand in the labels of one section alone. */
static CountDiscipline *
lookup_by_signs(const WbCount *self, const char *folded)
{
    CountDiscipline *found = NULL;

    if (!g_unichar_iswide(g_utf8_get_char(folded)) || g_utf8_strlen(folded, -1) < 2)
        return NULL;
    for (guint n = 0; n < self->disciplines->len; n++) {
        if (!stands_in(self->disciplines->pdata[n], folded))
            continue;
        if (found)
            return NULL;
        found = self->disciplines->pdata[n];
    }
    return found;
}

static CountDiscipline *
lookup_discipline(const WbCount *self, const char *folded)
{
    CountDiscipline *found = lookup_by_words(self, folded);

    return found ? found : lookup_by_signs(self, folded);
}

void
count_disciplines_add(WbCount *self, const char *folded)
{
    CountDiscipline *discipline = lookup_discipline(self, folded);

    if (!discipline)
        return;
    discipline->out->returns += discipline->stamp != self->stamp;
    discipline->stamp = self->stamp;
}

static GPtrArray *
list_others(const WbCount *self, const CountWords *words)
{
    g_autoptr(GHashTable) others = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTableIter iter;
    gpointer folded, word;

    g_hash_table_iter_init(&iter, words->words);
    while (g_hash_table_iter_next(&iter, &folded, &word)) {
        if (!lookup_discipline(self, folded))
            g_hash_table_insert(others, folded, word);
    }
    return count_words_list(others);
}

void
count_disciplines_finish(WbCount *self)
{
    WbTallyDisciplines *out = &self->tally->disciplines;

    for (guint n = 0; n < self->words->len; n++) {
        const CountWords *words = self->words->pdata[n];

        if (!words->disciplines)
            continue;
        out->asked = words->out->asked;
        out->answered = words->out->answered;
        g_ptr_array_unref(out->others);
        out->others = list_others(self, words);
    }
    for (guint n = 0; out->asked > 0 && n < self->disciplines->len; n++) {
        CountDiscipline *discipline = self->disciplines->pdata[n];

        g_ptr_array_add(out->sections, g_steal_pointer(&discipline->out));
    }
}
