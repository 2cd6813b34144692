#include "sample.h"

static WbEditionField *
add_field(WbEdition *self, const char *id, WbKind kind, const char *page)
{
    WbEditionField *field = wb_edition_field_new();

    field->id = g_strdup(id);
    field->kind = kind;
    field->label = g_strconcat("Label of ", id, NULL);
    field->page = g_strdup(page);
    g_ptr_array_add(self->fields, field);
    return field;
}

static WbEditionField *
add_cell(WbEdition *self, const char *row, const char *column, WbKind kind, const char *role)
{
    g_autofree char *id = g_strdup_printf("t.%s.%s", row, column);
    WbEditionField *field = add_field(self, id, kind, "needs");

    field->table = g_strdup("t");
    field->row = g_strdup(row);
    field->column = g_strdup(column);
    field->role = g_strdup(role);
    field->need = g_strconcat("crisis.", row, NULL);
    return field;
}

static void
add_row(WbEdition *self, WbEditionTable *table, const char *id, const char *label)
{
    WbEditionRow *row = g_new0(WbEditionRow, 1);

    row->id = g_strdup(id);
    row->label = g_strdup(label);
    row->need = g_strconcat("crisis.", id, NULL);
    g_ptr_array_add(table->rows, row);
    if (g_str_equal(id, "other"))
        add_cell(self, id, "label", WB_KIND_TEXT, "need-label");
    add_cell(self, id, "provider", WB_KIND_LINES, "provider");
    add_cell(self, id, "contact", WB_KIND_LINES, "contact")->sensitive = TRUE;
    add_cell(self, id, "adult", WB_KIND_CHECK, "population")->population = g_strdup("adult");
}

static void
add_column(WbEditionTable *table, const char *id, const char *role)
{
    WbEditionColumn *column = g_new0(WbEditionColumn, 1);

    column->id = g_strdup(id);
    column->label = g_strdup(id);
    column->role = g_strdup(role);
    g_ptr_array_add(table->columns, column);
}

static void
add_table(WbEdition *self)
{
    WbEditionTable *table = wb_edition_table_new();

    table->id = g_strdup("t");
    table->page = g_strdup("needs");
    table->label = g_strdup("Crisis response");
    add_column(table, "provider", "provider");
    add_column(table, "contact", "contact");
    add_column(table, "adult", "population");
    add_row(self, table, "safety", "Safety");
    add_row(self, table, "food", "Food");
    add_row(self, table, "hotel", "Hotel");
    add_row(self, table, "other", "OTHER");
    g_ptr_array_add(self->tables, table);
}

static void
add_page(WbEdition *self, const char *id, const char *section)
{
    WbEditionPage *page = g_new0(WbEditionPage, 1);

    page->number = self->pages->len + 1;
    page->id = g_strdup(id);
    page->title = g_strconcat("Page ", id, NULL);
    page->section = g_strdup(section);
    page->width = 612;
    page->height = 792;
    g_ptr_array_add(self->pages, page);
}

WbEdition *
wb_sample_edition(const char *language, const char *version)
{
    WbEdition *self = wb_edition_new();
    WbEditionSection *section = g_new0(WbEditionSection, 1);

    self->workbook = g_strdup("book");
    self->title = g_strdup("The Book");
    self->version = g_strdup(version);
    self->language = g_strdup(language);
    self->paper = g_strdup("letter");
    self->direction = g_strdup("ltr");
    g_ptr_array_add(self->nothing, g_strdup("none"));
    g_ptr_array_add(self->nothing, g_strdup("n/a"));
    section->id = g_strdup("crisis");
    section->label = g_strdup("Crisis");
    g_ptr_array_add(self->sections, section);
    add_page(self, "cover", NULL);
    add_page(self, "needs", "crisis");
    add_field(self, "agency", WB_KIND_TEXT, "cover")->role = g_strdup("agency");
    add_field(self, "name", WB_KIND_TEXT, "cover")->sensitive = TRUE;
    add_field(self, "members", WB_KIND_NUMBER, "cover");
    add_table(self);
    wb_edition_seal(self);
    return self;
}

WbRecord *
wb_sample_record(const WbEdition *edition, const char *file, const char *sha256)
{
    WbRecord *record = wb_record_new(file);

    record->sha256 = g_strdup(sha256);
    record->workbook = g_strdup(edition->workbook);
    record->version = g_strdup(edition->version);
    record->language = g_strdup(edition->language);
    record->paper = g_strdup(edition->paper);
    record->fingerprint = g_strdup(edition->fingerprint);
    record->saved = g_strdup("2026-11-02T10:15:00Z");
    record->saved_from = g_strdup("file");
    record->state = g_strdup("partial");
    record->read_from = g_strdup("fields");
    return record;
}
