/* The appearance of what stands in a text field (ISO 32000-1, 12.7.3.3), set by us in any script:
 * viewers that fill in a field themselves draw what their own fonts allow. */
#pragma once

#include "compose.h"

G_BEGIN_DECLS

/* The content stream of a widget of this size with @text in it; what does not fit its box is left
 * out. @setter: of the faces to use. */
GBytes *wb_appearance_paint(const WbComposition *composition, WbSetter *setter,
                            const WbWidget *widget, const WbBox *box, const char *text);

G_END_DECLS
