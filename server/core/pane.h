/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Panes: what people may see, as whole values. A pane has one audience and is the same bytes for
 * each of its readers. Panes, and paged reads, are the only way out of a group; hv_group_view and
 * hv_group_readers (view.c) are the only place of disclosure.
 *
 * Arrays and bytes come from the arena given to hv_group_view or borrow from the group: valid until
 * the group changes or the arena is reset.
 */
#ifndef HV_CORE_PANE_H
#define HV_CORE_PANE_H

#include "core/event.h"

enum hv_pane_kind {
    HV_PANE_STAGE = 1, /* everyone, projector */
    HV_PANE_WALL,      /* everyone, projector */
    HV_PANE_UNIT,      /* a unit's table and its pens with an unlocked seat; `number` is the unit */
    HV_PANE_SEAT,      /* the device where that seat is unlocked; `number` is the seat */
    HV_PANE_WORK,      /* the pen where that seat is unlocked, sent at unlock and resume only */
    HV_PANE_BOARD      /* facilitators; ≤ 4 KiB encoded */
};

struct hv_pane_key {
    enum hv_pane_kind kind;
    uint16_t number; /* unit or seat; 0 for the others */
};

/* Online and lag enter when a board is drawn; they are never journalled. */
struct hv_presence {
    const bool *device_online; /* by device number */
    uint32_t device_count;
};

struct hv_timer_view {
    bool set;
    bool running;
    int64_t ends_at;      /* UTC ms, when running */
    int64_t remaining_ms; /* when paused */
};

struct hv_lobby_view {
    bool open;
    struct hv_bytes code; /* to walk in with */
    uint16_t here;        /* units that are admitted */
};

struct hv_stage_pane {
    bool meeting_open;
    struct hv_text meeting_title;
    uint8_t step_place;          /* place in the agenda, from 1; 0 none under way */
    uint8_t step_count;          /* not counting skipped ones */
    enum hv_step_kind step_kind; /* 0 none */
    struct hv_text step_title;   /* of the step or its exercise */
    struct hv_id exercise;       /* hash; zero none */
    uint32_t run;
    enum hv_stage_kind stage_kind; /* 0 none; of the group, for a block that of its first stage */
    bool block;                    /* couples go by themselves now */
    uint8_t stage;
    bool prompts; /* plenary, or a stage that releases: the projector may show the prompts of its A
                     and G fields */
    bool cover;   /* a break, or everyone pauses: every table is covered */
    struct hv_timer_view timer;
    struct hv_bytes announcement;
    struct hv_lobby_view lobby;
};

enum hv_wall_kind {
    HV_WALL_RESULT = 1,
    HV_WALL_NOTE,    /* a participant's line, picked */
    HV_WALL_EXAMPLE, /* a line of our own, said so */
    HV_WALL_SPOKEN   /* the facilitator wrote what was said aloud */
};

struct hv_wall_item {
    enum hv_wall_kind kind;
    uint8_t number;        /* stable; what `options_from` values hold */
    uint32_t run;          /* it belongs to; 0 none */
    struct hv_id exercise; /* whose field */
    uint8_t field;         /* 0xff none */
    struct hv_text example;
    struct hv_bytes text; /* note (hv_note_text), spoken */
    struct hv_bytes name; /* of a G note's author; empty otherwise */
    struct hv_result result;
};

struct hv_wall_pane {
    const struct hv_wall_item *items;
    uint32_t item_count;
    struct hv_example example; /* the answers shown so far; none: no example is shown */
};

struct hv_opened_value {
    uint16_t seat; /* 0: what all of them chose */
    uint8_t field;
    bool shown; /* false: "vertel hier zelf iets over, als je wilt", whatever the reason */
    struct hv_bytes packed; /* when shown */
};

struct hv_joint_value {
    uint8_t field;
    uint32_t revision;
    enum hv_answer answer;
    struct hv_bytes packed;
};

struct hv_unit_seat {
    uint16_t seat;
    struct hv_bytes name;
    bool marked;              /* its mark under the joint fields */
    bool own_device;          /* it has a pen, so the table cannot unlock it */
    struct hv_bytes pen_code; /* what binds a pen to it; empty while it has one */
};

struct hv_unit_pane {
    uint16_t unit;
    bool admitted; /* marked as here or as one partner */
    const struct hv_unit_seat *seats;
    uint8_t seat_count;
    uint32_t run; /* 0: nothing to do now */
    struct hv_id exercise;
    enum hv_form form;
    struct hv_place place;
    uint16_t speaker; /* in turns: seat whose turn it is; 0 none */
    bool in_block;    /* the unit may move by itself now */
    bool both_ready;  /* two or more were present and all of them closed the envelope that the next
                       * gate waits for; never goes back.  Who is alone, or has nothing to fill, may
                       * go on without it */
    bool may_open; /* "samen openen" is there now: both ready, the window open, at least two present
                    */
    const struct hv_opened_value
        *opened; /* fields × seats of every gate that opened, while the block lasts */
    uint32_t opened_count;
    const struct hv_joint_value *joints;
    uint32_t joint_count;
    uint32_t joint_revision;
    bool joint_confirmed;
    uint32_t only_author; /* sets of fields that a facilitator narrowed in this run: seen by their
                             author alone, or no longer with a name */
    uint32_t nameless;
};

struct hv_field_state {
    uint8_t field;
    uint32_t revision; /* stored; 0 none */
    enum hv_answer answer;
    bool shown; /* own choice, once closed */
    bool taken_back;
    bool widened;  /* own choice: facilitators may read it too */
    bool to_group; /* own choice, once closed: of what is shown to the partner, that it goes to the
                      group too */
};

/* What the author of an answer to a quiz gets to know, once the envelope is closed for good. */
struct hv_scored {
    uint8_t field;
    enum hv_score score;
    struct hv_bytes correct; /* places of the options that are right, ascending */
    struct hv_text explanation;
};

struct hv_seat_pane {
    uint16_t seat;
    uint16_t unit;
    struct hv_bytes name;
    bool consent_asked; /* no yes is stored for the statement as it is now, which is to be read
                           first */
    bool consent_given; /* a yes stands, to this text or, when it is asked again, to an earlier one;
                           it can be taken back */
    struct hv_bytes statement; /* its id */
    uint16_t statement_version;
    struct hv_text statement_text; /* while it is asked */
    bool admitted;
    uint32_t run;
    bool writable[HV_ROUNDS]; /* this round's envelope is open to writing now */
    bool closed[HV_ROUNDS];
    const struct hv_field_state *fields;
    uint32_t field_count;
    uint32_t joint_widened;  /* set of joint fields, own choice: facilitators may read what is
                                confirmed, once all of the unit say so */
    uint32_t joint_to_group; /* the same of the group */
    const struct hv_scored *scored; /* none before it is closed */
    uint32_t scored_count;
};

struct hv_work_value {
    uint32_t run;
    uint8_t field;
    uint32_t revision;
    enum hv_answer answer;
    struct hv_bytes packed;
};

/* What would pass the frame is left out: it has a revision in the seat pane, and HV_READ_OWN_WORK
 * gives it. */
struct hv_work_pane {
    uint16_t seat;
    const struct hv_work_value *values; /* of the run under way */
    uint32_t value_count;
};

/* A seat's state without content. */
enum hv_seat_state {
    HV_SEAT_WAITING = 1, /* nothing asked of it, or not begun */
    HV_SEAT_BUSY,
    HV_SEAT_CLOSED,
    HV_SEAT_ABSENT
};

struct hv_board_seat {
    uint16_t seat;
    struct hv_bytes name;
    enum hv_seat_state state;
    bool consent;
    enum hv_signal signal; /* HV_SIGNAL_NOTHING when none or handled */
    bool split;            /* nothing new of this person opens to the partner */
    int64_t rests_until;   /* UTC ms: five wrong tries; 0 never, and it may have passed */
    enum hv_light light;
    uint16_t tags; /* set of enum hv_tag */
};

struct hv_board_unit {
    uint16_t unit;
    enum hv_presence_mark mark;
    bool online; /* at least one of its devices */
    enum hv_form form;
    struct hv_place place;
    bool opened;
    bool joint_confirmed;
    bool more_time;
    bool sharing;
    enum hv_signal signal; /* from its table */
    const struct hv_board_seat *seats;
    uint8_t seat_count;
};

enum hv_step_state {
    HV_STEP_PLANNED = 1,
    HV_STEP_UNDER_WAY,
    HV_STEP_DONE,
    HV_STEP_SKIPPED
};

struct hv_board_step {
    uint16_t step;
    enum hv_step_kind kind;
    struct hv_bytes number; /* as printed; empty for an inserted one */
    struct hv_text title;   /* its own; empty where the exercise's definition has it */
    struct hv_id exercise;
    uint16_t minutes;
    enum hv_step_state state;
    uint8_t example_answers; /* of its example; 0: it has none */
};

struct hv_board_guest {
    uint16_t device;
    bool online;
};

struct hv_board_pane {
    bool meeting_open;
    uint8_t meeting;
    int64_t evening_ends_at;
    int64_t began_at; /* when its first step was started; 0 none was */
    int64_t step_started_at;
    uint16_t step; /* under way */
    uint32_t run;
    uint8_t stage;
    uint16_t notes;   /* lines that wait for a pick in the last closed round */
    uint16_t too_few; /* results of it that are "te weinig" */
    const struct hv_board_step *steps;
    uint8_t step_count;
    const struct hv_board_unit *units;
    uint8_t unit_count;
    const struct hv_board_guest *guests; /* who came first stands first */
    uint8_t guest_count;
    uint8_t example_shown; /* answers of the example of the step under way */
    bool paused;           /* everyone pauses */
    uint32_t only_author;  /* as in the unit pane */
    uint32_t nameless;
};

struct hv_pane {
    struct hv_pane_key key;
    union {
        struct hv_stage_pane stage;
        struct hv_wall_pane wall;
        struct hv_unit_pane unit;
        struct hv_seat_pane seat;
        struct hv_work_pane work;
        struct hv_board_pane board;
    };
};

/* Paged reads: asked, answered once, never pushed. */
enum hv_read_kind {
    HV_READ_OWN_WORK = 1, /* `number` is the seat; where it is unlocked */
    HV_READ_ANSWERS,      /* F, R, A and G answers of a run for facilitators, and S, P and J that
                             were widened, J by all of the unit. R where its author says so; A and J
                             without the seat */
    HV_READ_NOTES,  /* the lines of a run's closed rounds to pick from, without authors (G: with) */
    HV_READ_ROSTER, /* facilitators: units, seats, names, devices (never tokens) */
    HV_READ_CARDS,  /* facilitators: the cards of the steps */
    HV_READ_COUPLE_CARDS, /* facilitators: the card of each unit, with code and token */
    HV_READ_OUTBOX_KEY,  /* who reads the seat pane of `number`: one row with the key of its page */
    HV_READ_MEETINGS,    /* facilitators: the titles of the programme's meetings */
    HV_READ_SLIPS,       /* facilitators: the words of each seat, until they were used */
    HV_READ_PERSON = 10, /* facilitators: light, tags and note of the person in seat `number` */
    HV_READ_HISTORY = 12, /* as OWN_WORK, of the meetings before this one: what the course keeps.
                             The rows of a run come after one that has its definition and no seat */
    HV_READ_STATEMENT /* who reads the seat pane of `number`: one row, what is consented to now */
};

struct hv_read_key {
    enum hv_read_kind kind;
    uint32_t run;
    uint16_t number;
    uint32_t from; /* 0, or `next` of the page before */
    uint32_t most; /* rows a page, 1 … 64 */
};

struct hv_read_row {
    uint32_t run;
    uint16_t seat; /* 0: without author, or of the unit together */
    uint16_t unit;
    uint16_t device; /* roster */
    enum hv_role role;
    uint8_t field;
    uint16_t note;
    bool picked;
    enum hv_answer answer;
    bool widened;           /* OWN_WORK, HISTORY: own choice that facilitators may read it too */
    bool to_group;          /* OWN_WORK: of J, own choice that it may go to the group tonight */
    bool taken_back;        /* OWN_WORK, HISTORY: its author took it back from everybody else */
    struct hv_bytes packed; /* of a note from cards: the own card alone */
    struct hv_bytes name;
    struct hv_id exercise;
    const struct hv_exercise *card; /* HV_READ_CARDS */
    uint16_t step;
    struct hv_text say;
    struct hv_contra contra;   /* HV_READ_CARDS: all of the step's exercise */
    enum hv_light light;       /* HV_READ_PERSON, to the last line of it */
    uint16_t tags;             /* set of enum hv_tag */
    struct hv_bytes note_text; /* empty: there is none */
    uint32_t revision;         /* of the note */
    struct hv_text title;      /* HV_READ_MEETINGS */
    struct hv_bytes words;     /* HV_READ_SLIPS */
    struct hv_id card_id;      /* HV_READ_COUPLE_CARDS: what the card's token comes from */
    struct hv_bytes code;      /* HV_READ_COUPLE_CARDS */
    struct hv_key_scope scope; /* HV_READ_OUTBOX_KEY: of the key that `key` comes from */
    uint16_t meeting; /* HV_READ_HISTORY: its place among the meetings that were held, from 1 */
    const struct hv_exercise *definition; /* HV_READ_HISTORY */
    const struct hv_statement *statement; /* HV_READ_STATEMENT */
    /* HV_SECRET_SIZE bytes each, or NULL. The core knows no secrets: the host fills them in before
     * the page is encoded. */
    const uint8_t *token;
    const uint8_t *key;
};

#define HV_SECRET_SIZE 32

struct hv_read_page {
    struct hv_read_row *rows;
    uint32_t row_count;
    uint32_t next; /* `from` of the next page, more than it was of this one; 0: this was the last */
};

#endif
