#include "tool.h"

#include <glib/gstdio.h>
#include <sys/wait.h>

void
tool_run_free(ToolRun *self)
{
    g_free(self->out);
    g_free(self->err);
    g_free(self);
}

gboolean
tool_is_missing(const char *name)
{
    g_autofree char *path = g_find_program_in_path(name);
    g_autofree char *why = g_strconcat(name, " is not installed", NULL);

    if (path == NULL)
        g_test_skip(why);
    return path == NULL;
}

ToolRun *
tool_run_in(const char *folder, char **environment, const char *const *arguments)
{
    g_autoptr(ToolRun) self = g_new0(ToolRun, 1);
    g_autoptr(GError) error = NULL;
    int status;

    g_spawn_sync(folder, (char **)arguments, environment, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 &self->out, &self->err, &status, &error);
    g_assert_no_error(error);
    self->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return g_steal_pointer(&self);
}

static GPtrArray *
gather(const char *program, va_list more)
{
    GPtrArray *out = g_ptr_array_new();

    for (const char *at = program; at != NULL; at = va_arg(more, const char *))
        g_ptr_array_add(out, (gpointer)at);
    g_ptr_array_add(out, NULL);
    return out;
}

ToolRun *
tool_run(const char *program, ...)
{
    va_list more;

    va_start(more, program);
    g_autoptr(GPtrArray) arguments = gather(program, more);
    va_end(more);
    return tool_run_in(NULL, NULL, (const char *const *)arguments->pdata);
}

void
tool_assert_quiet(const char *program, ...)
{
    va_list more;

    va_start(more, program);
    g_autoptr(GPtrArray) arguments = gather(program, more);
    va_end(more);
    g_autoptr(ToolRun) run = tool_run_in(NULL, NULL, (const char *const *)arguments->pdata);
    if (run->status == 0 && run->err[0] == '\0')
        return;
    g_ptr_array_set_size(arguments, arguments->len - 1);
    g_ptr_array_add(arguments, NULL);
    g_autofree char *command = g_strjoinv(" ", (char **)arguments->pdata);
    g_test_message("%s\nexit %d\n%s\n%s", command, run->status, run->out, run->err);
    g_test_fail();
}

char *
tool_new_folder(void)
{
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("workbook-XXXXXX", &error);

    g_assert_no_error(error);
    return folder;
}

void
tool_remove(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    const char *name;

    while (folder != NULL && !g_file_test(path, G_FILE_TEST_IS_SYMLINK) &&
           (name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        tool_remove(below);
    }
    g_remove(path);
}
