#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define HANG_SECONDS 20   /* for one input, also with sanitizers on a busy machine */
#define BLOCK 5000        /* inputs one process runs at most, before it is looked at for leaks */
#define BLOCK_SECONDS 5   /* and how long */
#define MOST_FINDINGS 20  /* then a run by time gives up */
#define MOST_CHANGES 6    /* of one input */
#define MOST_REPEATS 4096 /* of one piece */

/* What an undefined operation does must not depend on how the program was started. */
const char *__ubsan_default_options(void);
const char *
__ubsan_default_options(void)
{
    return "halt_on_error=1:print_stacktrace=1";
}

/* Chance, the same everywhere (splitmix64). */

typedef guint64 Chance;

static guint64
next(Chance *self)
{
    guint64 z = (*self += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* From 0 to @below - 1; 0 of nothing. */
static gsize
pick(Chance *self, gsize below)
{
    return below > 0 ? next(self) % below : 0;
}

/* Short more often than long. */
static gsize
pick_length(Chance *self, gsize most)
{
    gsize bound = (gsize)1 << pick(self, 14);

    return pick(self, MIN(most, bound) + 1);
}

/* Mutations: each changes @text in one place. */

typedef struct {
    const Fuzz *fuzz;
    Chance chance;
    GString *text;
} Mutator;

typedef struct {
    gsize start, length;
} Piece;

static GBytes *
pick_seed(Mutator *in)
{
    return in->fuzz->seeds->pdata[pick(&in->chance, in->fuzz->seeds->len)];
}

static const char *
pick_word(Mutator *in)
{
    return in->fuzz->dictionary[pick(&in->chance, g_strv_length((char **)in->fuzz->dictionary))];
}

static gsize
line_start(const char *text, gsize at)
{
    while (at > 0 && text[at - 1] != '\n')
        at--;
    return at;
}

static gsize
line_end(const char *text, gsize length, gsize at)
{
    const char *newline = at < length ? memchr(text + at, '\n', length - at) : NULL;

    return newline ? (gsize)(newline - text) + 1 : length;
}

static gboolean
is_word(char c)
{
    return g_ascii_isalnum(c) || strchr("_.-", c);
}

/* Some bytes, some lines or one word. */
static Piece
pick_piece(Mutator *in, const char *text, gsize length)
{
    gsize start = pick(&in->chance, length), end;
    gsize some = pick_length(&in->chance, length - start);

    switch (pick(&in->chance, 3)) {
    case 0:
        return (Piece){start, some};
    case 1:
        end = line_end(text, length, start + MIN(some, 400));
        start = line_start(text, start);
        return (Piece){start, end - start};
    default:
        for (end = start; end < length && text[end] && is_word(text[end]);)
            end++;
        while (start > 0 && text[start - 1] && is_word(text[start - 1]))
            start--;
        return (Piece){start, end - start};
    }
}

static void
flip_bit(Mutator *in)
{
    if (in->text->len > 0)
        in->text->str[pick(&in->chance, in->text->len)] ^= (char)(1 << pick(&in->chance, 8));
}

static void
put_byte(Mutator *in)
{
    static const char bytes[] = "\0\n\r\t \"'\\:,[]{}#&*!|>%@`-?~\x7f\x80\xff";

    if (in->text->len > 0)
        in->text->str[pick(&in->chance, in->text->len)] = bytes[pick(&in->chance, sizeof bytes)];
}

static void
insert_word(Mutator *in)
{
    g_string_insert(in->text, (gssize)pick(&in->chance, in->text->len + 1), pick_word(in));
}

static void
replace(Mutator *in, Piece piece, const char *by, gsize length)
{
    g_string_erase(in->text, (gssize)piece.start, (gssize)piece.length);
    g_string_insert_len(in->text, (gssize)piece.start, by, (gssize)length);
}

static void
replace_word(Mutator *in)
{
    const char *word = pick_word(in);

    replace(in, pick_piece(in, in->text->str, in->text->len), word, strlen(word));
}

static void
replace_number(Mutator *in)
{
    static const char *const numbers[] = {
        "0",
        "-1",
        "1",
        "00",
        "255",
        "256",
        "65536",
        "2147483647",
        "-2147483648",
        "2147483648",
        "4294967295",
        "4294967296",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551616",
        "0.005",
        "1e308",
        "1e-320",
        "1e999",
        "nan",
        "inf",
        "0x10",
        "1_000",
        "",
    };
    const char *number = numbers[pick(&in->chance, G_N_ELEMENTS(numbers))];
    gsize start = pick(&in->chance, in->text->len), end;

    while (start < in->text->len && !g_ascii_isdigit(in->text->str[start]))
        start++;
    for (end = start; end < in->text->len && g_ascii_isdigit(in->text->str[end]);)
        end++;
    if (end > start)
        replace(in, (Piece){start, end - start}, number, strlen(number));
}

/* Four bytes at once, as lengths of a protocol have them. */
static void
replace_binary_number(Mutator *in)
{
    static const guint32 numbers[] = {
        0, 1, 11, 12, 13, 0x7fffffff, 0x80000000, 0xfffffff3, 0xfffffff4, 0xffffffff,
    };
    gsize at = pick(&in->chance, MIN(in->text->len, 64));

    if (at + sizeof *numbers <= in->text->len)
        memcpy(in->text->str + at, &numbers[pick(&in->chance, G_N_ELEMENTS(numbers))],
               sizeof *numbers);
}

static void
delete_piece(Mutator *in)
{
    replace(in, pick_piece(in, in->text->str, in->text->len), "", 0);
}

static void
copy_piece(Mutator *in)
{
    Piece from = pick_piece(in, in->text->str, in->text->len);
    Piece to = pick_piece(in, in->text->str, in->text->len);
    g_autofree char *copy = g_memdup2(in->text->str + from.start, from.length);

    if (pick(&in->chance, 2) == 0)
        to.length = 0;
    replace(in, to, copy, from.length);
}

static void
splice_seed(Mutator *in)
{
    gsize length;
    const char *other = g_bytes_get_data(pick_seed(in), &length);
    Piece from = pick_piece(in, other, length);
    Piece to = pick_piece(in, in->text->str, in->text->len);

    if (pick(&in->chance, 2) == 0)
        to.length = 0;
    replace(in, to, other + from.start, from.length);
}

/* Brackets by the thousand are deep nesting. */
static void
repeat_piece(Mutator *in)
{
    gsize n = (gsize)1 << pick(&in->chance, 13);
    Piece from = pick_piece(in, in->text->str, in->text->len);
    gboolean word = pick(&in->chance, 2) == 0;
    gsize most = 1 + pick(&in->chance, 200);
    g_autofree char *piece = word ? g_strdup(pick_word(in))
                                  : g_strndup(in->text->str + from.start, MIN(from.length, most));
    g_autoptr(GString) all = g_string_new(NULL);

    for (gsize i = 0; i < MIN(n, MOST_REPEATS) && all->len < FUZZ_MOST_BYTES / 4; i++)
        g_string_append(all, piece);
    g_string_insert_len(in->text, (gssize)from.start, all->str, (gssize)all->len);
}

static void
cut_off(Mutator *in)
{
    g_string_truncate(in->text, pick(&in->chance, in->text->len + 1));
}

static void (*const mutations[])(Mutator *in) = {
    flip_bit,     put_byte,   insert_word, insert_word,  replace_word, replace_word,
    delete_piece, copy_piece, copy_piece,  splice_seed,  splice_seed,  replace_number,
    repeat_piece, cut_off,    flip_bit,    delete_piece, splice_seed,  replace_binary_number,
};

/* Input @n of a run: first the seeds, then what chance makes of them. */
static GString *
new_input(const Fuzz *fuzz, guint64 seed, guint64 n)
{
    Mutator in = {fuzz, seed * G_GUINT64_CONSTANT(0x2545f4914f6cdd1d) + n, NULL};
    GBytes *from = n < fuzz->seeds->len ? fuzz->seeds->pdata[n] : pick_seed(&in);
    gsize length, changes;
    const char *data = g_bytes_get_data(from, &length);
    gboolean text = g_utf8_validate(data, (gssize)length, NULL);

    in.text = g_string_new_len(data, (gssize)length);
    if (n < fuzz->seeds->len)
        return in.text;
    changes =
        1 + pick(&in.chance, 1 + pick(&in.chance, MOST_CHANGES)); /* few get further than many */
    for (gsize i = 0; i < changes; i++)
        mutations[pick(&in.chance, G_N_ELEMENTS(mutations))](&in);
    g_string_truncate(in.text, MIN(in.text->len, FUZZ_MOST_BYTES));
    /* Text that is not UTF-8 is found out at once: most of it goes on as text. */
    if (text && pick(&in.chance, 8) > 0) {
        g_autofree char *valid = g_utf8_make_valid(in.text->str, (gssize)in.text->len);
        g_string_assign(in.text, valid);
        g_string_truncate(in.text, MIN(in.text->len, FUZZ_MOST_BYTES));
    }
    return in.text;
}

/* Seen from outside, so that it outlives the process that runs the inputs. */
typedef struct {
    guint64 done, taken; /* inputs */
    gboolean through;    /* what is left to happen is the search for leaks */
    gsize length;
    char input[FUZZ_MOST_BYTES]; /* the one being run */
    gint64 slowest_usec;
    gsize slowest_length;
    char slowest[FUZZ_MOST_BYTES];
} Seen;

typedef enum { FINE, DIED, HUNG, LEAKED } Outcome;

static const char *const outcomes[] = {"fine", "died", "hung", "leaked"};

typedef struct {
    const Fuzz *fuzz;
    Seen *seen; /* shared memory */
    guint64 seed;
    gint64 deadline; /* monotonic time */
    guint findings[G_N_ELEMENTS(outcomes)];
    char *folder; /* where inputs are kept */
} Run;

static gboolean
run_exactly(const Fuzz *fuzz, const char *data, gsize length)
{
    g_autofree char *copy = g_memdup2(data, length); /* a read behind it is one behind the heap's */

    return fuzz->target(copy ? copy : "", length);
}

static void
run_input(Run *in, guint64 n)
{
    g_autoptr(GString) text = new_input(in->fuzz, in->seed, n);
    Seen *seen = in->seen;
    gint64 start = g_get_monotonic_time(), took;

    seen->length = text->len;
    memcpy(seen->input, text->str, text->len);
    alarm(HANG_SECONDS);
    seen->taken += run_exactly(in->fuzz, text->str, text->len) ? 1 : 0;
    took = g_get_monotonic_time() - start;
    if (took > seen->slowest_usec) {
        seen->slowest_usec = took;
        seen->slowest_length = text->len;
        memcpy(seen->slowest, text->str, text->len);
    }
    seen->done++;
}

static G_NORETURN void
run_block(Run *in, guint64 first, guint64 n)
{
    gint64 deadline = MIN(in->deadline, g_get_monotonic_time() + BLOCK_SECONDS * G_USEC_PER_SEC);

    for (guint64 i = 0; i < n && (i == 0 || g_get_monotonic_time() < deadline); i++)
        run_input(in, first + i);
    alarm(0);
    in->seen->through = TRUE;
    exit(0); /* which is when leaks are looked for */
}

/* Runs some inputs, as many as there is time for, in a process of their own. */
static Outcome
run_apart(Run *in, guint64 first, guint64 n, guint64 *ran)
{
    guint64 before = in->seen->done;
    int status = 0;
    pid_t pid;

    in->seen->through = FALSE;
    fflush(NULL);
    pid = fork();
    g_assert_cmpint(pid, >=, 0);
    if (pid == 0)
        run_block(in, first, n);
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    *ran = in->seen->done - before;
    if (status == 0 && in->seen->through)
        return FINE;
    if (in->seen->through)
        return LEAKED;
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? HUNG : DIED;
}

static char *
keep(const Run *in, const char *what, guint64 n, const char *data, gsize length)
{
    g_autofree char *name = g_strdup_printf("%s-%s-%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT,
                                            in->fuzz->name, what, in->seed, n);
    char *path = g_build_filename(in->folder, name, NULL);
    g_autoptr(GError) error = NULL;

    if (!g_file_set_contents(path, data, (gssize)length, &error))
        g_printerr("%s\n", error->message);
    return path;
}

static void
report(Run *in, Outcome outcome, guint64 n, const char *data, gsize length)
{
    g_autofree char *path = keep(in, outcomes[outcome], n, data, length);

    in->findings[outcome]++;
    g_print("# input %" G_GUINT64_FORMAT " of seed %" G_GUINT64_FORMAT " %s: %s (--replay it)\n", n,
            in->seed, outcomes[outcome], path);
}

/* Among inputs that leaked, the first that does so alone. */
static void
find_leak(Run *in, guint64 first, guint64 n)
{
    g_autoptr(GString) text = NULL;
    guint64 ran;

    while (n > 1) {
        Outcome outcome = run_apart(in, first, n / 2, &ran);

        first += outcome == FINE ? ran : 0;
        n = outcome == FINE ? n - ran : n / 2;
    }
    text = new_input(in->fuzz, in->seed, first);
    report(in, LEAKED, first, text->str, text->len);
}

static guint
count_findings(const Run *in)
{
    return in->findings[DIED] + in->findings[HUNG] + in->findings[LEAKED];
}

/* Inputs from @first up to @end, as far as time allows. */
static void
run_all(Run *in, guint64 first, guint64 end)
{
    while (first < end && g_get_monotonic_time() < in->deadline &&
           count_findings(in) < MOST_FINDINGS) {
        guint64 ran;
        Outcome outcome = run_apart(in, first, MIN(end - first, BLOCK), &ran);

        if (outcome == LEAKED) {
            find_leak(in, first, ran);
        } else if (outcome != FINE) {
            report(in, outcome, first + ran, in->seen->input, in->seen->length);
            ran++;
        }
        first += ran;
    }
}

static int
run_test(Run *in)
{
    guint64 n = in->fuzz->seeds->len;

    run_all(in, 0, n);
    g_print("%s 1 seeds: %" G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT " of them taken\n",
            count_findings(in) > 0 ? "not ok" : "ok", n, in->seen->taken);
    in->seen->taken = 0;
    memset(in->findings, 0, sizeof in->findings);
    run_all(in, n, n + in->fuzz->mutations);
    g_print("%s 2 mutations: %u, %" G_GUINT64_FORMAT " of them taken\n1..2\n",
            count_findings(in) > 0 ? "not ok" : "ok", in->fuzz->mutations, in->seen->taken);
    return count_findings(in) > 0;
}

static int
run_seconds(Run *in, int seconds)
{
    gint64 start = g_get_monotonic_time();
    const Seen *seen = in->seen;
    g_autofree char *path = NULL;
    double took;

    in->deadline = start + seconds * G_USEC_PER_SEC;
    run_all(in, 0, G_MAXUINT64);
    took = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
    path = keep(in, "slowest", 0, seen->slowest, seen->slowest_length);
    g_print("%s: seed %" G_GUINT64_FORMAT ", %.0f s, %" G_GUINT64_FORMAT
            " executions, %.0f a second, %.1f %% taken, %u died, %u hung, %u leaked, slowest %.1f "
            "ms (%s)\n",
            in->fuzz->name, in->seed, took, seen->done, (double)seen->done / took,
            100.0 * (double)seen->taken / (double)MAX(seen->done, 1), in->findings[DIED],
            in->findings[HUNG], in->findings[LEAKED], (double)seen->slowest_usec / 1000, path);
    return count_findings(in) > 0;
}

static int
replay(const Fuzz *fuzz, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *data = NULL;
    gsize length;

    if (!g_file_get_contents(path, &data, &length, &error)) {
        g_printerr("%s\n", error->message);
        return 1;
    }
    g_print("%s\n", run_exactly(fuzz, data, length) ? "taken" : "refused");
    return 0;
}

int
fuzz_run(Fuzz *fuzz, int argc, char **argv)
{
    g_autofree char *file = NULL;
    gint seconds = 0;
    gint64 seed = 1;
    GOptionEntry entries[] = {
        {"seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "Run for this long", "N"},
        {"seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Other mutations (1)", "S"},
        {"replay", 0, 0, G_OPTION_ARG_FILENAME, &file, "Run one input that was kept", "FILE"},
        {NULL},
    };
    g_autoptr(GOptionContext) options = g_option_context_new(NULL);
    g_autoptr(GPtrArray) seeds = fuzz->seeds;
    g_autoptr(GError) error = NULL;
    const char *built = g_getenv("G_TEST_BUILDDIR");
    Run in = {.fuzz = fuzz, .deadline = G_MAXINT64};
    int status;

    g_log_set_always_fatal(G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
    g_option_context_add_main_entries(options, entries, NULL);
    if (!g_option_context_parse(options, &argc, &argv, &error)) {
        g_printerr("%s\n", error->message);
        return 2;
    }
    if (file)
        return replay(fuzz, file);
    in.seed = (guint64)seed;
    in.folder = built ? g_strdup(built) : g_path_get_dirname(argv[0]);
    in.seen =
        mmap(NULL, sizeof *in.seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    g_assert_true(in.seen != MAP_FAILED);
    status = seconds > 0 ? run_seconds(&in, seconds) : run_test(&in);
    munmap(in.seen, sizeof *in.seen);
    g_free(in.folder);
    return status;
}

/* Seeds. */

GPtrArray *
fuzz_new_seeds(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
}

void
fuzz_add_text(GPtrArray *seeds, const char *text, gssize length)
{
    g_ptr_array_add(seeds, g_bytes_new(text, length < 0 ? strlen(text) : (gsize)length));
}

/* By hand, programs are started at the top of the source. */
char *
fuzz_dup_source_path(const char *path)
{
    const char *tests = g_getenv("G_TEST_SRCDIR");
    g_autofree char *top = tests ? g_path_get_dirname(tests) : g_strdup(".");

    return g_build_filename(top, path, NULL);
}

static void
add_path(GPtrArray *seeds, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *data = NULL;
    gsize length;

    g_file_get_contents(path, &data, &length, &error);
    g_assert_no_error(error);
    fuzz_add_text(seeds, data, (gssize)length);
}

void
fuzz_add_file(GPtrArray *seeds, const char *path)
{
    g_autofree char *whole = fuzz_dup_source_path(path);

    add_path(seeds, whole);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* In the order of names: an input's number stands for the same bytes everywhere. */
void
fuzz_add_folder(GPtrArray *seeds, const char *path, const char *suffix)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *whole = fuzz_dup_source_path(path);
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) files = g_dir_open(whole, 0, &error);
    const char *name;

    g_assert_no_error(error);
    while ((name = g_dir_read_name(files)))
        if (g_str_has_suffix(name, suffix))
            g_ptr_array_add(names, g_build_filename(whole, name, NULL));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++)
        add_path(seeds, names->pdata[i]);
}

/* Dictionaries. */

const char **
fuzz_new_json_words(const char *const *own)
{
    static const char *const words[] = {
        "{",  "}",  "[",    "]",     ",",       ":",       "\"", "null", "true", "false",
        "{}", "[]", "\"\"", "1e999", "\\u0000", "\\ud800", "\\", "/*",   "'",
    };
    GPtrArray *all = g_ptr_array_new();

    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        g_ptr_array_add(all, (gpointer)words[i]);
    for (; *own; own++)
        g_ptr_array_add(all, (gpointer)*own);
    g_ptr_array_add(all, NULL);
    return (const char **)g_ptr_array_free(all, FALSE);
}
