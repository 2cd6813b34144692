/* The sheet of one return as a PDF: see sheet-pdf.h. Labels stand in a column at the start of the
 * lines, answers beside them: whoever reads answers alone reads down one edge. */
#include "sheet-pdf.h"

#include <math.h>
#include <string.h>

#include "report-page.h"
#include "sheet-content.h"
#include "sheet-page.h"
#include "words.h"

#define LABEL_SHARE 0.36      /* of the width between the margins */
#define CELL_LABEL_SHARE 0.24 /* of a table's column, beside the label of its row */
#define ENTRY_GAP_PT 5.0
#define ROW_GAP_PT 2.0
#define ROW_PAD_PT 5.0
#define KEEP_PT 70.0     /* what a title needs below it, or it moves to the next page with it */
#define MOST_KEPT 1200   /* bytes of an answer that is kept together where it fits on a page */

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

/* Beside the label of its row: the labels of a table's columns, and what stands in them. */
static Columns
columns_of_table(const Sheet *self)
{
    Columns page = columns_of_page(self);
    double start = page.text_x - WB_SHEET_GUTTER_PT * 2;
    double width = page.text_width + WB_SHEET_GUTTER_PT * 2;

    return split(start, width, wb_sheet_width(&self->pages) * CELL_LABEL_SHARE);
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
    double height = KEEP_PT;

    if (strlen(entry->text) <= MOST_KEPT)
        height = wb_sheet_measure(&self->pages, &text) + measure_notes(self, entry, at);
    return fmax(height, wb_sheet_measure(&self->pages, &label));
}

/* A label and the notes may be smaller than the text: the first lines of both stand on one line. */
static double
drop(const WbSheetText *text, const WbSheetText *label)
{
    double more = wb_sheet_styles[text->style].size - wb_sheet_styles[label->style].size;

    return fmax(more, 0);
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

/* A label's end counts only on the page where it is. */
static void
draw_entry(Sheet *self, const WbSheetEntry *entry, const Columns *at)
{
    WbSheetText label = label_of(entry, at), text = text_of(entry, at);
    guint page = self->pages.page;
    double top = self->pages.y, end;

    self->pages.y += drop(&text, &label);
    wb_sheet_flow(&self->pages, &label);
    end = self->pages.y;
    if (self->pages.page == page)
        self->pages.y = top;
    page = self->pages.page;
    draw_text(self, entry, at);
    if (self->pages.page == page)
        self->pages.y = fmax(self->pages.y, end);
}

/* --- Blocks --- */

static void
make_room(Sheet *self, double height)
{
    if (!wb_sheet_fits(&self->pages, height) && !wb_sheet_is_fresh(&self->pages))
        wb_sheet_next_page(&self->pages);
}

static void
draw_title(Sheet *self, const char *tag, WbSheetStyle style, const char *title)
{
    WbSheetText text = {
        .tag = tag,
        .text = title,
        .style = style,
        .running = WB_RUNS_AS_PAGE,
        .x = WB_SHEET_MARGIN_PT,
        .width = wb_sheet_width(&self->pages),
    };

    wb_sheet_flow(&self->pages, &text);
}

static void
draw_rule(const Sheet *self, guint32 colour)
{
    WbDrawBox line = {WB_SHEET_MARGIN_PT, self->pages.y, wb_sheet_width(&self->pages), 0};

    wb_draw_rule(self->pages.draw, line, colour);
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

static void
draw_facts(Sheet *self, const WbSheetBlock *block)
{
    Columns at = columns_of_page(self);

    draw_rule(self, WB_COLOUR_ACCENT);
    self->pages.y += 6;
    draw_entries(self, block, &at, 2);
    self->pages.y += 8;
}

static void
draw_notes(Sheet *self, const WbSheetBlock *block)
{
    Columns at = columns_of_page(self);

    at.label = at.text = WB_SHEET_STYLE_NOTE;
    draw_rule(self, WB_COLOUR_RULE);
    self->pages.y += 6;
    draw_title(self, "P", WB_SHEET_STYLE_NOTE_STRONG, block->text);
    self->pages.y += 3;
    draw_entries(self, block, &at, 4);
    self->pages.y += 8;
}

static void
draw_part(Sheet *self, const WbSheetBlock *block)
{
    make_room(self, KEEP_PT * 2);
    self->pages.y += wb_sheet_is_fresh(&self->pages) ? 0 : 18;
    draw_rule(self, WB_COLOUR_ACCENT);
    self->pages.y += 5;
    self->part = wb_draw_bookmark(self->pages.draw, 0, block->text, self->pages.y);
    draw_title(self, "H2", WB_SHEET_STYLE_PART, block->text);
}

static void
draw_page(Sheet *self, const WbSheetBlock *block)
{
    make_room(self, KEEP_PT * 1.5);
    self->pages.y += wb_sheet_is_fresh(&self->pages) ? 0 : 12;
    wb_draw_bookmark(self->pages.draw, self->part, block->text, self->pages.y);
    draw_title(self, "H3", WB_SHEET_STYLE_PAGE, block->text);
    draw_title(self, "P", WB_SHEET_STYLE_NOTE, block->aside);
    self->pages.y += 8;
}

static void
draw_small_title(Sheet *self, const WbSheetBlock *block)
{
    make_room(self, KEEP_PT);
    self->pages.y += wb_sheet_is_fresh(&self->pages) ? 0 : 4;
    draw_title(self, "P", WB_SHEET_STYLE_QUESTION, block->text);
    self->pages.y += 4;
}

static void
draw_answer(Sheet *self, const WbSheetBlock *block)
{
    Columns at = columns_of_page(self);

    draw_entries(self, block, &at, ENTRY_GAP_PT);
}

static double
measure_row(const Sheet *self, const WbSheetBlock *block, const Columns *at)
{
    double height = ROW_PAD_PT;

    for (guint n = 0; n < block->entries->len; n++)
        height += measure_entry(self, block->entries->pdata[n], at) + ROW_GAP_PT;
    return height;
}

/* A row is divided only where it would not fit on a page of its own. */
static void
draw_row(Sheet *self, const WbSheetBlock *block)
{
    Columns at = columns_of_table(self);
    WbSheetText label = {
        .tag = "P",
        .text = block->text,
        .style = WB_SHEET_STYLE_QUESTION,
        .running = WB_RUNS_AS_PAGE,
        .x = WB_SHEET_MARGIN_PT,
        .width = at.label_x - WB_SHEET_GUTTER_PT - WB_SHEET_MARGIN_PT,
    };
    double top, end;
    guint page;

    make_room(self, fmax(measure_row(self, block, &at), wb_sheet_measure(&self->pages, &label)));
    draw_rule(self, WB_COLOUR_RULE);
    top = self->pages.y += ROW_PAD_PT;
    wb_sheet_flow(&self->pages, &label);
    end = self->pages.y;
    page = self->pages.page;
    self->pages.y = top;
    draw_entries(self, block, &at, ROW_GAP_PT);
    if (self->pages.page == page)
        self->pages.y = fmax(self->pages.y, end);
    self->pages.y += ROW_PAD_PT;
}

static void
draw_rest(Sheet *self, const WbSheetBlock *block)
{
    WbSheetText text = {
        .tag = "P",
        .text = block->text,
        .style = WB_SHEET_STYLE_MISSING,
        .running = WB_RUNS_AS_PAGE,
        .x = WB_SHEET_MARGIN_PT,
        .width = wb_sheet_width(&self->pages),
    };
    double height = wb_sheet_measure(&self->pages, &text);

    make_room(self, fmin(height + ROW_PAD_PT, KEEP_PT));
    draw_rule(self, WB_COLOUR_RULE);
    self->pages.y += ROW_PAD_PT;
    wb_sheet_flow(&self->pages, &text);
    self->pages.y += ROW_PAD_PT;
}

static void (*const drawers[])(Sheet *, const WbSheetBlock *) = {
    [WB_SHEET_FACTS] = draw_facts,
    [WB_SHEET_NOTES] = draw_notes,
    [WB_SHEET_PART] = draw_part,
    [WB_SHEET_PAGE] = draw_page,
    [WB_SHEET_TABLE] = draw_small_title,
    [WB_SHEET_QUESTION] = draw_small_title,
    [WB_SHEET_ANSWER] = draw_answer,
    [WB_SHEET_ROW] = draw_row,
    [WB_SHEET_REST] = draw_rest,
};

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
    draw_title(self, "P", WB_SHEET_STYLE_EYEBROW, wb_words_lookup(edition->language, "sheet.title"));
    self->pages.y += 2;
    draw_title(self, "H1", WB_SHEET_STYLE_TITLE, edition->title);
    draw_title(self, "P", WB_SHEET_STYLE_NOTE, about);
    self->pages.y += 12;
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

        drawers[block->kind](self, block);
    }
    wb_draw_end(draw, "Document");
    wb_sheet_end_page(&self->pages);
}

static gboolean
is_date(const char *saved)
{
    return saved && strlen(saved) > 10 && saved[4] == '-' && saved[7] == '-' && saved[10] == 'T';
}

static WbDraw *
new_draw(const Sheet *self, const WbRecord *record)
{
    const WbEdition *edition = self->pages.edition;
    g_autofree char *title =
        wb_words_format(edition->language, "report.document", "report",
                        wb_words_lookup(edition->language, "sheet.title"), "workbook",
                        edition->title, NULL);
    g_autofree char *date = is_date(record->saved) ? g_strndup(record->saved, 10) : NULL;
    WbDrawSheet sheet = {
        .width = self->pages.width,
        .height = self->pages.height,
        .title = title,
        .language = edition->language,
        .date = date,
    };

    return wb_draw_new(&sheet);
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
    g_autoptr(WbDraw) counted = new_draw(&self, record);
    g_autoptr(WbDraw) drawn = new_draw(&self, record);

    draw_sheet(&self, counted); /* once to know the number of pages */
    self.pages.pages = self.pages.page;
    draw_sheet(&self, drawn);
    return wb_draw_finish(drawn, error);
}
