#include "text.h"

#include <math.h>
#include <pango/pangofc-font.h>
#include <pango/pangoft2.h>
#include <string.h>

#include "prose.h"

#define PLACE_CHARACTER "\xef\xbf\xbc" /* U+FFFC */

/* One glyph as it is painted; texts point into the run's own. */
typedef struct {
    guint glyph;
    double advance, dx, dy; /* points */
} Glyph;

/* Glyphs that belong to one stretch of text. Where ToUnicode cannot say it, ActualText does. */
typedef struct {
    guint first, count; /* of the run's glyphs */
    char *actual;       /* or NULL */
} Cluster;

struct _WbRun {
    WbFace *face;
    double size, x, baseline, width, ascent;
    guint32 colour;
    GArray *glyphs;   /* of Glyph */
    GArray *clusters; /* of Cluster */
    char *target;     /* of a link, or NULL */
    gboolean underlined;
};

struct _WbSetter {
    WbFaces *faces;
    PangoFontMap *map;
    PangoContext *context;
    GHashTable *known;  /* PangoFont -> WbFace, both lent */
    GPtrArray *missing; /* of char*, owned: a complaint a text about characters that no font has */
};

G_DEFINE_QUARK(wb_text_error, wb_text_error)

static void
cluster_clear(gpointer data)
{
    g_free(((Cluster *)data)->actual);
}

static void
run_free(WbRun *self)
{
    g_array_unref(self->glyphs);
    g_array_unref(self->clusters);
    g_free(self->target);
    g_free(self);
}

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

WbSetter *
wb_setter_new(WbFaces *faces, const char *language, gboolean rtl)
{
    WbSetter *self = g_new0(WbSetter, 1);

    self->faces = faces;
    self->map = pango_ft2_font_map_new();
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(self->map), 72, 72);
    self->context = pango_font_map_create_context(self->map);
    pango_context_set_language(self->context, pango_language_from_string(language));
    pango_context_set_base_dir(self->context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(self->context, FALSE);
    self->known = g_hash_table_new_full(NULL, NULL, g_object_unref, NULL);
    self->missing = g_ptr_array_new_with_free_func(g_free);
    return self;
}

void
wb_setter_free(WbSetter *self)
{
    if (self == NULL)
        return;
    g_hash_table_unref(self->known);
    g_object_unref(self->context);
    g_object_unref(self->map);
    g_ptr_array_unref(self->missing);
    g_free(self);
}

gboolean
wb_setter_check(const WbSetter *self, GError **error)
{
    if (self->missing->len == 0)
        return TRUE;
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < self->missing->len; i++)
        g_string_append_printf(all, "%s%s", i > 0 ? "\n" : "", (char *)self->missing->pdata[i]);
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
describe(const WbStyle *style)
{
    PangoFontDescription *out = pango_font_description_new();

    pango_font_description_set_family(out, style->family);
    pango_font_description_set_absolute_size(out, style->size * PANGO_SCALE);
    pango_font_description_set_weight(out, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(out, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    return out;
}

WbFace *
wb_setter_face(WbSetter *self, const WbStyle *style)
{
    PangoFontDescription *description = describe(style);
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
add_spans(PangoAttrList *list, const GPtrArray *spans)
{
    for (guint i = 0; i < spans->len; i++) {
        const WbSpan *span = spans->pdata[i];
        if (span->kind == WB_SPAN_BOLD)
            add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), span->start, span->end);
        else if (span->kind == WB_SPAN_ITALIC)
            add_attribute(list, pango_attr_style_new(PANGO_STYLE_ITALIC), span->start, span->end);
        else
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
    PangoLayout *layout = pango_layout_new(self->context);
    PangoFontDescription *description = describe(style);
    PangoAttrList *attributes = pango_attr_list_new();

    if (spans != NULL)
        add_spans(attributes, spans);
    add_places(attributes, text, style->size, places, n_places);
    pango_layout_set_font_description(layout, description);
    pango_layout_set_attributes(layout, attributes);
    pango_layout_set_alignment(layout, alignments[style->align]);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    pango_layout_set_width(layout, width < 0 ? -1 : (int)ceil(width * PANGO_SCALE));
    pango_layout_set_text(layout, text, -1);
    pango_attr_list_unref(attributes);
    pango_font_description_free(description);
    return layout;
}

/* Once a text: it is set several times, and a script that is missing has many characters. */
static void
note_missing(WbSetter *self, const char *text, const WbMark *mark, const WbStyle *style)
{
    gunichar character = g_utf8_get_char(text);
    g_autofree char *place =
        mark != NULL ? g_strdup_printf("%s:%u:%u: ", mark->path, mark->line, mark->column)
                     : g_strdup("(built in): ");
    char utf8[7] = "";

    for (guint i = 0; i < self->missing->len; i++)
        if (g_str_has_prefix(self->missing->pdata[i], place))
            return;
    g_unichar_to_utf8(character, utf8);
    g_ptr_array_add(self->missing,
                    g_strdup_printf("%sno font has the character %s (U+%04X), %s was tried", place,
                                    utf8, character, style->family));
}

/* The clusters of a run in the order of its glyphs: texts come from the clusters' byte offsets. */
static void
add_clusters(WbSetter *self, WbRun *run, const PangoGlyphString *glyphs, const char *text,
             int text_length, gboolean rtl)
{
    for (int i = 0; i < glyphs->num_glyphs;) {
        int start = glyphs->log_clusters[i], end = text_length, k = i;
        while (k < glyphs->num_glyphs && glyphs->log_clusters[k] == start)
            k++;
        if (!rtl && k < glyphs->num_glyphs)
            end = glyphs->log_clusters[k];
        else if (rtl && i > 0)
            end = glyphs->log_clusters[i - 1];
        Cluster cluster = {i, k - i, NULL};
        gboolean said =
            k - i == 1 && wb_face_use(run->face, g_array_index(run->glyphs, Glyph, i).glyph,
                                      text + start, end - start);
        for (int n = i; !said && n < k; n++)
            wb_face_use(run->face, g_array_index(run->glyphs, Glyph, n).glyph, text + start,
                        end - start);
        if (!said)
            cluster.actual = g_strndup(text + start, end - start);
        g_array_append_val(run->clusters, cluster);
        i = k;
    }
}

static WbRun *
new_run(WbSetter *self, const PangoGlyphItem *item, const char *text, const WbStyle *style,
        const WbMark *mark)
{
    WbRun *run = g_new0(WbRun, 1);
    const PangoGlyphString *glyphs = item->glyphs;
    const char *start = text + item->item->offset;

    run->face = face_of(self, item->item->analysis.font);
    run->size = style->size;
    run->colour = style->colour;
    run->glyphs = g_array_new(FALSE, FALSE, sizeof(Glyph));
    run->clusters = g_array_new(FALSE, FALSE, sizeof(Cluster));
    g_array_set_clear_func(run->clusters, cluster_clear);
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        Glyph glyph = {info->glyph, (double)info->geometry.width / PANGO_SCALE,
                       (double)info->geometry.x_offset / PANGO_SCALE,
                       (double)info->geometry.y_offset / PANGO_SCALE};
        const char *at = start + glyphs->log_clusters[i];
        if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
            note_missing(self, at, mark, style);
            glyph.glyph = 0;
        } else if (info->glyph == PANGO_GLYPH_EMPTY) {
            /* Pango empties the space at a line's end: a reader of the text still wants it. */
            hb_codepoint_t space = 0;
            hb_font_get_nominal_glyph(pango_font_get_hb_font(item->item->analysis.font), ' ',
                                      &space);
            glyph.glyph = space;
            glyph.advance = 0;
        }
        run->width += glyph.advance;
        g_array_append_val(run->glyphs, glyph);
    }
    add_clusters(self, run, glyphs, start, item->item->length, item->item->analysis.level % 2 == 1);
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

static void
add_place(Setting *on, double x, double width, double baseline)
{
    guint n = on->out->places->len;
    double height = n < on->n_places ? on->places[n].height : 0;
    WbBox box = {x, baseline - 0.34 * on->style->size - height / 2, width, height};

    g_array_append_val(on->out->places, box);
    g_array_append_val(on->out->lines, on->out->n_lines);
}

/* A line with places is high enough for them and a little air. */
static double
line_height(const Setting *on, const PangoLayoutLine *line)
{
    double height = on->style->leading;
    guint place = on->out->places->len;

    for (GSList *l = line->runs; l != NULL; l = l->next) {
        if (!is_place(l->data, on->text) || place >= on->n_places)
            continue;
        height = MAX(height, on->places[place].height + 5);
        place++;
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
            add_place(on, x, width, baseline);
        } else {
            WbRun *run = new_run(on->setter, item, on->text, on->style, on->mark);
            run->x = x;
            run->baseline = baseline;
            run->ascent = on->style->size;
            run->target = g_strdup(target_at(on->spans, item->item->offset));
            run->underlined = run->target != NULL && !on->style->quiet_links;
            width = run->width;
            g_ptr_array_add(on->out->runs, run);
        }
        x += width;
    }
    on->out->widest = MAX(on->out->widest, x - start);
    g_array_append_val(on->out->ends, x);
    on->out->n_lines++;
    return height;
}

static WbParagraph *
set(WbSetter *self, const char *text, const GPtrArray *spans, const WbStyle *style, double width,
    const WbMark *mark, const WbGap *places, guint n_places)
{
    WbParagraph *out = g_new0(WbParagraph, 1);
    g_autoptr(PangoLayout) layout = new_layout(self, text, spans, style, width, places, n_places);
    Setting on = {self, out, text, spans, style, mark, places, n_places};
    PangoLayoutIter *iter = pango_layout_get_iter(layout);

    out->width = width;
    out->mark = mark;
    out->runs = g_ptr_array_new_with_free_func((GDestroyNotify)run_free);
    out->places = g_array_new(FALSE, FALSE, sizeof(WbBox));
    out->lines = g_array_new(FALSE, FALSE, sizeof(guint));
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

/* Measures without using any glyph. */
static double
measure(WbSetter *self, const char *prose, const WbStyle *style, double width)
{
    g_autoptr(WbProse) parsed = wb_prose_parse(prose, NULL, NULL);
    g_autoptr(PangoLayout) layout =
        new_layout(self, parsed != NULL ? parsed->plain : prose,
                   parsed != NULL ? parsed->spans : NULL, style, width, NULL, 0);
    int wide;

    pango_layout_get_size(layout, &wide, NULL);
    return (double)wide / PANGO_SCALE;
}

double
wb_setter_least_width(WbSetter *self, const char *prose, const WbStyle *style)
{
    return measure(self, prose, style, 0);
}

double
wb_setter_line_width(WbSetter *self, const char *prose, const WbStyle *style)
{
    return measure(self, prose, style, -1);
}

/* --- painting ------------------------------------------------------------------------------- */

static void
begin_actual(WbContent *to, const char *text)
{
    glong units = 0;
    g_autofree gunichar2 *utf16 = g_utf8_to_utf16(text, -1, NULL, &units, NULL);

    g_string_append(to->ops, "/Span <</ActualText<FEFF");
    for (glong i = 0; i < units; i++)
        g_string_append_printf(to->ops, "%04X", utf16[i]);
    g_string_append(to->ops, ">>> BDC\n");
}

/* A TJ array under way: where the pen is by the widths in /W, and where Pango wants it. */
typedef struct {
    WbContent *to;
    double size, pen, wanted; /* points */
    gboolean open, in_string;
} Showing;

static void
end_string(Showing *in)
{
    if (in->in_string)
        g_string_append_c(in->to->ops, '>');
    in->in_string = FALSE;
}

static void
end_array(Showing *in)
{
    end_string(in);
    if (in->open)
        wb_content_op(in->to, "]TJ");
    in->open = FALSE;
}

static void
show_glyph(Showing *in, WbFace *face, const Glyph *glyph)
{
    double off = (in->pen - in->wanted - glyph->dx) / in->size * 1000;

    if (!in->open)
        g_string_append_c(in->to->ops, '[');
    in->open = TRUE;
    if (fabs(off) >= 0.5) {
        end_string(in);
        wb_content_number(in->to, off);
        in->pen -= round(off * 1000) / 1e6 * in->size;
    }
    if (!in->in_string)
        g_string_append_c(in->to->ops, '<');
    in->in_string = TRUE;
    g_string_append_printf(in->to->ops, "%04X", glyph->glyph);
    in->pen += wb_face_width(face, glyph->glyph) / 1000.0 * in->size;
    in->wanted += glyph->advance;
}

static void
set_rise(Showing *in, double *rise, double wanted)
{
    if (*rise == wanted)
        return;
    end_array(in);
    wb_content_number(in->to, wanted);
    wb_content_op(in->to, "Ts");
    *rise = wanted;
}

static void
paint_run(const WbRun *run, WbContent *to, double x, double y)
{
    Showing showing = {to, run->size, 0, 0, FALSE, FALSE};
    double rise = 0;

    wb_content_fill_colour(to, run->colour);
    g_string_append_printf(to->ops, "BT /%s ", wb_face_name(run->face));
    wb_content_number(to, run->size);
    g_string_append(to->ops, "Tf ");
    wb_content_number(to, x + run->x);
    wb_content_number(to, to->height - y - run->baseline);
    wb_content_op(to, "Td");
    for (guint i = 0; i < run->clusters->len; i++) {
        const Cluster *cluster = &g_array_index(run->clusters, Cluster, i);
        if (cluster->actual != NULL) {
            end_array(&showing);
            begin_actual(to, cluster->actual);
        }
        for (guint k = cluster->first; k < cluster->first + cluster->count; k++) {
            const Glyph *glyph = &g_array_index(run->glyphs, Glyph, k);
            set_rise(&showing, &rise, -glyph->dy);
            show_glyph(&showing, run->face, glyph);
        }
        if (cluster->actual != NULL) {
            end_array(&showing);
            wb_content_op(to, "EMC");
        }
    }
    end_array(&showing);
    set_rise(&showing, &rise, 0);
    wb_content_op(to, "ET");
}

/* A link is known by a line below it, not by a colour alone. */
static void
underline(const WbRun *run, WbContent *to, double x, double y)
{
    wb_content_rectangle(to, &(WbBox){x + run->x, y + run->baseline + 0.1 * run->size, run->width,
                                      0.05 * run->size});
    wb_content_op(to, "f");
}

void
wb_paragraph_paint(const WbParagraph *self, WbContent *to, double x, double y, guint first,
                   guint end)
{
    for (guint i = first; i < MIN(end, self->runs->len); i++) {
        const WbRun *run = self->runs->pdata[i];
        paint_run(run, to, x, y);
        if (run->underlined)
            underline(run, to, x, y);
    }
}
