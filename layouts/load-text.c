#include "load-private.h"

#include <string.h>

#include "prose.h"

/* A text whose marks and places are looked at when all values and pages are known. */
typedef struct {
    WbText *text; /* a copy */
    const WbNode *node;
    gsize offset; /* of the text in the node's value */
    WbTextFlags flags;
} WbTextCheck;

static void
text_check_free(gpointer data)
{
    WbTextCheck *self = data;

    wb_text_free(self->text);
    g_free(self);
}

static WbText *
new_text(WbLoad *in, const WbNode *node, gsize offset, gsize length, WbTextFlags flags,
         const char *context)
{
    g_autofree char *source = g_strndup(node->value + offset, length);
    WbTextCheck *check = g_new0(WbTextCheck, 1);
    gboolean inside = offset > 0 || node->style == WB_SCALAR_BLOCK;
    WbMark mark = inside ? wb_node_mark_at(node, offset) : node->mark;

    g_strchomp(source);
    check->text = wb_text_new(source, context, mark);
    check->node = node;
    check->offset = offset;
    check->flags = flags;
    if (!in->checks)
        in->checks = g_ptr_array_new_with_free_func(text_check_free);
    g_ptr_array_add(in->checks, check);
    return wb_text_dup(check->text);
}

static WbText *
new_text_va(WbLoad *in, const WbNode *node, WbTextFlags flags, const char *context, va_list names)
{
    g_autofree char *place = g_strdup_vprintf(context, names);
    gsize start = strspn(node->value, " \t\r\n");
    gsize length = strlen(node->value + start);

    if (length > WB_LOAD_MAX_TEXT) {
        wb_load_fail(in, node, "more than %d bytes of words", WB_LOAD_MAX_TEXT);
        length = 0;
    }
    return new_text(in, node, start, length, flags, place);
}

WbText *
wb_load_new_text(WbLoad *in, const WbNode *node, WbTextFlags flags, const char *context, ...)
{
    WbText *text;
    va_list names;

    va_start(names, context);
    text = new_text_va(in, node, flags, context, names);
    va_end(names);
    return text;
}

WbText *
wb_load_get_text(WbLoad *in, const WbNode *map, const char *key, WbTextFlags flags,
                 const char *context, ...)
{
    const WbNode *node = wb_node_find(map, key);
    WbText *text;
    va_list names;

    if (!node)
        return NULL;
    va_start(names, context);
    text = new_text_va(in, node, flags, context, names);
    va_end(names);
    return text;
}

/* Where a paragraph ends: at an empty line in a literal block. Elsewhere YAML has folded the lines,
 * and what is left of an empty line is one line end. */
static gsize
paragraph_length(const WbNode *node, const char *at)
{
    const char *end = at;

    while ((end = strchr(end, '\n'))) {
        const char *next = end + 1 + strspn(end + 1, " \t\r");

        if (!node->literal || *next == '\n' || *next == '\0')
            return end - at;
        end++;
    }
    return strlen(at);
}

GPtrArray *
wb_load_new_paragraphs(WbLoad *in, const WbNode *node, const char *context)
{
    GPtrArray *paragraphs = g_ptr_array_new_with_free_func((GDestroyNotify)wb_text_free);
    const char *at = node->value;

    while (*(at += strspn(at, " \t\r\n"))) {
        gsize length = paragraph_length(node, at);
        g_autofree char *place = g_strdup_printf("%s.%u", context, paragraphs->len + 1);

        if (paragraphs->len == WB_LOAD_MAX_PARAGRAPHS) {
            wb_load_fail(in, node, "more than %d paragraphs in one text", WB_LOAD_MAX_PARAGRAPHS);
            break;
        }
        g_ptr_array_add(paragraphs,
                        new_text(in, node, at - node->value, length, WB_TEXT_PROSE, place));
        at += length;
    }
    return paragraphs;
}

/* The checks. */

static gboolean
check_sentence_place(WbLoad *in, const WbTextCheck *check, const WbPlace *place)
{
    g_autofree char *kind_name = g_strndup(place->kind, place->kind_length);
    WbKind kind;

    if (!(check->flags & WB_TEXT_SENTENCE))
        return wb_load_fail_within(in, check->node, check->offset + place->start,
                                   "only sentences have places to fill in such as {name:%s}",
                                   kind_name);
    if (wb_kind_parse(kind_name, &kind))
        return TRUE;
    return wb_load_fail_within(in, check->node, check->offset + place->start, "unknown kind '%s'",
                               kind_name);
}

static gboolean
check_place(WbLoad *in, const WbTextCheck *check, const WbPlace *place)
{
    g_autofree char *name = g_strndup(place->name, place->name_length);

    if (place->end == 0)
        return wb_load_fail_within(in, check->node, check->offset + place->start,
                                   "a { is not closed");
    if (place->kind)
        return check_sentence_place(in, check, place);
    if (g_hash_table_contains(in->workbook->values, name))
        return TRUE;
    if (g_str_equal(name, "n") && check->flags & WB_TEXT_ORDINAL)
        return TRUE;
    if (check->flags & WB_TEXT_SENTENCE)
        return wb_load_fail_within(in, check->node, check->offset + place->start,
                                   "no value is called '%s' (a place to fill in is written "
                                   "{%s:text})",
                                   name, name);
    return wb_load_fail_within(in, check->node, check->offset + place->start,
                               "no value is called '%s'", name);
}

gboolean
wb_load_is_url(const char *target)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:"};

    for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (g_str_has_prefix(target, schemes[i]) && target[strlen(schemes[i])] != '\0')
            return TRUE;
    return FALSE;
}

/* With the values filled in: they could bring any scheme. */
static gboolean
is_target(const WbLoad *in, const WbTextCheck *check, const char *target)
{
    g_autoptr(WbText) text = wb_text_new(target, NULL, check->text->mark);
    g_autofree char *filled = wb_workbook_dup_text(in->workbook, text, 0);

    return wb_load_is_url(filled) || wb_workbook_lookup_page(in->workbook, filled);
}

static gboolean
check_prose(WbLoad *in, const WbTextCheck *check)
{
    g_autoptr(GError) error = NULL;
    gsize offset = 0;
    g_autoptr(WbProse) prose = wb_prose_parse(check->text->source, &offset, &error);

    if (!prose)
        return wb_load_fail_within(in, check->node, check->offset + offset, "%s", error->message);
    for (guint i = 0; i < prose->spans->len; i++) {
        const WbSpan *span = prose->spans->pdata[i];
        const char *at;

        if (!span->target || is_target(in, check, span->target))
            continue;
        at = strstr(check->text->source, span->target);
        return wb_load_fail_within(in, check->node, check->offset + (at - check->text->source),
                                   "a link to '%s': no page of that id, nor https:, http: or "
                                   "mailto:",
                                   span->target);
    }
    return TRUE;
}

void
wb_load_check_texts(WbLoad *in)
{
    for (guint i = 0; in->checks && i < in->checks->len; i++) {
        const WbTextCheck *check = in->checks->pdata[i];
        WbPlace place = {.end = 0};
        gboolean right = TRUE;

        while (right && wb_place_find(check->text->source, place.end, &place))
            right = check_place(in, check, &place);
        if (right && check->flags & WB_TEXT_PROSE)
            check_prose(in, check);
    }
}
