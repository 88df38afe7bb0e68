/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/batch.h"

#include <assert.h>
#include <string.h>

#define SLOTS 2048u /* at least twice the logs of one batch */

struct log_count {
    struct hv_id log;
    uint32_t taken; /* 0: the slot is free */
};

/* What is known while one batch is taken. */
struct taking {
    struct hv_batch *batch;
    struct hv_job_list left;
    struct log_count logs[SLOTS];
    uint32_t rows;
    uint32_t rows_max;
};

/* The log's slot, or the free one where it would be. */
static struct log_count *slot_of(struct taking *taking, struct hv_id log)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < sizeof log.b; i++) {
        hash = (hash ^ log.b[i]) * 16777619u;
    }
    uint32_t at = hash % SLOTS;
    while (taking->logs[at].taken != 0 && !hv_id_equal(taking->logs[at].log, log)) {
        at = (at + 1) % SLOTS;
    }
    return &taking->logs[at];
}

static uint32_t rows_of(const struct hv_job *job)
{
    switch (job->kind) {
    case HV_JOB_READ:
    case HV_JOB_PAGE:
    case HV_JOB_LOAD:
        return HV_BATCH_READ;
    case HV_JOB_PUT:
    case HV_JOB_DESTROY:
        return job->count > 1 ? job->count : 1;
    case HV_JOB_APPEND:
    case HV_JOB_END:
    case HV_JOB_AWAY:
    case HV_JOB_BACK:
    case HV_JOB_COPY:
        break;
    }
    return 1;
}

static void push(struct taking *taking, struct hv_job_list *list, struct hv_job *job)
{
    hv_job_list_push(list, job);
    taking->rows += rows_of(job);
}

/* Appends, ends and reads: by log, and in its order. */
static void take_of_log(struct taking *taking, struct hv_job_list *list, struct hv_job *job)
{
    struct log_count *log = slot_of(taking, job->log);

    if (log->taken >= HV_BATCH_PER_LOG) {
        hv_job_list_push(&taking->left, job);
        return;
    }
    log->log = job->log;
    log->taken++;
    push(taking, list, job);
}

static void take(struct taking *taking, struct hv_job *job)
{
    struct hv_batch *batch = taking->batch;

    switch (job->kind) {
    case HV_JOB_APPEND:
    case HV_JOB_END:
        take_of_log(taking, &batch->appends, job);
        break;
    case HV_JOB_READ:
    case HV_JOB_PAGE:
        take_of_log(taking, &batch->reads, job);
        break;
    case HV_JOB_LOAD:
        push(taking, &batch->reads, job);
        break;
    case HV_JOB_PUT:
        push(taking, &batch->puts, job);
        break;
    case HV_JOB_DESTROY:
        push(taking, &batch->destroys, job);
        break;
    case HV_JOB_AWAY:
    case HV_JOB_BACK:
    case HV_JOB_COPY:
        assert(false); /* these do not wait in a line */
    }
}

static bool may_take(const struct taking *taking, const struct hv_job *job)
{
    if (taking->rows > 0 && taking->rows + rows_of(job) > taking->rows_max) {
        return false;
    }
    if (job->kind == HV_JOB_DESTROY) {
        return taking->left.count == 0;
    }
    return taking->batch->destroys.count == 0;
}

void hv_batch_take(struct hv_job_list *waiting, uint32_t rows, struct hv_batch *ret)
{
    struct taking taking;

    memset(&taking, 0, sizeof taking);
    memset(ret, 0, sizeof *ret);
    taking.batch = ret;
    taking.rows_max = rows;
    while (waiting->first != NULL && may_take(&taking, waiting->first)) {
        take(&taking, hv_job_list_pop(waiting));
    }
    hv_job_list_move(&taking.left, waiting);
    *waiting = taking.left;
}
