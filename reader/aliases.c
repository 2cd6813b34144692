/* The alias file: see aliases.h. */
#include "aliases.h"

#include <gio/gio.h>

#include "csv.h"
#include "names.h"

typedef struct {
    guint line;
    char *name, *from, *is, *to; /* as written and folded */
    const char *end, *end_name;  /* where the chain leads: lent by the last row */
    gboolean used;
} Alias;

struct _WbAliases {
    char *path;
    GPtrArray *rows;     /* of Alias, owned */
    GHashTable *by_name; /* from, lent -> Alias, lent */
    GHashTable *ends;    /* to, lent -> Alias, lent: names that others are joined to */
};

static void
alias_free(gpointer data)
{
    Alias *self = data;

    g_free(self->name);
    g_free(self->from);
    g_free(self->is);
    g_free(self->to);
    g_free(self);
}

void
wb_aliases_free(WbAliases *self)
{
    if (!self)
        return;
    g_free(self->path);
    g_hash_table_unref(self->by_name);
    g_hash_table_unref(self->ends);
    g_ptr_array_unref(self->rows);
    g_free(self);
}

/* Where the two columns stand. */
typedef struct {
    guint name, is;
} Columns;

static gboolean
read_head(const char *path, char **head, Columns *columns, GError **error)
{
    gboolean name = FALSE, is = FALSE;

    for (guint n = 0; head && head[n]; n++) {
        const char *cell = g_strstrip(head[n]);
        gboolean *seen = g_str_equal(cell, "name") ? &name : g_str_equal(cell, "is") ? &is : NULL;

        if (!seen)
            return wb_csv_fail(error, path, 1, "there is no column '%s': they are name and is",
                               cell);
        if (*seen)
            return wb_csv_fail(error, path, 1, "the column '%s' is there twice", cell);
        *seen = TRUE;
        *(seen == &name ? &columns->name : &columns->is) = n;
    }
    return (name && is) ||
           wb_csv_fail(error, path, 1, "the first row should name the columns name and is");
}

static Alias *
new_alias(guint line, const char *name, const char *is)
{
    Alias *alias = g_new0(Alias, 1);

    alias->line = line;
    alias->name = g_strdup(name);
    alias->from = wb_name_fold_agency(name);
    alias->is = g_strdup(is);
    alias->to = wb_name_fold_agency(is);
    return alias;
}

static gboolean
add_row(WbAliases *self, guint line, char **row, const Columns *columns, GError **error)
{
    guint cells = g_strv_length(row);
    const Alias *other;
    Alias *alias;

    if (cells != 2)
        return wb_csv_fail(error, self->path, line, "this row has %u cells instead of 2", cells);
    alias = new_alias(line, row[columns->name], row[columns->is]);
    g_ptr_array_add(self->rows, alias);
    if (!*alias->from || !*alias->to)
        return wb_csv_fail(error, self->path, line, "%s has no name in it",
                           *alias->from ? "is" : "name");
    other = g_hash_table_lookup(self->by_name, alias->from);
    if (other && !g_str_equal(other->to, alias->to))
        return wb_csv_fail(error, self->path, line, "'%s' is '%s' in line %u already", alias->name,
                           other->is, other->line);
    if (!other)
        g_hash_table_insert(self->by_name, alias->from, alias);
    return TRUE;
}

/* Follows a chain to its end. In a cycle it would take more steps than there are rows. */
static gboolean
resolve(WbAliases *self, Alias *alias, GError **error)
{
    const Alias *last = alias, *next;

    for (guint n = 0; n <= self->rows->len; n++) {
        next = g_hash_table_lookup(self->by_name, last->to);
        if (!next || next == last || g_str_equal(next->from, next->to)) {
            alias->end = last->to;
            alias->end_name = next ? next->is : last->is;
            return TRUE;
        }
        last = next;
    }
    return wb_csv_fail(error, self->path, alias->line,
                       "'%s' is '%s', and that goes round in a circle", alias->name, alias->is);
}

static gboolean
resolve_all(WbAliases *self, GError **error)
{
    for (guint n = 0; n < self->rows->len; n++) {
        Alias *alias = self->rows->pdata[n];

        if (!resolve(self, alias, error))
            return FALSE;
        if (!g_hash_table_contains(self->ends, alias->end))
            g_hash_table_insert(self->ends, (gpointer)alias->end, alias);
    }
    return TRUE;
}

static guint
count_lines(char **row)
{
    guint lines = 1;

    for (gsize n = 0; row[n]; n++) {
        for (const char *p = row[n]; *p; p++)
            lines += *p == '\n';
    }
    return lines;
}

static WbAliases *
new_aliases(const char *path)
{
    WbAliases *self = g_new0(WbAliases, 1);

    self->path = g_strdup(path);
    self->rows = g_ptr_array_new_with_free_func(alias_free);
    self->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    self->ends = g_hash_table_new(g_str_hash, g_str_equal);
    return self;
}

WbAliases *
wb_aliases_parse(const char *text, gssize length, const char *path, GError **error)
{
    g_autoptr(GPtrArray) rows = wb_csv_parse(text, length, path, error);
    g_autoptr(WbAliases) self = new_aliases(path);
    Columns columns = {0};
    guint line = 1;

    if (!rows || !read_head(path, rows->len ? rows->pdata[0] : NULL, &columns, error))
        return NULL;
    for (guint n = 0; n < rows->len; n++) {
        guint lines = count_lines(rows->pdata[n]);

        if (n > 0 && !wb_csv_strip_row(rows->pdata[n]) &&
            !add_row(self, line, rows->pdata[n], &columns, error))
            return NULL;
        line += lines;
    }
    return resolve_all(self, error) ? g_steal_pointer(&self) : NULL;
}

WbAliases *
wb_aliases_load(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length;

    if (!g_file_get_contents(path, &text, &length, error))
        return NULL;
    return wb_aliases_parse(text, (gssize)length, path, error);
}

const char *
wb_aliases_lookup(WbAliases *self, const char *folded, const char **name)
{
    Alias *alias = g_hash_table_lookup(self->by_name, folded);

    if (alias)
        alias->used = TRUE;
    else
        alias = g_hash_table_lookup(self->ends, folded);
    if (!alias)
        return NULL;
    *name = alias->end_name;
    return alias->end;
}

void
wb_aliases_each_unused(const WbAliases *self,
                       void (*unused)(guint line, const char *name, gpointer data), gpointer data)
{
    for (guint n = 0; n < self->rows->len; n++) {
        const Alias *alias = self->rows->pdata[n];

        if (!alias->used && g_hash_table_lookup(self->by_name, alias->from) == alias)
            unused(alias->line, alias->name, data);
    }
}
