/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/shelf.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The library's own does not compile without warnings. */
#define HASH_FUNCTION(key, size, hash) ((hash) = hash_of((key), (size)))

#include <uthash.h>

/* FNV-1a */
static unsigned hash_of(const void *key, size_t size)
{
    const uint8_t *bytes = key;
    unsigned hash = 2166136261u;

    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ bytes[i]) * 16777619u;
    }
    return hash;
}

struct record {
    struct hv_id id;
    uint64_t position;
    size_t at; /* of the body on the disk */
    size_t size;
    UT_hash_handle hh; /* by id, within the log */
};

struct hv_shelf_log {
    struct hv_id id;
    enum hv_log_state state;
    uint64_t head;
    struct record **records; /* records[position - 1] */
    uint64_t room;
    struct record *by_id;
    UT_hash_handle hh;
};

struct hv_shelf_key {
    struct hv_id id;
    struct hv_id log;
    uint8_t ends_with;
    int64_t ends_at;
    size_t at; /* of its unit on the disk */
    UT_hash_handle hh;
};

static struct hv_shelf_log *find_log(const struct hv_shelf *shelf, struct hv_id id)
{
    struct hv_shelf_log *log;

    HASH_FIND(hh, shelf->logs, &id, sizeof id, log);
    return log;
}

static struct hv_shelf_log *find_or_add_log(struct hv_shelf *shelf, struct hv_id id)
{
    struct hv_shelf_log *log = find_log(shelf, id);

    if (log == NULL) {
        log = hv_job_memory(NULL, sizeof *log);
        *log = (struct hv_shelf_log){ .id = id };
        HASH_ADD(hh, shelf->logs, id, sizeof log->id, log);
    }
    return log;
}

static struct record *find_record(const struct hv_shelf_log *log, struct hv_id id)
{
    struct record *record;

    HASH_FIND(hh, log->by_id, &id, sizeof id, record);
    return record;
}

static void add_record(struct hv_shelf_log *log, struct hv_id id, size_t at, size_t size)
{
    struct record *record = hv_job_memory(NULL, sizeof *record);

    if (log->head == log->room) {
        log->room = 2 * log->room + 8;
        log->records = hv_job_memory(log->records, log->room * sizeof(struct record *));
    }
    *record = (struct record){ .id = id, .position = log->head + 1, .at = at, .size = size };
    log->records[log->head++] = record;
    HASH_ADD(hh, log->by_id, id, sizeof record->id, record);
}

static void forget_records(struct hv_shelf_log *log)
{
    HASH_CLEAR(hh, log->by_id);
    for (uint64_t i = 0; log->records != NULL && i < log->head; i++) {
        free(log->records[i]);
    }
    free(log->records);
    log->records = NULL;
    log->room = 0;
}

static struct hv_shelf_key *find_key(const struct hv_shelf *shelf, struct hv_id id)
{
    struct hv_shelf_key *key;

    HASH_FIND(hh, shelf->keys, &id, sizeof id, key);
    return key;
}

static void forget(struct hv_shelf *shelf)
{
    struct hv_shelf_log *log;
    struct hv_shelf_log *next_log;
    struct hv_shelf_key *key;
    struct hv_shelf_key *next_key;

    HASH_ITER(hh, shelf->logs, log, next_log)
    {
        HASH_DEL(shelf->logs, log);
        forget_records(log);
        free(log);
    }
    HASH_ITER(hh, shelf->keys, key, next_key)
    {
        HASH_DEL(shelf->keys, key);
        free(key);
    }
}

void hv_shelf_free(struct hv_shelf *shelf)
{
    forget(shelf);
    hv_disk_free(&shelf->disk);
}

/* What an append would give: HV_OK when it is to be stored. */
static enum hv_code judge(const struct hv_shelf_log *log, struct hv_job *job)
{
    if (log == NULL) {
        job->position = 0;
        return job->expect == 0 ? HV_OK : HV_ECONFLICT;
    }
    if (log->state == HV_LOG_ERASED) {
        return HV_EGONE;
    }
    const struct record *known = find_record(log, job->id);
    if (known != NULL) {
        job->position = known->position;
        return HV_EDUPLICATE;
    }
    if (log->state == HV_LOG_SEALED) {
        return HV_EGONE;
    }
    job->position = log->head;
    return job->expect == log->head ? HV_OK : HV_ECONFLICT;
}

void hv_shelf_append(struct hv_shelf *shelf, struct hv_job *job, bool stores)
{
    job->code = judge(find_log(shelf, job->log), job);
    if (job->code != HV_OK || !stores) {
        return;
    }
    struct hv_shelf_log *log = find_or_add_log(shelf, job->log);
    struct hv_disk_frame frame = {
        .kind = HV_FRAME_RECORD, .log = job->log, .id = job->id, .number = log->head + 1
    };
    hv_disk_write(&shelf->disk, &frame, job->body);
    add_record(log, job->id, frame.payload, frame.size);
    job->position = log->head;
}

/* The end is durable before bodies are wiped: a crash in between finds the end and wipes again. */
static void erase(struct hv_shelf *shelf, struct hv_shelf_log *log)
{
    hv_disk_sync(&shelf->disk);
    for (uint64_t i = 0; log->records != NULL && i < log->head; i++) {
        hv_disk_wipe(&shelf->disk, log->records[i]->at, log->records[i]->size);
    }
    forget_records(log);
}

void hv_shelf_end(struct hv_shelf *shelf, struct hv_job *job)
{
    struct hv_shelf_log *log = find_log(shelf, job->log);

    if (log == NULL) {
        job->code = HV_ENOTFOUND;
        return;
    }
    if (log->state == HV_LOG_ERASED) {
        job->code = job->end == HV_END_ERASE ? HV_OK : HV_EGONE;
        return;
    }
    struct hv_disk_frame frame = { .kind = HV_FRAME_END,
                                   .log = job->log,
                                   .number = (uint64_t)job->end };
    hv_disk_write(&shelf->disk, &frame, (struct hv_bytes){ .data = NULL, .size = 0 });
    if (job->end == HV_END_ERASE) {
        log->state = HV_LOG_ERASED;
        erase(shelf, log);
    } else {
        log->state = HV_LOG_SEALED;
    }
    job->code = HV_OK;
}

void hv_shelf_read(struct hv_shelf *shelf, struct hv_job *job)
{
    const struct hv_shelf_log *log = find_log(shelf, job->log);
    struct hv_page *page = &job->page;

    page->state = log == NULL ? HV_LOG_UNKNOWN : log->state;
    if (page->state == HV_LOG_OPEN || page->state == HV_LOG_SEALED) {
        page->head = log->head;
        for (uint64_t i = job->after; i < log->head && page->count < job->max; i++) {
            const struct record *record = log->records[i];
            if (!hv_page_fits(page, record->size)) {
                break;
            }
            struct hv_bytes body = { .data = shelf->disk.cache + record->at, .size = record->size };
            hv_page_add(page, job->max, record->position, record->id, body);
        }
    }
    hv_job_finish_read(job);
}

static void index_key(struct hv_shelf *shelf, const struct hv_disk_key *from, size_t at)
{
    struct hv_shelf_key *key = find_key(shelf, from->id);

    if (key != NULL) {
        return;
    }
    key = hv_job_memory(NULL, sizeof *key);
    *key = (struct hv_shelf_key){
        .id = from->id,
        .log = from->log,
        .ends_with = (uint8_t)from->ends_with,
        .ends_at = from->ends_at,
        .at = at,
    };
    HASH_ADD(hh, shelf->keys, id, sizeof key->id, key);
}

static void put(struct hv_shelf *shelf, const struct hv_job *job)
{
    struct hv_disk_key *keys = hv_job_memory(NULL, (job->count + 1) * sizeof *keys);
    size_t count = 0;

    for (uint32_t i = 0; i < job->count; i++) {
        const struct hv_wrapped_key *key = &job->keys[i];
        if (find_key(shelf, key->id) == NULL) {
            keys[count] = (struct hv_disk_key){
                .id = key->id, .log = key->log, .ends_at = key->ends_at, .ends_with = key->ends_with
            };
            memcpy(keys[count].wrapped, key->wrapped, sizeof key->wrapped);
            count++;
        }
    }
    struct hv_disk_frame frame = { .kind = HV_FRAME_KEYS };
    struct hv_bytes payload = { .data = (const uint8_t *)keys, .size = count * sizeof *keys };
    hv_disk_write(&shelf->disk, &frame, payload);
    for (size_t i = 0; i < count; i++) {
        index_key(shelf, &keys[i], frame.payload + i * HV_DISK_UNIT);
    }
    free(keys);
}

static void extend(struct hv_shelf *shelf, struct hv_id log, uint8_t ends_with, int64_t ends_at)
{
    for (struct hv_shelf_key *key = shelf->keys; key != NULL; key = key->hh.next) {
        if (hv_id_equal(key->log, log) && key->ends_with == ends_with) {
            key->ends_at = ends_at;
        }
    }
}

void hv_shelf_put(struct hv_shelf *shelf, struct hv_job *job)
{
    if (job->change == HV_KEYS_PUT) {
        put(shelf, job);
    } else {
        struct hv_disk_frame frame = { .kind = HV_FRAME_EXTEND,
                                       .log = job->log,
                                       .number = job->ends_with,
                                       .ends_at = job->ends_at };
        hv_disk_write(&shelf->disk, &frame, (struct hv_bytes){ .data = NULL, .size = 0 });
        extend(shelf, job->log, job->ends_with, job->ends_at);
    }
    job->code = HV_OK;
}

static void destroy(struct hv_shelf *shelf, struct hv_shelf_key *key, struct hv_job *job)
{
    hv_disk_wipe(&shelf->disk, key->at, HV_DISK_UNIT);
    HASH_DEL(shelf->keys, key);
    free(key);
    job->swept++;
}

void hv_shelf_destroy(struct hv_shelf *shelf, struct hv_job *job)
{
    struct hv_shelf_key *key;
    struct hv_shelf_key *next;

    for (uint32_t i = 0; job->change == HV_KEYS_DESTROY && i < job->count; i++) {
        key = find_key(shelf, job->ids[i]);
        if (key != NULL) {
            destroy(shelf, key, job);
        }
    }
    HASH_ITER(hh, shelf->keys, key, next)
    {
        if (job->change == HV_KEYS_SWEEP && key->ends_at < job->ends_at) {
            destroy(shelf, key, job);
        }
    }
    job->code = HV_OK;
}

void hv_shelf_load(struct hv_shelf *shelf, struct hv_job *job)
{
    job->keys = hv_job_memory(NULL, (HASH_COUNT(shelf->keys) + 1) * sizeof *job->keys);
    for (const struct hv_shelf_key *key = shelf->keys; key != NULL; key = key->hh.next) {
        if (hv_id_equal(key->log, job->log)) {
            const struct hv_disk_key *on_disk = (const void *)(shelf->disk.cache + key->at);
            struct hv_wrapped_key *to = &job->keys[job->count++];
            *to = (struct hv_wrapped_key){
                .id = key->id, .log = key->log, .ends_with = key->ends_with, .ends_at = key->ends_at
            };
            memcpy(to->wrapped, on_disk->wrapped, sizeof to->wrapped);
        }
    }
    job->code = HV_OK;
}

static void replay_end(struct hv_shelf *shelf, const struct hv_disk_frame *frame)
{
    struct hv_shelf_log *log = find_or_add_log(shelf, frame->log);

    log->state = frame->number == HV_END_ERASE ? HV_LOG_ERASED : HV_LOG_SEALED;
}

static void replay(struct hv_shelf *shelf, const struct hv_disk_frame *frame)
{
    switch (frame->kind) {
    case HV_FRAME_RECORD: {
        struct hv_shelf_log *log = find_or_add_log(shelf, frame->log);
        assert(frame->number == log->head + 1);
        add_record(log, frame->id, frame->payload, frame->size);
        break;
    }
    case HV_FRAME_END:
        replay_end(shelf, frame);
        break;
    case HV_FRAME_KEYS:
        for (size_t i = 0; i < frame->size / HV_DISK_UNIT; i++) {
            const struct hv_disk_key *key = hv_disk_key(&shelf->disk, frame, i);
            if (key != NULL) {
                index_key(shelf, key, frame->payload + i * HV_DISK_UNIT);
            }
        }
        break;
    case HV_FRAME_EXTEND:
        extend(shelf, frame->log, (uint8_t)frame->number, frame->ends_at);
        break;
    }
}

/* A first reading, by headers alone: a body that is not whole is no damage when its log was erased
 * later. */
static void find_erased(struct hv_shelf *shelf)
{
    struct hv_disk_frame frame;
    size_t at = 0;

    while (hv_disk_read(&shelf->disk, &at, &frame)) {
        if (frame.kind == HV_FRAME_END && frame.number == HV_END_ERASE) {
            find_or_add_log(shelf, frame.log)->state = HV_LOG_ERASED;
        }
    }
}

static bool is_erased(const struct hv_shelf *shelf, const struct hv_disk_frame *frame)
{
    const struct hv_shelf_log *log = find_log(shelf, frame->log);

    return frame->kind == HV_FRAME_RECORD && log != NULL && log->state == HV_LOG_ERASED;
}

static void wipe_erased(struct hv_shelf *shelf)
{
    for (struct hv_shelf_log *log = shelf->logs; log != NULL; log = log->hh.next) {
        if (log->state == HV_LOG_ERASED) {
            erase(shelf, log);
        }
    }
}

void hv_shelf_recover(struct hv_shelf *shelf)
{
    struct hv_disk_frame frame;
    size_t whole = 0;
    size_t at = 0;

    forget(shelf);
    find_erased(shelf);
    while (hv_disk_read(&shelf->disk, &at, &frame) &&
           (hv_disk_is_whole(&shelf->disk, &frame) || is_erased(shelf, &frame))) {
        replay(shelf, &frame);
        whole = at;
    }
    hv_disk_cut(&shelf->disk, whole);
    wipe_erased(shelf);
    hv_disk_sync(&shelf->disk);
}
