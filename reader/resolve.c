#include "resolve.h"

#include <string.h>

#include "code.h"
#include "digest.h"
#include "flat.h"
#include "raw-attachment.h"
#include "reconcile.h"

#define FOOTER_PAGES 3       /* pages that are searched for the footer's code, */
#define FLAT_FOOTER_PAGES 60 /* of a file without fields, of which some may be pictures */

/* The fingerprint that the Info dictionary claims, or NULL. */
static char *
dup_claimed(const WbPdf *pdf)
{
    const char *claim = pdf->keywords ? strstr(pdf->keywords, WB_EDITION_KEYWORD) : NULL;

    if (!claim)
        return NULL;
    claim += strlen(WB_EDITION_KEYWORD);
    return g_strndup(claim, strspn(claim, "0123456789abcdef"));
}

/* As our generator attaches it: its SHA-256 without the fingerprint is the fingerprint. Far cheaper
 * than parsing, and the case of nearly every file. */
static gboolean
is_sealed(GBytes *bytes, const char *fingerprint)
{
    g_autofree char *key = g_strdup_printf("\"fingerprint\":\"%s\",", fingerprint);
    g_autofree char *found = NULL;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    const char *place = memmem(data, size, key, strlen(key));
    WbDigest digest;

    if (!place)
        return FALSE;
    while (size > 0 && data[size - 1] == '\n') /* of the file, not of the JSON */
        size--;
    wb_digest_begin(&digest);
    wb_digest_add(&digest, data, (gsize)(place - data));
    place += strlen(key);
    wb_digest_add(&digest, place, (gsize)(data + size - place));
    found = wb_digest_end_hex(&digest);
    return g_str_equal(found, fingerprint);
}

static WbEdition *
parse_attached(GBytes *bytes, GError **error)
{
    gsize size;
    const char *json = g_bytes_get_data(bytes, &size);

    return wb_edition_parse(json, (gssize)size, WB_EDITION_ATTACHMENT, error);
}

/* What is attached is either nothing or the edition that the file says it is of: NULL then. Bytes
 * that are not even JSON were hurt on their way; an edition that is another one was put there. */
static const char *
find_forgery(const WbPdf *pdf, const WbRaw *raw, const WbEdition *edition)
{
    g_autoptr(GBytes) sooner = raw ? wb_raw_dup_attachment(raw, WB_EDITION_ATTACHMENT) : NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(WbEdition) attached = NULL;
    g_autoptr(GError) error = NULL;

    if (sooner && is_sealed(sooner, edition->fingerprint))
        return NULL;
    bytes = wb_pdf_dup_attachment(pdf, WB_EDITION_ATTACHMENT);
    if (!bytes || is_sealed(bytes, edition->fingerprint))
        return NULL;
    attached = parse_attached(bytes, &error);
    if (g_error_matches(error, WB_EDITION_ERROR, WB_EDITION_ERROR_SYNTAX))
        return "damaged";
    return attached && g_str_equal(attached->fingerprint, edition->fingerprint) ? NULL
                                                                                : "forged-edition";
}

/* A code that is printed on the pages. Words of the text may look like one: each is tried. */
static const WbEdition *
lookup_footer(const WbPdf *pdf, const WbEditions *known)
{
    guint most = pdf->widgets->len ? FOOTER_PAGES : FLAT_FOOTER_PAGES;

    for (guint page = 1; page <= MIN(pdf->pages, most); page++) {
        g_autofree char *text = wb_pdf_dup_page_text(pdf, page);
        g_auto(GStrv) words = g_strsplit_set(text ? text : "", " \n\t", 0);

        for (guint i = 0; words[i]; i++) {
            g_autofree char *code = wb_code_find_edition(words[i]);
            const WbEdition *edition = code ? wb_editions_lookup_code(known, code) : NULL;

            if (edition)
                return edition;
        }
    }
    return NULL;
}

static GHashTable *
new_places(const WbPdf *pdf)
{
    GHashTable *places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < pdf->widgets->len; i++) {
        const WbWidget *widget = pdf->widgets->pdata[i];

        g_hash_table_insert(places, wb_reconcile_dup_id(widget->name), (gpointer)widget);
    }
    return places;
}

/* How many of the edition's fields the file has; those where the edition has them count twice,
 * which tells the papers and languages of one workbook apart. */
static guint
count_fields(GHashTable *places, const WbEdition *edition, guint *placed)
{
    guint n = 0;

    *placed = 0;
    for (guint i = 0; i < edition->fields->len; i++) {
        const WbEditionField *field = edition->fields->pdata[i];
        const WbWidget *widget = g_hash_table_lookup(places, field->id);

        n += widget != NULL;
        for (guint w = 0; widget && w < field->widgets->len; w++) {
            const WbEditionWidget *place = field->widgets->pdata[w];

            *placed += place->page == widget->page &&
                       ABS(place->rect.left - widget->rect.left) < 1 &&
                       ABS(place->rect.bottom - widget->rect.bottom) < 1;
        }
    }
    return n;
}

/* The edition most of whose fields the file has, and has in the right places. */
static const WbEdition *
lookup_fields(const WbPdf *pdf, const WbEditions *known)
{
    g_autoptr(GHashTable) places = new_places(pdf);
    const WbEdition *best = NULL;
    guint most = 0;

    for (guint i = 0; i < wb_editions_count(known); i++) {
        const WbEdition *edition = wb_editions_peek(known, i);
        guint placed, n = count_fields(places, edition, &placed);

        if (2 * n > g_hash_table_size(places) && n + placed > most) {
            most = n + placed;
            best = edition;
        }
    }
    return best;
}

static gboolean
has_fields_of(const WbPdf *pdf, const WbEdition *edition)
{
    g_autoptr(GHashTable) places = new_places(pdf);
    guint placed;

    return count_fields(places, edition, &placed) > 0;
}

/* Known editions only. What the file claims to be keeps it from being taken for something else, and
 * what was attached and is not known is left in @resolved. */
static const WbEdition *
lookup_unclaimed(const WbPdf *pdf, const WbEditions *known, gboolean claims, WbResolved *resolved)
{
    g_autoptr(GBytes) bytes = wb_pdf_dup_attachment(pdf, WB_EDITION_ATTACHMENT);
    const WbEdition *edition;

    resolved->attached = bytes ? parse_attached(bytes, NULL) : NULL;
    if (resolved->attached)
        return wb_editions_lookup(known, resolved->attached->fingerprint);
    edition = lookup_footer(pdf, known);
    if (edition || claims)
        return edition;
    edition = lookup_fields(pdf, known);
    resolved->guessed = edition != NULL;
    return edition;
}

static const char *
find_problem(WbPdf *pdf, const WbEditions *known, gboolean claims, const WbResolved *resolved)
{
    gboolean flat = pdf->widgets->len == 0;

    if (!resolved->edition && flat && !claims)
        return wb_flat_find_problem(pdf);
    if (!resolved->edition)
        return claims || wb_editions_count(known) == 0 ? "unknown-edition" : "other-form";
    return flat || has_fields_of(pdf, resolved->edition) ? NULL : "other-form";
}

void
wb_resolve(WbPdf *pdf, const WbRaw *raw, const WbEditions *known, gboolean trust,
           WbResolved *resolved)
{
    g_autofree char *claimed = dup_claimed(pdf);
    gboolean claims = claimed != NULL;

    *resolved =
        (WbResolved){claimed ? wb_editions_lookup(known, claimed) : NULL, NULL, NULL, FALSE};
    resolved->problem = resolved->edition ? find_forgery(pdf, raw, resolved->edition) : NULL;
    if (resolved->problem)
        return;
    if (!resolved->edition)
        resolved->edition = lookup_unclaimed(pdf, known, claims, resolved);
    claims = claims || resolved->attached;
    if (!resolved->edition && trust)
        resolved->edition = resolved->attached;
    resolved->problem = find_problem(pdf, known, claims, resolved);
    if (resolved->problem || resolved->edition != resolved->attached)
        g_clear_pointer(&resolved->attached, wb_edition_free);
}
