/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/jobs.h"

static void on_done(void *data);

static void on_work(void *data)
{
    struct hv_job *job = data;

    job->work(job);
}

static uint32_t count_running(const struct hv_host *host)
{
    uint32_t count = 0;

    for (const struct hv_job *job = host->jobs; job != NULL; job = job->next) {
        count += job->running;
    }
    return count;
}

static uint32_t count_waiting(const struct hv_host *host, bool yielding)
{
    uint32_t count = 0;

    for (const struct hv_job *job = host->jobs; job != NULL; job = job->next) {
        count += !job->running && job->yields == yielding;
    }
    return count;
}

/* Who waits longest is the first in the list. */
static void begin_some(struct hv_host *host, bool yielding)
{
    for (struct hv_job *job = host->jobs; job != NULL; job = job->next) {
        if (!job->running && job->yields == yielding && count_running(host) < HV_JOBS_RUNNING_MAX) {
            job->running = true;
            host->config.ports.job(host->config.ports.data, on_work, on_done, job);
        }
    }
}

static void begin(struct hv_host *host)
{
    begin_some(host, false);
    begin_some(host, true);
}

bool hv_jobs_add(struct hv_host *host, struct hv_job *job)
{
    struct hv_job **last = &host->jobs;

    if (count_waiting(host, job->yields) >=
        (job->yields ? HV_JOBS_YIELDING_MAX : HV_JOBS_WAITING_MAX)) {
        return false;
    }
    while (*last != NULL) {
        last = &(*last)->next;
    }
    job->host = host;
    job->next = NULL;
    job->running = false;
    *last = job;
    begin(host);
    return true;
}

static void take_out(struct hv_host *host, const struct hv_job *job)
{
    struct hv_job **place = &host->jobs;

    while (*place != job) {
        place = &(*place)->next;
    }
    *place = job->next;
}

static void on_done(void *data)
{
    struct hv_job *job = data;
    struct hv_host *host = job->host;

    hv_host_enter(host);
    take_out(host, job);
    job->done(job);
    begin(host);
    hv_host_leave(host);
}

void hv_host_drop_jobs(struct hv_host *host, bool running)
{
    struct hv_job **place = &host->jobs;

    while (*place != NULL) {
        struct hv_job *job = *place;
        if (job->running && !running) {
            place = &job->next;
        } else {
            *place = job->next;
            job->drop(job);
        }
    }
}
