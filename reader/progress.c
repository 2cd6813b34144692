/* How far somebody got: see progress.h. */
#include "progress.h"

struct _WbProgress {
    GPtrArray *pages; /* of WbEditionPage, lent: those that ask for something */
    GArray *touched;  /* of gboolean, beside them */
    guint n_touched;
    GHashTable *by_field; /* id -> place in pages, from 1 */
};

static gboolean
is_counted(const WbEditionField *field)
{
    return g_strcmp0(field->tally, "none") != 0 && g_strcmp0(field->role, "participant") != 0;
}

/* Several sheets may have one id: the first stands for all. */
static const WbEditionPage *
lookup_page(const WbEdition *edition, const char *id)
{
    for (guint n = 0; n < edition->pages->len; n++) {
        const WbEditionPage *page = edition->pages->pdata[n];

        if (g_str_equal(page->id, id))
            return page;
    }
    return NULL;
}

static void
add_field(WbProgress *self, GHashTable *places, const WbEdition *edition,
          const WbEditionField *field)
{
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, field->page));

    if (place == 0) {
        const WbEditionPage *page = lookup_page(edition, field->page);

        if (!page)
            return;
        g_ptr_array_add(self->pages, (gpointer)page);
        place = self->pages->len;
        g_hash_table_insert(places, field->page, GUINT_TO_POINTER(place));
    }
    g_hash_table_insert(self->by_field, field->id, GUINT_TO_POINTER(place));
}

WbProgress *
wb_progress_new(const WbEdition *edition)
{
    g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
    WbProgress *self = g_new0(WbProgress, 1);

    self->pages = g_ptr_array_new();
    self->by_field = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint n = 0; n < edition->fields->len; n++) {
        const WbEditionField *field = edition->fields->pdata[n];

        if (is_counted(field))
            add_field(self, places, edition, field);
    }
    self->touched = g_array_new(FALSE, TRUE, sizeof(gboolean));
    g_array_set_size(self->touched, self->pages->len);
    return self;
}

void
wb_progress_free(WbProgress *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->pages);
    g_array_unref(self->touched);
    g_hash_table_unref(self->by_field);
    g_free(self);
}

void
wb_progress_reset(WbProgress *self)
{
    g_array_set_size(self->touched, 0);
    g_array_set_size(self->touched, self->pages->len);
    self->n_touched = 0;
}

void
wb_progress_add(WbProgress *self, const char *field)
{
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(self->by_field, field));
    gboolean *touched = place ? &g_array_index(self->touched, gboolean, place - 1) : NULL;

    if (!touched || *touched)
        return;
    *touched = TRUE;
    self->n_touched++;
}

const char *
wb_progress_get_state(const WbProgress *self)
{
    if (self->n_touched == 0)
        return "blank";
    return self->n_touched < self->pages->len ? "partial" : "complete";
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
    const WbEditionPage *first = *(WbEditionPage *const *)a, *second = *(WbEditionPage *const *)b;

    return (int)first->number - (int)second->number;
}

GPtrArray *
wb_progress_list_untouched(const WbProgress *self)
{
    GPtrArray *untouched = g_ptr_array_new();

    for (guint n = 0; n < self->pages->len; n++) {
        if (!g_array_index(self->touched, gboolean, n))
            g_ptr_array_add(untouched, self->pages->pdata[n]);
    }
    g_ptr_array_sort(untouched, compare_numbers);
    return untouched;
}
