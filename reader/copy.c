/* Which personal copy a file is: see copy.h. */
#include "copy.h"

#include <string.h>

#include "code.h"

#define FOOTER_PAGES 3       /* pages that are searched for the footer's id, */
#define FLAT_FOOTER_PAGES 60 /* of a file without fields, of which some may be pictures */

/* The id among the words of the Info key. */
static char *
dup_claimed(const char *keywords)
{
    g_auto(GStrv) words = g_strsplit_set(keywords, " \t\r\n,;", 0);

    for (guint n = 0; words[n]; n++) {
        if (g_str_has_prefix(words[n], WB_CODE_COPY_KEYWORD))
            return wb_code_find_copy(words[n] + strlen(WB_CODE_COPY_KEYWORD));
    }
    return NULL;
}

/* Adds the ids on a page, each once: @pages counts the pages that have it. */
static void
count_page(GHashTable *pages, const char *text)
{
    g_autoptr(GHashTable) here = g_hash_table_new(g_str_hash, g_str_equal);
    g_auto(GStrv) words = g_strsplit_set(text, " \n\t", 0);

    for (guint n = 0; words[n]; n++) {
        char *id = wb_code_find_copy(words[n]);
        guint before = id ? GPOINTER_TO_UINT(g_hash_table_lookup(pages, id)) : 0;
        const char *kept = id ? g_intern_string(id) : NULL;

        if (id && g_hash_table_add(here, (gpointer)kept))
            g_hash_table_insert(pages, (gpointer)kept, GUINT_TO_POINTER(before + 1));
        g_free(id);
    }
}

/* What most pages have: on the pages of a flattened copy stand answers too, and one of them may
 * look like an id. NULL where two have as many. */
static char *
dup_most(GHashTable *pages)
{
    const char *best = NULL;
    guint most = 0;
    GHashTableIter iter;
    gpointer id, count;

    g_hash_table_iter_init(&iter, pages);
    while (g_hash_table_iter_next(&iter, &id, &count)) {
        if (GPOINTER_TO_UINT(count) >= most) {
            best = GPOINTER_TO_UINT(count) > most ? id : NULL;
            most = GPOINTER_TO_UINT(count);
        }
    }
    return g_strdup(best);
}

static char *
dup_printed(const WbPdf *pdf)
{
    guint most = pdf->widgets->len ? FOOTER_PAGES : FLAT_FOOTER_PAGES;
    g_autoptr(GHashTable) pages = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint page = 1; page <= MIN(pdf->pages, most); page++) {
        g_autofree char *text = wb_pdf_dup_page_text(pdf, page);

        if (text)
            count_page(pages, text);
    }
    return dup_most(pages);
}

char *
wb_copy_find(const WbPdf *pdf)
{
    const char *keywords = pdf->keywords ? pdf->keywords : "";
    char *claimed = dup_claimed(keywords);

    /* Who kept our key for the edition would have kept that of the copy: it is a blank that was
     * handed to everybody, and its pages need not be searched. */
    if (claimed ||
        (strstr(keywords, WB_EDITION_KEYWORD) && !strstr(keywords, WB_CODE_COPY_KEYWORD)))
        return claimed;
    return dup_printed(pdf);
}
