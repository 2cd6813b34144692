/* What every format of a report says in the same way: words for what was counted, and what of it is
 * shown. */
#pragma once

#include "compare.h"

G_BEGIN_DECLS

/* Ids of the house's words. */
extern const char *const wb_review_words[WB_REVIEW_REASONS]; /* by WbReviewReason */
extern const char *const wb_change_words[WB_CHANGES];        /* by WbChange */
/* How the numbers came about and what they do not tell; the last is followed by NULL. */
extern const char *const wb_report_method[];

/* The files of all returns taken apart. */
#define WB_REPORT_FILES 5
typedef struct {
    const char *words; /* an id */
    guint count;
} WbReportFiles;
void wb_report_list_files(const WbTallyReturns *returns, WbReportFiles to[WB_REPORT_FILES]);

/* Of needs that are as before, only those where the names are others. */
gboolean wb_change_is_shown(const WbNeedChange *change, WbChange wanted);
guint wb_change_count_shown(const WbComparison *comparison, WbChange wanted);

G_END_DECLS
