/* SPDX-License-Identifier: EUPL-1.2 */
/* The light form in a run: it asks its own, and opens nothing between partners. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/scopes.h"
#include "tests/unit/evening.h"

#define ALL UINT32_MAX

static uint32_t opened_fields(const struct evening *evening, uint16_t unit)
{
    const struct hv_event *event = evening_event(evening, HV_EVENT_OPENED);

    assert_non_null(event);
    assert_int_equal(event->opened.unit, unit);
    return event->opened.fields;
}

static struct hv_unit_pane unit_pane(struct evening *evening, uint16_t unit)
{
    const struct hv_pane_key key = { HV_PANE_UNIT, unit };
    struct hv_pane pane;

    assert_int_equal(hv_group_view(evening->group, NULL, key, &evening->turn, &pane), HV_OK);
    return pane.unit;
}

static unsigned shown_rows(struct evening *evening, uint16_t unit)
{
    const struct hv_unit_pane pane = unit_pane(evening, unit);
    unsigned shown = 0;

    for (uint32_t i = 0; i < pane.opened_count; i++) {
        shown += pane.opened[i].shown ? 1 : 0;
    }
    return shown;
}

/* Both of a unit write what both forms ask, and close with this choice. */
static void write_and_close(struct evening *evening, uint16_t unit, bool light, uint32_t shows)
{
    for (uint16_t seat = (uint16_t)(2 * unit - 1); seat <= 2 * unit; seat++) {
        const struct line lines[] = {
            { PEN(seat), UNLOCK(seat), DONE },
            { PEN(seat), SAVE(1, seat, REVEAL_A, 1, "voor allen"), DONE },
            { PEN(seat), SAVE(1, seat, REVEAL_P, 1, "voor jou"),
              light ? REFUSED(NOT_FOUND) : DONE },
            { PEN(seat), ENVELOPE(1, seat, FIRST, shows), DONE },
        };

        evening_play(evening, lines, COUNT(lines));
    }
}

static void open_it(struct evening *evening, uint16_t unit)
{
    assert_true(unit_pane(evening, unit).both_ready);
    assert_int_equal(evening_do(evening, TABLE(unit), GO(1, SOLO, OPEN)), DONE);
    assert_true(unit_pane(evening, unit).may_open);
    assert_int_equal(evening_do(evening, TABLE(unit), TOGETHER(1, OPEN)), DONE);
}

/* Unit 1 keeps everything; unit 2 writes in the light form; unit 3 showed everything before it was
 * dealt the light form; unit 4 shows everything. The first three go the same way. */
static void opening_together_opens_nothing_as_when_both_kept(void **state)
{
    const struct line begin[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { FACILITATOR, FORM(1, 2, LIGHT), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, begin, COUNT(begin));
    write_and_close(&evening, 1, false, 0);
    write_and_close(&evening, 2, true, ALL);
    write_and_close(&evening, 3, false, ALL);
    write_and_close(&evening, 4, false, ALL);
    assert_int_equal(evening_do(&evening, FACILITATOR, FORM(1, 3, LIGHT)), DONE);
    for (uint16_t unit = 1; unit <= 4; unit++) {
        open_it(&evening, unit);
        assert_int_equal(evening.last.record.event_count, 1);
        assert_int_equal(opened_fields(&evening, unit), unit == 4 ? BIT(REVEAL_P) : 0);
        assert_int_equal(shown_rows(&evening, unit), unit == 4 ? 2 : 0);
        assert_false(unit_pane(&evening, unit).may_open);
    }
    assert_int_equal(unit_pane(&evening, 2).opened_count, 0);
    assert_int_equal(unit_pane(&evening, 2).joint_count, 0);
    /* Nothing comes out later either: the gate has opened. */
    assert_int_equal(evening_do(&evening, FACILITATOR, FORM(1, 3, FULL)), DONE);
    assert_int_equal(evening_do(&evening, TABLE(3), TOGETHER(1, OPEN)), AGAIN);
    assert_int_equal(shown_rows(&evening, 3), 0);
    evening_end(&evening);
}

/* The same stages as everyone's, turns included; nothing opens in them. */
static void turns_of_a_light_unit_open_nothing(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, TURNS + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { FACILITATOR, FORM(1, 1, LIGHT), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, TURNS_P, 1, "x"), REFUSED(NOT_FOUND) },
        { PEN(1), SAVE(1, 1, TURNS_LIGHT, 1, "een wandeling"), DONE },
        { TABLE(1), GO(1, SOLO, TURNS_TURNS), REFUSED(INVALID) },
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1), REFUSED(NOT_READY) },
        { PEN(1), ENVELOPE(1, 1, FIRST, ALL), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, ALL), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    for (uint8_t turn = 1; turn <= 2; turn++) {
        const struct hv_command command =
            turn == 1 ? TURN(1, SOLO, 0, TURNS_TURNS, 1) : TURN(1, TURNS_TURNS, 1, TURNS_TURNS, 2);

        assert_int_equal(evening_do(&evening, TABLE(1), command), DONE);
        assert_int_equal(opened_fields(&evening, 1), 0);
    }
    assert_int_equal(evening_do(&evening, TABLE(1), TURN(1, TURNS_TURNS, 2, TURNS_OPEN, 0)), DONE);
    assert_int_equal(evening_do(&evening, TABLE(1), TOGETHER(1, TURNS_OPEN)), DONE);
    assert_int_equal(opened_fields(&evening, 1), 0);
    assert_int_equal(shown_rows(&evening, 1), 0);
    evening_end(&evening);
}

/* ---- An exercise that others only do together ---- */

enum {
    SIGN_J,
    SIGN_ONE,
    SIGN_TWO,
    SIGN_JOINT = 1 /* stage */
};

#define BOTH(text)                                     \
    {                                                  \
        { (const uint8_t *)(text), sizeof(text) - 1 }, \
        {                                              \
            (const uint8_t *)(text), sizeof(text) - 1  \
        }                                              \
    }
#define SIGN_FIELD(name, sight, kept)                                                \
    .id = { (const uint8_t *)(name), sizeof(name) - 1 }, .prompt = BOTH("vraag"),    \
    .type = HV_FIELD_TEXT, .visibility = HV_VISIBLE_##sight, .keep = HV_KEEP_##kept, \
    .characters = 140, .options_from = -1

static const struct hv_field sign_fields[] = {
    [SIGN_J] = { SIGN_FIELD("sign", JOINT, COURSE), .core = true },
    [SIGN_ONE] = { SIGN_FIELD("one", SELF, MEETING), .light = true },
    [SIGN_TWO] = { SIGN_FIELD("two", SELF, COURSE), .light = true },
};

static const struct hv_stage sign_stages[] = {
    { .kind = HV_STAGE_BRIEF, .scope = HV_SCOPE_GROUP },
    { .kind = HV_STAGE_JOINT,
      .scope = HV_SCOPE_UNIT,
      .fields = BIT(SIGN_J) | BIT(SIGN_ONE) | BIT(SIGN_TWO),
      .gate = { HV_GATE_MARKED, HV_HOLDER_UNIT, HV_AUDIENCE_UNIT, HV_ROUND_FIRST, BIT(SIGN_J) } },
};

static const struct hv_exercise sign = {
    .id = { (const uint8_t *)"sign", 4 },
    .hash = { { 9 } },
    .title = BOTH("Ons teken"),
    .view = { (const uint8_t *)"form", 4 },
    .fields = sign_fields,
    .field_count = COUNT(sign_fields),
    .stages = sign_stages,
    .stage_count = COUNT(sign_stages),
};

static bool makes_key(const struct evening *evening, struct hv_key_scope scope)
{
    for (uint32_t i = 0; i < evening->last.key_count; i++) {
        if (hv_key_scope_equal(&evening->last.keys[i], &scope)) {
            return true;
        }
    }
    return false;
}

/* Made with the run, for everyone: a key that came with the form would tell who has it. */
static void the_keys_are_there_whoever_gets_the_form(void **state)
{
    static const enum hv_keep keeps[] = { HV_KEEP_DRAFT, HV_KEEP_MEETING, HV_KEEP_COURSE };
    const struct hv_command push =
        COMMAND(PUSH_EXERCISE, .insert_step = { .definition = &sign, .from = 0 });
    struct evening evening;

    (void)state;
    assert_null(hv_exercise_fault(&sign));
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, push), DONE);
    for (uint16_t seat = 1; seat <= 2 * EVENING_COUPLES; seat++) {
        for (size_t i = 0; i < COUNT(keeps); i++) {
            const struct hv_run run = { .number = 1, .meeting = 1, .exercise = &sign };

            assert_true(
                makes_key(&evening, hv_scope_answer(&run, seat, HV_ROUND_FIRST, keeps[i], 0)));
        }
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, FORM(1, 1, LIGHT)), DONE);
    assert_int_equal(evening.last.key_count, 0);
    evening_end(&evening);
}

static uint32_t asked(struct evening *evening, uint16_t seat)
{
    const struct hv_pane_key key = { HV_PANE_SEAT, seat };
    struct hv_pane pane;
    uint32_t fields = 0;

    assert_int_equal(hv_group_view(evening->group, NULL, key, &evening->turn, &pane), HV_OK);
    for (uint32_t i = 0; i < pane.seat.field_count; i++) {
        fields |= BIT(pane.seat.fields[i].field);
    }
    return fields;
}

static void a_light_unit_writes_alone_where_others_write_together(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, COMMAND(PUSH_EXERCISE, .insert_step = { .definition = &sign, .from = 0 }),
          DONE },
        { FACILITATOR, FORM(1, 1, LIGHT), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(3), UNLOCK(3), DONE },
        { PEN(1), SAVE(1, 1, SIGN_ONE, 1, "stil"), REFUSED(NOT_YET) },
        { FACILITATOR, STAGE(1, 0, SIGN_JOINT), DONE },
        { PEN(1), SAVE(1, 1, SIGN_ONE, 1, "stil"), DONE },
        { PEN(1), SAVE(1, 1, SIGN_TWO, 1, "een hand"), DONE },
        { TABLE(1), JOINTLY(1, SIGN_J, 1, "samen"), REFUSED(NOT_FOUND) },
        { PEN(3), SAVE(1, 3, SIGN_ONE, 1, "stil"), REFUSED(NOT_FOUND) },
        { PEN(3), ENVELOPE(1, 3, FIRST, 0), REFUSED(NOT_FOUND) },
        { TABLE(2), JOINTLY(1, SIGN_J, 1, "samen"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, ALL), DONE },
    };
    const struct hv_event *closed;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    closed = evening_event(&evening, HV_EVENT_ENVELOPE_CLOSED);
    assert_int_equal(closed->envelope_closed.value_count, 2);
    assert_int_equal(closed->envelope_closed.values[0].part.scope.keep, HV_KEEP_MEETING);
    assert_int_equal(closed->envelope_closed.values[1].part.scope.keep, HV_KEEP_COURSE);
    assert_int_equal(asked(&evening, 1), BIT(SIGN_ONE) | BIT(SIGN_TWO));
    assert_int_equal(asked(&evening, 3), 0);
    /* Opened again, the words come back: they were carried. */
    assert_int_equal(evening_do(&evening, PEN(1), REOPEN(1, 1, FIRST)), DONE);
    assert_int_equal(
        evening_event(&evening, HV_EVENT_ENVELOPE_REOPENED)->envelope_reopened.value_count, 2);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening_together_opens_nothing_as_when_both_kept),
        cmocka_unit_test(turns_of_a_light_unit_open_nothing),
        cmocka_unit_test(the_keys_are_there_whoever_gets_the_form),
        cmocka_unit_test(a_light_unit_writes_alone_where_others_write_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
