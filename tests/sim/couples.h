/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is done at a table or pen that is in: a pen is bound to its seat with a code; a seat is
 * unlocked, written in and locked; the couple goes on to its next turn or stage, opens what is
 * closed, or asks for more time. A guest waits.
 */
#ifndef TESTS_SIM_COUPLES_H
#define TESTS_SIM_COUPLES_H

#include "tests/sim/people.h"

void couples_act(struct device *device);

/* What came of a try with words that are not the seat's: done breaks a promise. */
void couples_tried(struct device *device, const struct hv_client_reply *reply);

/* The key of a seat's outbox has come: one key a seat and evening, on whatever device, and of no
 * other seat; else a promise is broken. */
void couples_keep_outbox_key(struct world *world, const Houvast__V1__ReadRow *row);

#endif
