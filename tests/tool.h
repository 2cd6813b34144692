/* Programs that look at our PDFs from outside (qpdf, poppler's tools, mutool), and our own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    int status; /* exit code */
    char *out, *err;
} ToolRun;

void tool_run_free(ToolRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ToolRun, tool_run_free)

/* TRUE, and the test skips itself with the reason, where a program is not installed. */
gboolean tool_is_missing(const char *name);

/* Runs a program to its end. */
ToolRun *tool_run(const char *program, ...) G_GNUC_NULL_TERMINATED;
/* The same in a folder and an environment of its own; either may be NULL. */
ToolRun *tool_run_in(const char *folder, char **environment, const char *const *arguments);

/* The test fails unless the program exits with 0 and has no word to say on stderr. */
void tool_assert_quiet(const char *program, ...) G_GNUC_NULL_TERMINATED;

/* A new temporary folder, the caller's. */
char *tool_new_folder(void);
void tool_remove(const char *path); /* and everything below it */

G_END_DECLS
