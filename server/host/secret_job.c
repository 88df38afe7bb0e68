/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/secret_job.h"

#include <assert.h>
#include <stdlib.h>

#include "host/room.h"

static_assert(HV_VERIFIER_MAX < HV_HOUSE_VERIFIER_MAX, "the house keeps what the vault makes");
static_assert(HV_VERIFIER_MAX <= HV_WORDS_PROOF_MAX, "a group keeps what the vault makes");
static_assert(HV_WORDS_TEXT_MAX <= HV_SECRET_TEXT_MAX, "words are such a secret");

static struct hv_secret_job *of(struct hv_job *job)
{
    return (struct hv_secret_job *)job;
}

static struct hv_bytes text_of(const struct hv_secret *secret)
{
    return (struct hv_bytes){ .data = secret->text, .size = secret->size };
}

/* Without a verifier one is made, for the time it takes. */
static enum hv_code check(const struct hv_secret *secret, struct hv_passphrase_cost cost)
{
    char unused[HV_VERIFIER_MAX + 1];
    enum hv_code code;

    if (secret->verifier[0] != '\0') {
        return hv_passphrase_check(text_of(secret), secret->verifier);
    }
    code = hv_passphrase_verifier(text_of(secret), cost, unused);
    return code == HV_OK ? HV_EPERM : code;
}

static void wipe(struct hv_secret *secret)
{
    explicit_bzero(secret->text, sizeof secret->text);
    secret->size = 0;
}

/* On another thread. */
static void work(struct hv_job *job)
{
    struct hv_secret_job *secret_job = of(job);

    secret_job->code = HV_OK;
    for (uint32_t i = 0; i < secret_job->count && secret_job->code == HV_OK; i++) {
        struct hv_secret *secret = &secret_job->secrets[i];

        secret_job->code =
            secret_job->checks
                ? check(secret, secret_job->cost)
                : hv_passphrase_verifier(text_of(secret), secret_job->cost, secret->verifier);
        if (secret_job->checks || !job->yields) {
            wipe(secret);
        }
    }
}

static void drop(struct hv_job *job)
{
    struct hv_secret_job *secret_job = of(job);

    if (secret_job->member != NULL) {
        secret_job->member->secret_job = NULL;
    }
    for (uint32_t i = 0; i < secret_job->count; i++) {
        wipe(&secret_job->secrets[i]);
    }
    free(secret_job);
}

static void done(struct hv_job *job)
{
    struct hv_secret_job *secret_job = of(job);
    struct hv_member *member = secret_job->member;

    if (member == NULL) {
        drop(job);
        return;
    }
    secret_job->finished = true;
    member->held = false;
    hv_room_pump(member->room);
}

static struct hv_secret_job *
make(struct hv_member *member, const struct hv_bytes *texts, uint32_t count, bool of_seats)
{
    const struct hv_host_config *config = &member->host->config;
    struct hv_secret_job *job = calloc(1, sizeof *job + count * sizeof job->secrets[0]);

    assert(member->secret_job == NULL);
    if (job == NULL) {
        return NULL;
    }
    job->job = (struct hv_job){ .work = work, .done = done, .drop = drop, .yields = of_seats };
    job->member = member;
    job->cost = of_seats ? config->words_cost : config->passphrase_cost;
    job->count = count;
    for (uint32_t i = 0; i < count; i++) {
        assert(texts[i].size <= HV_SECRET_TEXT_MAX);
        job->secrets[i].size = texts[i].size;
        if (texts[i].size > 0) {
            memcpy(job->secrets[i].text, texts[i].data, texts[i].size);
        }
    }
    member->secret_job = job;
    return job;
}

static bool begin(struct hv_member *member, struct hv_secret_job *job)
{
    if (job == NULL) {
        return false;
    }
    if (!hv_jobs_add(member->host, &job->job)) {
        drop(&job->job);
        return false;
    }
    member->held_for = (struct hv_id){ .b = { 0 } }; /* no log: only the job lets it go on */
    return true;
}

static bool
begin_check(struct hv_member *member, struct hv_secret_job *job, struct hv_bytes verifier)
{
    assert(verifier.size <= HV_VERIFIER_MAX);
    if (job != NULL) {
        job->checks = true;
        if (verifier.size > 0) {
            memcpy(job->secrets[0].verifier, verifier.data, verifier.size);
        }
    }
    return begin(member, job);
}

bool hv_secret_job_check_passphrase(struct hv_member *member,
                                    struct hv_bytes text,
                                    struct hv_bytes verifier)
{
    return begin_check(member, make(member, &text, 1, false), verifier);
}

bool hv_secret_job_check_words(struct hv_member *member,
                               struct hv_bytes text,
                               struct hv_bytes verifier)
{
    return begin_check(member, make(member, &text, 1, true), verifier);
}

bool hv_secret_job_make_passphrase(struct hv_member *member, struct hv_bytes text)
{
    return begin(member, make(member, &text, 1, false));
}

bool hv_secret_job_make_words(struct hv_member *member,
                              const struct hv_bytes *texts,
                              uint32_t count)
{
    return begin(member, make(member, texts, count, true));
}

void hv_secret_job_release(struct hv_member *member)
{
    struct hv_secret_job *job = member->secret_job;

    if (job == NULL) {
        return;
    }
    member->secret_job = NULL;
    job->member = NULL;
    if (job->finished) {
        drop(&job->job);
    }
}
