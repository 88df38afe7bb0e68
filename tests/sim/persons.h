/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What facilitators say of persons: lights, tags, notes. Most of it weighs on nothing, or couples
 * would open little.
 */
#ifndef TESTS_SIM_PERSONS_H
#define TESTS_SIM_PERSONS_H

#include "tests/sim/people.h"

/* Says something of the person in this seat, or reads what was said. */
void persons_act(struct device *facilitator, uint32_t seat);

/* Sets the light of the person in this seat. */
void persons_light(struct device *facilitator, uint32_t seat);

/* Anyone may ask for that page; only facilitators get it. */
void persons_read(struct device *device, uint32_t seat);

#endif
