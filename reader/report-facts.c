/* What every format of a report says in the same way: see report-facts.h. */
#include "report-facts.h"

const char *const wb_review_words[WB_REVIEW_REASONS] = {
    [WB_REVIEW_SPELLING] = "report.review.spelling",
    [WB_REVIEW_WORDS] = "report.review.words",
    [WB_REVIEW_INITIALS] = "report.review.initials",
    [WB_REVIEW_COMMAS] = "report.review.commas",
};

const char *const wb_change_words[WB_CHANGES] = {
    [WB_CHANGE_LOST] = "report.change.lost",     [WB_CHANGE_FRAGILE] = "report.change.fragile",
    [WB_CHANGE_CLOSED] = "report.change.closed", [WB_CHANGE_COVERED] = "report.change.covered",
    [WB_CHANGE_NONE] = "report.change.none",     [WB_CHANGE_UNTOLD] = "report.change.untold",
};

const char *const wb_report_method[] = {
    "report.method.share", "report.method.states", "report.method.names",   "report.method.served",
    "report.method.blank", "report.method.few",    "report.method.private", NULL,
};

void
wb_report_list_files(const WbTallyReturns *returns, WbReportFiles to[WB_REPORT_FILES])
{
    const WbReportFiles files[WB_REPORT_FILES] = {
        {"report.complete", returns->states[WB_TALLY_COMPLETE]},
        {"report.partial", returns->states[WB_TALLY_PARTIAL]},
        {"report.blank", returns->states[WB_TALLY_BLANK]},
        {"report.further", returns->superseded},
        {"report.problems", returns->problems},
    };

    for (gsize n = 0; n < WB_REPORT_FILES; n++)
        to[n] = files[n];
}

gboolean
wb_change_is_shown(const WbNeedChange *change, WbChange wanted)
{
    return change->change == wanted &&
           (wanted != WB_CHANGE_NONE || change->gained->len + change->lost->len > 0);
}

guint
wb_change_count_shown(const WbComparison *comparison, WbChange wanted)
{
    guint count = 0;

    for (guint n = 0; n < comparison->needs->len; n++)
        count += wb_change_is_shown(comparison->needs->pdata[n], wanted);
    return count;
}
