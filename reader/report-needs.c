/* The table of needs: see report-needs.h. */
#include "report-needs.h"

#include <math.h>

#include "words.h"

#define BAR_PT 4.0 /* at the start of a row for which nobody was named */
#define ROW_PAD_PT 5.5
#define RULE_PT 0.5
#define NAMES_A_PART 8   /* the names of one need go on on the next sheet after so many */
#define LONGEST_NAME 100 /* characters; somebody may have typed a whole paragraph as a name */

/* The columns of the table of needs; the names stand in two. */
typedef struct {
    WbDrawBox mark, need, names;
} Columns;

static Columns
columns_at(const WbReport *self, double y)
{
    double width = wb_report_width(self), need = width * 0.31;
    double start = WB_REPORT_MARGIN_PT + BAR_PT + 8;
    Columns columns = {
        .mark = {start, y + 2, WB_REPORT_MARK_PT, 0},
        .need = {start + WB_REPORT_MARK_PT + 8, y, need, 0},
    };
    double names = columns.need.x + need + WB_REPORT_GUTTER_PT;

    columns.names = (WbDrawBox){names, y, WB_REPORT_MARGIN_PT + width - names, 0};
    return columns;
}

static void
draw_table_head(WbReport *self)
{
    Columns at = columns_at(self, self->y);
    double height;

    wb_draw_begin(self->draw, "TR");
    height = wb_report_text(self, "TH", &wb_report_styles[WB_STYLE_SMALL_STRONG], at.need,
                            wb_report_words(self, "report.column.need"));
    wb_report_text(self, "TH", &wb_report_styles[WB_STYLE_SMALL_STRONG], at.names,
                   wb_report_words(self, "report.column.providers"));
    wb_draw_end(self->draw, "TR");
    self->y += height + 4;
    wb_draw_rule(self->draw, (WbDrawBox){WB_REPORT_MARGIN_PT, self->y, wb_report_width(self), 0},
                 WB_COLOUR_ACCENT);
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
put_runs(const WbReport *self, const WbDrawRun *runs, guint n, WbDrawBox box, gboolean draw)
{
    return draw ? wb_draw_runs(self->draw, runs, n, box)
                : wb_draw_measure(self->draw, runs, n, box.width);
}

/* The name and, not to be torn from its last word, in how many returns it stands. */
static double
put_name(const WbReport *self, const WbTallyNaming *naming, WbDrawBox box, gboolean draw)
{
    g_autofree char *name = dup_short(naming->provider->name);
    g_autofree char *count = g_strdup_printf("\u00a0(%u)", naming->returns);
    const WbDrawRun runs[] = {{name, &wb_report_styles[WB_STYLE_NAME]},
                              {count, &wb_report_styles[WB_STYLE_COUNT]}};

    return put_runs(self, runs, G_N_ELEMENTS(runs), box, draw);
}

static double
put_pair(const WbReport *self, const WbTallyNeed *need, guint n, guint end, WbDrawBox box,
         gboolean draw)
{
    double width = (box.width - WB_REPORT_GUTTER_PT) / 2;
    WbDrawBox second = {box.x + width + WB_REPORT_GUTTER_PT, box.y, width, 0};
    double height;

    box.width = width;
    height = put_name(self, need->namings->pdata[n], box, draw);
    if (n + 1 < end)
        height = fmax(height, put_name(self, need->namings->pdata[n + 1], second, draw));
    return height;
}

/* The names of one part, two by two. */
static double
put_names(const WbReport *self, const WbTallyNeed *need, guint from, WbDrawBox box, gboolean draw)
{
    const WbDrawRun nobody = {wb_report_words(self, wb_report_peek_state(need)->words),
                              wb_report_peek_state(need)->style};
    guint end = MIN(need->namings->len, from + NAMES_A_PART);
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
put_need(const WbReport *self, const Part *part, WbDrawBox box, gboolean draw)
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
        {part->from > 0 ? again : part->need->label, &wb_report_styles[WB_STYLE_STRONG]},
        {"\n", &wb_report_styles[WB_STYLE_SMALL]},
        {share, &wb_report_styles[WB_STYLE_SMALL]},
        {written_in ? "\n" : "", &wb_report_styles[WB_STYLE_SMALL]},
        {written_in ? wb_report_words(self, "report.written-in") : "",
         &wb_report_styles[WB_STYLE_SMALL]},
    };

    return put_runs(self, runs, G_N_ELEMENTS(runs), box, draw);
}

static double
part_height(const WbReport *self, const Part *part)
{
    Columns at = columns_at(self, 0);
    double names = put_names(self, part->need, part->from, at.names, FALSE);
    double height = part->head ? fmax(names, put_need(self, part, at.need, FALSE)) : names;

    return height + (part->head ? ROW_PAD_PT : 0) + (part->last ? ROW_PAD_PT : 0);
}

static void
draw_head(WbReport *self, const Part *part, const Columns *at)
{
    const WbReportState *state = wb_report_peek_state(part->need);

    wb_draw_mark(self->draw, state->shape, at->mark, state->colour);
    wb_draw_begin(self->draw, "TH");
    put_need(self, part, at->need, TRUE);
    wb_draw_end(self->draw, "TH");
}

static void
draw_part(WbReport *self, const Part *part, double height)
{
    Columns at = columns_at(self, self->y + (part->head ? ROW_PAD_PT : 0));
    WbDrawBox band = {WB_REPORT_MARGIN_PT, self->y + RULE_PT, wb_report_width(self),
                      height - RULE_PT};

    if (part->need->state == WB_NEED_GAP) {
        wb_draw_box(self->draw, band, WB_COLOUR_WARNING_TINT);
        wb_draw_box(self->draw, (WbDrawBox){band.x, band.y, BAR_PT, band.height},
                    WB_COLOUR_WARNING);
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
        wb_draw_rule(self->draw, (WbDrawBox){WB_REPORT_MARGIN_PT, self->y, band.width, 0},
                     WB_COLOUR_RULE);
}

/* On a new sheet the section's title and the head of its table stand once more. */
static void
begin_table(WbReport *self, const WbTallySection *section, gboolean again)
{
    g_autofree char *title = again ? wb_words_format(self->sheet->language, "report.continued",
                                                     "title", section->label, NULL)
                                   : g_strdup(section->label);

    wb_report_heading(self, again ? "P" : "H2", title);
    self->y += 4;
    wb_draw_begin(self->draw, "Table");
    draw_table_head(self);
}

static double
need_height(const WbReport *self, const WbTallyNeed *need)
{
    Part part = {.need = need, .head = TRUE};
    double height = 0;

    do {
        part.last = part.from + NAMES_A_PART >= need->namings->len;
        height += part_height(self, &part);
        part.head = FALSE;
        part.from += NAMES_A_PART;
    } while (!part.last);
    return height;
}

static void
continue_table(WbReport *self, const WbTallySection *section)
{
    wb_draw_end(self->draw, "Table");
    wb_report_next_page(self);
    begin_table(self, section, TRUE);
}

/* A need is divided between sheets only where it takes more than half of one: a few names at the
 * head of the next sheet would look like all of them. */
static void
draw_need(WbReport *self, const WbTallySection *section, const WbTallyNeed *need)
{
    Part part = {.need = need, .head = TRUE};
    double height = need_height(self, need);

    if (!wb_report_fits(self, height) && height < self->sheet->height / 2)
        continue_table(self, section);
    do {
        part.last = part.from + NAMES_A_PART >= need->namings->len;
        height = part_height(self, &part);
        if (!wb_report_fits(self, height)) {
            continue_table(self, section);
            part.head = TRUE;
            height = part_height(self, &part);
        }
        draw_part(self, &part, height);
        part.head = FALSE;
        part.from += NAMES_A_PART;
    } while (!part.last);
}

void
wb_report_draw_section(WbReport *self, const WbTallySection *section)
{
    if (!wb_report_fits(self, 130)) /* a heading, the head of the table and two rows */
        wb_report_next_page(self);
    begin_table(self, section, FALSE);
    for (guint n = 0; n < section->needs->len; n++)
        draw_need(self, section, section->needs->pdata[n]);
    wb_draw_end(self->draw, "Table");
    self->y += 26;
}
