/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A room: an open log with the members who are in it. It brings members in, takes their messages
 * one by one, fairly, and lets at most one append be under way. What a log means is its kind's:
 * group_room.c, house_room.c. Private to host/.
 */
#ifndef HV_HOST_ROOM_H
#define HV_HOST_ROOM_H

#include "host/chain.h"
#include "host/member.h"
#include "host/pace.h"

enum hv_room_step {
    HV_ROOM_QUEUED = 1, /* others open first */
    HV_ROOM_OPENING,    /* loads and replays */
    HV_ROOM_LIVE,
    HV_ROOM_FAILED, /* answers FAILED for a while */
    HV_ROOM_CLOSED  /* waits for requests under way, then is freed */
};

enum hv_served {
    HV_SERVED_ANSWERED = 1, /* the reply is on its way */
    HV_SERVED_UNDER_WAY,    /* an append was begun; `settled` comes */
    HV_SERVED_HELD /* `held_for` and `held_command` say for what; hv_room_release lets it go on */
};

struct hv_room_kind {
    /* Whether it closes when nobody has been in for HV_GROUP_IDLE_MS; NULL: it never does. */
    bool (*may_sleep)(const struct hv_room *room);
    /* An empty fold, before the first record is taken in; also before a replay begins anew. */
    enum hv_code (*begin)(struct hv_room *room);
    enum hv_code (*take)(struct hv_room *room,
                         const struct hv_stored *stored,
                         struct hv_bytes body);
    /* Caught up with the log; comes again after a replay. */
    void (*live)(struct hv_room *room);
    /* Whether members can be let in. */
    bool (*is_ready)(const struct hv_room *room);
    /* Welcome a member that said Hello, or dismiss it. */
    void (*admit)(struct hv_room *room, struct hv_member *member);
    void (*left)(struct hv_room *room, struct hv_member *member);
    /* The message at the head of the queue of a member that is in, or arrives. */
    enum hv_served (*serve)(struct hv_room *room,
                            struct hv_member *member,
                            const struct hv_message *message);
    /* The server's own next command, if there is one. Whether an append was begun. */
    bool (*errand)(struct hv_room *room);
    /* `author` gave the command with this id; NULL when it left meanwhile or when it was an errand.
     */
    void (*settled)(struct hv_room *room,
                    struct hv_member *author,
                    struct hv_id id,
                    enum hv_code code);
    /* What to do at `now`; returns when next, INT64_MAX never. */
    int64_t (*tick)(struct hv_room *room, int64_t now);
    void (*draw)(struct hv_room *room);
    void (*failed)(struct hv_room *room, enum hv_code code);
    void (*end)(struct hv_room *room); /* gives back what `begin` and the rest took */
    void (*free)(struct hv_room *room);
};

struct hv_room {
    struct hv_host *host;
    const struct hv_room_kind *kind;
    struct hv_room *next;          /* in the list of the host that it is in */
    struct hv_room *next_outgoing; /* rounds.c: what it has to draw and to send */
    bool outgoing;
    bool dirty; /* its panes are to be drawn */
    struct hv_member *due,
        **due_last; /* to whom something is to be sent, the longest waiting first */
    enum hv_room_step step;
    struct hv_chain chain;
    struct hv_member *members;
    struct hv_member *served; /* last; the next one comes first */
    struct hv_member *author; /* of the append under way */
    struct hv_pace pace;
    bool pumping;
    bool stale; /* keys are gone that the fold still uses: replay when nothing is under way */
    int64_t empty_since; /* INT64_MAX: somebody is in */
    int64_t failed_until;
    int64_t errand_at; /* not before; after one that failed */
};

void hv_room_init(struct hv_room *room,
                  struct hv_host *host,
                  const struct hv_room_kind *kind,
                  struct hv_id log);
void hv_room_start(struct hv_room *room); /* QUEUED to OPENING */

/* The room is closed: members get `reason`, and it is freed once nothing is under way. */
void hv_room_close(struct hv_room *room, enum hv_farewell reason);

/* The group cannot go on; the server can. */
void hv_room_fail(struct hv_room *room, enum hv_code code);

/* As WAITING: it said Hello; or as ARRIVING. */
void hv_room_member_joins(struct hv_room *room, struct hv_member *member, enum hv_member_step step);
void hv_room_member_left(struct hv_room *room, struct hv_member *member);

/* There is something for it, which the next tick sends, and that comes at once: a reply and the
 * panes that it changed leave together. It is in a room. */
void hv_member_due(struct hv_member *member);

/* The first of those who are due, who is not any more; NULL: nobody is. */
struct hv_member *hv_room_next_due(struct hv_room *room);

/* Do what can be done now. */
void hv_room_pump(struct hv_room *room);

/* Commands that were held for `log` go on, or are refused. */
void hv_room_release(struct hv_room *room, struct hv_id log, enum hv_refusal refusal);

/* Keys whose end has passed leave; the fold is made anew without them. */
void hv_room_drop_ended_keys(struct hv_room *room, int64_t now);

/* What is due at `now`; returns when next, INT64_MAX never. May close the room. */
int64_t hv_room_tick(struct hv_room *room, int64_t now);

/* The page that a member asked for was made, or could not be. */
enum hv_served hv_member_answer(struct hv_member *member,
                                struct hv_id id,
                                enum hv_code code,
                                struct hv_bytes page);

/* What it asked is not done; the reply says why. */
enum hv_served hv_member_refuse(struct hv_member *member, struct hv_id id, enum hv_refusal refusal);

/* What it sent ends its connection; the farewell says why. */
enum hv_served hv_member_turn_away(struct hv_member *member, enum hv_farewell reason);

/* addresses.c, qr.c: pages that every room has. */
enum hv_served hv_member_send_addresses(struct hv_member *member, const struct hv_message *message);
enum hv_served hv_member_send_qr(struct hv_member *member, const struct hv_message *message);

/*
 * The id of what comes of the command `asked` in the log of `room`: of a record, or of a log. The
 * same however often it is asked; nobody else can tell it, as it is made with the server key. It is
 * made of `what`, which names the use, then `asked`, then `proof`: whatever the outcome depends on
 * besides, or nothing. A `what` always comes with the same size of `proof`, and none is how another
 * one begins. Both together are at most HV_ROOM_ID_BYTES_MAX.
 */
#define HV_ROOM_ID_BYTES_MAX 48
struct hv_id hv_room_make_id(const struct hv_room *room,
                             struct hv_bytes what,
                             struct hv_id asked,
                             struct hv_bytes proof);

/* What a member reads when an append could not be carried out. */
enum hv_refusal hv_room_refusal(enum hv_code code);

#endif
