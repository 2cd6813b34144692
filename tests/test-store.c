/* The harvest database: what goes in comes out, what has left does not count, the latest return of
 * a person does, and a harvest that is cut off loses what it had not committed and nothing else. */
#include <glib/gstdio.h>
#include <string.h>

#include "database.h"
#include "sample.h"
#include "store.h"

typedef struct {
    char *folder, *path;
    WbEdition *edition;
    WbStore *store;
} Fixture;

static void
open_store(Fixture *self)
{
    g_autoptr(GError) error = NULL;

    self->store = wb_store_open(self->path, WB_STORE_HARVEST, &error);
    g_assert_no_error(error);
}

static void
set_up(Fixture *self, gconstpointer data)
{
    self->folder = g_dir_make_tmp("workbook-XXXXXX", NULL);
    self->path = g_build_filename(self->folder, "harvest.db", NULL);
    self->edition = wb_sample_edition("en", "1.0");
    open_store(self);
}

static void
tear_down(Fixture *self, gconstpointer data)
{
    wb_store_free(self->store);
    wb_edition_free(self->edition);
    g_unlink(self->path);
    g_assert_cmpint(g_rmdir(self->folder), ==, 0); /* no journal stays behind */
    g_free(self->folder);
    g_free(self->path);
}

static void
begin(Fixture *self)
{
    g_autoptr(GError) error = NULL;

    wb_store_begin(self->store, &error);
    g_assert_no_error(error);
}

static void
commit(Fixture *self)
{
    g_autoptr(GError) error = NULL;

    wb_store_commit(self->store, &error);
    g_assert_no_error(error);
}

static void
add(Fixture *self, const WbRecord *record, gint64 mtime_ns)
{
    WbStoreFile file = {record->file, record->file, 1000, mtime_ns};
    g_autoptr(GError) error = NULL;

    wb_store_add(self->store, &file, record, &error);
    g_assert_no_error(error);
}

/* Ends a harvest of the whole folder in which the files of @names are there. */
static guint
settle(Fixture *self, const char *const *names)
{
    g_autoptr(GHashTable) present = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) roots = g_ptr_array_new();
    g_autoptr(GPtrArray) left = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;

    for (gsize n = 0; names[n]; n++)
        g_hash_table_add(present, (gpointer)names[n]);
    g_ptr_array_add(roots, self->folder);
    wb_store_settle(self->store, roots, present, left, &error);
    g_assert_no_error(error);
    return left->len;
}

static gboolean
describe_one(const WbStored *stored, gpointer data, GError **error)
{
    GString *text = data;

    g_string_append_printf(text, "%s%s ", stored->record->file,
                           stored->record->problem ? "!"
                           : stored->current       ? "*"
                                                   : "");
    return TRUE;
}

/* "a.pdf* b.pdf c.pdf! ": current ones with a star, problems with an exclamation mark. */
static char *
describe(Fixture *self)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    wb_store_each(self->store, FALSE, describe_one, text, &error);
    g_assert_no_error(error);
    return g_string_free(text, FALSE);
}

static gboolean
is_read(Fixture *self, const char *key, gint64 mtime_ns)
{
    WbStoreFile file = {(char *)key, (char *)key, 1000, mtime_ns};
    g_autoptr(GError) error = NULL;
    gboolean read = FALSE;

    wb_store_is_read(self->store, &file, &read, &error);
    g_assert_no_error(error);
    return read;
}

static gboolean
take_json(const WbStored *stored, gpointer data, GError **error)
{
    g_autofree char *json = wb_record_to_json(stored->record);

    g_string_append(data, json);
    g_assert_cmpstr(stored->person, ==, "K7Q2M-9XD4F");
    return TRUE;
}

static void
test_round_trip(Fixture *self, gconstpointer data)
{
    g_autoptr(WbRecord) record = wb_sample_record(self->edition, "ana.pdf", "aa");
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *json = NULL;
    const char *const names[] = {"ana.pdf", NULL};

    record->copy = g_strdup("K7Q2M-9XD4F");
    wb_record_add_text(record, "agency", "Casa \"Norte\"\nzweite Zeile \xf0\x9f\x8c\xb1 'x'");
    wb_record_add_text(record, "name", "true");
    wb_record_add_number(record, "members", -12);
    wb_record_add_boolean(record, "t.food.adult", FALSE);
    wb_record_add_boolean(record, "t.hotel.adult", TRUE);
    wb_record_add_prefilled(record, "name"); /* in the order of the answers, not of the alphabet */
    wb_record_add_prefilled(record, "members");
    wb_record_add_note(record, "members", "not-a-number", "about ten");
    wb_record_add_note(record, NULL, "edition-guessed", NULL);
    json = wb_record_to_json(record);
    begin(self);
    add(self, record, 7);
    settle(self, names);
    commit(self);
    g_assert_true(wb_store_each(self->store, TRUE, take_json, text, NULL));
    g_assert_cmpstr(text->str, ==, json);
}

static void
test_private(Fixture *self, gconstpointer data)
{
    g_autofree char *bytes = NULL;
    GStatBuf about;

    g_assert_cmpint(g_stat(self->path, &about), ==, 0);
    g_assert_cmpint(about.st_mode & 0777, ==, 0600);
    g_assert_true(g_file_get_contents(self->path, &bytes, NULL, NULL));
    g_assert_cmpint(bytes[63], ==, 2); /* the last byte of user_version */
}

static void
test_changes(Fixture *self, gconstpointer data)
{
    g_autoptr(WbRecord) record = wb_sample_record(self->edition, "ana.pdf", "aa");
    WbStoreFile copy = {(char *)"b.pdf", (char *)"b.pdf", 1000, 1761991200000000000};
    const char *const names[] = {"ana.pdf", "b.pdf", NULL};
    g_autofree char *after = NULL;
    gboolean known;

    begin(self);
    add(self, record, 7);
    g_assert_true(is_read(self, "ana.pdf", 7));
    g_assert_false(is_read(self, "ana.pdf", 8));
    g_assert_false(is_read(self, "b.pdf", 7));
    g_assert_true(wb_store_has_size(self->store, 1000, &known, NULL) && known);
    g_assert_true(wb_store_has_size(self->store, 1001, &known, NULL) && !known);
    g_assert_true(wb_store_adopt(self->store, &copy, "bb", &known, NULL) && !known);
    g_assert_true(wb_store_adopt(self->store, &copy, "aa", &known, NULL) && known);
    settle(self, names);
    commit(self);
    after = describe(self);
    g_assert_cmpstr(after, ==, "ana.pdf* b.pdf "); /* one content is one return */
}

static void
test_left(Fixture *self, gconstpointer data)
{
    g_autoptr(WbRecord) a = wb_sample_record(self->edition, "a.pdf", "aa");
    g_autoptr(WbRecord) b = wb_sample_record(self->edition, "b.pdf", "bb");
    const char *const both[] = {"a.pdf", "b.pdf", NULL}, *const one[] = {"b.pdf", NULL};
    g_autofree char *first = NULL, *second = NULL, *third = NULL;

    begin(self);
    add(self, a, 1);
    add(self, b, 1);
    g_assert_cmpuint(settle(self, both), ==, 0);
    first = describe(self);
    g_assert_cmpuint(settle(self, one), ==, 1);
    second = describe(self);
    g_assert_true(is_read(self, "a.pdf", 1)); /* it came back, and is not read again */
    settle(self, both);
    third = describe(self);
    commit(self);
    g_assert_cmpstr(first, ==, "a.pdf* b.pdf* ");
    g_assert_cmpstr(second, ==, "b.pdf* ");
    g_assert_cmpstr(third, ==, "a.pdf* b.pdf* ");
}

static void
test_resubmission(Fixture *self, gconstpointer data)
{
    g_autoptr(WbRecord) early = wb_sample_record(self->edition, "early.pdf", "aa");
    g_autoptr(WbRecord) late = wb_sample_record(self->edition, "late.pdf", "bb");
    const char *const both[] = {"early.pdf", "late.pdf", NULL}, *const one[] = {"early.pdf", NULL};
    g_autofree char *first = NULL, *second = NULL;

    early->copy = g_strdup("K7Q2M-9XD4F");
    late->copy = g_strdup("K7Q2M-9XD4F");
    g_free(late->saved);
    late->saved = g_strdup("2026-11-03T00:00:00Z");
    begin(self);
    add(self, late, 1);
    add(self, early, 1);
    settle(self, both);
    first = describe(self);
    settle(self, one);
    second = describe(self);
    commit(self);
    g_assert_cmpstr(first, ==, "early.pdf late.pdf* ");
    g_assert_cmpstr(second, ==, "early.pdf* ");
}

static void
test_problems(Fixture *self, gconstpointer data)
{
    g_autoptr(WbRecord) scan = wb_record_new("scan.pdf");
    g_autoptr(WbRecord) gone = wb_record_new("gone.pdf");
    const char *const names[] = {"scan.pdf", "gone.pdf", NULL};
    g_autofree char *text = NULL;

    scan->sha256 = g_strdup("cc");
    scan->problem = g_strdup("unknown-edition");
    gone->problem = g_strdup("unreadable");
    begin(self);
    add(self, scan, 1);
    add(self, gone, 1);
    g_assert_true(is_read(self, "scan.pdf", 1));
    g_assert_false(is_read(self, "gone.pdf", 1)); /* nobody knows what is in it */
    g_assert_true(wb_store_add_edition(self->store, self->edition, NULL));
    g_assert_false(is_read(self, "scan.pdf", 1)); /* it may be readable now */
    add(self, scan, 1);
    g_assert_true(wb_store_add_edition(self->store, self->edition, NULL));
    g_assert_true(is_read(self, "scan.pdf", 1)); /* that edition was no news */
    settle(self, names);
    commit(self);
    text = describe(self);
    g_assert_cmpstr(text, ==, "gone.pdf! scan.pdf! ");
}

static void
test_editions(Fixture *self, gconstpointer data)
{
    g_autoptr(WbEditions) editions = wb_editions_new();
    g_autoptr(GError) error = NULL;

    g_assert_true(wb_store_add_edition(self->store, self->edition, NULL));
    wb_store_load_editions(self->store, editions, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(wb_editions_count(editions), ==, 1);
    g_assert_cmpstr(wb_editions_peek(editions, 0)->fingerprint, ==, self->edition->fingerprint);
}

static void
test_cut_off(Fixture *self, gconstpointer data)
{
    g_autoptr(WbRecord) kept = wb_sample_record(self->edition, "kept.pdf", "aa");
    g_autoptr(WbRecord) lost = wb_sample_record(self->edition, "lost.pdf", "bb");
    g_autofree char *text = NULL;

    begin(self);
    add(self, kept, 1);
    commit(self);
    begin(self);
    add(self, lost, 1);
    wb_store_free(self->store);
    open_store(self);
    text = describe(self);
    g_assert_cmpstr(text, ==, "kept.pdf ");
}

static void
test_keys(Fixture *self, gconstpointer data)
{
    g_autofree char *inside = g_build_filename(self->folder, "in", "..", "x", "a.pdf", NULL);
    g_autofree char *key = wb_store_dup_key(self->store, inside);
    g_autofree char *outside = wb_store_dup_key(self->store, "/elsewhere/a.pdf");
    g_autofree char *beside = g_strconcat(self->folder, "2/a.pdf", NULL);
    g_autofree char *beside_key = wb_store_dup_key(self->store, beside);
    g_autofree char *bytes = wb_store_dup_key(self->store, "/elsewhere/\xff.pdf");

    g_assert_cmpstr(key, ==, "x/a.pdf");
    g_assert_cmpstr(outside, ==, "/elsewhere/a.pdf");
    g_assert_cmpstr(beside_key, ==, beside);
    g_assert_true(g_utf8_validate(bytes, -1, NULL));
}

static void
test_busy(Fixture *self, gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(wb_store_open(self->path, WB_STORE_READ, &error));
    g_assert_error(error, WB_DATABASE_ERROR, WB_DATABASE_ERROR_BUSY);
    g_assert_nonnull(strstr(error->message, "another program is using"));
}

static void
assert_wrong(const char *path, WbStoreMode mode, int code, const char *what)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(wb_store_open(path, mode, &error));
    g_assert_error(error, WB_DATABASE_ERROR, code);
    g_assert_true(g_str_has_suffix(error->message, what));
}

static void
test_wrong(void)
{
    g_autofree char *folder = g_dir_make_tmp("workbook-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "x.db", NULL);
    g_autofree char *text = g_strnfill(4096, 'x');

    assert_wrong(path, WB_STORE_READ, WB_DATABASE_ERROR_FAILED, ": there is no such file");
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    assert_wrong(folder, WB_STORE_HARVEST, WB_DATABASE_ERROR_FAILED, ": this is not a file");
    g_assert_true(g_file_set_contents(path, "", 0, NULL));
    assert_wrong(path, WB_STORE_READ, WB_DATABASE_ERROR_WRONG, ": this is not a harvest database");
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    assert_wrong(path, WB_STORE_READ, WB_DATABASE_ERROR_WRONG, ": this is not a harvest database");
    assert_wrong(path, WB_STORE_HARVEST, WB_DATABASE_ERROR_WRONG,
                 ": this is not a harvest database");
    g_unlink(path);
    g_rmdir(folder);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *path;
        void (*run)(Fixture *self, gconstpointer data);
    } tests[] = {
        {"/store/round-trip", test_round_trip},
        {"/store/private", test_private},
        {"/store/changes", test_changes},
        {"/store/left", test_left},
        {"/store/resubmission", test_resubmission},
        {"/store/problems", test_problems},
        {"/store/editions", test_editions},
        {"/store/cut-off", test_cut_off},
        {"/store/keys", test_keys},
        {"/store/busy", test_busy},
    };

    g_test_init(&argc, &argv, NULL);
    for (gsize n = 0; n < G_N_ELEMENTS(tests); n++)
        g_test_add(tests[n].path, Fixture, NULL, set_up, tests[n].run, tear_down);
    g_test_add_func("/store/wrong", test_wrong);
    return g_test_run();
}
