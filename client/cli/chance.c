/* SPDX-License-Identifier: EUPL-1.2 */
#include "chance.h"

/* SplitMix64: every seed is a good one. */
uint64_t hv_chance_next(struct hv_chance *chance)
{
    uint64_t mixed;

    chance->state += UINT64_C(0x9e3779b97f4a7c15);
    mixed = chance->state;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

uint32_t hv_chance_below(struct hv_chance *chance, uint32_t count)
{
    return (uint32_t)(((hv_chance_next(chance) >> 32) * count) >> 32);
}

int32_t hv_chance_between(struct hv_chance *chance, int32_t low, int32_t high)
{
    return low + (int32_t)hv_chance_below(chance, (uint32_t)(high - low) + 1);
}
