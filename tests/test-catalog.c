/* Translations: out to the template, back in, merged when the layout has changed; and the pseudo
 * edition, which shows that every word comes from the layout or the house. */
#include <glib/gstdio.h>
#include <string.h>

#include "blank.h"
#include "load.h"
#include "po.h"
#include "pseudo.h"
#include "tiny.h"
#include "tool.h"
#include "translation.h"

#define HEADER "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"

static const char spanish[] =
    HEADER "\"Language: es\\n\"\n\n"
           "msgctxt \"workbook/title\"\nmsgid \"Tiny\"\nmsgstr \"Poco\"\n\n"
           "msgctxt \"values/site\"\nmsgid \"example.org\"\nmsgstr \"example.org\"\n\n"
           "# said twice\nmsgctxt \"one/title\"\nmsgid \"One\"\nmsgstr \"Uno\"\n\n"
           "msgctxt \"one/text.1.1\"\nmsgid \"See **our** [page](https://{site}/x).\"\n"
           "msgstr \"Mire [la](https://{site}/x) **nuestra**.\"\n\n"
           "msgctxt \"me/1\"\nmsgid \"I am {name:text} and have {cats:number} cats.\"\n"
           "msgstr \"Tengo {cats:number} gatos y soy {name:text}.\"\n";

typedef struct {
    char *folder, *layout, *po, *template;
} Place;

static void
put(const Place *place, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(place->layout, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* The layout of version 1 and its Spanish translation. */
static void
set_up(Place *place, gconstpointer data)
{
    place->folder = tool_new_folder();
    place->layout = g_build_filename(place->folder, "tiny", NULL);
    place->po = g_build_filename(place->layout, "po/es.po", NULL);
    place->template = g_build_filename(place->layout, "po/tiny.pot", NULL);
    for (const char *const *name = (const char *const[]){"", "pages", "po", NULL}; *name; name++) {
        g_autofree char *path = g_build_filename(place->layout, *name, NULL);
        g_assert_cmpint(g_mkdir_with_parents(path, 0700), ==, 0);
    }
    put(place, "tiny.yaml", TINY_LAYOUT);
    put(place, "pages/one.yaml", TINY_PAGE);
    put(place, "po/es.po", spanish);
}

static void
tear_down(Place *place, gconstpointer data)
{
    tool_remove(place->folder);
    g_free(place->folder);
    g_free(place->layout);
    g_free(place->po);
    g_free(place->template);
}

static char *
read_file(const char *path)
{
    char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static void
update(const Place *place)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbWorkbook) workbook = wb_layout_load(place->layout, &error);

    g_assert_no_error(error);
    wb_po_update(workbook, &error);
    g_assert_no_error(error);
}

static void
assert_count(const Place *place, guint translated, guint fuzzy, guint untranslated)
{
    g_autoptr(WbWorkbook) workbook = wb_layout_load(place->layout, NULL);
    WbPoCount count;

    g_assert_true(wb_catalog_count(workbook, place->po, &count, NULL));
    g_assert_cmpuint(count.translated, ==, translated);
    g_assert_cmpuint(count.fuzzy, ==, fuzzy);
    g_assert_cmpuint(count.untranslated, ==, untranslated);
}

static void
assert_holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        g_error("'%s' is not in:\n%s", part, text);
}

static void
test_template(Place *place, gconstpointer data)
{
    g_autofree char *first = NULL, *second = NULL;

    update(place);
    first = read_file(place->template);
    assert_holds(first, "\"Project-Id-Version: tiny 1\\n\"");
    assert_holds(first, "#. title of a page\n#: pages/one.yaml:2\nmsgctxt \"one/title\"\n"
                        "msgid \"One\"\nmsgstr \"\"\n");
    assert_holds(first, "#. keep as it is: {cats:number} {name:text}\n");
    assert_holds(first, "#. keep the marks");
    /* Gettext's word for a date that a translator's editor fills in; none of ours. */
    assert_holds(first, "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE");
    g_assert_null(strstr(first, "POT-Creation-Date"));
    update(place);
    second = read_file(place->template);
    g_assert_cmpstr(first, ==, second);
}

static void
check_format(const char *path)
{
    g_autoptr(ToolRun) run = tool_run("msgfmt", "-c", "-o", "/dev/null", path, NULL);

    if (run->status != 0)
        g_error("%s", run->err);
}

static void
test_msgfmt(Place *place, gconstpointer data)
{
    if (tool_is_missing("msgfmt"))
        return;
    update(place);
    check_format(place->template);
    check_format(place->po);
}

static void
test_merge(Place *place, gconstpointer data)
{
    g_autofree char *same = NULL, *merged = NULL, *again = NULL;
    g_auto(GStrv) parts = g_strsplit(TINY_PAGE "  - note: New here.\n", "title: One", 2);
    g_autofree char *changed = g_strjoinv("title: First", parts);

    update(place);
    assert_count(place, 5, 0, 0);
    same = read_file(place->po);
    assert_holds(same, "# said twice\n");
    put(place, "pages/one.yaml", changed);
    assert_count(place, 4, 1, 1);
    update(place);
    assert_count(place, 4, 1, 1);
    merged = read_file(place->po);
    assert_holds(merged, "# said twice\n");
    assert_holds(merged, "#, fuzzy\n#| msgid \"One\"\nmsgctxt \"one/title\"\nmsgid \"First\"\n"
                         "msgstr \"Uno\"\n");
    assert_holds(merged, "msgid \"New here.\"\nmsgstr \"\"\n");
    update(place);
    again = read_file(place->po);
    g_assert_cmpstr(merged, ==, again);
}

/* What is gone is kept, and comes back with its text. */
static void
test_gone(Place *place, gconstpointer data)
{
    g_autofree char *gone = NULL, *back = NULL, *before = NULL;
    const char *without = "page: one\ntitle: One\nbody:\n  - text: See {site}.\n";

    update(place);
    before = read_file(place->po);
    put(place, "pages/one.yaml", without);
    update(place);
    gone = read_file(place->po);
    assert_holds(gone, "#~ msgctxt \"me/1\"\n");
    put(place, "pages/one.yaml", TINY_PAGE);
    update(place);
    back = read_file(place->po);
    g_assert_null(strstr(back, "#~"));
    assert_count(place, 4, 1, 0); /* the paragraph has become another one in between */
}

/* Two messages of one context, as two people's work put together by hand has them: the one of the
 * text as it is now counts, the other is gone, and the file can still be read. */
static void
test_twice(Place *place, gconstpointer data)
{
    g_autofree char *twice =
        g_strconcat(spanish, "\nmsgctxt \"one/title\"\nmsgid \"Two\"\nmsgstr \"Dos\"\n", NULL);
    g_autofree char *merged = NULL;

    put(place, "po/es.po", twice);
    update(place);
    merged = read_file(place->po);
    assert_holds(merged, "\nmsgctxt \"one/title\"\nmsgid \"One\"\nmsgstr \"Uno\"\n");
    assert_holds(merged, "#~ msgctxt \"one/title\"\n#~ msgid \"Two\"\n#~ msgstr \"Dos\"\n");
    assert_count(place, 5, 0, 0);
    update(place);
}

static void
test_apply(Place *place, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbWorkbook) workbook = wb_po_load(place->layout, "es", FALSE, &error);
    const WbField *field;

    g_assert_no_error(error);
    g_assert_cmpstr(workbook->language, ==, "es");
    g_assert_cmpstr(workbook->title->source, ==, "Poco");
    field = wb_workbook_lookup_field(workbook, "me.cats");
    g_assert_cmpstr(field->question->source, ==, "Tengo {cats:number} gatos y soy {name:text}.");
    /* A complaint about it is one about its translation. */
    g_assert_cmpstr(field->question->mark.path, ==, place->po);
    g_assert_cmpuint(field->question->mark.line, ==, 25);
    g_assert_cmpuint(field->question->source_length, ==,
                     strlen("I am {name:text} and have {cats:number} cats."));
    g_assert_true(workbook->translated);
    g_assert_true(workbook->unreviewed);
    g_assert_false(workbook->draft);
}

/* Who reviewed it stands in its header. */
static void
test_reviewed(Place *place, gconstpointer data)
{
    g_auto(GStrv) parts = g_strsplit(spanish, "\"Language: es", 2);
    g_autofree char *reviewed = g_strjoinv("\"X-Reviewed-By: Ana Ruiz\\n\"\n\"Language: es", parts);
    g_autoptr(GError) error = NULL;
    g_autoptr(WbWorkbook) workbook = NULL;

    put(place, "po/es.po", reviewed);
    workbook = wb_po_load(place->layout, "es", FALSE, &error);
    g_assert_no_error(error);
    g_assert_false(workbook->unreviewed);
}

/* A translation with one place replaced. @wanted: the complaint after the path. */
static void
assert_wrong(Place *place, const char *from, const char *to, const char *wanted)
{
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) parts = g_strsplit(spanish, from, 2);
    g_autofree char *text = g_strjoinv(to, parts);
    g_autofree char *whole = g_strconcat(place->po, wanted, NULL);

    g_assert_nonnull(parts[1]);
    put(place, "po/es.po", text);
    g_assert_null(wb_po_load(place->layout, "es", FALSE, &error));
    g_assert_cmpstr(error->message, ==, whole);
}

static void
test_wrong(Place *place, gconstpointer data)
{
    assert_wrong(place, "{cats:number} gatos", "gatos",
                 ":25:1: the translation has the places {name:text}, and its text has "
                 "{cats:number} {name:text}");
    assert_wrong(place, "soy {name:text}", "soy {name:text", ":25:1: a { is not closed");
    assert_wrong(place, "[la](https://{site}/x)", "[la](ftp://{site})",
                 ":21:1: a link to 'ftp://{site}', which its text does not have, nor is it https:, "
                 "http: or mailto:");
    assert_wrong(place, "[la](https://{site}/x)", "[la {site}", ":21:1: a link is not closed");
    assert_wrong(place, "\"me/1\"", "\"me/7\"",
                 ":25:1: there is no text 'me/7' (workbook-gen po brings a translation up "
                 "to date)");
    assert_wrong(place, "UTF-8", "latin1",
                 ":2:1: the header does not say 'Content-Type: text/plain; charset=UTF-8'");
    assert_wrong(place, "Language: es", "Language: vi",
                 ":2:1: the header says 'Language: vi', the file's name es");
    assert_wrong(place, "Poco", "P\xff", ":8:10: not UTF-8: save the file in this encoding");
    assert_wrong(place, "Poco", "P\\377", ":8:1: not UTF-8: an escape that is no character");
    assert_wrong(place, "msgstr \"Uno\"", "msgstr \"\"",
                 ":1:1: of 5 texts 1 are untranslated and 0 fuzzy, and of the house's own words 0 "
                 "are not translated (--draft makes a draft of it)");
}

/* Syntax is complained of at its place, and the file is not touched by a merge. */
static void
test_syntax(Place *place, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbWorkbook) workbook = wb_layout_load(place->layout, NULL);
    const char *broken = HEADER "\nmsgctxt \"one/title\"\nmsgid \"One\nmsgstr \"Uno\"\n";
    g_autofree char *place_of = g_strconcat(place->po, ":7:1: end-of-line within string", NULL);
    g_autofree char *after = NULL;

    put(place, "po/es.po", broken);
    g_assert_false(wb_po_update(workbook, &error));
    assert_holds(error->message, place_of);
    after = read_file(place->po);
    g_assert_cmpstr(after, ==, broken);
}

static void
test_draft(Place *place, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbWorkbook) workbook = NULL;

    put(place, "po/es.po", HEADER);
    workbook = wb_po_load(place->layout, "es", TRUE, &error);
    g_assert_no_error(error);
    g_assert_true(workbook->draft);
    g_assert_cmpstr(workbook->title->source, ==, "Tiny");
    wb_workbook_free(g_steal_pointer(&workbook));
    /* Not wrong, only on its way. */
    g_assert_null(wb_po_load(place->layout, "es", FALSE, &error));
    g_assert_error(error, WB_PO_ERROR, WB_PO_ERROR_INCOMPLETE);
}

/* A language is a file and a row in the table of fonts. */
static void
test_no_font(Place *place, gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    put(place, "po/zh_CN.po", spanish);
    g_assert_null(wb_po_load(place->layout, "xx-CN", FALSE, &error));
    assert_holds(error->message,
                 "no edition in 'xx-CN', only in 'en' and the translations es, zh-CN");
    g_clear_error(&error);
    put(place, "po/xx_CN.po", spanish);
    g_assert_null(wb_po_load(place->layout, "xx-CN", FALSE, &error));
    assert_holds(error->message, "po/xx_CN.po:1:1: no font row for 'xx-CN'");
}

static void
assert_pseudo(const char *source, const char *wanted)
{
    g_autofree char *words = wb_pseudo_new(source);
    g_autofree char *wrong = wb_translation_check(source, words);

    g_assert_cmpstr(words, ==, wanted);
    g_assert_null(wrong);
}

static void
test_pseudo(void)
{
    assert_pseudo("Tea", "⁅Ţéåå⁆");
    assert_pseudo("My cats:", "⁅Ḿý çåååţš⁆:");
    assert_pseudo("I have {cats:number} cats", "⁅Î ĥååṽéé {cats:number} çåååţš⁆");
    assert_pseudo("**See** [us](https://{site}/x), a\\*b",
                  "⁅**Šéééé** [ûûûš](https://{site}/x), ååå\\*ƀ⁆");
    assert_pseudo("Go to https://a.org/b or a@b.org", "⁅Ĝö ţööö https://a.org/b ööŕ a@b.org⁆");
}

/* Nothing but the edition's code may have a letter without an accent. */
static void
assert_accented(const char *what, const char *text, const char *code)
{
    g_auto(GStrv) parts = g_strsplit(text, code, -1);

    for (char **part = parts; *part != NULL; part++)
        for (const char *at = *part; *at; at++)
            if (g_ascii_isalpha(*at))
                g_error("%s: '%.40s' is not translated", what, at);
}

static void
test_pseudo_edition(void)
{
    g_autofree char *choir = g_test_build_filename(G_TEST_DIST, "third", "choir", NULL);
    g_autofree char *folder = tool_new_folder();
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(WbWorkbook) workbook = wb_po_load(choir, WB_PSEUDO_LANGUAGE, FALSE, &error);
    g_autoptr(WbBlank) blank = NULL;
    g_autoptr(ToolRun) run = NULL;

    g_assert_no_error(error);
    blank = wb_blank_new(workbook, "a4", &error);
    g_assert_no_error(error);
    for (guint i = 0; i < blank->edition->fields->len; i++) {
        const WbEditionField *field = blank->edition->fields->pdata[i];
        assert_accented(field->id, field->label, blank->edition->code);
    }
    if (!tool_is_missing("pdftotext")) {
        g_assert_true(wb_blank_write(blank, folder, &path, NULL));
        run = tool_run("pdftotext", path, "-", NULL);
        g_assert_cmpuint(strlen(run->out), >, 2000);
        assert_accented("a page", run->out, blank->edition->code);
    }
    tool_remove(folder);
}

#define ADD(name, test) g_test_add("/catalog/" name, Place, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("template", test_template);
    ADD("msgfmt", test_msgfmt);
    ADD("merge", test_merge);
    ADD("gone", test_gone);
    ADD("twice", test_twice);
    ADD("apply", test_apply);
    ADD("reviewed", test_reviewed);
    ADD("wrong", test_wrong);
    ADD("syntax", test_syntax);
    ADD("draft", test_draft);
    ADD("no-font", test_no_font);
    g_test_add_func("/catalog/pseudo", test_pseudo);
    g_test_add_func("/catalog/pseudo-edition", test_pseudo_edition);
    return g_test_run();
}
