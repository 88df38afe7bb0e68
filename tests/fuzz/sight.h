/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything that can be seen of a group, drawn and encoded: it has to be there, and to fit its
 * frame. `forged`: the group took in records that no decision made, so an answer may fit no field.
 */
#ifndef HV_TESTS_FUZZ_SIGHT_H
#define HV_TESTS_FUZZ_SIGHT_H

#include "core/group.h"

/* The panes, whoever reads them. */
void sight_of_panes(const struct hv_group *group, bool forged);

/* What each device reads: the panes that are there and no other, and the pages that it may. */
void sight_of_devices(const struct hv_group *group, bool forged);

#endif
