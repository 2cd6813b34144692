#include "catalog.h"

#include <errno.h>
#include <gettext-po.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "prose.h"
#include "texts.h"
#include "translation.h"

G_DEFINE_QUARK(wb_catalog_error, wb_catalog_error)

/* Complaints about one file, one a line. */
typedef struct {
    const char *path;
    GString *lines;
    jmp_buf fatal; /* where libgettextpo goes when it gives up */
} Trouble;

/* libgettextpo's handlers get no data of the caller's. */
static Trouble *trouble;

static void
complain(GString *lines, const char *path, gsize line, gsize column, const char *what)
{
    if (lines->len > 0)
        g_string_append_c(lines, '\n');
    g_string_append_printf(lines, "%s:%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT ": %s", path, line,
                           column, what);
}

static void
on_error(int severity, po_message_t message, const char *filename, size_t line, size_t column,
         int multiline, const char *text)
{
    g_autofree char *what = g_strdelimit(g_strstrip(g_strdup(text)), "\n", ' ');

    if (severity == PO_SEVERITY_WARNING)
        return;
    complain(trouble->lines, trouble->path, line == (size_t)-1 || !filename ? 1 : line,
             column == (size_t)-1 || !filename ? 1 : column, what);
    if (severity != PO_SEVERITY_FATAL_ERROR)
        return;
    g_clear_pointer(&what, g_free);
    longjmp(trouble->fatal, 1); /* over frames of libgettextpo alone */
}

static void
on_two_errors(int severity, po_message_t message1, const char *filename1, size_t line1,
              size_t column1, int multiline1, const char *text1, po_message_t message2,
              const char *filename2, size_t line2, size_t column2, int multiline2,
              const char *text2)
{
    on_error(PO_SEVERITY_ERROR, message1, filename1, line1, column1, multiline1, text1);
    on_error(severity, message2, filename2, line2, column2, multiline2, text2);
}

static const struct po_xerror_handler handler = {on_error, on_two_errors};

static po_file_t
read_guarded(const char *path)
{
    if (setjmp(trouble->fatal))
        return NULL;
    return po_file_read(path, &handler);
}

static void
write_guarded(po_file_t file, const char *path)
{
    if (!setjmp(trouble->fatal))
        po_file_write(file, path, &handler);
}

/* The library leaves each message's context behind. */
static void
file_free(po_file_t file)
{
    po_message_iterator_t at = po_message_iterator(file, NULL);
    po_message_t message;

    while ((message = po_next_message(at)))
        po_message_set_msgctxt(message, NULL);
    po_message_iterator_free(at);
    po_file_free(file);
}

static gboolean
fail(GError **error, WbCatalogError code, const GString *lines)
{
    g_set_error_literal(error, WB_CATALOG_ERROR, code, lines->str);
    return FALSE;
}

/* A PO file as it was read. */
typedef struct {
    po_file_t file;
    const char *path;   /* lent */
    const char *header; /* lent by the file; "" without one */
    GHashTable *active; /* msgctxt -> po_message_t, lent by the file */
    GHashTable *gone;   /* the same of obsolete ones */
    GHashTable *lines;  /* msgctxt -> line of its msgstr */
} Catalog;

static void
catalog_free(Catalog *self)
{
    if (self->file)
        file_free(self->file);
    g_hash_table_unref(self->active);
    g_hash_table_unref(self->gone);
    g_hash_table_unref(self->lines);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Catalog, catalog_free)

static void
append_quoted(GString *out, const char *line)
{
    const char *start = strchr(line, '"'), *end = strrchr(line, '"');

    if (start && end > start)
        g_string_append_len(out, start + 1, end - start - 1);
}

/* libgettextpo knows where its messages stand and does not tell. */
static void
find_lines(Catalog *self, const char *text)
{
    g_auto(GStrv) all = g_strsplit(text, "\n", -1);
    g_autoptr(GString) context = g_string_new(NULL);
    gboolean inside = FALSE;

    for (guint i = 0; all[i]; i++) {
        const char *line = g_strchug(all[i]);

        if (g_str_has_prefix(line, "msgctxt"))
            g_string_truncate(context, 0);
        else if (g_str_has_prefix(line, "msgstr") &&
                 !g_hash_table_contains(self->lines, context->str))
            g_hash_table_insert(self->lines, g_strcompress(context->str), GUINT_TO_POINTER(i + 1));
        inside = g_str_has_prefix(line, "msgctxt") || (inside && *line == '"');
        if (inside)
            append_quoted(context, line);
    }
}

static gsize
line_of(const Catalog *self, const char *context)
{
    guint line = GPOINTER_TO_UINT(g_hash_table_lookup(self->lines, context ? context : ""));

    return line > 0 ? line : 1;
}

static gboolean
check_bytes(const char *path, const char *text, gsize length, GString *lines)
{
    const char *wrong;
    gsize line = 1, column = 1;

    if (g_utf8_validate_len(text, length, &wrong))
        return TRUE;
    for (const char *at = text; at < wrong; at = g_utf8_next_char(at), column++)
        if (*at == '\n') {
            line++;
            column = 0;
        }
    complain(lines, path, line, column, "not UTF-8: save the file in this encoding");
    return FALSE;
}

/* "" where the header does not have it. */
static char *
dup_header_field(const Catalog *self, const char *name)
{
    char *field = po_header_field(self->header, name);
    char *copy = g_strstrip(g_strdup(field ? field : ""));

    free(field);
    return copy;
}

static void
check_charset(const Catalog *self, GString *lines)
{
    g_autofree char *type = dup_header_field(self, "Content-Type");
    g_autofree char *low = g_ascii_strdown(type, -1);

    if (!strstr(low, "charset=utf-8"))
        complain(lines, self->path, line_of(self, NULL), 1,
                 "the header does not say 'Content-Type: text/plain; charset=UTF-8'");
}

static gboolean
is_header(po_message_t message)
{
    return !po_message_msgctxt(message) && *po_message_msgid(message) == '\0';
}

static void
index_messages(Catalog *self)
{
    po_message_iterator_t at = po_message_iterator(self->file, NULL);
    po_message_t message;

    while ((message = po_next_message(at))) {
        const char *context = po_message_msgctxt(message);

        if (is_header(message) && !po_message_is_obsolete(message))
            self->header = po_message_msgstr(message);
        if (context)
            g_hash_table_insert(po_message_is_obsolete(message) ? self->gone : self->active,
                                (gpointer)context, message);
    }
    po_message_iterator_free(at);
}

static Catalog *
catalog_read(const char *path, GError **error)
{
    g_autoptr(Catalog) self = g_new0(Catalog, 1);
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) wrong = NULL;
    Trouble own = {path, lines};
    gsize length;

    self->path = path;
    self->header = "";
    self->active = g_hash_table_new(g_str_hash, g_str_equal);
    self->gone = g_hash_table_new(g_str_hash, g_str_equal);
    self->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!g_file_get_contents(path, &text, &length, &wrong)) {
        complain(lines, path, 1, 1, wrong->message);
        fail(error, WB_CATALOG_ERROR_READ, lines);
        return NULL;
    }
    if (check_bytes(path, text, length, lines)) {
        trouble = &own;
        self->file = read_guarded(path);
        if (!self->file && lines->len == 0)
            complain(lines, path, 1, 1, g_strerror(errno));
        trouble = NULL;
    }
    find_lines(self, text);
    /* A file comes back after errors of syntax as well. */
    if (lines->len == 0 && self->file) {
        index_messages(self);
        check_charset(self, lines);
    }
    if (lines->len > 0) {
        fail(error, WB_CATALOG_ERROR_SYNTAX, lines);
        return NULL;
    }
    return g_steal_pointer(&self);
}

/* One text of the workbook. */
typedef struct {
    const WbText *text;
    const char *note;
    guint file; /* the order of its file among all */
} Entry;

typedef struct {
    GArray *entries;   /* of Entry */
    GHashTable *seen;  /* contexts, lent */
    GHashTable *files; /* interned path -> order */
} Collector;

static void
collect(WbText *text, const char *note, gpointer data)
{
    Collector *self = data;
    Entry entry = {text, note, 0};

    if (*text->source == '\0' || !g_hash_table_add(self->seen, text->context))
        return;
    if (!g_hash_table_contains(self->files, text->mark.path))
        g_hash_table_insert(self->files, (gpointer)text->mark.path,
                            GUINT_TO_POINTER(g_hash_table_size(self->files)));
    entry.file = GPOINTER_TO_UINT(g_hash_table_lookup(self->files, text->mark.path));
    g_array_append_val(self->entries, entry);
}

static int
compare_entries(gconstpointer a, gconstpointer b)
{
    const Entry *x = a, *y = b;
    const WbMark *p = &x->text->mark, *q = &y->text->mark;

    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (p->line != q->line)
        return p->line < q->line ? -1 : 1;
    return p->column < q->column ? -1 : p->column > q->column;
}

/* Each text once, in the order of files and lines; of Entry, the caller's. */
static GArray *
new_entries(const WbWorkbook *workbook)
{
    Collector self = {g_array_new(FALSE, FALSE, sizeof(Entry)),
                      g_hash_table_new(g_str_hash, g_str_equal), g_hash_table_new(NULL, NULL)};

    wb_workbook_foreach_text(workbook, collect, &self);
    g_hash_table_unref(self.seen);
    g_hash_table_unref(self.files);
    g_array_sort(self.entries, compare_entries);
    return self.entries;
}

/* Making messages. */

static char *
dup_note(const Entry *entry)
{
    g_autofree char *places = wb_translation_dup_places(entry->text->source);
    g_autoptr(WbProse) prose = wb_prose_parse(entry->text->source, NULL, NULL);
    GString *out = g_string_new(entry->note);

    if (places && *places)
        g_string_append_printf(out, "%skeep as it is: %s", out->len > 0 ? "\n" : "", places);
    if (prose && prose->spans->len > 0)
        g_string_append_printf(out,
                               "%skeep the marks: **bold**, *italic*, [words](target of a link)",
                               out->len > 0 ? "\n" : "");
    if (out->len > 0)
        g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}

/* As seen from the folder: "pages/cover.yaml", "../common/notes.yaml". */
static char *
dup_relative(const char *path, const char *folder)
{
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    g_autofree char *base = g_canonicalize_filename(folder, NULL);
    GString *out = g_string_new(NULL);
    gsize length;

    while ((length = strlen(base)) > 1 &&
           !(g_str_has_prefix(whole, base) && whole[length] == '/')) {
        g_autofree char *above = g_path_get_dirname(base);

        g_string_append(out, "../");
        g_free(g_steal_pointer(&base));
        base = g_steal_pointer(&above);
    }
    g_string_append(out, whole + (length > 1 ? length : 0) + 1);
    return g_string_free(out, FALSE);
}

static po_message_t
new_message(const WbWorkbook *workbook, const Entry *entry)
{
    g_autofree char *folder = g_path_get_dirname(workbook->path);
    g_autofree char *path = dup_relative(entry->text->mark.path, folder);
    g_autofree char *note = dup_note(entry);
    po_message_t message = po_message_create();

    po_message_set_msgctxt(message, entry->text->context);
    po_message_set_msgid(message, entry->text->source);
    po_message_set_msgstr(message, "");
    po_message_set_extracted_comments(message, note);
    po_message_add_filepos(message, path, entry->text->mark.line);
    return message;
}

static po_message_t
new_header(const WbWorkbook *workbook, const char *old)
{
    g_autofree char *project = g_strdup_printf("%s %s", workbook->id, workbook->version);
    po_message_t message = po_message_create();
    char *header = po_header_set_field(old, "Project-Id-Version", project);

    po_message_set_msgid(message, "");
    po_message_set_msgstr(message, header);
    free(header);
    return message;
}

/* No dates: the same layout gives the same file. */
static const char template_header[] = "Project-Id-Version: \n"
                                      "Language: \n"
                                      "MIME-Version: 1.0\n"
                                      "Content-Type: text/plain; charset=UTF-8\n"
                                      "Content-Transfer-Encoding: 8bit\n";

/* Beside its place first. */
static gboolean
write_file(po_file_t file, const char *path, GError **error)
{
    g_autofree char *beside = g_strconcat(path, ".new", NULL);
    g_autoptr(GString) lines = g_string_new(NULL);
    Trouble own = {path, lines};

    trouble = &own;
    write_guarded(file, beside);
    trouble = NULL;
    if (lines->len == 0 && g_rename(beside, path) != 0)
        complain(lines, path, 1, 1, g_strerror(errno));
    if (lines->len == 0)
        return TRUE;
    g_unlink(beside);
    return fail(error, WB_CATALOG_ERROR_READ, lines);
}

gboolean
wb_catalog_write_template(const WbWorkbook *workbook, const char *path, GError **error)
{
    g_autoptr(GArray) entries = new_entries(workbook);
    po_file_t file = po_file_create();
    po_message_iterator_t at = po_message_iterator(file, NULL);
    gboolean written;

    po_message_insert(at, new_header(workbook, template_header));
    for (guint i = 0; i < entries->len; i++)
        po_message_insert(at, new_message(workbook, &g_array_index(entries, Entry, i)));
    po_message_iterator_free(at);
    written = write_file(file, path, error);
    file_free(file);
    return written;
}

/* Merging. */

static gboolean
is_translated(po_message_t message)
{
    const char *words = message ? po_message_msgstr(message) : "";

    return words[strspn(words, " \t\r\n")] != '\0';
}

/* What was translated once stays the previous text until somebody has looked. */
static void
take_translation(po_message_t message, po_message_t old)
{
    gboolean changed = strcmp(po_message_msgid(message), po_message_msgid(old)) != 0;
    const char *previous = po_message_prev_msgid(old);

    po_message_set_comments(message, po_message_comments(old));
    if (!is_translated(old))
        return;
    po_message_set_msgstr(message, po_message_msgstr(old));
    if (!changed && !po_message_is_fuzzy(old))
        return;
    po_message_set_fuzzy(message, TRUE);
    if (changed && !(po_message_is_fuzzy(old) && previous))
        previous = po_message_msgid(old);
    po_message_set_prev_msgid(message, previous);
}

static po_message_t
new_gone(po_message_t old)
{
    po_message_t message = po_message_create();

    po_message_set_msgctxt(message, po_message_msgctxt(old));
    po_message_set_msgid(message, po_message_msgid(old));
    po_message_set_msgid_plural(message, po_message_msgid_plural(old));
    po_message_set_msgstr(message, po_message_msgstr(old));
    for (int i = 0; po_message_msgid_plural(old) && po_message_msgstr_plural(old, i); i++)
        po_message_set_msgstr_plural(message, i, po_message_msgstr_plural(old, i));
    po_message_set_comments(message, po_message_comments(old));
    po_message_set_prev_msgid(message, po_message_prev_msgid(old));
    po_message_set_fuzzy(message, po_message_is_fuzzy(old));
    po_message_set_obsolete(message, TRUE);
    return message;
}

static void
insert_all(po_message_iterator_t to, const WbWorkbook *workbook, const GArray *entries,
           const Catalog *old, GHashTable *used)
{
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        po_message_t message = new_message(workbook, entry);
        po_message_t known = g_hash_table_lookup(old->active, entry->text->context);

        if (!known)
            known = g_hash_table_lookup(old->gone, entry->text->context);
        if (known) {
            take_translation(message, known);
            g_hash_table_add(used, known);
        }
        po_message_insert(to, message);
    }
}

static void
insert_header(po_message_iterator_t to, const WbWorkbook *workbook, po_message_t old)
{
    po_message_t header = new_header(workbook, po_message_msgstr(old));

    po_message_set_comments(header, po_message_comments(old));
    po_message_set_fuzzy(header, po_message_is_fuzzy(old));
    po_message_insert(to, header);
}

static po_file_t
new_merged(const WbWorkbook *workbook, const Catalog *old)
{
    g_autoptr(GArray) entries = new_entries(workbook);
    g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);
    po_file_t file = po_file_create();
    po_message_iterator_t to = po_message_iterator(file, NULL);
    po_message_iterator_t at = po_message_iterator(old->file, NULL);
    po_message_t message;

    while ((message = po_next_message(at)))
        if (is_header(message))
            insert_header(to, workbook, message);
    po_message_iterator_free(at);
    insert_all(to, workbook, entries, old, used);
    at = po_message_iterator(old->file, NULL);
    while ((message = po_next_message(at)))
        if (!is_header(message) && is_translated(message) && !g_hash_table_contains(used, message))
            po_message_insert(to, new_gone(message));
    po_message_iterator_free(at);
    po_message_iterator_free(to);
    return file;
}

gboolean
wb_catalog_merge(const WbWorkbook *workbook, const char *path, GError **error)
{
    g_autoptr(Catalog) old = catalog_read(path, error);
    po_file_t file;
    gboolean written;

    if (!old)
        return FALSE;
    file = new_merged(workbook, old);
    written = write_file(file, path, error);
    file_free(file);
    return written;
}

/* Loading. */

/* The translation of a text as it stands, or NULL; counted either way. */
static const char *
find_translation(const Catalog *self, const WbText *text, WbCatalogCount *count)
{
    po_message_t message = g_hash_table_lookup(self->active, text->context);

    if (!is_translated(message)) {
        count->untranslated++;
        return NULL;
    }
    if (po_message_is_fuzzy(message) || strcmp(po_message_msgid(message), text->source) != 0) {
        count->fuzzy++;
        return NULL;
    }
    count->translated++;
    return po_message_msgstr(message);
}

gboolean
wb_catalog_count(const WbWorkbook *workbook, const char *path, WbCatalogCount *count,
                 GError **error)
{
    g_autoptr(Catalog) self = catalog_read(path, error);
    g_autoptr(GArray) entries = NULL;

    if (!self)
        return FALSE;
    entries = new_entries(workbook);
    *count = (WbCatalogCount){0};
    for (guint i = 0; i < entries->len; i++)
        find_translation(self, g_array_index(entries, Entry, i).text, count);
    return TRUE;
}

static void
check_language(const Catalog *self, const char *language, GString *lines)
{
    g_autofree char *said = g_strdelimit(dup_header_field(self, "Language"), "_", '-');
    g_autofree char *what =
        g_strdup_printf("the header says 'Language: %s', the file's name %s", said, language);

    if (*said && g_ascii_strcasecmp(said, language) != 0)
        complain(lines, self->path, line_of(self, NULL), 1, what);
}

/* Messages that no text of the workbook asks for, in the order of the file. */
static void
check_strangers(const Catalog *self, GHashTable *known, GString *lines)
{
    po_message_iterator_t at = po_message_iterator(self->file, NULL);
    po_message_t message;

    while ((message = po_next_message(at))) {
        const char *context = po_message_msgctxt(message);
        g_autofree char *what =
            g_strdup_printf("the workbook has no text '%s' (workbook-gen po brings a translation "
                            "up to date)",
                            context ? context : po_message_msgid(message));

        if (!is_header(message) && !po_message_is_obsolete(message) &&
            !(context && g_hash_table_contains(known, context)))
            complain(lines, self->path, line_of(self, context), 1, what);
    }
    po_message_iterator_free(at);
}

static void
put_translation(WbText *text, const char *note, gpointer data)
{
    const char *words = g_hash_table_lookup(data, text->context);

    if (!words)
        return;
    g_free(text->source);
    text->source = g_strstrip(g_strdup(words));
}

gboolean
wb_catalog_apply(WbWorkbook *workbook, const char *path, const char *language,
                 WbCatalogCount *count, GError **error)
{
    g_autoptr(Catalog) self = catalog_read(path, error);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GArray) entries = NULL;

    if (!self)
        return FALSE;
    entries = new_entries(workbook);
    *count = (WbCatalogCount){0};
    check_language(self, language, lines);
    for (guint i = 0; i < entries->len; i++) {
        const WbText *text = g_array_index(entries, Entry, i).text;
        const char *words = find_translation(self, text, count);
        g_autofree char *wrong = words ? wb_translation_check(text->source, words) : NULL;

        g_hash_table_insert(known, text->context, (gpointer)words);
        if (wrong)
            complain(lines, self->path, line_of(self, text->context), 1, wrong);
    }
    check_strangers(self, known, lines);
    if (lines->len > 0)
        return fail(error, WB_CATALOG_ERROR_WRONG, lines);
    wb_workbook_foreach_text(workbook, put_translation, known);
    wb_workbook_set_language(workbook, language);
    return TRUE;
}
