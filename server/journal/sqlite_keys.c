/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/sqlite_keys.h"

#include <stdlib.h>
#include <string.h>

#include "journal/remnants.h"

#define WORDS_PER_KEY (HV_WRAPPED_KEY_SIZE / sizeof(uint64_t))

static const struct hv_database_form form = {
    .application_id = 0x68764b31, /* "hvK1" */
    .version = 1,
    .schema = "CREATE TABLE key ("
              " number INTEGER PRIMARY KEY,"
              " id BLOB NOT NULL UNIQUE,"
              " log BLOB NOT NULL,"
              " ends_with INTEGER NOT NULL,"
              " ends_at INTEGER NOT NULL,"
              " wrapped BLOB NOT NULL"
              ") STRICT;"
              "CREATE INDEX key_log ON key (log);"
              "CREATE INDEX key_end ON key (ends_at);",
};

static enum hv_code prepare(struct hv_sqlite_keys *keys)
{
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } all[] = {
        { &keys->put,
          "INSERT INTO key (id, log, ends_with, ends_at, wrapped) VALUES (?1, ?2, ?3, ?4, ?5)"
          " ON CONFLICT (id) DO NOTHING" },
        { &keys->extend, "UPDATE key SET ends_at = ?3 WHERE log = ?1 AND ends_with = ?2" },
        { &keys->load, "SELECT id, ends_with, ends_at, wrapped FROM key WHERE log = ?1" },
        { &keys->find, "SELECT number, wrapped FROM key WHERE id = ?1" },
        { &keys->find_ended, "SELECT number, wrapped FROM key WHERE ends_at < ?1 LIMIT 1" },
        { &keys->remove, "DELETE FROM key WHERE number = ?1" },
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        enum hv_code code = hv_database_prepare(&keys->database, all[i].sql, all[i].statement);
        if (code != HV_OK) {
            return code;
        }
    }
    return HV_OK;
}

/* A full disk is no reason not to start: it is built anew at the next destruction. */
static enum hv_code rebuild(struct hv_sqlite_keys *keys)
{
    enum hv_code code = hv_database_rebuild(&keys->database);

    keys->has_remnants = code != HV_OK;
    return code;
}

enum hv_code hv_sqlite_keys_open(struct hv_sqlite_keys *keys,
                                 const char *path,
                                 const char *vfs,
                                 struct hv_error *error)
{
    memset(keys, 0, sizeof *keys);
    enum hv_code code = hv_database_open(&keys->database, path, vfs, &form, error);
    if (code != HV_OK) {
        return code;
    }
    code = rebuild(keys);
    if (code == HV_OK || code == HV_EFULL) {
        code = prepare(keys);
    }
    if (code != HV_OK) {
        (void)hv_error_set(error, code, "%s: %s", path, sqlite3_errmsg(keys->database.db));
        hv_sqlite_keys_close(keys, true);
        return code;
    }
    keys->words = hv_job_memory(NULL, HV_SQLITE_KEYS_CHUNK * WORDS_PER_KEY * sizeof *keys->words);
    return HV_OK;
}

void hv_sqlite_keys_close(struct hv_sqlite_keys *keys, bool after_fault)
{
    sqlite3_stmt *const all[] = { keys->put,  keys->extend,     keys->load,
                                  keys->find, keys->find_ended, keys->remove };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        (void)sqlite3_finalize(all[i]);
    }
    free(keys->words);
    hv_database_close(&keys->database, after_fault);
    memset(keys, 0, sizeof *keys);
}

static enum hv_code put(struct hv_sqlite_keys *keys, const struct hv_wrapped_key *key)
{
    struct hv_bytes wrapped = { .data = key->wrapped, .size = sizeof key->wrapped };

    hv_database_bind_id(keys->put, 1, key->id);
    hv_database_bind_id(keys->put, 2, key->log);
    (void)sqlite3_bind_int(keys->put, 3, key->ends_with);
    (void)sqlite3_bind_int64(keys->put, 4, key->ends_at);
    hv_database_bind_bytes(keys->put, 5, wrapped);
    enum hv_code code = hv_database_run(keys->put);
    (void)sqlite3_clear_bindings(keys->put);
    return code;
}

enum hv_code hv_sqlite_keys_put(struct hv_sqlite_keys *keys, struct hv_job *job)
{
    enum hv_code code = HV_OK;

    job->code = HV_OK;
    if (job->change == HV_KEYS_EXTEND) {
        hv_database_bind_id(keys->extend, 1, job->log);
        (void)sqlite3_bind_int(keys->extend, 2, job->ends_with);
        (void)sqlite3_bind_int64(keys->extend, 3, job->ends_at);
        return hv_database_run(keys->extend);
    }
    for (uint32_t i = 0; i < job->count && code == HV_OK; i++) {
        code = put(keys, &job->keys[i]);
    }
    return code;
}

static bool read_key(sqlite3_stmt *load, struct hv_id log, struct hv_wrapped_key *ret)
{
    struct hv_bytes wrapped = hv_database_column_bytes(load, 3);

    if (wrapped.size != sizeof ret->wrapped || !hv_database_column_id(load, 0, &ret->id)) {
        return false;
    }
    ret->log = log;
    ret->ends_with = (uint8_t)sqlite3_column_int(load, 1);
    ret->ends_at = sqlite3_column_int64(load, 2);
    memcpy(ret->wrapped, wrapped.data, sizeof ret->wrapped);
    return true;
}

enum hv_code hv_sqlite_keys_load(struct hv_sqlite_keys *keys, struct hv_job *job)
{
    uint32_t room = 0;
    enum hv_code code;

    hv_database_bind_id(keys->load, 1, job->log);
    while (hv_database_next(keys->load, &code)) {
        if (job->count == room) {
            room = 2 * room + 64;
            job->keys = hv_job_memory(job->keys, room * sizeof *job->keys);
        }
        if (!read_key(keys->load, job->log, &job->keys[job->count])) {
            code = HV_ECORRUPT;
            break;
        }
        job->count++;
    }
    (void)sqlite3_reset(keys->load);
    if (code != HV_OK) {
        job->count = 0;
    }
    job->code = code;
    return code;
}

/* Removes the key on which `found` stands, and remembers its bytes. */
static enum hv_code remove_key(struct hv_sqlite_keys *keys, sqlite3_stmt *found)
{
    struct hv_bytes wrapped = hv_database_column_bytes(found, 1);

    size_t size = wrapped.size < HV_WRAPPED_KEY_SIZE ? wrapped.size : HV_WRAPPED_KEY_SIZE;

    (void)sqlite3_bind_int64(keys->remove, 1, sqlite3_column_int64(found, 0));
    for (size_t at = 0; at + sizeof(uint64_t) <= size; at += sizeof(uint64_t)) {
        memcpy(&keys->words[keys->word_count++], wrapped.data + at, sizeof(uint64_t));
    }
    (void)sqlite3_reset(found); /* before the row goes away under it */
    return hv_database_run(keys->remove);
}

/* The job's next key. `ret_done` when there is none left. */
static enum hv_code
remove_next(struct hv_sqlite_keys *keys, struct hv_job *job, uint32_t *at, bool *ret_done)
{
    sqlite3_stmt *find = keys->find_ended;
    enum hv_code code = HV_OK;

    *ret_done = false;
    if (job->change == HV_KEYS_DESTROY) {
        if (*at == job->count) {
            *ret_done = true;
            return HV_OK;
        }
        find = keys->find;
        hv_database_bind_id(find, 1, job->ids[(*at)++]);
    } else {
        (void)sqlite3_bind_int64(find, 1, job->ends_at);
    }
    if (hv_database_next(find, &code)) {
        job->unsettled++;
        return remove_key(keys, find);
    }
    (void)sqlite3_reset(find);
    *ret_done = job->change == HV_KEYS_SWEEP;
    return code;
}

static int compare_words(const void *a, const void *b)
{
    uint64_t x;
    uint64_t y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

/* Moving rows about, SQLite may leave a copy in the unused part of a page: secure_delete does not
 * reach it. */
enum hv_code hv_sqlite_keys_leave_nothing(struct hv_sqlite_keys *keys)
{
    bool found = false;
    enum hv_code code = hv_database_truncate(&keys->database);

    if (code == HV_OK && !keys->has_remnants) {
        qsort(keys->words, keys->word_count, sizeof *keys->words, compare_words);
        code = hv_remnants_find(&keys->database, keys->words, keys->word_count, &found);
    }
    if (code == HV_OK && (found || keys->has_remnants)) {
        code = rebuild(keys);
    }
    if (code != HV_OK) {
        keys->has_remnants = true;
    }
    keys->word_count = 0;
    keys->words_settled = 0;
    return code;
}

static void settle(struct hv_job_list *jobs, bool committed)
{
    for (struct hv_job *job = jobs->first; job != NULL; job = job->next) {
        job->swept += committed ? job->unsettled : 0;
        job->unsettled = 0;
    }
}

static enum hv_code commit(struct hv_sqlite_keys *keys, struct hv_job_list *jobs)
{
    enum hv_code code = hv_database_commit(&keys->database);

    if (code == HV_OK) {
        settle(jobs, true);
        keys->words_settled = keys->word_count;
    }
    return code;
}

static bool is_chunk_full(const struct hv_sqlite_keys *keys, uint32_t used)
{
    return used == HV_SQLITE_KEYS_CHUNK || keys->word_count == HV_SQLITE_KEYS_CHUNK * WORDS_PER_KEY;
}

/* `used`: how much of the chunk's room the open transaction has taken. */
static enum hv_code
destroy(struct hv_sqlite_keys *keys, struct hv_job_list *jobs, struct hv_job *job, uint32_t *used)
{
    enum hv_code code = HV_OK;
    uint32_t at = 0;
    bool done = false;

    while (code == HV_OK && !done) {
        if (is_chunk_full(keys, *used)) {
            *used = 0;
            code = commit(keys, jobs);
            code = code == HV_OK ? hv_sqlite_keys_leave_nothing(keys) : code;
            code = code == HV_OK ? hv_database_begin(&keys->database) : code;
        }
        if (code == HV_OK) {
            code = remove_next(keys, job, &at, &done);
            *used += 1;
        }
    }
    return code;
}

enum hv_code hv_sqlite_keys_destroy(struct hv_sqlite_keys *keys, struct hv_job_list *jobs)
{
    enum hv_code code = hv_database_begin(&keys->database);
    uint32_t used = 0;

    for (struct hv_job *job = jobs->first; job != NULL && code == HV_OK; job = job->next) {
        code = destroy(keys, jobs, job, &used);
    }
    if (code == HV_OK) {
        code = commit(keys, jobs);
    }
    settle(jobs, false);
    keys->word_count = keys->words_settled;
    return code;
}
