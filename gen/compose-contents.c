/* A table of contents: labels that link to pages, dots, numbers. */
#include "composer.h"

#include <math.h>
#include <string.h>

#define NUMBER_ROOM 30.0
#define LEADER_GAP 5.0
#define ENTRY_GAP 3.5

/* Dots between a label and its number, on the label's last line. */
static void
add_leader(WbComposer *self, WbFragment *into, double from, double to, double y)
{
    const WbStyle *style = &self->styles[WB_STYLE_TEXT];
    double step = wb_setter_line_width(self->setter, ". .", style) -
                  wb_setter_line_width(self->setter, ".", style);
    int n = (int)floor((to - from - 2 * LEADER_GAP) / step);
    g_autoptr(GString) dots = g_string_new(NULL);
    WbStyle quiet = *style;

    if (n < 2)
        return;
    for (int i = 0; i < n; i++)
        g_string_append(dots, " .");
    quiet.colour = self->workbook->theme.muted;
    quiet.align = WB_ALIGN_END;
    wb_fragment_add_text(
        into, NULL,
        wb_setter_set_plain(self->setter, dots->str, &quiet, to - from - LEADER_GAP, NULL), from,
        y);
}

/* Plain words as prose: what could be a mark is none. */
static char *
dup_escaped(const char *words)
{
    GString *out = g_string_new(NULL);

    for (const char *at = words; *at != '\0'; at++) {
        if (strchr("\\*[]", *at) != NULL)
            g_string_append_c(out, '\\');
        g_string_append_c(out, *at);
    }
    return g_string_free(out, FALSE);
}

static double
add_entry(WbComposer *self, WbFragment *into, const WbEntry *entry, double width, double y)
{
    const WbStyle *style = &self->styles[WB_STYLE_TEXT];
    WbStyle at_end = *style, at_start = *style;
    g_autofree char *words = wb_workbook_dup_plain(self->workbook, entry->label, 0);
    g_autofree char *label = dup_escaped(words);
    g_autofree char *linked = g_strdup_printf("[%s](%s)", label, entry->target->id);
    g_autofree char *number = g_strdup_printf("%u", self->numbers[entry->target->number - 1]);
    at_start.quiet_links = TRUE;
    WbParagraph *text = wb_setter_set(self->setter, linked, &at_start, width - NUMBER_ROOM,
                                      &entry->label->mark, NULL, 0);
    WbTag *item = wb_tag_add(wb_tag_add(into->tag, "TOCI"), "Reference");
    double last = y + text->height - style->leading, height = text->height;
    double end = g_array_index(text->ends, double, text->n_lines - 1);

    at_end.align = WB_ALIGN_END;
    wb_fragment_add_text(into, item, text, 0, y);
    add_leader(self, into, end, width - wb_setter_line_width(self->setter, number, style), last);
    wb_fragment_add_text(
        into, item,
        wb_setter_set_plain(self->setter, number, &at_end, NUMBER_ROOM, &entry->label->mark),
        width - NUMBER_ROOM, last);
    return height;
}

WbFragment *
wb_compose_contents(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("TOC");

    for (guint i = 0; i < block->entries->len; i++)
        out->height +=
            add_entry(self, out, block->entries->pdata[i], width, out->height) + ENTRY_GAP;
    out->height -= ENTRY_GAP;
    return out;
}
