#include "composer.h"

#include <math.h>

static void
item_free(WbItem *self)
{
    if (self->owner)
        wb_paragraph_free(self->paragraph);
    wb_paragraph_free(self->widget.drawn);
    wb_path_free(self->path);
    g_free(self->widget.word);
    g_free(self->target);
    g_free(self);
}

WbFragment *
wb_fragment_new(const char *tag_type)
{
    WbFragment *self = g_new0(WbFragment, 1);

    self->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
    self->mirrors = g_ptr_array_new_with_free_func((GDestroyNotify)wb_tag_free);
    self->tag = tag_type != NULL ? wb_tag_new(tag_type) : NULL;
    return self;
}

void
wb_fragment_free(WbFragment *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->items);
    g_ptr_array_unref(self->mirrors);
    wb_tag_free(self->tag);
    g_free(self);
}

static WbItem *
add_item(WbFragment *self, WbItemKind kind, WbTag *tag, WbBox box)
{
    WbItem *item = g_new0(WbItem, 1);

    item->kind = kind;
    item->box = box;
    item->tag = tag;
    item->place = tag != NULL && kind != WB_ITEM_WIDGET ? wb_tag_reserve(tag) : 0;
    item->fill = item->stroke = -1;
    g_ptr_array_add(self->items, item);
    return item;
}

void
wb_fragment_add_text(WbFragment *self, WbTag *tag, WbParagraph *paragraph, double x, double y)
{
    WbBox box = {x, y, paragraph->width, paragraph->height};
    guint first = 0;

    do {
        const char *target =
            paragraph->runs->len > 0 ? wb_paragraph_peek_target(paragraph, first) : NULL;
        guint end = first + 1;
        while (end < paragraph->runs->len &&
               g_strcmp0(wb_paragraph_peek_target(paragraph, end), target) == 0)
            end++;
        WbTag *owner = tag != NULL && target != NULL ? wb_tag_add(tag, "Link") : tag;
        WbItem *item = add_item(self, WB_ITEM_TEXT, owner, box);
        item->paragraph = paragraph;
        item->owner = first == 0;
        item->first_run = first;
        item->end_run = end;
        item->target = g_strdup(target);
        first = end;
    } while (first < paragraph->runs->len);
}

static WbBox
path_box(const WbPath *path)
{
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    static const guint points[] = {1, 1, 3, 0};

    for (guint i = 0; i < path->len; i++) {
        const WbPathStep *step = &g_array_index(path, WbPathStep, i);
        for (guint k = 0; k < points[step->verb]; k++) {
            left = MIN(left, step->p[k].x);
            right = MAX(right, step->p[k].x);
            top = MIN(top, step->p[k].y);
            bottom = MAX(bottom, step->p[k].y);
        }
    }
    return (WbBox){left, top, right - left, bottom - top};
}

WbItem *
wb_fragment_add_path(WbFragment *self, WbTag *tag, WbPath *path, gint64 fill, gint64 stroke,
                     double line_width)
{
    WbItem *item = add_item(self, WB_ITEM_PATH, tag, path_box(path));

    item->path = path;
    item->fill = fill;
    item->stroke = stroke;
    item->line_width = line_width;
    return item;
}

static void
add_step(WbPath *path, WbPathVerb verb, double x, double y)
{
    WbPathStep step = {verb, {{x, y}}};

    g_array_append_val(path, step);
}

void
wb_fragment_add_box(WbFragment *self, const WbBox *box, gint64 fill, gint64 stroke,
                    double line_width)
{
    WbPath *path = g_array_new(FALSE, TRUE, sizeof(WbPathStep));

    add_step(path, WB_PATH_MOVE, box->x, box->y);
    add_step(path, WB_PATH_LINE, box->x + box->width, box->y);
    add_step(path, WB_PATH_LINE, box->x + box->width, box->y + box->height);
    add_step(path, WB_PATH_LINE, box->x, box->y + box->height);
    add_step(path, WB_PATH_CLOSE, 0, 0);
    wb_fragment_add_path(self, NULL, path, fill, stroke, line_width);
}

void
wb_fragment_add_line(WbFragment *self, double x1, double y1, double x2, double y2, guint32 rgb,
                     double line_width)
{
    WbPath *path = g_array_new(FALSE, TRUE, sizeof(WbPathStep));

    add_step(path, WB_PATH_MOVE, x1, y1);
    add_step(path, WB_PATH_LINE, x2, y2);
    wb_fragment_add_path(self, NULL, path, -1, rgb, line_width);
}

WbWidget *
wb_fragment_add_widget(WbFragment *self, WbTag *tag, const WbBox *box, const WbField *field,
                       const WbOption *option, gboolean input)
{
    WbTag *form = wb_tag_new("Form");
    WbItem *item = add_item(self, WB_ITEM_WIDGET, form, *box);

    if (tag != NULL)
        wb_tag_adopt(tag, form);
    else
        g_ptr_array_add(self->mirrors, form);
    item->widget.field = field;
    item->widget.option = option;
    item->widget.input = input;
    return &item->widget;
}

static void
move_item(WbItem *item, double dx, double dy)
{
    item->box.x += dx;
    item->box.y += dy;
    if (item->path != NULL) {
        WbPath *moved = wb_path_dup_moved(item->path, dx, dy);
        wb_path_free(item->path);
        item->path = moved;
    }
}

void
wb_fragment_merge(WbFragment *into, WbTag *parent, WbFragment *from, double x, double y)
{
    g_ptr_array_set_free_func(from->items, NULL);
    g_ptr_array_set_free_func(from->mirrors, NULL);
    for (guint i = 0; i < from->items->len; i++) {
        move_item(from->items->pdata[i], x, y);
        g_ptr_array_add(into->items, from->items->pdata[i]);
    }
    for (guint i = 0; i < from->mirrors->len; i++)
        g_ptr_array_add(into->mirrors, from->mirrors->pdata[i]);
    if (from->tag != NULL)
        wb_tag_move(from->tag, x, y);
    if (from->tag != NULL)
        wb_tag_adopt(parent, g_steal_pointer(&from->tag));
    wb_fragment_free(from);
}
