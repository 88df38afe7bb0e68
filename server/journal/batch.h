/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which of the waiting requests are carried out together. Internal to this room.
 *
 * A batch is carried out as: puts and extends; appends and ends; reads and loads; destructions.
 * Each is a transaction of its own file, so what is asked in one order must not be taken into one
 * batch when that order would come out otherwise:
 *  - requests of one log keep their order, but for reads, which may see more;
 *  - an append may be late, never earlier than a put or a destruction asked before it;
 *  - a destruction ends the batch.
 * No log gets more than HV_BATCH_PER_LOG appends into a batch, so that one long queue cannot hold
 * up the others.
 */
#ifndef HV_JOURNAL_BATCH_H
#define HV_JOURNAL_BATCH_H

#include "journal/job.h"

#define HV_BATCH_ROWS    512u
#define HV_BATCH_PER_LOG 64u
#define HV_BATCH_READ    16u /* rows that a read or load counts for */

struct hv_batch {
    struct hv_job_list puts;
    struct hv_job_list appends; /* and ends */
    struct hv_job_list reads;   /* and loads */
    struct hv_job_list destroys;
};

/* Moves the next batch out of `waiting`: at most `rows`, usually HV_BATCH_ROWS, but at least one
 * job, when there is one. */
void hv_batch_take(struct hv_job_list *waiting, uint32_t rows, struct hv_batch *ret);

#endif
