/* Circles: a ring, and in it the lines of a page, each as wide as its chord. */
#include "composer.h"

#include <math.h>

#define AVERAGE_EM 0.56 /* width of a letter of running text that is rich in m and w */
#define LEAST_CHORD 60.0
#define MOST_GAP 26.0 /* between lines */

/* How the lines of a circle are set, and what is promised of them: an answer of so many letters is
 * legible at one of these sizes, on one line where the chord is long enough, else on two. */
typedef struct {
    const double *sizes; /* points, largest first */
    guint n;
    guint letters;
    double padding;   /* between the ring and the ends of a line */
    double least_gap; /* between lines */
    double drop;      /* of a caption below its line */
} Promise;

static const double page_sizes[] = {12, 11, 10, 9.5, 9, 8.5, 8, 7.5, 7};
static const double gathered_sizes[] = {9, 8.5, 8, 7.5, 7, 6.5, 6};
static const Promise on_page = {page_sizes, G_N_ELEMENTS(page_sizes), 60, 9, 5, 1};
static const Promise gathered = {gathered_sizes, G_N_ELEMENTS(gathered_sizes), 40, 6, 0.5, 0.5};

#define TIGHT_LETTERS 0.75 /* of them on a page that is set tightly */

static gboolean
is_text(const WbField *field)
{
    return field->kind == WB_KIND_TEXT || field->kind == WB_KIND_LINES;
}

static double
least_width(const WbField *field, double size, guint lines, guint letters)
{
    if (field->kind == WB_KIND_SCALE || field->kind == WB_KIND_YES_NO)
        return field->options->len * WB_SLOT_SIZE * WB_SLOT_EM;
    if (!is_text(field))
        return LEAST_CHORD;
    double line = letters * AVERAGE_EM * size;
    /* Two lines never fill to the brim: a word goes over. */
    return lines == 1 ? line + 5 : line / lines * 1.12 + 5;
}

static double
caption_height(const WbComposer *self, const WbField *field, const Promise *promise)
{
    return field->caption != NULL ? self->styles[WB_STYLE_CAPTION].leading + promise->drop : 0;
}

/* A caption stands on one line. */
static double
caption_width(WbComposer *self, const WbField *field)
{
    g_autofree char *words = wb_composer_dup_text(self, field->caption, 0);

    return words == NULL
               ? 0
               : wb_setter_line_width(self->setter, words, &self->styles[WB_STYLE_CAPTION]);
}

typedef struct {
    double size;
    guint *lines; /* of each field: 1 or 2 */
    double *heights;
    double *captions; /* how wide each caption is */
    double *drops;    /* what each takes of the height */
    WbBox *boxes;
} Plan;

/* The stack at the widest gap that fits; 0 where none does. Airy where there is room: it may fill
 * up to three fifths of the circle's height. */
static double
place_stack(const GPtrArray *fields, double radius, double size, const Promise *promise, Plan *plan)
{
    double stack = 0;

    for (guint i = 0; i < fields->len; i++) {
        plan->heights[i] =
            plan->drops[i] + wb_mirror_height(fields->pdata[i], size, plan->lines[i]);
        stack += plan->heights[i];
    }
    double most = fields->len > 1 ? (radius * 1.25 - stack) / (fields->len - 1) : 0;
    double gap = CLAMP(most, promise->least_gap, MOST_GAP);
    while (!wb_circle_place(radius, plan->heights, fields->len, gap, promise->padding, LEAST_CHORD,
                            plan->boxes)) {
        if (gap <= promise->least_gap)
            return 0;
        gap = MAX(promise->least_gap, gap - 0.75);
    }
    return stack + (fields->len - 1) * gap;
}

/* A line whose chord is too short for the promise becomes two, which moves the others: until
 * nothing changes. Gives the height of the stack, 0 where it does not fit. */
static double
settle(const GPtrArray *fields, double radius, double size, const Promise *promise, Plan *plan)
{
    for (gboolean changed = TRUE; changed;) {
        double stack = place_stack(fields, radius, size, promise, plan);
        changed = FALSE;
        for (guint i = 0; stack > 0 && i < fields->len; i++) {
            if (plan->boxes[i].width < plan->captions[i])
                return 0;
            if (plan->boxes[i].width >=
                least_width(fields->pdata[i], size, plan->lines[i], promise->letters))
                continue;
            if (plan->lines[i] == 2 || !is_text(fields->pdata[i]))
                return 0;
            plan->lines[i] = 2;
            changed = TRUE;
        }
        if (!changed)
            return stack;
    }
    return 0;
}

/* How well a size looks when every text begins with @lines lines, 0 where it does not fit: large
 * letters, lines that do not huddle in the middle, all alike. A short answer looks better on one
 * line, where it stands on its rule; a long one wants two. */
static double
try_size(const GPtrArray *fields, double radius, double size, guint lines, const Promise *promise,
         Plan *plan)
{
    guint texts = 0, doubled = 0, loose = 0;

    for (guint i = 0; i < fields->len; i++)
        plan->lines[i] = is_text(fields->pdata[i]) ? lines : 1;
    double stack = settle(fields, radius, size, promise, plan);
    if (stack == 0)
        return 0;
    for (guint i = 0; i < fields->len; i++) {
        const WbField *field = fields->pdata[i];
        texts += is_text(field);
        doubled += plan->lines[i] == 2;
        loose += (plan->lines[i] == 2) != (field->kind == WB_KIND_LINES);
    }
    double share = texts > 0 ? (double)loose / texts : 0;
    double letters_look = size < 8.5 ? 3 * size - 8.5 : 2 * size; /* small ones cost more */
    return MIN(stack / (2 * radius), 0.6) * 20 + letters_look * (1 - 0.35 * share) -
           (doubled > 0 && doubled < texts ? 1.5 : 0);
}

static gboolean
plan_circle(const GPtrArray *fields, double radius, const Promise *promise, Plan *plan)
{
    double best = 0;
    guint best_lines = 0;

    plan->size = 0;
    for (guint i = 0; i < promise->n; i++)
        for (guint lines = 1; lines <= 2; lines++) {
            double score = try_size(fields, radius, promise->sizes[i], lines, promise, plan);
            if (score <= best)
                continue;
            best = score;
            best_lines = lines;
            plan->size = promise->sizes[i];
        }
    return best > 0 && try_size(fields, radius, plan->size, best_lines, promise, plan) > 0;
}

static void
add_circle_line(WbComposer *self, WbFragment *into, const WbShape *shape, const WbField *field,
                const WbBox *line, double size, const Promise *promise)
{
    double caption = caption_height(self, field, promise);
    WbBox box = {line->x, line->y, line->width, line->height - caption};

    wb_compose_mirror(self, into, shape, field, &box, size);
    if (!wb_kind_has_options(field->kind)) /* these are words already: nothing is written there */
        wb_fragment_add_line(into, box.x, box.y + box.height, box.x + box.width, box.y + box.height,
                             self->workbook->theme.rule, 0.5);
    if (caption == 0)
        return;
    WbParagraph *text = wb_composer_set(self, field->caption, WB_STYLE_CAPTION, box.width + 0.1);
    wb_fragment_add_text(into, into->tag, text, box.x, box.y + box.height + promise->drop);
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
missing_radius(const GPtrArray *fields, double radius, const Promise *promise, Plan *plan)
{
    for (double more = 1; more < 600; more++)
        if (plan_circle(fields, radius + more, promise, plan))
            return more;
    return 600;
}

static WbFragment *
compose_circle(WbComposer *self, const WbShape *shape, double width, double height,
               const Promise *wanted)
{
    const GPtrArray *fields = ((const WbPiece *)shape->pieces->pdata[0])->shows;
    double radius = MIN(width, height) / 2 - 1;
    g_autofree guint *lines = g_new0(guint, fields->len);
    g_autofree double *heights = g_new0(double, fields->len);
    g_autofree double *captions = g_new0(double, fields->len);
    g_autofree double *drops = g_new0(double, fields->len);
    g_autofree WbBox *boxes = g_new0(WbBox, fields->len);
    Plan plan = {0, lines, heights, captions, drops, boxes};
    WbFragment *out = wb_fragment_new("Figure");
    Promise promise = *wanted;

    out->height = height;
    promise.letters =
        (guint)lround(wb_composer_measure(self, wanted->letters, TIGHT_LETTERS * wanted->letters));
    for (guint i = 0; i < fields->len; i++) {
        captions[i] = caption_width(self, fields->pdata[i]);
        drops[i] = caption_height(self, fields->pdata[i], &promise);
    }
    if (radius < 1 || !plan_circle(fields, radius, &promise, &plan)) {
        g_autofree char *what = g_strdup_printf(
            "circle '%s' needs %.0f points more height on page '%s'",
            ((const WbPiece *)shape->pieces->pdata[0])->id,
            2 * missing_radius(fields, MAX(radius, 1), &promise, &plan), shape->page->id);
        wb_composer_complain_of_page(self, shape->page, &shape->mark, what);
        return out;
    }
    double x = width / 2, y = height / 2;
    wb_fragment_add_path(out, out->tag, wb_circle_new_path(x, y, radius - 0.8), 0xffffff,
                         self->workbook->theme.accent, 1.6)
        ->piece = shape->pieces->pdata[0];
    for (guint i = 0; i < fields->len; i++) {
        WbBox line = {boxes[i].x + x, boxes[i].y + y, boxes[i].width, boxes[i].height};
        add_circle_line(self, out, shape, fields->pdata[i], &line, plan.size, &promise);
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

#define GATHER_GAP 12.0
#define TITLE_GAP 3.0
#define MOST_CORNER_LINES 3 /* of a page set tightly one more */
#define CORNER 0.16         /* of a circle's width: what its corner leaves a title of three lines */

/* How the circles of a page are arranged. Side by side they stand close about the middle of the
 * page, their titles in the outer corners that the round shapes leave free; one below the other,
 * titles stand above. */
typedef struct {
    guint columns;
    double cell_width, cell_height, size, title_width;
    gboolean corner;
} Arrangement;

static Arrangement
arrange(guint n, guint columns, double width, double height, double title, gboolean corners)
{
    guint rows = (n + columns - 1) / columns;
    Arrangement it = {columns,
                      (width - (columns - 1) * GATHER_GAP) / columns,
                      (height - (rows - 1) * GATHER_GAP) / rows,
                      0,
                      0,
                      FALSE};
    double spare = it.cell_width - it.cell_height;

    it.corner = corners && columns > 1 && spare > 0.2 * it.cell_height;
    it.size = it.corner ? it.cell_height : MIN(it.cell_width, it.cell_height - title);
    it.title_width = it.corner ? spare + CORNER * it.size : it.cell_width;
    return it;
}

/* The arrangement that gives the largest circles. */
static Arrangement
best_arrangement(guint n, double width, double height, double title, gboolean corners)
{
    Arrangement best = arrange(n, 1, width, height, title, corners);

    for (guint columns = 2; columns <= n; columns++) {
        Arrangement other = arrange(n, columns, width, height, title, corners);
        if (other.size > best.size)
            best = other;
    }
    return best;
}

static WbParagraph *
set_title(WbComposer *self, const WbShape *shape, const Arrangement *it, gboolean last)
{
    WbStyle style = self->styles[WB_STYLE_PROMPT];
    g_autofree char *words = wb_composer_dup_text(self, shape->label, 0);

    style.align = !it->corner ? WB_ALIGN_CENTRE : last ? WB_ALIGN_END : WB_ALIGN_START;
    if (it->corner) {
        style.size = MAX(style.size * 0.9, self->styles[WB_STYLE_CAPTION].size);
        style.leading = MAX(style.size * 1.22, self->styles[WB_STYLE_CAPTION].leading);
    }
    return wb_setter_set(self->setter, words, &style, it->title_width,
                         wb_composer_mark(shape->label, &shape->mark), NULL, 0);
}

/* A corner holds a short title; longer ones stand above their circles. */
static gboolean
fit_corners(WbComposer *self, const GPtrArray *shapes, const Arrangement *it)
{
    guint most = MOST_CORNER_LINES + (self->tight > 0.5);

    for (guint i = 0; it->corner && i < shapes->len; i++) {
        g_autoptr(WbParagraph) title = set_title(self, shapes->pdata[i], it, FALSE);
        if (title->n_lines > most || title->widest > title->width)
            return FALSE;
    }
    return TRUE;
}

WbFragment *
wb_compose_gather(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("Sect");
    guint n = block->shapes->len;
    double above = self->styles[WB_STYLE_PROMPT].leading + TITLE_GAP;
    Arrangement it = best_arrangement(n, width, height, above, TRUE);
    if (!fit_corners(self, block->shapes, &it))
        it = best_arrangement(n, width, height, above, FALSE);

    out->height = height;
    for (guint i = 0; i < n; i++) {
        const WbShape *shape = block->shapes->pdata[i];
        gboolean last = it.corner && i % it.columns * 2 >= it.columns; /* in the outer half */
        WbParagraph *text = set_title(self, shape, &it, last);
        guint row = i / it.columns, in_row = MIN(it.columns, n - row * it.columns);
        double shift = (it.columns - in_row) * (it.cell_width + GATHER_GAP) / 2;
        double x = shift + (i % it.columns) * (it.cell_width + GATHER_GAP);
        double y = row * (it.cell_height + GATHER_GAP);
        double drop = it.corner ? 0 : text->height + TITLE_GAP;
        double size = MAX(0, MIN(it.size, it.cell_height - drop));
        double spare = it.cell_width - size;
        wb_fragment_add_text(out, wb_tag_add(out->tag, "H2"), text,
                             x + (last ? it.cell_width - it.title_width : 0), y);
        wb_fragment_merge(out, out->tag, compose_circle(self, shape, size, size, &gathered),
                          x + (last        ? 0
                               : it.corner ? spare
                                           : spare / 2),
                          y + drop);
    }
    return out;
}
