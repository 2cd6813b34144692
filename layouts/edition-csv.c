#include "edition-csv.h"

#include "csv.h"

static const char *const heads[] = {
    "workbook", "field", "kind",       "label", "question",  "page", "table", "row", "column",
    "role",     "need",  "population", "tally", "sensitive", "was",  "min",   "max", "options"};

static void
add_cells(GString *row, const char *const *cells, gsize n)
{
    for (gsize i = 0; i < n; i++)
        wb_csv_add_cell(row, cells[i] != NULL ? cells[i] : "", i == 0);
}

void
wb_edition_csv_add_head(GString *out)
{
    g_autoptr(GString) row = g_string_new(NULL);

    add_cells(row, heads, G_N_ELEMENTS(heads));
    wb_csv_end_row(row);
    g_string_append_len(out, row->str, row->len);
}

/* "yes=Yes; no=No"; of a scale its digits alone. */
static char *
dup_options(const WbEditionField *field)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; field->options != NULL && i < field->options->len; i++) {
        const WbEditionOption *option = field->options->pdata[i];
        g_string_append_printf(text, "%s%s", i > 0 ? "; " : "", option->code);
        if (option->label != NULL && !g_str_equal(option->label, option->code))
            g_string_append_printf(text, "=%s", option->label);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

void
wb_edition_csv_add_field(GString *out, const char *workbook, const WbEditionField *field,
                         gboolean sensitive)
{
    g_autoptr(GString) row = g_string_new(NULL);
    g_autofree char *options = dup_options(field);
    gboolean bounded = field->min != 0 || field->max != 0;
    g_autofree char *min = bounded ? g_strdup_printf("%d", field->min) : NULL;
    g_autofree char *max = bounded ? g_strdup_printf("%d", field->max) : NULL;
    const char *const cells[] = {workbook,
                                 field->id,
                                 wb_kind_name(field->kind),
                                 field->label,
                                 field->question,
                                 field->page,
                                 field->table,
                                 field->row,
                                 field->column,
                                 field->role,
                                 field->need,
                                 field->population,
                                 field->tally,
                                 sensitive ? "true" : "false",
                                 field->was,
                                 min,
                                 max,
                                 options};

    G_STATIC_ASSERT(G_N_ELEMENTS(cells) == G_N_ELEMENTS(heads));
    add_cells(row, cells, G_N_ELEMENTS(cells));
    wb_csv_end_row(row);
    g_string_append_len(out, row->str, row->len);
}
