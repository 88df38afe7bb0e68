/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/desk.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static struct hv_desk *desk_of_journal(struct hv_journal *journal)
{
    return (struct hv_desk *)(void *)((char *)journal - offsetof(struct hv_desk, journal));
}

static struct hv_desk *desk_of_keystore(struct hv_keystore *keystore)
{
    return (struct hv_desk *)(void *)((char *)keystore - offsetof(struct hv_desk, keystore));
}

static void refuse(struct hv_job *job, enum hv_code code)
{
    job->refused = true;
    job->code = code;
}

/* Pages are not limited: a follower has one at most. */
static bool is_over_limit(const struct hv_desk *desk, const struct hv_job *job)
{
    return job->kind != HV_JOB_PAGE &&
           (desk->jobs >= HV_DESK_JOBS_MAX ||
            (desk->jobs > 0 && desk->bytes + job->bytes > HV_DESK_BYTES_MAX));
}

static void submit(struct hv_desk *desk, struct hv_job *job)
{
    if (desk->closed) {
        refuse(job, HV_ECLOSED);
    } else if (!job->refused && is_over_limit(desk, job)) {
        refuse(job, HV_EBUSY);
    }
    job->failures_known = desk->failures_known;
    desk->jobs++;
    desk->bytes += job->bytes;
    desk->submit(desk, job);
}

static void ask_append(struct hv_journal *journal, struct hv_append *append)
{
    bool too_big = append->body.size > HV_JOURNAL_BODY_MAX;
    size_t size = too_big ? 0 : append->body.size;
    struct hv_job *job = hv_job_new(HV_JOB_APPEND, size);

    job->of.append = append;
    job->log = append->log;
    job->id = append->id;
    job->expect = append->expect;
    if (too_big) {
        refuse(job, HV_ETOOBIG);
    } else if (!job->refused && size > 0) {
        memcpy(job->copied, append->body.data, size);
        job->body = (struct hv_bytes){ .data = job->copied, .size = size };
        job->bytes = size;
    }
    submit(desk_of_journal(journal), job);
}

static void ask_read(struct hv_journal *journal, struct hv_read *read)
{
    struct hv_job *job = hv_job_new(HV_JOB_READ, 0);

    assert(read->max >= 1 && read->max <= HV_JOURNAL_READ_MAX);
    job->of.read = read;
    job->log = read->log;
    job->after = read->after;
    job->max = read->max;
    submit(desk_of_journal(journal), job);
}

static void ask_page(struct hv_followers *followers, struct hv_follower *follower)
{
    struct hv_desk *desk =
        (struct hv_desk *)(void *)((char *)followers - offsetof(struct hv_desk, followers));
    struct hv_job *job = hv_job_new(HV_JOB_PAGE, 0);

    job->of.follower = follower;
    job->log = follower->log;
    job->after = follower->seen;
    job->max = HV_JOURNAL_READ_MAX;
    submit(desk, job);
}

static void ask_follow(struct hv_journal *journal, struct hv_follow *follow)
{
    hv_followers_add(&desk_of_journal(journal)->followers, follow);
}

static void ask_unfollow(struct hv_journal *journal, struct hv_follow *follow)
{
    hv_followers_remove(&desk_of_journal(journal)->followers, follow);
}

static void ask_end(struct hv_journal *journal, struct hv_end *end)
{
    struct hv_job *job = hv_job_new(HV_JOB_END, 0);

    job->of.end = end;
    job->log = end->log;
    job->end = end->kind;
    submit(desk_of_journal(journal), job);
}

static size_t change_size(const struct hv_key_change *change)
{
    switch (change->kind) {
    case HV_KEYS_PUT:
        return change->count * sizeof *change->keys;
    case HV_KEYS_DESTROY:
        return change->count * sizeof *change->ids;
    case HV_KEYS_EXTEND:
    case HV_KEYS_SWEEP:
        break;
    }
    return 0;
}

static void ask_change(struct hv_keystore *keystore, struct hv_key_change *change)
{
    bool destroys = change->kind == HV_KEYS_DESTROY || change->kind == HV_KEYS_SWEEP;
    size_t size = change_size(change);
    struct hv_job *job = hv_job_new(destroys ? HV_JOB_DESTROY : HV_JOB_PUT, size);

    job->of.change = change;
    job->change = change->kind;
    job->log = change->log;
    job->ends_with = change->ends_with;
    job->ends_at = change->ends_at;
    if (!job->refused && size > 0) {
        const void *from = change->kind == HV_KEYS_PUT ? (const void *)change->keys : change->ids;
        memcpy(job->copied, from, size);
        job->keys = change->kind == HV_KEYS_PUT ? (void *)job->copied : NULL;
        job->ids = change->kind == HV_KEYS_PUT ? NULL : (void *)job->copied;
        job->count = change->count;
        job->bytes = size;
    }
    submit(desk_of_keystore(keystore), job);
}

static void ask_load(struct hv_keystore *keystore, struct hv_key_load *load)
{
    struct hv_job *job = hv_job_new(HV_JOB_LOAD, 0);

    job->of.load = load;
    job->log = load->log;
    submit(desk_of_keystore(keystore), job);
}

void hv_desk_init(struct hv_desk *desk, void (*to)(struct hv_desk *desk, struct hv_job *job))
{
    *desk = (struct hv_desk){
        .journal = { ask_append, ask_read, ask_follow, ask_unfollow, ask_end },
        .keystore = { ask_change, ask_load },
        .followers = { .ask = ask_page },
        .submit = to,
    };
}

static void answer_append(struct hv_desk *desk, struct hv_job *job)
{
    job->of.append->on_done(job->of.append, job->code, job->position);
    if (job->code == HV_OK) {
        struct hv_stored stored = { .position = job->position, .id = job->id, .body = job->body };
        hv_followers_stored(&desk->followers, job->log, &stored);
    }
}

static void answer_end(struct hv_desk *desk, struct hv_job *job)
{
    job->of.end->on_done(job->of.end, job->code);
    if (job->code == HV_OK) {
        hv_followers_ended(&desk->followers, job->log, job->end);
    }
}

static void answer_change(struct hv_desk *desk, struct hv_job *job)
{
    if (job->failures > desk->failures_known) {
        desk->failures_known = job->failures;
    }
    job->of.change->on_done(job->of.change, job->code, job->swept);
}

static void answer(struct hv_desk *desk, struct hv_job *job)
{
    const struct hv_page *page = &job->page;

    switch (job->kind) {
    case HV_JOB_APPEND:
        answer_append(desk, job);
        break;
    case HV_JOB_READ:
        job->of.read->on_read(job->of.read, job->code, page->records, page->count, page->head);
        break;
    case HV_JOB_PAGE:
        hv_followers_page(&desk->followers, job->of.follower, job->code, page);
        break;
    case HV_JOB_END:
        answer_end(desk, job);
        break;
    case HV_JOB_PUT:
    case HV_JOB_DESTROY:
        answer_change(desk, job);
        break;
    case HV_JOB_LOAD:
        job->of.load->on_loaded(job->of.load, job->code, job->keys, job->count);
        break;
    case HV_JOB_AWAY:
        hv_followers_away(&desk->followers);
        break;
    case HV_JOB_BACK:
        hv_followers_back(&desk->followers);
        break;
    case HV_JOB_COPY:
        assert(false);
    }
}

void hv_desk_answer(struct hv_desk *desk, struct hv_job *job)
{
    if (job->kind != HV_JOB_AWAY && job->kind != HV_JOB_BACK) {
        desk->jobs--;
        desk->bytes -= job->bytes;
    }
    answer(desk, job);
    hv_job_free(job);
}
