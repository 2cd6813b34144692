/* Small PDF files for tests, written object by object: forms of an edition, and broken ones. */
#pragma once

#include <glib.h>

#include "edition.h"

G_BEGIN_DECLS

/* A PDF of these objects (of char*, "<<...>>"; the first is the catalog and has number 1), with a
 * plain cross-reference table. @trailer: more keys of the trailer, or NULL. */
GBytes *wb_probe_new_pdf(GPtrArray *objects, const char *trailer);

/* The form of an edition as our PDFs have it, and the edition attached if @attached is not NULL.
 * @values: what stands behind /V, as PDF ("(Ana)", "/yes"), by field id; "ID#1" is the own /V of
 * the field's second widget. @keywords: of the Info dictionary, or NULL. */
GPtrArray *wb_probe_new_form(const WbEdition *edition, GHashTable *values, const char *keywords,
                             const char *attached);
GBytes *wb_probe_new_return(const WbEdition *edition, GHashTable *values);

/* Pairs of key and value, NULL at the end. */
GHashTable *wb_probe_new_values(const char *key, ...) G_GNUC_NULL_TERMINATED;

/* A made-up workbook of two pages: texts with mirrors, a number, a date, a scale, a table's row of
 * boxes and a yes-no. Sealed. */
WbEdition *wb_probe_new_edition(const char *language);

G_END_DECLS
