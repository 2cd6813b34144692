/* Names that are likely one: see twins.h. */
#include "twins.h"

#include <string.h>

#define LONGEST_CHARS 120 /* a longer text is no name: it is compared by its words alone */
#define MOST_INITIALS 8

typedef struct {
    const char *const *names;
    guint n;
    GArray *twins;     /* of WbTwin */
    GHashTable *pairs; /* set of gint64*, owned: first and second */
} Finder;

static void
add_twin(Finder *self, guint a, guint b, WbTwinReason reason)
{
    WbTwin twin = {MIN(a, b), MAX(a, b), reason};
    gint64 pair = ((gint64)twin.first << 32) | twin.second;

    if (g_hash_table_add(self->pairs, g_memdup2(&pair, sizeof pair)))
        g_array_append_val(self->twins, twin);
}

/* --- Spelling: an edit distance of 1, of longer names 2; the same digits --- */

static guint
most_edits(glong length)
{
    return length >= 9 ? 2 : length >= 5 ? 1 : 0;
}

typedef struct {
    guint place;
    glong length; /* characters */
    gunichar *text;
    char *digits;
} Spelled;

static void
spelled_clear(gpointer data)
{
    Spelled *self = data;

    g_free(self->text);
    g_free(self->digits);
}

static char *
dup_digits(const char *name)
{
    GString *digits = g_string_new(NULL);

    for (; *name; name = g_utf8_next_char(name)) {
        if (g_unichar_isdigit(g_utf8_get_char(name)))
            g_string_append_unichar(digits, g_utf8_get_char(name));
    }
    return g_string_free(digits, FALSE);
}

static int
compare_lengths(gconstpointer a, gconstpointer b)
{
    const Spelled *first = a, *second = b;

    if (first->length != second->length)
        return first->length < second->length ? -1 : 1;
    return first->place < second->place ? -1 : 1;
}

static GArray *
new_spelled(const Finder *self)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(Spelled));

    g_array_set_clear_func(all, spelled_clear);
    for (guint n = 0; n < self->n; n++) {
        glong length = g_utf8_strlen(self->names[n], -1);
        Spelled one = {n, length, NULL, NULL};

        if (length > LONGEST_CHARS || most_edits(length) == 0)
            continue;
        one.text = g_utf8_to_ucs4_fast(self->names[n], -1, NULL);
        one.digits = dup_digits(self->names[n]);
        g_array_append_val(all, one);
    }
    g_array_sort(all, compare_lengths);
    return all;
}

/* Levenshtein's. */
static guint
count_edits(const Spelled *a, const Spelled *b)
{
    guint rows[2][LONGEST_CHARS + 1];

    for (glong n = 0; n <= b->length; n++)
        rows[0][n] = (guint)n;
    for (glong i = 0; i < a->length; i++) {
        guint *above = rows[i % 2], *row = rows[(i + 1) % 2];

        row[0] = (guint)i + 1;
        for (glong n = 0; n < b->length; n++) {
            guint change = above[n] + (a->text[i] != b->text[n]);

            row[n + 1] = MIN(change, MIN(above[n + 1], row[n]) + 1);
        }
    }
    return rows[a->length % 2][b->length];
}

/* Of two names with at most k edits between them, one of the k + 1 pieces of the shorter stands
 * unchanged in the longer: so only names that share a piece are compared. */
static char *
dup_piece(const Spelled *in, glong start, glong end, glong length, guint piece)
{
    g_autofree char *text = g_ucs4_to_utf8(in->text + start, end - start, NULL, NULL, NULL);

    return g_strdup_printf("%s\n%ld\n%u\n%s", in->digits, length, piece, text);
}

static void
keep_pieces(GHashTable *pieces, const Spelled *one)
{
    guint count = most_edits(one->length) + 1;

    for (guint n = 0; n < count; n++) {
        char *key =
            dup_piece(one, one->length * n / count, one->length * (n + 1) / count, one->length, n);
        GPtrArray *with = g_hash_table_lookup(pieces, key);

        if (!with) {
            with = g_ptr_array_new();
            g_hash_table_insert(pieces, key, with);
        } else {
            g_free(key);
        }
        g_ptr_array_add(with, (gpointer)one);
    }
}

static void
compare_with(Finder *self, const Spelled *one, const GPtrArray *others, guint edits)
{
    for (guint n = 0; n < others->len; n++) {
        const Spelled *other = others->pdata[n];

        if (count_edits(one, other) <= edits)
            add_twin(self, one->place, other->place, WB_TWIN_SPELLING);
    }
}

static void
probe_piece(Finder *self, GHashTable *pieces, const Spelled *one, glong length, guint piece)
{
    guint edits = most_edits(length);
    glong start = length * piece / (edits + 1), end = length * (piece + 1) / (edits + 1);

    for (glong shift = -(glong)edits; shift <= (glong)edits; shift++) {
        g_autofree char *key = NULL;
        const GPtrArray *others;

        if (start + shift < 0 || end + shift > one->length)
            continue;
        key = dup_piece(one, start + shift, end + shift, length, piece);
        others = g_hash_table_lookup(pieces, key);
        if (others)
            compare_with(self, one, others, edits);
    }
}

static void
find_spellings(Finder *self)
{
    g_autoptr(GArray) all = new_spelled(self);
    g_autoptr(GHashTable) pieces =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

    for (guint n = 0; n < all->len; n++) {
        const Spelled *one = &g_array_index(all, Spelled, n);

        for (glong length = one->length; length >= MAX(one->length - 2, 5); length--) {
            guint edits = most_edits(length);

            for (guint piece = 0; one->length - length <= (glong)edits && piece <= edits; piece++)
                probe_piece(self, pieces, one, length, piece);
        }
        keep_pieces(pieces, one);
    }
}

/* --- Words: all words of the one are in the other --- */

typedef struct {
    GHashTable **words; /* of each name: a set of char*, owned */
    GHashTable *names;  /* word, lent -> GArray of places */
} Index;

static void
index_name(Index *self, guint place, const char *name)
{
    g_auto(GStrv) words = g_strsplit(name, " ", -1);
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (gsize n = 0; words[n]; n++) {
        GArray *places;
        char *word;

        if (g_hash_table_contains(set, words[n]))
            continue; /* adding it again would free the word that the index lends */
        word = g_strdup(words[n]);
        g_hash_table_add(set, word);
        places = g_hash_table_lookup(self->names, word);
        if (!places) {
            places = g_array_new(FALSE, FALSE, sizeof place);
            g_hash_table_insert(self->names, word, places);
        }
        g_array_append_val(places, place);
    }
    self->words[place] = set;
}

static const GArray *
peek_rarest(const Index *self, guint place)
{
    const GArray *rarest = NULL;
    GHashTableIter iter;
    gpointer word;

    g_hash_table_iter_init(&iter, self->words[place]);
    while (g_hash_table_iter_next(&iter, &word, NULL)) {
        const GArray *places = g_hash_table_lookup(self->names, word);

        if (!rarest || places->len < rarest->len)
            rarest = places;
    }
    return rarest;
}

static gboolean
is_within(GHashTable *words, GHashTable *others)
{
    GHashTableIter iter;
    gpointer word;

    g_hash_table_iter_init(&iter, words);
    while (g_hash_table_iter_next(&iter, &word, NULL)) {
        if (!g_hash_table_contains(others, word))
            return FALSE;
    }
    return TRUE;
}

static void
find_words(Finder *self)
{
    Index index = {
        g_new0(GHashTable *, self->n + 1),
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref)};

    for (guint n = 0; n < self->n; n++)
        index_name(&index, n, self->names[n]);
    for (guint n = 0; n < self->n; n++) {
        const GArray *places = peek_rarest(&index, n);

        for (guint m = 0; places && m < places->len; m++) {
            guint other = g_array_index(places, guint, m);

            if (other != n && is_within(index.words[n], index.words[other]))
                add_twin(self, n, other, WB_TWIN_WORDS);
        }
    }
    g_hash_table_unref(index.names);
    for (guint n = 0; n < self->n; n++)
        g_hash_table_unref(index.words[n]);
    g_free(index.words);
}

/* --- Initials: with and without the small words --- */

static char *
dup_initials(char **words, glong least)
{
    GString *out = g_string_new(NULL);

    for (gsize n = 0; words[n]; n++) {
        if (g_utf8_strlen(words[n], -1) >= least)
            g_string_append_unichar(out, g_utf8_get_char(words[n]));
    }
    return g_string_free(out, FALSE);
}

static gboolean
is_initials(const char *name)
{
    glong length = g_utf8_strlen(name, -1);

    return length >= 2 && length <= MOST_INITIALS && !strchr(name, ' ');
}

static void
find_initials(Finder *self)
{
    g_autoptr(GHashTable) short_names = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint n = 0; n < self->n; n++) {
        if (is_initials(self->names[n]))
            g_hash_table_insert(short_names, (gpointer)self->names[n], GUINT_TO_POINTER(n + 1));
    }
    for (guint n = 0; n < self->n; n++) {
        g_auto(GStrv) words = g_strsplit(self->names[n], " ", -1);

        for (glong least = 1; g_strv_length(words) > 1 && least <= 4; least++) {
            g_autofree char *initials = dup_initials(words, least);
            guint found = GPOINTER_TO_UINT(g_hash_table_lookup(short_names, initials));

            if (found)
                add_twin(self, n, found - 1, WB_TWIN_INITIALS);
        }
    }
}

static int
compare_twins(gconstpointer a, gconstpointer b)
{
    const WbTwin *one = a, *other = b;

    if (one->first != other->first)
        return one->first < other->first ? -1 : 1;
    return one->second < other->second ? -1 : 1;
}

GArray *
wb_twins_find(const char *const *names, guint n)
{
    g_autoptr(GHashTable) pairs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    Finder self = {names, n, g_array_new(FALSE, FALSE, sizeof(WbTwin)), pairs};

    find_spellings(&self);
    find_words(&self);
    find_initials(&self);
    g_array_sort(self.twins, compare_twins);
    return self.twins;
}
