#include "object.h"

#include <hpdf.h>
#include <hpdf_objects.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* libharu stops a string and a binary at this length (HPDF_LIMIT_MAX_STRING_LEN). */
#define MAX_STRING 65535

struct _WbDocument {
    HPDF_Doc hpdf;       /* memory and the sticky error */
    HPDF_Xref xref;      /* ours: HPDF_NewEx fills its own with a catalog we do not want */
    GHashTable *streams; /* object number -> GBytes, owned */
    GHashTable *divided; /* numbers of objects: a set */
    GHashTable *settled; /* object number -> GBytes, owned: what the object is written as */
};

G_DEFINE_QUARK(wb_object_error, wb_object_error)

/* Both wrappers are libharu's own objects under a type of ours, so that the compiler keeps
 * dictionaries and arrays apart, which libharu does at run time only. */
static HPDF_Dict
dict(const WbDict *self)
{
    return (HPDF_Dict)self;
}

static HPDF_Array
array(const WbArray *self)
{
    return (HPDF_Array)self;
}

static void *
allocate(HPDF_UINT size)
{
    return g_malloc(size); /* aborts when there is no memory, so that no call below has to ask */
}

static void
release(void *memory)
{
    g_free(memory);
}

static WbDocument *
new_document(guint first)
{
    WbDocument *self = g_new0(WbDocument, 1);

    self->hpdf = HPDF_NewEx(NULL, allocate, release, 0, NULL);
    self->xref = HPDF_Xref_New(self->hpdf->mmgr, first);
    self->streams = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_bytes_unref);
    self->divided = g_hash_table_new(NULL, NULL);
    self->settled = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_bytes_unref);
    return self;
}

WbDocument *
wb_document_new(void)
{
    return new_document(0); /* entry 0 is the head of the free list */
}

WbDocument *
wb_document_new_after(guint last)
{
    return new_document(last + 1);
}

void
wb_document_free(WbDocument *self)
{
    if (self == NULL)
        return;
    HPDF_Xref_Free(self->xref);
    HPDF_Free(self->hpdf);
    g_hash_table_unref(self->streams);
    g_hash_table_unref(self->divided);
    g_hash_table_unref(self->settled);
    g_free(self);
}

/* What can still go wrong is a limit of libharu's (hpdf_consts.h), reached by a workbook that is
 * too large. */
static const char *
limit_of(HPDF_STATUS status)
{
    static const struct {
        HPDF_STATUS status;
        const char *words;
    } limits[] = {
        {HPDF_ARRAY_COUNT_ERR,
         "more than " G_STRINGIFY(HPDF_LIMIT_MAX_ARRAY) " entries in one array"},
        {HPDF_DICT_COUNT_ERR,
         "more than " G_STRINGIFY(HPDF_LIMIT_MAX_DICT_ELEMENT) " keys in one dictionary"},
        {HPDF_STRING_OUT_OF_RANGE,
         "more than " G_STRINGIFY(HPDF_LIMIT_MAX_STRING_LEN) " bytes in one string"},
        {HPDF_XREF_COUNT_ERR, "more than " G_STRINGIFY(HPDF_LIMIT_MAX_XREF_ELEMENT) " objects"},
    };

    for (guint i = 0; i < G_N_ELEMENTS(limits); i++)
        if (limits[i].status == status)
            return limits[i].words;
    return NULL;
}

gboolean
wb_document_check(const WbDocument *self, GError **error)
{
    HPDF_STATUS status = HPDF_GetError(self->hpdf);
    const char *limit = limit_of(status);

    if (status == HPDF_OK)
        return TRUE;
    if (limit != NULL)
        g_set_error(error, WB_OBJECT_ERROR, 0, "too large for one PDF: %s", limit);
    else
        g_set_error(error, WB_OBJECT_ERROR, 0, "libharu refused an object (error 0x%04lx)",
                    (unsigned long)status);
    return FALSE;
}

WbDict *
wb_dict_new(WbDocument *document)
{
    return (WbDict *)HPDF_Dict_New(document->hpdf->mmgr);
}

WbDict *
wb_dict_new_shared(WbDocument *document)
{
    HPDF_Dict made = HPDF_Dict_New(document->hpdf->mmgr);

    HPDF_Xref_Add(document->xref, made);
    return (WbDict *)made;
}

WbArray *
wb_array_new(WbDocument *document)
{
    return (WbArray *)HPDF_Array_New(document->hpdf->mmgr);
}

WbArray *
wb_array_new_shared(WbDocument *document)
{
    HPDF_Array made = HPDF_Array_New(document->hpdf->mmgr);

    HPDF_Xref_Add(document->xref, made);
    return (WbArray *)made;
}

/* Streams are kept beside libharu, whose own always bring one more object for their length. */
WbDict *
wb_stream_new(WbDocument *document, GBytes *bytes)
{
    WbDict *made = wb_dict_new_shared(document);

    wb_stream_set(document, made, bytes);
    return made;
}

void
wb_stream_set(WbDocument *document, WbDict *stream, GBytes *bytes)
{
    g_return_if_fail(wb_dict_number(stream) != 0);
    g_hash_table_replace(document->streams, GUINT_TO_POINTER(wb_dict_number(stream)),
                         g_bytes_ref(bytes));
}

/* libharu keeps 128 bytes for every key and every name, and room for 20 entries in every
 * dictionary. */
void
wb_dict_settle(WbDocument *document, WbDict *self)
{
    g_autoptr(GByteArray) printed = g_byte_array_new();
    guint number = wb_dict_number(self);
    HPDF_List list = dict(self)->list;

    g_return_if_fail(number != 0);
    wb_document_print(document, number, printed);
    g_hash_table_replace(document->settled, GUINT_TO_POINTER(number),
                         g_bytes_new(printed->data, printed->len));
    while (list->count > 0)
        HPDF_Dict_RemoveElement(dict(self), ((HPDF_DictElement)HPDF_List_ItemAt(list, 0))->key);
    HPDF_List_Clear(list);
}

void
wb_dict_remove(WbDict *self, const char *key)
{
    HPDF_Dict_RemoveElement(dict(self), key);
}

void
wb_dict_add_dict(WbDict *self, const char *key, WbDict *value)
{
    HPDF_Dict_Add(dict(self), key, dict(value));
}

void
wb_dict_add_array(WbDict *self, const char *key, WbArray *value)
{
    HPDF_Dict_Add(dict(self), key, array(value));
}

void
wb_dict_add_name(WbDict *self, const char *key, const char *name)
{
    HPDF_Dict_AddName(dict(self), key, name);
}

void
wb_dict_add_integer(WbDict *self, const char *key, int value)
{
    HPDF_Dict_AddNumber(dict(self), key, value);
}

/* Two decimals are a two-hundredth of a millimetre, and what a float still holds exactly enough. */
static double
rounded(double value)
{
    return round(value * 100) / 100;
}

static gboolean
is_whole(double value)
{
    return value == rint(value) && fabs(value) < 32767;
}

void
wb_dict_add_number(WbDict *self, const char *key, double value)
{
    if (is_whole(rounded(value)))
        HPDF_Dict_AddNumber(dict(self), key, (HPDF_INT32)rounded(value));
    else
        HPDF_Dict_AddReal(dict(self), key, (HPDF_REAL)rounded(value));
}

void
wb_dict_add_boolean(WbDict *self, const char *key, gboolean value)
{
    HPDF_Dict_AddBoolean(dict(self), key, value ? HPDF_TRUE : HPDF_FALSE);
}

void
wb_dict_add_ascii(WbDict *self, const char *key, const char *value)
{
    HPDF_Dict_Add(dict(self), key, HPDF_String_New(dict(self)->mmgr, value, NULL));
}

/* The byte of a character in PDFDocEncoding (annex D.3), or 0. The accents that it has below the
 * space are left out: a text has them with their letters. */
static char
pdf_doc_byte(gunichar character)
{
    static const gunichar from_0x80[] = {
        0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203a, 0x2212,
        0x2030, 0x201e, 0x201c, 0x201d, 0x2018, 0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x0141,
        0x0152, 0x0160, 0x0178, 0x017d, 0x0131, 0x0142, 0x0153, 0x0161, 0x017e, 0,      0x20ac,
    };

    if (character < 0x7f || (character > 0xa0 && character <= 0xff && character != 0xad))
        return (char)character;
    for (guint i = 0; i < G_N_ELEMENTS(from_0x80); i++)
        if (character == from_0x80[i])
            return (char)(0x80 + i);
    return 0;
}

/* A byte a character, or NULL: where a character has none, or the first of them would be taken for
 * the mark of another encoding. */
static char *
dup_pdf_doc(const char *utf8)
{
    GString *out = g_string_new(NULL);

    for (const char *at = utf8; *at != '\0'; at = g_utf8_next_char(at)) {
        char byte = pdf_doc_byte(g_utf8_get_char(at));
        if (byte == 0)
            return (char *)g_string_free(out, TRUE);
        g_string_append_c(out, byte);
    }
    if (out->len >= MAX_STRING || g_str_has_prefix(out->str, "\xfe\xff") ||
        g_str_has_prefix(out->str, "\xff\xfe") || g_str_has_prefix(out->str, "\xef\xbb\xbf"))
        return (char *)g_string_free(out, TRUE);
    return g_string_free(out, FALSE);
}

/* A text string (7.9.2.2) for a dictionary or an array to take: PDFDocEncoding where it has all the
 * characters. Readers take longer over UTF-16, the more so where it was saved as digits. */
static void *
text_string(HPDF_MMgr mmgr, const char *utf8)
{
    g_autofree char *plain = dup_pdf_doc(utf8);
    if (plain != NULL)
        return HPDF_String_New(mmgr, plain, NULL);
    glong units = 0;
    g_autofree gunichar2 *utf16 = g_utf8_to_utf16(utf8, -1, NULL, &units, NULL);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    const guint8 mark[] = {0xfe, 0xff};
    g_byte_array_append(bytes, mark, 2);
    for (glong i = 0; i < units && bytes->len + 2 < MAX_STRING; i++) {
        const guint8 unit[] = {utf16[i] >> 8, utf16[i] & 0xff};
        g_byte_array_append(bytes, unit, 2);
    }
    return HPDF_Binary_New(mmgr, bytes->data, bytes->len);
}

void
wb_dict_add_text(WbDict *self, const char *key, const char *utf8)
{
    HPDF_Dict_Add(dict(self), key, text_string(dict(self)->mmgr, utf8));
}

void
wb_dict_add_shared_text(WbDocument *document, WbDict *self, const char *key, const char *utf8)
{
    void *text = text_string(dict(self)->mmgr, utf8);

    HPDF_Xref_Add(document->xref, text);
    HPDF_Dict_Add(dict(self), key, text);
}

void
wb_dict_add_bytes(WbDict *self, const char *key, const guint8 *bytes, gsize length)
{
    HPDF_Dict_Add(dict(self), key,
                  HPDF_Binary_New(dict(self)->mmgr, (HPDF_BYTE *)bytes, (HPDF_UINT)length));
}

void
wb_dict_add_rect(WbDict *self, const char *key, const WbBox *box, double page_height)
{
    HPDF_Array rect = HPDF_Array_New(dict(self)->mmgr);

    wb_array_add_number((WbArray *)rect, box->x);
    wb_array_add_number((WbArray *)rect, page_height - box->y - box->height);
    wb_array_add_number((WbArray *)rect, box->x + box->width);
    wb_array_add_number((WbArray *)rect, page_height - box->y);
    HPDF_Dict_Add(dict(self), key, rect);
}

void
wb_array_add_dict(WbArray *self, WbDict *value)
{
    HPDF_Array_Add(array(self), dict(value));
}

void
wb_array_add_array(WbArray *self, WbArray *value)
{
    HPDF_Array_Add(array(self), array(value));
}

void
wb_array_add_name(WbArray *self, const char *name)
{
    HPDF_Array_AddName(array(self), name);
}

void
wb_array_add_integer(WbArray *self, int value)
{
    HPDF_Array_AddNumber(array(self), value);
}

void
wb_array_add_number(WbArray *self, double value)
{
    if (is_whole(rounded(value)))
        HPDF_Array_AddNumber(array(self), (HPDF_INT32)rounded(value));
    else
        HPDF_Array_AddReal(array(self), (HPDF_REAL)rounded(value));
}

void
wb_array_add_null(WbArray *self)
{
    HPDF_Array_Add(array(self), HPDF_Null_New(array(self)->mmgr));
}

void
wb_array_add_text(WbArray *self, const char *utf8)
{
    HPDF_Array_Add(array(self), text_string(array(self)->mmgr, utf8));
}

guint
wb_array_length(const WbArray *self)
{
    return HPDF_Array_Items(array(self));
}

guint
wb_document_first(const WbDocument *self)
{
    return MAX(self->xref->start_offset, 1);
}

guint
wb_document_last(const WbDocument *self)
{
    return self->xref->start_offset + self->xref->entries->count - 1;
}

void
wb_document_divide(WbDocument *self)
{
    g_hash_table_add(self->divided, GUINT_TO_POINTER(wb_document_last(self)));
}

gboolean
wb_document_is_divided_after(const WbDocument *self, guint number)
{
    return g_hash_table_contains(self->divided, GUINT_TO_POINTER(number));
}

static HPDF_STATUS
append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length)
{
    g_byte_array_append(stream->attr, bytes, length);
    return HPDF_OK;
}

void
wb_document_print(const WbDocument *self, guint number, GByteArray *out)
{
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(self->xref, number - self->xref->start_offset);
    GBytes *settled = g_hash_table_lookup(self->settled, GUINT_TO_POINTER(number));

    if (settled != NULL) {
        g_return_if_fail(((HPDF_Dict)entry->obj)->list->count == 0);
        g_byte_array_append(out, g_bytes_get_data(settled, NULL), g_bytes_get_size(settled));
        return;
    }
    HPDF_Stream writer =
        HPDF_CallbackWriter_New(self->hpdf->mmgr, (HPDF_Stream_Write_Func)append, out);
    HPDF_Obj_WriteValue(entry->obj, writer, NULL);
    HPDF_Stream_Free(writer);
}

GBytes *
wb_document_peek_stream(const WbDocument *self, guint number)
{
    return g_hash_table_lookup(self->streams, GUINT_TO_POINTER(number));
}

guint
wb_dict_number(const WbDict *self)
{
    return dict(self)->header.obj_id & 0x00ffffff;
}
