/* Files into nodes. The event interface of libyaml is used because its document loader recurses
 * and copies: depth and aliases are checked here, before anything grows. */
#include "load-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static void
parser_clear(yaml_parser_t *parser)
{
    yaml_parser_delete(parser);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(yaml_parser_t, parser_clear)

static void
node_free(gpointer data)
{
    WbNode *self = data;

    g_free(self->value);
    g_clear_pointer(&self->children, g_ptr_array_unref);
    g_free(self);
}

void
wb_source_free(WbSource *self)
{
    if (self->root)
        node_free(self->root);
    g_free(self->text);
    g_free(self);
}

/* One file on its way to nodes. */
typedef struct {
    WbLoad *load;
    WbSource *source;
    yaml_parser_t *yaml;
    gsize index;    /* characters before ... */
    const char *at; /* ... this byte: events come in order, so that counting stays linear */
} Reader;

static gboolean
fail_at(Reader *in, guint line, guint column, const char *what)
{
    WbMark mark = {in->source->path, line, column};

    wb_load_complain(in->load, WB_LAYOUT_ERROR_SYNTAX, in->source->order, &mark, what);
    return FALSE;
}

static gboolean
fail_mark(Reader *in, const yaml_mark_t *mark, const char *what)
{
    return fail_at(in, mark->line + 1, mark->column + 1, what);
}

/* A byte that is still outside libyaml's sight. */
static gboolean
fail_byte(Reader *in, gsize offset, const char *what)
{
    const char *text = in->source->text;
    guint line = 1;
    gsize start = 0;

    for (gsize i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    /* what stands before the offset has been found to be UTF-8 */
    return fail_at(in, line, g_utf8_strlen(text + start, offset - start) + 1, what);
}

static gboolean
fail_yaml(Reader *in)
{
    const yaml_parser_t *yaml = in->yaml;
    g_autofree char *what = NULL;
    gboolean at_end;

    if (yaml->error == YAML_READER_ERROR) {
        what = g_strdup_printf("not YAML: %s", yaml->problem);
        return fail_byte(in, MIN(yaml->problem_offset, in->source->length), what);
    }
    what = g_strdup_printf("not YAML: %s%s%s", yaml->problem ? yaml->problem : "out of memory",
                           yaml->context ? " " : "", yaml->context ? yaml->context : "");
    /* of what is never closed, the start helps more than the end of the file */
    at_end = yaml->problem && g_str_has_prefix(yaml->problem, "found unexpected end");
    return fail_mark(in, at_end && yaml->context ? &yaml->context_mark : &yaml->problem_mark, what);
}

static gboolean
next_event(Reader *in, yaml_event_t *event)
{
    return yaml_parser_parse(in->yaml, event) || fail_yaml(in);
}

static WbScalarStyle
scalar_style(yaml_scalar_style_t style)
{
    return style == YAML_SINGLE_QUOTED_SCALAR_STYLE   ? WB_SCALAR_SINGLE
           : style == YAML_DOUBLE_QUOTED_SCALAR_STYLE ? WB_SCALAR_DOUBLE
           : style == YAML_PLAIN_SCALAR_STYLE         ? WB_SCALAR_PLAIN
                                                      : WB_SCALAR_BLOCK;
}

static WbNode *
new_node(Reader *in, const yaml_event_t *event, WbNodeType type)
{
    WbNode *node = g_new0(WbNode, 1);
    gsize index = event->start_mark.index;

    in->at = g_utf8_offset_to_pointer(in->at, index - in->index);
    in->index = index;
    node->type = type;
    node->source = in->source;
    node->start = in->at;
    node->mark =
        (WbMark){in->source->path, event->start_mark.line + 1, event->start_mark.column + 1};
    if (type == WB_NODE_SCALAR) {
        node->value = g_strndup((const char *)event->data.scalar.value, event->data.scalar.length);
        node->style = scalar_style(event->data.scalar.style);
        node->literal = event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE;
    } else {
        node->children = g_ptr_array_new_with_free_func(node_free);
    }
    return node;
}

static gboolean
check_plain(Reader *in, const yaml_event_t *event, const yaml_char_t *anchor,
            const yaml_char_t *tag)
{
    if (anchor)
        return fail_mark(in, &event->start_mark, "anchors are not part of the layout language");
    if (tag)
        return fail_mark(in, &event->start_mark, "tags are not part of the layout language");
    return TRUE;
}

/* Bounds what later looks through siblings one by one. */
static gboolean
check_siblings(Reader *in, const yaml_event_t *event, const WbNode *parent)
{
    if (parent->type == WB_NODE_LIST && parent->children->len == WB_LOAD_MAX_ITEMS)
        return fail_mark(in, &event->start_mark,
                         "more than " G_STRINGIFY(WB_LOAD_MAX_ITEMS) " items in one list");
    if (parent->type == WB_NODE_MAP && parent->children->len == 2 * WB_LOAD_MAX_KEYS)
        return fail_mark(in, &event->start_mark,
                         "more than " G_STRINGIFY(WB_LOAD_MAX_KEYS) " keys in one mapping");
    return TRUE;
}

/* The node that an event starts, NULL and a complaint where it is none of ours. */
static WbNode *
start_node(Reader *in, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        if (memchr(event->data.scalar.value, '\0', event->data.scalar.length)) {
            fail_mark(in, &event->start_mark, "a NUL character");
            return NULL;
        }
        return check_plain(in, event, event->data.scalar.anchor, event->data.scalar.tag)
                   ? new_node(in, event, WB_NODE_SCALAR)
                   : NULL;
    case YAML_SEQUENCE_START_EVENT:
        return check_plain(in, event, event->data.sequence_start.anchor,
                           event->data.sequence_start.tag)
                   ? new_node(in, event, WB_NODE_LIST)
                   : NULL;
    case YAML_MAPPING_START_EVENT:
        return check_plain(in, event, event->data.mapping_start.anchor,
                           event->data.mapping_start.tag)
                   ? new_node(in, event, WB_NODE_MAP)
                   : NULL;
    default:
        fail_mark(in, &event->start_mark, "aliases are not part of the layout language");
        return NULL;
    }
}

/* @open: the lists and mappings that stand around the node, innermost last. */
static gboolean
add_node(Reader *in, const yaml_event_t *event, GPtrArray *open)
{
    WbNode *parent = open->len > 0 ? open->pdata[open->len - 1] : NULL;
    WbNode *node;

    if (parent && !check_siblings(in, event, parent))
        return FALSE;
    node = start_node(in, event);
    if (!node)
        return FALSE;
    if (parent)
        g_ptr_array_add(parent->children, node);
    else
        in->source->root = node;
    if (node->type == WB_NODE_SCALAR)
        return TRUE;
    if (open->len == WB_LOAD_MAX_DEPTH)
        return fail_mark(in, &event->start_mark,
                         "more than " G_STRINGIFY(WB_LOAD_MAX_DEPTH) " levels deep");
    g_ptr_array_add(open, node);
    return TRUE;
}

static gboolean
take_event(Reader *in, const yaml_event_t *event, GPtrArray *open)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
    case YAML_SCALAR_EVENT:
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return add_node(in, event, open);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        g_ptr_array_set_size(open, open->len - 1);
        return TRUE;
    case YAML_DOCUMENT_START_EVENT:
        return !in->source->root ||
               fail_mark(in, &event->start_mark, "a layout file holds one document only");
    default:
        return TRUE;
    }
}

static gboolean
read_events(Reader *in)
{
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    gboolean end = FALSE;

    while (!end) {
        yaml_event_t event;
        gboolean taken;

        if (!next_event(in, &event))
            return FALSE;
        end = event.type == YAML_STREAM_END_EVENT;
        taken = take_event(in, &event, open);
        yaml_event_delete(&event);
        if (!taken)
            return FALSE;
    }
    return in->source->root || fail_at(in, 1, 1, "the file is empty");
}

static gboolean
check_bytes(Reader *in)
{
    const WbSource *source = in->source;
    const char *nul = memchr(source->text, '\0', source->length);
    const char *end;

    if (source->length > WB_LOAD_MAX_BYTES)
        return fail_at(in, 1, 1,
                       "the file is larger than " G_STRINGIFY(WB_LOAD_MAX_MEGABYTES) " MB");
    if (!g_utf8_validate(source->text, nul ? nul - source->text : (gssize)source->length, &end))
        return fail_byte(in, end - source->text, "not UTF-8");
    if (nul)
        return fail_byte(in, nul - source->text, "a NUL byte");
    return TRUE;
}

static gboolean
parse(Reader *in)
{
    g_auto(yaml_parser_t) yaml;
    gsize bom = g_str_has_prefix(in->source->text, "\xEF\xBB\xBF") ? 3 : 0;

    if (!yaml_parser_initialize(&yaml))
        g_error("no memory for libyaml");
    in->yaml = &yaml;
    in->at = in->source->text + bom;
    yaml_parser_set_encoding(&yaml, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&yaml, (const yaml_char_t *)in->at, in->source->length - bom);
    return read_events(in);
}

/* At most one byte more than is allowed, so that the size can be complained about. NULL and errno
 * on failure. */
static char *
read_bytes(const char *path, gsize *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not hold us up */
    g_autofree char *bytes = NULL;
    struct stat status;
    gssize got = 1;

    if (fd < 0)
        return NULL;
    *length = 0;
    if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode)) {
        close(fd);
        errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
        return NULL;
    }
    bytes = g_malloc(WB_LOAD_MAX_BYTES + 2);
    while (got > 0 && *length <= WB_LOAD_MAX_BYTES) {
        got = read(fd, bytes + *length, WB_LOAD_MAX_BYTES + 1 - *length);
        *length += MAX(got, 0);
    }
    close(fd);
    if (got < 0)
        return NULL;
    bytes[*length] = '\0';
    return g_realloc(g_steal_pointer(&bytes), *length + 1);
}

static void
complain_unreadable(WbLoad *in, const char *path, const WbNode *named_by, int problem)
{
    g_autofree char *what = g_strdup_printf("%s%scannot be read: %s", named_by ? path : "",
                                            named_by ? " " : "", g_strerror(problem));
    WbMark mark = {g_intern_string(path), 0, 0};

    wb_load_complain(in, WB_LAYOUT_ERROR_READ, named_by ? named_by->source->order : 0,
                     named_by ? &named_by->mark : &mark, what);
}

WbNode *
wb_load_read(WbLoad *in, const char *path, const WbNode *named_by)
{
    WbSource *source;
    gsize length;
    char *text = read_bytes(path, &length);
    Reader reader = {.load = in};

    if (!text) {
        in->incomplete = TRUE;
        complain_unreadable(in, path, named_by, errno);
        return NULL;
    }
    source = g_new0(WbSource, 1);
    source->path = g_intern_string(path);
    source->text = text;
    source->length = length;
    source->order = in->sources->len;
    g_ptr_array_add(in->sources, source);
    reader.source = source;
    if (!check_bytes(&reader) || !parse(&reader)) {
        in->incomplete = TRUE;
        return NULL;
    }
    return source->root;
}

/* Places inside scalars. Folding, quoting and indentation change white space only, apart from
 * escapes: the n-th other character of the value is the n-th other character of the source. */

static gboolean
is_blank(gunichar c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x85 || c == 0x2028 ||
           c == 0x2029 || c == 0xFEFF;
}

static gsize
count_ink(const char *text, gsize length)
{
    const char *end = text + length;
    gsize ink = 0;

    for (; text < end; text = g_utf8_next_char(text))
        if (!is_blank(g_utf8_get_char(text)))
            ink++;
    return ink;
}

/* The length of one character as it is written, escapes included; @ink says whether the value has
 * something other than white space there. */
static gsize
measure_char(const WbNode *node, const char *at, gboolean *ink)
{
    static const struct {
        char letter;
        gsize digits;
    } hex[] = {{'x', 2}, {'u', 4}, {'U', 8}};

    *ink = !is_blank(g_utf8_get_char(at));
    if (node->style == WB_SCALAR_SINGLE && at[0] == '\'' && at[1] == '\'')
        return 2;
    if (node->style != WB_SCALAR_DOUBLE || at[0] != '\\')
        return g_utf8_next_char(at) - at;
    for (guint i = 0; i < G_N_ELEMENTS(hex); i++) {
        if (at[1] == hex[i].letter) {
            g_autofree char *digits = g_strndup(at + 2, hex[i].digits);

            *ink = !is_blank(g_ascii_strtoull(digits, NULL, 16));
            return 2 + hex[i].digits;
        }
    }
    *ink = strchr("tnrNLP \t\r\n", at[1]) == NULL;
    return g_utf8_next_char(at + 1) - at;
}

/* Where the value starts: after the quote, or in the line below the block's head. */
static const char *
value_start(const WbNode *node)
{
    if (node->style == WB_SCALAR_PLAIN)
        return node->start;
    if (node->style != WB_SCALAR_BLOCK)
        return node->start + 1;
    return node->start + strcspn(node->start, "\r\n");
}

WbMark
wb_node_mark_at(const WbNode *node, gsize offset)
{
    gsize ink_left = count_ink(node->value, offset);
    const char *at = value_start(node);
    WbMark mark = node->mark;
    const char *line_start = NULL;
    gboolean ink;

    while (*at) {
        gsize length = measure_char(node, at, &ink);

        if (ink && ink_left == 0)
            break;
        ink_left -= ink ? 1 : 0;
        for (const char *c = at; c < at + length; c++) {
            if (*c == '\n') {
                mark.line++;
                line_start = c + 1;
            }
        }
        at += length;
    }
    mark.column = line_start ? g_utf8_strlen(line_start, at - line_start) + 1
                             : mark.column + g_utf8_strlen(node->start, at - node->start);
    return mark;
}
