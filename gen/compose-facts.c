/* Reference tables: a term and what it covers, row by row; nothing to fill in. */
#include "composer.h"

#include <math.h>

#define TERM_SHARE 0.27 /* of the width */
#define COLUMN_GAP 14.0
#define ROW_PADDING 4.0 /* of a page set tightly: */
#define TIGHT_PADDING 2.0

typedef struct {
    WbComposer *composer;
    WbFragment *out;
    double term_width, text_x, text_width, width;
} Facts;

static double
row_padding(const Facts *facts)
{
    return wb_composer_measure(facts->composer, ROW_PADDING, TIGHT_PADDING);
}

static double
add_pair(Facts *facts, WbTag *row, const WbText *term, const WbText *text, WbStyleName left,
         WbStyleName right, gboolean head)
{
    WbParagraph *first = wb_composer_set_even(facts->composer, term, &facts->composer->styles[left],
                                              facts->term_width);
    WbParagraph *second = wb_composer_set(facts->composer, text, right, facts->text_width);
    double padding = row_padding(facts);
    WbTag *label = wb_tag_add(row, "TH"), *cell = wb_tag_add(row, head ? "TH" : "TD");
    double y = facts->out->height + padding;
    double height = MAX(first->height, second->height) + 2 * padding;

    wb_tag_set_scope(label, head ? "Column" : "Row");
    if (head)
        wb_tag_set_scope(cell, "Column");
    wb_fragment_add_text(facts->out, label, first, 0, y);
    wb_fragment_add_text(facts->out, cell, second, facts->text_x, y);
    facts->out->height += height;
    return height;
}

static double
row_height(Facts *facts, const WbFact *fact)
{
    g_autoptr(WbParagraph) term =
        wb_composer_set(facts->composer, fact->term, WB_STYLE_PROMPT, facts->term_width);
    g_autoptr(WbParagraph) text =
        wb_composer_set(facts->composer, fact->text, WB_STYLE_TEXT, facts->text_width);

    return MAX(term->height, text->height) + 2 * row_padding(facts);
}

static void
add_rule(Facts *facts, guint32 rgb, double line_width)
{
    wb_fragment_add_line(facts->out, 0, facts->out->height, facts->width, facts->out->height, rgb,
                         line_width);
}

WbFragment *
wb_compose_facts_part(WbComposer *self, const WbBlock *block, double width, double height,
                      guint *row)
{
    const WbTheme *theme = &self->workbook->theme;
    double term = floor(width * TERM_SHARE);
    Facts facts = {
        self, wb_fragment_new("Table"), term, term + COLUMN_GAP, width - term - COLUMN_GAP, width};

    add_rule(&facts, theme->accent, 1.2);
    if (block->heads != NULL) {
        WbTag *head = wb_tag_add(wb_tag_add(facts.out->tag, "THead"), "TR");
        add_pair(&facts, head, block->heads->pdata[0], block->heads->pdata[1], WB_STYLE_HEAD,
                 WB_STYLE_HEAD, TRUE);
        add_rule(&facts, theme->accent, 0.8);
    }
    WbTag *body = wb_tag_add(facts.out->tag, "TBody");
    for (guint first = *row; *row < block->facts->len; (*row)++) {
        const WbFact *fact = block->facts->pdata[*row];
        if (*row > first && facts.out->height + row_height(&facts, fact) > height)
            break;
        if (*row > first)
            add_rule(&facts, theme->rule, 0.5);
        add_pair(&facts, wb_tag_add(body, "TR"), fact->term, fact->text, WB_STYLE_PROMPT,
                 WB_STYLE_TEXT, FALSE);
    }
    add_rule(&facts, theme->accent, 1.2);
    return facts.out;
}

WbFragment *
wb_compose_facts(WbComposer *self, const WbBlock *block, double width, double height)
{
    guint row = 0;

    return wb_compose_facts_part(self, block, width, INFINITY, &row);
}
