/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A small evening for tests of the core: a programme of four exercises, couples with a table each,
 * and a group that is driven through decide and evolve. What happens is written as a transcript:
 * who, which command, and what comes of it.
 *
 *     const struct line lines[] = {
 *         { TABLE(1), UNLOCK(1), DONE },
 *         { TABLE(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
 *     };
 *     evening_play(&evening, lines, COUNT(lines));
 *
 * Nothing here fails by itself: an outcome that was not expected fails the test that runs, with the
 * line's number.
 */
#ifndef HV_TESTS_UNIT_EVENING_H
#define HV_TESTS_UNIT_EVENING_H

#include "core/group.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define BYTES(text)  ((struct hv_bytes){ (const uint8_t *)(text), sizeof(text) - 1 })

/* ---- The programme: meeting 0 has a step for each exercise and a break; meeting 1 has one step
 * ---- */

enum {
    REVEAL, /* exercises, and in meeting 0 the step REVEAL + 1 */
    TURNS,
    POLL,
    PLAIN,
    STEP_PLAIN = 4, /* id of the step that has an example, of EXAMPLE_ANSWERS answers */
    STEP_BREAK = 5, /* id of the break in meeting 0 */
    EXAMPLE_ANSWERS = 3
};

enum {            /* fields of REVEAL */
    REVEAL_P,     /* text, P, course, core */
    REVEAL_SCALE, /* scale 0–10, S, meeting */
    REVEAL_J,     /* text, J, course, core */
    REVEAL_A,     /* text, A, meeting */
    REVEAL_BAND,  /* scale 0–10, A */
    REVEAL_CARDS, /* cards, A, up to three with an own card */
    REVEAL_G,     /* list of two columns, G */
    REVEAL_OK,    /* consent, R */
    REVEAL_P2,    /* text, P, meeting */
    REVEAL_FIELDS
};
enum { /* stages of REVEAL; TURNS below */
    BRIEF,
    SOLO,
    OPEN,
    TALK,
    JOINT,
    SHARE,
    CLOSE
};

enum {           /* fields of TURNS */
    TURNS_P,     /* text, P, course, core, first round */
    TURNS_L,     /* text, P, meeting, second round, of the listener */
    TURNS_LIGHT, /* text, S, in the light form alone */
    TURNS_FIELDS
};
enum { /* stages: brief, solo, turns, reveal of the second round, close */
    TURNS_TURNS = 2,
    TURNS_OPEN,
    TURNS_CLOSE
};

enum { /* the exercise of the library: fields and stages of TURNS, with a match before its close,
          a quiz, and an answer for a light */
    LIBRARY_MATCH = TURNS_FIELDS, /* cards, P, course, up to two of five */
    LIBRARY_QUIZ,                 /* quiz, S, one of five; right is the third */
    LIBRARY_INTAKE,               /* text, F, until the light is set */
    LIBRARY_FIELDS,
    LIBRARY_OPEN = TURNS_CLOSE
};

enum {           /* fields of POLL */
    POLL_NOTE,   /* text, A */
    POLL_ONE,    /* choice of three, A */
    POLL_MANY,   /* choice of five, one, A */
    POLL_ME_TOO, /* second round: up to three lines of POLL_NOTE */
    POLL_FIELDS
};
enum { /* stages: brief, solo, share, talk of the group, solo, share, close */
    POLL_SHARE = 2,
    POLL_TALK,
    POLL_SOLO_2,
    POLL_SHARE_2
};

/* The programme, and an exercise of the library that it does not hold. Static. */
const struct hv_programme *evening_programme(void);
const struct hv_exercise *evening_library(void);

/* The programme's statement, as it was when the group was founded, and with another text since. */
const struct hv_statement *evening_new_statement(void);

/* ---- The group ---- */

#define FACILITATOR     1
#define CO_FACILITATOR  2
#define PROJECTOR       3
#define OBSERVER        4
#define TABLE(unit)     ((uint16_t)(4 + (unit)))                   /* up to six couples */
#define PEN(seat)       ((uint16_t)(4 + EVENING_COUPLES + (seat))) /* two a couple */
#define EVENING_COUPLES 6
#define EVENING_START   INT64_C(1800000000000)
#define EVENING_END     (EVENING_START + INT64_C(9) * 60 * 60 * 1000)

struct evening {
    struct hv_arena state;
    struct hv_arena turn; /* never reset: the records stay */
    struct hv_group *group;
    struct hv_record *records; /* the journal */
    uint32_t record_count;
    uint32_t record_room;
    struct hv_decision last;
    int64_t now;
    uint64_t commands; /* ids */
    uint64_t random;
};

/* An evening with six couples at their tables, pens for all, the four other roles; meeting 0 open,
 * all here, all consenting, seats locked. Nothing of it has started. */
void evening_begin(struct evening *evening);

/* Only founded: device 1. */
void evening_found(struct evening *evening);

void evening_end(struct evening *evening);

/* ---- Transcripts ---- */

#define DONE  0
#define AGAIN (-1) /* already done */
/* or the name of a refusal: REFUSED(STALE) */
#define REFUSED(name) HV_REFUSAL_##name

struct line {
    uint16_t device;
    struct hv_command command;
    int outcome;
};

void evening_play(struct evening *evening, const struct line *lines, size_t count);

/* One command, with an id of its own; DONE, AGAIN or a refusal. Time goes on by a second. Hashes
 * and codes of cards, lobby and arrivals that are zero come from the id, as the host makes them. */
int evening_do(struct evening *evening, uint16_t device, struct hv_command command);

/* As it stands, id, time and random bytes included. */
int evening_give(struct evening *evening, const struct hv_command *command);

/* How many answers to a field of run 1 the facilitators read. */
unsigned evening_answers_read(const struct evening *evening, uint8_t field);

/* A record that no command gives; its events stay valid as long as the evening. */
void evening_take(struct evening *evening, const struct hv_record *record);

/* The event of this type in the last record; NULL when there is none. */
const struct hv_event *evening_event(const struct evening *evening, enum hv_event_type type);

/* Whether a command has this number: some have none. */
bool evening_is_command(int type);

/* The same of an event. */
bool evening_is_event(int type);

/* Two numbers over everything that describe gives. */
struct fingerprint {
    uint64_t hash;
    uint64_t size;
};
struct fingerprint evening_fingerprint(const struct hv_group *group);

/* ---- Commands ---- */

#define COMMAND(name, ...) ((struct hv_command){ .type = HV_COMMAND_##name, __VA_ARGS__ })

/* What the host draws: the same for every seat. Whether it was typed comes with the command. */
#define NEW_WORDS                                                     \
    {                                                                 \
        .text = BYTES("molen paraplu"), .verifier = BYTES("argon2id") \
    }
#define ADD_UNIT(...)                                                                            \
    COMMAND(ADD_UNIT, .add_unit = { .names = { __VA_ARGS__ },                                    \
                                    .member_count = COUNT(((struct hv_bytes[]){ __VA_ARGS__ })), \
                                    .words = { NEW_WORDS, NEW_WORDS, NEW_WORDS, NEW_WORDS,       \
                                               NEW_WORDS, NEW_WORDS, NEW_WORDS, NEW_WORDS } })
#define OPEN_MEETING(m) \
    COMMAND(OPEN_MEETING, .open_meeting = { .meeting = (m), .evening_ends_at = EVENING_END })
#define OPEN_ASKING(m, asked) \
    COMMAND(                  \
        OPEN_MEETING,         \
        .open_meeting = { .meeting = (m), .evening_ends_at = EVENING_END, .statement = (asked) })
#define END_MEETING() COMMAND(END_MEETING, .now = 0)
#define PRESENCE(u, m) \
    COMMAND(MARK_PRESENCE, .mark_presence = { .unit = (u), .mark = HV_PRESENCE_##m })
#define ALONE(u, s)        \
    COMMAND(MARK_PRESENCE, \
            .mark_presence = { .unit = (u), .mark = HV_PRESENCE_ONE_PARTNER, .seat = (s) })
#define START(f, s) COMMAND(START_STEP, .start_step = { .from = (f), .step = (s) })
#define REPEAT(f, s, r) \
    COMMAND(START_STEP, .start_step = { .from = (f), .step = (s), .again = true, .run = (r) })
#define END_STEP(s, r) COMMAND(END_STEP, .end_step = { .step = (s), .run = (r) })
#define PUSH(f) \
    COMMAND(PUSH_EXERCISE, .insert_step = { .definition = evening_library(), .from = (f) })
#define SKIP(s, yes)    COMMAND(SKIP_STEP, .skip_step = { .step = (s), .skip = (yes) })
#define MOVE_STEP(s, a) COMMAND(MOVE_STEP, .move_step = { .step = (s), .after = (a) })
#define STAGE(r, f, t)  COMMAND(MOVE_STAGE, .move_stage = { .run = (r), .from = (f), .to = (t) })
#define FORM(r, u, f) \
    COMMAND(DEAL_FORM, .deal_form = { .run = (r), .unit = (u), .form = HV_FORM_##f })
#define SHARING(r, u, o) \
    COMMAND(SET_SHARING, .set_sharing = { .run = (r), .unit = (u), .open = (o) })
#define TIMER(a, m) COMMAND(SET_TIMER, .set_timer = { .action = HV_TIMER_##a, .minutes = (m) })
#define ANNOUNCE(t) COMMAND(ANNOUNCE, .announce = { .text = BYTES(t) })
#define PICK(r, f, n, p) \
    COMMAND(PICK_NOTE, .pick_note = { .run = (r), .field = (f), .note = (n), .pick = (p) })
#define EXAMPLE(r, e) COMMAND(PICK_EXAMPLE, .pick_example = { .run = (r), .example = (e) })
#define WRITE(r, f, t) \
    COMMAND(WRITE_WALL, .write_wall = { .run = (r), .field = (f), .text = BYTES(t) })
#define CLEAR_WALL() COMMAND(CLEAR_WALL, .now = 0)
#define HANDLE(u, s) COMMAND(HANDLE_REQUEST, .handle_request = { .unit = (u), .signal = (s) })
/* With the right words, which the host found out; with wrong ones; with none; with the ticket. */
#define UNLOCK(s) UNLOCK_WITH(s, RIGHT)
#define UNLOCK_WITH(s, p) \
    COMMAND(UNLOCK_SEAT, .unlock_seat = { .seat = (s), .proof = HV_PROOF_##p })
#define DEAL_WORDS(s) COMMAND(DEAL_WORDS, .deal_words = { .seat = (s), .words = NEW_WORDS })
#define LOCK(s)       COMMAND(LOCK_SEAT, .seat_choice = { .seat = (s) })
#define CONSENT_TO(v, s, y) \
    COMMAND(                \
        GIVE_CONSENT,       \
        .give_consent = { .seat = (s), .yes = (y), .statement = BYTES("samen"), .version = (v) })
#define CONSENT(s, y) CONSENT_TO(3, s, y)
#define SAVE_BYTES(r, s, f, v, b)                                  \
    COMMAND(SAVE_FIELD, .save_field = { .run = (r),                \
                                        .seat = (s),               \
                                        .field = (f),              \
                                        .revision = (v),           \
                                        .answer = HV_ANSWER_GIVEN, \
                                        .packed = (b) })
#define SAVE(r, s, f, v, t) SAVE_BYTES(r, s, f, v, BYTES(t))
#define ANSWER(r, s, f, v, a) \
    COMMAND(SAVE_FIELD,       \
            .save_field = {   \
                .run = (r), .seat = (s), .field = (f), .revision = (v), .answer = HV_ANSWER_##a })
#define ENVELOPE(r, s, o, w) \
    COMMAND(CLOSE_ENVELOPE,  \
            .close_envelope = { .run = (r), .seat = (s), .round = HV_ROUND_##o, .shows = (w) })
#define SIGNAL(r, s, o, w, g)                                          \
    COMMAND(CLOSE_ENVELOPE, .close_envelope = { .run = (r),            \
                                                .seat = (s),           \
                                                .round = HV_ROUND_##o, \
                                                .shows = (w),          \
                                                .signal = HV_SIGNAL_##g })
#define REOPEN(r, s, o) \
    COMMAND(REOPEN_ENVELOPE, .reopen_envelope = { .run = (r), .seat = (s), .round = HV_ROUND_##o })
#define TOGETHER(r, f) COMMAND(OPEN_TOGETHER, .move_unit = { .run = (r), .from = { (f), 0 } })
#define TOGETHER_FROM_TURN(r, f, n) \
    COMMAND(OPEN_TOGETHER, .move_unit = { .run = (r), .from = { (f), (n) } })
#define GO(r, f, t) \
    COMMAND(MOVE_UNIT, .move_unit = { .run = (r), .from = { (f), 0 }, .to = { (t), 0 } })
#define TURN(r, f, n, t, m) \
    COMMAND(MOVE_UNIT, .move_unit = { .run = (r), .from = { (f), (n) }, .to = { (t), (m) } })
#define JOINTLY(r, f, v, t)                                        \
    COMMAND(SAVE_JOINT, .save_field = { .run = (r),                \
                                        .field = (f),              \
                                        .revision = (v),           \
                                        .answer = HV_ANSWER_GIVEN, \
                                        .packed = BYTES(t) })
#define MARK(r, s, v, y) \
    COMMAND(MARK_JOINT, .mark_joint = { .run = (r), .seat = (s), .revision = (v), .set = (y) })
#define LOBBY(o)     COMMAND(SET_LOBBY, .set_lobby = { .open = (o) })
#define ARRIVE(r, u) COMMAND(ARRIVE, .arrive = { .role = HV_ROLE_##r, .unit = (u) })
#define PLACE(d, u)  COMMAND(PLACE_GUEST, .place_guest = { .device = (d), .unit = (u) })
#define NEW_CARD(u)  COMMAND(RENEW_CARD, .renew_card = { .unit = (u) })
#define SHOW(s, n)   COMMAND(SHOW_EXAMPLE, .show_example = { .step = (s), .count = (n) })
#define MORE_TIME()  COMMAND(ASK_MORE_TIME, .now = 0)
#define GIVE(g)      COMMAND(GIVE_SIGNAL, .give_signal = { HV_SIGNAL_##g })
#define PAUSE(o)     COMMAND(SET_PAUSE, .set_pause = { .on = (o) })
#define LEAVE()      COMMAND(LEAVE, .now = 0)
#define NARROW(r, f, v) \
    COMMAND(NARROW_FIELD, .narrow_field = { .run = (r), .field = (f), .to = HV_VISIBLE_##v })
#define TAKE_BACK(r, s, f) COMMAND(TAKE_BACK, .take_back = { (r), (s), (f), .discard = false })
#define DISCARD(r, s, f)   COMMAND(TAKE_BACK, .take_back = { (r), (s), (f), .discard = true })
#define LIGHT(s, l)        COMMAND(SET_LIGHT, .set_light = { .seat = (s), .light = HV_LIGHT_##l })
#define TAG(s, t, yes)     COMMAND(SET_TAG, .set_tag = { .seat = (s), .tag = HV_TAG_##t, .set = (yes) })
#define NOTE(s, r, t) \
    COMMAND(WRITE_NOTE, .write_note = { .seat = (s), .revision = (r), .text = BYTES(t) })
#define WIDEN(r, s, f, o)  COMMAND(WIDEN, .widen = { (r), (s), (f), (o), .to_group = false })
#define LET_GO(r, s, f, o) COMMAND(WIDEN, .widen = { (r), (s), (f), (o), .to_group = true })
#define SPLIT(s)           COMMAND(SPLIT, .seat_choice = { .seat = (s) })
#define BIT(field)         (UINT32_C(1) << (field))

#endif
