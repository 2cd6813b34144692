/* The structure tree, as qpdf reads it back. */
#include "tag.h"

#include "seen.h"
#include "tool.h"
#include "write.h"

typedef struct {
    WbDocument *document;
    WbDict *catalog;
    GPtrArray *pages;
} Doc;

static Doc
doc_new(guint n_pages)
{
    Doc self = {wb_document_new(), NULL, g_ptr_array_new()};
    WbDict *tree = wb_dict_new_shared(self.document);
    WbArray *kids = wb_array_new(self.document);

    self.catalog = wb_dict_new_shared(self.document);
    for (guint i = 0; i < n_pages; i++) {
        WbDict *page = wb_dict_new_shared(self.document);
        wb_dict_add_name(page, "Type", "Page");
        wb_dict_add_dict(page, "Parent", tree);
        wb_dict_add_rect(page, "MediaBox", &(WbBox){0, 0, 612, 792}, 792);
        wb_array_add_dict(kids, page);
        g_ptr_array_add(self.pages, page);
    }
    wb_dict_add_name(tree, "Type", "Pages");
    wb_dict_add_array(tree, "Kids", kids);
    wb_dict_add_integer(tree, "Count", n_pages);
    wb_dict_add_name(self.catalog, "Type", "Catalog");
    wb_dict_add_dict(self.catalog, "Pages", tree);
    return self;
}

static Seen *
doc_close(Doc *self, WbTag *root)
{
    static const guint8 id[16] = {0};
    g_autoptr(GError) error = NULL;

    wb_tags_write(root, self->document, self->catalog, self->pages);
    wb_document_check(self->document, &error);
    g_assert_no_error(error);
    WbWritten written;
    wb_write_document(self->document, self->catalog, wb_dict_new_shared(self->document), id,
                      &written);
    g_autoptr(GBytes) pdf = written.bytes;
    wb_document_free(self->document);
    g_ptr_array_unref(self->pages);
    return seen_new_bytes(pdf);
}

static WbDict *
new_annotation(Doc *doc)
{
    WbDict *out = wb_dict_new_shared(doc->document);

    wb_dict_add_name(out, "Subtype", "Widget");
    return out;
}

static JsonObject *
element(Seen *seen, JsonObject *parent, guint n, const char *type)
{
    JsonObject *out = seen_dict_at(seen, seen_array(seen, parent, "/K"), n);

    g_assert_nonnull(out);
    g_assert_cmpstr(seen_name(seen, out, "/S"), ==, type);
    return out;
}

/* The leaf of the parent tree that has a number between its limits. */
static JsonObject *
leaf_of(Seen *seen, gint64 number)
{
    JsonObject *top = seen_dict(seen, seen_peek_catalog(seen), "/StructTreeRoot");
    JsonArray *leaves = seen_array(seen, seen_dict(seen, top, "/ParentTree"), "/Kids");

    for (guint i = 0; i < json_array_get_length(leaves); i++) {
        JsonObject *leaf = seen_dict_at(seen, leaves, i);
        JsonArray *limits = seen_array(seen, leaf, "/Limits");
        if (seen_number_at(seen, limits, 0) <= number && number <= seen_number_at(seen, limits, 1))
            return leaf;
    }
    return NULL;
}

/* From a number in the parent tree back to what stands there. */
static JsonNode *
parent(Seen *seen, gint64 number)
{
    JsonArray *numbers = seen_array(seen, leaf_of(seen, number), "/Nums");

    for (guint i = 0; i + 1 < json_array_get_length(numbers); i += 2)
        if ((gint64)seen_number_at(seen, numbers, i) == number)
            return seen_at(seen, numbers, i + 1);
    return NULL;
}

/* A paragraph with two marked contents, a form below another, and one content on the second page.
 */
static void
test_tree(void)
{
    if (tool_is_missing("qpdf"))
        return;
    Doc doc = doc_new(2);
    g_autoptr(WbTag) root = wb_tag_new("Document");
    WbTag *one = wb_tag_add(root, "P"), *form = wb_tag_add(root, "Form"),
          *over = wb_tag_add(root, "P");
    WbDict *widget = new_annotation(&doc), *second = new_annotation(&doc);
    guint a = wb_tag_reserve(one), b = wb_tag_reserve(one), c = wb_tag_reserve(over),
          d = wb_tag_reserve(over);

    wb_tag_fill(one, a, 0, 0);
    wb_tag_fill(one, b, 0, 2);
    wb_tag_fill(over, c, 0, 1);
    wb_tag_fill(over, d, 1, 0);
    wb_tag_add_annotation(form, widget, 0);
    wb_tag_add_annotation(wb_tag_add(root, "Form"), second, 1);
    g_autoptr(Seen) seen = doc_close(&doc, root);

    JsonObject *catalog = seen_peek_catalog(seen);
    JsonObject *top = seen_dict(seen, catalog, "/StructTreeRoot");
    JsonObject *document = seen_dict(seen, top, "/K");
    g_autoptr(GPtrArray) pages = seen_list_pages(seen);
    g_assert_true(json_object_get_boolean_member(seen_dict(seen, catalog, "/MarkInfo"), "/Marked"));
    g_assert_cmpstr(seen_name(seen, document, "/S"), ==, "/Document");
    g_assert_true(seen_dict(seen, document, "/P") == top);

    JsonObject *first = element(seen, document, 0, "/P");
    JsonArray *marks = seen_array(seen, first, "/K");
    g_assert_cmpuint(json_array_get_length(marks), ==, 2);
    g_assert_cmpfloat(seen_number_at(seen, marks, 0), ==, 0);
    g_assert_cmpfloat(seen_number_at(seen, marks, 1), ==, 2);
    g_assert_true(seen_dict(seen, first, "/Pg") == pages->pdata[0]);
    g_assert_true(seen_dict(seen, first, "/P") == document);

    /* What goes over the page says so itself. */
    JsonArray *spread = seen_array(seen, element(seen, document, 2, "/P"), "/K");
    JsonObject *far = seen_dict_at(seen, spread, 1);
    g_assert_cmpfloat(seen_number_at(seen, spread, 0), ==, 1);
    g_assert_cmpstr(seen_name(seen, far, "/Type"), ==, "/MCR");
    g_assert_cmpint(json_object_get_int_member(far, "/MCID"), ==, 0);
    g_assert_true(seen_dict(seen, far, "/Pg") == pages->pdata[1]);

    JsonObject *reference = element(seen, document, 1, "/Form");
    JsonObject *object = seen_dict_at(seen, seen_array(seen, reference, "/K"), 0);
    JsonObject *annotation = seen_dict(seen, object, "/Obj");
    g_assert_cmpstr(seen_name(seen, object, "/Type"), ==, "/OBJR");
    g_assert_true(seen_dict(seen, object, "/Pg") == pages->pdata[0]);
    g_assert_true(json_node_get_object(parent(
                      seen, json_object_get_int_member(annotation, "/StructParent"))) == reference);

    JsonArray *of_page = json_node_get_array(
        parent(seen, json_object_get_int_member(pages->pdata[0], "/StructParents")));
    g_assert_cmpuint(json_array_get_length(of_page), ==, 3);
    g_assert_true(seen_dict_at(seen, of_page, 0) == first);
    g_assert_true(seen_dict_at(seen, of_page, 1) == element(seen, document, 2, "/P"));
    g_assert_true(seen_dict_at(seen, of_page, 2) == first);
    g_assert_cmpint(json_object_get_int_member(top, "/ParentTreeNextKey"), ==, 4);
}

/* Boxes move and turn with the sheet; cells stay though empty, other empty elements go. */
static void
test_attributes(void)
{
    if (tool_is_missing("qpdf"))
        return;
    Doc doc = doc_new(1);
    g_autoptr(WbTag) root = wb_tag_new("Document");
    WbTag *figure = wb_tag_add(root, "Figure"), *empty = wb_tag_add(root, "Div");
    WbTag *row = wb_tag_add(wb_tag_add(root, "Table"), "TR"), *head = wb_tag_add(row, "TH");
    WbTag *list = wb_tag_add(root, "L");

    wb_tag_set_alt(figure, "Ein Kreis, größer");
    wb_tag_set_box(figure, &(WbBox){10, 20, 100, 50}, 792);
    wb_tag_move(root, 5, 7);
    wb_tag_mirror(root, 612);
    wb_tag_fill(figure, wb_tag_reserve(figure), 0, 0);
    wb_tag_reserve(wb_tag_add(empty, "P"));
    wb_tag_set_scope(head, "Column");
    wb_tag_set_span(head, 2);
    wb_tag_fill(head, wb_tag_reserve(head), 0, 2);
    wb_tag_add(row, "TD");
    wb_tag_set_numbering(list, "Decimal");
    WbTag *item = wb_tag_add(list, "LI");
    wb_tag_fill(item, wb_tag_reserve(item), 0, 1);
    g_autoptr(Seen) seen = doc_close(&doc, root);

    JsonObject *document =
        seen_dict(seen, seen_dict(seen, seen_peek_catalog(seen), "/StructTreeRoot"), "/K");
    JsonObject *seen_figure = element(seen, document, 0, "/Figure");
    JsonArray *box = seen_array(seen, seen_dict(seen, seen_figure, "/A"), "/BBox");
    static const double wanted[] = {612 - 115, 792 - 77, 612 - 15, 792 - 27};
    for (guint i = 0; i < 4; i++)
        g_assert_cmpfloat(seen_number_at(seen, box, i), ==, wanted[i]);
    g_assert_cmpstr(seen_text(seen, seen_figure, "/Alt"), ==, "Ein Kreis, größer");

    JsonObject *table = element(seen, document, 1, "/Table");
    JsonObject *seen_row = element(seen, table, 0, "/TR");
    JsonObject *cell = seen_dict(seen, element(seen, seen_row, 0, "/TH"), "/A");
    g_assert_cmpstr(seen_name(seen, cell, "/Scope"), ==, "/Column");
    g_assert_cmpint(json_object_get_int_member(cell, "/ColSpan"), ==, 2);
    element(seen, seen_row, 1, "/TD");
    g_assert_cmpstr(
        seen_name(seen, seen_dict(seen, element(seen, document, 2, "/L"), "/A"), "/ListNumbering"),
        ==, "/Decimal");
}

/* More annotations than one array of libharu's holds: each leads back to its element. */
static void
test_many(void)
{
    if (tool_is_missing("qpdf"))
        return;
    enum { MANY = 17000 };
    Doc doc = doc_new(1);
    g_autoptr(WbTag) root = wb_tag_new("Document");

    for (guint i = 0; i < MANY; i++)
        wb_tag_add_annotation(wb_tag_add(root, "Form"), new_annotation(&doc), 0);
    g_autoptr(Seen) seen = doc_close(&doc, root);

    JsonObject *top = seen_dict(seen, seen_peek_catalog(seen), "/StructTreeRoot");
    JsonObject *document = seen_dict(seen, top, "/K");
    for (guint i = 0; i < MANY; i += 4999)
        g_assert_true(json_node_get_object(parent(seen, 1 + i)) ==
                      element(seen, document, i, "/Form"));
    g_assert_cmpint(json_object_get_int_member(top, "/ParentTreeNextKey"), ==, MANY + 1);
    g_assert_null(leaf_of(seen, MANY + 1));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tag/tree", test_tree);
    g_test_add_func("/tag/attributes", test_attributes);
    g_test_add_func("/tag/many", test_many);
    return g_test_run();
}
