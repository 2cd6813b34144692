#include "translation.h"

#include <string.h>

#include "load-private.h"
#include "prose.h"

static int
compare_words(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *
wb_translation_dup_places(const char *source)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
    WbPlace place = {.end = 0};

    while (wb_place_find(source, place.end, &place)) {
        g_autofree char *words = NULL;

        if (place.end == 0)
            return NULL;
        words = g_strndup(source + place.start, place.end - place.start);
        if (place.kind || !g_ptr_array_find_with_equal_func(all, words, g_str_equal, NULL))
            g_ptr_array_add(all, g_steal_pointer(&words));
    }
    g_ptr_array_sort(all, compare_words);
    g_ptr_array_add(all, NULL);
    return g_strjoinv(" ", (char **)all->pdata);
}

/* NULL, or what is wrong with the places. */
static char *
check_places(const char *source, const char *words)
{
    g_autofree char *wanted = wb_translation_dup_places(source);
    g_autofree char *given = wb_translation_dup_places(words);

    if (!given)
        return g_strdup("a { is not closed");
    if (!wanted || g_str_equal(wanted, given))
        return NULL;
    return g_strdup_printf("the translation has the places %s, and its text has %s",
                           *given ? given : "(none)", *wanted ? wanted : "(none)");
}

static gboolean
has_target(const WbProse *prose, const char *target)
{
    for (guint i = 0; i < prose->spans->len; i++)
        if (g_strcmp0(((WbSpan *)prose->spans->pdata[i])->target, target) == 0)
            return TRUE;
    return FALSE;
}

/* NULL, or what is wrong with the marks. A text whose brackets are no marks has none. */
static char *
check_marks(const char *source, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WbProse) wanted = wb_prose_parse(source, NULL, NULL);
    g_autoptr(WbProse) given = wb_prose_parse(words, NULL, &error);

    if (!wanted)
        return NULL;
    if (!given)
        return g_strdup(error->message);
    for (guint i = 0; i < given->spans->len; i++) {
        const char *target = ((WbSpan *)given->spans->pdata[i])->target;

        if (target && !has_target(wanted, target) && !wb_load_is_url(target))
            return g_strdup_printf("a link to '%s', which its text does not have, nor is it "
                                   "https:, http: or mailto:",
                                   target);
    }
    return NULL;
}

char *
wb_translation_check(const char *source, const char *words)
{
    char *wrong = check_places(source, words);

    return wrong ? wrong : check_marks(source, words);
}
