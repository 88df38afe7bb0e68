/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a round of answers gives when it closes: results in at most three bands, and the notes in an
 * order that tells nothing (design.md 5 rule 5). Private to core/.
 */
#ifndef HV_CORE_RESULTS_H
#define HV_CORE_RESULTS_H

#include "core/group_state.h"

#define HV_RESULT_ANSWERS_MIN 6 /* answers */
#define HV_RESULT_UNITS_MIN   3 /* units they come from */
#define HV_RESULT_OUTSIDE_MIN 3 /* answers outside the largest band */

/* The low, middle or high third of a scale: 0, 1 or 2. `value` lies in its range. */
uint8_t hv_scale_band(const struct hv_field *field, int8_t value);

/* Whether counts by band, of answers from this many units, may be shown at all. */
bool hv_result_enough(const uint16_t counts[3], uint32_t units);

/* Puts notes in an order in which each is as likely as any other, given 32 random bytes. */
void hv_shuffle_notes(struct hv_note *notes,
                      uint32_t count,
                      const uint8_t random[HV_COMMAND_RANDOM]);

/* Results and notes of the gate of `stage` as things stand. Answers in open envelopes count in
 * nothing. HV_ENOMEM as the arena. */
enum hv_code hv_round_close(const struct hv_group *group,
                            const struct hv_run *run,
                            uint8_t stage,
                            const uint8_t random[HV_COMMAND_RANDOM],
                            struct hv_arena *arena,
                            struct hv_closed_round *ret);

#endif
