/* Who has returned a copy, written down: see write-attendance.h. */
#include "write-attendance.h"

#include "csv.h"
#include "json.h"
#include "screen.h"

#define WIDEST_KEY 40
#define LINE_COLUMNS 100
#define GAP 2

/* --- For a terminal --- */

typedef struct {
    GString *out;
    guint key, date, state; /* columns, with the gap behind each */
} Screen;

static guint
widest_key(const WbAttendance *attendance)
{
    guint width = wb_screen_get_width("Key");

    for (guint n = 0; n < attendance->people->len; n++) {
        const WbPerson *person = attendance->people->pdata[n];
        g_autofree char *key = wb_screen_dup_harmless(person->row->key);

        width = MAX(width, wb_screen_get_width(key));
    }
    return MIN(width, WIDEST_KEY);
}

static void
end_line(GString *out)
{
    while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

/* Words one after the other, wrapped between two of them below where they began. */
static void
add_wrapped(const Screen *to, const char *const *words, guint *column)
{
    guint indent = to->key + to->date + to->state;

    for (gsize n = 0; words[n]; n++) {
        guint width = wb_screen_get_width(words[n]);

        if (*column > indent && *column + 1 + width > LINE_COLUMNS) {
            end_line(to->out);
            wb_screen_add_padded(to->out, "", indent);
            *column = indent;
        }
        if (*column > indent)
            g_string_append_c(to->out, ' ');
        g_string_append(to->out, words[n]);
        *column += (*column > indent) + width;
    }
}

/* One remark about a person; the next begins on a line of its own. */
static void
add_remark(const Screen *to, GStrv words, gboolean *first)
{
    guint indent = to->key + to->date + to->state, column = indent;

    if (!*first)
        wb_screen_add_padded(to->out, "", indent);
    *first = FALSE;
    add_wrapped(to, (const char *const *)words, &column);
    end_line(to->out);
}

static void
add_sentence(const Screen *to, const char *text, gboolean *first)
{
    g_auto(GStrv) words = g_strsplit(text, " ", 0);

    add_remark(to, words, first);
}

/* A number and its title stay on one line. */
static void
add_untouched(const Screen *to, const WbPerson *person, gboolean *first)
{
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();
    g_auto(GStrv) all = NULL;

    if (person->untouched->len == 0)
        return;
    g_strv_builder_add(words, person->untouched->len == 1 ? "untouched page:" : "untouched pages:");
    for (guint n = 0; n < person->untouched->len; n++) {
        const WbUntouched *page = &g_array_index(person->untouched, WbUntouched, n);
        g_autofree char *title = wb_screen_dup_harmless(page->title);
        g_autofree char *text = g_strdup_printf("%u %s%s", page->number, title,
                                                n + 1 < person->untouched->len ? "," : "");

        g_strv_builder_add(words, text);
    }
    all = g_strv_builder_end(words);
    add_remark(to, all, first);
}

static char *
dup_problem(const WbFinding *problem, const char *detail)
{
    return detail ? g_strdup_printf("%s (%s)", problem->text, detail) : g_strdup(problem->text);
}

static void
add_problem(const Screen *to, const WbPerson *person, gboolean *first)
{
    g_autofree char *what = dup_problem(person->problem, person->detail);
    g_autofree char *file = wb_screen_dup_harmless(person->file);
    g_autofree char *said = g_strdup_printf("%s: %s", file, what);
    g_autofree char *ask = g_strdup_printf("Ask: %s", person->problem->ask);

    add_sentence(to, said, first);
    add_sentence(to, ask, first);
}

static void
add_maybe(const Screen *to, const WbMaybe *maybe, gboolean *first)
{
    g_autofree char *file = wb_screen_dup_harmless(maybe->file);
    g_autofree char *said = g_strdup_printf("may be %s, which %s", file, maybe->because);

    add_sentence(to, said, first);
}

static void
add_person(const Screen *to, const WbPerson *person)
{
    g_autofree char *key = wb_screen_dup_harmless(person->row->key);
    gboolean first = TRUE;

    wb_screen_add_padded(to->out, key, to->key - GAP);
    wb_screen_add_padded(to->out, "", GAP);
    wb_screen_add_padded(to->out, person->returned ? person->returned : "-", to->date);
    wb_screen_add_padded(to->out, wb_person_state_name(person->state), to->state);
    add_untouched(to, person, &first);
    if (person->problem)
        add_problem(to, person, &first);
    for (guint n = 0; n < person->maybe->len; n++)
        add_maybe(to, person->maybe->pdata[n], &first);
    if (person->further > 0) {
        g_autofree char *further = g_strdup_printf("files that do not count: %u", person->further);

        add_sentence(to, further, &first);
    }
    if (first)
        end_line(to->out);
}

static void
add_strays(GString *out, const GPtrArray *strays, const char *head)
{
    if (strays->len > 0)
        g_string_append_printf(out, "\n%s: %u\n", head, strays->len);
    for (guint n = 0; n < strays->len; n++) {
        const WbStray *stray = strays->pdata[n];
        g_autofree char *file = wb_screen_dup_harmless(stray->file);
        g_autofree char *what = stray->problem ? dup_problem(stray->problem, stray->detail) : NULL;

        g_string_append_printf(out, "  %s%s%s%s%s\n", file, stray->copy ? "  " : "",
                               stray->copy ? stray->copy : "", what ? ": " : "", what ? what : "");
        if (stray->problem)
            g_string_append_printf(out, "    Ask: %s\n", stray->problem->ask);
    }
}

static void
write_text(const WbAttendance *attendance, GString *out)
{
    Screen to = {out, widest_key(attendance) + GAP, 10 + GAP, 10 + GAP};

    wb_screen_add_padded(out, "Key", to.key);
    wb_screen_add_padded(out, "Saved", to.date);
    g_string_append(out, "State\n");
    for (guint n = 0; n < attendance->people->len; n++)
        add_person(&to, attendance->people->pdata[n]);
    add_strays(out, attendance->unknown, "Copies that are not in the roster");
    add_strays(out, attendance->unclaimed, "Returns without the id of a copy, and nobody's above");
    add_strays(out, attendance->unreadable,
               "Files that could not be used, and are named like no copy");
    g_string_append_printf(out, "\nCopies: %u (", attendance->people->len);
    for (int state = 0; state < WB_PERSON_N_STATES; state++)
        g_string_append_printf(out, "%s%s %u", state ? ", " : "", wb_person_state_name(state),
                               attendance->counts[state]);
    g_string_append(out, ")\n");
}

/* --- As a table --- */

static void
add_row(GString *out, const char *const *cells, gsize n_cells)
{
    for (gsize n = 0; n < n_cells; n++)
        wb_csv_add_cell(out, cells[n] ? cells[n] : "", n == 0);
    wb_csv_end_row(out);
}

static char *
dup_pages(const WbPerson *person)
{
    GString *out = g_string_new(NULL);

    for (guint n = 0; n < person->untouched->len; n++) {
        const WbUntouched *page = &g_array_index(person->untouched, WbUntouched, n);

        g_string_append_printf(out, "%s%u %s", n ? "\n" : "", page->number, page->title);
    }
    return g_string_free(out, FALSE);
}

static char *
dup_maybe(const WbPerson *person)
{
    GString *out = g_string_new(NULL);

    for (guint n = 0; n < person->maybe->len; n++)
        g_string_append_printf(out, "%s%s", n ? "\n" : "",
                               ((const WbMaybe *)person->maybe->pdata[n])->file);
    return g_string_free(out, FALSE);
}

static const char *const csv_head[] = {"copy", "key",   "email", "language",      "workbook",
                                       "file", "state", "saved", "returned_file", "untouched_pages",
                                       "why",  "ask",   "may_be"};

static void
add_person_row(GString *out, const WbPerson *person)
{
    const WbRosterRow *row = person->row;
    g_autofree char *pages = dup_pages(person), *maybe = dup_maybe(person);
    g_autofree char *why = person->problem ? dup_problem(person->problem, person->detail) : NULL;
    const char *cells[] = {row->copy,
                           row->key,
                           row->email,
                           row->language,
                           row->workbook,
                           row->file,
                           wb_person_state_name(person->state),
                           person->returned,
                           person->file,
                           pages,
                           why,
                           person->problem ? person->problem->ask : NULL,
                           maybe};

    G_STATIC_ASSERT(G_N_ELEMENTS(cells) == G_N_ELEMENTS(csv_head));
    add_row(out, cells, G_N_ELEMENTS(cells));
}

/* Files that are nobody's have no key. */
static void
add_stray_rows(GString *out, const GPtrArray *strays, const char *state)
{
    for (guint n = 0; n < strays->len; n++) {
        const WbStray *stray = strays->pdata[n];
        g_autofree char *why = stray->problem ? dup_problem(stray->problem, stray->detail) : NULL;
        const char *cells[G_N_ELEMENTS(csv_head)] = {[0] = stray->copy,
                                                     [6] = state,
                                                     [8] = stray->file,
                                                     [10] = why,
                                                     [11] = stray->problem ? stray->problem->ask
                                                                           : NULL};

        add_row(out, cells, G_N_ELEMENTS(cells));
    }
}

static void
write_csv(const WbAttendance *attendance, GString *out)
{
    add_row(out, csv_head, G_N_ELEMENTS(csv_head));
    for (guint n = 0; n < attendance->people->len; n++)
        add_person_row(out, attendance->people->pdata[n]);
    add_stray_rows(out, attendance->unknown, "unknown");
    add_stray_rows(out, attendance->unclaimed, "unclaimed");
    add_stray_rows(out, attendance->unreadable, "unreadable");
}

/* --- As JSON --- */

typedef struct {
    const char *key, *value; /* absent where NULL or "" */
} Pair;

static void
add_pairs(GString *out, const Pair *pairs, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        if (!pairs[i].value || !*pairs[i].value)
            continue;
        wb_json_write_key(out, pairs[i].key);
        wb_json_write_string(out, pairs[i].value);
    }
}

static void
add_json_pages(GString *out, const GArray *untouched)
{
    wb_json_write_key(out, "untouched");
    g_string_append_c(out, '[');
    for (guint n = 0; n < untouched->len; n++) {
        const WbUntouched *page = &g_array_index(untouched, WbUntouched, n);

        g_string_append_printf(out, "%s{\"page\":%u,\"title\":", n ? "," : "", page->number);
        wb_json_write_string(out, page->title);
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, ']');
}

static void
add_json_maybe(GString *out, const GPtrArray *maybe)
{
    wb_json_write_key(out, "may_be");
    g_string_append_c(out, '[');
    for (guint n = 0; n < maybe->len; n++) {
        const WbMaybe *one = maybe->pdata[n];
        const Pair pairs[] = {{"file", one->file}, {"because", one->because}};

        g_string_append(out, n ? ",{" : "{");
        add_pairs(out, pairs, G_N_ELEMENTS(pairs));
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, ']');
}

static void
add_json_person(GString *out, const WbPerson *person)
{
    g_autofree char *why = person->problem ? dup_problem(person->problem, person->detail) : NULL;
    const Pair pairs[] = {
        {"copy", person->row->copy},
        {"key", person->row->key},
        {"email", person->row->email},
        {"language", person->row->language},
        {"workbook", person->row->workbook},
        {"file", person->row->file},
        {"state", wb_person_state_name(person->state)},
        {"saved", person->returned},
        {"returned_file", person->file},
        {"why", why},
        {"ask", person->problem ? person->problem->ask : NULL},
    };

    g_string_append_c(out, '{');
    add_pairs(out, pairs, G_N_ELEMENTS(pairs));
    if (person->untouched->len > 0)
        add_json_pages(out, person->untouched);
    if (person->maybe->len > 0)
        add_json_maybe(out, person->maybe);
    if (person->further > 0)
        g_string_append_printf(out, ",\"further\":%u", person->further);
    g_string_append_c(out, '}');
}

static void
add_json_strays(GString *out, const char *key, const GPtrArray *strays)
{
    g_string_append_printf(out, ",\n\"%s\":[", key);
    for (guint n = 0; n < strays->len; n++) {
        const WbStray *stray = strays->pdata[n];
        g_autofree char *why = stray->problem ? dup_problem(stray->problem, stray->detail) : NULL;
        const Pair pairs[] = {{"file", stray->file},
                              {"copy", stray->copy},
                              {"why", why},
                              {"ask", stray->problem ? stray->problem->ask : NULL}};

        g_string_append(out, n ? ",\n{" : "\n{");
        add_pairs(out, pairs, G_N_ELEMENTS(pairs));
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, ']');
}

static void
write_json(const WbAttendance *attendance, GString *out)
{
    g_string_append_printf(out, "{\"copies\":%u", attendance->people->len);
    for (int state = 0; state < WB_PERSON_N_STATES; state++)
        g_string_append_printf(out, ",\"%s\":%u", wb_person_state_name(state),
                               attendance->counts[state]);
    g_string_append(out, ",\n\"people\":[");
    for (guint n = 0; n < attendance->people->len; n++) {
        g_string_append(out, n ? ",\n" : "\n");
        add_json_person(out, attendance->people->pdata[n]);
    }
    g_string_append_c(out, ']');
    add_json_strays(out, "unknown", attendance->unknown);
    add_json_strays(out, "unclaimed", attendance->unclaimed);
    add_json_strays(out, "unreadable_files", attendance->unreadable);
    g_string_append(out, "}\n");
}

static const WbAttendanceFormat formats[] = {
    {"text", write_text}, {"csv", write_csv}, {"json", write_json}};

const WbAttendanceFormat *
wb_attendance_lookup_format(const char *name)
{
    for (gsize n = 0; n < G_N_ELEMENTS(formats); n++) {
        if (g_str_equal(formats[n].name, name))
            return &formats[n];
    }
    return NULL;
}

/* --- Whom to remind --- */

/* Why somebody is asked again; NULL of those who need not be. */
static char *
dup_why(const WbPerson *person)
{
    g_autofree char *problem = NULL;

    switch (person->state) {
    case WB_PERSON_MISSING:
        return g_strdup(person->further ? "What came back does not count."
                                        : "Nothing has come back.");
    case WB_PERSON_BLANK:
        return g_strdup("What came back has no answer in it.");
    case WB_PERSON_UNREADABLE:
        problem = dup_problem(person->problem, person->detail);
        return g_strdup_printf("%s: %s %s", person->file, problem, person->problem->ask);
    default:
        return NULL;
    }
}

/* A reminder to somebody who has sent something already is better not sent unseen. */
static char *
dup_why_perhaps(const WbPerson *person)
{
    g_autofree char *why = dup_why(person), *files = dup_maybe(person);

    if (!why || person->maybe->len == 0)
        return g_steal_pointer(&why);
    g_strdelimit(files, "\n", ',');
    return g_strdup_printf("%s May be returned as: %s", why, files);
}

void
wb_attendance_write_missing(const WbAttendance *attendance, GString *out)
{
    static const char *const head[] = {"copy", "key", "email", "language", "file", "state", "why"};

    add_row(out, head, G_N_ELEMENTS(head));
    for (guint n = 0; n < attendance->people->len; n++) {
        const WbPerson *person = attendance->people->pdata[n];
        const WbRosterRow *row = person->row;
        g_autofree char *why = dup_why_perhaps(person);
        const char *cells[] = {row->copy,  row->key,
                               row->email, row->language,
                               row->file,  wb_person_state_name(person->state),
                               why};

        if (why)
            add_row(out, cells, G_N_ELEMENTS(cells));
    }
}
