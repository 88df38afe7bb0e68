/* SPDX-License-Identifier: EUPL-1.2 */
/* A world from its first step to its last audit; and worlds that differ in a secret. */
#ifndef TESTS_SIM_EVENING_H
#define TESTS_SIM_EVENING_H

#include "tests/sim/world.h"

#define EVENING_STEPS 20000

extern const struct weather evening_calm, evening_rough, evening_storm;

/* Plays so many steps, settles, and holds every audit over it; what broke stands in the world. */
void evening_play(struct world *world, uint64_t steps);

/* A world of a pair in which EVENING_SECRET_SEAT has a secret of this kind, after so many steps of
 * the one in which it is not told; both end at the same moment. */
#define EVENING_SECRET_SEAT 2 /* in unit 1, which has pens */
struct pair {
    struct world *plain, *told;
};
struct pair evening_pair(uint64_t seed,
                         const struct hv_library *library,
                         enum world_secret_kind kind,
                         uint64_t steps);
void evening_pair_free(struct pair *pair);

/* The release of tests/disclosure/releases.tsv by which this device may see the difference; NULL:
 * by none. */
const char *evening_release(const struct device *device, enum world_secret_kind kind);

/* Whether it did. */
bool evening_saw(const struct pair *pair, uint32_t device);

/* The first device that saw a difference that it may not see; NULL: none. */
const struct device *evening_difference(const struct pair *pair);

/* Plays one: in calm, rough or stormy weather, one with a patient facilitator, or a pair, by the
 * seed. What broke, or NULL. Adds the steps taken. */
const char *evening_of_seed(uint64_t seed, const struct hv_library *library, uint64_t *steps);

#endif
