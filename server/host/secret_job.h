/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Passphrases and words are checked, or verifiers are made of them, while the message they belong
 * to waits at the head of its member's queue. When that is done, its room serves the message again
 * and finds the finished job. Private to host/.
 */
#ifndef HV_HOST_SECRET_JOB_H
#define HV_HOST_SECRET_JOB_H

#include "host/jobs.h"
#include "host/member.h"

#define HV_SECRET_TEXT_MAX 200 /* bytes */

struct hv_secret {
    size_t size;
    uint8_t text[HV_SECRET_TEXT_MAX]; /* wiped when it has served */
    char verifier[HV_VERIFIER_MAX + 1];
};

struct hv_secret_job {
    struct hv_job job;
    struct hv_member *member; /* NULL: it is gone, or its message is */
    bool checks;              /* the verifier is given; else they are made, and words stay with
                                 theirs */
    bool finished;
    enum hv_code code; /* finished: HV_OK; HV_EPERM: another one, or there is none; HV_ENOMEM */
    struct hv_passphrase_cost cost;
    uint32_t count;
    struct hv_secret secrets[];
};

/* Check `text`, of at most HV_SECRET_TEXT_MAX bytes, against `verifier`; when that is empty a check
 * that fails takes as long. False: no memory, or too many wait. */
bool hv_secret_job_check_passphrase(struct hv_member *member,
                                    struct hv_bytes text,
                                    struct hv_bytes verifier);
bool hv_secret_job_check_words(struct hv_member *member,
                               struct hv_bytes text,
                               struct hv_bytes verifier);

/* Make a verifier; or one for the words of each of several seats. */
bool hv_secret_job_make_passphrase(struct hv_member *member, struct hv_bytes text);
bool hv_secret_job_make_words(struct hv_member *member,
                              const struct hv_bytes *texts,
                              uint32_t count);

/* The message of the member's job is not there any more, or has to be looked at anew. */
void hv_secret_job_release(struct hv_member *member);

#endif
