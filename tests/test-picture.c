/* The pictures of the summary, drawn of a made-up community in several languages: what the SVG says
 * is compared with a text. Called with a case and a file that ends in .pdf or .svg, the program
 * draws it there to be looked at. */
#include <string.h>

#include "fonts.h"
#include "golden.h"
#include "outline.h"
#include "picture-bars.h"
#include "picture-matrix.h"
#include "picture-puzzle.h"
#include "picture-scale.h"

#define WIDTH 504.0

/* A case, and what was made of it for the pictures. */
typedef struct {
    GKeyFile *file;
    char *language;
    GPtrArray *strings; /* of char*, owned: of all below */
    GArray *pieces, *bars, *rows, *counts;
    GPtrArray *columns; /* of char*, lent */
    GPtrArray *names;   /* of char**, owned */
    GPtrArray *cells;   /* of WbMatrixCell*, owned */
    WbPicturePuzzle puzzle;
    WbPictureMatrix matrix;
    WbPictureBars words;
    WbPictureScale scale;
} Case;

static void
case_free(Case *self)
{
    g_key_file_unref(self->file);
    g_free(self->language);
    g_ptr_array_unref(self->strings);
    g_array_unref(self->pieces);
    g_array_unref(self->bars);
    g_array_unref(self->rows);
    g_array_unref(self->counts);
    g_ptr_array_unref(self->columns);
    g_ptr_array_unref(self->names);
    g_ptr_array_unref(self->cells);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

static char *
keep(Case *self, char *string)
{
    g_ptr_array_add(self->strings, string);
    return string;
}

static char *
get(const Case *self, const char *key)
{
    g_autoptr(GError) error = NULL;
    char *value = g_key_file_get_string(self->file, "sheet", key, &error);

    g_assert_no_error(error);
    return value;
}

/* As an edition writes it: page points, y up. */
static char *
dup_outline(const WbPath *path)
{
    static const char letters[] = "MLCZ";
    static const guint points[] = {1, 1, 3, 0};
    GString *data = g_string_new(NULL);

    for (guint n = 0; n < path->len; n++) {
        const WbPathStep *step = &g_array_index(path, WbPathStep, n);

        g_string_append_c(data, letters[step->verb]);
        for (guint p = 0; p < points[step->verb]; p++)
            g_string_append_printf(data, " %.2f %.2f", 50 + step->p[p].x, 700 - step->p[p].y);
        g_string_append_c(data, ' ');
    }
    return g_string_free(data, FALSE);
}

static void
add_piece(Case *self, const char *line, const WbJigsawPiece *cut)
{
    static const WbPieceState states[] = {WB_PIECE_MISSING, WB_PIECE_ONE, WB_PIECE_SEVERAL};
    char **names = g_strsplit(line + 2, "|", -1);
    WbPicturePiece piece = {
        .label = names[0],
        .outline = keep(self, dup_outline(cut->outline)),
        .state = line[0] == '?' ? WB_PIECE_UNKNOWN : states[line[0] - '0'],
        .names = (const char *const *)names + 1,
        .n_names = g_strv_length(names) - 1,
    };

    g_ptr_array_add(self->names, names);
    g_array_append_val(self->pieces, piece);
}

static void
make_puzzle(Case *self)
{
    g_autofree char *text = get(self, "puzzle");
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    double width, height;
    g_autoptr(WbJigsaw) jigsaw =
        wb_jigsaw_new(WIDTH, 480, g_strv_length(lines), 60, 30, &width, &height);

    g_assert_nonnull(jigsaw);
    for (guint n = 0; lines[n]; n++)
        add_piece(self, lines[n], &g_array_index(jigsaw->pieces, WbJigsawPiece, n));
    self->puzzle.pieces = (const WbPicturePiece *)(gconstpointer)self->pieces->data;
    self->puzzle.n_pieces = self->pieces->len;
}

static void
add_row(Case *self, const char *line)
{
    g_auto(GStrv) parts = g_strsplit(line, "|", -1);
    WbMatrixCell *cells = g_new0(WbMatrixCell, self->columns->len);
    gboolean band = line[0] == '#';
    WbMatrixRow row = {keep(self, g_strdup(band ? line + 2 : parts[0])), band, cells};

    for (guint n = 0; !band && n < self->columns->len; n++) {
        const char *slash = strchr(parts[n + 1], '/');

        cells[n].asked = slash != NULL;
        cells[n].ticked = slash ? (guint)g_ascii_strtoull(parts[n + 1], NULL, 10) : 0;
        cells[n].said = slash ? (guint)g_ascii_strtoull(slash + 1, NULL, 10) : 0;
    }
    g_ptr_array_add(self->cells, cells);
    g_array_append_val(self->rows, row);
}

static void
make_matrix(Case *self)
{
    g_autofree char *columns = get(self, "columns"), *text = get(self, "matrix");
    g_auto(GStrv) heads = g_strsplit(columns, ";", -1), lines = g_strsplit(text, "\n", -1);

    for (guint n = 0; heads[n]; n++)
        g_ptr_array_add(self->columns, keep(self, g_strdup(heads[n])));
    for (guint n = 0; lines[n]; n++)
        add_row(self, lines[n]);
    self->matrix = (WbPictureMatrix){
        .head = "Need",
        .columns = (const char *const *)self->columns->pdata,
        .n_columns = self->columns->len,
        .rows = (const WbMatrixRow *)(gconstpointer)self->rows->data,
        .n_rows = self->rows->len,
    };
}

static void
make_bars(Case *self)
{
    g_autofree char *text = get(self, "bars");
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (guint n = 0; lines[n]; n++) {
        char *label = keep(self, g_strdup(lines[n]));
        char *figure = strchr(label, ':');
        WbBar bar = {label, 0, figure + 1};

        *figure = '\0';
        bar.value = bar.figure[0] == '<' ? -1 : g_ascii_strtod(bar.figure, NULL);
        g_array_append_val(self->bars, bar);
    }
    self->words.bars = (const WbBar *)(gconstpointer)self->bars->data;
    self->words.n_bars = self->bars->len;
}

static void
make_scale(Case *self)
{
    g_autofree char *text = get(self, "scale");
    g_auto(GStrv) counts = g_strsplit(text, ";", -1);

    for (guint n = 0; counts[n]; n++) {
        guint count = (guint)g_ascii_strtoull(counts[n], NULL, 10);

        g_array_append_val(self->counts, count);
    }
    self->scale = (WbPictureScale){
        .min = 1,
        .max = (int)self->counts->len,
        .counts = (const guint *)(gconstpointer)self->counts->data,
        .mean = g_key_file_get_double(self->file, "sheet", "mean", NULL),
        .median = g_key_file_get_double(self->file, "sheet", "median", NULL),
    };
}

static Case *
case_load(const char *path)
{
    Case *self = g_new0(Case, 1);
    g_autoptr(GError) error = NULL;

    self->file = g_key_file_new();
    g_key_file_load_from_file(self->file, path, G_KEY_FILE_NONE, &error);
    g_assert_no_error(error);
    self->language = get(self, "language");
    self->strings = g_ptr_array_new_with_free_func(g_free);
    self->pieces = g_array_new(FALSE, FALSE, sizeof(WbPicturePiece));
    self->bars = g_array_new(FALSE, FALSE, sizeof(WbBar));
    self->rows = g_array_new(FALSE, FALSE, sizeof(WbMatrixRow));
    self->counts = g_array_new(FALSE, FALSE, sizeof(guint));
    self->columns = g_ptr_array_new();
    self->names = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    self->cells = g_ptr_array_new_with_free_func(g_free);
    make_puzzle(self);
    make_matrix(self);
    make_bars(self);
    make_scale(self);
    wb_fonts_use(self->language, &error);
    g_assert_no_error(error);
    return self;
}

typedef struct {
    const char *id;
    WbPicture picture;
    gconstpointer data;
    char *alt; /* owned */
} Drawn;

#define N_DRAWN 4

static void
list_drawn(const Case *self, Drawn drawn[N_DRAWN])
{
    drawn[0] = (Drawn){"puzzle", wb_picture_puzzle_draw, &self->puzzle,
                       wb_picture_puzzle_dup_alt(&self->puzzle, self->language)};
    drawn[1] = (Drawn){"matrix", wb_picture_matrix_draw, &self->matrix,
                       wb_picture_matrix_dup_alt(&self->matrix, self->language)};
    drawn[2] = (Drawn){"bars", wb_picture_bars_draw, &self->words,
                       wb_picture_bars_dup_alt(&self->words, self->language)};
    drawn[3] = (Drawn){"scale", wb_picture_scale_draw, &self->scale,
                       wb_picture_scale_dup_alt(&self->scale, self->language)};
}

static char *
dup_svg(const Case *self)
{
    GString *all = g_string_new(NULL);
    Drawn drawn[N_DRAWN];

    list_drawn(self, drawn);
    for (guint n = 0; n < N_DRAWN; n++) {
        const WbPictureFrame frame = {WIDTH, self->language, drawn[n].id, drawn[n].id,
                                      drawn[n].alt};
        g_autofree char *svg = wb_picture_to_svg(drawn[n].picture, drawn[n].data, &frame);

        g_string_append(all, svg);
        g_free(drawn[n].alt);
    }
    return g_string_free(all, FALSE);
}

static GBytes *
new_pdf(const Case *self)
{
    const WbDrawSheet sheet = {612, 792, "Pictures", self->language, NULL};
    g_autoptr(WbDraw) draw = wb_draw_new(&sheet);
    g_autoptr(GError) error = NULL;
    Drawn drawn[N_DRAWN];
    GBytes *bytes;

    list_drawn(self, drawn);
    for (guint n = 0; n < N_DRAWN; n++) {
        wb_draw_begin(draw, "Figure");
        drawn[n].picture(draw, drawn[n].data, (WbDrawBox){54, 54, WIDTH, 0});
        wb_draw_end(draw, "Figure");
        wb_draw_end_page(draw);
        g_free(drawn[n].alt);
    }
    bytes = wb_draw_finish(draw, &error);
    g_assert_no_error(error);
    return bytes;
}

/* --- the golden text: what is said, and how many of what kind are drawn --- */

static char *
dup_between(const char *line, const char *before, const char *after)
{
    const char *start = strstr(line, before);
    const char *end = start ? strstr(start + strlen(before), after) : NULL;

    return end ? g_strndup(start + strlen(before), (gsize)(end - start) - strlen(before)) : NULL;
}

static void
describe_path(GHashTable *paths, const char *line)
{
    g_autofree char *look = dup_between(line, "<path ", " d=\"");
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(paths, look)) + 1;

    g_hash_table_insert(paths, g_steal_pointer(&look), GUINT_TO_POINTER(count));
}

static void
append_paths(GString *text, GHashTable *paths)
{
    GList *keys = g_list_sort(g_hash_table_get_keys(paths), (GCompareFunc)strcmp);

    for (GList *key = keys; key; key = key->next)
        g_string_append_printf(text, "  %u x %s\n",
                               GPOINTER_TO_UINT(g_hash_table_lookup(paths, key->data)),
                               (const char *)key->data);
    g_list_free(keys);
    g_hash_table_remove_all(paths);
}

static void
describe_line(GString *text, GHashTable *paths, const char *line)
{
    if (g_str_has_prefix(line, "<path"))
        describe_path(paths, line);
    if (g_str_has_prefix(line, "<text") || g_str_has_prefix(line, "<title") ||
        g_str_has_prefix(line, "<desc")) {
        g_autofree char *size = dup_between(line, "font-size=\"", "\"");
        g_autofree char *said = dup_between(line, ">", "</");

        g_string_append_printf(text, "  %s%s%s\n",
                               size             ? size
                               : line[1] == 't' ? "title"
                                                : "desc",
                               strstr(line, "direction=\"rtl\"") ? " rtl: " : ": ", said);
    }
}

static char *
describe(const char *path)
{
    g_autoptr(Case) self = case_load(path);
    g_autofree char *svg = dup_svg(self);
    g_auto(GStrv) lines = g_strsplit(svg, "\n", -1);
    g_autoptr(GHashTable) paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GString *text = g_string_new(NULL);

    for (guint n = 0; lines[n]; n++) {
        describe_line(text, paths, lines[n]);
        if (g_str_equal(lines[n], "</svg>"))
            append_paths(text, paths);
    }
    return g_string_free(text, FALSE);
}

/* --- what holds for every picture --- */

/* Names and labels stand inside of the piece that they are of. */
static void
test_inner(void)
{
    double width, height;
    g_autoptr(WbJigsaw) jigsaw = wb_jigsaw_new(500, 480, 13, 60, 30, &width, &height);

    for (guint n = 0; n < jigsaw->pieces->len; n++) {
        const WbJigsawPiece *piece = &g_array_index(jigsaw->pieces, WbJigsawPiece, n);
        WbBox bounds = wb_outline_get_bounds(piece->outline);
        WbBox inner = wb_outline_get_inner(piece->outline);

        g_assert_cmpfloat(inner.x, >=, bounds.x);
        g_assert_cmpfloat(inner.x + inner.width, <=, bounds.x + bounds.width);
        g_assert_cmpfloat(inner.y, >=, bounds.y);
        g_assert_cmpfloat(inner.y + inner.height, <=, bounds.y + bounds.height);
        g_assert_cmpfloat(inner.width * inner.height, >=,
                          0.8 * piece->inner.width * piece->inner.height);
    }
}

static void
test_broken_outlines(void)
{
    static const char *const broken[] = {"",
                                         "M",
                                         "M 1",
                                         "L 1 2 L 3 4 Z",
                                         "M 1 2 L nan 3 L 4 4 Z",
                                         "M 1 2 Q 3 4 5 6 Z",
                                         "M 1 2 C 3 4 Z"};

    for (guint n = 0; n < G_N_ELEMENTS(broken); n++)
        g_assert_null(wb_outline_parse(broken[n]));
}

static void
test_same_bytes(gconstpointer path)
{
    g_autoptr(Case) self = case_load(path);
    g_autofree char *once = dup_svg(self), *twice = dup_svg(self);
    g_autoptr(GBytes) pdf = new_pdf(self), again = new_pdf(self);

    g_assert_cmpstr(once, ==, twice);
    g_assert_true(g_bytes_equal(pdf, again));
}

static void
write_picture(const char *path, const char *out)
{
    g_autoptr(Case) self = case_load(path);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = NULL;
    g_autofree char *svg = NULL;

    if (g_str_has_suffix(out, ".pdf")) {
        pdf = new_pdf(self);
        g_file_set_contents(out, g_bytes_get_data(pdf, NULL), (gssize)g_bytes_get_size(pdf),
                            &error);
    } else {
        svg = dup_svg(self);
        g_file_set_contents(out, svg, -1, &error);
    }
    g_assert_no_error(error);
}

int
main(int argc, char **argv)
{
    if (argc == 3 && argv[1][0] != '-') {
        write_picture(argv[1], argv[2]);
        return 0;
    }
    golden_init(&argc, &argv);
    if (golden_print(argc, argv, describe))
        return 0;
    golden_add("drawn", ".ini", describe);
    g_test_add_func("/outline/inner", test_inner);
    g_test_add_func("/outline/broken", test_broken_outlines);
    g_test_add_data_func("/same-bytes/ar", "drawn/ar.ini", test_same_bytes);
    return g_test_run();
}
