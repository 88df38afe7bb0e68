/* SPDX-License-Identifier: EUPL-1.2 */
/* All chance of a simulation comes from its seed, by streams that do not disturb one another. */
#ifndef TESTS_SIM_CHANCE_H
#define TESTS_SIM_CHANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014. */
struct chance {
    uint64_t state;
};

static inline uint64_t chance_next(struct chance *chance)
{
    uint64_t z = (chance->state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* 0 … n-1 */
static inline uint32_t chance_below(struct chance *chance, uint32_t n)
{
    return (uint32_t)(((chance_next(chance) >> 32) * n) >> 32);
}

/* True `in_thousand` times in 1,000. */
static inline bool chance_happens(struct chance *chance, uint32_t in_thousand)
{
    return chance_below(chance, 1000) < in_thousand;
}

static inline struct chance chance_stream(uint64_t seed, uint64_t stream)
{
    struct chance chance = { .state = seed ^ (stream * UINT64_C(0xd1342543de82ef95)) };
    (void)chance_next(&chance);
    return chance;
}

/* Fills like a generator; `data` is a struct chance. */
void chance_fill(void *data, void *buffer, size_t size);

/* Chooses like hv_choice; `data` is a struct chance. */
uint32_t chance_choose(void *data, uint32_t n);

/* HV_TEST_SEED, or `usual` when it is not set or empty; printed either way. */
uint64_t chance_seed(uint64_t usual, bool *ret_given);

#endif
