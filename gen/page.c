#include "page.h"

#include "words.h"

#define HEADER_BASE 0.66 /* of the margin: where header and footer stand in it */
#define SMALL_RULE 0.5
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

/* By how much words of this width have to shrink to leave so much of the line free. */
static double
shrunk(const Painter *on, const WbSheet *sheet, double wide, double free)
{
    double room = sheet->width - 2 * on->composition->margin - free - 1;

    return wide > room ? room / wide : 1;
}

/* One line of small print between the margins; freed when painted. */
static void
paint_small(Painter *on, const WbSheet *sheet, const char *text, double y, WbAlign align,
            gboolean strong, double scale)
{
    double margin = on->composition->margin;
    WbStyle style = small_style(on->composition, align, strong);

    style.size *= scale;
    g_autoptr(WbParagraph) set = wb_setter_set_plain(on->setter, text, &style,
                                                     sheet->width - 2 * margin, &sheet->page->mark);

    wb_paragraph_paint(set, on->content, margin, y - set->height / 2, 0, G_MAXUINT);
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

/* Part at the start, section or else the workbook at the end. */
static void
paint_header(Painter *on, const WbSheet *sheet)
{
    const WbWorkbook *workbook = on->composition->workbook;
    const WbGroup *part = wb_workbook_lookup_part(workbook, sheet->page->part);
    const WbGroup *section = wb_workbook_lookup_section(workbook, sheet->page->section);
    double y = on->composition->margin * HEADER_BASE + 4;
    g_autofree char *start =
        wb_workbook_dup_plain(workbook, part != NULL ? part->label : workbook->title, 0);
    const WbText *last = section != NULL ? section->label : part != NULL ? workbook->title : NULL;
    g_autofree char *end = wb_workbook_dup_plain(workbook, last, 0);

    if (sheet->page->look == WB_LOOK_COVER) {
        paint_cover_header(on, sheet, y);
        return;
    }
    close_artifact(on);
    wb_content_begin_artifact(on->content, TRUE);
    double first = small_width(on, start, TRUE), second = small_width(on, end, FALSE);
    double scale =
        shrunk(on, sheet, first + second, (end != NULL ? SMALL_GAP : 0) + draft_width(on));
    paint_small(on, sheet, start, y, WB_ALIGN_START, TRUE, scale);
    if (end != NULL)
        paint_small(on, sheet, end, y, WB_ALIGN_END, FALSE, scale);
    if (workbook->draft)
        paint_draft(on, sheet, y, first * scale, second * scale);
    paint_rule(on, sheet, y + 9);
    wb_content_end_tag(on->content);
}

static double
footer_middle(const Painter *on, const WbSheet *sheet)
{
    return sheet->height - on->composition->margin * HEADER_BASE - 1;
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
    paint_small(on, sheet, text, footer_middle(on, sheet), WB_ALIGN_END, FALSE, 1);
    wb_content_op(on->content, "/Footer Do");
    wb_content_end_tag(on->content);
}

/* Workbook, language, version and code are the same on every page: one form XObject (8.10), which a
 * personal copy replaces by its own. */
static WbDict *
new_footer(Painter *on, const char *code, WbDict *resources)
{
    const WbWorkbook *workbook = on->composition->workbook;
    const WbSheet *sheet = on->composition->sheets->pdata[0];
    g_autofree char *title = wb_workbook_dup_plain(workbook, workbook->title, 0);
    const char *language = wb_words_language(on->composition->language);
    g_autofree char *version = wb_words_format(on->composition->language, "footer.version",
                                               "version", workbook->version, NULL);
    g_autofree char *edition =
        wb_words_format(on->composition->language, "footer.code", "code", code, NULL);
    g_autofree char *last = dup_page_number(on, on->composition->sheets->len);
    g_autofree char *start = g_strjoin(" \xc2\xb7 ", title, language, version, edition, NULL);
    double y = footer_middle(on, sheet);
    WbBox box = {0, 0, sheet->width, sheet->height};

    on->content = wb_content_new(sheet->height);
    paint_rule(on, sheet, y - 9);
    paint_small(
        on, sheet, start, y, WB_ALIGN_START, FALSE,
        shrunk(on, sheet, small_width(on, start, FALSE), small_width(on, last, FALSE) + SMALL_GAP));
    g_autoptr(GBytes) bytes = wb_content_free_to_bytes(g_steal_pointer(&on->content));
    WbDict *out = wb_stream_new(on->document, bytes);
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
               WbFaces *faces, WbSetter *setter, const char *code)
{
    Painter on = {composition, document, setter, NULL, 0, 0, FALSE};
    GPtrArray *out = g_ptr_array_new();
    WbDict *tree = wb_dict_new_shared(document), *resources = wb_dict_new_shared(document);
    WbDict *fonts_only = wb_dict_new_shared(document), *xobjects = wb_dict_new(document);
    WbArray *kids = wb_array_new(document);

    wb_dict_add_dict(fonts_only, "Font", wb_faces_peek_resources(faces));
    wb_dict_add_dict(xobjects, "Footer", new_footer(&on, code, fonts_only));
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
