/* The edition of a composition: what the reader has to know, in the reader's own terms. */
#pragma once

#include "compose.h"
#include "edition.h"

G_BEGIN_DECLS

/* @paper: as in the edition ("letter"). The edition is sealed and the caller's. */
WbEdition *wb_composition_describe(const WbComposition *self, const char *paper);

G_END_DECLS
