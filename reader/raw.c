#include "raw.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define DEEPEST 64                 /* fields below fields */
#define MOST_FIELDS 20000          /* of one file */
#define MOST_KIDS 5000             /* of one field */
#define MOST_VISITS (4 * MOST_FIELDS)

/* Flags of a field (12.7.4.2, table 226). */
enum { RADIO = 1 << 15, PUSH_BUTTON = 1 << 16 };

/* What a field inherits from those above it (12.7.3.1). */
typedef struct {
    const char *type; /* interned: "/Tx", or NULL */
    qpdf_oh value;    /* 0: none */
    qpdf_oh original; /* /DV; 0: none */
    int flags;
    const char *name; /* in full, "" at the top */
} Inherited;

typedef struct {
    qpdf_data pdf;
    GPtrArray *fields; /* of WbRawField */
    GHashTable *pages; /* object id of a widget -> page */
    GHashTable *
        seen; /* object ids of fields and of lists of kids: a tree that bites its tail ends there */
    guint visited; /* fields, however they were reached */
} Raw;

static void
field_free(gpointer data)
{
    WbRawField *self = data;

    g_free(self->name);
    g_free(self->value);
    g_free(self->prefilled);
    g_free(self->other);
    g_free(self);
}

static qpdf_oh
get(const Raw *in, qpdf_oh dict, const char *key)
{
    return qpdf_oh_get_key(in->pdf, dict, key);
}

static gboolean
is_type(const Raw *in, qpdf_oh object, enum qpdf_object_type_e type)
{
    return qpdf_oh_get_type_code(in->pdf, object) == type;
}

/* UTF-16 with what cannot be read as U+FFFD: half of a pair, an odd byte at the end. */
static char *
decode_utf16(const guint8 *bytes, gsize length, gboolean big, gboolean *bad)
{
    GString *out = g_string_new(NULL);

    for (gsize i = 0; i + 1 < length; i += 2) {
        gunichar unit = big ? bytes[i] << 8 | bytes[i + 1] : bytes[i + 1] << 8 | bytes[i];
        gunichar next = i + 3 >= length ? 0
                        : big           ? bytes[i + 2] << 8 | bytes[i + 3]
                                        : bytes[i + 3] << 8 | bytes[i + 2];

        if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
            unit = 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
            i += 2;
        } else if (unit >= 0xd800 && unit < 0xe000) {
            unit = 0xfffd;
            *bad = TRUE;
        }
        if (unit != 0)
            g_string_append_unichar(out, unit);
    }
    *bad |= length % 2 != 0;
    return g_string_free(out, FALSE);
}

/* PDFDocEncoding; a zero in it stands for nothing, and a code without a character is not said to be
 * one. */
static char *
decode_pdf_doc(const Raw *in, qpdf_oh string, gboolean *bad)
{
    const char *text = qpdf_oh_get_utf8_value(in->pdf, string);
    gsize length = qpdf_get_last_string_length(in->pdf);
    GString *out = g_string_sized_new(length);

    for (gsize i = 0; i < length; i++)
        if (text[i] != '\0')
            g_string_append_c(out, text[i]);
    *bad |= strstr(out->str, REPLACEMENT) != NULL;
    return g_string_free(out, FALSE);
}

/* Most texts: the same in every encoding but UTF-16, so nobody need be asked. */
static gboolean
is_printable(const guint8 *bytes, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (bytes[i] < ' ' || bytes[i] > '~')
            return FALSE;
    return TRUE;
}

/* A text string (7.9.2.2): UTF-16 or UTF-8 after a mark, else PDFDocEncoding. UTF-16 the wrong way
 * round is no standard and is written all the same. */
static char *
decode(const Raw *in, qpdf_oh string, gboolean *bad)
{
    size_t length = 0;
    const guint8 *bytes = (const guint8 *)qpdf_oh_get_binary_string_value(in->pdf, string, &length);

    if (is_printable(bytes, length))
        return g_strndup((const char *)bytes, length);
    if (length >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff)
        return decode_utf16(bytes + 2, length - 2, TRUE, bad);
    if (length >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe)
        return decode_utf16(bytes + 2, length - 2, FALSE, bad);
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        *bad |= !g_utf8_validate((const char *)bytes + 3, (gssize)length - 3, NULL);
        return g_utf8_make_valid((const char *)bytes + 3, (gssize)length - 3);
    }
    return decode_pdf_doc(in, string, bad);
}

/* A stream stands for a long text (table 228: rich text may). */
static char *
decode_stream(const Raw *in, qpdf_oh stream, gboolean *bad)
{
    unsigned char *data = NULL;
    size_t length = 0;
    QPDF_BOOL filtered = QPDF_FALSE;
    char *out;

    if (qpdf_oh_get_stream_data(in->pdf, stream, qpdf_dl_all, &filtered, &data, &length) &
        QPDF_ERRORS)
        return NULL;
    if (!filtered) { /* what has no name known here stays packed, and is no text */
        free(data);
        *bad = TRUE;
        return NULL;
    }
    out = decode(in, qpdf_oh_new_binary_string(in->pdf, (const char *)data, length), bad);
    free(data);
    return out;
}

/* Text of a string, a stream, a name, or each of an array on a line; NULL of anything else. */
static char *
dup_text(const Raw *in, qpdf_oh value, gboolean *bad)
{
    g_autoptr(GString) lines = NULL;

    switch (qpdf_oh_get_type_code(in->pdf, value)) {
    case ot_string:
        return decode(in, value, bad);
    case ot_stream:
        return decode_stream(in, value, bad);
    case ot_name:
        return g_strdup(qpdf_oh_get_name(in->pdf, value) + 1);
    case ot_array:
        break;
    default:
        return NULL;
    }
    lines = g_string_new(NULL);
    for (int i = 0; i < MIN(qpdf_oh_get_array_n_items(in->pdf, value), MOST_KIDS); i++) {
        qpdf_oh item = qpdf_oh_get_array_item(in->pdf, value, i);
        g_autofree char *one = is_type(in, item, ot_string) ? decode(in, item, bad) : NULL;

        if (one)
            g_string_append_printf(lines, "%s%s", lines->len > 0 ? "\n" : "", one);
    }
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

/* A name with its slash, until the next question; or NULL. */
static const char *
peek_name(const Raw *in, qpdf_oh dict, const char *key)
{
    const char *name;
    size_t length;

    return qpdf_oh_get_value_as_name(in->pdf, get(in, dict, key), &name, &length) ? name : NULL;
}

/* The on-state that a box has drawn, or NULL: "Off" of none. */
static const char *
state_of(const Raw *in, qpdf_oh widget)
{
    const char *name = peek_name(in, widget, "/AS");

    return name ? name + 1 : NULL;
}

/* The widgets of a field: its kids without a name, or the field itself where it has no list of
 * kids. Each question to the library costs, so they are fetched once. */
static GArray *
new_widgets(const Raw *in, qpdf_oh field, qpdf_oh kids)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(qpdf_oh));
    int n = kids ? MIN(qpdf_oh_get_array_n_items(in->pdf, kids), MOST_KIDS) : 0;

    if (!kids)
        g_array_append_val(out, field);
    for (int i = 0; i < n; i++) {
        qpdf_oh kid = qpdf_oh_get_array_item(in->pdf, kids, i);
        g_array_append_val(out, kid);
    }
    return out;
}

static qpdf_oh
widget_at(const GArray *widgets, guint n)
{
    return g_array_index(widgets, qpdf_oh, n);
}

static guint
page_of(const Raw *in, qpdf_oh widget)
{
    int id = in->pages ? qpdf_oh_get_object_id(in->pdf, widget) : 0;

    return id == 0 ? 0 : GPOINTER_TO_UINT(g_hash_table_lookup(in->pages, GINT_TO_POINTER(id)));
}

static gboolean
is_off(const char *state)
{
    return !state || *state == '\0' || g_str_equal(state, "Off");
}

/* What a box says by its value, else by what is drawn; the other of the two where they differ. */
static void
read_button(const Raw *in, const GArray *widgets, qpdf_oh value, WbRawField *out)
{
    gboolean bad = FALSE;
    g_autofree char *said = value ? dup_text(in, value, &bad) : NULL;
    g_autofree char *drawn = NULL;

    for (guint i = 0; i < widgets->len; i++) {
        const char *state = state_of(in, widget_at(widgets, i));

        if (!is_off(state) && (!drawn || g_strcmp0(state, said) == 0)) {
            g_free(drawn);
            drawn = g_strdup(state);
        }
    }
    if (!said)
        out->value = g_strdup(drawn ? drawn : "Off");
    else
        out->value = g_strdup(is_off(said) ? "Off" : said);
    if (said && g_strcmp0(drawn ? drawn : "Off", out->value) != 0)
        out->other = g_strdup(drawn ? drawn : "Off");
}

static void
read_text(const Raw *in, const GArray *kids, qpdf_oh value, WbRawField *out)
{
    out->value = value ? dup_text(in, value, &out->bad) : NULL;
    /* Poppler's viewers leave what is typed at the widget that was touched. */
    for (guint i = 0; kids && i < kids->len; i++) {
        qpdf_oh own = get(in, widget_at(kids, i), "/V");
        g_autofree char *text = dup_text(in, own, &out->bad);

        if (!text || *text == '\0' || g_strcmp0(text, out->value) == 0)
            continue;
        if (!out->value || *out->value == '\0') {
            g_free(out->value);
            out->value = g_steal_pointer(&text);
        } else if (!out->other) {
            out->other = g_steal_pointer(&text);
        }
    }
    if (!out->value)
        out->value = g_strdup("");
}

static char *
dup_original(const Raw *in, qpdf_oh original)
{
    gboolean bad = FALSE;
    g_autofree char *text = original ? dup_text(in, original, &bad) : NULL;

    return text && !is_off(text) ? g_steal_pointer(&text) : NULL;
}

static gboolean
get_type(const char *type, int flags, WbWidgetType *out)
{
    if (g_strcmp0(type, "/Tx") == 0)
        *out = WB_WIDGET_TEXT;
    else if (g_strcmp0(type, "/Ch") == 0)
        *out = WB_WIDGET_CHOICE;
    else if (g_strcmp0(type, "/Btn") == 0 && !(flags & PUSH_BUTTON))
        *out = flags & RADIO ? WB_WIDGET_RADIO : WB_WIDGET_CHECK;
    else
        return FALSE;
    return TRUE;
}

/* @merged: with its only widget. */
static void
add_field(Raw *in, const GArray *widgets, gboolean merged, const Inherited *known)
{
    WbRawField *out;
    WbWidgetType type;

    if (!get_type(known->type, known->flags, &type) || in->fields->len >= MOST_FIELDS)
        return;
    out = g_new0(WbRawField, 1);
    out->name = g_strdup(known->name);
    out->type = type;
    for (guint i = 0; i < widgets->len && out->page == 0; i++)
        out->page = page_of(in, widget_at(widgets, i));
    if (type == WB_WIDGET_CHECK || type == WB_WIDGET_RADIO)
        read_button(in, widgets, known->value, out);
    else
        read_text(in, merged ? NULL : widgets, known->value, out);
    out->prefilled = dup_original(in, known->original);
    g_ptr_array_add(in->fields, out);
}

static gboolean
has_name(const Raw *in, const GArray *widgets)
{
    for (guint i = 0; i < widgets->len; i++) {
        qpdf_oh kid = widget_at(widgets, i);

        if (is_type(in, kid, ot_dictionary) && qpdf_oh_has_key(in->pdf, kid, "/T"))
            return TRUE;
    }
    return FALSE;
}

static char *
dup_name(const Raw *in, qpdf_oh field, const char *above)
{
    qpdf_oh part = get(in, field, "/T");
    gboolean bad = FALSE;
    g_autofree char *own = is_type(in, part, ot_string) ? decode(in, part, &bad) : NULL;

    if (!own)
        return g_strdup(above);
    return *above ? g_strconcat(above, ".", own, NULL) : g_steal_pointer(&own);
}

/* An object of a number is walked once. */
static gboolean
is_new(Raw *in, qpdf_oh object)
{
    int id = qpdf_oh_get_object_id(in->pdf, object);

    return id == 0 || g_hash_table_add(in->seen, GINT_TO_POINTER(id));
}

static void add_fields(Raw *in, qpdf_oh fields, const Inherited *above, guint depth);

static void
walk_field(Raw *in, qpdf_oh field, const Inherited *above, guint depth)
{
    Inherited known = *above;
    g_autofree char *name = NULL;
    g_autoptr(GArray) widgets = NULL;
    qpdf_oh value, original, kids;
    const char *type;

    if (!is_type(in, field, ot_dictionary) || depth > DEEPEST || in->visited++ >= MOST_VISITS ||
        !is_new(in, field))
        return;
    name = dup_name(in, field, above->name);
    known.name = name;
    type = peek_name(in, field, "/FT");
    if (type)
        known.type = g_intern_string(type);
    qpdf_oh_get_value_as_int(in->pdf, get(in, field, "/Ff"), &known.flags);
    value = get(in, field, "/V");
    original = get(in, field, "/DV");
    if (!is_type(in, value, ot_null))
        known.value = value;
    if (!is_type(in, original, ot_null))
        known.original = original;
    kids = get(in, field, "/Kids");
    if (!is_type(in, kids, ot_array))
        kids = 0;
    widgets = new_widgets(in, field, kids);
    if (!kids || !has_name(in, widgets))
        add_field(in, widgets, !kids, &known);
    else if (is_new(in, kids))
        add_fields(in, kids, &known, depth + 1);
}

static void
add_fields(Raw *in, qpdf_oh fields, const Inherited *above, guint depth)
{
    int n = is_type(in, fields, ot_array) ? qpdf_oh_get_array_n_items(in->pdf, fields) : 0;

    for (int i = 0; i < n && in->fields->len < MOST_FIELDS; i++)
        walk_field(in, qpdf_oh_get_array_item(in->pdf, fields, i), above, depth);
}

/* Which page each annotation stands on. */
static void
find_pages(Raw *in)
{
    int n = qpdf_get_num_pages(in->pdf);

    for (int page = 0; page < n; page++) {
        qpdf_oh annots = get(in, qpdf_get_page_n(in->pdf, (size_t)page), "/Annots");
        int most = is_type(in, annots, ot_array) ? qpdf_oh_get_array_n_items(in->pdf, annots) : 0;

        for (int i = 0; i < MIN(most, MOST_FIELDS); i++) {
            int id = qpdf_oh_get_object_id(in->pdf, qpdf_oh_get_array_item(in->pdf, annots, i));

            if (id != 0)
                g_hash_table_insert(in->pages, GINT_TO_POINTER(id), GINT_TO_POINTER(page + 1));
        }
    }
}

WbRaw *
wb_raw_open(GBytes *file)
{
    gsize size;
    const char *data = g_bytes_get_data(file, &size);
    qpdf_data pdf = qpdf_init();
    WbRaw *self;

    qpdf_silence_errors(pdf);
    qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
    if (qpdf_read_memory(pdf, "file", data, size, NULL) & QPDF_ERRORS) {
        qpdf_cleanup(&pdf);
        return NULL;
    }
    self = g_new0(WbRaw, 1);
    self->fields = g_ptr_array_new_with_free_func(field_free);
    self->file = g_bytes_ref(file);
    self->handle = pdf;
    return self;
}

void
wb_raw_read_fields(WbRaw *self, gboolean with_pages)
{
    Raw in = {.pdf = self->handle, .fields = self->fields};
    const Inherited top = {.name = ""};
    qpdf_oh form;

    in.pages = with_pages ? g_hash_table_new(NULL, NULL) : NULL;
    in.seen = g_hash_table_new(NULL, NULL);
    if (with_pages)
        find_pages(&in);
    form = get(&in, qpdf_get_root(in.pdf), "/AcroForm");
    if (is_type(&in, form, ot_dictionary))
        add_fields(&in, get(&in, form, "/Fields"), &top, 0);
    g_clear_pointer(&in.pages, g_hash_table_unref);
    g_hash_table_unref(in.seen);
}

void
wb_raw_free(WbRaw *self)
{
    qpdf_data pdf = self->handle;

    qpdf_cleanup(&pdf);
    g_bytes_unref(self->file);
    g_ptr_array_unref(self->fields);
    g_free(self);
}
