/* One field to fill in: its box or boxes, and the words beside them. */
#include "composer.h"

#include <math.h>

#define BOX_LINE 0.6     /* width of the lines around inputs */
#define LINE_HEIGHT 13.6 /* what viewers take for a line of 10 pt Noto Sans: 1.36 em */
/* Less, and pdf.js takes the line for one too many and shows arrows to scroll. */
#define FIELD_PADDING 3.8

double
wb_input_height(guint lines)
{
    return lines * LINE_HEIGHT + FIELD_PADDING;
}

/* A field of text feeds shapes only if it is multi-line there: viewers know one flag a field. */
gboolean
wb_field_is_multiline(const WbField *field)
{
    return field->kind == WB_KIND_LINES ||
           (field->kind == WB_KIND_TEXT && field->shown_by != NULL && field->shown_by->len > 0);
}

void
wb_compose_text_input(WbFragment *into, WbTag *tag, const WbField *field, const WbBox *box,
                      guint32 line)
{
    WbWidget *widget;

    wb_fragment_add_box(into, box, 0xffffff, line, BOX_LINE);
    widget = wb_fragment_add_widget(into, tag, box, field, NULL, TRUE);
    widget->size = WB_FIELD_SIZE;
    widget->multiline = wb_field_is_multiline(field);
}

char *
wb_composer_dup_option(const WbComposer *self, const WbOption *option)
{
    return option->label != NULL ? wb_workbook_dup_plain(self->workbook, option->label, 0)
                                 : g_strdup(option->code);
}

double
wb_compose_tick(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field,
                const WbOption *option, const char *label, WbStyleName name, double x,
                double middle)
{
    const WbStyle *style = &self->styles[name];
    WbBox box = {x, middle - WB_TICK_SIZE / 2, WB_TICK_SIZE, WB_TICK_SIZE};

    wb_fragment_add_box(into, &box, 0xffffff, self->workbook->theme.ink, BOX_LINE);
    wb_fragment_add_widget(into, tag, &box, field, option, TRUE);
    if (label == NULL)
        return WB_TICK_SIZE;
    double width = wb_setter_line_width(self->setter, label, style) + 1;
    const WbMark *mark =
        wb_composer_mark(option != NULL ? option->label : field->label, &field->mark);
    WbParagraph *text = wb_setter_set_plain(self->setter, label, style, width, mark);
    wb_fragment_add_text(into, wb_tag_add(tag, "P"), text, x + WB_TICK_SIZE + 4,
                         middle - text->height / 2);
    return WB_TICK_SIZE + 4 + width;
}

#define TICK_ROW 17.0
#define TICK_GAP 16.0
#define LEAST_SCALE_GAP 8.0
#define MOST_SCALE_GAP 20.0
#define LEAST_OTHER 60.0

static double
tick_width(WbComposer *self, const char *label)
{
    return WB_TICK_SIZE + 5 +
           wb_setter_line_width(self->setter, label, &self->styles[WB_STYLE_TEXT]);
}

/* The free text beside a choice: on the rest of the row, or on a row of its own. */
static double
add_other(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field, double x,
          double left, double y, double width)
{
    const WbField *other = wb_workbook_lookup_field(self->workbook, field->other);
    g_autofree char *label = wb_workbook_dup_plain(self->workbook, field->other_label, 0);
    double wide = wb_setter_line_width(self->setter, label, &self->styles[WB_STYLE_TEXT]) + 1;
    gboolean fits = x - left + wide + 150 <= width;
    double from = fits ? x : left, top = fits ? y : y + TICK_ROW + 2, height = wb_input_height(1);
    WbParagraph *text = wb_setter_set_plain(self->setter, label, &self->styles[WB_STYLE_TEXT], wide,
                                            wb_composer_mark(field->other_label, &field->mark));
    WbBox box = {from + wide + 6, top + TICK_ROW / 2 - height / 2, left + width - from - wide - 6,
                 height};

    if (box.width < LEAST_OTHER)
        wb_composer_complain(self, &field->other_label->mark,
                             "these words leave %.0f points too little to write on",
                             ceil(LEAST_OTHER - box.width));
    wb_fragment_add_text(into, wb_tag_add(tag, "P"), text, from,
                         top + TICK_ROW / 2 - text->height / 2);
    wb_compose_text_input(into, tag, other, &box, self->workbook->theme.rule);
    return top + TICK_ROW - y + 3;
}

/* The widest gap at which a scale stands on one line. */
static double
scale_gap(WbComposer *self, const WbField *field, double width)
{
    double used = 0;

    for (guint i = 0; i < field->options->len; i++) {
        g_autofree char *label = wb_composer_dup_option(self, field->options->pdata[i]);
        used += tick_width(self, label);
    }
    double gap = (width - used) / MAX(1, field->options->len - 1);
    return gap < LEAST_SCALE_GAP ? MOST_SCALE_GAP : MIN(gap, MOST_SCALE_GAP);
}

static double
add_ticks(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field, double x, double y,
          double width)
{
    double at = x, top = y;
    double gap = field->kind == WB_KIND_SCALE ? scale_gap(self, field, width) : TICK_GAP;

    for (guint i = 0; i < field->options->len; i++) {
        const WbOption *option = field->options->pdata[i];
        g_autofree char *label = wb_composer_dup_option(self, option);
        double wide = tick_width(self, label);
        if (wide > width)
            wb_composer_complain(self, option->label != NULL ? &option->label->mark : &field->mark,
                                 "option '%s' is %.0f points too wide", option->code,
                                 ceil(wide - width));
        if (at > x && at + wide > x + width + 0.1) {
            at = x;
            top += TICK_ROW;
        }
        at += wb_compose_tick(self, into, tag, field, option, label, WB_STYLE_TEXT, at,
                              top + TICK_ROW / 2) +
              gap;
    }
    if (field->other != NULL)
        return top - y + add_other(self, into, tag, field, at, x, top, width);
    return top + TICK_ROW - y;
}

double
wb_compose_input(WbComposer *self, WbFragment *into, WbTag *tag, const WbField *field, double x,
                 double y, double width, guint lines)
{
    WbBox box = {x, y, width, wb_input_height(lines)};

    if (wb_kind_has_options(field->kind))
        return add_ticks(self, into, tag, field, x, y, width);
    if (field->kind == WB_KIND_CHECK) {
        wb_compose_tick(self, into, tag, field, NULL, NULL, WB_STYLE_TEXT, x, y + TICK_ROW / 2);
        return TICK_ROW;
    }
    if (field->kind == WB_KIND_NUMBER || field->kind == WB_KIND_DATE)
        box.width = MIN(width, 120);
    wb_compose_text_input(into, tag, field, &box, self->workbook->theme.rule);
    return box.height;
}
