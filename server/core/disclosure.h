/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files that disclose share: readers.c, view.c, view_unit.c, view_seat.c, view_board.c,
 * reads.c and reads_history.c. Private to them. Nothing else in the server shows anything of a
 * group to anyone.
 */
#ifndef HV_CORE_DISCLOSURE_H
#define HV_CORE_DISCLOSURE_H

#include "core/group_state.h"

/* Bytes of people's content in one pane or page, at most; with what stands around it a frame stays
 * under 60 KiB. */
#define HV_CONTENT_MAX (56u * 1024u)

/* The encoded board, at most. */
#define HV_BOARD_BYTES_MAX 4096u

/* Whether the pane is there now for anyone at all: view draws no other, and no one reads another.
 */
bool hv_pane_is_there(const struct hv_group *group, struct hv_pane_key key);

/* The device, or NULL: unknown, removed, or of a unit that was removed. */
const struct hv_device *hv_live_device(const struct hv_group *group, uint16_t device);

/* The same when it may see anything at all: a guest may not, nor a pen without a seat. */
const struct hv_device *hv_reading_device(const struct hv_group *group, uint16_t device);

/* Facilitator or co-facilitator. */
bool hv_device_facilitates(const struct hv_device *device);

/* Whether this seat is one of those who take part on a device now: its unit is admitted and it is
 * not the partner who is away. */
bool hv_seat_admitted(const struct hv_group *group, uint16_t seat);

/* The run under way, or NULL. */
const struct hv_run *hv_run_under_way(const struct hv_group *group);

/* Content that is there and whose key was not destroyed. */
bool hv_slot_held(const struct hv_slot *slot);

/* Its bytes; none when it is not held. */
struct hv_bytes hv_slot_bytes(const struct hv_slot *slot);

/* The most urgent of what was said and not seen to: for the board alone. */
enum hv_signal hv_standing_signal(const struct hv_signals *signals);

/* The alias of a seat; empty when it is not held or there is no such seat. */
struct hv_bytes hv_seat_alias(const struct hv_group *group, uint16_t seat);

/* The step as it is called: its own title, else that of its exercise. */
struct hv_text hv_step_title(const struct hv_step_entry *entry);

/* The step's exercise; zero when it has none. */
struct hv_id hv_step_exercise(const struct hv_step_entry *entry);

/* Whether whoever unlocks a seat gets back what stands in one of its fields: nobody reads by new
 * words what was written with others, nor with any what was closed for an intake. */
bool hv_gets_back(const struct hv_seat *seat,
                  const struct hv_run *run,
                  const struct hv_reflection *work,
                  uint8_t field);

/* What an author did with a field, as the own pages have it: what was discarded is gone from them
 * at once. */
enum hv_answer hv_own_answer(const struct hv_reflection *work, uint8_t field);

/* What a unit wrote together, when each member lets facilitators read it, or lets it go to the
 * group, and each has a copy of what is confirmed now: nothing that one of them was not there for,
 * said no to, or does not share any more. NULL otherwise. */
const struct hv_slot *hv_joint_agreed(const struct hv_group *group,
                                      const struct hv_run *run,
                                      uint16_t unit,
                                      uint8_t field,
                                      bool to_group);

/* The words of a note of a closed round, while they may be read. What form its unit has by now does
 * not matter: if it did, whose lines go when a couple is dealt another one would tell whose they
 * are. */
bool hv_note_answer(const struct hv_group *group,
                    const struct hv_run *run,
                    const struct hv_note *note,
                    struct hv_bytes *ret);

/* An answer that its author gave in an envelope that is closed now; false when there is none, or it
 * was erased. Whom it may reach is not asked. */
bool hv_closed_answer(const struct hv_group *group,
                      const struct hv_run *run,
                      uint16_t seat,
                      uint8_t field,
                      struct hv_bytes *ret);

/* The same, and its author shows it, now. */
bool hv_shown_answer(const struct hv_group *group,
                     const struct hv_run *run,
                     uint16_t seat,
                     uint8_t field,
                     struct hv_bytes *ret);

/* Whether the facilitator put this note on the wall and left it there. */
bool hv_note_picked(const struct hv_group *group,
                    const struct hv_run *run,
                    uint8_t stage,
                    uint16_t number);

/* One pane each; hv_pane_is_there held for it, and `ret` is all zero. */
enum hv_code hv_draw_unit(const struct hv_group *group,
                          uint16_t number,
                          struct hv_arena *arena,
                          struct hv_unit_pane *ret);
enum hv_code hv_draw_seat(const struct hv_group *group,
                          uint16_t number,
                          struct hv_arena *arena,
                          struct hv_seat_pane *ret);
enum hv_code hv_draw_work(const struct hv_group *group,
                          uint16_t number,
                          struct hv_arena *arena,
                          struct hv_work_pane *ret);
enum hv_code hv_draw_board(const struct hv_group *group,
                           const struct hv_presence *presence,
                           struct hv_arena *arena,
                           struct hv_board_pane *ret);

/* The rows of HV_READ_HISTORY, one by one; `size` is of a row's content. reads_history.c */
struct hv_history {
    void (*on_row)(void *data, struct hv_read_row row, size_t size);
    void *data;
};
void hv_history_read(const struct hv_group *group, uint16_t seat, const struct hv_history *history);

#endif
