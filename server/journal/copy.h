/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A copy of both files into a folder of its own, made while they are in use, a piece at a time.
 * Internal to this room; the writer's thread only, but for hv_copy_prepare.
 *
 * What comes out is what a power cut at the moment of the last piece would have left: every record
 * that was acknowledged until then, and every key that they need. The journal is copied by its
 * pages; what is written to it between two pieces goes into the copy as well. Then the keys are
 * copied row by row, at once, so that nothing lies between the two, and nothing is left of keys
 * that were destroyed.
 *
 * Until it is whole and on the disk the folder is called `<folder>.unfinished`: whatever happens
 * meanwhile, nothing half stands under the name that was asked for.
 */
#ifndef HV_JOURNAL_COPY_H
#define HV_JOURNAL_COPY_H

#include <stdbool.h>

#include "journal/database.h"

/* A folder's path is shorter. */
#define HV_COPY_PATH_SIZE 4000

struct hv_copy {
    char folder[HV_COPY_PATH_SIZE];
    struct hv_database *journal; /* NULL: no copy is under way */
    struct hv_database *keys;
    sqlite3 *to; /* the journal's copy */
    sqlite3_backup *pages;
};

/* Makes `<folder>.unfinished`, 0700. HV_EDUPLICATE: `folder` is there already, or what is left of
 * one that was not finished; HV_EINVAL: it is no absolute path, too long, or the folder above it is
 * not there; HV_EPERM; HV_EFULL; HV_EIO. Each with a sentence. */
enum hv_code hv_copy_prepare(const char *folder, struct hv_error *error);

/* Takes back what hv_copy_prepare made, and whatever came into it. */
void hv_copy_unprepare(const char *folder);

/* Begins to copy into a folder that was prepared. `vfs` may be NULL; the databases stay open until
 * the copy has ended. On a fault there is no copy, and nothing is left of it. */
enum hv_code hv_copy_begin(struct hv_copy *copy,
                           const char *folder,
                           const char *vfs,
                           struct hv_database *journal,
                           struct hv_database *keys,
                           struct hv_error *error);

/* Copies one piece: 1 MiB of the journal; the last one also all keys. HV_OK: on with the next, or,
 * when `ret_whole` is set, `folder` is there, whole and on the disk, and the copy has ended. Any
 * other code: it has ended, and nothing is left of it. */
enum hv_code hv_copy_step(struct hv_copy *copy, struct hv_error *error, bool *ret_whole);

/* Ends it before it is whole; nothing is left of it. Does nothing when none is under way. */
void hv_copy_drop(struct hv_copy *copy);

#endif
