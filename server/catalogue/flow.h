/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A flow: stages that choose their fields by visibility and round, so that one flow serves many
 * exercises. Resolved against the fields of an exercise it gives the stages of that exercise.
 */
#ifndef HV_CATALOGUE_FLOW_H
#define HV_CATALOGUE_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "core/programme.h"

/* Fields of these visibilities in these rounds, as sets with bit `value`; empty sets choose
 * nothing. Info is never chosen, nor is a field of the light form. */
struct hv_flow_choice {
    uint32_t visibilities;
    uint32_t rounds;
};

struct hv_flow_stage {
    struct hv_bytes id;
    bool optional;         /* falls away where it would neither take nor open a field */
    struct hv_stage stage; /* without minutes and sets of fields */
    struct hv_flow_choice write;
    struct hv_flow_choice open;
};

struct hv_flow {
    struct hv_bytes id;
    const struct hv_flow_stage *stages;
    uint8_t stage_count;
};

/* The stages of an exercise and of which stage of the flow each came. */
struct hv_flow_path {
    struct hv_stage stages[HV_STAGES_MAX];
    uint8_t from[HV_STAGES_MAX];
    uint8_t count;
};

/* The stages are the same in every form: fields of the light form bring none of their own. They are
 * asked in the first stage of a unit, whatever that one asks of others. */
void hv_flow_resolve(const struct hv_flow *flow,
                     const struct hv_field *fields,
                     size_t count,
                     struct hv_flow_path *ret);

/* Whether some stage lets `field` be written, and whether what is written ever reaches those whom
 * its visibility names: a gate to the unit for a partner's field, a joint stage for a joint one, a
 * gate to the group for one of the group. */
bool hv_flow_takes(const struct hv_flow *flow, const struct hv_field *field);
bool hv_flow_opens(const struct hv_flow *flow, const struct hv_field *field);

#endif
