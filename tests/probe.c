#include "probe.h"

#include <stdarg.h>
#include <string.h>

#define PAGES 2

GBytes *
wb_probe_new_pdf(GPtrArray *objects, const char *trailer)
{
    GString *pdf = g_string_new("%PDF-1.7\n%\xc3\xa4\xc3\xb6\n");
    g_autoptr(GString) table = g_string_new(NULL);
    gsize start;

    for (guint i = 0; i < objects->len; i++) {
        g_string_append_printf(table, "%010" G_GSIZE_FORMAT " 00000 n \n", pdf->len);
        g_string_append_printf(pdf, "%u 0 obj\n%s\nendobj\n", i + 1, (char *)objects->pdata[i]);
    }
    start = pdf->len;
    g_string_append_printf(pdf, "xref\n0 %u\n0000000000 65535 f \n%s", objects->len + 1,
                           table->str);
    g_string_append_printf(
        pdf, "trailer\n<</Size %u /Root 1 0 R %s>>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
        objects->len + 1, trailer ? trailer : "", start);
    return g_string_free_to_bytes(pdf);
}

GHashTable *
wb_probe_new_values(const char *key, ...)
{
    GHashTable *values = g_hash_table_new(g_str_hash, g_str_equal);
    va_list list;

    va_start(list, key);
    while (key) {
        g_hash_table_insert(values, (gpointer)key, va_arg(list, gpointer));
        key = va_arg(list, const char *);
    }
    va_end(list);
    return values;
}

/* Returns the number of the object. */
static guint
add(GPtrArray *objects, char *object)
{
    g_ptr_array_add(objects, object);
    return objects->len;
}

static char *
dup_stream(const char *keys, const char *data)
{
    return g_strdup_printf("<<%s /Length %" G_GSIZE_FORMAT ">>\nstream\n%s\nendstream", keys,
                           strlen(data), data);
}

/* What is drawn: texts show the string of their value, boxes a cross. */
static char *
dup_appearance(GPtrArray *objects, const WbEditionWidget *widget, const char *value)
{
    g_autofree char *box = g_strdup_printf(
        "/Type /XObject /Subtype /Form /BBox [0 0 %d %d] /Resources <</Font <</F 2 0 R>>>>",
        (int)(widget->rect.right - widget->rect.left),
        (int)(widget->rect.top - widget->rect.bottom));
    g_autofree char *drawn = NULL;

    if (widget->on) {
        guint on = add(objects, dup_stream(box, "0 0 m 5 5 l S"));
        guint off = add(objects, dup_stream(box, ""));

        return g_strdup_printf("/AP <</N <</%s %u 0 R /Off %u 0 R>>>> /AS /%s", widget->on, on, off,
                               value && g_str_equal(value + 1, widget->on) ? widget->on : "Off");
    }
    drawn = g_strdup_printf("/Tx BMC q BT /F 8 Tf 2 3 Td %s Tj ET Q EMC", value ? value : "()");
    return g_strdup_printf("/AP <</N %u 0 R>>", add(objects, dup_stream(box, drawn)));
}

static char *
dup_widget(GPtrArray *objects, const WbEditionWidget *widget, const char *value)
{
    g_autofree char *appearance = dup_appearance(objects, widget, value);

    return g_strdup_printf("/Subtype /Widget /F 4 /P %u 0 R /Rect [%d %d %d %d] %s",
                           3 + widget->page, (int)widget->rect.left, (int)widget->rect.bottom,
                           (int)widget->rect.right, (int)widget->rect.top, appearance);
}

static char *
dup_field_keys(const WbEditionField *field, const char *value)
{
    g_autofree char *name = g_strdelimit(g_strdup(field->id), ".", '/');
    const WbEditionWidget *first = field->widgets->pdata[0];
    g_autofree char *v = value ? g_strdup_printf("/V %s", value) : g_strdup("");

    return g_strdup_printf("/FT /%s /T (%s) %s /DA (/F 10 Tf 0 g)", first->on ? "Btn" : "Tx", name,
                           v);
}

/* A field of one widget is one object; of several, a parent with kids. */
static guint
add_field(GPtrArray *objects, const WbEditionField *field, GHashTable *values, GString *annots[])
{
    const char *value = g_hash_table_lookup(values, field->id);
    g_autofree char *keys = dup_field_keys(field, value);
    g_autoptr(GString) kids = g_string_new(NULL);
    guint parent = add(objects, NULL);

    for (guint i = 0; i < field->widgets->len; i++) {
        const WbEditionWidget *widget = field->widgets->pdata[i];
        g_autofree char *own_key = g_strdup_printf("%s#%u", field->id, i);
        const char *own = g_hash_table_lookup(values, own_key);
        g_autofree char *dict = dup_widget(objects, widget, own ? own : value);
        guint number = parent;

        if (field->widgets->len == 1)
            objects->pdata[parent - 1] = g_strdup_printf("<<%s %s>>", keys, dict);
        else
            number = add(objects, g_strdup_printf("<<%s /Parent %u 0 R %s%s>>", dict, parent,
                                                  own ? "/V " : "", own ? own : ""));
        g_string_append_printf(kids, "%u 0 R ", number);
        g_string_append_printf(annots[widget->page - 1], "%u 0 R ", number);
    }
    if (field->widgets->len > 1)
        objects->pdata[parent - 1] = g_strdup_printf("<<%s /Kids [%s]>>", keys, kids->str);
    return parent;
}

static char *
dup_names(GPtrArray *objects, const char *attached)
{
    guint stream, file;

    if (!attached)
        return g_strdup("");
    stream = add(objects, dup_stream("/Type /EmbeddedFile", attached));
    file = add(objects, g_strdup_printf("<</Type /Filespec /F (%s) /UF (%s) /EF <</F %u 0 R>>>>",
                                        WB_EDITION_ATTACHMENT, WB_EDITION_ATTACHMENT, stream));
    return g_strdup_printf("/Names <</EmbeddedFiles <</Names [(%s) %u 0 R]>>>>",
                           WB_EDITION_ATTACHMENT, file);
}

/* Objects: 1 catalog, 2 font, 3 page tree, 4.. pages, then the page's contents, Info, the rest. */
GPtrArray *
wb_probe_new_form(const WbEdition *edition, GHashTable *values, const char *keywords,
                  const char *attached)
{
    GPtrArray *objects = g_ptr_array_new_with_free_func(g_free);
    GString *annots[PAGES] = {g_string_new(NULL), g_string_new(NULL)};
    g_autoptr(GString) fields = g_string_new(NULL);
    g_autofree char *names = NULL, *footer = NULL;

    g_ptr_array_set_size(objects, 3 + PAGES);
    footer =
        g_strdup_printf("BT /F 8 Tf 72 30 Td (Community - page 1 of 2 - %s) Tj ET", edition->code);
    add(objects, dup_stream("", footer));
    add(objects, g_strdup_printf("<</Title (Community) %s%s%s>>", keywords ? "/Keywords (" : "",
                                 keywords ? keywords : "", keywords ? ")" : ""));
    for (guint i = 0; i < edition->fields->len; i++)
        g_string_append_printf(fields, "%u 0 R ",
                               add_field(objects, edition->fields->pdata[i], values, annots));
    names = dup_names(objects, attached);
    objects->pdata[0] = g_strdup_printf("<</Type /Catalog /Pages 3 0 R %s /AcroForm <</Fields [%s] "
                                        "/DR <</Font <</F 2 0 R>>>>>>>>",
                                        names, fields->str);
    objects->pdata[1] = g_strdup("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>");
    objects->pdata[2] = g_strdup("<</Type /Pages /Count 2 /Kids [4 0 R 5 0 R]>>");
    for (guint i = 0; i < PAGES; i++) {
        objects->pdata[3 + i] =
            g_strdup_printf("<</Type /Page /Parent 3 0 R /MediaBox [0 0 612 792] /Contents 6 0 R "
                            "/Resources <</Font <</F 2 0 R>>>> /Annots [%s]>>",
                            annots[i]->str);
        g_string_free(annots[i], TRUE);
    }
    return objects;
}

GBytes *
wb_probe_new_return(const WbEdition *edition, GHashTable *values)
{
    g_autofree char *keywords = g_strconcat(WB_EDITION_KEYWORD, edition->fingerprint, NULL);
    g_autoptr(GPtrArray) objects = wb_probe_new_form(edition, values, keywords, NULL);

    return wb_probe_new_pdf(objects, "/Info 7 0 R");
}

typedef struct {
    const char *id;
    WbKind kind;
    guint page;
    const char *options; /* codes apart by spaces */
    gboolean mirrored;
    const char *row, *column, *role, *tally;
} Row;

static const Row rows[] = {
    {"participant.name", WB_KIND_TEXT, 1, NULL, FALSE, NULL, NULL, "participant", "none"},
    {"values.1", WB_KIND_TEXT, 1, NULL, TRUE, NULL, NULL, NULL, "words"},
    {"values.2", WB_KIND_LINES, 1, NULL, FALSE, NULL, NULL, NULL, "words"},
    {"team.members", WB_KIND_NUMBER, 1, NULL, TRUE, NULL, NULL, NULL, "mean"},
    {"team.since", WB_KIND_DATE, 1, NULL, FALSE, NULL, NULL, NULL, NULL},
    {"team.commitment", WB_KIND_SCALE, 1, "1 2 3", TRUE, NULL, NULL, NULL, "mean"},
    {"crisis.safety.provider", WB_KIND_TEXT, 2, NULL, FALSE, "safety", "provider", "provider",
     NULL},
    {"crisis.safety.minor", WB_KIND_CHECK, 2, NULL, FALSE, "safety", "minor", "population", NULL},
    {"crisis.safety.adult", WB_KIND_CHECK, 2, NULL, FALSE, "safety", "adult", "population", NULL},
    {"crisis.safety.partner", WB_KIND_YES_NO, 2, "yes no", FALSE, "safety", "partner",
     "partnership", NULL},
    {"crisis.hotel.minor", WB_KIND_CHECK, 2, NULL, FALSE, "hotel", "minor", "population", NULL},
};

static void
add_widget(WbEditionField *field, guint page, double left, double bottom, const char *on,
           gboolean mirror)
{
    WbEditionWidget *widget = g_new0(WbEditionWidget, 1);

    widget->page = page;
    widget->rect = (WbRect){left, bottom, left + (on ? 10 : 200), bottom + 14};
    widget->input = !mirror;
    widget->in = mirror ? g_strdup("circle.values") : NULL;
    widget->on = g_strdup(on);
    widget->font = on ? 0 : 10;
    g_ptr_array_add(field->widgets, widget);
}

/* One line of widgets from @bottom up: inputs at the left, mirrors at the right. */
static void
add_widgets(WbEditionField *field, const Row *row, double bottom)
{
    static const char *const check[] = {"on", NULL};
    static const char *const text[] = {NULL};
    g_auto(GStrv) codes = row->options ? g_strsplit(row->options, " ", 0) : NULL;
    const char *const *on = codes                        ? (const char *const *)codes
                            : row->kind == WB_KIND_CHECK ? check
                                                         : text;

    for (int mirror = 0; mirror <= row->mirrored; mirror++) {
        guint i = 0;

        do
            add_widget(field, row->page, 40 + 260 * mirror + 12 * i, bottom, on[i], mirror);
        while (on[i] && on[++i]);
    }
}

static void
add_row(WbEdition *edition, const Row *row)
{
    WbEditionField *field = wb_edition_field_new();
    g_auto(GStrv) codes = row->options ? g_strsplit(row->options, " ", 0) : NULL;

    field->id = g_strdup(row->id);
    field->kind = row->kind;
    field->label = g_strdup(row->id);
    field->page = g_strdup_printf("page-%u", row->page);
    field->table = row->row ? g_strdup("crisis") : NULL;
    field->row = g_strdup(row->row);
    field->column = g_strdup(row->column);
    field->role = g_strdup(row->role);
    field->tally = g_strdup(row->tally);
    field->max = row->kind == WB_KIND_NUMBER ? 500 : 0;
    for (guint i = 0; codes && codes[i]; i++)
        wb_edition_field_add_option(field, codes[i], codes[i]);
    add_widgets(field, row, 700 - 30.0 * edition->fields->len);
    g_ptr_array_add(edition->fields, field);
}

WbEdition *
wb_probe_new_edition(const char *language)
{
    WbEdition *self = wb_edition_new();
    char **texts[] = {&self->workbook, &self->title, &self->version, &self->paper,
                      &self->direction};
    static const char *const values[] = {"probe-book", "Probe", "1.0", "letter", "ltr"};

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = g_strdup(values[i]);
    self->language = g_strdup(language);
    for (guint i = 0; i < PAGES; i++) {
        WbEditionPage *page = g_new0(WbEditionPage, 1);

        page->number = i + 1;
        page->id = g_strdup_printf("page-%u", i + 1);
        page->width = 612;
        page->height = 792;
        g_ptr_array_add(self->pages, page);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        add_row(self, &rows[i]);
    wb_edition_seal(self);
    return self;
}
