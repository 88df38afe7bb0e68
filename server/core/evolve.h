/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Taking in one event. Private to core/.
 *
 * Numbers in a record may be anything: what is out of range, or would break an invariant
 * (invariants.c), is HV_ECORRUPT. Nothing here looks at the bytes of a part, or at whether it is
 * gone.
 */
#ifndef HV_CORE_EVOLVE_H
#define HV_CORE_EVOLVE_H

#include "core/group_state.h"

#define HV_EVOLVE_MAP(XX)                    \
    XX(FOUNDED, founded)                     \
    XX(UNIT_ADDED, unit_added)               \
    XX(UNIT_REMOVED, unit_removed)           \
    XX(SEAT_RENAMED, seat_renamed)           \
    XX(DEVICE_INVITED, device_invited)       \
    XX(DEVICE_REMOVED, device_removed)       \
    XX(MEETING_OPENED, meeting_opened)       \
    XX(MEETING_ENDED, meeting_ended)         \
    XX(PRESENCE_MARKED, presence_marked)     \
    XX(STEP_STARTED, step_started)           \
    XX(STEP_ENDED, step_ended)               \
    XX(RUN_OPENED, run_opened)               \
    XX(RUN_ENDED, run_ended)                 \
    XX(STAGE_MOVED, stage_moved)             \
    XX(UNIT_MOVED, unit_moved)               \
    XX(STEP_INSERTED, step_inserted)         \
    XX(STEP_SKIPPED, step_skipped)           \
    XX(STEP_MOVED, step_moved)               \
    XX(FORM_DEALT, form_dealt)               \
    XX(SHARING_SET, sharing_set)             \
    XX(TIMER_SET, timer_set)                 \
    XX(ANNOUNCED, announced)                 \
    XX(ROUND_CLOSED, round_closed)           \
    XX(NOTE_PICKED, note_picked)             \
    XX(EXAMPLE_PICKED, example_picked)       \
    XX(WALL_WRITTEN, wall_written)           \
    XX(WALL_CLEARED, wall_cleared)           \
    XX(REQUEST_HANDLED, request_handled)     \
    XX(SEAT_UNLOCKED, seat_unlocked)         \
    XX(SEAT_LOCKED, seat_locked)             \
    XX(CONSENT_GIVEN, consent_given)         \
    XX(FIELD_SAVED, field_saved)             \
    XX(ENVELOPE_CLOSED, envelope_closed)     \
    XX(ENVELOPE_REOPENED, envelope_reopened) \
    XX(OPENED, opened)                       \
    XX(JOINT_SAVED, joint_saved)             \
    XX(JOINT_MARKED, joint_marked)           \
    XX(JOINT_CONFIRMED, joint_confirmed)     \
    XX(MORE_TIME_ASKED, more_time_asked)     \
    XX(KEYS_DESTROYED, keys_destroyed)       \
    XX(MEETING_REOPENED, meeting_reopened)   \
    XX(LOBBY_SET, lobby_set)                 \
    XX(DEVICE_PLACED, device_placed)         \
    XX(CARD_RENEWED, card_renewed)           \
    XX(EXAMPLE_SHOWN, example_shown)         \
    XX(SIGNAL_GIVEN, signal_given)           \
    XX(PAUSED, paused)                       \
    XX(RESUMED, resumed)                     \
    XX(FIELD_NARROWED, field_narrowed)       \
    XX(TAKEN_BACK, taken_back)               \
    XX(SPLIT, split)                         \
    XX(SEAT_TRIED, seat_tried)               \
    XX(WORDS_DEALT, words_dealt)             \
    XX(LIGHT_SET, light_set)                 \
    XX(TAG_SET, tag_set)                     \
    XX(NOTE_WRITTEN, note_written)           \
    XX(SCORED, scored)                       \
    XX(WIDENED, widened)                     \
    XX(CONSENT_ASKED, consent_asked)

#define XX(type, name)                                                                  \
    enum hv_code hv_evolve_##name(struct hv_group *group, const struct hv_cause *cause, \
                                  const struct hv_event *event);
HV_EVOLVE_MAP(XX)
#undef XX

/* ---- What several events share; numbers may be anything, NULL when there is no such thing ---- */

struct hv_unit *hv_evolve_unit(struct hv_group *group, uint16_t number);
struct hv_seat *hv_evolve_seat(struct hv_group *group, uint16_t number);
struct hv_step_entry *hv_evolve_step(struct hv_group *group, uint16_t id);

/* The run, when it is the one under way; one of the meeting that is open, ended or not. */
struct hv_run *hv_evolve_run(struct hv_group *group, uint32_t number);
struct hv_run *hv_evolve_run_tonight(struct hv_group *group, uint32_t number);

/* A unit's card, of this id, and its pen codes. */
enum hv_code hv_evolve_card(struct hv_group *group,
                            struct hv_unit *unit,
                            struct hv_id id,
                            const struct hv_new_card *card);

/* The words of a seat, for its slip, and what is kept of them. Its ticket ends. */
enum hv_code hv_evolve_words(struct hv_group *group,
                             struct hv_seat *seat,
                             const struct hv_recorded_words *words);
void hv_evolve_end_ticket(struct hv_seat *seat);

/* Whether a device is where some seat is unlocked. */
bool hv_evolve_holds_a_seat(const struct hv_group *group, uint16_t device);

/* With the meeting the lobby closes, and guests and pens without a seat leave. */
void hv_evolve_end_arrivals(struct hv_group *group);

/* Latches "both ready" of a unit where two or more are present and all of them have closed. */
void hv_evolve_ready(const struct hv_group *group, struct hv_run *run, uint16_t unit);

/* The wall of a new meeting; results of a round on the wall, as many as fit; the notes of a seat,
 * and those of its unit together, taken away. */
void hv_evolve_new_wall(struct hv_group *group);
void hv_evolve_wall_results(struct hv_group *group, const struct hv_run *run, uint8_t stage);
void hv_evolve_withdraw_notes(struct hv_group *group, uint16_t seat);

/* A yes is to what is confirmed: of these fields (a set) these members (a set) of a unit have said
 * none any more, to facilitators or group. */
void hv_evolve_ask_again(struct hv_group *group,
                         const struct hv_run *run,
                         uint16_t unit,
                         uint32_t fields,
                         uint8_t members);

/* Of these fields (a set) nothing that a unit wrote together is a note of the group any more. */
void hv_evolve_withdraw_joint(struct hv_group *group,
                              const struct hv_run *run,
                              uint16_t unit,
                              uint32_t fields);

/* The block that a run was in ends: what its authors discarded while it was open goes now. */
void hv_evolve_discards(const struct hv_group *group, struct hv_run *run);

/* Empties a table of command ids; its room stays. */
void hv_evolve_forget(struct hv_remembered_table *table);

/* Signals of a seat or table: one more; those of a destroyed key leave. */
enum hv_code hv_evolve_add_signal(struct hv_group *group,
                                  struct hv_signals *signals,
                                  const struct hv_part *part);
void hv_evolve_drop_signal(struct hv_signals *signals, const struct hv_key_scope *scope);

/* Asserts what is always true of a group. */
void hv_group_check(const struct hv_group *group);

#endif
