/* The pages of a sheet while they are drawn: see sheet-page.h. */
#include "sheet-page.h"

#include <string.h>

#include "report-page.h"
#include "words.h"

#define TOP_PT 8.0     /* from the upper margin's edge down to the first line, below the header */
#define FOOTER_PT 18.0 /* from the lower margin's edge down to the footer's rule */
#define BLANK_LINE_PT 8.0
#define MOST_LETTERS 120 /* of a line in the header, before it is measured */

const WbDrawStyle wb_sheet_styles[] = {
    [WB_SHEET_STYLE_EYEBROW] = {10, TRUE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_SHEET_STYLE_TITLE] = {24, TRUE, TRUE, WB_COLOUR_ACCENT, WB_ALIGN_START},
    [WB_SHEET_STYLE_PART] = {10, TRUE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_SHEET_STYLE_PAGE] = {15, TRUE, TRUE, WB_COLOUR_ACCENT, WB_ALIGN_START},
    [WB_SHEET_STYLE_QUESTION] = {10, TRUE, FALSE, WB_COLOUR_INK, WB_ALIGN_START},
    [WB_SHEET_STYLE_LABEL] = {9.5, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_SHEET_STYLE_ANSWER] = {10.5, FALSE, FALSE, WB_COLOUR_INK, WB_ALIGN_START},
    [WB_SHEET_STYLE_MISSING] = {9.5, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_SHEET_STYLE_NOTE] = {8, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
    [WB_SHEET_STYLE_NOTE_END] = {8, FALSE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_END},
    [WB_SHEET_STYLE_NOTE_STRONG] = {8, TRUE, FALSE, WB_COLOUR_MUTED, WB_ALIGN_START},
};

double
wb_sheet_width(const WbSheetPages *self)
{
    return self->width - 2 * WB_SHEET_MARGIN_PT;
}

static double
bottom(const WbSheetPages *self)
{
    return self->height - WB_SHEET_MARGIN_PT;
}

gboolean
wb_sheet_fits(const WbSheetPages *self, double height)
{
    return self->y + height <= bottom(self);
}

gboolean
wb_sheet_is_fresh(const WbSheetPages *self)
{
    return self->y <= WB_SHEET_MARGIN_PT + TOP_PT;
}

/* --- Header and footer --- */

/* Somebody may have typed a whole paragraph as a name. */
static void
draw_line(const WbSheetPages *self, WbSheetStyle style, WbDrawBox box, const char *text)
{
    g_autofree char *start = wb_draw_dup_start(text, MOST_LETTERS);
    g_autofree char *line =
        wb_draw_dup_elided(self->draw, &wb_sheet_styles[style], box.width, start);

    wb_draw_text(self->draw, &wb_sheet_styles[style], box, line);
}

/* On every page but the first. */
static void
draw_header(const WbSheetPages *self)
{
    double half = (wb_sheet_width(self) - WB_SHEET_GUTTER_PT) / 2;
    WbDrawBox box = {WB_SHEET_MARGIN_PT, WB_SHEET_MARGIN_PT - 22, half, 0};

    draw_line(self, WB_SHEET_STYLE_NOTE_STRONG, box, self->name);
    box.x += half + WB_SHEET_GUTTER_PT;
    draw_line(self, WB_SHEET_STYLE_NOTE_END, box, self->edition->title);
    box = (WbDrawBox){WB_SHEET_MARGIN_PT, box.y + 15, wb_sheet_width(self), 0};
    wb_draw_rule(self->draw, box, WB_COLOUR_RULE);
}

static void
draw_footer(const WbSheetPages *self)
{
    const char *language = self->edition->language;
    g_autofree char *n = g_strdup_printf("%u", self->page);
    g_autofree char *total = g_strdup_printf("%u", self->pages);
    g_autofree char *page = wb_words_format(language, "footer.page", "n", n, "total", total, NULL);
    double part = wb_sheet_width(self) * 0.7;
    WbDrawBox box = {WB_SHEET_MARGIN_PT, bottom(self) + FOOTER_PT, wb_sheet_width(self), 0};

    wb_draw_rule(self->draw, box, WB_COLOUR_RULE);
    box.y += 5;
    box.width = part;
    draw_line(self, WB_SHEET_STYLE_NOTE_STRONG, box,
              wb_words_lookup(language, "sheet.confidential"));
    box.x += part;
    box.width = wb_sheet_width(self) - part;
    draw_line(self, WB_SHEET_STYLE_NOTE_END, box, page);
}

void
wb_sheet_end_page(WbSheetPages *self)
{
    draw_footer(self);
    wb_draw_end_page(self->draw);
}

void
wb_sheet_next_page(WbSheetPages *self)
{
    wb_sheet_end_page(self);
    self->page++;
    draw_header(self);
    self->y = WB_SHEET_MARGIN_PT + TOP_PT;
}

/* --- Text that flows --- */

/* How far the lines from one on go on this page. Neither the first nor the last line of a paragraph
 * stands alone, unless the page is too small for more. */
static guint
find_end(const WbSheetPages *self, const WbDrawParagraph *paragraph, guint from)
{
    guint count = wb_draw_paragraph_count(paragraph), to = from;

    while (to < count && wb_sheet_fits(self, wb_draw_paragraph_height(paragraph, from, to + 1)))
        to++;
    if (to + 1 == count)
        to = to - from > 2 ? to - 1 : from;
    else if (to < count && to - from == 1)
        to = from;
    return to == from && wb_sheet_is_fresh(self) ? from + 1 : to;
}

static void
draw_part(WbSheetPages *self, const WbSheetText *text, const WbDrawParagraph *paragraph, guint from,
          guint to)
{
    WbDrawBox box = {text->x, self->y, text->width, 0};

    wb_draw_begin(self->draw, text->tag);
    wb_draw_lines(self->draw, paragraph, from, to, box);
    wb_draw_end(self->draw, text->tag);
    self->y += wb_draw_paragraph_height(paragraph, from, to);
}

static void
draw_paragraph(WbSheetPages *self, const WbSheetText *text, const WbDrawParagraph *paragraph)
{
    guint count = wb_draw_paragraph_count(paragraph), from = 0;

    while (from < count) {
        guint to = find_end(self, paragraph, from);

        if (to > from)
            draw_part(self, text, paragraph, from, to);
        if (to < count)
            wb_sheet_next_page(self);
        from = to;
    }
}

static WbDrawParagraph *
new_paragraph(const WbSheetPages *self, const WbSheetText *text, const char *line, gboolean last)
{
    const WbDrawStyle *style = &wb_sheet_styles[text->style];
    g_autofree char *mark =
        last && text->mark ? g_strconcat("\u00a0", text->mark, NULL) : g_strdup("");
    const WbDrawRun runs[] = {{line, style}, {mark, &wb_sheet_styles[WB_SHEET_STYLE_NOTE]}};

    return wb_draw_paragraph_new(self->draw, runs, *mark ? 2 : 1, text->width, text->running);
}

/* The next line of a text, which is moved on; NULL after the last. */
static char *
next_line(const char **text)
{
    const char *start = *text, *end;

    if (!start)
        return NULL;
    end = strchr(start, '\n');
    *text = end ? end + 1 : NULL;
    return end ? g_strndup(start, (gsize)(end - start)) : g_strdup(start);
}

void
wb_sheet_flow(WbSheetPages *self, const WbSheetText *text)
{
    const char *rest = text->text;
    char *line;

    while ((line = next_line(&rest))) {
        if (*line || !rest) {
            g_autoptr(WbDrawParagraph) paragraph = new_paragraph(self, text, line, !rest);

            draw_paragraph(self, text, paragraph);
        } else if (!wb_sheet_is_fresh(self)) {
            self->y += BLANK_LINE_PT;
        }
        g_free(line);
    }
}

double
wb_sheet_measure(const WbSheetPages *self, const WbSheetText *text)
{
    const char *rest = text->text;
    double height = 0;
    char *line;

    while ((line = next_line(&rest))) {
        g_autoptr(WbDrawParagraph) paragraph = new_paragraph(self, text, line, !rest);
        guint count = wb_draw_paragraph_count(paragraph);

        height += *line || !rest ? wb_draw_paragraph_height(paragraph, 0, count) : BLANK_LINE_PT;
        g_free(line);
    }
    return height;
}

double
wb_sheet_baseline(const WbSheetPages *self, const WbSheetText *text)
{
    const char *rest = text->text;
    g_autofree char *line = next_line(&rest);
    g_autoptr(WbDrawParagraph) paragraph = new_paragraph(self, text, line, !rest);

    return wb_draw_paragraph_baseline(paragraph);
}
