#include "raw-pages.h"

#include <qpdf/qpdf-c.h>

#define MOST_PAGES 500
#define MOST_FORMS 100000
#define DEEPEST 4      /* forms within forms */
#define LEAST_SIDE 100 /* pixels of a picture */

/* Encodings in which Chromium and MuPDF write what the form's own font lacks, curly quotes for one.
 * Their tables come with poppler-data. */
#define CMAPS "/usr/share/poppler/cMap/Adobe-GB1/"
static const char *const cmap_names[] = {"/GBK-EUC-H", "/UniGB-UTF16-H"};
static char *cmaps[G_N_ELEMENTS(cmap_names)]; /* NULL: not on this machine */
static gsize cmap_sizes[G_N_ELEMENTS(cmap_names)];

typedef struct {
    qpdf_data pdf;
    qpdf_oh cmaps[G_N_ELEMENTS(cmap_names)]; /* 0: not in the file yet */
    GHashTable *alike;                       /* what a mended font says -> the first that says it */
    guint visited;
    WbRawPages *found;
} Pages;

void
wb_raw_pages_warm_up(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cmap_names); i++) {
        g_autofree char *path = g_strconcat(CMAPS, cmap_names[i] + 1, NULL);

        if (!cmaps[i])
            g_file_get_contents(path, &cmaps[i], &cmap_sizes[i], NULL);
    }
}

static qpdf_oh
get_dict(const Pages *in, qpdf_oh dict, const char *key)
{
    qpdf_oh value = qpdf_oh_get_key(in->pdf, dict, key);

    return qpdf_oh_is_dictionary(in->pdf, value) ? value : 0;
}

static gboolean
has_name(const Pages *in, qpdf_oh dict, const char *key, const char *name)
{
    qpdf_oh value = qpdf_oh_get_key(in->pdf, dict, key);

    return qpdf_oh_is_name(in->pdf, value) && g_str_equal(qpdf_oh_get_name(in->pdf, value), name);
}

/* The keys of a dictionary: its iterator does not survive another one. */
static GStrv
dup_keys(const Pages *in, qpdf_oh dict)
{
    g_autoptr(GStrvBuilder) keys = g_strv_builder_new();

    qpdf_oh_begin_dict_key_iter(in->pdf, dict);
    while (qpdf_oh_dict_more_keys(in->pdf))
        g_strv_builder_add(keys, qpdf_oh_dict_next_key(in->pdf));
    return g_strv_builder_end(keys);
}

/* Whether a form has no resources but fonts that are objects of their own. */
static gboolean
has_fonts_alone(const Pages *in, qpdf_oh resources, qpdf_oh fonts)
{
    g_auto(GStrv) keys = dup_keys(in, resources), names = dup_keys(in, fonts);

    for (gsize i = 0; keys[i]; i++)
        if (!g_str_equal(keys[i], "/Font") && !g_str_equal(keys[i], "/ProcSet"))
            return FALSE;
    for (gsize i = 0; names[i]; i++)
        if (qpdf_oh_get_object_id(in->pdf, qpdf_oh_get_key(in->pdf, fonts, names[i])) == 0)
            return FALSE;
    return TRUE;
}

/* Whether the page has each of the fonts, or nothing, under its name. */
static gboolean
fits(const Pages *in, qpdf_oh fonts, qpdf_oh into)
{
    g_auto(GStrv) names = dup_keys(in, fonts);

    for (gsize i = 0; names[i]; i++) {
        qpdf_oh font = qpdf_oh_get_key(in->pdf, fonts, names[i]);

        if (qpdf_oh_has_key(in->pdf, into, names[i]) &&
            qpdf_oh_get_object_id(in->pdf, qpdf_oh_get_key(in->pdf, into, names[i])) !=
                qpdf_oh_get_object_id(in->pdf, font))
            return FALSE;
    }
    return TRUE;
}

static void
gather_fonts(const Pages *in, qpdf_oh form, qpdf_oh into)
{
    qpdf_oh resources = get_dict(in, form, "/Resources");
    qpdf_oh fonts = resources ? get_dict(in, resources, "/Font") : 0;

    if (!fonts || !has_fonts_alone(in, resources, fonts) || !fits(in, fonts, into))
        return;
    g_auto(GStrv) names = dup_keys(in, fonts);

    for (gsize i = 0; names[i]; i++)
        qpdf_oh_replace_key(in->pdf, into, names[i], qpdf_oh_get_key(in->pdf, fonts, names[i]));
    qpdf_oh_remove_key(in->pdf, form, "/Resources");
}

static void
look_at_picture(Pages *in, qpdf_oh picture)
{
    qpdf_oh width = qpdf_oh_get_key(in->pdf, picture, "/Width");
    qpdf_oh height = qpdf_oh_get_key(in->pdf, picture, "/Height");

    in->found->pictures |= qpdf_oh_get_int_value_as_int(in->pdf, width) >= LEAST_SIDE &&
                           qpdf_oh_get_int_value_as_int(in->pdf, height) >= LEAST_SIDE;
}

/* The table of an encoding as a stream of the file; 0 where there is none. */
static qpdf_oh
get_cmap(Pages *in, const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cmap_names); i++) {
        qpdf_oh nothing = qpdf_oh_new_null(in->pdf);

        if (!g_str_equal(cmap_names[i], name) || !cmaps[i])
            continue;
        if (!in->cmaps[i]) {
            in->cmaps[i] = qpdf_oh_new_stream(in->pdf);
            qpdf_oh_replace_stream_data(in->pdf, in->cmaps[i], (const guchar *)cmaps[i],
                                        cmap_sizes[i], nothing, nothing);
        }
        return in->cmaps[i];
    }
    return 0;
}

/* Chromium makes a font of its own for each field, all of them the same; the first then stands for
 * all, and is loaded once a page. */
static qpdf_oh
get_first_alike(Pages *in, const char *encoding, qpdf_oh font)
{
    qpdf_oh below =
        qpdf_oh_get_array_item(in->pdf, qpdf_oh_get_key(in->pdf, font, "/DescendantFonts"), 0);
    g_autoptr(GString) says = g_string_new(encoding);
    static const char *const keys[] = {"/BaseFont", "/DW", "/W"};
    gpointer first;

    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
        g_string_append(
            says, qpdf_oh_unparse_resolved(in->pdf, qpdf_oh_get_key(in->pdf, below, keys[i])));
    first = g_hash_table_lookup(in->alike, says->str);
    if (first)
        return GPOINTER_TO_UINT(first);
    g_hash_table_insert(in->alike, g_strdup(says->str), GUINT_TO_POINTER(font));
    return font;
}

/* The font with its encoding in the file. */
static qpdf_oh
mend_font(Pages *in, qpdf_oh font)
{
    qpdf_oh encoding = qpdf_oh_get_key(in->pdf, font, "/Encoding"), cmap, first;
    g_autofree char *name =
        qpdf_oh_is_name(in->pdf, encoding) ? g_strdup(qpdf_oh_get_name(in->pdf, encoding)) : NULL;

    if (!name || g_str_has_prefix(name, "/Identity"))
        return font;
    cmap = get_cmap(in, name);
    if (!cmap) {
        in->found->foreign = TRUE;
        return font;
    }
    first = get_first_alike(in, name, font);
    if (first == font)
        qpdf_oh_replace_key(in->pdf, font, "/Encoding", cmap);
    return first;
}

static void
mend_fonts(Pages *in, qpdf_oh fonts)
{
    g_auto(GStrv) names = dup_keys(in, fonts);

    for (gsize i = 0; names[i] && in->visited++ < MOST_FORMS; i++) {
        qpdf_oh font = get_dict(in, fonts, names[i]), mended;

        if (!font || !has_name(in, font, "/Subtype", "/Type0"))
            continue;
        mended = mend_font(in, font);
        if (mended != font)
            qpdf_oh_replace_key(in->pdf, fonts, names[i], mended);
    }
}

/* The objects that @resources name; @into: the page's fonts, or 0 where there are none. */
static void
walk(Pages *in, qpdf_oh resources, qpdf_oh into, guint depth)
{
    qpdf_oh objects = get_dict(in, resources, "/XObject");
    g_auto(GStrv) names = objects ? dup_keys(in, objects) : NULL;

    for (gsize i = 0; names && names[i] && in->visited++ < MOST_FORMS; i++) {
        qpdf_oh object = qpdf_oh_get_key(in->pdf, objects, names[i]), form, inner;

        if (!qpdf_oh_is_stream(in->pdf, object))
            continue;
        form = qpdf_oh_get_dict(in->pdf, object);
        if (has_name(in, form, "/Subtype", "/Image")) {
            look_at_picture(in, form);
            continue;
        }
        inner = get_dict(in, form, "/Resources");
        if (inner && get_dict(in, inner, "/Font"))
            mend_fonts(in, get_dict(in, inner, "/Font"));
        if (inner && depth < DEEPEST)
            walk(in, inner, 0, depth + 1);
        if (into)
            gather_fonts(in, form, into);
    }
}

/* The page's resources; those above it in the tree are left alone. */
static void
lighten_page(Pages *in, qpdf_oh page)
{
    qpdf_oh resources = get_dict(in, page, "/Resources");

    if (!resources)
        return;
    if (!get_dict(in, resources, "/Font"))
        qpdf_oh_replace_key(in->pdf, resources, "/Font", qpdf_oh_new_dictionary(in->pdf));
    mend_fonts(in, get_dict(in, resources, "/Font"));
    walk(in, resources, get_dict(in, resources, "/Font"), 0);
}

static gboolean
has_xfa(const Pages *in)
{
    qpdf_oh form = get_dict(in, qpdf_get_root(in->pdf), "/AcroForm");

    return form && qpdf_oh_has_key(in->pdf, form, "/XFA");
}

static GBytes *
dup_written(qpdf_data pdf)
{
    if (qpdf_init_write_memory(pdf) & QPDF_ERRORS)
        return NULL;
    qpdf_set_object_stream_mode(pdf, qpdf_o_preserve);
    qpdf_set_compress_streams(pdf, QPDF_FALSE);
    qpdf_set_decode_level(pdf, qpdf_dl_none);
    qpdf_set_static_ID(pdf, QPDF_TRUE);
    if (qpdf_write(pdf) & QPDF_ERRORS)
        return NULL;
    return g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
}

GBytes *
wb_raw_dup_lighter(GBytes *file, WbRawPages *found)
{
    gsize size;
    const char *data = g_bytes_get_data(file, &size);
    Pages in = {.pdf = qpdf_init(), .found = found};
    GBytes *lighter = NULL;

    in.alike = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    *found = (WbRawPages){FALSE, FALSE, FALSE};
    qpdf_silence_errors(in.pdf);
    qpdf_set_suppress_warnings(in.pdf, QPDF_TRUE);
    if (!(qpdf_read_memory(in.pdf, "file", data, size, NULL) & QPDF_ERRORS)) {
        for (int n = 0; n < MIN(qpdf_get_num_pages(in.pdf), MOST_PAGES); n++)
            lighten_page(&in, qpdf_get_page_n(in.pdf, (size_t)n));
        found->xfa = has_xfa(&in);
        lighter = dup_written(in.pdf);
    }
    if (!lighter) /* nobody knows */
        *found = (WbRawPages){TRUE, TRUE, FALSE};
    g_hash_table_unref(in.alike);
    qpdf_cleanup(&in.pdf);
    return lighter;
}
