#include "sight.h"

#include <cairo.h>
#include <poppler.h>
#include <string.h>

#define PIXELS_A_POINT 2
#define DARK 160    /* of 255: darker than any tint that a form lies on */
#define HIGHEST 1.3 /* of a font's size: some say they are three times as high as their letters */
#define LARGEST_SIDE 3000 /* points; what is larger is no page to print */

/* What poppler's text says of direction: each word of a right-to-left line stands between an
 * embedding and its end, runs the other way in embeddings of their own. */
#define LEFT_TO_RIGHT 0x202a
#define RIGHT_TO_LEFT 0x202b
#define END_OF_RUN 0x202c

struct _WbSight {
    const WbPdf *pdf; /* lent */
    PopplerPage *page;
    double width, height;
    GArray *seen;           /* of WbSeen, or NULL: not asked yet */
    cairo_surface_t *drawn; /* or NULL: not asked yet */
};

static GHashTable *new_loose_fonts(const WbPdf *pdf);

WbSight *
wb_sight_new(WbPdf *pdf, guint number)
{
    PopplerPage *page = poppler_document_get_page(pdf->handle, (int)number - 1);
    WbSight *self;

    if (!page)
        return NULL;
    self = g_new0(WbSight, 1);
    self->pdf = pdf;
    self->page = page;
    if (!pdf->loose)
        pdf->loose = new_loose_fonts(pdf);
    poppler_page_get_size(page, &self->width, &self->height);
    return self;
}

void
wb_sight_free(WbSight *self)
{
    g_object_unref(self->page);
    g_clear_pointer(&self->seen, g_array_unref);
    g_clear_pointer(&self->drawn, cairo_surface_destroy);
    g_free(self);
}

double
wb_sight_get_width(const WbSight *self)
{
    return self->width;
}

double
wb_sight_get_height(const WbSight *self)
{
    return self->height;
}

static gboolean
is_too_large(const WbSight *self)
{
    return !(self->width > 0 && self->width <= LARGEST_SIDE && self->height > 0 &&
             self->height <= LARGEST_SIDE);
}

/* Without the ink: fields that are still fields, and other notes on the page, are none of it. */
static void
draw_page(WbSight *self)
{
    int width = is_too_large(self) ? 1 : (int)(self->width * PIXELS_A_POINT) + 1;
    int height = is_too_large(self) ? 1 : (int)(self->height * PIXELS_A_POINT) + 1;
    cairo_t *cairo;

    self->drawn = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo = cairo_create(self->drawn);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, PIXELS_A_POINT, PIXELS_A_POINT);
    if (!is_too_large(self))
        poppler_page_render(self->page, cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(self->drawn);
}

static gboolean
is_dark(guint32 pixel)
{
    guint red = pixel >> 16 & 0xff, green = pixel >> 8 & 0xff, blue = pixel & 0xff;

    return 3 * red + 6 * green + blue < 10 * DARK;
}

double
wb_sight_get_ink(WbSight *self, WbRect rect)
{
    int left, right, top, bottom, dark = 0, stride;
    const guchar *data;

    if (!self->drawn)
        draw_page(self);
    data = cairo_image_surface_get_data(self->drawn);
    if (!data)
        return 0;
    stride = cairo_image_surface_get_stride(self->drawn);
    left = (int)CLAMP(rect.left * PIXELS_A_POINT, 0, cairo_image_surface_get_width(self->drawn));
    right = (int)CLAMP(rect.right * PIXELS_A_POINT + 0.5, 0,
                       cairo_image_surface_get_width(self->drawn));
    top = (int)CLAMP((self->height - rect.top) * PIXELS_A_POINT, 0,
                     cairo_image_surface_get_height(self->drawn));
    bottom = (int)CLAMP((self->height - rect.bottom) * PIXELS_A_POINT + 0.5, 0,
                        cairo_image_surface_get_height(self->drawn));
    for (int y = top; y < bottom; y++) {
        const guint32 *row = (const guint32 *)(gconstpointer)(data + (gsize)y * (gsize)stride);

        for (int x = left; x < right; x++)
            dark += is_dark(row[x]);
    }
    return right > left && bottom > top ? (double)dark / ((double)(right - left) * (bottom - top))
                                        : 0;
}

double
wb_sight_get_picture(WbSight *self)
{
    GList *images = self->pdf->pictures ? poppler_page_get_image_mapping(self->page) : NULL;
    double largest = 0;

    for (GList *item = images; item; item = item->next) {
        const PopplerImageMapping *image = item->data;

        largest = MAX(largest,
                      ABS(image->area.x2 - image->area.x1) * ABS(image->area.y2 - image->area.y1));
    }
    poppler_page_free_image_mapping(images);
    return CLAMP(largest / (self->width * self->height), 0, 1);
}

static void
reverse(GArray *characters, guint from, guint to)
{
    for (; from + 1 < to; from++, to--) {
        gunichar *a = &g_array_index(characters, gunichar, from);
        gunichar *b = &g_array_index(characters, gunichar, to - 1), kept = *a;

        *a = *b;
        *b = kept;
    }
}

/* The page's text with every run as it stands from left to right, one character for each of
 * poppler's rectangles. */
static GArray *
new_visual(const char *text)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(gunichar));
    guint word = 0, run = 0, depth = 0;

    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (c == RIGHT_TO_LEFT && depth == 0) {
            word = out->len;
            depth = 1;
        } else if (c == LEFT_TO_RIGHT && depth == 1) {
            run = out->len;
            depth = 2;
        } else if (c == END_OF_RUN && depth == 2) {
            reverse(out, run, out->len); /* back again once the word is */
            depth = 1;
        } else if (c == END_OF_RUN && depth == 1) {
            reverse(out, word, out->len);
            depth = 0;
        } else {
            g_array_append_val(out, c);
        }
    }
    return out;
}

/* "ABCDEF+Name" (ISO 32000-1, 9.6.4), and cairo's "CairoFont-1-0" of which every part of a font has
 * one. */
static const char *
intern_font(const char *name)
{
    const char *plus = name ? strchr(name, '+') : NULL;
    g_autofree char *plain = g_strdup(plus && plus - name == 6 ? plus + 1 : name);
    char *dash = plain && g_str_has_prefix(plain, "CairoFont-") ? strrchr(plain, '-') : NULL;

    if (dash)
        *dash = '\0';
    return g_intern_string(plain);
}

typedef struct {
    const char *name; /* interned, or NULL */
    double size;      /* points */
} Font;

/* The font of each of @n characters. */
static Font *
new_fonts(WbSight *self, PopplerRectangle *area, guint n)
{
    Font *fonts = g_new0(Font, n + 1);
    GList *attributes = poppler_page_get_text_attributes_for_area(self->page, area);

    for (GList *item = attributes; item; item = item->next) {
        const PopplerTextAttributes *run = item->data;
        Font font = {intern_font(run->font_name), run->font_size};

        for (int i = MAX(run->start_index, 0); i <= run->end_index && (guint)i < n; i++)
            fonts[i] = font;
    }
    poppler_page_free_text_attributes(attributes);
    return fonts;
}

/* Interned names of the fonts that are not in the file. */
static GHashTable *
new_loose_fonts(const WbPdf *pdf)
{
    GHashTable *loose = g_hash_table_new(NULL, NULL);
    PopplerFontInfo *info = poppler_font_info_new(pdf->handle);
    PopplerFontsIter *fonts = NULL;

    poppler_font_info_scan(info, (int)pdf->pages, &fonts);
    if (fonts) {
        do {
            if (!poppler_fonts_iter_is_embedded(fonts))
                g_hash_table_add(loose, (gpointer)intern_font(poppler_fonts_iter_get_name(fonts)));
        } while (poppler_fonts_iter_next(fonts));
        poppler_fonts_iter_free(fonts);
    }
    g_object_unref(info);
    return loose;
}

/* A font that is not in the file cannot be drawn in a confined process: its characters count
 * without ink. */
static void
trust_fonts(const WbPdf *pdf, GArray *seen)
{
    for (guint i = 0; i < seen->len; i++) {
        WbSeen *one = &g_array_index(seen, WbSeen, i);

        one->drawn |= g_hash_table_contains(pdf->loose, one->font);
    }
}

/* Letters and digits leave ink in their middle, where the lines above and below have none. */
static gboolean
is_drawn(WbSight *self, gunichar c, WbRect rect)
{
    double margin = g_unichar_isalnum(c) ? 0.2 * (rect.top - rect.bottom) : 0;

    return wb_sight_get_ink(
               self, (WbRect){rect.left, rect.bottom + margin, rect.right, rect.top - margin}) > 0;
}

static void
add_seen(WbSight *self, gunichar c, const Font *font, const PopplerRectangle *area)
{
    WbSeen seen = {c,
                   {MIN(area->x1, area->x2), self->height - MAX(area->y1, area->y2),
                    MAX(area->x1, area->x2), self->height - MIN(area->y1, area->y2)},
                   FALSE,
                   font->name};
    double over = seen.rect.top - seen.rect.bottom - HIGHEST * font->size;

    if (font->size > 0 && over > 0) {
        seen.rect.top -= over / 2;
        seen.rect.bottom += over / 2;
    }
    g_array_append_val(self->seen, seen);
}

/* The letter that a mark stands on: the pen is at its end, or within it. */
static const WbSeen *
find_base(const GArray *seen, const WbSeen *mark)
{
    const WbRect *rect = &mark->rect;
    double x = (rect->left + rect->right) / 2 - 0.25, y = (rect->bottom + rect->top) / 2;

    for (guint i = 0; i < seen->len; i++) {
        const WbSeen *one = &g_array_index(seen, WbSeen, i);

        if (!g_unichar_ismark(one->c) && one->rect.left <= x && one->rect.right > x &&
            one->rect.bottom < y && one->rect.top > y)
            return one;
    }
    return NULL;
}

static void
place_marks(GArray *seen)
{
    for (guint i = 0; i < seen->len; i++) {
        WbSeen *mark = &g_array_index(seen, WbSeen, i);
        const WbSeen *base = g_unichar_ismark(mark->c) ? find_base(seen, mark) : NULL;

        if (base)
            mark->rect = base->rect;
    }
}

/* What poppler calls the text of a page reaches from what is nearest to one corner to what is
 * nearest to the other: of a right-to-left page the last words are left out, unless the corners are
 * those at which such a page begins and ends. */
static char *
dup_text(WbSight *self, PopplerRectangle *area)
{
    PopplerRectangle other = {self->width, 0, 0, self->height};
    g_autofree char *text = NULL, *more = NULL;

    *area = (PopplerRectangle){0, 0, self->width, self->height};
    text = poppler_page_get_text_for_area(self->page, area);
    if (!text || !strstr(text, "\u202b"))
        return g_steal_pointer(&text);
    more = poppler_page_get_text_for_area(self->page, &other);
    if (!more || strlen(more) <= strlen(text))
        return g_steal_pointer(&text);
    *area = other;
    return g_steal_pointer(&more);
}

static void
collect(WbSight *self)
{
    PopplerRectangle area;
    g_autofree char *text = dup_text(self, &area);
    g_autoptr(GArray) visual = new_visual(text ? text : "");
    g_autofree PopplerRectangle *areas = NULL;
    guint n = 0;

    self->seen = g_array_new(FALSE, FALSE, sizeof(WbSeen));
    if (!poppler_page_get_text_layout_for_area(self->page, &area, &areas, &n))
        return;
    n = MIN(n, visual->len);
    g_autofree Font *fonts = new_fonts(self, &area, n);
    for (guint i = 0; i < n; i++) {
        gunichar c = g_array_index(visual, gunichar, i);

        if (!g_unichar_isspace(c))
            add_seen(self, c, &fonts[i], &areas[i]);
    }
    place_marks(self->seen);
}

const GArray *
wb_sight_peek_seen(WbSight *self)
{
    if (!self->seen)
        collect(self);
    return self->seen;
}

void
wb_sight_draw(WbSight *self)
{
    if (self->drawn)
        return;
    wb_sight_peek_seen(self);
    for (guint i = 0; i < self->seen->len; i++) {
        WbSeen *one = &g_array_index(self->seen, WbSeen, i);

        one->drawn = is_drawn(self, one->c, one->rect);
    }
    trust_fonts(self->pdf, self->seen);
}
