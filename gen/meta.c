#include "meta.h"

#include <hpdf_version.h>
#include <string.h>

#include "code.h"
#include "config.h"

#define PRODUCER "workbook-gen " WB_VERSION " (libharu " HPDF_VERSION_TEXT ")"

static char *
title_of(const WbComposition *composition)
{
    const WbWorkbook *workbook = composition->workbook;
    g_autofree char *title = wb_workbook_dup_plain(workbook, workbook->title, 0);
    g_autofree char *subtitle = wb_workbook_dup_plain(workbook, workbook->subtitle, 0);

    return subtitle == NULL ? g_steal_pointer(&title) : g_strjoin(": ", title, subtitle, NULL);
}

/* No dates: the blank is no younger on another day, and a date that a viewer sets stands out. */
static WbDict *
new_info(WbDocument *document, const char *title, const char *keywords)
{
    WbDict *out = wb_dict_new_shared(document);

    wb_dict_add_text(out, "Title", title);
    wb_dict_add_text(out, "Keywords", keywords);
    wb_dict_add_ascii(out, "Producer", PRODUCER);
    return out;
}

char *
wb_meta_dup_keywords(const WbEdition *edition, const char *copy)
{
    return g_strconcat(WB_EDITION_KEYWORD, edition->fingerprint,
                       copy != NULL ? " " WB_CODE_COPY_KEYWORD : NULL, copy, NULL);
}

char *
wb_meta_dup_xmp(const WbComposition *composition, const char *keywords)
{
    g_autofree char *title = title_of(composition);
    g_autofree char *escaped = g_markup_escape_text(title, -1);

    return g_strdup_printf(
        "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
        "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
        "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
        "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
        "<pdf:Keywords>%s</pdf:Keywords><pdf:Producer>" PRODUCER "</pdf:Producer>\n"
        "<pdfuaid:part>1</pdfuaid:part>\n"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>\n",
        escaped, composition->language, keywords);
}

static WbDict *
new_metadata(const WbComposition *composition, WbDocument *document, const char *keywords)
{
    g_autofree char *xml = wb_meta_dup_xmp(composition, keywords);
    g_autoptr(GBytes) bytes = g_bytes_new(xml, strlen(xml));
    WbDict *out = wb_stream_new(document, bytes);

    wb_dict_add_name(out, "Type", "Metadata");
    wb_dict_add_name(out, "Subtype", "XML");
    return out;
}

/* 7.11.4: the edition travels inside every PDF. */
static void
attach(WbDocument *document, WbDict *catalog, const char *json)
{
    g_autoptr(GBytes) bytes = g_bytes_new(json, strlen(json));
    WbDict *file = wb_stream_new(document, bytes), *parameters = wb_dict_new(document);
    WbDict *specification = wb_dict_new_shared(document), *streams = wb_dict_new(document);
    WbDict *names = wb_dict_new(document), *tree = wb_dict_new(document);
    WbArray *pairs = wb_array_new(document);

    wb_dict_add_integer(parameters, "Size", (int)strlen(json));
    wb_dict_add_name(file, "Type", "EmbeddedFile");
    wb_dict_add_name(file, "Subtype", "application/json");
    wb_dict_add_dict(file, "Params", parameters);
    wb_dict_add_dict(streams, "F", file);
    wb_dict_add_dict(streams, "UF", file);
    wb_dict_add_name(specification, "Type", "Filespec");
    wb_dict_add_ascii(specification, "F", WB_EDITION_ATTACHMENT);
    wb_dict_add_ascii(specification, "UF", WB_EDITION_ATTACHMENT);
    wb_dict_add_ascii(specification, "Desc", "What this form asks, for the program that reads it");
    wb_dict_add_dict(specification, "EF", streams);
    wb_array_add_text(pairs, WB_EDITION_ATTACHMENT);
    wb_array_add_dict(pairs, specification);
    wb_dict_add_array(tree, "Names", pairs);
    wb_dict_add_dict(names, "EmbeddedFiles", tree);
    wb_dict_add_dict(catalog, "Names", names);
}

/* Where a bookmark leads: a little above the page's first input, else its top. */
WbArray *
wb_meta_new_destination(WbDocument *document, const WbSheet *sheet, WbDict *page)
{
    WbArray *out = wb_array_new(document);
    double top = 0;

    for (guint i = 0; i < sheet->items->len; i++) {
        const WbItem *item = sheet->items->pdata[i];
        if (item->kind == WB_ITEM_WIDGET && item->widget.input) {
            top = MAX(0, item->box.y - 36);
            break;
        }
    }
    wb_array_add_dict(out, page);
    wb_array_add_name(out, "XYZ");
    wb_array_add_integer(out, 0);
    wb_array_add_number(out, sheet->height - top);
    wb_array_add_null(out);
    return out;
}

/* 12.3.3: one bookmark a page. */
static WbDict *
new_outline(const WbComposition *composition, WbDocument *document, GPtrArray *pages)
{
    WbDict *out = wb_dict_new_shared(document), *before = NULL;
    int n = 0;

    for (guint i = 0; i < composition->sheets->len; i++) {
        const WbSheet *sheet = composition->sheets->pdata[i];
        if (i > 0 && ((WbSheet *)composition->sheets->pdata[i - 1])->page == sheet->page)
            continue; /* a page that goes on has one bookmark */
        g_autofree char *title =
            wb_workbook_dup_plain(composition->workbook, sheet->page->title, 0);
        WbDict *item = wb_dict_new_shared(document);
        wb_dict_add_text(item, "Title", title);
        wb_dict_add_dict(item, "Parent", out);
        wb_dict_add_array(item, "Dest", wb_meta_new_destination(document, sheet, pages->pdata[i]));
        if (before != NULL) {
            wb_dict_add_dict(item, "Prev", before);
            wb_dict_add_dict(before, "Next", item);
        } else {
            wb_dict_add_dict(out, "First", item);
        }
        before = item;
        n++;
    }
    wb_dict_add_name(out, "Type", "Outlines");
    wb_dict_add_dict(out, "Last", before);
    wb_dict_add_integer(out, "Count", n);
    return out;
}

/* 12.4.2: a viewer's page box says the number that the sheet bears in print. */
static WbDict *
new_page_labels(WbDocument *document)
{
    WbDict *out = wb_dict_new(document), *decimal = wb_dict_new(document);
    WbArray *ranges = wb_array_new(document);

    wb_dict_add_name(decimal, "S", "D");
    wb_array_add_integer(ranges, 0);
    wb_array_add_dict(ranges, decimal);
    wb_dict_add_array(out, "Nums", ranges);
    return out;
}

WbDict *
wb_meta_write(const WbComposition *composition, const WbEdition *edition, const char *json,
              WbDocument *document, WbDict *catalog, GPtrArray *pages, WbDict **metadata)
{
    g_autofree char *title = title_of(composition);
    g_autofree char *keywords = wb_meta_dup_keywords(edition, NULL);
    WbDict *preferences = wb_dict_new(document);

    wb_dict_add_name(catalog, "Type", "Catalog");
    wb_dict_add_text(catalog, "Lang", composition->language);
    wb_dict_add_boolean(preferences, "DisplayDocTitle", TRUE);
    if (composition->fonts->rtl)
        wb_dict_add_name(preferences, "Direction", "R2L");
    wb_dict_add_dict(catalog, "ViewerPreferences", preferences);
    *metadata = new_metadata(composition, document, keywords);
    wb_dict_add_dict(catalog, "Metadata", *metadata);
    wb_dict_add_dict(catalog, "Outlines", new_outline(composition, document, pages));
    wb_dict_add_name(catalog, "PageMode", "UseOutlines");
    wb_dict_add_dict(catalog, "PageLabels", new_page_labels(document));
    attach(document, catalog, json);
    return new_info(document, title, keywords);
}
