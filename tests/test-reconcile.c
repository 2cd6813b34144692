/* Several widgets, one answer: what each kind of disagreement becomes. */
#include "probe.h"
#include "reconcile.h"
#include "value.h"

#include <string.h>

/* What stands in one widget: a field's id, which of its widgets, and its text or "on". */
typedef struct {
    const char *id;
    guint widget;
    const char *text;
} Filled;

/* A form with every widget of the edition, and what is filled in. */
static WbPdf *
new_pdf(const WbEdition *edition, const Filled *filled)
{
    WbPdf *pdf = wb_pdf_new();

    for (guint i = 0; i < edition->fields->len; i++) {
        const WbEditionField *field = edition->fields->pdata[i];
        g_autofree char *name = g_strdelimit(g_strdup(field->id), ".", '/');

        for (guint w = 0; w < field->widgets->len; w++) {
            const WbEditionWidget *place = field->widgets->pdata[w];
            WbWidget *widget = wb_pdf_add_widget(pdf, name, place->page, place->rect,
                                                 place->on ? WB_WIDGET_CHECK : WB_WIDGET_TEXT);

            for (const Filled *f = filled; f && f->id; f++) {
                if (g_str_equal(f->id, field->id) && f->widget == w) {
                    widget->on = place->on != NULL;
                    widget->text = place->on ? NULL : g_strdup(f->text);
                }
            }
        }
    }
    return pdf;
}

/* The state, then answers, what was prefilled, then notes, each in one word: "partial values.1=Ana
 * ~values.1 !values.1:from-mirror". */
static char *
describe(const WbRecord *record)
{
    GString *out = g_string_new(record->state);

    for (guint i = 0; i < record->answers->len; i++) {
        const WbAnswer *answer = record->answers->pdata[i];

        if (answer->type == WB_VALUE_TEXT)
            g_string_append_printf(out, " %s=%s", answer->field, answer->text);
        else if (answer->type == WB_VALUE_NUMBER)
            g_string_append_printf(out, " %s:%d", answer->field, (int)answer->number);
        else
            g_string_append_printf(out, " %s%s", answer->boolean ? "+" : "-", answer->field);
    }
    for (guint i = 0; record->prefilled && i < record->prefilled->len; i++)
        g_string_append_printf(out, " ~%s", (const char *)record->prefilled->pdata[i]);
    for (guint i = 0; i < record->notes->len; i++) {
        const WbNote *note = record->notes->pdata[i];

        g_assert_nonnull(wb_finding_lookup_note(note->code));
        g_string_append_printf(out, " !%s:%s(%s)", note->field ? note->field : "", note->code,
                               note->value ? note->value : "");
    }
    return g_string_free(out, FALSE);
}

static void
assert_read(const WbPdf *pdf, const GPtrArray *raw, const WbEdition *edition, const char *expected)
{
    g_autoptr(WbRecord) record = wb_record_new("x.pdf");
    g_autofree char *text = NULL;

    wb_reconcile(pdf, raw, edition, record);
    text = describe(record);
    g_assert_cmpstr(text, ==, expected);
}

static void
assert_record(const WbPdf *pdf, const WbEdition *edition, const char *expected)
{
    assert_read(pdf, NULL, edition, expected);
}

static void
test_cases(void)
{
    static const struct {
        Filled filled[8];
        const char *expected;
    } cases[] = {
        {{{NULL, 0, NULL}}, "blank !:blank()"},
        /* in step */
        {{{"values.1", 0, "Ana"}, {"values.1", 1, "Ana"}}, "partial values.1=Ana"},
        /* Evince and Okular: the touched widget alone has the text */
        {{{"values.1", 0, "Ana"}}, "partial values.1=Ana !values.1:mirrors-differ()"},
        {{{"values.1", 1, "Ana"}}, "partial values.1=Ana !values.1:from-mirror()"},
        {{{"values.1", 0, "Ana"}, {"values.1", 1, "Bob"}},
         "partial values.1=Ana !values.1:mirrors-differ(Bob)"},
        /* line ends are no difference */
        {{{"values.1", 0, "a\r\nb "}, {"values.1", 1, "a\nb"}}, "partial values.1=a\nb"},
        {{{"values.1", 0, "  "}, {"values.1", 1, "\n"}}, "blank !:blank()"},
        /* numbers and dates */
        {{{"team.members", 0, "12"}, {"team.members", 1, "12"}}, "partial team.members:12"},
        {{{"team.members", 0, "\xd9\xa1\xd9\xa2"}, {"team.members", 1, "\xd9\xa1\xd9\xa2"}},
         "partial team.members:12"},
        {{{"team.members", 0, "about ten"}, {"team.members", 1, "about ten"}},
         "partial team.members=about ten !team.members:not-a-number(about ten)"},
        {{{"team.members", 0, "501"}, {"team.members", 1, "501"}},
         "partial team.members:501 !team.members:out-of-range(501)"},
        {{{"team.since", 0, "2026/3/9"}}, "partial team.since=2026-03-09"},
        {{{"team.since", 0, "last May"}},
         "partial team.since=last May !team.since:not-a-date(last May)"},
        /* exclusive boxes; the scale has inputs 0 to 2 and mirrors 3 to 5 */
        {{{"team.commitment", 1, "on"}, {"team.commitment", 4, "on"}}, "partial team.commitment:2"},
        {{{"team.commitment", 4, "on"}},
         "partial team.commitment:2 !team.commitment:from-mirror()"},
        {{{"team.commitment", 1, "on"}, {"team.commitment", 3, "on"}},
         "partial team.commitment:2 !team.commitment:mirrors-differ(1)"},
        {{{"crisis.safety.partner", 1, "on"}, {"crisis.safety.partner", 0, "on"}},
         "partial crisis.safety.partner=yes, no !crisis.safety.partner:two-boxes(yes, no)"},
        /* a box beside a ticked one is "no", in another row nothing is said */
        {{{"crisis.safety.adult", 0, "on"}}, "partial -crisis.safety.minor +crisis.safety.adult"},
        {{{"crisis.safety.provider", 0, "Casa"}}, "partial crisis.safety.provider=Casa"},
        /* who filled it in does not count, and each page that asks something does */
        {{{"participant.name", 0, "Ana"}}, "blank participant.name=Ana !:blank()"},
        {{{"values.2", 0, "x"}, {"crisis.hotel.minor", 0, "on"}},
         "complete values.2=x +crisis.hotel.minor"},
    };
    g_autoptr(WbEdition) edition = wb_probe_new_edition("en");

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(WbPdf) pdf = new_pdf(edition, cases[i].filled);

        assert_record(pdf, edition, cases[i].expected);
    }
}

static void
test_unknown(void)
{
    static const WbRect nowhere = {1, 1, 9, 9};
    g_autoptr(WbEdition) edition = wb_probe_new_edition("en");
    g_autoptr(WbPdf) pdf = new_pdf(edition, NULL);

    wb_pdf_add_widget(pdf, "more/empty", 1, nowhere, WB_WIDGET_TEXT);
    wb_pdf_add_widget(pdf, "more/text", 1, nowhere, WB_WIDGET_TEXT)->text = g_strdup(" kept ");
    wb_pdf_add_widget(pdf, "more/box", 1, nowhere, WB_WIDGET_CHECK)->on = TRUE;
    wb_pdf_add_widget(pdf, "crisis/safety/adult", 1, nowhere, WB_WIDGET_CHECK)->on = TRUE;
    assert_record(pdf, edition,
                  "blank !more.text:unknown-field(kept) !more.box:unknown-field(on) "
                  "!crisis.safety.adult:unknown-box() !:blank()");
}

/* Pages that were taken out move the others; their boxes are found all the same. */
static void
test_missing_page(void)
{
    static const Filled filled[] = {{"crisis.safety.adult", 0, "on"}, {NULL, 0, NULL}};
    g_autoptr(WbEdition) edition = wb_probe_new_edition("en");
    g_autoptr(WbPdf) pdf = new_pdf(edition, filled);

    for (guint i = pdf->widgets->len; i > 0; i--) {
        WbWidget *widget = pdf->widgets->pdata[i - 1];

        if (widget->page == 1)
            g_ptr_array_remove_index(pdf->widgets, i - 1);
        else
            widget->page = 1;
    }
    assert_record(pdf, edition,
                  "partial -crisis.safety.minor +crisis.safety.adult !:fields-missing(1)");
}

typedef struct {
    Filled filled[6];
    struct {
        const char *name, *value;
        gboolean bad;
        const char *prefilled;
    } raw;
    const char *expected;
} Second;

static GPtrArray *
new_raw(const Second *from)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    WbRawField *field = g_new0(WbRawField, 1);

    *field = (WbRawField){.name = (char *)from->raw.name,
                          .value = (char *)from->raw.value,
                          .prefilled = (char *)from->raw.prefilled,
                          .bad = from->raw.bad};
    g_ptr_array_add(out, field);
    return out;
}

static void
run_seconds(const Second *cases, gsize n)
{
    g_autoptr(WbEdition) edition = wb_probe_new_edition("en");

    for (gsize i = 0; i < n; i++) {
        g_autoptr(WbPdf) pdf = new_pdf(edition, cases[i].filled);
        g_autoptr(GPtrArray) raw = new_raw(&cases[i]);

        /* A text that poppler does not give at all. */
        for (guint k = 0; cases[i].raw.bad && k < pdf->widgets->len; k++)
            g_clear_pointer(&((WbWidget *)pdf->widgets->pdata[k])->text, g_free);
        assert_read(pdf, raw, edition, cases[i].expected);
    }
}

/* The objects against what poppler sees. */
static void
test_second(void)
{
    static const Second cases[] = {
        /* both say the same, in the field or in the one widget that was touched */
        {{{"values.1", 0, "Ana"}, {"values.1", 1, "Ana"}},
         {"values/1", "Ana\r", FALSE, NULL},
         "partial values.1=Ana"},
        {{{"values.1", 0, "Ana"}},
         {"values/1", "Ana", FALSE, NULL},
         "partial values.1=Ana !values.1:mirrors-differ()"},
        /* half of an emoji: poppler says that there is nothing */
        {{{NULL, 0, NULL}},
         {"values/1", "H\xef\xbf\xbd", TRUE, NULL},
         "partial values.1=H\xef\xbf\xbd !values.1:lost-text()"},
        /* an encoding that poppler does not know, a text that it cuts, one that it does not see */
        {{{"values.1", 0, "\u00ef\u00bb\u00bf\u00c3\u00a9"},
          {"values.1", 1, "\u00ef\u00bb\u00bf\u00c3\u00a9"}},
         {"values/1", "\u00e9", FALSE, NULL},
         "partial values.1=\u00e9 !values.1:readings-differ(\u00ef\u00bb\u00bf\u00c3\u00a9)"},
        {{{NULL, 0, NULL}},
         {"team/members", "12", FALSE, NULL},
         "partial team.members:12 !team.members:readings-differ()"},
        /* boxes: a value that is not drawn, one that is drawn otherwise, a box without a value */
        {{{NULL, 0, NULL}},
         {"team/commitment", "2", FALSE, NULL},
         "partial team.commitment:2 !team.commitment:states-differ()"},
        {{{"team.commitment", 0, "on"}, {"team.commitment", 3, "on"}},
         {"team/commitment", "2", FALSE, NULL},
         "partial team.commitment:2 !team.commitment:states-differ(1)"},
        {{{"team.commitment", 1, "on"}, {"team.commitment", 4, "on"}},
         {"team/commitment", "Off", FALSE, NULL},
         "partial team.commitment:2"},
        {{{"team.commitment", 1, "on"}, {"team.commitment", 4, "on"}},
         {"team/commitment", "no-option", FALSE, NULL},
         "partial team.commitment:2"},
        {{{NULL, 0, NULL}},
         {"crisis/safety/adult", "on", FALSE, NULL},
         "partial -crisis.safety.minor +crisis.safety.adult !crisis.safety.adult:states-differ()"},
        /* a state that no box has */
        {{{NULL, 0, NULL}}, {"crisis/safety/adult", "No", FALSE, NULL}, "blank !:blank()"},
        {{{NULL, 0, NULL}}, {"crisis/safety/adult", "", FALSE, NULL}, "blank !:blank()"},
        /* a text that nobody can read at all */
        {{{NULL, 0, NULL}}, {"values/1", "", TRUE, NULL}, "blank !values.1:lost-text() !:blank()"},
        /* a field that the edition does not have, and one that says nothing */
        {{{NULL, 0, NULL}}, {"none/such", "x", FALSE, NULL}, "blank !:blank()"},
        {{{"values.1", 0, "Ana"}, {"values.1", 1, "Ana"}},
         {"values/1", "", FALSE, NULL},
         "partial values.1=Ana"},
    };

    run_seconds(cases, G_N_ELEMENTS(cases));
}

/* What a copy came with stays an answer, and is no progress until somebody changes it. */
static void
test_prefilled(void)
{
    static const Second cases[] = {
        {{{"values.1", 0, "Ana"}, {"values.1", 1, "Ana"}},
         {"values/1", "Ana", FALSE, "Ana"},
         "blank values.1=Ana ~values.1 !:blank()"},
        {{{"values.1", 0, "Ana"}, {"values.1", 1, "Ana"}},
         {"values/1", "Ana", FALSE, "Anna"},
         "partial values.1=Ana"},
        {{{NULL, 0, NULL}}, {"values/1", "", FALSE, "Ana"}, "blank !:blank()"},
        /* as values are read */
        {{{"values.1", 0, "a\nb"}, {"values.1", 1, "a\nb"}},
         {"values/1", "a\nb", FALSE, " a\r\nb"},
         "blank values.1=a\nb ~values.1 !:blank()"},
        {{{"team.members", 0, "12"}, {"team.members", 1, "12"}},
         {"team/members", "12", FALSE, "\xd9\xa1\xd9\xa2"},
         "blank team.members:12 ~team.members !:blank()"},
        {{{"team.members", 0, "13"}, {"team.members", 1, "13"}},
         {"team/members", "13", FALSE, "12"},
         "partial team.members:13"},
        {{{"team.since", 0, "2026-03-09"}},
         {"team/since", "2026-03-09", FALSE, "2026/3/9"},
         "blank team.since=2026-03-09 ~team.since !:blank()"},
        /* boxes: by their states */
        {{{"team.commitment", 1, "on"}, {"team.commitment", 4, "on"}},
         {"team/commitment", "2", FALSE, "2"},
         "blank team.commitment:2 ~team.commitment !:blank()"},
        {{{"team.commitment", 1, "on"}, {"team.commitment", 4, "on"}},
         {"team/commitment", "2", FALSE, "1"},
         "partial team.commitment:2"},
        {{{"crisis.safety.partner", 0, "on"}},
         {"crisis/safety/partner", "yes", FALSE, "yes"},
         "blank crisis.safety.partner=yes ~crisis.safety.partner !:blank()"},
        {{{"crisis.safety.adult", 0, "on"}},
         {"crisis/safety/adult", "on", FALSE, "on"},
         "blank -crisis.safety.minor +crisis.safety.adult ~crisis.safety.adult !:blank()"},
        {{{"crisis.safety.adult", 0, "on"}, {"values.1", 0, "Ana"}, {"values.1", 1, "Ana"}},
         {"crisis/safety/adult", "on", FALSE, "on"},
         "partial values.1=Ana -crisis.safety.minor +crisis.safety.adult ~crisis.safety.adult"},
        /* a page is touched by what was added beside it */
        {{{"crisis.safety.adult", 0, "on"}, {"crisis.hotel.minor", 0, "on"}},
         {"crisis/safety/adult", "on", FALSE, "on"},
         "partial -crisis.safety.minor +crisis.safety.adult +crisis.hotel.minor "
         "~crisis.safety.adult"},
    };

    run_seconds(cases, G_N_ELEMENTS(cases));
}

/* Merged files have fields of one name; and a page may be gone whose fields are still there. */
static void
test_twice(void)
{
    static const Filled filled[] = {
        {"values.1", 0, "Ana"}, {"values.1", 1, "Ana"}, {NULL, 0, NULL}};
    WbRawField fields[] = {{.name = (char *)"values/1", .value = (char *)""},
                           {.name = (char *)"values/1", .value = (char *)"Bob"},
                           {.name = (char *)"team/commitment", .value = (char *)"2"}};
    g_autoptr(WbEdition) edition = wb_probe_new_edition("en");
    g_autoptr(WbPdf) pdf = new_pdf(edition, filled);
    g_autoptr(GPtrArray) raw = g_ptr_array_new();

    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        g_ptr_array_add(raw, &fields[i]);
    for (guint i = pdf->widgets->len; i > 0; i--)
        if (g_str_equal(((WbWidget *)pdf->widgets->pdata[i - 1])->name, "team/commitment"))
            g_ptr_array_remove_index(pdf->widgets, i - 1);
    assert_read(pdf, raw, edition,
                "partial values.1=Bob !values.1:readings-differ(Ana) !:fields-missing(1)");
}

static void
test_clean(void)
{
    static const char *const cases[][2] = {
        {"a\rb\r\nc\nd", "a\nb\nc\nd"},
        {"a\xe2\x80\xa8"
         "b\xe2\x80\xa9"
         "c",
         "a\nb\nc"},
        {"\x1b"
         "enUS\x1b"
         "text\x1b",
         "text"},
        {"\x1b"
         "not an escape",
         "not an escape"},
        {"e\xcc\x81", "\xc3\xa9"},
        {" \xc2\xa0\t a\x01\x7f b \n", "a b"},
        {"\xff", "\xef\xbf\xbd"},
        {"", ""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *clean = wb_value_dup_clean(cases[i][0]);

        g_assert_cmpstr(clean, ==, cases[i][1]);
    }
}

static void
test_numbers(void)
{
    static const char *const none[] = {"",    "-",   "1.5", "1,200", "12 people",
                                       "1e3", "0x1", "--1", "x",     "1234567890123456"};
    static const struct {
        const char *text;
        gint64 number;
    } some[] = {{"0", 0},
                {"-7", -7},
                {"+7", 7},
                {"007", 7},
                {" 12 ", 12},
                {"\xe0\xa5\xa7\xe0\xa5\xa8", 12},
                {"\xef\xbc\x91\xef\xbc\x92", 12},
                {"\xe2\x80\x8f\xd9\xa1", 1},
                {"\xe2\x88\x92"
                 "5",
                 -5},
                {"－５", -5}};
    gint64 number;

    for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
        g_assert_false(wb_value_parse_number(none[i], &number));
    for (gsize i = 0; i < G_N_ELEMENTS(some); i++) {
        g_assert_true(wb_value_parse_number(some[i].text, &number));
        g_assert_cmpint(number, ==, some[i].number);
    }
}

static void
test_dates(void)
{
    static const char *const cases[][2] = {
        {"2026-11-02", "2026-11-02"},
        {"2026/1/2", "2026-01-02"},
        {"2026.01.02", "2026-01-02"},
        {"2026年11月2日", "2026-11-02"},
        {"２０２６－１１－０２", "2026-11-02"},
        {"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa6-\xd9\xa1\xd9\xa1-\xd9\xa0\xd9\xa2", "2026-11-02"},
        {"2024-02-29", "2024-02-29"},
        {"2025-02-29", NULL},
        {"2026-13-01", NULL},
        {"11/02/2026", NULL},
        {"26-01-02", NULL},
        {"2026-01-02x", NULL},
        {"2026-01-0200", NULL},
        {"2026-01", NULL},
        {"2026- 1- 2", NULL},
        {"", NULL},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *date = wb_value_dup_date(cases[i][0]);

        g_assert_cmpstr(date, ==, cases[i][1]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconcile/cases", test_cases);
    g_test_add_func("/reconcile/unknown", test_unknown);
    g_test_add_func("/reconcile/missing-page", test_missing_page);
    g_test_add_func("/reconcile/second", test_second);
    g_test_add_func("/reconcile/prefilled", test_prefilled);
    g_test_add_func("/reconcile/twice", test_twice);
    g_test_add_func("/value/clean", test_clean);
    g_test_add_func("/value/numbers", test_numbers);
    g_test_add_func("/value/dates", test_dates);
    return g_test_run();
}
