/* A drawing: see draw.h. The one home of cairo and Pango. */
#include <math.h>

#include "draw-private.h"

#define RULE_PT 0.5

G_DEFINE_QUARK(wb_draw_error, wb_draw_error)

static cairo_status_t
take_bytes(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
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

static WbDraw *
new_draw(double width, const char *language)
{
    WbDraw *self = g_new0(WbDraw, 1);

    self->fonts = wb_fonts_lookup(language);
    self->rtl = self->fonts->rtl;
    self->width = width;
    self->language = g_strdup(language);
    self->page = 1;
    self->context = wb_draw_text_new_context(language, self->rtl);
    self->heights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return self;
}

WbDraw *
wb_draw_new(const WbDrawSheet *sheet)
{
    WbDraw *self = new_draw(sheet->width, sheet->language);

    self->bytes = g_byte_array_new();
    self->surface =
        cairo_pdf_surface_create_for_stream(take_bytes, self->bytes, sheet->width, sheet->height);
    set_metadata(self, sheet);
    self->cairo = cairo_create(self->surface);
    return self;
}

WbDraw *
wb_draw_new_dry(const WbDrawSheet *sheet)
{
    return new_draw(sheet->width, sheet->language);
}

void
wb_draw_adopt(WbDraw *self, const WbDraw *from)
{
    g_hash_table_unref(self->heights);
    self->heights = g_hash_table_ref(from->heights);
}

WbDraw *
wb_draw_new_svg(double width, const char *language)
{
    WbDraw *self = new_draw(width, language);

    self->svg = g_string_new(NULL);
    return self;
}

void
wb_draw_free(WbDraw *self)
{
    if (!self)
        return;
    g_clear_object(&self->context);
    g_hash_table_unref(self->heights);
    g_clear_pointer(&self->cairo, cairo_destroy);
    if (self->surface)
        cairo_surface_finish(self->surface);
    g_clear_pointer(&self->surface, cairo_surface_destroy);
    g_clear_pointer(&self->bytes, g_byte_array_unref);
    if (self->svg)
        g_string_free(self->svg, TRUE);
    g_free(self->language);
    g_free(self);
}

const char *
wb_draw_peek_language(const WbDraw *self)
{
    return self->language;
}

gboolean
wb_draw_is_rtl(const WbDraw *self)
{
    return self->rtl;
}

gboolean
wb_draw_is_dry(const WbDraw *self)
{
    return !self->cairo && !self->svg;
}

void
wb_draw_end_page(WbDraw *self)
{
    if (self->cairo)
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
    if (self->cairo)
        cairo_tag_begin(self->cairo, tag, NULL);
}

void
wb_draw_end(WbDraw *self, const char *tag)
{
    if (self->cairo)
        cairo_tag_end(self->cairo, tag);
}

int
wb_draw_bookmark(WbDraw *self, int parent, const char *text, double y)
{
    g_autofree char *at = g_strdup_printf("page=%u pos=[0 %d]", self->page, (int)y);

    if (!self->cairo)
        return 0;
    return cairo_pdf_surface_add_outline(
        self->surface, parent, text, at,
        parent == CAIRO_PDF_OUTLINE_ROOT ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
}

char *
wb_draw_finish_svg(WbDraw *self, double height, const char *id, const char *title, const char *alt)
{
    return wb_draw_svg_close(self, height, id, title, alt);
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

/* The outline as the page has it: mirrored where lines run from right to left. */
static WbPath *
dup_placed(const WbDraw *self, const WbPath *path)
{
    return self->rtl ? wb_path_dup_mirrored(path, self->width) : wb_path_dup_moved(path, 0, 0);
}

static void
trace(cairo_t *cairo, const WbPath *path)
{
    cairo_new_path(cairo);
    for (guint n = 0; n < path->len; n++) {
        const WbPathStep *step = &g_array_index(path, WbPathStep, n);

        switch (step->verb) {
        case WB_PATH_MOVE:
            cairo_move_to(cairo, step->p[0].x, step->p[0].y);
            break;
        case WB_PATH_LINE:
            cairo_line_to(cairo, step->p[0].x, step->p[0].y);
            break;
        case WB_PATH_CURVE:
            cairo_curve_to(cairo, step->p[0].x, step->p[0].y, step->p[1].x, step->p[1].y,
                           step->p[2].x, step->p[2].y);
            break;
        case WB_PATH_CLOSE:
            cairo_close_path(cairo);
            break;
        }
    }
}

static void
paint_path(WbDraw *self, const WbPath *path, const WbDrawPaint *paint)
{
    const double dashes[] = {paint->dash, paint->gap};

    trace(self->cairo, path);
    if (paint->fill != WB_DRAW_NONE) {
        set_colour(self, paint->fill);
        cairo_fill_preserve(self->cairo);
    }
    if (paint->stroke != WB_DRAW_NONE) {
        set_colour(self, paint->stroke);
        cairo_set_line_width(self->cairo, paint->pen);
        cairo_set_line_join(self->cairo, CAIRO_LINE_JOIN_ROUND);
        cairo_set_dash(self->cairo, dashes, paint->dash > 0 ? 2 : 0, 0);
        cairo_stroke_preserve(self->cairo);
    }
    cairo_new_path(self->cairo);
}

void
wb_draw_path(WbDraw *self, const WbPath *path, const WbDrawPaint *paint)
{
    g_autoptr(WbPath) placed = dup_placed(self, path);

    if (self->svg)
        wb_draw_svg_path(self->svg, placed, paint);
    else if (self->cairo)
        paint_path(self, placed, paint);
}

static WbPath *
new_path(const WbPathStep *steps, guint n)
{
    WbPath *path = g_array_sized_new(FALSE, FALSE, sizeof(WbPathStep), n);

    return g_array_append_vals(path, steps, n);
}

void
wb_draw_frame(WbDraw *self, WbDrawBox box, const WbDrawPaint *paint)
{
    double right = box.x + box.width, bottom = box.y + box.height;
    const WbPathStep steps[] = {
        {WB_PATH_MOVE, {{box.x, box.y}}},  {WB_PATH_LINE, {{right, box.y}}},
        {WB_PATH_LINE, {{right, bottom}}}, {WB_PATH_LINE, {{box.x, bottom}}},
        {WB_PATH_CLOSE, {{0, 0}}},
    };
    g_autoptr(WbPath) path = new_path(steps, G_N_ELEMENTS(steps));

    wb_draw_path(self, path, paint);
}

void
wb_draw_box(WbDraw *self, WbDrawBox box, guint32 colour)
{
    box.x = wb_draw_left_of(self, box);
    if (self->svg) {
        wb_draw_svg_box(self->svg, box, colour);
        return;
    }
    if (!self->cairo)
        return;
    set_colour(self, colour);
    cairo_rectangle(self->cairo, box.x, box.y, box.width, box.height);
    cairo_fill(self->cairo);
}

void
wb_draw_rule(WbDraw *self, WbDrawBox line, guint32 colour)
{
    const WbDrawPaint paint = {WB_DRAW_NONE, colour, RULE_PT, 0, 0};
    const WbPathStep steps[] = {{WB_PATH_MOVE, {{line.x, line.y}}},
                                {WB_PATH_LINE, {{line.x + line.width, line.y}}}};
    g_autoptr(WbPath) path = new_path(steps, G_N_ELEMENTS(steps));

    wb_draw_path(self, path, &paint);
}

/* The lower half of a disc, whichever way lines run. */
static WbPath *
new_half(double x, double y, double radius)
{
    const double k = radius * 4 * (G_SQRT2 - 1) / 3; /* the usual handle of a quarter */
    const WbPathStep steps[] = {
        {WB_PATH_MOVE, {{x + radius, y}}},
        {WB_PATH_CURVE, {{x + radius, y + k}, {x + k, y + radius}, {x, y + radius}}},
        {WB_PATH_CURVE, {{x - k, y + radius}, {x - radius, y + k}, {x - radius, y}}},
        {WB_PATH_CLOSE, {{0, 0}}},
    };

    return new_path(steps, G_N_ELEMENTS(steps));
}

void
wb_draw_mark(WbDraw *self, WbMarkShape shape, WbDrawBox box, guint32 colour)
{
    double pen = box.width * 0.17, radius = (box.width - pen) / 2;
    double x = box.x + box.width / 2, y = box.y + box.width / 2;
    double dash = shape == WB_MARK_DASHED ? 2 * G_PI * radius / 12 : 0; /* six, and six gaps */
    const WbDrawPaint ring = {shape == WB_MARK_FULL ? colour : WB_DRAW_NONE, colour, pen, dash,
                              dash};
    const WbDrawPaint half = {colour, WB_DRAW_NONE, 0, 0, 0};
    g_autoptr(WbPath) circle = wb_circle_new_path(x, y, radius);
    g_autoptr(WbPath) lower = new_half(x, y, radius);

    wb_draw_path(self, circle, &ring);
    if (shape == WB_MARK_HALF)
        wb_draw_path(self, lower, &half);
}
