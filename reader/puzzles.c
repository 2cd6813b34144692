/* From tally to puzzle: see puzzles.h. */
#include "puzzles.h"

static void
puzzle_free(gpointer data)
{
    WbPuzzle *self = data;

    g_free(self->id);
    g_free(self->workbook);
    g_array_unref(self->pieces);
    g_ptr_array_unref(self->names);
    g_free(self);
}

/* What is said about a piece, which may show several fields. */
typedef struct {
    gboolean known; /* somebody has filled in a page that asks */
    guint covered;  /* of its needs */
    guint needs;
    GHashTable *seen; /* of names, lent, or of providers */
    GPtrArray *names; /* of char*, lent */
} Piece;

static void
add_name(Piece *self, gpointer key, char *name)
{
    if (g_hash_table_add(self->seen, key))
        g_ptr_array_add(self->names, name);
}

static void
add_need(Piece *self, const WbTallyNeed *need)
{
    self->needs++;
    self->known |= need->state != WB_NEED_UNKNOWN;
    self->covered += need->state == WB_NEED_COVERED;
    for (guint n = 0; n < need->namings->len; n++) {
        const WbTallyNaming *naming = need->namings->pdata[n];

        add_name(self, naming->provider, naming->provider->name);
    }
    for (guint m = 0; m < need->same->len; m++) {
        const WbTallyNeed *same = need->same->pdata[m];

        for (guint n = 0; n < same->namings->len; n++) {
            const WbTallyNaming *naming = same->namings->pdata[n];

            add_name(self, naming->provider, naming->provider->name);
        }
    }
}

/* The need, or those that were written in where it is left open. */
static void
add_needs(Piece *self, const WbTally *tally, const char *key)
{
    const WbTallyNeed *printed = wb_tally_lookup_need(tally, key);

    if (printed)
        add_need(self, printed);
    for (guint n = 0; !printed && n < tally->sections->len; n++) {
        const WbTallySection *section = tally->sections->pdata[n];

        for (guint m = 0; m < section->needs->len; m++) {
            const WbTallyNeed *need = section->needs->pdata[m];

            if (g_str_equal(need->key, key))
                add_need(self, need);
        }
    }
}

static void
add_words(Piece *self, const WbTallyWords *words)
{
    self->known |= words->asked > 0;
    for (guint n = 0; n < words->words->len; n++) {
        WbTallyWord *word = words->words->pdata[n];

        add_name(self, word, word->text);
    }
}

static void
add_field(Piece *self, const WbTally *tally, const char *id)
{
    const WbTallyWords *words = wb_tally_lookup_words(tally, id);
    const char *need = NULL;
    guint place;

    if (wb_codebook_lookup(tally->codebook, id, &place)) {
        const WbCodebookEntry *entry = tally->codebook->entries->pdata[place];

        need = entry->field->need;
    }
    if (need)
        add_needs(self, tally, need);
    else if (words)
        add_words(self, words);
}

static WbPieceState
state_of(const Piece *self)
{
    if (!self->known)
        return WB_PIECE_UNKNOWN;
    if (self->names->len == 0)
        return WB_PIECE_MISSING;
    /* several names that may all be one, or that each meet another need, are one until somebody has
     * looked */
    if (self->names->len == 1 || (self->needs > 0 && self->covered == 0))
        return WB_PIECE_ONE;
    return WB_PIECE_SEVERAL;
}

static void
add_piece(WbPuzzle *self, const WbTally *tally, const WbEditionPiece *of)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    Piece piece = {.seen = seen, .names = g_ptr_array_new()};
    const WbTallyNeed *need = of->need ? wb_tally_lookup_need(tally, of->need) : NULL;
    WbPicturePiece picture;

    for (guint n = 0; n < of->shows->len; n++)
        add_field(&piece, tally, of->shows->pdata[n]);
    if (piece.needs == 0 && of->need)
        add_needs(&piece, tally, of->need);
    picture = (WbPicturePiece){
        .label = of->label ? of->label
                 : need    ? need->label
                           : of->id,
        .outline = of->outline,
        .state = state_of(&piece),
        .names = (const char *const *)piece.names->pdata,
        .n_names = piece.names->len,
    };
    g_ptr_array_add(self->names, piece.names);
    g_array_append_val(self->pieces, picture);
}

static WbPuzzle *
puzzle_new(const WbTally *tally, const WbEdition *edition, const WbEditionShape *shape)
{
    WbPuzzle *self = g_new0(WbPuzzle, 1);

    self->id = g_strdup(shape->id);
    self->workbook = g_strdup(edition->workbook);
    self->title = shape->label ? shape->label : shape->id;
    self->pieces = g_array_new(FALSE, FALSE, sizeof(WbPicturePiece));
    self->names = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    for (guint n = 0; n < shape->pieces->len; n++)
        add_piece(self, tally, shape->pieces->pdata[n]);
    self->picture.pieces = (const WbPicturePiece *)(gconstpointer)self->pieces->data;
    self->picture.n_pieces = self->pieces->len;
    self->picture.rtl = g_strcmp0(edition->direction, "rtl") == 0;
    return self;
}

GPtrArray *
wb_puzzles_new(const WbTally *tally)
{
    GPtrArray *puzzles = g_ptr_array_new_with_free_func(puzzle_free);
    const GPtrArray *editions = tally->codebook->editions;
    const char *before = NULL;

    for (guint n = 0; n < editions->len; n++) {
        const WbEdition *edition = editions->pdata[n];

        if (g_strcmp0(edition->workbook, before) == 0)
            continue; /* the first of a workbook has the best words */
        before = edition->workbook;
        for (guint m = 0; m < edition->shapes->len; m++) {
            const WbEditionShape *shape = edition->shapes->pdata[m];

            if (shape->kind == WB_SHAPE_PUZZLE && shape->pieces->len > 0)
                g_ptr_array_add(puzzles, puzzle_new(tally, edition, shape));
        }
    }
    return puzzles;
}

static gboolean
shape_shows(const WbEditionShape *shape, const char *field)
{
    for (guint n = 0; n < shape->pieces->len; n++) {
        const WbEditionPiece *piece = shape->pieces->pdata[n];

        if (g_ptr_array_find_with_equal_func(piece->shows, field, g_str_equal, NULL))
            return TRUE;
    }
    return FALSE;
}

gboolean
wb_puzzles_show(const WbTally *tally, const char *field)
{
    const GPtrArray *editions = tally->codebook->editions;

    for (guint n = 0; n < editions->len; n++) {
        const WbEdition *edition = editions->pdata[n];

        for (guint m = 0; m < edition->shapes->len; m++) {
            const WbEditionShape *shape = edition->shapes->pdata[m];

            if (shape->kind == WB_SHAPE_PUZZLE && shape_shows(shape, field))
                return TRUE;
        }
    }
    return FALSE;
}
