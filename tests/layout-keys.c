/* Prints what the loader takes as JSON: its tables of keys, and the kinds of blocks. */
#include <stdio.h>

#include "load-private.h"

static const char *const takes[] = {
    [WB_TAKES_TEXT] = "words",         [WB_TAKES_ID] = "id",
    [WB_TAKES_PATH] = "path",          [WB_TAKES_INTEGER] = "integer",
    [WB_TAKES_NUMBER] = "number",      [WB_TAKES_FLAG] = "flag",
    [WB_TAKES_COLOUR] = "colour",      [WB_TAKES_WORD] = "word",
    [WB_TAKES_LIST] = "list",          [WB_TAKES_MAP] = "map",
    [WB_TAKES_TEXT_OR_LIST] = "shows", [WB_TAKES_TAG] = "tag",
};

static void
print_key(const WbKey *key)
{
    printf("\"%s\": {\"takes\": \"%s\", \"required\": %s", key->name, takes[key->takes],
           key->required ? "true" : "false");
    if (key->words) {
        g_autofree char *words = g_strjoinv("\", \"", (char **)key->words);

        printf(", \"words\": [\"%s\"]", words);
    }
    if (key->takes == WB_TAKES_INTEGER || key->takes == WB_TAKES_NUMBER)
        printf(", \"least\": %.9g, \"most\": %.9g", key->least, key->most);
    printf("}");
}

static void
print_table(const WbKeyTable *table)
{
    printf("\"%s\": {", table->name);
    for (const WbKey *key = table->keys; key->name; key++) {
        print_key(key);
        printf("%s", key[1].name ? ",\n    " : "}");
    }
}

int
main(void)
{
    printf("{\"tables\": {");
    for (const WbKeyTable *table = wb_load_key_tables(); table->name; table++) {
        print_table(table);
        printf("%s", table[1].name ? ",\n  " : "},\n");
    }
    printf("\"blocks\": [");
    for (WbBlockKind kind = WB_BLOCK_HEADING; kind <= WB_BLOCK_PAGE_BREAK; kind++)
        printf("%s\"%s\"", kind > WB_BLOCK_HEADING ? ", " : "", wb_block_kind_name(kind));
    printf("]}\n");
    return 0;
}
