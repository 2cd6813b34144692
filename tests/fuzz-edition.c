/* Editions out of chance. Most would end at their fingerprint, so that half of them are sealed anew
 * after they were changed: whoever forges an edition does so as well. What is taken is written as
 * canonical JSON that reads back the same. */
#include <string.h>

#include "code.h"
#include "csv.h"
#include "digest.h"
#include "edition-csv.h"
#include "edition.h"
#include "fuzz.h"
#include "sample.h"
#include "tool.h"

#define KEY ",\"fingerprint\":\""
#define DIGITS 64

/* The fingerprint that the text would have if it were canonical; NULL where there is no place for
 * one. */
static char *
dup_sealed(const char *data, gsize length)
{
    g_autoptr(GString) text = g_string_new_len(data, (gssize)length);
    char *key = strstr(text->str, KEY);
    gsize at = key ? (gsize)(key - text->str) : 0;
    g_autofree char *fingerprint = NULL, *sealed = NULL;

    if (!key || strlen(key) < strlen(KEY) + DIGITS + 1)
        return NULL;
    g_string_erase(text, (gssize)at, strlen(KEY) + DIGITS + 1);
    fingerprint = wb_digest_dup_hex(text->str, text->len);
    sealed = g_strconcat(KEY, fingerprint, "\"", NULL);
    g_string_insert(text, (gssize)at, sealed);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* One row a field, as wide as the head. */
static void
assert_table(const GString *table, guint n)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = wb_csv_parse(table->str, (gssize)table->len, "f.csv", &error);

    g_assert_no_error(error);
    g_assert_cmpuint(rows->len, ==, n + 1);
    for (guint i = 1; i <= n; i++)
        g_assert_cmpuint(g_strv_length(rows->pdata[i]), ==, g_strv_length(rows->pdata[0]));
}

/* What readers do with a field of an edition that they believe. */
static void
use(const WbEdition *edition)
{
    g_autoptr(GString) table = g_string_new(NULL);

    wb_edition_csv_add_head(table);
    for (guint i = 0; i < edition->fields->len; i++) {
        const WbEditionField *field = edition->fields->pdata[i];

        g_assert_nonnull(wb_edition_lookup_field(edition, field->id));
        wb_edition_csv_add_field(table, edition->workbook, field, FALSE);
    }
    assert_table(table, edition->fields->len);
}

static gboolean
parse(const char *json, gssize length)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbEdition) edition = wb_edition_parse(json, length, "f.json", &error);
    g_autoptr(WbEdition) again = NULL;
    g_autofree char *written = NULL, *rewritten = NULL;

    if (!edition) {
        g_assert_true(error && g_str_has_prefix(error->message, "f.json: "));
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        return FALSE;
    }
    use(edition);
    written = wb_edition_to_json(edition);
    again = wb_edition_parse(written, -1, "again.json", &error);
    g_assert_no_error(error);
    rewritten = wb_edition_to_json(again);
    g_assert_cmpstr(rewritten, ==, written);
    return TRUE;
}

static gboolean
run(const char *data, gsize length)
{
    g_autofree char *sealed =
        g_utf8_validate(data, (gssize)length, NULL) ? dup_sealed(data, length) : NULL;
    gboolean taken = parse(data, (gssize)length);

    return (sealed && parse(sealed, -1)) || taken;
}

static void
add_sample(GPtrArray *seeds, const char *workbook)
{
    g_autoptr(WbEdition) edition = wb_sample_edition("en", "1");
    g_autofree char *json = NULL;

    g_free(edition->workbook);
    edition->workbook = g_strdup(workbook);
    wb_edition_seal(edition);
    json = wb_edition_to_json(edition);
    fuzz_add_text(seeds, json, -1);
}

/* A real one. */
static void
add_made(GPtrArray *seeds, const char *program)
{
    g_autofree char *layout = fuzz_dup_source_path("tests/third/choir");
    g_autofree char *folder = tool_new_folder();
    g_autofree char *path = g_build_filename(folder, "choir-year-en-a4.edition.json", NULL);
    g_autoptr(ToolRun) run_gen = tool_run(program, "blank", layout, "-o", folder, NULL);
    g_autofree char *json = NULL;

    g_assert_cmpint(run_gen->status, ==, 0);
    g_assert_true(g_file_get_contents(path, &json, NULL, NULL));
    fuzz_add_text(seeds, json, -1);
    tool_remove(folder);
}

int
main(int argc, char **argv)
{
    static const char *const own[] = {
        "-0",
        "0.001",
        "\\u007f",
        "\"id\":\"\",",
        "\"kind\":\"choice\",",
        "\"kind\":\"number\",",
        "\"options\":[],",
        "\"options\":[{\"code\":\"a\"}],",
        "\"widgets\":[],",
        "\"widgets\":[{\"page\":1,\"rect\":[0,0,1,1]}],",
        "\"min\":-2147483648,",
        "\"max\":2147483647,",
        "\"need\":\"\",",
        "\"shows\":[\"\"],",
        "\"sensitive\":true,",
        "\"on\":\"a\",",
        "\"input\":true,",
        "\"edition\":1,",
        "\"fields\":[],",
        "\"nothing\":[\"x\"],",
        "\"footer\":[0,0,0,0],",
        NULL,
    };
    g_autofree const char **words = fuzz_new_json_words(own);
    Fuzz fuzz = {"fuzz-edition", run, fuzz_new_seeds(), words, 1500};
    const char *built = g_getenv("G_TEST_BUILDDIR");
    g_autofree char *tests = built ? g_strdup(built) : g_path_get_dirname(argv[0]);
    g_autofree char *program = g_build_filename(tests, "..", "gen", "workbook-gen", NULL);

    for (guint i = 0; i < 4; i++) /* small ones are quick */
        add_sample(fuzz.seeds, "book");
    add_sample(fuzz.seeds, ""); /* whose table once lost a column */
    add_made(fuzz.seeds, program);
    return fuzz_run(&fuzz, argc, argv);
}
