/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a group begins that targets play with: two couples came, a meeting is open, a few commands
 * were given. It is decided once and taken in by as many groups as one likes.
 */
#ifndef HV_TESTS_FUZZ_OPENING_H
#define HV_TESTS_FUZZ_OPENING_H

#include "core/group.h"
#include "tests/unit/history.h"

#define OPENING_RECORDS 60

/* A group in `arena` that took it in. */
struct hv_group *opening_play(struct hv_arena *arena);

/* The history that it is the beginning of. */
struct history opening_history(void);

#endif
