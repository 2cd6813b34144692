#include "raw-attachment.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define DEEPEST 4     /* levels of the name tree */
#define MOST_NAMES 50 /* of one node */

static qpdf_oh
find_in_names(qpdf_data pdf, qpdf_oh names, const char *name)
{
    int n = qpdf_oh_is_array(pdf, names) ? qpdf_oh_get_array_n_items(pdf, names) : 0;

    for (int i = 1; i < MIN(n, 2 * MOST_NAMES); i += 2) {
        qpdf_oh file = qpdf_oh_get_array_item(pdf, names, i), called;

        if (!qpdf_oh_is_dictionary(pdf, file))
            continue;
        called = qpdf_oh_get_key(pdf, file, "/UF");
        if (qpdf_oh_is_string(pdf, called) &&
            g_str_equal(qpdf_oh_get_utf8_value(pdf, called), name))
            return file;
    }
    return 0;
}

/* A name tree (7.9.6). 0: not there. */
static qpdf_oh
find_in_tree(qpdf_data pdf, qpdf_oh node, const char *name, guint depth)
{
    qpdf_oh kids, found;
    int n;

    if (!qpdf_oh_is_dictionary(pdf, node) || depth > DEEPEST)
        return 0;
    found = find_in_names(pdf, qpdf_oh_get_key(pdf, node, "/Names"), name);
    kids = qpdf_oh_get_key(pdf, node, "/Kids");
    n = qpdf_oh_is_array(pdf, kids) ? qpdf_oh_get_array_n_items(pdf, kids) : 0;
    for (int i = 0; i < MIN(n, MOST_NAMES) && !found; i++)
        found = find_in_tree(pdf, qpdf_oh_get_array_item(pdf, kids, i), name, depth + 1);
    return found;
}

static gboolean
is_deflated_alone(qpdf_data pdf, qpdf_oh dict)
{
    qpdf_oh filter = qpdf_oh_get_key(pdf, dict, "/Filter");

    return qpdf_oh_is_name(pdf, filter) &&
           g_str_equal(qpdf_oh_get_name(pdf, filter), "/FlateDecode") &&
           !qpdf_oh_has_key(pdf, dict, "/DecodeParms");
}

/* Into no more room than the stream says it needs: one that says too little is not unpacked. */
static GBytes *
inflate_to(const guchar *packed, gsize length, gsize size)
{
    g_autofree guchar *bytes = g_malloc(size + 1);
    uLongf unpacked = (uLongf)size;

    if (uncompress(bytes, &unpacked, packed, (uLong)length) != Z_OK)
        return NULL;
    return g_bytes_new_take(g_steal_pointer(&bytes), unpacked);
}

static GBytes *
dup_stream(qpdf_data pdf, qpdf_oh stream)
{
    qpdf_oh dict = qpdf_oh_get_dict(pdf, stream);
    qpdf_oh params = qpdf_oh_get_key(pdf, dict, "/Params");
    gsize length = 0, size = 0;
    unsigned char *packed = NULL;
    GBytes *out = NULL;

    if (qpdf_oh_is_dictionary(pdf, params))
        size = qpdf_oh_get_uint_value_as_uint(pdf, qpdf_oh_get_key(pdf, params, "/Size"));
    if (size == 0 || size > WB_PDF_MOST_ATTACHED || !is_deflated_alone(pdf, dict))
        return NULL;
    if (!(qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_none, NULL, &packed, &length) & QPDF_ERRORS))
        out = inflate_to(packed, length, size);
    free(packed);
    return out;
}

GBytes *
wb_raw_dup_attachment(const WbRaw *self, const char *name)
{
    qpdf_data pdf = self->handle;
    qpdf_oh names = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/Names");
    qpdf_oh file = 0, streams, stream;

    if (qpdf_oh_is_dictionary(pdf, names))
        file = find_in_tree(pdf, qpdf_oh_get_key(pdf, names, "/EmbeddedFiles"), name, 0);
    if (!file)
        return NULL;
    streams = qpdf_oh_get_key(pdf, file, "/EF");
    if (!qpdf_oh_is_dictionary(pdf, streams))
        return NULL;
    stream = qpdf_oh_get_key(pdf, streams, "/F");
    return qpdf_oh_is_stream(pdf, stream) ? dup_stream(pdf, stream) : NULL;
}
