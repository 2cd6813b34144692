#include "reading.h"

#include <string.h>

#include "code.h"
#include "copy.h"
#include "flat.h"
#include "pdf.h"
#include "raw-pages.h"
#include "raw.h"
#include "reconcile.h"
#include "resolve.h"

static void
describe(WbRecord *record, const WbPdf *pdf, const WbEdition *edition)
{
    record->workbook = g_strdup(edition->workbook);
    record->version = g_strdup(edition->version);
    record->language = g_strdup(edition->language);
    record->paper = g_strdup(edition->paper);
    record->fingerprint = g_strdup(edition->fingerprint);
    record->copy = wb_copy_find(pdf);
    record->read_from = g_strdup(pdf->widgets->len ? "fields" : "text");
    /* Our blanks have no such date, so one that is there was set by whoever saved the answers. */
    record->saved = g_strdup(pdf->modified);
    record->saved_from = g_strdup(pdf->modified ? "info" : NULL);
}

/* Of how many pages the file's own words say they should be, how many there are; or NULL. */
static char *
dup_pages(WbPdf *pdf, const WbReadingOptions *options)
{
    WbResolved resolved = {NULL, NULL, NULL, FALSE};
    const WbEdition *edition;
    char *pages = NULL;

    wb_resolve(pdf, NULL, options->editions, FALSE, &resolved);
    edition = resolved.edition;
    if (edition && pdf->pages < edition->pages->len)
        pages = g_strdup_printf("pages are missing: %u of %u are there", pdf->pages,
                                edition->pages->len);
    else if (edition)
        pages = g_strdup_printf("all of its %u pages are there, but not all answers may be",
                                pdf->pages);
    g_clear_pointer(&resolved.attached, wb_edition_free);
    return pages;
}

static const char *
find_problem(WbPdf *pdf, const WbRaw *raw, const WbReadingOptions *options, WbRecord *record,
             WbResolved *resolved)
{
    if (pdf->cut) {
        record->detail = dup_pages(pdf, options);
        return "damaged";
    }
    if (pdf->xfa)
        return "xfa-only";
    wb_resolve(pdf, raw, options->editions, options->trust_attached, resolved);
    return resolved->problem;
}

static void
read_fields(const WbPdf *pdf, WbRaw *raw, const WbEdition *edition, WbRecord *record)
{
    if (raw)
        wb_raw_read_fields(raw, FALSE);
    else
        wb_record_add_note(record, NULL, "one-reading", NULL);
    wb_reconcile(pdf, raw ? raw->fields : NULL, edition, record);
}

/* What is seen is all that there is: there is no second reading of it. */
static void
read_text(WbPdf *pdf, const WbEdition *edition, WbRecord *record)
{
    record->problem = g_strdup(wb_flat_read(pdf, edition, record));
    if (!record->problem)
        wb_reconcile(pdf, NULL, edition, record);
}

/* A file without fields is read by looking at its pages. */
static WbPdf *
open_file(GBytes *file, GError **error)
{
    WbPdf *pdf = wb_pdf_open(file, error), *lighter = NULL;
    g_autoptr(GBytes) light = NULL;
    WbRawPages found;

    if (!pdf || pdf->widgets->len > 0 || pdf->cut)
        return pdf;
    light = wb_raw_dup_lighter(file, &found);
    lighter = light ? wb_pdf_open(light, NULL) : NULL;
    if (lighter && lighter->pages == pdf->pages) {
        wb_pdf_free(pdf);
        pdf = g_steal_pointer(&lighter);
    }
    g_clear_pointer(&lighter, wb_pdf_free);
    pdf->pictures = found.pictures;
    pdf->foreign = found.foreign;
    pdf->xfa = found.xfa;
    return pdf;
}

/* What both libraries made of the file is left to the end of the process, which is at hand: to take
 * it apart block by block would be a tenth of the work. */
static void
read_file(GBytes *file, const WbReadingOptions *options, WbRecord *record, WbResolved *resolved)
{
    g_autoptr(GError) error = NULL;
    WbPdf *pdf = open_file(file, &error);
    WbRaw *raw = pdf && pdf->widgets->len > 0 ? wb_raw_open(file) : NULL;

    record->problem =
        g_strdup(pdf ? find_problem(pdf, raw, options, record, resolved) : error->message);
    if (record->problem)
        return;
    describe(record, pdf, resolved->edition);
    if (resolved->guessed)
        wb_record_add_note(record, NULL, "edition-guessed", NULL);
    if (pdf->widgets->len > 0)
        read_fields(pdf, raw, resolved->edition, record);
    else
        read_text(pdf, resolved->edition, record);
}

char *
wb_reading_work(GBytes *file, gpointer options)
{
    g_autoptr(WbRecord) record = wb_record_new(""); /* the parent knows its name */
    WbResolved resolved = {NULL, NULL, NULL, FALSE};
    g_autofree char *line = NULL, *edition = NULL;

    read_file(file, options, record, &resolved);
    line = wb_record_to_json(record);
    if (!resolved.attached)
        return g_steal_pointer(&line);
    edition = wb_edition_to_json(resolved.attached);
    wb_edition_free(resolved.attached);
    return g_strconcat(line, "\n", edition, NULL);
}

WbRecord *
wb_reading_parse(const char *text, const WbReadingOptions *options, WbEdition **attached_out)
{
    const char *second = strchrnul(text, '\n');
    g_autoptr(WbRecord) record = wb_record_parse(text, second - text, NULL);
    g_autoptr(WbEdition) attached = NULL;

    if (!record || (record->copy && !wb_code_is_copy(record->copy)))
        return NULL;
    if (*second && options->trust_attached)
        attached = wb_edition_parse(second + 1, -1, WB_EDITION_ATTACHMENT, NULL);
    if (!record->problem && !wb_editions_lookup(options->editions, record->fingerprint) &&
        (!attached || !g_str_equal(attached->fingerprint, record->fingerprint)))
        return NULL;
    *attached_out = g_steal_pointer(&attached);
    return g_steal_pointer(&record);
}
