#include "tag.h"

#include <string.h>

typedef enum { KID_TAG, KID_CONTENT, KID_ANNOTATION } KidKind;

typedef struct {
    KidKind kind;
    WbTag *tag; /* owned */
    guint page; /* of content and annotations, from 0 */
    int mcid;   /* -1 until painted */
    WbDict *annotation;
} Kid;

struct _WbTag {
    const char *type; /* interned */
    GArray *kids;     /* of Kid */
    char *alt;
    const char *scope, *numbering; /* interned, or NULL */
    guint span;
    WbBox box;
    double page_height; /* 0: no box */
};

WbTag *
wb_tag_new(const char *type)
{
    WbTag *self = g_new0(WbTag, 1);

    self->type = g_intern_string(type);
    self->kids = g_array_new(FALSE, FALSE, sizeof(Kid));
    return self;
}

void
wb_tag_free(WbTag *self)
{
    if (self == NULL)
        return;
    for (guint i = 0; i < self->kids->len; i++)
        wb_tag_free(g_array_index(self->kids, Kid, i).tag);
    g_array_unref(self->kids);
    g_free(self->alt);
    g_free(self);
}

void
wb_tag_adopt(WbTag *parent, WbTag *child)
{
    Kid kid = {KID_TAG, child, 0, -1, NULL};

    g_array_append_val(parent->kids, kid);
}

void
wb_tag_adopt_all(WbTag *parent, WbTag *from)
{
    g_array_append_vals(parent->kids, from->kids->data, from->kids->len);
    g_array_set_size(from->kids, 0);
}

WbTag *
wb_tag_add(WbTag *parent, const char *type)
{
    WbTag *made = wb_tag_new(type);

    wb_tag_adopt(parent, made);
    return made;
}

void
wb_tag_set_alt(WbTag *self, const char *utf8)
{
    g_free(self->alt);
    self->alt = g_strdup(utf8);
}

void
wb_tag_set_scope(WbTag *self, const char *scope)
{
    self->scope = g_intern_string(scope);
}

void
wb_tag_set_span(WbTag *self, guint columns)
{
    self->span = columns;
}

void
wb_tag_set_numbering(WbTag *self, const char *numbering)
{
    self->numbering = g_intern_string(numbering);
}

void
wb_tag_set_box(WbTag *self, const WbBox *box, double page_height)
{
    self->box = *box;
    self->page_height = page_height;
}

void
wb_tag_move(WbTag *self, double dx, double dy)
{
    self->box.x += dx;
    self->box.y += dy;
    for (guint i = 0; i < self->kids->len; i++)
        if (g_array_index(self->kids, Kid, i).tag != NULL)
            wb_tag_move(g_array_index(self->kids, Kid, i).tag, dx, dy);
}

void
wb_tag_mirror(WbTag *self, double sheet_width)
{
    self->box.x = sheet_width - self->box.x - self->box.width;
    for (guint i = 0; i < self->kids->len; i++)
        if (g_array_index(self->kids, Kid, i).tag != NULL)
            wb_tag_mirror(g_array_index(self->kids, Kid, i).tag, sheet_width);
}

const char *
wb_tag_type(const WbTag *self)
{
    return self->type;
}

guint
wb_tag_reserve(WbTag *self)
{
    Kid kid = {KID_CONTENT, NULL, 0, -1, NULL};

    g_array_append_val(self->kids, kid);
    return self->kids->len - 1;
}

void
wb_tag_fill(WbTag *self, guint place, guint page, int mcid)
{
    Kid *kid = &g_array_index(self->kids, Kid, place);

    kid->page = page;
    kid->mcid = mcid;
}

void
wb_tag_add_annotation(WbTag *self, WbDict *annotation, guint page)
{
    Kid kid = {KID_ANNOTATION, NULL, page, -1, annotation};

    g_array_append_val(self->kids, kid);
}

/* --- writing -------------------------------------------------------------------------------- */

typedef struct {
    WbDocument *document;
    GPtrArray *pages;   /* of WbDict */
    GPtrArray *parents; /* by page: GPtrArray of WbDict, the element of each mcid */
    GPtrArray *owners;  /* of WbDict: the element of each annotation, in order of its key */
} Tree;

static void
set_parent(Tree *tree, guint page, int mcid, WbDict *element)
{
    GPtrArray *of_page = tree->parents->pdata[page];

    if ((int)of_page->len <= mcid)
        g_ptr_array_set_size(of_page, mcid + 1);
    of_page->pdata[mcid] = element;
}

static void
add_attributes(const WbTag *tag, WbDocument *document, WbDict *element)
{
    const char *owner = tag->scope != NULL || tag->span > 1 ? "Table"
                        : tag->numbering != NULL            ? "List"
                        : tag->page_height > 0              ? "Layout"
                                                            : NULL;

    if (owner == NULL)
        return;
    WbDict *out = wb_dict_new(document);
    wb_dict_add_name(out, "O", owner);
    if (tag->scope != NULL)
        wb_dict_add_name(out, "Scope", tag->scope);
    if (tag->span > 1)
        wb_dict_add_integer(out, "ColSpan", tag->span);
    if (tag->numbering != NULL)
        wb_dict_add_name(out, "ListNumbering", tag->numbering);
    if (tag->page_height > 0)
        wb_dict_add_rect(out, "BBox", &tag->box, tag->page_height);
    wb_dict_add_dict(element, "A", out);
}

static void
add_reference(Tree *tree, const Kid *kid, WbDict *element, WbArray *kids)
{
    WbDict *reference = wb_dict_new(tree->document);

    wb_dict_add_name(reference, "Type", "OBJR");
    wb_dict_add_dict(reference, "Obj", kid->annotation);
    wb_dict_add_dict(reference, "Pg", tree->pages->pdata[kid->page]);
    wb_array_add_dict(kids, reference);
    /* Keys of the parent tree: the pages first, then the annotations. */
    wb_dict_add_integer(kid->annotation, "StructParent", tree->pages->len + tree->owners->len);
    g_ptr_array_add(tree->owners, element);
}

static void
add_content(Tree *tree, const Kid *kid, WbDict *element, guint page, WbArray *kids)
{
    set_parent(tree, kid->page, kid->mcid, element);
    if (kid->page == page) {
        wb_array_add_integer(kids, kid->mcid);
        return;
    }
    WbDict *reference = wb_dict_new(tree->document);
    wb_dict_add_name(reference, "Type", "MCR");
    wb_dict_add_dict(reference, "Pg", tree->pages->pdata[kid->page]);
    wb_dict_add_integer(reference, "MCID", kid->mcid);
    wb_array_add_dict(kids, reference);
}

static gboolean
is_empty(const WbTag *tag)
{
    for (guint i = 0; i < tag->kids->len; i++) {
        const Kid *kid = &g_array_index(tag->kids, Kid, i);
        if (kid->kind == KID_ANNOTATION || (kid->kind == KID_CONTENT && kid->mcid >= 0) ||
            (kid->kind == KID_TAG && !is_empty(kid->tag)))
            return FALSE;
    }
    return TRUE;
}

/* An empty cell keeps its column; any other tag without content would only be noise. */
static gboolean
may_be_empty(const WbTag *tag)
{
    return g_str_equal(tag->type, "TD") || g_str_equal(tag->type, "TH");
}

static WbDict *
write_tag(Tree *tree, const WbTag *tag, WbDict *parent)
{
    WbDict *element = wb_dict_new_shared(tree->document);
    WbArray *kids = wb_array_new(tree->document);
    guint page = G_MAXUINT;

    wb_dict_add_name(element, "S", tag->type);
    wb_dict_add_dict(element, "P", parent);
    if (tag->alt != NULL)
        wb_dict_add_text(element, "Alt", tag->alt);
    add_attributes(tag, tree->document, element);
    for (guint i = 0; i < tag->kids->len && page == G_MAXUINT; i++) {
        const Kid *kid = &g_array_index(tag->kids, Kid, i);
        if (kid->kind == KID_CONTENT && kid->mcid >= 0)
            page = kid->page;
    }
    for (guint i = 0; i < tag->kids->len; i++) {
        const Kid *kid = &g_array_index(tag->kids, Kid, i);
        if (kid->kind == KID_ANNOTATION)
            add_reference(tree, kid, element, kids);
        else if (kid->kind == KID_CONTENT && kid->mcid >= 0)
            add_content(tree, kid, element, page, kids);
        else if (kid->kind == KID_TAG && (!is_empty(kid->tag) || may_be_empty(kid->tag)))
            wb_array_add_dict(kids, write_tag(tree, kid->tag, element));
    }
    if (page != G_MAXUINT)
        wb_dict_add_dict(element, "Pg", tree->pages->pdata[page]);
    wb_dict_add_array(element, "K", kids);
    wb_dict_settle(tree->document, element);
    return element;
}

/* The parent tree while it grows: leaves of at most so many keys, because libharu's arrays end at
 * 32,767 entries, and because a reader then looks at few of them. */
#define KEYS_PER_LEAF 500

typedef struct {
    WbDocument *document;
    WbArray *leaves, *numbers; /* @numbers: of the last leaf */
    WbDict *leaf;
    guint first, next; /* keys: the first of the last leaf, and the one to come */
} ParentTree;

static void
close_leaf(ParentTree *to)
{
    if (to->leaf == NULL)
        return;
    WbArray *limits = wb_array_new(to->document);
    wb_array_add_integer(limits, to->first);
    wb_array_add_integer(limits, to->next - 1);
    wb_dict_add_array(to->leaf, "Limits", limits);
    wb_dict_add_array(to->leaf, "Nums", to->numbers);
    wb_array_add_dict(to->leaves, to->leaf);
    wb_dict_settle(to->document, to->leaf);
    to->leaf = NULL;
}

/* Where the value of the next key goes; the key stands already. */
static WbArray *
next_key(ParentTree *to)
{
    if (to->next % KEYS_PER_LEAF == 0) {
        close_leaf(to);
        to->leaf = wb_dict_new_shared(to->document);
        to->numbers = wb_array_new(to->document);
        to->first = to->next;
    }
    wb_array_add_integer(to->numbers, to->next++);
    return to->numbers;
}

/* 14.7.4.4: from page and marked content number, and from annotation, back to the element. */
static WbDict *
parent_tree(Tree *tree)
{
    WbDict *out = wb_dict_new_shared(tree->document);
    ParentTree to = {tree->document, wb_array_new(tree->document), NULL, NULL, 0, 0};

    for (guint page = 0; page < tree->pages->len; page++) {
        GPtrArray *of_page = tree->parents->pdata[page];
        WbArray *elements = wb_array_new_shared(tree->document);
        for (guint i = 0; i < of_page->len; i++)
            wb_array_add_dict(elements, of_page->pdata[i]);
        wb_array_add_array(next_key(&to), elements);
        wb_dict_add_integer(tree->pages->pdata[page], "StructParents", page);
    }
    for (guint i = 0; i < tree->owners->len; i++)
        wb_array_add_dict(next_key(&to), tree->owners->pdata[i]);
    close_leaf(&to);
    wb_dict_add_array(out, "Kids", to.leaves);
    return out;
}

void
wb_tags_write(WbTag *root, WbDocument *document, WbDict *catalog, GPtrArray *pages)
{
    Tree tree = {document, pages, g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref),
                 g_ptr_array_new()};
    WbDict *top = wb_dict_new_shared(document), *mark = wb_dict_new(document);

    for (guint i = 0; i < pages->len; i++)
        g_ptr_array_add(tree.parents, g_ptr_array_new());
    wb_dict_add_name(top, "Type", "StructTreeRoot");
    wb_dict_add_dict(top, "K", write_tag(&tree, root, top));
    wb_dict_add_dict(top, "ParentTree", parent_tree(&tree));
    wb_dict_add_integer(top, "ParentTreeNextKey", pages->len + tree.owners->len);
    wb_dict_add_boolean(mark, "Marked", TRUE);
    wb_dict_add_dict(catalog, "MarkInfo", mark);
    wb_dict_add_dict(catalog, "StructTreeRoot", top);
    g_ptr_array_unref(tree.parents);
    g_ptr_array_unref(tree.owners);
}
