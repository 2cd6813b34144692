/* From YAML to the model: a workbook's folder, read and checked. The home of libyaml. */
#pragma once

#include "model.h"

G_BEGIN_DECLS

#define WB_LAYOUT_ERROR wb_layout_error_quark()
GQuark wb_layout_error_quark(void);

typedef enum {
    WB_LAYOUT_ERROR_READ,   /* a file could not be read */
    WB_LAYOUT_ERROR_SYNTAX, /* not YAML, not UTF-8, too large, too deep */
    WB_LAYOUT_ERROR_WRONG,  /* YAML, but not a layout */
} WbLayoutError;

/* @path: a layout's folder (layouts/workbook, holding workbook.yaml) or its main file. The
 * workbook is the caller's. On failure NULL; the message then holds every complaint of the run,
 * "path:line:column: what", one a line, in the order of files and lines, without a last newline. */
WbWorkbook *wb_layout_load(const char *path, GError **error);

G_END_DECLS
