/* Lists, printed or to fill in: numbered items, labelled questions. */
#include "composer.h"

#define ROW_GAP 5.0

char *
wb_number_dup(const char *pattern, guint n)
{
    if (pattern == NULL)
        return g_strdup("\xe2\x80\xa2");
    if (pattern[0] == '1')
        return g_strdup_printf("%u%s", n, pattern + 1);
    if (pattern[0] == 'a' || pattern[0] == 'A')
        return g_strdup_printf("%c%s", (char)(pattern[0] + (n - 1) % 26), pattern + 1);
    return g_strdup("\xe2\x80\xa2");
}

/* The number of an item: its middle at that of the input beside it. */
void
wb_compose_number(WbComposer *self, WbFragment *into, WbTag *label, const char *pattern, guint n,
                  double middle)
{
    g_autofree char *number = wb_number_dup(pattern, n);
    WbStyle style = self->styles[WB_STYLE_TEXT];

    style.bold = TRUE;
    style.colour = self->workbook->theme.accent;
    WbParagraph *text = wb_setter_set_plain(self->setter, number, &style, WB_NUMBER_WIDTH, NULL);
    wb_fragment_add_text(into, label, text, 0, middle - text->height / 2);
}

const char *
wb_numbering_name(const char *pattern)
{
    return pattern == NULL || pattern[0] == '-' ? "Disc"
           : pattern[0] == 'a'                  ? "LowerAlpha"
           : pattern[0] == 'A'                  ? "UpperAlpha"
                                                : "Decimal";
}

WbFragment *
wb_compose_list(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("L");
    const WbStyle *style = &self->styles[WB_STYLE_TEXT];

    wb_tag_set_numbering(out->tag, wb_numbering_name(block->numbering));
    for (guint i = 0; i < block->texts->len; i++) {
        WbTag *item = wb_tag_add(out->tag, "LI");
        WbParagraph *text =
            wb_composer_set(self, block->texts->pdata[i], WB_STYLE_TEXT, width - WB_NUMBER_WIDTH);
        wb_compose_number(self, out, wb_tag_add(item, "Lbl"), block->numbering, i + 1,
                          out->height + style->leading / 2);
        wb_fragment_add_text(out, wb_tag_add(item, "LBody"), text, WB_NUMBER_WIDTH, out->height);
        out->height += text->height + (i + 1 < block->texts->len ? 3 : 0);
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

    wb_tag_set_numbering(out->tag, wb_numbering_name(block->numbering));
    for (guint i = 0; i < block->fields->len; i++) {
        const WbField *field = block->fields->pdata[i];
        if (is_free_text(block, field))
            continue;
        WbTag *item = wb_tag_add(out->tag, "LI");
        wb_compose_number(self, out, wb_tag_add(item, "Lbl"), block->numbering, field->ordinal,
                          out->height + wb_input_height(1) / 2);
        out->height +=
            wb_compose_input(self, out, wb_tag_add(item, "LBody"), field, WB_NUMBER_WIDTH,
                             out->height, width - WB_NUMBER_WIDTH, block->lines) +
            ROW_GAP;
    }
    out->height -= ROW_GAP;
    return out;
}

/* What is typed once more, beside its input: shows whether a viewer does that. */
static void
add_beside(WbComposer *self, WbFragment *into, const WbField *field, const WbBox *box)
{
    WbWidget *widget;

    if (wb_kind_has_options(field->kind) || field->kind == WB_KIND_CHECK) {
        wb_composer_complain(self, &field->mark, "a %s cannot be shown beside itself",
                             wb_kind_name(field->kind));
        return;
    }
    wb_fragment_add_line(into, box->x, box->y + box->height, box->x + box->width,
                         box->y + box->height, self->workbook->theme.accent, 0.8);
    widget = wb_fragment_add_widget(into, NULL, box, field, NULL, FALSE);
    widget->size = WB_FIELD_SIZE;
    widget->multiline = wb_field_is_multiline(field);
}

WbFragment *
wb_compose_questions(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("Div");
    const WbStyle *style = &self->styles[WB_STYLE_TEXT];
    double column = 0;

    for (guint i = 0; i < block->fields->len; i++) {
        const WbField *field = block->fields->pdata[i];
        g_autofree char *label = wb_composer_dup_text(self, field->label, field->ordinal);
        if (!is_free_text(block, field))
            column = MAX(column, wb_setter_line_width(self->setter, label, style) + 12);
    }
    gboolean above = column > width * 0.45;
    for (guint i = 0; i < block->fields->len; i++) {
        const WbField *field = block->fields->pdata[i];
        if (is_free_text(block, field))
            continue;
        g_autofree char *label = wb_composer_dup_text(self, field->label, field->ordinal);
        WbParagraph *text = wb_setter_set(self->setter, label, style, above ? width : column,
                                          &field->mark, NULL, 0);
        double x = above ? 0 : column, y = out->height + (above ? text->height + 2 : 0);
        double room = block->beside ? (width - x - 16) / 2 : width - x;
        wb_fragment_add_text(out, wb_tag_add(out->tag, "P"), text, 0,
                             above ? out->height : y + wb_input_height(1) / 2 - text->height / 2);
        double taken = wb_compose_input(self, out, out->tag, field, x, y, room, block->lines);
        if (block->beside)
            add_beside(self, out, field, &(WbBox){x + room + 16, y, room, taken});
        out->height = y + taken + ROW_GAP;
    }
    out->height -= ROW_GAP;
    return out;
}
