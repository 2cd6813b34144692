#include "composer.h"

#include <math.h>
#include <string.h>

#include "texts.h"
#include "words.h"

/* The grid of a sheet: what stands above and below the margins' content. */
#define HEADER_ROOM 16.0
#define FOOTER_ROOM 10.0
#define COVER_EMBLEM 236.0

G_DEFINE_QUARK(wb_compose_error, wb_compose_error)

typedef struct {
    const char *name;
    double width, height;
} Paper;

static const Paper papers[] = {{"letter", 612, 792}, {"a4", 595.28, 841.89}};

static const Paper *
lookup_paper(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(papers); i++)
        if (g_str_equal(papers[i].name, name))
            return &papers[i];
    return NULL;
}

typedef WbFragment *(*ComposeBlock)(WbComposer *self, const WbBlock *block, double width,
                                    double height);
typedef WbFragment *(*ComposePart)(WbComposer *self, const WbBlock *block, double width,
                                   double height, guint *row);

static WbFragment *compose_spread(WbComposer *self, const WbBlock *block, double width,
                                  double height);

/* How each kind of block is laid out: its air, and whether it takes the height that is left. */
static const struct {
    ComposeBlock compose;
    double before, after;
    gboolean stretches;
} kinds[] = {
    [WB_BLOCK_HEADING] = {wb_compose_prose, 13, 5, FALSE},
    [WB_BLOCK_TEXT] = {wb_compose_prose, 4, 8, FALSE},
    [WB_BLOCK_PROMPT] = {wb_compose_prose, 8, 7, FALSE},
    [WB_BLOCK_LIST] = {wb_compose_list, 6, 8, FALSE},
    [WB_BLOCK_NOTE] = {wb_compose_prose, 6, 6, FALSE},
    [WB_BLOCK_ANSWERS] = {wb_compose_answers, 6, 6, FALSE},
    [WB_BLOCK_QUESTIONS] = {wb_compose_questions, 6, 6, FALSE},
    [WB_BLOCK_SENTENCES] = {wb_compose_sentences, 6, 4, FALSE},
    [WB_BLOCK_TABLE] = {wb_compose_table, 6, 6, FALSE},
    [WB_BLOCK_CIRCLE] = {wb_compose_circle, 8, 8, TRUE},
    [WB_BLOCK_PUZZLE] = {wb_compose_puzzle, 12, 4, TRUE},
    [WB_BLOCK_GATHER] = {wb_compose_gather, 8, 4, TRUE},
    [WB_BLOCK_CONTENTS] = {wb_compose_contents, 6, 8, FALSE},
    [WB_BLOCK_FACTS] = {wb_compose_facts, 6, 8, FALSE},
    [WB_BLOCK_SPREAD] = {compose_spread, 11, 8, FALSE},
    [WB_BLOCK_PAGE_BREAK] = {NULL, 0, 0, FALSE},
};

static gboolean
any_block(const WbBlock *block, gboolean (*is)(const WbBlock *))
{
    for (guint i = 0; block->spread != NULL && i < block->spread->len; i++) {
        const GPtrArray *column = block->spread->pdata[i];
        for (guint k = 0; k < column->len; k++)
            if (is(column->pdata[k]))
                return TRUE;
    }
    return FALSE;
}

/* Takes the height that is left: by itself, or for what stands in it. */
static gboolean
stretches(const WbBlock *block)
{
    return kinds[block->kind].stretches || any_block(block, stretches);
}

void
wb_composer_complain(WbComposer *self, const WbMark *mark, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *whole =
        g_strdup_printf("%s:%u:%u: %s", mark->path, mark->line, mark->column, what);
    /* A field is shown in several places: what is wrong with all of them is said once. */
    if (!g_ptr_array_find_with_equal_func(self->complaints, whole, g_str_equal, NULL))
        g_ptr_array_add(self->complaints, g_steal_pointer(&whole));
}

double
wb_composer_measure(const WbComposer *self, double loose, double tight)
{
    return loose + self->tight * (tight - loose);
}

#define LEAST_LINES 2 /* on which a long answer can still be looked over */

guint
wb_composer_lines(const WbComposer *self, guint lines)
{
    guint fewer = (guint)lround(self->tight * 2);

    return lines <= LEAST_LINES ? lines : MAX(LEAST_LINES, lines - MIN(fewer, lines));
}

const WbMark *
wb_composer_mark(const WbText *text, const WbMark *place)
{
    return text != NULL && text->source_length > 0 ? &text->mark : place;
}

void
wb_composer_complain_of_page(WbComposer *self, const WbPage *page, const WbMark *place,
                             const char *what)
{
    const WbText *grown = wb_page_find_grown(page);

    if (grown == NULL)
        wb_composer_complain(self, place, "%s", what);
    else
        wb_composer_complain(self, &grown->mark,
                             "%s (of its texts this one grew most in translation: say it in fewer "
                             "words)",
                             what);
}

char *
wb_composer_dup_text(const WbComposer *self, const WbText *text, guint ordinal)
{
    return wb_workbook_dup_text(self->workbook, text, ordinal);
}

static WbParagraph *
set_in_style(WbComposer *self, const WbText *text, const WbStyle *style, double width)
{
    g_autofree char *prose = wb_composer_dup_text(self, text, 0);

    return wb_setter_set(self->setter, prose != NULL ? prose : "", style, width,
                         text != NULL ? &text->mark : NULL, NULL, 0);
}

WbParagraph *
wb_composer_set(WbComposer *self, const WbText *text, WbStyleName style, double width)
{
    return set_in_style(self, text, &self->styles[style], width);
}

#define TIGHT_LEADING 1.24
#define TIGHT_TEXT 8.5 /* sizes and leadings of a page that is set as tightly as reads well */
#define TIGHT_TITLE 0.82
#define TIGHT_HEADING 0.9

static void
set_styles(WbComposer *self)
{
    const WbTheme *theme = &self->workbook->theme;
    const WbFontChoice *fonts = wb_fonts_lookup(self->language);
    double text = wb_composer_measure(self, theme->text_size, MIN(theme->text_size, TIGHT_TEXT));
    double lead = wb_composer_measure(self, fonts->leading, TIGHT_LEADING);
    double small = theme->small_size;
    double label_lead = wb_composer_measure(self, 1.2, 1.12);
    double title = theme->title_size * wb_composer_measure(self, 1, TIGHT_TITLE);
    double heading = theme->heading_size * wb_composer_measure(self, 1, TIGHT_HEADING);
    const WbStyle styles[] = {
        [WB_STYLE_TEXT] = {fonts->text, text, text * lead, FALSE, FALSE, theme->ink,
                           WB_ALIGN_START},
        [WB_STYLE_TITLE] = {fonts->heading, title, title * 1.2, TRUE, FALSE, theme->accent,
                            WB_ALIGN_START},
        [WB_STYLE_SUBTITLE] = {fonts->text, text * 1.15, text * 1.6, FALSE, FALSE, theme->muted,
                               WB_ALIGN_START},
        [WB_STYLE_HEADING] = {fonts->heading, heading, heading * 1.3, TRUE, FALSE, theme->accent,
                              WB_ALIGN_START},
        [WB_STYLE_PROMPT] = {fonts->text, text, text * lead, TRUE, FALSE, theme->ink,
                             WB_ALIGN_START},
        [WB_STYLE_NOTE] = {fonts->text, small + 0.5, (small + 0.5) * 1.35, FALSE, TRUE,
                           theme->muted, WB_ALIGN_START},
        [WB_STYLE_LABEL] = {fonts->text, small, small * label_lead, FALSE, FALSE, theme->ink,
                            WB_ALIGN_START},
        [WB_STYLE_HEAD] = {fonts->text, small, small * label_lead, TRUE, FALSE, theme->accent,
                           WB_ALIGN_START},
        [WB_STYLE_PIECE] = {fonts->text, small, small * 1.18, TRUE, FALSE, theme->ink,
                            WB_ALIGN_CENTRE},
        [WB_STYLE_CAPTION] = {fonts->text, small, small * 1.18, FALSE, FALSE, theme->accent,
                              WB_ALIGN_CENTRE},
        [WB_STYLE_COVER] = {fonts->heading, theme->title_size * 1.6, theme->title_size * 1.9, TRUE,
                            FALSE, theme->accent, WB_ALIGN_START},
    };

    for (gsize i = 0; i < WB_N_STYLES; i++) {
        WbStyle *style = &self->styles[i];
        *style = styles[i];
        style->size *= fonts->scale;
        style->leading = MAX(styles[i].leading * fonts->scale, style->size * fonts->least_leading);
    }
}

WbParagraph *
wb_composer_set_even(WbComposer *self, const WbText *text, const WbStyle *style, double width)
{
    g_autofree char *prose = wb_composer_dup_text(self, text, 0);
    double even = prose != NULL ? wb_setter_even_width(self->setter, prose, style, width) : width;
    WbParagraph *out = set_in_style(self, text, style, even);

    wb_paragraph_widen(out, width);
    return out;
}

#define WIDOW 0.15 /* of the width: a last line shorter than that looks lost */

static gboolean
has_widow(const WbParagraph *text, double width)
{
    return text->n_lines > 1 &&
           g_array_index(text->ends, double, text->n_lines - 1) < WIDOW * width;
}

/* A paragraph whose last line is no lone word: a slightly narrower setting moves a word down. */
static WbParagraph *
set_without_widow(WbComposer *self, const WbText *text, WbStyleName style, double width)
{
    WbParagraph *first = wb_composer_set(self, text, style, width);

    for (double less = width * 0.99; has_widow(first, width) && less > width * 0.9;
         less -= width * 0.01) {
        WbParagraph *other = wb_composer_set(self, text, style, less);
        if (other->n_lines == first->n_lines && !has_widow(other, width)) {
            wb_paragraph_free(first);
            wb_paragraph_widen(other, width);
            return other;
        }
        wb_paragraph_free(other);
    }
    return first;
}

/* Headings, paragraphs, prompts and notes. */
WbFragment *
wb_compose_prose(WbComposer *self, const WbBlock *block, double width, double height)
{
    static const struct {
        WbStyleName style;
        const char *tag;
    } looks[] = {
        [WB_BLOCK_HEADING] = {WB_STYLE_HEADING, "H2"},
        [WB_BLOCK_TEXT] = {WB_STYLE_TEXT, "P"},
        [WB_BLOCK_PROMPT] = {WB_STYLE_PROMPT, "P"},
        [WB_BLOCK_NOTE] = {WB_STYLE_NOTE, "P"},
    };
    gboolean several = block->texts != NULL && block->texts->len > 0;
    WbFragment *out = wb_fragment_new(several ? "Div" : looks[block->kind].tag);
    guint n = several ? block->texts->len : 1;

    for (guint i = 0; i < n; i++) {
        const WbText *text = several ? block->texts->pdata[i] : block->text;
        WbParagraph *set = set_without_widow(self, text, looks[block->kind].style, width);
        WbTag *tag = several ? wb_tag_add(out->tag, "P") : out->tag;
        wb_fragment_add_text(out, tag, set, 0, out->height);
        out->height += set->height + (i + 1 < n ? 6 : 0);
    }
    return out;
}

static gboolean
has_inputs(const WbBlock *block)
{
    return block->kind == WB_BLOCK_ANSWERS || block->kind == WB_BLOCK_QUESTIONS ||
           block->kind == WB_BLOCK_SENTENCES || block->kind == WB_BLOCK_TABLE ||
           (block->kind == WB_BLOCK_PUZZLE && ((WbShape *)block->shapes->pdata[0])->typed) ||
           any_block(block, has_inputs);
}

static gboolean
shows_only(const WbPage *page)
{
    gboolean shows = FALSE;

    for (guint i = 0; i < page->blocks->len; i++) {
        const WbBlock *block = page->blocks->pdata[i];
        if (has_inputs(block))
            return FALSE;
        shows |= stretches(block);
    }
    return shows;
}

static void
add_small_print(WbComposer *self, const WbPage *page, WbFragment *into, const char *words,
                double width)
{
    WbParagraph *note = wb_setter_set_plain(self->setter, wb_words_lookup(self->language, words),
                                            &self->styles[WB_STYLE_NOTE], width, &page->mark);
    double height = note->height;

    wb_fragment_add_text(into, wb_tag_add(into->tag, "P"), note, 0, into->height + 5);
    into->height += height + 5;
}

/* Title and subtitle, on the cover of a translation whether it was reviewed, and on a page of
 * mirrors the word that there is nothing to type. */
static WbFragment *
compose_title(WbComposer *self, const WbPage *page, double width)
{
    gboolean cover = page->look != WB_LOOK_PAGE;
    WbFragment *out = wb_fragment_new("Div");

    if (cover) {
        wb_fragment_merge(out, NULL, wb_compose_emblem(self, width, COVER_EMBLEM), 0, 0);
        out->height = COVER_EMBLEM + 26;
    }
    WbParagraph *title = wb_composer_set_even(
        self, page->title, &self->styles[cover ? WB_STYLE_COVER : WB_STYLE_TITLE], width);
    wb_fragment_add_text(out, wb_tag_add(out->tag, "H1"), title, 0, out->height);
    out->height += title->height + (cover ? 7 : 1);
    if (page->subtitle != NULL) {
        WbParagraph *subtitle = wb_composer_set(self, page->subtitle, WB_STYLE_SUBTITLE, width);
        wb_fragment_add_text(out, wb_tag_add(out->tag, "P"), subtitle, 0, out->height);
        out->height += subtitle->height;
    }
    if (page->look == WB_LOOK_COVER && self->workbook->unreviewed)
        add_small_print(self, page, out, "cover.unreviewed", width);
    if (shows_only(page))
        add_small_print(self, page, out, "nothing-to-type", width);
    return out;
}

#define TIGHT_GAPS 0.45

/* Between a block and the one before it, or the title. */
static double
gap_before(const WbComposer *self, const GPtrArray *blocks, guint i)
{
    const WbBlock *block = blocks->pdata[i];
    double after = i == 0 ? 6 : kinds[((WbBlock *)blocks->pdata[i - 1])->kind].after;

    if (block->kind == WB_BLOCK_TABLE && block->table->no_heads)
        return 0; /* goes on from the table above */
    return MAX(after, kinds[block->kind].before) * wb_composer_measure(self, 1, TIGHT_GAPS);
}

/* Blocks one below the other: first everything that does not stretch, to know the height that is
 * left. @parts gets a fragment for each of these. */
static double
compose_fixed(WbComposer *self, const GPtrArray *blocks, double width, WbFragment **parts,
              guint *n_stretch)
{
    double used = 0;

    *n_stretch = 0;
    for (guint i = 0; i < blocks->len; i++) {
        const WbBlock *block = blocks->pdata[i];
        used += gap_before(self, blocks, i);
        if (stretches(block)) {
            (*n_stretch)++;
            continue;
        }
        parts[i] = kinds[block->kind].compose(self, block, width, 0);
        used += parts[i]->height;
    }
    return used;
}

#define GUTTER 22.0

/* One column of a spread, its blocks tagged in their order. */
static WbFragment *
compose_column(WbComposer *self, const GPtrArray *blocks, double width, double height)
{
    WbFragment *out = wb_fragment_new("Div");
    guint n_stretch;
    g_autofree WbFragment **parts = g_new0(WbFragment *, blocks->len);
    double left = height - compose_fixed(self, blocks, width, parts, &n_stretch);

    for (guint i = 0; i < blocks->len; i++) {
        const WbBlock *block = blocks->pdata[i];
        out->height += i > 0 ? gap_before(self, blocks, i) : 0;
        if (parts[i] == NULL)
            parts[i] = kinds[block->kind].compose(self, block, width, MAX(0, left) / n_stretch);
        double taken = parts[i]->height;
        wb_fragment_merge(out, out->tag, parts[i], 0, out->height);
        out->height += taken;
    }
    return out;
}

static WbFragment *
compose_spread(WbComposer *self, const WbBlock *block, double width, double height)
{
    WbFragment *out = wb_fragment_new("Div");
    guint n = block->spread->len;
    double each = (width - (n - 1) * GUTTER) / n;

    for (guint i = 0; i < n; i++) {
        WbFragment *column = compose_column(self, block->spread->pdata[i], each, height);
        out->height = MAX(out->height, column->height);
        wb_fragment_merge(out, out->tag, column, i * (each + GUTTER), 0);
    }
    return out;
}

static void
mirror_sheet(WbSheet *sheet, WbTag *tag)
{
    for (guint i = 0; i < sheet->items->len; i++) {
        WbItem *item = sheet->items->pdata[i];
        item->box.x = sheet->width - item->box.x - item->box.width;
        if (item->path != NULL) {
            WbPath *mirrored = wb_path_dup_mirrored(item->path, sheet->width);
            wb_path_free(item->path);
            item->path = mirrored;
        }
    }
    wb_tag_mirror(tag, sheet->width);
}

static void
sheet_free(WbSheet *self)
{
    g_ptr_array_unref(self->items);
    g_free(self);
}

/* A page under way: usually one sheet, several where a table continues. */
typedef struct {
    WbComposer *composer;
    const WbPage *page;
    const Paper *paper;
    WbComposition *out; /* of this page alone */
    guint first;        /* number of its first sheet */
    WbFragment *sheet;  /* the sheet so far */
    double margin, width, top, bottom;
    double y; /* where the next block goes */
} Flow;

static void
begin_sheet(Flow *flow)
{
    flow->sheet = wb_fragment_new("Sect");
    flow->y = flow->top;
}

static void
place(Flow *flow, WbFragment *part)
{
    double height = part->height;

    wb_fragment_merge(flow->sheet, flow->sheet->tag, part, flow->margin, flow->y);
    flow->y += height;
}

/* A word that is longer than its line is not broken: it would stick out. */
static void
check_widths(const Flow *flow)
{
    for (guint i = 0; i < flow->sheet->items->len; i++) {
        const WbItem *item = flow->sheet->items->pdata[i];
        const WbParagraph *text = item->paragraph;
        if (item->owner && text->widest > text->width + 0.5)
            wb_composer_complain(
                flow->composer, text->mark != NULL ? text->mark : &flow->page->mark,
                "a word is %.0f points too wide for its line", ceil(text->widest - text->width));
    }
}

/* The mirrors of a sheet follow its inputs; a right-to-left sheet is turned about. */
static void
end_sheet(Flow *flow)
{
    WbFragment *from = flow->sheet;
    WbSheet *sheet = g_new0(WbSheet, 1);
    WbTag *mirrors = wb_tag_add(from->tag, "Div");

    check_widths(flow);
    for (guint i = 0; i < from->mirrors->len; i++)
        wb_tag_adopt(mirrors, from->mirrors->pdata[i]);
    g_ptr_array_set_free_func(from->mirrors, NULL);
    sheet->page = flow->page;
    sheet->number = flow->first + flow->out->sheets->len;
    sheet->width = flow->paper->width;
    sheet->height = flow->paper->height;
    sheet->items = from->items;
    from->items = g_ptr_array_new();
    if (flow->out->fonts->rtl)
        mirror_sheet(sheet, from->tag);
    wb_tag_adopt(flow->out->root, g_steal_pointer(&from->tag));
    g_ptr_array_add(flow->out->sheets, sheet);
    g_clear_pointer(&flow->sheet, wb_fragment_free);
}

/* Blocks whose rows may go on to the next sheet. */
typedef struct {
    ComposePart compose;
    guint n_rows;
    const WbMark *mark;
} Rows;

static gboolean
continues(const WbBlock *block, Rows *rows)
{
    if (block->kind == WB_BLOCK_TABLE && block->table->continues) {
        *rows = (Rows){wb_compose_table_part, block->table->rows->len, &block->table->mark};
        return TRUE;
    }
    if (block->kind == WB_BLOCK_FACTS && block->continues) {
        *rows = (Rows){wb_compose_facts_part, block->facts->len, &block->mark};
        return TRUE;
    }
    return FALSE;
}

static void
next_sheet(Flow *flow)
{
    end_sheet(flow);
    begin_sheet(flow);
}

/* Places rows over as many sheets as they take. */
static void
place_rows(Flow *flow, const WbBlock *block, const Rows *rows)
{
    guint row = 0;

    while (row < rows->n_rows) {
        double room = flow->bottom - flow->y;
        guint before = row;
        WbFragment *part = rows->compose(flow->composer, block, flow->width, room, &row);
        gboolean fresh = flow->y == flow->top;
        if (part->height > room && !fresh) {
            row = before;
            wb_fragment_free(part);
            next_sheet(flow);
            continue;
        }
        if (part->height > room)
            wb_composer_complain(flow->composer, rows->mark,
                                 "row %u is %.0f points too high for a sheet of %s paper",
                                 before + 1, ceil(part->height - room), flow->paper->name);
        place(flow, part);
        if (row < rows->n_rows)
            next_sheet(flow);
    }
}

/* A block that stretches takes the rest of the sheet, or where that is too little a sheet of its
 * own. */
static WbFragment *
compose_in_flow(Flow *flow, const WbBlock *block)
{
    WbComposer *composer = flow->composer;
    guint before = composer->complaints->len;
    ComposeBlock compose = kinds[block->kind].compose;
    WbFragment *part = compose(composer, block, flow->width, MAX(0, flow->bottom - flow->y));

    if (!stretches(block) || composer->complaints->len == before || flow->y == flow->top)
        return part;
    g_ptr_array_set_size(composer->complaints, before);
    wb_fragment_free(part);
    next_sheet(flow);
    return compose(composer, block, flow->width, flow->bottom - flow->y);
}

/* Blocks one after the other, over sheets: what does not fit goes on to the next. */
static void
place_over_sheets(Flow *flow, const GPtrArray *blocks)
{
    for (guint i = 0; i < blocks->len; i++) {
        const WbBlock *block = blocks->pdata[i];
        Rows rows;
        flow->y += gap_before(flow->composer, blocks, i);
        if (continues(block, &rows)) {
            place_rows(flow, block, &rows);
            continue;
        }
        WbFragment *part = compose_in_flow(flow, block);
        double room = flow->bottom - flow->y;
        if (part->height > room && flow->y > flow->top) {
            next_sheet(flow);
            room = flow->bottom - flow->y;
        }
        if (part->height > room) {
            g_autofree char *what = g_strdup_printf("this %s is %.0f points too high for %s paper",
                                                    wb_block_kind_name(block->kind),
                                                    ceil(part->height - room), flow->paper->name);
            wb_composer_complain_of_page(flow->composer, flow->page, &block->mark, what);
        }
        place(flow, part);
    }
}

/* Blocks on one sheet; those that stretch share the height that the others leave. */
static void
place_on_one_sheet(Flow *flow, const GPtrArray *blocks)
{
    const WbPage *page = flow->page;
    guint n_stretch;
    g_autofree WbFragment **parts = g_new0(WbFragment *, blocks->len);
    double left = flow->bottom - flow->y -
                  compose_fixed(flow->composer, blocks, flow->width, parts, &n_stretch);
    gboolean to_foot = page->look == WB_LOOK_COVER && n_stretch == 0;

    if (left < 0) {
        g_autofree char *what = g_strdup_printf("page '%s' is %.0f points too high for %s paper",
                                                page->id, ceil(-left), flow->paper->name);
        wb_composer_complain_of_page(flow->composer, page, &page->mark, what);
    }
    for (guint i = 0; i < blocks->len; i++) {
        const WbBlock *block = blocks->pdata[i];
        flow->y += gap_before(flow->composer, blocks, i);
        /* A cover has its title at the top and what there is to fill in at the foot. */
        if (to_foot && (block->kind == WB_BLOCK_HEADING || has_inputs(block))) {
            flow->y += MAX(0, left);
            to_foot = FALSE;
        }
        if (parts[i] == NULL)
            parts[i] = kinds[block->kind].compose(flow->composer, block, flow->width,
                                                  MAX(0, left) / n_stretch);
        place(flow, parts[i]);
    }
}

static void
place_blocks(Flow *flow, const GPtrArray *blocks)
{
    Rows rows;

    for (guint i = 0; i < blocks->len; i++)
        if (continues(blocks->pdata[i], &rows)) {
            place_over_sheets(flow, blocks);
            return;
        }
    place_on_one_sheet(flow, blocks);
}

/* A page break ends a sheet; what stands between two is laid out by itself. */
static void
place_page(Flow *flow)
{
    g_autoptr(GPtrArray) blocks = g_ptr_array_new();

    for (guint i = 0; i < flow->page->blocks->len; i++) {
        WbBlock *block = flow->page->blocks->pdata[i];
        if (block->kind != WB_BLOCK_PAGE_BREAK) {
            g_ptr_array_add(blocks, block);
            continue;
        }
        place_blocks(flow, blocks);
        g_ptr_array_set_size(blocks, 0);
        next_sheet(flow);
    }
    place_blocks(flow, blocks);
}

static WbComposition *
new_composition(const WbWorkbook *workbook)
{
    WbComposition *self = g_new0(WbComposition, 1);

    self->workbook = workbook;
    self->language = workbook->language;
    self->fonts = wb_fonts_lookup(workbook->language);
    self->margin = workbook->theme.margin;
    self->sheets = g_ptr_array_new_with_free_func((GDestroyNotify)sheet_free);
    self->root = wb_tag_new("Document");
    return self;
}

/* The page by itself, set so tightly; its sheets are numbered from @first on. */
static WbComposition *
try_page(WbComposer *self, const WbPage *page, const Paper *paper, guint first, double tight)
{
    double margin = self->workbook->theme.margin;
    WbComposition *out = new_composition(self->workbook);
    Flow flow = {self,
                 page,
                 paper,
                 out,
                 first,
                 NULL,
                 margin,
                 paper->width - 2 * margin,
                 margin + (page->look == WB_LOOK_COVER ? 0 : HEADER_ROOM),
                 paper->height - margin - FOOTER_ROOM,
                 0};

    self->tight = tight;
    set_styles(self);
    begin_sheet(&flow);
    place(&flow, compose_title(self, page, flow.width));
    self->numbers[page->number - 1] = first;
    place_page(&flow);
    end_sheet(&flow);
    return out;
}

/* A page on its way to fit its sheets. */
typedef struct {
    WbComposer *composer;
    const WbPage *page;
    const Paper *paper;
    guint first, complaints; /* the first sheet's number; how many complaints there were before */
    WbComposition *best;     /* owned */
} Fitting;

/* Sets the page so tightly. Where it fits it is the best so far; else it is forgotten. */
static gboolean
fits(Fitting *on, double tight)
{
    WbComposition *made;

    g_ptr_array_set_size(on->composer->complaints, on->complaints);
    made = try_page(on->composer, on->page, on->paper, on->first, tight);
    if (on->composer->complaints->len > on->complaints) {
        g_ptr_array_set_size(on->composer->complaints, on->complaints);
        wb_composition_free(made);
        return FALSE;
    }
    wb_composition_free(on->best);
    on->best = made;
    return TRUE;
}

/* The page as loose as it fits, to a quarter of the way; else at its tightest, with complaints. */
static WbComposition *
fit_page(WbComposer *self, const WbPage *page, const Paper *paper, guint first)
{
    Fitting on = {self, page, paper, first, self->complaints->len, NULL};

    if (!self->workbook->translated)
        return try_page(self, page, paper, first, 0);
    if (fits(&on, 0))
        return on.best;
    if (fits(&on, 0.5))
        fits(&on, 0.25);
    else if (fits(&on, 1))
        fits(&on, 0.75);
    return on.best != NULL ? on.best : try_page(self, page, paper, first, 1);
}

/* A layout is made to fit its sheets by its author. A translation has to fit them as well, and is
 * often longer. */
static void
compose_page(WbComposer *self, const WbPage *page, const Paper *paper, WbComposition *out)
{
    g_autoptr(WbComposition) made = fit_page(self, page, paper, out->sheets->len + 1);

    wb_tag_adopt_all(out->root, made->root);
    for (guint i = 0; i < made->sheets->len; i++)
        g_ptr_array_add(out->sheets, made->sheets->pdata[i]);
    g_ptr_array_set_free_func(made->sheets, NULL);
}

static WbComposition *
compose_all(WbComposer *composer, const Paper *paper)
{
    const WbWorkbook *workbook = composer->workbook;
    WbComposition *self = new_composition(workbook);

    g_ptr_array_set_size(composer->complaints, 0);
    for (guint i = 0; i < workbook->pages->len; i++)
        compose_page(composer, workbook->pages->pdata[i], paper, self);
    return self;
}

WbComposition *
wb_compose(const WbWorkbook *workbook, const char *paper_name, WbSetter *setter, GError **error)
{
    const Paper *paper = lookup_paper(paper_name);
    g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func(g_free);
    guint n = workbook->pages->len;
    g_autofree guint *numbers = g_new0(guint, n);
    g_autoptr(GHashTable) least_columns = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    g_autoptr(WbComposition) self = NULL;

    if (paper == NULL) {
        g_set_error(error, WB_COMPOSE_ERROR, 0, "there is no paper '%s' (letter and a4 are known)",
                    paper_name);
        return NULL;
    }
    WbComposer composer = {.workbook = workbook,
                           .language = workbook->language,
                           .setter = setter,
                           .page_height = paper->height,
                           .complaints = complaints,
                           .least_columns = least_columns,
                           .numbers = numbers};
    for (guint i = 0; i < n; i++)
        numbers[i] = i + 1;
    /* A table of contents needs numbers that are known only when all pages are composed: usually a
     * page is a sheet and the first guess is right. */
    for (guint pass = 0; pass < 8; pass++) {
        g_autofree guint *before = g_memdup2(numbers, n * sizeof *numbers);
        wb_composition_free(self);
        self = compose_all(&composer, paper);
        if (memcmp(before, numbers, n * sizeof *numbers) == 0)
            break;
    }
    g_autoptr(GError) missing = NULL;
    if (!wb_setter_check(setter, &missing))
        g_ptr_array_add(complaints, g_strdup(missing->message));
    if (complaints->len > 0) {
        g_ptr_array_add(complaints, NULL);
        g_autofree char *all = g_strjoinv("\n", (char **)complaints->pdata);
        g_set_error_literal(error, WB_COMPOSE_ERROR, 0, all);
        return NULL;
    }
    return g_steal_pointer(&self);
}

void
wb_composition_free(WbComposition *self)
{
    if (self == NULL)
        return;
    if (self->sheets != NULL)
        g_ptr_array_unref(self->sheets);
    wb_tag_free(self->root);
    g_free(self);
}
