/* The interactive form (ISO 32000-1, 12.7): fields, their widgets and appearances. A field shown in
 * several places is one field with several widgets, its inputs first; no script, no
 * /NeedAppearances. */
#pragma once

#include "compose.h"

G_BEGIN_DECLS

/* A widget as it stands in the file. */
typedef struct {
    const WbItem *item; /* lent by the composition */
    WbDict *dict;       /* its own, or of the field where that has no other */
    guint appearance;   /* of a text: the object with its appearance stream; else 0 */
} WbFormWidget;

typedef struct {
    const WbField *field;
    WbDict *dict;
    GArray *widgets; /* of WbFormWidget: its inputs, then its mirrors */
} WbFormField;

typedef struct {
    GPtrArray *fields;     /* of WbFormField, owned, in the order of the workbook */
    const char *font_name; /* of what is typed, in /DR */
    guint font;            /* its object */
} WbForm;

void wb_form_free(WbForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbForm, wb_form_free)

/* The value and the state of boxes that are not ticked (12.7.4.2.3). */
#define WB_FORM_OFF "Off"
#define WB_FORM_ON "on" /* of a single one that is */

/* Adds every field of the composition to the catalog's /AcroForm, and its widgets to @annots (by
 * page: GPtrArray of WbDict) in reading order: the inputs of a page top-down, then its mirrors.
 * The form is the caller's; NULL if the fields' font cannot be made. */
WbForm *wb_form_write(const WbComposition *composition, WbDocument *document, WbDict *catalog,
                      WbFaces *faces, WbSetter *setter, GPtrArray *annots, GError **error);

/* What a screen reader says of one widget (/TU); the caller's. */
char *wb_widget_dup_heard(const WbWidget *widget, const WbWorkbook *workbook);

/* /T: the field's id with "/" for ".", flat because readers take flat names in half the time. */
char *wb_field_dup_name(const WbField *field);

gboolean wb_form_is_button(const WbField *field);
/* /Q of a text (12.7.3.3, table 222): 0 left, 1 centred, 2 right. */
int wb_form_get_quadding(const WbWidget *widget, gboolean rtl);
/* The face of what is typed, and which characters it has; see wb_face_new_field_font. */
WbFace *wb_form_get_face(const WbComposition *composition, WbSetter *setter);

/* The on-state of a box: the option's code, "on" of a single one. */
const char *wb_widget_on_state(const WbWidget *widget);

G_END_DECLS
