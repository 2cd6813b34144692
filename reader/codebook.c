/* The codebook: see codebook.h. */
#include "codebook.h"

/* "1.10" is later than "1.9". */
static int
compare_versions(const char *a, const char *b)
{
    while (*a || *b) {
        char *a_end = NULL, *b_end = NULL;
        guint64 a_number = g_ascii_strtoull(a, &a_end, 10);
        guint64 b_number = g_ascii_strtoull(b, &b_end, 10);

        if (a_number != b_number)
            return a_number < b_number ? -1 : 1;
        if (a_end == a || b_end == b)
            return g_strcmp0(a, b);
        a = *a_end == '.' ? a_end + 1 : a_end;
        b = *b_end == '.' ? b_end + 1 : b_end;
    }
    return 0;
}

static int
rank_language(const WbEdition *edition, const char *language)
{
    if (language && g_ascii_strcasecmp(edition->language, language) == 0)
        return 0;
    return g_str_equal(edition->language, "en") ? 1 : 2;
}

/* The latest version says which fields there are, and in which order. */
static int
compare_editions(gconstpointer a, gconstpointer b, gpointer language)
{
    const WbEdition *first = *(WbEdition *const *)a, *second = *(WbEdition *const *)b;
    int order = g_strcmp0(first->workbook, second->workbook);

    if (order == 0)
        order = compare_versions(second->version, first->version);
    if (order == 0)
        order = rank_language(first, language) - rank_language(second, language);
    return order ? order : g_strcmp0(first->fingerprint, second->fingerprint);
}

static void
add_place(WbCodebook *self, const char *id, guint place)
{
    if (id && !g_hash_table_contains(self->places, id))
        g_hash_table_insert(self->places, (gpointer)id, GUINT_TO_POINTER(place + 1));
}

static void
add_field(WbCodebook *self, const WbEdition *edition, const WbEditionField *field,
          const char *language)
{
    WbCodebookEntry *entry;
    guint place;

    if (!wb_codebook_lookup(self, field->id, &place)) {
        place = self->entries->len;
        entry = g_new0(WbCodebookEntry, 1);
        entry->edition = edition;
        entry->field = field;
        g_ptr_array_add(self->entries, entry);
        add_place(self, field->id, place);
    }
    entry = self->entries->pdata[place];
    entry->sensitive = entry->sensitive || field->sensitive;
    if (g_str_equal(entry->field->id, field->id) &&
        rank_language(edition, language) < rank_language(entry->edition, language)) {
        entry->edition = edition;
        entry->field = field;
    }
}

/* An id that a field had earlier leads to the field, unless it is still somebody's own: so that
 * the old returns land in the right column. */
static void
add_edition(WbCodebook *self, const WbEdition *edition, const char *language)
{
    for (guint n = 0; n < edition->fields->len; n++)
        add_field(self, edition, edition->fields->pdata[n], language);
    for (guint n = 0; n < edition->fields->len; n++) {
        const WbEditionField *field = edition->fields->pdata[n];
        guint place;

        if (wb_codebook_lookup(self, field->id, &place))
            add_place(self, field->was, place);
    }
}

WbCodebook *
wb_codebook_new(const WbEditions *editions, const char *language)
{
    WbCodebook *self = g_new0(WbCodebook, 1);

    self->editions = g_ptr_array_new();
    self->entries = g_ptr_array_new_with_free_func(g_free);
    self->places = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint n = 0; n < wb_editions_count(editions); n++)
        g_ptr_array_add(self->editions, (gpointer)wb_editions_peek(editions, n));
    g_ptr_array_sort_with_data(self->editions, compare_editions, (gpointer)language);
    for (guint n = 0; n < self->editions->len; n++)
        add_edition(self, self->editions->pdata[n], language);
    return self;
}

void
wb_codebook_free(WbCodebook *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->editions);
    g_ptr_array_unref(self->entries);
    g_hash_table_unref(self->places);
    g_free(self);
}

gboolean
wb_codebook_lookup(const WbCodebook *self, const char *id, guint *place)
{
    guint found = GPOINTER_TO_UINT(g_hash_table_lookup(self->places, id));

    if (found)
        *place = found - 1;
    return found > 0;
}

gboolean
wb_codebook_is_sensitive(const WbCodebook *self, const char *id)
{
    guint place;

    if (!wb_codebook_lookup(self, id, &place))
        return TRUE;
    return ((const WbCodebookEntry *)self->entries->pdata[place])->sensitive;
}
