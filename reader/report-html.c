/* The page as a whole, and what its parts have in common: see report-html.h. */
#include <gio/gio.h>
#include <string.h>

#include "digest.h"
#include "fonts.h"
#include "report-facts.h"
#include "report-html-private.h"
#include "report-resource.h"
#include "words.h"

#define STYLE "/workbook/report/report.css"
#define SCRIPT "/workbook/report/report.js"
#define LONGEST_NAME 200 /* letters */
#define SEPARATOR "\u00a0· "

/* --- What the parts share --- */

const char *
wb_html_words(const WbHtmlReport *self, const char *id)
{
    return wb_words_lookup(self->language, id);
}

void
wb_html_begin_section(WbHtmlReport *self, const char *id, const char *title)
{
    g_ptr_array_add(self->sections, (gpointer)id);
    g_ptr_array_add(self->sections, (gpointer)title);
    g_string_append_printf(self->html,
                           "<section id=\"%s\" aria-labelledby=\"%s-title\">\n"
                           "<h2 id=\"%s-title\">",
                           id, id, id);
    wb_html_text(self->html, title);
    wb_html_add(self->html, "</h2>\n");
}

void
wb_html_end_section(WbHtmlReport *self)
{
    wb_html_add(self->html, "</section>\n");
}

void
wb_html_say(WbHtmlReport *self, const char *tag, const char *id)
{
    wb_html_element(self->html, tag, wb_html_words(self, id));
    wb_html_add(self->html, "\n");
}

char *
wb_html_dup_share(const WbHtmlReport *self, const char *id, guint count, guint total)
{
    g_autofree char *first = g_strdup_printf("%u", count);
    g_autofree char *second = g_strdup_printf("%u", total);

    return wb_words_format(self->language, id, "count", first, "total", second, NULL);
}

void
wb_html_say_share(WbHtmlReport *self, const char *tag, const char *id, guint count, guint total)
{
    wb_html_take_element(self->html, tag, wb_html_dup_share(self, id, count, total));
}

char *
wb_html_join(char *list, const char *name)
{
    g_autofree char *text = wb_draw_dup_start(name, LONGEST_NAME);
    char *joined =
        g_strdup_printf("%s%s\u2068%s\u2069", list ? list : "", list ? SEPARATOR : "", text);

    g_free(list);
    return joined;
}

void
wb_html_begin_table(WbHtmlReport *self, const char *name, const char *caption, const char *tools)
{
    wb_html_add(self->html, "<div class=\"frame\" role=\"group\" tabindex=\"0\"");
    wb_html_attribute(self->html, "aria-label", caption);
    g_string_append_printf(self->html, ">\n<table class=\"%s\" data-tools=\"%s\"", name, tools);
    if (strstr(tools, "search")) {
        wb_html_attribute(self->html, "data-search", wb_html_words(self, "report.search"));
        wb_html_attribute(self->html, "data-found", wb_html_words(self, "report.search.found"));
    }
    wb_html_add(self->html, ">\n");
    wb_html_element(self->html, "caption", caption);
    wb_html_add(self->html, "\n<thead><tr>");
}

void
wb_html_head(WbHtmlReport *self, const char *place, const char *sorted, const char *label)
{
    g_string_append_printf(self->html, "<th scope=\"col\" class=\"%s\" data-sort=\"%s\">", place,
                           sorted);
    wb_html_text(self->html, label);
    wb_html_add(self->html, "</th>");
}

void
wb_html_begin_rows(WbHtmlReport *self)
{
    wb_html_add(self->html, "</tr></thead>\n<tbody>\n");
}

void
wb_html_end_table(WbHtmlReport *self)
{
    wb_html_add(self->html, "</tbody>\n</table>\n</div>\n");
}

void
wb_html_begin_cell(WbHtmlReport *self, const char *class, const char *label)
{
    g_string_append_printf(self->html, "<td class=\"%s\"", class);
    wb_html_attribute(self->html, "data-label", label);
    wb_html_add(self->html, ">");
}

void
wb_html_number(WbHtmlReport *self, const char *label, guint number)
{
    wb_html_begin_cell(self, "end", label);
    g_string_append_printf(self->html, "%u</td>", number);
}

void
wb_html_shown(WbHtmlReport *self, const char *label, WbShown shown)
{
    wb_html_begin_cell(self, "end", label);
    wb_html_take_element(self->html, "bdi dir=\"ltr\"", wb_shown_dup_text(shown));
    wb_html_add(self->html, "</td>");
}

void
wb_html_picture(WbHtmlReport *self, const char *class, WbPicture picture, gconstpointer data,
                double width, const char *title, const char *alt)
{
    g_autofree char *id = g_strdup_printf("picture-%u", ++self->pictures);
    const WbPictureFrame frame = {width, self->language, id, title, alt};
    g_autofree char *svg = wb_picture_to_svg(picture, data, &frame);

    g_string_append_printf(self->html, "<figure class=\"%s\">\n", class);
    wb_html_add(self->html, svg); /* which escapes its words itself */
    wb_html_add(self->html, "</figure>\n");
}

/* Told apart by form: a broken ring, a ring, half full, full. */
static const struct {
    const char *shape, *words;
} states[WB_NEED_STATES] = {
    [WB_NEED_UNKNOWN] = {"<circle cx=\"6\" cy=\"6\" r=\"4.8\" fill=\"none\" stroke=\"#566167\" "
                         "stroke-width=\"1.2\" stroke-dasharray=\"2 1.8\"/>",
                         "report.unknown"},
    [WB_NEED_GAP] = {"<circle cx=\"6\" cy=\"6\" r=\"4.6\" fill=\"none\" stroke=\"#a12f16\" "
                     "stroke-width=\"2\"/>",
                     "report.gap"},
    [WB_NEED_FRAGILE] = {"<circle cx=\"6\" cy=\"6\" r=\"4.8\" fill=\"none\" stroke=\"#1d5b63\" "
                         "stroke-width=\"1.2\"/><path d=\"M1.2 6a4.8 4.8 0 0 0 9.6 0z\" "
                         "fill=\"#1d5b63\"/>",
                         "report.one"},
    [WB_NEED_COVERED] = {"<circle cx=\"6\" cy=\"6\" r=\"5.4\" fill=\"#1d5b63\"/>",
                         "report.several"},
};

void
wb_html_state(WbHtmlReport *self, WbNeedState state)
{
    g_string_append_printf(self->html,
                           "<span class=\"state state-%s\"><svg viewBox=\"0 0 12 12\" "
                           "aria-hidden=\"true\">%s</svg>",
                           wb_need_state_name(state), states[state].shape);
    wb_html_element(self->html, "span", wb_html_words(self, states[state].words));
    wb_html_add(self->html, "</span>");
}

void
wb_html_begin_need(WbHtmlReport *self, const WbTallyNeed *need)
{
    wb_html_add(self->html, "<tr");
    wb_html_attribute(self->html, "data-need", need->key);
    g_string_append_printf(self->html, " data-state=\"%s\">", wb_need_state_name(need->state));
}

/* --- The frame --- */

static void
add_contents(WbHtmlReport *self)
{
    wb_html_add(self->html, "<nav aria-labelledby=\"contents\">\n");
    wb_html_element(self->html, "h2 id=\"contents\"", wb_html_words(self, "report.contents"));
    wb_html_add(self->html, "\n<ol>\n");
    for (guint n = 0; n < self->sections->len; n += 2) {
        g_string_append_printf(self->html, "<li><a href=\"#%s\">",
                               (const char *)self->sections->pdata[n]);
        wb_html_text(self->html, self->sections->pdata[n + 1]);
        wb_html_add(self->html, "</a></li>\n");
    }
    wb_html_add(self->html, "</ol>\n</nav>\n");
}

static void
add_method(WbHtmlReport *self)
{
    wb_html_begin_section(self, "method", wb_html_words(self, "report.method"));
    for (gsize n = 0; wb_report_method[n]; n++)
        wb_html_say(self, "p", wb_report_method[n]);
    wb_html_end_section(self);
}

/* --- The file --- */

/* 'sha256-…': the browser takes this style or script and no other, wherever it might come from. */
static char *
dup_source(GBytes *of)
{
    g_autofree char *base64 = NULL;
    guint8 bytes[WB_DIGEST_BYTES];
    WbDigest digest;

    wb_digest_begin(&digest);
    wb_digest_add(&digest, g_bytes_get_data(of, NULL), g_bytes_get_size(of));
    wb_digest_end(&digest, bytes);
    base64 = g_base64_encode(bytes, sizeof bytes);
    return g_strdup_printf("'sha256-%s'", base64);
}

static void
add_bytes(GString *html, const char *tag, GBytes *bytes)
{
    g_string_append_printf(html, "<%s>", tag);
    g_string_append_len(html, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
    g_string_append_printf(html, "</%s>\n", tag);
}

static GBytes *
lookup(const char *path)
{
    GBytes *bytes =
        g_resource_lookup_data(report_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    g_assert(bytes); /* it is in the program */
    return bytes;
}

static void
add_policy(WbHtmlReport *self, GBytes *style, GBytes *script)
{
    g_autofree char *style_source = dup_source(style), *script_source = dup_source(script);

    g_string_append_printf(self->html,
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                           "'none'; style-src %s; script-src %s; base-uri 'none'; form-action "
                           "'none'\">\n",
                           style_source, script_source);
}

static void
add_head(WbHtmlReport *self, const WbReportSheet *sheet, GBytes *style, GBytes *script)
{
    g_autofree char *title =
        wb_words_format(self->language, "report.document", "report",
                        wb_html_words(self, "report.title"), "workbook", sheet->title, NULL);

    wb_html_add(self->html, "<!DOCTYPE html>\n<html");
    wb_html_attribute(self->html, "lang", self->language);
    wb_html_attribute(self->html, "dir", wb_fonts_lookup(self->language)->rtl ? "rtl" : "ltr");
    wb_html_add(self->html, ">\n<head>\n<meta charset=\"utf-8\">\n");
    add_policy(self, style, script);
    wb_html_add(self->html,
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n");
    if (self->tally->internal)
        wb_html_add(self->html, "<meta name=\"robots\" content=\"noindex\">\n");
    wb_html_element(self->html, "title", title);
    wb_html_add(self->html, "\n");
    add_bytes(self->html, "style", style);
    wb_html_add(self->html, "</head>\n");
}

static void
add_sections(WbHtmlReport *self)
{
    wb_html_add_missing(self);
    wb_html_add_puzzles(self);
    wb_html_add_matrix(self);
    wb_html_add_needs(self);
    wb_html_add_directory(self);
    wb_html_add_voices(self);
    wb_html_add_questions(self);
    wb_html_add_changes(self);
    wb_html_add_review(self);
    wb_html_add_returns(self);
    add_method(self);
}

GBytes *
wb_report_html_write(const WbTally *tally, const WbReportSheet *sheet, GError **error)
{
    g_autoptr(GBytes) style = lookup(STYLE), script = lookup(SCRIPT);
    g_autoptr(GPtrArray) sections = g_ptr_array_new();
    g_autoptr(GString) body = g_string_new(NULL);
    GString *page = g_string_new(NULL);
    WbHtmlReport self = {tally, sheet->language, body, sections, 0};

    add_sections(&self); /* first, for the contents to know them */
    self.html = page;
    add_head(&self, sheet, style, script);
    wb_html_add(page, "<body>\n");
    wb_html_say(&self, "a class=\"skip\" href=\"#main\"", "report.skip");
    wb_html_add_cover(&self, sheet);
    add_contents(&self);
    wb_html_add(page, "<main id=\"main\" tabindex=\"-1\">\n");
    g_string_append_len(page, body->str, (gssize)body->len);
    wb_html_add(page, "</main>\n");
    add_bytes(page, "script", script);
    wb_html_add(page, "</body>\n</html>\n");
    return g_string_free_to_bytes(page);
}
