/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * vault.db: the statements behind the key store's port. Internal to this room; the writer's thread
 * only. Return values as in sqlite_journal.h.
 */
#ifndef HV_JOURNAL_SQLITE_KEYS_H
#define HV_JOURNAL_SQLITE_KEYS_H

#include "journal/database.h"
#include "journal/job.h"

/* Keys destroyed by one transaction: a reserve of 1 MiB is enough for it. */
#define HV_SQLITE_KEYS_CHUNK 512u

struct hv_sqlite_keys {
    struct hv_database database;
    sqlite3_stmt *put;
    sqlite3_stmt *extend;
    sqlite3_stmt *load;
    sqlite3_stmt *find;
    sqlite3_stmt *find_ended;
    sqlite3_stmt *remove;
    uint64_t *words; /* of the keys destroyed, see hv_remnants_find */
    size_t word_count;
    size_t words_settled; /* of them, whose destruction was committed */
    bool has_remnants;    /* the file is to be built anew */
};

/* As hv_database_open; the file is built anew, which takes away what an interrupted destruction
 * left. */
enum hv_code hv_sqlite_keys_open(struct hv_sqlite_keys *keys,
                                 const char *path,
                                 const char *vfs,
                                 struct hv_error *error);
void hv_sqlite_keys_close(struct hv_sqlite_keys *keys, bool after_fault);

/* PUT and EXTEND, inside the caller's transaction. */
enum hv_code hv_sqlite_keys_put(struct hv_sqlite_keys *keys, struct hv_job *job);

enum hv_code hv_sqlite_keys_load(struct hv_sqlite_keys *keys, struct hv_job *job);

/*
 * DESTROY and SWEEP of all jobs in the list together: their rows are deleted. In transactions of
 * its own; `swept` counts on. They are done only when hv_sqlite_keys_leave_nothing went well, which
 * may be called once for several lists.
 */
enum hv_code hv_sqlite_keys_destroy(struct hv_sqlite_keys *keys, struct hv_job_list *jobs);

/* Truncates the write-ahead log, searches the file for what is left of the keys destroyed since,
 * and builds it anew if anything is. */
enum hv_code hv_sqlite_keys_leave_nothing(struct hv_sqlite_keys *keys);

#endif
