/* The parts of a report, each in a file of its own; all draw at its y and leave it below. */
#pragma once

#include "report-page.h"

G_BEGIN_DECLS

void wb_report_draw_cover(WbReport *self);     /* report-cover.c */
void wb_report_draw_missing(WbReport *self);   /* report-missing.c: what the meeting is about */
void wb_report_draw_puzzles(WbReport *self);   /* report-puzzles.c */
void wb_report_draw_matrix(WbReport *self);    /* report-matrix.c */
void wb_report_draw_needs(WbReport *self);     /* report-needs.c: need by need */
void wb_report_draw_directory(WbReport *self); /* report-directory.c */
void wb_report_draw_voices(WbReport *self);    /* report-voices.c */
void wb_report_draw_questions(WbReport *self); /* report-questions.c: what people wrote */
void wb_report_draw_changes(WbReport *self);   /* report-changes.c: since the earlier round */
void wb_report_draw_review(WbReport *self);    /* report-review.c */
void wb_report_draw_returns(WbReport *self);   /* report-returns.c */
void wb_report_draw_method(WbReport *self);    /* report-method.c */

G_END_DECLS
