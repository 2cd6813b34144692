/* The sheet of one return as a PDF: see sheet-pdf.h. Labels stand in a column at the start of the
 * lines, answers beside them: whoever reads answers alone reads down one edge. */
#include "sheet-pdf.h"

#include <math.h>
#include <string.h>

#include "report-page.h"
#include "sheet-content.h"
#include "sheet-page.h"
#include "words.h"

/* of the width between the margins */
#define LABEL_SHARE 0.36
#define ROW_SHARE 0.27    /* the label of a row */
#define COLUMN_SHARE 0.24 /* the label of a table's column, beside it */

#define GAP_PT 5.0
#define ROW_GAP_PT 2.0
#define TITLE_GAP_PT 4.0
#define PART_SPACE_PT 18.0 /* above it */
#define PAGE_SPACE_PT 12.0
#define LEAST_PT 60.0  /* of a long text that goes on on the next page */
#define MOST_KEPT 1200 /* bytes of an answer that is kept together where it fits on a page */

typedef struct {
    double label_x, label_width, text_x, text_width;
    WbSheetStyle label, text;
} Columns;

typedef struct {
    WbSheetPages pages;
    const WbSheetContent *content;
    int part; /* its bookmark, or 0 */
} Sheet;

static Columns
split(double x, double width, double label)
{
    Columns at = {x,
                  label,
                  x + label + WB_SHEET_GUTTER_PT,
                  width - label - WB_SHEET_GUTTER_PT,
                  WB_SHEET_STYLE_LABEL,
                  WB_SHEET_STYLE_ANSWER};

    return at;
}

static Columns
columns_of_page(const Sheet *self)
{
    double width = wb_sheet_width(&self->pages);

    return split(WB_SHEET_MARGIN_PT, width, width * LABEL_SHARE);
}

/* Beside the label of its row: the label of a table's column, and what stands in it. */
static Columns
columns_of_table(const Sheet *self)
{
    double width = wb_sheet_width(&self->pages), row = width * ROW_SHARE + WB_SHEET_GUTTER_PT;

    return split(WB_SHEET_MARGIN_PT + row, width - row, width * COLUMN_SHARE);
}

/* --- One entry --- */

static WbSheetText
label_of(const WbSheetEntry *entry, const Columns *at)
{
    WbSheetText text = {
        .tag = "P",
        .text = entry->label,
        .style = at->label,
        .running = WB_RUNS_AS_PAGE,
        .x = at->label_x,
        .width = at->label_width,
    };

    return text;
}

static WbSheetText
text_of(const WbSheetEntry *entry, const Columns *at)
{
    WbSheetText text = {
        .tag = "P",
        .text = entry->text,
        .style = entry->missing ? WB_SHEET_STYLE_MISSING : at->text,
        .running = entry->written ? WB_RUNS_AS_TEXT : WB_RUNS_AS_PAGE,
        .mark = entry->mark,
        .x = at->text_x,
        .width = at->text_width,
    };

    return text;
}

static WbSheetText
note_of(const char *note, const Columns *at)
{
    WbSheetText text = {
        .tag = "P",
        .text = note,
        .style = WB_SHEET_STYLE_NOTE,
        .running = WB_RUNS_AS_TEXT,
        .x = at->text_x,
        .width = at->text_width,
    };

    return text;
}

static double
measure_notes(const Sheet *self, const WbSheetEntry *entry, const Columns *at)
{
    double height = 0;

    for (guint n = 0; entry->notes && n < entry->notes->len; n++) {
        WbSheetText note = note_of(entry->notes->pdata[n], at);

        height += wb_sheet_measure(&self->pages, &note);
    }
    return height;
}

/* Of as much as is kept together: a long answer may be divided after its first lines. */
static double
measure_entry(const Sheet *self, const WbSheetEntry *entry, const Columns *at)
{
    WbSheetText label = label_of(entry, at), text = text_of(entry, at);
    double height = LEAST_PT;

    if (strlen(entry->text) <= MOST_KEPT)
        height = wb_sheet_measure(&self->pages, &text) + measure_notes(self, entry, at);
    return fmax(height, wb_sheet_measure(&self->pages, &label));
}

static void
draw_text(Sheet *self, const WbSheetEntry *entry, const Columns *at)
{
    WbSheetText text = text_of(entry, at);

    wb_sheet_flow(&self->pages, &text);
    for (guint n = 0; entry->notes && n < entry->notes->len; n++) {
        WbSheetText note = note_of(entry->notes->pdata[n], at);

        wb_sheet_flow(&self->pages, &note);
    }
}

/* Both on one line, though they may be of two sizes and scripts. A label's end counts only on the
 * page where it is. */
static void
draw_entry(Sheet *self, const WbSheetEntry *entry, const Columns *at)
{
    WbSheetText label = label_of(entry, at), text = text_of(entry, at);
    double drop = wb_sheet_baseline(&self->pages, &text) - wb_sheet_baseline(&self->pages, &label);
    double top = self->pages.y, end;
    guint page = self->pages.page;

    self->pages.y += fmax(drop, 0);
    wb_sheet_flow(&self->pages, &label);
    end = self->pages.y;
    if (self->pages.page == page)
        self->pages.y = top + fmax(-drop, 0);
    page = self->pages.page;
    draw_text(self, entry, at);
    if (self->pages.page == page)
        self->pages.y = fmax(self->pages.y, end);
}

static void
make_room(Sheet *self, double height)
{
    if (!wb_sheet_fits(&self->pages, height) && !wb_sheet_is_fresh(&self->pages))
        wb_sheet_next_page(&self->pages);
}

static void
draw_entries(Sheet *self, const WbSheetBlock *block, const Columns *at, double gap)
{
    for (guint n = 0; n < block->entries->len; n++) {
        make_room(self, measure_entry(self, block->entries->pdata[n], at));
        draw_entry(self, block->entries->pdata[n], at);
        self->pages.y += gap;
    }
}

/* --- Blocks --- */

static WbSheetText
title_of(const Sheet *self, const char *tag, WbSheetStyle style, const char *title)
{
    WbSheetText text = {
        .tag = tag,
        .text = title,
        .style = style,
        .running = WB_RUNS_AS_PAGE,
        .x = WB_SHEET_MARGIN_PT,
        .width = wb_sheet_width(&self->pages),
    };

    return text;
}

static void
draw_title(Sheet *self, const char *tag, WbSheetStyle style, const char *title)
{
    WbSheetText text = title_of(self, tag, style, title);

    wb_sheet_flow(&self->pages, &text);
}

static double
measure_title(const Sheet *self, WbSheetStyle style, const char *title)
{
    WbSheetText text = title_of(self, "P", style, title);

    return wb_sheet_measure(&self->pages, &text);
}

/* Above what a title has, unless it is the first on its page. */
static void
leave_space(Sheet *self, double space)
{
    if (!wb_sheet_is_fresh(&self->pages))
        self->pages.y += space;
}

/* Below the header there is one already. */
static void
draw_rule(Sheet *self, guint32 colour)
{
    WbDrawBox line = {WB_SHEET_MARGIN_PT, self->pages.y, wb_sheet_width(&self->pages), 0};

    if (wb_sheet_is_fresh(&self->pages))
        return;
    wb_draw_rule(self->pages.draw, line, colour);
    self->pages.y += GAP_PT;
}

static void
draw_facts(Sheet *self, const WbSheetBlock *block)
{
    Columns at = columns_of_page(self);

    draw_rule(self, WB_COLOUR_ACCENT);
    draw_entries(self, block, &at, ROW_GAP_PT);
    self->pages.y += 8;
}

static void
draw_notes(Sheet *self, const WbSheetBlock *block)
{
    Columns at = columns_of_page(self);

    at.label = at.text = WB_SHEET_STYLE_NOTE;
    draw_rule(self, WB_COLOUR_RULE);
    draw_title(self, "P", WB_SHEET_STYLE_NOTE_STRONG, block->text);
    self->pages.y += TITLE_GAP_PT;
    draw_entries(self, block, &at, ROW_GAP_PT);
    self->pages.y += 8;
}

static double
measure_part(const Sheet *self, const WbSheetBlock *block)
{
    return PART_SPACE_PT + GAP_PT + measure_title(self, WB_SHEET_STYLE_PART, block->text);
}

static void
draw_part(Sheet *self, const WbSheetBlock *block)
{
    leave_space(self, PART_SPACE_PT);
    draw_rule(self, WB_COLOUR_ACCENT);
    self->part = wb_draw_bookmark(self->pages.draw, 0, block->text, self->pages.y);
    draw_title(self, "H2", WB_SHEET_STYLE_PART, block->text);
}

static double
measure_page(const Sheet *self, const WbSheetBlock *block)
{
    return PAGE_SPACE_PT + measure_title(self, WB_SHEET_STYLE_PAGE, block->text) +
           measure_title(self, WB_SHEET_STYLE_NOTE, block->aside) + 2 * TITLE_GAP_PT;
}

static void
draw_page(Sheet *self, const WbSheetBlock *block)
{
    leave_space(self, PAGE_SPACE_PT);
    wb_draw_bookmark(self->pages.draw, self->part, block->text, self->pages.y);
    draw_title(self, self->part ? "H3" : "H2", WB_SHEET_STYLE_PAGE, block->text);
    draw_title(self, "P", WB_SHEET_STYLE_NOTE, block->aside);
    self->pages.y += 2 * TITLE_GAP_PT;
}

static double
measure_table(const Sheet *self, const WbSheetBlock *block)
{
    return 2 * TITLE_GAP_PT + measure_title(self, WB_SHEET_STYLE_QUESTION, block->text);
}

static void
draw_table(Sheet *self, const WbSheetBlock *block)
{
    leave_space(self, TITLE_GAP_PT);
    draw_title(self, "H4", WB_SHEET_STYLE_QUESTION, block->text);
    self->pages.y += TITLE_GAP_PT;
}

/* Up to the end of the first. */
static double
measure_answers(const Sheet *self, const WbSheetBlock *block)
{
    Columns at = columns_of_page(self);
    double height = measure_entry(self, block->entries->pdata[0], &at);

    return height + (block->text ? measure_table(self, block) : 0);
}

static void
draw_answers(Sheet *self, const WbSheetBlock *block)
{
    Columns at = columns_of_page(self);

    if (block->text) {
        leave_space(self, TITLE_GAP_PT);
        draw_title(self, "P", WB_SHEET_STYLE_QUESTION, block->text);
        self->pages.y += TITLE_GAP_PT;
    }
    draw_entries(self, block, &at, GAP_PT);
    if (block->text)
        self->pages.y += 2 * TITLE_GAP_PT;
}

static WbSheetText
row_label_of(const Sheet *self, const WbSheetBlock *block)
{
    WbSheetText label = title_of(self, "TH", WB_SHEET_STYLE_QUESTION, block->text);

    label.width *= ROW_SHARE;
    return label;
}

/* A row is divided only where it takes more than half of a page. */
static double
measure_row(const Sheet *self, const WbSheetBlock *block)
{
    Columns at = columns_of_table(self);
    WbSheetText label = row_label_of(self, block);
    double height = 0;

    for (guint n = 0; n < block->entries->len; n++)
        height += measure_entry(self, block->entries->pdata[n], &at) + ROW_GAP_PT;
    height = fmax(height, wb_sheet_measure(&self->pages, &label));
    return GAP_PT + (height < self->pages.height / 2 ? height : LEAST_PT);
}

static double
row_drop(const Sheet *self, const WbSheetBlock *block, const WbSheetText *label, const Columns *at)
{
    WbSheetText text = text_of(block->entries->pdata[0], at);
    double drop = wb_sheet_baseline(&self->pages, &text) - wb_sheet_baseline(&self->pages, label);

    return fmax(drop, 0);
}

static void
draw_row(Sheet *self, const WbSheetBlock *block)
{
    Columns at = columns_of_table(self);
    WbSheetText label = row_label_of(self, block);
    double top, end;
    guint page;

    draw_rule(self, WB_COLOUR_RULE);
    top = self->pages.y;
    page = self->pages.page;
    self->pages.y += row_drop(self, block, &label, &at);
    wb_draw_begin(self->pages.draw, "TR");
    wb_sheet_flow(&self->pages, &label);
    end = self->pages.y;
    if (self->pages.page == page)
        self->pages.y = top;
    page = self->pages.page;
    wb_draw_begin(self->pages.draw, "TD");
    draw_entries(self, block, &at, ROW_GAP_PT);
    wb_draw_end(self->pages.draw, "TD");
    wb_draw_end(self->pages.draw, "TR");
    if (self->pages.page == page)
        self->pages.y = fmax(self->pages.y, end);
    self->pages.y += GAP_PT;
}

static double
measure_rest(const Sheet *self, const WbSheetBlock *block)
{
    return fmin(GAP_PT + measure_title(self, WB_SHEET_STYLE_MISSING, block->text), LEAST_PT);
}

static void
draw_rest(Sheet *self, const WbSheetBlock *block)
{
    draw_rule(self, WB_COLOUR_RULE);
    draw_title(self, "P", WB_SHEET_STYLE_MISSING, block->text);
    self->pages.y += GAP_PT;
}

typedef struct {
    double (*measure)(const Sheet *, const WbSheetBlock *); /* NULL: its entries find their room */
    void (*draw)(Sheet *, const WbSheetBlock *);
    gboolean title; /* never stands without what follows */
} BlockKind;

static const BlockKind kinds[] = {
    [WB_SHEET_FACTS] = {NULL, draw_facts, FALSE},
    [WB_SHEET_NOTES] = {NULL, draw_notes, FALSE},
    [WB_SHEET_PART] = {measure_part, draw_part, TRUE},
    [WB_SHEET_PAGE] = {measure_page, draw_page, TRUE},
    [WB_SHEET_TABLE] = {measure_table, draw_table, TRUE},
    [WB_SHEET_ANSWERS] = {measure_answers, draw_answers, FALSE},
    [WB_SHEET_ROW] = {measure_row, draw_row, FALSE},
    [WB_SHEET_REST] = {measure_rest, draw_rest, FALSE},
};

/* Of a block and, where it is a title, of what has to follow on the same page. */
static double
measure_kept(const Sheet *self, guint from)
{
    const GPtrArray *blocks = self->content->blocks;
    double height = 0;
    gboolean more = TRUE;

    for (guint n = from; more && n < blocks->len; n++) {
        const WbSheetBlock *block = blocks->pdata[n];
        const BlockKind *kind = &kinds[block->kind];

        height += kind->measure ? kind->measure(self, block) : 0;
        more = kind->title;
    }
    return height;
}

/* --- The sheet --- */

/* "Version 1.0 · Edition CRW-4F7K" */
static char *
dup_edition(const WbEdition *edition)
{
    g_autofree char *version =
        wb_words_format(edition->language, "footer.version", "version", edition->version, NULL);
    g_autofree char *code =
        wb_words_format(edition->language, "footer.code", "code", edition->code, NULL);

    return g_strconcat(version, " · ", code, NULL);
}

static void
draw_head(Sheet *self)
{
    const WbEdition *edition = self->pages.edition;
    g_autofree char *about = dup_edition(edition);

    self->pages.y = WB_SHEET_MARGIN_PT;
    draw_title(self, "P", WB_SHEET_STYLE_EYEBROW,
               wb_words_lookup(edition->language, "sheet.title"));
    self->pages.y += 2;
    draw_title(self, "H1", WB_SHEET_STYLE_TITLE, edition->title);
    draw_title(self, "P", WB_SHEET_STYLE_NOTE, about);
    self->pages.y += 12;
}

static gboolean
is_row(const Sheet *self, guint n)
{
    const GPtrArray *blocks = self->content->blocks;

    return n < blocks->len && ((const WbSheetBlock *)blocks->pdata[n])->kind == WB_SHEET_ROW;
}

static void
draw_sheet(Sheet *self, WbDraw *draw)
{
    self->pages.draw = draw;
    self->pages.page = 1;
    self->part = 0;
    wb_draw_begin(draw, "Document");
    draw_head(self);
    for (guint n = 0; n < self->content->blocks->len; n++) {
        const WbSheetBlock *block = self->content->blocks->pdata[n];

        make_room(self, measure_kept(self, n));
        if (is_row(self, n) && !is_row(self, n - 1))
            wb_draw_begin(draw, "Table");
        kinds[block->kind].draw(self, block);
        if (is_row(self, n) && !is_row(self, n + 1))
            wb_draw_end(draw, "Table");
    }
    wb_draw_end(draw, "Document");
    wb_sheet_end_page(&self->pages);
}

static gboolean
is_date(const char *saved)
{
    return saved && strlen(saved) > 10 && saved[4] == '-' && saved[7] == '-' && saved[10] == 'T';
}

/* The same sheet of paper, drawn on or not. */
static WbDraw *
new_draw(const Sheet *self, const WbRecord *record, WbDraw *(*make)(const WbDrawSheet *))
{
    const WbEdition *edition = self->pages.edition;
    g_autofree char *title = wb_words_format(edition->language, "report.document", "report",
                                             wb_words_lookup(edition->language, "sheet.title"),
                                             "workbook", edition->title, NULL);
    g_autofree char *date = is_date(record->saved) ? g_strndup(record->saved, 10) : NULL;
    WbDrawSheet sheet = {
        .width = self->pages.width,
        .height = self->pages.height,
        .title = title,
        .language = edition->language,
        .date = date,
    };

    return make(&sheet);
}

GBytes *
wb_sheet_pdf_write(const WbRecord *record, const WbEdition *edition, GError **error)
{
    gboolean a4 = g_strcmp0(edition->paper, "a4") == 0;
    g_autoptr(WbSheetContent) content = wb_sheet_content_new(record, edition);
    Sheet self = {
        .pages = {.edition = edition,
                  .name = content->name,
                  .width = a4 ? 595.28 : 612,
                  .height = a4 ? 841.89 : 792},
        .content = content,
    };
    g_autoptr(WbDraw) counted = new_draw(&self, record, wb_draw_new_dry);
    g_autoptr(WbDraw) drawn = new_draw(&self, record, wb_draw_new);

    draw_sheet(&self, counted); /* once to know the number of pages */
    self.pages.pages = self.pages.page;
    draw_sheet(&self, drawn);
    return wb_draw_finish(drawn, error);
}
