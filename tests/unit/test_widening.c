/* SPDX-License-Identifier: EUPL-1.2 */
/* An author lets facilitators read what was not for them; of a joint answer all of its unit do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group_state.h"
#include "tests/unit/evening.h"

/* ---- Own answers: what was for nobody else, or for the partner ---- */

static void only_its_author_lets_facilitators_read_more(void **state)
{
    static const uint8_t number[] = { 3, 4 };
    const struct hv_bytes scale = { number, sizeof number };
    const struct line lines[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "iets"), DONE },
        { PEN(1), SAVE_BYTES(1, 1, REVEAL_SCALE, 1, scale), DONE },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_P), true), REFUSED(NOT_READY) },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { FACILITATOR, WIDEN(1, 1, BIT(REVEAL_P), true), REFUSED(NOT_ALLOWED) },
        { PEN(2), WIDEN(1, 1, BIT(REVEAL_P), true), REFUSED(NOT_YOURS) },
        { TABLE(1), WIDEN(1, 1, BIT(REVEAL_P), true), REFUSED(LOCKED) },
        { PEN(1), WIDEN(7, 1, BIT(REVEAL_P), true), REFUSED(NOT_READY) },
        { PEN(1), WIDEN(1, 1, 0, true), REFUSED(INVALID) },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_A), true), REFUSED(NOT_FOUND) },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_J), true), REFUSED(NOT_READY) },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_P), false), AGAIN },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(evening_answers_read(&evening, REVEAL_P), 0);
    assert_int_equal(
        evening_do(&evening, PEN(1), WIDEN(1, 1, BIT(REVEAL_P) | BIT(REVEAL_SCALE), true)), DONE);
    assert_int_equal(evening_answers_read(&evening, REVEAL_P), 1);
    assert_int_equal(evening_answers_read(&evening, REVEAL_SCALE), 1);
    assert_int_equal(evening_do(&evening, PEN(1), WIDEN(1, 1, BIT(REVEAL_SCALE), false)), DONE);
    assert_int_equal(evening_answers_read(&evening, REVEAL_SCALE), 0);
    assert_int_equal(evening_do(&evening, PEN(1), REOPEN(1, 1, FIRST)), DONE);
    assert_int_equal(evening_answers_read(&evening, REVEAL_P), 0);
    assert_int_equal(evening_do(&evening, PEN(1), ENVELOPE(1, 1, FIRST, 0)), DONE);
    assert_int_equal(evening_answers_read(&evening, REVEAL_P), 0);
    evening_end(&evening);
}

static void what_is_gone_for_others_is_gone_for_facilitators_too(void **state)
{
    const struct hv_command afterwards[] = { TAKE_BACK(1, 1, BIT(REVEAL_P)), CONSENT(1, false),
                                             NARROW(1, REVEAL_P, SELF) };

    (void)state;
    for (unsigned i = 0; i < COUNT(afterwards); i++) {
        struct evening evening;
        const struct line lines[] = {
            { FACILITATOR, START(0, REVEAL + 1), DONE },
            { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
            { PEN(1), UNLOCK(1), DONE },
            { PEN(1), SAVE(1, 1, REVEAL_P, 1, "iets"), DONE },
            { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
            { PEN(1), WIDEN(1, 1, BIT(REVEAL_P), true), DONE },
            { i == 2 ? FACILITATOR : PEN(1), afterwards[i], DONE },
        };

        evening_begin(&evening);
        evening_play(&evening, lines, COUNT(lines));
        assert_int_equal(evening_answers_read(&evening, REVEAL_P), 0);
        evening_end(&evening);
    }
}

/* Whoever deals new words could take the seat, and would read by it. */
static void what_was_written_before_new_words_is_not_widened_after(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "iets"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { FACILITATOR, DEAL_WORDS(1), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_P), true), REFUSED(NOT_YOURS) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

/* ---- Joint answers ---- */

#define YES(seat)                                            \
    {                                                        \
        PEN(seat), WIDEN(1, seat, BIT(REVEAL_J), true), DONE \
    }
#define NO(seat)                                              \
    {                                                         \
        PEN(seat), WIDEN(1, seat, BIT(REVEAL_J), false), DONE \
    }

/* The first couple is where it writes together. */
static void begin_joint(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { TABLE(1), TOGETHER(1, SOLO), DONE },
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), GO(1, TALK, JOINT), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

/* What the couple wrote is confirmed by both. */
static void confirm(struct evening *evening)
{
    const struct line lines[] = {
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "wij samen"), DONE },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { TABLE(1), MARK(1, 2, 1, true), DONE },
    };

    evening_play(evening, lines, COUNT(lines));
}

static void expect_read(const struct evening *evening, unsigned expected)
{
    assert_int_equal(evening_answers_read(evening, REVEAL_J), expected);
}

static void a_joint_answer_is_read_when_both_say_so(void **state)
{
    const struct line before[] = {
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "wij samen"), DONE },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_J), true), REFUSED(NOT_READY) },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_J), true), REFUSED(NOT_READY) },
        { TABLE(1), MARK(1, 2, 1, true), DONE },
        { TABLE(1), WIDEN(1, 1, BIT(REVEAL_J), true), REFUSED(LOCKED) },
        { PEN(2), WIDEN(1, 1, BIT(REVEAL_J), true), REFUSED(NOT_YOURS) },
        { PEN(2), WIDEN(1, 2, BIT(REVEAL_J), false), AGAIN },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_J), true), DONE },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_J), true), AGAIN },
    };
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    evening_play(&evening, before, COUNT(before));
    expect_read(&evening, 0);
    evening_play(&evening, (struct line[]){ YES(2) }, 1);
    expect_read(&evening, 1);
    for (uint16_t seat = 1; seat <= 2; seat++) {
        evening_play(&evening, (struct line[]){ NO(seat) }, 1);
        expect_read(&evening, 0);
        evening_play(&evening, (struct line[]){ YES(seat) }, 1);
        expect_read(&evening, 1);
    }
    evening_end(&evening);
}

/* The row names the couple, and none of the two. */
static void of_a_joint_answer_nobody_is_named(void **state)
{
    const struct hv_read_key key = { .kind = HV_READ_ANSWERS, .run = 1, .most = 64 };
    const struct line both[] = { YES(1), YES(2) };
    struct hv_read_page page;
    enum hv_refusal refusal;
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    confirm(&evening);
    evening_play(&evening, both, COUNT(both));
    assert_int_equal(hv_group_read(evening.group, FACILITATOR, key, &evening.turn, &refusal, &page),
                     HV_OK);
    assert_int_equal(page.row_count, 1);
    assert_int_equal(page.rows[0].unit, 1);
    assert_int_equal(page.rows[0].seat, 0);
    assert_int_equal(page.rows[0].name.size, 0);
    assert_true(hv_bytes_equal(page.rows[0].packed, hv_bytes_from_text("wij samen")));
    evening_end(&evening);
}

static void what_ends_the_reading_of_a_joint_answer(void **state)
{
    const struct line afterwards[] = {
        { PEN(2), CONSENT(2, false), DONE },
        { FACILITATOR, NARROW(1, REVEAL_J, SELF), DONE },
        { TABLE(1), MARK(1, 1, 1, false), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 2, "anders"), DONE },
        { FACILITATOR, DEAL_WORDS(1), DONE },
    };
    const struct line both[] = { YES(1), YES(2) };

    (void)state;
    for (unsigned i = 0; i < COUNT(afterwards); i++) {
        struct evening evening;

        begin_joint(&evening);
        confirm(&evening);
        evening_play(&evening, both, COUNT(both));
        expect_read(&evening, 1);
        evening_play(&evening, &afterwards[i], 1);
        expect_read(&evening, 0);
        evening_end(&evening);
    }
}

static void what_is_written_again_is_asked_again(void **state)
{
    const struct line lines[] = {
        YES(1),
        YES(2),
        { TABLE(1), JOINTLY(1, REVEAL_J, 2, "anders"), DONE },
        { TABLE(1), MARK(1, 1, 2, true), DONE },
        { TABLE(1), MARK(1, 2, 2, true), DONE },
    };
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    confirm(&evening);
    evening_play(&evening, lines, COUNT(lines));
    expect_read(&evening, 0);
    evening_play(&evening, (struct line[]){ YES(1) }, 1);
    expect_read(&evening, 0);
    evening_play(&evening, (struct line[]){ YES(2) }, 1);
    expect_read(&evening, 1);
    evening_end(&evening);
}

/* Who was away when it was confirmed has said nothing: one alone gives nothing away. */
static void who_was_not_there_did_not_say_so(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, ALONE(1, 1), DONE },
        { PEN(1), JOINTLY(1, REVEAL_J, 1, "ik alleen"), DONE },
        { PEN(1), MARK(1, 1, 1, true), DONE },
        YES(1),
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), WIDEN(1, 2, BIT(REVEAL_J), true), REFUSED(NOT_READY) },
    };
    const struct line later[] = { { TABLE(1), MARK(1, 2, 1, true), DONE }, YES(2) };
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    evening_play(&evening, lines, COUNT(lines));
    expect_read(&evening, 0);
    evening_play(&evening, later, COUNT(later));
    expect_read(&evening, 1);
    evening_end(&evening);
}

/* Both get the same reply as others, and facilitators nothing that one of them has no copy of. */
static void after_a_split_nothing_new_is_read(void **state)
{
    const struct line again[] = {
        { FACILITATOR, SPLIT(1), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 2, "anders"), DONE },
        { TABLE(1), MARK(1, 1, 2, true), DONE },
        { TABLE(1), MARK(1, 2, 2, true), DONE },
        YES(1),
        YES(2),
    };
    const struct line both[] = { YES(1), { FACILITATOR, SPLIT(1), DONE }, YES(2) };
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    confirm(&evening);
    evening_play(&evening, both, COUNT(both));
    expect_read(&evening, 1); /* what both confirmed and let be read is nothing new */
    evening_play(&evening, (struct line[]){ NO(1) }, 1);
    expect_read(&evening, 0);
    evening_end(&evening);

    begin_joint(&evening);
    confirm(&evening);
    evening_play(&evening, again, COUNT(again));
    expect_read(&evening, 0);
    evening_end(&evening);
}

/* By new words nobody says yes to what was confirmed before them, nor learns what was said. */
static void new_words_say_nothing_of_a_joint_answer(void **state)
{
    const struct hv_pane_key key = { HV_PANE_SEAT, 1 };
    const struct line lines[] = {
        { FACILITATOR, DEAL_WORDS(1), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_J), false), AGAIN },
        { PEN(1), WIDEN(1, 1, BIT(REVEAL_J), true), REFUSED(NOT_YOURS) },
    };
    struct hv_pane pane;
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    confirm(&evening);
    evening_play(&evening, (struct line[]){ YES(1) }, 1);
    assert_int_equal(hv_group_view(evening.group, NULL, key, &evening.turn, &pane), HV_OK);
    assert_int_equal(pane.seat.joint_widened, BIT(REVEAL_J));
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(hv_group_view(evening.group, NULL, key, &evening.turn, &pane), HV_OK);
    assert_int_equal(pane.seat.joint_widened, 0);
    evening_end(&evening);
}

/* Its author may look up later what is let be read, and end it then. */
static void what_is_let_be_read_stands_beside_the_own_copy(void **state)
{
    const struct hv_read_key key = { .kind = HV_READ_OWN_WORK, .number = 1, .most = 64 };
    const struct line lines[] = {
        YES(1),
        YES(2),
        { FACILITATOR, STAGE(1, SOLO, CLOSE), DONE },
        { FACILITATOR, END_STEP(REVEAL + 1, 1), DONE },
    };
    struct hv_read_page page;
    enum hv_refusal refusal;
    struct evening evening;

    (void)state;
    begin_joint(&evening);
    confirm(&evening);
    evening_play(&evening, lines, COUNT(lines));
    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(hv_group_read(evening.group, PEN(1), key, &evening.turn, &refusal, &page),
                         HV_OK);
        assert_int_equal(page.row_count, 1);
        assert_int_equal(page.rows[0].widened, i == 0);
        expect_read(&evening, i == 0 ? 1 : 0);
        if (i == 0) {
            evening_play(&evening, (struct line[]){ NO(1) }, 1);
        }
    }
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_its_author_lets_facilitators_read_more),
        cmocka_unit_test(what_is_gone_for_others_is_gone_for_facilitators_too),
        cmocka_unit_test(what_was_written_before_new_words_is_not_widened_after),
        cmocka_unit_test(a_joint_answer_is_read_when_both_say_so),
        cmocka_unit_test(of_a_joint_answer_nobody_is_named),
        cmocka_unit_test(what_ends_the_reading_of_a_joint_answer),
        cmocka_unit_test(what_is_written_again_is_asked_again),
        cmocka_unit_test(who_was_not_there_did_not_say_so),
        cmocka_unit_test(after_a_split_nothing_new_is_read),
        cmocka_unit_test(new_words_say_nothing_of_a_joint_answer),
        cmocka_unit_test(what_is_let_be_read_stands_beside_the_own_copy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
