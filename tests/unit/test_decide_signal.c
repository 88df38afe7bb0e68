/* SPDX-License-Identifier: EUPL-1.2 */
/* What any page may say to the facilitators, a pause for everyone, and a device that leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/group_state.h"
#include "tests/unit/evening.h"

/* ---- Signals ---- */

static struct hv_board_unit first_unit(const struct evening *evening, struct hv_arena *arena)
{
    struct hv_pane pane;

    hv_arena_init(arena, 1u << 20);
    assert_int_equal(
        hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_BOARD, 0 }, arena, &pane),
        HV_OK);
    return pane.board.units[0];
}

static void assert_board(const struct evening *evening,
                         enum hv_signal table,
                         enum hv_signal first,
                         enum hv_signal second)
{
    struct hv_arena arena;
    struct hv_board_unit unit = first_unit(evening, &arena);

    assert_int_equal(unit.signal, table);
    assert_int_equal(unit.seats[0].signal, first);
    assert_int_equal(unit.seats[1].signal, second);
    hv_arena_free(&arena);
}

static void a_pen_speaks_for_its_seat_and_a_table_for_its_unit(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, PEN(2), GIVE(TALK)), DONE);
    assert_board(&evening, HV_SIGNAL_NOTHING, HV_SIGNAL_NOTHING, HV_SIGNAL_TALK);
    assert_int_equal(evening_do(&evening, TABLE(1), GIVE(CALL)), DONE);
    assert_int_equal(evening_event(&evening, HV_EVENT_SIGNAL_GIVEN)->signal_given.seat, 0);
    assert_board(&evening, HV_SIGNAL_CALL, HV_SIGNAL_NOTHING, HV_SIGNAL_TALK);
    /* nobody takes back what somebody said */
    assert_int_equal(evening_do(&evening, TABLE(1), GIVE(NOTHING)), DONE);
    assert_board(&evening, HV_SIGNAL_CALL, HV_SIGNAL_NOTHING, HV_SIGNAL_TALK);
    assert_int_equal(evening_do(&evening, FACILITATOR, HANDLE(1, true)), DONE);
    assert_board(&evening, HV_SIGNAL_NOTHING, HV_SIGNAL_NOTHING, HV_SIGNAL_NOTHING);
    assert_int_equal(evening_do(&evening, PEN(1), GIVE(TALK)), DONE);
    assert_board(&evening, HV_SIGNAL_NOTHING, HV_SIGNAL_TALK, HV_SIGNAL_NOTHING);
    evening_end(&evening);
}

/* Both sit at the table: one of them says nothing as often as a program can. */
static void who_says_nothing_often_makes_nobody_forget_what_was_said(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, TABLE(1), GIVE(CALL)), DONE);
    for (unsigned i = 0; i < 3 * HV_SIGNALS_MAX; i++) {
        assert_int_equal(evening_do(&evening, TABLE(1), GIVE(NOTHING)), DONE);
    }
    assert_board(&evening, HV_SIGNAL_CALL, HV_SIGNAL_NOTHING, HV_SIGNAL_NOTHING);
    assert_int_equal(evening_do(&evening, FACILITATOR, HANDLE(1, true)), DONE);
    assert_int_equal(evening_do(&evening, TABLE(1), GIVE(NOTHING)), DONE);
    assert_board(&evening, HV_SIGNAL_NOTHING, HV_SIGNAL_NOTHING, HV_SIGNAL_NOTHING);
    evening_end(&evening);
}

static void it_is_taken_on_every_page_of_an_open_meeting(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, PRESENCE(1, EXPECTED), DONE }, /* welcome: nobody said that they are here */
        { TABLE(1), GIVE(TALK), DONE },
        { PEN(1), GIVE(TALK), DONE },
        { FACILITATOR, PRESENCE(1, AWAY), DONE },
        { PEN(1), GIVE(TALK), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { FACILITATOR, PAUSE(true), DONE },
        { PEN(1), GIVE(TALK), DONE },
        { FACILITATOR, PAUSE(false), DONE },
        { FACILITATOR, START(0, STEP_BREAK), DONE },
        { TABLE(1), GIVE(TALK), DONE },
        { TABLE(1), COMMAND(GIVE_SIGNAL, .give_signal = { (enum hv_signal)3 }), REFUSED(INVALID) },
        { FACILITATOR, END_MEETING(), DONE },
        { TABLE(1), GIVE(TALK), REFUSED(NO_MEETING) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

/* ---- Their keys ---- */

static bool is_named(const struct evening *evening, const struct hv_key_scope *scope)
{
    bool found = false;

    for (uint32_t i = 0; i < evening->last.key_count; i++) {
        found = found || hv_key_scope_equal(&evening->last.keys[i], scope);
    }
    return found;
}

/* Both pens' keys and the table's, in this generation. */
static void assert_named(const struct evening *evening, uint16_t meeting, uint16_t generation)
{
    struct hv_key_scope scope = { .meeting = meeting,
                                  .keep = HV_KEEP_SIGNAL,
                                  .generation = generation };

    for (uint16_t seat = 0; seat <= 2; seat++) {
        scope.owner = seat != 0 ? HV_OWNER_SEAT : HV_OWNER_UNIT;
        scope.number = seat != 0 ? seat : 1;
        assert_true(is_named(evening, &scope));
    }
}

/* That a key is made tells that somebody said something: so all are named before anyone can. */
static void keys_are_named_for_all_before_anyone_speaks(void **state)
{
    struct evening evening;
    struct hv_key_scope scope;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(0)), DONE); /* goes on */
    assert_named(&evening, 1, 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(1)), DONE);
    assert_named(&evening, 2, 0);
    assert_int_equal(evening_do(&evening, PEN(1), GIVE(NOTHING)), DONE);
    scope = evening_event(&evening, HV_EVENT_SIGNAL_GIVEN)->signal_given.signal.scope;
    assert_int_equal(evening.last.key_count, 0);
    assert_int_equal(scope.owner, HV_OWNER_SEAT);
    assert_int_equal(scope.number, 1);
    assert_int_equal(scope.run, 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, HANDLE(1, true)), DONE);
    assert_named(&evening, 2, 1);
    assert_int_equal(evening_do(&evening, FACILITATOR, HANDLE(1, true)), AGAIN);
    assert_int_equal(evening_do(&evening, TABLE(1), GIVE(CALL)), DONE);
    scope = evening_event(&evening, HV_EVENT_SIGNAL_GIVEN)->signal_given.signal.scope;
    assert_int_equal(scope.owner, HV_OWNER_UNIT);
    assert_int_equal(scope.generation, 1);
    evening_end(&evening);
}

static void a_unit_that_is_added_late_has_its_keys_too(void **state)
{
    const struct hv_key_scope table = {
        .owner = HV_OWNER_UNIT, .number = EVENING_COUPLES + 1, .meeting = 1, .keep = HV_KEEP_SIGNAL
    };
    struct hv_key_scope seat = table;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    seat.owner = HV_OWNER_SEAT;
    seat.number = 2 * EVENING_COUPLES + 2;
    assert_int_equal(evening_do(&evening, FACILITATOR, ADD_UNIT(BYTES("Lot"), BYTES("Mo"))), DONE);
    assert_true(is_named(&evening, &table));
    assert_true(is_named(&evening, &seat));
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, ADD_UNIT(BYTES("Noa"))), DONE);
    seat.number++;
    assert_false(is_named(&evening, &seat)); /* OPEN_MEETING will */
    evening_end(&evening);
}

static void their_keys_go_when_they_were_seen_to(void **state)
{
    struct hv_key_scope useless[8];
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    for (unsigned i = 0; i < 3; i++) { /* in a row: one key */
        assert_int_equal(evening_do(&evening, TABLE(1), GIVE(TALK)), DONE);
    }
    assert_int_equal(evening_do(&evening, PEN(2), GIVE(CALL)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, HANDLE(1, true)), DONE);
    assert_int_equal(hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, 8), 3);
    assert_int_equal(useless[0].owner, HV_OWNER_UNIT);
    assert_int_equal(useless[1].owner, HV_OWNER_SEAT);
    assert_int_equal(useless[1].number, 2);
    assert_int_equal(useless[2].number, 1); /* which said nothing */
    evening_end(&evening);
}

/* Which pane could have changed for whom: none but the board. */
static void no_other_pane_is_touched(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), GIVE(CALL)), DONE);
    assert_int_equal(hv_group_units_changed(evening.group, &evening.last.record), 0);
    evening_end(&evening);
}

/* ---- A pause for everyone ---- */

static void begin_writing(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { FACILITATOR, TIMER(START, 10), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(3), UNLOCK(3), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

static void a_pause_covers_and_locks_and_ends_no_run(void **state)
{
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, PAUSE(true)), DONE);
    assert_true(hv_group_covered(evening.group));
    assert_int_equal(evening.group->run, 1);
    for (unsigned i = 0; i < evening.group->seat_count; i++) {
        assert_int_equal(evening.group->seats[i].unlocked_on, 0);
    }
    assert_false(
        hv_group_readers(evening.group, (struct hv_pane_key){ HV_PANE_UNIT, 1 }, TABLE(1)));
    assert_int_equal(evening_do(&evening, CO_FACILITATOR, PAUSE(true)), AGAIN);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), REFUSED(NOT_YET));
    assert_int_equal(evening_do(&evening, FACILITATOR, PAUSE(false)), DONE);
    assert_false(hv_group_covered(evening.group));
    assert_int_equal(evening_do(&evening, FACILITATOR, PAUSE(false)), AGAIN);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    evening_end(&evening);
}

/* Where it was being typed, and nowhere else; and nothing but the words goes on. */
static void what_was_being_typed_is_stored_in_a_pause(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "Ik mis"), DONE },
        { FACILITATOR, PAUSE(true), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 2, "Ik mis je."), DONE },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 3, "Ik niet."), REFUSED(LOCKED) },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "was dicht"), REFUSED(LOCKED) },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), REFUSED(LOCKED) },
        { TABLE(1), GO(1, SOLO, OPEN), REFUSED(NOT_YET) },
        { TABLE(1), TOGETHER(1, SOLO), REFUSED(NOT_YET) },
        { FACILITATOR, PAUSE(false), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 3, "te laat"), REFUSED(LOCKED) },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 3, "Ik mis ons."), DONE },
    };
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void what_they_wrote_together_is_stored_in_a_pause(void **state)
{
    const struct line lines[] = {
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { TABLE(1), TOGETHER(1, SOLO), DONE },
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), GO(1, TALK, JOINT), DONE },
        { FACILITATOR, PAUSE(true), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "Elke zondag"), DONE },
        { PEN(1), JOINTLY(1, REVEAL_J, 2, "Elke zondag wandelen"), DONE },
        { TABLE(1), MARK(1, 1, 2, true), REFUSED(NOT_YET) },
    };
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void the_clock_stands_still_and_goes_on(void **state)
{
    struct evening evening;
    int64_t left;

    (void)state;
    begin_writing(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, PAUSE(true)), DONE);
    left = evening.group->timer_remaining_ms;
    assert_false(evening.group->timer_running);
    assert_true(left > INT64_C(9) * 60 * 1000);
    evening.now += INT64_C(20) * 60 * 1000;
    assert_int_equal(evening_do(&evening, FACILITATOR, PAUSE(false)), DONE);
    assert_true(evening.group->timer_running);
    assert_int_equal(evening.group->timer_ends_at, evening.now + left);
    evening_end(&evening);
}

/* What a facilitator does with it in the pause stands. */
static void a_clock_that_did_not_run_does_not_begin(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, TIMER(PAUSE, 0), DONE },
        { FACILITATOR, PAUSE(true), DONE },
        { FACILITATOR, PAUSE(false), DONE },
    };
    const struct line inside[] = {
        { FACILITATOR, PAUSE(true), DONE },
        { FACILITATOR, TIMER(RESUME, 0), DONE },
        { FACILITATOR, TIMER(PAUSE, 0), DONE },
        { FACILITATOR, PAUSE(false), DONE },
    };
    const struct line cleared[] = {
        { FACILITATOR, PAUSE(true), DONE },
        { FACILITATOR, TIMER(CLEAR, 0), DONE },
        { FACILITATOR, PAUSE(false), DONE },
    };
    const struct {
        const struct line *lines;
        size_t count;
    } cases[] = { { lines, COUNT(lines) }, { inside, COUNT(inside) }, { cleared, COUNT(cleared) } };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct evening evening;

        begin_writing(&evening);
        evening_play(&evening, cases[i].lines, cases[i].count);
        assert_false(evening.group->timer_running);
        evening_end(&evening);
    }
}

static void a_pause_ends_with_its_meeting(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, PAUSE(true), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, PAUSE(true), REFUSED(NO_MEETING) },
        { FACILITATOR, OPEN_MEETING(0), DONE },
        { PEN(1), UNLOCK(1), DONE },
    };
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

/* ---- Leaving, and one pen a seat ---- */

static void a_device_that_leaves_is_removed_and_its_seat_locked(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    assert_int_equal(evening_do(&evening, PEN(1), LEAVE()), DONE);
    assert_int_equal(evening.group->seats[0].unlocked_on, 0);
    assert_true(evening.group->devices[PEN(1) - 1].removed);
    assert_null(hv_find_pen(evening.group, 1)); /* its code shows again */
    assert_int_equal(evening_do(&evening, PEN(1), LEAVE()), REFUSED(NOT_ALLOWED));
    assert_int_equal(evening_do(&evening, TABLE(1), UNLOCK(1)), DONE); /* in a pass again */
    assert_int_equal(evening_do(&evening, TABLE(1), LEAVE()), DONE);
    assert_int_equal(evening.group->seats[0].unlocked_on, 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, LEAVE()), REFUSED(NOT_ALLOWED));
    evening_end(&evening);
}

static void a_place_that_was_left_is_free_again(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    for (unsigned i = 0; i < HV_ARRIVED_MAX; i++) {
        assert_int_equal(evening_do(&evening, 0, ARRIVE(PEN, 1)), DONE);
    }
    assert_int_equal(evening_do(&evening, 0, ARRIVE(PEN, 1)), REFUSED(FULL));
    assert_int_equal(evening_do(&evening, evening.group->device_count, LEAVE()), DONE);
    assert_int_equal(evening_do(&evening, 0, ARRIVE(PEN, 1)), DONE);
    evening_end(&evening);
}

static void a_new_pen_takes_the_place_of_the_old_one(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR,
                                COMMAND(INVITE, .invite = { .role = HV_ROLE_PEN, .seat = 1 })),
                     DONE);
    assert_int_equal(evening_event(&evening, HV_EVENT_DEVICE_REMOVED)->device_removed.device,
                     PEN(1));
    assert_int_equal(evening.group->seats[0].unlocked_on, 0);
    assert_ptr_equal(hv_find_pen(evening.group, 1),
                     &evening.group->devices[evening.group->device_count - 1]);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), REFUSED(NOT_ALLOWED));
    assert_int_equal(evening_do(&evening, evening.group->device_count, UNLOCK(1)), DONE);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pen_speaks_for_its_seat_and_a_table_for_its_unit),
        cmocka_unit_test(who_says_nothing_often_makes_nobody_forget_what_was_said),
        cmocka_unit_test(it_is_taken_on_every_page_of_an_open_meeting),
        cmocka_unit_test(keys_are_named_for_all_before_anyone_speaks),
        cmocka_unit_test(a_unit_that_is_added_late_has_its_keys_too),
        cmocka_unit_test(their_keys_go_when_they_were_seen_to),
        cmocka_unit_test(no_other_pane_is_touched),
        cmocka_unit_test(a_pause_covers_and_locks_and_ends_no_run),
        cmocka_unit_test(what_was_being_typed_is_stored_in_a_pause),
        cmocka_unit_test(what_they_wrote_together_is_stored_in_a_pause),
        cmocka_unit_test(the_clock_stands_still_and_goes_on),
        cmocka_unit_test(a_clock_that_did_not_run_does_not_begin),
        cmocka_unit_test(a_pause_ends_with_its_meeting),
        cmocka_unit_test(a_device_that_leaves_is_removed_and_its_seat_locked),
        cmocka_unit_test(a_place_that_was_left_is_free_again),
        cmocka_unit_test(a_new_pen_takes_the_place_of_the_old_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
