/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A member: one connection. What it sent waits in its queue; what it is to get is found when its
 * link can take a frame: welcome, definitions, replies, panes. Of panes it keeps only which
 * revision it got, so a slow link gets fewer, newer frames and nothing grows. Private to host/.
 */
#ifndef HV_HOST_MEMBER_H
#define HV_HOST_MEMBER_H

#include "host/host_state.h"

enum hv_member_step {
    HV_MEMBER_NEW = 1,  /* no Hello yet */
    HV_MEMBER_ARRIVING, /* said Arrive or Login, the head of its queue; gets a token, and is new
                           again, or has to go */
    HV_MEMBER_ANSWERED, /* what its code brought is known, and waits for the beat; beat.h */
    HV_MEMBER_WAITING,  /* said Hello; the house or its group is being opened */
    HV_MEMBER_IN,       /* welcomed */
    HV_MEMBER_DISMISSED /* got its farewell, or gets it when its link can take it; then the
                           disconnect is to come */
};

/* A frame that waits for its turn. */
struct hv_queued {
    struct hv_queued *next;
    enum hv_message_kind kind;
    bool paced;  /* it had to wait for the pace of its device; counted */
    bool served; /* once; it may come again */
    uint32_t size;
    uint8_t bytes[];
};

/* A pane as it was drawn last, for all its readers; panes.c. */
struct hv_drawn {
    struct hv_pane_key key;
    uint64_t epoch;
    uint64_t revision;
    struct hv_frame *frame; /* NULL while nobody is to get it */
    uint32_t wanting;       /* who are to get it: its readers; of work, those who have not got it */
    bool too_big;           /* for a frame; counted as a fault already */
    uint8_t hash[HV_HASH_SIZE]; /* of its body at `revision`; zero: not known */
};

/* Nobody is to get it now: what people wrote does not stay behind. Its hash does, for when it is
 * drawn again and looks the same it has the same revision: from that nobody may learn who else read
 * it meanwhile. */
void hv_drawn_let_go(struct hv_drawn *drawn);

/* A pane that a member reads, and what it got of it. */
struct hv_shown {
    struct hv_drawn *drawn;
    uint64_t revision; /* that was sent; 0 none */
};

/* The definitions of a group, each encoded once; a later one has a higher sequence. definitions.c
 */
#define HV_DEFINITIONS_MAX 256
struct hv_definitions {
    const struct hv_exercise *listed[HV_DEFINITIONS_MAX]; /* as the group named them last */
    uint32_t listed_count;
    struct {
        struct hv_id hash;
        uint64_t sequence;
        struct hv_frame *frame;
    } entries[HV_DEFINITIONS_MAX];
    uint32_t count;
    uint64_t sequence;
};

/* A reply that its link has not taken yet. Idle devices have none, and most devices are idle. */
struct hv_waiting_reply {
    struct hv_waiting_reply *next;
    struct hv_frame *frame;
};

struct hv_member {
    struct hv_host *host;
    struct hv_member *previous, *next; /* of the host */
    void *link;
    uint64_t number;   /* in logs */
    struct hv_id peer; /* the address it connects from; what limits tries is counted by it */
    enum hv_member_step step;
    int64_t connected_at;

    struct hv_room *room; /* NULL until Hello, and after the farewell */
    struct hv_member *room_previous, *room_next;
    struct hv_hello hello;
    uint16_t device;
    bool admitted;     /* it got a token: Hello is to come */
    int64_t answer_at; /* UTC ms; what it gets for its code waits for then; 0: it came with none */
    uint8_t answer[HV_TOKEN_SIZE]; /* that it gets then */
    enum hv_farewell nowhere; /* its token opens nothing: what its Hello hears; 0: a true one */
    enum hv_role role;        /* this and the two below: what it was welcomed as */
    uint16_t unit, seat;
    bool waits;                             /* its device has no place yet */
    uint8_t owner_hash[HV_TOKEN_HASH_SIZE]; /* in the house: of its token */
    struct hv_secret_job *secret_job;       /* for the head of its queue, or NULL */

    struct hv_queued *first, **last;
    uint32_t queued;
    bool held; /* the head of the queue waits for another log, of the house or a group, or a job */
    bool enters;               /* … for a group to let it in */
    struct hv_id held_for;     /* the group that it is about */
    struct hv_id held_command; /* that waits */

    struct hv_member *next_due, **due_place; /* of the room; NULL place: it is not due */
    bool busy;                               /* the link did not take the last frame */
    int64_t busy_since;
    enum hv_farewell leaving;  /* it is dismissed once its replies are out; 0: it stays */
    struct hv_frame *farewell; /* of a dismissed one: waits for its link */
    enum hv_farewell reason;   /* why it was dismissed */
    struct hv_id placed_by;    /* what its new token comes from, when that is why */
    struct hv_frame *welcome;
    const struct hv_definitions *definitions; /* of the group; NULL in the house */
    uint64_t definitions_sent;                /* sequence */
    struct hv_waiting_reply *reply_first, **reply_last;
    uint32_t reply_count; /* of them; HV_MEMBER_REPLIES_MAX at most */
    struct hv_shown shown[HV_PANES_MAX];
    uint32_t shown_count;
    struct hv_shown gone[HV_PANES_MAX]; /* that it got and does not read any more; to be told */
    uint32_t gone_count;
};

struct hv_member *hv_member_new(struct hv_host *host, void *link);
void hv_member_free(struct hv_member *member);

/* Put a copy of `frame` at the end of the queue; dismisses the member when there is no room.
 * Whether it is there. */
bool hv_member_queue(struct hv_member *member, enum hv_message_kind kind, struct hv_bytes frame);
/* Take away the head, which was answered. */
void hv_member_answered(struct hv_member *member);

/* The command at the head was carried out, refused, or read: send the reply and go on. `token` may
 * be NULL. */
void hv_member_reply(struct hv_member *member,
                     struct hv_id id,
                     enum hv_refusal refusal,
                     uint32_t number,
                     const uint8_t *token);
/* It was carried out, and gave the ticket of a seat. */
void hv_member_reply_ticket(struct hv_member *member,
                            struct hv_id id,
                            const uint8_t ticket[HV_TICKET_SIZE]);
/* The same with a frame that is encoded already. */
void hv_member_send_page(struct hv_member *member, struct hv_bytes page);

/* An arriving one gets its token, on the beat if it came with a code: it leaves its room and is to
 * say Hello. */
void hv_member_admit(struct hv_member *member, const uint8_t token[HV_TOKEN_SIZE]);
/* What an arriving one came with opens nothing now: it has to go; with a code it is admitted to
 * nowhere (beat.h). A fault is said at once, so that it comes back and asks again. */
void hv_member_reject(struct hv_member *member, enum hv_farewell reason);
/* The token is said; Hello is to come. */
void hv_member_tell_token(struct hv_member *member, const uint8_t token[HV_TOKEN_SIZE]);

/* Let it in: welcome, then whatever its room has for it. */
void hv_member_welcome(struct hv_member *member, const struct hv_welcome *welcome);

/* It is due (room.h) when panes differ from what it got. */
void hv_member_due_for_panes(struct hv_member *member);

/* Send what the link takes. */
void hv_member_flush(struct hv_member *member);

/* Say farewell and close; it leaves its room at once. Nothing happens when that was done before. A
 * link that is busy gets the farewell when it can take it, and is closed then. */
void hv_member_dismiss(struct hv_member *member, enum hv_farewell reason);

/* The same once the replies that wait are out; nothing else is sent any more. */
void hv_member_dismiss_after_replies(struct hv_member *member, enum hv_farewell reason);

/* Of a dismissed one: go on with that, when its link can take a frame. */
void hv_member_part(struct hv_member *member);

#endif
