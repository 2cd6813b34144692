/* Golden cases: every file of a folder is described as text and compared with FILE.expected beside
 * it. Called with a file as argument, the test prints the text instead. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text of one case, never NULL; of a broken one it is the error. */
typedef char *(*GoldenDescribe)(const char *path);

/* What a test program needs before g_test_init: the folder of the tests as current folder, so that
 * messages name the same paths on every machine. */
void golden_init(int *argc, char ***argv);

/* One test for each file of tests/@folder that ends in @suffix. */
void golden_add(const char *folder, const char *suffix, GoldenDescribe describe);

/* One test for one file or folder, whose text is kept elsewhere. */
void golden_add_file(const char *path, const char *expected_path, GoldenDescribe describe);

/* With a file as argument prints its text and returns TRUE: there is nothing more to do. */
gboolean golden_print(int argc, char **argv, GoldenDescribe describe);

/* All of the above: a test program that has only golden cases. */
int golden_main(int argc, char **argv, const char *folder, const char *suffix,
                GoldenDescribe describe);

G_END_DECLS
