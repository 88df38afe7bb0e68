/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The facilitator, and the colleague, who does the same on another device: opens the evening, goes
 * through its steps and stages, tends the couples, the clock, the agenda and the wall, and ends the
 * evening after the last step. Acts on the board, the stage and the lines offered to pick.
 */
#ifndef TESTS_SIM_LEADING_H
#define TESTS_SIM_LEADING_H

#include "tests/sim/people.h"

void leading_act(struct device *facilitator);

#endif
