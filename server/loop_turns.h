/* SPDX-License-Identifier: EUPL-1.2 */
/* How long each turn of the loop worked, waiting for events left out: so long could nobody else be
 * served. */
#ifndef HV_LOOP_TURNS_H
#define HV_LOOP_TURNS_H

#include <uv.h>

#include "base/histogram.h"

struct hv_loop_turns {
    struct hv_histogram worked; /* nanoseconds */
    uv_prepare_t prepare;
    uint64_t at;   /* the last one began */
    uint64_t idle; /* the loop's until then */
};

/* On a loop that has not run yet; it does not keep the loop alive. `turns` must stay where it is.
 */
void hv_loop_turns_start(uv_loop_t *loop, struct hv_loop_turns *turns);
void hv_loop_turns_stop(struct hv_loop_turns *turns);

#endif
