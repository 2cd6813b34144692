#include "page.h"

#include <math.h>

#include "words.h"

#define HEADER_BASE 0.66 /* of the margin: where header and footer stand in it */
#define SMALL_RULE 0.5
#define MOST_SMALL_LINES 2
#define SMALL_LINE 11.0 /* between two lines of small print */
/* All copies have their footers alike, and what was measured once need not be again. */
#define WIDEST_COPY "WWWWW-WWWWW"
#define SMALL_GAP 16.0 /* between what stands at both ends of a line */

typedef struct {
    const WbComposition *composition;
    WbDocument *document;
    WbSetter *setter;
    WbContent *content;
    guint page; /* from 0 */
    int mcid;
    gboolean open; /* an artifact that the next artifact may continue */
} Painter;

static void
close_artifact(Painter *on)
{
    if (on->open)
        wb_content_end_tag(on->content);
    on->open = FALSE;
}

static void
begin_item(Painter *on, const WbItem *item)
{
    if (item->tag == NULL) {
        if (!on->open)
            wb_content_begin_artifact(on->content, FALSE);
        on->open = TRUE;
        return;
    }
    close_artifact(on);
    wb_content_begin_tag(on->content, wb_tag_type(item->tag), on->mcid);
    wb_tag_fill(item->tag, item->place, on->page, on->mcid++);
}

static void
paint_path(WbContent *to, const WbItem *item)
{
    if (item->fill >= 0)
        wb_content_fill_colour(to, (guint32)item->fill);
    if (item->stroke >= 0) {
        wb_content_stroke_colour(to, (guint32)item->stroke);
        wb_content_line_width(to, item->line_width);
    }
    wb_content_path(to, item->path);
    wb_content_op(to, item->fill >= 0 && item->stroke >= 0 ? "B" : item->fill >= 0 ? "f" : "S");
}

static void
paint_item(Painter *on, const WbItem *item)
{
    if (item->kind == WB_ITEM_WIDGET)
        return;
    begin_item(on, item);
    if (item->kind == WB_ITEM_PATH)
        paint_path(on->content, item);
    else
        wb_paragraph_paint(item->paragraph, on->content, item->box.x, item->box.y, item->first_run,
                           item->end_run);
    if (item->tag != NULL)
        wb_content_end_tag(on->content);
}

static WbStyle
small_style(const WbComposition *composition, WbAlign align, gboolean strong)
{
    const WbTheme *theme = &composition->workbook->theme;

    return (WbStyle){composition->fonts->text,
                     theme->small_size,
                     theme->small_size * 1.3,
                     strong,
                     FALSE,
                     strong ? theme->accent : theme->muted,
                     align};
}

static double
small_width(Painter *on, const char *text, gboolean strong)
{
    WbStyle style = small_style(on->composition, WB_ALIGN_START, strong);

    return text != NULL ? wb_setter_line_width(on->setter, text, &style) : 0;
}

/* Whether words of these widths stand on one line between the margins, @apart points from each
 * other. */
static gboolean
fits_line(const Painter *on, const WbSheet *sheet, double first, double second, double apart)
{
    return first + second + apart <= sheet->width - 2 * on->composition->margin;
}

/* Small print between the margins, one line or two: the other is nearer to the edge of the page.
 * Freed when painted. */
static void
paint_small(Painter *on, const WbSheet *sheet, const char *text, const WbMark *mark, double y,
            WbAlign align, gboolean strong)
{
    double margin = on->composition->margin;
    WbStyle style = small_style(on->composition, align, strong);
    g_autoptr(WbParagraph) set =
        wb_setter_set_plain(on->setter, text, &style, sheet->width - 2 * margin, mark);
    double line = set->height / set->n_lines;
    double top = y - line / 2 - (y < sheet->height / 2 ? set->height - line : 0);

    if (set->n_lines > MOST_SMALL_LINES)
        wb_setter_complain(on->setter, mark,
                           "these words take %u lines at the edge of the page, "
                           "and there is room for %d",
                           set->n_lines, MOST_SMALL_LINES);
    wb_paragraph_paint(set, on->content, margin, top, 0, G_MAXUINT);
}

/* Says on every page that the translation is not complete. What stands at both ends of the line
 * leaves the room between them. */
static void
paint_draft(Painter *on, const WbSheet *sheet, double y, double start, double end)
{
    double margin = on->composition->margin;
    WbStyle style = small_style(on->composition, WB_ALIGN_CENTRE, TRUE);
    const char *words = wb_words_lookup(on->composition->language, "footer.draft");
    double left = on->composition->fonts->rtl ? end : start;
    g_autoptr(WbParagraph) set = wb_setter_set_plain(
        on->setter, words, &style, sheet->width - 2 * margin - start - end, &sheet->page->mark);

    wb_paragraph_paint(set, on->content, margin + left, y - set->height / 2, 0, G_MAXUINT);
}

static double
draft_width(Painter *on)
{
    const WbComposition *of = on->composition;

    return of->workbook->draft
               ? small_width(on, wb_words_lookup(of->language, "footer.draft"), TRUE) + SMALL_GAP
               : 0;
}

static void
paint_rule(Painter *on, const WbSheet *sheet, double y)
{
    WbContent *to = on->content;
    double margin = on->composition->margin;

    wb_content_stroke_colour(to, on->composition->workbook->theme.rule);
    wb_content_line_width(to, SMALL_RULE);
    wb_content_number(to, margin);
    wb_content_number(to, to->height - y);
    wb_content_op(to, "m");
    wb_content_number(to, sheet->width - margin);
    wb_content_number(to, to->height - y);
    wb_content_op(to, "l S");
}

/* A cover has none, but for one word. */
static void
paint_cover_header(Painter *on, const WbSheet *sheet, double y)
{
    if (!on->composition->workbook->draft)
        return;
    close_artifact(on);
    wb_content_begin_artifact(on->content, TRUE);
    paint_draft(on, sheet, y, 0, 0);
    wb_content_end_tag(on->content);
}

/* What stands at both ends of a page's head: words, and where they come from. */
typedef struct {
    char *words;
    const WbMark *mark;
    double width;
} End;

static End
new_end(Painter *on, const WbText *text, gboolean strong)
{
    End self = {wb_workbook_dup_plain(on->composition->workbook, text, 0),
                text != NULL ? &text->mark : NULL, 0};

    self.width = small_width(on, self.words, strong);
    return self;
}

static void
check_width(Painter *on, const WbSheet *sheet, const End *end, double beside)
{
    double line = sheet->width - 2 * on->composition->margin;

    if (end->width + beside > line)
        wb_setter_complain(
            on->setter, end->mark,
            "these words are %.0f points too wide for a line at the edge of the page",
            ceil(end->width + beside - line));
}

/* Two ends on one line, or where that is too short one below the other; each may then fill its
 * line. The draft's word stands between them. */
static void
paint_ends(Painter *on, const WbSheet *sheet, const End *start, const End *end, double y)
{
    gboolean draft = on->composition->workbook->draft;
    double apart = (end->words != NULL ? SMALL_GAP : 0) + draft_width(on);
    gboolean one = fits_line(on, sheet, start->width, end->width, apart);
    double first = one || end->words == NULL ? y : y - SMALL_LINE;

    if (!one && (draft || end->words != NULL)) {
        check_width(on, sheet, start, draft_width(on));
        check_width(on, sheet, end, 0);
    }
    paint_small(on, sheet, start->words, start->mark, first, WB_ALIGN_START, TRUE);
    if (end->words != NULL)
        paint_small(on, sheet, end->words, end->mark, y, WB_ALIGN_END, FALSE);
    if (draft)
        paint_draft(on, sheet, first, start->width, one ? end->width : 0);
}

/* Part at the start, section or else the workbook at the end. */
static void
paint_header(Painter *on, const WbSheet *sheet)
{
    const WbWorkbook *workbook = on->composition->workbook;
    const WbGroup *part = wb_workbook_lookup_part(workbook, sheet->page->part);
    const WbGroup *section = wb_workbook_lookup_section(workbook, sheet->page->section);
    double y = on->composition->margin * HEADER_BASE + 4;
    const WbText *last = section != NULL ? section->label : part != NULL ? workbook->title : NULL;

    if (sheet->page->look == WB_LOOK_COVER) {
        paint_cover_header(on, sheet, y);
        return;
    }
    close_artifact(on);
    wb_content_begin_artifact(on->content, TRUE);
    End start = new_end(on, part != NULL ? part->label : workbook->title, TRUE);
    End end = new_end(on, last, FALSE);
    paint_ends(on, sheet, &start, &end, y);
    paint_rule(on, sheet, y + 9);
    wb_content_end_tag(on->content);
    g_free(start.words);
    g_free(end.words);
}

static double
footer_middle(const Painter *on, const WbSheet *sheet)
{
    return sheet->height - on->composition->margin * HEADER_BASE - 1;
}

WbBox
wb_pages_get_footer(const WbComposition *composition)
{
    const Painter on = {.composition = composition};
    const WbSheet *sheet = composition->sheets->pdata[0];
    double middle = footer_middle(&on, sheet);

    return (WbBox){composition->margin, middle - SMALL_LINE / 2,
                   sheet->width - 2 * composition->margin, SMALL_LINE};
}

static char *
dup_page_number(const Painter *on, guint number)
{
    g_autofree char *n = g_strdup_printf("%u", number);
    g_autofree char *total = g_strdup_printf("%u", on->composition->sheets->len);

    return wb_words_format(on->composition->language, "footer.page", "n", n, "total", total, NULL);
}

static void
paint_page_number(Painter *on, const WbSheet *sheet)
{
    g_autofree char *text = dup_page_number(on, sheet->number);

    wb_content_begin_artifact(on->content, TRUE);
    paint_small(on, sheet, text, &sheet->page->mark, footer_middle(on, sheet), WB_ALIGN_END, FALSE);
    wb_content_op(on->content, "/Footer Do");
    wb_content_end_tag(on->content);
}

/* Language, version, code and the copy's id. */
static char *
dup_small_print(const char *language, const char *version, const char *code, const char *copy)
{
    g_autofree char *of_version =
        wb_words_format(language, "footer.version", "version", version, NULL);
    g_autofree char *of_edition = wb_words_format(language, "footer.code", "code", code, NULL);
    g_autofree char *of_copy =
        copy != NULL ? wb_words_format(language, "footer.copy", "copy", copy, NULL) : NULL;

    return g_strjoin(" \xc2\xb7 ", wb_words_language(language), of_version, of_edition, of_copy,
                     NULL);
}

GBytes *
wb_pages_paint_footer(const WbComposition *composition, WbSetter *setter, const char *code,
                      const char *copy)
{
    const WbWorkbook *workbook = composition->workbook;
    const WbSheet *sheet = composition->sheets->pdata[0];
    Painter on = {composition, NULL, setter, wb_content_new(sheet->height), 0, 0, FALSE};
    g_autofree char *title = wb_workbook_dup_plain(workbook, workbook->title, 0);
    g_autofree char *last = dup_page_number(&on, composition->sheets->len);
    g_autofree char *rest = dup_small_print(composition->language, workbook->version, code, copy);
    g_autofree char *whole = g_strjoin(" \xc2\xb7 ", title, rest, NULL);
    g_autofree char *widest = dup_small_print(composition->language, workbook->version, code,
                                              copy != NULL ? WIDEST_COPY : NULL);
    g_autofree char *widest_whole = g_strjoin(" \xc2\xb7 ", title, widest, NULL);
    double y = footer_middle(&on, sheet);
    gboolean one = fits_line(&on, sheet, small_width(&on, widest_whole, FALSE),
                             small_width(&on, last, FALSE), SMALL_GAP);

    paint_rule(&on, sheet, y - 9);
    paint_small(&on, sheet, one ? whole : rest, &workbook->title->mark, y, WB_ALIGN_START, FALSE);
    if (!one)
        paint_small(&on, sheet, title, &workbook->title->mark, y + SMALL_LINE, WB_ALIGN_START,
                    FALSE);
    return wb_content_free_to_bytes(on.content);
}

/* Painted for nothing but the glyphs and the room that the ids of copies will need: every mark, and
 * every digit among letters too, where a font of Chinese has others than among digits. */
static void
try_copies(Painter *on, const char *code)
{
    static const char *const ids[] = {"01234-56789", "ABCDE-FGHJK", "MNPQR-STVWX", "A0A1A-2A3A4",
                                      "A5A6A-7A8A9", "YZ000-00000", WIDEST_COPY};

    for (guint i = 0; i < G_N_ELEMENTS(ids); i++)
        g_bytes_unref(wb_pages_paint_footer(on->composition, on->setter, code, ids[i]));
}

/* Workbook, language, version and code are the same on every page: one form XObject (8.10), which a
 * personal copy replaces by its own. */
static WbDict *
new_footer(Painter *on, const char *code, WbDict *resources)
{
    const WbSheet *sheet = on->composition->sheets->pdata[0];
    WbBox box = {0, 0, sheet->width, sheet->height};
    g_autoptr(GBytes) bytes = wb_pages_paint_footer(on->composition, on->setter, code, NULL);
    WbDict *out = wb_stream_new(on->document, bytes);

    try_copies(on, code);
    wb_dict_add_name(out, "Type", "XObject");
    wb_dict_add_name(out, "Subtype", "Form");
    wb_dict_add_rect(out, "BBox", &box, sheet->height);
    wb_dict_add_dict(out, "Resources", resources);
    return out;
}

static WbDict *
paint_sheet(Painter *on, const WbSheet *sheet, WbDict *parent, WbDict *resources)
{
    WbDict *out = wb_dict_new_shared(on->document);
    WbBox box = {0, 0, sheet->width, sheet->height};

    on->content = wb_content_new(sheet->height);
    on->mcid = 0;
    paint_header(on, sheet);
    for (guint i = 0; i < sheet->items->len; i++)
        paint_item(on, sheet->items->pdata[i]);
    close_artifact(on);
    paint_page_number(on, sheet);
    g_autoptr(GBytes) bytes = wb_content_free_to_bytes(g_steal_pointer(&on->content));
    wb_dict_add_name(out, "Type", "Page");
    wb_dict_add_dict(out, "Parent", parent);
    wb_dict_add_rect(out, "MediaBox", &box, sheet->height);
    wb_dict_add_dict(out, "Resources", resources);
    wb_dict_add_dict(out, "Contents", wb_stream_new(on->document, bytes));
    wb_dict_add_name(out, "Tabs", "S");
    return out;
}

GPtrArray *
wb_pages_paint(const WbComposition *composition, WbDocument *document, WbDict *catalog,
               WbFaces *faces, WbSetter *setter, const char *code, WbDict **footer)
{
    Painter on = {composition, document, setter, NULL, 0, 0, FALSE};
    GPtrArray *out = g_ptr_array_new();
    WbDict *tree = wb_dict_new_shared(document), *resources = wb_dict_new_shared(document);
    WbDict *fonts_only = wb_dict_new_shared(document), *xobjects = wb_dict_new(document);
    WbArray *kids = wb_array_new(document);

    wb_dict_add_dict(fonts_only, "Font", wb_faces_peek_resources(faces));
    *footer = new_footer(&on, code, fonts_only);
    wb_dict_add_dict(xobjects, "Footer", *footer);
    wb_dict_add_dict(resources, "Font", wb_faces_peek_resources(faces));
    wb_dict_add_dict(resources, "XObject", xobjects);
    for (guint i = 0; i < composition->sheets->len; i++) {
        on.page = i;
        WbDict *page = paint_sheet(&on, composition->sheets->pdata[i], tree, resources);
        wb_array_add_dict(kids, page);
        g_ptr_array_add(out, page);
    }
    wb_dict_add_name(tree, "Type", "Pages");
    wb_dict_add_array(tree, "Kids", kids);
    wb_dict_add_integer(tree, "Count", composition->sheets->len);
    wb_dict_add_dict(catalog, "Pages", tree);
    return out;
}

void
wb_pages_add_annotations(WbDocument *document, GPtrArray *pages, GPtrArray *annots)
{
    for (guint page = 0; page < pages->len; page++) {
        const GPtrArray *of_page = annots->pdata[page];
        if (of_page->len == 0)
            continue;
        WbArray *out = wb_array_new(document);
        for (guint i = 0; i < of_page->len; i++)
            wb_array_add_dict(out, of_page->pdata[i]);
        wb_dict_add_array(pages->pdata[page], "Annots", out);
    }
}
