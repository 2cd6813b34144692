/* From files to records: what is read, what each kind of bad file becomes, and that none of them
 * costs another. */
#include <glib/gstdio.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jail.h"
#include "pool.h"
#include "probe.h"

typedef struct {
    char *folder;
    WbEdition *edition;  /* known */
    WbEdition *stranger; /* not known */
    WbEditions *editions;
    GPtrArray *returns; /* of WbReturn, owned, with their paths */
} Fixture;

static void
return_free(gpointer data)
{
    WbReturn *self = data;

    g_free((char *)self->path);
    g_free(self);
}

static void
set_up(Fixture *f, gconstpointer data)
{
    f->folder = g_dir_make_tmp("reader-XXXXXX", NULL);
    f->edition = wb_probe_new_edition("en");
    f->stranger = wb_probe_new_edition("es");
    f->editions = wb_editions_new();
    wb_editions_add(f->editions, wb_probe_new_edition("en"));
    f->returns = g_ptr_array_new_with_free_func(return_free);
}

static void
tear_down(Fixture *f, gconstpointer data)
{
    for (guint i = 0; i < f->returns->len; i++)
        g_remove(((WbReturn *)f->returns->pdata[i])->path);
    g_rmdir(f->folder);
    g_ptr_array_unref(f->returns);
    wb_editions_free(f->editions);
    wb_edition_free(f->edition);
    wb_edition_free(f->stranger);
    g_free(f->folder);
}

/* Takes the bytes; NULL: nothing is written. Returns the path. */
static const char *
add_file(Fixture *f, const char *name, GBytes *bytes)
{
    WbReturn *file = g_new(WbReturn, 1);

    *file = (WbReturn){g_build_filename(f->folder, name, NULL), name};
    g_ptr_array_add(f->returns, file);
    if (bytes)
        g_assert_true(g_file_set_contents(file->path, g_bytes_get_data(bytes, NULL),
                                          (gssize)g_bytes_get_size(bytes), NULL));
    g_clear_pointer(&bytes, g_bytes_unref);
    return file->path;
}

static void
add_text(Fixture *f, const char *name, const char *text)
{
    add_file(f, name, g_bytes_new(text, strlen(text)));
}

static gboolean
note_down(const WbRecord *record, const WbEdition *attached, gpointer data, GError **error)
{
    GString *out = data;

    g_string_append_printf(out, "%s: %s", record->file,
                           record->problem ? record->problem : record->state);
    if (record->copy)
        g_string_append_printf(out, " (%s)", record->copy);
    for (guint i = 0; i < record->answers->len; i++) {
        const WbAnswer *answer = record->answers->pdata[i];

        if (answer->type == WB_VALUE_TEXT)
            g_string_append_printf(out, " %s=%s", answer->field, answer->text);
    }
    for (guint i = 0; i < record->notes->len; i++)
        g_string_append_printf(out, " !%s", ((WbNote *)record->notes->pdata[i])->code);
    g_string_append(out, attached ? " (attached)\n" : "\n");
    return TRUE;
}

static void
assert_read(Fixture *f, gboolean trust, const char *expected)
{
    WbPoolOptions options = {f->editions, trust, 2};
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_assert_true(wb_pool_read(f->returns, &options, note_down, out, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(out->str, ==, expected);
}

static GBytes *
new_return(const WbEdition *edition, const char *values_1)
{
    g_autoptr(GHashTable) values = wb_probe_new_values("values.1", values_1, NULL);

    return wb_probe_new_return(edition, values);
}

/* A form with these keywords and this attachment, NULL for none. */
static GBytes *
new_form(const WbEdition *edition, const char *keywords, const char *attached)
{
    g_autoptr(GHashTable) values = wb_probe_new_values("values.1", "(Ana)", NULL);
    g_autoptr(GPtrArray) objects = wb_probe_new_form(edition, values, keywords, attached);

    return wb_probe_new_pdf(objects, "/Info 7 0 R");
}

static void
test_values(Fixture *f, gconstpointer data)
{
    add_file(f, "one.pdf", new_return(f->edition, "(Ana)"));
    add_file(f, "two.pdf", new_return(f->edition, "<FEFF00C1 0062 0063>"));
    add_file(f, "three.pdf", new_return(f->edition, "(\\\\ \\( \\) \\\"q\\\")"));
    add_file(f, "four.pdf", new_return(f->edition, NULL));
    assert_read(f, FALSE,
                "one.pdf: partial values.1=Ana\n"
                "two.pdf: partial values.1=\xc3\x81"
                "bc\n"
                "three.pdf: partial values.1=\\ ( ) \"q\"\n"
                "four.pdf: blank !blank\n");
}

static void
test_record(Fixture *f, gconstpointer data)
{
    g_autoptr(GHashTable) values =
        wb_probe_new_values("values.1", "(Ana)", "team.commitment", "/2", "crisis.safety.adult",
                            "/on", "crisis.safety.partner", "/no", "values.1#1", "(Bob)", NULL);

    add_file(f, "one.pdf", wb_probe_new_return(f->edition, values));
    assert_read(f, FALSE,
                "one.pdf: complete values.1=Ana crisis.safety.partner=no !mirrors-differ\n");
}

typedef struct {
    char *saved, *from, *sha256;
} Saved;

static gboolean
note_saved(const WbRecord *record, const WbEdition *attached, gpointer data, GError **error)
{
    Saved *saved = data;

    saved->saved = g_strdup(record->saved);
    saved->from = g_strdup(record->saved_from);
    saved->sha256 = g_strdup(record->sha256);
    return TRUE;
}

/* The PDF's own date where a viewer has set one, else the file's. */
static void
test_saved(Fixture *f, gconstpointer data)
{
    static const struct {
        const char *info, *saved, *from;
    } cases[] = {
        {"", "2026-01-02T03:04:05Z", "file"},
        {"/ModDate (D:20261102111500+01'00')", "2026-11-02T10:15:00Z", "info"},
        {"/ModDate (yesterday)", "2026-01-02T03:04:05Z", "file"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GHashTable) values = wb_probe_new_values("values.1", "(Ana)", NULL);
        g_autofree char *keywords = g_strconcat(WB_EDITION_KEYWORD, f->edition->fingerprint, NULL);
        g_autoptr(GPtrArray) objects = wb_probe_new_form(f->edition, values, keywords, NULL);
        GString *info = g_string_new(objects->pdata[6]);
        struct timespec times[2] = {{1767323045, 0}, {1767323045, 0}};
        WbPoolOptions options = {f->editions, FALSE, 1};
        Saved saved = {NULL, NULL, NULL};

        g_string_replace(info, "/Title", cases[i].info, 1);
        g_string_replace(info, "(Community)", *cases[i].info ? "" : "/X ()", 1);
        g_free(objects->pdata[6]);
        objects->pdata[6] = g_string_free(info, FALSE);
        g_ptr_array_set_size(f->returns, 0);
        utimensat(AT_FDCWD, add_file(f, "a.pdf", wb_probe_new_pdf(objects, "/Info 7 0 R")), times,
                  0);
        g_assert_true(wb_pool_read(f->returns, &options, note_saved, &saved, NULL));
        g_assert_cmpstr(saved.saved, ==, cases[i].saved);
        g_assert_cmpstr(saved.from, ==, cases[i].from);
        g_assert_cmpuint(strlen(saved.sha256), ==, 64);
        g_free(saved.saved);
        g_free(saved.from);
        g_free(saved.sha256);
    }
}

static void
add_encrypted(Fixture *f)
{
    g_autofree char *key = g_strnfill(64, '7');
    g_autofree char *trailer = g_strdup_printf(
        "/Encrypt <</Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4>> /ID [<00> <00>]", key, key);
    g_autoptr(GHashTable) values = wb_probe_new_values(NULL, NULL);
    g_autoptr(GPtrArray) objects = wb_probe_new_form(f->edition, values, NULL, NULL);

    add_file(f, "encrypted.pdf", wb_probe_new_pdf(objects, trailer));
}

/* Objects of a document of one page, up to a NULL. */
static GBytes *
new_document(const char *first, ...)
{
    g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func(g_free);
    const char *object = first;
    va_list list;

    va_start(list, first);
    g_ptr_array_add(objects,
                    g_strdup("<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [4 0 R]>>>>"));
    g_ptr_array_add(objects, g_strdup("<</Type /Pages /Count 1 /Kids [3 0 R]>>"));
    for (; object; object = va_arg(list, const char *))
        g_ptr_array_add(objects, g_strdup(object));
    va_end(list);
    return wb_probe_new_pdf(objects, NULL);
}

#define PAGE "<</Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [4 0 R]>>"

static void
add_truncated(Fixture *f, const char *name, guint percent)
{
    g_autoptr(GBytes) whole = new_return(f->edition, "(Ana)");

    add_file(f, name, g_bytes_new_from_bytes(whole, 0, g_bytes_get_size(whole) * percent / 100));
}

/* A whole file with an update that was cut off: the answers before it would be read as if they were
 * the last. */
static void
add_cut_update(Fixture *f)
{
    g_autoptr(GBytes) whole = new_return(f->edition, "(old)");
    g_autoptr(GByteArray) cut = g_byte_array_new();
    static const char update[] = "20 0 obj\n<</FT /Tx /T (values/1) /V (new)";

    g_byte_array_append(cut, g_bytes_get_data(whole, NULL), (guint)g_bytes_get_size(whole));
    g_byte_array_append(cut, (const guint8 *)update, sizeof update - 1);
    add_file(f, "cut-update.pdf", g_byte_array_free_to_bytes(g_steal_pointer(&cut)));
}

static void
add_zeros(Fixture *f, const char *name, goffset size)
{
    const char *path = add_file(f, name, NULL);
    int fd = g_open(path, O_WRONLY | O_CREAT, 0600);

    g_assert_cmpint(ftruncate(fd, size), ==, 0);
    close(fd);
}

static void
add_pipe(Fixture *f)
{
    g_assert_cmpint(mkfifo(add_file(f, "pipe.pdf", NULL), 0600), ==, 0);
}

/* Between two good files, which come out as if the bad ones were not there. */
static void
test_bad(Fixture *f, gconstpointer data)
{
    add_file(f, "first.pdf", new_return(f->edition, "(Ana)"));
    add_text(f, "empty.pdf", "");
    add_text(f, "letter.pdf", "Dear coordinator, attached is my workbook.\n");
    add_truncated(f, "truncated-60.pdf", 60);
    add_truncated(f, "truncated-98.pdf", 98);
    add_cut_update(f);
    add_encrypted(f);
    add_zeros(f, "zeros.pdf", 200 * 1024 * 1024);
    add_zeros(f, "fewer-zeros.pdf", 8 * 1024 * 1024);
    add_pipe(f);
    add_file(f, "missing.pdf", NULL);
    add_file(f, "no-form.pdf", new_document("<</Type /Page /Parent 2 0 R>>", "<<>>", NULL));
    add_file(f, "other.pdf",
             new_document(PAGE,
                          "<</Subtype /Widget /FT /Tx /T (a) /V (x) "
                          "/Rect [0 0 9 9]>>",
                          NULL));
    add_text(f, "xfa.pdf",
             "%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R\n"
             "/AcroForm <</Fields [] /XFA (<xdp/>)>>>> endobj\n"
             "2 0 obj <</Type /Pages /Count 1 /Kids [3 0 R]>> endobj\n"
             "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>> endobj\n"
             "trailer <</Root 1 0 R /Size 4>>\n%%EOF\n");
    add_file(f, "last.pdf", new_return(f->edition, "(Bob)"));
    assert_read(f, FALSE,
                "first.pdf: partial values.1=Ana\n"
                "empty.pdf: empty\n"
                "letter.pdf: not-a-pdf\n"
                "truncated-60.pdf: damaged\n"
                "truncated-98.pdf: damaged\n"
                "cut-update.pdf: damaged\n"
                "encrypted.pdf: encrypted\n"
                "zeros.pdf: too-large\n"
                "fewer-zeros.pdf: not-a-pdf\n"
                "pipe.pdf: not-a-file\n"
                "missing.pdf: unreadable\n"
                "no-form.pdf: no-form\n"
                "other.pdf: other-form\n"
                "xfa.pdf: xfa-only\n"
                "last.pdf: partial values.1=Bob\n");
}

/* Deflates @data @times over. */
static GBytes *
deflate(const void *data, gsize size, guint times)
{
    g_autoptr(GConverter) converter =
        G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1));
    g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable();
    g_autoptr(GOutputStream) out = g_converter_output_stream_new(memory, converter);

    for (guint i = 0; i < times; i++)
        g_assert_true(g_output_stream_write_all(out, data, size, NULL, NULL, NULL));
    g_assert_true(g_output_stream_close(out, NULL, NULL));
    return g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(memory));
}

/* A stream of 512 MB of numbers behind two rounds of deflate: some kilobytes in the file. */
static char *
new_bomb(void)
{
    g_autofree char *plain = g_malloc(1 << 20);
    g_autoptr(GBytes) once = NULL, twice = NULL;
    g_autoptr(GString) hex = g_string_new(NULL);

    for (guint i = 0; i < 1 << 20; i += 2)
        memcpy(plain + i, "0 ", 2);
    once = deflate(plain, 1 << 20, 512);
    twice = deflate(g_bytes_get_data(once, NULL), g_bytes_get_size(once), 1);
    for (gsize i = 0; i < g_bytes_get_size(twice); i++)
        g_string_append_printf(hex, "%02x", ((const guint8 *)g_bytes_get_data(twice, NULL))[i]);
    return g_strdup_printf("<</Filter [/ASCIIHexDecode /FlateDecode /FlateDecode] /Length %d>>\n"
                           "stream\n%s>\nendstream",
                           (int)hex->len + 1, hex->str);
}

/* Files that never come to an end, between two good ones. */
static void
test_endless(Fixture *f, gconstpointer data)
{
    g_autofree char *bomb = new_bomb();
    gint64 start = g_get_monotonic_time();
    g_autoptr(GString) out = g_string_new(NULL);
    WbPoolOptions options = {f->editions, FALSE, 2};

    add_file(f, "first.pdf", new_return(f->edition, "(Ana)"));
    add_file(f, "parents.pdf",
             new_document(PAGE,
                          "<</Subtype /Widget /FT /Tx /T (a) /Parent 5 0 R "
                          "/Rect [0 0 9 9]>>",
                          "<</T (b) /Parent 4 0 R /Kids [4 0 R]>>", NULL));
    add_file(f, "kids.pdf",
             new_document(PAGE, "<</T (a) /FT /Tx /Kids [5 0 R 5 0 R]>>",
                          "<</T (b) /FT /Tx /Parent 4 0 R /Kids [4 0 R 4 0 R]>>", NULL));
    add_file(f, "bomb.pdf",
             new_document("<</Type /Page /Parent 2 0 R /Annots [4 0 R] /Contents 5 0 R>>",
                          "<</Subtype /Widget /FT /Tx /T (a) /Rect [0 0 9 9]>>", bomb, NULL));
    add_file(f, "last.pdf", new_return(f->edition, "(Bob)"));
    g_assert_true(wb_pool_read(f->returns, &options, note_down, out, NULL));
    g_assert_cmpint(g_get_monotonic_time() - start, <,
                    (2 * WB_JAIL_MOST_SECONDS + 2) * G_USEC_PER_SEC);
    g_test_message("%s", out->str);
    g_assert_true(g_str_has_prefix(out->str, "first.pdf: partial values.1=Ana\nparents.pdf: "));
    g_assert_true(g_str_has_suffix(out->str, "last.pdf: partial values.1=Bob\n"));
    g_assert_null(strstr(out->str, "parents.pdf: partial"));
    g_assert_null(strstr(out->str, "kids.pdf: partial"));
    g_assert_nonnull(strstr(out->str, "bomb.pdf: t"));
}

static char *
dup_keywords(const WbEdition *edition)
{
    return g_strconcat("workbook ", WB_EDITION_KEYWORD, edition->fingerprint, " en", NULL);
}

/* The same workbook with one field's label changed, sealed anew. */
static char *
dup_forged(const WbEdition *edition, gboolean sealed)
{
    g_autofree char *json = wb_edition_to_json(edition);
    GString *forged = g_string_new(json);
    g_autoptr(WbEdition) changed = NULL;

    if (sealed) {
        changed = wb_edition_parse(json, -1, "x", NULL);
        ((WbEditionField *)changed->fields->pdata[0])->sensitive = TRUE;
        wb_edition_seal(changed);
        g_string_free(forged, TRUE);
        return wb_edition_to_json(changed);
    }
    g_string_replace(forged, "\"label\":\"values.1\"", "\"label\":\"values.9\"", 1);
    return g_string_free(forged, FALSE);
}

/* By the Info key, the attachment, the footer's code and the names of the fields. */
static void
test_known(Fixture *f, gconstpointer data)
{
    g_autofree char *keywords = dup_keywords(f->edition);
    g_autofree char *json = wb_edition_to_json(f->edition);

    add_file(f, "key.pdf", new_form(f->edition, keywords, NULL));
    add_file(f, "both.pdf", new_form(f->edition, keywords, json));
    add_file(f, "attachment.pdf", new_form(f->edition, NULL, json));
    add_file(f, "footer.pdf", new_form(f->edition, NULL, NULL));
    memcpy(f->edition->code, "XX-0000", 7);
    add_file(f, "fields.pdf", new_form(f->edition, NULL, NULL));
    assert_read(f, FALSE,
                "key.pdf: partial values.1=Ana\n"
                "both.pdf: partial values.1=Ana\n"
                "attachment.pdf: partial values.1=Ana\n"
                "footer.pdf: partial values.1=Ana\n"
                "fields.pdf: partial values.1=Ana !edition-guessed\n");
}

/* A form that says in its Keywords, and in the footer of its two pages, which copy it is. */
static GBytes *
new_copy(const WbEdition *edition, const char *claimed, const char *footer, const char *answer)
{
    g_autofree char *keywords =
        g_strconcat(WB_EDITION_KEYWORD, edition->fingerprint, claimed, NULL);
    g_autoptr(GHashTable) values = wb_probe_new_values("values.1", answer, NULL);
    g_autoptr(GPtrArray) objects =
        wb_probe_new_form(edition, values, claimed ? keywords : NULL, NULL);
    char **contents = (char **)&objects->pdata[5];

    if (footer) {
        g_autofree char *text =
            g_strdup_printf("BT /F 8 Tf 72 30 Td (%s - %s) Tj ET", edition->code, footer);

        g_free(*contents);
        *contents = g_strdup_printf("<</Length %" G_GSIZE_FORMAT ">>\nstream\n%s\nendstream",
                                    strlen(text), text);
    }
    return wb_probe_new_pdf(objects, "/Info 7 0 R");
}

/* By the Info key, else by the footer; only with the right check mark. */
static void
test_copies(Fixture *f, gconstpointer data)
{
    add_file(f, "key.pdf", new_copy(f->edition, " copy:K7Q2M-9XD4J", NULL, "(Ana)"));
    add_file(f, "commas.pdf", new_copy(f->edition, ", copy:k7q2m-9xd4j, x", NULL, "(Ana)"));
    add_file(f, "wrong.pdf", new_copy(f->edition, " copy:K7Q2M-9XD4F", NULL, "(Ana)"));
    add_file(f, "long.pdf", new_copy(f->edition, " copy:K7Q2M-9XD4J-1", NULL, "(Ana)"));
    add_file(f, "other.pdf", new_copy(f->edition, " photocopy:K7Q2M-9XD4J", NULL, "(Ana)"));
    add_file(f, "blank.pdf", new_copy(f->edition, "", NULL, "(K7Q2M-9XD4J)"));
    add_file(f, "footer.pdf", new_copy(f->edition, NULL, "Copy K7Q2M-9XD4J", "(Q2V22-4Z8S5)"));
    add_file(f, "both.pdf", new_copy(f->edition, " copy:Q2V22-4Z8S5", "Copy K7Q2M-9XD4J", "(A)"));
    add_file(f, "mended.pdf", new_copy(f->edition, " copy:Q2V22-4Z8S", "Copy K7Q2M-9XD4J", "(A)"));
    add_file(f, "two.pdf", new_copy(f->edition, NULL, "K7Q2M-9XD4J Q2V22-4Z8S5", "(A)"));
    assert_read(f, FALSE,
                "key.pdf: partial (K7Q2M-9XD4J) values.1=Ana\n"
                "commas.pdf: partial (K7Q2M-9XD4J) values.1=Ana\n"
                "wrong.pdf: partial values.1=Ana\n"
                "long.pdf: partial values.1=Ana\n"
                "other.pdf: partial values.1=Ana\n"
                "blank.pdf: partial values.1=K7Q2M-9XD4J\n"
                "footer.pdf: partial (K7Q2M-9XD4J) values.1=Q2V22-4Z8S5\n"
                "both.pdf: partial (Q2V22-4Z8S5) values.1=A\n"
                "mended.pdf: partial (K7Q2M-9XD4J) values.1=A\n"
                "two.pdf: partial values.1=A\n");
}

static void
test_unknown(Fixture *f, gconstpointer data)
{
    g_autofree char *keywords = dup_keywords(f->stranger);
    g_autofree char *json = wb_edition_to_json(f->stranger);

    add_file(f, "key.pdf", new_form(f->stranger, keywords, NULL));
    add_file(f, "attached.pdf", new_form(f->stranger, keywords, json));
    add_file(f, "attached-only.pdf", new_form(f->stranger, NULL, json));
    assert_read(f, FALSE,
                "key.pdf: unknown-edition\n"
                "attached.pdf: unknown-edition\n"
                "attached-only.pdf: unknown-edition\n");
    assert_read(f, TRUE,
                "key.pdf: unknown-edition\n"
                "attached.pdf: partial values.1=Ana (attached)\n"
                "attached-only.pdf: partial values.1=Ana (attached)\n");
}

/* Nothing that a file brings with it changes what a known edition says. */
static void
test_forged(Fixture *f, gconstpointer data)
{
    g_autofree char *known = dup_keywords(f->edition);
    g_autofree char *changed = dup_forged(f->edition, FALSE);
    g_autofree char *sealed = dup_forged(f->edition, TRUE);
    g_autofree char *stranger = wb_edition_to_json(f->stranger);
    g_autofree char *deep = g_strnfill(200000, '[');

    add_file(f, "changed.pdf", new_form(f->edition, known, changed));
    add_file(f, "sealed.pdf", new_form(f->edition, known, sealed));
    add_file(f, "stranger.pdf", new_form(f->edition, known, stranger));
    add_file(f, "deep.pdf", new_form(f->edition, known, deep));
    add_file(f, "unclaimed.pdf", new_form(f->edition, NULL, sealed));
    add_file(f, "good.pdf", new_form(f->edition, known, NULL));
    assert_read(f, FALSE,
                "changed.pdf: forged-edition\n"
                "sealed.pdf: forged-edition\n"
                "stranger.pdf: forged-edition\n"
                "deep.pdf: damaged\n"
                "unclaimed.pdf: unknown-edition\n"
                "good.pdf: partial values.1=Ana\n");
}

/* Many more files than the pool begins at once, in order. */
static void
test_order(Fixture *f, gconstpointer data)
{
    g_autoptr(GString) expected = g_string_new(NULL);

    for (int i = 0; i < 150; i++) {
        g_autofree char *name = g_strdup_printf("%d.pdf", i);
        g_autofree char *value = g_strdup_printf("(%d)", i);

        add_file(f, g_intern_string(name), i % 7 ? new_return(f->edition, value) : NULL);
        if (i % 7)
            g_string_append_printf(expected, "%d.pdf: partial values.1=%d\n", i, i);
        else
            g_string_append_printf(expected, "%d.pdf: unreadable\n", i);
    }
    assert_read(f, FALSE, expected->str);
}

static gboolean
stop(const WbRecord *record, const WbEdition *attached, gpointer data, GError **error)
{
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
    return FALSE;
}

static void
test_stopped(Fixture *f, gconstpointer data)
{
    WbPoolOptions options = {f->editions, FALSE, 2};
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < 5; i++)
        add_file(f, "same.pdf", new_return(f->edition, "(Ana)"));
    g_assert_false(wb_pool_read(f->returns, &options, stop, NULL, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

#define ADD(name, test) g_test_add("/reader/" name, Fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("values", test_values);
    ADD("record", test_record);
    ADD("saved", test_saved);
    ADD("bad", test_bad);
    ADD("endless", test_endless);
    ADD("known", test_known);
    ADD("copies", test_copies);
    ADD("unknown", test_unknown);
    ADD("forged", test_forged);
    ADD("order", test_order);
    ADD("stopped", test_stopped);
    return g_test_run();
}
