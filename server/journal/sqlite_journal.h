/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * journal.db: the statements behind the journal's port. Internal to this room; the writer's thread
 * only.
 *
 * Each function carries out one job inside the transaction that the caller opened, or outside one
 * for a read, and sets the job's code and answer. What it returns is another matter: HV_OK, or the
 * fault (database.h) that ends the transaction.
 */
#ifndef HV_JOURNAL_SQLITE_JOURNAL_H
#define HV_JOURNAL_SQLITE_JOURNAL_H

#include "journal/database.h"
#include "journal/job.h"

struct hv_sqlite_journal {
    struct hv_database database;
    sqlite3_stmt *find_log;
    sqlite3_stmt *add_log;
    sqlite3_stmt *set_head;
    sqlite3_stmt *set_state;
    sqlite3_stmt *find_record;
    sqlite3_stmt *add_record;
    sqlite3_stmt *read_records;
    sqlite3_stmt *wipe_records;
};

/* As hv_database_open. */
enum hv_code hv_sqlite_journal_open(struct hv_sqlite_journal *journal,
                                    const char *path,
                                    const char *vfs,
                                    struct hv_error *error);
void hv_sqlite_journal_close(struct hv_sqlite_journal *journal, bool after_fault);

enum hv_code hv_sqlite_journal_append(struct hv_sqlite_journal *journal, struct hv_job *job);
enum hv_code hv_sqlite_journal_end(struct hv_sqlite_journal *journal, struct hv_job *job);
enum hv_code hv_sqlite_journal_read(struct hv_sqlite_journal *journal, struct hv_job *job);

#endif
