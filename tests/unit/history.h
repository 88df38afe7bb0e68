/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Random histories: commands as people might give them, most of them possible at that moment, some
 * of them nonsense. The same seed gives the same commands to the same group.
 */
#ifndef HV_TESTS_UNIT_HISTORY_H
#define HV_TESTS_UNIT_HISTORY_H

#include "core/group.h"

struct history {
    uint64_t state;
    uint64_t commands; /* ids */
    int64_t now;
    uint8_t random[HV_COMMAND_RANDOM];
    uint8_t bytes[HV_VALUE_MAX];       /* of the last command's texts and values */
    const struct hv_exercise *library; /* what is pushed */
    unsigned couples;                  /* as many are added before anything else */
    const uint8_t *script;             /* bytes that choose before the seed does, one a choice: */
    size_t script_size;                /* a fuzzer's. Text and secrets are always of the seed */
};

void history_begin(struct history *history,
                   uint64_t seed,
                   int64_t now,
                   const struct hv_exercise *library,
                   unsigned couples);

/* The next command; borrows from `history` until the one after. The group must be founded. */
struct hv_command history_next(struct history *history, const struct hv_group *group);

/* Draws for others: below `bound`; and a number that is often at an edge. */
uint32_t history_below(struct history *history, uint32_t bound);
uint32_t history_odd(struct history *history);

#endif
