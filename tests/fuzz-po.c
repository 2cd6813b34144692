/* Translations out of chance: a PO file is read or refused; one that is read is applied to a small
 * workbook or refused again; and what a merge writes of it reads back. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "catalog.h"
#include "fuzz.h"
#include "load.h"
#include "tiny.h"
#include "tool.h"

static char *folder; /* with the small workbook in it */

static const char spanish[] =
    "# said once\nmsgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "\"Language: es\\n\"\n\"X-Reviewed-By: Ana\\n\"\n\n"
    "#: tiny.yaml:2\nmsgctxt \"workbook/title\"\nmsgid \"Tiny\"\nmsgstr \"Poco\"\n\n"
    "msgctxt \"values/site\"\nmsgid \"example.org\"\nmsgstr \"example.org\"\n\n"
    "#. title of a page\n#, fuzzy\n#| msgid \"Two\"\nmsgctxt \"one/title\"\nmsgid \"One\"\n"
    "msgstr \"Uno\"\n\n"
    "msgctxt \"one/text.1.1\"\nmsgid \"See **our** [page](https://{site}/x).\"\n"
    "msgstr \"Mire [la](https://{site}/x) **nuestra**.\"\n\n"
    "msgctxt \"me/1\"\nmsgid \"\"\n\"I am {name:text} and \"\n\"have {cats:number} cats.\"\n"
    "msgstr \"Tengo {cats:number} gatos y soy {name:text}.\"\n\n";

static const char more[] = "#, c-format\nmsgid \"%d cat\"\nmsgid_plural \"%d cats\"\n"
                           "msgstr[0] \"%d gato\"\nmsgstr[1] \"%d gatos\"\n\n"
                           "#~ msgctxt \"me/2\"\n#~ msgid \"Gone\"\n#~ msgstr \"Ido\"\n";

/* Both once went wrong: an escape that is no character, and one context with two texts. */
static const char *const found[] = {
    "\nmsgctxt \"me/3\"\nmsgid \"A\"\nmsgstr \"P\\377\"\n",
    "\nmsgctxt \"one/title\"\nmsgid \"Two\"\nmsgstr \"Dos\"\n",
};

static void
look_up(const WbPoFile *file)
{
    static const char *const contexts[] = {"workbook/title", "one/title", "me/1", "me/2", ""};
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *language = wb_po_file_dup_header(file, "Language");
    WbPoCount count = {0};

    for (gsize i = 0; i < G_N_ELEMENTS(contexts); i++) {
        const char *words = wb_po_file_find(file, contexts[i], "Tiny", &count);

        g_assert_true(!words || g_utf8_validate(words, -1, NULL));
        g_assert_cmpuint(wb_po_file_line(file, contexts[i]), >=, 1);
    }
    g_assert_cmpuint(count.translated + count.fuzzy + count.untranslated, ==,
                     G_N_ELEMENTS(contexts));
    wb_po_file_check_strangers(file, known, lines);
}

static void
apply(const char *path)
{
    g_autoptr(WbWorkbook) workbook = wb_layout_load(folder, NULL);
    g_autoptr(GError) error = NULL;
    WbPoCount count;

    g_assert_nonnull(workbook);
    if (wb_catalog_apply(workbook, path, "es", &count, &error))
        g_assert_cmpstr(workbook->language, ==, "es");
    else
        g_assert_true(error && *error->message);
}

static void
merge(const char *path)
{
    g_autoptr(WbWorkbook) workbook = wb_layout_load(folder, NULL);
    g_autoptr(WbPoFile) again = NULL;
    g_autoptr(GError) error = NULL;

    if (!wb_catalog_merge(workbook, path, &error)) {
        g_assert_true(error && *error->message);
        return;
    }
    again = wb_po_file_read(path, &error);
    g_assert_no_error(error);
    look_up(again);
}

static gboolean
run(const char *data, gsize length)
{
    g_autofree char *path = g_strdup_printf("%s/%d.po", folder, getpid());
    g_autoptr(GBytes) bytes = g_bytes_new_static(data, length);
    g_autoptr(GError) error = NULL;
    g_autoptr(WbPoFile) file = wb_po_file_read_bytes("f.po", bytes, &error);

    if (!file) {
        g_assert_true(error && g_str_has_prefix(error->message, "f.po:"));
        return FALSE;
    }
    look_up(file);
    g_assert_true(
        g_file_set_contents_full(path, data, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    apply(path);
    merge(path);
    g_unlink(path);
    return TRUE;
}

static void
put(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *above = g_path_get_dirname(path);

    g_mkdir_with_parents(above, 0700);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

int
main(int argc, char **argv)
{
    static const char *const words[] = {"msgctxt ",
                                        "msgid ",
                                        "msgid_plural ",
                                        "msgstr ",
                                        "msgstr[0] ",
                                        "msgstr[4294967296] ",
                                        "#~ ",
                                        "#| ",
                                        "#, fuzzy\n",
                                        "#, c-format, range: 0..-1\n",
                                        "#: a.yaml:99999999999\n",
                                        "#. ",
                                        "# ",
                                        "\"\"\n",
                                        "\"",
                                        "\\",
                                        "\\n",
                                        "\\\"",
                                        "\\x",
                                        "\\777",
                                        "\n",
                                        "\nmsgctxt \"me/1\"\n",
                                        "domain \"x\"\n",
                                        "Content-Type: text/plain; charset=UTF-8\\n",
                                        "charset=ISO-8859-1",
                                        "charset=CHARSET",
                                        "Plural-Forms: nplurals=99999999; plural=n/0;\\n",
                                        "Language: es\\n",
                                        "{cats:number}",
                                        "{",
                                        "**",
                                        "[la](https://{site}/x)",
                                        "\xef\xbb\xbf",
                                        "\xe2\x80\xa8",
                                        "\x1b",
                                        NULL};
    Fuzz fuzz = {"fuzz-po", run, fuzz_new_seeds(), words, 500};
    g_autofree char *base = tool_new_folder(), *both = g_strconcat(spanish, more, NULL);
    int status;

    folder = g_build_filename(base, "tiny", NULL);
    put("tiny.yaml", TINY_LAYOUT);
    put("pages/one.yaml", TINY_PAGE);
    for (guint i = 0; i < 4; i++) { /* as often as the house's own words together */
        fuzz_add_text(fuzz.seeds, spanish, -1);
        fuzz_add_text(fuzz.seeds, both, -1);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(found); i++) {
        g_autofree char *text = g_strconcat(spanish, found[i], NULL);
        fuzz_add_text(fuzz.seeds, text, -1);
    }
    fuzz_add_folder(fuzz.seeds, "layouts/words/po", ".po");
    fuzz_add_file(fuzz.seeds, "layouts/words/po/words.pot");
    fuzz_add_file(fuzz.seeds, "layouts/workbook/po/es.po");
    status = fuzz_run(&fuzz, argc, argv);
    tool_remove(base);
    g_free(folder);
    return status;
}
