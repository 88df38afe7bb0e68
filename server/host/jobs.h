/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Jobs: work that takes too long for a turn, done elsewhere by the port `job`. At most
 * HV_JOBS_RUNNING_MAX at a time; more wait. Private to host/.
 *
 * A job belongs to the host from hv_jobs_add until `done`, which comes in a turn of its own; or
 * until `drop`, which comes instead: when the host closes before the job was begun, or is freed
 * before it was done.
 */
#ifndef HV_HOST_JOBS_H
#define HV_HOST_JOBS_H

#include "host/host_state.h"

#define HV_JOBS_RUNNING_MAX  2
#define HV_JOBS_WAITING_MAX  16 /* logins and passphrases */
#define HV_JOBS_YIELDING_MAX 64 /* words of seats: a whole hall passes at the same minute */

struct hv_job {
    void (*work)(struct hv_job *job); /* elsewhere: touches nothing but the job */
    void (*done)(struct hv_job *job); /* gives it back, or keeps it */
    void (*drop)(struct hv_job *job); /* gives it back */
    struct hv_host *host;
    struct hv_job *next;
    bool running;
    bool yields; /* the others go first, however long it waits; it takes no place of theirs */
};

/* False, with nothing done: too many wait already. */
bool hv_jobs_add(struct hv_host *host, struct hv_job *job);

#endif
