/* SPDX-License-Identifier: EUPL-1.2 */
/* The one road through the evening: what comes next, and what lies before. Pure. */
#ifndef HV_CLI_AGENDA_H
#define HV_CLI_AGENDA_H

#include "render.h"

enum hv_move_kind {
    HV_MOVE_NONE = 0, /* there is nothing further that way */
    HV_MOVE_STEP,     /* start this step */
    HV_MOVE_STAGE     /* go to this stage of the run under way */
};

struct hv_move {
    enum hv_move_kind kind;
    uint32_t step;  /* its id */
    uint32_t stage; /* from 0 */
};

/* The next stage of the group, or else the next step that is still to come. */
struct hv_move hv_agenda_next(const Houvast__V1__BoardPane *board,
                              const struct hv_definitions *definitions);

/* The stage of the group before this one: HV_MOVE_STAGE or HV_MOVE_NONE. */
struct hv_move hv_agenda_back(const Houvast__V1__BoardPane *board,
                              const struct hv_definitions *definitions);

/* The step that is called so: its place in the agenda, as "5", or its printed number, as "1.4".
 * NULL: there is none. */
const Houvast__V1__BoardStep *hv_agenda_find(const Houvast__V1__BoardPane *board, const char *name);

/* The step under way; NULL: none is. */
const Houvast__V1__BoardStep *hv_agenda_now(const Houvast__V1__BoardPane *board);

/* The definition of the exercise under way; NULL: none is, or it did not come yet. */
const Houvast__V1__Definition *hv_agenda_exercise(const Houvast__V1__BoardPane *board,
                                                  const struct hv_definitions *definitions);

/* Whether its table or one of its members signals. */
bool hv_agenda_signalled(const Houvast__V1__BoardUnit *unit);

/* How many of those who are here are still writing in the block under way. */
uint32_t hv_agenda_busy(const Houvast__V1__BoardPane *board,
                        const struct hv_definitions *definitions);

#endif
