/* The summary as a PDF: see report-pdf.h. */
#include "report-pdf.h"

#include <math.h>

#include "draw.h"
#include "words.h"

#define MARGIN_PT 54.0
#define FOOTER_PT 22.0 /* from the lower margin's edge down to the footer's text */
#define GUTTER_PT 14.0
#define MARK_PT 9.0
#define BAR_PT 4.0 /* at the start of a row for which nobody was named */
#define ROW_PAD_PT 5.5
#define RULE_PT 0.5
#define NAMES_A_PART 8   /* the names of one need go on on the next sheet after so many */
#define LONGEST_NAME 100 /* characters; somebody may have typed a whole paragraph as a name */

enum {
    INK = 0x1e2428,
    MUTED = 0x566167,
    RULE = 0xc5ced0,
    ACCENT = 0x1d5b63,
    WARNING = 0xa12f16,
    WARNING_TINT = 0xfbeee8,
};

static const WbDrawStyle title_style = {27, TRUE, TRUE, ACCENT, WB_ALIGN_START};
static const WbDrawStyle eyebrow_style = {10, TRUE, FALSE, MUTED, WB_ALIGN_START};
static const WbDrawStyle section_style = {15, TRUE, TRUE, ACCENT, WB_ALIGN_START};
static const WbDrawStyle text_style = {10, FALSE, FALSE, INK, WB_ALIGN_START};
static const WbDrawStyle strong_style = {10, TRUE, FALSE, INK, WB_ALIGN_START};
static const WbDrawStyle muted_style = {10, FALSE, FALSE, MUTED, WB_ALIGN_START};
static const WbDrawStyle name_style = {9.5, FALSE, FALSE, INK, WB_ALIGN_START};
static const WbDrawStyle count_style = {9.5, FALSE, FALSE, MUTED, WB_ALIGN_START};
static const WbDrawStyle gap_style = {10, TRUE, FALSE, WARNING, WB_ALIGN_START};
static const WbDrawStyle gap_label_style = {13, TRUE, FALSE, INK, WB_ALIGN_START};
static const WbDrawStyle figure_style = {32, TRUE, TRUE, ACCENT, WB_ALIGN_START};
static const WbDrawStyle gap_figure_style = {32, TRUE, TRUE, WARNING, WB_ALIGN_START};
static const WbDrawStyle small_style = {8, FALSE, FALSE, MUTED, WB_ALIGN_START};
static const WbDrawStyle small_end_style = {8, FALSE, FALSE, MUTED, WB_ALIGN_END};
static const WbDrawStyle small_strong_style = {8, TRUE, FALSE, MUTED, WB_ALIGN_START};

typedef struct {
    const WbTally *tally;
    const WbReportSheet *sheet;
    WbDraw *draw;
    guint page, pages; /* pages: 0 while they are being counted */
    double y;          /* where the next thing stands */
} Report;

static const char *
words(const Report *self, const char *id)
{
    return wb_words_lookup(self->sheet->language, id);
}

static double
content_width(const Report *self)
{
    return self->sheet->width - 2 * MARGIN_PT;
}

static double
bottom(const Report *self)
{
    return self->sheet->height - MARGIN_PT;
}

static double
measure(const Report *self, const WbDrawStyle *style, double width, const char *text)
{
    WbDrawRun run = {text, style};

    return wb_draw_measure(self->draw, &run, 1, width);
}

static double
draw_tagged(const Report *self, const char *tag, const WbDrawStyle *style, WbDrawBox box,
            const char *text)
{
    double height;

    wb_draw_begin(self->draw, tag);
    height = wb_draw_text(self->draw, style, box, text);
    wb_draw_end(self->draw, tag);
    return height;
}

static void
draw_footer(Report *self)
{
    g_autofree char *n = g_strdup_printf("%u", self->page);
    g_autofree char *total = g_strdup_printf("%u", self->pages);
    g_autofree char *page =
        wb_words_format(self->sheet->language, "footer.page", "n", n, "total", total, NULL);
    double half = content_width(self) / 2;
    WbDrawBox box = {MARGIN_PT, bottom(self) + FOOTER_PT, content_width(self), 0};

    wb_draw_rule(self->draw, box, RULE);
    box.y += 5;
    box.width = half;
    wb_draw_text(self->draw, &small_style, box, self->sheet->title);
    box.x += half;
    wb_draw_text(self->draw, &small_end_style, box, page);
}

static void
end_page(Report *self)
{
    draw_footer(self);
    wb_draw_end_page(self->draw);
}

/* On every sheet but the first. */
static void
draw_header(Report *self)
{
    WbDrawBox box = {MARGIN_PT, MARGIN_PT - 22, content_width(self), 0};

    wb_draw_text(self->draw, &small_strong_style, box, words(self, "report.title"));
    if (self->sheet->date)
        wb_draw_text(self->draw, &small_end_style, box, self->sheet->date);
    box.y += 15;
    wb_draw_rule(self->draw, box, RULE);
}

static void
next_page(Report *self)
{
    end_page(self);
    self->page++;
    draw_header(self);
    self->y = MARGIN_PT + 8;
}

static gboolean
fits(const Report *self, double height)
{
    return self->y + height <= bottom(self);
}

/* What the state of a need looks like. */
typedef struct {
    WbMarkShape shape;
    guint32 colour;
    const char *words;
    const WbDrawStyle *style; /* of the words where names would stand; NULL where there are names */
} State;

static const State states[] = {
    [WB_NEED_UNKNOWN] = {WB_MARK_DASHED, MUTED, "report.unknown", &muted_style},
    [WB_NEED_GAP] = {WB_MARK_EMPTY, WARNING, "report.gap", &gap_style},
    [WB_NEED_ONE] = {WB_MARK_HALF, ACCENT, "report.one", NULL},
    [WB_NEED_SEVERAL] = {WB_MARK_FULL, ACCENT, "report.several", NULL},
};

static const State *
state_of(const WbTallyNeed *need)
{
    return &states[wb_tally_need_get_state(need)];
}

typedef struct {
    guint needs, gaps, fragile;
} Totals;

static Totals
count_needs(const WbTally *tally)
{
    Totals totals = {0};

    for (guint n = 0; n < tally->sections->len; n++) {
        const WbTallySection *section = tally->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++) {
            const WbTallyNeed *need = section->needs->pdata[m];

            totals.needs++;
            totals.gaps += wb_tally_need_get_state(need) == WB_NEED_GAP;
            totals.fragile += wb_tally_need_get_state(need) == WB_NEED_ONE;
        }
    }
    return totals;
}

/* The first sheet's upper part. */
static void
draw_title(Report *self)
{
    WbDrawBox box = {MARGIN_PT, MARGIN_PT, content_width(self), 0};

    box.y += draw_tagged(self, "P", &eyebrow_style, box, self->sheet->title) + 3;
    box.y += draw_tagged(self, "H1", &title_style, box, words(self, "report.title"));
    if (self->sheet->date) {
        g_autofree char *date =
            wb_words_format(self->sheet->language, "report.date", "date", self->sheet->date, NULL);

        box.y += draw_tagged(self, "P", &muted_style, box, date) + 2;
    }
    self->y = box.y + 16;
}

typedef struct {
    guint count;
    const WbDrawStyle *style;
    const char *label;
} Figure;

static double
draw_figure(const Report *self, const Figure *figure, WbDrawBox box)
{
    g_autofree char *number = g_strdup_printf("%u", figure->count);
    double start = box.y;

    wb_draw_rule(self->draw, box, figure->style->colour);
    box.y += 4;
    box.y += draw_tagged(self, "P", figure->style, box, number);
    box.y += draw_tagged(self, "P", &text_style, box, figure->label);
    return box.y - start;
}

/* Four figures side by side. */
static void
draw_figures(Report *self)
{
    Totals totals = count_needs(self->tally);
    const Figure figures[] = {
        {self->tally->complete + self->tally->partial, &figure_style,
         words(self, "report.counted")},
        {totals.needs, &figure_style, words(self, "report.needs")},
        {totals.gaps, &gap_figure_style, words(self, "report.gaps")},
        {totals.fragile, &figure_style, words(self, "report.fragile")},
    };
    const guint n_figures = G_N_ELEMENTS(figures);
    double width = (content_width(self) - (n_figures - 1) * GUTTER_PT) / n_figures, height = 0;

    for (guint n = 0; n < n_figures; n++) {
        WbDrawBox box = {MARGIN_PT + n * (width + GUTTER_PT), self->y, width, 0};

        height = fmax(height, draw_figure(self, &figures[n], box));
    }
    self->y += height + 10;
}

/* "Complete 7 · partial 3 · blank 1 ...": the count of the returns taken apart; what is 0 is left
 * out. */
static void
draw_returns(Report *self)
{
    const struct {
        const char *id;
        guint count;
    } parts[] = {
        {"report.complete", self->tally->complete}, {"report.partial", self->tally->partial},
        {"report.blank", self->tally->blank},       {"report.further", self->tally->superseded},
        {"report.problems", self->tally->problems},
    };
    g_autoptr(GString) text = g_string_new(NULL);
    WbDrawBox box = {MARGIN_PT, self->y, content_width(self), 0};

    for (gsize n = 0; n < G_N_ELEMENTS(parts); n++) {
        if (parts[n].count)
            g_string_append_printf(text, "%s%s: %u", text->len ? "   ·   " : "",
                                   words(self, parts[n].id), parts[n].count);
    }
    self->y += draw_tagged(self, "P", &small_style, box, text->str) + 22;
}

static void
draw_heading(Report *self, const char *tag, const char *text)
{
    WbDrawBox box = {MARGIN_PT, self->y, content_width(self), 0};

    self->y += draw_tagged(self, tag, &section_style, box, text) + 4;
}

/* One need for which nobody was named, in a column of two. */
static double
draw_gap(const Report *self, const WbTallyNeed *need, WbDrawBox box)
{
    WbDrawBox mark = {box.x, box.y + 3, 12, 0};
    WbDrawBox label = {box.x + 21, box.y, box.width - 21, 0};

    wb_draw_mark(self->draw, WB_MARK_EMPTY, mark, WARNING);
    return draw_tagged(self, "P", &gap_label_style, label, need->label);
}

static double
gap_height(const Report *self, const WbTallyNeed *need, double width)
{
    return measure(self, &gap_label_style, width - 21, need->label);
}

/* Two by two, so that the row of each pair is known before it is drawn. */
static void
draw_gap_pairs(Report *self, const GPtrArray *gaps)
{
    double width = (content_width(self) - GUTTER_PT) / 2;

    for (guint n = 0; n < gaps->len; n += 2) {
        const WbTallyNeed *first = gaps->pdata[n];
        const WbTallyNeed *second = n + 1 < gaps->len ? gaps->pdata[n + 1] : NULL;
        double height = gap_height(self, first, width);

        if (second)
            height = fmax(height, gap_height(self, second, width));
        if (!fits(self, height))
            next_page(self);
        draw_gap(self, first, (WbDrawBox){MARGIN_PT, self->y, width, 0});
        if (second)
            draw_gap(self, second, (WbDrawBox){MARGIN_PT + width + GUTTER_PT, self->y, width, 0});
        self->y += height + 7;
    }
}

/* What is missing, large: it is what the meeting is about. */
static void
draw_missing(Report *self)
{
    g_autoptr(GPtrArray) gaps = g_ptr_array_new();
    WbDrawBox box = {MARGIN_PT, 0, content_width(self), 0};

    for (guint n = 0; n < self->tally->sections->len; n++) {
        const WbTallySection *section = self->tally->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++) {
            WbTallyNeed *need = section->needs->pdata[m];

            if (wb_tally_need_get_state(need) == WB_NEED_GAP)
                g_ptr_array_add(gaps, need);
        }
    }
    draw_heading(self, "H2", words(self, "report.missing"));
    box.y = self->y;
    self->y += draw_tagged(self, "P", &muted_style, box,
                           words(self, gaps->len ? "report.missing.lead" : "report.missing.none"));
    self->y += 10;
    draw_gap_pairs(self, gaps);
    self->y += 17;
}

/* The columns of the table of needs; the names stand in two. */
typedef struct {
    WbDrawBox mark, need, names;
} Columns;

static Columns
columns_at(const Report *self, double y)
{
    double width = content_width(self), need = width * 0.31;
    double start = MARGIN_PT + BAR_PT + 8;
    Columns columns = {
        .mark = {start, y + 2, MARK_PT, 0},
        .need = {start + MARK_PT + 8, y, need, 0},
    };
    double names = columns.need.x + need + GUTTER_PT;

    columns.names = (WbDrawBox){names, y, MARGIN_PT + width - names, 0};
    return columns;
}

static void
draw_table_head(Report *self)
{
    Columns at = columns_at(self, self->y);
    double height;

    wb_draw_begin(self->draw, "TR");
    height =
        draw_tagged(self, "TH", &small_strong_style, at.need, words(self, "report.column.need"));
    draw_tagged(self, "TH", &small_strong_style, at.names, words(self, "report.column.providers"));
    wb_draw_end(self->draw, "TR");
    self->y += height + 4;
    wb_draw_rule(self->draw, (WbDrawBox){MARGIN_PT, self->y, content_width(self), 0}, ACCENT);
}

static char *
dup_short(const char *name)
{
    g_autofree char *start = NULL;

    if (g_utf8_strlen(name, -1) <= LONGEST_NAME)
        return g_strdup(name);
    start = g_utf8_substring(name, 0, LONGEST_NAME);
    return g_strconcat(start, "…", NULL);
}

/* A paragraph is drawn, or only measured: both from the same runs. */
static double
put_runs(const Report *self, const WbDrawRun *runs, guint n, WbDrawBox box, gboolean draw)
{
    return draw ? wb_draw_runs(self->draw, runs, n, box)
                : wb_draw_measure(self->draw, runs, n, box.width);
}

/* The name and, not to be torn from its last word, in how many returns it stands. */
static double
put_name(const Report *self, const WbTallyProvider *provider, WbDrawBox box, gboolean draw)
{
    g_autofree char *name = dup_short(provider->name);
    g_autofree char *count = g_strdup_printf("\u00a0(%u)", provider->returns);
    const WbDrawRun runs[] = {{name, &name_style}, {count, &count_style}};

    return put_runs(self, runs, G_N_ELEMENTS(runs), box, draw);
}

static double
put_pair(const Report *self, const WbTallyNeed *need, guint n, guint end, WbDrawBox box,
         gboolean draw)
{
    double width = (box.width - GUTTER_PT) / 2;
    WbDrawBox second = {box.x + width + GUTTER_PT, box.y, width, 0};
    double height;

    box.width = width;
    height = put_name(self, need->providers->pdata[n], box, draw);
    if (n + 1 < end)
        height = fmax(height, put_name(self, need->providers->pdata[n + 1], second, draw));
    return height;
}

/* The names of one part, two by two. */
static double
put_names(const Report *self, const WbTallyNeed *need, guint from, WbDrawBox box, gboolean draw)
{
    const WbDrawRun nobody = {words(self, state_of(need)->words), state_of(need)->style};
    guint end = MIN(need->providers->len, from + NAMES_A_PART);
    double start = box.y;

    if (nobody.style)
        return put_runs(self, &nobody, 1, box, draw);
    for (guint n = from; n < end; n += 2)
        box.y += put_pair(self, need, n, end, box, draw) + 1.5;
    return box.y - start;
}

/* As much of a need as is never divided between two sheets. */
typedef struct {
    const WbTallyNeed *need;
    guint from;    /* the first of its names */
    gboolean head; /* the need itself stands before them */
    gboolean last; /* no names follow */
} Part;

/* The need, in how many returns somebody is named for it, and whether participants added it. */
static double
put_need(const Report *self, const Part *part, WbDrawBox box, gboolean draw)
{
    const char *language = self->sheet->language;
    g_autofree char *named = g_strdup_printf("%u", part->need->named);
    g_autofree char *asked = g_strdup_printf("%u", part->need->asked);
    g_autofree char *share =
        wb_words_format(language, "report.share", "count", named, "total", asked, NULL);
    g_autofree char *again =
        wb_words_format(language, "report.continued", "title", part->need->label, NULL);
    gboolean written_in = part->need->written_in;
    const WbDrawRun runs[] = {
        {part->from > 0 ? again : part->need->label, &strong_style},
        {"\n", &small_style},
        {share, &small_style},
        {written_in ? "\n" : "", &small_style},
        {written_in ? words(self, "report.written-in") : "", &small_style},
    };

    return put_runs(self, runs, G_N_ELEMENTS(runs), box, draw);
}

static double
part_height(const Report *self, const Part *part)
{
    Columns at = columns_at(self, 0);
    double names = put_names(self, part->need, part->from, at.names, FALSE);
    double height = part->head ? fmax(names, put_need(self, part, at.need, FALSE)) : names;

    return height + (part->head ? ROW_PAD_PT : 0) + (part->last ? ROW_PAD_PT : 0);
}

static void
draw_head(Report *self, const Part *part, const Columns *at)
{
    const State *state = state_of(part->need);

    wb_draw_mark(self->draw, state->shape, at->mark, state->colour);
    wb_draw_begin(self->draw, "TH");
    put_need(self, part, at->need, TRUE);
    wb_draw_end(self->draw, "TH");
}

static void
draw_part(Report *self, const Part *part, double height)
{
    Columns at = columns_at(self, self->y + (part->head ? ROW_PAD_PT : 0));
    WbDrawBox band = {MARGIN_PT, self->y + RULE_PT, content_width(self), height - RULE_PT};

    if (wb_tally_need_get_state(part->need) == WB_NEED_GAP) {
        wb_draw_box(self->draw, band, WARNING_TINT);
        wb_draw_box(self->draw, (WbDrawBox){band.x, band.y, BAR_PT, band.height}, WARNING);
    }
    wb_draw_begin(self->draw, "TR");
    if (part->head)
        draw_head(self, part, &at);
    wb_draw_begin(self->draw, "TD");
    put_names(self, part->need, part->from, at.names, TRUE);
    wb_draw_end(self->draw, "TD");
    wb_draw_end(self->draw, "TR");
    self->y += height;
    if (part->last)
        wb_draw_rule(self->draw, (WbDrawBox){MARGIN_PT, self->y, band.width, 0}, RULE);
}

/* On a new sheet the section's title and the head of its table stand once more. */
static void
begin_table(Report *self, const WbTallySection *section, gboolean again)
{
    g_autofree char *title = again ? wb_words_format(self->sheet->language, "report.continued",
                                                     "title", section->label, NULL)
                                   : g_strdup(section->label);

    draw_heading(self, again ? "P" : "H2", title);
    self->y += 4;
    wb_draw_begin(self->draw, "Table");
    draw_table_head(self);
}

static double
need_height(const Report *self, const WbTallyNeed *need)
{
    Part part = {.need = need, .head = TRUE};
    double height = 0;

    do {
        part.last = part.from + NAMES_A_PART >= need->providers->len;
        height += part_height(self, &part);
        part.head = FALSE;
        part.from += NAMES_A_PART;
    } while (!part.last);
    return height;
}

static void
continue_table(Report *self, const WbTallySection *section)
{
    wb_draw_end(self->draw, "Table");
    next_page(self);
    begin_table(self, section, TRUE);
}

/* A need is divided between sheets only where it takes more than half of one: a few names at the
 * head of the next sheet would look like all of them. */
static void
draw_need(Report *self, const WbTallySection *section, const WbTallyNeed *need)
{
    Part part = {.need = need, .head = TRUE};
    double height = need_height(self, need);

    if (!fits(self, height) && height < self->sheet->height / 2)
        continue_table(self, section);
    do {
        part.last = part.from + NAMES_A_PART >= need->providers->len;
        height = part_height(self, &part);
        if (!fits(self, height)) {
            continue_table(self, section);
            part.head = TRUE;
            height = part_height(self, &part);
        }
        draw_part(self, &part, height);
        part.head = FALSE;
        part.from += NAMES_A_PART;
    } while (!part.last);
}

static void
draw_section(Report *self, const WbTallySection *section)
{
    if (!fits(self, 130)) /* a heading, the head of the table and two rows */
        next_page(self);
    begin_table(self, section, FALSE);
    for (guint n = 0; n < section->needs->len; n++)
        draw_need(self, section, section->needs->pdata[n]);
    wb_draw_end(self->draw, "Table");
    self->y += 26;
}

/* The marks in words, two by two; gives where they end. */
static double
draw_key(Report *self, double y)
{
    double width = content_width(self) / 2, row = 0;

    for (guint n = 0; n < G_N_ELEMENTS(states); n++) {
        double x = MARGIN_PT + (n % 2) * width;
        WbDrawBox mark = {x, y + 2, MARK_PT, 0};
        WbDrawBox label = {x + MARK_PT + 6, y, width - MARK_PT - 6, 0};

        wb_draw_mark(self->draw, states[n].shape, mark, states[n].colour);
        row = fmax(row, draw_tagged(self, "P", &text_style, label, words(self, states[n].words)));
        if (n % 2 == 1) {
            y += row + 3;
            row = 0;
        }
    }
    return y;
}

static void
draw_method(Report *self)
{
    static const char *const ids[] = {"report.method.share", "report.method.names",
                                      "report.method.blank"};

    if (!fits(self, 150))
        next_page(self);
    draw_heading(self, "H2", words(self, "report.method"));
    self->y += 2;
    self->y = draw_key(self, self->y) + 6;
    for (gsize n = 0; n < G_N_ELEMENTS(ids); n++) {
        WbDrawBox box = {MARGIN_PT, self->y, content_width(self) * 0.82, 0};

        self->y += draw_tagged(self, "P", &muted_style, box, words(self, ids[n])) + 5;
    }
}

static void
draw_report(Report *self)
{
    self->page = 1;
    wb_draw_begin(self->draw, "Document");
    draw_title(self);
    draw_figures(self);
    draw_returns(self);
    draw_missing(self);
    for (guint n = 0; n < self->tally->sections->len; n++)
        draw_section(self, self->tally->sections->pdata[n]);
    draw_method(self);
    wb_draw_end(self->draw, "Document");
    end_page(self);
}

static WbDraw *
new_draw(const Report *self)
{
    WbDrawSheet sheet = {
        .width = self->sheet->width,
        .height = self->sheet->height,
        .title = words(self, "report.title"),
        .language = self->sheet->language,
        .date = self->sheet->date,
    };

    return wb_draw_new(&sheet);
}

GBytes *
wb_report_pdf_write(const WbTally *tally, const WbReportSheet *sheet, GError **error)
{
    Report self = {.tally = tally, .sheet = sheet};
    g_autoptr(WbDraw) counted = new_draw(&self);
    g_autoptr(WbDraw) drawn = new_draw(&self);

    self.draw = counted; /* once to know the number of pages */
    draw_report(&self);
    self.pages = self.page;
    self.draw = drawn;
    draw_report(&self);
    return wb_draw_finish(drawn, error);
}
