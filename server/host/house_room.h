/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The room of the house: its owner makes groups and reads what there is; the server keeps the index
 * of deadlines up to date. Private to host/.
 */
#ifndef HV_HOST_HOUSE_ROOM_H
#define HV_HOST_HOUSE_ROOM_H

#include "host/room.h"

struct hv_house_room {
    struct hv_room room;
    struct hv_arena arena;
    struct hv_house *house;
    bool deadlines_moved; /* some open group's may have to be moved in the index */
    bool errand_under_way;
};

struct hv_house_room *hv_house_room_new(struct hv_host *host);

/* The index of groups; NULL while the house is not open. */
const struct hv_house *hv_house_room_house(const struct hv_host *host);

/* An open group's deadline is `deadline`; the index follows. */
void hv_house_room_deadline(struct hv_host *host, struct hv_id log, int64_t deadline);

/* Whether the index wakes the group at `deadline` or before, or there is no index now that could.
 * When not, it asks the group's room for its deadline soon, and then releases the members there
 * whose command was held for the group. */
bool hv_house_room_wakes_by(struct hv_host *host, struct hv_id log, int64_t deadline);

/* A group is founded, or could not be (`refusal`): who asked for it gets the reply. */
void hv_house_room_release(struct hv_host *host, struct hv_id log, enum hv_refusal refusal);

/* The command of an owner who waits to be let into a group; false: nobody does. */
bool hv_house_room_entering(const struct hv_host *host,
                            struct hv_id log,
                            struct hv_id *ret_command);
/* He is in, or could not be: he gets the reply. Whether there was one who waited for it. */
bool hv_house_room_entered(struct hv_host *host,
                           struct hv_id log,
                           struct hv_id command,
                           enum hv_refusal refusal);

/* Append `event` as the record of command `id`. */
enum hv_code hv_house_room_append(struct hv_house_room *house_room,
                                  struct hv_id id,
                                  const struct hv_house_event *event);

/* owner.c: what an owner asks about coming in himself. */
enum hv_served hv_owner_login(struct hv_house_room *house_room,
                              struct hv_member *member,
                              const struct hv_message *message);
enum hv_served hv_owner_set_passphrase(struct hv_house_room *house_room,
                                       struct hv_member *member,
                                       const struct hv_message *message);
enum hv_served hv_owner_logout(struct hv_house_room *house_room,
                               struct hv_member *member,
                               const struct hv_message *message);
enum hv_served hv_owner_enter_group(struct hv_house_room *house_room,
                                    struct hv_member *member,
                                    const struct hv_message *message);
/* The passphrase that comes with what the owner asks (`current`) is checked in a job; it counts as
 * a guess at a login. False: it is not known yet, or nothing can come of it; what is served is in
 * `ret`. Once it is true: whether the passphrase was right, and what was asked `also`; then the
 * guess is taken back, and the job has served. */
bool hv_owner_was_checked(const struct hv_house_room *house_room,
                          struct hv_member *member,
                          const struct hv_message *message,
                          enum hv_served *ret);
bool hv_owner_is_known(struct hv_member *member, bool also);
/* Append `event` for what the owner asked: UNDER_WAY, or refused when it cannot be begun. */
enum hv_served hv_owner_append(struct hv_house_room *house_room,
                               struct hv_member *member,
                               const struct hv_message *message,
                               const struct hv_house_event *event);
void hv_owner_login_settled(struct hv_member *author, struct hv_id id, enum hv_code code);

/* Who is in by a login that has ended has to go. Returns when the next one's ends; INT64_MAX never.
 */
int64_t hv_owner_dismiss_ended(struct hv_house_room *house_room, int64_t now);

/* second_factor.c: whether a login with this code may come in, as far as that goes; `ret_step` is
 * the step that it uses, 0 when no code is asked. `again`: this login came already and is only
 * asked for once more, so its code may have been used. Takes as long whether one is set or not. */
bool hv_owner_code_fits(const struct hv_house_room *house_room,
                        struct hv_bytes code,
                        bool again,
                        int64_t *ret_step);
enum hv_served hv_owner_set_second_factor(struct hv_house_room *house_room,
                                          struct hv_member *member,
                                          const struct hv_message *message);
enum hv_served hv_owner_drop_second_factor(struct hv_house_room *house_room,
                                           struct hv_member *member,
                                           const struct hv_message *message);
enum hv_served hv_owner_tell_second_factor(const struct hv_house_room *house_room,
                                           struct hv_member *member,
                                           const struct hv_message *message);

/* house_reads.c: the page that an owner's message asks for. */
enum hv_served hv_house_room_catalogue(const struct hv_house_room *house_room,
                                       struct hv_member *member,
                                       const struct hv_message *message);

/* The page of exercises that a message asks for, for the owner and for facilitators. */
enum hv_served hv_house_room_exercises(struct hv_member *member, const struct hv_message *message);

#endif
