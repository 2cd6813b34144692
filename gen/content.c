#include "content.h"

#include <math.h>

WbContent *
wb_content_new(double height)
{
    WbContent *self = g_new0(WbContent, 1);

    self->ops = g_string_sized_new(256);
    self->height = height;
    return self;
}

void
wb_content_free(WbContent *self)
{
    if (self == NULL)
        return;
    if (self->ops != NULL)
        g_string_free(self->ops, TRUE);
    g_free(self);
}

GBytes *
wb_content_free_to_bytes(WbContent *self)
{
    GBytes *bytes = g_string_free_to_bytes(g_steal_pointer(&self->ops));

    wb_content_free(self);
    return bytes;
}

/* printf minds the locale and libharu writes five decimals of a float; this does neither. */
void
wb_content_number(WbContent *self, double value)
{
    gint64 thousandths = (gint64)llround(value * 1000);
    gint64 whole = ABS(thousandths) / 1000;
    int rest = (int)(ABS(thousandths) % 1000);

    if (thousandths < 0)
        g_string_append_c(self->ops, '-');
    if (whole != 0 || rest == 0)
        g_string_append_printf(self->ops, "%" G_GINT64_FORMAT, whole);
    if (rest != 0) {
        char digits[] = {'.', '0' + rest / 100, '0' + rest / 10 % 10, '0' + rest % 10, '\0'};
        for (int i = 3; digits[i] == '0'; i--)
            digits[i] = '\0';
        g_string_append(self->ops, digits);
    }
    g_string_append_c(self->ops, ' ');
}

void
wb_content_op(WbContent *self, const char *op)
{
    g_string_append(self->ops, op);
    g_string_append_c(self->ops, '\n');
}

static void
put_colour(WbContent *self, guint32 rgb)
{
    wb_content_number(self, ((rgb >> 16) & 0xff) / 255.0);
    wb_content_number(self, ((rgb >> 8) & 0xff) / 255.0);
    wb_content_number(self, (rgb & 0xff) / 255.0);
}

void
wb_content_fill_colour(WbContent *self, guint32 rgb)
{
    put_colour(self, rgb);
    wb_content_op(self, "rg");
}

void
wb_content_stroke_colour(WbContent *self, guint32 rgb)
{
    put_colour(self, rgb);
    wb_content_op(self, "RG");
}

void
wb_content_rectangle(WbContent *self, const WbBox *box)
{
    wb_content_number(self, box->x);
    wb_content_number(self, self->height - box->y - box->height);
    wb_content_number(self, box->width);
    wb_content_number(self, box->height);
    wb_content_op(self, "re");
}

void
wb_content_path(WbContent *self, const WbPath *path)
{
    static const struct {
        guint points;
        const char *op;
    } verbs[] = {
        [WB_PATH_MOVE] = {1, "m"},
        [WB_PATH_LINE] = {1, "l"},
        [WB_PATH_CURVE] = {3, "c"},
        [WB_PATH_CLOSE] = {0, "h"},
    };

    for (guint i = 0; i < path->len; i++) {
        const WbPathStep *step = &g_array_index(path, WbPathStep, i);
        for (guint k = 0; k < verbs[step->verb].points; k++) {
            wb_content_number(self, step->p[k].x);
            wb_content_number(self, self->height - step->p[k].y);
        }
        wb_content_op(self, verbs[step->verb].op);
    }
}

void
wb_content_line_width(WbContent *self, double points)
{
    wb_content_number(self, points);
    wb_content_op(self, "w");
}

void
wb_content_begin_tag(WbContent *self, const char *type, int mcid)
{
    g_string_append_printf(self->ops, "/%s <</MCID %d>> BDC\n", type, mcid);
}

void
wb_content_begin_artifact(WbContent *self, gboolean pagination)
{
    g_string_append_printf(self->ops, "/Artifact <</Type/%s>> BDC\n",
                           pagination ? "Pagination" : "Layout");
}

void
wb_content_end_tag(WbContent *self)
{
    wb_content_op(self, "EMC");
}
