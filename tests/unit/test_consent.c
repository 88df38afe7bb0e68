/* SPDX-License-Identifier: EUPL-1.2 */
/* Consent to a statement whose text changes: who said yes to another is asked again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/group_state.h"
#include "core/visible.h"
#include "tests/unit/evening.h"

#define NEW evening_new_statement()

static const struct hv_seat *seat_of(const struct evening *evening, uint16_t number)
{
    return &evening->group->seats[number - 1];
}

static struct hv_seat_pane own_page(const struct evening *evening, uint16_t seat)
{
    struct hv_pane_key key = { HV_PANE_SEAT, seat };
    struct hv_arena arena;
    struct hv_pane pane;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(hv_group_view(evening->group, NULL, key, &arena, &pane), HV_OK);
    hv_arena_free(&arena);
    return pane.seat; /* its texts are the group's */
}

/* How many rows facilitators get of the answers to a run. */
static uint32_t answers(const struct evening *evening, uint32_t run)
{
    struct hv_read_key key = { .kind = HV_READ_ANSWERS, .run = run, .most = 64 };
    enum hv_refusal refusal;
    struct hv_read_page page;
    struct hv_arena arena;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(hv_group_read(evening->group, FACILITATOR, key, &arena, &refusal, &page),
                     HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NONE);
    hv_arena_free(&arena);
    return page.row_count;
}

/* A first evening, on which seat 1 showed something and gave the group something, and a second one
 * at which another text is asked; the run of the pushed exercise is 1 of the second. */
static void begin_second(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_A, 1, "voor de groep"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P) | BIT(REVEAL_A)), DONE },
        { FACILITATOR, STAGE(1, SOLO, SHARE), DONE },
        { FACILITATOR, END_STEP(REVEAL + 1, 1), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_ASKING(1, NEW), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { FACILITATOR, PUSH(0), DONE },
        { FACILITATOR, STAGE(2, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

static void the_same_text_is_not_asked_again(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(
        evening_do(&evening, FACILITATOR, OPEN_ASKING(1, &evening_programme()->consent)), DONE);
    assert_null(evening_event(&evening, HV_EVENT_CONSENT_ASKED));
    assert_true(hv_consents(evening.group, 1));
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_ASKING(0, NULL)), DONE);
    assert_null(evening_event(&evening, HV_EVENT_CONSENT_ASKED));
    evening_end(&evening);
}

static void another_text_is_asked_once_of_everyone(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_ASKING(0, NEW)), DONE); /* goes on */
    assert_ptr_equal(evening_event(&evening, HV_EVENT_CONSENT_ASKED)->consent_asked.statement, NEW);
    for (uint16_t seat = 1; seat <= 2 * EVENING_COUPLES; seat++) {
        assert_false(hv_consents(evening.group, seat));
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_ASKING(1, NEW)), DONE);
    assert_null(evening_event(&evening, HV_EVENT_CONSENT_ASKED));
    evening_end(&evening);
}

static void nothing_new_is_taken_before_the_new_text_was_said_yes_to(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(2, 1, TURNS_P, 1, "nee"), REFUSED(CONSENT_MISSING) },
        { PEN(1), CONSENT_TO(3, 1, true), REFUSED(INVALID) }, /* the text of before */
        { PEN(1), CONSENT_TO(4, 1, true), DONE },
        { PEN(1), CONSENT_TO(4, 1, true), AGAIN },
        { PEN(1), SAVE(2, 1, TURNS_P, 1, "ja"), DONE },
    };
    struct evening evening;

    (void)state;
    begin_second(&evening);
    assert_true(own_page(&evening, 1).consent_asked);
    assert_true(own_page(&evening, 1).consent_given); /* and can be taken back */
    assert_int_equal(own_page(&evening, 1).statement_version, 4);
    assert_true(hv_bytes_equal(own_page(&evening, 1).statement_text.nl, NEW->text.nl));
    assert_false(own_page(&evening, 1).writable[HV_ROUND_FIRST]);
    evening_play(&evening, lines, COUNT(lines));
    assert_false(own_page(&evening, 1).consent_asked);
    assert_true(hv_id_equal(seat_of(&evening, 1)->consent_hash, NEW->hash));
    assert_int_equal(seat_of(&evening, 1)->consent_version, 4);
    assert_false(hv_consents(evening.group, 2));
    evening_end(&evening);
}

static void an_envelope_carries_nothing_under_the_text_of_before(void **state)
{
    struct evening evening;

    (void)state;
    begin_second(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), ENVELOPE(2, 1, FIRST, BIT(TURNS_P))), DONE);
    assert_int_equal(evening_event(&evening, HV_EVENT_ENVELOPE_CLOSED)->envelope_closed.value_count,
                     0);
    assert_int_equal(evening_event(&evening, HV_EVENT_ENVELOPE_CLOSED)->envelope_closed.shows, 0);
    evening_end(&evening);
}

/* What was given stays as it was given, until its author takes the yes back. */
static void what_was_given_under_the_text_of_before_stays(void **state)
{
    struct evening evening;

    (void)state;
    begin_second(&evening);
    assert_int_equal(answers(&evening, 1), 1);
    assert_int_equal(
        hv_shown_fields(evening.group, hv_find_run(evening.group, 1), 1, HV_ROUND_FIRST),
        BIT(REVEAL_P) | BIT(REVEAL_A));
    assert_int_equal(evening_do(&evening, PEN(1), CONSENT_TO(4, 1, false)), DONE);
    assert_int_equal(answers(&evening, 1), 0);
    assert_false(own_page(&evening, 1).consent_given);
    assert_int_equal(evening_do(&evening, PEN(1), CONSENT_TO(4, 1, false)), AGAIN);
    evening_end(&evening);
}

static void no_copy_of_a_joint_field_is_made_under_the_text_of_before(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_ASKING(0, NEW), DONE },
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), CONSENT_TO(4, 1, true), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { TABLE(1), TOGETHER(1, SOLO), DONE },
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), GO(1, TALK, JOINT), DONE },
        { PEN(2), JOINTLY(1, REVEAL_J, 1, "nee"), REFUSED(CONSENT_MISSING) },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "wij samen"), DONE },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { TABLE(1), MARK(1, 2, 1, true), DONE },
    };
    const struct hv_unit_run *couple;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    couple = hv_unit_in_run(hv_find_run(evening.group, 1), 1);
    assert_true(couple->joints[REVEAL_J].copies[0].present);
    assert_false(couple->joints[REVEAL_J].copies[1].present);
    evening_end(&evening);
}

/* An envelope that is closed without an answer says "none of these" where that may be said. One
 * that is closed without consent says nothing. */
static void who_was_not_yet_asked_is_not_counted(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_ASKING(0, NEW), DONE },
        { FACILITATOR, START(0, POLL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
    };
    const struct line rest[] = {
        { FACILITATOR, STAGE(1, SOLO, POLL_SHARE), DONE },
        { FACILITATOR, STAGE(1, POLL_SHARE, POLL_TALK), DONE },
        { FACILITATOR, STAGE(1, POLL_TALK, POLL_SOLO_2), DONE },
    };
    const struct hv_event *closed;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    for (uint16_t seat = 1; seat <= 2 * EVENING_COUPLES; seat++) {
        assert_int_equal(evening_do(&evening, PEN(seat), UNLOCK(seat)), DONE);
        if (seat == 1) {
            assert_int_equal(evening_do(&evening, PEN(1), CONSENT_TO(4, 1, true)), DONE);
            assert_int_equal(evening_do(&evening, PEN(1), SAVE(1, 1, POLL_NOTE, 1, "een")), DONE);
        }
        assert_int_equal(evening_do(&evening, PEN(seat), ENVELOPE(1, seat, FIRST, BIT(POLL_NOTE))),
                         DONE);
    }
    evening_play(&evening, rest, COUNT(rest));
    for (uint16_t seat = 1; seat <= 2 * EVENING_COUPLES; seat++) {
        assert_int_equal(evening_do(&evening, PEN(seat), ENVELOPE(1, seat, SECOND, 0)), DONE);
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, POLL_SOLO_2, POLL_SHARE_2)), DONE);
    closed = evening_event(&evening, HV_EVENT_ROUND_CLOSED);
    assert_non_null(closed);
    for (uint16_t i = 0; i < closed->round_closed.result_count; i++) {
        assert_false(closed->round_closed.results[i].enough);
    }
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_text_is_not_asked_again),
        cmocka_unit_test(another_text_is_asked_once_of_everyone),
        cmocka_unit_test(nothing_new_is_taken_before_the_new_text_was_said_yes_to),
        cmocka_unit_test(an_envelope_carries_nothing_under_the_text_of_before),
        cmocka_unit_test(what_was_given_under_the_text_of_before_stays),
        cmocka_unit_test(no_copy_of_a_joint_field_is_made_under_the_text_of_before),
        cmocka_unit_test(who_was_not_yet_asked_is_not_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
