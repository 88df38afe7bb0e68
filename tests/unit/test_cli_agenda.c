/* SPDX-License-Identifier: EUPL-1.2 */
/* The one road through the evening: what 'next' and 'back' mean at every place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/cli/agenda.h"

#define STATE(name) HOUVAST__V1__STEP_STATE__STEP_STATE_##name
#define SCOPE(name) HOUVAST__V1__SCOPE__SCOPE_##name
#define GIVEN_GATE  HOUVAST__V1__GATE_WHEN__GATE_WHEN_CLOSED

/* brief, then solo, reveal and talk as one block, share, close */
static Houvast__V1__Stage stages[6];
static Houvast__V1__Stage *stage_list[6];
static Houvast__V1__Gate gate = HOUVAST__V1__GATE__INIT;
static Houvast__V1__Definition exercise;
static uint8_t hash[16] = { 7 };

static Houvast__V1__BoardStep steps[4];
static Houvast__V1__BoardStep *step_list[4];
static Houvast__V1__BoardPane board;

static const Houvast__V1__Definition *find(void *data, const ProtobufCBinaryData *wanted)
{
    (void)data;
    return wanted->len == 16 && wanted->data[0] == hash[0] ? &exercise : NULL;
}

static const struct hv_definitions definitions = { .find = find };

static void set_up(void)
{
    static const Houvast__V1__Stage stage = HOUVAST__V1__STAGE__INIT;
    static const Houvast__V1__BoardPane pane = HOUVAST__V1__BOARD_PANE__INIT;
    static const char *const numbers[] = { "1.1a", "1.1b", "1.2", "" };

    for (size_t i = 0; i < 6; i++) {
        stages[i] = stage;
        stages[i].scope = i >= 1 && i <= 3 ? SCOPE(UNIT) : SCOPE(GROUP);
        stage_list[i] = &stages[i];
    }
    gate.when = GIVEN_GATE;
    gate.audience = HOUVAST__V1__AUDIENCE__AUDIENCE_UNIT;
    stages[2].gate = &gate;
    houvast__v1__definition__init(&exercise);
    exercise.n_stages = 6;
    exercise.stages = stage_list;
    board = pane;
    for (uint32_t i = 0; i < 4; i++) {
        houvast__v1__board_step__init(&steps[i]);
        steps[i].step = 10 + i;
        steps[i].number = (char *)(uintptr_t)numbers[i];
        steps[i].exercise.data = hash;
        steps[i].exercise.len = i == 3 ? 0 : 16;
        steps[i].state = STATE(PLANNED);
        step_list[i] = &steps[i];
    }
    board.meeting_open = 1;
    board.n_steps = 4;
    board.steps = step_list;
}

static void expect(struct hv_move move, enum hv_move_kind kind, uint32_t step, uint32_t stage)
{
    assert_int_equal(move.kind, kind);
    if (kind == HV_MOVE_STEP) {
        assert_int_equal(move.step, step);
    } else if (kind == HV_MOVE_STAGE) {
        assert_int_equal(move.stage, stage);
    }
}

static void be_in(uint32_t step, uint32_t run, uint32_t stage)
{
    board.step = step;
    board.run = run;
    board.stage = stage;
    for (size_t i = 0; i < 4; i++) {
        if (steps[i].step == step) {
            steps[i].state = STATE(UNDER_WAY);
        }
    }
}

static void test_next(void **state)
{
    (void)state;
    set_up();
    expect(hv_agenda_next(&board, &definitions), HV_MOVE_STEP, 10, 0);
    be_in(10, 1, 0);
    expect(hv_agenda_next(&board, &definitions), HV_MOVE_STAGE, 0, 1);
    be_in(10, 1, 1);
    expect(hv_agenda_next(&board, &definitions), HV_MOVE_STAGE, 0, 4);
    be_in(10, 1, 4);
    expect(hv_agenda_next(&board, &definitions), HV_MOVE_STAGE, 0, 5);
    be_in(10, 1, 5);
    expect(hv_agenda_next(&board, &definitions), HV_MOVE_STEP, 11, 0);
    steps[1].state = STATE(SKIPPED);
    expect(hv_agenda_next(&board, &definitions), HV_MOVE_STEP, 12, 0);

    /* What was left behind comes when nothing is left ahead; then there is nothing. */
    steps[0].state = STATE(PLANNED);
    steps[2].state = STATE(DONE);
    be_in(13, 0, 0);
    expect(hv_agenda_next(&board, &definitions), HV_MOVE_STEP, 10, 0);
    steps[0].state = STATE(DONE);
    expect(hv_agenda_next(&board, &definitions), HV_MOVE_NONE, 0, 0);
}

static void test_next_waits_for_definition(void **state)
{
    uint8_t other[16] = { 8 };

    (void)state;
    set_up();
    be_in(10, 1, 0);
    steps[0].exercise.data = other;
    expect(hv_agenda_next(&board, &definitions), HV_MOVE_NONE, 0, 0);
}

static void test_back(void **state)
{
    (void)state;
    set_up();
    expect(hv_agenda_back(&board, &definitions), HV_MOVE_NONE, 0, 0);
    be_in(10, 1, 0);
    expect(hv_agenda_back(&board, &definitions), HV_MOVE_NONE, 0, 0);
    be_in(10, 1, 1);
    expect(hv_agenda_back(&board, &definitions), HV_MOVE_STAGE, 0, 0);
    be_in(10, 1, 4);
    expect(hv_agenda_back(&board, &definitions), HV_MOVE_STAGE, 0, 1);
    be_in(10, 1, 5);
    expect(hv_agenda_back(&board, &definitions), HV_MOVE_STAGE, 0, 4);
}

static void test_find(void **state)
{
    (void)state;
    set_up();
    assert_ptr_equal(hv_agenda_find(&board, "1.1b"), &steps[1]);
    assert_ptr_equal(hv_agenda_find(&board, "4"), &steps[3]);
    assert_null(hv_agenda_find(&board, "5"));
    assert_null(hv_agenda_find(&board, "0"));
    assert_null(hv_agenda_find(&board, "1.9"));
    assert_null(hv_agenda_find(&board, ""));
    assert_null(hv_agenda_find(&board, "-1"));
    assert_null(hv_agenda_now(&board));
    be_in(12, 1, 0);
    assert_ptr_equal(hv_agenda_now(&board), &steps[2]);
}

static void test_busy(void **state)
{
    Houvast__V1__BoardSeat noor;
    Houvast__V1__BoardSeat sam;
    Houvast__V1__BoardSeat *seats[] = { &noor, &sam };
    Houvast__V1__BoardUnit unit = HOUVAST__V1__BOARD_UNIT__INIT;
    Houvast__V1__BoardUnit *units[] = { &unit };

    (void)state;
    set_up();
    houvast__v1__board_seat__init(&noor);
    houvast__v1__board_seat__init(&sam);
    unit.n_seats = 2;
    unit.seats = seats;
    board.n_units = 1;
    board.units = units;
    noor.state = HOUVAST__V1__SEAT_STATE__SEAT_STATE_BUSY;
    sam.state = HOUVAST__V1__SEAT_STATE__SEAT_STATE_CLOSED;
    be_in(10, 1, 0);
    assert_int_equal(hv_agenda_busy(&board, &definitions), 0);
    be_in(10, 1, 1);
    assert_int_equal(hv_agenda_busy(&board, &definitions), 1);
}

/* ---- Shapes ---- */

static void test_shape(void **state)
{
    (void)state;
    set_up();
    assert_int_equal(hv_shape_block_last(&exercise, 1), 3);
    assert_int_equal(hv_shape_block_last(&exercise, 3), 3);
    assert_int_equal(hv_shape_block_last(&exercise, 0), 0);
    assert_int_equal(hv_shape_block_last(&exercise, 5), 5);
    assert_int_equal(hv_shape_gate(&exercise, 1), 2);
    assert_int_equal(hv_shape_gate(&exercise, 2), 2);
    assert_int_equal(hv_shape_gate(&exercise, 3), -1);
    assert_int_equal(hv_shape_gate(&exercise, 0), -1);
    stages[1].fields = 5;
    assert_true(hv_shape_asked(&exercise, 4, 1));
    assert_true(hv_shape_asked(&exercise, 1, 5));
    assert_false(hv_shape_asked(&exercise, 2, 5));
    assert_false(hv_shape_asked(&exercise, 4, 0));
}

static void test_shape_opens(void **state)
{
    (void)state;
    set_up();
    gate.fields = 2;
    gate.holder = HOUVAST__V1__GATE_HOLDER__GATE_HOLDER_UNIT;
    assert_false(hv_shape_opens_in_turn(&exercise, 1));
    gate.holder = HOUVAST__V1__GATE_HOLDER__GATE_HOLDER_TURN;
    assert_true(hv_shape_opens_in_turn(&exercise, 1));
    assert_false(hv_shape_opens_in_turn(&exercise, 0));
    stages[4].fields = 8;
    assert_true(hv_shape_is_plenary(&exercise, 1, 2));
    assert_true(hv_shape_is_plenary(&exercise, 3, 4));
    assert_false(hv_shape_is_plenary(&exercise, 1, 4));
    assert_false(hv_shape_is_plenary(&exercise, 1, 6));
    gate.fields = 0;
    gate.holder = HOUVAST__V1__GATE_HOLDER__GATE_HOLDER_UNSPECIFIED;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_next),        cmocka_unit_test(test_next_waits_for_definition),
        cmocka_unit_test(test_back),        cmocka_unit_test(test_find),
        cmocka_unit_test(test_busy),        cmocka_unit_test(test_shape),
        cmocka_unit_test(test_shape_opens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
