/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/passphrase_job.h"

#include <assert.h>
#include <stdlib.h>

#include "host/room.h"

static_assert(HV_VERIFIER_MAX < HV_HOUSE_VERIFIER_MAX, "the house keeps what the vault makes");

static struct hv_passphrase_job *of(struct hv_job *job)
{
    return (struct hv_passphrase_job *)job;
}

/* On another thread. Without a verifier one is made, for the time it takes. */
static void work(struct hv_job *job)
{
    struct hv_passphrase_job *passphrase_job = of(job);
    struct hv_bytes passphrase = { .data = passphrase_job->passphrase,
                                   .size = passphrase_job->size };
    char unused[HV_VERIFIER_MAX + 1];

    if (!passphrase_job->checks) {
        passphrase_job->code =
            hv_passphrase_verifier(passphrase, passphrase_job->cost, passphrase_job->verifier);
    } else if (passphrase_job->verifier[0] != '\0') {
        passphrase_job->code = hv_passphrase_check(passphrase, passphrase_job->verifier);
    } else {
        enum hv_code code = hv_passphrase_verifier(passphrase, passphrase_job->cost, unused);
        passphrase_job->code = code == HV_OK ? HV_EPERM : code;
    }
    explicit_bzero(passphrase_job->passphrase, passphrase_job->size);
}

static void drop(struct hv_job *job)
{
    struct hv_passphrase_job *passphrase_job = of(job);

    if (passphrase_job->member != NULL) {
        passphrase_job->member->passphrase_job = NULL;
    }
    explicit_bzero(passphrase_job->passphrase, passphrase_job->size);
    free(passphrase_job);
}

static void done(struct hv_job *job)
{
    struct hv_passphrase_job *passphrase_job = of(job);
    struct hv_member *member = passphrase_job->member;

    if (member == NULL) {
        drop(job);
        return;
    }
    passphrase_job->finished = true;
    member->held = false;
    hv_room_pump(member->room);
}

static bool
begin(struct hv_member *member, struct hv_bytes passphrase, bool checks, struct hv_bytes verifier)
{
    struct hv_passphrase_job *job = malloc(sizeof *job + passphrase.size);

    assert(member->passphrase_job == NULL && verifier.size <= HV_VERIFIER_MAX);
    if (job == NULL) {
        return false;
    }
    *job = (struct hv_passphrase_job){
        .job = { .work = work, .done = done, .drop = drop },
        .member = member,
        .checks = checks,
        .cost = member->host->config.passphrase_cost,
        .size = passphrase.size,
    };
    memcpy(job->passphrase, passphrase.data, passphrase.size);
    if (verifier.size > 0) {
        memcpy(job->verifier, verifier.data, verifier.size);
    }
    member->passphrase_job = job;
    if (!hv_jobs_add(member->host, &job->job)) {
        drop(&job->job);
        return false;
    }
    member->held_for = (struct hv_id){ .b = { 0 } }; /* no log: only the job lets it go on */
    return true;
}

bool hv_passphrase_job_check(struct hv_member *member,
                             struct hv_bytes passphrase,
                             struct hv_bytes verifier)
{
    return begin(member, passphrase, true, verifier);
}

bool hv_passphrase_job_make(struct hv_member *member, struct hv_bytes passphrase)
{
    return begin(member, passphrase, false, (struct hv_bytes){ .size = 0 });
}

void hv_passphrase_job_release(struct hv_member *member)
{
    struct hv_passphrase_job *job = member->passphrase_job;

    if (job == NULL) {
        return;
    }
    member->passphrase_job = NULL;
    job->member = NULL;
    if (job->finished) {
        free(job);
    }
}
