/* Runs: see runs.h. */
#include "runs.h"

WbRuns *
wb_runs_new(void)
{
    WbRuns *self = g_new0(WbRuns, 1);

    self->runs = g_array_new(FALSE, FALSE, sizeof(WbDrawRun));
    self->texts = g_ptr_array_new_with_free_func(g_free);
    return self;
}

void
wb_runs_free(WbRuns *self)
{
    if (!self)
        return;
    g_array_unref(self->runs);
    g_ptr_array_unref(self->texts);
    g_free(self);
}

void
wb_runs_take(WbRuns *self, const WbDrawStyle *style, char *text)
{
    const WbDrawRun run = {text, style};

    g_ptr_array_add(self->texts, text);
    g_array_append_val(self->runs, run);
}

WbRuns *
wb_runs_new_of(const WbDrawStyle *style, char *text)
{
    WbRuns *self = wb_runs_new();

    wb_runs_take(self, style, text);
    return self;
}

void
wb_runs_add(WbRuns *self, const WbDrawStyle *style, const char *text)
{
    wb_runs_take(self, style, g_strdup(text));
}

void
wb_runs_clear(WbRuns *self)
{
    g_array_set_size(self->runs, 0);
    g_ptr_array_set_size(self->texts, 0);
}

const WbDrawRun *
wb_runs_peek(const WbRuns *self)
{
    return (const WbDrawRun *)(gconstpointer)self->runs->data;
}
