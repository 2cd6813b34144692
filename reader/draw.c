/* A drawing: see draw.h. The one home of cairo and Pango. */
#include "draw-private.h"

#include <hb.h>

#define LINE_SPACING 0.94 /* of the font's own height, which is generous in the Noto families */
#define RULE_PT 0.5

G_DEFINE_QUARK(wb_draw_error, wb_draw_error)

static cairo_status_t
take_bytes(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

/* Metrics of the font itself: a page must come out the same whatever a screen would like. */
static PangoContext *
new_context(const WbDraw *self, const char *language)
{
    g_autoptr(PangoFontMap) fonts = pango_cairo_font_map_new();
    PangoContext *context;
    cairo_font_options_t *options = cairo_font_options_create();

    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
    context = pango_font_map_create_context(fonts);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string(language));
    pango_context_set_base_dir(context, self->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    return context;
}

static void
set_metadata(WbDraw *self, const WbDrawSheet *sheet)
{
    g_autofree char *date =
        g_strconcat(sheet->date ? sheet->date : "1970-01-01", "T00:00:00Z", NULL);

    cairo_pdf_surface_set_metadata(self->surface, CAIRO_PDF_METADATA_TITLE, sheet->title);
    cairo_pdf_surface_set_metadata(self->surface, CAIRO_PDF_METADATA_CREATOR, "workbook-read");
    /* else cairo stamps the clock */
    cairo_pdf_surface_set_metadata(self->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

WbDraw *
wb_draw_new(const WbDrawSheet *sheet)
{
    WbDraw *self = g_new0(WbDraw, 1);
    const WbFontChoice *choice = wb_fonts_lookup(sheet->language);

    self->width = sheet->width;
    self->rtl = choice->rtl;
    self->fonts = choice;
    self->bytes = g_byte_array_new();
    self->surface =
        cairo_pdf_surface_create_for_stream(take_bytes, self->bytes, sheet->width, sheet->height);
    set_metadata(self, sheet);
    self->cairo = cairo_create(self->surface);
    self->context = new_context(self, sheet->language);
    self->page = 1;
    return self;
}

void
wb_draw_free(WbDraw *self)
{
    if (!self)
        return;
    g_clear_object(&self->context);
    g_clear_pointer(&self->cairo, cairo_destroy);
    cairo_surface_finish(self->surface);
    cairo_surface_destroy(self->surface);
    g_byte_array_unref(self->bytes);
    g_free(self);
}

void
wb_draw_end_page(WbDraw *self)
{
    cairo_show_page(self->cairo);
    self->page++;
}

GBytes *
wb_draw_finish(WbDraw *self, GError **error)
{
    cairo_status_t status = cairo_status(self->cairo);

    cairo_surface_finish(self->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(self->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        return g_bytes_new(self->bytes->data, self->bytes->len);
    g_set_error(error, WB_DRAW_ERROR, WB_DRAW_ERROR_FAILED, "drawing the PDF failed: %s",
                cairo_status_to_string(status));
    return NULL;
}

void
wb_draw_begin(WbDraw *self, const char *tag)
{
    cairo_tag_begin(self->cairo, tag, NULL);
}

void
wb_draw_end(WbDraw *self, const char *tag)
{
    cairo_tag_end(self->cairo, tag);
}

static void
set_colour(WbDraw *self, guint32 colour)
{
    cairo_set_source_rgb(self->cairo, (colour >> 16 & 0xff) / 255.0, (colour >> 8 & 0xff) / 255.0,
                         (colour & 0xff) / 255.0);
}

double
wb_draw_left_of(const WbDraw *self, WbDrawBox box)
{
    return self->rtl ? self->width - box.x - box.width : box.x;
}

static void
add_attribute(PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
    attribute->start_index = start;
    attribute->end_index = end;
    pango_attr_list_insert(list, attribute);
}

static void
add_style(const WbDraw *self, PangoAttrList *list, const WbDrawStyle *style, guint start, guint end)
{
    guint32 colour = style->colour;

    if (style->heading)
        add_attribute(list, pango_attr_family_new(self->fonts->heading), start, end);
    add_attribute(list, pango_attr_size_new_absolute((int)(style->size * PANGO_SCALE)), start, end);
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
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, LINE_SPACING);
    if (n > 0)
        set_alignment(self, layout, runs[0].style->align);
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

double
wb_draw_measure(WbDraw *self, const WbDrawRun *runs, guint n, double width)
{
    g_autoptr(PangoLayout) layout = wb_draw_new_layout(self, runs, n, width);

    return height_of(layout);
}

double
wb_draw_runs(WbDraw *self, const WbDrawRun *runs, guint n, WbDrawBox box)
{
    g_autoptr(PangoLayout) layout = wb_draw_new_layout(self, runs, n, box.width);

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

int
wb_draw_bookmark(WbDraw *self, int parent, const char *title, double y)
{
    char top[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *place = g_strdup_printf("page=%u pos=[0 %s]", self->page,
                                             g_ascii_formatd(top, sizeof top, "%.2f", y));

    return cairo_pdf_surface_add_outline(self->surface, parent, title, place, 0);
}

void
wb_draw_box(WbDraw *self, WbDrawBox box, guint32 colour)
{
    set_colour(self, colour);
    cairo_rectangle(self->cairo, wb_draw_left_of(self, box), box.y, box.width, box.height);
    cairo_fill(self->cairo);
}

void
wb_draw_rule(WbDraw *self, WbDrawBox line, guint32 colour)
{
    set_colour(self, colour);
    cairo_set_line_width(self->cairo, RULE_PT);
    cairo_move_to(self->cairo, wb_draw_left_of(self, line), line.y);
    cairo_rel_line_to(self->cairo, line.width, 0);
    cairo_stroke(self->cairo);
}

void
wb_draw_mark(WbDraw *self, WbMarkShape shape, WbDrawBox box, guint32 colour)
{
    double pen = box.width * 0.17, radius = (box.width - pen) / 2;
    double x = wb_draw_left_of(self, box) + box.width / 2, y = box.y + box.width / 2;
    double dash = 2 * G_PI * radius / 12; /* six dashes and six gaps */

    set_colour(self, colour);
    cairo_set_line_width(self->cairo, pen);
    cairo_set_dash(self->cairo, &dash, shape == WB_MARK_DASHED ? 1 : 0, 0);
    cairo_new_path(self->cairo);
    cairo_arc(self->cairo, x, y, radius, 0, 2 * G_PI);
    if (shape == WB_MARK_FULL)
        cairo_fill_preserve(self->cairo);
    cairo_stroke(self->cairo);
    cairo_set_dash(self->cairo, NULL, 0, 0);
    if (shape != WB_MARK_HALF)
        return;
    cairo_arc(self->cairo, x, y, radius, 0, G_PI); /* the lower half, whichever way lines run */
    cairo_fill(self->cairo);
}
