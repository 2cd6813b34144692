#include "load-private.h"

#include <stdlib.h>
#include <string.h>

/* Complaints. */

/* One line of bearable length: what is quoted from a layout may hold anything. */
static char *
dup_line(const char *what)
{
    enum { LONGEST = 300 };
    GString *line = g_string_new(NULL);
    guint length = 0;

    for (; *what && length < LONGEST; what = g_utf8_next_char(what), length++) {
        gunichar c = g_utf8_get_char(what);

        g_string_append_unichar(line, g_unichar_isprint(c) ? c : ' ');
    }
    if (*what)
        g_string_append(line, "…");
    return g_string_free(line, FALSE);
}

void
wb_load_complain(WbLoad *in, WbLayoutError code, guint order, const WbMark *mark, const char *words)
{
    WbComplaint complaint = {.order = order, .line = mark->line, .column = mark->column};
    g_autofree char *what = dup_line(words);

    complaint.serial = in->complaints->len;
    complaint.message =
        mark->line > 0 ? g_strdup_printf("%s:%u:%u: %s", mark->path, mark->line, mark->column, what)
                       : g_strdup_printf("%s: %s", mark->path, what);
    g_array_append_val(in->complaints, complaint);
    if (in->code < 0)
        in->code = code;
}

gboolean
wb_load_fail(WbLoad *in, const WbNode *node, const char *format, ...)
{
    g_autofree char *what = NULL;
    va_list words;

    va_start(words, format);
    what = g_strdup_vprintf(format, words);
    va_end(words);
    wb_load_complain(in, WB_LAYOUT_ERROR_WRONG, node->source->order, &node->mark, what);
    return FALSE;
}

gboolean
wb_load_fail_within(WbLoad *in, const WbNode *node, gsize offset, const char *format, ...)
{
    WbMark mark = wb_node_mark_at(node, offset);
    g_autofree char *what = NULL;
    va_list words;

    va_start(words, format);
    what = g_strdup_vprintf(format, words);
    va_end(words);
    wb_load_complain(in, WB_LAYOUT_ERROR_WRONG, node->source->order, &mark, what);
    return FALSE;
}

/* Suggestions. */

/* How many letters are to be added, dropped, changed or swapped with the next; words here are
 * short. */
static guint
word_distance(const char *a, const char *b)
{
    enum { LONGEST = 24 };
    gsize n = strlen(a), m = strlen(b);
    guint d[LONGEST + 1][LONGEST + 1];

    if (n > LONGEST || m > LONGEST)
        return G_MAXUINT;
    for (gsize i = 0; i <= n; i++) {
        for (gsize k = 0; k <= m; k++) {
            if (i == 0 || k == 0) {
                d[i][k] = i + k;
                continue;
            }
            d[i][k] =
                MIN(MIN(d[i - 1][k], d[i][k - 1]) + 1, d[i - 1][k - 1] + (a[i - 1] != b[k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                d[i][k] = MIN(d[i][k], d[i - 2][k - 2] + 1);
        }
    }
    return d[n][m];
}

char *
wb_load_dup_suggestion(const char *word, const char *const *words)
{
    const char *best = NULL;
    guint least = 1 + strlen(word) / 4; /* farther off is no misspelling */

    for (; *words; words++) {
        guint distance = word_distance(word, *words);

        if (distance <= least && (!best || distance < least)) {
            best = *words;
            least = distance;
        }
    }
    return best ? g_strdup_printf(" (did you mean '%s'?)", best) : g_strdup("");
}

static char *
dup_key_suggestion(const char *word, const WbKey *keys)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (; keys->name; keys++)
        g_ptr_array_add(names, (gpointer)keys->name);
    g_ptr_array_add(names, NULL);
    return wb_load_dup_suggestion(word, (const char *const *)names->pdata);
}

/* What the value of a key may be. */

static gboolean
is_id(const char *text)
{
    return *text && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(text);
}

static gboolean
is_path(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ".", -1);

    for (guint i = 0; parts[i]; i++)
        if (!is_id(parts[i]))
            return FALSE;
    return parts[0] != NULL;
}

static gboolean
fits_text(const char *value, const WbKey *key)
{
    return value[strspn(value, " \t\r\n")] != '\0';
}

static gboolean
fits_id(const char *value, const WbKey *key)
{
    return is_id(value);
}

static gboolean
fits_path(const char *value, const WbKey *key)
{
    return is_path(value);
}

static gboolean
fits_integer(const char *value, const WbKey *key)
{
    char *end;
    gint64 number = g_ascii_strtoll(value, &end, 10);

    return end > value && *end == '\0' && !g_ascii_isspace(*value) && number >= key->least &&
           number <= key->most;
}

static gboolean
fits_number(const char *value, const WbKey *key)
{
    char *end;
    double number = g_ascii_strtod(value, &end);

    return strspn(value, "0123456789.") == strlen(value) && end > value && *end == '\0' &&
           number >= key->least && number <= key->most;
}

static gboolean
fits_flag(const char *value, const WbKey *key)
{
    return g_str_equal(value, "true") || g_str_equal(value, "false");
}

static gboolean
fits_colour(const char *value, const WbKey *key)
{
    return value[0] == '#' && strlen(value) == 7 &&
           strspn(value + 1, "0123456789abcdefABCDEF") == 6;
}

static gboolean
fits_word(const char *value, const WbKey *key)
{
    return g_strv_contains(key->words, value);
}

static gboolean
fits_tag(const char *value, const WbKey *key)
{
    return g_regex_match_simple("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", value,
                                G_REGEX_DOLLAR_ENDONLY, 0);
}

static const struct {
    WbNodeType type;
    gboolean (*fits)(const char *value, const WbKey *key);
    const char *what;
} takes[] = {
    [WB_TAKES_TEXT] = {WB_NODE_SCALAR, fits_text, "words"},
    [WB_TAKES_ID] = {WB_NODE_SCALAR, fits_id, "an id: lower-case letters a-z, digits, _ and -"},
    [WB_TAKES_PATH] =
        {WB_NODE_SCALAR, fits_path,
         "an id: lower-case letters a-z, digits, _ and -, in parts with dots between"},
    [WB_TAKES_INTEGER] = {WB_NODE_SCALAR, fits_integer, "a whole number"},
    [WB_TAKES_NUMBER] = {WB_NODE_SCALAR, fits_number, "a number"},
    [WB_TAKES_FLAG] = {WB_NODE_SCALAR, fits_flag, "true or false"},
    [WB_TAKES_COLOUR] = {WB_NODE_SCALAR, fits_colour, "a colour such as \"#1d5b63\""},
    [WB_TAKES_WORD] = {WB_NODE_SCALAR, fits_word, "a word"},
    [WB_TAKES_LIST] = {WB_NODE_LIST, NULL, "a list"},
    [WB_TAKES_MAP] = {WB_NODE_MAP, NULL, "a mapping"},
    [WB_TAKES_TEXT_OR_LIST] = {WB_NODE_LIST, NULL, "an id or a list of ids"},
    [WB_TAKES_TAG] = {WB_NODE_SCALAR, fits_tag, "a language tag such as en or zh-CN"},
};

static gboolean
fits(const WbNode *node, const WbKey *key)
{
    if (key->takes == WB_TAKES_TEXT_OR_LIST && node->type == WB_NODE_SCALAR)
        return fits_text(node->value, key);
    if (node->type != takes[key->takes].type)
        return FALSE;
    return !takes[key->takes].fits || takes[key->takes].fits(node->value, key);
}

static void
fail_word(WbLoad *in, const WbNode *value, const WbKey *key)
{
    g_autofree char *near = wb_load_dup_suggestion(value->value, key->words);
    g_autofree char *all = g_strjoinv(", ", (char **)key->words);

    if (*near)
        wb_load_fail(in, value, "'%s' cannot be '%s'%s", key->name, value->value, near);
    else
        wb_load_fail(in, value, "'%s' cannot be '%s', only one of: %s", key->name, value->value,
                     all);
}

static void
fail_value(WbLoad *in, const WbNode *value, const WbKey *key)
{
    gboolean bounded = key->takes == WB_TAKES_INTEGER || key->takes == WB_TAKES_NUMBER;

    if (key->takes == WB_TAKES_WORD && value->type == WB_NODE_SCALAR && *value->value)
        fail_word(in, value, key);
    else if (value->type == WB_NODE_SCALAR && !fits_text(value->value, key))
        wb_load_fail(in, value, "'%s' is empty", key->name);
    else if (bounded)
        wb_load_fail(in, value, "'%s' is %s from %.9g to %.9g", key->name, takes[key->takes].what,
                     key->least, key->most);
    else
        wb_load_fail(in, value, "'%s' is %s", key->name, takes[key->takes].what);
}

/* Mappings. */

static const WbKey *
find_key(const WbKey *keys, const char *name)
{
    for (; keys->name; keys++)
        if (g_str_equal(keys->name, name))
            return keys;
    return NULL;
}

static void
check_entry(WbLoad *in, WbNode *key, WbNode *value, const char *what, const WbKey *keys,
            GHashTable *seen)
{
    const WbKey *known;

    value->wrong = TRUE;
    if (key->type != WB_NODE_SCALAR) {
        wb_load_fail(in, key, "a key of %s is a word", what);
        return;
    }
    if (!g_hash_table_add(seen, key->value)) {
        wb_load_fail(in, key, "the key '%s' stands here twice", key->value);
        return;
    }
    known = find_key(keys, key->value);
    if (!known) {
        g_autofree char *near = dup_key_suggestion(key->value, keys);

        wb_load_fail(in, key, "%s has no key '%s'%s", what, key->value, near);
    } else if (!fits(value, known)) {
        fail_value(in, value, known);
    } else {
        value->wrong = FALSE;
    }
}

gboolean
wb_load_check_map(WbLoad *in, WbNode *node, const char *what, const WbKey *keys)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    if (node->type != WB_NODE_MAP)
        return wb_load_fail(in, node, "%s is a mapping of keys and values", what);
    for (guint i = 0; i + 1 < node->children->len; i += 2)
        check_entry(in, node->children->pdata[i], node->children->pdata[i + 1], what, keys, seen);
    for (; keys->name; keys++)
        if (keys->required && !g_hash_table_contains(seen, keys->name))
            wb_load_fail(in, node, "%s needs the key '%s'", what, keys->name);
    return TRUE;
}

gboolean
wb_load_check_pair(WbLoad *in, WbNode *item, const char *what, const char *example, WbNode **key,
                   WbNode **value)
{
    if (item->type != WB_NODE_MAP || item->children->len != 2)
        return wb_load_fail(in, item, "%s is written as '%s'", what, example);
    *key = item->children->pdata[0];
    *value = item->children->pdata[1];
    return wb_load_check_id(in, *key, what);
}

gboolean
wb_load_check_id(WbLoad *in, const WbNode *node, const char *what)
{
    if (node->type != WB_NODE_SCALAR)
        return wb_load_fail(in, node, "%s needs an id", what);
    if (!is_id(node->value))
        return wb_load_fail(in, node, "'%s' is no id: lower-case letters a-z, digits, _ and -",
                            node->value);
    return TRUE;
}

gboolean
wb_load_check_path(WbLoad *in, const WbNode *node, const char *what)
{
    if (node->type != WB_NODE_SCALAR)
        return wb_load_fail(in, node, "%s is an id", what);
    if (!is_path(node->value))
        return wb_load_fail(in, node,
                            "'%s' is no id: lower-case letters a-z, digits, _ and -, in parts "
                            "with dots between",
                            node->value);
    return TRUE;
}

gboolean
wb_load_check_text(WbLoad *in, const WbNode *node, const char *what)
{
    if (node->type != WB_NODE_SCALAR)
        return wb_load_fail(in, node, "%s is words", what);
    if (!fits_text(node->value, NULL))
        return wb_load_fail(in, node, "%s is empty", what);
    return TRUE;
}

/* Reading what has been checked. */

static WbNode *
find_value(const WbNode *map, const char *key, gboolean even_wrong)
{
    if (map->type != WB_NODE_MAP)
        return NULL;
    for (guint i = 0; i + 1 < map->children->len; i += 2) {
        const WbNode *name = map->children->pdata[i];
        WbNode *value = map->children->pdata[i + 1];

        if (name->type == WB_NODE_SCALAR && (even_wrong || !value->wrong) &&
            g_str_equal(name->value, key))
            return value;
    }
    return NULL;
}

gboolean
wb_node_has(const WbNode *map, const char *key)
{
    return find_value(map, key, TRUE) != NULL;
}

WbNode *
wb_node_find(const WbNode *map, const char *key)
{
    return find_value(map, key, FALSE);
}

const char *
wb_node_string(const WbNode *map, const char *key)
{
    const WbNode *node = wb_node_find(map, key);

    return node && node->type == WB_NODE_SCALAR ? node->value : NULL;
}

char *
wb_node_dup(const WbNode *map, const char *key)
{
    return g_strdup(wb_node_string(map, key));
}

int
wb_node_int(const WbNode *map, const char *key, int otherwise)
{
    const char *value = wb_node_string(map, key);

    return value ? atoi(value) : otherwise;
}

double
wb_node_double(const WbNode *map, const char *key, double otherwise)
{
    const char *value = wb_node_string(map, key);

    return value ? g_ascii_strtod(value, NULL) : otherwise;
}

gboolean
wb_node_flag(const WbNode *map, const char *key)
{
    return g_strcmp0(wb_node_string(map, key), "true") == 0;
}

guint
wb_node_n(const WbNode *node)
{
    return node && node->type == WB_NODE_LIST ? node->children->len : 0;
}

WbNode *
wb_node_nth(const WbNode *node, guint n)
{
    return node->children->pdata[n];
}
