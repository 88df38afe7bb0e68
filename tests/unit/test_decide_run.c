/* SPDX-License-Identifier: EUPL-1.2 */
/* The agenda, lived: starting, repeating, pushing, moving; and where the group and its units are in
 * a run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/group_state.h"
#include "tests/unit/evening.h"

static void assert_agenda(const struct evening *evening, const uint16_t *ids, size_t count)
{
    assert_int_equal(evening->group->step_count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(evening->group->steps[i].id, ids[i]);
    }
}

#define AGENDA(evening, ...)                                    \
    assert_agenda((evening), (const uint16_t[]){ __VA_ARGS__ }, \
                  COUNT(((const uint16_t[]){ __VA_ARGS__ })))

static void starting_a_step_ends_the_one_before(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, 1)), DONE);
    assert_int_equal(evening.last.number, 1);
    assert_int_equal(evening.last.record.event_count, 2);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(1, 2)), DONE);
    assert_int_equal(evening.last.number, 2);
    assert_int_equal(evening.last.record.event_count, 4);
    assert_int_equal(evening.last.record.events[0].type, HV_EVENT_RUN_ENDED);
    assert_int_equal(evening.last.record.events[1].type, HV_EVENT_STEP_ENDED);
    assert_int_equal(evening.last.record.events[2].type, HV_EVENT_STEP_STARTED);
    assert_int_equal(evening.last.record.events[3].type, HV_EVENT_RUN_OPENED);
    assert_true(hv_find_run(evening.group, 1)->over);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(2, STEP_BREAK)), DONE);
    assert_int_equal(evening.group->run, 0);
    evening_end(&evening);
}

static void two_facilitators_press_at_once(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), DONE },
        { CO_FACILITATOR, START(0, 1), AGAIN },
        { CO_FACILITATOR, START(0, 2), REFUSED(MOVED_ON) },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { CO_FACILITATOR, STAGE(1, BRIEF, SOLO), AGAIN },
        { CO_FACILITATOR, STAGE(1, BRIEF, SHARE), REFUSED(MOVED_ON) },
        { FACILITATOR, PUSH(1), DONE },
        { CO_FACILITATOR, PUSH(1), REFUSED(MOVED_ON) },
        { FACILITATOR, END_STEP(6, 2), DONE },
        { CO_FACILITATOR, END_STEP(6, 2), AGAIN },
        { CO_FACILITATOR, END_STEP(3, 2), REFUSED(MOVED_ON) },
        { CO_FACILITATOR, END_STEP(33, 2), REFUSED(NOT_FOUND) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void a_step_is_repeated_as_a_new_run(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, START(1, 1), AGAIN },
        { FACILITATOR, REPEAT(1, 1, 1), DONE },
        { CO_FACILITATOR, REPEAT(1, 1, 1), AGAIN }, /* both pressed: one new run */
        { CO_FACILITATOR, END_STEP(1, 1),
          AGAIN }, /* and the new one is not the one that was meant */
        { FACILITATOR, START(1, 2), DONE },
        { FACILITATOR, START(2, 1), REFUSED(INVALID) }, /* it ran before */
        { FACILITATOR, REPEAT(2, 1, 3), DONE },
        { FACILITATOR, STAGE(2, BRIEF, SOLO), REFUSED(RUN_OVER) },
        { FACILITATOR, STAGE(9, BRIEF, SOLO), REFUSED(RUN_OVER) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(evening.group->run, 4);
    evening_end(&evening);
}

static void an_exercise_of_the_library_is_pushed_in_the_middle(void **state)
{
    const struct hv_exercise *definitions[8];
    struct hv_command nothing = PUSH(1);
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(hv_group_definitions(evening.group, definitions, 8), 4);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, 1)), DONE);
    nothing.insert_step.definition = NULL;
    assert_int_equal(evening_do(&evening, FACILITATOR, nothing), REFUSED(NOT_FOUND));
    assert_int_equal(evening_do(&evening, FACILITATOR, PUSH(1)), DONE);
    assert_int_equal(evening.last.number, 2); /* the run */
    AGENDA(&evening, 1, 6, 2, 3, 4, 5);
    assert_true(hv_bytes_equal(hv_group_run_exercise(evening.group, 2)->id, BYTES("library")));
    assert_ptr_not_equal(hv_group_run_exercise(evening.group, 2), evening_library());
    assert_int_equal(hv_group_definitions(evening.group, definitions, 8), 5);

    assert_int_equal(evening_do(&evening, FACILITATOR, PUSH(6)), DONE); /* once more: kept once */
    AGENDA(&evening, 1, 6, 7, 2, 3, 4, 5);
    assert_ptr_equal(hv_group_run_exercise(evening.group, 3),
                     hv_group_run_exercise(evening.group, 2));
    assert_int_equal(hv_group_definitions(evening.group, definitions, 8), 5);
    assert_int_equal(hv_group_definitions(evening.group, definitions, 2), 2);

    assert_int_equal(evening_do(&evening, FACILITATOR, END_STEP(7, evening.group->run)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, PUSH(0)),
                     DONE); /* nothing under way: at the end */
    AGENDA(&evening, 1, 6, 7, 2, 3, 4, 5, 8);
    evening_end(&evening);
}

#define INSERT(a, k, t)  \
    COMMAND(INSERT_STEP, \
            .insert_step = { .after = (a), .kind = HV_STEP_##k, .title = BYTES(t), .minutes = 5 })

static void the_agenda_changes_live(void **state)
{
    struct hv_command exercise = INSERT(4, EXERCISE, "");
    static const uint8_t long_title[HV_STEP_TITLE_MAX + 1] = { 'x' };
    struct hv_command too_long = INSERT(0, TALK, "x");
    struct evening evening;
    int outcome;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, INSERT(0, TALK, "Welkom")), DONE);
    assert_int_equal(evening.last.number, 6);
    AGENDA(&evening, 6, 1, 2, 3, 4, 5);
    assert_int_equal(evening_do(&evening, FACILITATOR, INSERT(5, SCENE, "Spel")), DONE);
    exercise.insert_step.definition = evening_library();
    assert_int_equal(evening_do(&evening, FACILITATOR, exercise), DONE);
    AGENDA(&evening, 6, 1, 2, 3, 4, 8, 5, 7);
    assert_int_equal(evening.group->steps[5].step.minutes, 5);
    assert_int_equal(evening_do(&evening, FACILITATOR, INSERT(0, TALK, "")), REFUSED(INVALID));
    too_long.insert_step.title = (struct hv_bytes){ long_title, sizeof long_title };
    assert_int_equal(evening_do(&evening, FACILITATOR, too_long), REFUSED(NOT_ACCEPTED));
    assert_int_equal(evening_do(&evening, FACILITATOR, INSERT(99, TALK, "x")), REFUSED(NOT_FOUND));

    assert_int_equal(evening_do(&evening, FACILITATOR, MOVE_STEP(7, 0)), DONE);
    AGENDA(&evening, 7, 6, 1, 2, 3, 4, 8, 5);
    assert_int_equal(evening_do(&evening, CO_FACILITATOR, MOVE_STEP(7, 0)), AGAIN);
    assert_int_equal(evening_do(&evening, FACILITATOR, MOVE_STEP(7, 3)), DONE);
    AGENDA(&evening, 6, 1, 2, 3, 7, 4, 8, 5);
    assert_int_equal(evening_do(&evening, FACILITATOR, MOVE_STEP(6, 5)), DONE);
    AGENDA(&evening, 1, 2, 3, 7, 4, 8, 5, 6);
    assert_int_equal(evening_do(&evening, FACILITATOR, MOVE_STEP(6, 6)), REFUSED(INVALID));
    assert_int_equal(evening_do(&evening, FACILITATOR, MOVE_STEP(66, 6)), REFUSED(NOT_FOUND));
    assert_int_equal(evening_do(&evening, FACILITATOR, MOVE_STEP(6, 66)), REFUSED(NOT_FOUND));

    do {
        outcome = evening_do(&evening, FACILITATOR, INSERT(0, TALK, "Nog een"));
    } while (outcome == DONE);
    assert_int_equal(outcome, REFUSED(FULL));
    assert_int_equal(evening.group->step_count, HV_STEPS_MAX);
    assert_int_equal(evening_do(&evening, FACILITATOR, PUSH(0)), REFUSED(FULL));
    evening_end(&evening);
}

static void a_step_is_skipped_and_taken_back(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, SKIP(2, true), DONE },
        { CO_FACILITATOR, SKIP(2, true), AGAIN },
        { FACILITATOR, SKIP(2, false), DONE },
        { FACILITATOR, SKIP(22, true), REFUSED(NOT_FOUND) },
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, SKIP(1, true), REFUSED(INVALID) }, /* it is under way */
        { FACILITATOR, SKIP(2, true), DONE },
        { FACILITATOR, START(1, 2), DONE }, /* started all the same: not skipped any more */
        { FACILITATOR, SKIP(1, true), REFUSED(INVALID) }, /* it is done */
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_false(hv_find_step(evening.group, 2)->skipped);
    evening_end(&evening);
}

/* ---- Stages ---- */

static struct hv_place place_of(const struct evening *evening, uint16_t unit)
{
    return hv_unit_place(hv_find_run(evening->group, evening->group->run), unit);
}

static void a_block_is_entered_and_left_as_a_whole(void **state)
{
    const struct line before[] = {
        { FACILITATOR, START(0, 1), DONE },
        { TABLE(1), GO(1, SOLO, OPEN), REFUSED(MOVED_ON) },       /* not in the block yet */
        { FACILITATOR, STAGE(1, BRIEF, OPEN), REFUSED(INVALID) }, /* in the middle of it */
        { FACILITATOR, STAGE(1, BRIEF, 7), REFUSED(INVALID) },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { FACILITATOR, ALONE(1, 1), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { TABLE(1), GO(1, SOLO, OPEN), DONE },
        { PEN(1), GO(1, SOLO, OPEN), AGAIN },
        { TABLE(1), GO(1, SOLO, TALK), REFUSED(MOVED_ON) },
        { TABLE(1), GO(1, OPEN, JOINT), REFUSED(INVALID) }, /* one at a time */
        { TABLE(1), GO(1, OPEN, SHARE), REFUSED(INVALID) },
        { TABLE(1), GO(1, OPEN, BRIEF), REFUSED(INVALID) },
        { TABLE(1), GO(1, OPEN, 99), REFUSED(INVALID) },
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), GO(1, TALK, SOLO), DONE }, /* back to any */
        { TABLE(1), GO(1, SOLO, OPEN), DONE },
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), GO(1, TALK, JOINT), DONE },
        { TABLE(1), GO(1, JOINT, SHARE), REFUSED(INVALID) }, /* the facilitator ends the block */
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, before, COUNT(before));
    assert_int_equal(place_of(&evening, 1).stage, JOINT);
    assert_int_equal(place_of(&evening, 2).stage, SOLO);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARE)), DONE);
    assert_int_equal(place_of(&evening, 1).stage, SHARE);
    assert_int_equal(evening_do(&evening, TABLE(1), GO(1, SHARE, JOINT)), REFUSED(MOVED_ON));
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SHARE, SOLO)), DONE);
    assert_int_equal(place_of(&evening, 1).stage, SOLO);
    evening_end(&evening);
}

static void a_stage_once_reached_stays_open_to_writing(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "x"), REFUSED(NOT_YET) },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "x"), REFUSED(NOT_YET) },
        { FACILITATOR, STAGE(1, SOLO, BRIEF), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "x"), DONE },
        { FACILITATOR, STAGE(1, BRIEF, CLOSE), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 2, "xy"), DONE }, /* a stage never shuts a pen */
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "x"), DONE },
        { FACILITATOR, END_STEP(1, 1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 3, "xyz"), DONE }, /* nor does the end */
        { TABLE(1), JOINTLY(1, REVEAL_J, 2, "xy"), REFUSED(RUN_OVER) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void sharing_closes_for_all_or_for_one(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, SHARING(1, 0, true), AGAIN },
        { FACILITATOR, SHARING(1, 2, false), DONE },
        { FACILITATOR, SHARING(1, 2, false), AGAIN },
        { FACILITATOR, SHARING(1, 0, false), DONE },
        { FACILITATOR, SHARING(1, 0, true), DONE },
        { FACILITATOR, SHARING(1, 99, true), REFUSED(NOT_FOUND) },
        { FACILITATOR, SHARING(2, 0, true), REFUSED(RUN_OVER) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

/* ---- Keys ---- */

static unsigned keys_named(const struct evening *evening, const struct hv_key_scope *wanted)
{
    unsigned count = 0;

    for (uint32_t i = 0; i < evening->last.key_count; i++) {
        count += hv_key_scope_equal(&evening->last.keys[i], wanted) ? 1 : 0;
    }
    return count;
}

static void a_run_names_the_keys_of_who_is_here(void **state)
{
    const struct hv_key_scope draft = {
        .owner = HV_OWNER_SEAT, .number = 3, .run = 1, .meeting = 1, .keep = HV_KEEP_DRAFT
    };
    const struct hv_key_scope course = {
        .owner = HV_OWNER_SEAT, .number = 3, .run = 1, .meeting = 1, .keep = HV_KEEP_COURSE
    };
    const struct hv_key_scope joint = {
        .owner = HV_OWNER_UNIT, .number = 2, .run = 1, .meeting = 1, .keep = HV_KEEP_DRAFT
    };
    const struct hv_key_scope absent = {
        .owner = HV_OWNER_SEAT, .number = 1, .run = 1, .meeting = 1, .keep = HV_KEEP_DRAFT
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, PRESENCE(1, AWAY)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, 1)), DONE);
    assert_int_equal(evening.last.key_count, 5 * (2 * 5 + 1));
    assert_int_equal(keys_named(&evening, &draft), 1);
    assert_int_equal(keys_named(&evening, &course), 1);
    assert_int_equal(keys_named(&evening, &joint), 1);
    assert_int_equal(keys_named(&evening, &absent), 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, PRESENCE(1, HERE)), DONE); /* comes in */
    assert_int_equal(keys_named(&evening, &absent), 1);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(1, 4)), DONE); /* nothing to answer */
    assert_int_equal(evening.last.key_count, 0);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starting_a_step_ends_the_one_before),
        cmocka_unit_test(two_facilitators_press_at_once),
        cmocka_unit_test(a_step_is_repeated_as_a_new_run),
        cmocka_unit_test(an_exercise_of_the_library_is_pushed_in_the_middle),
        cmocka_unit_test(the_agenda_changes_live),
        cmocka_unit_test(a_step_is_skipped_and_taken_back),
        cmocka_unit_test(a_block_is_entered_and_left_as_a_whole),
        cmocka_unit_test(a_stage_once_reached_stays_open_to_writing),
        cmocka_unit_test(sharing_closes_for_all_or_for_one),
        cmocka_unit_test(a_run_names_the_keys_of_who_is_here),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
