/* A workbook loaded and composed for a paper, with all that has to live as long. */
#pragma once

#include "blank.h"
#include "compose.h"

G_BEGIN_DECLS

typedef struct {
    WbWorkbook *workbook;
    WbDocument *document;
    WbFaces *faces;
    WbSetter *setter;
    WbComposition *composition; /* NULL where something does not fit; @error then says what */
    GError *error;
} Composed;

/* @layout: a folder, or a file "NAME.layout" that holds several, each after a line "==> path", its
 * main file at case/case.yaml. */
Composed *composed_new(const char *layout, const char *paper);
void composed_free(Composed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Composed, composed_free)

/* Document, faces and setter alone: for tests of text. */
Composed *composed_new_empty(const char *language);

/* Writes the files of a ".layout" below a folder. */
void composed_unpack(const char *layout, const char *folder);

G_END_DECLS
