/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Non-interference: two histories that differ only in a secret of one author are the same history
 * for everyone who is not entitled to it. Both are random and go step by step; after each step
 * every pane and read is compared, and so is every refusal.
 *
 * HV_TEST_SEED repeats a run; HV_TEST_FULL makes it longer.
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/group_state.h"
#include "hall.h"
#include "wire.h"

enum secret {
    SECRET_TEXT,    /* what the author wrote, and how much */
    SECRET_ANSWER,  /* given, said aloud or skipped */
    SECRET_EMPTY,   /* written, or never touched */
    SECRET_SHOWN,   /* shown or kept, of a field that the partner keeps */
    SECRET_SIGNAL,  /* the last line of the envelope, and what a page said */
    SECRET_SAID,    /* that a page said anything at all */
    SECRET_CONSENT, /* given, or withdrawn by one who shows nothing */
    SECRET_TAKEN,   /* shown and taken back before anything opened, or kept */
    SECRET_SPLIT,   /* no longer sharing with the partner, or keeping what would open */
    SECRETS
};

struct pair {
    struct hall halls[2];
    uint64_t random; /* of what both have in common */
    enum secret secret;
    uint8_t field; /* the secret one */
    uint16_t author;
    unsigned told;     /* times that the secret went in */
    unsigned differed; /* times that the author's own pages were different */
    unsigned opened;   /* steps after which the author's unit had something opened */
    unsigned bound;    /* pens that took the place of another */
};

static unsigned pick(struct pair *pair, unsigned count)
{
    return (unsigned)(hall_random(&pair->random) % count);
}

/* ---- Looking ---- */

static bool same(struct wire a, struct wire b)
{
    bool equal = wire_equal(&a, &b);

    wire_free(&a);
    wire_free(&b);
    return equal;
}

/* Whether this pane may tell the secret, because of who reads it. */
static bool entitled_pane(const struct pair *pair, struct hv_pane_key key)
{
    if (key.kind == HV_PANE_BOARD) {
        return pair->secret == SECRET_SIGNAL || pair->secret == SECRET_SAID ||
               pair->secret == SECRET_EMPTY || pair->secret == SECRET_CONSENT ||
               pair->secret == SECRET_SPLIT;
    }
    return (key.kind == HV_PANE_SEAT || key.kind == HV_PANE_WORK) && key.number == pair->author;
}

static bool entitled_read(const struct pair *pair, struct hv_read_key key)
{
    if (key.kind == HV_READ_OWN_WORK) {
        return key.number == pair->author;
    }
    return key.kind == HV_READ_ANSWERS &&
           (pair->secret == SECRET_CONSENT ||
            (pair->field == HALL_FACILITATORS && pair->secret != SECRET_SIGNAL &&
             pair->secret != SECRET_SAID && pair->secret != SECRET_SPLIT));
}

static void compare_panes(struct pair *pair)
{
    for (unsigned kind = HV_PANE_STAGE; kind <= HV_PANE_BOARD; kind++) {
        for (uint16_t number = 0; number <= HALL_SEATS; number++) {
            struct hv_pane_key key = { (enum hv_pane_kind)kind, number };
            bool equal = same(wire_of_pane(pair->halls[0].group, key),
                              wire_of_pane(pair->halls[1].group, key));

            if (entitled_pane(pair, key)) {
                pair->differed += !equal;
            } else if (!equal) {
                fail_msg("pane %u of %u tells the secret", kind, (unsigned)number);
            }
        }
    }
}

static void compare_read(struct pair *pair, uint16_t device, struct hv_read_key key)
{
    bool equal = same(wire_of_page(pair->halls[0].group, device, key),
                      wire_of_page(pair->halls[1].group, device, key));

    if (!equal && !entitled_read(pair, key)) {
        fail_msg("read %d tells the secret", (int)key.kind);
    }
}

static void compare_reads(struct pair *pair)
{
    const struct hall *hall = &pair->halls[0];

    for (unsigned kind = HV_READ_OWN_WORK; kind <= HV_READ_MEETINGS; kind++) {
        struct hv_read_key key = { .kind = (enum hv_read_kind)kind, .most = 64 };
        key.run = 1 + pick(pair, hall_run(hall) + 1);
        for (key.number = 1; key.number <= HALL_SEATS; key.number++) {
            if (kind == HV_READ_OWN_WORK || kind == HV_READ_OUTBOX_KEY) {
                compare_read(pair, hall_pen(hall, key.number), key);
                compare_read(pair, hall_table(hall, key.number), key);
            }
        }
        compare_read(pair, hall->facilitator, key);
    }
}

/* What a device gets before any pane. */
static struct wire coming_of(const struct hall *hall, uint16_t device)
{
    struct wire bytes = { 0 };

    wire_add_welcome(&bytes, hall->group, device);
    if (device == hall->facilitator) { /* the same for all */
        wire_add_definitions(&bytes, hall->group, device);
    }
    return bytes;
}

static void compare_readers(const struct pair *pair)
{
    uint16_t count = hv_group_device_count(pair->halls[0].group);

    assert_int_equal(count, hv_group_device_count(pair->halls[1].group));
    for (uint16_t device = 0; device <= count; device++) {
        struct hv_pane_key keys[2][HV_PANES_MAX];
        uint32_t left = hv_group_panes(pair->halls[0].group, device, keys[0]);
        uint32_t right = hv_group_panes(pair->halls[1].group, device, keys[1]);

        assert_int_equal(left, right);
        for (uint32_t i = 0; i < left; i++) {
            assert_int_equal(keys[0][i].kind, keys[1][i].kind);
            assert_int_equal(keys[0][i].number, keys[1][i].number);
        }
        assert_true(same(coming_of(&pair->halls[0], device), coming_of(&pair->halls[1], device)));
    }
}

/* What is safe to take from a pane when its arena is gone: numbers. All zero when it is not there.
 */
static struct hv_pane pane_in(const struct hall *hall, enum hv_pane_kind kind, uint16_t number)
{
    struct hv_arena arena;
    struct hv_pane pane;

    memset(&pane, 0, sizeof pane);
    hv_arena_init(&arena, 1u << 20);
    (void)hv_group_view(hall->group, NULL, (struct hv_pane_key){ kind, number }, &arena, &pane);
    hv_arena_free(&arena);
    return pane;
}

/* ---- Doing ---- */

/* The two halls draw the same and stand at the same time, whatever the secret was. */
static void keep_pace(struct pair *pair)
{
    pair->halls[1].random = pair->halls[0].random;
    pair->halls[1].now = pair->halls[0].now;
}

static void both(struct pair *pair, struct hv_command command)
{
    enum hv_outcome left = hall_try(&pair->halls[0], command);
    enum hv_outcome right = hall_try(&pair->halls[1], command);

    assert_int_equal(left, right);
    assert_int_equal(pair->halls[0].refusal, pair->halls[1].refusal);
    assert_int_equal(pair->halls[0].number, pair->halls[1].number);
    keep_pace(pair);
}

/* The author does one thing in one history and another, or nothing, in the other. */
static void
secretly(struct pair *pair, struct hv_command left, struct hv_command right, bool only_left)
{
    enum hv_outcome outcome = hall_try(&pair->halls[0], left);

    if (!only_left) {
        assert_int_equal(outcome, hall_try(&pair->halls[1], right));
        assert_int_equal(pair->halls[0].refusal, pair->halls[1].refusal);
    }
    pair->told += outcome == HV_DECIDED;
    keep_pace(pair);
}

/* Consent given in one history, withdrawn in the other: its owner may tell from what comes of it.
 */
static void each(struct pair *pair, struct hv_command command, bool gives)
{
    if (gives) {
        pair->told += hall_try(&pair->halls[0], command) == HV_DECIDED;
        (void)hall_try(&pair->halls[1], command);
        keep_pace(pair);
    }
}

static uint16_t any_seat(struct pair *pair)
{
    /* The author's own unit has most of the attention. */
    return (uint16_t)(1 + (pick(pair, 4) != 0 ? pick(pair, 2) : pick(pair, HALL_SEATS)));
}

/* Where the seat writes now. Mostly it is unlocked first when it is locked. */
static uint16_t seats_device(struct pair *pair, uint16_t seat)
{
    const struct hall *hall = &pair->halls[0];
    const struct hv_pane_key key = { HV_PANE_SEAT, seat };

    if (hv_group_readers(hall->group, key, hall_table(hall, seat))) {
        return hall_table(hall, seat);
    }
    if (!hv_group_readers(hall->group, key, hall_pen(hall, seat)) && pick(pair, 8) != 0) {
        both(pair, (struct hv_command){ .type = HV_COMMAND_UNLOCK_SEAT,
                                        .device = hall_pen(hall, seat),
                                        .unlock_seat.seat = seat });
    }
    return hall_pen(hall, seat);
}

static void write(struct pair *pair)
{
    static const char words[] = "words that someone could have written here, now and then";
    static const enum hv_answer otherwise[] = { HV_ANSWER_ALOUD, HV_ANSWER_SKIPPED };
    uint16_t seat = any_seat(pair);
    uint8_t field = (uint8_t)pick(pair, HALL_FIELDS);
    uint8_t number = (uint8_t)pick(pair, 11);

    if (pick(pair, 4) == 0) {
        seat = pair->author;
        field = pair->field;
    }
    struct hv_command command = { .type = HV_COMMAND_SAVE_FIELD,
                                  .device = seats_device(pair, seat),
                                  .save_field = {
                                      .run = hall_run(&pair->halls[0]),
                                      .seat = seat,
                                      .field = field,
                                      .answer = HV_ANSWER_GIVEN,
                                      .packed = { (const uint8_t *)words, 1 + pick(pair, 50) } } };

    command.save_field.revision = (uint32_t)(pair->halls[0].now / 1000);
    if (field == HALL_COUNT) {
        command.save_field.packed = (struct hv_bytes){ &number, 1 };
    }
    if (seat == pair->author && pair->secret == SECRET_CONSENT) {
        /* What is counted is released; whether one more counts is no secret of this test. */
        each(pair, command, field != HALL_COUNT);
        return;
    }
    if (seat != pair->author || field != pair->field || pair->secret > SECRET_EMPTY) {
        both(pair, command);
        return;
    }
    struct hv_command other = command;
    if (pair->secret == SECRET_ANSWER) {
        other.save_field.answer = otherwise[pick(pair, 2)];
        other.save_field.packed = (struct hv_bytes){ 0 };
    } else {
        other.save_field.packed = hv_bytes_from_text("something else altogether, and longer than "
                                                     "what anyone else ever writes in this test");
    }
    secretly(pair, command, other, pair->secret == SECRET_EMPTY);
}

/* Closed in both; in one of them the author shows more, and it comes to the same. */
static void close_secretly(struct pair *pair, struct hv_command command, uint32_t secret)
{
    const uint32_t opens =
        1u << HALL_SHARED | 1u << HALL_SHARED_CORE | 1u << HALL_WIDER | 1u << HALL_JOINT;
    struct hv_command other = command;

    if (pair->secret == SECRET_SPLIT) {
        /* What goes to the group is the author's choice, also after a split. */
        command.close_envelope.to_group = other.close_envelope.to_group = 0;
        other.close_envelope.shows &= ~opens;
        secretly(pair, command, other, false);
        return;
    }
    struct hv_command back = { .type = HV_COMMAND_TAKE_BACK, .device = command.device };

    other.close_envelope.shows |= secret;
    secretly(pair, other, command, false);
    back.take_back = (struct hv_take_back){ command.close_envelope.run, pair->author, secret,
                                            pick(pair, 2) != 0 };
    secretly(pair, back, back, true);
}

static void close(struct pair *pair)
{
    uint16_t seat = any_seat(pair);
    bool second = pick(pair, 5) == 0;
    uint32_t secret = 1u << pair->field;
    struct hv_command command = { .type = HV_COMMAND_CLOSE_ENVELOPE,
                                  .device = seats_device(pair, seat) };

    command.close_envelope.run = hall_run(&pair->halls[0]);
    command.close_envelope.seat = seat;
    command.close_envelope.round = second ? HV_ROUND_SECOND : HV_ROUND_FIRST;
    command.close_envelope.shows = pick(pair, 3) == 0 ? 0 : (uint32_t)hall_random(&pair->random);
    command.close_envelope.to_group = (uint32_t)hall_random(&pair->random);
    command.close_envelope.shows &=
        second ? 1u << HALL_JOINT : ((1u << HALL_FIELDS) - 1) & ~(1u << HALL_JOINT);
    command.close_envelope.signal = (enum hv_signal)pick(pair, 3);
    /* What is secret is kept; where the choice itself is the secret, the partner keeps. */
    if (seat == pair->author || (seat <= 2 && pair->secret == SECRET_SHOWN)) {
        command.close_envelope.shows &= pair->secret == SECRET_CONSENT ? 0 : ~secret;
    }
    if (seat == pair->author &&
        (pair->secret == SECRET_SPLIT || (pair->secret == SECRET_TAKEN && !second))) {
        close_secretly(pair, command, secret);
        return;
    }
    if (seat != pair->author || second ||
        (pair->secret != SECRET_SHOWN && pair->secret != SECRET_SIGNAL)) {
        both(pair, command);
        return;
    }
    struct hv_command other = command;
    if (pair->secret == SECRET_SHOWN) {
        other.close_envelope.shows |= secret;
    } else {
        other.close_envelope.signal = (enum hv_signal)((command.close_envelope.signal + 1) % 3);
    }
    secretly(pair, command, other, false);
}

static void move_unit(struct pair *pair, enum hv_command_type type)
{
    uint16_t seat = any_seat(pair);
    struct hv_place from =
        pane_in(&pair->halls[0], HV_PANE_UNIT, (uint16_t)((seat + 1) / 2)).unit.place;
    struct hv_place to = from;

    if (pick(pair, 5) == 0) {
        to.stage = (uint8_t)pick(pair, 5);
        to.turn = (uint8_t)pick(pair, 3);
    } else if (from.turn == 1) {
        to.turn = 2;
    } else {
        to.stage++;
        to.turn = 0;
    }
    struct hv_command command = { .type = type,
                                  .device = hall_table(&pair->halls[0], seat),
                                  .move_unit = { hall_run(&pair->halls[0]), from, to } };
    both(pair, command);
    command.move_unit.to.turn = 1;
    both(pair, command);
}

static void reopen(struct pair *pair)
{
    uint16_t seat = any_seat(pair);

    both(pair, (struct hv_command){
                   .type = HV_COMMAND_REOPEN_ENVELOPE,
                   .device = seats_device(pair, seat),
                   .reopen_envelope = { .run = hall_run(&pair->halls[0]), .seat = seat } });
}

static void joint(struct pair *pair)
{
    uint16_t seat = any_seat(pair);
    struct hv_command command = { .type = HV_COMMAND_SAVE_JOINT,
                                  .device = hall_table(&pair->halls[0], seat) };

    if (pick(pair, 2) == 0) {
        command.save_field.run = hall_run(&pair->halls[0]);
        command.save_field.field = HALL_JOINT;
        command.save_field.revision = (uint32_t)(pair->halls[0].now / 1000);
        command.save_field.answer = HV_ANSWER_GIVEN;
        command.save_field.packed = hv_bytes_from_text("together");
    } else {
        command.type = HV_COMMAND_MARK_JOINT;
        command.mark_joint =
            (struct hv_mark_joint){ hall_run(&pair->halls[0]), seat, 1 + pick(pair, 3), true };
    }
    /* The author's own pen is told why it may not. */
    if (pick(pair, 2) == 0 && (pair->secret != SECRET_CONSENT || seat != pair->author)) {
        command.device = hall_pen(&pair->halls[0], seat);
    }
    both(pair, command);
}

/* From the author's pen, or the table that the author may sit at. */
static void say(struct pair *pair)
{
    uint16_t seat = any_seat(pair);
    bool at_table = pick(pair, 2) == 0;
    bool secret = seat == pair->author || (at_table && seat <= 2);
    struct hv_command command = { .type = HV_COMMAND_GIVE_SIGNAL,
                                  .device = at_table ? hall_table(&pair->halls[0], seat)
                                                     : hall_pen(&pair->halls[0], seat),
                                  .give_signal = { (enum hv_signal)pick(pair, 3) } };
    struct hv_command other = command;

    other.give_signal.signal = (enum hv_signal)((command.give_signal.signal + 1) % 3);
    if (secret && (pair->secret == SECRET_SIGNAL || pair->secret == SECRET_SAID)) {
        secretly(pair, command, other, pair->secret == SECRET_SAID);
    } else {
        both(pair, command);
    }
}

static void seat_moves(struct pair *pair)
{
    uint16_t seat = any_seat(pair);
    struct hv_command command = { .device = seats_device(pair, seat) };

    switch (pick(pair, 12)) {
    case 8:
    case 9:
    case 10:
        say(pair);
        return;
    case 11:
        command.type = HV_COMMAND_TAKE_BACK;
        command.take_back =
            (struct hv_take_back){ hall_run(&pair->halls[0]), seat, 1u << pick(pair, HALL_FIELDS),
                                   pick(pair, 2) != 0 };
        break;
    case 0:
        command.type = HV_COMMAND_LOCK_SEAT;
        command.seat_choice.seat = seat;
        break;
    case 1:
        command.type = HV_COMMAND_ASK_MORE_TIME;
        break;
    case 2:
        command.type = HV_COMMAND_GIVE_CONSENT;
        command.give_consent =
            (struct hv_give_consent){ seat, pick(pair, 4) != 0, hv_bytes_from_text("participation"),
                                      1, 0 };
        if (pair->secret == SECRET_CONSENT && seat <= 2) {
            return;
        }
        break;
    default:
        command.type = HV_COMMAND_UNLOCK_SEAT;
        command.unlock_seat.seat = seat;
        break;
    }
    both(pair, command);
}

static void start_step(struct pair *pair)
{
    static const uint16_t steps[] = { HALL_STEP_TOGETHER, HALL_STEP_TURNS, HALL_STEP_TOGETHER,
                                      HALL_STEP_TURNS, HALL_STEP_BREAK };
    uint16_t step = steps[pick(pair, 5)];

    if (pair->secret == SECRET_SHOWN && step == HALL_STEP_TURNS) {
        step = HALL_STEP_TOGETHER; /* in turns it does not take two to show */
    }
    both(pair, (struct hv_command){
                   .type = HV_COMMAND_START_STEP,
                   .device = pair->halls[0].facilitator,
                   .start_step = { .from = pane_in(&pair->halls[0], HV_PANE_BOARD, 0).board.step,
                                   .step = step,
                                   .again = true,
                                   .run = hall_run(&pair->halls[0]) } });
}

static void move_stage(struct pair *pair, uint8_t to)
{
    struct hv_stage_pane stage = pane_in(&pair->halls[0], HV_PANE_STAGE, 0).stage;

    both(pair, (struct hv_command){ .type = HV_COMMAND_MOVE_STAGE,
                                    .device = pair->halls[0].facilitator,
                                    .move_stage = { stage.run, stage.stage, to } });
}

static void move_group(struct pair *pair)
{
    static const uint8_t stages[] = { HALL_BRIEF, HALL_SHARE, HALL_SHARE, HALL_TURNS_CLOSE };

    if (pick(pair, 3) == 0) {
        start_step(pair);
    } else {
        move_stage(pair, stages[pick(pair, 4)]);
    }
}

/* Left to chance alone a hall would mostly stand still: no meeting, nothing under way, nobody
 * there. */
static void tend(struct pair *pair)
{
    const struct hall *hall = &pair->halls[0];
    struct hv_stage_pane stage = pane_in(hall, HV_PANE_STAGE, 0).stage;

    if (!stage.meeting_open) {
        both(pair, (struct hv_command){ .type = HV_COMMAND_OPEN_MEETING,
                                        .device = hall->facilitator,
                                        .open_meeting.evening_ends_at = (int64_t)1 << 40 });
    } else if (pane_in(hall, HV_PANE_BOARD, 0).board.paused) {
        both(pair,
             (struct hv_command){ .type = HV_COMMAND_SET_PAUSE, .device = hall->facilitator });
    } else if (stage.run == 0) {
        start_step(pair);
    } else if (stage.stage == HALL_BRIEF) {
        move_stage(pair, HALL_SOLO);
    } else if (!pane_in(hall, HV_PANE_UNIT, 1).unit.admitted) {
        both(pair, (struct hv_command){ .type = HV_COMMAND_MARK_PRESENCE,
                                        .device = hall->facilitator,
                                        .mark_presence = { .unit = 1, .mark = HV_PRESENCE_HERE } });
    }
}

/* ---- Getting in ---- */

/* A seat gets another pen: the one that it had goes, one comes with the couple's card, and is
 * bound by the code that the table shows then. */
static void replace_pen(struct pair *pair)
{
    struct hall *hall = &pair->halls[0];
    uint16_t seat = any_seat(pair);
    struct hv_command bind = { .type = HV_COMMAND_BIND_PEN };

    both(pair, (struct hv_command){
                   .type = HV_COMMAND_ARRIVE,
                   .arrive = { .role = HV_ROLE_PEN, .unit = (uint16_t)((seat + 1) / 2) } });
    if (hall->refusal != HV_REFUSAL_NONE) {
        return;
    }
    bind.device = (uint16_t)hall->number;
    for (uint16_t i = 1; i < bind.device; i++) {
        if (hv_find_device(hall->group, i)->seat == seat) {
            both(pair, (struct hv_command){ .type = HV_COMMAND_REMOVE_DEVICE,
                                            .device = hall->facilitator,
                                            .remove_device.device = i });
        }
    }
    memcpy(bind.bind_pen.code, hv_find_seat(hall->group, seat)->pen_code, HV_PEN_CODE_SIZE);
    both(pair, bind);
    assert_int_equal(hall->refusal, HV_REFUSAL_NONE);
    pair->halls[0].pens[seat - 1] = pair->halls[1].pens[seat - 1] = bind.device;
    pair->bound++;
}

static void let_in(struct pair *pair)
{
    struct hv_command command = { .device = pair->halls[0].facilitator };

    switch (pick(pair, 6)) {
    case 0:
        command.type = HV_COMMAND_SET_LOBBY;
        command.set_lobby.open = pick(pair, 3) != 0;
        break;
    case 1:
        command.type = HV_COMMAND_ARRIVE;
        command.arrive.role = HV_ROLE_GUEST;
        command.device = 0;
        break;
    case 2:
        command.type = HV_COMMAND_PLACE_GUEST;
        command.place_guest.device =
            (uint16_t)(1 + pick(pair, hv_group_device_count(pair->halls[0].group)));
        command.place_guest.unit = (uint16_t)(1 + pick(pair, HALL_UNITS));
        break;
    case 3:
        command.type = HV_COMMAND_RENEW_CARD;
        command.renew_card.unit = (uint16_t)(1 + pick(pair, HALL_UNITS));
        break;
    case 4:
        command.type = HV_COMMAND_SHOW_EXAMPLE;
        command.show_example =
            (struct hv_show_example){ HALL_STEP_TOGETHER, (uint8_t)pick(pair, 3) };
        break;
    default:
        replace_pen(pair);
        return;
    }
    both(pair, command);
}

static void facilitate(struct pair *pair)
{
    struct hv_command command = { .device = pair->halls[0].facilitator };
    uint16_t unit = (uint16_t)(1 + pick(pair, HALL_UNITS));

    switch (pick(pair, 10)) {
    case 8:
        command.type = HV_COMMAND_SET_PAUSE;
        command.set_pause.on = true;
        break;
    case 0:
        command.type = HV_COMMAND_MARK_PRESENCE;
        command.mark_presence.unit = unit;
        command.mark_presence.mark =
            pick(pair, 3) != 0 ? HV_PRESENCE_HERE : (enum hv_presence_mark)(1 + pick(pair, 5));
        command.mark_presence.seat = (uint16_t)(2u * unit - pick(pair, 2));
        break;
    case 1:
        command.type = HV_COMMAND_DEAL_FORM;
        command.deal_form = (struct hv_deal_form){ hall_run(&pair->halls[0]), unit,
                                                   (enum hv_form)(1 + pick(pair, 3)) };
        break;
    case 2:
        command.type = HV_COMMAND_SET_SHARING;
        command.set_sharing =
            (struct hv_set_sharing){ hall_run(&pair->halls[0]), (uint16_t)pick(pair, 4),
                                     pick(pair, 3) != 0 };
        break;
    case 3:
        command.type = HV_COMMAND_PICK_NOTE;
        command.pick_note =
            (struct hv_pick_note){ hall_run(&pair->halls[0]), (uint8_t)(HALL_LINE + pick(pair, 2)),
                                   (uint16_t)pick(pair, 6), pick(pair, 4) != 0 };
        break;
    case 4:
        command.type = HV_COMMAND_HANDLE_REQUEST;
        command.handle_request = (struct hv_handle_request){ unit, pick(pair, 2) != 0 };
        break;
    case 5:
        command.type = HV_COMMAND_SET_TIMER;
        command.set_timer = (struct hv_set_timer){ (enum hv_timer_action)(1 + pick(pair, 5)), 5 };
        break;
    case 6:
        command.type = pick(pair, 6) == 0 ? HV_COMMAND_CLEAR_WALL : HV_COMMAND_ANNOUNCE;
        command.announce.text = hv_bytes_from_text("all together again at nine");
        break;
    case 7:
        command.type = pick(pair, 8) == 0 ? HV_COMMAND_SPLIT : HV_COMMAND_NARROW_FIELD;
        if (command.type == HV_COMMAND_SPLIT) {
            command.seat_choice.seat = (uint16_t)(3 + pick(pair, HALL_SEATS - 2));
        } else {
            command.narrow_field =
                (struct hv_narrow_field){ hall_run(&pair->halls[0]),
                                          (uint8_t)pick(pair, HALL_FIELDS), HV_VISIBLE_SELF };
        }
        break;
    default:
        command.type = pick(pair, 6) == 0 ? HV_COMMAND_END_MEETING : HV_COMMAND_ASK_MORE_TIME;
        break;
    }
    both(pair, command);
}

static void step(struct pair *pair)
{
    unsigned choice = pick(pair, 100);

    if (pick(pair, 2) == 0) {
        tend(pair);
    }
    if (choice < 35) {
        write(pair);
    } else if (choice < 55) {
        close(pair);
    } else if (choice < 65) {
        move_unit(pair, HV_COMMAND_OPEN_TOGETHER);
    } else if (choice < 73) {
        move_unit(pair, HV_COMMAND_MOVE_UNIT);
    } else if (choice < 77) {
        reopen(pair);
    } else if (choice < 81) {
        joint(pair);
    } else if (choice < 88) {
        seat_moves(pair);
    } else if (choice < 93) {
        move_group(pair);
    } else if (choice < 95) {
        let_in(pair);
    } else {
        facilitate(pair);
    }
}

/* ---- Histories ---- */

static bool unit_has_opened(const struct hall *hall)
{
    struct hv_arena arena;
    struct hv_pane pane;
    bool shown = false;

    hv_arena_init(&arena, 1u << 20);
    if (hv_group_view(hall->group, NULL, (struct hv_pane_key){ HV_PANE_UNIT, 1 }, &arena, &pane) ==
        HV_OK) {
        for (uint32_t i = 0; i < pane.unit.opened_count; i++) {
            shown = shown || pane.unit.opened[i].shown;
        }
    }
    hv_arena_free(&arena);
    return shown;
}

static void begin(struct pair *pair, uint64_t seed, enum secret secret)
{
    static const uint8_t fields[] = { HALL_PRIVATE, HALL_FACILITATORS, HALL_SHARED, HALL_LINE,
                                      HALL_NAMED };
    struct hv_bytes names[HALL_SEATS];

    memset(pair, 0, sizeof *pair);
    pair->random = seed;
    pair->secret = secret;
    pair->author = (uint16_t)(1 + pick(pair, 2));
    pair->field = secret == SECRET_SHOWN ? (uint8_t)HALL_SHARED : fields[pick(pair, 5)];
    for (size_t i = 0; i < HALL_SEATS; i++) {
        names[i] = hv_bytes_from_text("someone");
    }
    for (size_t i = 0; i < 2; i++) {
        hall_open(&pair->halls[i], seed, pair->author, names);
        hall_start(&pair->halls[i], 0, HALL_STEP_TOGETHER, false);
        hall_move(&pair->halls[i], HALL_BRIEF, HALL_SOLO);
    }
    if (secret == SECRET_SPLIT) {
        hall_must(&pair->halls[0], (struct hv_command){ .type = HV_COMMAND_SPLIT,
                                                        .device = pair->halls[0].facilitator,
                                                        .seat_choice.seat = pair->author });
        pair->halls[1].random = pair->halls[0].random;
        pair->halls[1].now = pair->halls[0].now;
    }
    if (secret == SECRET_CONSENT) {
        hall_must(
            &pair->halls[1],
            (struct hv_command){ .type = HV_COMMAND_GIVE_CONSENT,
                                 .device = hall_pen(&pair->halls[1], pair->author),
                                 .give_consent = { .seat = pair->author,
                                                   .statement = hv_bytes_from_text("participation"),
                                                   .version = 1 } });
        pair->halls[0].random = pair->halls[1].random; /* that id was used */
        pair->halls[0].now = pair->halls[1].now;
    }
}

static void only_who_is_entitled_can_tell(void **state)
{
    const char *wanted = getenv("HV_TEST_SEED");
    uint64_t seed = wanted != NULL ? strtoull(wanted, NULL, 0) : 20261120;
    unsigned histories = getenv("HV_TEST_FULL") != NULL ? 5000 : 120;
    unsigned told = 0, differed = 0, opened = 0, bound = 0;
    static struct pair pair;

    (void)state;
    for (unsigned i = 0; i < histories; i++) {
        print_message("history %u: HV_TEST_SEED=%" PRIu64 " secret %u\n", i, seed + i,
                      (unsigned)((seed + i) % SECRETS));
        begin(&pair, seed + i, (enum secret)((seed + i) % SECRETS));
        for (unsigned count = 0; count < 250; count++) {
            step(&pair);
            compare_panes(&pair);
            compare_reads(&pair);
            compare_readers(&pair);
            pair.opened += unit_has_opened(&pair.halls[0]);
        }
        told += pair.told;
        differed += pair.differed;
        opened += pair.opened;
        bound += pair.bound;
        hall_free(&pair.halls[0]);
        hall_free(&pair.halls[1]);
    }
    print_message(
        "%u secrets told, %u pages of who is entitled differed, %u steps with something opened, "
        "%u pens bound\n",
        told, differed, opened, bound);
    /* Else these histories had nothing to hide. */
    assert_true(told > 0 && differed > 0 && opened > 0 && bound > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_who_is_entitled_can_tell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
