/* SPDX-License-Identifier: EUPL-1.2 */
/* Chance that can be repeated: the same seed gives the same evening. Not for secrets. */
#ifndef HV_CLI_CHANCE_H
#define HV_CLI_CHANCE_H

#include <stdint.h>

struct hv_chance {
    uint64_t state; /* the seed, to begin with */
};

uint64_t hv_chance_next(struct hv_chance *chance);

/* A number from 0 up to but not including `count`, which is at least 1. */
uint32_t hv_chance_below(struct hv_chance *chance, uint32_t count);

/* A number from `low` to `high`, both included. */
int32_t hv_chance_between(struct hv_chance *chance, int32_t low, int32_t high);

#endif
