/* What the parts of the page share. Nobody else includes it. */
#pragma once

#include "html.h"
#include "picture.h"
#include "report-html.h"

G_BEGIN_DECLS

typedef struct {
    const WbTally *tally;
    const char *language;
    GString *html;
    GPtrArray *sections; /* of char*, lent: pairs of id and title, for the contents */
    guint pictures;      /* drawn so far: each has ids of its own */
} WbHtmlReport;

const char *wb_html_words(const WbHtmlReport *self, const char *id);

/* <section>, with its heading of two; it is closed by wb_html_end_section. @id is ours. */
void wb_html_begin_section(WbHtmlReport *self, const char *id, const char *title);
void wb_html_end_section(WbHtmlReport *self);
/* A paragraph in words of the house. */
void wb_html_say(WbHtmlReport *self, const char *tag, const char *id);
/* "Answered: 3 of 10" and the like: words with a count and a total. */
void wb_html_say_share(WbHtmlReport *self, const char *tag, const char *id, guint count,
                       guint total);
/* "Named in 3 of 10"; the caller's. */
char *wb_html_dup_share(const WbHtmlReport *self, const char *id, guint count, guint total);

/* A list of names that runs on in a text of the house, each in a direction of its own; takes @list,
 * which may be NULL. */
char *wb_html_join(char *list, const char *name);

/* A table in a frame that scrolls when the screen is narrow. @tools: "sort", "sort search" or "";
 * the script puts buttons into the heads of columns, and the search above. */
void wb_html_begin_table(WbHtmlReport *self, const char *name, const char *caption,
                         const char *tools);
/* A head: "start" or "end" of its column; sorted by "text", "number" or "" not at all. */
void wb_html_head(WbHtmlReport *self, const char *place, const char *sorted, const char *label);
void wb_html_begin_rows(WbHtmlReport *self);
void wb_html_end_table(WbHtmlReport *self);
/* <td> with its head, which on a narrow screen stands before it. @class is ours. */
void wb_html_begin_cell(WbHtmlReport *self, const char *class, const char *label);
/* A cell with a number at its end. */
void wb_html_number(WbHtmlReport *self, const char *label, guint number);
void wb_html_shown(WbHtmlReport *self, const char *label, WbShown shown);

/* A picture with what is heard in its place. @class is ours. */
void wb_html_picture(WbHtmlReport *self, const char *class, WbPicture picture, gconstpointer data,
                     double width, const char *title, const char *alt);
/* The mark of a need's state, as text that is seen and a shape that is not heard. */
void wb_html_state(WbHtmlReport *self, WbNeedState state);
/* <tr> of a need, which the script and the tests find by its key. */
void wb_html_begin_need(WbHtmlReport *self, const WbTallyNeed *need);

/* The parts, in the order of the page. */
void wb_html_add_cover(WbHtmlReport *self, const WbReportSheet *sheet); /* report-html-cover.c */
void wb_html_add_missing(WbHtmlReport *self);                           /* report-html-needs.c */
void wb_html_add_puzzles(WbHtmlReport *self);
void wb_html_add_matrix(WbHtmlReport *self);
void wb_html_add_needs(WbHtmlReport *self);
void wb_html_add_directory(WbHtmlReport *self); /* report-html-directory.c */
void wb_html_add_review(WbHtmlReport *self);
void wb_html_add_voices(WbHtmlReport *self); /* report-html-voices.c */
void wb_html_add_questions(WbHtmlReport *self);
void wb_html_add_changes(WbHtmlReport *self); /* report-html-rounds.c */
void wb_html_add_returns(WbHtmlReport *self);

G_END_DECLS
