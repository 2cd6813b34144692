/* The table of the needs of one section: who was named for each, and where nobody was. */
#pragma once

#include "report-page.h"

G_BEGIN_DECLS

void wb_report_draw_section(WbReport *self, const WbTallySection *section);

G_END_DECLS
