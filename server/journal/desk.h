/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The loop's side of a store, the same for every implementation: both ports, the limits of the
 * queue, followers. Internal to this room.
 *
 * A call of a port becomes a job for `submit`, which must not call back. Once the job is carried
 * out, or at once later if it is `refused`, the implementation hands it to hv_desk_answer on the
 * loop's thread.
 *
 * Order between the ports: a put must be durable before an append that was asked after it. So when
 * a put fails, the appends that were asked before its caller could know must fail with it.
 * `failures` numbers failed puts; an append whose `failures_known` is below the implementation's
 * own count is not carried out.
 */
#ifndef HV_JOURNAL_DESK_H
#define HV_JOURNAL_DESK_H

#include "journal/followers.h"
#include "journal/job.h"

/* Above either of these requests are HV_EBUSY. */
#define HV_DESK_JOBS_MAX  8192u
#define HV_DESK_BYTES_MAX (8u * 1024u * 1024u)

struct hv_desk {
    struct hv_journal journal;
    struct hv_keystore keystore;
    struct hv_followers followers;
    void (*submit)(struct hv_desk *desk, struct hv_job *job);
    uint32_t jobs; /* accepted and not answered */
    size_t bytes;
    uint64_t failures_known;
    bool closed; /* set by the implementation: from then on everything is HV_ECLOSED */
};

void hv_desk_init(struct hv_desk *desk, void (*submit)(struct hv_desk *desk, struct hv_job *job));

/* Calls the request's callback, tells followers, frees the job. */
void hv_desk_answer(struct hv_desk *desk, struct hv_job *job);

#endif
