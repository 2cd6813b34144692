/* Circles: a ring, and in it the lines of a page, each as wide as its chord. */
#include "composer.h"

#include <math.h>

#define PADDING 9.0     /* between the ring and the ends of a line */
#define AVERAGE_EM 0.56 /* width of a letter of running text that is rich in m and w */
#define LEAST_CHORD 60.0
#define CAPTION_DROP 1.0 /* below its line */
#define LEAST_GAP 2.5    /* between lines */
#define MOST_GAP 26.0

/* What is promised of a circle's lines: an answer of so many letters is legible at one of these
 * sizes, on one line where the chord is long enough, else on two. */
typedef struct {
    const double *sizes; /* points, largest first */
    guint n;
    guint letters;
} Promise;

static const double page_sizes[] = {12, 11, 10, 9.5, 9, 8.5, 8, 7.5, 7};
static const double gathered_sizes[] = {10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6};
static const Promise on_page = {page_sizes, G_N_ELEMENTS(page_sizes), 60};
static const Promise gathered = {gathered_sizes, G_N_ELEMENTS(gathered_sizes), 40};

static gboolean
is_text(const WbField *field)
{
    return field->kind == WB_KIND_TEXT || field->kind == WB_KIND_LINES;
}

static double
least_width(const WbField *field, double size, guint lines, guint letters)
{
    if (field->kind == WB_KIND_SCALE || field->kind == WB_KIND_YES_NO)
        return field->options->len * MIN(size, WB_MOST_SLOT) * WB_SLOT_EM;
    if (!is_text(field))
        return LEAST_CHORD;
    double line = letters * AVERAGE_EM * size;
    /* Two lines never fill to the brim: a word goes over. */
    return lines == 1 ? line + 5 : line / lines * 1.12 + 5;
}

static double
caption_height(WbComposer *self, const WbField *field)
{
    return field->caption != NULL ? self->styles[WB_STYLE_CAPTION].leading + CAPTION_DROP : 0;
}

typedef struct {
    double size;
    guint *lines; /* of each field: 1 or 2 */
    double *heights;
    WbBox *boxes;
} Plan;

/* The stack at the widest gap that fits; 0 where none does. Airy where there is room: it may fill
 * up to three fifths of the circle's height. */
static double
place_stack(WbComposer *self, const GPtrArray *fields, double radius, double size, Plan *plan)
{
    double stack = 0;

    for (guint i = 0; i < fields->len; i++) {
        plan->heights[i] = caption_height(self, fields->pdata[i]) +
                           wb_mirror_height(fields->pdata[i], size, plan->lines[i]);
        stack += plan->heights[i];
    }
    double most = fields->len > 1 ? (radius * 1.25 - stack) / (fields->len - 1) : 0;
    double gap = CLAMP(most, LEAST_GAP, MOST_GAP);
    while (!wb_circle_place(radius, plan->heights, fields->len, gap, PADDING, LEAST_CHORD,
                            plan->boxes)) {
        if (gap <= LEAST_GAP)
            return 0;
        gap = MAX(LEAST_GAP, gap - 0.75);
    }
    return stack + (fields->len - 1) * gap;
}

/* How well a size looks, 0 where it does not fit: large letters, lines that do not huddle in the
 * middle, all lines alike, and one rather than two, because a short answer then stands on its rule.
 * A line whose chord is too short for the promise becomes two, which moves the others: until
 * nothing changes. */
static double
try_size(WbComposer *self, const GPtrArray *fields, double radius, double size, guint letters,
         Plan *plan)
{
    guint doubled = 0, before;
    double stack;

    for (guint i = 0; i < fields->len; i++)
        plan->lines[i] = 1;
    do {
        before = doubled;
        stack = place_stack(self, fields, radius, size, plan);
        if (stack == 0)
            return 0;
        for (guint i = 0; i < fields->len; i++) {
            if (plan->boxes[i].width >=
                least_width(fields->pdata[i], size, plan->lines[i], letters))
                continue;
            if (plan->lines[i] == 2 || !is_text(fields->pdata[i]))
                return 0;
            plan->lines[i] = 2;
            doubled++;
        }
    } while (doubled > before);
    double share = (double)doubled / fields->len;
    double letters_look = size < 8.5 ? 3 * size - 8.5 : 2 * size; /* small ones cost more */
    return MIN(stack / (2 * radius), 0.6) * 20 + letters_look * (1 - 0.45 * share) -
           (share > 0 && share < 1 ? 0.8 : 0);
}

static gboolean
plan_circle(WbComposer *self, const GPtrArray *fields, double radius, const Promise *promise,
            Plan *plan)
{
    double best = 0;

    plan->size = 0;
    for (guint i = 0; i < promise->n; i++) {
        double score = try_size(self, fields, radius, promise->sizes[i], promise->letters, plan);
        if (score > best) {
            best = score;
            plan->size = promise->sizes[i];
        }
    }
    return plan->size > 0 && try_size(self, fields, radius, plan->size, promise->letters, plan) > 0;
}

static void
add_circle_line(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
                const WbBox *line, double size)
{
    double caption = caption_height(self, field);
    WbBox box = {line->x, line->y, line->width, line->height - caption};

    wb_compose_mirror(self, into, shape, field, &box, size);
    wb_fragment_add_line(into, box.x, box.y + box.height, box.x + box.width, box.y + box.height,
                         self->workbook->theme.rule, 0.5);
    if (caption > 0) {
        WbParagraph *text = wb_composer_set(self, field->caption, WB_STYLE_CAPTION, box.width);
        if (text->n_lines > 1)
            wb_composer_complain(
                self, &field->caption->mark,
                "this caption takes %u lines in circle '%s', and there is room for one",
                text->n_lines, shape->id);
        wb_fragment_add_text(into, into->tag, text, box.x, box.y + box.height + CAPTION_DROP);
    }
}

static char *
describe_fields(WbComposer *self, const GPtrArray *fields)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < fields->len; i++) {
        const WbField *field = fields->pdata[i];
        g_autofree char *label = wb_field_dup_heard(field);
        g_string_append_printf(out, "%s%s", i > 0 ? "; " : "", label);
    }
    return g_string_free(out, FALSE);
}

/* How much larger a circle would have to be: for the complaint. */
static double
missing_radius(WbComposer *self, const GPtrArray *fields, double radius, const Promise *promise,
               Plan *plan)
{
    for (double more = 1; more < 600; more++)
        if (plan_circle(self, fields, radius + more, promise, plan))
            return more;
    return 600;
}

static WbFragment *
compose_circle(WbComposer *self, const WbShape *shape, double width, double height,
               const Promise *promise)
{
    const GPtrArray *fields = ((const WbPiece *)shape->pieces->pdata[0])->shows;
    double radius = MIN(width, height) / 2 - 1;
    g_autofree guint *lines = g_new0(guint, fields->len);
    g_autofree double *heights = g_new0(double, fields->len);
    g_autofree WbBox *boxes = g_new0(WbBox, fields->len);
    Plan plan = {0, lines, heights, boxes};
    WbFragment *out = wb_fragment_new("Figure");

    out->height = height;
    if (radius < 1 || !plan_circle(self, fields, radius, promise, &plan)) {
        wb_composer_complain(
            self, &shape->mark, "circle '%s' needs %.0f points more height on page '%s'",
            ((const WbPiece *)shape->pieces->pdata[0])->id,
            2 * missing_radius(self, fields, MAX(radius, 1), promise, &plan), shape->page->id);
        return out;
    }
    double x = width / 2, y = height / 2;
    wb_fragment_add_path(out, out->tag, wb_circle_new_path(x, y, radius - 0.8), 0xffffff,
                         self->workbook->theme.accent, 1.6)
        ->piece = shape->pieces->pdata[0];
    for (guint i = 0; i < fields->len; i++) {
        WbBox line = {boxes[i].x + x, boxes[i].y + y, boxes[i].width, boxes[i].height};
        add_circle_line(self, out, shape, fields->pdata[i], &line, plan.size);
    }
    g_autofree char *pieces = describe_fields(self, fields);
    wb_compose_figure(self, out->tag, shape, pieces, 1,
                      (WbBox){x - radius, y - radius, 2 * radius, 2 * radius});
    return out;
}

WbFragment *
wb_compose_circle(WbComposer *self, const WbBlock *block, double width, double height)
{
    return compose_circle(self, block->shapes->pdata[0], width, height, &on_page);
}

#define GATHER_GAP 14.0
#define TITLE_GAP 3.0

/* The number of columns that gives the largest circles. */
static guint
best_columns(guint n, double width, double height, double title)
{
    guint best = 1;
    double largest = 0;

    for (guint columns = 1; columns <= n; columns++) {
        guint rows = (n + columns - 1) / columns;
        double size = MIN((width - (columns - 1) * GATHER_GAP) / columns,
                          (height - (rows - 1) * GATHER_GAP) / rows - title);
        if (size > largest) {
            largest = size;
            best = columns;
        }
    }
    return best;
}

static GPtrArray *
set_titles(WbComposer *self, const GPtrArray *shapes, double width)
{
    GPtrArray *out = g_ptr_array_new();
    WbStyle style = self->styles[WB_STYLE_PROMPT];

    style.align = WB_ALIGN_CENTRE;
    for (guint i = 0; i < shapes->len; i++) {
        const WbShape *shape = shapes->pdata[i];
        g_autofree char *words = wb_composer_dup_text(self, shape->label, 0);
        g_ptr_array_add(out,
                        wb_setter_set(self->setter, words, &style, width, &shape->mark, NULL, 0));
    }
    return out;
}

WbFragment *
wb_compose_gather(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("Sect");
    guint n = block->shapes->len;
    double title = self->styles[WB_STYLE_PROMPT].leading + TITLE_GAP;
    guint columns = best_columns(n, width, height, title);
    guint rows = (n + columns - 1) / columns;
    double cell_width = (width - (columns - 1) * GATHER_GAP) / columns;
    double cell_height = (height - (rows - 1) * GATHER_GAP) / rows;

    out->height = height;
    g_autoptr(GPtrArray) titles = set_titles(self, block->shapes, cell_width);
    double tallest = 0;
    for (guint i = 0; i < n; i++)
        tallest = MAX(tallest, ((WbParagraph *)titles->pdata[i])->height + TITLE_GAP);
    /* Each circle close under its title, both in the middle of their cell. */
    double size = MAX(0, MIN(cell_width, cell_height - tallest));
    for (guint i = 0; i < n; i++) {
        WbParagraph *text = titles->pdata[i];
        guint row = i / columns, in_row = MIN(columns, n - row * columns);
        double shift = (columns - in_row) * (cell_width + GATHER_GAP) / 2;
        double x = shift + (i % columns) * (cell_width + GATHER_GAP);
        double y = row * (cell_height + GATHER_GAP) + (cell_height - size + tallest) / 2;
        wb_fragment_add_text(out, wb_tag_add(out->tag, "H2"), text, x,
                             y - TITLE_GAP - text->height);
        wb_fragment_merge(
            out, out->tag,
            compose_circle(self, block->shapes->pdata[i], cell_width, size, &gathered), x, y);
    }
    return out;
}
