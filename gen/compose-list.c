/* Lists, printed or to fill in: numbered items, labelled questions. */
#include "composer.h"

#include "words.h"

#define ROW_GAP 5.0 /* between inputs; of a page set tightly: */
#define TIGHT_ROW_GAP 3.0

char *
wb_number_dup(const char *pattern, guint n)
{
    if (pattern == NULL)
        return g_strdup("\xe2\x80\xa2");
    if (pattern[0] == '1')
        return g_strdup_printf("%u%s", n, pattern + 1);
    if ((pattern[0] == 'a' || pattern[0] == 'A') && n > 26) /* z) is followed by aa) */
        return g_strdup_printf("%c%c%s", (char)(pattern[0] + (n - 27) / 26),
                               (char)(pattern[0] + (n - 1) % 26), pattern + 1);
    if (pattern[0] == 'a' || pattern[0] == 'A')
        return g_strdup_printf("%c%s", (char)(pattern[0] + n - 1), pattern + 1);
    return g_strdup("\xe2\x80\xa2");
}

/* The number of an item: its middle at that of the input beside it. */
void
wb_compose_number(WbComposer *self, WbFragment *into, WbTag *label, const char *pattern, guint n,
                  double x, double middle)
{
    g_autofree char *number = wb_number_dup(pattern, n);
    WbStyle style = self->styles[WB_STYLE_TEXT];

    style.bold = TRUE;
    style.colour = self->workbook->theme.accent;
    WbParagraph *text = wb_setter_set_plain(self->setter, number, &style, WB_NUMBER_WIDTH, NULL);
    wb_fragment_add_text(into, label, text, x, middle - text->height / 2);
}

const char *
wb_numbering_name(const char *pattern)
{
    return pattern == NULL || pattern[0] == '-' ? "Disc"
           : pattern[0] == 'a'                  ? "LowerAlpha"
           : pattern[0] == 'A'                  ? "UpperAlpha"
                                                : "Decimal";
}

#define COLUMN_GAP 18.0
#define ITEM_GAP 3.0

static double
add_item(WbComposer *self, WbFragment *into, const WbBlock *block, guint n, double x, double y,
         double width)
{
    const WbStyle *style = &self->styles[WB_STYLE_TEXT];
    WbTag *item = wb_tag_add(into->tag, "LI");
    WbTag *label = wb_tag_add(item, "Lbl"), *body = wb_tag_add(item, "LBody");
    WbParagraph *text =
        wb_composer_set(self, block->texts->pdata[n], WB_STYLE_TEXT, width - WB_NUMBER_WIDTH);
    double height = text->height;

    wb_compose_number(self, into, label, block->numbering, n + 1, x, y + style->leading / 2);
    wb_fragment_add_text(into, body, text, x + WB_NUMBER_WIDTH, y);
    return height;
}

/* Items down the first column, then down the next. */
WbFragment *
wb_compose_list(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("L");
    guint n = block->texts->len, columns = MAX(block->columns, 1);
    guint rows = (n + columns - 1) / columns;
    double each = (width - (columns - 1) * COLUMN_GAP) / columns, y = 0;

    wb_tag_set_numbering(out->tag, wb_numbering_name(block->numbering));
    for (guint i = 0; i < n; i++) {
        if (i % rows == 0)
            y = 0;
        else
            y += ITEM_GAP;
        y += add_item(self, out, block, i, (i / rows) * (each + COLUMN_GAP), y, each);
        out->height = MAX(out->height, y);
    }
    return out;
}

/* The free text of a choice is placed beside it. */
static gboolean
is_free_text(const WbBlock *block, const WbField *field)
{
    for (guint i = 0; i < block->fields->len; i++) {
        const WbField *asked = block->fields->pdata[i];
        if (g_strcmp0(asked->other, field->id) == 0)
            return TRUE;
    }
    return FALSE;
}

WbFragment *
wb_compose_answers(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("L");
    double gap = wb_composer_measure(self, ROW_GAP, TIGHT_ROW_GAP);

    wb_tag_set_numbering(out->tag, wb_numbering_name(block->numbering));
    for (guint i = 0; i < block->fields->len; i++) {
        const WbField *field = block->fields->pdata[i];
        if (is_free_text(block, field))
            continue;
        WbTag *item = wb_tag_add(out->tag, "LI");
        wb_compose_number(self, out, wb_tag_add(item, "Lbl"), block->numbering, field->ordinal, 0,
                          out->height + wb_input_height(1) / 2);
        out->height += wb_compose_input(self, out, wb_tag_add(item, "LBody"), field,
                                        WB_NUMBER_WIDTH, out->height, width - WB_NUMBER_WIDTH,
                                        wb_composer_lines(self, block->lines)) +
                       gap;
    }
    out->height -= gap;
    return out;
}

/* What is typed once more, beside its input: shows whether a viewer does that. */
static void
add_beside(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field, const WbBox *box)
{
    WbWidget *widget;

    if (wb_kind_has_options(field->kind) || field->kind == WB_KIND_CHECK) {
        wb_composer_complain(self, &field->mark, "a %s cannot be shown beside itself",
                             wb_kind_name(field->kind));
        return;
    }
    WbParagraph *caption =
        wb_setter_set_plain(self->setter, wb_words_lookup(self->language, "beside.caption"),
                            &self->styles[WB_STYLE_CAPTION], box->width, &field->mark);
    wb_fragment_add_text(into, wb_tag_add(tag, "P"), caption, box->x, box->y + box->height + 1);
    wb_fragment_add_line(into, box->x, box->y + box->height, box->x + box->width,
                         box->y + box->height, self->workbook->theme.rule, 0.5);
    widget = wb_fragment_add_widget(into, NULL, box, field, NULL, FALSE);
    widget->size = WB_FIELD_SIZE;
    widget->multiline = wb_field_is_multiline(field);
}

/* The width of the words beside their fields; 0 where they stand above. */
static double
label_column(WbComposer *self, const WbBlock *block, double width)
{
    double column = 0;

    for (guint i = 0; i < block->fields->len; i++) {
        const WbField *field = block->fields->pdata[i];
        g_autofree char *label = wb_composer_dup_text(self, field->label, field->ordinal);
        if (!is_free_text(block, field))
            column =
                MAX(column,
                    wb_setter_line_width(self->setter, label, &self->styles[WB_STYLE_TEXT]) + 12);
    }
    return block->numbering != NULL || column > width * 0.45 ? 0 : column;
}

/* One question at @x; gives the height taken. */
static double
add_question(WbComposer *self, WbFragment *into, WbTag *tag, const WbBlock *block,
             const WbField *field, const WbBox *at, double column)
{
    g_autofree char *label = wb_composer_dup_text(self, field->label, field->ordinal);
    WbParagraph *text = wb_setter_set(self->setter, label, &self->styles[WB_STYLE_TEXT],
                                      column > 0 ? column : at->width,
                                      wb_composer_mark(field->label, &field->mark), NULL, 0);
    double x = at->x + column, drop = column > 0 ? 0 : text->height + 2;
    double room = at->width - column;
    double each = block->beside ? (room - 16) / 2 : room;
    double beside = wb_input_height(1) / 2 - text->height / 2;

    wb_fragment_add_text(into, wb_tag_add(tag, "P"), text, at->x,
                         at->y + (column > 0 ? MAX(0, beside) : 0));
    guint lines =
        wb_composer_lines(self, MAX(block->lines, field->kind == WB_KIND_LINES ? 2u : 1u));
    double taken = wb_compose_input(self, into, tag, field, x, at->y + drop, each, lines);
    if (block->beside)
        add_beside(self, into, tag, field, &(WbBox){x + each + 16, at->y + drop, each, taken});
    return drop + taken;
}

/* Words and fields side by side; numbered questions have their words above. */
WbFragment *
wb_compose_questions(WbComposer *self, const WbBlock *block, double width, double height)
{
    gboolean numbered = block->numbering != NULL;
    WbFragment *out = wb_fragment_new(numbered ? "L" : "Div");
    double column = label_column(self, block, width), indent = numbered ? WB_NUMBER_WIDTH : 0;
    double gap = wb_composer_measure(self, ROW_GAP, TIGHT_ROW_GAP);
    guint n = 0;

    if (numbered)
        wb_tag_set_numbering(out->tag, wb_numbering_name(block->numbering));
    for (guint i = 0; i < block->fields->len; i++) {
        const WbField *field = block->fields->pdata[i];
        WbTag *tag = out->tag;
        if (is_free_text(block, field))
            continue;
        if (numbered) {
            WbTag *item = wb_tag_add(out->tag, "LI");
            wb_compose_number(self, out, wb_tag_add(item, "Lbl"), block->numbering, ++n, 0,
                              out->height + self->styles[WB_STYLE_TEXT].leading / 2);
            tag = wb_tag_add(item, "LBody");
        }
        WbBox at = {indent, out->height, width - indent, 0};
        out->height += add_question(self, out, tag, block, field, &at, column) + gap;
    }
    out->height -= gap;
    return out;
}
