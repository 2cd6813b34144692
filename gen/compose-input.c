/* Fields to fill in, and the blocks that are made of them. */
#include "composer.h"

#include <string.h>

#include "prose.h"

#define BOX_LINE 0.6      /* width of the lines around inputs */
#define FIELD_SIZE 10.0   /* of typed text */
#define LINE_HEIGHT 13.6  /* what viewers take for a line of Noto Sans of that size: 1.36 em */
#define FIELD_PADDING 3.4 /* viewers start at the top: more air would only gather below the text   \
                           */
#define ROW_GAP 5.0

static double
input_height(guint lines)
{
    return lines * LINE_HEIGHT + FIELD_PADDING;
}

/* A field of text feeds shapes only if it is multi-line there: viewers know one flag a field. */
static gboolean
is_multiline(const WbField *field)
{
    return field->kind == WB_KIND_LINES ||
           (field->kind == WB_KIND_TEXT && field->shown_by != NULL && field->shown_by->len > 0);
}

static void
add_text_input(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field,
               const WbBox *box)
{
    WbWidget *widget;

    wb_fragment_add_box(into, box, 0xffffff, self->workbook->theme.rule, BOX_LINE);
    widget = wb_fragment_add_widget(into, tag, box, field, NULL, TRUE);
    widget->size = FIELD_SIZE;
    widget->multiline = is_multiline(field);
}

char *
wb_composer_dup_option(const WbComposer *self, const WbOption *option)
{
    return option->label != NULL ? wb_composer_dup_text(self, option->label, 0)
                                 : g_strdup(option->code);
}

double
wb_compose_tick(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field,
                const WbOption *option, const char *label, WbStyleName name, double x,
                double middle)
{
    const WbStyle *style = &self->styles[name];
    WbBox box = {x, middle - WB_TICK_SIZE / 2, WB_TICK_SIZE, WB_TICK_SIZE};

    wb_fragment_add_box(into, &box, 0xffffff, self->workbook->theme.ink, BOX_LINE);
    wb_fragment_add_widget(into, tag, &box, field, option, TRUE);
    if (label == NULL)
        return WB_TICK_SIZE;
    double width = wb_setter_line_width(self->setter, label, style) + 1;
    WbParagraph *text = wb_setter_set_plain(self->setter, label, style, width, &field->mark);
    wb_fragment_add_text(into, wb_tag_add(tag, "P"), text, x + WB_TICK_SIZE + 4,
                         middle - text->height / 2);
    return WB_TICK_SIZE + 4 + width;
}

#define TICK_ROW 17.0
#define TICK_GAP 16.0

static double
tick_width(WbComposer *self, const char *label)
{
    return WB_TICK_SIZE + 5 +
           wb_setter_line_width(self->setter, label, &self->styles[WB_STYLE_TEXT]);
}

/* The free text beside a choice: on the rest of the row, or on a row of its own. */
static double
add_other(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field, double x,
          double left, double y, double width)
{
    const WbField *other = wb_workbook_lookup_field(self->workbook, field->other);
    g_autofree char *label = wb_composer_dup_text(self, field->other_label, 0);
    double wide = wb_setter_line_width(self->setter, label, &self->styles[WB_STYLE_TEXT]) + 1;
    gboolean fits = x - left + wide + 150 <= width;
    double from = fits ? x : left, top = fits ? y : y + TICK_ROW + 2, height = input_height(1);
    WbParagraph *text =
        wb_setter_set_plain(self->setter, label, &self->styles[WB_STYLE_TEXT], wide, &field->mark);
    WbBox box = {from + wide + 6, top + TICK_ROW / 2 - height / 2, left + width - from - wide - 6,
                 height};

    wb_fragment_add_text(into, wb_tag_add(tag, "P"), text, from,
                         top + TICK_ROW / 2 - text->height / 2);
    add_text_input(self, into, tag, other, &box);
    return top + TICK_ROW - y + 3;
}

static double
add_ticks(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field, double x, double y,
          double width)
{
    double at = x, top = y;
    double gap = field->kind == WB_KIND_SCALE ? TICK_GAP + 4 : TICK_GAP;

    for (guint i = 0; i < field->options->len; i++) {
        const WbOption *option = field->options->pdata[i];
        g_autofree char *label = wb_composer_dup_option(self, option);
        if (at > x && at + tick_width(self, label) > x + width) {
            at = x;
            top += TICK_ROW;
        }
        at += wb_compose_tick(self, into, tag, field, option, label, WB_STYLE_TEXT, at,
                              top + TICK_ROW / 2) +
              gap;
    }
    if (field->other != NULL)
        return top - y + add_other(self, into, tag, field, at, x, top, width);
    return top + TICK_ROW - y;
}

double
wb_compose_input(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field, double x,
                 double y, double width, guint lines)
{
    WbBox box = {x, y, width, input_height(lines)};

    if (wb_kind_has_options(field->kind))
        return add_ticks(self, into, tag, field, x, y, width);
    if (field->kind == WB_KIND_CHECK) {
        wb_compose_tick(self, into, tag, field, NULL, NULL, WB_STYLE_TEXT, x, y + TICK_ROW / 2);
        return TICK_ROW;
    }
    if (field->kind == WB_KIND_NUMBER || field->kind == WB_KIND_DATE)
        box.width = MIN(width, 120);
    add_text_input(self, into, tag, field, &box);
    return box.height;
}

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

#define NUMBER_WIDTH 20.0

/* The number of an item: its middle at that of the input beside it. */
static void
add_number(WbComposer *self, WbFragment *into, WbTag *label, const char *pattern, guint n,
           double middle)
{
    g_autofree char *number = wb_number_dup(pattern, n);
    WbStyle style = self->styles[WB_STYLE_TEXT];

    style.bold = TRUE;
    style.colour = self->workbook->theme.accent;
    WbParagraph *text = wb_setter_set_plain(self->setter, number, &style, NUMBER_WIDTH, NULL);
    wb_fragment_add_text(into, label, text, 0, middle - text->height / 2);
}

static const char *
numbering_of(const char *pattern)
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

    wb_tag_set_numbering(out->tag, numbering_of(block->numbering));
    for (guint i = 0; i < block->texts->len; i++) {
        WbTag *item = wb_tag_add(out->tag, "LI");
        WbParagraph *text =
            wb_composer_set(self, block->texts->pdata[i], WB_STYLE_TEXT, width - NUMBER_WIDTH);
        add_number(self, out, wb_tag_add(item, "Lbl"), block->numbering, i + 1,
                   out->height + style->leading / 2);
        wb_fragment_add_text(out, wb_tag_add(item, "LBody"), text, NUMBER_WIDTH, out->height);
        out->height += text->height + (i + 1 < block->texts->len ? 3 : 0);
    }
    return out;
}

WbFragment *
wb_compose_answers(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("L");

    wb_tag_set_numbering(out->tag, numbering_of(block->numbering));
    for (guint i = 0; i < block->fields->len; i++) {
        const WbField *field = block->fields->pdata[i];
        if (field->ordinal == 0)
            continue; /* the free text of a choice, placed beside it */
        WbTag *item = wb_tag_add(out->tag, "LI");
        add_number(self, out, wb_tag_add(item, "Lbl"), block->numbering, field->ordinal,
                   out->height + input_height(1) / 2);
        out->height += wb_compose_input(self, out, wb_tag_add(item, "LBody"), field, NUMBER_WIDTH,
                                        out->height, width - NUMBER_WIDTH, block->lines) +
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

    wb_fragment_add_line(into, box->x, box->y + box->height, box->x + box->width,
                         box->y + box->height, self->workbook->theme.accent, 0.8);
    widget = wb_fragment_add_widget(into, NULL, box, field, NULL, FALSE);
    widget->size = FIELD_SIZE;
    widget->multiline = is_multiline(field);
}

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
                             above ? out->height : y + input_height(1) / 2 - text->height / 2);
        double taken = wb_compose_input(self, out, out->tag, field, x, y, room, block->lines);
        if (block->beside)
            add_beside(self, out, field, &(WbBox){x + room + 16, y, room, taken});
        out->height = y + taken + ROW_GAP;
    }
    out->height -= ROW_GAP;
    return out;
}

/* --- sentences ------------------------------------------------------------------------------ */

#define LEAST_TEXT 120.0
#define NUMBER_FIELD 46.0

static gboolean
stands_in_line(WbKind kind)
{
    return !wb_kind_has_options(kind) && kind != WB_KIND_CHECK;
}

static const WbField *
named_field(const WbSentence *sentence, const char *name, gsize length)
{
    for (guint i = 0; i < sentence->names->len; i++) {
        const char *known = sentence->names->pdata[i];
        if (strlen(known) == length && memcmp(known, name, length) == 0)
            return sentence->fields->pdata[i];
    }
    return NULL;
}

/* A field is never parted from the word before it: "c)" does not stay behind at a line's end. */
static void
keep_with_word(GString *text)
{
    if (text->len > 0 && text->str[text->len - 1] == ' ') {
        g_string_truncate(text, text->len - 1);
        g_string_append(text, "\xc2\xa0");
    }
}

/* The sentence with U+FFFC for each field that stands in the line; those go to @inline_fields, the
 * others to @below, both in the order of the words. */
static char *
replace_fields(const WbSentence *sentence, const char *text, GPtrArray *inline_fields,
               GPtrArray *below)
{
    GString *out = g_string_new(NULL);
    gsize done = 0;

    for (WbPlace place; wb_place_find(text, done, &place); done = place.end) {
        const WbField *field = named_field(sentence, place.name, place.name_length);
        g_string_append_len(out, text + done, place.start - done);
        keep_with_word(out);
        if (stands_in_line(field->kind))
            g_string_append(out, "\xef\xbf\xbc");
        g_ptr_array_add(stands_in_line(field->kind) ? inline_fields : below, (gpointer)field);
    }
    g_string_append(out, text + done);
    return g_string_free(out, FALSE);
}

/* What each line has to spare goes to its fields of text, so that they reach its end. */
static void
widen_places(const WbParagraph *first, const GPtrArray *fields, WbGap *places, double width)
{
    for (guint line = 0; line < first->n_lines; line++) {
        guint n = 0;
        for (guint i = 0; i < fields->len; i++)
            if (g_array_index(first->lines, guint, i) == line &&
                ((const WbField *)fields->pdata[i])->kind != WB_KIND_NUMBER)
                n++;
        double spare = width - g_array_index(first->ends, double, line) - 0.5;
        for (guint i = 0; i < fields->len && n > 0; i++)
            if (g_array_index(first->lines, guint, i) == line &&
                ((const WbField *)fields->pdata[i])->kind != WB_KIND_NUMBER)
                places[i].width += MAX(0, spare) / n;
    }
}

static double
add_sentence(WbComposer *self, WbFragment *into, WbTag *tag, const WbSentence *sentence, double x,
             double y, double width)
{
    g_autofree char *text = wb_composer_dup_text(self, sentence->text, 0);
    g_autoptr(GPtrArray) fields = g_ptr_array_new(), below = g_ptr_array_new();
    g_autofree char *prose = replace_fields(sentence, text, fields, below);
    g_autofree WbGap *places = g_new0(WbGap, fields->len + 1);
    const WbStyle *style = &self->styles[WB_STYLE_TEXT];

    for (guint i = 0; i < fields->len; i++) {
        WbKind kind = ((const WbField *)fields->pdata[i])->kind;
        places[i].width = kind == WB_KIND_NUMBER ? NUMBER_FIELD : LEAST_TEXT;
        places[i].height = input_height(kind == WB_KIND_LINES ? 2 : 1);
    }
    g_autoptr(WbParagraph) first = wb_setter_set(self->setter, prose, style, width,
                                                 &sentence->text->mark, places, fields->len);
    widen_places(first, fields, places, width);
    WbParagraph *set = wb_setter_set(self->setter, prose, style, width, &sentence->text->mark,
                                     places, fields->len);
    double height = set->height;
    WbTag *words = wb_tag_add(tag, "P");
    for (guint i = 0; i < MIN(fields->len, set->places->len); i++) {
        WbBox box = g_array_index(set->places, WbBox, i);
        box.x += x;
        box.y += y;
        add_text_input(self, into, tag, fields->pdata[i], &box);
    }
    wb_fragment_add_text(into, words, set, x, y);
    for (guint i = 0; i < below->len; i++)
        height +=
            2 + wb_compose_input(self, into, tag, below->pdata[i], x, y + height + 2, width, 1);
    return height;
}

/* The middle of the first line of text among the items from @at on, however high its fields are. */
static double
first_line_middle(WbComposer *self, const WbFragment *in, guint at, double top)
{
    const WbStyle *style = &self->styles[WB_STYLE_TEXT];

    for (guint i = at; i < in->items->len; i++) {
        const WbItem *item = in->items->pdata[i];
        if (item->kind == WB_ITEM_TEXT && item->paragraph->runs->len > 0)
            return item->box.y + wb_paragraph_run_box(item->paragraph, 0).y + 0.64 * style->size;
    }
    return top + style->leading / 2;
}

WbFragment *
wb_compose_sentences(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("L");
    double indent = block->numbering != NULL ? NUMBER_WIDTH : 0;

    wb_tag_set_numbering(out->tag, numbering_of(block->numbering));
    for (guint i = 0; i < block->sentences->len; i++) {
        const WbSentence *sentence = block->sentences->pdata[i];
        WbTag *item = wb_tag_add(out->tag, "LI");
        guint at = out->items->len;
        WbTag *label = wb_tag_add(item, "Lbl"), *body = wb_tag_add(item, "LBody");
        double taken = add_sentence(self, out, body, sentence, indent, out->height, width - indent);
        if (block->numbering != NULL)
            add_number(self, out, label, block->numbering, i + 1,
                       first_line_middle(self, out, at, out->height));
        out->height += taken + 4;
    }
    return out;
}
