#include "po-file.h"

#include <errno.h>
#include <gettext-po.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

G_DEFINE_QUARK(wb_po_error, wb_po_error)

/* Complaints about one file, one a line. */
typedef struct {
    const char *path;
    GString *lines;
    jmp_buf fatal; /* where libgettextpo goes when it gives up */
} Trouble;

/* libgettextpo's handlers get no data of the caller's. */
static Trouble *trouble;

void
wb_po_complain(GString *lines, const char *path, gsize line, gsize column, const char *what)
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
    wb_po_complain(trouble->lines, trouble->path, line == (size_t)-1 || !filename ? 1 : line,
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

gboolean
wb_po_fail(GError **error, WbPoError code, const GString *lines)
{
    g_set_error_literal(error, WB_PO_ERROR, code, lines->str);
    return FALSE;
}

struct _WbPoFile {
    po_file_t file;
    const char *path;   /* interned */
    const char *header; /* lent by the file; "" without one */
    GHashTable *active; /* msgctxt -> po_message_t, lent by the file */
    GHashTable *gone;   /* the same of obsolete ones */
    GHashTable *exact;  /* of both by context and text: no two messages of a file have the same */
    GHashTable *lines;  /* msgctxt -> line of its msgstr */
};

void
wb_po_file_free(WbPoFile *self)
{
    if (self->file)
        file_free(self->file);
    g_hash_table_unref(self->active);
    g_hash_table_unref(self->gone);
    g_hash_table_unref(self->exact);
    g_hash_table_unref(self->lines);
    g_free(self);
}

static void
append_quoted(GString *out, const char *line)
{
    const char *start = strchr(line, '"'), *end = strrchr(line, '"');

    if (start && end > start)
        g_string_append_len(out, start + 1, end - start - 1);
}

/* libgettextpo knows where its messages stand and does not tell. */
static void
find_lines(WbPoFile *self, const char *text)
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

gsize
wb_po_file_line(const WbPoFile *self, const char *context)
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
    wb_po_complain(lines, path, line, column, "not UTF-8: save the file in this encoding");
    return FALSE;
}

char *
wb_po_file_dup_header(const WbPoFile *self, const char *name)
{
    char *field = po_header_field(self->header, name);
    char *copy = g_strstrip(g_strdup(field ? field : ""));

    free(field);
    return copy;
}

static void
check_charset(const WbPoFile *self, GString *lines)
{
    g_autofree char *type = wb_po_file_dup_header(self, "Content-Type");
    g_autofree char *low = g_ascii_strdown(type, -1);

    if (!strstr(low, "charset=utf-8"))
        wb_po_complain(lines, self->path, wb_po_file_line(self, NULL), 1,
                       "the header does not say 'Content-Type: text/plain; charset=UTF-8'");
}

static gboolean
is_header(po_message_t message)
{
    return !po_message_msgctxt(message) && *po_message_msgid(message) == '\0';
}

/* An escape can be any byte, so that a file in UTF-8 may hold texts that are not. */
static gboolean
is_utf8(po_message_t message)
{
    const char *texts[] = {po_message_msgctxt(message), po_message_msgid(message),
                           po_message_msgid_plural(message), po_message_msgstr(message),
                           po_message_prev_msgid(message)};
    const char *plural;

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        if (texts[i] && !g_utf8_validate(texts[i], -1, NULL))
            return FALSE;
    for (int i = 0; texts[2] && (plural = po_message_msgstr_plural(message, i)); i++)
        if (!g_utf8_validate(plural, -1, NULL))
            return FALSE;
    return TRUE;
}

static char *
dup_exact_key(const char *context, const char *text)
{
    return g_strconcat(context, "\004", text, NULL);
}

static void
index_messages(WbPoFile *self, GString *lines)
{
    po_message_iterator_t at = po_message_iterator(self->file, NULL);
    po_message_t message;

    while ((message = po_next_message(at))) {
        const char *context = po_message_msgctxt(message);

        if (!is_utf8(message))
            wb_po_complain(lines, self->path, wb_po_file_line(self, context), 1,
                           "not UTF-8: an escape that is no character");
        if (is_header(message) && !po_message_is_obsolete(message))
            self->header = po_message_msgstr(message);
        if (!context)
            continue;
        g_hash_table_insert(po_message_is_obsolete(message) ? self->gone : self->active,
                            (gpointer)context, message);
        g_hash_table_insert(self->exact, dup_exact_key(context, po_message_msgid(message)),
                            message);
    }
    po_message_iterator_free(at);
}

static WbPoFile *
file_new(const char *path)
{
    WbPoFile *self = g_new0(WbPoFile, 1);

    self->path = g_intern_string(path);
    self->header = "";
    self->active = g_hash_table_new(g_str_hash, g_str_equal);
    self->gone = g_hash_table_new(g_str_hash, g_str_equal);
    self->exact = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return self;
}

/* @place: where libgettextpo finds the text, which is ours already. */
static WbPoFile *
read_text(const char *path, const char *place, const char *text, gsize length, GError **error)
{
    g_autoptr(WbPoFile) self = file_new(path);
    g_autoptr(GString) lines = g_string_new(NULL);
    Trouble own = {path, lines};

    if (check_bytes(path, text, length, lines)) {
        trouble = &own;
        self->file = read_guarded(place);
        if (!self->file && lines->len == 0)
            wb_po_complain(lines, path, 1, 1, g_strerror(errno));
        trouble = NULL;
    }
    /* A file comes back after errors of syntax as well. */
    if (lines->len == 0 && self->file) {
        find_lines(self, text);
        index_messages(self, lines);
        check_charset(self, lines);
    }
    if (lines->len > 0) {
        wb_po_fail(error, WB_PO_ERROR_SYNTAX, lines);
        return NULL;
    }
    return g_steal_pointer(&self);
}

WbPoFile *
wb_po_file_read(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) wrong = NULL;
    gsize length;

    if (g_file_get_contents(path, &text, &length, &wrong))
        return read_text(path, path, text, length, error);
    g_autoptr(GString) lines = g_string_new(NULL);
    wb_po_complain(lines, path, 1, 1, wrong->message);
    wb_po_fail(error, WB_PO_ERROR_READ, lines);
    return NULL;
}

/* The library reads files by their names alone: a file in memory has one while it is open. */
WbPoFile *
wb_po_file_read_bytes(const char *path, GBytes *bytes, GError **error)
{
    gsize length;
    const char *data = g_bytes_get_data(bytes, &length);
    g_autofree char *text = g_strndup(data, length);
    int memory = memfd_create("po", MFD_CLOEXEC);
    g_autofree char *place = g_strdup_printf("/proc/self/fd/%d", memory);
    g_autoptr(GString) lines = g_string_new(NULL);
    WbPoFile *self = NULL;

    if (memory >= 0 && write(memory, text, length) == (gssize)length) {
        self = read_text(path, place, text, length, error);
    } else {
        wb_po_complain(lines, path, 1, 1, g_strerror(errno));
        wb_po_fail(error, WB_PO_ERROR_READ, lines);
    }
    if (memory >= 0)
        close(memory);
    return self;
}

/* Making messages. */

static po_message_t
new_message(const WbPoEntry *entry)
{
    g_autofree char *note = entry->note ? g_strconcat(entry->note, "\n", NULL) : g_strdup("");
    po_message_t message = po_message_create();

    po_message_set_msgctxt(message, entry->context);
    po_message_set_msgid(message, entry->source);
    po_message_set_msgstr(message, "");
    po_message_set_extracted_comments(message, note);
    po_message_add_filepos(message, entry->path, entry->line);
    return message;
}

static po_message_t
new_header(const char *project, const char *old)
{
    po_message_t message = po_message_create();
    char *header = po_header_set_field(old, "Project-Id-Version", project);

    po_message_set_msgid(message, "");
    po_message_set_msgstr(message, header);
    free(header);
    return message;
}

/* No dates, but gettext's words for what a translator's editor fills in: the same layout gives the
 * same file. */
static const char template_header[] = "Project-Id-Version: \n"
                                      "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\n"
                                      "Last-Translator: FULL NAME <EMAIL@ADDRESS>\n"
                                      "Language-Team: LANGUAGE <LL@li.org>\n"
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
        wb_po_complain(lines, path, 1, 1, g_strerror(errno));
    if (lines->len == 0)
        return TRUE;
    g_unlink(beside);
    return wb_po_fail(error, WB_PO_ERROR_READ, lines);
}

gboolean
wb_po_write_template(const GArray *entries, const char *project, const char *path, GError **error)
{
    po_file_t file = po_file_create();
    po_message_iterator_t at = po_message_iterator(file, NULL);
    gboolean written;

    po_message_insert(at, new_header(project, template_header));
    for (guint i = 0; i < entries->len; i++)
        po_message_insert(at, new_message(&g_array_index(entries, WbPoEntry, i)));
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

/* Where the context has several messages: the one of this very text, or else one in use. */
static po_message_t
lookup_old(const WbPoFile *old, const WbPoEntry *entry)
{
    g_autofree char *key = dup_exact_key(entry->context, entry->source);
    po_message_t message = g_hash_table_lookup(old->exact, key);

    if (!message)
        message = g_hash_table_lookup(old->active, entry->context);
    return message ? message : g_hash_table_lookup(old->gone, entry->context);
}

static void
insert_all(po_message_iterator_t to, const GArray *entries, const WbPoFile *old, GHashTable *used)
{
    for (guint i = 0; i < entries->len; i++) {
        const WbPoEntry *entry = &g_array_index(entries, WbPoEntry, i);
        po_message_t message = new_message(entry);
        po_message_t known = lookup_old(old, entry);

        if (known) {
            take_translation(message, known);
            g_hash_table_add(used, known);
        }
        po_message_insert(to, message);
    }
}

static void
insert_header(po_message_iterator_t to, const char *project, po_message_t old)
{
    po_message_t header = new_header(project, po_message_msgstr(old));

    po_message_set_comments(header, po_message_comments(old));
    po_message_set_fuzzy(header, po_message_is_fuzzy(old));
    po_message_insert(to, header);
}

static po_file_t
new_merged(const GArray *entries, const char *project, const WbPoFile *old)
{
    g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);
    po_file_t file = po_file_create();
    po_message_iterator_t to = po_message_iterator(file, NULL);
    po_message_iterator_t at = po_message_iterator(old->file, NULL);
    po_message_t message;

    while ((message = po_next_message(at)))
        if (is_header(message))
            insert_header(to, project, message);
    po_message_iterator_free(at);
    insert_all(to, entries, old, used);
    at = po_message_iterator(old->file, NULL);
    while ((message = po_next_message(at)))
        if (!is_header(message) && is_translated(message) && !g_hash_table_contains(used, message))
            po_message_insert(to, new_gone(message));
    po_message_iterator_free(at);
    po_message_iterator_free(to);
    return file;
}

gboolean
wb_po_merge(const GArray *entries, const char *project, const char *path, GError **error)
{
    g_autoptr(WbPoFile) old = wb_po_file_read(path, error);
    po_file_t file;
    gboolean written;

    if (!old)
        return FALSE;
    file = new_merged(entries, project, old);
    written = write_file(file, path, error);
    file_free(file);
    return written;
}

/* Looking up. */

const char *
wb_po_file_find(const WbPoFile *self, const char *context, const char *source, WbPoCount *count)
{
    po_message_t message = g_hash_table_lookup(self->active, context);

    if (!is_translated(message)) {
        count->untranslated++;
        return NULL;
    }
    if (po_message_is_fuzzy(message) || strcmp(po_message_msgid(message), source) != 0) {
        count->fuzzy++;
        return NULL;
    }
    count->translated++;
    return po_message_msgstr(message);
}

void
wb_po_file_check_strangers(const WbPoFile *self, GHashTable *known, GString *lines)
{
    po_message_iterator_t at = po_message_iterator(self->file, NULL);
    po_message_t message;

    while ((message = po_next_message(at))) {
        const char *context = po_message_msgctxt(message);
        g_autofree char *what =
            g_strdup_printf("there is no text '%s' (workbook-gen po brings a translation "
                            "up to date)",
                            context ? context : po_message_msgid(message));

        if (!is_header(message) && !po_message_is_obsolete(message) &&
            !(context && g_hash_table_contains(known, context)))
            wb_po_complain(lines, self->path, wb_po_file_line(self, context), 1, what);
    }
    po_message_iterator_free(at);
}
