/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The happy path: wait for jobs, take a batch, commit its puts to vault.db, its appends to
 * journal.db, hand those out, read, destroy, hand out, checkpoint when the log has grown.
 *
 * Failures: a transaction that did not fit was rolled back, its jobs are HV_EFULL; destroying then
 * gets the reserve. After any other fault nobody knows what is on the disk: `is_away` is set, the
 * jobs are unknown, and the files are opened anew.
 */
#include "journal/writer.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "journal/batch.h"
#include "journal/copy.h"
#include "journal/reserve.h"
#include "journal/sqlite_journal.h"
#include "journal/sqlite_keys.h"

#define PATH_SIZE     (HV_WRITER_PATH_SIZE + 16)
#define RETRY_NANOSEC 1000000000u

/* Searching vault.db takes as long as it is large, and nothing is stored meanwhile: so it gets no
 * more than one part in PROOF_SHARE of the time, and destructions wait for it together. */
#define PROOF_SHARE       20u
#define PROOF_MAX_NANOSEC UINT64_C(10000000000)

struct hv_writer {
    uv_thread_t thread;
    uv_mutex_t mutex;
    uv_cond_t submitted;
    void (*wake)(void *data);
    void *data;

    /* under the mutex */
    struct hv_job_list inbox;
    struct hv_job *copy_asked; /* and not begun */
    struct hv_job_list done;
    bool is_stopping;
    bool has_ended;
    struct hv_sqlite_counts counts;

    /* the thread's own */
    struct hv_job_list waiting;
    struct hv_copy copy;
    struct hv_job *copying; /* NULL: none is under way */
    struct hv_sqlite_journal journal;
    struct hv_sqlite_keys keys;
    struct hv_reserve reserve;
    struct hv_job_list unproven; /* destructions whose keys may have left a copy */
    uint64_t prove_at;           /* not before, uv_hrtime */
    bool is_away;
    uint64_t failures; /* of puts, see desk.h */
    enum hv_code failure;
    char *vfs;
    uint32_t batch_rows;
    char journal_path[PATH_SIZE];
    char keys_path[PATH_SIZE];
};

/* ---- The files ---- */

static enum hv_code open_files(struct hv_writer *writer, struct hv_error *error)
{
    enum hv_code code =
        hv_sqlite_journal_open(&writer->journal, writer->journal_path, writer->vfs, error);

    if (code != HV_OK) {
        return code;
    }
    code = hv_sqlite_keys_open(&writer->keys, writer->keys_path, writer->vfs, error);
    if (code != HV_OK) {
        hv_sqlite_journal_close(&writer->journal, true);
    }
    return code;
}

static void close_files(struct hv_writer *writer, bool after_fault)
{
    hv_sqlite_journal_close(&writer->journal, after_fault);
    hv_sqlite_keys_close(&writer->keys, after_fault);
}

/* ---- Handing out ---- */

static void hand_out(struct hv_writer *writer, struct hv_job_list *jobs)
{
    if (jobs->count == 0) {
        return;
    }
    uv_mutex_lock(&writer->mutex);
    hv_job_list_move(&writer->done, jobs);
    uv_mutex_unlock(&writer->mutex);
    writer->wake(writer->data);
}

static void
hand_out_news(struct hv_writer *writer, enum hv_job_kind kind, const struct hv_error *error)
{
    struct hv_job_list news = { 0 };
    struct hv_job *job = hv_job_new(kind, sizeof *error);

    if (error != NULL && !job->refused) {
        memcpy(job->copied, error, sizeof *error);
    }
    hv_job_list_push(&news, job);
    hand_out(writer, &news);
}

static void fail(struct hv_job *job, enum hv_code code)
{
    bool changes_log = job->kind == HV_JOB_APPEND || job->kind == HV_JOB_END;

    /* What a page's follower must hear is that the store is away. */
    if (code != HV_EFULL && code != HV_ECORRUPT) {
        code = changes_log || job->kind == HV_JOB_PAGE ? HV_EUNKNOWN : HV_EIO;
    }
    if (code == HV_ECORRUPT && job->kind != HV_JOB_PAGE && job->kind != HV_JOB_READ) {
        code = changes_log ? HV_EUNKNOWN : HV_EIO;
    }
    job->code = code;
}

static void fail_all(struct hv_job_list *jobs, enum hv_code code)
{
    for (struct hv_job *job = jobs->first; job != NULL; job = job->next) {
        fail(job, code);
    }
}

/* ---- A copy of the files ---- */

static void end_copy(struct hv_writer *writer, enum hv_code code)
{
    struct hv_job_list done = { 0 };

    writer->copying->code = code;
    hv_job_list_push(&done, writer->copying);
    writer->copying = NULL;
    hand_out(writer, &done);
}

/* What was asked, when there is one and none is under way. */
static void take_copy(struct hv_writer *writer)
{
    uv_mutex_lock(&writer->mutex);
    if (writer->copying == NULL) {
        writer->copying = writer->copy_asked;
        writer->copy_asked = NULL;
    }
    uv_mutex_unlock(&writer->mutex);
}

static void abandon_copy(struct hv_writer *writer, enum hv_code code)
{
    take_copy(writer);
    if (writer->copying == NULL) {
        return;
    }
    const char *folder = (const char *)writer->copying->copied;
    hv_copy_drop(&writer->copy);
    hv_copy_unprepare(folder); /* it may not have begun */
    (void)hv_error_set(&writer->copying->error, code, "%s: %s", folder, hv_code_text(code));
    end_copy(writer, code);
}

/* The files are open, and no transaction is. */
static void copy_some(struct hv_writer *writer)
{
    enum hv_code code = HV_OK;
    bool is_whole = false;

    take_copy(writer);
    if (writer->copying == NULL) {
        return;
    }
    struct hv_error *error = &writer->copying->error;
    if (writer->copy.journal == NULL) {
        code = hv_copy_begin(&writer->copy, (const char *)writer->copying->copied, writer->vfs,
                             &writer->journal.database, &writer->keys.database, error);
    }
    if (code == HV_OK) {
        code = hv_copy_step(&writer->copy, error, &is_whole);
    }
    if (code != HV_OK || is_whole) {
        end_copy(writer, code);
    }
}

/* ---- Faults ---- */

static void go_away(struct hv_writer *writer, enum hv_code code, struct hv_database *database)
{
    struct hv_error error;

    if (writer->is_away) {
        return;
    }
    (void)hv_error_set(&error, code, "%s: %s",
                       database == &writer->keys.database ? "vault.db" : "journal.db",
                       sqlite3_errmsg(database->db));
    writer->is_away = true;
    hand_out_news(writer, HV_JOB_AWAY, &error);
    fail_all(&writer->unproven, HV_EIO);
    hand_out(writer, &writer->unproven);
    abandon_copy(writer, HV_EIO);
    close_files(writer, true);
}

static void try_to_come_back(struct hv_writer *writer)
{
    struct hv_error error;

    if (writer->is_away && open_files(writer, &error) == HV_OK) {
        writer->is_away = false;
        hand_out_news(writer, HV_JOB_BACK, NULL);
    }
}

/* Ends a transaction that could not be finished. What comes back is what its jobs get. */
static enum hv_code
abandon(struct hv_writer *writer, struct hv_database *database, enum hv_code code)
{
    if (code == HV_EFULL && hv_database_rollback(database) == HV_OK) {
        return HV_EFULL;
    }
    go_away(writer, code == HV_EFULL ? HV_EIO : code, database);
    return HV_EIO;
}

/* ---- The four parts of a batch ---- */

static enum hv_code put_all(struct hv_writer *writer, struct hv_job_list *puts)
{
    enum hv_code code = hv_database_begin(&writer->keys.database);

    for (struct hv_job *job = puts->first; job != NULL && code == HV_OK; job = job->next) {
        code = hv_sqlite_keys_put(&writer->keys, job);
    }
    return code == HV_OK ? hv_database_commit(&writer->keys.database) : code;
}

static void do_puts(struct hv_writer *writer, struct hv_job_list *puts)
{
    if (puts->count == 0) {
        return;
    }
    enum hv_code code = put_all(writer, puts);
    if (code == HV_OK) {
        return;
    }
    code = abandon(writer, &writer->keys.database, code);
    fail_all(puts, code);
    writer->failures++;
    writer->failure = code;
    for (struct hv_job *job = puts->first; job != NULL; job = job->next) {
        job->failures = writer->failures;
    }
}

/* Appends whose caller counts on a put that failed are not carried out. */
static void
set_aside(struct hv_writer *writer, struct hv_job_list *appends, struct hv_job_list *ret)
{
    struct hv_job_list rest = { 0 };
    struct hv_job *job;

    while ((job = hv_job_list_pop(appends)) != NULL) {
        if (job->failures_known < writer->failures) {
            fail(job, writer->failure);
            hv_job_list_push(ret, job);
        } else {
            hv_job_list_push(&rest, job);
        }
    }
    *appends = rest;
}

static enum hv_code append_all(struct hv_writer *writer, struct hv_job_list *appends)
{
    enum hv_code code = hv_database_begin(&writer->journal.database);

    for (struct hv_job *job = appends->first; job != NULL && code == HV_OK; job = job->next) {
        code = job->kind == HV_JOB_END ? hv_sqlite_journal_end(&writer->journal, job)
                                       : hv_sqlite_journal_append(&writer->journal, job);
    }
    return code == HV_OK ? hv_database_commit(&writer->journal.database) : code;
}

static bool has_erasure(const struct hv_job_list *appends)
{
    for (const struct hv_job *job = appends->first; job != NULL; job = job->next) {
        if (job->kind == HV_JOB_END && job->end == HV_END_ERASE && job->code == HV_OK) {
            return true;
        }
    }
    return false;
}

static void count_commit(struct hv_writer *writer, uint32_t rows, uint64_t began)
{
    uint64_t took = uv_hrtime() - began;

    uv_mutex_lock(&writer->mutex);
    hv_histogram_add(&writer->counts.commits, took);
    hv_histogram_add(&writer->counts.batches, rows);
    uv_mutex_unlock(&writer->mutex);
}

/* Rows are deleted; now the write-ahead log must go. When that fails the erasure is to be repeated.
 */
static void finish_erasures(struct hv_writer *writer, struct hv_job_list *appends)
{
    enum hv_code code = hv_database_truncate(&writer->journal.database);

    if (code == HV_OK) {
        return;
    }
    for (struct hv_job *job = appends->first; job != NULL; job = job->next) {
        if (job->kind == HV_JOB_END && job->end == HV_END_ERASE && job->code == HV_OK) {
            fail(job, code);
        }
    }
    if (code != HV_EFULL) {
        go_away(writer, code, &writer->journal.database);
    }
}

static void do_appends(struct hv_writer *writer, struct hv_job_list *appends)
{
    if (appends->count == 0) {
        return;
    }
    uint64_t began = uv_hrtime();
    enum hv_code code = append_all(writer, appends);
    if (code != HV_OK) {
        fail_all(appends, abandon(writer, &writer->journal.database, code));
        return;
    }
    count_commit(writer, appends->count, began);
    if (has_erasure(appends)) {
        finish_erasures(writer, appends);
    }
}

static void do_read(struct hv_writer *writer, struct hv_job *job)
{
    bool loads = job->kind == HV_JOB_LOAD;
    enum hv_code code = HV_EIO;

    if (!writer->is_away) {
        code = loads ? hv_sqlite_keys_load(&writer->keys, job)
                     : hv_sqlite_journal_read(&writer->journal, job);
    }
    if (code == HV_OK) {
        return;
    }
    fail(job, code);
    if (code != HV_ECORRUPT) {
        go_away(writer, code, loads ? &writer->keys.database : &writer->journal.database);
    }
}

static void do_reads(struct hv_writer *writer, struct hv_job_list *reads)
{
    for (struct hv_job *job = reads->first; job != NULL; job = job->next) {
        do_read(writer, job);
    }
}

static void do_destroys(struct hv_writer *writer, struct hv_job_list *destroys)
{
    struct hv_database *database = &writer->keys.database;

    if (destroys->count == 0) {
        return;
    }
    enum hv_code code = hv_sqlite_keys_destroy(&writer->keys, destroys);
    if (code == HV_EFULL && hv_database_rollback(database) == HV_OK) {
        hv_reserve_give(&writer->reserve);
        code = hv_sqlite_keys_destroy(&writer->keys, destroys);
    }
    if (code != HV_OK) {
        fail_all(destroys, abandon(writer, database, code));
        hand_out(writer, destroys);
    }
    hv_job_list_move(&writer->unproven, destroys);
}

static void prove_destroyed(struct hv_writer *writer)
{
    uint64_t began = uv_hrtime();
    enum hv_code code = hv_sqlite_keys_leave_nothing(&writer->keys);

    if (code == HV_EFULL) {
        hv_reserve_give(&writer->reserve);
        code = hv_sqlite_keys_leave_nothing(&writer->keys);
    }
    if (code != HV_OK) {
        code = abandon(writer, &writer->keys.database, code);
        fail_all(&writer->unproven, code);
    } else {
        for (struct hv_job *job = writer->unproven.first; job != NULL; job = job->next) {
            job->code = HV_OK;
        }
    }
    hand_out(writer, &writer->unproven);
    uint64_t ended = uv_hrtime();
    uint64_t pause = (ended - began) * PROOF_SHARE;
    writer->prove_at = ended + (pause < PROOF_MAX_NANOSEC ? pause : PROOF_MAX_NANOSEC);
}

static void prove_when_due(struct hv_writer *writer)
{
    if (writer->unproven.count > 0 && uv_hrtime() >= writer->prove_at) {
        prove_destroyed(writer);
    }
}

/* ---- The thread ---- */

static void carry_out(struct hv_writer *writer, struct hv_batch *batch)
{
    struct hv_job_list aside = { 0 };

    do_puts(writer, &batch->puts);
    hand_out(writer, &batch->puts);
    if (!writer->is_away) {
        set_aside(writer, &batch->appends, &aside);
        hand_out(writer, &aside);
        do_appends(writer, &batch->appends);
    } else {
        fail_all(&batch->appends, HV_EIO);
    }
    hand_out(writer, &batch->appends);
    do_reads(writer, &batch->reads);
    hand_out(writer, &batch->reads);
    if (!writer->is_away) {
        do_destroys(writer, &batch->destroys);
    } else {
        fail_all(&batch->destroys, HV_EIO);
        hand_out(writer, &batch->destroys);
    }
}

static void fail_batch(struct hv_writer *writer, struct hv_batch *batch)
{
    struct hv_job_list *parts[] = { &batch->puts, &batch->appends, &batch->reads,
                                    &batch->destroys };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        fail_all(parts[i], HV_EIO);
        hand_out(writer, parts[i]);
    }
}

/* A checkpoint that finds the disk full is tried again with the next batch. */
static void tidy(struct hv_writer *writer)
{
    struct hv_database *const all[] = { &writer->journal.database, &writer->keys.database };

    for (size_t i = 0; i < 2 && !writer->is_away; i++) {
        if (all[i]->wal_frames >= HV_DATABASE_WAL_FRAMES) {
            enum hv_code code = hv_database_checkpoint(all[i]);
            if (code != HV_OK && code != HV_EFULL) {
                go_away(writer, code, all[i]);
            }
        }
    }
    hv_reserve_take(&writer->reserve);
}

/* Until a job is submitted, or something is to be done without one. False: that is so. */
static bool wait_for_job(struct hv_writer *writer)
{
    uint64_t now = uv_hrtime();

    if (writer->copying != NULL || writer->copy_asked != NULL) {
        return false;
    }
    if (writer->is_away) {
        return uv_cond_timedwait(&writer->submitted, &writer->mutex, RETRY_NANOSEC) == 0;
    }
    if (writer->unproven.count == 0) {
        uv_cond_wait(&writer->submitted, &writer->mutex);
        return true;
    }
    return writer->prove_at > now &&
           uv_cond_timedwait(&writer->submitted, &writer->mutex, writer->prove_at - now) == 0;
}

/* Waits for work. False: there is none, and none will come. */
static bool wait_for_work(struct hv_writer *writer)
{
    uv_mutex_lock(&writer->mutex);
    while (writer->waiting.count == 0 && writer->inbox.count == 0 && !writer->is_stopping &&
           wait_for_job(writer)) {
    }
    hv_job_list_move(&writer->waiting, &writer->inbox);
    bool goes_on = writer->waiting.count > 0 || !writer->is_stopping;
    uv_mutex_unlock(&writer->mutex);
    return goes_on;
}

static void run(void *data)
{
    struct hv_writer *writer = data;
    struct hv_batch batch;

    while (wait_for_work(writer)) {
        try_to_come_back(writer);
        hv_batch_take(&writer->waiting, writer->batch_rows, &batch);
        if (writer->is_away) {
            fail_batch(writer, &batch);
            abandon_copy(writer, HV_EIO);
            continue;
        }
        carry_out(writer, &batch);
        prove_when_due(writer);
        if (!writer->is_away) {
            copy_some(writer);
        }
        tidy(writer);
        try_to_come_back(writer);
    }
    abandon_copy(writer, HV_ECLOSED);
    if (writer->unproven.count > 0) {
        prove_destroyed(writer);
    }
    close_files(writer, false);
    hv_reserve_close(&writer->reserve);
    uv_mutex_lock(&writer->mutex);
    writer->has_ended = true;
    uv_mutex_unlock(&writer->mutex);
    writer->wake(writer->data);
}

/* ---- The loop's side ---- */

static enum hv_code open_all(struct hv_writer *writer, const char *folder, struct hv_error *error)
{
    char path[PATH_SIZE];

    (void)snprintf(writer->journal_path, PATH_SIZE, "%s/journal.db", folder);
    (void)snprintf(writer->keys_path, PATH_SIZE, "%s/vault.db", folder);
    (void)snprintf(path, PATH_SIZE, "%s/reserve", folder);
    enum hv_code code = hv_reserve_open(&writer->reserve, path, error);
    if (code != HV_OK) {
        return code;
    }
    code = open_files(writer, error);
    if (code != HV_OK) {
        hv_reserve_close(&writer->reserve);
    }
    return code;
}

static void free_writer(struct hv_writer *writer)
{
    uv_cond_destroy(&writer->submitted);
    uv_mutex_destroy(&writer->mutex);
    hv_job_list_clear(&writer->done);
    free(writer->vfs);
    free(writer);
}

enum hv_code hv_writer_start(const char *folder,
                             const struct hv_sqlite_way *way,
                             void (*wake)(void *data),
                             void *data,
                             struct hv_error *error,
                             struct hv_writer **ret)
{
    struct hv_writer *writer = hv_job_memory(NULL, sizeof *writer);
    enum hv_code code;

    memset(writer, 0, sizeof *writer);
    writer->wake = wake;
    writer->data = data;
    writer->vfs = way->vfs == NULL ? NULL : strdup(way->vfs);
    writer->batch_rows = way->batch_rows == 0 ? HV_BATCH_ROWS : way->batch_rows;
    hv_histogram_init(&writer->counts.commits, &hv_buckets_of_time);
    hv_histogram_init(&writer->counts.batches, &hv_buckets_of_rows);
    if (uv_mutex_init(&writer->mutex) != 0 || uv_cond_init(&writer->submitted) != 0) {
        abort();
    }
    code = open_all(writer, folder, error);
    if (code != HV_OK) {
        goto err_free;
    }
    if (uv_thread_create(&writer->thread, run, writer) != 0) {
        code = hv_error_set(error, HV_ENOMEM, "no thread for the writer of %s", folder);
        goto err_close;
    }
    *ret = writer;
    return HV_OK;

err_close:
    close_files(writer, false);
    hv_reserve_close(&writer->reserve);
err_free:
    free_writer(writer);
    return code;
}

void hv_writer_submit(struct hv_writer *writer, struct hv_job_list *jobs)
{
    uv_mutex_lock(&writer->mutex);
    hv_job_list_move(&writer->inbox, jobs);
    uv_cond_signal(&writer->submitted);
    uv_mutex_unlock(&writer->mutex);
}

void hv_writer_copy(struct hv_writer *writer, struct hv_job *job)
{
    uv_mutex_lock(&writer->mutex);
    assert(writer->copy_asked == NULL);
    writer->copy_asked = job;
    uv_cond_signal(&writer->submitted);
    uv_mutex_unlock(&writer->mutex);
}

bool hv_writer_take_done(struct hv_writer *writer, struct hv_job_list *done)
{
    uv_mutex_lock(&writer->mutex);
    hv_job_list_move(done, &writer->done);
    bool has_ended = writer->has_ended;
    uv_mutex_unlock(&writer->mutex);
    return has_ended;
}

void hv_writer_counts(struct hv_writer *writer, struct hv_sqlite_counts *ret)
{
    uv_mutex_lock(&writer->mutex);
    *ret = writer->counts;
    uv_mutex_unlock(&writer->mutex);
}

void hv_writer_stop(struct hv_writer *writer)
{
    uv_mutex_lock(&writer->mutex);
    writer->is_stopping = true;
    uv_cond_signal(&writer->submitted);
    uv_mutex_unlock(&writer->mutex);
}

void hv_writer_join(struct hv_writer *writer)
{
    (void)uv_thread_join(&writer->thread);
    free_writer(writer);
}
