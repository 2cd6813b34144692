/* What can be ticked: the options of choices, scales and yes-no, and the bounds of numbers. */
#include "load-private.h"

#include <string.h>

static gboolean
check_code(WbLoad *in, const WbNode *code)
{
    static const char letters[] = G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-";

    if (code->type != WB_NODE_SCALAR || !*code->value)
        return wb_load_fail(in, code, "an option needs a code");
    if (strspn(code->value, letters) != strlen(code->value))
        return wb_load_fail(in, code, "'%s' is no code: letters a-z and A-Z, digits, _ and - only",
                            code->value);
    if (g_ascii_strcasecmp(code->value, "off") == 0)
        return wb_load_fail(in, code,
                            "no option can have the code '%s': PDF calls the unchecked "
                            "state so",
                            code->value);
    return TRUE;
}

static void
load_option(WbLoad *in, WbNode *item, const char *context, GHashTable *seen, GPtrArray *options)
{
    const WbNode *code, *label;
    WbText *text;

    if (item->type != WB_NODE_MAP || item->children->len != 2) {
        wb_load_fail(in, item, "an option is written as '- code: label'");
        return;
    }
    code = item->children->pdata[0];
    label = item->children->pdata[1];
    if (!check_code(in, code) || !wb_load_check_text(in, label, "an option's label"))
        return;
    if (!g_hash_table_add(seen, code->value)) {
        wb_load_fail(in, code, "the code '%s' is used twice", code->value);
        return;
    }
    text = wb_load_new_text(in, label, WB_TEXT_PLAIN, "%s/option/%s", context, code->value);
    g_ptr_array_add(options, wb_option_new(code->value, text));
}

static void
load_choice(WbLoad *in, WbNode *node, const char *context, GPtrArray *options)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    WbNode *list = wb_node_find(node, "options");

    if (wb_node_n(list) == 0) {
        wb_load_fail(in, node, "a choice needs options");
        return;
    }
    if (wb_node_n(list) > WB_LOAD_MAX_OPTIONS)
        wb_load_fail(in, list, "more than %d options", WB_LOAD_MAX_OPTIONS);
    for (guint i = 0; i < MIN(wb_node_n(list), WB_LOAD_MAX_OPTIONS); i++)
        load_option(in, wb_node_nth(list, i), context, seen, options);
}

static void
load_scale(WbLoad *in, const WbNode *node, GPtrArray *options, int *min, int *max)
{
    const WbNode *at = wb_node_find(node, "max");

    at = at ? at : wb_node_find(node, "min");
    *min = wb_node_int(node, "min", 1);
    *max = wb_node_int(node, "max", 10);
    if (*min >= *max) {
        wb_load_fail(in, at ? at : node, "a scale goes up: from %d to %d it does not", *min, *max);
        return;
    }
    if (*max - *min + 1 > WB_LOAD_MAX_SCALE) {
        wb_load_fail(in, at ? at : node, "a scale of %d steps is too wide: at most %d",
                     *max - *min + 1, WB_LOAD_MAX_SCALE);
        return;
    }
    for (int i = *min; i <= *max; i++) {
        g_autofree char *code = g_strdup_printf("%d", i);

        g_ptr_array_add(options, wb_option_new(code, NULL));
    }
}

/* Of a number: both or none, since 0 and 0 mean none in the model. */
static void
load_bounds(WbLoad *in, const WbNode *node, int *min, int *max)
{
    const WbNode *low = wb_node_find(node, "min"), *high = wb_node_find(node, "max");

    *min = wb_node_int(node, "min", 0);
    *max = wb_node_int(node, "max", 0);
    if (!low != !high)
        wb_load_fail(in, low ? low : high, "a number has both 'min' and 'max' or neither");
    else if (low && *min >= *max)
        wb_load_fail(in, high, "'max' is not above 'min'");
}

/* The house's own words, translated with the house and not with the workbook. */
static void
add_yes_no(const WbNode *node, GPtrArray *options)
{
    g_ptr_array_add(options, wb_option_new("yes", wb_text_new("Yes", "words/yes", node->mark)));
    g_ptr_array_add(options, wb_option_new("no", wb_text_new("No", "words/no", node->mark)));
}

/* A key that says something only of other kinds would be ignored. */
static void
check_kind_keys(WbLoad *in, WbNode *node, WbKind kind)
{
    static const struct {
        const char *key;
        WbKind kinds[2];
        const char *what;
    } rules[] = {
        {"min", {WB_KIND_SCALE, WB_KIND_NUMBER}, "a scale or a number"},
        {"max", {WB_KIND_SCALE, WB_KIND_NUMBER}, "a scale or a number"},
        {"options", {WB_KIND_CHOICE, WB_KIND_CHOICE}, "a choice"},
        {"other", {WB_KIND_CHOICE, WB_KIND_CHOICE}, "a choice"},
    };

    for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
        WbNode *value = wb_node_find(node, rules[i].key);

        if (!value || kind == rules[i].kinds[0] || kind == rules[i].kinds[1])
            continue;
        wb_load_fail(in, value, "'%s' belongs to %s, and this is %s", rules[i].key, rules[i].what,
                     wb_kind_name(kind));
        value->wrong = TRUE;
    }
}

GPtrArray *
wb_load_options(WbLoad *in, WbNode *node, WbKind kind, const char *context, int *min, int *max)
{
    GPtrArray *options = NULL;

    check_kind_keys(in, node, kind);
    if (wb_kind_has_options(kind))
        options = wb_options_new();
    if (kind == WB_KIND_CHOICE)
        load_choice(in, node, context, options);
    if (kind == WB_KIND_SCALE)
        load_scale(in, node, options, min, max);
    if (kind == WB_KIND_YES_NO)
        add_yes_no(node, options);
    if (kind == WB_KIND_NUMBER)
        load_bounds(in, node, min, max);
    return options;
}
