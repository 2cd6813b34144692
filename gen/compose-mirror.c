/* Mirrors: what is typed elsewhere, shown once more inside a shape. */
#include "composer.h"

#include <math.h>

#include "words.h"

#define LINE_EM 1.37        /* what viewers take for a line of Noto Sans */
#define SLOT_PADDING 2.0    /* beside a digit or word */
#define MIRROR_PADDING 0.35 /* em, as in gen/compose-input.c: no arrows */

static double
line_height(double size)
{
    return size * LINE_EM;
}

#define SLOT_HEIGHT (WB_SLOT_SIZE * 1.36)

double
wb_mirror_height(const WbField *field, double size, guint lines)
{
    if (field->kind == WB_KIND_CHOICE)
        return field->options->len * SLOT_HEIGHT;
    if (wb_kind_has_options(field->kind) || field->kind == WB_KIND_CHECK)
        return SLOT_HEIGHT;
    return line_height(size) * lines + size * MIRROR_PADDING;
}

static double
word_width(WbComposer *self, const char *word, const WbStyle *style)
{
    return wb_setter_line_width(self->setter, word, style) + 2 * SLOT_PADDING;
}

static WbParagraph *
set_word(WbComposer *self, const char *word, const WbMark *mark, const WbBox *box, gboolean strong)
{
    WbStyle style = self->styles[WB_STYLE_CAPTION];

    style.size = WB_SLOT_SIZE;
    style.bold = strong;
    style.colour = self->workbook->theme.muted;
    if (strong)
        style.colour = 0xffffff;
    if (strong && word_width(self, word, &style) > box->width)
        style.bold = FALSE;
    double wide = word_width(self, word, &style);
    if (wide > box->width + 0.1)
        wb_composer_complain(self, mark, "'%s' is %.0f points too wide for its place in a shape",
                             word, ceil(wide - box->width));
    style.leading = box->height;
    style.align = WB_ALIGN_CENTRE;
    return wb_setter_set_plain(self->setter, word, &style, box->width, mark);
}

/* One option of a mirrored scale or choice. Its digit or word is printed quietly; the on-state
 * draws it strongly over that. So a viewer that puts a mark of its own there still says which it
 * is. */
static void
add_slot(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
         const WbOption *option, const WbBox *box)
{
    g_autofree char *word = option != NULL ? wb_composer_dup_option(self, option) : NULL;
    const WbMark *mark =
        option != NULL && option->label != NULL ? &option->label->mark : &field->mark;

    if (word != NULL)
        wb_fragment_add_text(into, into->tag, set_word(self, word, mark, box, FALSE), box->x,
                             box->y);
    WbWidget *widget = wb_fragment_add_widget(into, NULL, box, field, option, FALSE);
    widget->shape = shape;
    if (word == NULL)
        return;
    widget->drawn = set_word(self, word, mark, box, TRUE);
    widget->word = g_steal_pointer(&word);
}

/* Words in a choice are a line each, digits stand side by side; no two widgets overlap, so that a
 * click hits what it shows. */
static void
add_slots(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
          const WbBox *box)
{
    guint n = field->options->len;
    gboolean stacked = field->kind == WB_KIND_CHOICE;
    double widest = 0, slot = WB_SLOT_SIZE;
    WbStyle style = self->styles[WB_STYLE_CAPTION];

    style.size = slot;
    style.bold = TRUE;
    for (guint i = 0; i < n; i++) {
        g_autofree char *word = wb_composer_dup_option(self, field->options->pdata[i]);
        widest = MAX(widest, wb_setter_line_width(self->setter, word, &style) + 8);
    }
    double width =
        stacked ? MIN(box->width, widest) : MIN(box->width / n, MAX(widest, slot * WB_SLOT_EM));
    double x = box->x + (box->width - (stacked ? width : width * n)) / 2;
    guint rows = stacked ? n : 1;
    double height = MIN(box->height / rows, SLOT_HEIGHT); /* a piece has more room than that */
    double y = box->y + (box->height - rows * height) / 2;

    for (guint i = 0; i < n; i++) {
        WbBox at = {stacked ? x : x + i * width, stacked ? y + i * height : y, width, height};
        add_slot(self, into, shape, field, field->options->pdata[i], &at);
    }
}

static void
add_text_mirror(WbFragment *into, const WbShape *shape, const WbField *field, const WbBox *box,
                double size, WbAlign align)
{
    WbWidget *widget = wb_fragment_add_widget(into, NULL, box, field, NULL, FALSE);

    widget->shape = shape;
    widget->size = size;
    widget->align = align;
    widget->multiline = field->kind == WB_KIND_TEXT || field->kind == WB_KIND_LINES;
}

void
wb_compose_mirror(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
                  const WbBox *box, double size)
{
    double side = MIN(box->height, SLOT_HEIGHT);
    WbBox tick = {box->x + (box->width - side) / 2, box->y + (box->height - side) / 2, side, side};

    if (wb_kind_has_options(field->kind))
        add_slots(self, into, shape, field, box);
    else if (field->kind == WB_KIND_CHECK)
        add_slot(self, into, shape, field, NULL, &tick);
    else
        add_text_mirror(into, shape, field, box, size, WB_ALIGN_CENTRE);
}

void
wb_compose_figure(WbComposer *self, WbTag *figure, const WbShape *shape, const char *pieces,
                  guint n, WbBox box)
{
    g_autofree char *title = wb_workbook_dup_plain(self->workbook, shape->label, 0);
    g_autofree char *count = g_strdup_printf("%u", n);
    g_autofree char *alt = wb_words_format(
        self->language, shape->kind == WB_SHAPE_CIRCLE ? "shape.circle.alt" : "shape.puzzle.alt",
        "title", title, "pieces", pieces, "count", count, NULL);

    wb_tag_set_alt(figure, alt);
    wb_tag_set_box(figure, &box, self->page_height);
}
