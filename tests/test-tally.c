/* The tally: who counts, what names nobody, which spellings are one, and what a gap is. */
#include "sample.h"
#include "tally.h"

typedef struct {
    WbEditions *editions;
    const WbEdition *edition;
    WbCodebook *codebook;
    WbTally *tally;
} Fixture;

static void
set_up(Fixture *self, gconstpointer data)
{
    WbEdition *edition = wb_sample_edition("en", "1.0");

    self->editions = wb_editions_new();
    wb_editions_add(self->editions, edition);
    self->edition = edition;
    self->codebook = wb_codebook_new(self->editions, NULL);
    self->tally = wb_tally_new(self->codebook);
}

static void
tear_down(Fixture *self, gconstpointer data)
{
    wb_tally_free(self->tally);
    wb_codebook_free(self->codebook);
    wb_editions_free(self->editions);
}

/* A return with one answer. */
static void
add(Fixture *self, const char *field, const char *text)
{
    g_autoptr(WbRecord) record = wb_sample_record(self->edition, "x.pdf", "aa");
    WbStored stored = {record, (char *)"aa", TRUE};

    wb_record_add_text(record, field, text);
    wb_tally_add(self->tally, &stored);
}

/* "safety 2/3: Casa Norte 2, Open Door 1" a line: who is named in how many returns of how many. */
static char *
describe(const WbTally *tally)
{
    GString *text = g_string_new(NULL);

    for (guint n = 0; n < tally->sections->len; n++) {
        const WbTallySection *section = tally->sections->pdata[n];

        g_string_append_printf(text, "[%s]\n", section->label);
        for (guint m = 0; m < section->needs->len; m++) {
            const WbTallyNeed *need = section->needs->pdata[m];

            g_string_append_printf(text, "%s %u/%u:", need->label, need->named, need->asked);
            for (guint i = 0; i < need->providers->len; i++) {
                const WbTallyProvider *provider = need->providers->pdata[i];

                g_string_append_printf(text, "%s %s %u", i ? "," : "", provider->name,
                                       provider->returns);
            }
            g_string_append_c(text, '\n');
        }
    }
    return g_string_free(text, FALSE);
}

static void
assert_tally(Fixture *self, const char *expected)
{
    g_autofree char *text = NULL;

    wb_tally_finish(self->tally);
    text = describe(self->tally);
    g_assert_cmpstr(text, ==, expected);
}

static void
test_empty(Fixture *self, gconstpointer data)
{
    const WbTallySection *section = self->tally->sections->pdata[0];

    assert_tally(self, "[Crisis]\nSafety 0/0:\nFood 0/0:\nHotel 0/0:\n");
    g_assert_cmpint(wb_tally_need_get_state(section->needs->pdata[0]), ==, WB_NEED_UNKNOWN);
}

static void
test_names(Fixture *self, gconstpointer data)
{
    const WbTallySection *section = self->tally->sections->pdata[0];

    add(self, "t.safety.provider", "Casa Norte; Open Door\ncasa  norte.");
    add(self, "t.safety.provider", " - CASA NORTE,\r\n\xe2\x80\xa2 St. Mary's;;");
    add(self, "t.food.provider", "Casa Norte");
    add(self, "agency", "Open Door");
    assert_tally(self, "[Crisis]\n"
                       "Safety 2/3: CASA NORTE 2, Open Door 1, St. Mary's 1\n"
                       "Food 1/3: Casa Norte 1\n"
                       "Hotel 0/3:\n");
    g_assert_cmpint(wb_tally_need_get_state(section->needs->pdata[0]), ==, WB_NEED_SEVERAL);
    g_assert_cmpint(wb_tally_need_get_state(section->needs->pdata[1]), ==, WB_NEED_ONE);
    g_assert_cmpint(wb_tally_need_get_state(section->needs->pdata[2]), ==, WB_NEED_GAP);
}

static void
test_nobody(Fixture *self, gconstpointer data)
{
    static const char *const nobody[] = {"None", "N/A", "none.",       " NONE!\n",
                                         "-",    "???", "\xe2\x9c\x93"};

    for (gsize n = 0; n < G_N_ELEMENTS(nobody); n++)
        add(self, "t.safety.provider", nobody[n]);
    add(self, "t.food.provider", "none; Nonesuch House");
    assert_tally(self, "[Crisis]\nSafety 0/8:\nFood 1/8: Nonesuch House 1\nHotel 0/8:\n");
}

/* A row for "other" is the need that was written in, each by its own name. */
static void
test_written_in(Fixture *self, gconstpointer data)
{
    g_autoptr(WbRecord) record = wb_sample_record(self->edition, "x.pdf", "aa");
    WbStored stored = {record, (char *)"aa", TRUE};

    wb_record_add_text(record, "t.other.label", "Rides to court");
    wb_record_add_text(record, "t.other.provider", "Casa Norte");
    wb_tally_add(self->tally, &stored);
    add(self, "t.other.label", "rides to  COURT");
    add(self, "t.other.provider", "Open Door");
    add(self, "t.other.label", "n/a");
    assert_tally(self, "[Crisis]\nSafety 0/4:\nFood 0/4:\nHotel 0/4:\n"
                       "Rides to court 1/2: Casa Norte 1\nOTHER 1/1: Open Door 1\n");
}

static void
test_discretion(Fixture *self, gconstpointer data)
{
    add(self, "t.safety.contact", "Sam Doe");
    add(self, "name", "Ana Ruiz");
    assert_tally(self, "[Crisis]\nSafety 0/1:\nFood 0/1:\nHotel 0/1:\n");
}

static void
add_state(Fixture *self, const char *state, const char *problem, gboolean current)
{
    g_autoptr(WbRecord) record = wb_sample_record(self->edition, "x.pdf", "aa");
    WbStored stored = {record, (char *)"aa", current};

    g_free(record->state);
    record->state = g_strdup(state);
    record->problem = g_strdup(problem);
    wb_tally_add(self->tally, &stored);
}

static void
test_returns(Fixture *self, gconstpointer data)
{
    add_state(self, "complete", NULL, TRUE);
    add_state(self, "complete", NULL, FALSE);
    add_state(self, "partial", NULL, TRUE);
    add_state(self, "blank", NULL, TRUE);
    add_state(self, NULL, "damaged", FALSE);
    g_assert_cmpuint(self->tally->complete, ==, 1);
    g_assert_cmpuint(self->tally->partial, ==, 1);
    g_assert_cmpuint(self->tally->blank, ==, 1);
    g_assert_cmpuint(self->tally->superseded, ==, 1);
    g_assert_cmpuint(self->tally->problems, ==, 1);
}

/* Another language of the same workbook asks for the same needs. */
static void
test_languages(void)
{
    g_autoptr(WbEditions) editions = wb_editions_new();
    g_autoptr(WbCodebook) codebook = NULL;
    g_autoptr(WbTally) tally = NULL;
    Fixture both = {0};

    wb_editions_add(editions, wb_sample_edition("es", "1.0"));
    wb_editions_add(editions, wb_sample_edition("en", "1.0"));
    codebook = wb_codebook_new(editions, NULL);
    tally = wb_tally_new(codebook);
    both.tally = tally;
    for (guint n = 0; n < 2; n++) {
        both.edition = wb_editions_peek(editions, n);
        add(&both, "t.safety.provider", n ? "Casa Norte" : "casa norte");
    }
    assert_tally(&both, "[Crisis]\nSafety 2/2: Casa Norte 2\nFood 0/2:\nHotel 0/2:\n");
}

static void
test_fold(void)
{
    static const char *const pairs[][2] = {
        {"St. Mary's  House", "st marys house"},
        {"A/B-Services!", "a b services"},
        {"\xef\xbc\xb4\xef\xbd\x85\xef\xbd\x81\xef\xbd\x8d", "team"}, /* full width */
        {"  \n ", ""},
    };

    for (gsize n = 0; n < G_N_ELEMENTS(pairs); n++) {
        g_autofree char *folded = wb_tally_fold(pairs[n][0]);

        g_assert_cmpstr(folded, ==, pairs[n][1]);
    }
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *path;
        void (*run)(Fixture *self, gconstpointer data);
    } tests[] = {
        {"/tally/empty", test_empty},           {"/tally/names", test_names},
        {"/tally/nobody", test_nobody},         {"/tally/written-in", test_written_in},
        {"/tally/discretion", test_discretion}, {"/tally/returns", test_returns},
    };

    g_test_init(&argc, &argv, NULL);
    for (gsize n = 0; n < G_N_ELEMENTS(tests); n++)
        g_test_add(tests[n].path, Fixture, NULL, set_up, tests[n].run, tear_down);
    g_test_add_func("/tally/languages", test_languages);
    g_test_add_func("/tally/fold", test_fold);
    return g_test_run();
}
