/* The interactive form (ISO 32000-1, 12.7): fields, their widgets and appearances. A field shown in
 * several places is one field with several widgets, its inputs first; no script, no
 * /NeedAppearances. */
#pragma once

#include "compose.h"

G_BEGIN_DECLS

/* Adds every field of the composition to the catalog's /AcroForm, and its widgets to @annots (by
 * page: GPtrArray of WbDict) in reading order: the inputs of a page top-down, then its mirrors.
 * FALSE if the fields' font cannot be made. */
gboolean wb_form_write(const WbComposition *composition, WbDocument *document, WbDict *catalog,
                       WbFaces *faces, WbSetter *setter, GPtrArray *annots, GError **error);

/* What a screen reader says of one widget (/TU); the caller's. */
char *wb_widget_dup_heard(const WbWidget *widget, const WbWorkbook *workbook);

/* /T: the field's id with "/" for ".", flat because readers take flat names in half the time. */
char *wb_field_dup_name(const WbField *field);

/* The on-state of a box: the option's code, "on" of a single one. */
const char *wb_widget_on_state(const WbWidget *widget);

G_END_DECLS
