/* Sentences with places to fill in: fields that stand in their lines, and those that come below. */
#include "composer.h"

#include <string.h>

#include "prose.h"

#define PLACE "\xef\xbf\xbc"          /* U+FFFC */
#define LINE_SEPARATOR "\xe2\x80\xa8" /* U+2028 */
#define BEFORE_BOX 2.0                /* beside the space that the text has there */
#define AFTER_BOX 4.0
#define LEAST_TEXT 120.0
#define NUMBER_FIELD 46.0
#define DATE_FIELD 80.0

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
            g_string_append(out, PLACE);
        g_ptr_array_add(stands_in_line(field->kind) ? inline_fields : below, (gpointer)field);
    }
    g_string_append(out, text + done);
    return g_string_free(out, FALSE);
}

/* Numbers and dates have the length that they have. */
static gboolean
has_own_width(const WbField *field)
{
    return field->kind == WB_KIND_NUMBER || field->kind == WB_KIND_DATE;
}

/* What each line has to spare goes to its fields of text, so that they reach its end. */
static void
widen_places(const WbParagraph *first, const GPtrArray *fields, WbGap *places, double width)
{
    for (guint line = 0; line < first->n_lines; line++) {
        guint n = 0;
        for (guint i = 0; i < fields->len; i++)
            if (g_array_index(first->lines, guint, i) == line && !has_own_width(fields->pdata[i]))
                n++;
        double spare = width - g_array_index(first->ends, double, line) - 0.5;
        for (guint i = 0; i < fields->len && n > 0; i++)
            if (g_array_index(first->lines, guint, i) == line && !has_own_width(fields->pdata[i]))
                places[i].width += MAX(0, spare) / n;
    }
}

/* Three and more places that would stand on different lines are a list: each begins a line, with
 * the word that leads to it ("a)"), so that equal answers have equal room. NULL where it is none.
 */
static char *
dup_as_list(const WbParagraph *first, const GPtrArray *fields, const char *prose)
{
    g_autoptr(GString) out = g_string_new(NULL);
    guint n = fields->len;

    for (guint i = 0; i < fields->len; i++)
        if (has_own_width(fields->pdata[i]))
            return NULL;
    if (n < 3 || g_array_index(first->lines, guint, 0) == g_array_index(first->lines, guint, n - 1))
        return NULL;
    for (const char *at = prose; *at != '\0'; at++) {
        const char *place = *at == ' ' ? strstr(at + 1, PLACE) : NULL;
        const char *space = *at == ' ' ? strchr(at + 1, ' ') : NULL;
        if (place != NULL && (space == NULL || place < space))
            g_string_append(out, LINE_SEPARATOR);
        else
            g_string_append_c(out, *at);
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
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
        places[i].width = kind == WB_KIND_NUMBER ? NUMBER_FIELD
                          : kind == WB_KIND_DATE ? DATE_FIELD
                                                 : LEAST_TEXT;
        places[i].height = wb_input_height(kind == WB_KIND_LINES ? 2 : 1);
    }
    g_autoptr(WbParagraph) first = wb_setter_set(self->setter, prose, style, width,
                                                 &sentence->text->mark, places, fields->len);
    g_autofree char *list = dup_as_list(first, fields, prose);
    if (list != NULL) {
        g_free(prose);
        prose = g_steal_pointer(&list);
        wb_paragraph_free(first);
        first = wb_setter_set(self->setter, prose, style, width, &sentence->text->mark, places,
                              fields->len);
    }
    widen_places(first, fields, places, width);
    WbParagraph *set = wb_setter_set(self->setter, prose, style, width, &sentence->text->mark,
                                     places, fields->len);
    double height = set->height;
    WbTag *words = wb_tag_add(tag, "P");
    for (guint i = 0; i < MIN(fields->len, set->places->len); i++) {
        WbBox box = g_array_index(set->places, WbBox, i);
        box.x += x + BEFORE_BOX;
        box.y += y;
        box.width -= BEFORE_BOX + (box.x + box.width < x + width - 1 ? AFTER_BOX : 0);
        wb_compose_text_input(into, tag, fields->pdata[i], &box, self->workbook->theme.rule);
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
    double indent = block->numbering != NULL ? WB_NUMBER_WIDTH : 0;

    wb_tag_set_numbering(out->tag, wb_numbering_name(block->numbering));
    for (guint i = 0; i < block->sentences->len; i++) {
        const WbSentence *sentence = block->sentences->pdata[i];
        WbTag *item = wb_tag_add(out->tag, "LI");
        guint at = out->items->len;
        WbTag *label = wb_tag_add(item, "Lbl"), *body = wb_tag_add(item, "LBody");
        double taken = add_sentence(self, out, body, sentence, indent, out->height, width - indent);
        if (block->numbering != NULL)
            wb_compose_number(self, out, label, block->numbering, i + 1, 0,
                              first_line_middle(self, out, at, out->height));
        out->height += taken + 4;
    }
    return out;
}
