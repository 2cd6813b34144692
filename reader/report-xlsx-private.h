/* What the sheets of the spreadsheet share. Nobody else includes it. */
#pragma once

#include "book.h"
#include "compare.h"
#include "report-xlsx.h"

G_BEGIN_DECLS

typedef struct {
    const WbTally *tally;
    const WbReportSheet *sheet;
    WbBook *book;
} WbXlsx;

typedef struct {
    const char *words; /* id of its head */
    gboolean wide;
} WbXlsxColumn;

typedef struct {
    const char *words;
    WbBookLook look;
} WbXlsxLook;

extern const WbXlsxLook wb_xlsx_states[WB_NEED_STATES]; /* by WbNeedState */
extern const WbXlsxLook wb_xlsx_changes[WB_CHANGES];    /* by WbChange */

const char *wb_xlsx_words(const WbXlsx *self, const char *id);
/* "Partnership: yes"; the caller's. */
char *wb_xlsx_dup_joined(const WbXlsx *self, const char *field, const char *option);
/* With the heads of its first columns, whose row is not ended. */
WbBookSheet *wb_xlsx_begin_sheet(const WbXlsx *self, const char *name, const WbXlsxColumn *columns,
                                 gsize n_columns);
/* Three columns: yes, no, not said. */
void wb_xlsx_add_answer_heads(const WbXlsx *self, WbBookSheet *to, const char *question);
void wb_xlsx_add_answer(WbBookSheet *to, const WbTallyAnswer *answer);
/* A number, or what is printed in its place. */
void wb_xlsx_add_shown(WbBookSheet *to, WbShown shown);
/* Many in one cell, each on its line. */
void wb_xlsx_add_line(GString *lines, const char *line);
void wb_xlsx_add_lines(WbBookSheet *to, const GPtrArray *lines);
/* Colours the words of a need's state where they stand in the column. */
void wb_xlsx_mark_states(const WbXlsx *self, WbBookSheet *to, guint column);
const WbTallyPopulation *wb_xlsx_peek_population(const WbXlsx *self, guint n);

/* Each writes one sheet; in the order in which they stand. */
void wb_xlsx_write_summary(const WbXlsx *self);
void wb_xlsx_write_sections(const WbXlsx *self);
void wb_xlsx_write_needs(const WbXlsx *self);
void wb_xlsx_write_matrix(const WbXlsx *self);
void wb_xlsx_write_served(const WbXlsx *self);
void wb_xlsx_write_namings(const WbXlsx *self);
void wb_xlsx_write_providers(const WbXlsx *self);
void wb_xlsx_write_contacts(const WbXlsx *self);
void wb_xlsx_write_reviews(const WbXlsx *self);
void wb_xlsx_write_words(const WbXlsx *self);
void wb_xlsx_write_disciplines(const WbXlsx *self);
void wb_xlsx_write_numbers(const WbXlsx *self);
void wb_xlsx_write_distribution(const WbXlsx *self);
void wb_xlsx_write_choices(const WbXlsx *self);
void wb_xlsx_write_questions(const WbXlsx *self);
void wb_xlsx_write_quotes(const WbXlsx *self);
void wb_xlsx_write_pages(const WbXlsx *self);
void wb_xlsx_write_need_changes(const WbXlsx *self);
void wb_xlsx_write_answer_changes(const WbXlsx *self);

G_END_DECLS
