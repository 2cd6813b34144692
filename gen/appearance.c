#include "appearance.h"

#include "form.h"

/* Between the edge of a box and its text, as viewers leave it. */
#define PADDING 2.0
#define LEADING 1.2 /* of the size */

/* @quadding counts from the left, whatever the language. */
static double
get_left(double inner, double width, int quadding)
{
    return PADDING + MAX(0, inner - width) * quadding / 2;
}

/* A text that is longer than its only line starts where the language's lines start. */
static void
paint_line(const WbParagraph *set, WbContent *to, const WbBox *box, int quadding, gboolean rtl)
{
    double inner = box->width - 2 * PADDING;
    double x = get_left(inner, set->widest, quadding);

    if (rtl && set->widest > inner)
        x += inner - set->widest;
    wb_paragraph_paint(set, to, x, 0, 0, G_MAXUINT);
}

/* The runs that begin above the lower edge. */
static guint
count_seen(const WbParagraph *set, double height)
{
    guint n = 0;

    for (guint i = 0; i < set->runs->len; i++)
        if (wb_paragraph_run_box(set, i).y + PADDING < height)
            n = i + 1;
    return n;
}

static char *
dup_one_line(const char *text)
{
    return g_strdelimit(g_strdup(text), "\n\t", ' ');
}

static void
paint_text(const WbComposition *composition, WbSetter *setter, const WbWidget *widget,
           const WbBox *box, const char *text, WbContent *to)
{
    const WbFontChoice *fonts = composition->fonts;
    double leading = widget->size * MAX(LEADING, fonts->least_leading);
    WbStyle style = {.family = fonts->field,
                     .size = widget->size,
                     .leading = widget->multiline ? leading : box->height,
                     .colour = composition->workbook->theme.ink,
                     .align = widget->align};
    g_autofree char *line = widget->multiline ? NULL : dup_one_line(text);
    g_autoptr(WbParagraph) set =
        wb_setter_set_typed(setter, line != NULL ? line : text, &style,
                            widget->multiline ? box->width - 2 * PADDING : -1);

    if (widget->multiline)
        wb_paragraph_paint(set, to, PADDING, PADDING, 0, count_seen(set, box->height));
    else
        paint_line(set, to, box, wb_form_get_quadding(widget, fonts->rtl), fonts->rtl);
}

GBytes *
wb_appearance_paint(const WbComposition *composition, WbSetter *setter, const WbWidget *widget,
                    const WbBox *box, const char *text)
{
    WbContent *to = wb_content_new(box->height);

    wb_content_op(to, "/Tx BMC");
    wb_content_op(to, "q");
    paint_text(composition, setter, widget, box, text, to);
    wb_content_op(to, "Q");
    wb_content_op(to, "EMC");
    return wb_content_free_to_bytes(to);
}
