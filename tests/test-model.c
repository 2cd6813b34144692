/* The model: kinds by name, lookups, words filled in, what is heard of a field. */
#include "model.h"

static WbText *
new_text(const char *source)
{
    return wb_text_new(source, "here", (WbMark){"test.yaml", 1, 1});
}

/* A workbook with one page. */
static WbWorkbook *
new_workbook(void)
{
    WbWorkbook *workbook = wb_workbook_new();
    WbPage *page = wb_page_new();

    page->id = g_strdup("one");
    page->workbook = workbook;
    g_ptr_array_add(workbook->pages, page);
    g_hash_table_insert(workbook->values, g_strdup("maker"), new_text("Maker & Co"));
    return workbook;
}

static WbField *
add_field(WbWorkbook *workbook, const char *id, const char *label, guint ordinal)
{
    WbField *field = wb_field_new();

    field->id = g_strdup(id);
    field->page = workbook->pages->pdata[0];
    field->label = label ? new_text(label) : NULL;
    field->ordinal = ordinal;
    g_assert_true(wb_workbook_add_field(workbook, field));
    return field;
}

static void
test_kinds(void)
{
    for (WbKind kind = WB_KIND_TEXT; kind <= WB_KIND_DATE; kind++) {
        WbKind found = WB_KIND_TEXT;

        g_assert_true(wb_kind_parse(wb_kind_name(kind), &found));
        g_assert_cmpint(found, ==, kind);
    }
    g_assert_false(wb_kind_parse("radio", &(WbKind){0}));
    g_assert_true(wb_kind_has_options(WB_KIND_YES_NO));
    g_assert_false(wb_kind_has_options(WB_KIND_CHECK));
    g_assert_cmpstr(wb_block_kind_name(WB_BLOCK_GATHER), ==, "gather");
    g_assert_cmpstr(wb_block_kind_name(WB_BLOCK_PAGE_BREAK), ==, "page-break");
}

static void
test_lookup(void)
{
    g_autoptr(WbWorkbook) workbook = new_workbook();
    WbField *again = wb_field_new();
    WbField *first = add_field(workbook, "a.1", "A", 0);

    g_assert_true(wb_workbook_lookup_field(workbook, "a.1") == first);
    g_assert_null(wb_workbook_lookup_field(workbook, "a"));
    again->id = g_strdup("a.1");
    g_assert_false(wb_workbook_add_field(workbook, again));
    g_assert_true(wb_workbook_lookup_field(workbook, "a.1") == first);
    g_assert_null(wb_workbook_lookup_shape(workbook, "circle.a"));
    g_ptr_array_add(workbook->parts, wb_group_new("first", new_text("Part one")));
    g_assert_cmpstr(wb_workbook_lookup_part(workbook, "first")->label->source, ==, "Part one");
    g_assert_null(wb_workbook_lookup_section(workbook, "first"));
}

static void
test_text(void)
{
    static const struct {
        const char *source;
        guint ordinal;
        const char *filled;
    } cases[] = {
        {"by {maker}.", 0, "by Maker & Co."},
        {"value {n} of {maker}", 3, "value 3 of Maker & Co"},
        {"value {n}", 0, "value {n}"},
        {"it has {members:number}", 2, "it has {members:number}"},
        {"{maker}{maker}", 0, "Maker & CoMaker & Co"},
        {"{maker", 0, "{maker"},
        {"{unknown}", 1, "{unknown}"},
        {"", 0, ""},
    };
    g_autoptr(WbWorkbook) workbook = new_workbook();

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(WbText) text = new_text(cases[i].source);
        g_autofree char *filled = wb_workbook_dup_text(workbook, text, cases[i].ordinal);

        g_assert_cmpstr(filled, ==, cases[i].filled);
    }
    g_assert_null(wb_workbook_dup_text(workbook, NULL, 0));
}

static void
test_plain(void)
{
    g_autoptr(WbWorkbook) workbook = new_workbook();
    g_autoptr(WbText) marked = new_text("Advice *(by [us](https://example.org), {maker})*");
    g_autoptr(WbText) open = new_text("5 * 3, **not closed");
    g_autofree char *plain = wb_workbook_dup_plain(workbook, marked, 0);
    g_autofree char *same = wb_workbook_dup_plain(workbook, open, 0);

    g_assert_cmpstr(plain, ==, "Advice (by us, Maker & Co)");
    g_assert_cmpstr(same, ==, "5 * 3, **not closed");
    g_assert_null(wb_workbook_dup_plain(workbook, NULL, 0));
}

static void
add_block(GPtrArray *blocks, WbBlockKind kind, const char *id)
{
    WbBlock *block = wb_block_new(kind);

    block->id = g_strdup(id);
    g_ptr_array_add(blocks, block);
}

static void
append_id(const WbBlock *block, gpointer data)
{
    g_string_append_printf(data, "%s ", block->id);
}

/* What stands inside a spread is visited where it stands, column by column. */
static void
test_blocks(void)
{
    g_autoptr(WbWorkbook) workbook = new_workbook();
    g_autoptr(GString) visited = g_string_new(NULL);
    WbPage *page = wb_workbook_lookup_page(workbook, "one");
    WbBlock *spread;

    g_assert_true(page == workbook->pages->pdata[0]);
    g_assert_null(wb_workbook_lookup_page(workbook, "two"));
    add_block(page->blocks, WB_BLOCK_TEXT, "a");
    add_block(page->blocks, WB_BLOCK_SPREAD, "b");
    add_block(page->blocks, WB_BLOCK_CONTENTS, "f");
    spread = page->blocks->pdata[1];
    for (guint i = 0; i < 2; i++)
        g_ptr_array_add(spread->spread, wb_blocks_new());
    add_block(spread->spread->pdata[0], WB_BLOCK_LIST, "c");
    add_block(spread->spread->pdata[0], WB_BLOCK_FACTS, "d");
    add_block(spread->spread->pdata[1], WB_BLOCK_ANSWERS, "e");
    wb_page_foreach_block(page, append_id, visited);
    g_assert_cmpstr(visited->str, ==, "a b c d e f ");
}

static void
assert_heard(const WbField *field, const char *wanted)
{
    g_autofree char *heard = wb_field_dup_heard(field);

    g_assert_cmpstr(heard, ==, wanted);
}

static void
test_heard(void)
{
    g_autoptr(WbWorkbook) workbook = new_workbook();
    WbField *choice;

    assert_heard(add_field(workbook, "v.2", "Core value {n}", 2), "Core value 2");
    assert_heard(add_field(workbook, "w.2", "Values that guide me:", 2), "Values that guide me: 2");
    assert_heard(add_field(workbook, "s", "It has {m:number} **members** here", 0),
                 "It has … members here");
    choice = add_field(workbook, "stage", "Where we stand", 0);
    choice->other = g_strdup("stage_other");
    assert_heard(add_field(workbook, "stage_other", "in other words", 0),
                 "Where we stand: in other words");
}

static void
test_heard_cell(void)
{
    g_autoptr(WbWorkbook) workbook = new_workbook();
    WbColumns *columns = wb_columns_new();
    WbColumn *column = g_new0(WbColumn, 1);
    WbTable *table = wb_table_new();
    WbRow *row = g_new0(WbRow, 1);
    WbField *field = add_field(workbook, "crisis.food.adult", NULL, 0);

    column->id = g_strdup("adult");
    column->heard = new_text("Serves: adult");
    g_ptr_array_add(columns->columns, column);
    g_ptr_array_add(workbook->columns, columns);
    row->id = g_strdup("food");
    row->label = new_text("Food/Clothing *(also {maker})*");
    g_ptr_array_add(table->rows, row);
    table->columns = columns;
    table->label = new_text("Crisis response");
    g_ptr_array_add(workbook->tables, table);
    field->table = table;
    field->row = row->id;
    field->column = column->id;
    assert_heard(field, "Crisis response: Food/Clothing (also Maker & Co). Serves: adult");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/model/kinds", test_kinds);
    g_test_add_func("/model/lookup", test_lookup);
    g_test_add_func("/model/text", test_text);
    g_test_add_func("/model/plain", test_plain);
    g_test_add_func("/model/blocks", test_blocks);
    g_test_add_func("/model/heard", test_heard);
    g_test_add_func("/model/heard-cell", test_heard_cell);
    return g_test_run();
}
