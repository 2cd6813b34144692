#include "prose.h"

#include <string.h>

G_DEFINE_QUARK(wb_prose_error, wb_prose_error)

static void
span_free(gpointer data)
{
    WbSpan *self = data;

    g_free(self->target);
    g_free(self);
}

/* A mark that waits for its end. */
typedef struct {
    WbSpan *span; /* lent by the prose */
    gsize offset; /* of the mark in the source */
} Open;

typedef struct {
    const char *source;
    const char *at;
    GString *plain;
    WbProse *prose;
    GArray *open;   /* of Open */
    gboolean space; /* white space was passed over and not yet written */
} Parser;

static void
write_char(Parser *in)
{
    const char *next = g_utf8_next_char(in->at);

    if (in->space && in->plain->len > 0)
        g_string_append_c(in->plain, ' ');
    in->space = FALSE;
    g_string_append_len(in->plain, in->at, next - in->at);
    in->at = next;
}

static void
open_span(Parser *in, WbSpanKind kind, gsize length)
{
    Open open = {.span = g_new0(WbSpan, 1), .offset = in->at - in->source};

    if (in->space && in->plain->len > 0)
        g_string_append_c(in->plain, ' ');
    in->space = FALSE;
    open.span->kind = kind;
    open.span->start = in->plain->len;
    g_ptr_array_add(in->prose->spans, open.span);
    g_array_append_val(in->open, open);
    in->at += length;
}

static void
close_span(Parser *in, gsize length)
{
    Open *top = &g_array_index(in->open, Open, in->open->len - 1);

    top->span->end = in->plain->len;
    g_array_set_size(in->open, in->open->len - 1);
    in->at += length;
}

static WbSpanKind
top_kind(const Parser *in)
{
    return in->open->len > 0 ? g_array_index(in->open, Open, in->open->len - 1).span->kind : 0;
}

static gboolean
is_open(const Parser *in, WbSpanKind kind)
{
    for (guint i = 0; i < in->open->len; i++)
        if (g_array_index(in->open, Open, i).span->kind == kind)
            return TRUE;
    return FALSE;
}

static void
write_stars(Parser *in, gsize n)
{
    while (n-- > 0)
        write_char(in);
}

/* Stars before white space open nothing, stars after it close nothing: "* a note" and "5 * 3" are
 * what they look like. */
static void
take_stars(Parser *in)
{
    gsize left = strspn(in->at, "*");
    gunichar next = g_utf8_get_char(in->at + left);
    gboolean can_open = next != 0 && !g_unichar_isspace(next) && left <= 3;
    gboolean can_close = in->at > in->source && !g_ascii_isspace(in->at[-1]) && left <= 3;

    while (left > 0) {
        const char *before = in->at;
        gboolean crossed = top_kind(in) == WB_SPAN_ITALIC && is_open(in, WB_SPAN_BOLD);

        if (can_close && top_kind(in) == WB_SPAN_BOLD && left >= 2)
            close_span(in, 2);
        else if (can_close && top_kind(in) == WB_SPAN_ITALIC && left != 2)
            close_span(in, 1);
        else if (can_open && left >= 2 && !is_open(in, WB_SPAN_BOLD))
            open_span(in, WB_SPAN_BOLD, 2);
        else if (can_open && left == 1 && !is_open(in, WB_SPAN_ITALIC))
            open_span(in, WB_SPAN_ITALIC, 1);
        else if (can_close && top_kind(in) == WB_SPAN_ITALIC && !crossed)
            close_span(in, 1);
        else
            write_stars(in, left);
        left -= in->at - before;
    }
}

static gboolean
fail(const Parser *in, gsize offset, gsize *offset_out, GError **error, const char *what)
{
    if (offset_out)
        *offset_out = offset;
    g_set_error_literal(error, WB_PROSE_ERROR, 0, what);
    return FALSE;
}

/* At the "]" that may end a link. */
static gboolean
end_link(Parser *in, gsize *offset_out, GError **error)
{
    Open *top = &g_array_index(in->open, Open, in->open->len - 1);
    gsize length;

    if (in->at[1] != '(')
        return fail(in, top->offset, offset_out, error,
                    "a link has no (target); a bracket is written \\[");
    length = strcspn(in->at + 2, ") \t\r\n");
    if (length == 0 || in->at[2 + length] != ')')
        return fail(in, top->offset, offset_out, error, "a link's target is not closed");
    if (top->span->start == in->plain->len)
        return fail(in, top->offset, offset_out, error, "a link has no words");
    top->span->target = g_strndup(in->at + 2, length);
    close_span(in, length + 3);
    return TRUE;
}

static gboolean
take_next(Parser *in, gsize *offset_out, GError **error)
{
    gunichar c = g_utf8_get_char(in->at);

    if (c == '\\' && in->at[1] != '\0' && strchr("*[]\\", in->at[1])) {
        in->at++;
        write_char(in);
    } else if (c == '*') {
        take_stars(in);
    } else if (c == '[') {
        if (is_open(in, WB_SPAN_LINK))
            return fail(in, in->at - in->source, offset_out, error, "a link inside a link");
        open_span(in, WB_SPAN_LINK, 1);
    } else if (c == ']' && top_kind(in) == WB_SPAN_LINK) {
        return end_link(in, offset_out, error);
    } else if (g_ascii_isspace(*in->at)) {
        in->space = TRUE;
        in->at++;
    } else {
        write_char(in);
    }
    return TRUE;
}

static gboolean
take_all(Parser *in, gsize *offset_out, GError **error)
{
    while (*in->at)
        if (!take_next(in, offset_out, error))
            return FALSE;
    if (in->open->len > 0) {
        const Open *top = &g_array_index(in->open, Open, in->open->len - 1);
        const char *what = top->span->kind == WB_SPAN_BOLD     ? "** is not closed"
                           : top->span->kind == WB_SPAN_ITALIC ? "* is not closed"
                                                               : "a link is not closed";

        return fail(in, top->offset, offset_out, error, what);
    }
    return TRUE;
}

WbProse *
wb_prose_parse(const char *source, gsize *offset_out, GError **error)
{
    g_autoptr(WbProse) prose = g_new0(WbProse, 1);
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Open));
    Parser in = {.source = source, .at = source, .prose = prose, .open = open};
    gboolean done;

    prose->spans = g_ptr_array_new_with_free_func(span_free);
    in.plain = g_string_sized_new(strlen(source));
    done = take_all(&in, offset_out, error);
    prose->plain = g_string_free(in.plain, FALSE);
    return done ? g_steal_pointer(&prose) : NULL;
}

void
wb_prose_free(WbProse *self)
{
    if (!self)
        return;
    g_free(self->plain);
    g_ptr_array_unref(self->spans);
    g_free(self);
}

gboolean
wb_place_find(const char *source, gsize from, WbPlace *place)
{
    const char *open = strchr(source + from, '{');
    gsize length;

    if (!open)
        return FALSE;
    *place = (WbPlace){.start = open - source, .name = open + 1};
    length = strcspn(open + 1, "{}\n");
    if (open[1 + length] != '}')
        return TRUE;
    place->end = place->start + length + 2;
    place->name_length = MIN(length, strcspn(open + 1, ":}"));
    if (place->name_length < length) {
        place->kind = place->name + place->name_length + 1;
        place->kind_length = length - place->name_length - 1;
    }
    return TRUE;
}
