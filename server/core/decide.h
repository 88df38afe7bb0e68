/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Deciding one command: what its function gets, and what it may use. Private to core/.
 *
 * A function of a command returns a refusal, or HV_REFUSAL_NONE with the events that it emitted;
 * none at all means that things are already as asked, which is recorded all the same. It does not
 * look after memory: what cannot be allocated is remembered here, and the whole decision fails.
 */
#ifndef HV_CORE_DECIDE_H
#define HV_CORE_DECIDE_H

#include "core/group_state.h"

struct hv_deciding {
    const struct hv_group *group;
    const struct hv_command *command;
    const struct hv_device *device; /* the actor; NULL is the server */
    struct hv_arena *arena;
    uint32_t number;      /* for the reply */
    enum hv_refusal told; /* the same, of what is recorded and yet was not carried out */

    struct hv_event *events;
    uint32_t event_count;
    uint32_t event_room;
    struct hv_key_scope *keys;
    uint32_t key_count;
    uint32_t key_room;
    bool no_memory;
    struct hv_event spare; /* written to and thrown away when there is no memory */
};

/* The next event, zeroed but for its type. Never NULL; valid until the next one. */
struct hv_event *hv_deciding_emit(struct hv_deciding *deciding, enum hv_event_type type);

/* A copy of bytes that the command borrows. */
struct hv_bytes hv_deciding_bytes(struct hv_deciding *deciding, struct hv_bytes bytes);

/* Content under a key; the bytes are copied. */
struct hv_part
hv_deciding_part(struct hv_deciding *deciding, struct hv_key_scope scope, struct hv_bytes bytes);

/* Zeroed memory of the decision; NULL when there is none, which is remembered. */
void *hv_deciding_array(struct hv_deciding *deciding, size_t count, size_t size);

/* Names a key to make before the append. */
void hv_deciding_key(struct hv_deciding *deciding, struct hv_key_scope scope);

/* Names the keys that a unit's seats need in a run. `run` needs number, meeting and exercise only.
 */
void hv_deciding_keys(struct hv_deciding *deciding,
                      const struct hv_run *run,
                      const struct hv_unit *unit);

/* Names the keys of one envelope, in a generation of it. They are named whether anything is going
 * to be written or not: that a key is made later tells that something was. */
void hv_deciding_envelope_keys(struct hv_deciding *deciding,
                               const struct hv_run *run,
                               uint16_t seat,
                               enum hv_round round,
                               uint16_t generation);

/* ---- Checks that several commands share ---- */

/* The run, when it is under way: RUN_OVER otherwise, also when it never began, so that nobody
 * learns how many there were. Of a couple it is asked after who may: which are under way is not for
 * all. */
enum hv_refusal
hv_check_run(const struct hv_deciding *deciding, uint32_t number, const struct hv_run **ret);

/* NOT_YOURS unless the seat is this device's to use; LOCKED unless it is unlocked on it, or, for
 * what was being typed, was when everyone paused. */
enum hv_refusal hv_check_own(const struct hv_deciding *deciding, uint16_t seat);
enum hv_refusal hv_check_unlocked(const struct hv_deciding *deciding, uint16_t seat);
enum hv_refusal hv_check_typing(const struct hv_deciding *deciding, uint16_t seat);

/* Whether what was being typed where a seat was locked may still come from this device: from a
 * table for HV_TABLE_TYPED_MS, as somebody else sits there soon, and only over the connection on
 * which it was typed: the token of a table is nobody's alone. */
bool hv_may_be_under_way(const struct hv_deciding *deciding, const struct hv_seat *seat);

/* NOT_ADMITTED unless the seat's member is present. The seat must exist. */
enum hv_refusal hv_check_present(const struct hv_deciding *deciding, uint16_t seat);

/* The actor's unit, for what a unit does together: a table needs no unlock, a pen its own seat
 * unlocked (LOCKED) and its member present. NOT_ADMITTED as above. While everyone pauses NOT_YET,
 * but for what was being typed. */
enum hv_refusal hv_check_together(const struct hv_deciding *deciding, const struct hv_unit **ret);

/* NOT_YET unless a stage that asks one of these fields was reached by the unit. */
enum hv_refusal hv_check_asked(const struct hv_run *run, uint16_t unit, uint32_t fields);

/* INVALID when answer and packed contradict each other, NOT_ACCEPTED when it is unfit or too large.
 */
enum hv_refusal hv_check_answer(const struct hv_save_field *wanted);

/* STALE unless it is newer than what is stored; INVALID when it is so much newer that the field
 * could not be written for long. */
enum hv_refusal hv_check_revision(uint32_t stored, uint32_t wanted);

/* The unit whose card came from the command of this id; 0 none. */
uint16_t hv_unit_of_card(const struct hv_group *group, struct hv_id id);

/* INVALID unless this card can be given out: its code is one, and no unit ever has had it. */
enum hv_refusal
hv_check_card(const struct hv_group *group, const uint8_t *hash, const uint8_t *code);

/* The device with this token hash, removed or not; 0 none. */
uint16_t hv_known_device(const struct hv_group *group, const uint8_t *token_hash);

/* Whether a device of this role may still be numbered: couples and guests never use up the numbers
 * that facilitators need. */
bool hv_has_device_number(const struct hv_group *group, enum hv_role role);

/* ---- Steps that several commands share ---- */

/* The pen codes of a new card, drawn from the command's random bytes; of a unit that has one
 * already, or NULL. */
void hv_deciding_card(const struct hv_deciding *deciding,
                      const struct hv_unit *unit,
                      uint8_t member_count,
                      struct hv_new_card *ret);

/* A new device, whose number is the outcome. */
void hv_deciding_invite(struct hv_deciding *deciding,
                        const struct hv_device *device,
                        const uint8_t *token_hash);

/* A device is removed; what is unlocked on it is locked first. */
void hv_deciding_remove(struct hv_deciding *deciding, uint16_t device);

/* Ends the run and the step under way, when there are. */
void hv_deciding_end_step(struct hv_deciding *deciding);

/* Names the keys of what a unit's pages say to the facilitators next: of every seat and of the
 * table, whether anyone says something or not, so that their making tells nothing. Of the
 * meeting of this count. `unit` needs its number, seats and signals_seen_to only. */
void hv_deciding_signal_keys(struct hv_deciding *deciding,
                             const struct hv_unit *unit,
                             uint16_t meeting);

/* Names the keys of what facilitators may say of the person in a seat: before they do, so that
 * their making tells nothing. */
void hv_deciding_person_keys(struct hv_deciding *deciding, uint16_t seat);

/* Deals a form to a unit in the run under way, or in the one that is being opened, unless it has
 * that form. */
void hv_deciding_form(struct hv_deciding *deciding,
                      const struct hv_run *run,
                      uint16_t unit,
                      enum hv_form form);

/* Locks a seat that is unlocked, and ends its ticket. */
void hv_deciding_lock_seat(struct hv_deciding *deciding, const struct hv_seat *seat);

/* Locks every seat that is unlocked: all, those of a unit, or the one on a device. 0 is any. */
void hv_deciding_lock(struct hv_deciding *deciding, uint16_t unit, uint16_t device);

/* Locks every seat for a while: a pen goes on with its ticket. */
void hv_deciding_cover(struct hv_deciding *deciding);

/* Whether the host drew words; and they as an event has them, for the slip of a seat in a life. */
bool hv_are_words(const struct hv_new_words *words);
struct hv_recorded_words hv_deciding_words(struct hv_deciding *deciding,
                                           uint16_t seat,
                                           uint16_t life,
                                           const struct hv_new_words *words);

/* ---- The commands, in the order of enum hv_command_type ---- */

#define HV_DECIDE_MAP(XX)                             \
    XX(FOUND, SERVER, found)                          \
    XX(TICK, SERVER, tick)                            \
    XX(ADD_UNIT, FACILITATORS, add_unit)              \
    XX(REMOVE_UNIT, FACILITATORS, remove_unit)        \
    XX(RENAME_SEAT, FACILITATORS, rename_seat)        \
    XX(INVITE, FACILITATORS | SERVER, invite)         \
    XX(REMOVE_DEVICE, FACILITATORS, remove_device)    \
    XX(OPEN_MEETING, FACILITATORS, open_meeting)      \
    XX(END_MEETING, FACILITATORS, end_meeting)        \
    XX(MARK_PRESENCE, FACILITATORS, mark_presence)    \
    XX(START_STEP, FACILITATORS, start_step)          \
    XX(MOVE_STAGE, FACILITATORS, move_stage)          \
    XX(END_STEP, FACILITATORS, end_step)              \
    XX(PUSH_EXERCISE, FACILITATORS, push_exercise)    \
    XX(INSERT_STEP, FACILITATORS, insert_step)        \
    XX(SKIP_STEP, FACILITATORS, skip_step)            \
    XX(MOVE_STEP, FACILITATORS, move_step)            \
    XX(DEAL_FORM, FACILITATORS, deal_form)            \
    XX(SET_SHARING, FACILITATORS, set_sharing)        \
    XX(SET_TIMER, FACILITATORS, set_timer)            \
    XX(ANNOUNCE, FACILITATORS, announce)              \
    XX(PICK_NOTE, FACILITATORS, pick_note)            \
    XX(PICK_EXAMPLE, FACILITATORS, pick_example)      \
    XX(WRITE_WALL, FACILITATORS, write_wall)          \
    XX(CLEAR_WALL, FACILITATORS, clear_wall)          \
    XX(HANDLE_REQUEST, FACILITATORS, handle_request)  \
    XX(UNLOCK_SEAT, TABLE | PEN, unlock_seat)         \
    XX(LOCK_SEAT, TABLE | PEN | SERVER, lock_seat)    \
    XX(GIVE_CONSENT, TABLE | PEN, give_consent)       \
    XX(SAVE_FIELD, TABLE | PEN, save_field)           \
    XX(CLOSE_ENVELOPE, TABLE | PEN, close_envelope)   \
    XX(REOPEN_ENVELOPE, TABLE | PEN, reopen_envelope) \
    XX(OPEN_TOGETHER, TABLE | PEN, open_together)     \
    XX(MOVE_UNIT, TABLE | PEN, move_unit)             \
    XX(SAVE_JOINT, TABLE | PEN, save_joint)           \
    XX(MARK_JOINT, TABLE | PEN, mark_joint)           \
    XX(ASK_MORE_TIME, TABLE | PEN, ask_more_time)     \
    XX(SET_LOBBY, FACILITATORS, set_lobby)            \
    XX(PLACE_GUEST, FACILITATORS, place_guest)        \
    XX(RENEW_CARD, FACILITATORS, renew_card)          \
    XX(SHOW_EXAMPLE, FACILITATORS, show_example)      \
    XX(BIND_PEN, PEN, bind_pen)                       \
    XX(ARRIVE, SERVER, arrive)                        \
    XX(DEAL_WORDS, FACILITATORS, deal_words)          \
    XX(GIVE_SIGNAL, TABLE | PEN, give_signal)         \
    XX(SET_PAUSE, FACILITATORS, set_pause)            \
    XX(SET_LIGHT, FACILITATORS, set_light)            \
    XX(SET_TAG, FACILITATORS, set_tag)                \
    XX(WRITE_NOTE, FACILITATORS, write_note)          \
    XX(LEAVE, TABLE | PEN, leave)                     \
    XX(NARROW_FIELD, FACILITATORS, narrow_field)      \
    XX(WIDEN, TABLE | PEN, widen)                     \
    XX(TAKE_BACK, TABLE | PEN, take_back)             \
    XX(SPLIT, FACILITATORS | TABLE | PEN, split)

#define XX(type, roles, name) enum hv_refusal hv_decide_##name(struct hv_deciding *deciding);
HV_DECIDE_MAP(XX)
#undef XX

#endif
