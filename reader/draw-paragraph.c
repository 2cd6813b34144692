/* A paragraph that may go on on the next page: see draw-paragraph.h. */
#include "draw-paragraph.h"

#include "draw-private.h"

typedef struct {
    PangoLayoutLine *line; /* of the layout */
    double top, bottom, baseline, x;
} Line;

struct _WbDrawParagraph {
    PangoLayout *layout;
    GArray *lines; /* of Line */
    double width;
};

/* One line starts where the page's lines do, whatever its script: a name lines up with those above
 * it. More of them are set as their own script is. Pango swaps both sides where the text does not
 * run as its context does. */
static void
run_as_text(const WbDraw *self, PangoLayout *layout)
{
    PangoLayoutLine *first;
    gboolean rtl, starts_right;

    pango_layout_set_auto_dir(layout, TRUE);
    first = pango_layout_get_line_readonly(layout, 0);
    rtl = pango_layout_line_get_resolved_direction(first) == PANGO_DIRECTION_RTL;
    starts_right = pango_layout_get_line_count(layout) > 1 ? rtl : self->rtl;
    if (rtl != self->rtl)
        starts_right = !starts_right;
    pango_layout_set_alignment(layout, starts_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

/* --- Characters that no font has --- */

static void
add_unknown(GHashTable *unknown, const PangoGlyphString *glyphs)
{
    for (int n = 0; n < glyphs->num_glyphs; n++) {
        PangoGlyph glyph = glyphs->glyphs[n].glyph;

        if (glyph != PANGO_GLYPH_EMPTY && glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            g_hash_table_add(unknown, GUINT_TO_POINTER(glyph & ~PANGO_GLYPH_UNKNOWN_FLAG));
    }
}

static GHashTable *
find_unknown(PangoLayout *layout)
{
    GHashTable *unknown = g_hash_table_new(NULL, NULL);

    for (int n = 0; n < pango_layout_get_line_count(layout); n++) {
        const PangoLayoutLine *line = pango_layout_get_line_readonly(layout, n);

        for (GSList *runs = line->runs; runs; runs = runs->next)
            add_unknown(unknown, ((PangoGlyphItem *)runs->data)->glyphs);
    }
    return unknown;
}

static char *
spell_out(const char *text, GHashTable *unknown)
{
    GString *out = g_string_new(NULL);

    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);

        if (g_hash_table_contains(unknown, GUINT_TO_POINTER(c)))
            g_string_append_printf(out, "[U+%04X]", c);
        else
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* Pango draws a box of tiny digits, which is read by nobody and found by no search. */
static PangoLayout *
new_written(const WbDraw *self, const WbDrawRun *runs, guint n, double width)
{
    PangoLayout *layout = wb_draw_new_layout(self, runs, n, width);
    g_autoptr(GHashTable) unknown = NULL;
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_autofree WbDrawRun *spelled = g_new(WbDrawRun, n);

    if (pango_layout_get_unknown_glyphs_count(layout) == 0)
        return layout;
    unknown = find_unknown(layout);
    for (guint i = 0; i < n; i++) {
        spelled[i] = (WbDrawRun){spell_out(runs[i].text, unknown), runs[i].style};
        g_ptr_array_add(texts, (gpointer)spelled[i].text);
    }
    g_object_unref(layout);
    return wb_draw_new_layout(self, spelled, n, width);
}

/* --- Paragraphs --- */

static GArray *
new_lines(PangoLayout *layout)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
    PangoLayoutIter *iter = pango_layout_get_iter(layout);

    do {
        PangoRectangle logical;
        Line line = {.line = pango_layout_iter_get_line(iter)};

        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        line.top = (double)logical.y / PANGO_SCALE;
        line.bottom = (double)(logical.y + logical.height) / PANGO_SCALE;
        line.baseline = (double)pango_layout_iter_get_baseline(iter) / PANGO_SCALE;
        line.x = (double)logical.x / PANGO_SCALE;
        g_array_append_val(lines, line);
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    return lines;
}

WbDrawParagraph *
wb_draw_paragraph_new(WbDraw *draw, const WbDrawRun *runs, guint n, double width,
                      WbDrawRunning running)
{
    WbDrawParagraph *self = g_new0(WbDrawParagraph, 1);

    self->width = width;
    self->layout = new_written(draw, runs, n, width);
    if (running == WB_RUNS_AS_TEXT)
        run_as_text(draw, self->layout);
    wb_draw_restore_line_ends(self->layout);
    self->lines = new_lines(self->layout);
    return self;
}

void
wb_draw_paragraph_free(WbDrawParagraph *self)
{
    if (!self)
        return;
    g_array_unref(self->lines);
    g_object_unref(self->layout);
    g_free(self);
}

guint
wb_draw_paragraph_count(const WbDrawParagraph *self)
{
    return self->lines->len;
}

double
wb_draw_paragraph_height(const WbDrawParagraph *self, guint from, guint to)
{
    if (from >= to)
        return 0;
    return g_array_index(self->lines, Line, to - 1).bottom -
           g_array_index(self->lines, Line, from).top;
}

double
wb_draw_paragraph_baseline(const WbDrawParagraph *self)
{
    const Line *first = &g_array_index(self->lines, Line, 0);

    return first->baseline - first->top;
}

void
wb_draw_lines(WbDraw *self, const WbDrawParagraph *paragraph, guint from, guint to, WbDrawBox box)
{
    if (!self->cairo)
        return;
    box.width = paragraph->width;
    for (guint n = from; n < to; n++) {
        const Line *line = &g_array_index(paragraph->lines, Line, n);
        double top = g_array_index(paragraph->lines, Line, from).top;

        cairo_move_to(self->cairo, wb_draw_left_of(self, box) + line->x,
                      box.y + line->baseline - top);
        pango_cairo_show_layout_line(self->cairo, line->line);
    }
}
