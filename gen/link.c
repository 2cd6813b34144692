#include "link.h"

#include "meta.h"

/* Without this entry viewers draw a frame (table 164). */
static WbArray *
new_no_border(WbDocument *document)
{
    WbArray *out = wb_array_new(document);

    for (guint i = 0; i < 3; i++)
        wb_array_add_integer(out, 0);
    return out;
}

/* 12.6.4.7: seven bits, what is beyond them escaped (RFC 3986). */
static char *
dup_ascii_uri(const char *target)
{
    static const char kept[] =
        "%" G_URI_RESERVED_CHARS_GENERIC_DELIMITERS G_URI_RESERVED_CHARS_SUBCOMPONENT_DELIMITERS;

    return g_uri_escape_string(target, kept, FALSE);
}

static WbDict *
new_link(const WbComposition *composition, WbDocument *document, GPtrArray *pages,
         const WbSheet *sheet, const char *target, const WbBox *box)
{
    WbDict *out = wb_dict_new_shared(document);

    wb_dict_add_name(out, "Type", "Annot");
    wb_dict_add_name(out, "Subtype", "Link");
    wb_dict_add_rect(out, "Rect", box, sheet->height);
    wb_dict_add_integer(out, "F", 4);
    wb_dict_add_array(out, "Border", new_no_border(document));
    for (guint i = 0; i < composition->sheets->len; i++) {
        const WbSheet *to = composition->sheets->pdata[i];
        if (!g_str_equal(to->page->id, target))
            continue;
        g_autofree char *title = wb_workbook_dup_plain(composition->workbook, to->page->title, 0);
        wb_dict_add_text(out, "Contents", title);
        wb_dict_add_array(out, "Dest", wb_meta_new_destination(document, to, pages->pdata[i]));
        return out;
    }
    WbDict *action = wb_dict_new(document);
    g_autofree char *uri = dup_ascii_uri(target);
    wb_dict_add_text(out, "Contents", target);
    wb_dict_add_name(action, "S", "URI");
    wb_dict_add_ascii(action, "URI", uri);
    wb_dict_add_dict(out, "A", action);
    return out;
}

void
wb_links_write(const WbComposition *composition, WbDocument *document, GPtrArray *pages,
               GPtrArray *annots)
{
    for (guint page = 0; page < composition->sheets->len; page++) {
        const WbSheet *sheet = composition->sheets->pdata[page];
        for (guint i = 0; i < sheet->items->len; i++) {
            const WbItem *item = sheet->items->pdata[i];
            if (item->target == NULL)
                continue;
            /* A link that goes over a line's end has a run, and so an annotation, on each line. */
            for (guint run = item->first_run; run < item->end_run; run++) {
                WbBox box = wb_paragraph_run_box(item->paragraph, run);
                box.x += item->box.x;
                box.y += item->box.y;
                WbDict *link = new_link(composition, document, pages, sheet, item->target, &box);
                wb_tag_add_annotation(item->tag, link, page);
                g_ptr_array_add(annots->pdata[page], link);
            }
        }
    }
}
