/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Journal and key store in a data folder: journal.db and vault.db, by SQLite, on one disk of one
 * machine.
 *
 *   <folder>/            0700
 *     lock               held by the process that has the folder open
 *     journal.db         records; with journal.db-wal beside it
 *     vault.db           wrapped keys; with vault.db-wal beside it
 *     reserve            1 MiB that destroying keys may use on a full disk
 *
 * The files belong to one writer thread of the store; the ports and all callbacks to the loop's
 * thread. While it is open the store keeps the loop alive. The order in which requests come in is
 * kept as the ports promise; a put that failed takes the appends with it that were asked before its
 * callback.
 */
#ifndef HV_JOURNAL_SQLITE_H
#define HV_JOURNAL_SQLITE_H

#include <uv.h>

#include "base/error.h"
#include "base/histogram.h"
#include "journal/journal.h"
#include "journal/keystore.h"

struct hv_sqlite_store;

/*
 * The data folder, made when only its last part is missing, and closed to others. HV_EINVAL,
 * HV_EPERM, HV_EFULL, HV_EIO as below.
 */
enum hv_code hv_sqlite_make_folder(const char *path, struct hv_error *error);

/*
 * Opens the folder, made as above, recovers what a crash left,
 * and starts the thread. This blocks; do it before serving. `folder` and `error` are borrowed for
 * the call.
 *
 *   HV_ELOCKED   another process, or another store of this one, has the folder open
 *   HV_EVERSION  a file was made by a newer program, or by another one
 *   HV_EPERM     the folder or a file in it cannot be written
 *   HV_EFULL     the disk is full
 *   HV_ECORRUPT  a file is damaged
 *   HV_EINVAL    the path is too long, or is no folder
 *   HV_EIO       anything else
 */
enum hv_code hv_sqlite_store_open(uv_loop_t *loop,
                                  const char *folder,
                                  struct hv_error *error,
                                  struct hv_sqlite_store **ret);

/* In what a store differs from the usual one; for tests and comparisons. */
struct hv_sqlite_way {
    const char *vfs;     /* the name it is registered under; NULL: the system's own */
    uint32_t batch_rows; /* that one commit makes durable, at most; 0: as many as is best */
};

#ifdef HV_BENCH
/* A VFS that waits for nothing: what it says is stored dies with the power. Called once. */
const char *hv_sqlite_vfs_without_sync(void);
#endif

enum hv_code hv_sqlite_store_open_way(uv_loop_t *loop,
                                      const char *folder,
                                      const struct hv_sqlite_way *way,
                                      struct hv_error *error,
                                      struct hv_sqlite_store **ret);

/* Valid until the store is closed. */
struct hv_journal *hv_sqlite_store_journal(struct hv_sqlite_store *store);
struct hv_keystore *hv_sqlite_store_keystore(struct hv_sqlite_store *store);

/*
 * Told when the disk fails and when the store is back, for the operator's log: `fault` is NULL when
 * it is back, else valid until the call returns. Requests fail with HV_EUNKNOWN or HV_EIO in
 * between, and the store tries to come back by itself.
 */
void hv_sqlite_store_watch(struct hv_sqlite_store *store,
                           void (*on_fault)(void *data, const struct hv_error *fault),
                           void *data);

/* Happenings since it was opened. */
struct hv_sqlite_counts {
    struct hv_histogram commits; /* nanoseconds until a batch of records was on the disk */
    struct hv_histogram batches; /* records of such a batch */
};
void hv_sqlite_store_counts(const struct hv_sqlite_store *store, struct hv_sqlite_counts *ret);

/*
 * A copy of what is stored, into a folder of its own, while the store goes on: journal.db and
 * vault.db as a power cut would leave them, with everything that was acknowledged before, and
 * without a trace of keys that were destroyed before. What is saved meanwhile waits for a piece of
 * 1 MiB at a time, and once for all keys.
 */
struct hv_sqlite_copy {
    const char *folder; /* absolute; new, in a folder that is there; borrowed for the call */
    /* HV_OK: `folder` is there, 0700, whole and on the disk. Any other code: nothing is left of
     * it, and `error` has a sentence. A crash leaves `<folder>.unfinished`. */
    void (*on_done)(struct hv_sqlite_copy *copy, enum hv_code code, const struct hv_error *error);
    void *data; /* the caller's own */
};

/* Begins it. HV_EBUSY: one is under way; or as hv_copy_prepare; `on_done` does not come then. */
enum hv_code hv_sqlite_store_copy(struct hv_sqlite_store *store,
                                  struct hv_sqlite_copy *copy,
                                  struct hv_error *error);

/*
 * Everything asked before is carried out and answered, but for a copy, which is dropped; everything
 * asked from now on is HV_ECLOSED, followers get HV_ECLOSED. Then the files are closed, the thread
 * is gone, nothing of the store is left on the loop, and `on_closed` is called: the store and its
 * ports are no more.
 */
void hv_sqlite_store_close(struct hv_sqlite_store *store,
                           void (*on_closed)(void *data),
                           void *data);

#endif
