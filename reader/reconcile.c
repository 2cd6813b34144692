#include "reconcile.h"

#include <string.h>

#include "progress.h"
#include "value.h"

#define NEAR_PT 4        /* farther from where the edition has it, a box is another box */
#define MOST_UNKNOWN 100 /* notes about fields that the edition does not have */

/* What the widgets of one field say. Texts and codes by where they stand; "" is nothing. */
typedef struct {
    const WbEditionField *field;
    GPtrArray *inputs, *mirrors; /* of char*, owned: of boxes the codes of those that are ticked */
    const WbRawField *raw;       /* the second opinion, lent; or NULL */
    gboolean present;            /* any widget at all */
    gboolean lost;               /* part of a text */
} Reading;

typedef struct {
    const WbEdition *edition;
    WbRecord *record;
    GHashTable *by_id;  /* id -> Reading, lent */
    GArray *readings;   /* of Reading, in the edition's order */
    GHashTable *ticked; /* "table row role" of which a box is ticked */
    guint unknown;
} Reconciler;

static void
reading_clear(gpointer data)
{
    Reading *self = data;

    g_ptr_array_unref(self->inputs);
    g_ptr_array_unref(self->mirrors);
}

static void
prepare(Reconciler *in)
{
    guint n = in->edition->fields->len;

    in->by_id = g_hash_table_new(g_str_hash, g_str_equal);
    in->ticked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    in->readings = g_array_sized_new(FALSE, TRUE, sizeof(Reading), n);
    g_array_set_clear_func(in->readings, reading_clear);
    g_array_set_size(in->readings, n);
    for (guint i = 0; i < n; i++) {
        Reading *reading = &g_array_index(in->readings, Reading, i);

        reading->field = in->edition->fields->pdata[i];
        reading->inputs = g_ptr_array_new_with_free_func(g_free);
        reading->mirrors = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(in->by_id, reading->field->id, reading);
    }
}

static gboolean
says_something(const WbRawField *field)
{
    return *field->value && !g_str_equal(field->value, "Off");
}

/* Of two fields with one name, as merged files have them, the one that says something. */
static void
add_second(Reconciler *in, const GPtrArray *raw)
{
    for (guint i = 0; raw && i < raw->len; i++) {
        const WbRawField *field = raw->pdata[i];
        g_autofree char *id = wb_reconcile_dup_id(field->name);
        Reading *reading = g_hash_table_lookup(in->by_id, id);

        if (reading && (!reading->raw || (!says_something(reading->raw) && says_something(field))))
            reading->raw = field;
    }
}

static void
finish(Reconciler *in)
{
    g_hash_table_unref(in->by_id);
    g_hash_table_unref(in->ticked);
    g_array_unref(in->readings);
}

/* Pages may have been taken out or moved, so the page only decides between equals. */
static const WbEditionWidget *
match_widget(const WbEditionField *field, const WbWidget *widget)
{
    const WbEditionWidget *best = NULL;
    double least = 1e9;

    for (guint i = 0; i < field->widgets->len; i++) {
        const WbEditionWidget *one = field->widgets->pdata[i];
        double distance = ABS(one->rect.left - widget->rect.left) +
                          ABS(one->rect.bottom - widget->rect.bottom) +
                          (one->page == widget->page ? 0 : NEAR_PT);

        if (distance < least) {
            least = distance;
            best = one;
        }
    }
    return least <= 2 * NEAR_PT ? best : NULL;
}

static void
add_unknown(Reconciler *in, const char *id, const WbWidget *widget)
{
    g_autofree char *value = widget->text ? wb_value_dup_clean(widget->text) : NULL;

    if (!widget->on && (!value || !*value))
        return;
    if (in->unknown++ < MOST_UNKNOWN)
        wb_record_add_note(in->record, id, "unknown-field", widget->on ? "on" : value);
}

char *
wb_reconcile_dup_id(const char *name)
{
    return g_strdelimit(g_strdup(name), "/", '.');
}

static void
add_box(Reconciler *in, Reading *reading, const WbEditionWidget *place)
{
    if (!place || !place->on)
        wb_record_add_note(in->record, reading->field->id, "unknown-box", NULL);
    else
        g_ptr_array_add(place->input ? reading->inputs : reading->mirrors, g_strdup(place->on));
}

/* Chrome saves half of an emoji: poppler then says that the whole field has no value, and the
 * second reading has what is left of it. */
static void
add_text(Reading *reading, const WbWidget *widget, const WbEditionWidget *place)
{
    const char *lost =
        !widget->text && reading->raw && reading->raw->bad ? reading->raw->value : NULL;
    g_autofree char *clean = wb_value_dup_clean(widget->text ? widget->text : lost ? lost : "");

    reading->lost |= lost != NULL;
    g_ptr_array_add(!place || place->input ? reading->inputs : reading->mirrors,
                    g_steal_pointer(&clean));
}

static void
add_widget(Reconciler *in, const WbWidget *widget)
{
    g_autofree char *id = wb_reconcile_dup_id(widget->name);
    Reading *reading = g_hash_table_lookup(in->by_id, id);
    const WbEditionWidget *place;

    if (!reading) {
        add_unknown(in, id, widget);
        return;
    }
    place = match_widget(reading->field, widget);
    reading->present = TRUE;
    if (widget->type == WB_WIDGET_CHECK || widget->type == WB_WIDGET_RADIO) {
        if (widget->on)
            add_box(in, reading, place);
    } else {
        add_text(reading, widget, place);
    }
}

static const char *
first_filled(const GPtrArray *values)
{
    for (guint i = 0; i < values->len; i++) {
        const char *value = values->pdata[i];

        if (*value)
            return value;
    }
    return NULL;
}

/* Poppler's viewers keep what is typed in the one widget that was touched; the others then show
 * nothing, or what another viewer had saved before. Which of two texts is the newer cannot be told
 * from the file, so the place meant for typing decides and the note keeps the other. */
static void
note_others(Reconciler *in, const Reading *reading, const char *answer)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    const GPtrArray *lists[] = {reading->inputs, reading->mirrors};
    const char *id = reading->field->id;
    gboolean behind = FALSE; /* a place shows nothing */

    g_hash_table_add(seen, (gpointer)answer);
    for (gsize n = 0; n < G_N_ELEMENTS(lists); n++) {
        for (guint i = 0; i < lists[n]->len; i++) {
            char *value = lists[n]->pdata[i];

            if (!*value)
                behind = TRUE;
            else if (g_hash_table_add(seen, value))
                wb_record_add_note(in->record, id, "mirrors-differ", value);
        }
    }
    if (!first_filled(reading->inputs))
        wb_record_add_note(in->record, id, "from-mirror", NULL);
    else if (behind && g_hash_table_size(seen) == 1)
        wb_record_add_note(in->record, id, "mirrors-differ", NULL);
}

static void
answer_number(Reconciler *in, const WbEditionField *field, const char *text)
{
    gboolean limited = field->min != 0 || field->max != 0;
    gint64 number;

    if (!wb_value_parse_number(text, &number)) {
        wb_record_add_text(in->record, field->id, text);
        wb_record_add_note(in->record, field->id, "not-a-number", text);
        return;
    }
    wb_record_add_number(in->record, field->id, number);
    if (limited && (number < field->min || (field->max != 0 && number > field->max)))
        wb_record_add_note(in->record, field->id, "out-of-range", text);
}

static void
answer_date(Reconciler *in, const WbEditionField *field, const char *text)
{
    g_autofree char *date = wb_value_dup_date(text);

    wb_record_add_text(in->record, field->id, date ? date : text);
    if (!date)
        wb_record_add_note(in->record, field->id, "not-a-date", text);
}

static void
answer_text(Reconciler *in, const WbEditionField *field, const char *text)
{
    wb_record_add_text(in->record, field->id, text);
}

/* The codes that are ticked, in the order of the options: one, unless something went wrong. */
static char *
dup_codes(const WbEditionField *field, GPtrArray *codes, guint *n)
{
    g_autoptr(GString) all = g_string_new(NULL);

    *n = 0;
    for (guint i = 0; i < field->options->len; i++) {
        const WbEditionOption *option = field->options->pdata[i];

        if (g_ptr_array_find_with_equal_func(codes, option->code, g_str_equal, NULL))
            g_string_append_printf(all, "%s%s", (*n)++ ? ", " : "", option->code);
    }
    return g_string_free(g_steal_pointer(&all), FALSE);
}

static gboolean
has_option(const WbEditionField *field, const char *code)
{
    for (guint i = 0; i < field->options->len; i++)
        if (g_str_equal(((const WbEditionOption *)field->options->pdata[i])->code, code))
            return TRUE;
    return FALSE;
}

/* The code that the field's value names, where the one box that is drawn as ticked, or none, says
 * otherwise: programs that fill in values alone do not draw them. A value of nothing beside a
 * ticked box is left to what is drawn. NULL where both agree. */
static const char *
other_code(const Reading *reading, const char *drawn)
{
    const char *said = reading->raw && reading->present ? reading->raw->value : "Off";

    return has_option(reading->field, said) && !g_str_equal(said, drawn) ? said : NULL;
}

static void
answer_code(Reconciler *in, const WbEditionField *field, const char *code)
{
    if (field->kind == WB_KIND_SCALE)
        answer_number(in, field, code);
    else
        wb_record_add_text(in->record, field->id, code);
}

/* The value is what a program meant to say; what it drew, or did not, is kept in the note. */
static void
answer_said(Reconciler *in, const Reading *reading, const char *said, const char *drawn)
{
    answer_code(in, reading->field, said);
    wb_record_add_note(in->record, reading->field->id, "states-differ", *drawn ? drawn : NULL);
}

static void
answer_option(Reconciler *in, const Reading *reading)
{
    const WbEditionField *field = reading->field;
    GPtrArray *ticked = reading->inputs->len ? reading->inputs : reading->mirrors;
    guint n;
    g_autofree char *codes = dup_codes(field, ticked, &n);
    const char *said = n <= 1 ? other_code(reading, codes) : NULL;

    if (said)
        answer_said(in, reading, said, codes);
    if (said || n == 0)
        return;
    if (n > 1) {
        wb_record_add_text(in->record, field->id, codes);
        wb_record_add_note(in->record, field->id, "two-boxes", codes);
        return;
    }
    answer_code(in, field, codes);
    note_others(in, reading, codes);
}

static char *
dup_group(const WbEditionField *field)
{
    if (!field->table || !field->row || !field->role)
        return NULL;
    return g_strdup_printf("%s %s %s", field->table, field->row, field->role);
}

static gboolean
is_drawn(const Reading *reading)
{
    return reading->inputs->len + reading->mirrors->len > 0;
}

/* The value names a state in which one of the field's boxes is on. */
static gboolean
is_said(const Reading *reading)
{
    const GPtrArray *widgets = reading->field->widgets;

    for (guint i = 0; reading->raw && i < widgets->len; i++)
        if (g_strcmp0(((const WbEditionWidget *)widgets->pdata[i])->on, reading->raw->value) == 0)
            return TRUE;
    return FALSE;
}

/* Ticked by its value though nothing is drawn counts as well. */
static gboolean
is_ticked(const Reading *reading)
{
    return is_drawn(reading) || (reading->present && is_said(reading));
}

/* Somebody who ticks one box of a row has looked at the others; somebody who ticks none has not
 * said "no". */
static void
answer_check(Reconciler *in, const Reading *reading)
{
    g_autofree char *group = dup_group(reading->field);

    if (is_ticked(reading)) {
        wb_record_add_boolean(in->record, reading->field->id, TRUE);
        if (!is_drawn(reading))
            wb_record_add_note(in->record, reading->field->id, "states-differ", NULL);
    } else if (reading->present && group && g_hash_table_contains(in->ticked, group))
        wb_record_add_boolean(in->record, reading->field->id, FALSE);
}

static void
collect_ticked(Reconciler *in)
{
    for (guint i = 0; i < in->readings->len; i++) {
        const Reading *reading = &g_array_index(in->readings, Reading, i);
        char *group = reading->field->kind == WB_KIND_CHECK && is_ticked(reading)
                          ? dup_group(reading->field)
                          : NULL;

        if (group)
            g_hash_table_add(in->ticked, group);
    }
}

static void (*const answers[])(Reconciler *, const WbEditionField *, const char *) = {
    [WB_KIND_TEXT] = answer_text,
    [WB_KIND_LINES] = answer_text,
    [WB_KIND_NUMBER] = answer_number,
    [WB_KIND_DATE] = answer_date,
};

/* What the objects say, where they say something. */
static char *
dup_second(const Reading *reading)
{
    g_autofree char *clean =
        reading->raw && reading->present ? wb_value_dup_clean(reading->raw->value) : NULL;

    return clean && *clean ? g_steal_pointer(&clean) : NULL;
}

/* One of the widgets says the same. */
static gboolean
is_known(const Reading *reading, const char *text)
{
    return g_ptr_array_find_with_equal_func(reading->inputs, text, g_str_equal, NULL) ||
           g_ptr_array_find_with_equal_func(reading->mirrors, text, g_str_equal, NULL);
}

/* Both readings stand against each other. The objects are the file itself, so they are believed;
 * what poppler made of them (an encoding that it does not know, a text cut at its first zero) is
 * kept in the note. */
static void
answer_second(Reconciler *in, const Reading *reading, const char *second, const char *first)
{
    const char *id = reading->field->id;

    answers[reading->field->kind](in, reading->field, second);
    wb_record_add_note(in->record, id, "readings-differ", first);
    if (reading->raw->bad)
        wb_record_add_note(in->record, id, "lost-text", NULL);
}

static void
answer_typed(Reconciler *in, const Reading *reading)
{
    const char *text = first_filled(reading->inputs);
    g_autofree char *second = dup_second(reading);

    if (!text)
        text = first_filled(reading->mirrors);
    if (second && !reading->lost && !is_known(reading, second)) {
        answer_second(in, reading, second, text);
        return;
    }
    if (text)
        answers[reading->field->kind](in, reading->field, text);
    if (reading->lost || (reading->present && reading->raw && reading->raw->bad))
        wb_record_add_note(in->record, reading->field->id, "lost-text", NULL);
    if (text)
        note_others(in, reading, text);
}

static void
answer(Reconciler *in, const Reading *reading)
{
    if (reading->field->kind == WB_KIND_CHECK)
        answer_check(in, reading);
    else if (wb_kind_has_options(reading->field->kind))
        answer_option(in, reading);
    else
        answer_typed(in, reading);
}

/* Pages of which every field is gone, or else how many fields are. */
static void
note_missing(Reconciler *in)
{
    g_autoptr(GString) pages = g_string_new(NULL);
    guint missing = 0;

    for (guint n = 0; n < in->edition->pages->len; n++) {
        const WbEditionPage *page = in->edition->pages->pdata[n];
        guint fields = 0, gone = 0;

        for (guint i = 0; i < in->readings->len; i++) {
            const Reading *reading = &g_array_index(in->readings, Reading, i);

            fields += g_str_equal(reading->field->page, page->id);
            gone += g_str_equal(reading->field->page, page->id) && !reading->present;
        }
        missing += gone;
        if (gone > 0)
            g_string_append_printf(pages, "%s%u", pages->len ? ", " : "", page->number);
    }
    if (missing > 0)
        wb_record_add_note(in->record, NULL, "fields-missing", pages->str);
}

/* What the field's default value would be as an answer: read as any other value is. */
static void
answer_original(const Reconciler *in, const WbEditionField *field, const char *original,
                WbRecord *scratch)
{
    Reconciler alone = {.edition = in->edition, .record = scratch};
    g_autofree char *clean = wb_value_dup_clean(original);

    if (field->kind == WB_KIND_CHECK)
        wb_record_add_boolean(scratch, field->id, TRUE);
    else if (!wb_kind_has_options(field->kind))
        answers[field->kind](&alone, field, clean);
    else if (has_option(field, original))
        answer_code(&alone, field, original);
}

static gboolean
is_same(const WbAnswer *a, const WbAnswer *b)
{
    return a->type == b->type && g_strcmp0(a->text, b->text) == 0 && a->number == b->number &&
           a->boolean == b->boolean;
}

/* A copy came with this answer, and nobody has changed it since. */
static gboolean
is_prefilled(const Reconciler *in, const Reading *reading, const WbAnswer *answer)
{
    const char *original = reading->raw ? reading->raw->prefilled : NULL;
    g_autoptr(WbRecord) scratch = original ? wb_record_new(NULL) : NULL;

    if (!original)
        return FALSE;
    answer_original(in, reading->field, original, scratch);
    return scratch->answers->len > 0 && is_same(answer, scratch->answers->pdata[0]);
}

/* A box beside a ticked one: nobody has touched it. */
static gboolean
is_said_no(const WbAnswer *answer)
{
    return answer->type == WB_VALUE_BOOLEAN && !answer->boolean;
}

/* Adds the answer, and what it brings the return forward. */
static void
answer_one(Reconciler *in, const Reading *reading, WbProgress *progress)
{
    const GPtrArray *given = in->record->answers;
    guint before = given->len;

    answer(in, reading);
    if (given->len == before)
        return;
    if (is_prefilled(in, reading, given->pdata[before]))
        wb_record_add_prefilled(in->record, reading->field->id);
    else if (!is_said_no(given->pdata[before]))
        wb_progress_add(progress, reading->field->id);
}

void
wb_reconcile(const WbPdf *pdf, const GPtrArray *raw, const WbEdition *edition, WbRecord *record)
{
    Reconciler in = {.edition = edition, .record = record};
    g_autoptr(WbProgress) progress = wb_progress_new(edition);

    prepare(&in);
    add_second(&in, raw);
    for (guint i = 0; i < pdf->widgets->len; i++)
        add_widget(&in, pdf->widgets->pdata[i]);
    collect_ticked(&in);
    for (guint i = 0; i < in.readings->len; i++)
        answer_one(&in, &g_array_index(in.readings, Reading, i), progress);
    if (!pdf->flat)
        note_missing(&in);
    record->state = g_strdup(wb_progress_get_state(progress));
    if (g_str_equal(record->state, "blank"))
        wb_record_add_note(record, NULL, "blank", NULL);
    finish(&in);
}
