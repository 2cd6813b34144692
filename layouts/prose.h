/* Prose with **bold**, *italic* and [links](...): the marks taken out, and what they covered. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { WB_SPAN_BOLD = 1, WB_SPAN_ITALIC = 2, WB_SPAN_LINK = 4 } WbSpanKind;

typedef struct {
    gsize start, end; /* bytes of the plain text */
    WbSpanKind kind;
    char *target; /* of a link: a URL or the id of a page; else NULL */
} WbSpan;

typedef struct {
    char *plain; /* UTF-8 without marks; a backslash before * [ ] or \ takes its meaning away */
    GPtrArray *spans; /* of WbSpan, owned, by start; spans nest or stand apart */
} WbProse;

#define WB_PROSE_ERROR wb_prose_error_quark()
GQuark wb_prose_error_quark(void);

/* White space runs become one space. On failure (a mark that is not closed) NULL, and @offset_out
 * is the byte of @source where the trouble starts. */
WbProse *wb_prose_parse(const char *source, gsize *offset_out, GError **error);
void wb_prose_free(WbProse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbProse, wb_prose_free)

/* A place in a text that something else is put into: {maker}, {n}, {members:number}. The name and
 * the kind point into the source and have no NUL. */
typedef struct {
    gsize start, end;        /* bytes, with the braces; end is 0 where the brace is not closed */
    const char *name, *kind; /* no kind: NULL */
    gsize name_length, kind_length;
} WbPlace;

/* The first place from byte @from on; FALSE where there is none. */
gboolean wb_place_find(const char *source, gsize from, WbPlace *place);

G_END_DECLS
