/* What stands in one PDF file that nobody vouches for: its fields widget by widget, and what it
 * says about itself. The home of poppler-glib; to be used in a confined child only. */
#pragma once

#include <glib.h>

#include "edition.h"

G_BEGIN_DECLS

#define WB_PDF_ERROR wb_pdf_error_quark()
GQuark wb_pdf_error_quark(void);

/* The message is the code of a problem in the table of findings. */
typedef enum {
    WB_PDF_ERROR_NOT_A_PDF,
    WB_PDF_ERROR_DAMAGED,
    WB_PDF_ERROR_ENCRYPTED,
} WbPdfError;

typedef enum { WB_WIDGET_TEXT, WB_WIDGET_CHECK, WB_WIDGET_RADIO, WB_WIDGET_CHOICE } WbWidgetType;

typedef struct {
    char *name;  /* of its field, in full */
    guint page;  /* from 1 */
    WbRect rect; /* points, y up */
    WbWidgetType type;
    char *text;  /* of text and choice; NULL where there is none */
    gboolean on; /* of check and radio */
} WbWidget;

typedef struct {
    GPtrArray *widgets; /* of WbWidget, owned, page by page; without push buttons and signatures */
    guint pages;
    char *keywords;    /* of the Info dictionary, or NULL */
    char *modified;    /* the Info dictionary's ModDate as RFC 3339 in UTC, or NULL */
    gboolean cut;      /* the file does not end where a PDF ends */
    gboolean flat;     /* what its widgets say was seen on its pages: it has no fields */
    gboolean pictures; /* of a file without widgets: it may have pictures, */
    gboolean xfa;      /* a form that only Acrobat shows, */
    gboolean foreign;  /* and text in an encoding that nobody can read here */
    GHashTable *loose; /* names of fonts that are not in the file, once a page was looked at */
    gpointer handle;   /* for what is only looked up when needed */
} WbPdf;

/* Has everything read that a confined process could not open any more. */
void wb_pdf_warm_up(void);

WbPdf *wb_pdf_new(void); /* without a file behind it */
WbPdf *wb_pdf_open(GBytes *file, GError **error);
void wb_pdf_free(WbPdf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbPdf, wb_pdf_free)

WbWidget *wb_pdf_add_widget(WbPdf *self, const char *name, guint page, WbRect rect,
                            WbWidgetType type);

/* Text of a page, without what stands in fields; or NULL. */
char *wb_pdf_dup_page_text(const WbPdf *self, guint page);

#define WB_PDF_MOST_ATTACHED (8 * 1024 * 1024) /* bytes, unpacked */

/* An attached file's bytes; NULL where there is none or it is larger than any edition. */
GBytes *wb_pdf_dup_attachment(const WbPdf *self, const char *name);

G_END_DECLS
