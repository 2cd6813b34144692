/* The harvest database: what every file of a folder of returns says, kept between runs. It is
 * made readable by its owner alone. Of two programs that use it one waits, and then says so. */
#pragma once

#include <glib.h>

#include "editions.h"
#include "record.h"

G_BEGIN_DECLS

typedef enum {
    WB_STORE_READ,    /* it has to be there */
    WB_STORE_HARVEST, /* made where it is not there, and this program's alone until it is freed */
} WbStoreMode;

typedef struct _WbStore WbStore;

WbStore *wb_store_open(const char *path, WbStoreMode mode, GError **error);
/* What was not committed is rolled back. */
void wb_store_free(WbStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbStore, wb_store_free)

/* One file in a harvested folder. */
typedef struct {
    char *key;  /* the path from the database's folder, or an absolute one where it is not below */
    char *name; /* what its record calls it */
    gint64 size;
    gint64 mtime_ns; /* since 1970 */
} WbStoreFile;

void wb_store_file_free(WbStoreFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WbStoreFile, wb_store_file_free)
/* A database and its folders may move together, and do not depend on the working directory. */
char *wb_store_dup_key(const WbStore *self, const char *path);

gboolean wb_store_begin(WbStore *self, GError **error);
gboolean wb_store_commit(WbStore *self, GError **error);

/* A new edition lets every file with a problem be read once more. */
gboolean wb_store_add_edition(WbStore *self, const WbEdition *edition, GError **error);
gboolean wb_store_load_editions(WbStore *self, WbEditions *editions, GError **error);
gboolean wb_store_retry_problems(WbStore *self, GError **error);

/* Whether the file is as it was when it was read; then it counts again. */
gboolean wb_store_is_read(WbStore *self, const WbStoreFile *file, gboolean *read, GError **error);
/* Whether a file of that many bytes was read, under whatever name. */
gboolean wb_store_has_size(WbStore *self, gint64 size, gboolean *has, GError **error);
/* Where the content @sha256 was read under another name or time, takes its record for this file. */
gboolean wb_store_adopt(WbStore *self, const WbStoreFile *file, const char *sha256,
                        gboolean *adopted, GError **error);
gboolean wb_store_add(WbStore *self, const WbStoreFile *file, const WbRecord *record,
                      GError **error);

/* Ends a harvest. Files below a path of @roots that are not in @present (a set of keys) are no
 * longer there and stop counting; they are added to @left (of char*, owned). Decides which return
 * of a person counts. */
gboolean wb_store_settle(WbStore *self, GPtrArray *roots, GHashTable *present, GPtrArray *left,
                         GError **error);

/* What @choices (of WbChoice) say takes the place of all that was chosen before: such a file
 * counts, or does not, whichever is the latest. Those that name no file are added to @unknown (of
 * WbChoice, lent). */
gboolean wb_store_choose(WbStore *self, const GPtrArray *choices, GPtrArray *unknown,
                         GError **error);

typedef struct {
    char *file;
    const char *code;
    char *value; /* or NULL */
} WbStoreNote;

/* Of WbStoreNote, owned: notes about whole files, of returns that count. */
GPtrArray *wb_store_list_notes(WbStore *self, GError **error);

/* One return, without its answers. */
typedef struct {
    char *file, *workbook, *person, *sha256;
    char *name, *agency; /* what it says about who returned it; each may be NULL */
    gboolean current;
} WbStoreReturn;

/* Of WbStoreReturn, owned, in order of the file's key: each content once. */
GPtrArray *wb_store_list_returns(WbStore *self, GError **error);
/* What a return says about who filled it in; each may be NULL. */
gboolean wb_store_load_sender(WbStore *self, const WbRecord *record, char **name, char **agency,
                              GError **error);

/* Adds to @numbers (of guint) those of the pages, in the return's edition, that ask for something
 * and have no answer: of a partial return. */
gboolean wb_store_list_untouched(WbStore *self, const char *sha256, GArray *numbers,
                                 GError **error);

WbRecord *wb_store_load_answers(WbStore *self, const char *sha256, GError **error);

/* One file as it is stored. */
typedef struct {
    WbRecord *record;
    char *person;     /* who returned it: the copy's id, else the file itself; NULL of a problem */
    gboolean current; /* the return of this person that counts */
} WbStored;

typedef gboolean (*WbStoreEach)(const WbStored *stored, gpointer data, GError **error);

/* Every file that was there at the last harvest of its folder, in order of its key. Without
 * @answers the records come without answers and notes, which is much faster. */
gboolean wb_store_each(WbStore *self, gboolean answers, WbStoreEach each, gpointer data,
                       GError **error);

G_END_DECLS
