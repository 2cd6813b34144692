#include "catalog.h"

#include <string.h>

#include "prose.h"
#include "texts.h"
#include "translation.h"

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

/* The entries as a PO file has them: what an entry lends is kept in @kept. */
static GArray *
new_po_entries(const WbWorkbook *workbook, GPtrArray *kept)
{
    g_autoptr(GArray) entries = new_entries(workbook);
    g_autofree char *folder = g_path_get_dirname(workbook->path);
    GArray *out = g_array_new(FALSE, FALSE, sizeof(WbPoEntry));

    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        WbPoEntry made = {entry->text->context, entry->text->source, dup_note(entry),
                          dup_relative(entry->text->mark.path, folder), entry->text->mark.line};

        g_ptr_array_add(kept, (gpointer)made.note);
        g_ptr_array_add(kept, (gpointer)made.path);
        g_array_append_val(out, made);
    }
    return out;
}

static gboolean
write_po(const WbWorkbook *workbook, const char *path,
         gboolean (*write)(const GArray *entries, const char *project, const char *path,
                           GError **error),
         GError **error)
{
    g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) entries = new_po_entries(workbook, kept);
    g_autofree char *project = g_strdup_printf("%s %s", workbook->id, workbook->version);

    return write(entries, project, path, error);
}

gboolean
wb_catalog_write_template(const WbWorkbook *workbook, const char *path, GError **error)
{
    return write_po(workbook, path, wb_po_write_template, error);
}

gboolean
wb_catalog_merge(const WbWorkbook *workbook, const char *path, GError **error)
{
    return write_po(workbook, path, wb_po_merge, error);
}

gboolean
wb_catalog_count(const WbWorkbook *workbook, const char *path, WbPoCount *count, GError **error)
{
    g_autoptr(WbPoFile) self = wb_po_file_read(path, error);
    g_autoptr(GArray) entries = NULL;

    if (!self)
        return FALSE;
    entries = new_entries(workbook);
    *count = (WbPoCount){0};
    for (guint i = 0; i < entries->len; i++) {
        const WbText *text = g_array_index(entries, Entry, i).text;
        wb_po_file_find(self, text->context, text->source, count);
    }
    return TRUE;
}

static void
check_language(const WbPoFile *self, const char *path, const char *language, GString *lines)
{
    g_autofree char *said = g_strdelimit(wb_po_file_dup_header(self, "Language"), "_", '-');
    g_autofree char *what =
        g_strdup_printf("the header says 'Language: %s', the file's name %s", said, language);

    if (*said && g_ascii_strcasecmp(said, language) != 0)
        wb_po_complain(lines, path, wb_po_file_line(self, NULL), 1, what);
}

/* Translations on their way into a workbook. */
typedef struct {
    const WbPoFile *file;
    const char *path;  /* interned */
    GHashTable *words; /* context -> words, lent by the file; NULL where it has none */
} Applying;

/* From here on a complaint about the text is one about its translation. */
static void
put_translation(WbText *text, const char *note, gpointer data)
{
    const Applying *on = data;
    const char *words = g_hash_table_lookup(on->words, text->context);

    if (!words)
        return;
    text->source_length = (guint)g_utf8_strlen(text->source, -1);
    g_free(text->source);
    text->source = g_strstrip(g_utf8_normalize(words, -1, G_NORMALIZE_NFC));
    text->mark = (WbMark){on->path, (guint)wb_po_file_line(on->file, text->context), 1};
}

/* Every translation that is to be used, checked. */
static void
look_up_all(const Applying *on, const GArray *entries, WbPoCount *count, GString *lines)
{
    for (guint i = 0; i < entries->len; i++) {
        const WbText *text = g_array_index(entries, Entry, i).text;
        const char *words = wb_po_file_find(on->file, text->context, text->source, count);
        g_autofree char *wrong = words ? wb_translation_check(text->source, words) : NULL;

        g_hash_table_insert(on->words, text->context, (gpointer)words);
        if (wrong)
            wb_po_complain(lines, on->path, wb_po_file_line(on->file, text->context), 1, wrong);
    }
}

gboolean
wb_catalog_apply(WbWorkbook *workbook, const char *path, const char *language, WbPoCount *count,
                 GError **error)
{
    g_autoptr(WbPoFile) file = wb_po_file_read(path, error);
    g_autoptr(GHashTable) words = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GArray) entries = NULL;
    Applying on = {file, g_intern_string(path), words};

    if (!file)
        return FALSE;
    entries = new_entries(workbook);
    *count = (WbPoCount){0};
    check_language(file, path, language, lines);
    look_up_all(&on, entries, count, lines);
    wb_po_file_check_strangers(file, words, lines);
    if (lines->len > 0)
        return wb_po_fail(error, WB_PO_ERROR_WRONG, lines);
    wb_workbook_foreach_text(workbook, put_translation, &on);
    wb_workbook_set_language(workbook, language);
    g_autofree char *reviewer = wb_po_file_dup_header(file, "X-Reviewed-By");
    workbook->unreviewed = *reviewer == '\0';
    return TRUE;
}

void
wb_catalog_check_terms(const WbWorkbook *workbook, const char *path, const char *language,
                       const WbGlossary *glossary, GString *lines)
{
    g_autoptr(WbPoFile) file = wb_po_file_read(path, NULL);
    g_autoptr(GArray) entries = new_entries(workbook);
    WbPoCount count = {0};

    for (guint i = 0; file && i < entries->len; i++) {
        const WbText *text = g_array_index(entries, Entry, i).text;
        const char *words = wb_po_file_find(file, text->context, text->source, &count);
        g_autofree char *wrong =
            words ? wb_glossary_check(glossary, language, text->source, words) : NULL;
        g_auto(GStrv) all = g_strsplit(wrong ? wrong : "", "\n", -1);

        for (char **one = all; *one; one++)
            wb_po_complain(lines, path, wb_po_file_line(file, text->context), 1, *one);
    }
}
