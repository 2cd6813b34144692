/* What is missing, on one page that can be read across a room: gaps first, then what rests on one
 * provider, then what nobody has said anything about. */
#include <math.h>

#include "names.h"
#include "report-parts.h"
#include "words.h"

#define LONGEST_LABEL 120 /* letters; participants write needs of their own */
#define LONGEST_NAME 60
#define MARK_GAP 0.75 /* of the size of type: between a mark and its words */

/* What is tried until everything stands on the page: size of type, and columns. */
typedef struct {
    double size;
    guint columns;
} Setting;

static const struct {
    Setting gaps, fragile;
} settings[] = {
    {{20, 2}, {13, 2}},  {{18, 2}, {12, 2}},  {{16, 2}, {11, 2}},  {{16, 2}, {10, 2}},
    {{15, 2}, {9.5, 3}}, {{14, 2}, {9, 3}},   {{13, 2}, {8.5, 3}}, {{13, 2}, {8, 3}},
    {{13, 3}, {8, 3}},   {{12, 3}, {7.5, 3}}, {{11, 3}, {7.5, 3}}, {{10, 3}, {7, 3}},
    {{9, 3}, {7, 3}},
};

typedef struct {
    const WbReport *report;
    GPtrArray *needs;     /* of WbTallyNeed, lent */
    GHashTable *sections; /* see new_sections */
    WbNeedState state;
    WbDrawStyle label, small;
    guint columns;
} List;

/* A need that several sections ask for is one. */
static GPtrArray *
new_needs(const WbTally *tally, WbNeedState state)
{
    GPtrArray *needs = g_ptr_array_new();

    for (guint n = 0; n < tally->sections->len; n++) {
        const WbTallySection *section = tally->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++) {
            WbTallyNeed *need = section->needs->pdata[m];

            if (need->state == state && !need->repeated)
                g_ptr_array_add(needs, need);
        }
    }
    return needs;
}

/* How many needs have a label, folded: what people write in may stand in several sections. */
static GHashTable *
count_labels(const WbTally *tally)
{
    GHashTable *labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint n = 0; n < tally->sections->len; n++) {
        const WbTallySection *section = tally->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++) {
            char *label = wb_name_fold(((const WbTallyNeed *)section->needs->pdata[m])->label);
            guint count = GPOINTER_TO_UINT(g_hash_table_lookup(labels, label));

            g_hash_table_insert(labels, label, GUINT_TO_POINTER(count + 1));
        }
    }
    return labels;
}

/* The labels of the sections of those needs that are not told apart by their own: need -> label,
 * both lent. */
static GHashTable *
new_sections(const WbTally *tally)
{
    GHashTable *sections = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) labels = count_labels(tally);

    for (guint n = 0; n < tally->sections->len; n++) {
        const WbTallySection *section = tally->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++) {
            WbTallyNeed *need = section->needs->pdata[m];
            g_autofree char *label = wb_name_fold(need->label);

            if (need->same->len == 0 && GPOINTER_TO_UINT(g_hash_table_lookup(labels, label)) > 1)
                g_hash_table_insert(sections, need, section->label);
        }
    }
    return sections;
}

static char *
dup_share(const WbReport *self, const char *id, const WbTallyNeed *need, const char *name)
{
    g_autofree char *count = g_strdup_printf("%u", need->named);
    g_autofree char *total = g_strdup_printf("%u", need->asked);

    return wb_words_format(self->sheet->language, id, "count", count, "total", total, "name", name,
                           NULL);
}

/* "Named in 0 of 23", or on whom it rests. */
static char *
dup_facts(const List *self, const WbTallyNeed *need)
{
    const WbTallyNaming *first = need->namings->len > 0 ? need->namings->pdata[0] : NULL;
    g_autofree char *name = NULL, *marked = NULL;

    if (self->state == WB_NEED_FRAGILE && need->unreviewed)
        return dup_share(self->report, "report.one-of", need,
                         wb_report_words(self->report, "report.unreviewed"));
    if (self->state != WB_NEED_FRAGILE || !first)
        return dup_share(self->report, "report.share", need, "");
    name = wb_draw_dup_start(first->provider->name, LONGEST_NAME);
    marked = g_strconcat(name, wb_draw_peek_mark(self->report->sheet->language, name), NULL);
    return dup_share(self->report, "report.one-of", need, marked);
}

/* Below the need. */
static char *
dup_below(const List *self, const WbTallyNeed *need)
{
    const char *section = g_hash_table_lookup(self->sections, need);
    g_autofree char *facts = dup_facts(self, need);

    return section ? g_strconcat(section, WB_REPORT_DOT, facts, NULL) : g_steal_pointer(&facts);
}

static double
put_need(const List *self, const WbTallyNeed *need, WbDrawBox box, gboolean really)
{
    const WbReportState *state = &wb_report_states[self->state];
    double mark = self->label.size * 0.72, indent = mark + self->label.size * MARK_GAP;
    g_autofree char *below = dup_below(self, need);
    g_autofree char *text = wb_draw_dup_start(need->label, LONGEST_LABEL);
    const WbDrawRun label = {text, &self->label}, small = {below, &self->small};
    WbDraw *draw = self->report->draw;
    double width = box.width - indent;
    double height = wb_draw_measure(draw, &label, 1, width);
    double line = wb_report_measure(self->report, &self->label, width, "X");

    if (really) {
        wb_draw_mark(draw, state->shape, (WbDrawBox){box.x, box.y + (line - mark) / 2, mark, 0},
                     state->colour);
        wb_draw_begin(draw, "P");
        wb_draw_runs(draw, &label, 1, (WbDrawBox){box.x + indent, box.y, width, 0});
        wb_draw_runs(draw, &small, 1, (WbDrawBox){box.x + indent, box.y + height, width, 0});
        wb_draw_end(draw, "P");
    }
    return height + wb_draw_measure(draw, &small, 1, width);
}

/* The needs from @n on that stand side by side; gives their height. */
static double
put_row(const List *self, guint n, double y, gboolean really)
{
    double width =
        (wb_report_width(self->report) - (self->columns - 1) * WB_REPORT_GUTTER_PT) / self->columns;
    WbDrawBox box = {WB_REPORT_MARGIN_PT, y, width, 0};
    double height = 0;

    for (guint m = n; m < MIN(n + self->columns, self->needs->len); m++) {
        height = fmax(height, put_need(self, self->needs->pdata[m], box, really));
        box.x += width + WB_REPORT_GUTTER_PT;
    }
    return height + self->label.size * 0.5;
}

static double
list_height(const List *self)
{
    double height = 0;

    for (guint n = 0; n < self->needs->len; n += self->columns)
        height += put_row(self, n, 0, FALSE);
    return height + (self->needs->len > 0 ? 40 : 0); /* its heading */
}

static void
set(List *self, Setting setting)
{
    double size = setting.size;

    self->columns = setting.columns;
    self->label = (WbDrawStyle){size, TRUE, FALSE, WB_COLOUR_INK, WB_ALIGN_START};
    self->small =
        (WbDrawStyle){fmax(7, size * 0.68), FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START};
}

static void
draw_list(WbReport *report, const List *self, const char *title)
{
    if (self->needs->len == 0)
        return;
    wb_report_begin_part(report, title, put_row(self, 0, 0, FALSE) + 4);
    report->y += 4;
    for (guint n = 0; n < self->needs->len; n += self->columns) {
        wb_report_make_room(report, put_row(self, n, 0, FALSE));
        report->y += put_row(self, n, report->y, TRUE);
    }
}

/* What nobody has filled in, as one paragraph. */
static char *
dup_unknown(const WbReport *self)
{
    g_autoptr(GPtrArray) needs = new_needs(self->tally, WB_NEED_UNKNOWN);
    char *list = NULL;

    for (guint n = 0; n < needs->len; n++) {
        const WbTallyNeed *need = needs->pdata[n];

        list = wb_picture_join(self->sheet->language, list, need->label);
    }
    return list;
}

static double
unknown_height(const WbReport *self, const char *unknown)
{
    return unknown ? 40 + wb_report_measure(self, &wb_report_styles[WB_STYLE_NAME],
                                            wb_report_width(self) * 0.86, unknown)
                   : 0;
}

void
wb_report_draw_missing(WbReport *self)
{
    g_autoptr(GPtrArray) none = new_needs(self->tally, WB_NEED_GAP);
    g_autoptr(GPtrArray) one = new_needs(self->tally, WB_NEED_FRAGILE);
    g_autofree char *unknown = dup_unknown(self);
    g_autoptr(GHashTable) sections = new_sections(self->tally);
    List gaps = {self, none, sections, .state = WB_NEED_GAP};
    List fragile = {self, one, sections, .state = WB_NEED_FRAGILE};
    double below;

    wb_report_begin_section(self, wb_report_words(self, "report.missing"), TRUE, 0);
    if (none->len == 0)
        wb_report_paragraph(self, WB_STYLE_TEXT, wb_report_words(self, "report.missing.none"));
    below = unknown_height(self, unknown);
    for (guint n = 0; n < G_N_ELEMENTS(settings); n++) {
        set(&gaps, settings[n].gaps);
        set(&fragile, settings[n].fragile);
        if (wb_report_fits(self, list_height(&gaps) + list_height(&fragile) + below))
            break;
    }
    draw_list(self, &gaps, wb_report_words(self, "report.missing.many"));
    draw_list(self, &fragile, wb_report_words(self, "report.fragile"));
    if (unknown) {
        wb_report_begin_part(self, wb_report_words(self, "report.missing.unknown"), 30);
        wb_report_paragraph(self, WB_STYLE_NAME, unknown);
    }
}
