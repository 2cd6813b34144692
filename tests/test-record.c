/* Records: the line of JSON they are written as, the way back, and what is no record. */
#include "record.h"

#include <gio/gio.h>
#include <string.h>

static WbRecord *
new_example(void)
{
    WbRecord *self = wb_record_new("ana.pdf");

    self->workbook = g_strdup("community");
    self->version = g_strdup("1.0");
    self->language = g_strdup("es");
    self->paper = g_strdup("letter");
    self->fingerprint = g_strdup("9f3c");
    self->sha256 = g_strdup("abcd");
    self->saved = g_strdup("2026-11-02T10:15:00Z");
    self->saved_from = g_strdup("file");
    self->state = g_strdup("partial");
    self->read_from = g_strdup("fields");
    wb_record_add_text(self, "a.1", "Respeto \"y\" \\ \n\tfin\x01");
    wb_record_add_boolean(self, "a.2", TRUE);
    wb_record_add_boolean(self, "a.3", FALSE);
    wb_record_add_number(self, "a.4", -8);
    wb_record_add_note(self, "a.5", "not-a-number", "about ten");
    wb_record_add_note(self, NULL, "fields-missing", NULL);
    return self;
}

#define EXAMPLE EXAMPLE_WITH("")
#define EXAMPLE_WITH(more)                                                                         \
    "{\"record\":1,\"workbook\":\"community\",\"version\":\"1.0\",\"language\":\"es\","            \
    "\"paper\":\"letter\",\"fingerprint\":\"9f3c\",\"file\":\"ana.pdf\",\"sha256\":\"abcd\","      \
    "\"saved\":\"2026-11-02T10:15:00Z\",\"saved_from\":\"file\",\"state\":\"partial\","            \
    "\"read_from\":\"fields\",\"answers\":{\"a.1\":\"Respeto \\\"y\\\" \\\\ \\n\\tfin\\u0001\","   \
    "\"a.2\":true,\"a.3\":false,\"a.4\":-8}," more "\"notes\":[{\"field\":\"a.5\","                \
    "\"code\":\"not-a-number\",\"value\":\"about ten\"},{\"code\":\"fields-missing\"}]}"

static void
assert_round_trip(const char *json)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbRecord) record = wb_record_parse(json, -1, &error);
    g_autofree char *again = NULL;

    g_assert_no_error(error);
    again = wb_record_to_json(record);
    g_assert_cmpstr(again, ==, json);
}

static void
test_record(void)
{
    g_autoptr(WbRecord) record = new_example();
    g_autofree char *json = wb_record_to_json(record);

    g_assert_cmpstr(json, ==, EXAMPLE);
    assert_round_trip(json);
    g_assert_cmpint(wb_record_lookup_answer(record, "a.4")->number, ==, -8);
    g_assert_null(wb_record_lookup_answer(record, "a.6"));
}

/* What a copy came with stands behind the answers, and only where there is something. */
static void
test_prefilled(void)
{
    g_autoptr(WbRecord) record = new_example();
    g_autoptr(WbRecord) none = NULL;
    g_autofree char *json = NULL, *again = NULL;

    wb_record_add_prefilled(record, "a.1");
    wb_record_add_prefilled(record, "a.4");
    json = wb_record_to_json(record);
    g_assert_nonnull(strstr(json, "\"a.4\":-8},\"prefilled\":[\"a.1\",\"a.4\"],\"notes\":["));
    assert_round_trip(json);
    g_assert_null(wb_record_parse("{\"record\":1,\"prefilled\":[1]}", -1, NULL));
    none = wb_record_parse(EXAMPLE_WITH("\"prefilled\":[],"), -1, NULL);
    again = wb_record_to_json(none);
    g_assert_cmpstr(again, ==, EXAMPLE);
}

static void
test_problem(void)
{
    g_autoptr(WbRecord) record = wb_record_new("sc\xff"
                                               "an.pdf");
    g_autofree char *json = NULL;

    record->problem = g_strdup("empty");
    json = wb_record_to_json(record);
    g_assert_cmpstr(
        json, ==,
        "{\"record\":1,\"file\":\"sc\xef\xbf\xbd"
        "an.pdf\",\"problem\":{\"code\":\"empty\",\"text\":\"This file is empty: nothing "
        "arrived.\",\"ask\":\"Please send the file once more.\"}}");
    assert_round_trip(json);
}

static void
test_wrong(void)
{
    g_autofree char *deep = g_strnfill(200000, '[');
    const char *cases[] = {
        "",
        "[]",
        "{}",
        "nonsense",
        deep,
        "{\"record\":2,\"file\":\"a\",\"problem\":{\"code\":\"empty\"}}",
        "{\"record\":1,\"file\":\"a\",\"problem\":{\"code\":\"made-up\"}}",
        "{\"record\":1,\"file\":\"a\",\"problem\":\"empty\"}",
        "{\"record\":1,\"file\":7,\"problem\":{\"code\":\"empty\"}}",
        "{\"record\":1,\"file\":\"\\ud800\",\"problem\":{\"code\":\"empty\"}}",
        "{\"record\":1,/*[*/\"file\":\"a\",\"problem\":{\"code\":\"empty\"}}",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(wb_record_parse(cases[i], -1, &error));
        g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* Answers of other types than the three are not let through. */
static void
test_wrong_answers(void)
{
    static const char *const values[] = {"null", "[]", "{}", "1.5"};

    for (gsize i = 0; i < G_N_ELEMENTS(values); i++) {
        g_autoptr(GString) json = g_string_new(EXAMPLE);

        g_string_replace(json, "-8", values[i], 1);
        g_assert_null(wb_record_parse(json->str, (gssize)json->len, NULL));
    }
}

static void
test_findings(void)
{
    g_assert_nonnull(wb_finding_lookup_problem("encrypted")->ask);
    g_assert_null(wb_finding_lookup_note("not-a-date")->ask);
    g_assert_null(wb_finding_lookup_problem("not-a-date"));
    g_assert_null(wb_finding_lookup_note("encrypted"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record/record", test_record);
    g_test_add_func("/record/prefilled", test_prefilled);
    g_test_add_func("/record/problem", test_problem);
    g_test_add_func("/record/wrong", test_wrong);
    g_test_add_func("/record/wrong-answers", test_wrong_answers);
    g_test_add_func("/record/findings", test_findings);
    return g_test_run();
}
