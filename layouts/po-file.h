/* A PO file as gettext has them: texts with a stable context each (msgctxt), out to translators and
 * back. The home of libgettextpo. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WB_PO_ERROR wb_po_error_quark()
GQuark wb_po_error_quark(void);

typedef enum {
    WB_PO_ERROR_READ,       /* a file could not be read or written */
    WB_PO_ERROR_SYNTAX,     /* not a PO file in UTF-8 */
    WB_PO_ERROR_WRONG,      /* a PO file, but no translation of these texts */
    WB_PO_ERROR_INCOMPLETE, /* not all of them are translated */
} WbPoError;

/* Texts, each counted once. */
typedef struct {
    guint translated;
    guint fuzzy; /* was translated before the text changed, or is marked as doubtful */
    guint untranslated;
} WbPoCount;

/* One text for translators; all lent. */
typedef struct {
    const char *context, *source;
    const char *note; /* what it is, for the translator, or NULL; may have several lines */
    const char *path; /* where it stands, as seen from the folder above that of the PO file */
    guint line;
} WbPoEntry;

/* Complaints: "path:line:column: what", one a line. */
void wb_po_complain(GString *lines, const char *path, gsize line, gsize column, const char *what);
/* Hands complaints over. FALSE, for the caller to return. */
gboolean wb_po_fail(GError **error, WbPoError code, const GString *lines);

typedef struct _WbPoFile WbPoFile; /* one file as it was read */

WbPoFile *wb_po_file_read(const char *path, GError **error);
/* The same of what is in memory; @path names it in messages. */
WbPoFile *wb_po_file_read_bytes(const char *path, GBytes *bytes, GError **error);
void wb_po_file_free(WbPoFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbPoFile, wb_po_file_free)

/* The translation of a text as it stands, lent, or NULL; counted either way. */
const char *wb_po_file_find(const WbPoFile *self, const char *context, const char *source,
                            WbPoCount *count);
/* Where a translation stands; of NULL the header. */
gsize wb_po_file_line(const WbPoFile *self, const char *context);
/* A field of the header, "" where it does not have it; the caller's. */
char *wb_po_file_dup_header(const WbPoFile *self, const char *name);
/* Complains of every message that is in use there and not among @known (a set of contexts). */
void wb_po_file_check_strangers(const WbPoFile *self, GHashTable *known, GString *lines);

/* Files are replaced when they are whole. @entries: of WbPoEntry, in order; @project: for the
 * header. */

gboolean wb_po_write_template(const GArray *entries, const char *project, const char *path,
                              GError **error);
/* Brings a translation up to its texts: what is new comes in untranslated, a text that was changed
 * keeps its translation as fuzzy, with the text it was made for, and what is gone is kept as
 * obsolete. */
gboolean wb_po_merge(const GArray *entries, const char *project, const char *path, GError **error);

G_END_DECLS
