/* SPDX-License-Identifier: EUPL-1.2 */
/* The evening: opening, ending, the tick; presence and late arrival; the clock; requests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/group_state.h"
#include "tests/unit/evening.h"

static void a_meeting_opens_and_ends_once(void **state)
{
    const struct line lines[] = {
        { CO_FACILITATOR, OPEN_MEETING(0), AGAIN },
        { CO_FACILITATOR, OPEN_MEETING(1), REFUSED(MEETING_OPEN) },
        { FACILITATOR, END_MEETING(), DONE },
        { CO_FACILITATOR, END_MEETING(), AGAIN },
        { FACILITATOR, OPEN_MEETING(2), REFUSED(NOT_FOUND) },
        { FACILITATOR, COMMAND(OPEN_MEETING, .open_meeting = { .evening_ends_at = EVENING_START }),
          REFUSED(INVALID) },
        { FACILITATOR, OPEN_MEETING(HV_MEETINGS_MAX), DONE }, /* an evening without agenda */
        { FACILITATOR, START(0, 1), REFUSED(NOT_FOUND) },
        { FACILITATOR, PUSH(0), DONE },
        { TABLE(1), MORE_TIME(), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(evening.group->meetings_opened, 2);
    evening_end(&evening);

    evening_found(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), REFUSED(NO_MEETING));
    evening_end(&evening);
}

static void an_evening_begins_with_its_first_step(void **state)
{
    struct evening evening;
    int64_t began;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening.group->began_at, 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, 1)), DONE);
    began = evening.group->began_at;
    assert_int_equal(began, evening.group->step_started_at);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(1, 2)), DONE);
    assert_int_equal(evening.group->began_at, began);
    assert_true(evening.group->step_started_at > began);
    evening_end(&evening);
}

static void ending_locks_all_and_ends_what_runs(void **state)
{
    const struct line lines[] = {
        { PEN(1), UNLOCK(1), DONE },
        { PEN(4), UNLOCK(4), DONE },
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, END_MEETING(), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(evening.last.record.event_count, 5);
    assert_non_null(evening_event(&evening, HV_EVENT_RUN_ENDED));
    assert_non_null(evening_event(&evening, HV_EVENT_STEP_ENDED));
    assert_int_equal(evening.group->seats[0].unlocked_on, 0);
    assert_int_equal(evening.group->seats[3].unlocked_on, 0);
    assert_false(evening.group->meeting_open);
    evening_end(&evening);
}

static void the_tick_ends_the_evening_at_its_end(void **state)
{
    struct hv_command tick = COMMAND(TICK, .now = EVENING_END - 1);
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(hv_group_deadline(evening.group), EVENING_END);
    assert_int_equal(evening_give(&evening, &tick), AGAIN);
    assert_true(evening.group->meeting_open);
    tick.now = EVENING_END;
    assert_int_equal(evening_give(&evening, &tick), DONE);
    assert_false(evening.group->meeting_open);
    assert_true(hv_group_deadline(evening.group) == INT64_MAX);
    assert_int_equal(evening_give(&evening, &tick), AGAIN);
    evening_end(&evening);
}

static void a_new_meeting_begins_clean(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, ANNOUNCE("Welkom"), DONE },
        { FACILITATOR, TIMER(START, 5), DONE },
        { FACILITATOR, WRITE(0, HV_NO_FIELD, "Gezegd"), DONE },
        { TABLE(1), MORE_TIME(), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(1), DONE },
    };
    const struct hv_group *group;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    group = evening.group;
    assert_false(group->announcement.present);
    assert_false(group->timer_set);
    assert_int_equal(group->wall_count, 0);
    assert_false(group->units[0].more_time);
    assert_int_equal(group->units[0].mark, HV_PRESENCE_EXPECTED);
    assert_int_equal(group->step_count, 1);
    assert_true(group->seats[0].consent);
    evening_end(&evening);
}

/* Ending covers the screens; what was ended too soon goes on as it was, but for the step. */
static void an_ended_meeting_goes_on_the_same_evening(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { FACILITATOR, WRITE(0, HV_NO_FIELD, "Gezegd"), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
        { FACILITATOR, PRESENCE(2, ON_PAPER), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(0), DONE },
    };
    const struct hv_read_key own = { .kind = HV_READ_OWN_WORK, .number = 1, .most = 64 };
    enum hv_refusal refusal = HV_REFUSAL_INVALID;
    struct hv_read_page page = { 0 };
    struct hv_command late = OPEN_MEETING(0);
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(evening.last.record.event_count, 1);
    assert_non_null(evening_event(&evening, HV_EVENT_MEETING_REOPENED));
    assert_int_equal(evening.group->meetings_opened, 1);
    assert_int_equal(evening.group->wall_count, 1);
    assert_int_equal(evening.group->units[0].mark, HV_PRESENCE_HERE);
    assert_int_equal(evening.group->units[1].mark, HV_PRESENCE_ON_PAPER);
    assert_int_equal(evening.group->step, 0);
    assert_true(hv_find_run(evening.group, 1)->over);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    assert_int_equal(hv_group_read(evening.group, PEN(1), own, &evening.turn, &refusal, &page),
                     HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NONE);
    assert_int_equal(page.row_count, 1);
    assert_true(hv_group_deadline(evening.group) == EVENING_END);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, 2)), DONE);
    assert_int_equal(evening.group->run, 2);

    /* the next evening is another one */
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    late.id.b[15] = 1;
    late.device = FACILITATOR;
    late.now = EVENING_END;
    late.open_meeting.evening_ends_at = EVENING_END + 1000;
    assert_int_equal(evening_give(&evening, &late), DONE);
    assert_int_equal(evening.group->meetings_opened, 2);
    evening_end(&evening);
}

/* ---- Presence ---- */

static void only_who_is_marked_here_writes_and_opens(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { FACILITATOR, ALONE(1, 3), REFUSED(NOT_FOUND) },
        { FACILITATOR, PRESENCE(9, HERE), REFUSED(NOT_FOUND) },
        { FACILITATOR, COMMAND(MARK_PRESENCE, .mark_presence = { 1, (enum hv_presence_mark)9, 0 }),
          REFUSED(INVALID) },
        { FACILITATOR, ALONE(1, 1), DONE },
        { CO_FACILITATOR, ALONE(1, 1), AGAIN },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "x"), REFUSED(LOCKED) }, /* who goes is locked */
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "x"), REFUSED(NOT_ADMITTED) },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), REFUSED(NOT_ADMITTED) },
        { PEN(2), TOGETHER(1, SOLO), REFUSED(NOT_ADMITTED) },
        { PEN(2), GO(1, SOLO, OPEN), REFUSED(NOT_ADMITTED) },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "x"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { TABLE(1), TOGETHER(1, SOLO), REFUSED(NOT_READY) }, /* nobody to open to */
        { TABLE(1), GO(1, SOLO, OPEN), DONE },
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { FACILITATOR, PRESENCE(1, AWAY), DONE },
        { TABLE(1), GO(1, TALK, JOINT), REFUSED(NOT_ADMITTED) },
        { FACILITATOR, PRESENCE(2, ON_PAPER), DONE },
        { TABLE(2), GO(1, SOLO, OPEN), REFUSED(NOT_ADMITTED) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void who_is_alone_goes_on_and_that_makes_nobody_ready(void **state)
{
    const struct line before[] = {
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { TABLE(1), GO(1, SOLO, OPEN), REFUSED(NOT_READY) },
        { FACILITATOR, ALONE(1, 1), DONE }, /* the other leaves */
        { TABLE(1), GO(1, SOLO, OPEN), DONE },
    };
    const struct line after[] = {
        { FACILITATOR, PRESENCE(1, HERE), DONE }, /* and comes back */
        { TABLE(1), TOGETHER(1, OPEN), REFUSED(NOT_READY) },
        { PEN(1), REOPEN(1, 1, FIRST), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "y"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, BIT(REVEAL_P)), DONE },
        { PEN(1), REOPEN(1, 1, FIRST), REFUSED(FINAL) },
        { TABLE(1), TOGETHER(1, OPEN), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, before, COUNT(before));
    assert_false(hv_find_run(evening.group, 1)->units[0].ready[HV_ROUND_FIRST]);
    evening_play(&evening, after, 4);
    assert_false(hv_find_run(evening.group, 1)->units[0].ready[HV_ROUND_FIRST]);
    evening_play(&evening, after + 4, COUNT(after) - 4);
    assert_true(hv_find_run(evening.group, 1)->units[0].ready[HV_ROUND_FIRST]);
    assert_int_equal(evening_event(&evening, HV_EVENT_OPENED)->opened.fields, 0);
    evening_end(&evening);
}

static bool both_ready(const struct evening *evening)
{
    struct hv_arena arena;
    struct hv_pane pane;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(
        hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_UNIT, 1 }, &arena, &pane),
        HV_OK);
    hv_arena_free(&arena);
    return pane.unit.both_ready;
}

/* What the couple's page says of both is said of both, and never goes back. */
static void ready_is_of_both_and_stays(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, TURNS + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { FACILITATOR, FORM(1, 1, LIGHT), DONE }, /* has no envelope here */
        { FACILITATOR, FORM(1, 1, FULL), DONE },
        { FACILITATOR, ALONE(1, 1), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { PEN(2), UNLOCK(2), DONE },
    };
    const struct line after[] = {
        { FACILITATOR, FORM(1, 1, LIGHT), DONE },
        { FACILITATOR, ALONE(1, 1), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { FACILITATOR, FORM(1, 1, FULL), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, 2);
    for (size_t i = 2; i < COUNT(lines); i++) {
        evening_play(&evening, lines + i, 1);
        assert_false(both_ready(&evening));
    }
    assert_int_equal(evening_do(&evening, PEN(2), ENVELOPE(1, 2, FIRST, 0)), DONE);
    for (size_t i = 0; i < COUNT(after); i++) {
        assert_true(both_ready(&evening));
        evening_play(&evening, after + i, 1);
    }
    assert_true(both_ready(&evening));
    evening_end(&evening);
}

static enum hv_form form_of(const struct evening *evening, uint32_t run, uint16_t unit)
{
    return hv_unit_in_run(hv_find_run(evening->group, run), unit)->form;
}

static void who_comes_late_gets_the_short_form(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(1), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(0), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, PRESENCE(2, HERE), DONE }, /* in time: nobody writes yet */
        { FACILITATOR, STAGE(2, BRIEF, SOLO), DONE },
        { FACILITATOR, PRESENCE(3, HERE), DONE }, /* late */
        { FACILITATOR, PRESENCE(3, AWAY), DONE },
        { FACILITATOR, FORM(2, 3, FULL), DONE },
        { FACILITATOR, PRESENCE(3, HERE), DONE }, /* not for the first time tonight */
        { FACILITATOR, ALONE(4, 7), DONE },
        { FACILITATOR, PRESENCE(5, ON_PAPER), DONE },
        { FACILITATOR, START(1, 4), DONE }, /* an exercise without short form */
        { FACILITATOR, PRESENCE(6, HERE), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, 1)), DONE);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(form_of(&evening, 2, 1), HV_FORM_FULL);
    assert_int_equal(form_of(&evening, 2, 2), HV_FORM_FULL);
    assert_int_equal(form_of(&evening, 2, 3), HV_FORM_FULL);
    assert_int_equal(form_of(&evening, 2, 4), HV_FORM_SHORT);
    assert_int_equal(form_of(&evening, 2, 5), HV_FORM_FULL);
    assert_int_equal(form_of(&evening, 3, 6), HV_FORM_FULL);
    evening_end(&evening);
}

static void the_short_form_asks_the_core_fields_only(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { FACILITATOR, FORM(1, 1, SHORT), DONE },
        { CO_FACILITATOR, FORM(1, 1, SHORT), AGAIN },
        { FACILITATOR, FORM(1, 9, SHORT), REFUSED(NOT_FOUND) },
        { FACILITATOR, COMMAND(DEAL_FORM, .deal_form = { 1, 1, (enum hv_form)7 }),
          REFUSED(INVALID) },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_A, 1, "x"), REFUSED(NOT_FOUND) },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "x"), DONE },
        { FACILITATOR, FORM(1, 1, LIGHT), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 2, "x"), REFUSED(NOT_FOUND) },
        { PEN(1), SAVE(1, 1, REVEAL_A, 1, "x"), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

/* ---- The clock ---- */

static void the_clock_counts_and_never_acts(void **state)
{
    const struct hv_group *group;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    group = evening.group;
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(START, 0)), REFUSED(INVALID));
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(PAUSE, 0)), REFUSED(NOT_FOUND));
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(CLEAR, 0)), AGAIN);
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(START, 601)), REFUSED(INVALID));

    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, 1)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(START, 0)), DONE); /* of the stage */
    assert_int_equal(group->timer_ends_at, evening.now + 2 * 60000);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, BRIEF, CLOSE)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(START, 0)), DONE); /* of the step */
    assert_int_equal(group->timer_ends_at, evening.now + 30 * 60000);

    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(START, 3)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(RESUME, 0)), AGAIN);
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(PAUSE, 0)), DONE); /* 2 s later */
    assert_false(group->timer_running);
    assert_int_equal(group->timer_remaining_ms, 3 * 60000 - 2000);
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(ADD, 5)), DONE);
    assert_int_equal(group->timer_remaining_ms, 8 * 60000 - 2000);
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(RESUME, 0)), DONE);
    assert_int_equal(group->timer_ends_at, evening.now + 8 * 60000 - 2000);
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(ADD, -60)), DONE); /* not below zero */
    assert_int_equal(group->timer_ends_at, evening.now);
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(ADD, 1)), DONE);
    assert_int_equal(group->timer_ends_at, evening.now + 60000);
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(ADD, 61)), REFUSED(INVALID));
    assert_int_equal(evening_do(&evening, FACILITATOR, TIMER(CLEAR, 0)), DONE);
    assert_false(group->timer_set);
    assert_int_equal(evening_do(&evening, FACILITATOR,
                                COMMAND(SET_TIMER, .set_timer = { (enum hv_timer_action)9, 1 })),
                     REFUSED(INVALID));
    evening_end(&evening);
}

/* ---- Announcement and requests ---- */

static void announcements_come_and_go(void **state)
{
    static const uint8_t long_text[HV_ANNOUNCEMENT_MAX + 1] = { 'x' };
    const struct line lines[] = {
        { FACILITATOR, ANNOUNCE(""), AGAIN },
        { FACILITATOR, ANNOUNCE("Over vijf minuten pauze"), DONE },
        { FACILITATOR, COMMAND(ANNOUNCE, .announce = { { long_text, sizeof long_text } }),
          REFUSED(NOT_ACCEPTED) },
        { FACILITATOR, ANNOUNCE(""), DONE },
        { FACILITATOR, ANNOUNCE(""), AGAIN },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, 2);
    assert_int_equal(evening.group->announcement.size, 23);
    assert_int_equal(evening.group->announcement.scope.owner, HV_OWNER_FACILITATOR);
    evening_play(&evening, lines + 2, COUNT(lines) - 2);
    assert_false(evening.group->announcement.present);
    evening_end(&evening);
}

static void requests_stand_until_they_are_handled(void **state)
{
    const struct line lines[] = {
        { TABLE(1), MORE_TIME(), DONE },
        { PEN(2), MORE_TIME(), AGAIN },
        { FACILITATOR, HANDLE(1, false), DONE },
        { CO_FACILITATOR, HANDLE(1, false), AGAIN },
        { FACILITATOR, HANDLE(9, false), REFUSED(NOT_FOUND) },
        { FACILITATOR, HANDLE(1, true), AGAIN },
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SIGNAL(1, 1, FIRST, 0, NOTHING), DONE },
        { FACILITATOR, HANDLE(1, true), DONE }, /* what it says decides nothing */
        { CO_FACILITATOR, HANDLE(1, true), AGAIN },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void keys_end_with_the_evening_or_the_course(void **state)
{
    const int64_t day = INT64_C(24) * 60 * 60 * 1000;
    struct evening evening;

    (void)state;
    evening_found(&evening);
    assert_int_equal(hv_group_keys_end(evening.group, HV_KEEP_MEETING, 1000), 1000 + day);
    assert_true(hv_group_keys_end(evening.group, HV_KEEP_COURSE, 1000) == INT64_MAX);
    assert_int_equal(hv_group_keys_end(evening.group, HV_KEEP_SIGNAL, 1000), 1000 + 7 * day);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(0)), DONE);
    assert_int_equal(hv_group_keys_end(evening.group, HV_KEEP_DRAFT, 1000), EVENING_END);
    assert_int_equal(hv_group_keys_end(evening.group, HV_KEEP_COURSE, 1000),
                     evening.now + 120 * day);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(1)), DONE);
    assert_int_equal(hv_group_keys_end(evening.group, HV_KEEP_COURSE, 1000),
                     evening.now + 30 * day); /* the last one that is planned */
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(HV_MEETINGS_MAX)), DONE);
    assert_int_equal(hv_group_keys_end(evening.group, HV_KEEP_COURSE, 1000),
                     evening.now + 30 * day);
    evening_end(&evening);
}

static void nothing_of_an_evening_goes_without_one(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), REFUSED(NO_MEETING) },
        { FACILITATOR, END_STEP(1, 1), REFUSED(NO_MEETING) },
        { FACILITATOR, PUSH(0), REFUSED(NO_MEETING) },
        { FACILITATOR, SKIP(1, true), REFUSED(NO_MEETING) },
        { FACILITATOR, MOVE_STEP(1, 2), REFUSED(NO_MEETING) },
        { FACILITATOR, PRESENCE(1, AWAY), REFUSED(NO_MEETING) },
        { FACILITATOR, TIMER(START, 5), REFUSED(NO_MEETING) },
        { FACILITATOR, ANNOUNCE("x"), REFUSED(NO_MEETING) },
        { FACILITATOR, PICK(1, REVEAL_A, 0, true), REFUSED(NO_MEETING) },
        { FACILITATOR, EXAMPLE(1, 0), REFUSED(NO_MEETING) },
        { FACILITATOR, WRITE(0, HV_NO_FIELD, "x"), REFUSED(NO_MEETING) },
        { FACILITATOR, CLEAR_WALL(), REFUSED(NO_MEETING) },
        { PEN(1), UNLOCK(1), REFUSED(NO_MEETING) },
        { TABLE(1), MORE_TIME(), REFUSED(NO_MEETING) },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), REFUSED(RUN_OVER) },
        { TABLE(1), TOGETHER(1, SOLO), REFUSED(RUN_OVER) },
        { FACILITATOR, COMMAND(RENAME_SEAT, .rename_seat = { 1, BYTES("Cato") }), DONE },
    };
    const struct hv_exercise *definitions[4];
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, 1)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(hv_group_definitions(evening.group, definitions, 4), 0);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_meeting_opens_and_ends_once),
        cmocka_unit_test(an_evening_begins_with_its_first_step),
        cmocka_unit_test(ending_locks_all_and_ends_what_runs),
        cmocka_unit_test(the_tick_ends_the_evening_at_its_end),
        cmocka_unit_test(a_new_meeting_begins_clean),
        cmocka_unit_test(an_ended_meeting_goes_on_the_same_evening),
        cmocka_unit_test(only_who_is_marked_here_writes_and_opens),
        cmocka_unit_test(who_is_alone_goes_on_and_that_makes_nobody_ready),
        cmocka_unit_test(ready_is_of_both_and_stays),
        cmocka_unit_test(who_comes_late_gets_the_short_form),
        cmocka_unit_test(the_short_form_asks_the_core_fields_only),
        cmocka_unit_test(the_clock_counts_and_never_acts),
        cmocka_unit_test(announcements_come_and_go),
        cmocka_unit_test(requests_stand_until_they_are_handled),
        cmocka_unit_test(nothing_of_an_evening_goes_without_one),
        cmocka_unit_test(keys_end_with_the_evening_or_the_course),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
