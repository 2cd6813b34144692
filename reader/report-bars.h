/* Bars of a report: what of an answer is drawn, with the figures that stand beside it. */
#pragma once

#include "picture-bars.h"
#include "tally.h"

G_BEGIN_DECLS

typedef struct {
    GArray *bars;       /* of WbBar; labels are lent by the tally */
    GPtrArray *figures; /* of char*, owned: of the bars */
} WbReportBars;

/* Of WbTallyWord: those that several gave, @most of them. */
WbReportBars *wb_report_bars_new_of_words(const GPtrArray *words, guint most);
WbReportBars *wb_report_bars_new_of_choices(const WbTallyChoices *choices, const char *language);
/* Of the sections that are represented; @missing names the others, NULL if there are none, and is
 * the caller's. */
WbReportBars *wb_report_bars_new_of_disciplines(const WbTallyDisciplines *disciplines,
                                                const char *language, char **missing);
void wb_report_bars_free(WbReportBars *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbReportBars, wb_report_bars_free)
WbPictureBars wb_report_bars_picture(const WbReportBars *self); /* lent */

/* How often each value of a scale was given, from its least on; the caller's. */
guint *wb_report_dup_scale(const WbTallyNumbers *numbers);

G_END_DECLS
