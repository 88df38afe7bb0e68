/* SPDX-License-Identifier: EUPL-1.2 */
/* A world from its first step to its last audit; and worlds that differ in a secret. */
#ifndef TESTS_SIM_EVENING_H
#define TESTS_SIM_EVENING_H

#include "tests/sim/world.h"

#define EVENING_STEPS 20000

extern const struct weather evening_calm, evening_rough, evening_storm;

/* Of a pair: no crash, for how much of an append was on its way to the disk may depend on its size.
 */
extern const struct weather evening_of_pair;

/* Plays so many steps, settles, and holds every audit over it; what broke stands in the world. */
void evening_play(struct world *world, uint64_t steps);

/* What a seat does with every field: all of it kept. EVENING_OTHERWISE is given as well, in other
 * words. */
enum evening_secret {
    EVENING_ALOUD = 1,
    EVENING_SKIPPED,
    EVENING_OTHERWISE,
    EVENING_SECRETS /* given */
};

/* A world in which EVENING_SECRET_SEAT has this secret, after so many steps. */
#define EVENING_SECRET_SEAT 2 /* in unit 1, which has pens */
struct world *evening_with_secret(uint64_t seed,
                                  const struct hv_library *library,
                                  enum evening_secret secret,
                                  uint64_t steps);

/* The first device but the author's own that saw a difference; NULL: none. */
const struct device *evening_difference(const struct world *one, const struct world *other);

/* Plays one: in calm, rough or stormy weather, one with a patient facilitator, or a pair, by the
 * seed. What broke, or NULL. Adds the steps taken. */
const char *evening_of_seed(uint64_t seed, const struct hv_library *library, uint64_t *steps);

#endif
