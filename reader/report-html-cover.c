/* The top of the page: what was counted, and what came out in four figures and one bar. */
#include "report-facts.h"
#include "report-html-private.h"
#include "words.h"

static void
add_figure(WbHtmlReport *self, const char *class, guint count, const char *id)
{
    g_string_append_printf(self->html, "<div class=\"%s\"><dt>", class);
    wb_html_text(self->html, wb_html_words(self, id));
    g_string_append_printf(self->html, "</dt><dd>%u</dd></div>\n", count);
}

static void
add_figures(WbHtmlReport *self)
{
    const guint *of = self->tally->states;

    wb_html_add(self->html, "<dl class=\"figures\">\n");
    add_figure(self, "figure", self->tally->returns.counted, "report.counted");
    add_figure(self, "figure",
               of[WB_NEED_UNKNOWN] + of[WB_NEED_GAP] + of[WB_NEED_FRAGILE] + of[WB_NEED_COVERED],
               "report.needs");
    add_figure(self, "figure gap", of[WB_NEED_GAP], "report.gaps");
    add_figure(self, "figure", of[WB_NEED_FRAGILE], "report.fragile");
    wb_html_add(self->html, "</dl>\n");
}

static void
add_part(WbHtmlReport *self, const char *label, const char *count)
{
    wb_html_add(self->html, "<li>");
    wb_html_name(self->html, label);
    wb_html_add(self->html, " ");
    wb_html_element(self->html, "b dir=\"ltr\"", count);
    wb_html_add(self->html, "</li>");
}

static const WbNeedState order[WB_NEED_STATES] = {WB_NEED_GAP, WB_NEED_FRAGILE, WB_NEED_COVERED,
                                                  WB_NEED_UNKNOWN};

/* All needs as one bar, as long as there are needs; what it says stands below in words. */
static void
add_bar(WbHtmlReport *self)
{
    const guint *counts = self->tally->states;
    guint at = 0;

    g_string_append_printf(self->html,
                           "<svg class=\"balance\" viewBox=\"0 0 %u 1\" "
                           "preserveAspectRatio=\"none\" aria-hidden=\"true\">",
                           counts[WB_NEED_UNKNOWN] + counts[WB_NEED_GAP] + counts[WB_NEED_FRAGILE] +
                               counts[WB_NEED_COVERED]);
    for (guint n = 0; n < WB_NEED_STATES; n++) {
        g_string_append_printf(self->html,
                               "<rect class=\"%s\" x=\"%u\" width=\"%u\" height=\"1\"/>",
                               wb_need_state_name(order[n]), at, counts[order[n]]);
        at += counts[order[n]];
    }
    wb_html_add(self->html, "</svg>\n");
}

static void
add_balance(WbHtmlReport *self)
{
    add_bar(self);
    wb_html_add(self->html, "<ul class=\"inline key\">");
    for (guint n = 0; n < WB_NEED_STATES; n++) {
        if (self->tally->states[order[n]] == 0)
            continue;
        wb_html_add(self->html, "<li>");
        wb_html_state(self, order[n]);
        g_string_append_printf(self->html, " <b>%u</b></li>", self->tally->states[order[n]]);
    }
    wb_html_add(self->html, "</ul>\n");
}

/* The files taken apart; what is 0 is left out. */
static void
add_files(WbHtmlReport *self)
{
    const WbTallyReturns *returns = &self->tally->returns;
    WbReportFiles parts[WB_REPORT_FILES];

    wb_html_add(self->html, "<ul class=\"inline\">");
    wb_report_list_files(returns, parts);
    for (gsize n = 0; n < G_N_ELEMENTS(parts); n++) {
        g_autofree char *count = g_strdup_printf("%u", parts[n].count);

        if (parts[n].count > 0)
            add_part(self, wb_html_words(self, parts[n].words), count);
    }
    wb_html_add(self->html, "</ul>\n");
}

static void
add_languages(WbHtmlReport *self)
{
    const GPtrArray *groups = self->tally->returns.languages.groups;

    if (groups->len == 0)
        return;
    wb_html_add(self->html, "<ul class=\"inline\">");
    for (guint n = 0; n < groups->len; n++) {
        const WbTallyGroup *group = groups->pdata[n];
        g_autofree char *count = wb_shown_dup_text(group->returns);

        if (group->label)
            add_part(self, group->label, count);
    }
    wb_html_add(self->html, "</ul>\n");
}

/* At the top of the page, and down the edge of every sheet that is printed. */
static void
add_marking(WbHtmlReport *self)
{
    if (self->tally->internal)
        wb_html_say(self, "p class=\"internal\"", "report.internal");
}

void
wb_html_add_cover(WbHtmlReport *self, const WbReportSheet *sheet)
{
    wb_html_add(self->html, "<header>\n");
    add_marking(self);
    wb_html_add(self->html, "<div class=\"cover\">\n");
    wb_html_element(self->html, "p class=\"eyebrow\" dir=\"auto\"", sheet->title);
    wb_html_say(self, "h1", "report.title");
    if (sheet->date)
        wb_html_take_element(
            self->html, "p class=\"date\"",
            wb_words_format(self->language, "report.date", "date", sheet->date, NULL));
    add_figures(self);
    add_balance(self);
    add_files(self);
    add_languages(self);
    if (self->tally->returns.counted == 1)
        wb_html_say(self, "p class=\"warn\"", "report.single");
    wb_html_add(self->html, "</div>\n</header>\n");
}
