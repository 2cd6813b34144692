#include "describe.h"

#include "form.h"
#include "page.h"

static char *
dup_text(const WbComposition *self, const WbText *text, guint ordinal)
{
    return wb_workbook_dup_plain(self->workbook, text, ordinal);
}

static char *
dup_option_label(const WbComposition *self, const WbOption *option)
{
    return option->label != NULL ? dup_text(self, option->label, 0) : g_strdup(option->code);
}

/* What stands above a column; NULL where that is what is heard of it anyway. */
static char *
dup_head(const WbComposition *self, const WbColumn *column, const char *heard)
{
    g_autofree char *head = column->head != NULL ? dup_text(self, column->head, 0) : NULL;

    return head != NULL && !g_str_equal(head, heard) ? g_steal_pointer(&head) : NULL;
}

/* Composed from the top, described from the bottom. */
static WbRect
describe_box(const WbSheet *sheet, WbBox box)
{
    return (WbRect){box.x, sheet->height - box.y - box.height, box.x + box.width,
                    sheet->height - box.y};
}

static void
add_widget(WbEditionField *field, const WbSheet *sheet, const WbItem *item)
{
    WbEditionWidget *widget = g_new0(WbEditionWidget, 1);
    gboolean button = item->widget.size == 0;

    widget->page = sheet->number;
    widget->rect = describe_box(sheet, item->box);
    widget->input = item->widget.input;
    if (!widget->input)
        widget->in = g_strdup(item->widget.shape != NULL ? item->widget.shape->id : "beside");
    widget->font = item->widget.size;
    widget->multiline = item->widget.multiline;
    widget->on = button ? g_strdup(wb_widget_on_state(&item->widget)) : NULL;
    g_ptr_array_add(field->widgets, widget);
}

static WbEditionField *
describe_field(const WbComposition *self, const WbField *from)
{
    WbEditionField *field = wb_edition_field_new();

    field->id = g_strdup(from->id);
    field->kind = from->kind;
    field->label = wb_field_dup_label(from);
    field->question = dup_text(self, from->question, from->ordinal);
    field->page = g_strdup(from->page->id);
    field->table = from->table != NULL ? g_strdup(from->table->id) : NULL;
    field->row = g_strdup(from->row);
    field->column = g_strdup(from->column);
    field->role = g_strdup(from->role);
    field->need = g_strdup(from->need);
    field->population = g_strdup(from->population);
    field->tally = g_strdup(from->tally);
    field->was = g_strdup(from->was);
    field->other = g_strdup(from->other);
    field->sensitive = from->sensitive;
    field->min = from->min;
    field->max = from->max;
    for (guint i = 0; from->options != NULL && i < from->options->len; i++) {
        const WbOption *option = from->options->pdata[i];
        g_autofree char *label = dup_option_label(self, option);
        wb_edition_field_add_option(field, option->code, label);
    }
    return field;
}

/* Fields in the workbook's order, each with its widgets: inputs first, then mirrors. */
static void
describe_fields(const WbComposition *self, WbEdition *out)
{
    g_autoptr(GHashTable) by_field = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < self->workbook->fields->len; i++) {
        const WbField *from = self->workbook->fields->pdata[i];
        WbEditionField *field = describe_field(self, from);
        g_ptr_array_add(out->fields, field);
        g_hash_table_insert(by_field, (gpointer)from, field);
    }
    for (guint input = 2; input-- > 0;)
        for (guint page = 0; page < self->sheets->len; page++) {
            const WbSheet *sheet = self->sheets->pdata[page];
            for (guint i = 0; i < sheet->items->len; i++) {
                const WbItem *item = sheet->items->pdata[i];
                if (item->kind == WB_ITEM_WIDGET && item->widget.input == (gboolean)input)
                    add_widget(g_hash_table_lookup(by_field, item->widget.field), sheet, item);
            }
        }
}

static void
describe_pages(const WbComposition *self, WbEdition *out)
{
    for (guint i = 0; i < self->sheets->len; i++) {
        const WbSheet *sheet = self->sheets->pdata[i];
        const WbGroup *part = wb_workbook_lookup_part(self->workbook, sheet->page->part);
        WbEditionPage *page = g_new0(WbEditionPage, 1);
        page->number = sheet->number;
        page->id = g_strdup(sheet->page->id);
        page->title = dup_text(self, sheet->page->title, 0);
        page->part = part != NULL ? dup_text(self, part->label, 0) : NULL;
        page->section = g_strdup(sheet->page->section);
        page->width = sheet->width;
        page->height = sheet->height;
        g_ptr_array_add(out->pages, page);
    }
}

static void
describe_tables(const WbComposition *self, WbEdition *out)
{
    for (guint i = 0; i < self->workbook->tables->len; i++) {
        const WbTable *from = self->workbook->tables->pdata[i];
        WbEditionTable *table = wb_edition_table_new();
        table->id = g_strdup(from->id);
        table->page = g_strdup(from->page->id);
        table->label = dup_text(self, from->label, 0);
        for (guint k = 0; k < from->rows->len; k++) {
            const WbRow *row = from->rows->pdata[k];
            WbEditionRow *made = g_new0(WbEditionRow, 1);
            made->id = g_strdup(row->id);
            made->label = dup_text(self, row->label, 0);
            made->need = g_strdup(row->need);
            made->same_need = g_strdup(row->same_need);
            made->related = g_strdup(row->related);
            g_ptr_array_add(table->rows, made);
        }
        for (guint k = 0; k < from->columns->columns->len; k++) {
            const WbColumn *column = from->columns->columns->pdata[k];
            if (column->is_label)
                continue;
            WbEditionColumn *made = g_new0(WbEditionColumn, 1);
            made->id = g_strdup(column->id);
            made->label = dup_text(self, column->heard, 0);
            made->head = dup_head(self, column, made->label);
            made->role = g_strdup(column->role);
            made->population = g_strdup(column->population);
            g_ptr_array_add(table->columns, made);
        }
        g_ptr_array_add(out->tables, table);
    }
}

static void
add_coordinates(GString *out, const WbPathStep *step, guint n, double height)
{
    for (guint i = 0; i < n; i++) {
        char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_formatd(x, sizeof x, "%.1f", step->p[i].x);
        g_ascii_formatd(y, sizeof y, "%.1f", height - step->p[i].y);
        g_string_append_printf(out, " %s %s", x, y);
    }
}

static char *
path_data(const WbPath *path, double height)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < path->len; i++) {
        const WbPathStep *step = &g_array_index(path, WbPathStep, i);
        if (i > 0)
            g_string_append_c(out, ' ');
        g_string_append_c(out, wb_path_forms[step->verb].letter);
        add_coordinates(out, step, wb_path_forms[step->verb].points, height);
    }
    return g_string_free(out, FALSE);
}

/* Where a piece is drawn. */
typedef struct {
    const WbSheet *sheet;
    const WbItem *item;
} Outline;

/* Of every piece; one look at each item, however many pieces there are. */
static GHashTable *
collect_outlines(const WbComposition *self)
{
    GHashTable *out = g_hash_table_new_full(NULL, NULL, NULL, g_free);

    for (guint i = 0; i < self->sheets->len; i++) {
        const WbSheet *sheet = self->sheets->pdata[i];
        for (guint k = 0; k < sheet->items->len; k++) {
            const WbItem *item = sheet->items->pdata[k];
            if (item->piece == NULL)
                continue;
            Outline *outline = g_new(Outline, 1);
            *outline = (Outline){sheet, item};
            g_hash_table_insert(out, (gpointer)item->piece, outline);
        }
    }
    return out;
}

static void
describe_shape(const WbComposition *self, WbEdition *out, GHashTable *outlines, const WbShape *from)
{
    WbEditionShape *shape = wb_edition_shape_new();

    shape->id = g_strdup(from->id);
    shape->kind = from->kind;
    shape->label = dup_text(self, from->label, 0);
    for (guint i = 0; i < from->pieces->len; i++) {
        const WbPiece *piece = from->pieces->pdata[i];
        WbEditionPiece *made = wb_edition_piece_new();
        made->id = g_strdup(piece->id);
        made->label = dup_text(self, piece->label, 0);
        made->need = g_strdup(piece->need);
        const Outline *outline = g_hash_table_lookup(outlines, piece);
        if (outline != NULL) {
            made->outline = path_data(outline->item->path, outline->sheet->height);
            shape->page = outline->sheet->number;
        }
        for (guint k = 0; k < piece->shows->len; k++)
            g_ptr_array_add(made->shows, g_strdup(((const WbField *)piece->shows->pdata[k])->id));
        g_ptr_array_add(shape->pieces, made);
    }
    g_ptr_array_add(out->shapes, shape);
}

static void
describe_shapes(const WbComposition *self, WbEdition *out)
{
    g_autoptr(GHashTable) outlines = collect_outlines(self);

    for (guint i = 0; i < self->workbook->shapes->len; i++)
        describe_shape(self, out, outlines, self->workbook->shapes->pdata[i]);
}

/* A text says all the forms that people type, with "|" between them. */
static void
add_nothing_words(const WbComposition *self, const WbText *text, GPtrArray *to)
{
    g_autofree char *all = dup_text(self, text, 0);
    g_auto(GStrv) forms = g_strsplit(all, "|", -1);

    for (char **form = forms; *form != NULL; form++)
        if (*g_strstrip(*form) != '\0')
            g_ptr_array_add(to, g_strdup(*form));
}

WbEdition *
wb_composition_describe(const WbComposition *self, const char *paper)
{
    const WbWorkbook *workbook = self->workbook;
    WbEdition *out = wb_edition_new();

    out->workbook = g_strdup(workbook->id);
    out->title = dup_text(self, workbook->title, 0);
    out->version = g_strdup(workbook->version);
    out->language = g_strdup(self->language);
    out->paper = g_strdup(paper);
    out->direction = g_strdup(self->fonts->rtl ? "rtl" : "ltr");
    out->footer = describe_box(self->sheets->pdata[0], wb_pages_get_footer(self));
    for (guint i = 0; i < workbook->nothing->len; i++)
        add_nothing_words(self, workbook->nothing->pdata[i], out->nothing);
    for (guint i = 0; i < workbook->sections->len; i++) {
        const WbGroup *group = workbook->sections->pdata[i];
        WbEditionSection *section = g_new0(WbEditionSection, 1);
        section->id = g_strdup(group->id);
        section->label = dup_text(self, group->label, 0);
        g_ptr_array_add(out->sections, section);
    }
    describe_pages(self, out);
    describe_fields(self, out);
    describe_tables(self, out);
    describe_shapes(self, out);
    wb_edition_seal(out);
    return out;
}
