/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The beat: what is answered to a code that somebody typed is the same for a right and a wrong one,
 * in its bytes and in its time. Each gets a token, at the first full HV_BEAT_MS that lies at least
 * that long after it came. That the token of a wrong code opens nothing is said on a beat too, once
 * Hello comes with it. Private to host/.
 *
 * What a right one brought about is durable by then, unless the disk takes longer than a beat.
 */
#ifndef HV_HOST_BEAT_H
#define HV_HOST_BEAT_H

#include "host/member.h"

#define HV_BEAT_MS 250

/* It came with a code just now: what it gets waits for the beat. */
void hv_beat_begin(struct hv_member *member);

/* What it gets is known: a token; or, as its code opens nothing, a token whose Hello hears
 * `reason`. The caller sees to it that it leaves its room and its queue. */
void hv_beat_admit(struct hv_member *member, const uint8_t token[HV_TOKEN_SIZE]);
void hv_beat_admit_nowhere(struct hv_member *member,
                           const struct hv_message *message,
                           enum hv_farewell reason);

/* Its Hello came with a token that opens nothing. */
void hv_beat_turn_away(struct hv_member *member);

/* Its time has come. */
void hv_beat_answer(struct hv_member *member);

#endif
