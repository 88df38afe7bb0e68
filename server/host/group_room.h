/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The room of one group: its fold, its panes and definitions as they were encoded last, and what
 * the server itself has to do for it (founding, ticks). Private to host/.
 */
#ifndef HV_HOST_GROUP_ROOM_H
#define HV_HOST_GROUP_ROOM_H

#include "host/room.h"

/* Stage, wall and board; a pane a unit; two panes a seat. */
#define HV_DRAWN_MAX (3 + HV_UNITS_MAX + 2 * HV_SEATS_MAX)

struct hv_group_room {
    struct hv_room room;
    struct hv_arena arena; /* of the fold */
    struct hv_group *group;
    uint64_t epoch;
    struct hv_definitions definitions;
    struct hv_drawn *drawn[HV_DRAWN_MAX]; /* each stays where it is as long as the room */
    uint32_t drawn_count;
    uint32_t units_changed;  /* since they were drawn; hv_group_units_changed */
    int64_t opening_until;   /* a meeting that lasts until then is about to be opened, or was */
    uint32_t outcome;        /* number in the record under way, once it was taken in */
    enum hv_refusal refusal; /* and refusal */
    bool gives_token;        /* the command under way is an invitation */
    uint16_t unlocks;        /* it unlocks this seat with words; 0 none */
    uint16_t unlocks_on;     /* it unlocks a seat on this device; 0 none */
    bool errand_under_way;
};

/* A new room for `log`, not started; NULL without memory. */
struct hv_room *hv_group_room_new(struct hv_host *host, struct hv_id log);

/* Founded and caught up. */
bool hv_group_room_is_ready(const struct hv_room *room);

/* Whether a card or code opens something here now; `ret_unit` is whose card it is, 0 with the
 * walk-in code. Takes as long for a wrong one. */
bool hv_group_room_opens(const struct hv_group_room *group_room,
                         const struct hv_arrival *arrival,
                         uint16_t *ret_unit);

/* Whether its device is still what it was welcomed as. */
bool hv_group_room_is_as_welcomed(const struct hv_member *member,
                                  const struct hv_device_facts *facts);

/* When it has to be woken, as things stand at `now`; INT64_MAX never. */
int64_t hv_group_room_deadline(const struct hv_room *room, int64_t now);

/* After records were taken in, live or at the end of a replay: what stands outside of the group
 * follows it. */
void hv_group_room_caught_up(struct hv_group_room *group_room);

/* group_commands.c: the message at the head of a member's queue; and the same for a command of the
 * server itself. */
enum hv_served hv_group_room_serve(struct hv_room *room,
                                   struct hv_member *member,
                                   const struct hv_message *message);
bool hv_group_room_errand(struct hv_room *room);
void hv_group_room_settled(struct hv_room *room,
                           struct hv_member *author,
                           struct hv_id id,
                           enum hv_code code);

/* The same for what a command of anyone needs: time and random bytes, from the turn's arena; and
 * appending what was decided. */
enum hv_code hv_group_room_stamp(struct hv_host *host, struct hv_command *command);
enum hv_code hv_group_room_append(struct hv_group_room *group_room,
                                  const struct hv_command *command,
                                  const struct hv_decision *decision);

/* group_words.c: what the host adds to a command that needs words or a ticket, as far as it is
 * known; the rest after a job. */
enum hv_code hv_group_words_complete(const struct hv_group_room *group_room,
                                     struct hv_member *member,
                                     struct hv_command *command);
/* The core refused with WORDS: whether that is because a job has to be done first; and doing it. */
bool hv_group_words_lack(const struct hv_command *command);
enum hv_served hv_group_words_begin(const struct hv_group_room *group_room,
                                    struct hv_member *member,
                                    const struct hv_command *command);
/* The reply to a seat that was unlocked with words by this command: its ticket, or a refusal when
 * it is not that seat's any more. */
void hv_group_words_reply(const struct hv_group_room *group_room,
                          struct hv_member *member,
                          struct hv_id command,
                          uint16_t seat);
/* Whether a ticket is that of the seat which is unlocked on a device; and the first seat that is to
 * be locked, because the page of its device came back without: 0 none. */
bool hv_group_words_fit(const struct hv_group_room *group_room,
                        uint16_t device,
                        uint16_t seat,
                        const uint8_t ticket[HV_TICKET_SIZE]);
uint16_t hv_group_words_left_open(const struct hv_group_room *group_room);

/* The device of a token, 0 none. */
uint16_t hv_group_room_device(const struct hv_group_room *group_room, const struct hv_hello *hello);

/* group_arrivals.c: somebody came with a card or a code; the owner comes in. */
enum hv_served hv_group_room_serve_arrival(struct hv_group_room *group_room,
                                           struct hv_member *member,
                                           const struct hv_message *message);
void hv_group_room_arrival_settled(struct hv_group_room *group_room,
                                   struct hv_member *author,
                                   struct hv_id id,
                                   enum hv_code code);
bool hv_group_room_let_owner_in(struct hv_group_room *group_room);

/* group_reads.c */
enum hv_served hv_group_room_serve_read(struct hv_group_room *group_room,
                                        struct hv_member *member,
                                        const struct hv_message *message);
enum hv_served hv_group_room_serve_catalogue(const struct hv_group_room *group_room,
                                             struct hv_member *member,
                                             const struct hv_message *message);

/* panes.c: redraw what somebody reads, and send what changed. */
void hv_group_room_draw(struct hv_room *room);
void hv_group_room_forget_looks(struct hv_group_room *group_room); /* of panes nobody reads now */
void hv_group_room_forget_drawn(struct hv_group_room *group_room);
/* Who is connected now; in the turn's arena. */
enum hv_code hv_group_room_presence(const struct hv_group_room *group_room,
                                    struct hv_presence *ret);

/* definitions.c: bring the frames in line with the group's list. */
void hv_definitions_refresh(struct hv_definitions *definitions,
                            const struct hv_group *group,
                            struct hv_host *host);
/* The fold is made anew: exercises are named by other addresses from now on. */
void hv_definitions_unlist(struct hv_definitions *definitions);
void hv_definitions_free(struct hv_definitions *definitions);

#endif
