/* From tally to matrix: see matrix.h. */
#include "matrix.h"

void
wb_matrix_free(WbMatrix *self)
{
    if (!self)
        return;
    g_array_unref(self->rows);
    g_ptr_array_unref(self->columns);
    g_ptr_array_unref(self->cells);
    g_free(self);
}

static gboolean
is_asked(const WbTallyNeed *need, guint populations)
{
    for (guint n = 0; n < populations; n++) {
        if (need->served[n].is_asked)
            return TRUE;
    }
    return FALSE;
}

static void
add_need(WbMatrix *self, const WbTallyNeed *need)
{
    WbMatrixCell *cells = g_new0(WbMatrixCell, self->columns->len);
    const WbMatrixRow row = {need->label, FALSE, cells};

    for (guint n = 0; n < self->columns->len; n++) {
        const WbTallyServed *served = &need->served[n];

        cells[n] =
            (WbMatrixCell){served->is_asked, served->ticked, served->ticked + served->unticked};
    }
    g_ptr_array_add(self->cells, cells);
    g_array_append_val(self->rows, row);
}

static void
add_section(WbMatrix *self, const WbTallySection *section)
{
    const WbMatrixRow band = {section->label, TRUE, NULL};
    gboolean begun = FALSE;

    for (guint n = 0; n < section->needs->len; n++) {
        const WbTallyNeed *need = section->needs->pdata[n];

        if (!is_asked(need, self->columns->len))
            continue;
        if (!begun)
            g_array_append_val(self->rows, band);
        begun = TRUE;
        add_need(self, need);
    }
}

WbMatrix *
wb_matrix_new(const WbTally *tally, const char *head)
{
    WbMatrix *self = g_new0(WbMatrix, 1);

    self->rows = g_array_new(FALSE, FALSE, sizeof(WbMatrixRow));
    self->columns = g_ptr_array_new();
    self->cells = g_ptr_array_new_with_free_func(g_free);
    for (guint n = 0; n < tally->populations->len; n++) {
        const WbTallyPopulation *population = tally->populations->pdata[n];

        g_ptr_array_add(self->columns, population->label);
    }
    for (guint n = 0; n < tally->sections->len; n++)
        add_section(self, tally->sections->pdata[n]);
    self->picture = (WbPictureMatrix){
        .head = head,
        .columns = (const char *const *)self->columns->pdata,
        .n_columns = self->columns->len,
        .rows = (const WbMatrixRow *)(gconstpointer)self->rows->data,
        .n_rows = self->rows->len,
    };
    return self;
}
