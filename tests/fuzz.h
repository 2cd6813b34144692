/* Feeds a target with seeds and with what chance makes of them. It needs no fuzzer in the compiler:
 * as a test it runs every seed and a fixed number of mutations (TAP), by hand it runs for as long
 * as it is told. The same seed always makes the same inputs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of one input. Under the address sanitizer each strstr() measures the rest of its text, so that
 * longer ones would look like hangs. */
#define FUZZ_MOST_BYTES (256 * 1024)

/* What a target makes of one input. TRUE where it was taken for good: many such mean that the
 * mutations get past the first checks. It may do anything but die, hang or leak; what should hold
 * of its results it asserts. @data is exactly as long as @length says. */
typedef gboolean (*FuzzTarget)(const char *data, gsize length);

typedef struct {
    const char *name; /* of the program */
    FuzzTarget target;
    GPtrArray *seeds;              /* of GBytes, owned */
    const char *const *dictionary; /* words worth inserting; NULL at the end */
    guint mutations;               /* as a test */
} Fuzz;

/* Seeds. Paths are seen from the top of the source. */
GPtrArray *fuzz_new_seeds(void);
void fuzz_add_text(GPtrArray *seeds, const char *text, gssize length);
void fuzz_add_file(GPtrArray *seeds, const char *path);
void fuzz_add_folder(GPtrArray *seeds, const char *path, const char *suffix);
char *fuzz_dup_source_path(const char *path);

/* A dictionary: JSON's own words, then @own up to its NULL. The array is the caller's. */
const char **fuzz_new_json_words(const char *const *own);

/* Runs with the arguments of main, frees the seeds, returns the exit code:
 *   (none)                       the test
 *   --seconds N [--seed S]       by time, with figures at the end
 *   --replay FILE                one input, in this process */
int fuzz_run(Fuzz *fuzz, int argc, char **argv);

G_END_DECLS
