/* SPDX-License-Identifier: EUPL-1.2 */
/* The key scope of each kind of content in a group. Private to core/. */
#ifndef HV_CORE_SCOPES_H
#define HV_CORE_SCOPES_H

#include "core/group_state.h"

/* A seat's answers of one envelope; `run` needs its number and meeting only. */
struct hv_key_scope hv_scope_answer(const struct hv_run *run,
                                    uint16_t seat,
                                    enum hv_round round,
                                    enum hv_keep keep,
                                    uint16_t generation);

/* The signal that an envelope closed with. */
struct hv_key_scope
hv_scope_signal(const struct hv_run *run, uint16_t seat, enum hv_round round, uint16_t generation);

/* What the pages of a unit say to the facilitators in the meeting of this count, until they are
 * seen to: a seat's pen, or with seat 0 the table. `unit` needs its number and signals_seen_to. */
struct hv_key_scope
hv_scope_page_signal(const struct hv_unit *unit, uint16_t seat, uint16_t meeting);

/* Joint fields until they are confirmed, and a member's copy afterwards. */
struct hv_key_scope hv_scope_joint(const struct hv_run *run, uint16_t unit);
struct hv_key_scope hv_scope_joint_copy(const struct hv_run *run, uint16_t seat, enum hv_keep keep);

/* What a unit's members chose alike, while the block lasts. */
struct hv_key_scope hv_scope_matched(const struct hv_run *run, uint16_t unit);

struct hv_key_scope hv_scope_name(uint16_t seat);

/* What facilitators say of the person in a seat: a light, tags, and the note after as many were
 * taken away. */
struct hv_key_scope hv_scope_person_light(uint16_t seat);
struct hv_key_scope hv_scope_person_tags(uint16_t seat);
struct hv_key_scope hv_scope_person_note(uint16_t seat, uint16_t taken_away);

/* The words on the slip of a seat, in a life of it. */
struct hv_key_scope hv_scope_words(uint16_t seat, uint16_t life);

/* What the page of an unlocked seat keeps until it was sent, in this meeting and life. */
struct hv_key_scope hv_scope_outbox(const struct hv_group *group, const struct hv_seat *seat);

/* Announcement and lines that a facilitator writes on the wall, in this meeting. */
struct hv_key_scope hv_scope_facilitator(const struct hv_group *group);

#endif
