/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people do about what was said already: an author takes answers back, somebody no longer
 * shares with a partner, a facilitator narrows who sees a field. Splitting lasts for the rest of a
 * world, so it is rare.
 */
#ifndef TESTS_SIM_RIGHTS_H
#define TESTS_SIM_RIGHTS_H

#include "tests/sim/people.h"

/* Of an unlocked seat whose envelope is closed; `fields`: those of that envelope. */
void rights_of_author(struct device *device, const Houvast__V1__SeatPane *seat, uint32_t fields);

/* Of an unlocked seat, about what its couple confirmed together. False: there is nothing. */
bool rights_of_couple(struct device *device,
                      const Houvast__V1__SeatPane *seat,
                      const Houvast__V1__Definition *definition);

void rights_of_facilitator(struct device *device, const Houvast__V1__BoardPane *board);

#endif
