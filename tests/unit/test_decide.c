/* SPDX-License-Identifier: EUPL-1.2 */
/* Who may do what, what comes of a command that is given twice, and every refusal by its name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/group_state.h"
#include "tests/unit/evening.h"

static void only_its_roles_may_give_a_command(void **state)
{
    enum {
        SERVER = 1 << 0,
        FACILITATORS = 1 << FACILITATOR | 1 << CO_FACILITATOR,
        TABLES = 1 << TABLE(1),
        PENS = 1 << PEN(1),
        UNBOUND = PEN(12) + 1, /* a pen without a seat */
        GUEST
    };
    static const uint16_t actors[] = { 0,        FACILITATOR, CO_FACILITATOR, PROJECTOR, OBSERVER,
                                       TABLE(1), PEN(1),      UNBOUND,        GUEST };
    static const unsigned may[HV_COMMAND_TYPE_END] = {
        [HV_COMMAND_FOUND] = SERVER,
        [HV_COMMAND_TICK] = SERVER,
        [HV_COMMAND_ARRIVE] = SERVER,
        [HV_COMMAND_INVITE] = SERVER | FACILITATORS,
        [HV_COMMAND_BIND_PEN] = 1 << UNBOUND,
        [HV_COMMAND_UNLOCK_SEAT] = TABLES | PENS,
        [HV_COMMAND_LOCK_SEAT] = TABLES | PENS | SERVER,
        [HV_COMMAND_GIVE_CONSENT] = TABLES | PENS,
        [HV_COMMAND_SAVE_FIELD] = TABLES | PENS,
        [HV_COMMAND_CLOSE_ENVELOPE] = TABLES | PENS,
        [HV_COMMAND_REOPEN_ENVELOPE] = TABLES | PENS,
        [HV_COMMAND_OPEN_TOGETHER] = TABLES | PENS,
        [HV_COMMAND_MOVE_UNIT] = TABLES | PENS,
        [HV_COMMAND_SAVE_JOINT] = TABLES | PENS,
        [HV_COMMAND_MARK_JOINT] = TABLES | PENS,
        [HV_COMMAND_ASK_MORE_TIME] = TABLES | PENS,
        [HV_COMMAND_GIVE_SIGNAL] = TABLES | PENS,
        [HV_COMMAND_LEAVE] = TABLES | PENS | 1 << UNBOUND,
        [HV_COMMAND_WIDEN] = TABLES | PENS,
        [HV_COMMAND_TAKE_BACK] = TABLES | PENS,
        [HV_COMMAND_SPLIT] = FACILITATORS | TABLES | PENS,
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, 0, ARRIVE(PEN, 1)), DONE);
    assert_int_equal(evening.last.number, UNBOUND);
    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(true)), DONE);
    assert_int_equal(evening_do(&evening, 0, ARRIVE(GUEST, 0)), DONE);
    assert_int_equal(evening.last.number, GUEST);
    for (int type = HV_COMMAND_FOUND; type < HV_COMMAND_TYPE_END; type++) {
        for (size_t i = 0; i < COUNT(actors); i++) {
            struct hv_command command = { .type = (enum hv_command_type)type,
                                          .id = { { 0xee, (uint8_t)type, (uint8_t)i } },
                                          .device = actors[i],
                                          .now = evening.now,
                                          .random = (const uint8_t[HV_COMMAND_RANDOM]){ 1 } };
            unsigned allowed = may[type] != 0 ? may[type] : FACILITATORS;

            if (!evening_is_command(type)) {
                allowed = 0;
            }
            struct hv_decision decision;
            bool refused;

            assert_int_equal(hv_group_decide(evening.group, &command, &evening.turn, &decision),
                             HV_OK);
            refused = decision.outcome == HV_REFUSED && decision.refusal == HV_REFUSAL_NOT_ALLOWED;
            if (refused == ((allowed >> actors[i] & 1) != 0)) {
                fail_msg("command %d by device %u", type, actors[i]);
            }
        }
    }
    evening_end(&evening);
}

static void devices_that_are_unknown_or_removed_may_nothing(void **state)
{
    const struct line lines[] = {
        { 4000, MORE_TIME(), REFUSED(NOT_ALLOWED) },
        { FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { TABLE(1) }), DONE },
        { FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { TABLE(1) }), AGAIN },
        { TABLE(1), MORE_TIME(), REFUSED(NOT_ALLOWED) },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 2 }), DONE },
        { TABLE(2), MORE_TIME(), REFUSED(NOT_ALLOWED) },
        { PEN(3), MORE_TIME(), REFUSED(NOT_ALLOWED) },
        { FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { CO_FACILITATOR }), DONE },
        { CO_FACILITATOR, ANNOUNCE("x"), REFUSED(NOT_ALLOWED) },
        { FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { FACILITATOR }), REFUSED(INVALID) },
        { FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { 4000 }), REFUSED(NOT_FOUND) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void nothing_happens_before_the_founding(void **state)
{
    struct hv_command command = COMMAND(TICK, .id = { { 1 } });
    struct hv_arena arena;
    struct hv_group *group;
    struct hv_decision decision;

    (void)state;
    hv_arena_init(&arena, 1024 * 1024);
    group = hv_group_new(&arena);
    assert_non_null(group);
    assert_false(hv_group_founded(group));
    assert_int_equal(hv_group_decide(group, &command, &arena, &decision), HV_OK);
    assert_int_equal(decision.refusal, HV_REFUSAL_NOT_ALLOWED);
    command = COMMAND(FOUND, .id = { { 1 } });
    assert_int_equal(hv_group_decide(group, &command, &arena, &decision), HV_OK);
    assert_int_equal(decision.refusal, HV_REFUSAL_INVALID);
    hv_arena_free(&arena);
}

static void a_group_is_founded_once(void **state)
{
    struct evening evening;

    (void)state;
    evening_found(&evening);
    assert_true(hv_group_founded(evening.group));
    assert_int_equal(
        evening_do(&evening, 0, COMMAND(FOUND, .found = { evening_programme(), { 2 } })), AGAIN);
    assert_int_equal(evening.last.number, 1);
    assert_int_equal(hv_group_programme(evening.group)->meeting_count, 2);
    assert_ptr_not_equal(hv_group_programme(evening.group), evening_programme());
    evening_end(&evening);
}

static void the_same_id_is_carried_out_once(void **state)
{
    struct hv_command command = ADD_UNIT(BYTES("Cor"), BYTES("Dina"), BYTES("Eva"));
    const uint8_t random[HV_COMMAND_RANDOM] = { 1 };
    struct fingerprint before, after;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    command.id.b[15] = 9;
    command.device = FACILITATOR;
    command.now = evening.now;
    command.random = random;
    hv_code_make(random, command.add_unit.card_code, HV_CARD_CODE_SIZE);
    assert_int_equal(evening_give(&evening, &command), DONE);
    assert_int_equal(evening.last.number, EVENING_COUPLES + 1);
    before = evening_fingerprint(evening.group);

    assert_int_equal(evening_give(&evening, &command), AGAIN);
    assert_int_equal(evening.last.number, EVENING_COUPLES + 1);
    command.add_unit.member_count = 200; /* whatever it says now */
    assert_int_equal(evening_give(&evening, &command), AGAIN);
    after = evening_fingerprint(evening.group);
    assert_memory_equal(&before, &after, sizeof before);

    /* of another device, or as another command, it is nobody's: its token must not be had by it */
    command.device = TABLE(1);
    assert_int_equal(evening_give(&evening, &command), REFUSED(INVALID));
    command.device = FACILITATOR;
    command.type = HV_COMMAND_INVITE;
    assert_int_equal(evening_give(&evening, &command), REFUSED(INVALID));
    command.type = HV_COMMAND_ADD_UNIT;

    /* remembered for one meeting */
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_give(&evening, &command), AGAIN);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(1)), DONE);
    assert_int_equal(evening_give(&evening, &command), REFUSED(INVALID));
    evening_end(&evening);
}

/* The newest 65,536 are known whatever comes; beyond that memory does not grow. */
static void old_ids_are_forgotten_before_they_fill_memory(void **state)
{
    struct hv_command command = CLEAR_WALL();
    struct hv_arena turn;
    struct hv_decision decision;
    struct evening evening;
    size_t used = 0;

    (void)state;
    evening_begin(&evening);
    command.device = FACILITATOR;
    command.now = evening.now;
    command.id.b[15] = 1;
    hv_arena_init(&turn, 1u << 20);
    for (uint32_t i = 1; i <= 3 * HV_REMEMBERED_MAX; i++) {
        memcpy(command.id.b, &i, sizeof i);
        hv_arena_reset(&turn);
        assert_int_equal(hv_group_decide(evening.group, &command, &turn, &decision), HV_OK);
        assert_int_equal(decision.outcome, HV_DECIDED);
        assert_int_equal(hv_group_evolve(evening.group, &decision.record), HV_OK);
        if (i == 2 * HV_REMEMBERED_MAX + 1) {
            used = hv_arena_used(&evening.state);
        }
    }
    assert_int_equal(hv_arena_used(&evening.state), used);
    for (uint32_t i = 1; i <= HV_REMEMBERED_MAX; i++) {
        uint32_t number = 3 * HV_REMEMBERED_MAX + 1 - i;

        memcpy(command.id.b, &number, sizeof number);
        assert_non_null(hv_find_remembered(evening.group, command.id));
    }
    command.id.b[0] = 1;
    memset(command.id.b + 1, 0, 14);
    assert_null(hv_find_remembered(evening.group, command.id));
    hv_arena_free(&turn);
    evening_end(&evening);
}

static void a_command_without_id_or_out_of_time_is_invalid(void **state)
{
    struct hv_command command = ANNOUNCE("x");
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    command.device = FACILITATOR;
    command.now = evening.now;
    assert_int_equal(evening_give(&evening, &command), REFUSED(INVALID));
    command.id.b[0] = 77;
    command.now = -1;
    assert_int_equal(evening_give(&evening, &command), REFUSED(INVALID));
    command.now = HV_TIME_MAX + 1;
    assert_int_equal(evening_give(&evening, &command), REFUSED(INVALID));
    command.now = evening.now;
    command.type = HV_COMMAND_TYPE_END;
    assert_int_equal(evening_give(&evening, &command), REFUSED(INVALID));
    evening_end(&evening);
}

/* Every refusal that the core gives; READ_ONLY, BUSY and FAILED are the host's. */
static void every_refusal_can_be_reached(void **state)
{
    const struct line lines[] = {
        { TABLE(1), END_STEP(1, 0), REFUSED(NOT_ALLOWED) },
        { FACILITATOR, START(0, 99), REFUSED(NOT_FOUND) },
        { TABLE(1), UNLOCK(3), REFUSED(NOT_YOURS) },
        { FACILITATOR, OPEN_MEETING(1), REFUSED(MEETING_OPEN) },
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, START(3, 2), REFUSED(MOVED_ON) },
        { FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { PEN(1) }), DONE },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 1, "x"), REFUSED(LOCKED) },
        { TABLE(1), UNLOCK(1), DONE },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 1, "x"), REFUSED(NOT_YET) },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { TABLE(1), CONSENT(1, false), DONE },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 1, "x"), REFUSED(CONSENT_MISSING) },
        { TABLE(1), CONSENT(1, true), DONE },
        { FACILITATOR, PRESENCE(1, ON_PAPER), DONE },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 1, "x"), REFUSED(LOCKED) }, /* who goes is locked */
        { TABLE(1), UNLOCK(1), DONE },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 1, "x"), REFUSED(NOT_ADMITTED) },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 1, "x"), DONE },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 1, "y"), REFUSED(STALE) },
        { TABLE(1), TOGETHER(1, SOLO), REFUSED(NOT_READY) },
        { TABLE(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 2, "y"), REFUSED(CLOSED) },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 2, "y"), REFUSED(FINAL) },
        { FACILITATOR, SHARING(1, 1, false), DONE },
        { TABLE(1), TOGETHER(1, SOLO), REFUSED(SHARING_CLOSED) },
        { FACILITATOR, PUSH(1), DONE },
        { FACILITATOR, START(6, STEP_BREAK - 1), DONE },
        { FACILITATOR, FORM(3, 1, SHORT), REFUSED(NO_SUCH_FORM) },
        { FACILITATOR, COMMAND(WRITE_WALL, .write_wall = { .field = HV_NO_FIELD }),
          REFUSED(NOT_ACCEPTED) },
        { FACILITATOR, WRITE(0, 3, "x"), REFUSED(INVALID) },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 2, "y"), REFUSED(RUN_OVER) },
        { FACILITATOR, ADD_UNIT(BYTES("a")), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, START(0, 1), REFUSED(NO_MEETING) },
    };
    struct evening evening;
    int outcome;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    do {
        outcome = evening_do(&evening, FACILITATOR, ADD_UNIT(BYTES("a")));
    } while (outcome == DONE);
    assert_int_equal(outcome, REFUSED(FULL));
    evening_end(&evening);
}

/* A table without an unlocked seat, a pen that was locked or names another's seat, a table whose
 * couple is not here, an author who wrote nothing there: whatever run they name, under way, over,
 * of an earlier meeting or never begun, and whatever field of it, the answer is the same. */
static void a_refusal_tells_no_stranger_of_a_run(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(1), DONE },
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, REPEAT(1, 1, 2), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(1), LOCK(1), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    for (uint32_t run = 0; run < 6; run++) {
        for (uint8_t field = 0; field <= REVEAL_FIELDS; field++) {
            const struct line guesses[] = {
                { TABLE(1), SAVE(run, 1, field, 1, "x"), REFUSED(LOCKED) },
                { TABLE(1), SAVE(run, 3, field, 1, "x"), REFUSED(NOT_YOURS) },
                { PEN(1), SAVE(run, 1, field, 1, "x"), REFUSED(LOCKED) },
                { PEN(2), SAVE(run, 1, field, 1, "x"), REFUSED(NOT_YOURS) },
                { PEN(1), JOINTLY(run, field, 1, "x"), REFUSED(LOCKED) },
                { TABLE(2), JOINTLY(run, field, 1, "x"), REFUSED(NOT_ADMITTED) },
                { PEN(1), TAKE_BACK(run, 1, BIT(field)), REFUSED(LOCKED) },
                { PEN(2), TAKE_BACK(run, 1, BIT(field)), REFUSED(NOT_YOURS) },
                { PEN(2), TAKE_BACK(run, 2, BIT(field)), REFUSED(NOT_READY) }, /* wrote nothing */
                { PEN(1), WIDEN(run, 1, BIT(field), true), REFUSED(LOCKED) },
                { PEN(2), WIDEN(run, 2, BIT(field), true), REFUSED(NOT_READY) },
                { PEN(2), WIDEN(run, 2, BIT(field), false), REFUSED(NOT_READY) },
            };
            evening_play(&evening, guesses, COUNT(guesses));
        }
        const struct line guesses[] = {
            { PEN(1), ENVELOPE(run, 1, FIRST, 0), REFUSED(LOCKED) },
            { PEN(1), REOPEN(run, 1, FIRST), REFUSED(LOCKED) },
            { TABLE(2), TOGETHER(run, SOLO), REFUSED(NOT_ADMITTED) },
            { TABLE(2), GO(run, SOLO, OPEN), REFUSED(NOT_ADMITTED) },
            { TABLE(2), MARK(run, 3, 0, true), REFUSED(NOT_ADMITTED) },
        };
        evening_play(&evening, guesses, COUNT(guesses));
    }
    evening_end(&evening);
}

/* Nor is told how many there were to who may write. */
static void a_run_that_never_began_is_as_one_that_is_over(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), DONE },       { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(1), DONE },   { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE }, { PEN(1), UNLOCK(1), DONE },
    };
    static const uint32_t runs[] = { 0, 1, 3, UINT32_MAX };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    for (size_t i = 0; i < COUNT(runs); i++) {
        const struct line guesses[] = {
            { PEN(1), SAVE(runs[i], 1, 0, 1, "x"), REFUSED(RUN_OVER) },
            { PEN(1), JOINTLY(runs[i], 0, 1, "x"), REFUSED(RUN_OVER) },
            { PEN(1), ENVELOPE(runs[i], 1, FIRST, 0), REFUSED(RUN_OVER) },
            { PEN(1), REOPEN(runs[i], 1, FIRST), REFUSED(RUN_OVER) },
            { TABLE(1), TOGETHER(runs[i], SOLO), REFUSED(RUN_OVER) },
            { TABLE(1), GO(runs[i], SOLO, OPEN), REFUSED(RUN_OVER) },
            { TABLE(1), MARK(runs[i], 1, 0, true), REFUSED(RUN_OVER) },
        };
        evening_play(&evening, guesses, COUNT(guesses));
    }
    evening_end(&evening);
}

/* ---- Who belongs to the group ---- */

static void units_have_one_to_eight_members_with_names(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, COMMAND(ADD_UNIT, .add_unit = { .member_count = 0 }), REFUSED(INVALID) },
        { FACILITATOR, COMMAND(ADD_UNIT, .add_unit = { .member_count = 9 }), REFUSED(INVALID) },
        { FACILITATOR, ADD_UNIT(BYTES("a"), BYTES("")), REFUSED(NOT_ACCEPTED) },
        { FACILITATOR, ADD_UNIT(BYTES("een naam van meer dan veertig bytes, dus te lang")),
          REFUSED(NOT_ACCEPTED) },
        { FACILITATOR,
          ADD_UNIT(BYTES("a"), BYTES("b"), BYTES("c"), BYTES("d"), BYTES("e"), BYTES("f"),
                   BYTES("g"), BYTES("h")),
          DONE },
        { FACILITATOR, COMMAND(RENAME_SEAT, .rename_seat = { 20, BYTES("Hedde") }), DONE },
        { FACILITATOR, COMMAND(RENAME_SEAT, .rename_seat = { 21, BYTES("Ida") }),
          REFUSED(NOT_FOUND) },
        { FACILITATOR, COMMAND(RENAME_SEAT, .rename_seat = { 1, BYTES("") }),
          REFUSED(NOT_ACCEPTED) },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 7 }), DONE },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 7 }), AGAIN },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 8 }), REFUSED(NOT_FOUND) },
        { FACILITATOR, COMMAND(RENAME_SEAT, .rename_seat = { 20, BYTES("Ida") }),
          REFUSED(NOT_FOUND) },
        { FACILITATOR, PRESENCE(7, HERE), REFUSED(NOT_FOUND) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

#define INVITE(r, u, s, t) \
    COMMAND(               \
        INVITE,            \
        .invite = { .role = HV_ROLE_##r, .unit = (u), .seat = (s), .token_hash = { 0xaa, (t) } })

static void a_device_belongs_where_its_role_says(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, INVITE(TABLE, 99, 0, 1), REFUSED(NOT_FOUND) },
        { FACILITATOR, INVITE(PEN, 0, 99, 1), REFUSED(NOT_FOUND) },
        { FACILITATOR, INVITE(SERVER, 0, 0, 1), REFUSED(INVALID) },
        { FACILITATOR, INVITE(GUEST, 0, 0, 1), REFUSED(INVALID) }, /* comes in by itself */
        { 0, INVITE(PROJECTOR, 0, 0, 1), REFUSED(NOT_ALLOWED) },
        { FACILITATOR, INVITE(PEN, 0, 2, 1), DONE },
        { FACILITATOR, INVITE(PEN, 0, 2, 1), REFUSED(INVALID) }, /* that token is taken */
        { TABLE(1), INVITE(PEN, 0, 2, 2), REFUSED(NOT_ALLOWED) },
    };
    struct hv_device_facts facts;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(evening_do(&evening, 0, INVITE(FACILITATOR, 0, 0, 3)), DONE);
    assert_int_equal(hv_group_device_count(evening.group), PEN(12) + 2);
    assert_true(hv_group_device_facts(evening.group, PEN(12) + 1, &facts));
    assert_int_equal(facts.role, HV_ROLE_PEN);
    assert_int_equal(facts.unit, 1);
    assert_int_equal(facts.seat, 2);
    assert_int_equal(facts.unlocked, 0);
    assert_false(hv_group_device_facts(evening.group, 4000, &facts));
    evening_end(&evening);
}

static bool equal(const void *a, const void *b, size_t size)
{
    return memcmp(a, b, size) == 0;
}

static void a_token_finds_its_device_until_it_is_removed(void **state)
{
    const uint8_t token[HV_TOKEN_HASH_SIZE] = { HV_ROLE_TABLE, 1 };
    const uint8_t other[HV_TOKEN_HASH_SIZE] = { 0x77 };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(hv_group_device(evening.group, token, equal), TABLE(1));
    assert_int_equal(hv_group_device(evening.group, other, equal), 0);
    assert_int_equal(
        evening_do(&evening, FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { TABLE(1) })),
        DONE);
    assert_int_equal(hv_group_device(evening.group, token, equal), 0);
    evening_end(&evening);
}

static void a_seat_is_unlocked_on_one_device_and_a_device_holds_one_seat(void **state)
{
    const struct line lines[] = {
        { TABLE(1), UNLOCK(1), REFUSED(NOT_YOURS) }, /* who has a pen is asked for nothing here */
        { FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { PEN(1) }), DONE },
        { TABLE(1), UNLOCK(1), DONE },
        { TABLE(1), UNLOCK(1), DONE }, /* anew, with another ticket */
        { TABLE(1), UNLOCK(2), REFUSED(NOT_YOURS) },
        { PEN(2), UNLOCK(1), REFUSED(NOT_YOURS) },
        { PEN(2), UNLOCK(2), DONE },
        { FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { PEN(2) }), DONE },
        { TABLE(1), UNLOCK(2), DONE }, /* locks seat 1 */
        { TABLE(1), LOCK(1), AGAIN },
        { TABLE(1), LOCK(3), REFUSED(NOT_YOURS) },
        { FACILITATOR, INVITE(PEN, 0, 2, 7), DONE },
        { PEN(12) + 1, UNLOCK(2), DONE }, /* takes it over */
        { TABLE(1), LOCK(2), AGAIN },
        { PEN(12) + 1, LOCK(2), DONE },
        { TABLE(1), UNLOCK(1), DONE },
        { FACILITATOR, START(0, STEP_BREAK), DONE }, /* locks every seat, and they stay so */
        { TABLE(1), LOCK(1), AGAIN },
        { TABLE(1), UNLOCK(1), REFUSED(NOT_YET) },
        { PEN(3), UNLOCK(3), REFUSED(NOT_YET) },
        { FACILITATOR, START(STEP_BREAK, PLAIN + 1), DONE },
        { TABLE(1), UNLOCK(1), DONE },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 1 }), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { PEN(3), UNLOCK(3), REFUSED(NO_MEETING) },
    };
    struct hv_device_facts facts;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, 9);
    assert_true(hv_group_device_facts(evening.group, TABLE(1), &facts));
    assert_int_equal(facts.unlocked, 2);
    assert_true(hv_group_device_facts(evening.group, PEN(2), &facts));
    assert_int_equal(facts.unlocked, 0);
    evening_play(&evening, lines + 9, COUNT(lines) - 9);
    evening_end(&evening);
}

/* The facilitators can always bring in one more device of their own. */
static void couples_leave_the_facilitators_numbers(void **state)
{
    struct hv_command invite = INVITE(TABLE, 1, 0, 0);
    struct evening evening;
    int outcome = DONE;

    (void)state;
    evening_begin(&evening);
    for (uint32_t i = 0; outcome == DONE; i++) {
        memcpy(invite.invite.token_hash + 8, &i, sizeof i);
        outcome = evening_do(&evening, FACILITATOR, invite);
    }
    assert_int_equal(outcome, REFUSED(FULL));
    assert_int_equal(hv_group_device_count(evening.group), HV_DEVICES_MAX - HV_DEVICES_RESERVED);
    invite.invite.token_hash[1] = 0xff;
    invite.invite.unit = 0;
    invite.invite.role = HV_ROLE_PROJECTOR;
    assert_int_equal(evening_do(&evening, FACILITATOR, invite), DONE);
    evening_end(&evening);
}

static void consent_names_the_statement_that_was_read(void **state)
{
    struct hv_command other = CONSENT(1, true);
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), CONSENT(1, true)), REFUSED(LOCKED));
    assert_int_equal(evening_do(&evening, PEN(1), CONSENT(3, true)), REFUSED(NOT_YOURS));
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    assert_int_equal(evening_do(&evening, PEN(1), CONSENT(1, true)), AGAIN);
    other.give_consent.version = 2;
    assert_int_equal(evening_do(&evening, PEN(1), other), REFUSED(INVALID));
    other = CONSENT(1, true);
    other.give_consent.statement = BYTES("anders");
    assert_int_equal(evening_do(&evening, PEN(1), other), REFUSED(INVALID));
    other = CONSENT(1, true);
    other.give_consent.language = 2;
    assert_int_equal(evening_do(&evening, PEN(1), other), REFUSED(INVALID));
    assert_int_equal(evening_do(&evening, PEN(1), CONSENT(1, false)), DONE);
    assert_int_equal(evening_do(&evening, PEN(1), CONSENT(1, true)), DONE);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_its_roles_may_give_a_command),
        cmocka_unit_test(devices_that_are_unknown_or_removed_may_nothing),
        cmocka_unit_test(nothing_happens_before_the_founding),
        cmocka_unit_test(a_group_is_founded_once),
        cmocka_unit_test(the_same_id_is_carried_out_once),
        cmocka_unit_test(old_ids_are_forgotten_before_they_fill_memory),
        cmocka_unit_test(a_command_without_id_or_out_of_time_is_invalid),
        cmocka_unit_test(every_refusal_can_be_reached),
        cmocka_unit_test(a_refusal_tells_no_stranger_of_a_run),
        cmocka_unit_test(a_run_that_never_began_is_as_one_that_is_over),
        cmocka_unit_test(units_have_one_to_eight_members_with_names),
        cmocka_unit_test(a_device_belongs_where_its_role_says),
        cmocka_unit_test(a_token_finds_its_device_until_it_is_removed),
        cmocka_unit_test(a_seat_is_unlocked_on_one_device_and_a_device_holds_one_seat),
        cmocka_unit_test(couples_leave_the_facilitators_numbers),
        cmocka_unit_test(consent_names_the_statement_that_was_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
