/* Names: what two spellings have in common, the names of one answer, the alias file, likely twins.
 */
#include <string.h>

#include "aliases.h"
#include "names.h"
#include "twins.h"

static void
assert_pairs(const char *const (*pairs)[2], gsize n, char *(*fold)(const char *text))
{
    for (gsize i = 0; i < n; i++) {
        g_autofree char *folded = fold(pairs[i][0]);

        g_assert_cmpstr(folded, ==, pairs[i][1]);
    }
}

static void
test_fold(void)
{
    static const char *const pairs[][2] = {
        {"St. Mary's  House", "st marys house"},
        {"A/B-Services!", "a b services"},
        {"\xef\xbc\xb4\xef\xbd\x85\xef\xbd\x81\xef\xbd\x8d", "team"}, /* full width */
        {"  \n ", ""},
        {"STRASSE", "strasse"},
        {"Straße", "strasse"},
    };

    assert_pairs(pairs, G_N_ELEMENTS(pairs), wb_name_fold);
}

static void
test_legal_forms(void)
{
    static const char *const pairs[][2] = {
        {"Casa Norte, Inc.", "casa norte"},
        {"CASA NORTE LLC", "casa norte"},
        {"Casa Norte e.V.", "casa norte"},
        {"Casa Norte e. V.", "casa norte"},
        {"Casa Norte, S.A. de C.V.", "casa norte"},
        {"Casa Norte Co., Ltd.", "casa norte"},
        {"Casa Norte 501(c)(3)", "casa norte"},
        {"Công ty TNHH Hoa Sen", "hoa sen"},
        {"希望有限公司", "希望"},
        {"Inc.", "inc"},        /* nothing else is there */
        {"Lincoln", "lincoln"}, /* only whole words */
        {"Zinc", "zinc"},
    };
    g_autofree char *folded = wb_name_fold("Hoa Sen"), *bare = NULL;

    for (gsize n = 0; n < G_N_ELEMENTS(pairs); n++) {
        g_autofree char *name = wb_name_fold_agency(pairs[n][0]);
        g_autofree char *wanted = wb_name_fold(pairs[n][1]);

        g_assert_cmpstr(name, ==, wanted);
    }
    bare = wb_name_fold_agency("Hoa Sen");
    g_assert_cmpstr(folded, ==, bare);
    g_assert_true(wb_name_is_legal_form("inc"));
    g_assert_false(wb_name_is_legal_form("casa"));
}

static void
assert_split(const char *text, WbNamesSplit split, const char *expected)
{
    g_autoptr(GPtrArray) names = wb_names_split(text, split);
    g_autofree char *joined = NULL;

    g_ptr_array_add(names, NULL);
    joined = g_strjoinv("|", (char **)names->pdata);
    g_assert_cmpstr(joined, ==, expected);
}

static void
test_split(void)
{
    assert_split("A; B\nC\r\n;;D", WB_NAMES_LINES, "A|B|C|D");
    assert_split(" - A,\n\xe2\x80\xa2 B\n1. C\n12) D", WB_NAMES_LINES, "A|B|C|D");
    assert_split("24 Hour Line\n7Eleven", WB_NAMES_LINES, "24 Hour Line|7Eleven");
    assert_split("A, B", WB_NAMES_LINES, "A, B");
    assert_split("A, B、C، D", WB_NAMES_COMMAS, "A|B|C|D");
    assert_split("A；B؛C", WB_NAMES_LINES, "A|B|C");
    assert_split("", WB_NAMES_LINES, "");
    assert_split("\n;\n", WB_NAMES_COMMAS, "");
}

static void
test_spellings(void)
{
    g_autoptr(GPtrArray) spellings = wb_spellings_new();
    static const char *const written[] = {"b", "a", "c", "c"};

    for (gsize n = 0; n < G_N_ELEMENTS(written); n++)
        wb_spellings_add(spellings, written[n]);
    wb_spellings_sort(spellings);
    g_assert_cmpuint(spellings->len, ==, 3);
    g_assert_cmpstr(((WbSpelling *)spellings->pdata[0])->text, ==, "c");
    g_assert_cmpuint(((WbSpelling *)spellings->pdata[0])->times, ==, 2);
    g_assert_cmpstr(((WbSpelling *)spellings->pdata[1])->text, ==, "a");
}

static void
test_aliases(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbAliases) aliases = wb_aliases_parse(
        "is,name\nCasa Norte,Casa Norta\n\"North House, Inc.\",CASA NORTE\nOwn,Own\n", -1, "n.csv",
        &error);
    const char *name = NULL;

    g_assert_no_error(error);
    g_assert_cmpstr(wb_aliases_lookup(aliases, "casa norta", &name), ==, "north house");
    g_assert_cmpstr(name, ==, "North House, Inc.");
    g_assert_cmpstr(wb_aliases_lookup(aliases, "north house", &name), ==, "north house");
    g_assert_cmpstr(wb_aliases_lookup(aliases, "own", &name), ==, "own");
    g_assert_null(wb_aliases_lookup(aliases, "nobody", &name));
}

static void
note_unused(guint line, const char *name, gpointer text)
{
    g_string_append_printf(text, "%u %s;", line, name);
}

static void
test_unused(void)
{
    g_autoptr(WbAliases) aliases =
        wb_aliases_parse("name,is\nA b,C d\n\nE f,C d\n", -1, "n.csv", NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    const char *name;

    wb_aliases_lookup(aliases, "a b", &name);
    wb_aliases_each_unused(aliases, note_unused, text);
    g_assert_cmpstr(text->str, ==, "4 E f;");
}

static void
test_bad_aliases(void)
{
    static const char *const cases[][2] = {
        {"", "n.csv:1: the first row should name the columns name and is"},
        {"name\n", "n.csv:1: the first row should name the columns name and is"},
        {"name,is,why\n", "n.csv:1: there is no column 'why': they are name and is"},
        {"name,is,is\n", "n.csv:1: the column 'is' is there twice"},
        {"name,is\nA,B\nB,A\n", "n.csv:2: 'A' is 'B', and that goes round in a circle"},
        {"name,is\n\"A\nX\",B\nC,D\nD,E\nE,C\n",
         "n.csv:4: 'C' is 'D', and that goes round in a circle"},
        {"name,is\nA,B\nA,C\n", "n.csv:3: 'A' is 'B' in line 2 already"},
        {"name,is\nA\n", "n.csv:2: this row has 1 cells instead of 2"},
        {"name,is\nA,-\n", "n.csv:2: is has no name in it"},
        {"name,is\n?,A\n", "n.csv:2: name has no name in it"},
        {"name,is\n\"A,B\n", "n.csv:2: a quoted cell is not closed"},
    };

    for (gsize n = 0; n < G_N_ELEMENTS(cases); n++) {
        g_autoptr(GError) error = NULL;
        WbAliases *aliases = wb_aliases_parse(cases[n][0], -1, "n.csv", &error);

        g_assert_null(aliases);
        g_assert_cmpstr(error->message, ==, cases[n][1]);
    }
}

/* Of two names: "spelling", "words", "initials", or "" where nothing suggests that they are one. */
static const char *
reason_of(const char *one, const char *other)
{
    static const char *const reasons[] = {"spelling", "words", "initials"};
    const char *const names[] = {one, other};
    g_autoptr(GArray) twins = wb_twins_find(names, 2);

    return twins->len ? reasons[g_array_index(twins, WbTwin, 0).reason] : "";
}

static void
test_twins(void)
{
    static const char *const cases[][3] = {
        {"casa norte", "casa norta", "spelling"},
        {"harbor light", "harbour light", "spelling"},
        {"harbor light", "arbor lights", "spelling"},
        {"casa norte", "caas norte", "spelling"},
        {"shelter", "sheltor", "spelling"},
        {"ywca", "ymca", ""}, /* short names differ by a letter */
        {"precinct 12", "precinct 13", ""},
        {"casa norte", "casa del sur", ""},
        {"legal aid", "legal aid society", "words"},
        {"norte casa", "casa norte", "words"},
        {"ywca", "young womens christian association", "initials"},
        {"dss", "department of social services", "initials"},
        {"department of social services", "doss", "initials"},
        {"open door", "safe porch", ""},
        {"new york new hope", "new hope york", "words"}, /* a word that stands there twice */
        {"home to home", "house to house", ""},
    };

    for (gsize n = 0; n < G_N_ELEMENTS(cases); n++) {
        g_assert_cmpstr(reason_of(cases[n][0], cases[n][1]), ==, cases[n][2]);
        g_assert_cmpstr(reason_of(cases[n][1], cases[n][0]), ==, cases[n][2]);
    }
}

/* Every name with one letter changed, dropped or added is found, wherever that is. */
static void
test_twins_everywhere(void)
{
    static const char name[] = "rivertown legal aid";

    for (gsize n = 0; n < strlen(name); n++) {
        g_autofree char *start = g_strndup(name, n);
        g_autofree char *changed = g_strconcat(start, "q", name + n + 1, NULL);
        g_autofree char *dropped = g_strconcat(start, name + n + 1, NULL);
        g_autofree char *added = g_strconcat(start, "q", name + n, NULL);

        g_assert_cmpstr(reason_of(name, changed), ==, "spelling");
        g_assert_cmpstr(reason_of(name, dropped), ==, "spelling");
        g_assert_cmpstr(reason_of(added, name), ==, "spelling");
        g_assert_cmpstr(reason_of(added, dropped), ==, "spelling");
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/names/fold", test_fold);
    g_test_add_func("/names/legal-forms", test_legal_forms);
    g_test_add_func("/names/split", test_split);
    g_test_add_func("/names/spellings", test_spellings);
    g_test_add_func("/names/aliases", test_aliases);
    g_test_add_func("/names/unused", test_unused);
    g_test_add_func("/names/bad-aliases", test_bad_aliases);
    g_test_add_func("/names/twins", test_twins);
    g_test_add_func("/names/twins-everywhere", test_twins_everywhere);
    return g_test_run();
}
