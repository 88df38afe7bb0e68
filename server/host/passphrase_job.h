/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A passphrase is checked, or a verifier is made of it, while the message it came in waits at the
 * head of its member's queue. When that is done, the house serves the message again and finds the
 * finished job. Private to host/.
 */
#ifndef HV_HOST_PASSPHRASE_JOB_H
#define HV_HOST_PASSPHRASE_JOB_H

#include "host/jobs.h"
#include "host/member.h"

struct hv_passphrase_job {
    struct hv_job job;
    struct hv_member *member; /* NULL: it is gone, or its message is */
    bool checks;              /* `verifier` is given; else it is made */
    bool finished;
    enum hv_code
        code; /* finished: HV_OK; HV_EPERM: another passphrase, or there is none; HV_ENOMEM */
    char verifier[HV_VERIFIER_MAX + 1];
    struct hv_passphrase_cost cost;
    size_t size;
    uint8_t passphrase[]; /* wiped when it has served */
};

/* Check `passphrase` against `verifier`; when that is empty a check that fails takes as long.
 * False: no memory, or too many wait. */
bool hv_passphrase_job_check(struct hv_member *member,
                             struct hv_bytes passphrase,
                             struct hv_bytes verifier);
/* Make a verifier. */
bool hv_passphrase_job_make(struct hv_member *member, struct hv_bytes passphrase);

/* The message of the member's job is not there any more, or has to be looked at anew. */
void hv_passphrase_job_release(struct hv_member *member);

#endif
