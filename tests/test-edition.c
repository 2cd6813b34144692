/* Editions: canonical JSON, byte for byte there and back; what is forged or malformed is refused.
 */
#include "edition.h"

#include <string.h>

static WbEditionWidget *
add_widget(WbEditionField *field, WbRect rect, const char *in, const char *on)
{
    WbEditionWidget *widget = g_new0(WbEditionWidget, 1);

    widget->page = 4;
    widget->rect = rect;
    widget->input = in == NULL;
    widget->in = g_strdup(in);
    widget->on = g_strdup(on);
    g_ptr_array_add(field->widgets, widget);
    return widget;
}

static WbEditionField *
add_field(WbEdition *self, const char *id, WbKind kind)
{
    WbEditionField *field = wb_edition_field_new();

    field->id = g_strdup(id);
    field->kind = kind;
    field->page = g_strdup("values");
    field->label = g_strdup("A \"label\" \xc3\xb1");
    g_ptr_array_add(self->fields, field);
    return field;
}

static WbEdition *
new_bare(void)
{
    WbEdition *self = wb_edition_new();
    char **texts[] = {&self->workbook, &self->title, &self->version,
                      &self->language, &self->paper, &self->direction};
    static const char *const values[] = {"community-book", "Community", "1.0", "en",
                                         "letter",         "ltr"};

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = g_strdup(values[i]);
    return self;
}

/* One of everything. */
static WbEdition *
new_example(void)
{
    WbEdition *self = new_bare();
    WbEditionPage *page = g_new0(WbEditionPage, 1);
    WbEditionField *field = add_field(self, "values.1", WB_KIND_TEXT);
    WbEditionTable *table = wb_edition_table_new();
    WbEditionRow *row = g_new0(WbEditionRow, 1);
    WbEditionShape *shape = wb_edition_shape_new();
    WbEditionPiece *piece = wb_edition_piece_new();

    page->number = 4;
    page->id = g_strdup("values");
    page->width = 612;
    page->height = 792;
    g_ptr_array_add(self->pages, page);
    g_ptr_array_add(self->nothing, g_strdup("n/a"));

    add_widget(field, (WbRect){72, 96.126, 540.5, 114}, NULL, NULL)->font = 10;
    add_widget(field, (WbRect){-0.001, 0, 10, 10}, "circle.values", NULL)->multiline = TRUE;
    field = add_field(self, "values.2", WB_KIND_YES_NO);
    wb_edition_field_add_option(field, "yes", "S\xc3\xad");
    wb_edition_field_add_option(field, "no", "No");
    add_widget(field, (WbRect){1, 2, 3, 4}, NULL, "yes");
    add_widget(field, (WbRect){5, 6, 7, 8}, NULL, "no");

    table->id = g_strdup("crisis");
    table->page = g_strdup("values");
    row->id = g_strdup("safety");
    row->same_need = g_strdup("crisis.hotel");
    g_ptr_array_add(table->rows, row);
    g_ptr_array_add(self->tables, table);

    shape->id = g_strdup("puzzle.crisis");
    shape->kind = WB_SHAPE_PUZZLE;
    shape->page = 5;
    piece->id = g_strdup("safety");
    g_ptr_array_add(piece->shows, g_strdup("values.1"));
    g_ptr_array_add(shape->pieces, piece);
    g_ptr_array_add(self->shapes, shape);
    wb_edition_seal(self);
    return self;
}

static const char expected[] =
    "{\"edition\":1,\"workbook\":\"community-book\",\"title\":\"Community\",\"version\":\"1.0\","
    "\"language\":\"en\",\"paper\":\"letter\",\"direction\":\"ltr\",\"code\":\"%s\","
    "\"fingerprint\":\"%s\",\"nothing\":[\"n/a\"],\"sections\":[],\"pages\":[{\"number\":4,"
    "\"id\":\"values\",\"size\":[612,792]}],\"fields\":[{\"id\":\"values.1\",\"kind\":\"text\","
    "\"label\":\"A \\\"label\\\" \xc3\xb1\",\"page\":\"values\",\"widgets\":[{\"page\":4,"
    "\"rect\":[72,96.13,540.5,114],\"input\":true,\"font\":10},{\"page\":4,\"rect\":[0,0,10,10],"
    "\"in\":\"circle.values\",\"multiline\":true}]},{\"id\":\"values.2\",\"kind\":\"yes-no\","
    "\"label\":\"A \\\"label\\\" \xc3\xb1\",\"page\":\"values\",\"options\":[{\"code\":\"yes\","
    "\"label\":\"S\xc3\xad\"},{\"code\":\"no\",\"label\":\"No\"}],\"widgets\":[{\"page\":4,"
    "\"rect\":[1,2,3,4],\"input\":true,\"on\":\"yes\"},{\"page\":4,\"rect\":[5,6,7,8],"
    "\"input\":true,\"on\":\"no\"}]}],\"tables\":[{\"id\":\"crisis\",\"page\":\"values\","
    "\"rows\":[{\"id\":\"safety\",\"same-need\":\"crisis.hotel\"}],\"columns\":[]}],"
    "\"shapes\":[{\"id\":\"puzzle.crisis\",\"kind\":\"puzzle\",\"page\":5,\"pieces\":"
    "[{\"id\":\"safety\",\"shows\":[\"values.1\"]}]}]}";

static void
test_canonical(void)
{
    g_autoptr(WbEdition) edition = new_example();
    g_autofree char *json = wb_edition_to_json(edition);
    g_autofree char *wanted = g_strdup_printf(expected, edition->code, edition->fingerprint);

    g_assert_cmpstr(json, ==, wanted);
    g_assert_true(g_str_has_prefix(edition->code, "CB-"));
    g_assert_cmpuint(strlen(edition->fingerprint), ==, 64);
}

static void
test_round_trip(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbEdition) edition = new_example();
    g_autofree char *json = wb_edition_to_json(edition);
    g_autoptr(WbEdition) again = wb_edition_parse(json, -1, "x.json", &error);
    g_autofree char *printed = NULL;

    g_assert_no_error(error);
    printed = wb_edition_to_json(again);
    g_assert_cmpstr(printed, ==, json);
    g_assert_cmpstr(wb_edition_lookup_field(again, "values.2")->id, ==, "values.2");
    g_assert_null(wb_edition_lookup_field(again, "values.3"));
}

/* White space and keys of later versions do not matter to what the edition says. */
static void
test_forgiving(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbEdition) edition = new_example();
    g_autofree char *json = wb_edition_to_json(edition);
    g_autoptr(GString) loose = g_string_new(json);
    g_autoptr(WbEdition) again = NULL;

    g_string_replace(loose, ",\"fields\":", ",\n \"later\": {\"x\": [1]},\n \"fields\" : ", 1);
    again = wb_edition_parse(loose->str, (gssize)loose->len, "x.json", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(again->fingerprint, ==, edition->fingerprint);
}

static void
test_forged(void)
{
    static const struct {
        const char *from, *to, *message;
    } cases[] = {
        {"\"id\":\"values.1\"", "\"id\":\"values.9\"",
         "the fingerprint does not fit, so the edition has "
         "been changed"},
        {"\"rect\":[1,2,3,4]", "\"rect\":[1,2,3]",
         "fields[1].widgets[0].rect: should be 4 numbers"},
        {"\"rect\":[1,2,3,4]", "\"rect\":[1,2,3,1e999]",
         "fields[1].widgets[0].rect[3]: should be a number"},
        {"\"rect\":[1,2,3,4]", "\"rect\":[1,2,3,1e7]",
         "fields[1].widgets[0].rect[3]: should be a number"},
        {"\"kind\":\"yes-no\"", "\"kind\":\"maybe\"",
         "fields[1].kind: should be one of the known names"},
        {"\"kind\":\"yes-no\"", "\"kind\":7", "fields[1].kind: should be one of the known names"},
        {"\"kind\":\"yes-no\"", "\"kind\":\"yes-no\",\"min\":-9223372036854775808",
         "fields[1].min: should be a whole number"},
        {"\"title\":\"Community\"", "\"title\":null", "title: should be a text"},
        {"\"title\":\"Community\",", "", "title: is missing"},
        {"\"edition\":1", "\"edition\":2", "edition: of the wrong type"},
        {"\"number\":4", "\"number\":-4", "pages[0].number: should be a whole number from 0"},
        {"\"shows\":[\"values.1\"]", "\"shows\":[1]",
         "shapes[0].pieces[0].shows[0]: should be a text"},
        {"\"sections\":[]", "\"sections\":[[]]", "sections[0]: should be an object"},
    };
    g_autoptr(WbEdition) edition = new_example();
    g_autofree char *json = wb_edition_to_json(edition);

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GString) forged = g_string_new(json);
        g_autofree char *message = g_strconcat("x: not an edition: ", cases[i].message, NULL);

        g_assert_cmpuint(g_string_replace(forged, cases[i].from, cases[i].to, 1), ==, 1);
        g_assert_null(wb_edition_parse(forged->str, (gssize)forged->len, "x", &error));
        g_assert_error(error, WB_EDITION_ERROR, WB_EDITION_ERROR_WRONG);
        g_assert_cmpstr(error->message, ==, message);
    }
}

/* What a fingerprint alone does not show: it is easily made for anything. */
static void
test_inconsistent(void)
{
    static const char *const messages[] = {
        "x: not an edition: two fields are called 'values.1'",
        "x: not an edition: field 'new' needs options",
        "x: not an edition: field 'new' widgets[0] turns no option on",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(messages); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(WbEdition) edition = new_example();
        WbEditionField *field =
            add_field(edition, i == 0 ? "values.1" : "new", i == 0 ? WB_KIND_TEXT : WB_KIND_CHOICE);
        g_autofree char *json = NULL;

        if (i == 2) {
            wb_edition_field_add_option(field, "a", "A");
            add_widget(field, (WbRect){1, 2, 3, 4}, NULL, "b");
        }
        wb_edition_seal(edition);
        json = wb_edition_to_json(edition);
        g_assert_null(wb_edition_parse(json, -1, "x", &error));
        g_assert_error(error, WB_EDITION_ERROR, WB_EDITION_ERROR_WRONG);
        g_assert_cmpstr(error->message, ==, messages[i]);
    }
}

static void
test_not_json(void)
{
    g_autofree char *brackets = g_strnfill(200000, '[');
    g_autofree char *large = g_strnfill(9 * 1024 * 1024, ' ');
    const char *cases[] = {"",    "{",    "\xff",     "{'edition':1}",  brackets,
                           large, "\"\\", "{\"a\":}", "{\"\\ud800\" 1}"};

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(wb_edition_parse(cases[i], -1, "x", &error));
        g_assert_error(error, WB_EDITION_ERROR, WB_EDITION_ERROR_SYNTAX);
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
    }
}

static void
test_load(void)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(wb_edition_load("/nonexistent/x.edition.json", &error));
    g_assert_error(error, WB_EDITION_ERROR, WB_EDITION_ERROR_READ);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/edition/canonical", test_canonical);
    g_test_add_func("/edition/round-trip", test_round_trip);
    g_test_add_func("/edition/forgiving", test_forgiving);
    g_test_add_func("/edition/forged", test_forged);
    g_test_add_func("/edition/inconsistent", test_inconsistent);
    g_test_add_func("/edition/not-json", test_not_json);
    g_test_add_func("/edition/load", test_load);
    return g_test_run();
}
