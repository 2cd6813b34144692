/* Mirrors: what is typed elsewhere, shown once more inside a shape. */
#include "composer.h"

#include "words.h"

#define LINE_EM 1.37        /* what viewers take for a line of Noto Sans */
#define LEAST_WORD 4.0      /* points: smaller is not legible at all */
#define MIRROR_PADDING 0.35 /* em, as in gen/compose-input.c: no arrows */

static double
line_height(double size)
{
    return size * LINE_EM;
}

static double
slot_height(double size)
{
    return MIN(size, WB_MOST_SLOT) * 1.45;
}

double
wb_mirror_height(const WbField *field, double size, guint lines)
{
    if (field->kind == WB_KIND_CHOICE)
        return field->options->len * slot_height(size);
    if (wb_kind_has_options(field->kind) || field->kind == WB_KIND_CHECK)
        return slot_height(size);
    return line_height(size) * lines + size * MIRROR_PADDING;
}

static WbParagraph *
set_word(WbComposer *self, const WbField *field, const char *word, const WbBox *box, double size,
         gboolean strong)
{
    WbStyle style = self->styles[WB_STYLE_CAPTION];

    style.size = MIN(size, WB_MOST_SLOT);
    style.bold = strong;
    if (strong)
        style.colour = 0xffffff;
    double wide = wb_setter_line_width(self->setter, word, &style);
    double fits = wide > box->width - 4 ? style.size * (box->width - 4) / wide : style.size;
    if (fits < LEAST_WORD)
        wb_composer_complain(self, &field->mark, "'%s' has no room to be read in its shape", word);
    style.size = MAX(LEAST_WORD, fits);
    style.leading = box->height;
    style.align = WB_ALIGN_CENTRE;
    return wb_setter_set_plain(self->setter, word, &style, box->width, &field->mark);
}

/* One option of a mirrored scale or choice. Its digit or word is printed quietly; the on-state
 * draws it strongly over that. So a viewer that puts a mark of its own there still says which it
 * is. */
static void
add_slot(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
         const WbOption *option, const WbBox *box, double size)
{
    g_autofree char *word = option != NULL ? wb_composer_dup_option(self, option) : NULL;

    if (word != NULL)
        wb_fragment_add_text(into, into->tag, set_word(self, field, word, box, size, FALSE), box->x,
                             box->y);
    WbWidget *widget = wb_fragment_add_widget(into, NULL, box, field, option, FALSE);
    widget->shape = shape;
    if (word == NULL)
        return;
    widget->drawn = set_word(self, field, word, box, size, TRUE);
    widget->word = g_steal_pointer(&word);
}

/* Words in a choice are a line each, digits stand side by side; no two widgets overlap, so that a
 * click hits what it shows. */
static void
add_slots(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
          const WbBox *box, double size)
{
    guint n = field->options->len;
    gboolean stacked = field->kind == WB_KIND_CHOICE;
    double widest = 0, slot = MIN(size, WB_MOST_SLOT);
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
    double height =
        MIN(box->height / rows, slot_height(size)); /* a piece has more room than that */
    double y = box->y + (box->height - rows * height) / 2;

    for (guint i = 0; i < n; i++) {
        WbBox at = {stacked ? x : x + i * width, stacked ? y + i * height : y, width, height};
        add_slot(self, into, shape, field, field->options->pdata[i], &at, size);
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
    double side = MIN(box->height, slot_height(size));
    WbBox tick = {box->x + (box->width - side) / 2, box->y + (box->height - side) / 2, side, side};

    if (wb_kind_has_options(field->kind))
        add_slots(self, into, shape, field, box, size);
    else if (field->kind == WB_KIND_CHECK)
        add_slot(self, into, shape, field, NULL, &tick, size);
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
