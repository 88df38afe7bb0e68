/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The logs and keys of memory.c: what the SQLite files are to sqlite.c. Writes go to the disk's
 * cache and to an index in memory; after a crash the index is read back from the disk. Internal to
 * this room.
 */
#ifndef HV_JOURNAL_SHELF_H
#define HV_JOURNAL_SHELF_H

#include "journal/disk.h"
#include "journal/job.h"

struct hv_shelf_log;
struct hv_shelf_key;

struct hv_shelf {
    struct hv_disk disk;
    struct hv_shelf_log *logs;
    struct hv_shelf_key *keys;
};

void hv_shelf_free(struct hv_shelf *shelf);

/* Each carries out one job and sets its code and answer. hv_shelf_append stores only when `stores`;
 * the answer says what storing would have given. */
void hv_shelf_append(struct hv_shelf *shelf, struct hv_job *job, bool stores);
void hv_shelf_end(struct hv_shelf *shelf, struct hv_job *job);
void hv_shelf_read(struct hv_shelf *shelf, struct hv_job *job);
void hv_shelf_put(struct hv_shelf *shelf, struct hv_job *job);
void hv_shelf_destroy(struct hv_shelf *shelf, struct hv_job *job);
void hv_shelf_load(struct hv_shelf *shelf, struct hv_job *job);

/* Makes the index anew from the disk, which is cut behind the last whole frame. */
void hv_shelf_recover(struct hv_shelf *shelf);

#endif
