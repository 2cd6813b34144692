/* Layouts: what the loader makes of them, as text; of broken ones every complaint. A broken layout
 * is one file that holds several, each after a line "==> path": a case is read at one glance. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "golden.h"
#include "load.h"
#include "prose.h"

/* The model as text. */

static void
add_string(GString *out, const char *key, const char *value)
{
    if (value)
        g_string_append_printf(out, " %s=%s", key, value);
}

/* Of a long text its start: that the rest is there as well, the loader cannot get wrong alone. */
static void
add_text(GString *out, const char *indent, const char *key, const WbText *text)
{
    enum { SHOWN = 60 };
    g_autofree char *start = NULL;

    if (!text)
        return;
    start = g_utf8_substring(text->source, 0, MIN(g_utf8_strlen(text->source, -1), SHOWN));
    g_string_append_printf(out, "%s%s: %s%s [%s] %u:%u\n", indent, key, start,
                           strlen(start) < strlen(text->source) ? "…" : "", text->context,
                           text->mark.line, text->mark.column);
}

static void
describe_options(GString *out, const GPtrArray *options)
{
    for (guint i = 0; options && i < options->len; i++) {
        const WbOption *option = options->pdata[i];

        if (option->label)
            add_text(out, "    ", option->code, option->label);
        else
            g_string_append_printf(out, "%s%s%s", i == 0 ? "    " : " ", option->code,
                                   i + 1 == options->len ? "\n" : "");
    }
}

static void
describe_field(GString *out, const WbField *field)
{
    g_autofree char *heard = wb_field_dup_heard(field);

    g_string_append_printf(out, "field %s %s page=%s", field->id, wb_kind_name(field->kind),
                           field->page->id);
    add_string(out, "role", field->role);
    add_string(out, "need", field->need);
    add_string(out, "population", field->population);
    add_string(out, "tally", field->tally);
    add_string(out, "was", field->was);
    add_string(out, "other", field->other);
    add_string(out, "row", field->row);
    add_string(out, "column", field->column);
    if (field->sensitive)
        g_string_append(out, " sensitive");
    if (field->min != 0 || field->max != 0)
        g_string_append_printf(out, " %d-%d", field->min, field->max);
    for (guint i = 0; i < field->shown_by->len; i++)
        g_string_append_printf(out, " >%s", ((WbShape *)field->shown_by->pdata[i])->id);
    g_string_append_printf(out, "\n    heard: %s\n", heard);
    add_text(out, "    ", "label", field->label);
    add_text(out, "    ", "caption", field->caption);
    add_text(out, "    ", "question", field->question);
    add_text(out, "    ", "other", field->other_label);
    describe_options(out, field->options);
}

static void
describe_words(GString *out, const WbBlock *block)
{
    add_text(out, "    ", "text", block->text);
    for (guint i = 0; block->texts && i < block->texts->len; i++)
        add_text(out, "    ", "-", block->texts->pdata[i]);
    for (guint i = 0; block->entries && i < block->entries->len; i++) {
        const WbEntry *entry = block->entries->pdata[i];

        g_string_append_printf(out, "    to page %u %s\n", entry->target->number,
                               entry->target->id);
        add_text(out, "      ", "label", entry->label);
    }
    for (guint i = 0; block->heads && i < block->heads->len; i++)
        add_text(out, "    ", "head", block->heads->pdata[i]);
    for (guint i = 0; block->facts && i < block->facts->len; i++) {
        const WbFact *fact = block->facts->pdata[i];

        add_text(out, "    ", "term", fact->term);
        add_text(out, "      ", "text", fact->text);
    }
    for (guint i = 0; i < block->sentences->len; i++) {
        const WbSentence *sentence = block->sentences->pdata[i];

        add_text(out, "    ", "-", sentence->text);
        for (guint k = 0; k < sentence->names->len; k++)
            g_string_append_printf(out, "      %s = %s\n", (char *)sentence->names->pdata[k],
                                   ((WbField *)sentence->fields->pdata[k])->id);
    }
}

static void describe_blocks(GString *out, const GPtrArray *blocks);

static void
describe_block(GString *out, const WbBlock *block)
{
    g_string_append_printf(out, "  %s", wb_block_kind_name(block->kind));
    add_string(out, "id", block->id);
    add_string(out, "numbering", block->numbering);
    if (block->lines > 1)
        g_string_append_printf(out, " lines=%u", block->lines);
    if (block->columns > 1)
        g_string_append_printf(out, " columns=%u", block->columns);
    if (block->beside)
        g_string_append(out, " beside");
    if (block->continues)
        g_string_append(out, " continues");
    for (guint i = 0; block->fields && i < block->fields->len; i++)
        g_string_append_printf(out, " %s", ((WbField *)block->fields->pdata[i])->id);
    for (guint i = 0; i < block->shapes->len; i++)
        g_string_append_printf(out, " %s", ((WbShape *)block->shapes->pdata[i])->id);
    g_string_append_printf(out, " %u:%u\n", block->mark.line, block->mark.column);
    describe_words(out, block);
    for (guint i = 0; block->spread && i < block->spread->len; i++) {
        g_string_append_printf(out, "  column %u of the spread\n", i + 1);
        describe_blocks(out, block->spread->pdata[i]);
    }
    if (block->spread)
        g_string_append(out, "  end of the spread\n");
}

static void
describe_blocks(GString *out, const GPtrArray *blocks)
{
    for (guint i = 0; i < blocks->len; i++)
        describe_block(out, blocks->pdata[i]);
}

static void
describe_page(GString *out, const WbPage *page)
{
    static const char *const looks[] = {"", " cover", " divider"};

    g_string_append_printf(out, "page %u %s", page->number, page->id);
    add_string(out, "part", page->part);
    add_string(out, "section", page->section);
    g_string_append_printf(out, "%s\n", looks[page->look]);
    add_text(out, "  ", "title", page->title);
    add_text(out, "  ", "subtitle", page->subtitle);
    describe_blocks(out, page->blocks);
}

static void
describe_columns(GString *out, const WbColumns *columns)
{
    g_string_append_printf(out, "columns %s\n", columns->name);
    for (guint i = 0; i < columns->columns->len; i++) {
        const WbColumn *column = columns->columns->pdata[i];

        g_string_append_printf(out, "  %s %s weight=%g%s%s", column->id,
                               column->is_label ? "label" : wb_kind_name(column->kind),
                               column->weight, column->joined ? " joined" : "",
                               column->sensitive ? " sensitive" : "");
        add_string(out, "role", column->role);
        add_string(out, "population", column->population);
        add_string(out, "tally", column->tally);
        g_string_append_c(out, '\n');
        add_text(out, "    ", "head", column->head);
        add_text(out, "    ", "heard", column->heard);
        add_text(out, "    ", "caption", column->caption);
        describe_options(out, column->options);
    }
}

static void
describe_table(GString *out, const WbTable *table)
{
    g_string_append_printf(out, "table %s page=%s columns=%s%s%s\n", table->id, table->page->id,
                           table->columns->name, table->continues ? " continues" : "",
                           table->no_heads ? " no-heads" : "");
    add_text(out, "  ", "label", table->label);
    add_text(out, "  ", "title", table->title);
    for (guint i = 0; i < table->rows->len; i++) {
        const WbRow *row = table->rows->pdata[i];

        g_string_append_printf(out, "  row %s%s%s%s", row->id, row->free ? " free" : "",
                               row->heading ? " heading" : "", row->no_input ? " no-input" : "");
        add_string(out, "need", row->need);
        add_string(out, "same-need", row->same_need);
        add_string(out, "related", row->related);
        add_string(out, "was", row->was);
        g_string_append_c(out, '\n');
        add_text(out, "    ", "label", row->label);
    }
}

static void
describe_shape(GString *out, const WbShape *shape)
{
    g_string_append_printf(out, "shape %s page=%s%s", shape->id, shape->page->id,
                           shape->typed ? " typed" : "");
    add_string(out, "copy-of", shape->copy_of ? shape->copy_of->id : NULL);
    g_string_append_c(out, '\n');
    add_text(out, "  ", "label", shape->label);
    for (guint i = 0; i < shape->pieces->len; i++) {
        const WbPiece *piece = shape->pieces->pdata[i];

        g_string_append_printf(out, "  piece %s", piece->id);
        add_string(out, "need", piece->need);
        for (guint k = 0; k < piece->shows->len; k++)
            g_string_append_printf(out, " %s", ((WbField *)piece->shows->pdata[k])->id);
        g_string_append_c(out, '\n');
        add_text(out, "    ", "label", piece->label);
    }
}

static void
describe_groups(GString *out, const char *what, const GPtrArray *groups)
{
    for (guint i = 0; i < groups->len; i++) {
        const WbGroup *group = groups->pdata[i];

        g_string_append_printf(out, "%s %s\n", what, group->id);
        add_text(out, "  ", "label", group->label);
    }
}

static void
describe_theme(GString *out, const WbTheme *theme)
{
    g_string_append_printf(out,
                           "theme %06x %06x %06x %06x %06x text=%g small=%g title=%g "
                           "heading=%g margin=%g%s\n",
                           theme->accent, theme->ink, theme->muted, theme->rule, theme->tint,
                           theme->text_size, theme->small_size, theme->title_size,
                           theme->heading_size, theme->margin,
                           theme->field_font_whole ? " field-font=whole" : "");
}

static char *
describe_workbook(const WbWorkbook *workbook)
{
    GString *out = g_string_new(NULL);
    const WbText *maker = g_hash_table_lookup(workbook->values, "maker");

    g_string_append_printf(out, "workbook %s version=%s language=%s paper=%s\n", workbook->id,
                           workbook->version, workbook->language, workbook->paper);
    add_text(out, "  ", "title", workbook->title);
    add_text(out, "  ", "subtitle", workbook->subtitle);
    add_text(out, "  ", "maker", maker);
    for (guint i = 0; i < workbook->nothing->len; i++)
        add_text(out, "  ", "nothing", workbook->nothing->pdata[i]);
    for (guint i = 0; i < workbook->roster->len; i++) {
        const WbRosterName *name = workbook->roster->pdata[i];
        g_string_append_printf(out, "  roster %s: %s\n", name->name, name->field->id);
    }
    describe_theme(out, &workbook->theme);
    describe_groups(out, "part", workbook->parts);
    describe_groups(out, "section", workbook->sections);
    for (guint i = 0; i < workbook->columns->len; i++)
        describe_columns(out, workbook->columns->pdata[i]);
    for (guint i = 0; i < workbook->pages->len; i++)
        describe_page(out, workbook->pages->pdata[i]);
    for (guint i = 0; i < workbook->tables->len; i++)
        describe_table(out, workbook->tables->pdata[i]);
    for (guint i = 0; i < workbook->fields->len; i++)
        describe_field(out, workbook->fields->pdata[i]);
    for (guint i = 0; i < workbook->shapes->len; i++)
        describe_shape(out, workbook->shapes->pdata[i]);
    return g_string_free(out, FALSE);
}

static char *
describe_layout(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbWorkbook) workbook = wb_layout_load(path, &error);

    return workbook ? describe_workbook(workbook) : g_strconcat(error->message, "\n", NULL);
}

/* Cases: files into a folder, and back out of it. */

static void
write_file(const char *path, const char *text, gssize length)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_file_set_contents_full(path, text, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
    g_assert_no_error(error);
}

static void
remove_folder(const char *path)
{
    g_autoptr(GDir) files = g_dir_open(path, 0, NULL);
    const char *name;

    while (files && (name = g_dir_read_name(files))) {
        g_autofree char *below = g_build_filename(path, name, NULL);

        if (g_file_test(below, G_FILE_TEST_IS_DIR))
            remove_folder(below);
        else
            g_unlink(below);
    }
    g_rmdir(path);
}

/* What a layout is called in messages must not depend on the scratch folder: go there. */
typedef struct {
    char *before, *scratch;
} Scratch;

static Scratch
scratch_enter(void)
{
    Scratch scratch = {.before = g_get_current_dir()};

    scratch.scratch = g_dir_make_tmp("layouts-XXXXXX", NULL);
    g_assert_nonnull(scratch.scratch);
    g_assert_cmpint(chdir(scratch.scratch), ==, 0);
    return scratch;
}

static void
scratch_leave(Scratch *scratch)
{
    g_assert_cmpint(chdir(scratch->before), ==, 0);
    remove_folder(scratch->scratch);
    g_free(scratch->before);
    g_free(scratch->scratch);
}

static void
unpack(const char *text, gsize length)
{
    static const char mark[] = "==> ";
    const char *end = text + length;

    while (text < end && g_str_has_prefix(text, mark)) {
        const char *line = memchr(text, '\n', end - text);
        const char *next = line + 1;
        g_autofree char *path = g_strndup(text + strlen(mark), line - text - strlen(mark));

        while (next < end && !(g_str_has_prefix(next, mark) && next[-1] == '\n'))
            next++;
        write_file(path, line + 1, next - line - 1);
        text = next;
    }
}

/* The workbook of the house, without the places of its texts: each line added to its prose would
 * change them. */
static char *
describe_house(const char *path)
{
    g_autofree char *described = describe_layout(path);
    g_autoptr(GRegex) places = g_regex_new(" [0-9]+:[0-9]+$", G_REGEX_MULTILINE, 0, NULL);

    return g_regex_replace(places, described, -1, 0, "", 0, NULL);
}

/* A ".layout" file holds the layout "case"; everything else is a layout itself. */
static char *
describe_any(const char *path)
{
    g_autofree char *text = NULL;
    g_autofree char *described = NULL;
    Scratch scratch;
    gsize length;

    if (!g_str_has_suffix(path, ".layout"))
        return describe_house(path);
    if (!g_file_get_contents(path, &text, &length, NULL))
        return g_strdup("no such case\n");
    scratch = scratch_enter();
    unpack(text, length);
    described = describe_layout("case");
    scratch_leave(&scratch);
    return g_steal_pointer(&described);
}

/* Contexts are what translations hang on: one context, one text. */
static void
assert_contexts(const char *described)
{
    g_autoptr(GRegex) texts = g_regex_new(": (.*) \\[(.*)\\] [0-9:]+$", G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GHashTable) sources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GMatchInfo) at = NULL;

    for (g_regex_match(texts, described, 0, &at); g_match_info_matches(at);
         g_match_info_next(at, NULL)) {
        g_autofree char *source = g_match_info_fetch(at, 1);
        g_autofree char *context = g_match_info_fetch(at, 2);
        const char *other = g_hash_table_lookup(sources, context);

        if (other)
            g_assert_cmpstr(source, ==, other);
        g_hash_table_insert(sources, g_steal_pointer(&context), g_steal_pointer(&source));
    }
    g_assert_cmpuint(g_hash_table_size(sources), >, 20);
}

static void
test_contexts(void)
{
    g_autofree char *workbook = describe_layout("../layouts/workbook");
    g_autofree char *sound = describe_any("layouts/sound/every-kind.layout");
    g_autofree char *second = describe_any("layouts/sound/second-part.layout");

    assert_contexts(workbook);
    assert_contexts(sound);
    assert_contexts(second);
}

/* Words beside a url are plain: whatever they hold, they are read back as they are, and lead there.
 */
static void
add_links(const WbBlock *block, gpointer data)
{
    for (guint i = 0; block->kind == WB_BLOCK_LIST && i < block->texts->len; i++) {
        const WbText *text = block->texts->pdata[i];
        g_autoptr(WbProse) prose = wb_prose_parse(text->source, NULL, NULL);
        const WbSpan *span;

        g_assert_nonnull(prose);
        span = prose->spans->len > 0 ? prose->spans->pdata[0] : NULL;
        g_string_append_printf(data, "%s -> %s\n", prose->plain,
                               span && span->target ? span->target : "-");
    }
}

static void
test_links(void)
{
    g_autoptr(GString) links = g_string_new(NULL);
    g_autoptr(WbWorkbook) workbook = NULL;
    g_autofree char *text = NULL;
    Scratch scratch;
    gsize length;

    g_assert_true(g_file_get_contents("layouts/sound/second-part.layout", &text, &length, NULL));
    scratch = scratch_enter();
    unpack(text, length);
    workbook = wb_layout_load("case", NULL);
    scratch_leave(&scratch);
    g_assert_nonnull(workbook);
    wb_page_foreach_block(wb_workbook_lookup_page(workbook, "one"), add_links, links);
    g_assert_cmpstr(links->str, ==,
                    "Plain, with bold -> -\n"
                    "Directory [2nd *ed.*] of a\\b -> https://example.org/a(b%29\n"
                    "Ours -> {site}/x\n"
                    "Also plain -> -\n"
                    "Write -> mailto:a@example.org\n");
}

/* Generated cases: too big to keep. */

static void
assert_described(const char *path, const char *wanted)
{
    g_autofree char *got = describe_layout(path);

    g_assert_cmpstr(got, ==, wanted);
}

/* Each case in a scratch folder as the file "case.yaml". */
static void
assert_text(const GString *text, const char *wanted)
{
    Scratch scratch = scratch_enter();

    write_file("case.yaml", text->str, text->len);
    assert_described("case.yaml", wanted);
    scratch_leave(&scratch);
}

static void
repeat(GString *text, const char *part, guint n)
{
    while (n-- > 0)
        g_string_append(text, part);
}

static void
test_huge(void)
{
    Scratch scratch = scratch_enter();

    write_file("case.yaml", "title: big\n", -1);
    g_assert_cmpint(truncate("case.yaml", 50 * 1024 * 1024), ==, 0);
    assert_described("case.yaml", "case.yaml:1:1: the file is larger than 2 MB\n");
    scratch_leave(&scratch);
}

static void
test_deep(void)
{
    static const struct {
        const char *open;
        const char *wanted;
    } cases[] = {
        {"[", "case.yaml:1:65: more than 64 levels deep\n"},
        {"{a: ", "case.yaml:1:257: more than 64 levels deep\n"},
        {"- ", "case.yaml:1:129: more than 64 levels deep\n"},
        {"[\n", "case.yaml:65:1: more than 64 levels deep\n"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) text = g_string_new(NULL);

        repeat(text, cases[i].open, 10000);
        assert_text(text, cases[i].wanted);
    }
}

static void
test_bomb(void)
{
    g_autoptr(GString) text = g_string_new("a: &a [x, x, x, x, x, x, x, x, x]\n");

    for (char c = 'b'; c < 'j'; c++) {
        g_string_append_printf(text, "%c: &%c [", c, c);
        for (guint i = 0; i < 9; i++)
            g_string_append_printf(text, "%s*%c", i > 0 ? ", " : "", c - 1);
        g_string_append(text, "]\n");
    }
    assert_text(text, "case.yaml:1:4: anchors are not part of the layout language\n");
}

static void
test_bytes(void)
{
    static const struct {
        const char *text;
        gsize length;
        const char *wanted;
    } cases[] = {
        {"", 0, "case.yaml:1:1: the file is empty\n"},
        {"# only this\n", 12, "case.yaml:1:1: the file is empty\n"},
        {"title: \xff\xfe\n", 10, "case.yaml:1:8: not UTF-8\n"},
        {"a: b\nc: \xc3\xa9\xe9\n", 12, "case.yaml:2:5: not UTF-8\n"},
        {"\xff\xfe"
         "a\0",
         4, "case.yaml:1:1: not UTF-8\n"},
        {"a: b\0c\n", 7, "case.yaml:1:5: a NUL byte\n"},
        {"a: \"b\\0c\"\n", 10, "case.yaml:1:4: a NUL character\n"},
        {"a: b\n\x01: c\n", 10, "case.yaml:2:1: not YAML: control characters are not allowed\n"},
        {"\xef\xbb\xbfworkbok: a\n", 14, NULL},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        Scratch scratch = scratch_enter();
        g_autofree char *got = NULL;

        write_file("case.yaml", cases[i].text, cases[i].length);
        got = describe_layout("case.yaml");
        if (cases[i].wanted)
            g_assert_cmpstr(got, ==, cases[i].wanted);
        else
            g_assert_nonnull(
                strstr(got, ":1: a workbook has no key 'workbok' (did you mean 'workbook'?)"));
        scratch_leave(&scratch);
    }
}

static void
test_unreadable(void)
{
    Scratch scratch = scratch_enter();

    assert_described("none.yaml", "none.yaml: cannot be read: No such file or directory\n");
    g_assert_cmpint(g_mkdir("folder", 0700), ==, 0);
    assert_described("folder", "folder/folder.yaml: cannot be read: No such file or directory\n");
    assert_described("folder/", "folder/folder.yaml: cannot be read: No such file or directory\n");
    assert_described("/dev/zero", "/dev/zero: cannot be read: Invalid argument\n");
    scratch_leave(&scratch);
}

/* 20,000 fields are read, one more is refused, and both take no longer than lines are read. */
static void
test_many(void)
{
    static const char head[] = "workbook: many\ntitle: Many\nversion: \"1\"\nlanguage: en\n"
                               "pages: [one]\n";
    static const char page[] = "page: one\ntitle: One\nbody:\n";

    for (guint blocks = 200; blocks <= 201; blocks++) {
        Scratch scratch = scratch_enter();
        g_autoptr(GString) text = g_string_new(page);
        g_autofree char *got = NULL;

        for (guint i = 0; i < blocks; i++)
            g_string_append_printf(text, "  - answers: a.b%u\n    count: 100\n    label: x {n}\n",
                                   i);
        write_file("many/many.yaml", head, -1);
        write_file("many/pages/one.yaml", text->str, text->len);
        got = describe_layout("many");
        if (blocks == 200)
            g_assert_true(g_str_has_prefix(got, "workbook many "));
        else
            g_assert_cmpstr(got, ==, "many/pages/one.yaml:604:14: more than 20000 fields\n");
        scratch_leave(&scratch);
    }
}

/* A layout cut off anywhere, or with one byte changed, gives a workbook or complaints. */
static void
test_damaged(void)
{
    g_autofree char *whole = NULL;
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    Scratch scratch;
    gsize length;

    g_assert_true(
        g_file_get_contents("../layouts/common/resource-columns.yaml", &whole, &length, NULL));
    scratch = scratch_enter();
    write_file("case.yaml",
               "workbook: a\ntitle: A\nversion: \"1\"\nlanguage: en\npages: [p]\n"
               "include: [c.yaml]\n",
               -1);
    write_file("pages/p.yaml",
               "page: p\ntitle: P\nbody:\n  - table: t\n    columns: resources\n"
               "    rows: [{a: A}]\n",
               -1);
    for (guint i = 0; i < 300; i++) {
        g_autofree char *text = g_memdup2(whole, length + 1);
        g_autofree char *got = NULL;
        gsize at = g_rand_int_range(rand, 0, length);

        if (i % 2 == 0)
            text[at] = g_rand_int_range(rand, 1, 128);
        write_file("c.yaml", text, i % 2 == 0 ? length : at);
        got = describe_layout("case.yaml");
        g_assert_cmpuint(strlen(got), >, 0);
    }
    scratch_leave(&scratch);
}

static gboolean
is_mark(const char *text, gsize at)
{
    while (at > 0 && text[at - 1] != '\n')
        at--;
    return g_str_has_prefix(text + at, "==> ");
}

/* The same of every page of a case that has all there is. */
static void
test_damaged_pages(void)
{
    static const char *const cases[] = {"layouts/sound/every-kind.layout",
                                        "layouts/sound/second-part.layout"};
    g_autoptr(GRand) rand = g_rand_new_with_seed(12);

    for (guint i = 0; i < 400; i++) {
        g_autofree char *text = NULL;
        g_autofree char *got = NULL;
        Scratch scratch;
        gsize length, at;

        g_assert_true(g_file_get_contents(cases[i % 2], &text, &length, NULL));
        at = g_rand_int_range(rand, 0, length);
        if (is_mark(text, at))
            continue;
        if (i % 4 < 2)
            text[at] = g_rand_int_range(rand, 1, 128);
        scratch = scratch_enter();
        unpack(text, i % 4 < 2 ? length : at);
        got = describe_layout("case");
        g_assert_cmpuint(strlen(got), >, 0);
        scratch_leave(&scratch);
    }
}

int
main(int argc, char **argv)
{
    golden_init(&argc, &argv);
    if (golden_print(argc, argv, describe_any))
        return 0;
    golden_add("layouts/broken", ".layout", describe_any);
    golden_add("layouts/sound", ".layout", describe_any);
    golden_add_file("../layouts/workbook", "layouts/workbook.expected", describe_house);
    g_test_add_func("/layouts/contexts", test_contexts);
    g_test_add_func("/layouts/links", test_links);
    g_test_add_func("/layouts/huge", test_huge);
    g_test_add_func("/layouts/deep", test_deep);
    g_test_add_func("/layouts/bomb", test_bomb);
    g_test_add_func("/layouts/bytes", test_bytes);
    g_test_add_func("/layouts/unreadable", test_unreadable);
    g_test_add_func("/layouts/many", test_many);
    g_test_add_func("/layouts/damaged", test_damaged);
    g_test_add_func("/layouts/damaged-pages", test_damaged_pages);
    return g_test_run();
}
