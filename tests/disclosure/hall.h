/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A hall for the tests of disclosure: one group of three couples with every kind of device, moved
 * only by commands through the real decide and evolve. A hall is repeatable: the same seed and the
 * same commands give the same group.
 *
 * The programme has one meeting of three steps: an exercise that couples open together (TOGETHER),
 * a break, and one in turns (TURNS).
 */
#ifndef HV_TESTS_DISCLOSURE_HALL_H
#define HV_TESTS_DISCLOSURE_HALL_H

#include "core/group.h"

/* The answers of the example that TOGETHER has, which the makers wrote. */
#define HALL_EXAMPLE_FIRST  "what somebody could answer first"
#define HALL_EXAMPLE_SECOND "what somebody could answer then"

/* What the card of TOGETHER has the facilitator say. */
#define HALL_GUIDE "what the facilitator says to begin with"

enum {
    HALL_UNITS = 3,
    HALL_SEATS = 6, /* two a unit; seat 1 and 2 are unit 1 */
    HALL_CANARY = 16
};

/* Steps of the agenda, by their ids. */
enum {
    HALL_STEP_TOGETHER = 1,
    HALL_STEP_BREAK,
    HALL_STEP_TURNS
};

/* Fields of both exercises; from JOINT on of TOGETHER alone. */
enum {
    HALL_PRIVATE,      /* S text */
    HALL_FACILITATORS, /* F text */
    HALL_SHARED,       /* P text, not in the short form */
    HALL_SHARED_CORE,  /* P text, in the short form too */
    HALL_JOINT,        /* J text. In TURNS: P text of the second round */
    HALL_LINE,         /* A text */
    HALL_NAMED,        /* G text */
    HALL_COUNT,        /* A scale 0 … 10 */
    HALL_GENTLE,       /* S text, in the light form alone */
    HALL_WIDER,        /* P text that may go to the group, not in the short form */
    HALL_FIELDS
};

/* Stages of TOGETHER, and of TURNS. */
enum {
    HALL_BRIEF,
    HALL_SOLO,
    HALL_REVEAL,
    HALL_TALK,
    HALL_JOINTLY,
    HALL_SHARE,
    HALL_CLOSE
};
enum {
    HALL_TURNS_SPEAK = 2,
    HALL_TURNS_REVEAL,
    HALL_TURNS_CLOSE
};

struct hall {
    struct hv_arena state;
    struct hv_arena turn; /* reset before each command */
    struct hv_group *group;
    uint64_t random;
    int64_t now;
    enum hv_refusal refusal; /* of the last command */
    uint32_t number;         /* its outcome */

    uint32_t kept_from_group; /* set of fields that nobody lets go to the group too */

    uint16_t facilitator, co_facilitator, projector, observer;
    uint16_t tables[HALL_UNITS];
    uint16_t pens[HALL_SEATS]; /* each of its own seat */
    uint16_t locked_pen;       /* a second pen of `author`, never unlocked */
    uint16_t removed_pen;      /* its first one, unlocked once and then removed */
    uint16_t unbound_pen;      /* came with the card of unit 1, and has no seat */
    uint16_t guest;            /* came with the walk-in code of the lobby, which is open */
};

/* The next number of a stream that `state` names. */
uint64_t hall_random(uint64_t *state);

/* Founds the group, adds units (aliases are names[seat - 1]) and devices, opens the meeting, marks
 * everyone as here, unlocks each seat on its pen and gives consent, opens the lobby. The two pens
 * that see nothing are those of seat `author`. */
void hall_open(struct hall *hall,
               uint64_t seed,
               uint16_t author,
               const struct hv_bytes names[HALL_SEATS]);
void hall_free(struct hall *hall);

/* What is asked of everyone; and the same with another text. */
const struct hv_statement *hall_statement(void);
const struct hv_statement *hall_new_statement(void);

/* A seat says yes to this one. */
void hall_consent(struct hall *hall, uint16_t seat, const struct hv_statement *statement);

/* Gives a command; id, time and random bytes are filled in, and from the id what the host makes of
 * it: hashes and codes of cards, of the lobby, of who arrives. */
enum hv_outcome hall_try(struct hall *hall, struct hv_command command);

/* The same; the test fails when it is refused. */
void hall_must(struct hall *hall, struct hv_command command);

/* ---- Commands that are given often; all must succeed ---- */
void hall_start(struct hall *hall, uint16_t from, uint16_t step, bool again);
void hall_move(struct hall *hall, uint8_t from, uint8_t to);
void hall_save(struct hall *hall,
               uint16_t seat,
               uint8_t field,
               enum hv_answer answer,
               struct hv_bytes packed);
void hall_close(struct hall *hall,
                uint16_t seat,
                enum hv_round round,
                uint32_t shows,
                enum hv_signal signal);
void hall_mark(struct hall *hall, uint16_t unit, enum hv_presence_mark mark, uint16_t seat);

/* Number of the run under way; 0 none. */
uint32_t hall_run(const struct hall *hall);

/* The device where a seat writes: its pen. */
uint16_t hall_pen(const struct hall *hall, uint16_t seat);
uint16_t hall_table(const struct hall *hall, uint16_t seat);

#endif
