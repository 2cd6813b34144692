/* The outline of a piece as an edition has it, and the upright box inside it. */
#pragma once

#include "shape.h"

G_BEGIN_DECLS

/* From SVG path data, absolute commands M L C Z; NULL where it is none. The caller's. */
WbPath *wb_outline_parse(const char *data);

/* The upright box around its points. */
WbBox wb_outline_get_bounds(const WbPath *self);

/* The largest upright box inside a closed outline that is no flatter than text needs. */
WbBox wb_outline_get_inner(const WbPath *self);

G_END_DECLS
