/* Composed pages. Golden: each page of the house's workbook as text, its widgets and shapes as they
 * are composed and its words as poppler finds them. With teeth: what every page must keep to.
 * Called with PAPER/PAGE ("letter/cover") the test prints that page's text; with a layout of
 * pages/bad, the complaints. */
#include "compose.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "composed.h"
#include "golden.h"
#include "tool.h"

#define NEAR 0.5 /* points: how far a widget may stand from what is drawn for it */

/* The house's own workbooks, by the folder of pages/ that holds their expectations. */
static const struct {
    const char *name, *layout, *paper;
} houses[] = {
    {"letter", "../layouts/workbook", "letter"},
    {"a4", "../layouts/workbook", "a4"},
    {"toolkit", "../layouts/toolkit", "letter"},
    {"toolkit-a4", "../layouts/toolkit", "a4"},
};

/* Composed once for all tests. */
static const Composed *
house(const char *name)
{
    static Composed *known[G_N_ELEMENTS(houses)];

    for (gsize i = 0; i < G_N_ELEMENTS(houses); i++) {
        if (!g_str_equal(houses[i].name, name))
            continue;
        if (known[i] == NULL)
            known[i] = composed_new(houses[i].layout, houses[i].paper);
        g_assert_no_error(known[i]->error);
        return known[i];
    }
    return NULL;
}

/* --- golden --------------------------------------------------------------------------------- */

/* Half a point is what an eye might see. */
static char *
half(double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    return g_strdup(g_ascii_formatd(text, sizeof text, "%.1f", round(value * 2) / 2 + 0.0));
}

static void
add_box(GString *out, const char *what, const WbBox *box)
{
    g_autofree char *x = half(box->x), *y = half(box->y), *w = half(box->width),
                    *h = half(box->height);

    g_string_append_printf(out, "%s %s,%s %sx%s", what, x, y, w, h);
}

static void
describe_widget(GString *out, const WbItem *item)
{
    const WbWidget *widget = &item->widget;

    add_box(out, widget->input ? "input" : "mirror", &item->box);
    g_string_append_printf(out, " %s", widget->field->id);
    if (widget->option != NULL)
        g_string_append_printf(out, "=%s", widget->option->code);
    if (widget->size > 0) {
        char size[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_printf(out, " %spt",
                               g_ascii_formatd(size, sizeof size, "%g", widget->size));
    }
    if (widget->multiline)
        g_string_append(out, " multi-line");
    if (widget->align != WB_ALIGN_START)
        g_string_append(out, widget->align == WB_ALIGN_CENTRE ? " centred" : " end");
    if (widget->word != NULL)
        g_string_append_printf(out, " reads \"%s\"", widget->word);
    if (!widget->input)
        g_string_append_printf(out, " in %s", widget->shape != NULL ? widget->shape->id : "beside");
    g_string_append_c(out, '\n');
}

static void
describe_path(GString *out, const WbItem *item)
{
    g_autofree char *name =
        item->piece != NULL ? g_strdup_printf("piece %s", item->piece->id) : g_strdup("drawn");

    add_box(out, name, &item->box);
    if (item->fill >= 0)
        g_string_append_printf(out, " fill %06x", (guint)item->fill);
    if (item->stroke >= 0) {
        char width[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_printf(out, " line %06x %s", (guint)item->stroke,
                               g_ascii_formatd(width, sizeof width, "%g", item->line_width));
    }
    g_string_append_c(out, '\n');
}

/* One line of words: "text X,Y WxH words". The code changes with every word anywhere in the
 * workbook: it would change every page, its letters and how far they reach. */
static void
add_line(GString *out, WbBox box, const char *words, const char *code)
{
    g_autoptr(GString) line = g_string_new(words);

    if (g_string_replace(line, code, "CODE", 0) > 0)
        box.width = 0;
    add_box(out, "text", &box);
    g_string_append_printf(out, "%s\n", line->str);
}

/* The words of a page, grouped into lines by poppler's layout analysis. */
static void
describe_words(GString *out, const char *path, guint page, const char *code)
{
    g_autofree char *n = g_strdup_printf("%u", page);
    g_autoptr(ToolRun) run =
        tool_run("pdftotext", "-bbox-layout", "-f", n, "-l", n, path, "-", NULL);
    g_auto(GStrv) lines = g_strsplit(run->out, "\n", -1);
    g_autoptr(GString) words = g_string_new(NULL);
    WbBox box = {0, 0, 0, 0};

    g_assert_cmpint(run->status, ==, 0);
    for (guint i = 0; lines[i] != NULL; i++) {
        double right, bottom;
        const char *line = g_strchug(lines[i]);
        if (sscanf(line, "<line xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">", &box.x,
                   &box.y, &right, &bottom) == 4) {
            box.width = right - box.x;
            box.height = bottom - box.y;
            g_string_truncate(words, 0);
        } else if (g_str_has_prefix(line, "<word ")) {
            const char *start = strchr(line, '>') + 1;
            g_string_append_c(words, ' ');
            g_string_append_len(words, start, strstr(start, "</word>") - start);
        } else if (g_str_has_prefix(line, "</line>")) {
            add_line(out, box, words->str, code);
        }
    }
}

/* The blank of a paper in a folder of its own, removed at the end. */
static char *folders[G_N_ELEMENTS(houses)], *blanks[G_N_ELEMENTS(houses)],
    *codes[G_N_ELEMENTS(houses)];

static gsize
house_index(const char *name)
{
    gsize i = 0;

    while (i + 1 < G_N_ELEMENTS(houses) && !g_str_equal(houses[i].name, name))
        i++;
    return i;
}

static const char *
blank_path(const char *name)
{
    gsize i = house_index(name);
    g_autoptr(GError) error = NULL;

    if (blanks[i] == NULL) {
        g_autoptr(WbBlank) blank = wb_blank_new(house(name)->workbook, houses[i].paper, &error);
        g_assert_no_error(error);
        codes[i] = g_strdup(blank->edition->code);
        folders[i] = tool_new_folder();
        wb_blank_write(blank, folders[i], &blanks[i], &error);
        g_assert_no_error(error);
    }
    return blanks[i];
}

/* Everything but the words; lines and boxes that repeat stand in painting order as well. */
static void
describe_sheet(GString *out, const WbSheet *sheet)
{
    g_string_append_printf(out, "page %u %s\n", sheet->number, sheet->page->id);
    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *item = sheet->items->pdata[i];
        if (item->kind == WB_ITEM_WIDGET)
            describe_widget(out, item);
        else if (item->kind == WB_ITEM_PATH)
            describe_path(out, item);
        else if (item->target != NULL)
            g_string_append_printf(out, "link %s\n", item->target);
    }
}

static char *
describe_page(const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name, "/", 2);
    const Composed *on = house(parts[0]);
    GString *out = g_string_new(NULL);

    for (guint i = 0; on != NULL && i < on->composition->sheets->len; i++) {
        const WbSheet *sheet = on->composition->sheets->pdata[i];
        if (!g_str_equal(sheet->page->id, parts[1]))
            continue;
        describe_sheet(out, sheet);
        const char *path = blank_path(parts[0]);
        describe_words(out, path, sheet->number, codes[house_index(parts[0])]);
    }
    return g_string_free(out, FALSE);
}

/* What does not fit, on Letter. */
static char *
describe_bad(const char *path)
{
    g_autoptr(Composed) on = composed_new(path, "letter");

    return on->error != NULL ? g_strconcat(on->error->message, "\n", NULL)
                             : g_strdup("nothing to complain about\n");
}

static char *
describe_any(const char *name)
{
    return g_str_has_suffix(name, ".layout") ? describe_bad(name) : describe_page(name);
}

/* --- with teeth ----------------------------------------------------------------------------- */

static void complain(const WbSheet *sheet, const WbItem *item, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static void
complain(const WbSheet *sheet, const WbItem *item, const char *format, ...)
{
    g_autoptr(GString) which = g_string_new(NULL);
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (item->kind == WB_ITEM_WIDGET)
        describe_widget(which, item);
    else
        add_box(which, "item", &item->box);
    g_test_message("page %s: %s%s", sheet->page->id, which->str, what);
    g_test_fail();
}

typedef void (*CheckSheet)(const Composed *on, const WbSheet *sheet);

static double
right_of(const WbBox *box)
{
    return box->x + box->width;
}

static double
bottom_of(const WbBox *box)
{
    return box->y + box->height;
}

static void
check_overlaps(const Composed *on, const WbSheet *sheet)
{
    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *a = sheet->items->pdata[i];
        for (guint k = i + 1; a->kind == WB_ITEM_WIDGET && k < sheet->items->len; k++) {
            const WbItem *b = sheet->items->pdata[k];
            if (b->kind == WB_ITEM_WIDGET &&
                MAX(a->box.x, b->box.x) + 0.01 < MIN(right_of(&a->box), right_of(&b->box)) &&
                MAX(a->box.y, b->box.y) + 0.01 < MIN(bottom_of(&a->box), bottom_of(&b->box)))
                complain(sheet, a, "overlaps %s", b->widget.field->id);
        }
    }
}

/* Widgets and words stay inside the margins: a word too long for its line sticks out. */
static void
check_margins(const Composed *on, const WbSheet *sheet)
{
    double margin = on->composition->margin - 0.1;

    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *item = sheet->items->pdata[i];
        WbBox box = item->box;
        if (item->kind == WB_ITEM_TEXT) {
            for (guint run = item->first_run; run < MIN(item->end_run, item->paragraph->runs->len);
                 run++) {
                WbBox at = wb_paragraph_run_box(item->paragraph, run);
                if (at.x + box.x < margin || right_of(&at) + box.x > sheet->width - margin)
                    complain(sheet, item, "has words outside the margins");
            }
        } else if (box.x < margin || box.y < margin || right_of(&box) > sheet->width - margin ||
                   bottom_of(&box) > sheet->height - margin) {
            complain(sheet, item, "stands outside the margins");
        }
    }
}

/* Nothing is asked twice. */
static void
check_inputs(const Composed *on, const WbSheet *sheet)
{
    g_autoptr(GHashTable) asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *item = sheet->items->pdata[i];
        if (item->kind != WB_ITEM_WIDGET || !item->widget.input)
            continue;
        const char *code = item->widget.option != NULL ? item->widget.option->code : "";
        if (!g_hash_table_add(asked, g_strconcat(item->widget.field->id, "=", code, NULL)))
            complain(sheet, item, "is asked twice");
    }
}

/* An input never stands wholly above one that comes before it. */
static void
check_order(const Composed *on, const WbSheet *sheet)
{
    const WbItem *before = NULL;

    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *item = sheet->items->pdata[i];
        if (item->kind != WB_ITEM_WIDGET || !item->widget.input)
            continue;
        /* The next column of a spread begins at its top again. */
        gboolean beside = before != NULL && item->box.x >= before->box.x + before->box.width;
        if (before != NULL && !beside && bottom_of(&item->box) <= before->box.y)
            complain(sheet, item, "comes after %s, which is below it", before->widget.field->id);
        before = item;
    }
}

typedef struct {
    double x, y;
} Point;

static void
add_curve(GArray *points, Point from, const WbPathStep *step)
{
    for (guint i = 1; i <= 24; i++) {
        double t = i / 24.0, s = 1 - t;
        Point at = {s * s * s * from.x + 3 * s * s * t * step->p[0].x +
                        3 * s * t * t * step->p[1].x + t * t * t * step->p[2].x,
                    s * s * s * from.y + 3 * s * s * t * step->p[0].y +
                        3 * s * t * t * step->p[1].y + t * t * t * step->p[2].y};
        g_array_append_val(points, at);
    }
}

static GArray *
flatten(const WbPath *path)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(Point));

    for (guint i = 0; i < path->len; i++) {
        const WbPathStep *step = &g_array_index(path, WbPathStep, i);
        Point at = {step->p[0].x, step->p[0].y};
        if (step->verb == WB_PATH_CURVE)
            add_curve(points, g_array_index(points, Point, points->len - 1), step);
        else if (step->verb != WB_PATH_CLOSE)
            g_array_append_val(points, at);
    }
    return points;
}

static gboolean
holds_point(const GArray *outline, double x, double y)
{
    gboolean inside = FALSE;

    for (guint i = 0, k = outline->len - 1; i < outline->len; k = i++) {
        Point a = g_array_index(outline, Point, i), b = g_array_index(outline, Point, k);
        if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

/* The edges as well as the corners: a tab may come in between. */
static gboolean
holds_box(const WbItem *shape, const WbBox *box)
{
    g_autoptr(GArray) outline = flatten(shape->path);

    for (guint i = 0; i <= 20; i++) {
        double x = box->x + box->width * i / 20, y = box->y + box->height * i / 20;
        if (!holds_point(outline, x, box->y) || !holds_point(outline, x, bottom_of(box)) ||
            !holds_point(outline, box->x, y) || !holds_point(outline, right_of(box), y))
            return FALSE;
    }
    return TRUE;
}

static gboolean
shows(const WbPiece *piece, const WbField *field)
{
    return g_ptr_array_find(piece->shows, field, NULL);
}

static gboolean
belongs(const WbShape *shape, const WbPiece *piece)
{
    return g_ptr_array_find(shape->pieces, piece, NULL);
}

static void
check_mirrors(const Composed *on, const WbSheet *sheet)
{
    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *item = sheet->items->pdata[i];
        gboolean held = FALSE;
        if (item->kind != WB_ITEM_WIDGET || item->widget.input || item->widget.shape == NULL)
            continue;
        for (guint k = 0; k < sheet->items->len && !held; k++) {
            const WbItem *shape = sheet->items->pdata[k];
            held = shape->piece != NULL && belongs(item->widget.shape, shape->piece) &&
                   shows(shape->piece, item->widget.field) && holds_box(shape, &item->box);
        }
        if (!held)
            complain(sheet, item, "is not inside the outline of its shape");
    }
}

static WbBox
words_box(const WbItem *item, guint run)
{
    WbBox box = wb_paragraph_run_box(item->paragraph, run);

    box.x += item->box.x;
    box.y += item->box.y;
    return box;
}

/* Words that begin inside a piece end inside it; and each labelled piece has some. */
static void
check_labels(const Composed *on, const WbSheet *sheet)
{
    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *shape = sheet->items->pdata[i];
        guint labels = 0;
        if (shape->piece == NULL)
            continue;
        g_autoptr(GArray) outline = flatten(shape->path);
        for (guint k = 0; k < sheet->items->len; k++) {
            const WbItem *item = sheet->items->pdata[k];
            for (guint run = 0; item->kind == WB_ITEM_TEXT && run < item->paragraph->runs->len;
                 run++) {
                WbBox box = words_box(item, run);
                if (!holds_point(outline, box.x + box.width / 2, box.y + box.height / 2))
                    continue;
                labels++;
                if (!holds_box(shape, &box))
                    complain(sheet, item, "reaches out of its piece %s", shape->piece->id);
            }
        }
        if (shape->piece->label != NULL && labels == 0)
            complain(sheet, shape, "has no label");
    }
}

static gboolean
same_box(const WbBox *a, const WbBox *b)
{
    return fabs(a->x - b->x) <= NEAR && fabs(a->y - b->y) <= NEAR &&
           fabs(a->width - b->width) <= NEAR && fabs(a->height - b->height) <= NEAR;
}

/* A line that goes along an edge at @y, all its way. */
static gboolean
underlines(const WbItem *line, const WbBox *box, double y, double near)
{
    return line->box.height == 0 && fabs(line->box.y - y) <= near && line->box.x <= box->x + near &&
           right_of(&line->box) >= right_of(box) - near;
}

/* Inputs stand on their boxes; cells to write in between two rules; mirrors in circles on a line.
 */
static void
check_drawn(const Composed *on, const WbSheet *sheet)
{
    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *item = sheet->items->pdata[i];
        gboolean boxed = FALSE, above = FALSE, below = FALSE;
        if (item->kind != WB_ITEM_WIDGET)
            continue;
        gboolean in_piece =
            item->widget.shape != NULL && item->widget.shape->kind == WB_SHAPE_PUZZLE;
        gboolean slot = !item->widget.input && item->widget.option != NULL;
        for (guint k = 0; k < sheet->items->len; k++) {
            const WbItem *drawn = sheet->items->pdata[k];
            if (drawn->kind != WB_ITEM_PATH)
                continue;
            boxed |= same_box(&drawn->box, &item->box);
            above |= underlines(drawn, &item->box, item->box.y, 1.2);
            below |= underlines(drawn, &item->box, bottom_of(&item->box),
                                item->widget.input ? 1.2 : NEAR);
        }
        if (item->widget.input ? !boxed && !(above && below) : !in_piece && !slot && !below)
            complain(sheet, item, "has nothing drawn where it stands");
    }
}

/* --- what has to be legible ----------------------------------------------------------------- */

/* Viewers leave 2 pt at the sides and 1 pt above and below, and set Noto Sans 1.362 em apart. */
#define SIDE 2.0
#define ABOVE 1.0
#define LINE 1.362

static gboolean
fits(const Composed *on, const WbItem *item, const char *answer)
{
    WbStyle style = {"Noto Sans", item->widget.size, item->widget.size * LINE, FALSE, FALSE,
                     0,           WB_ALIGN_START};
    g_autoptr(WbParagraph) set =
        wb_setter_set_plain(on->setter, answer, &style, item->box.width - 2 * SIDE, NULL);

    return set->widest <= item->box.width - 2 * SIDE + 0.01 &&
           set->n_lines * LINE * item->widget.size <= item->box.height - 2 * ABOVE;
}

/* Answers as people give them, of exactly that many characters, narrow letters and wide ones. */
static const char *const sixty[] = {
    "Respect, honesty and accountability toward survivors' wishes",
    "Listening first; still, it is his life, his will, his limits",
    "Meaning what we promise women, men and young people who come",
    "Community-owned programs, warm meals, home, women's wellness",
};
static const char *const forty[] = {
    "Respect, honesty and survivors' choices.",
    "Listening until it is his life, his will",
    "Meaning what we promise women and youths",
};

static void
check_promise(const Composed *on, const WbSheet *sheet)
{
    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *item = sheet->items->pdata[i];
        const WbShape *shape = item->widget.shape;
        if (item->kind != WB_ITEM_WIDGET || shape == NULL || shape->kind != WB_SHAPE_CIRCLE ||
            (item->widget.field->kind != WB_KIND_TEXT && item->widget.field->kind != WB_KIND_LINES))
            continue;
        gboolean copy = shape->copy_of != NULL;
        if (item->widget.size < (copy ? 6 : 7))
            complain(sheet, item, "is too small to read");
        for (gsize n = 0; n < (copy ? G_N_ELEMENTS(forty) : G_N_ELEMENTS(sixty)); n++) {
            const char *answer = copy ? forty[n] : sixty[n];
            if (!fits(on, item, answer))
                complain(sheet, item, "cannot show \"%s\"", answer);
        }
    }
}

static void
check_cells(const Composed *on, const WbSheet *sheet)
{
    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *item = sheet->items->pdata[i];
        if (item->kind == WB_ITEM_WIDGET && item->widget.input &&
            item->widget.field->table != NULL && item->widget.multiline && !fits(on, item, "A\nB"))
            complain(sheet, item, "has no room for two lines");
    }
}

static void
test_answers(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(sixty); i++)
        g_assert_cmpint(g_utf8_strlen(sixty[i], -1), ==, 60);
    for (gsize i = 0; i < G_N_ELEMENTS(forty); i++)
        g_assert_cmpint(g_utf8_strlen(forty[i], -1), ==, 40);
}

static const struct {
    const char *name;
    CheckSheet check;
    gboolean odd; /* holds for every layout, not only the house's */
} checks[] = {
    {"overlaps", check_overlaps, TRUE}, {"margins", check_margins, TRUE},
    {"inputs", check_inputs, TRUE},     {"order", check_order, FALSE},
    {"mirrors", check_mirrors, TRUE},   {"labels", check_labels, TRUE},
    {"drawn", check_drawn, TRUE},       {"promise", check_promise, TRUE},
    {"cells", check_cells, TRUE},
};

static void
test_check(gconstpointer data)
{
    CheckSheet check = checks[GPOINTER_TO_UINT(data)].check;

    for (gsize i = 0; i < G_N_ELEMENTS(houses); i++) {
        const Composed *on = house(houses[i].name);
        for (guint k = 0; k < on->composition->sheets->len; k++)
            check(on, on->composition->sheets->pdata[k]);
    }
}

/* Other pages than the house's: composed without a complaint, and every check that is for all. */
static void
test_odd(gconstpointer path)
{
    static const char *const papers[] = {"letter", "a4"};

    for (gsize i = 0; i < G_N_ELEMENTS(papers); i++) {
        g_autoptr(Composed) on = composed_new(path, papers[i]);
        g_assert_no_error(on->error);
        for (guint k = 0; k < on->composition->sheets->len; k++)
            for (gsize n = 0; n < G_N_ELEMENTS(checks); n++)
                if (checks[n].odd)
                    checks[n].check(on, on->composition->sheets->pdata[k]);
    }
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
add_odd(void)
{
    g_autoptr(GDir) folder = g_dir_open("pages/odd", 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    g_assert_nonnull(folder);
    while ((name = g_dir_read_name(folder)) != NULL)
        g_ptr_array_add(names, g_build_filename("pages/odd", name, NULL));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *test = g_strdup_printf("/compose/%s", (char *)names->pdata[i]);
        g_test_add_data_func_full(test, g_strdup(names->pdata[i]), test_odd, g_free);
    }
}

static void
add_pages(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(houses); i++) {
        const WbWorkbook *workbook = house(houses[i].name)->workbook;
        for (guint k = 0; k < workbook->pages->len; k++) {
            const WbPage *page = workbook->pages->pdata[k];
            g_autofree char *name = g_strdup_printf("%s/%s", houses[i].name, page->id);
            g_autofree char *expected = g_strdup_printf("pages/%s.expected", name);
            golden_add_file(name, expected, describe_page);
        }
    }
}

int
main(int argc, char **argv)
{
    int result = 0;

    golden_init(&argc, &argv);
    if (!golden_print(argc, argv, describe_any)) {
        add_pages();
        golden_add("pages/bad", ".layout", describe_bad);
        g_test_add_func("/compose/answers", test_answers);
        for (gsize i = 0; i < G_N_ELEMENTS(checks); i++) {
            g_autofree char *test = g_strdup_printf("/compose/%s", checks[i].name);
            g_test_add_data_func(test, GUINT_TO_POINTER(i), test_check);
        }
        add_odd();
        result = g_test_run();
    }
    for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
        if (folders[i] != NULL)
            tool_remove(folders[i]);
        g_free(folders[i]);
        g_free(codes[i]);
        g_free(blanks[i]);
    }
    return result;
}
