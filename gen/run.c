#include "run.h"

#include <math.h>

static void
cluster_clear(gpointer data)
{
    g_free(((WbCluster *)data)->actual);
}

WbRun *
wb_run_new(WbFace *face, double size, guint32 colour)
{
    WbRun *self = g_new0(WbRun, 1);

    self->face = face;
    self->size = self->ascent = size;
    self->colour = colour;
    self->glyphs = g_array_new(FALSE, FALSE, sizeof(WbGlyph));
    self->clusters = g_array_new(FALSE, FALSE, sizeof(WbCluster));
    g_array_set_clear_func(self->clusters, cluster_clear);
    return self;
}

void
wb_run_free(WbRun *self)
{
    g_array_unref(self->glyphs);
    g_array_unref(self->clusters);
    g_free(self->target);
    g_free(self);
}

static double
width_of(const WbRun *self, guint glyph)
{
    return wb_face_width(self->face, glyph) / 1000.0 * self->size;
}

/* A glyph that has no width of its own stands on another: a mark. */
static gboolean
is_mark(const WbRun *self, const WbGlyph *glyph)
{
    return wb_face_width(self->face, glyph->glyph) == 0;
}

/* A space at @x, or one that ends at @end: readers take the left edge of a stretch of text from its
 * first glyph, and the right one from its last (measured: poppler). */
static void
add_space(WbRun *self, double x)
{
    WbGlyph space = {wb_face_space(self->face), x, 0};

    if (space.glyph == 0)
        return;
    wb_face_use(self->face, space.glyph, " ", 1);
    g_array_append_val(self->glyphs, space);
}

static void
add_closing_space(WbRun *self, double end)
{
    add_space(self, end - width_of(self, wb_face_space(self->face)));
}

/* What has marks is painted base first. */
static void
add_in_order(WbRun *self, const WbGlyph *glyphs, guint n)
{
    for (guint marks = 0; marks < 2; marks++)
        for (guint i = 0; i < n; i++)
            if (is_mark(self, &glyphs[i]) == (gboolean)marks)
                g_array_append_val(self->glyphs, glyphs[i]);
}

static gboolean
ends_at(const WbRun *self, double end)
{
    const WbGlyph *last = &g_array_index(self->glyphs, WbGlyph, self->glyphs->len - 1);

    return fabs(last->x + width_of(self, last->glyph) - end) < 0.01;
}

static void
end_cluster(WbRun *self, WbCluster *cluster)
{
    cluster->count = self->glyphs->len - cluster->first;
    g_array_append_val(self->clusters, *cluster);
}

/* The next letter of a text with its marks; NULL after the last. */
static const char *
next_letter(const char *at, const char *end)
{
    if (at >= end)
        return NULL;
    for (at = g_utf8_next_char(at); at < end; at = g_utf8_next_char(at))
        if (!g_unichar_ismark(g_utf8_get_char(at)))
            break;
    return at;
}

static guint
count_letters(const char *text, gsize length)
{
    const char *end = text + length;
    guint n = 0;

    for (const char *at = text; (at = next_letter(at, end)) != NULL;)
        n++;
    return n;
}

/* A ligature from right to left: readers turn about the order of stretches, not the order inside
 * one (measured: poppler). So each of its letters is a stretch, from the left, and has an equal
 * part of the width; the first has the glyphs. */
static void
add_ligature(WbRun *self, const WbGlyph *glyphs, guint n, double advance, const char *text,
             gsize length)
{
    guint letters = count_letters(text, length);
    double left = self->width - advance;

    for (guint i = 0; i < letters; i++) {
        WbCluster cluster = {self->glyphs->len, 0, NULL};
        const char *at = text;
        for (guint k = i + 1; k < letters; k++)
            at = next_letter(at, text + length);
        cluster.actual = g_strndup(at, (gsize)(next_letter(at, text + length) - at));
        if (i == 0)
            add_in_order(self, glyphs, n);
        else
            add_space(self, left + advance * i / letters);
        add_closing_space(self, left + advance * (i + 1) / letters);
        end_cluster(self, &cluster);
    }
}

void
wb_run_add(WbRun *self, const WbGlyph *glyphs, guint n, double advance, const char *text,
           gsize length, gboolean rtl)
{
    gboolean said = n == 1 && wb_face_use(self->face, glyphs[0].glyph, text, length);
    WbCluster cluster = {self->glyphs->len, n, NULL};

    self->width += advance;
    for (guint i = 0; !said && i < n; i++)
        wb_face_use(self->face, glyphs[i].glyph, text, length);
    if (rtl && count_letters(text, length) > 1) {
        add_ligature(self, glyphs, n, advance, text, length);
        return;
    }
    if (!said)
        cluster.actual = g_strndup(text, length);
    add_in_order(self, glyphs, n);
    if (n > 1 && !ends_at(self, self->width))
        add_closing_space(self, self->width);
    end_cluster(self, &cluster);
}

static void
begin_actual(WbContent *to, const char *text)
{
    glong units = 0;
    g_autofree gunichar2 *utf16 = g_utf8_to_utf16(text, -1, NULL, &units, NULL);

    g_string_append(to->ops, "/Span <</ActualText<FEFF");
    for (glong i = 0; i < units; i++)
        g_string_append_printf(to->ops, "%04X", utf16[i]);
    g_string_append(to->ops, ">>> BDC\n");
}

/* A TJ array under way, and where the pen is by the widths in /W. */
typedef struct {
    WbContent *to;
    double size, pen; /* points */
    gboolean open, in_string;
} Showing;

static void
end_string(Showing *in)
{
    if (in->in_string)
        g_string_append_c(in->to->ops, '>');
    in->in_string = FALSE;
}

static void
end_array(Showing *in)
{
    end_string(in);
    if (in->open)
        wb_content_op(in->to, "]TJ");
    in->open = FALSE;
}

static void
show_glyph(Showing *in, const WbRun *run, const WbGlyph *glyph)
{
    double off = (in->pen - glyph->x) / in->size * 1000;

    if (!in->open)
        g_string_append_c(in->to->ops, '[');
    in->open = TRUE;
    if (fabs(off) >= 0.5) {
        end_string(in);
        wb_content_number(in->to, off);
        in->pen -= round(off * 1000) / 1e6 * in->size;
    }
    if (!in->in_string)
        g_string_append_c(in->to->ops, '<');
    in->in_string = TRUE;
    wb_face_append_code(run->face, in->to->ops, glyph->glyph);
    in->pen += width_of(run, glyph->glyph);
}

static void
set_rise(Showing *in, double *rise, double wanted)
{
    if (*rise == wanted)
        return;
    end_array(in);
    wb_content_number(in->to, wanted);
    wb_content_op(in->to, "Ts");
    *rise = wanted;
}

static void
paint_glyphs(const WbRun *self, WbContent *to)
{
    Showing showing = {to, self->size, 0, FALSE, FALSE};
    double rise = 0;

    for (guint i = 0; i < self->clusters->len; i++) {
        const WbCluster *cluster = &g_array_index(self->clusters, WbCluster, i);
        if (cluster->actual != NULL) {
            end_array(&showing);
            begin_actual(to, cluster->actual);
        }
        for (guint k = cluster->first; k < cluster->first + cluster->count; k++) {
            const WbGlyph *glyph = &g_array_index(self->glyphs, WbGlyph, k);
            set_rise(&showing, &rise, glyph->rise);
            show_glyph(&showing, self, glyph);
        }
        if (cluster->actual != NULL) {
            end_array(&showing);
            wb_content_op(to, "EMC");
        }
    }
    end_array(&showing);
    set_rise(&showing, &rise, 0);
}

/* A link is known by a line below it, not by a colour alone. */
static void
underline(const WbRun *self, WbContent *to, double x, double y)
{
    wb_content_rectangle(to, &(WbBox){x + self->x, y + self->baseline + 0.1 * self->size,
                                      self->width, 0.05 * self->size});
    wb_content_op(to, "f");
}

void
wb_run_paint(const WbRun *self, WbContent *to, double x, double y)
{
    wb_content_fill_colour(to, self->colour);
    g_string_append_printf(to->ops, "BT /%s ", wb_face_name(self->face));
    wb_content_number(to, self->size);
    g_string_append(to->ops, "Tf ");
    wb_content_number(to, x + self->x);
    wb_content_number(to, to->height - y - self->baseline);
    wb_content_op(to, "Td");
    paint_glyphs(self, to);
    wb_content_op(to, "ET");
    if (self->underlined)
        underline(self, to, x, y);
}
