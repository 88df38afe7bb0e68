/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A rehearsal: a facilitator, couples and a projector in one process, each with real connections to
 * a real server, who play the first meeting of a programme from the first to the last step.
 *
 * Nobody follows a script of moments. A player looks at its panes, as people look at their screens,
 * and does the next thing that is to be done; so it works with any programme. What people see of
 * each other in a room, the players see too: whether a couple is done talking, who came in late. In
 * real time a player takes as long as a person would; fast, it takes no time at all.
 *
 * With a place kept for a visitor there is a couple more than those that are made up. The links of
 * its table, of a console and of a projector are printed, and nobody of the rehearsal uses them.
 * The facilitator leads until somebody else moves the evening, and from then on lets them lead. It
 * lasts until it is interrupted.
 *
 *     rehearse.c         the room: loop, players, the end
 *     rehearse_leader.c  the facilitator
 *     rehearse_chores.c  what it does at each place of the evening
 *     rehearse_visitor.c what the facilitator does for a visitor
 *     rehearse_couple.c  a couple: its table, its pens, its two people
 *     rehearse_tally.c   what happened, in numbers
 */
#ifndef HV_CLI_REHEARSE_H
#define HV_CLI_REHEARSE_H

#include <stdio.h>

#include "chance.h"
#include "commands.h"
#include "words.h"

#define HV_REHEARSE_COUPLES_MAX 16

struct hv_rehearse_options {
    struct hv_client_address owner; /* of the server, with the owner's token */
    enum hv_client_language language;
    const char *programme;
    uint32_t couples; /* 1 to HV_REHEARSE_COUPLES_MAX */
    uint32_t pace;    /* how many times faster than people; at least 1 */
    bool fast;        /* take no time at all */
    bool visitor; /* keep a place for one; there are HV_REHEARSE_COUPLES_MAX - 1 couples at most */
    bool json;
    bool quiet;
    uint64_t seed;
};

/* Plays it, and prints what happened on standard output. An exit code: 0 only when the meeting came
 * to its end, and everything that was asked was acknowledged and done. */
int hv_rehearse(const struct hv_rehearse_options *options);

/* ---- Inside ---- */

struct rehearsal;

/* Someone with a device: looks when something changes, and does one thing at a time. */
struct player {
    struct rehearsal *rehearsal;
    struct hv_device *device; /* NULL: not connected yet, or any more */
    uv_timer_t pause;         /* before the next look */
    bool pausing;
    uint32_t mood_ms; /* how long this person takes before the next thing */
    void (*look)(struct player *player);
    void (*on_reply)(struct player *player, const struct hv_answered *answered);
    void (*on_page)(struct player *player, int asked, const struct hv_client_page *page);
    uint32_t seen_push; /* the last push that is on this device */
    uint64_t stage_at;  /* when its stage pane last changed */
    bool unlocking;     /* a seat, whose pane has not come yet */
    bool invited;
    uint8_t token[HV_CLIENT_TOKEN_SIZE]; /* of one who comes in later */
};

/* What one person does with the envelopes. */
struct person {
    uint32_t seat;
    char words[HV_CLIENT_WORDS_MAX + 1]; /* on their slip */
    bool mistyped;                       /* them, the last time */
    bool present;
    bool consented;
    bool reopens;   /* closes too early once, and opens the envelope again */
    uint32_t shows; /* out of ten answers */
    uint32_t run;   /* to which the rest belongs */
    uint32_t saved; /* set of fields */
    bool closed[2]; /* by round */
};

enum couple_kind {
    COUPLE_TABLE = 0,   /* both, taking turns at the table */
    COUPLE_PENS,        /* both with a pen, and the table between them */
    COUPLE_ONE_PARTNER, /* one of them is ill */
    COUPLE_ON_PAPER,
    COUPLE_LATE,
    COUPLE_VISITOR /* real, if there at all */
};

struct couple {
    struct rehearsal *rehearsal;
    enum couple_kind kind;
    uint32_t unit; /* 0: not in the group yet */
    const char *names[2];
    struct person people[2];
    struct player table;
    struct player pens[2];
    struct hv_chance chance;
    bool asks_time; /* has yet to ask for more time */
    bool signals;   /* has yet to give a signal */
    uint32_t run;   /* to which the rest belongs */
    uint32_t joint_saved;
    uint32_t marked;   /* joint revision under which marks were set, plus one */
    uint32_t lingered; /* place in which they took their time; 0: none */
    uint32_t moved;    /* place from which they went on; 0: none */
    uint32_t opened;   /* place from which they opened together; 0: none */
    uint32_t at;       /* place in which they were last; 0: none */
    bool came;         /* late */
    uint32_t done;     /* last stage of the block that they are through, plus one */
};

#define HV_REHEARSE_NOTES_MAX 8 /* that the facilitator picks from one round */
#define HV_REHEARSE_STEPS_MAX 64

/* Where an evening stands: meeting open, step, run and stage. */
struct standing {
    uint32_t meeting, step, run, stage;
};

struct leader {
    struct player player;
    struct player *invitee; /* for whom a link was asked; NULL: for an observer */
    bool observer_asked;
    bool exercises_asked;
    bool meeting_asked;
    bool lobby_asked;
    bool cards_asked;
    bool slips_asked;
    uint32_t marked;                          /* set of couples that were let in */
    uint8_t seen_to[HV_REHEARSE_COUPLES_MAX]; /* requests that were, by place on the board */
    char pushes[65]; /* an exercise of the library that is to be pushed; empty: none, or it was */
    uint16_t examples[HV_REHEARSE_STEPS_MAX]; /* how many there are, by step */
    uint32_t place;                           /* where it is: of step and stage */
    uint32_t chore;                           /* the next thing to do there */
    bool lingered;                            /* took the time that was planned */
    struct {
        uint32_t field, note;
    } notes[HV_REHEARSE_NOTES_MAX];
    uint32_t note_count;
    uint32_t last_run;
    uint32_t answers_run; /* whose answers were read at the end */
    bool ending;
    struct player console; /* a visitor's */
    bool links_told;
    struct standing stands; /* as the board last said */
    bool moving;            /* it asked for a move that the board does not show yet */
    bool relieved;          /* somebody else leads */
    uint32_t waits_at;      /* the place where it waits for the visitor */
    uint32_t patience;      /* how often it looks again there */
};

/* A move of the facilitator, from the command to the last device. */
struct push {
    uint64_t at;
    uint64_t last_at;  /* when it was on the last device so far */
    uint32_t place[3]; /* step, run and stage: before it, and where it led to once that is known */
    bool known;
    uint32_t waiting; /* devices on which it is not yet */
};

#define PUSHES_MAX  1024
#define SAMPLES_MAX 65536

struct samples {
    uint64_t ns[SAMPLES_MAX];
    size_t count;
};

struct tally {
    uint64_t started_at;
    struct push pushes[PUSHES_MAX];
    uint32_t push_count; /* numbered from 1 */
    struct samples push_times, ack_times;
    uint64_t sent, acknowledged, refused, unknown;
    uint64_t mistyped;       /* words of a seat; refused as they should be */
    uint64_t by_command[64]; /* done, by number in Command.what */
    uint64_t answers_read;
    uint32_t refusals[32]; /* by Refusal */
    uint32_t steps, steps_planned;
    bool finished; /* the last step was played and the meeting ended */
};

struct rehearsal {
    const struct hv_rehearse_options *options;
    uv_loop_t loop;
    uv_signal_t interrupted[3];
    uv_timer_t watchdog;
    uv_timer_t arrival; /* by when the server must have answered for the first time */
    uint64_t happened;  /* counts panes and replies, so that a standstill is seen */
    uint64_t happened_before;
    struct hv_hall hall;
    struct player owner;
    struct leader leader;
    struct player projector;
    struct couple couples[HV_REHEARSE_COUPLES_MAX];
    uint32_t couple_count;
    struct hv_chance chance;
    struct tally tally;
    bool group_asked;
    bool closing;
    uint32_t losses;
    const char *trouble; /* why it ended before its end; NULL: it did not */
    int code;            /* with trouble */
};

/* ---- rehearse.c ---- */

/* Prepares a player that has no device yet. */
void hv_player_init(struct player *player,
                    struct rehearsal *rehearsal,
                    void (*look)(struct player *player),
                    void (*on_reply)(struct player *player, const struct hv_answered *answered));

/* Connects a player with a token that a reply holds. */
void hv_player_enter(struct player *player, const uint8_t token[HV_CLIENT_TOKEN_SIZE]);

/* Something happened that this player may react to. */
void hv_player_nudge(struct player *player);

/* The player takes a while, of a person's seconds, before it looks again; also when nothing
 * happens. */
void hv_player_linger(struct player *player, double seconds);

/* How long, in a person's seconds, it takes before the next thing. */
void hv_player_mood(struct player *player, int32_t low, int32_t high);

/* The evening is over, or cannot go on: everyone leaves. `trouble` says why, and is static; NULL:
 * it went well. `code` is the exit code of that trouble. */
void hv_rehearse_end(struct rehearsal *rehearsal, int code, const char *trouble);

/* Each player in turn. */
void hv_rehearse_everyone(struct rehearsal *rehearsal, void (*does)(struct player *player));

/* A line of the running commentary. */
void hv_rehearse_tell(struct rehearsal *rehearsal, const char *line);

/* ---- rehearse_leader.c ---- */

void hv_leader_init(struct rehearsal *rehearsal);

/* What the facilitator has before its eyes. */
struct sight {
    struct leader *leader;
    struct rehearsal *rehearsal;
    struct hv_device *device;
    const Houvast__V1__BoardPane *board;
    const Houvast__V1__StagePane *stage;
    const Houvast__V1__BoardStep *step;        /* under way, or NULL */
    const Houvast__V1__Definition *definition; /* of its exercise, or NULL */
};

/* ---- rehearse_chores.c ---- */

/* The next chore at this place. True: one was done. */
bool hv_chores_do(const struct sight *sight);

/* Takes the minutes that were planned, once a place. True: they are not over. */
bool hv_chores_linger(const struct sight *sight);

/* ---- rehearse_visitor.c ---- */

/* Its link is printed, and nobody of the rehearsal enters with it. */
bool hv_visitor_has(const struct rehearsal *rehearsal, const struct player *player);

/* Prints the visitor's links, and the words of their two seats. */
void hv_visitor_tell_links(struct rehearsal *rehearsal);

/* The board is new. True: somebody else leads, now or since before. */
bool hv_visitor_leads(struct rehearsal *rehearsal, const Houvast__V1__BoardPane *board);

/* Somebody else leads from here on. */
void hv_visitor_take_lead(struct rehearsal *rehearsal);

/* True: the visitor's couple is in the middle of the block that ends with this stage, and is given
 * a while longer; the facilitator looks again by itself. */
bool hv_visitor_is_busy(struct rehearsal *rehearsal,
                        const Houvast__V1__BoardPane *board,
                        uint32_t last);

/* ---- rehearse_couple.c ---- */

void hv_couple_init(struct couple *couple, struct rehearsal *rehearsal, uint32_t index);

/* What anyone in the room can see: the couple is through the block of this run that ends with this
 * stage. */
bool hv_couple_done(const struct couple *couple, uint32_t run, uint32_t last);

void hv_couple_nudge(struct couple *couple);

/* ---- rehearse_tally.c ---- */

void hv_tally_reply(struct rehearsal *rehearsal, const struct hv_answered *answered);

/* The facilitator is about to move everyone on. */
void hv_tally_push(struct rehearsal *rehearsal);

/* The last move has not reached the facilitator's own device. */
bool hv_tally_pushing(const struct rehearsal *rehearsal);

/* The stage pane of a device is new. */
void hv_tally_stage(struct player *player, const Houvast__V1__StagePane *stage);

/* Everything that was asked was acknowledged and done. */
bool hv_tally_clean(const struct rehearsal *rehearsal);

void hv_tally_print(struct rehearsal *rehearsal, FILE *file);

#endif
