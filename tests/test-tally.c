/* The tally: who counts, what names nobody, which spellings are one, and what a gap is. */
#include "count.h"
#include "sample.h"

typedef struct {
    WbEditions *editions;
    const WbEdition *edition;
    WbCodebook *codebook;
    WbCount *count;
    WbTally *tally; /* once it is counted */
} Fixture;

static void
set_up(Fixture *self, gconstpointer data)
{
    WbEdition *edition = wb_sample_edition("en", "1.0");

    self->editions = wb_editions_new();
    wb_editions_add(self->editions, edition);
    self->edition = edition;
    self->codebook = wb_codebook_new(self->editions, NULL);
    self->count = wb_count_new(self->codebook, &(WbCountOptions){0});
}

static void
tear_down(Fixture *self, gconstpointer data)
{
    wb_tally_free(self->tally);
    wb_count_free(self->count);
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
    wb_count_add(self->count, &stored);
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
            for (guint i = 0; i < need->namings->len; i++) {
                const WbTallyNaming *naming = need->namings->pdata[i];

                g_string_append_printf(text, "%s %s %u", i ? "," : "", naming->provider->name,
                                       naming->returns);
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

    self->tally = wb_count_finish(self->count);
    text = describe(self->tally);
    g_assert_cmpstr(text, ==, expected);
}

static const WbTallyNeed *
peek_need(const Fixture *self, const char *key)
{
    const WbTallyNeed *need = wb_tally_lookup_need(self->tally, key);

    g_assert_nonnull(need);
    return need;
}

static void
test_empty(Fixture *self, gconstpointer data)
{
    assert_tally(self, "[Crisis]\nSafety 0/0:\nFood 0/0:\nHotel 0/0:\n");
    g_assert_cmpint(peek_need(self, "crisis.safety")->state, ==, WB_NEED_UNKNOWN);
    g_assert_cmpuint(self->tally->states[WB_NEED_UNKNOWN], ==, 3);
}

static void
test_names(Fixture *self, gconstpointer data)
{
    add(self, "t.safety.provider", "Casa Norte; Open Door\ncasa  norte.");
    add(self, "t.safety.provider", " - CASA NORTE, Inc.,\r\n\xe2\x80\xa2 St. Mary's;;");
    add(self, "t.food.provider", "Casa Norte");
    add(self, "agency", "Open Door");
    assert_tally(self, "[Crisis]\n"
                       "Safety 2/3: Casa Norte 2, Open Door 1, St. Mary's 1\n"
                       "Food 1/3: Casa Norte 1\n"
                       "Hotel 0/3:\n");
    g_assert_cmpint(peek_need(self, "crisis.safety")->state, ==, WB_NEED_COVERED);
    g_assert_cmpint(peek_need(self, "crisis.food")->state, ==, WB_NEED_FRAGILE);
    g_assert_cmpint(peek_need(self, "crisis.hotel")->state, ==, WB_NEED_GAP);
    g_assert_cmpuint(self->tally->providers->len, ==, 3);
    g_assert_cmpuint(((WbTallyProvider *)self->tally->providers->pdata[0])->needs, ==, 2);
}

/* Several who may all be one are as fragile as one, until somebody has looked. */
static void
test_twins(Fixture *self, gconstpointer data)
{
    add(self, "t.safety.provider", "Casa Norte; Casa Norta");
    add(self, "t.food.provider", "Casa Norte; Casa Norta; Open Door");
    self->tally = wb_count_finish(self->count);
    g_assert_cmpint(peek_need(self, "crisis.safety")->state, ==, WB_NEED_FRAGILE);
    g_assert_true(peek_need(self, "crisis.safety")->unreviewed);
    g_assert_cmpint(peek_need(self, "crisis.food")->state, ==, WB_NEED_COVERED);
    g_assert_cmpuint(self->tally->reviews->len, ==, 1);
    g_assert_cmpuint(((WbTallyReview *)self->tally->reviews->pdata[0])->needs, ==, 1);
}

static void
assert_with_aliases(Fixture *self, const char *table, const char *expected, gboolean unreviewed)
{
    g_autoptr(WbAliases) aliases = wb_aliases_parse(table, -1, "names.csv", NULL);

    wb_count_free(self->count);
    self->count = wb_count_new(self->codebook, &(WbCountOptions){.aliases = aliases});
    add(self, "t.safety.provider", "Casa Norte; Casa Norta");
    assert_tally(self, expected);
    g_assert_cmpint(peek_need(self, "crisis.safety")->unreviewed, ==, unreviewed);
}

static void
test_joined(Fixture *self, gconstpointer data)
{
    assert_with_aliases(self, "name,is\nCasa Norta,Casa Norte\n",
                        "[Crisis]\nSafety 1/1: Casa Norte 1\nFood 0/1:\nHotel 0/1:\n", FALSE);
    g_assert_cmpint(peek_need(self, "crisis.safety")->state, ==, WB_NEED_FRAGILE);
}

static void
test_apart(Fixture *self, gconstpointer data)
{
    assert_with_aliases(self, "name,is\nCasa Norta,Casa Norta\nCasa Norte,Casa Norte\n",
                        "[Crisis]\nSafety 1/1: Casa Norta 1, Casa Norte 1\nFood 0/1:\nHotel 0/1:\n",
                        FALSE);
    g_assert_cmpint(peek_need(self, "crisis.safety")->state, ==, WB_NEED_COVERED);
}

/* Who looked at one of them has not looked at the pair. */
static void
test_half(Fixture *self, gconstpointer data)
{
    assert_with_aliases(self, "name,is\nCasa Norta,Casa Norta\n",
                        "[Crisis]\nSafety 1/1: Casa Norta 1, Casa Norte 1\nFood 0/1:\nHotel 0/1:\n",
                        TRUE);
}

/* Commas are only suggested. */
static void
test_commas(Fixture *self, gconstpointer data)
{
    const WbTallyReview *review;

    add(self, "t.safety.provider", "Casa Norte, Open Door");
    add(self, "t.food.provider", "Lotus, Inc.");
    assert_tally(self, "[Crisis]\nSafety 1/2: Casa Norte, Open Door 1\nFood 1/2: Lotus, Inc. 1\n"
                       "Hotel 0/2:\n");
    g_assert_cmpuint(self->tally->reviews->len, ==, 1);
    review = self->tally->reviews->pdata[0];
    g_assert_cmpint(review->reason, ==, WB_REVIEW_COMMAS);
    g_assert_cmpuint(review->parts->len, ==, 2);
}

static void
test_populations(Fixture *self, gconstpointer data)
{
    static const gboolean ticks[] = {TRUE, FALSE};
    const WbTallyServed *served;

    for (gsize n = 0; n < G_N_ELEMENTS(ticks); n++) {
        g_autoptr(WbRecord) record = wb_sample_record(self->edition, "x.pdf", "aa");
        WbStored stored = {record, (char *)"aa", TRUE};

        wb_record_add_text(record, "t.safety.provider", "Casa Norte");
        wb_record_add_boolean(record, "t.safety.adult", ticks[n]);
        wb_count_add(self->count, &stored);
    }
    add(self, "t.food.provider", "Casa Norte");
    self->tally = wb_count_finish(self->count);
    served = &peek_need(self, "crisis.safety")->served[0];
    g_assert_cmpuint(served->ticked, ==, 1);
    g_assert_cmpuint(served->unticked, ==, 1);
    g_assert_cmpuint(served->unsaid, ==, 1);
    g_assert_cmpuint(served->providers, ==, 1);
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
    wb_count_add(self->count, &stored);
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
    wb_count_add(self->count, &stored);
}

static void
test_returns(Fixture *self, gconstpointer data)
{
    add_state(self, "complete", NULL, TRUE);
    add_state(self, "complete", NULL, FALSE);
    add_state(self, "partial", NULL, TRUE);
    add_state(self, "blank", NULL, TRUE);
    add_state(self, NULL, "damaged", FALSE);
    self->tally = wb_count_finish(self->count);
    g_assert_cmpuint(self->tally->returns.files, ==, 5);
    g_assert_cmpuint(self->tally->returns.counted, ==, 2);
    for (guint n = 0; n < WB_TALLY_STATES; n++)
        g_assert_cmpuint(self->tally->returns.states[n], ==, 1);
    g_assert_cmpuint(self->tally->returns.superseded, ==, 1);
    g_assert_cmpuint(self->tally->returns.problems, ==, 1);
    g_assert_true(self->tally->returns.positions.withheld); /* two people, who say nothing */
}

/* Another language of the same workbook asks for the same needs. */
static void
test_languages(void)
{
    g_autoptr(WbEditions) editions = wb_editions_new();
    g_autoptr(WbCodebook) codebook = NULL;
    g_autoptr(WbCount) count = NULL;
    Fixture both = {0};

    wb_editions_add(editions, wb_sample_edition("es", "1.0"));
    wb_editions_add(editions, wb_sample_edition("en", "1.0"));
    codebook = wb_codebook_new(editions, NULL);
    count = wb_count_new(codebook, &(WbCountOptions){0});
    both.count = count;
    for (guint n = 0; n < 2; n++) {
        both.edition = wb_editions_peek(editions, n);
        add(&both, "t.safety.provider", n ? "Casa Norte" : "casa norte");
    }
    assert_tally(&both, "[Crisis]\nSafety 2/2: Casa Norte 2\nFood 0/2:\nHotel 0/2:\n");
    wb_tally_free(both.tally);
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
        {"/tally/twins", test_twins},           {"/tally/joined", test_joined},
        {"/tally/apart", test_apart},           {"/tally/half", test_half},
        {"/tally/commas", test_commas},         {"/tally/populations", test_populations},
    };

    g_test_init(&argc, &argv, NULL);
    for (gsize n = 0; n < G_N_ELEMENTS(tests); n++)
        g_test_add(tests[n].path, Fixture, NULL, set_up, tests[n].run, tear_down);
    g_test_add_func("/tally/languages", test_languages);
    return g_test_run();
}
