/* The codebook: one column for a field whatever the language, the version and its earlier id. */
#include "codebook.h"
#include "sample.h"

static const WbCodebookEntry *
lookup(const WbCodebook *codebook, const char *id)
{
    guint place;

    return wb_codebook_lookup(codebook, id, &place) ? codebook->entries->pdata[place] : NULL;
}

static WbEditionField *
field_of(WbEdition *edition, const char *id)
{
    return (WbEditionField *)wb_edition_lookup_field(edition, id);
}

static void
relabel(WbEdition *edition, const char *id, const char *label)
{
    WbEditionField *field = field_of(edition, id);

    g_free(field->label);
    field->label = g_strdup(label);
    wb_edition_seal(edition);
}

static void
test_languages(void)
{
    g_autoptr(WbEditions) editions = wb_editions_new();
    g_autoptr(WbCodebook) plain = NULL, spanish = NULL;
    WbEdition *es = wb_sample_edition("es", "1.0");

    relabel(es, "agency", "Agencia");
    wb_editions_add(editions, es);
    wb_editions_add(editions, wb_sample_edition("en", "1.0"));
    plain = wb_codebook_new(editions, NULL);
    spanish = wb_codebook_new(editions, "es");
    g_assert_cmpuint(plain->entries->len, ==, es->fields->len);
    g_assert_cmpstr(lookup(plain, "agency")->field->label, ==, "Label of agency");
    g_assert_cmpstr(lookup(spanish, "agency")->field->label, ==, "Agencia");
}

/* The old version calls a field by its old id, and had marked another as sensitive. */
static void
test_versions(void)
{
    g_autoptr(WbEditions) editions = wb_editions_new();
    g_autoptr(WbCodebook) codebook = NULL;
    WbEdition *before = wb_sample_edition("en", "1.9"), *after = wb_sample_edition("en", "1.10");
    WbEditionField *renamed = field_of(after, "agency");

    g_free(renamed->id);
    renamed->id = g_strdup("organization");
    renamed->was = g_strdup("agency");
    wb_edition_seal(after);
    field_of(before, "members")->sensitive = TRUE;
    wb_edition_seal(before);
    wb_editions_add(editions, before);
    wb_editions_add(editions, after);
    codebook = wb_codebook_new(editions, NULL);
    g_assert_cmpuint(codebook->entries->len, ==, after->fields->len);
    g_assert_cmpstr(lookup(codebook, "agency")->field->id, ==, "organization");
    g_assert_true(lookup(codebook, "agency") == lookup(codebook, "organization"));
    g_assert_true(wb_codebook_is_sensitive(codebook, "members"));
}

static void
test_sensitive(void)
{
    g_autoptr(WbEditions) editions = wb_editions_new();
    g_autoptr(WbCodebook) codebook = NULL;

    wb_editions_add(editions, wb_sample_edition("en", "1.0"));
    codebook = wb_codebook_new(editions, NULL);
    g_assert_true(wb_codebook_is_sensitive(codebook, "name"));
    g_assert_false(wb_codebook_is_sensitive(codebook, "agency"));
    g_assert_true(wb_codebook_is_sensitive(codebook, "nobody.knows.it"));
    g_assert_null(lookup(codebook, "nobody.knows.it"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/languages", test_languages);
    g_test_add_func("/codebook/versions", test_versions);
    g_test_add_func("/codebook/sensitive", test_sensitive);
    return g_test_run();
}
