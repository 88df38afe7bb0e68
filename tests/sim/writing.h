/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is written at a table or pen: consent, answers of a seat and their envelope, and what two
 * people answer together. Every text begins with "kanarie", which the audit looks for. The seat
 * with a secret (world.h) draws as often as any other, but answers what its world says, and shows
 * nothing to its partner.
 */
#ifndef TESTS_SIM_WRITING_H
#define TESTS_SIM_WRITING_H

#include "tests/sim/people.h"

/* The next thing of an unlocked seat: the statement, an answer, its envelope. */
void writing_alone(struct device *device, const Houvast__V1__SeatPane *seat);

/* An answer of the couple, or a mark that a seat agrees; nothing once all do. */
void writing_together(struct device *device,
                      const Houvast__V1__UnitPane *unit,
                      const Houvast__V1__Definition *definition);

/* Something for the facilitators, or nothing after all: from any page, of a table or a pen. */
void writing_signal(struct device *device);

#endif
