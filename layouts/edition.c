#include "edition.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "code.h"
#include "digest.h"
#include "json.h"

#define FORMAT 1
#define MOST_BYTES (8 * 1024 * 1024)
#define MOST_FIELDS 20000

G_DEFINE_QUARK(wb_edition_error, wb_edition_error)

static GPtrArray *
new_list(GDestroyNotify destroy)
{
    return g_ptr_array_new_with_free_func(destroy);
}

static gpointer
widget_new(void)
{
    return g_new0(WbEditionWidget, 1);
}

static void
widget_free(gpointer data)
{
    WbEditionWidget *self = data;

    g_free(self->in);
    g_free(self->on);
    g_free(self);
}

static gpointer
option_new(void)
{
    return g_new0(WbEditionOption, 1);
}

static void
option_free(gpointer data)
{
    WbEditionOption *self = data;

    g_free(self->code);
    g_free(self->label);
    g_free(self);
}

static void
field_free(gpointer data)
{
    WbEditionField *self = data;
    char *texts[] = {self->id,  self->label, self->question, self->page,       self->table,
                     self->row, self->role,  self->need,     self->population, self->tally,
                     self->was, self->other, self->column};

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_clear_pointer(&self->options, g_ptr_array_unref);
    g_clear_pointer(&self->widgets, g_ptr_array_unref);
    g_free(self);
}

WbEditionField *
wb_edition_field_new(void)
{
    WbEditionField *self = g_new0(WbEditionField, 1);

    self->widgets = new_list(widget_free);
    return self;
}

void
wb_edition_field_add_option(WbEditionField *self, const char *code, const char *label)
{
    WbEditionOption *option = option_new();

    option->code = g_strdup(code);
    option->label = g_strdup(label);
    if (!self->options)
        self->options = new_list(option_free);
    g_ptr_array_add(self->options, option);
}

static gpointer
page_new(void)
{
    return g_new0(WbEditionPage, 1);
}

static void
page_free(gpointer data)
{
    WbEditionPage *self = data;

    g_free(self->id);
    g_free(self->title);
    g_free(self->part);
    g_free(self->section);
    g_free(self);
}

static gpointer
section_new(void)
{
    return g_new0(WbEditionSection, 1);
}

static void
section_free(gpointer data)
{
    WbEditionSection *self = data;

    g_free(self->id);
    g_free(self->label);
    g_free(self);
}

static gpointer
row_new(void)
{
    return g_new0(WbEditionRow, 1);
}

static void
row_free(gpointer data)
{
    WbEditionRow *self = data;

    g_free(self->id);
    g_free(self->label);
    g_free(self->need);
    g_free(self->same_need);
    g_free(self->related);
    g_free(self);
}

static gpointer
column_new(void)
{
    return g_new0(WbEditionColumn, 1);
}

static void
column_free(gpointer data)
{
    WbEditionColumn *self = data;

    g_free(self->id);
    g_free(self->label);
    g_free(self->role);
    g_free(self->population);
    g_free(self->head);
    g_free(self);
}

static void
table_free(gpointer data)
{
    WbEditionTable *self = data;

    g_free(self->id);
    g_free(self->page);
    g_free(self->label);
    g_ptr_array_unref(self->rows);
    g_ptr_array_unref(self->columns);
    g_free(self);
}

WbEditionTable *
wb_edition_table_new(void)
{
    WbEditionTable *self = g_new0(WbEditionTable, 1);

    self->rows = new_list(row_free);
    self->columns = new_list(column_free);
    return self;
}

static void
piece_free(gpointer data)
{
    WbEditionPiece *self = data;

    g_free(self->id);
    g_free(self->label);
    g_free(self->outline);
    g_free(self->need);
    g_ptr_array_unref(self->shows);
    g_free(self);
}

WbEditionPiece *
wb_edition_piece_new(void)
{
    WbEditionPiece *self = g_new0(WbEditionPiece, 1);

    self->shows = new_list(g_free);
    return self;
}

static void
shape_free(gpointer data)
{
    WbEditionShape *self = data;

    g_free(self->id);
    g_free(self->label);
    g_ptr_array_unref(self->pieces);
    g_free(self);
}

WbEditionShape *
wb_edition_shape_new(void)
{
    WbEditionShape *self = g_new0(WbEditionShape, 1);

    self->pieces = new_list(piece_free);
    return self;
}

WbEdition *
wb_edition_new(void)
{
    WbEdition *self = g_new0(WbEdition, 1);

    self->nothing = new_list(g_free);
    self->sections = new_list(section_free);
    self->pages = new_list(page_free);
    self->fields = new_list(field_free);
    self->tables = new_list(table_free);
    self->shapes = new_list(shape_free);
    return self;
}

void
wb_edition_free(WbEdition *self)
{
    char *texts[] = {self->workbook, self->title,     self->version, self->language,
                     self->paper,    self->direction, self->code,    self->fingerprint};
    GPtrArray *lists[] = {self->nothing, self->sections, self->pages,
                          self->fields,  self->tables,   self->shapes};

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
        g_ptr_array_unref(lists[i]);
    g_free(self);
}

static const char *
kind_name(int kind)
{
    return wb_kind_name((WbKind)kind);
}

static const char *
shape_kind_name(int kind)
{
    static const char *const names[] = {[WB_SHAPE_CIRCLE] = "circle", [WB_SHAPE_PUZZLE] = "puzzle"};

    return names[kind];
}

typedef gpointer (*Create)(void);

static gboolean
read_format(gpointer self, const WbJson *value)
{
    gint64 format;

    return wb_json_get_integer(value, &format) && format == FORMAT;
}

static void
write_format(gconstpointer self, const char *key, GString *out)
{
    wb_json_write_key(out, key);
    g_string_append_printf(out, "%d", FORMAT);
}

/* One row a key: its name, its type, its member, and whether an edition is none without it. */
#define KEY(type, key, kind, member, needed)                                                       \
    {                                                                                              \
        key, WB_JSON_##kind, G_STRUCT_OFFSET(type, member), needed, 0, NULL, NULL, NULL, NULL      \
    }
#define NUMBERS(type, key, member, count, needed)                                                  \
    {                                                                                              \
        key, WB_JSON_NUMBERS, G_STRUCT_OFFSET(type, member), needed, count, NULL, NULL, NULL, NULL \
    }
#define NAME(type, key, member, names, count)                                                      \
    {                                                                                              \
        key, WB_JSON_NAME, G_STRUCT_OFFSET(type, member), TRUE, count, names, NULL, NULL, NULL     \
    }
#define LIST(type, key, member, needed, of)                                                        \
    {                                                                                              \
        key, WB_JSON_STRUCTS, G_STRUCT_OFFSET(type, member), needed, 0, NULL, of, NULL, NULL       \
    }
#define END                                                                                        \
    {                                                                                              \
        NULL, WB_JSON_CUSTOM, 0, FALSE, 0, NULL, NULL, NULL, NULL                                  \
    }

static const WbJsonKey widget_keys[] = {
    KEY(WbEditionWidget, "page", COUNT, page, TRUE),
    NUMBERS(WbEditionWidget, "rect", rect, 4, TRUE),
    KEY(WbEditionWidget, "input", FLAG, input, FALSE),
    KEY(WbEditionWidget, "in", STRING, in, FALSE),
    KEY(WbEditionWidget, "font", NUMBER, font, FALSE),
    KEY(WbEditionWidget, "multiline", FLAG, multiline, FALSE),
    KEY(WbEditionWidget, "on", STRING, on, FALSE),
    END,
};
static const WbJsonStruct widget_struct = {widget_new, widget_free, widget_keys};

static const WbJsonKey option_keys[] = {
    KEY(WbEditionOption, "code", STRING, code, TRUE),
    KEY(WbEditionOption, "label", STRING, label, FALSE),
    END,
};
static const WbJsonStruct option_struct = {option_new, option_free, option_keys};

static const WbJsonKey field_keys[] = {
    KEY(WbEditionField, "id", STRING, id, TRUE),
    NAME(WbEditionField, "kind", kind, kind_name, WB_KIND_DATE + 1),
    KEY(WbEditionField, "label", STRING, label, FALSE),
    KEY(WbEditionField, "question", STRING, question, FALSE),
    KEY(WbEditionField, "page", STRING, page, TRUE),
    KEY(WbEditionField, "table", STRING, table, FALSE),
    KEY(WbEditionField, "row", STRING, row, FALSE),
    KEY(WbEditionField, "column", STRING, column, FALSE),
    KEY(WbEditionField, "role", STRING, role, FALSE),
    KEY(WbEditionField, "need", STRING, need, FALSE),
    KEY(WbEditionField, "population", STRING, population, FALSE),
    KEY(WbEditionField, "tally", STRING, tally, FALSE),
    KEY(WbEditionField, "was", STRING, was, FALSE),
    KEY(WbEditionField, "other", STRING, other, FALSE),
    KEY(WbEditionField, "sensitive", FLAG, sensitive, FALSE),
    KEY(WbEditionField, "min", INT, min, FALSE),
    KEY(WbEditionField, "max", INT, max, FALSE),
    LIST(WbEditionField, "options", options, FALSE, &option_struct),
    LIST(WbEditionField, "widgets", widgets, TRUE, &widget_struct),
    END,
};
static const WbJsonStruct field_struct = {(Create)wb_edition_field_new, field_free, field_keys};

static const WbJsonKey page_keys[] = {
    KEY(WbEditionPage, "number", COUNT, number, TRUE),
    KEY(WbEditionPage, "id", STRING, id, TRUE),
    KEY(WbEditionPage, "title", STRING, title, FALSE),
    KEY(WbEditionPage, "part", STRING, part, FALSE),
    KEY(WbEditionPage, "section", STRING, section, FALSE),
    NUMBERS(WbEditionPage, "size", width, 2, TRUE),
    END,
};
static const WbJsonStruct page_struct = {page_new, page_free, page_keys};
G_STATIC_ASSERT(G_STRUCT_OFFSET(WbEditionPage, height) ==
                G_STRUCT_OFFSET(WbEditionPage, width) + sizeof(double));

static const WbJsonKey section_keys[] = {
    KEY(WbEditionSection, "id", STRING, id, TRUE),
    KEY(WbEditionSection, "label", STRING, label, FALSE),
    END,
};
static const WbJsonStruct section_struct = {section_new, section_free, section_keys};

static const WbJsonKey row_keys[] = {
    KEY(WbEditionRow, "id", STRING, id, TRUE),
    KEY(WbEditionRow, "label", STRING, label, FALSE),
    KEY(WbEditionRow, "need", STRING, need, FALSE),
    KEY(WbEditionRow, "same-need", STRING, same_need, FALSE),
    KEY(WbEditionRow, "related", STRING, related, FALSE),
    END,
};
static const WbJsonStruct row_struct = {row_new, row_free, row_keys};

static const WbJsonKey column_keys[] = {
    KEY(WbEditionColumn, "id", STRING, id, TRUE),
    KEY(WbEditionColumn, "label", STRING, label, FALSE),
    KEY(WbEditionColumn, "role", STRING, role, FALSE),
    KEY(WbEditionColumn, "population", STRING, population, FALSE),
    KEY(WbEditionColumn, "head", STRING, head, FALSE),
    END,
};
static const WbJsonStruct column_struct = {column_new, column_free, column_keys};

static const WbJsonKey table_keys[] = {
    KEY(WbEditionTable, "id", STRING, id, TRUE),
    KEY(WbEditionTable, "page", STRING, page, TRUE),
    KEY(WbEditionTable, "label", STRING, label, FALSE),
    LIST(WbEditionTable, "rows", rows, TRUE, &row_struct),
    LIST(WbEditionTable, "columns", columns, TRUE, &column_struct),
    END,
};
static const WbJsonStruct table_struct = {(Create)wb_edition_table_new, table_free, table_keys};

static const WbJsonKey piece_keys[] = {
    KEY(WbEditionPiece, "id", STRING, id, TRUE),
    KEY(WbEditionPiece, "label", STRING, label, FALSE),
    KEY(WbEditionPiece, "outline", STRING, outline, FALSE),
    KEY(WbEditionPiece, "shows", STRINGS, shows, TRUE),
    KEY(WbEditionPiece, "need", STRING, need, FALSE),
    END,
};
static const WbJsonStruct piece_struct = {(Create)wb_edition_piece_new, piece_free, piece_keys};

static const WbJsonKey shape_keys[] = {
    KEY(WbEditionShape, "id", STRING, id, TRUE),
    NAME(WbEditionShape, "kind", kind, shape_kind_name, WB_SHAPE_PUZZLE + 1),
    KEY(WbEditionShape, "page", COUNT, page, TRUE),
    KEY(WbEditionShape, "label", STRING, label, FALSE),
    LIST(WbEditionShape, "pieces", pieces, TRUE, &piece_struct),
    END,
};
static const WbJsonStruct shape_struct = {(Create)wb_edition_shape_new, shape_free, shape_keys};

static const WbJsonKey edition_keys[] = {
    {"edition", WB_JSON_CUSTOM, 0, TRUE, 0, NULL, NULL, read_format, write_format},
    KEY(WbEdition, "workbook", STRING, workbook, TRUE),
    KEY(WbEdition, "title", STRING, title, TRUE),
    KEY(WbEdition, "version", STRING, version, TRUE),
    KEY(WbEdition, "language", STRING, language, TRUE),
    KEY(WbEdition, "paper", STRING, paper, TRUE),
    KEY(WbEdition, "direction", STRING, direction, TRUE),
    KEY(WbEdition, "code", STRING, code, TRUE),
    KEY(WbEdition, "fingerprint", STRING, fingerprint, TRUE),
    NUMBERS(WbEdition, "footer", footer, 4, FALSE),
    KEY(WbEdition, "nothing", STRINGS, nothing, FALSE),
    LIST(WbEdition, "sections", sections, TRUE, &section_struct),
    LIST(WbEdition, "pages", pages, TRUE, &page_struct),
    LIST(WbEdition, "fields", fields, TRUE, &field_struct),
    LIST(WbEdition, "tables", tables, TRUE, &table_struct),
    LIST(WbEdition, "shapes", shapes, TRUE, &shape_struct),
    END,
};
static const WbJsonStruct edition_struct = {NULL, NULL, edition_keys};

char *
wb_edition_to_json(const WbEdition *self)
{
    GString *out = g_string_new(NULL);

    wb_json_write(self, &edition_struct, out);
    return g_string_free(out, FALSE);
}

/* The canonical JSON of the edition as if it had no fingerprint and this code. */
static char *
dup_unsealed(const WbEdition *self, char *code)
{
    WbEdition plain = *self;

    plain.code = code;
    plain.fingerprint = NULL;
    return wb_edition_to_json(&plain);
}

static char *
dup_fingerprint(const WbEdition *self)
{
    g_autofree char *json = dup_unsealed(self, self->code);

    return wb_digest_dup_hex(json, strlen(json));
}

void
wb_edition_seal(WbEdition *self)
{
    g_autofree char *bare = dup_unsealed(self, NULL);

    g_free(self->code);
    self->code = wb_code_new_edition(self->workbook, bare);
    g_free(self->fingerprint);
    self->fingerprint = dup_fingerprint(self);
}

static gboolean
has_option(const WbEditionField *field, const char *code)
{
    return code && wb_edition_field_lookup_option(field, code);
}

/* What a reader relies on beyond types: NULL, or the complaint. */
static char *
check_field(const WbEditionField *field)
{
    gboolean boxes = wb_kind_has_options(field->kind);

    if (boxes != (field->options && field->options->len > 0))
        return g_strdup(boxes ? "needs options" : "must not have options");
    for (guint i = 0; i < field->widgets->len; i++) {
        const WbEditionWidget *widget = field->widgets->pdata[i];

        if (widget->page < 1)
            return g_strdup_printf("widgets[%u] is on no page", i);
        if (boxes && !has_option(field, widget->on))
            return g_strdup_printf("widgets[%u] turns no option on", i);
    }
    return NULL;
}

static char *
check_fields(const WbEdition *self)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    if (self->fields->len > MOST_FIELDS)
        return g_strdup_printf("more than %d fields", MOST_FIELDS);
    for (guint i = 0; i < self->fields->len; i++) {
        const WbEditionField *field = self->fields->pdata[i];
        g_autofree char *wrong = check_field(field);

        if (!g_hash_table_add(seen, field->id))
            return g_strdup_printf("two fields are called '%s'", field->id);
        if (wrong)
            return g_strdup_printf("field '%s' %s", field->id, wrong);
    }
    return NULL;
}

static char *
check_edition(const WbEdition *self)
{
    g_autofree char *fingerprint = dup_fingerprint(self);

    if (!g_str_equal(fingerprint, self->fingerprint))
        return g_strdup("the fingerprint does not fit, so the edition has been changed");
    if (!g_str_equal(self->direction, "ltr") && !g_str_equal(self->direction, "rtl"))
        return g_strdup("direction is neither ltr nor rtl");
    return check_fields(self);
}

WbEdition *
wb_edition_parse(const char *json, gssize length, const char *name, GError **error)
{
    g_autoptr(WbEdition) self = wb_edition_new();
    g_autoptr(WbJson) root = wb_json_parse(json, length, MOST_BYTES, name, WB_EDITION_ERROR,
                                           WB_EDITION_ERROR_SYNTAX, error);
    g_autofree char *wrong = NULL;

    if (!root)
        return NULL;
    wrong = wb_json_fill(self, &edition_struct, root);
    if (!wrong)
        wrong = check_edition(self);
    if (wrong) {
        g_set_error(error, WB_EDITION_ERROR, WB_EDITION_ERROR_WRONG, "%s: not an edition: %s", name,
                    *wrong == ':' ? wrong + 2 : wrong);
        return NULL;
    }
    return g_steal_pointer(&self);
}

WbEdition *
wb_edition_load(const char *path, GError **error)
{
    int fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    g_autoptr(GMappedFile) file = fd >= 0 ? g_mapped_file_new_from_fd(fd, FALSE, NULL) : NULL;

    if (!file)
        g_set_error(error, WB_EDITION_ERROR, WB_EDITION_ERROR_READ, "%s: %s", path,
                    fd < 0 ? g_strerror(errno) : "cannot be read");
    if (fd >= 0)
        close(fd);
    if (!file)
        return NULL;
    return wb_edition_parse(g_mapped_file_get_length(file) ? g_mapped_file_get_contents(file) : "",
                            (gssize)g_mapped_file_get_length(file), path, error);
}

const WbEditionField *
wb_edition_lookup_field(const WbEdition *self, const char *id)
{
    for (guint i = 0; i < self->fields->len; i++) {
        const WbEditionField *field = self->fields->pdata[i];

        if (g_str_equal(field->id, id))
            return field;
    }
    return NULL;
}

const WbEditionOption *
wb_edition_field_lookup_option(const WbEditionField *field, const char *code)
{
    for (guint i = 0; field->options && i < field->options->len; i++) {
        const WbEditionOption *option = field->options->pdata[i];

        if (g_str_equal(option->code, code))
            return option;
    }
    return NULL;
}
