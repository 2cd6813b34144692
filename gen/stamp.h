/* A stamp: one blank edition, ready to be made into personal copies. Each copy is the blank's bytes
 * with an update behind them (ISO 32000-1, 7.5.6) that has its id and what is filled in. */
#pragma once

#include "blank.h"
#include "filling.h"

G_BEGIN_DECLS

typedef struct _WbStamp WbStamp;

/* The workbook has to outlive it. NULL where the blank cannot be made. */
WbStamp *wb_stamp_new(const WbWorkbook *workbook, const char *paper, GError **error);
void wb_stamp_free(WbStamp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbStamp, wb_stamp_free)

const WbBlank *wb_stamp_peek_blank(const WbStamp *self);

/* What follows the blank's bytes in one copy. @copy: its id, or NULL. @fillings: of WbFilling, of
 * fields that the workbook has. Lent until the next call; on failure NULL. */
const GByteArray *wb_stamp_make(WbStamp *self, const char *copy, const GPtrArray *fillings,
                                GError **error);

G_END_DECLS
