/* A file that could not be used, as its problem is said to people. */
#pragma once

#include "record.h"

G_BEGIN_DECLS

/* To standard error: why, and what to ask the sender for. */
void wb_problem_say(const WbRecord *record);

G_END_DECLS
