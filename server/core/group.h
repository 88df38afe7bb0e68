/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A group: the people and everything that happens with one programme, for months. It is a fold over
 * its journal:
 *
 *     decide(group, command)    -> events | refusal | already done
 *     evolve(group, record)     -> group         (cannot refuse)
 *     view(group, pane)         -> what that pane's readers may see
 *     readers(group, pane)      -> which device that is
 *     deadline(group)           -> when to send HV_COMMAND_TICK
 *
 * These are pure: no clock, no I/O, no random, no log, no malloc. The state lives in one arena of
 * its own and changes only by records that the journal has delivered. What a caller gets back lies
 * in the arena it gave; only the programme of FOUNDED and the definition of STEP_INSERTED are those
 * that the command pointed to.
 */
#ifndef HV_CORE_GROUP_H
#define HV_CORE_GROUP_H

#include "base/arena.h"
#include "base/error.h"
#include "core/pane.h"

struct hv_group;

/* An empty group: nothing is founded yet. Its state lives in `arena`, which the caller keeps as
 * long as the group, gives to no one else, and frees to end the group. NULL when the arena is at
 * its limit. */
struct hv_group *hv_group_new(struct hv_arena *arena);

enum hv_outcome {
    HV_DECIDED = 1, /* append `record` and, when it comes back, evolve */
    HV_REFUSED,
    HV_ALREADY_DONE /* nothing to append: this id was carried out before, or the server asked for
                       what is so already */
};

struct hv_decision {
    enum hv_outcome outcome;
    enum hv_refusal refusal; /* HV_REFUSED; HV_DECIDED: as record.cause.refusal, for the reply once
                                the record is stored */
    uint32_t number;         /* HV_ALREADY_DONE: the outcome of the first time; HV_DECIDED: as
                                record.cause.outcome */
    struct hv_record record; /* HV_DECIDED: cause and events; without events things are already as
                                asked, and the id is remembered */
    const struct hv_key_scope
        *keys; /* keys to make before the append, beside those its parts name (a run's keys) */
    uint32_t key_count;
};

/* Whether a device of its role, placed or waiting for a place, may ever give such a command. Asked
 * before a refusal tells what was looked up for one: a run, a field, an exercise. */
bool hv_group_may_ask(const struct hv_group *group, uint16_t device, enum hv_command_type type);

/* What a command means for this group now. Nothing in the group changes. HV_ENOMEM: the arena is at
 * its limit; nothing was decided. */
enum hv_code hv_group_decide(const struct hv_group *group,
                             const struct hv_command *command,
                             struct hv_arena *arena,
                             struct hv_decision *ret);

/* Take in a record that the journal delivered. Copies what it keeps. It cannot refuse: a record
 * that decide would never have made is HV_ECORRUPT, at the arena's limit it is HV_ENOMEM; after
 * either the group must be dropped. */
enum hv_code hv_group_evolve(struct hv_group *group, const struct hv_record *record);

/* Draw a pane. `presence` is used for the board only and may be NULL otherwise. HV_ENOTFOUND: there
 * is no such pane now, and nobody reads it: outside a meeting all but stage and board, in a break
 * unit, seat and work, of a locked seat its seat and work. */
enum hv_code hv_group_view(const struct hv_group *group,
                           const struct hv_presence *presence,
                           struct hv_pane_key key,
                           struct hv_arena *arena,
                           struct hv_pane *ret);

/* Whether `device` reads pane `key` now. */
bool hv_group_readers(const struct hv_group *group, struct hv_pane_key key, uint16_t device);

/* The panes that `device` reads now, at most HV_PANES_MAX, in the order in which they are to be
 * sent. */
#define HV_PANES_MAX 24
uint32_t
hv_group_panes(const struct hv_group *group, uint16_t device, struct hv_pane_key ret[HV_PANES_MAX]);

/* A paged read for `device`. When it may not: HV_OK with the refusal, and `ret` untouched. */
enum hv_code hv_group_read(const struct hv_group *group,
                           uint16_t device,
                           struct hv_read_key key,
                           struct hv_arena *arena,
                           enum hv_refusal *ret_refusal,
                           struct hv_read_page *ret);

/* UTC ms at which the server must send HV_COMMAND_TICK; INT64_MAX: never. */
int64_t hv_group_deadline(const struct hv_group *group);

/* ---- Facts that the host and the codec need; all borrow from the group ---- */

bool hv_group_founded(const struct hv_group *group);
const struct hv_programme *hv_group_programme(const struct hv_group *group);

/* The device with this token hash (compared by `equal`, in constant time); 0 when there is none or
 * it was removed. */
uint16_t hv_group_device(const struct hv_group *group,
                         const uint8_t token_hash[HV_TOKEN_HASH_SIZE],
                         bool (*equal)(const void *a, const void *b, size_t size));

/* The same for the token that a device had before it was placed, from which no record was made
 * since: whoever holds it has not heard of the new one. */
uint16_t hv_group_placed_device(const struct hv_group *group,
                                const uint8_t token_hash[HV_TOKEN_HASH_SIZE],
                                bool (*equal)(const void *a, const void *b, size_t size));

struct hv_device_facts {
    enum hv_role role;
    uint16_t unit;     /* of a table or pen; 0 otherwise */
    uint16_t seat;     /* of a pen that was bound; 0 otherwise */
    uint16_t unlocked; /* seat that is unlocked on it, or that its ticket unlocks there after a
                          break or pause; 0 none */
    bool waits;        /* for its place: a guest, a pen that was not bound */
    bool removed;
    struct hv_id placed_by; /* the command that gave it its place and a new token; zero: none */
};
/* False: there is no such device. */
bool hv_group_device_facts(const struct hv_group *group,
                           uint16_t device,
                           struct hv_device_facts *ret);
uint16_t hv_group_device_count(const struct hv_group *group);

/* The exercise of a run, for the codec's edge; NULL when there is no such run. */
const struct hv_exercise *hv_group_run_exercise(const struct hv_group *group, uint32_t run);

bool hv_group_meeting_open(const struct hv_group *group);

/* What the words of a seat are checked against at `now`; empty: it rests, and no words are right.
 * A check of it takes as long then. The seat must exist. */
struct hv_bytes hv_group_verifier(const struct hv_group *group, uint16_t seat, int64_t now);

/* Whether this is the hash of a ticket with which `device` may hold, or take, this seat. */
bool hv_group_ticket(const struct hv_group *group,
                     uint16_t device,
                     uint16_t seat,
                     const uint8_t ticket_hash[HV_TOKEN_HASH_SIZE],
                     bool (*equal)(const void *a, const void *b, size_t size));

/* The unit whose card has this token hash, or this code; 0: none, it was removed, or no meeting is
 * open. Every unit is looked at, by `equal` in constant time. */
uint16_t hv_group_card(const struct hv_group *group,
                       const uint8_t card_hash[HV_TOKEN_HASH_SIZE],
                       bool (*equal)(const void *a, const void *b, size_t size));
uint16_t hv_group_card_of_code(const struct hv_group *group,
                               const uint8_t code[HV_CARD_CODE_SIZE],
                               bool (*equal)(const void *a, const void *b, size_t size));

/* Whether the lobby is open and this is its walk-in code. */
bool hv_group_walk_in(const struct hv_group *group,
                      const uint8_t code[HV_WALK_IN_CODE_SIZE],
                      bool (*equal)(const void *a, const void *b, size_t size));

/* Every definition that a device gets at joining, in one fixed order: those of the live meeting's
 * agenda, library pushes included. A device that reads no pane gets none of them: a guest, a pen
 * without a seat. */
uint32_t
hv_group_definitions(const struct hv_group *group, const struct hv_exercise **ret, uint32_t most);

/* The keys that a record, once it is stored, makes useless and that the host must destroy now:
 * drafts at closing, all of a generation at reopening, signals that were handled, what was closed
 * for a light that was set, a note that was taken away, the words of a slip once they were used,
 * what was begun with words that were replaced; once its block is over what a unit chose alike, and
 * what its author discarded. At most
 * `most`, without the first `skip`, which earlier calls named; returns how many: fewer than `most`
 * when that is all. One may be named twice. Call it after evolve of that record, live or replayed:
 * destroying twice is fine, since none of these is ever made again under the same scope. */
uint32_t hv_group_useless_keys(const struct hv_group *group,
                               const struct hv_record *record,
                               uint32_t skip,
                               struct hv_key_scope *ret,
                               uint32_t most);

/* The units whose own panes a record may have changed, those of their seats included: bit n - 1 for
 * unit n. Stage, wall and board may have changed with any record. Call it after evolve. */
#define HV_UNITS_ALL ((UINT32_C(1) << HV_UNITS_MAX) - 1)
uint32_t hv_group_units_changed(const struct hv_group *group, const struct hv_record *record);

/* The bit of the unit that a pane belongs to; 0: it is a pane of the whole group. */
uint32_t hv_group_pane_unit(const struct hv_group *group, struct hv_pane_key key);

/* When keys of this keep class end, as things stand; INT64_MAX: not by time, as those of a course
 * that has not begun. That of COURSE moves whenever a meeting opens, later or earlier, for all keys
 * of the class; the others stay as they were when the key was made. */
int64_t hv_group_keys_end(const struct hv_group *group, enum hv_keep keep, int64_t now);

/* Every byte of the state that the fold determines, in a fixed order and form, given to `sink`
 * piece by piece: two groups with the same bytes are the same group. For the fold law, trace hashes
 * and tests; it contains content and must not leave the process. */
void hv_group_describe(const struct hv_group *group,
                       void (*sink)(void *data, const void *bytes, size_t size),
                       void *data);

#endif
