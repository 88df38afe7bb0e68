/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A step: when no answer is ready, some of the queue is carried out and synced, which makes their
 * answers ready; then one ready answer is given. Failures: the knobs, and hv_memory_store_crash,
 * which lies between carrying out and syncing.
 */
#include "journal/memory.h"

#include <stdlib.h>

#include "journal/desk.h"
#include "journal/shelf.h"

struct hv_memory_store {
    struct hv_desk desk;
    struct hv_shelf shelf;
    struct hv_memory_knobs knobs;
    struct hv_job_list queued;
    struct hv_job_list ready;
    uint64_t failures;    /* of puts, see desk.h */
    enum hv_code failure; /* what appends get that relied on the last of them */
};

/* `desk` is the first member. */
static void submit(struct hv_desk *desk, struct hv_job *job)
{
    struct hv_memory_store *store = (void *)desk;

    if (store->knobs.queue_full && !job->refused && job->kind != HV_JOB_PAGE) {
        job->refused = true;
        job->code = HV_EBUSY;
    }
    hv_job_list_push(&store->queued, job);
}

struct hv_memory_store *hv_memory_store_new(void)
{
    struct hv_memory_store *store = calloc(1, sizeof *store);

    if (store == NULL) {
        abort();
    }
    hv_desk_init(&store->desk, submit);
    return store;
}

/* A follower that waits for its page is held by that job alone, once followers are forgotten. */
static void discard(struct hv_job *job)
{
    if (job->kind == HV_JOB_PAGE) {
        free(job->of.follower);
    }
    hv_job_free(job);
}

static void discard_all(struct hv_job_list *list)
{
    struct hv_job *job;

    while ((job = hv_job_list_pop(list)) != NULL) {
        discard(job);
    }
}

void hv_memory_store_free(struct hv_memory_store *store)
{
    if (store == NULL) {
        return;
    }
    hv_followers_forget(&store->desk.followers);
    discard_all(&store->queued);
    discard_all(&store->ready);
    hv_shelf_free(&store->shelf);
    free(store);
}

struct hv_journal *hv_memory_store_journal(struct hv_memory_store *store)
{
    return &store->desk.journal;
}

struct hv_keystore *hv_memory_store_keystore(struct hv_memory_store *store)
{
    return &store->desk.keystore;
}

struct hv_memory_knobs *hv_memory_store_knobs(struct hv_memory_store *store)
{
    return &store->knobs;
}

uint32_t hv_memory_store_waiting(const struct hv_memory_store *store)
{
    return store->queued.count + store->ready.count;
}

struct hv_bytes hv_memory_store_disk(const struct hv_memory_store *store)
{
    return (struct hv_bytes){ .data = store->shelf.disk.platter,
                              .size = store->shelf.disk.durable };
}

static bool take(uint32_t *count)
{
    if (*count == 0) {
        return false;
    }
    (*count)--;
    return true;
}

/* The knobs count only appends that would be stored. */
static void append(struct hv_memory_store *store, struct hv_job *job)
{
    struct hv_memory_knobs *knobs = &store->knobs;

    hv_shelf_append(&store->shelf, job, false);
    if (job->code != HV_OK) {
        return;
    }
    if (job->failures_known < store->failures) {
        job->code = store->failure;
    } else if (take(&knobs->appends_full)) {
        job->code = HV_EFULL;
    } else if (take(&knobs->appends_lost)) {
        job->code = HV_EUNKNOWN;
    } else {
        hv_shelf_append(&store->shelf, job, true);
        job->code = take(&knobs->appends_silenced) ? HV_EUNKNOWN : HV_OK;
    }
}

static void put(struct hv_memory_store *store, struct hv_job *job)
{
    if (take(&store->knobs.keys_full)) {
        job->code = HV_EFULL;
    } else if (take(&store->knobs.keys_failed)) {
        job->code = HV_EIO;
    } else {
        hv_shelf_put(&store->shelf, job);
        return;
    }
    if (job->change == HV_KEYS_PUT) {
        job->failures = ++store->failures;
        store->failure = job->code == HV_EFULL ? HV_EFULL : HV_EUNKNOWN;
    }
}

static void destroy(struct hv_memory_store *store, struct hv_job *job)
{
    if (take(&store->knobs.keys_failed)) {
        job->code = HV_EIO;
    } else {
        hv_shelf_destroy(&store->shelf, job);
    }
}

static void read(struct hv_memory_store *store, struct hv_job *job)
{
    if (job->kind != HV_JOB_PAGE && take(&store->knobs.reads_failed)) {
        job->code = HV_EIO;
    } else if (job->kind == HV_JOB_LOAD) {
        hv_shelf_load(&store->shelf, job);
    } else {
        hv_shelf_read(&store->shelf, job);
    }
}

static void carry_out(struct hv_memory_store *store, struct hv_job *job)
{
    if (job->refused) {
        return;
    }
    switch (job->kind) {
    case HV_JOB_APPEND:
        append(store, job);
        break;
    case HV_JOB_READ:
    case HV_JOB_PAGE:
    case HV_JOB_LOAD:
        read(store, job);
        break;
    case HV_JOB_END:
        hv_shelf_end(&store->shelf, job);
        break;
    case HV_JOB_PUT:
        put(store, job);
        break;
    case HV_JOB_DESTROY:
        destroy(store, job);
        break;
    case HV_JOB_AWAY:
    case HV_JOB_BACK:
    case HV_JOB_COPY:
        break; /* never queued here: answer() calls the followers itself */
    }
}

static void fill_ready(struct hv_memory_store *store)
{
    if (store->queued.count == 0) {
        return;
    }
    uint32_t count = 1 + hv_choose(store->knobs.choice, store->queued.count);
    for (uint32_t i = 0; i < count; i++) {
        struct hv_job *job = hv_job_list_pop(&store->queued);
        carry_out(store, job);
        hv_job_list_push(&store->ready, job);
    }
    hv_disk_sync(&store->shelf.disk);
}

static bool is_of_keys(const struct hv_job *job)
{
    return job->kind == HV_JOB_PUT || job->kind == HV_JOB_DESTROY || job->kind == HV_JOB_LOAD;
}

/* Answers of the same stream keep their order. */
static bool is_same_stream(const struct hv_job *a, const struct hv_job *b)
{
    return is_of_keys(a) ? is_of_keys(b) : !is_of_keys(b) && hv_id_equal(a->log, b->log);
}

/* The first of the stream that the choice fell on. */
static struct hv_job *choose_ready(struct hv_memory_store *store)
{
    struct hv_job *chosen = store->ready.first;
    struct hv_job_list rest = { 0 };
    struct hv_job *found = NULL;
    struct hv_job *job;

    for (uint32_t i = hv_choose(store->knobs.choice, store->ready.count); i > 0; i--) {
        chosen = chosen->next;
    }
    while ((job = hv_job_list_pop(&store->ready)) != NULL) {
        if (found == NULL && is_same_stream(job, chosen)) {
            found = job;
        } else {
            hv_job_list_push(&rest, job);
        }
    }
    store->ready = rest;
    return found;
}

/* After an unknown outcome nobody may rely on what he saw: followers look again, as after a real
 * fault. */
static void answer(struct hv_memory_store *store, struct hv_job *job)
{
    bool shakes = job->kind == HV_JOB_APPEND && job->code == HV_EUNKNOWN;

    hv_desk_answer(&store->desk, job);
    if (shakes) {
        hv_followers_away(&store->desk.followers);
        hv_followers_back(&store->desk.followers);
    }
}

bool hv_memory_store_step(struct hv_memory_store *store)
{
    if (store->ready.count == 0) {
        fill_ready(store);
    }
    if (store->ready.count == 0) {
        if (store->desk.closed) {
            hv_followers_close(&store->desk.followers);
        }
        return store->queued.count > 0;
    }
    answer(store, choose_ready(store));
    return true;
}

void hv_memory_store_run(struct hv_memory_store *store)
{
    while (hv_memory_store_step(store)) {
    }
}

void hv_memory_store_crash(struct hv_memory_store *store, struct hv_choice choice)
{
    uint32_t reached = hv_choose(choice, store->queued.count + 1);

    hv_followers_forget(&store->desk.followers);
    for (uint32_t i = 0; i < reached; i++) {
        struct hv_job *job = hv_job_list_pop(&store->queued);
        carry_out(store, job);
        discard(job);
    }
    hv_disk_crash(&store->shelf.disk, choice);
    discard_all(&store->queued);
    discard_all(&store->ready);
    store->failures = 0;
    hv_desk_init(&store->desk, submit);
    hv_shelf_recover(&store->shelf);
}

void hv_memory_store_close(struct hv_memory_store *store)
{
    store->desk.closed = true;
}
