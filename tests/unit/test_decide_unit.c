/* SPDX-License-Identifier: EUPL-1.2 */
/* What a couple does together: opening, turns, joint fields. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/group_state.h"
#include "tests/unit/evening.h"

static const struct hv_unit_run *couple(const struct evening *evening)
{
    return hv_unit_in_run(hv_find_run(evening->group, evening->group->run), 1);
}

/* An exercise in its block, seats 1 and 2 unlocked on their pens. */
static void begin_block(struct evening *evening, uint16_t step)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, step), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

/* ---- Opening together ---- */

enum kind {
    SHOWN,
    KEPT,
    ALOUD,
    SKIPPED,
    UNTOUCHED,
    KINDS
};

static void answer_and_close(struct evening *evening, uint16_t seat, enum kind kind)
{
    struct hv_command answer = SAVE(1, seat, REVEAL_P, 1, "iets");

    if (kind == ALOUD || kind == SKIPPED) {
        answer.save_field.answer = kind == ALOUD ? HV_ANSWER_ALOUD : HV_ANSWER_SKIPPED;
        answer.save_field.packed.size = 0;
    }
    if (kind != UNTOUCHED) {
        assert_int_equal(evening_do(evening, PEN(seat), answer), DONE);
    }
    assert_int_equal(
        evening_do(evening, PEN(seat), ENVELOPE(1, seat, FIRST, kind == KEPT ? 0 : BIT(REVEAL_P))),
        DONE);
}

static void a_field_opens_only_where_both_gave_and_showed_it(void **state)
{
    (void)state;
    for (unsigned a = 0; a < KINDS; a++) {
        for (unsigned b = 0; b < KINDS; b++) {
            bool opens = a == SHOWN && b == SHOWN;
            struct evening evening;

            begin_block(&evening, REVEAL + 1);
            answer_and_close(&evening, 1, (enum kind)a);
            assert_int_equal(evening_do(&evening, TABLE(1), TOGETHER(1, SOLO)), REFUSED(NOT_READY));
            answer_and_close(&evening, 2, (enum kind)b);
            assert_int_equal(evening_do(&evening, TABLE(1), TOGETHER(1, SOLO)), DONE);
            assert_int_equal(evening_event(&evening, HV_EVENT_OPENED)->opened.author, 0);
            assert_int_equal(couple(&evening)->opened[0], opens ? BIT(REVEAL_P) : 0);
            assert_int_equal(couple(&evening)->opened[1], opens ? BIT(REVEAL_P) : 0);
            assert_int_equal(couple(&evening)->opened_gates, BIT(OPEN));
            assert_int_equal(couple(&evening)->place.stage, OPEN);
            evening_end(&evening);
        }
    }
}

static void one_tap_opens_once(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { TABLE(1), TOGETHER(1, BRIEF), REFUSED(NOT_FOUND) }, /* no gate there */
        { TABLE(1), TOGETHER(1, 99), REFUSED(INVALID) },
        { TABLE(1), TOGETHER(2, SOLO), REFUSED(RUN_OVER) },
        { TABLE(1), TOGETHER(1, OPEN), REFUSED(MOVED_ON) },
        { PEN(1), TOGETHER(1, SOLO), DONE },
        { PEN(2), TOGETHER(1, SOLO), AGAIN }, /* both tapped */
        { TABLE(1), TOGETHER(1, OPEN), AGAIN },
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { PEN(2), TOGETHER(1, SOLO), AGAIN },
        { PEN(2), LOCK(2), DONE },
        { PEN(2), GO(1, TALK, JOINT), REFUSED(LOCKED) }, /* a pen only with its seat unlocked */
        { TABLE(1), GO(1, TALK, JOINT), DONE },
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, REVEAL + 1);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void opening_nothing_is_always_allowed(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "twee"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, BIT(REVEAL_P)), DONE },
        { TABLE(1), GO(1, SOLO, OPEN), DONE },
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), TOGETHER(1, TALK), REFUSED(NOT_FOUND) },
        { TABLE(1), TOGETHER(1, OPEN), REFUSED(MOVED_ON) },
        { TABLE(1), GO(1, TALK, OPEN), DONE }, /* and yet */
        { FACILITATOR, SHARING(1, 0, false), DONE },
        { TABLE(1), TOGETHER(1, OPEN), REFUSED(SHARING_CLOSED) },
        { FACILITATOR, SHARING(1, 0, true), DONE },
        { TABLE(1), TOGETHER(1, OPEN), DONE },
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, REVEAL + 1);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(couple(&evening)->opened[0], BIT(REVEAL_P));
    evening_end(&evening);
}

static void with_three_it_opens_where_all_three_showed(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, ADD_UNIT(BYTES("a"), BYTES("b"), BYTES("c")), DONE },
        { FACILITATOR, COMMAND(INVITE, .invite = { HV_ROLE_TABLE, 7, 0, { 0xaa } }), DONE },
        { FACILITATOR, PRESENCE(7, HERE), DONE },
        { FACILITATOR, FORM(1, 7, FULL), DONE }, /* late, and yet the whole */
    };
    const uint16_t table = PEN(12) + 1;
    struct evening evening;

    (void)state;
    begin_block(&evening, REVEAL + 1);
    evening_play(&evening, lines, COUNT(lines));
    for (uint16_t seat = 13; seat <= 15; seat++) { /* passes on one table */
        const uint32_t shows = BIT(REVEAL_P) | (seat == 14 ? 0 : BIT(REVEAL_P2));

        assert_int_equal(evening_do(&evening, table, TOGETHER(1, SOLO)), REFUSED(NOT_READY));
        assert_int_equal(evening_do(&evening, table, UNLOCK(seat)), DONE);
        assert_int_equal(evening_do(&evening, table, CONSENT(seat, true)), DONE);
        assert_int_equal(evening_do(&evening, table, SAVE(1, seat, REVEAL_P, 1, "x")), DONE);
        assert_int_equal(evening_do(&evening, table, SAVE(1, seat, REVEAL_P2, 1, "y")), DONE);
        assert_int_equal(evening_do(&evening, table, ENVELOPE(1, seat, FIRST, shows)), DONE);
    }
    assert_int_equal(evening_do(&evening, table, TOGETHER(1, SOLO)), DONE);
    assert_int_equal(evening_event(&evening, HV_EVENT_OPENED)->opened.fields, BIT(REVEAL_P));
    evening_end(&evening);
}

/* ---- Turns ---- */

static void a_turn_opens_what_its_author_showed(void **state)
{
    const struct line prepare[] = {
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1), REFUSED(NOT_READY) },
        { PEN(1), SAVE(1, 1, TURNS_P, 1, "een"), DONE },
        { PEN(1), SAVE(1, 1, TURNS_L, 1, "te vroeg"), REFUSED(NOT_YET) },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(TURNS_P)), DONE },
        { PEN(1), ENVELOPE(1, 1, SECOND, 0), REFUSED(NOT_YET) },
        { PEN(2), SAVE(1, 2, TURNS_P, 1, "twee"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE }, /* keeps */
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 0), REFUSED(INVALID) },
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 2), REFUSED(INVALID) },
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1), DONE },
    };
    const struct line listen[] = {
        { PEN(2), SAVE(1, 2, TURNS_L, 1, "ik hoorde"), DONE },
        { TABLE(1), TURN(1, TURNS_TURNS, 1, TURNS_TURNS, 2), DONE },
    };
    const struct line finish[] = {
        { TABLE(1), TURN(1, TURNS_TURNS, 2, TURNS_TURNS, 1), DONE },
        { TABLE(1), TURN(1, TURNS_TURNS, 1, TURNS_TURNS, 2),
          DONE }, /* begun before: opens nothing more */
        { PEN(1), SAVE(1, 1, TURNS_L, 1, "ik ook"), DONE },
        { TABLE(1), TURN(1, TURNS_TURNS, 2, TURNS_TURNS, 3), REFUSED(INVALID) },
        { TABLE(1), TURN(1, TURNS_TURNS, 2, TURNS_OPEN, 0), REFUSED(NOT_READY) },
        { PEN(1), ENVELOPE(1, 1, SECOND, BIT(TURNS_L)), DONE },
        { PEN(2), ENVELOPE(1, 2, SECOND, BIT(TURNS_L)), DONE },
        { TABLE(1), TOGETHER_FROM_TURN(1, TURNS_TURNS, 1), REFUSED(NOT_FOUND) },
        { TABLE(1), TOGETHER_FROM_TURN(1, TURNS_TURNS, 2), DONE },
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, TURNS + 1);
    evening_play(&evening, prepare, COUNT(prepare));
    assert_int_equal(evening_event(&evening, HV_EVENT_OPENED)->opened.author, 1);
    assert_int_equal(evening_event(&evening, HV_EVENT_OPENED)->opened.fields, BIT(TURNS_P));
    evening_play(&evening, listen, COUNT(listen));
    assert_int_equal(evening_event(&evening, HV_EVENT_OPENED)->opened.author, 2);
    assert_int_equal(evening_event(&evening, HV_EVENT_OPENED)->opened.fields, 0);
    evening_play(&evening, finish, 2);
    assert_null(evening_event(&evening, HV_EVENT_OPENED));
    evening_play(&evening, finish + 2, COUNT(finish) - 2);
    assert_int_equal(couple(&evening)->opened[0], BIT(TURNS_P) | BIT(TURNS_L));
    assert_int_equal(couple(&evening)->opened[1], BIT(TURNS_L));
    evening_end(&evening);
}

static void alone_there_is_one_turn_that_opens_nothing(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, ALONE(1, 2), DONE },
        { PEN(2), SAVE(1, 2, TURNS_P, 1, "twee"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, BIT(TURNS_P)), DONE },
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1), DONE },
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, TURNS + 1);
    evening_play(&evening, lines, COUNT(lines));
    assert_null(evening_event(&evening, HV_EVENT_OPENED));
    assert_int_equal(couple(&evening)->opened_turns[TURNS_TURNS], 0);
    assert_int_equal(evening_do(&evening, TABLE(1), TURN(1, TURNS_TURNS, 1, TURNS_TURNS, 2)),
                     REFUSED(INVALID));
    assert_int_equal(evening_do(&evening, PEN(2), ENVELOPE(1, 2, SECOND, 0)), DONE);
    assert_int_equal(evening_do(&evening, TABLE(1), TURN(1, TURNS_TURNS, 1, TURNS_OPEN, 0)), DONE);
    evening_end(&evening);
}

/* Whoever came later finds nothing of what the first one did alone, and is waited for. */
static void a_turn_opens_nothing_before_both_have_closed(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, ALONE(1, 1), DONE },
        { PEN(1), SAVE(1, 1, TURNS_P, 1, "een"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(TURNS_P)), DONE },
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { TABLE(1), TURN(1, TURNS_TURNS, 1, TURNS_TURNS, 2), REFUSED(NOT_READY) },
        { TABLE(1), TURN(1, TURNS_TURNS, 1, SOLO, 0), DONE },
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1), REFUSED(NOT_READY) },
    };
    const struct line both[] = {
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1), DONE },
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, TURNS + 1);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(couple(&evening)->opened[0], 0);
    assert_int_equal(couple(&evening)->opened_turns[TURNS_TURNS], 0);
    evening_play(&evening, both, COUNT(both));
    assert_int_equal(couple(&evening)->opened[0], BIT(TURNS_P));
    evening_end(&evening);
}

static void a_closed_window_opens_no_turn(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, TURNS_P, 1, "een"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(TURNS_P)), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { FACILITATOR, SHARING(1, 1, false), DONE },
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1), DONE },
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, TURNS + 1);
    evening_play(&evening, lines, COUNT(lines));
    assert_null(evening_event(&evening, HV_EVENT_OPENED));
    assert_int_equal(evening_do(&evening, FACILITATOR, SHARING(1, 1, true)), DONE);
    assert_int_equal(evening_do(&evening, TABLE(1), TURN(1, TURNS_TURNS, 1, SOLO, 0)), DONE);
    assert_int_equal(evening_do(&evening, TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1)), DONE);
    assert_int_equal(evening_event(&evening, HV_EVENT_OPENED)->opened.fields, BIT(TURNS_P));
    evening_end(&evening);
}

/* What opened leaves when the block ends; coming back into it brings nothing again. */
static void what_opened_stays_until_the_block_ends(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "twee"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, BIT(REVEAL_P)), DONE },
        { TABLE(1), TOGETHER(1, SOLO), DONE },
        { PEN(2), CONSENT(2, false), DONE },
        { FACILITATOR, STAGE(1, SOLO, SHARE), DONE },
        { FACILITATOR, STAGE(1, SHARE, SOLO), DONE },
        { TABLE(1), TOGETHER(1, SOLO), AGAIN },
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, REVEAL + 1);
    evening_play(&evening, lines, 6);
    assert_int_equal(couple(&evening)->opened[1], BIT(REVEAL_P));
    evening_play(&evening, lines + 6, COUNT(lines) - 6);
    assert_int_equal(couple(&evening)->opened[0], 0);
    assert_int_equal(couple(&evening)->opened[1], 0);
    assert_int_equal(couple(&evening)->opened_gates, BIT(OPEN));
    evening_end(&evening);
}

/* ---- Joint fields ---- */

static void begin_joint(struct evening *evening)
{
    const struct line lines[] = {
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE }, { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { TABLE(1), GO(1, SOLO, OPEN), DONE },      { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), GO(1, TALK, JOINT), DONE },
    };

    begin_block(evening, REVEAL + 1);
    evening_play(evening, lines, COUNT(lines));
}

static void two_marks_confirm_what_was_on_the_screen(void **state)
{
    const struct line lines[] = {
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "samen"), DONE }, /* no unlock asked */
        { PEN(2), JOINTLY(1, REVEAL_J, 1, "later"), REFUSED(STALE) },
        { PEN(2), JOINTLY(1, REVEAL_J, 1 + HV_REVISION_STEP_MAX + 1, "later"), REFUSED(INVALID) },
        { TABLE(1), JOINTLY(1, REVEAL_P, 1, "x"), REFUSED(NOT_FOUND) },
        { TABLE(1), JOINTLY(1, 99, 1, "x"), REFUSED(NOT_FOUND) },
        { TABLE(1), MARK(1, 1, 0, true), REFUSED(STALE) },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { PEN(1), MARK(1, 1, 1, true), AGAIN },
        { PEN(1), MARK(1, 2, 1, true), REFUSED(NOT_YOURS) },
        { TABLE(1), MARK(1, 3, 1, true), REFUSED(NOT_YOURS) },
        { PEN(2), JOINTLY(1, REVEAL_J, 2, "samen thuis"), DONE }, /* takes the mark away */
        { TABLE(1), MARK(1, 2, 1, true), REFUSED(STALE) },
        { TABLE(1), MARK(1, 2, 2, true), DONE },
        { TABLE(1), MARK(1, 2, 2, false), DONE },
        { TABLE(1), MARK(1, 2, 2, true), DONE },
        { PEN(1), MARK(1, 1, 2, true), DONE },
    };
    const struct hv_event *confirmed;
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    evening_play(&evening, lines, COUNT(lines));
    confirmed = evening_event(&evening, HV_EVENT_JOINT_CONFIRMED);
    assert_non_null(confirmed);
    assert_int_equal(confirmed->joint_confirmed.value_count, 2);
    for (uint16_t member = 0; member < 2; member++) {
        const struct hv_slot *copy = &couple(&evening)->joints[REVEAL_J].copies[member];

        assert_int_equal(copy->scope.owner, HV_OWNER_SEAT);
        assert_int_equal(copy->scope.number, member + 1);
        assert_int_equal(copy->scope.keep, HV_KEEP_COURSE);
        assert_int_equal(copy->size, 11);
        assert_memory_equal(copy->bytes, "samen thuis", 11);
    }
    assert_int_equal(couple(&evening)->joints[REVEAL_J].draft.scope.owner, HV_OWNER_UNIT);
    assert_true(couple(&evening)->confirmed);
    assert_int_equal(evening_do(&evening, PEN(1), MARK(1, 1, 2, true)), AGAIN);
    assert_int_equal(evening_do(&evening, PEN(1), JOINTLY(1, REVEAL_J, 3, "toch anders")), DONE);
    assert_false(couple(&evening)->confirmed);
    evening_end(&evening);
}

static void who_is_away_is_not_waited_for(void **state)
{
    const struct line lines[] = {
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "samen"), DONE },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { FACILITATOR, ALONE(1, 1), DONE },
        { TABLE(1), MARK(1, 2, 1, true), REFUSED(NOT_ADMITTED) },
        { TABLE(1), MARK(1, 1, 1, true), DONE }, /* all who are here have marked */
    };
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(evening_event(&evening, HV_EVENT_JOINT_CONFIRMED)->joint_confirmed.value_count,
                     1);
    evening_end(&evening);
}

/* Who came back gets a copy as well, by the mark of that one alone. */
static void a_late_partner_gets_a_copy(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, ALONE(1, 1), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "samen"), DONE },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { TABLE(1), MARK(1, 1, 1, true), AGAIN },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { TABLE(1), MARK(1, 2, 1, true), DONE },
        { TABLE(1), MARK(1, 2, 1, true), AGAIN },
    };
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    evening_play(&evening, lines, 3);
    assert_false(couple(&evening)->joints[REVEAL_J].copies[1].present);
    evening_play(&evening, lines + 3, 3);
    assert_non_null(evening_event(&evening, HV_EVENT_JOINT_CONFIRMED));
    assert_true(couple(&evening)->joints[REVEAL_J].copies[1].present);
    evening_play(&evening, lines + 6, 1);
    evening_end(&evening);
}

/* A copy of an older text is none: whoever missed the newer one gets it by a mark. */
static void a_copy_is_of_what_was_confirmed_last(void **state)
{
    const struct line lines[] = {
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "samen"), DONE },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { TABLE(1), MARK(1, 2, 1, true), DONE },
        { FACILITATOR, ALONE(1, 1), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 2, "anders"), DONE },
        { TABLE(1), MARK(1, 1, 2, true), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { TABLE(1), MARK(1, 2, 2, true), DONE },
    };
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(couple(&evening)->joints[REVEAL_J].copies[1].size, 6);
    assert_memory_equal(couple(&evening)->joints[REVEAL_J].copies[1].bytes, "anders", 6);
    evening_end(&evening);
}

/* Own consent is said to its own pen. Nobody else meets it: what is joint is taken and confirmed
 * all the same, and only who consented keeps a copy. */
static void joint_fields_tell_nobody_of_a_missing_consent(void **state)
{
    const struct line lines[] = {
        { PEN(2), CONSENT(2, false), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "samen"), DONE },
        { PEN(1), JOINTLY(1, REVEAL_J, 2, "samen!"), DONE },
        { PEN(2), JOINTLY(1, REVEAL_J, 3, "nee"), REFUSED(CONSENT_MISSING) },
        { PEN(2), MARK(1, 2, 2, true), REFUSED(CONSENT_MISSING) },
        { PEN(1), MARK(1, 1, 2, true), DONE },
        { TABLE(1), MARK(1, 2, 2, true), DONE },
    };
    struct evening evening;
    const struct hv_unit_run *in_run;

    (void)state;
    begin_joint(&evening);
    evening_play(&evening, lines, COUNT(lines));
    in_run = couple(&evening);
    assert_int_not_equal(in_run->confirmed, 0);
    assert_memory_equal(in_run->joints[REVEAL_J].copies[0].bytes, "samen!", 6);
    assert_int_equal(in_run->joints[REVEAL_J].copies[1].size, 0);
    evening_end(&evening);
}

static void a_closed_window_holds_joint_fields(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, SHARING(1, 1, false), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "samen"), REFUSED(SHARING_CLOSED) },
        { PEN(1), MARK(1, 1, 0, true), REFUSED(SHARING_CLOSED) },
        { FACILITATOR, SHARING(1, 1, true), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "samen"), DONE },
    };
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

/* Reopening an envelope destroys the older generation's keys: no joint value may lie under one of
 * those. */
static void no_copy_lies_under_a_key_of_an_envelope(void **state)
{
    const struct line lines[] = {
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "samen"), DONE },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { TABLE(1), MARK(1, 2, 1, true), DONE },
    };
    struct hv_key_scope scope;
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    evening_play(&evening, lines, COUNT(lines));
    scope = couple(&evening)->joints[REVEAL_J].copies[0].scope;
    assert_int_equal(scope.generation, HV_GENERATION_JOINT);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_opens_only_where_both_gave_and_showed_it),
        cmocka_unit_test(one_tap_opens_once),
        cmocka_unit_test(opening_nothing_is_always_allowed),
        cmocka_unit_test(with_three_it_opens_where_all_three_showed),
        cmocka_unit_test(a_turn_opens_what_its_author_showed),
        cmocka_unit_test(alone_there_is_one_turn_that_opens_nothing),
        cmocka_unit_test(a_turn_opens_nothing_before_both_have_closed),
        cmocka_unit_test(a_closed_window_opens_no_turn),
        cmocka_unit_test(what_opened_stays_until_the_block_ends),
        cmocka_unit_test(two_marks_confirm_what_was_on_the_screen),
        cmocka_unit_test(who_is_away_is_not_waited_for),
        cmocka_unit_test(a_late_partner_gets_a_copy),
        cmocka_unit_test(a_copy_is_of_what_was_confirmed_last),
        cmocka_unit_test(joint_fields_tell_nobody_of_a_missing_consent),
        cmocka_unit_test(a_closed_window_holds_joint_fields),
        cmocka_unit_test(no_copy_lies_under_a_key_of_an_envelope),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
