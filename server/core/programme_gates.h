/* SPDX-License-Identifier: EUPL-1.2 */
/* What is wrong with the gates of an exercise: of programme_fault.c, and private to it. All give
 * the first thing that is found, or NULL. */
#ifndef HV_CORE_PROGRAMME_GATES_H
#define HV_CORE_PROGRAMME_GATES_H

#include "core/programme.h"

/* The fields whose answers these may see; info is none of them. */
uint32_t hv_fields_seen_by(const struct hv_exercise *exercise,
                           enum hv_visibility visibility,
                           enum hv_visibility or_visibility);

/* The gate of a stage; its fields are there. */
const char *hv_gate_fault(const struct hv_exercise *exercise, uint8_t index);

/* A field as a guess; the fields themselves, and the gates, are in order. */
const char *hv_guess_fault(const struct hv_exercise *exercise, uint8_t index);

#endif
