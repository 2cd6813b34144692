#include "flat.h"

#include <string.h>

#include "lines.h"
#include "sight.h"

#define FOOT 0.15   /* of a page's height */
#define PICTURE 0.5 /* of a page: what a picture covers is a scan */
#define SAME_SCALE 0.004
#define SAME_PLACE 2.5   /* points */
#define SAME_SIZE 2      /* points */
#define SAME_BASE 0.04   /* of a line's height */
#define SAME_PITCH 0.15  /* of a line's height */
#define FRAME 1.2        /* points: how far the frame of a place reaches into it */
#define BOX_MARGIN 0.22  /* of a box on each side: its frame */
#define TICKED 0.05      /* of what is within: the least that a tick darkens */
#define UNREAD_INK 0.004 /* of a place: the least that something which is no text darkens */
#define MOST_PAGES 500

/* What is seen in one place of the edition. */
typedef enum {
    EMPTY,
    WHOLE,
    FULL,    /* whole as far as one sees; there is no room for more */
    CUT,     /* goes on where it is hidden */
    UNCLEAR, /* one thing over another, or ink that is no text */
} State;

typedef struct {
    const WbEditionWidget *widget;
    GPtrArray *lines; /* of WbLine, owned */
    State state;
    char *text; /* owned */
} Place;

/* A page of the edition in the file, and where it stands there: printing moves and scales it. */
typedef struct {
    WbSight *sight; /* owned; NULL: not there, or not readable */
    gboolean sure;  /* its foot says where it stands */
    double scale;   /* points of the file for a point of the edition */
    double left, bottom;
} Page;

typedef struct {
    WbPdf *pdf;
    const WbEdition *edition;
    WbRecord *record;
    Page *pages;      /* by the edition's numbers less 1 */
    GString *missing; /* numbers of pages */
    WbDrawn drawn;
    gboolean rtl;
    const char *font;  /* of most of what was typed */
    GPtrArray *places; /* of Place, owned: texts, in the edition's order */
} Flat;

static void
place_free(gpointer data)
{
    Place *self = data;

    g_ptr_array_unref(self->lines);
    g_free(self->text);
    g_free(self);
}

static gboolean
is_text(const WbEditionField *field)
{
    return field->kind != WB_KIND_CHECK && !wb_kind_has_options(field->kind);
}

static WbSight *
get_page(const Flat *in, const WbEditionWidget *widget)
{
    return widget->page <= in->edition->pages->len ? in->pages[widget->page - 1].sight : NULL;
}

/* Where the file has what the edition has there. */
static WbRect
map(const Flat *in, const WbEditionWidget *widget)
{
    const Page *page = &in->pages[widget->page - 1];
    const WbRect *rect = &widget->rect;

    return (WbRect){page->left + page->scale * rect->left,
                    page->bottom + page->scale * rect->bottom,
                    page->left + page->scale * rect->right, page->bottom + page->scale * rect->top};
}

/* Of its font, in points of the file. */
static double
get_size(const Flat *in, const Place *place)
{
    return in->pages[place->widget->page - 1].scale * place->widget->font;
}

static double
get_x(const WbSeen *seen)
{
    return (seen->rect.left + seen->rect.right) / 2;
}

static double
get_y(const WbSeen *seen)
{
    return (seen->rect.bottom + seen->rect.top) / 2;
}

static gboolean
is_inside(const WbSeen *seen, const WbRect *rect)
{
    return get_x(seen) >= rect->left && get_x(seen) <= rect->right && get_y(seen) >= rect->bottom &&
           get_y(seen) <= rect->top;
}

static WbRect
inset(WbRect rect, double by)
{
    return (WbRect){rect.left + by, rect.bottom + by, rect.right - by, rect.top - by};
}

static gboolean
is_loose(const Flat *in, const WbSeen *seen)
{
    return g_hash_table_contains(in->pdf->loose, seen->font);
}

/* A line that is cut at its neighbour's edge leaves ink, but none in here. */
static gboolean
leaves_ink_in(const Flat *in, WbSight *page, const WbSeen *seen, const WbRect *rect)
{
    double margin = 0.2 * (seen->rect.top - seen->rect.bottom);
    WbRect within = inset(*rect, FRAME), middle = seen->rect;

    middle.bottom = MAX(middle.bottom + margin, within.bottom);
    middle.top = MIN(middle.top - margin, within.top);
    return seen->drawn && (is_loose(in, seen) || wb_sight_get_ink(page, middle) > 0);
}

/* The letter or digit that stands nearest on the very same line; or NULL. */
static const WbSeen *
find_neighbour(const GArray *seen, const WbSeen *mark)
{
    double height = mark->rect.top - mark->rect.bottom, nearest = 2 * height;
    const WbSeen *best = NULL;

    for (guint i = 0; i < seen->len; i++) {
        const WbSeen *one = &g_array_index(seen, WbSeen, i);
        double distance = ABS(get_x(one) - get_x(mark));

        if (g_unichar_isalnum(one->c) && ABS(get_y(one) - get_y(mark)) < SAME_BASE * height &&
            distance < nearest) {
            best = one;
            nearest = distance;
        }
    }
    return best;
}

/* Dots and dashes leave ink where others do: they are seen where the letters beside them are. */
static gboolean
is_seen_in(const Flat *in, WbSight *page, const WbSeen *seen, const WbRect *rect)
{
    const WbSeen *by = seen;

    if (!seen->drawn || !is_inside(seen, rect))
        return FALSE;
    if (!g_unichar_isalnum(seen->c))
        by = find_neighbour(wb_sight_peek_seen(page), seen);
    if (!by)
        return TRUE;
    return is_inside(by, rect) ? leaves_ink_in(in, page, by, rect) : by->drawn;
}

static gboolean
is_over_another(const GArray *seen)
{
    for (guint i = 1; i < seen->len; i++) {
        const WbRect *a = &g_array_index(seen, WbSeen, i - 1).rect;
        const WbRect *b = &g_array_index(seen, WbSeen, i).rect;
        double shared = MIN(a->right, b->right) - MAX(a->left, b->left);
        double narrow = MIN(a->right - a->left, b->right - b->left);

        if (!g_unichar_ismark(g_array_index(seen, WbSeen, i).c) &&
            !g_unichar_ismark(g_array_index(seen, WbSeen, i - 1).c) && narrow > 1 &&
            shared > 0.6 * narrow)
            return TRUE;
    }
    return FALSE;
}

/* Two lines that cross each other, or two characters. */
static gboolean
is_unclear(const GPtrArray *lines)
{
    for (guint n = 0; n < lines->len; n++) {
        const WbLine *line = lines->pdata[n], *before = n > 0 ? lines->pdata[n - 1] : NULL;

        if (before && before->middle - line->middle < 0.6 * line->height &&
            MIN(line->right, before->right) > MAX(line->left, before->left))
            return TRUE;
        if (is_over_another(line->seen))
            return TRUE;
    }
    return FALSE;
}

/* Whether a character outside of the place, or hidden in it, belongs to what stands in it. */
static gboolean
goes_on(const Place *place, const WbRect *rect, const WbSeen *seen)
{
    const WbLine *last = place->lines->pdata[place->lines->len - 1];
    double reach = 0.15 * last->height;

    for (guint n = 0; n < place->lines->len; n++) {
        const WbLine *line = place->lines->pdata[n];
        gboolean near = seen->rect.left - line->right < (seen->drawn ? reach : line->height) &&
                        line->left - seen->rect.right < (seen->drawn ? reach : line->height);

        if (ABS(get_y(seen) - line->middle) < 0.2 * line->height && near &&
            (get_x(seen) < rect->left || get_x(seen) > rect->right || !seen->drawn))
            return TRUE;
    }
    return !seen->drawn && get_y(seen) < last->middle - 0.5 * last->height &&
           get_y(seen) > last->middle - 2 * last->height && get_x(seen) > rect->left &&
           get_x(seen) < rect->right;
}

static gboolean
is_cut(const Place *place, const WbRect *rect, const GArray *seen)
{
    for (guint i = 0; i < seen->len; i++) {
        const WbSeen *one = &g_array_index(seen, WbSeen, i);

        if ((!one->drawn || !is_inside(one, rect)) && goes_on(place, rect, one))
            return TRUE;
    }
    return FALSE;
}

/* No room for one more line, or in a single line for one more word. */
static gboolean
is_full(const Flat *in, const Place *place, const WbRect *rect)
{
    const WbLine *last = place->lines->pdata[place->lines->len - 1];
    const WbLine *before =
        place->lines->len > 1 ? place->lines->pdata[place->lines->len - 2] : NULL;
    double pitch = before ? before->middle - last->middle : 1.3 * get_size(in, place);
    double slack = (rect->right - rect->left) - (last->right - last->left);

    if (last->middle - pitch - 0.35 * last->height > rect->bottom)
        return FALSE;
    return place->widget->multiline || slack < 1.5 * last->height;
}

static State
judge(const Flat *in, const Place *place, const WbRect *rect)
{
    WbSight *page = get_page(in, place->widget);

    if (place->lines->len == 0)
        return wb_sight_get_ink(page, inset(*rect, 2)) > UNREAD_INK ? UNCLEAR : EMPTY;
    if (is_unclear(place->lines))
        return UNCLEAR;
    if (is_cut(place, rect, wb_sight_peek_seen(page)))
        return CUT;
    return is_full(in, place, rect) ? FULL : WHOLE;
}

static void
add_place(Flat *in, const WbEditionWidget *widget)
{
    WbSight *page = get_page(in, widget);
    const GArray *seen = wb_sight_peek_seen(page);
    WbRect rect = map(in, widget);
    g_autoptr(GArray) within = g_array_new(FALSE, FALSE, sizeof(WbSeen));
    Place *place = g_new0(Place, 1);

    for (guint i = 0; i < seen->len; i++) {
        const WbSeen *one = &g_array_index(seen, WbSeen, i);

        if (is_seen_in(in, page, one, &rect))
            g_array_append_val(within, *one);
    }
    place->widget = widget;
    place->lines = wb_lines_new(within);
    place->state = judge(in, place, &rect);
    g_ptr_array_add(in->places, place);
}

static const WbSeen *
get_first(const Place *place)
{
    return &g_array_index(((WbLine *)place->lines->pdata[0])->seen, WbSeen, 0);
}

/* The font of most places: interned, or NULL. */
static const char *
find_font(const GPtrArray *places)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
    const char *most = NULL;

    for (guint i = 0; i < places->len; i++) {
        const Place *place = places->pdata[i];
        const char *font = place->lines->len ? get_first(place)->font : NULL;
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, font)) + 1;

        g_hash_table_insert(counts, (gpointer)font, GUINT_TO_POINTER(count));
        if (font && count > GPOINTER_TO_UINT(g_hash_table_lookup(counts, most)))
            most = font;
    }
    return most;
}

static gboolean
has_other_font(const Flat *in, const Place *place)
{
    for (guint n = 0; n < place->lines->len; n++) {
        const WbLine *line = place->lines->pdata[n];

        for (guint i = 0; i < line->seen->len; i++)
            if (g_array_index(line->seen, WbSeen, i).font != in->font)
                return TRUE;
    }
    return FALSE;
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
    double one = *(const double *)a, two = *(const double *)b;

    return one > two ? 1 : one < two ? -1 : 0;
}

/* Points from one line to the next for each point of the font, in the middle of what the places
 * say; lines that cross each other are of two places. */
static double
get_pitch(const Flat *in)
{
    g_autoptr(GArray) pitches = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < in->places->len; i++) {
        const Place *place = in->places->pdata[i];
        const WbLine *first, *second;
        double pitch;

        if (place->lines->len < 2)
            continue;
        first = place->lines->pdata[0];
        second = place->lines->pdata[1];
        pitch = (first->middle - second->middle) / get_size(in, place);
        g_array_append_val(pitches, pitch);
    }
    g_array_sort(pitches, compare_numbers);
    return pitches->len ? g_array_index(pitches, double, pitches->len / 2) : 1.2;
}

/* The places in which @seen may be what another hides. */
static void
doubt_at(Flat *in, const Place *of, const WbSeen *seen)
{
    for (guint i = 0; i < in->places->len; i++) {
        Place *place = in->places->pdata[i];
        WbRect rect;

        if (place == of || place->widget->page != of->widget->page || place->lines->len == 0)
            continue;
        rect = map(in, place->widget);
        if (is_inside(seen, &rect))
            place->state = UNCLEAR;
    }
}

/* What stands where the place would have one more line. The middle of that line, or 0 where there
 * is none. */
static double
doubt_line(Flat *in, Place *place, double middle)
{
    const GArray *seen = wb_sight_peek_seen(get_page(in, place->widget));
    WbRect rect = map(in, place->widget);
    double found = 0;

    for (guint i = 0; i < seen->len; i++) {
        const WbSeen *one = &g_array_index(seen, WbSeen, i);

        if (!is_loose(in, one) || get_x(one) < rect.left || get_x(one) > rect.right ||
            ABS(get_y(one) - middle) > SAME_PITCH * (one->rect.top - one->rect.bottom))
            continue;
        found = get_y(one);
        if (is_inside(one, &rect))
            continue;
        place->state = MAX(place->state, CUT);
        doubt_at(in, place, one);
    }
    return found;
}

static void
doubt_below(Flat *in, Place *place, const WbLine *line, double pitch)
{
    double before = 0;

    for (guint i = 0; i < line->seen->len; i++) {
        double middle = get_y(&g_array_index(line->seen, WbSeen, i)), next = middle;

        if (middle == before)
            continue;
        before = middle;
        do {
            middle = next;
            next = doubt_line(in, place, middle - pitch);
        } while (next > 0 && next < middle); /* an edition may say that a font has no size */
    }
}

/* In fonts that cannot be drawn no ink tells what is hidden: lines that go on below a place, each
 * where the next would be, may be its own. */
static void
doubt_spilt(Flat *in)
{
    double pitch = get_pitch(in);

    for (guint i = 0; i < in->places->len; i++) {
        Place *place = in->places->pdata[i];

        if (place->lines->len == 0 || !place->widget->multiline || !is_loose(in, get_first(place)))
            continue;
        for (guint n = 0; n < place->lines->len; n++)
            doubt_below(in, place, place->lines->pdata[n], pitch * get_size(in, place));
    }
}

static void
collect(Flat *in)
{
    for (guint i = 0; i < in->edition->fields->len; i++) {
        const WbEditionField *field = in->edition->fields->pdata[i];

        for (guint w = 0; is_text(field) && w < field->widgets->len; w++)
            if (get_page(in, field->widgets->pdata[w]))
                add_place(in, field->widgets->pdata[w]);
    }
    doubt_spilt(in);
    for (guint i = 0; i < in->places->len; i++)
        wb_lines_weigh(((Place *)in->places->pdata[i])->lines, &in->drawn);
    in->font = find_font(in->places);
    for (guint i = 0; i < in->places->len; i++) {
        Place *place = in->places->pdata[i];
        WbRect rect = map(in, place->widget);

        place->text =
            wb_lines_dup_text(place->lines, rect.right - rect.left - 4, &in->drawn, in->rtl);
    }
}

static char *
dup_squeezed(const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (!g_unichar_isspace(g_utf8_get_char(p)))
            g_string_append_unichar(out, g_utf8_get_char(p));
    return g_string_free(out, FALSE);
}

/* Whether @more is @text and perhaps more, white space apart. */
static gboolean
is_begun(const char *text, const char *more)
{
    g_autofree char *a = dup_squeezed(text), *b = dup_squeezed(more);

    return g_str_has_prefix(b, a);
}

/* Of the places of one field the one to be believed: the first that is whole; else what shows
 * most. */
static const Place *
choose(GPtrArray *places)
{
    const Place *best = NULL;

    for (guint i = 0; i < places->len; i++) {
        const Place *place = places->pdata[i];

        if (place->state == EMPTY)
            continue;
        if (!best || (place->state < best->state && is_begun(best->text, place->text)) ||
            (best->state == UNCLEAR && place->state < UNCLEAR) ||
            (best->state > WHOLE && place->state < UNCLEAR &&
             strlen(place->text) > strlen(best->text) && is_begun(best->text, place->text)))
            best = place;
    }
    return best;
}

static void
add_text(Flat *in, const WbEditionField *field, const Place *place, const Place *chosen)
{
    WbWidget *widget = wb_pdf_add_widget(in->pdf, field->id, place->widget->page,
                                         place->widget->rect, WB_WIDGET_TEXT);
    gboolean same =
        chosen && place->state != EMPTY &&
        (place->state == UNCLEAR || place->widget->input || is_begun(place->text, chosen->text));

    widget->text = g_strdup(same ? chosen->text : place->text);
}

/* What was typed shows at its input; a mirror alone may show what flows into it from another, and
 * in a font that cannot be drawn here nobody sees which. */
static void
note_doubt(Flat *in, const WbEditionField *field, const Place *chosen)
{
    static const char *const notes[] = {
        [FULL] = "perhaps-cut", [CUT] = "cut-off", [UNCLEAR] = "unclear-print"};

    if (chosen && has_other_font(in, chosen))
        wb_record_add_note(in->record, field->id, "other-font", NULL);
    if (chosen && wb_lines_is_ambiguous(chosen->lines, &in->drawn))
        wb_record_add_note(in->record, field->id, "order-unsure", NULL);
    if (chosen && chosen->state < UNCLEAR && !chosen->widget->input &&
        is_loose(in, get_first(chosen)))
        wb_record_add_note(in->record, field->id, notes[UNCLEAR], NULL);
    if (chosen && chosen->state > WHOLE)
        wb_record_add_note(in->record, field->id, notes[chosen->state], NULL);
}

/* The places of one field stand together. */
static void
answer_text(Flat *in, const WbEditionField *field, guint *next)
{
    g_autoptr(GPtrArray) places = g_ptr_array_new();
    const Place *chosen;

    for (guint w = 0; w < field->widgets->len; w++)
        if (*next < in->places->len &&
            ((Place *)in->places->pdata[*next])->widget == field->widgets->pdata[w])
            g_ptr_array_add(places, in->places->pdata[(*next)++]);
    chosen = choose(places);
    for (guint i = 0; i < places->len; i++)
        add_text(in, field, places->pdata[i], chosen);
    note_doubt(in, field, chosen);
}

/* Boxes speak by their ink; their mirrors draw words. */
static void
answer_boxes(Flat *in, const WbEditionField *field)
{
    for (guint w = 0; w < field->widgets->len; w++) {
        const WbEditionWidget *box = field->widgets->pdata[w];
        WbSight *page = get_page(in, box);
        WbRect rect;

        if (!page || !box->input)
            continue;
        rect = map(in, box);
        wb_pdf_add_widget(in->pdf, field->id, box->page, box->rect, WB_WIDGET_CHECK)->on =
            wb_sight_get_ink(page, inset(rect, BOX_MARGIN * (rect.right - rect.left))) > TICKED;
    }
}

static gboolean
is_joined(gunichar c)
{
    return c == '.' || c == '-' || c == ',' || (c < 0x80 && g_ascii_isalpha((char)c));
}

/* The whole numbers of a line that stand by themselves. */
static void
add_numbers(const WbLine *line, GArray *numbers)
{
    for (guint i = 0; i < line->seen->len; i++) {
        guint start = i, number = 0;
        gboolean joined = FALSE;

        for (; i < line->seen->len; i++) {
            const WbSeen *one = &g_array_index(line->seen, WbSeen, i);
            double gap = i > start
                             ? one->rect.left - g_array_index(line->seen, WbSeen, i - 1).rect.right
                             : 0;

            if (gap > 0.1 * line->height || !(g_unichar_isdigit(one->c) || is_joined(one->c)))
                break;
            joined |= is_joined(one->c);
            number = MIN(number * 10 + (guint)MAX(g_unichar_digit_value(one->c), 0), 100000);
        }
        if (i > start && !joined)
            g_array_append_val(numbers, number);
        i -= i > start && i < line->seen->len; /* what ended it may begin the next one */
    }
}

static gboolean
has_code(const WbLine *line, const char *code)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < line->seen->len; i++)
        g_string_append_unichar(text, g_array_index(line->seen, WbSeen, i).c);
    return strstr(text->str, code) != NULL;
}

/* Its own number, and of how many. */
static guint
find_number(const Flat *in, const WbLine *line)
{
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint));
    guint all = in->edition->pages->len, number = 0;
    gboolean sure = FALSE;

    add_numbers(line, numbers);
    for (guint i = 0; i < numbers->len; i++) {
        guint one = g_array_index(numbers, guint, i);

        if (one == all && !sure)
            sure = TRUE;
        else if (one > 0 && one <= all)
            number = one;
    }
    return !sure ? 0 : number ? number : numbers->len > 1 ? all : 0;
}

/* Where the foot of the edition's pages has gone: both ends of its line give scale and place. */
static void
place_by_foot(const Flat *in, Page *page, const WbLine *line)
{
    const WbRect *footer = &in->edition->footer;

    if (footer->right <= footer->left || line->right <= line->left)
        return;
    page->sure = TRUE;
    page->scale = (line->right - line->left) / (footer->right - footer->left);
    page->left = line->left - page->scale * footer->left;
    page->bottom = line->middle - page->scale * (footer->top + footer->bottom) / 2;
}

/* The number that the line at the foot says, or 0; the page is placed by it. What is hidden may
 * stand across that line, and is none of it. */
static guint
read_foot(const Flat *in, Page *page)
{
    const GArray *seen = wb_sight_peek_seen(page->sight);
    g_autoptr(GArray) foot = g_array_new(FALSE, FALSE, sizeof(WbSeen));
    g_autoptr(GPtrArray) lines = NULL;

    for (guint i = 0; i < seen->len; i++) {
        const WbSeen *one = &g_array_index(seen, WbSeen, i);

        if (one->drawn && get_y(one) < FOOT * wb_sight_get_height(page->sight))
            g_array_append_val(foot, *one);
    }
    lines = wb_lines_new(foot);
    for (guint n = 0; n < lines->len; n++) {
        const WbLine *line = lines->pdata[n];
        guint number = has_code(line, in->edition->code) ? find_number(in, line) : 0;

        if (number) {
            place_by_foot(in, page, line);
            return number;
        }
    }
    return 0;
}

static void
list_page(GString *list, guint number)
{
    g_string_append_printf(list, "%s%u", list->len ? ", " : "", number);
}

static gboolean
is_readable(WbSight *page)
{
    return wb_sight_peek_seen(page)->len > 0 && wb_sight_get_picture(page) < PICTURE;
}

static void
find_pages(Flat *in)
{
    guint all = in->edition->pages->len;

    for (guint n = 1; n <= MIN(in->pdf->pages, MOST_PAGES); n++) {
        Page page = {.sight = wb_sight_new(in->pdf, n)};
        guint number = 0;

        if (page.sight && is_readable(page.sight)) {
            wb_sight_draw(page.sight);
            number = read_foot(in, &page);
            number = number == 0 && in->pdf->pages == all ? n : number;
        }
        if (number && !in->pages[number - 1].sight)
            in->pages[number - 1] = page;
        else
            g_clear_pointer(&page.sight, wb_sight_free);
    }
}

/* What is in the middle of @offset's numbers of the pages that are sure and as large as @like. */
static double
get_median(const Flat *in, const WbSight *like, gsize offset)
{
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint n = 0; n < in->edition->pages->len; n++) {
        const Page *page = &in->pages[n];

        if (page->sight && page->sure &&
            ABS(wb_sight_get_width(page->sight) - wb_sight_get_width(like)) < SAME_SIZE &&
            ABS(wb_sight_get_height(page->sight) - wb_sight_get_height(like)) < SAME_SIZE)
            g_array_append_val(numbers, G_STRUCT_MEMBER(double, page, offset));
    }
    g_array_sort(numbers, compare_numbers);
    return numbers->len ? g_array_index(numbers, double, numbers->len / 2) : 0;
}

/* Where no foot says it, a page stands in the middle of its paper. */
static void
place_alone(const WbEditionPage *meant, Page *page)
{
    double width = wb_sight_get_width(page->sight), height = wb_sight_get_height(page->sight);

    page->scale = MIN(width / meant->width, height / meant->height);
    page->left = (width - page->scale * meant->width) / 2;
    page->bottom = (height - page->scale * meant->height) / 2;
}

/* Printing treats all pages of one size alike, so that one of which the foot was spoiled stands
 * where the others do. */
static void
place_pages(Flat *in)
{
    guint n = in->edition->pages->len;
    g_autofree Page *placed = g_new0(Page, n);

    for (guint i = 0; i < n; i++) {
        Page *page = &placed[i];

        *page = in->pages[i];
        if (!page->sight)
            continue;
        page->scale = get_median(in, page->sight, G_STRUCT_OFFSET(Page, scale));
        page->left = get_median(in, page->sight, G_STRUCT_OFFSET(Page, left));
        page->bottom = get_median(in, page->sight, G_STRUCT_OFFSET(Page, bottom));
        if (page->scale <= 0)
            place_alone(in->edition->pages->pdata[i], page);
        if (ABS(page->scale - 1) < SAME_SCALE && ABS(page->left) < SAME_PLACE &&
            ABS(page->bottom) < SAME_PLACE) {
            page->scale = 1;
            page->left = page->bottom = 0;
        }
    }
    memcpy(in->pages, placed, n * sizeof *placed);
}

static gboolean
has_inputs(const Flat *in, guint number)
{
    const WbEditionPage *page = in->edition->pages->pdata[number - 1];

    for (guint i = 0; i < in->edition->fields->len; i++)
        if (g_str_equal(((WbEditionField *)in->edition->fields->pdata[i])->page, page->id))
            return TRUE;
    return FALSE;
}

/* The pages that matter and are not there. */
static void
note_pages(Flat *in)
{
    for (guint number = 1; number <= in->edition->pages->len; number++)
        if (!in->pages[number - 1].sight && has_inputs(in, number))
            list_page(in->missing, number);
    if (in->missing->len)
        wb_record_add_note(in->record, NULL, "partly-unreadable", in->missing->str);
}

static const char *
read_pages(Flat *in)
{
    guint next = 0;

    find_pages(in);
    place_pages(in);
    collect(in);
    for (guint i = 0; i < in->edition->fields->len; i++) {
        const WbEditionField *field = in->edition->fields->pdata[i];

        if (is_text(field))
            answer_text(in, field, &next);
        else
            answer_boxes(in, field);
    }
    if (in->pdf->widgets->len == 0)
        return wb_flat_find_problem(in->pdf);
    note_pages(in);
    if (in->pdf->foreign)
        wb_record_add_note(in->record, NULL, "letters-lost", NULL);
    return NULL;
}

const char *
wb_flat_read(WbPdf *pdf, const WbEdition *edition, WbRecord *record)
{
    guint n = edition->pages->len;
    g_autofree Page *pages = g_new0(Page, n);
    g_autoptr(GString) missing = g_string_new(NULL);
    g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func(place_free);
    Flat in = {.pdf = pdf,
               .edition = edition,
               .record = record,
               .pages = pages,
               .missing = missing,
               .rtl = g_strcmp0(edition->direction, "rtl") == 0,
               .places = places};
    const char *problem = read_pages(&in);

    pdf->flat = TRUE;
    for (guint i = 0; i < n; i++)
        g_clear_pointer(&pages[i].sight, wb_sight_free);
    return problem;
}

const char *
wb_flat_find_problem(WbPdf *pdf)
{
    guint pictures = 0;

    for (guint n = 1; n <= MIN(pdf->pages, MOST_PAGES); n++) {
        g_autoptr(WbSight) page = wb_sight_new(pdf, n);

        pictures += page && wb_sight_get_picture(page) >= PICTURE;
    }
    return 2 * pictures > MIN(pdf->pages, MOST_PAGES) ? "scan" : "no-form";
}
