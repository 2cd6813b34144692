#include "font.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
#include <string.h>

#include "digest.h"

/* Flags of a font descriptor (9.8.2, table 123). */
enum { FLAG_SYMBOLIC = 1 << 2, FLAG_NONSYMBOLIC = 1 << 5, FLAG_ITALIC = 1 << 6 };

#define EM 1000 /* of widths */

struct _WbFace {
    WbFaces *faces;
    hb_face_t *face;
    hb_font_t *font; /* in the face's own units */
    char *file, *name;
    hb_set_t *glyphs;
    GHashTable *texts; /* glyph -> char*, owned: what ToUnicode says */
    WbDict *type0;     /* filled by finish */
    gboolean bound;
    GHashTable *codes; /* glyph -> code, of a bound simple font; else NULL */
};

struct _WbFaces {
    WbDocument *document;
    GPtrArray *faces; /* of WbFace, owned */
    WbDict *resources;
    gboolean closed, missed;
};

G_DEFINE_QUARK(wb_font_error, wb_font_error)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_face_t, hb_face_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_blob_t, hb_blob_destroy)

static void
face_free(WbFace *self)
{
    hb_set_destroy(self->glyphs);
    hb_font_destroy(self->font);
    hb_face_destroy(self->face);
    g_hash_table_unref(self->texts);
    g_clear_pointer(&self->codes, g_hash_table_unref);
    g_free(self->file);
    g_free(self->name);
    g_free(self);
}

WbFaces *
wb_faces_new(WbDocument *document)
{
    WbFaces *self = g_new0(WbFaces, 1);

    self->document = document;
    self->faces = g_ptr_array_new_with_free_func((GDestroyNotify)face_free);
    self->resources = wb_dict_new_shared(document);
    return self;
}

void
wb_faces_free(WbFaces *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->faces);
    g_free(self);
}

WbFace *
wb_faces_get(WbFaces *self, hb_face_t *face, const char *file)
{
    for (guint i = 0; i < self->faces->len; i++) {
        WbFace *known = self->faces->pdata[i];
        if (g_str_equal(known->file, file) &&
            hb_face_get_index(known->face) == hb_face_get_index(face))
            return known;
    }
    WbFace *made = g_new0(WbFace, 1);
    made->faces = self;
    made->face = hb_face_reference(face);
    made->font = hb_font_create(face);
    made->file = g_strdup(file);
    made->name = g_strdup_printf("F%u", self->faces->len);
    made->glyphs = hb_set_create();
    made->texts = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    g_ptr_array_add(self->faces, made);
    return made;
}

WbDict *
wb_faces_peek_resources(WbFaces *self)
{
    return self->resources;
}

const char *
wb_face_name(const WbFace *self)
{
    return self->name;
}

static int
thousandths(const WbFace *self, double units)
{
    return (int)lround(units * EM / hb_face_get_upem(self->face));
}

guint
wb_face_space(const WbFace *self)
{
    hb_codepoint_t glyph = 0;

    return hb_font_get_nominal_glyph(self->font, ' ', &glyph) ? glyph : 0;
}

int
wb_face_width(WbFace *self, guint glyph)
{
    return thousandths(self, hb_font_get_glyph_h_advance(self->font, glyph));
}

/* A face that only lends its measures, or a form's font, is no font of the pages. */
static void
need_type0(WbFace *self)
{
    if (self->type0 != NULL)
        return;
    self->type0 = wb_dict_new_shared(self->faces->document);
    wb_dict_add_dict(self->faces->resources, self->name, self->type0);
}

gboolean
wb_face_use(WbFace *self, guint glyph, const char *text, gsize length)
{
    const char *known = g_hash_table_lookup(self->texts, GUINT_TO_POINTER(glyph));

    if (self->faces->closed) {
        gboolean there = (self->bound || self->type0 != NULL) && known != NULL;
        self->faces->missed = self->faces->missed || !there;
        return !there || (strlen(known) == length && memcmp(known, text, length) == 0);
    }
    need_type0(self);
    hb_set_add(self->glyphs, glyph);
    if (known == NULL) {
        g_hash_table_insert(self->texts, GUINT_TO_POINTER(glyph), g_strndup(text, length));
        return TRUE;
    }
    return strlen(known) == length && memcmp(known, text, length) == 0;
}

static char *
postscript_name(const WbFace *self)
{
    char name[128] = "";
    unsigned size = sizeof name;

    hb_ot_name_get_utf8(self->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size,
                        name);
    return g_strdup(name[0] != '\0' ? name : "Font");
}

/* Outlines in a CFF table: a font keyed by CIDs, whose ids are those of its glyphs (true of Noto's
 * CJK fonts, and looked at in tests). */
static gboolean
has_cff(const WbFace *self)
{
    g_autoptr(hb_blob_t) table = hb_face_reference_table(self->face, HB_TAG('C', 'F', 'F', ' '));

    return hb_blob_get_length(table) > 0;
}

/* Six capital letters from the set of glyphs (9.6.4): the same page always bears the same tag. */
static char *
subset_name(const WbFace *self)
{
    g_autofree char *name = postscript_name(self);
    guint8 bytes[WB_DIGEST_BYTES];
    char tag[7] = "";
    WbDigest digest;

    wb_digest_begin(&digest);
    for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(self->glyphs, &glyph);)
        wb_digest_add(&digest, &glyph, sizeof glyph);
    wb_digest_add_text(&digest, self->file);
    wb_digest_end(&digest, bytes);
    for (guint i = 0; i < 6; i++)
        tag[i] = 'A' + bytes[i] % 26;
    return g_strdup_printf("%s+%s", tag, name);
}

static WbArray *
bounding_box(const WbFace *self, WbDocument *document)
{
    g_autoptr(hb_blob_t) head = hb_face_reference_table(self->face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned length;
    const guint8 *data = (const guint8 *)hb_blob_get_data(head, &length);
    WbArray *box = wb_array_new(document);

    for (guint i = 0; i < 4; i++) {
        const guint8 *at = data + 36 + 2 * i; /* xMin yMin xMax yMax */
        gint16 value = length >= 44 ? (gint16)(at[0] << 8 | at[1]) : 0;
        wb_array_add_integer(box, thousandths(self, value));
    }
    return box;
}

static int
metric(const WbFace *self, hb_ot_metrics_tag_t tag)
{
    hb_position_t value = 0;

    hb_ot_metrics_get_position_with_fallback(self->font, tag, &value);
    return thousandths(self, value);
}

/* 9.9, table 126: TrueType whole, of CFF the bare table. */
static void
add_font_file(const WbFace *self, WbDict *descriptor, GBytes *file)
{
    WbDict *stream = wb_stream_new(self->faces->document, file);

    if (has_cff(self)) {
        wb_dict_add_name(stream, "Subtype", "CIDFontType0C");
        wb_dict_add_dict(descriptor, "FontFile3", stream);
        return;
    }
    wb_dict_add_integer(stream, "Length1", (int)g_bytes_get_size(file));
    wb_dict_add_dict(descriptor, "FontFile2", stream);
}

static WbDict *
new_descriptor(const WbFace *self, const char *name, int flags, GBytes *file)
{
    WbDocument *document = self->faces->document;
    WbDict *out = wb_dict_new_shared(document);
    double slant = hb_style_get_value(self->font, HB_STYLE_TAG_SLANT_ANGLE);
    gboolean bold = hb_style_get_value(self->font, HB_STYLE_TAG_WEIGHT) >= 600;

    if (slant != 0)
        flags |= FLAG_ITALIC;
    wb_dict_add_name(out, "Type", "FontDescriptor");
    wb_dict_add_name(out, "FontName", name);
    wb_dict_add_integer(out, "Flags", flags);
    wb_dict_add_array(out, "FontBBox", bounding_box(self, document));
    wb_dict_add_number(out, "ItalicAngle", slant);
    wb_dict_add_integer(out, "Ascent", metric(self, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER));
    wb_dict_add_integer(out, "Descent", metric(self, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER));
    wb_dict_add_integer(out, "CapHeight", metric(self, HB_OT_METRICS_TAG_CAP_HEIGHT));
    wb_dict_add_integer(out, "StemV", bold ? 140 : 80); /* no table says it; viewers hardly ask */
    add_font_file(self, out, file);
    return out;
}

/* Cuts the face to @input, which is consumed, and drops what a PDF has no use for. The cmap of what
 * is left stays: programs that write a file anew (MuPDF) leave ToUnicode out and make their own
 * from it, or else what they flatten is text that nobody can read back. */
static GBytes *
cut(const WbFace *self, hb_subset_input_t *input, GError **error)
{
    static const char drop[][5] = {"GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "STAT",
                                   "gasp", "fpgm", "prep", "cvt ", "DSIG", "kern"};
    hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);

    for (gsize i = 0; i < G_N_ELEMENTS(drop); i++)
        hb_set_add(dropped, HB_TAG(drop[i][0], drop[i][1], drop[i][2], drop[i][3]));
    g_autoptr(hb_face_t) made = hb_subset_or_fail(self->face, input);
    hb_subset_input_destroy(input);
    if (made == NULL) {
        g_set_error(error, WB_FONT_ERROR, 0, "%s: the font cannot be cut to a subset", self->file);
        return NULL;
    }
    g_autoptr(hb_blob_t) blob = has_cff(self)
                                    ? hb_face_reference_table(made, HB_TAG('C', 'F', 'F', ' '))
                                    : hb_face_reference_blob(made);
    unsigned length;
    const char *data = hb_blob_get_data(blob, &length);
    return g_bytes_new(data, length);
}

/* A part of a face, and what its glyphs say. */
typedef struct {
    char *name;
    hb_set_t *glyphs;
    GHashTable *texts; /* glyph -> char* */
} Part;

/* 9.10.3: what each code means, a hundred a block. */
static GBytes *
to_unicode(const Part *part)
{
    GString *out =
        g_string_new("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                     "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                     "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                     "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    guint left = g_hash_table_size(part->texts), in_block = 0;

    for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(part->glyphs, &glyph);) {
        const char *text = g_hash_table_lookup(part->texts, GUINT_TO_POINTER(glyph));
        glong units = 0;
        if (text == NULL)
            continue;
        if (in_block == 0)
            g_string_append_printf(out, "%u beginbfchar\n", in_block = MIN(left, 100));
        g_autofree gunichar2 *utf16 = g_utf8_to_utf16(text, -1, NULL, &units, NULL);
        g_string_append_printf(out, "<%04X> <", glyph);
        for (glong i = 0; i < units; i++)
            g_string_append_printf(out, "%04X", utf16[i]);
        g_string_append(out, ">\n");
        left--;
        if (--in_block == 0)
            g_string_append(out, "endbfchar\n");
    }
    g_string_append(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return g_string_free_to_bytes(out);
}

/* 9.7.4.3: runs of neighbouring glyphs, "first [w w w]"; what is not said is an em wide. */
static WbArray *
widths(WbFace *self, const Part *part)
{
    WbDocument *document = self->faces->document;
    WbArray *out = wb_array_new(document), *run = NULL;
    hb_codepoint_t before = HB_SET_VALUE_INVALID;

    for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(part->glyphs, &glyph);) {
        int width = wb_face_width(self, glyph);
        if (width == EM)
            continue;
        if (run == NULL || glyph != before + 1) {
            run = wb_array_new(document);
            wb_array_add_integer(out, glyph);
            wb_array_add_array(out, run);
        }
        wb_array_add_integer(run, width);
        before = glyph;
    }
    return out;
}

static WbDict *
new_cid_font(WbFace *self, const Part *part, GBytes *file)
{
    WbDocument *document = self->faces->document;
    WbDict *out = wb_dict_new_shared(document), *info = wb_dict_new(document);

    wb_dict_add_ascii(info, "Registry", "Adobe");
    wb_dict_add_ascii(info, "Ordering", "Identity");
    wb_dict_add_integer(info, "Supplement", 0);
    wb_dict_add_name(out, "Type", "Font");
    wb_dict_add_name(out, "Subtype", has_cff(self) ? "CIDFontType0" : "CIDFontType2");
    wb_dict_add_name(out, "BaseFont", part->name);
    wb_dict_add_dict(out, "CIDSystemInfo", info);
    wb_dict_add_dict(out, "FontDescriptor", new_descriptor(self, part->name, FLAG_SYMBOLIC, file));
    if (!has_cff(self))
        wb_dict_add_name(out, "CIDToGIDMap", "Identity");
    wb_dict_add_array(out, "W", widths(self, part));
    return out;
}

/* The characters of which a glyph of the part is the plain form. */
static void
add_characters(const WbFace *self, const Part *part, hb_set_t *characters)
{
    GHashTableIter texts;
    gpointer glyph, text;

    g_hash_table_iter_init(&texts, part->texts);
    while (g_hash_table_iter_next(&texts, &glyph, &text)) {
        gunichar c = g_utf8_get_char(text);
        hb_codepoint_t plain = 0;

        if (hb_font_get_nominal_glyph(self->font, c, &plain) && plain == GPOINTER_TO_UINT(glyph))
            hb_set_add(characters, c);
    }
}

/* A composite font (9.7) whose codes are glyph ids. */
static gboolean
fill_type0(WbFace *self, const Part *part, WbDict *type0, GError **error)
{
    WbDocument *document = self->faces->document;
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_subset_flags_t keep = has_cff(self) ? HB_SUBSET_FLAGS_DEFAULT : HB_SUBSET_FLAGS_RETAIN_GIDS;

    /* Codes are the glyph ids of the whole font: TrueType keeps them, and CFF names each by its
     * CID. */
    hb_subset_input_set_flags(input, keep | HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_union(hb_subset_input_glyph_set(input), part->glyphs);
    add_characters(self, part, hb_subset_input_unicode_set(input));
    g_autoptr(GBytes) file = cut(self, input, error);
    if (file == NULL)
        return FALSE;
    g_autoptr(GBytes) cmap = to_unicode(part);
    WbArray *descendants = wb_array_new(document);

    wb_array_add_dict(descendants, new_cid_font(self, part, file));
    wb_dict_add_name(type0, "Type", "Font");
    wb_dict_add_name(type0, "Subtype", "Type0");
    wb_dict_add_name(type0, "BaseFont", part->name);
    wb_dict_add_name(type0, "Encoding", "Identity-H");
    wb_dict_add_array(type0, "DescendantFonts", descendants);
    wb_dict_add_dict(type0, "ToUnicode", wb_stream_new(document, cmap));
    return TRUE;
}

void
wb_faces_close(WbFaces *self)
{
    self->closed = TRUE;
}

gboolean
wb_faces_take_missed(WbFaces *self)
{
    gboolean missed = self->missed;

    self->missed = FALSE;
    return missed;
}

gboolean
wb_faces_finish(WbFaces *self, GError **error)
{
    wb_faces_close(self);
    for (guint i = 0; i < self->faces->len; i++) {
        WbFace *face = self->faces->pdata[i];
        if (face->type0 == NULL)
            continue;
        g_autofree char *name = subset_name(face);
        if (!fill_type0(face, &(Part){name, face->glyphs, face->texts}, face->type0, error))
            return FALSE;
    }
    return TRUE;
}

/* WinAnsiEncoding (annex D.2): Latin-1 but for these. Codes without a character mean a bullet. */
static hb_codepoint_t
win_ansi(guint code)
{
    static const guint16 upper[32] = {
        0x20ac, 0x2022, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x2022, 0x017d, 0x2022, 0x2022, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x2022, 0x017e, 0x0178};

    return code == 127 ? 0x2022 : code >= 128 && code < 160 ? upper[code - 128] : code;
}

static WbDict *
new_simple_font(WbFace *self, gboolean whole, GError **error)
{
    WbDocument *document = self->faces->document;
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    g_autofree char *name = postscript_name(self);

    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    if (whole)
        hb_set_invert(hb_subset_input_unicode_set(input));
    else
        for (guint code = 32; code < 256; code++)
            hb_set_add(hb_subset_input_unicode_set(input), win_ansi(code));
    g_autoptr(GBytes) file = cut(self, input, error);
    if (file == NULL)
        return NULL;
    WbDict *out = wb_dict_new_shared(document);
    WbArray *advances = wb_array_new(document);
    for (guint code = 32; code < 256; code++) {
        hb_codepoint_t glyph = 0;
        hb_font_get_nominal_glyph(self->font, win_ansi(code), &glyph);
        wb_array_add_integer(advances, wb_face_width(self, glyph));
    }
    wb_dict_add_name(out, "Type", "Font");
    wb_dict_add_name(out, "Subtype", "TrueType");
    wb_dict_add_name(out, "BaseFont", name);
    wb_dict_add_name(out, "Encoding", "WinAnsiEncoding");
    wb_dict_add_integer(out, "FirstChar", 32);
    wb_dict_add_integer(out, "LastChar", 255);
    wb_dict_add_array(out, "Widths", advances);
    wb_dict_add_dict(out, "FontDescriptor", new_descriptor(self, name, FLAG_NONSYMBOLIC, file));
    return out;
}

static void
add_character(WbFace *self, Part *part, gunichar c)
{
    hb_codepoint_t glyph = 0;
    char text[7] = "";

    if (!hb_font_get_nominal_glyph(self->font, c, &glyph) || hb_set_has(part->glyphs, glyph))
        return; /* where two characters share a glyph, it means the first */
    g_unichar_to_utf8(c, text);
    hb_set_add(part->glyphs, glyph);
    g_hash_table_insert(part->texts, GUINT_TO_POINTER(glyph), g_strdup(text));
}

static WbDict *
new_composite_font(WbFace *self, const GArray *repertoire, gboolean whole, GError **error)
{
    g_autofree char *name = postscript_name(self);
    g_autoptr(GHashTable) texts = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    Part part = {name, hb_set_create(), texts};
    hb_set_t *all = hb_set_create();
    WbDict *out = wb_dict_new_shared(self->faces->document);

    for (guint i = 0; i < repertoire->len; i++)
        add_character(self, &part, g_array_index(repertoire, gunichar, i));
    if (whole)
        hb_face_collect_unicodes(self->face, all);
    for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(all, &c);)
        add_character(self, &part, c);
    gboolean made = fill_type0(self, &part, out, error);
    hb_set_destroy(part.glyphs);
    hb_set_destroy(all);
    return made ? out : NULL;
}

WbDict *
wb_face_new_field_font(WbFace *self, const GArray *repertoire, gboolean whole, GError **error)
{
    return repertoire->len == 0 ? new_simple_font(self, whole, error)
                                : new_composite_font(self, repertoire, whole, error);
}

/* What each code of the simple font shows; codes without a character of their own are left out. */
static void
bind_simple(WbFace *self)
{
    self->codes = g_hash_table_new(NULL, NULL);
    for (guint code = 32; code < 256; code++) {
        hb_codepoint_t c = win_ansi(code), glyph = 0;
        char text[7] = "";
        if ((c == 0x2022 && code != 0x95) || !hb_font_get_nominal_glyph(self->font, c, &glyph) ||
            g_hash_table_contains(self->codes, GUINT_TO_POINTER(glyph)))
            continue;
        g_unichar_to_utf8(c, text);
        g_hash_table_insert(self->codes, GUINT_TO_POINTER(glyph), GUINT_TO_POINTER(code));
        g_hash_table_insert(self->texts, GUINT_TO_POINTER(glyph), g_strdup(text));
    }
}

void
wb_face_bind(WbFace *self, const char *name, const GArray *repertoire)
{
    Part part = {NULL, self->glyphs, self->texts};

    self->bound = TRUE;
    g_free(self->name);
    self->name = g_strdup(name);
    if (repertoire->len == 0)
        bind_simple(self);
    for (guint i = 0; i < repertoire->len; i++)
        add_character(self, &part, g_array_index(repertoire, gunichar, i));
}

void
wb_face_append_code(const WbFace *self, GString *hex, guint glyph)
{
    static const char digits[] = "0123456789ABCDEF";
    guint code = self->codes == NULL
                     ? glyph
                     : GPOINTER_TO_UINT(g_hash_table_lookup(self->codes, GUINT_TO_POINTER(glyph)));

    for (int shift = self->codes == NULL ? 12 : 4; shift >= 0; shift -= 4)
        g_string_append_c(hex, digits[code >> shift & 15]);
}
