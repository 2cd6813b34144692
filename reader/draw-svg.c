/* A picture as SVG: see draw.h. Text is written as text, line by line where Pango set it: outlines
 * of letters would be several times as large, and nobody could search or copy them. Where another
 * font has to stand in, textLength keeps each line as wide as it was measured. */
#include <math.h>
#include <string.h>

#include "draw-private.h"

#define SHORT 3 /* letters that are not worth being fitted */

static void
add_number(GString *svg, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    char *end;

    g_ascii_formatd(text, sizeof text, "%.1f", fabs(value) < 0.05 ? 0 : value);
    end = text + strlen(text);
    while (end[-1] == '0')
        end--;
    if (end[-1] == '.')
        end--;
    g_string_append_len(svg, text, end - text);
}

static void
add_attribute(GString *svg, const char *name, double value)
{
    g_string_append_printf(svg, " %s=\"", name);
    add_number(svg, value);
    g_string_append_c(svg, '"');
}

static void
add_colour(GString *svg, const char *name, guint32 colour)
{
    if (colour == WB_DRAW_NONE)
        g_string_append_printf(svg, " %s=\"none\"", name);
    else
        g_string_append_printf(svg, " %s=\"#%06x\"", name, colour);
}

static void
add_step(GString *svg, const WbPathStep *step)
{
    const WbPathForm *form = &wb_path_forms[step->verb];

    g_string_append_c(svg, form->letter);
    for (guint n = 0; n < form->points; n++) {
        if (n > 0)
            g_string_append_c(svg, ' ');
        add_number(svg, step->p[n].x);
        g_string_append_c(svg, ' ');
        add_number(svg, step->p[n].y);
    }
}

void
wb_draw_svg_path(GString *svg, const WbPath *path, const WbDrawPaint *paint)
{
    g_string_append(svg, "<path");
    add_colour(svg, "fill", paint->fill);
    if (paint->stroke != WB_DRAW_NONE) {
        add_colour(svg, "stroke", paint->stroke);
        add_attribute(svg, "stroke-width", paint->pen);
        g_string_append(svg, " stroke-linejoin=\"round\"");
    }
    if (paint->stroke != WB_DRAW_NONE && paint->dash > 0) {
        g_string_append(svg, " stroke-dasharray=\"");
        add_number(svg, paint->dash);
        g_string_append_c(svg, ' ');
        add_number(svg, paint->gap);
        g_string_append_c(svg, '"');
    }
    g_string_append(svg, " d=\"");
    for (guint n = 0; n < path->len; n++)
        add_step(svg, &g_array_index(path, WbPathStep, n));
    g_string_append(svg, "\"/>\n");
}

void
wb_draw_svg_box(GString *svg, WbDrawBox box, guint32 colour)
{
    g_string_append(svg, "<rect");
    add_attribute(svg, "x", box.x);
    add_attribute(svg, "y", box.y);
    add_attribute(svg, "width", box.width);
    add_attribute(svg, "height", box.height);
    add_colour(svg, "fill", colour);
    g_string_append(svg, "/>\n");
}

static guint32
colour_of(const PangoItem *item)
{
    for (GSList *list = item->analysis.extra_attrs; list; list = list->next) {
        const PangoAttrColor *colour = list->data;

        if (colour->attr.klass->type == PANGO_ATTR_FOREGROUND)
            return (guint32)(colour->color.red >> 8) << 16 |
                   (guint32)(colour->color.green >> 8) << 8 | colour->color.blue >> 8;
    }
    return 0;
}

static void
add_font(GString *svg, const PangoItem *item)
{
    PangoFontDescription *font = pango_font_describe_with_absolute_size(item->analysis.font);

    add_attribute(svg, "font-size", (double)pango_font_description_get_size(font) / PANGO_SCALE);
    if (pango_font_description_get_weight(font) >= PANGO_WEIGHT_BOLD)
        g_string_append(svg, " font-weight=\"bold\"");
    pango_font_description_free(font);
}

static void
add_text(GString *svg, const char *text)
{
    g_autofree char *escaped = g_markup_escape_text(text, -1);

    g_string_append(svg, escaped);
}

/* One piece of a line that runs one way in one font. */
static void
add_run(GString *svg, const PangoItem *item, const char *text, WbDrawBox at)
{
    gboolean rtl = item->analysis.level % 2 == 1;

    g_string_append(svg, "<text");
    add_attribute(svg, "x", rtl ? at.x + at.width : at.x);
    add_attribute(svg, "y", at.y);
    add_font(svg, item);
    add_colour(svg, "fill", colour_of(item));
    if (rtl)
        g_string_append(svg, " direction=\"rtl\"");
    if (g_utf8_strlen(text, -1) > SHORT) {
        add_attribute(svg, "textLength", at.width);
        g_string_append(svg, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    g_string_append_c(svg, '>');
    add_text(svg, text);
    g_string_append(svg, "</text>\n");
}

/* How wide the run's glyphs are whose letters stand in bytes @from to @to of its text. */
static double
width_between(const PangoLayoutRun *run, gsize from, gsize to)
{
    int width = 0;

    for (int n = 0; n < run->glyphs->num_glyphs; n++) {
        gsize at = (gsize)run->glyphs->log_clusters[n];

        width += at >= from && at < to ? run->glyphs->glyphs[n].geometry.width : 0;
    }
    return (double)width / PANGO_SCALE;
}

/* Viewers drop the spaces around a text, therefore they are in none. */
static void
add_trimmed(GString *svg, const PangoLayoutRun *run, const char *all, WbDrawBox at)
{
    gsize end = (gsize)run->item->length, whole = end, start = 0;
    const char *text = all + run->item->offset;
    gboolean rtl = run->item->analysis.level % 2 == 1;
    g_autofree char *trimmed = NULL;

    while (start < end && text[start] == ' ')
        start++;
    while (end > start && text[end - 1] == ' ')
        end--;
    if (start == end)
        return;
    trimmed = g_strndup(text + start, end - start);
    at.x += rtl ? width_between(run, end, whole) : width_between(run, 0, start);
    at.width -= width_between(run, 0, start) + width_between(run, end, whole);
    add_run(svg, run->item, trimmed, at);
}

void
wb_draw_svg_layout(GString *svg, PangoLayout *layout, double left, double y)
{
    PangoLayoutIter *iter = pango_layout_get_iter(layout);

    do {
        const PangoLayoutRun *run = pango_layout_iter_get_run_readonly(iter);
        PangoRectangle logical;

        if (!run)
            continue;
        pango_layout_iter_get_run_extents(iter, NULL, &logical);
        add_trimmed(svg, run, pango_layout_get_text(layout),
                    (WbDrawBox){left + (double)logical.x / PANGO_SCALE,
                                y + (double)pango_layout_iter_get_baseline(iter) / PANGO_SCALE,
                                (double)logical.width / PANGO_SCALE, 0});
    } while (pango_layout_iter_next_run(iter));
    pango_layout_iter_free(iter);
}

static void
add_named(GString *svg, const char *element, const char *id, const char *text)
{
    g_string_append_printf(svg, "<%s id=\"%s-%s\">", element, id, element);
    add_text(svg, text);
    g_string_append_printf(svg, "</%s>\n", element);
}

char *
wb_draw_svg_close(const WbDraw *self, double height, const char *id, const char *title,
                  const char *alt)
{
    GString *svg = g_string_new("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");

    add_number(svg, self->width);
    g_string_append_c(svg, ' ');
    add_number(svg, height);
    g_string_append_printf(
        svg,
        "\" role=\"img\" direction=\"ltr\" lang=\"%s\" aria-labelledby=\"%s-title %s-desc\" "
        "font-family=\"%s, sans-serif\">\n",
        self->language, id, id, self->fonts->text);
    add_named(svg, "title", id, title);
    add_named(svg, "desc", id, alt);
    g_string_append_len(svg, self->svg->str, (gssize)self->svg->len);
    g_string_append(svg, "</svg>\n");
    return g_string_free(svg, FALSE);
}
