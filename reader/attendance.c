/* Who has returned a copy: see attendance.h. */
#include "attendance.h"

#include <string.h>

#include "names.h"

/* A readable return without the id of a copy, or a file that could not be used. */
typedef struct {
    WbStray *stray;
    char *workbook;      /* NULL of one that could not be used */
    char *name, *agency; /* folded; or NULL */
} Homeless;

/* What is known of one edition. */
typedef struct {
    const WbEdition *edition; /* lent */
    GHashTable *titles;       /* number of a page -> title, lent */
} Book;

typedef struct {
    WbAttendance *out;
    WbStore *store;
    const WbEditions *editions;
    const WbCodebook *codebook;
    GHashTable *by_copy; /* id -> WbPerson, lent */
    GHashTable *by_file; /* folded name of a file -> GPtrArray of WbPerson, lent */
    GHashTable *by_key;  /* folded key -> the same */
    GHashTable *books;   /* fingerprint -> Book */
    GPtrArray *homeless; /* of Homeless */
} Counter;

static const char *const state_names[] = {
    [WB_PERSON_COMPLETE] = "complete", [WB_PERSON_PARTIAL] = "partial",
    [WB_PERSON_BLANK] = "blank",       [WB_PERSON_UNREADABLE] = "unreadable",
    [WB_PERSON_MISSING] = "missing",
};

const char *
wb_person_state_name(WbPersonState state)
{
    return state_names[state];
}

static void
maybe_free(gpointer data)
{
    WbMaybe *self = data;

    g_free(self->file);
    g_free(self);
}

static void
person_free(gpointer data)
{
    WbPerson *self = data;

    g_free(self->returned);
    g_free(self->file);
    g_free(self->detail);
    g_array_unref(self->untouched);
    g_ptr_array_unref(self->maybe);
    g_free(self);
}

static void
stray_free(gpointer data)
{
    WbStray *self = data;

    if (!self)
        return;
    g_free(self->file);
    g_free(self->copy);
    g_free(self->detail);
    g_free(self);
}

static void
homeless_free(gpointer data)
{
    Homeless *self = data;

    stray_free(self->stray);
    g_free(self->workbook);
    g_free(self->name);
    g_free(self->agency);
    g_free(self);
}

static void
book_free(gpointer data)
{
    Book *self = data;

    g_hash_table_unref(self->titles);
    g_free(self);
}

void
wb_attendance_free(WbAttendance *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->people);
    g_ptr_array_unref(self->unknown);
    g_ptr_array_unref(self->unclaimed);
    g_ptr_array_unref(self->unreadable);
    g_free(self);
}

/* The name without folder and ending, as file systems and mail programs change it in passing. */
static char *
dup_file_key(const char *file)
{
    g_autofree char *base = g_path_get_basename(file);
    g_autofree char *normal = g_utf8_normalize(base, -1, G_NORMALIZE_ALL);
    char *key = g_utf8_casefold(normal ? normal : base, -1);

    if (g_str_has_suffix(key, ".pdf"))
        key[strlen(key) - 4] = '\0';
    return key;
}

/* Takes " (1)" off the end, which is there where a file of this name was saved before. */
static gboolean
strip_number(char *key)
{
    char *open = strrchr(key, '(');
    gsize digits = open ? strspn(open + 1, "0123456789") : 0;

    if (digits == 0 || strcmp(open + 1 + digits, ")") != 0)
        return FALSE;
    *open = '\0';
    g_strchomp(key);
    return *key != '\0';
}

static void
add_to_index(GHashTable *index, char *key, WbPerson *person)
{
    GPtrArray *people = *key ? g_hash_table_lookup(index, key) : NULL;

    if (*key && !people) {
        people = g_ptr_array_new();
        g_hash_table_insert(index, g_strdup(key), people);
    }
    if (people)
        g_ptr_array_add(people, person);
    g_free(key);
}

static GHashTable *
new_index(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                 (GDestroyNotify)g_ptr_array_unref);
}

static void
add_person(Counter *in, const WbRosterRow *row)
{
    WbPerson *person = g_new0(WbPerson, 1);

    person->row = row;
    person->state = WB_PERSON_MISSING;
    person->untouched = g_array_new(FALSE, FALSE, sizeof(WbUntouched));
    person->maybe = g_ptr_array_new_with_free_func(maybe_free);
    g_ptr_array_add(in->out->people, person);
    g_hash_table_insert(in->by_copy, row->copy, person);
    if (*row->file)
        add_to_index(in->by_file, dup_file_key(row->file), person);
    add_to_index(in->by_key, wb_name_fold(row->key), person);
}

static void
prepare(Counter *in, const GPtrArray *roster)
{
    in->by_copy = g_hash_table_new(g_str_hash, g_str_equal);
    in->by_file = new_index();
    in->by_key = new_index();
    in->books = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, book_free);
    in->homeless = g_ptr_array_new_with_free_func(homeless_free);
    for (guint n = 0; n < roster->len; n++)
        add_person(in, roster->pdata[n]);
}

static void
finish(Counter *in)
{
    g_hash_table_unref(in->by_copy);
    g_hash_table_unref(in->by_file);
    g_hash_table_unref(in->by_key);
    g_hash_table_unref(in->books);
    g_ptr_array_unref(in->homeless);
}

static Book *
lookup_book(Counter *in, const char *fingerprint)
{
    Book *book = g_hash_table_lookup(in->books, fingerprint);
    const WbEdition *edition = book ? NULL : wb_editions_lookup(in->editions, fingerprint);

    if (edition) {
        book = g_new0(Book, 1);
        book->edition = edition;
        book->titles = g_hash_table_new(NULL, NULL);
        g_hash_table_insert(in->books, edition->fingerprint, book);
    }
    return book;
}

static const WbEditionPage *
lookup_page(const WbEdition *edition, guint number)
{
    for (guint n = 0; n < edition->pages->len; n++) {
        const WbEditionPage *page = edition->pages->pdata[n];

        if (page->number == number)
            return page;
    }
    return NULL;
}

static const char *
find_title_in(const WbEdition *edition, const char *page_id)
{
    for (guint n = 0; n < edition->pages->len; n++) {
        const WbEditionPage *page = edition->pages->pdata[n];

        if (g_str_equal(page->id, page_id))
            return page->title;
    }
    return NULL;
}

/* The page's title in the words that the codebook prefers. */
static const char *
find_title(const Counter *in, const WbEdition *own, guint number)
{
    const WbEditionPage *page = lookup_page(own, number);
    const char *title = NULL;

    for (guint n = 0; page && !title && n < in->codebook->editions->len; n++) {
        const WbEdition *edition = in->codebook->editions->pdata[n];

        if (g_str_equal(edition->workbook, own->workbook))
            title = find_title_in(edition, page->id);
    }
    return title ? title : "";
}

static const char *
lookup_title(const Counter *in, Book *book, guint number)
{
    const char *title = g_hash_table_lookup(book->titles, GUINT_TO_POINTER(number));

    if (!title) {
        title = find_title(in, book->edition, number);
        g_hash_table_insert(book->titles, GUINT_TO_POINTER(number), (gpointer)title);
    }
    return title;
}

static gboolean
add_untouched(Counter *in, WbPerson *person, const WbRecord *record, GError **error)
{
    Book *book = lookup_book(in, record->fingerprint);
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint));

    if (!wb_store_list_untouched(in->store, record->sha256, numbers, error))
        return FALSE;
    for (guint n = 0; book && n < numbers->len; n++) {
        guint number = g_array_index(numbers, guint, n);
        WbUntouched untouched = {number, lookup_title(in, book, number)};

        g_array_append_val(person->untouched, untouched);
    }
    return TRUE;
}

static WbPersonState
parse_state(const char *name)
{
    for (int state = 0; state < WB_PERSON_BLANK; state++) {
        if (g_strcmp0(name, state_names[state]) == 0)
            return state;
    }
    return WB_PERSON_BLANK;
}

static gboolean
add_return(Counter *in, WbPerson *person, const WbStored *stored, GError **error)
{
    const WbRecord *record = stored->record;

    if (!stored->current) {
        person->further++;
        return TRUE;
    }
    person->state = parse_state(record->state);
    person->returned = record->saved ? g_strndup(record->saved, strlen("2026-11-02")) : NULL;
    person->file = g_strdup(record->file);
    return person->state != WB_PERSON_PARTIAL || add_untouched(in, person, record, error);
}

static WbStray *
stray_new(const WbRecord *record)
{
    WbStray *self = g_new0(WbStray, 1);

    self->file = g_strdup(record->file);
    self->copy = g_strdup(record->copy);
    self->problem = record->problem ? wb_finding_lookup_problem(record->problem) : NULL;
    self->detail = g_strdup(record->detail);
    return self;
}

/* Whose it may be can only be said once it is known who has returned nothing. */
static gboolean
add_homeless(Counter *in, const WbRecord *record, GError **error)
{
    Homeless *homeless = g_new0(Homeless, 1);
    g_autofree char *name = NULL, *agency = NULL;

    g_ptr_array_add(in->homeless, homeless);
    homeless->stray = stray_new(record);
    homeless->workbook = g_strdup(record->workbook);
    if (record->problem)
        return TRUE;
    if (!wb_store_load_sender(in->store, record, &name, &agency, error))
        return FALSE;
    homeless->name = name ? wb_name_fold(name) : NULL;
    homeless->agency = agency ? wb_name_fold(agency) : NULL;
    return TRUE;
}

static gboolean
add_stored(const WbStored *stored, gpointer data, GError **error)
{
    const WbRecord *record = stored->record;
    Counter *in = data;
    WbPerson *person = record->copy ? g_hash_table_lookup(in->by_copy, record->copy) : NULL;

    if (person)
        return add_return(in, person, stored, error);
    if (record->copy) {
        g_ptr_array_add(in->out->unknown, stray_new(record));
        return TRUE;
    }
    /* One that somebody has decided against is of no use to anybody. */
    return (!record->problem && !stored->current) || add_homeless(in, record, error);
}

/* Those whose copy has the name of this file, or had it before a number was added; or NULL. */
static const GPtrArray *
lookup_by_file(const Counter *in, const char *file)
{
    g_autofree char *key = dup_file_key(file);
    const GPtrArray *people = g_hash_table_lookup(in->by_file, key);

    while (!people && strip_number(key))
        people = g_hash_table_lookup(in->by_file, key);
    return people;
}

static gboolean
is_without_answers(const WbPerson *person)
{
    return person->state == WB_PERSON_MISSING || person->state == WB_PERSON_UNREADABLE ||
           person->state == WB_PERSON_BLANK;
}

/* Adds the file to those of whom nothing of use came back. */
static gboolean
suggest(const GPtrArray *people, const Homeless *homeless, const char *because)
{
    gboolean suggested = FALSE;

    for (guint n = 0; people && n < people->len; n++) {
        WbPerson *person = people->pdata[n];
        WbMaybe *maybe;

        if (!is_without_answers(person) ||
            (*person->row->workbook && !g_str_equal(person->row->workbook, homeless->workbook)))
            continue;
        maybe = g_new0(WbMaybe, 1);
        maybe->file = g_strdup(homeless->stray->file);
        maybe->because = because;
        g_ptr_array_add(person->maybe, maybe);
        suggested = TRUE;
    }
    return suggested;
}

static const GPtrArray *
lookup_by_key(const Counter *in, const char *folded)
{
    return folded ? g_hash_table_lookup(in->by_key, folded) : NULL;
}

/* The first that leads to somebody: one file is not two suggestions to one person. */
static gboolean
suggest_anybody(Counter *in, const Homeless *homeless)
{
    g_autofree char *both = homeless->name && homeless->agency
                                ? g_strconcat(homeless->name, " ", homeless->agency, NULL)
                                : NULL;

    return suggest(lookup_by_file(in, homeless->stray->file), homeless, "is named like the copy") ||
           suggest(lookup_by_key(in, homeless->name), homeless, "gives this name") ||
           suggest(lookup_by_key(in, both), homeless, "gives this name and agency") ||
           suggest(lookup_by_key(in, homeless->agency), homeless, "gives this agency");
}

/* A file that cannot be read has no more than its name; whoever else's copy came back is not asked
 * again for it. */
static gboolean
take_problem(Counter *in, const WbStray *stray)
{
    const GPtrArray *people = lookup_by_file(in, stray->file);

    for (guint n = 0; people && n < people->len; n++) {
        WbPerson *person = people->pdata[n];

        if (person->state != WB_PERSON_MISSING) {
            person->further++;
            continue;
        }
        person->state = WB_PERSON_UNREADABLE;
        person->file = g_strdup(stray->file);
        person->problem = stray->problem;
        person->detail = g_strdup(stray->detail);
    }
    return people != NULL;
}

static void
place_homeless(Counter *in)
{
    for (guint n = 0; n < in->homeless->len; n++) {
        Homeless *homeless = in->homeless->pdata[n];

        if (homeless->stray->problem && !take_problem(in, homeless->stray))
            g_ptr_array_add(in->out->unreadable, g_steal_pointer(&homeless->stray));
    }
    for (guint n = 0; n < in->homeless->len; n++) {
        Homeless *homeless = in->homeless->pdata[n];

        if (homeless->stray && !homeless->stray->problem && !suggest_anybody(in, homeless))
            g_ptr_array_add(in->out->unclaimed, g_steal_pointer(&homeless->stray));
    }
}

static WbAttendance *
attendance_new(void)
{
    WbAttendance *self = g_new0(WbAttendance, 1);

    self->people = g_ptr_array_new_with_free_func(person_free);
    self->unknown = g_ptr_array_new_with_free_func(stray_free);
    self->unclaimed = g_ptr_array_new_with_free_func(stray_free);
    self->unreadable = g_ptr_array_new_with_free_func(stray_free);
    return self;
}

WbAttendance *
wb_attendance_new(WbStore *store, const GPtrArray *roster, const WbEditions *editions,
                  const WbCodebook *codebook, GError **error)
{
    g_autoptr(WbAttendance) self = attendance_new();
    Counter in = {.out = self, .store = store, .editions = editions, .codebook = codebook};
    gboolean done;

    prepare(&in, roster);
    done = wb_store_each(store, FALSE, add_stored, &in, error);
    if (done)
        place_homeless(&in);
    for (guint n = 0; n < self->people->len; n++)
        self->counts[((const WbPerson *)self->people->pdata[n])->state]++;
    finish(&in);
    return done ? g_steal_pointer(&self) : NULL;
}
