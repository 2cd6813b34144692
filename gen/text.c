#include "text.h"

#include <math.h>
#include <pango/pangofc-font.h>
#include <pango/pangoft2.h>
#include <string.h>

#include "isolate.h"
#include "prose.h"
#include "run.h"

#define PLACE_CHARACTER "\xef\xbf\xbc" /* U+FFFC */

struct _WbSetter {
    WbFaces *faces;
    const WbFontChoice *fonts;
    PangoFontMap *map;
    PangoContext *context;
    GHashTable *known;     /* PangoFont -> WbFace, both lent */
    GHashTable *widths;    /* what was measured before: see measure */
    GHashTable *has;       /* gunichar -> whether a font has it, plus one; of what is typed */
    GPtrArray *complaints; /* of char*, owned: about characters that no font has, and the like */
};

G_DEFINE_QUARK(wb_text_error, wb_text_error)

void
wb_paragraph_free(WbParagraph *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->runs);
    g_array_unref(self->places);
    g_array_unref(self->lines);
    g_array_unref(self->ends);
    g_free(self);
}

const char *
wb_paragraph_peek_target(const WbParagraph *self, guint run)
{
    return ((const WbRun *)self->runs->pdata[run])->target;
}

WbBox
wb_paragraph_run_box(const WbParagraph *self, guint run)
{
    const WbRun *it = self->runs->pdata[run];

    return (WbBox){it->x, it->baseline - it->ascent, it->width, it->size * 1.3};
}

static void
init_tables(WbSetter *self)
{
    self->known = g_hash_table_new_full(NULL, NULL, g_object_unref, NULL);
    self->widths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    self->has = g_hash_table_new(NULL, NULL);
    self->complaints = g_ptr_array_new_with_free_func(g_free);
}

WbSetter *
wb_setter_new(WbFaces *faces, const char *language, const WbFontChoice *fonts)
{
    WbSetter *self = g_new0(WbSetter, 1);

    self->faces = faces;
    self->fonts = fonts;
    self->map = pango_ft2_font_map_new();
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(self->map), 72, 72);
    self->context = pango_font_map_create_context(self->map);
    pango_context_set_language(self->context, pango_language_from_string(language));
    pango_context_set_base_dir(self->context,
                               fonts->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(self->context, FALSE);
    init_tables(self);
    return self;
}

WbSetter *
wb_setter_new_beside(const WbSetter *beside, WbFaces *faces)
{
    WbSetter *self = g_new0(WbSetter, 1);

    self->faces = faces;
    self->fonts = beside->fonts;
    self->map = g_object_ref(beside->map);
    self->context = g_object_ref(beside->context);
    init_tables(self);
    return self;
}

void
wb_setter_free(WbSetter *self)
{
    if (self == NULL)
        return;
    g_hash_table_unref(self->known);
    g_hash_table_unref(self->widths);
    g_hash_table_unref(self->has);
    g_object_unref(self->context);
    g_object_unref(self->map);
    g_ptr_array_unref(self->complaints);
    g_free(self);
}

gboolean
wb_setter_check(const WbSetter *self, GError **error)
{
    if (self->complaints->len == 0)
        return TRUE;
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < self->complaints->len; i++)
        g_string_append_printf(all, "%s%s", i > 0 ? "\n" : "", (char *)self->complaints->pdata[i]);
    g_set_error_literal(error, WB_TEXT_ERROR, 0, all->str);
    return FALSE;
}

static WbFace *
face_of(WbSetter *self, PangoFont *font)
{
    WbFace *face = g_hash_table_lookup(self->known, font);

    if (face == NULL) {
        FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
        FcChar8 *file = NULL;
        FcPatternGetString(pattern, FC_FILE, 0, &file);
        g_autofree char *name = g_path_get_basename((const char *)file);
        face = wb_faces_get(self->faces, hb_font_get_face(pango_font_get_hb_font(font)), name);
        g_hash_table_insert(self->known, g_object_ref(font), face);
    }
    return face;
}

static PangoFontDescription *
describe(const WbSetter *self, const WbStyle *style)
{
    PangoFontDescription *out = pango_font_description_new();
    gboolean italic = style->italic && self->fonts->italics;

    pango_font_description_set_family(out, style->family);
    pango_font_description_set_absolute_size(out, style->size * PANGO_SCALE);
    pango_font_description_set_weight(out, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(out, italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    return out;
}

WbFace *
wb_setter_face(WbSetter *self, const WbStyle *style)
{
    PangoFontDescription *description = describe(self, style);
    g_autoptr(PangoFont) font = pango_font_map_load_font(self->map, self->context, description);

    pango_font_description_free(description);
    return face_of(self, font);
}

static void
add_attribute(PangoAttrList *list, PangoAttribute *attribute, gsize start, gsize end)
{
    attribute->start_index = start;
    attribute->end_index = end;
    pango_attr_list_insert(list, attribute);
}

static void
add_spans(const WbSetter *self, PangoAttrList *list, const GPtrArray *spans)
{
    for (guint i = 0; i < spans->len; i++) {
        const WbSpan *span = spans->pdata[i];
        if (span->kind == WB_SPAN_BOLD)
            add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), span->start, span->end);
        else if (span->kind == WB_SPAN_ITALIC && self->fonts->italics)
            add_attribute(list, pango_attr_style_new(PANGO_STYLE_ITALIC), span->start, span->end);
        else if (span->kind == WB_SPAN_LINK)
            add_attribute(list, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), span->start,
                          span->end); /* splits the runs; painting draws the line */
    }
}

/* A place stands with its middle a little above the baseline, as the letters do. */
static void
add_places(PangoAttrList *list, const char *text, double size, const WbGap *places, guint n)
{
    const char *at = text;

    for (guint i = 0; i < n && (at = strstr(at, PLACE_CHARACTER)) != NULL; i++) {
        PangoRectangle box = {0, 0, (int)(places[i].width * PANGO_SCALE),
                              (int)(places[i].height * PANGO_SCALE)};
        box.y = (int)(-(places[i].height / 2 + 0.34 * size) * PANGO_SCALE);
        add_attribute(list, pango_attr_shape_new(&box, &box), at - text,
                      at - text + strlen(PLACE_CHARACTER));
        at += strlen(PLACE_CHARACTER);
    }
}

static PangoLayout *
new_layout(WbSetter *self, const char *text, const GPtrArray *spans, const WbStyle *style,
           double width, const WbGap *places, guint n_places)
{
    static const PangoAlignment alignments[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                                PANGO_ALIGN_RIGHT};
    WbAlign align = self->fonts->rtl ? WB_ALIGN_END - style->align : style->align;
    PangoLayout *layout = pango_layout_new(self->context);
    PangoFontDescription *description = describe(self, style);
    PangoAttrList *attributes = pango_attr_list_new();

    /* Between two marks of Chinese punctuation stands half an em of air, not a whole one. */
    add_attribute(attributes,
                  pango_attr_font_features_new(style->typed ? "chws 1, liga 0, clig 0" : "chws 1"),
                  0, G_MAXUINT);
    if (spans != NULL)
        add_spans(self, attributes, spans);
    add_places(attributes, text, style->size, places, n_places);
    pango_layout_set_font_description(layout, description);
    pango_layout_set_attributes(layout, attributes);
    pango_layout_set_alignment(layout, alignments[align]);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, style->typed ? PANGO_WRAP_WORD_CHAR : PANGO_WRAP_WORD);
    pango_layout_set_width(layout, width < 0 ? -1 : (int)ceil(width * PANGO_SCALE));
    pango_layout_set_text(layout, text, -1);
    pango_attr_list_unref(attributes);
    pango_font_description_free(description);
    return layout;
}

/* Once a place: a text is set several times, and a script that is missing has many characters. */
void
wb_setter_complain(WbSetter *self, const WbMark *mark, const char *format, ...)
{
    g_autofree char *place =
        mark != NULL ? g_strdup_printf("%s:%u:%u: ", mark->path, mark->line, mark->column)
                     : g_strdup("(built in): ");
    va_list arguments;

    for (guint i = 0; i < self->complaints->len; i++)
        if (g_str_has_prefix(self->complaints->pdata[i], place))
            return;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(self->complaints, g_strconcat(place, what, NULL));
}

static void
note_missing(WbSetter *self, const char *text, const WbMark *mark, const WbStyle *style)
{
    gunichar character = g_utf8_get_char(text);
    char utf8[7] = "";

    g_unichar_to_utf8(character, utf8);
    wb_setter_complain(self, mark, "no font has the character %s (U+%04X), %s was tried", utf8,
                       character, style->family);
}

/* What Pango empties: a line's last space, which a reader of the text still wants, and characters
 * that are nothing to look at. FALSE of those. */
static gboolean
fill_empty(const PangoFont *font, const char *at, guint *glyph)
{
    hb_codepoint_t space = 0;

    if (!g_unichar_isspace(g_utf8_get_char(at)))
        return FALSE;
    hb_font_get_nominal_glyph(pango_font_get_hb_font((PangoFont *)font), ' ', &space);
    *glyph = space;
    return TRUE;
}

/* Where the text of the cluster that begins with glyph @i ends. The clusters of a right-to-left run
 * stand in the order of its glyphs as well: the last of the text first. */
static int
cluster_end(const PangoItem *item, const PangoGlyphString *glyphs, int i, int next)
{
    if (item->analysis.level % 2 == 1)
        return i > 0 ? glyphs->log_clusters[i - 1] : item->length;
    return next < glyphs->num_glyphs ? glyphs->log_clusters[next] : item->length;
}

/* One cluster: glyphs @i up to @next. */
static void
add_cluster(WbSetter *self, WbRun *run, const PangoGlyphItem *item, const char *start, int i,
            int next, const WbStyle *style, const WbMark *mark)
{
    const PangoGlyphString *glyphs = item->glyphs;
    const char *at = start + glyphs->log_clusters[i];
    int end = cluster_end(item->item, glyphs, i, next);
    g_autofree WbGlyph *out = g_new0(WbGlyph, next - i);
    double advance = 0;
    guint n = 0;

    for (int k = i; k < next; k++) {
        const PangoGlyphInfo *info = &glyphs->glyphs[k];
        WbGlyph *glyph = &out[n];
        glyph->glyph = info->glyph;
        glyph->x = run->width + advance + (double)info->geometry.x_offset / PANGO_SCALE;
        glyph->rise = -(double)info->geometry.y_offset / PANGO_SCALE;
        if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
            note_missing(self, at, mark, style);
            glyph->glyph = 0;
        } else if (info->glyph == PANGO_GLYPH_EMPTY) {
            n += fill_empty(item->item->analysis.font, at, &glyph->glyph);
            continue;
        }
        advance += (double)info->geometry.width / PANGO_SCALE;
        n++;
    }
    if (n > 0)
        wb_run_add(run, out, n, advance, at, (gsize)(start + end - at),
                   item->item->analysis.level % 2 == 1);
}

/* Where the cluster that begins with glyph @i ends. A mark belongs to what it stands on, even where
 * the shaper makes it a cluster of its own. */
static int
find_next(const PangoGlyphItem *item, const char *start, int i)
{
    const PangoGlyphString *glyphs = item->glyphs;
    gboolean rtl = item->item->analysis.level % 2 == 1;
    int next = i + 1;

    for (; next < glyphs->num_glyphs; next++) {
        const char *at = start + glyphs->log_clusters[next];
        if (glyphs->log_clusters[next] != glyphs->log_clusters[i] &&
            (rtl || !g_unichar_ismark(g_utf8_get_char(at))))
            break;
    }
    return next;
}

static WbRun *
new_run(WbSetter *self, const PangoGlyphItem *item, const char *text, const WbStyle *style,
        const WbMark *mark)
{
    WbRun *run = wb_run_new(face_of(self, item->item->analysis.font), style->size, style->colour);
    const PangoGlyphString *glyphs = item->glyphs;

    for (int i = 0, next; i < glyphs->num_glyphs; i = next) {
        next = find_next(item, text + item->item->offset, i);
        add_cluster(self, run, item, text + item->item->offset, i, next, style, mark);
    }
    return run;
}

static const char *
target_at(const GPtrArray *spans, gsize offset)
{
    for (guint i = 0; spans != NULL && i < spans->len; i++) {
        const WbSpan *span = spans->pdata[i];
        if (span->kind == WB_SPAN_LINK && offset >= span->start && offset < span->end)
            return span->target;
    }
    return NULL;
}

static gboolean
is_place(const PangoGlyphItem *item, const char *text)
{
    return item->item->length == (int)strlen(PLACE_CHARACTER) &&
           memcmp(text + item->item->offset, PLACE_CHARACTER, strlen(PLACE_CHARACTER)) == 0;
}

/* Where the letters of one line stand inside its leading. */
static double
baseline_in(const WbStyle *style, double height)
{
    return height / 2 + 0.36 * style->size; /* capitals are centred: 0.714 em in Noto */
}

typedef struct {
    WbSetter *setter;
    WbParagraph *out;
    const char *text;
    const GPtrArray *spans;
    const WbStyle *style;
    const WbMark *mark;
    const WbGap *places;
    guint n_places;
} Setting;

static guint
count_places(const char *text, const char *end)
{
    guint n = 0;

    for (const char *at = text; (at = strstr(at, PLACE_CHARACTER)) != NULL && at < end; n++)
        at += strlen(PLACE_CHARACTER);
    return n;
}

/* Which of the text's places this is, from 0. Runs come from left to right, so that of two places
 * on one line of a right-to-left text the second comes first. */
static guint
place_of(const Setting *on, const PangoGlyphItem *item)
{
    return count_places(on->text, on->text + item->item->offset);
}

static void
add_place(Setting *on, guint n, double x, double width, double baseline)
{
    if (n >= on->out->places->len)
        return;
    double height = on->places[n].height;
    WbBox box = {x, baseline - 0.34 * on->style->size - height / 2, width, height};

    if (on->setter->fonts->rtl)
        box.x = on->out->width - x - width;
    g_array_index(on->out->places, WbBox, n) = box;
    g_array_index(on->out->lines, guint, n) = on->out->n_lines;
}

/* A line with places is high enough for them and a little air. */
static double
line_height(const Setting *on, const PangoLayoutLine *line)
{
    double height = on->style->leading;

    for (GSList *l = line->runs; l != NULL; l = l->next) {
        guint n = is_place(l->data, on->text) ? place_of(on, l->data) : G_MAXUINT;
        if (n < on->n_places)
            height = MAX(height, on->places[n].height + 5);
    }
    return height;
}

/* Adds one line whose box starts at @top; gives its height. */
static double
add_line(Setting *on, const PangoLayoutLine *line, double top, double start)
{
    double height = line_height(on, line), x = start;
    double baseline = top + baseline_in(on->style, height);

    for (GSList *l = line->runs; l != NULL; l = l->next) {
        PangoGlyphItem *item = l->data;
        double width = (double)pango_glyph_string_get_width(item->glyphs) / PANGO_SCALE;
        if (is_place(item, on->text)) {
            add_place(on, place_of(on, item), x, width, baseline);
        } else {
            WbRun *run = new_run(on->setter, item, on->text, on->style, on->mark);
            run->x = x;
            run->baseline = baseline;
            run->target = g_strdup(target_at(on->spans, item->item->offset));
            run->underlined = run->target != NULL && !on->style->quiet_links;
            width = run->width;
            g_ptr_array_add(on->out->runs, run);
        }
        x += width;
    }
    on->out->widest = MAX(on->out->widest, x - start);
    if (on->setter->fonts->rtl)
        x = on->out->width - start;
    g_array_append_val(on->out->ends, x);
    on->out->n_lines++;
    return height;
}

/* Text as Pango gets it: with what keeps numbers in their order. @spans move along; they are those
 * of a prose that is set once. */
static char *
dup_isolated(const WbSetter *self, const char *text, const GPtrArray *spans)
{
    g_autoptr(GArray) places = NULL;

    if (!self->fonts->rtl)
        return g_strdup(text);
    places = g_array_new(FALSE, FALSE, sizeof(gsize));
    char *out = wb_isolate_dup(text, places);
    for (guint i = 0; spans != NULL && i < spans->len; i++) {
        WbSpan *span = spans->pdata[i];
        span->start = wb_isolate_moved_start(places, span->start);
        span->end = wb_isolate_moved_end(places, span->end);
    }
    return out;
}

static WbParagraph *
set(WbSetter *self, const char *words, const GPtrArray *spans, const WbStyle *style, double width,
    const WbMark *mark, const WbGap *places, guint n_places)
{
    WbParagraph *out = g_new0(WbParagraph, 1);
    g_autofree char *text = dup_isolated(self, words, spans);
    g_autoptr(PangoLayout) layout = new_layout(self, text, spans, style, width, places, n_places);
    Setting on = {self, out, text, spans, style, mark, places, n_places};
    PangoLayoutIter *iter = pango_layout_get_iter(layout);

    out->width = width;
    out->shift = self->fonts->rtl && style->align == WB_ALIGN_START  ? 1
                 : style->align == WB_ALIGN_CENTRE                   ? 0.5
                 : !self->fonts->rtl && style->align == WB_ALIGN_END ? 1
                                                                     : 0;
    out->mark = mark;
    out->runs = g_ptr_array_new_with_free_func((GDestroyNotify)wb_run_free);
    out->places = g_array_new(FALSE, TRUE, sizeof(WbBox));
    out->lines = g_array_new(FALSE, TRUE, sizeof(guint));
    g_array_set_size(out->places, MIN(n_places, count_places(text, text + strlen(text))));
    g_array_set_size(out->lines, out->places->len);
    out->ends = g_array_new(FALSE, FALSE, sizeof(double));
    do {
        PangoRectangle box;
        pango_layout_iter_get_line_extents(iter, NULL, &box);
        out->height += add_line(&on, pango_layout_iter_get_line_readonly(iter), out->height,
                                (double)box.x / PANGO_SCALE);
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    return out;
}

/* Straight apostrophes are how people type; a page has the typographer's. Inches and quotes stay.
 */
static char *
dup_typographic(const char *prose)
{
    GString *out = g_string_new(NULL);
    gboolean in_target = FALSE; /* of a link: "](...)" is no text */

    for (const char *at = prose; *at != '\0'; at++) {
        gboolean after_letter = at > prose && (g_ascii_isalnum(at[-1]) || (guchar)at[-1] >= 0x80);
        if (at > prose && *at == '(' && at[-1] == ']')
            in_target = TRUE;
        else if (*at == ')')
            in_target = FALSE;
        if (*at == '\'' && after_letter && !in_target)
            g_string_append(out, "\xe2\x80\x99");
        else
            g_string_append_c(out, *at);
    }
    return g_string_free(out, FALSE);
}

WbParagraph *
wb_setter_set(WbSetter *self, const char *prose, const WbStyle *style, double width,
              const WbMark *mark, const WbGap *places, guint n_places)
{
    g_autofree char *typographic = dup_typographic(prose);
    g_autoptr(WbProse) parsed = wb_prose_parse(typographic, NULL, NULL);

    /* The loader has refused what does not parse; our own words have no marks. */
    return parsed == NULL
               ? set(self, typographic, NULL, style, width, mark, places, n_places)
               : set(self, parsed->plain, parsed->spans, style, width, mark, places, n_places);
}

WbParagraph *
wb_setter_set_plain(WbSetter *self, const char *text, const WbStyle *style, double width,
                    const WbMark *mark)
{
    g_autofree char *typographic = dup_typographic(text);

    return set(self, typographic, NULL, style, width, mark, NULL, 0);
}

static gboolean
find_character(WbSetter *self, gunichar character, const WbStyle *style)
{
    PangoFontDescription *description = describe(self, style);
    PangoFontset *fonts = pango_font_map_load_fontset(self->map, self->context, description,
                                                      pango_context_get_language(self->context));
    g_autoptr(PangoFont) font = pango_fontset_get_font(fonts, character);

    g_object_unref(fonts);
    pango_font_description_free(description);
    return font != NULL && pango_font_has_char(font, character);
}

gboolean
wb_setter_has(WbSetter *self, gunichar character, const WbStyle *style)
{
    gpointer key = GUINT_TO_POINTER(character);
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(self->has, key));

    if (known == 0) {
        known = 1 + (g_unichar_iszerowidth(character) || g_unichar_isspace(character) ||
                     find_character(self, character, style));
        g_hash_table_insert(self->has, key, GUINT_TO_POINTER(known));
    }
    return known == 2;
}

/* What no font has is a box, or where even that is missing a question mark. */
static char *
dup_drawable(WbSetter *self, const char *text, const WbStyle *style)
{
    const char *other = wb_setter_has(self, 0x25a1, style) ? "\xe2\x96\xa1" : "?";
    GString *out = g_string_new(NULL);

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        if (wb_setter_has(self, character, style))
            g_string_append_unichar(out, character);
        else
            g_string_append(out, other);
    }
    return g_string_free(out, FALSE);
}

WbParagraph *
wb_setter_set_typed(WbSetter *self, const char *text, const WbStyle *style, double width)
{
    WbStyle typed = *style;
    g_autofree char *drawable = dup_drawable(self, text, style);

    typed.typed = TRUE;
    return set(self, drawable, NULL, &typed, width, NULL, NULL, 0);
}

/* Without using any glyph: the caller's. */
static PangoLayout *
new_measure(WbSetter *self, const char *prose, const WbStyle *style, double width)
{
    g_autofree char *typographic = dup_typographic(prose);
    g_autoptr(WbProse) parsed = wb_prose_parse(typographic, NULL, NULL);
    const GPtrArray *spans = parsed != NULL ? parsed->spans : NULL;
    g_autofree char *text = dup_isolated(self, parsed != NULL ? parsed->plain : typographic, spans);

    return new_layout(self, text, spans, style, width, NULL, 0);
}

/* How wide the words become when they are set to a width. */
static double
measure_set(WbSetter *self, const char *prose, const WbStyle *style, double width)
{
    g_autoptr(PangoLayout) layout = new_measure(self, prose, style, width);
    int wide;

    pango_layout_get_size(layout, &wide, NULL);
    return (double)wide / PANGO_SCALE;
}

#define LEAST_EVEN 0.5 /* of the width */
#define EVEN_STEPS 5   /* halvings: to a sixtieth of the width */

/* The narrowest width on which the words take no more lines. */
static double
measure_even(WbSetter *self, const char *prose, const WbStyle *style, double width)
{
    g_autoptr(PangoLayout) layout = new_measure(self, prose, style, width);
    int lines = pango_layout_get_line_count(layout), wide;
    double less = width * LEAST_EVEN, good = width;

    for (guint i = 0; lines > 1 && i < EVEN_STEPS; i++) {
        double middle = (less + good) / 2;
        pango_layout_set_width(layout, (int)ceil(middle * PANGO_SCALE));
        pango_layout_get_size(layout, &wide, NULL);
        if (pango_layout_get_line_count(layout) > lines || wide > middle * PANGO_SCALE + 1)
            less = middle;
        else
            good = middle;
    }
    return good;
}

/* The same words are measured again and again: rows, heads and ticks of many tables. */
static double
measure(WbSetter *self, const char *prose, const WbStyle *style, double width,
        double (*how)(WbSetter *, const char *, const WbStyle *, double))
{
    g_autofree char *key = g_strdup_printf("%p %s %d %d %d %d %s", (void *)how, style->family,
                                           (int)(style->size * 100), style->bold, style->italic,
                                           (int)(width * 100), prose);
    double *known = g_hash_table_lookup(self->widths, key);

    if (known == NULL) {
        known = g_new(double, 1);
        *known = how(self, prose, style, width);
        g_hash_table_insert(self->widths, g_steal_pointer(&key), known);
    }
    return *known;
}

double
wb_setter_even_width(WbSetter *self, const char *prose, const WbStyle *style, double width)
{
    return measure(self, prose, style, width, measure_even);
}

double
wb_setter_least_width(WbSetter *self, const char *prose, const WbStyle *style)
{
    return measure(self, prose, style, 0, measure_set);
}

double
wb_setter_line_width(WbSetter *self, const char *prose, const WbStyle *style)
{
    return measure(self, prose, style, -1, measure_set);
}

void
wb_paragraph_widen(WbParagraph *self, double width)
{
    for (guint i = 0; i < self->runs->len; i++)
        ((WbRun *)self->runs->pdata[i])->x += self->shift * (width - self->width);
    self->width = width;
}

void
wb_paragraph_paint(const WbParagraph *self, WbContent *to, double x, double y, guint first,
                   guint end)
{
    for (guint i = first; i < MIN(end, self->runs->len); i++)
        wb_run_paint(self->runs->pdata[i], to, x, y);
}
