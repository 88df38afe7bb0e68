/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One SQLite file, opened the one way that never says "stored" too early: a single connection,
 * exclusive, write-ahead log with synchronous=FULL, secure_delete, checkpoints by hand. Internal to
 * this room; used by one thread at a time.
 *
 * Codes: HV_EFULL the disk is full and the transaction was rolled back; HV_EIO it may have been
 * stored, and the file must be closed and opened again before anything else is believed;
 * HV_ECORRUPT.
 */
#ifndef HV_JOURNAL_DATABASE_H
#define HV_JOURNAL_DATABASE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/error.h"

/* Frames in the write-ahead log above which it is time for a checkpoint. */
#define HV_DATABASE_WAL_FRAMES 2000

/* What a file is. */
struct hv_database_form {
    int application_id;
    int version;
    const char *schema; /* makes version `version` in an empty file */
};

struct hv_database {
    sqlite3 *db;
    int wal_frames;    /* since the last checkpoint */
    bool is_unsettled; /* the write-ahead log that was found could not be emptied yet */
};

/*
 * Opens the file at `path`, which is made when it is not there, makes sure that its write-ahead log
 * is on the disk, and empties it. On a full disk a file that is there can be opened and read;
 * transactions are HV_EFULL until the log could be emptied. `vfs` may be NULL. HV_EVERSION: newer
 * than `form`, or another program's file; HV_ECORRUPT; HV_EFULL; HV_EIO. `database` must stay where
 * it is.
 */
enum hv_code hv_database_open(struct hv_database *database,
                              const char *path,
                              const char *vfs,
                              const struct hv_database_form *form,
                              struct hv_error *error);

/* All statements must be finalized. After a fault nothing more is written. Does nothing when not
 * open. */
void hv_database_close(struct hv_database *database, bool after_fault);

/* `sql` stays valid. Aborts when the statement is wrong: it is ours. */
enum hv_code hv_database_prepare(struct hv_database *database, const char *sql, sqlite3_stmt **ret);

/* Runs `sql` for what it does, or for the one number it gives. */
enum hv_code hv_database_execute(struct hv_database *database, const char *sql);
enum hv_code hv_database_number(struct hv_database *database, const char *sql, int64_t *ret);

enum hv_code hv_database_begin(struct hv_database *database);
enum hv_code hv_database_commit(struct hv_database *database);

/* HV_EIO when it cannot be told that nothing was stored. */
enum hv_code hv_database_rollback(struct hv_database *database);

/* Moves what it can from the write-ahead log into the file. */
enum hv_code hv_database_checkpoint(struct hv_database *database);

/* The same with everything, and leaves a write-ahead log of no bytes. */
enum hv_code hv_database_truncate(struct hv_database *database);

/* Builds the file anew from what is in it, so that nothing else is, and truncates. */
enum hv_code hv_database_rebuild(struct hv_database *database);

/* Steps a statement that gives no rows, and resets it. */
enum hv_code hv_database_run(sqlite3_stmt *statement);

/* Steps a statement. True: it stands on a row. False: at its end or at a fault, which `ret_code`
 * tells. */
bool hv_database_next(sqlite3_stmt *statement, enum hv_code *ret_code);

void hv_database_bind_id(sqlite3_stmt *statement, int parameter, struct hv_id id);
void hv_database_bind_bytes(sqlite3_stmt *statement, int parameter, struct hv_bytes bytes);

/* False when the column is not 16 bytes. */
bool hv_database_column_id(sqlite3_stmt *statement, int column, struct hv_id *ret);
struct hv_bytes hv_database_column_bytes(sqlite3_stmt *statement, int column);

/* What a result of SQLite's means here. */
enum hv_code hv_database_code(int result);

/* SQLite's own handle on the file (SQLITE_FCNTL_FILE_POINTER) or its write-ahead log
 * (SQLITE_FCNTL_JOURNAL_POINTER); NULL when that is not open. Never open these files otherwise:
 * closing them again drops SQLite's locks. */
sqlite3_file *hv_database_file(struct hv_database *database, int which);

#endif
