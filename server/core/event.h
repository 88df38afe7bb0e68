/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Events: what happened in a group. One command gives one record: its cause and its events. Content
 * stands in parts (key_scope.h) that are sealed on their own; the rest of an event is structure.
 *
 * What the server concludes from content (a result, a confirmed joint value) is an event of its
 * own, written when it was concluded.
 */
#ifndef HV_CORE_EVENT_H
#define HV_CORE_EVENT_H

#include "core/command.h"
#include "core/key_scope.h"
#include "core/refusal.h"

enum hv_event_type {
    HV_EVENT_FOUNDED = 1,
    HV_EVENT_UNIT_ADDED,
    HV_EVENT_UNIT_REMOVED,
    HV_EVENT_SEAT_RENAMED,
    HV_EVENT_DEVICE_INVITED,
    HV_EVENT_DEVICE_REMOVED,
    HV_EVENT_MEETING_OPENED,
    HV_EVENT_MEETING_ENDED,
    HV_EVENT_PRESENCE_MARKED,
    HV_EVENT_STEP_STARTED,
    HV_EVENT_STEP_ENDED,
    HV_EVENT_RUN_OPENED,
    HV_EVENT_RUN_ENDED,
    HV_EVENT_STAGE_MOVED,
    HV_EVENT_UNIT_MOVED,
    HV_EVENT_STEP_INSERTED,
    HV_EVENT_STEP_SKIPPED,
    HV_EVENT_STEP_MOVED,
    HV_EVENT_FORM_DEALT,
    HV_EVENT_SHARING_SET,
    HV_EVENT_TIMER_SET,
    HV_EVENT_ANNOUNCED,
    HV_EVENT_ROUND_CLOSED,
    HV_EVENT_NOTE_PICKED,
    HV_EVENT_EXAMPLE_PICKED,
    HV_EVENT_WALL_WRITTEN,
    HV_EVENT_WALL_CLEARED,
    HV_EVENT_REQUEST_HANDLED,
    HV_EVENT_SEAT_UNLOCKED,
    HV_EVENT_SEAT_LOCKED,
    HV_EVENT_CONSENT_GIVEN,
    HV_EVENT_FIELD_SAVED,
    HV_EVENT_ENVELOPE_CLOSED,
    HV_EVENT_ENVELOPE_REOPENED,
    HV_EVENT_OPENED,
    HV_EVENT_JOINT_SAVED,
    HV_EVENT_JOINT_MARKED,
    HV_EVENT_JOINT_CONFIRMED,
    HV_EVENT_MORE_TIME_ASKED,
    HV_EVENT_KEYS_DESTROYED,
    HV_EVENT_MEETING_REOPENED, /* has nothing: the evening goes on where it ended */
    HV_EVENT_LOBBY_SET,
    HV_EVENT_DEVICE_PLACED,
    HV_EVENT_CARD_RENEWED,
    HV_EVENT_EXAMPLE_SHOWN,
    HV_EVENT_SIGNAL_GIVEN,
    HV_EVENT_PAUSED, /* has nothing: every seat is locked with it */
    HV_EVENT_RESUMED,
    HV_EVENT_FIELD_NARROWED,
    HV_EVENT_TAKEN_BACK,
    HV_EVENT_SPLIT,
    HV_EVENT_SEAT_TRIED,
    HV_EVENT_WORDS_DEALT,
    HV_EVENT_LIGHT_SET,
    HV_EVENT_TAG_SET,
    HV_EVENT_NOTE_WRITTEN,
    HV_EVENT_SCORED, /* always in the record of the envelope that it is of */
    HV_EVENT_WIDENED,
    HV_EVENT_CONSENT_ASKED,
    HV_EVENT_TYPE_END
};

/* One answer that an envelope carries as it closes or opens again, or one copy of a confirmed joint
 * value. */
struct hv_carried {
    uint8_t field;
    enum hv_answer answer;
    uint16_t seat; /* JOINT_CONFIRMED: under whose key this copy is; else the envelope's seat */
    struct hv_part part;
};

/* How an answer to a question of a quiz was. */
enum hv_score {
    HV_SCORE_NONE = 0, /* none was given, or the field is no question of a quiz */
    HV_SCORE_WRONG,
    HV_SCORE_RIGHT /* exactly the options that are */
};

/* A result of a closed round: at most three bands (design.md 5 rule 5). */
struct hv_result {
    uint8_t field;
    int16_t option; /* choice of several: this option (or line on the wall), bands are yes and no;
                       -1 otherwise: bands are thirds of a scale, or the options; of a quiz: wrong
                       and right */
    bool enough;    /* false: "te weinig"; counts are all zero and nothing of it leaves the board */
    uint8_t band_count;
    uint16_t counts[3];
};

/* A note of a closed round: its number is its place after shuffling, from 0. */
struct hv_note {
    uint8_t field;
    uint16_t seat; /* of a joint field: the first of its unit */
};

/* A couple's card, and what binds pens to the seats of the couple. Its id, which the token comes
 * from, is that of the record's cause. */
struct hv_new_card {
    uint8_t hash[HV_TOKEN_HASH_SIZE];
    uint8_t code[HV_CARD_CODE_SIZE];
    uint8_t pen_codes[HV_MEMBERS_MAX][HV_PEN_CODE_SIZE]; /* by member; zeros past the last */
};

/* The two words of a seat, as they are kept. */
struct hv_recorded_words {
    struct hv_bytes verifier;
    struct hv_part words; /* for the slip; always present */
};

struct hv_event {
    enum hv_event_type type;
    union {
        struct {
            const struct hv_programme *programme;
            uint8_t token_hash[HV_TOKEN_HASH_SIZE]; /* device 1, facilitator */
        } founded;
        struct {
            uint16_t unit;
            uint16_t first_seat;
            uint8_t member_count;
            struct hv_part names[HV_MEMBERS_MAX];
            struct hv_new_card card;
            struct hv_recorded_words words[HV_MEMBERS_MAX]; /* by member */
            uint8_t words_count;                            /* as member_count */
        } unit_added;
        struct {
            uint16_t unit;
        } unit_removed;
        struct {
            uint16_t seat;
            struct hv_part name;
        } seat_renamed;
        struct {
            uint16_t device;
            enum hv_role role;
            uint16_t unit, seat;
            uint8_t token_hash[HV_TOKEN_HASH_SIZE];
            bool by_card; /* it came with the unit's card */
        } device_invited;
        struct {
            uint16_t device;
        } device_removed;
        struct {
            uint8_t meeting;
            int64_t evening_ends_at;
        } meeting_opened; /* MEETING_ENDED has nothing; it closes the lobby, and guests and pens
                             without a seat leave */
        struct hv_mark_presence presence_marked;
        struct {
            uint16_t step;
        } step_started;
        struct {
            uint16_t step;
        } step_ended;
        struct {
            uint32_t run;
            uint16_t step;
        } run_opened;
        struct {
            uint32_t run;
        } run_ended;
        struct {
            uint32_t run;
            uint8_t to;
        } stage_moved;
        struct {
            uint32_t run;
            uint16_t unit;
            struct hv_place to;
        } unit_moved;
        struct {
            uint16_t step; /* the new id */
            uint16_t after;
            enum hv_step_kind kind;
            const struct hv_exercise *definition; /* or NULL */
            struct hv_bytes title;
            uint16_t minutes;
        } step_inserted;
        struct hv_skip_step step_skipped;
        struct hv_move_step step_moved;
        struct hv_deal_form form_dealt;
        struct hv_set_sharing sharing_set;
        struct {
            bool running;
            int64_t ends_at;      /* UTC ms, when running */
            int64_t remaining_ms; /* when paused; -1: no timer */
        } timer_set;
        struct {
            struct hv_part text; /* present false: taken away */
        } announced;
        struct {
            uint32_t run;
            uint8_t stage; /* whose gate opened */
            const struct hv_result *results;
            uint16_t result_count;
            const struct hv_note *notes; /* in shuffled order */
            uint16_t note_count;
        } round_closed;
        struct hv_pick_note note_picked;
        struct hv_pick_example example_picked;
        struct {
            uint32_t run;
            uint8_t field;
            struct hv_part text;
        } wall_written; /* WALL_CLEARED has nothing */
        struct hv_handle_request request_handled;
        struct {
            uint16_t seat;
            uint16_t device;
            uint8_t ticket_hash[HV_TOKEN_HASH_SIZE]; /* a new one; that of before, when it was
                                                        unlocked by its ticket */
        } seat_unlocked;
        struct {
            uint16_t seat;
            uint16_t device;
            bool keeps_ticket; /* a break or pause locked it on a pen */
        } seat_locked;
        struct {
            uint16_t seat;
            bool yes;
            struct hv_bytes statement;
            uint16_t version;
            uint8_t language;
            struct hv_id hash; /* of the text that was read: the statement's */
        } consent_given;
        struct {
            const struct hv_statement *statement; /* asked of everyone from then on */
        } consent_asked;
        struct {
            uint32_t run;
            uint16_t seat;
            uint8_t field;
            uint32_t revision;
            enum hv_answer answer;
            struct hv_part part;
        } field_saved;
        struct {
            uint32_t run;
            uint16_t seat;
            enum hv_round round;
            uint16_t generation;
            uint32_t shows;
            uint32_t to_group;
            struct hv_part
                signal; /* one byte, an enum hv_signal; always present, also when it is NOTHING */
            const struct hv_carried *values;
            uint8_t value_count;
        } envelope_closed;
        struct {
            uint32_t run;
            uint16_t seat;
            enum hv_round round;
            uint16_t generation;             /* the new one */
            const struct hv_carried *values; /* what it held, as drafts of the new generation */
            uint8_t value_count;
        } envelope_reopened;
        struct {
            uint32_t run;
            uint16_t seat;
            struct hv_part scores; /* an enum hv_score of one byte for each field of the exercise;
                                      always present */
        } scored;
        struct {
            uint32_t run;
            uint16_t unit;
            struct hv_place place; /* the gate */
            uint32_t fields; /* what both showed; a turn's: what its author showed. With `author` 0
                                both sides. Of a match none */
            uint16_t author;
            const struct hv_carried *matches; /* of a match: each of its fields once, with the
                                                 options that all of them chose; maybe none */
            uint8_t match_count;
        } opened;
        struct {
            uint32_t run;
            uint16_t unit;
            uint8_t field;
            uint32_t revision;
            enum hv_answer answer;
            struct hv_part part;
        } joint_saved;
        struct {
            uint32_t run;
            uint16_t unit;
            uint16_t seat;
            bool set;
        } joint_marked;
        struct {
            uint32_t run;
            uint16_t unit;
            const struct hv_carried *values;
            uint16_t value_count;
        } joint_confirmed;
        struct {
            uint16_t unit;
        } more_time_asked;
        struct {
            const struct hv_key_scope *scopes;
            uint16_t scope_count;
        } keys_destroyed;
        struct hv_set_lobby lobby_set; /* without code when it closes; guests leave when it opens */
        struct {
            uint16_t device;
            enum hv_role role; /* a guest's is TABLE now, a pen's stays */
            uint16_t unit, seat;
            uint8_t pen_code[HV_PEN_CODE_SIZE];     /* the seat's next one; zeros for a table */
            uint8_t token_hash[HV_TOKEN_HASH_SIZE]; /* of its new token */
        } device_placed;
        struct {
            uint16_t unit;
            struct hv_new_card card;
        } card_renewed;
        struct hv_show_example example_shown;
        struct hv_narrow_field field_narrowed;
        struct hv_widen widened;
        struct hv_take_back taken_back;
        struct {
            uint16_t seat;
        } split;
        struct {
            uint16_t seat;
        } seat_tried; /* with wrong words; the cause has the refusal */
        struct {
            uint16_t seat;
            struct hv_recorded_words words;
        } words_dealt;
        struct {
            uint16_t unit;
            uint16_t seat;         /* whose pen it came from; 0: the unit's table */
            struct hv_part signal; /* one byte, an enum hv_signal; always present */
        } signal_given;
        struct {
            uint16_t seat;
            struct hv_part light; /* one byte, an enum hv_light; always present */
        } light_set;
        struct {
            uint16_t seat;
            struct hv_part tags; /* all that the person has now; always present. hv_tags_pack */
        } tag_set;
        struct {
            uint16_t seat;
            uint32_t revision;
            struct hv_part text; /* present false: taken away */
        } note_written;
    };
};

/* Who did it. */
struct hv_cause {
    enum hv_command_type type;
    struct hv_id id;
    uint16_t device;
    int64_t at;       /* UTC ms */
    uint32_t outcome; /* the number that the reply carries: new unit, device, step, run; 0 none */
    enum hv_refusal refusal; /* that the reply carries all the same: WORDS, of a wrong try */
};

struct hv_record {
    struct hv_cause cause;
    const struct hv_event *events;
    uint32_t event_count;
};

#endif
