/* The text of a drawing: see draw.h. */
#include <hb.h>
#include <string.h>

#include "draw-private.h"

/* Lines stand closer than in a workbook, which leaves room to write; and never so far apart as the
 * tallest font of a script would have it. */
#define LEADING 0.914
#define MOST_LEADING 1.46

/* One for all drawings: it knows the fonts that were opened and how their words were shaped. */
static PangoFontMap *
peek_fonts(void)
{
    static PangoFontMap *fonts; /* for good */

    if (!fonts) {
        fonts = pango_cairo_font_map_new();
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
    }
    return fonts;
}

/* Metrics of the font itself: a page must come out the same whatever a screen would like. */
PangoContext *
wb_draw_text_new_context(const char *language, gboolean rtl)
{
    PangoContext *context = pango_font_map_create_context(peek_fonts());
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string(language));
    pango_context_set_base_dir(context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    return context;
}

static void
add_attribute(PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
    attribute->start_index = start;
    attribute->end_index = end;
    pango_attr_list_insert(list, attribute);
}

static double
leading_of(const WbFontChoice *fonts)
{
    return MIN(MAX(LEADING * fonts->leading, fonts->least_leading), MOST_LEADING);
}

static void
add_style(const WbDraw *self, PangoAttrList *list, const WbDrawStyle *style, guint start, guint end)
{
    guint32 colour = style->colour;

    if (style->heading)
        add_attribute(list, pango_attr_family_new(self->fonts->heading), start, end);
    add_attribute(list, pango_attr_size_new_absolute((int)(style->size * PANGO_SCALE)), start, end);
    /* the same for every line, whatever scripts stand in it */
    add_attribute(list,
                  pango_attr_line_height_new_absolute(
                      (int)(style->size * leading_of(self->fonts) * PANGO_SCALE)),
                  start, end);
    add_attribute(list,
                  pango_attr_weight_new(style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL),
                  start, end);
    add_attribute(list,
                  pango_attr_foreground_new((guint16)((colour >> 16 & 0xff) * 257),
                                            (guint16)((colour >> 8 & 0xff) * 257),
                                            (guint16)((colour & 0xff) * 257)),
                  start, end);
}

/* Every paragraph starts on the page's side, whatever its script: a provider in Latin letters lines
 * up with its Arabic neighbours. */
static void
set_alignment(const WbDraw *self, PangoLayout *layout, WbAlign align)
{
    static const PangoAlignment alignments[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                                PANGO_ALIGN_RIGHT};

    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_alignment(layout, alignments[self->rtl ? WB_ALIGN_END - align : align]);
}

/* Words are broken only where one is longer than a line. Pango would choose that for itself, but
 * then it also breaks numbers beside a change of direction. */
static void
set_wrap(PangoLayout *layout, double width)
{
    PangoRectangle logical;

    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    if (width <= 0)
        return;
    pango_layout_get_extents(layout, NULL, &logical);
    if (logical.width > (int)(width * PANGO_SCALE))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
}

PangoLayout *
wb_draw_new_layout(const WbDraw *self, const WbDrawRun *runs, guint n, double width)
{
    PangoLayout *layout = pango_layout_new(self->context);
    PangoFontDescription *font = pango_font_description_from_string(self->fonts->text);
    PangoAttrList *list = pango_attr_list_new();
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < n; i++) {
        guint start = (guint)text->len;

        g_string_append(text, runs[i].text);
        add_style(self, list, runs[i].style, start, (guint)text->len);
    }
    /* a ligature is one glyph of several letters, which readers of tagged text stumble over */
    add_attribute(list, pango_attr_font_features_new("liga=0, clig=0"), 0, (guint)text->len);
    /* what somebody wrote has no hyphen where a long word is broken */
    add_attribute(list, pango_attr_insert_hyphens_new(FALSE), 0, (guint)text->len);
    if (n > 0)
        pango_font_description_set_absolute_size(font, runs[0].style->size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text->str, (int)text->len);
    pango_layout_set_attributes(layout, list);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    if (n > 0)
        set_alignment(self, layout, runs[0].style->align);
    set_wrap(layout, width);
    pango_attr_list_unref(list);
    pango_font_description_free(font);
    return layout;
}

/* Pango empties the space at which it broke a line. Where no glyph stands for a letter, cairo wraps
 * the line in a span of its own inside of the tag, and poppler takes the end of that span for the
 * end of the tag: the rest of the paragraph would be heard nowhere. */
static void
restore_spaces(PangoGlyphItem *run)
{
    hb_font_t *font = pango_font_get_hb_font(run->item->analysis.font);
    hb_codepoint_t space;

    if (!hb_font_get_nominal_glyph(font, ' ', &space))
        return;
    for (int n = 0; n < run->glyphs->num_glyphs; n++) {
        if (run->glyphs->glyphs[n].glyph == PANGO_GLYPH_EMPTY)
            run->glyphs->glyphs[n].glyph = space;
    }
}

void
wb_draw_restore_line_ends(PangoLayout *layout)
{
    for (int n = 0; n < pango_layout_get_line_count(layout); n++) {
        PangoLayoutLine *line = pango_layout_get_line(layout, n);

        for (GSList *runs = line->runs; runs; runs = runs->next)
            restore_spaces(runs->data);
    }
}

static double
height_of(PangoLayout *layout)
{
    PangoRectangle logical;

    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.height / PANGO_SCALE;
}

/* All that its height depends on. */
static char *
dup_key(const WbDrawRun *runs, guint n, double width)
{
    GString *key = g_string_new(NULL);

    g_string_append_printf(key, "%d", (int)(width * PANGO_SCALE));
    for (guint i = 0; i < n; i++)
        g_string_append_printf(key, "\v%d%c%c%s", (int)(runs[i].style->size * PANGO_SCALE),
                               runs[i].style->bold ? 'b' : '-', runs[i].style->heading ? 'h' : '-',
                               runs[i].text);
    return g_string_free(key, FALSE);
}

/* Most paragraphs are measured more than once: to see whether they fit, to count the pages, and
 * when they are drawn. */
double
wb_draw_measure(WbDraw *self, const WbDrawRun *runs, guint n, double width)
{
    char *key = dup_key(runs, n, width);
    gpointer known;

    if (!g_hash_table_lookup_extended(self->heights, key, NULL, &known)) {
        g_autoptr(PangoLayout) layout = wb_draw_new_layout(self, runs, n, width);
        PangoRectangle logical;

        pango_layout_get_extents(layout, NULL, &logical);
        known = GINT_TO_POINTER(logical.height);
        g_hash_table_insert(self->heights, g_steal_pointer(&key), known);
    }
    g_free(key);
    return (double)GPOINTER_TO_INT(known) / PANGO_SCALE;
}

double
wb_draw_runs(WbDraw *self, const WbDrawRun *runs, guint n, WbDrawBox box)
{
    g_autoptr(PangoLayout) layout = NULL;

    if (wb_draw_is_dry(self))
        return wb_draw_measure(self, runs, n, box.width);
    layout = wb_draw_new_layout(self, runs, n, box.width);
    if (self->svg) {
        wb_draw_svg_layout(self->svg, layout, wb_draw_left_of(self, box), box.y);
        return height_of(layout);
    }
    wb_draw_restore_line_ends(layout);
    cairo_move_to(self->cairo, wb_draw_left_of(self, box), box.y);
    pango_cairo_show_layout(self->cairo, layout);
    return height_of(layout);
}

double
wb_draw_text(WbDraw *self, const WbDrawStyle *style, WbDrawBox box, const char *text)
{
    WbDrawRun run = {text, style};

    return wb_draw_runs(self, &run, 1, box);
}

double
wb_draw_width(WbDraw *self, const WbDrawStyle *style, const char *text)
{
    WbDrawRun run = {text, style};
    g_autoptr(PangoLayout) layout = wb_draw_new_layout(self, &run, 1, 0);
    PangoRectangle logical;

    pango_layout_set_width(layout, -1);
    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

gboolean
wb_draw_fits(WbDraw *self, const WbDrawRun *runs, guint n, double width, double height)
{
    g_autoptr(PangoLayout) layout = wb_draw_new_layout(self, runs, n, width);
    PangoRectangle logical;

    pango_layout_set_wrap(layout, PANGO_WRAP_WORD); /* a word that is too long then sticks out */
    pango_layout_get_extents(layout, NULL, &logical);
    return logical.width <= width * PANGO_SCALE && logical.height <= height * PANGO_SCALE;
}

/* Which way the text's last letter runs. */
static hb_direction_t
direction_at_end(const char *text)
{
    for (const char *at = text + strlen(text); at > text;) {
        gunichar letter;

        at = g_utf8_prev_char(at);
        letter = g_utf8_get_char(at);
        if (g_unichar_isalpha(letter))
            return hb_script_get_horizontal_direction(
                hb_unicode_script(hb_unicode_funcs_get_default(), letter));
    }
    return HB_DIRECTION_INVALID;
}

/* Whether signs follow its last letter or digit, as in "Trust!": they go the way of what is around
 * them, which is not the way of the word. */
static gboolean
ends_in_signs(const char *text)
{
    const char *last = g_utf8_find_prev_char(text, text + strlen(text));

    return last && g_unichar_ispunct(g_utf8_get_char(last));
}

const char *
wb_draw_peek_end(const char *language, const char *text)
{
    gboolean rtl = wb_fonts_lookup(language)->rtl;
    hb_direction_t direction = ends_in_signs(text) ? direction_at_end(text) : HB_DIRECTION_INVALID;

    return rtl && direction == HB_DIRECTION_LTR    ? "\u200e"
           : !rtl && direction == HB_DIRECTION_RTL ? "\u200f"
                                                   : "";
}

const char *
wb_draw_peek_mark(const char *language, const char *before)
{
    gboolean rtl = wb_fonts_lookup(language)->rtl, signs = ends_in_signs(before);

    switch (direction_at_end(before)) {
    case HB_DIRECTION_LTR:
        return !rtl ? "" : signs ? "\u200e\u200f" : "\u200f";
    case HB_DIRECTION_RTL:
        return rtl ? "" : signs ? "\u200f\u200e" : "\u200e";
    default:
        return "";
    }
}

/* A word from left to right keeps its "…" at its own end in a line from right to left. */
static const char *
ellipsis_after(const char *text)
{
    return direction_at_end(text) == HB_DIRECTION_LTR ? "…\u200e" : "…";
}

char *
wb_draw_dup_start(const char *text, glong letters)
{
    g_autofree char *start = NULL;

    if (g_utf8_strlen(text, -1) <= letters)
        return g_strdup(text);
    start = g_strchomp(g_utf8_substring(text, 0, letters));
    return g_strconcat(start, ellipsis_after(start), NULL);
}

char *
wb_draw_dup_elided(WbDraw *self, const WbDrawStyle *style, double width, const char *text)
{
    glong fits = 0, over = g_utf8_strlen(text, -1);

    if (wb_draw_width(self, style, text) <= width)
        return g_strdup(text);
    while (over - fits > 1) {
        glong middle = (fits + over) / 2;
        g_autofree char *start = wb_draw_dup_start(text, middle);

        if (wb_draw_width(self, style, start) <= width)
            fits = middle;
        else
            over = middle;
    }
    return wb_draw_dup_start(text, fits);
}
