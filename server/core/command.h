/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Commands: what people ask of a group. A command is data; hv_group_decide turns it into events, a
 * refusal, or "already done". Which roles may give which command is one table in decide.c.
 *
 * Time, fresh random bytes, the actor and any hash already computed come in with the command: the
 * core has no clock, no generator and no cryptography.
 */
#ifndef HV_CORE_COMMAND_H
#define HV_CORE_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "core/code.h"
#include "core/programme.h"
#include "core/value.h"

#define HV_UNITS_MAX        16
#define HV_MEMBERS_MAX      8  /* seats a unit */
#define HV_SEATS_MAX        64 /* seats a group; numbered from 1 */
#define HV_DEVICES_MAX      8192
#define HV_DEVICES_RESERVED 64   /* of them, which tables, pens and guests leave to the others */
#define HV_ARRIVED_MAX      8    /* live devices a unit that came with its card */
#define HV_CAME_MAX         256  /* devices that ever came with one card, or one walk-in code */
#define HV_GUESTS_MAX       32   /* live guests */
#define HV_NAME_MAX         40   /* bytes of an alias */
#define HV_PERSON_NOTE_MAX  8000 /* bytes of the note about a person */
#define HV_ANNOUNCEMENT_MAX 560  /* bytes */
#define HV_WALL_MAX         64   /* lines on the wall */
#define HV_WALL_TEXT_MAX    560  /* bytes of a line the facilitator writes */
#define HV_STEP_TITLE_MAX   200  /* bytes of the title of an inserted step */
#define HV_NO_FIELD         0xff /* where a field may be named and is not */
#define HV_RUNS_MAX         4000
#define HV_REVISION_STEP_MAX \
    65536u /* a revision is at most so much higher than the one that is stored */
#define HV_TOKEN_HASH_SIZE 32
#define HV_WORDS_TEXT_MAX  40  /* bytes of the two words of a seat */
#define HV_WORDS_PROOF_MAX 127 /* bytes of what is kept of them */
#define HV_WORDS_TRIES     5   /* wrong ones in a row, then the seat rests */
#define HV_WORDS_REST_MS   (INT64_C(2) * 60 * 1000)
#define HV_TABLE_TYPED_MS  (INT64_C(60) * 1000) /* after a break locked a seat on a table */
#define HV_TICKET_SIZE     16
#define HV_GUEST_HELLO_MS  (INT64_C(30) * 1000) /* so long a guest who came is on its way */
#define HV_TIME_MAX        (INT64_C(1) << 52) /* UTC ms; later than that, and before 1970, is no time */
#define HV_TIMER_MAX_MS    (INT64_C(24) * 60 * 60 * 1000) /* a timer, with all that was added */

struct hv_presence; /* pane.h */

enum hv_role {
    HV_ROLE_SERVER = 1, /* the host itself: founding, ticks */
    HV_ROLE_FACILITATOR,
    HV_ROLE_CO_FACILITATOR, /* may what a facilitator may */
    HV_ROLE_TABLE,          /* a unit's laptop */
    HV_ROLE_PEN, /* a device bound to one seat; it came with its unit's card and waits for that as
                    long as its seat is 0: sees nothing, and may give BIND_PEN only */
    HV_ROLE_PROJECTOR,
    HV_ROLE_OBSERVER,
    HV_ROLE_GUEST /* came with the walk-in code and waits to be placed; sees nothing, may nothing */
};

enum hv_command_type {
    HV_COMMAND_FOUND = 1, /* server: first record of a group */
    HV_COMMAND_TICK,      /* server: the deadline has come */
    HV_COMMAND_ADD_UNIT,
    HV_COMMAND_REMOVE_UNIT,
    HV_COMMAND_RENAME_SEAT,
    HV_COMMAND_INVITE, /* a device: makes its token. Of the server too, for a facilitator */
    HV_COMMAND_REMOVE_DEVICE,
    HV_COMMAND_OPEN_MEETING,
    HV_COMMAND_END_MEETING,
    HV_COMMAND_MARK_PRESENCE,
    HV_COMMAND_START_STEP, /* ends what runs, begins the step; exercise: opens a run */
    HV_COMMAND_MOVE_STAGE, /* group stages, and the block as a whole */
    HV_COMMAND_END_STEP,
    HV_COMMAND_PUSH_EXERCISE, /* any exercise of the library, now: inserts a step after the current
                                 one and starts it */
    HV_COMMAND_INSERT_STEP,
    HV_COMMAND_SKIP_STEP, /* or take a skipped one back */
    HV_COMMAND_MOVE_STEP,
    HV_COMMAND_DEAL_FORM,
    HV_COMMAND_SET_SHARING,
    HV_COMMAND_SET_TIMER,
    HV_COMMAND_ANNOUNCE,
    HV_COMMAND_PICK_NOTE, /* or take it off the wall again */
    HV_COMMAND_PICK_EXAMPLE,
    HV_COMMAND_WRITE_WALL,
    HV_COMMAND_CLEAR_WALL,
    HV_COMMAND_HANDLE_REQUEST, /* more time, signal: seen to */
    HV_COMMAND_UNLOCK_SEAT,
    HV_COMMAND_LOCK_SEAT,
    HV_COMMAND_GIVE_CONSENT, /* or withdraw it */
    HV_COMMAND_SAVE_FIELD,
    HV_COMMAND_CLOSE_ENVELOPE,
    HV_COMMAND_REOPEN_ENVELOPE,
    HV_COMMAND_OPEN_TOGETHER, /* "samen openen" */
    HV_COMMAND_MOVE_UNIT,     /* a unit goes to its next stage or turn by itself */
    HV_COMMAND_SAVE_JOINT,
    HV_COMMAND_MARK_JOINT,
    HV_COMMAND_ASK_MORE_TIME,
    HV_COMMAND_SET_LOBBY, /* it opens empty: guests from before are removed */
    HV_COMMAND_PLACE_GUEST,
    HV_COMMAND_RENEW_CARD,   /* removes the devices that came with the old one */
    HV_COMMAND_SHOW_EXAMPLE, /* on the wall, key by key */
    HV_COMMAND_BIND_PEN,
    HV_COMMAND_ARRIVE,            /* server: somebody came with a card or a code */
    HV_COMMAND_DEAL_WORDS,        /* to a seat, which is empty then */
    HV_COMMAND_GIVE_SIGNAL = 45,  /* from any page */
    HV_COMMAND_SET_PAUSE,         /* for everyone */
    HV_COMMAND_SET_LIGHT,         /* of a person; this and the next two by facilitators alone */
    HV_COMMAND_SET_TAG,           /* or take it away */
    HV_COMMAND_WRITE_NOTE,        /* about a person */
    HV_COMMAND_LEAVE = 50,        /* a table or pen removes itself */
    HV_COMMAND_NARROW_FIELD = 51, /* fewer may see the answers to a field from now on */
    HV_COMMAND_WIDEN,             /* by the author: facilitators may read an answer too */
    HV_COMMAND_TAKE_BACK,         /* answers, by their author */
    HV_COMMAND_SPLIT,             /* nothing new of a seat opens to its partner */
    HV_COMMAND_TYPE_END           /* one past the last */
};

/* A place in a run. Within HV_STAGE_TURNS `turn` counts from 1; elsewhere it is 0. */
struct hv_place {
    uint8_t stage;
    uint8_t turn;
};

enum hv_presence_mark {
    HV_PRESENCE_EXPECTED = 1, /* not here yet: the mark every unit begins with */
    HV_PRESENCE_HERE,
    HV_PRESENCE_ONE_PARTNER, /* `seat` is here alone */
    HV_PRESENCE_ON_PAPER,
    HV_PRESENCE_AWAY
};

/* The last line of every envelope, and the same from any page. */
enum hv_signal {
    HV_SIGNAL_NOTHING = 0,
    HV_SIGNAL_TALK, /* even overleggen */
    HV_SIGNAL_CALL  /* bel me deze week */
};

/* What a facilitator thinks of a person's taking part (content.md: the traffic light). */
enum hv_light {
    HV_LIGHT_NONE = 0,
    HV_LIGHT_GREEN,
    HV_LIGHT_ORANGE,
    HV_LIGHT_RED /* weighs as HV_TAG_FEAR */
};

enum hv_timer_action {
    HV_TIMER_START =
        1, /* from `minutes`; 0 takes the planned minutes of the current stage, else step */
    HV_TIMER_PAUSE,
    HV_TIMER_RESUME,
    HV_TIMER_ADD, /* `minutes`: +1, +5, -1 …; never below zero */
    HV_TIMER_CLEAR
};

struct hv_founding {
    const struct hv_programme *programme;
    uint8_t token_hash[HV_TOKEN_HASH_SIZE]; /* of the first facilitator */
};
/* The two words of a seat, drawn by the host. */
struct hv_new_words {
    struct hv_bytes text;     /* for its slip: 1 … HV_WORDS_TEXT_MAX bytes */
    struct hv_bytes verifier; /* what is kept of them: 1 … HV_WORDS_PROOF_MAX bytes */
};
struct hv_add_unit {
    struct hv_bytes names[HV_MEMBERS_MAX];     /* aliases, 1 … HV_NAME_MAX bytes each */
    uint8_t member_count;                      /* 1 … HV_MEMBERS_MAX */
    uint8_t language;                          /* of the words: 0 nl, 1 en */
    struct hv_new_words words[HV_MEMBERS_MAX]; /* by member, set by the host; while they are missing
                                                  the refusal is WORDS */
    uint8_t card_hash[HV_TOKEN_HASH_SIZE]; /* of the card's token, which comes from the command's id
                                              as INVITE's does; set by the host */
    uint8_t card_code[HV_CARD_CODE_SIZE];  /* the same */
};
struct hv_rename_seat {
    uint16_t seat;
    struct hv_bytes name;
};
struct hv_invite {
    enum hv_role role; /* not SERVER */
    uint16_t unit;     /* TABLE */
    uint16_t seat;     /* PEN */
    uint8_t token_hash[HV_TOKEN_HASH_SIZE];
};
struct hv_arrive {
    enum hv_role role; /* TABLE or PEN of a unit, GUEST of none */
    uint16_t unit;     /* whose card it was; 0: the walk-in code */
    uint8_t token_hash[HV_TOKEN_HASH_SIZE];
    const struct hv_presence *presence; /* GUEST: who is there; NULL when that is not known */
};
struct hv_set_lobby {
    bool open;
    uint8_t code[HV_WALK_IN_CODE_SIZE]; /* to open it with; set by the host */
};
struct hv_place_guest {
    uint16_t device;
    uint16_t unit;                          /* whose table it becomes */
    uint8_t token_hash[HV_TOKEN_HASH_SIZE]; /* of its new token; set by the host */
};
struct hv_renew_card {
    uint16_t unit;
    uint8_t card_hash[HV_TOKEN_HASH_SIZE]; /* set by the host, as in ADD_UNIT */
    uint8_t card_code[HV_CARD_CODE_SIZE];
};
struct hv_show_example {
    uint16_t step; /* id of the step under way */
    uint8_t count; /* of its example's answers, from the first; 0 takes it away */
};
struct hv_bind_pen {
    uint8_t code[HV_PEN_CODE_SIZE]; /* of a seat of the pen's own unit; zeros when what was typed is
                                       no code */
    uint8_t token_hash[HV_TOKEN_HASH_SIZE]; /* of its new token; set by the host */
};
struct hv_open_meeting {
    uint8_t meeting; /* index in the programme; HV_MEETINGS_MAX: an evening without agenda, filled
                      * by pushes. The one that was ended this evening goes on where it was */
    const struct hv_statement *statement; /* the programme's, as the library has it now; NULL: it
                                             has none. Set by the host */
    int64_t evening_ends_at;              /* the next 04:00 local time, UTC ms; set by the host */
};
struct hv_mark_presence {
    uint16_t unit;
    enum hv_presence_mark mark;
    uint16_t seat; /* HV_PRESENCE_ONE_PARTNER */
};
struct hv_start_step {
    uint16_t from; /* id of the step under way; 0: none yet */
    uint16_t step; /* id */
    bool again;    /* repeat a step although it ran before; starting the step under way needs it */
    uint32_t run;  /* `again`: the run under way, 0 none; when the step has another one already, it
                      was repeated */
};
struct hv_move_stage {
    uint32_t run;
    uint8_t from; /* stage */
    uint8_t to;   /* stage: a group stage, or the first of a block */
    bool force;   /* also where the gate of that stage waits for somebody who has not closed */
};
struct hv_end_step {
    uint16_t step;
    uint32_t run; /* the run under way, 0 none; when there is another one, that which was meant has
                     ended */
};
struct hv_insert_step {
    uint16_t after; /* id of a step; 0: at the front */
    enum hv_step_kind kind;
    const struct hv_exercise
        *definition;       /* HV_STEP_EXERCISE: from the library, resolved by the host */
    struct hv_bytes title; /* of a step without exercise */
    uint16_t minutes;
    uint16_t from; /* PUSH_EXERCISE: id of the step under way, 0 none */
};
struct hv_skip_step {
    uint16_t step;
    bool skip;
};
struct hv_move_step {
    uint16_t step;
    uint16_t after; /* 0: to the front */
};
struct hv_deal_form {
    uint32_t run; /* the run under way */
    uint16_t unit;
    enum hv_form form;
};
struct hv_set_sharing {
    uint32_t run;
    uint16_t unit; /* 0: all */
    bool open;
};
struct hv_set_timer {
    enum hv_timer_action action;
    int16_t minutes; /* START 0 … 600, ADD -60 … 60 */
};
struct hv_announce {
    struct hv_bytes text; /* empty takes it away */
};
struct hv_pick_note {
    uint32_t run;
    uint8_t field;
    uint16_t note; /* number in the closed round, from 0; tells nothing of its author */
    bool pick;
};
struct hv_pick_example {
    uint32_t run;
    uint8_t example;
};
struct hv_write_wall {
    uint32_t run;  /* 0: none */
    uint8_t field; /* the field it answers, for `options_from`; 0xff none */
    struct hv_bytes text;
};
struct hv_unit_choice {
    uint16_t unit;
};
struct hv_device_choice {
    uint16_t device;
};
struct hv_seat_choice {
    uint16_t seat;
};
struct hv_deal_words {
    uint16_t seat;
    uint8_t language;          /* 0 nl, 1 en */
    struct hv_new_words words; /* as in ADD_UNIT */
};

/* What the host found out about words or a ticket. */
enum hv_proof {
    HV_PROOF_NONE = 0, /* nothing yet: the refusal is WORDS, when nothing else is in the way */
    HV_PROOF_RIGHT,    /* the words of the seat */
    HV_PROOF_WRONG,
    HV_PROOF_TICKET /* the seat's, of this device: hv_group_ticket */
};
struct hv_unlock_seat {
    uint16_t seat;
    struct hv_bytes words;          /* as they were typed; may be empty. For the host, as is
                                       `ticket` */
    uint8_t ticket[HV_TICKET_SIZE]; /* zeros: none */
    enum hv_proof proof;            /* set by the host, as is what follows */
    uint8_t ticket_hash[HV_TOKEN_HASH_SIZE]; /* RIGHT: of the ticket that the reply carries */
};
struct hv_give_consent {
    uint16_t seat;
    bool yes;
    struct hv_bytes statement; /* must be the one that is asked now */
    uint16_t version;
    uint8_t language; /* 0 nl, 1 en: the text that was read */
};
struct hv_save_field {
    uint32_t run;
    uint16_t seat; /* SAVE_FIELD; SAVE_JOINT takes the device's unit */
    uint8_t field;
    uint32_t revision; /* of this field by this seat: greater than what is stored, by
                          HV_REVISION_STEP_MAX at most */
    enum hv_answer answer;
    struct hv_bytes
        packed; /* value.h; for HV_ANSWER_GIVEN; the codec checked it against the definition */
    bool unfit; /* and it did not fit: packed is empty then. Who may not write there is not told */
};
struct hv_close_envelope {
    uint32_t run;
    uint16_t seat;
    enum hv_round round;
    uint32_t shows; /* set of fields shown; the others are kept. For P; for R: may go into the
                       record; and for A and G texts: may be picked for the wall */
    enum hv_signal signal;
    uint32_t to_group; /* of those shown to the partner: what goes to the group too, where it may */
};
struct hv_envelope_choice {
    uint32_t run;
    uint16_t seat;
    enum hv_round round;
};
struct hv_move_unit { /* OPEN_TOGETHER: `from` is where the unit is; MOVE_UNIT: to the next place */
    uint32_t run;
    struct hv_place from;
    struct hv_place to;
};
struct hv_mark_joint {
    uint32_t run;
    uint16_t seat;     /* whose mark */
    uint32_t revision; /* the unit's joint revision that was on the screen */
    bool set;
};
struct hv_handle_request {
    uint16_t unit;
    bool signal; /* else: more time */
};
struct hv_give_signal {
    enum hv_signal signal;
};
struct hv_set_pause {
    bool on;
};
struct hv_set_light {
    uint16_t seat;
    enum hv_light light;
};
struct hv_set_tag {
    uint16_t seat;
    enum hv_tag tag;
    bool set;
};
struct hv_write_note {
    uint16_t seat;
    uint32_t revision;    /* of this note: greater than what is stored, as in hv_save_field */
    struct hv_bytes text; /* empty: it is taken away, and can be read by nobody any more */
};
struct hv_narrow_field {
    uint32_t run;
    uint8_t field;
    enum hv_visibility to; /* SELF; or GROUP of what was GROUP_NAMED */
};
struct hv_widen {
    uint32_t run; /* of any meeting */
    uint16_t seat;
    uint32_t fields; /* set: S and P, of envelopes that are closed; J that is confirmed */
    bool on;         /* or no more */
    bool to_group;   /* not for the facilitators, but for the group, without a name: J that may go
                        there, in its own meeting */
};
struct hv_take_back {
    uint32_t run; /* of any meeting */
    uint16_t seat;
    uint32_t fields; /* set, of envelopes that are closed */
    bool discard;    /* the words go as well */
};

struct hv_command {
    enum hv_command_type type;
    struct hv_id id;       /* made by the client; the same id is the same command */
    uint16_t device;       /* number of the actor's device; 0 is the server */
    int64_t now;           /* UTC ms */
    int64_t connected_at;  /* UTC ms; since when the actor's connection is there */
    const uint8_t *random; /* HV_COMMAND_RANDOM fresh bytes */
    union {
        struct hv_founding found;
        struct hv_add_unit add_unit;
        struct hv_unit_choice remove_unit;
        struct hv_rename_seat rename_seat;
        struct hv_invite invite;
        struct hv_device_choice remove_device;
        struct hv_open_meeting open_meeting;
        struct hv_mark_presence mark_presence;
        struct hv_start_step start_step;
        struct hv_move_stage move_stage;
        struct hv_end_step end_step;
        struct hv_insert_step insert_step; /* and PUSH_EXERCISE */
        struct hv_skip_step skip_step;
        struct hv_move_step move_step;
        struct hv_deal_form deal_form;
        struct hv_set_sharing set_sharing;
        struct hv_set_timer set_timer;
        struct hv_announce announce;
        struct hv_pick_note pick_note;
        struct hv_pick_example pick_example;
        struct hv_write_wall write_wall;
        struct hv_handle_request handle_request;
        struct hv_give_signal give_signal;
        struct hv_set_pause set_pause;
        struct hv_set_light set_light;
        struct hv_set_tag set_tag;
        struct hv_write_note write_note;
        struct hv_seat_choice seat_choice; /* LOCK_SEAT, SPLIT */
        struct hv_unlock_seat unlock_seat;
        struct hv_deal_words deal_words;
        struct hv_give_consent give_consent;
        struct hv_save_field save_field; /* and SAVE_JOINT */
        struct hv_close_envelope close_envelope;
        struct hv_envelope_choice reopen_envelope;
        struct hv_move_unit move_unit; /* and OPEN_TOGETHER */
        struct hv_mark_joint mark_joint;
        struct hv_set_lobby set_lobby;
        struct hv_place_guest place_guest;
        struct hv_renew_card renew_card;
        struct hv_show_example show_example;
        struct hv_bind_pen bind_pen;
        struct hv_arrive arrive;
        struct hv_narrow_field narrow_field;
        struct hv_widen widen;
        struct hv_take_back take_back;
    };
};

#define HV_COMMAND_RANDOM 32

#endif
