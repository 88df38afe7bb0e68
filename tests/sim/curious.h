/* SPDX-License-Identifier: EUPL-1.2 */
/* What people look up, take back and try besides what the evening asks of them. */
#ifndef TESTS_SIM_CURIOUS_H
#define TESTS_SIM_CURIOUS_H

#include "tests/sim/people.h"

/* Reads what was answered; not in a world with a secret, for a facilitator may read some of it. */
void curious_facilitator(struct device *device, const Houvast__V1__BoardPane *board);

/* Reads the own work, withdraws consent, or writes without it. `seat` may be NULL. */
void curious_couple(struct device *device, const Houvast__V1__SeatPane *seat);

#endif
