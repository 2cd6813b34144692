/* Which personal copy a returned file is: by its Info key, else by the footer of its pages. Nothing
 * says that the id was ever handed out. */
#pragma once

#include "pdf.h"

G_BEGIN_DECLS

/* The copy's id, the caller's; NULL: it is no personal copy, or nothing tells which. */
char *wb_copy_find(const WbPdf *pdf);

G_END_DECLS
