#include "pool.h"

#include <gio/gio.h>
#include <string.h>

#include "confine.h"
#include "input.h"
#include "jail.h"
#include "pdf.h"
#include "raw-pages.h"
#include "reading.h"

#define MOST_JOBS 64
#define WINDOW 64                       /* files begun and not yet handed over */
#define MOST_WAITING (32 * 1024 * 1024) /* bytes of text that waits for a slower file before it */

/* One file between its start and its being handed over. */
typedef struct {
    const WbReturn *file;
    WbInput input;
    WbJail *jail; /* NULL: there is nothing to wait for */
    WbRecord *record;
    WbEdition *attached;
    gsize waiting; /* bytes */
} Job;

typedef struct {
    GPtrArray *returns;
    WbReadingOptions reading;
    guint most_running;
    WbPoolDone done;
    gpointer data;
    GQueue *jobs; /* of Job, owned, in input order */
    guint next, running;
    gsize waiting;
} Pool;

static void
job_free(Job *self)
{
    g_clear_pointer(&self->jail, wb_jail_free);
    g_clear_pointer(&self->record, wb_record_free);
    g_clear_pointer(&self->attached, wb_edition_free);
    wb_input_clear(&self->input);
    g_free(self);
}

static gboolean
start(Pool *in, GError **error)
{
    Job *job = g_new0(Job, 1);

    job->file = in->returns->pdata[in->next++];
    g_queue_push_tail(in->jobs, job);
    wb_input_load(&job->input, job->file->path);
    if (job->input.problem) {
        job->record = wb_record_new(job->file->name);
        job->record->problem = g_strdup(job->input.problem);
        job->record->detail = g_strdup(job->input.detail);
        return TRUE;
    }
    job->jail = wb_jail_start(wb_reading_work, job->input.bytes, &in->reading, error);
    in->running += job->jail != NULL;
    return job->jail != NULL;
}

static void
complete(Job *job)
{
    WbRecord *record = job->record;

    g_free(record->file);
    record->file = g_utf8_make_valid(job->file->name, -1);
    g_free(record->sha256);
    record->sha256 = g_strdup(job->input.sha256);
    if (!record->problem && !record->saved) {
        record->saved = g_strdup(job->input.saved);
        g_free(record->saved_from);
        record->saved_from = g_strdup("file");
    }
}

/* A child that died, or said something that is no record, leaves a problem in its place. */
static void
finish(Pool *in, Job *job)
{
    static const char *const problems[] = {
        [WB_JAIL_DONE] = "damaged",
        [WB_JAIL_TOO_LONG] = "took-too-long",
        [WB_JAIL_TOO_MUCH_MEMORY] = "too-much-memory",
        [WB_JAIL_TOO_MUCH_TEXT] = "too-much-text",
        [WB_JAIL_DIED] = "damaged",
        [WB_JAIL_UNCONFINED] = "damaged", /* the probe has shown that children can be confined */
    };
    WbJailEnd end = wb_jail_end(job->jail);
    g_autofree char *text = wb_jail_steal_text(job->jail);

    g_clear_pointer(&job->jail, wb_jail_free);
    g_clear_pointer(&job->input.bytes, g_bytes_unref);
    in->running--;
    job->record = text ? wb_reading_parse(text, &in->reading, &job->attached) : NULL;
    if (!job->record) {
        job->record = wb_record_new(job->file->name);
        job->record->problem = g_strdup(problems[end]);
    }
    complete(job);
    job->waiting = text ? strlen(text) : 0;
    in->waiting += job->waiting;
}

static gboolean
hand_over(Pool *in, GError **error)
{
    Job *job;

    while ((job = g_queue_peek_head(in->jobs)) && job->record) {
        gboolean go_on = in->done(job->record, job->attached, in->data, error);

        in->waiting -= job->waiting;
        job_free(g_queue_pop_head(in->jobs));
        if (!go_on)
            return FALSE;
    }
    return TRUE;
}

/* Sleeps until a child speaks or the first deadline passes. */
static void
wait_for_any(Pool *in)
{
    g_autofree GPollFD *polls = g_new0(GPollFD, in->running);
    gint64 first = G_MAXINT64, left;
    guint n = 0;

    for (GList *item = in->jobs->head; item; item = item->next) {
        Job *job = item->data;

        if (!job->jail)
            continue;
        polls[n++] = (GPollFD){wb_jail_get_fd(job->jail), G_IO_IN | G_IO_HUP, 0};
        first = MIN(first, wb_jail_get_deadline(job->jail));
    }
    left = first - g_get_monotonic_time();
    g_poll(polls, n, left > 0 ? (int)(left / 1000) + 1 : 0);
}

static void
step(Pool *in)
{
    for (GList *item = in->jobs->head; item; item = item->next) {
        Job *job = item->data;

        if (job->jail && wb_jail_step(job->jail))
            finish(in, job);
    }
}

static gboolean
may_start(const Pool *in)
{
    return in->next < in->returns->len && in->running < in->most_running &&
           in->jobs->length < WINDOW && in->waiting < MOST_WAITING;
}

static gboolean
run(Pool *in, GError **error)
{
    while (in->next < in->returns->len || in->jobs->length > 0) {
        while (may_start(in)) {
            if (!start(in, error) || !hand_over(in, error))
                return FALSE;
        }
        if (in->running > 0)
            wait_for_any(in);
        step(in);
        if (!hand_over(in, error))
            return FALSE;
    }
    return TRUE;
}

typedef struct {
    WbPoolPreparation work;
    gpointer data;
    GError **error;
} Preparation;

static gpointer
run_preparation(gpointer data)
{
    const Preparation *self = data;

    return GINT_TO_POINTER(self->work(self->data, self->error));
}

/* The C library gives each thread a heap of its own. */
gboolean
wb_pool_prepare(WbPoolPreparation work, gpointer data, GError **error)
{
    Preparation preparation = {work, data, error};

    return GPOINTER_TO_INT(
        g_thread_join(g_thread_new("preparation", run_preparation, &preparation)));
}

static char *
say_nothing(GBytes *file, gpointer data)
{
    return g_strdup("");
}

/* Whether a child can be confined here, asked of one that has no file: what a file's own child says
 * of it cannot be believed. */
static gboolean
can_confine(GError **error)
{
    g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
    g_autofree char *text = NULL;

    if (wb_confine_prepare() &&
        wb_jail_run(say_nothing, nothing, NULL, &text, error) != WB_JAIL_UNCONFINED)
        return TRUE;
    if (error != NULL && *error == NULL)
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                    "this system cannot confine processes (seccomp), so no file was read");
    return FALSE;
}

gboolean
wb_pool_read(GPtrArray *returns, const WbPoolOptions *options, WbPoolDone done, gpointer data,
             GError **error)
{
    guint jobs = options->jobs ? options->jobs : g_get_num_processors();
    Pool in = {.returns = returns,
               .reading = {options->editions, options->trust_attached},
               .most_running = CLAMP(jobs, 1, MOST_JOBS),
               .done = done,
               .data = data,
               .jobs = g_queue_new()};
    gboolean read;

    wb_pdf_warm_up();
    wb_raw_pages_warm_up();
    read = can_confine(error) && run(&in, error);
    g_queue_free_full(in.jobs, (GDestroyNotify)job_free);
    return read;
}
