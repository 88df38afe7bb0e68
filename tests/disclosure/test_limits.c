/* SPDX-License-Identifier: EUPL-1.2 */
/* Panes of the fullest hall, encoded: the board fits its 4 KiB, every other pane a frame of 64 KiB,
 * and what is left out is left out fairly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "codec/codec.h"
#include "hall.h"

#define BYTES(text)                               \
    {                                             \
        (const uint8_t *)(text), sizeof(text) - 1 \
    }
#define BOTH(text)               \
    {                            \
        BYTES(text), BYTES(text) \
    }

enum {
    FRAME_MAX = 64 * 1024,
    BOARD_MAX = 4096,
    LONG = 8000, /* bytes of the longest text: 2,000 characters of four */
    LONG_FIELDS = 8
};

#define LONG_FIELD(name)                                                                          \
    {                                                                                             \
        .id = BYTES(name), .type = HV_FIELD_TEXT, .visibility = HV_VISIBLE_PARTNER,               \
        .keep = HV_KEEP_MEETING, .prompt = BOTH("prompt"), .characters = 2000, .options_from = -1 \
    }

static const struct hv_field long_fields[LONG_FIELDS + 1] = {
    LONG_FIELD("a"),
    LONG_FIELD("b"),
    LONG_FIELD("c"),
    LONG_FIELD("d"),
    LONG_FIELD("e"),
    LONG_FIELD("f"),
    LONG_FIELD("g"),
    LONG_FIELD("h"),
    { .id = BYTES("light"),
      .type = HV_FIELD_TEXT,
      .visibility = HV_VISIBLE_SELF,
      .keep = HV_KEEP_MEETING,
      .light = true,
      .prompt = BOTH("prompt"),
      .characters = 100,
      .options_from = -1 },
};

static const struct hv_stage long_stages[] = {
    { .kind = HV_STAGE_SOLO, .scope = HV_SCOPE_UNIT, .fields = 0x1ff },
    { .kind = HV_STAGE_REVEAL,
      .scope = HV_SCOPE_UNIT,
      .gate = { .when = HV_GATE_CLOSED,
                .holder = HV_HOLDER_UNIT,
                .audience = HV_AUDIENCE_UNIT,
                .fields = 0xff } },
};

static const struct hv_exercise long_exercise = {
    .id = BYTES("long"),
    .hash = { { 3 } },
    .title = BOTH("Long"),
    .view = BYTES("form"),
    .fields = long_fields,
    .field_count = LONG_FIELDS + 1,
    .stages = long_stages,
    .stage_count = 2,
};

static void open_hall(struct hall *hall, struct hv_arena *arena)
{
    struct hv_bytes names[HALL_SEATS];

    for (size_t i = 0; i < HALL_SEATS; i++) {
        names[i] =
            hv_bytes_from_text("\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
                               "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9");
        assert_int_equal(names[i].size, HV_NAME_MAX);
    }
    hall_open(hall, 1, 1, names);
    hv_arena_init(arena, 16u << 20);
}

static struct hv_pane view(const struct hall *hall,
                           enum hv_pane_kind kind,
                           uint16_t number,
                           size_t most,
                           struct hv_arena *arena)
{
    struct hv_pane pane;
    struct hv_bytes body;

    assert_int_equal(
        hv_group_view(hall->group, NULL, (struct hv_pane_key){ kind, number }, arena, &pane),
        HV_OK);
    assert_int_equal(hv_codec_pane(hall->group, &pane, arena, &body), HV_OK);
    assert_true(body.size + HV_PANE_HEAD_MAX <= most);
    return pane;
}

static void give_long(struct hall *hall, uint16_t seat, uint8_t field)
{
    static uint8_t text[LONG];

    for (size_t i = 0; i < sizeof text; i += 4) {
        memcpy(text + i, "\U0001f642", 4);
    }
    hall_save(hall, seat, field, HV_ANSWER_GIVEN, (struct hv_bytes){ text, sizeof text });
}

static void the_fullest_board_fits_4_kib(void **state)
{
    struct hv_bytes name = BYTES("a name of forty bytes: aaaaaaaaaaaaaaaaa");
    struct hv_command add = { .type = HV_COMMAND_ADD_UNIT, .add_unit.member_count = 4 };
    struct hv_command step = { .type = HV_COMMAND_INSERT_STEP };
    struct hv_arena arena;
    struct hall hall;

    (void)state;
    open_hall(&hall, &arena);
    add.device = step.device = hall.facilitator;
    for (size_t i = 0; i < 4; i++) {
        add.add_unit.names[i] = name;
    }
    while (hall_try(&hall, add) == HV_DECIDED) {
    }
    assert_int_equal(hall.refusal, HV_REFUSAL_FULL);
    step.insert_step.kind = HV_STEP_TALK;
    step.insert_step.minutes = 600;
    step.insert_step.title = (struct hv_bytes)BYTES("A step with a title that goes on for a while");
    while (hall_try(&hall, step) == HV_DECIDED) {
    }
    assert_int_equal(hall.refusal, HV_REFUSAL_FULL);
    while (hall_try(&hall, (struct hv_command){ .type = HV_COMMAND_ARRIVE,
                                                .arrive.role = HV_ROLE_GUEST }) == HV_DECIDED) {
    }
    assert_int_equal(hall.refusal, HV_REFUSAL_FULL);
    hall_start(&hall, 0, HALL_STEP_TOGETHER, false);
    struct hv_board_pane board = view(&hall, HV_PANE_BOARD, 0, BOARD_MAX, &arena).board;
    assert_int_equal(board.unit_count, HV_UNITS_MAX);
    assert_int_equal(board.step_count, HV_STEPS_MAX);
    assert_int_equal(board.guest_count, HV_GUESTS_MAX);
    assert_int_equal(board.guests[0].device, hall.guest); /* who came first */
    hv_arena_free(&arena);
    hall_free(&hall);
}

/* A hall of an ordinary size loses nothing. */
static void an_ordinary_board_has_whole_names(void **state)
{
    struct hv_arena arena;
    struct hall hall;

    (void)state;
    open_hall(&hall, &arena);
    struct hv_board_pane board = view(&hall, HV_PANE_BOARD, 0, BOARD_MAX, &arena).board;
    assert_int_equal(board.units[0].seats[0].name.size, HV_NAME_MAX);
    hv_arena_free(&arena);
    hall_free(&hall);
}

static void too_much_opens_on_both_sides_or_on_neither(void **state)
{
    unsigned shown[LONG_FIELDS] = { 0 };
    unsigned whole = 0;
    struct hv_arena arena;
    struct hall hall;

    (void)state;
    open_hall(&hall, &arena);
    hall_must(&hall, (struct hv_command){ .type = HV_COMMAND_PUSH_EXERCISE,
                                          .device = hall.facilitator,
                                          .insert_step.definition = &long_exercise });
    for (uint16_t seat = 1; seat <= 2; seat++) {
        for (uint8_t field = 0; field < LONG_FIELDS; field++) {
            give_long(&hall, seat, field);
        }
        struct hv_work_pane work = view(&hall, HV_PANE_WORK, seat, FRAME_MAX, &arena).work;
        assert_true(work.value_count >= 6);
        hall_close(&hall, seat, HV_ROUND_FIRST, 0xff, HV_SIGNAL_NOTHING);
    }
    hall_must(&hall, (struct hv_command){ .type = HV_COMMAND_OPEN_TOGETHER,
                                          .device = hall.tables[0],
                                          .move_unit.run = hall_run(&hall) });
    struct hv_unit_pane unit = view(&hall, HV_PANE_UNIT, 1, FRAME_MAX, &arena).unit;
    assert_int_equal(unit.opened_count, 2 * LONG_FIELDS);
    for (uint32_t i = 0; i < unit.opened_count; i++) {
        shown[unit.opened[i].field] += unit.opened[i].shown;
    }
    for (uint8_t field = 0; field < LONG_FIELDS; field++) {
        assert_int_not_equal(shown[field], 1);
        whole += shown[field] == 2;
    }
    assert_true(whole >= 3);
    hv_arena_free(&arena);
    hall_free(&hall);
}

static void fill_wall(struct hall *hall, uint16_t from)
{
    hall_start(hall, from, HALL_STEP_TOGETHER, true);
    hall_move(hall, HALL_BRIEF, HALL_SOLO);
    for (uint16_t seat = 1; seat <= HALL_SEATS; seat++) {
        give_long(hall, seat, HALL_LINE);
        hall_close(hall, seat, HV_ROUND_FIRST, 1u << HALL_LINE, HV_SIGNAL_NOTHING);
    }
    hall_move(hall, HALL_SOLO, HALL_SHARE);
    for (uint16_t note = 0; note < HALL_SEATS; note++) {
        hall_must(hall,
                  (struct hv_command){ .type = HV_COMMAND_PICK_NOTE,
                                       .device = hall->facilitator,
                                       .pick_note = { hall_run(hall), HALL_LINE, note, true } });
    }
}

static void a_full_wall_keeps_its_newest_lines(void **state)
{
    struct hv_arena arena;
    struct hall hall;

    (void)state;
    open_hall(&hall, &arena);
    fill_wall(&hall, 0);
    fill_wall(&hall, HALL_STEP_TOGETHER);
    struct hv_wall_pane wall = view(&hall, HV_PANE_WALL, 0, FRAME_MAX, &arena).wall;
    assert_true(wall.item_count >= 6 && wall.item_count < 2 * HALL_SEATS);
    assert_int_equal(wall.items[wall.item_count - 1].number, hall.number);
    hv_arena_free(&arena);
    hall_free(&hall);
}

/* The largest example that a programme may have, as large as it may be. */
static struct hv_example largest_example(struct hv_arena *arena)
{
    enum {
        SIZE = HV_EXAMPLE_BYTES_MAX / (4 * HV_EXAMPLE_ANSWERS_MAX + 2)
    };
    uint8_t *words = hv_arena_alloc(arena, SIZE);
    struct hv_example_answer *answers =
        hv_arena_array(arena, HV_EXAMPLE_ANSWERS_MAX, sizeof *answers);
    const struct hv_text text = { { words, SIZE }, { words, SIZE } };

    assert_true(words != NULL && answers != NULL);
    memset(words, 'x', SIZE);
    for (size_t i = 0; i < HV_EXAMPLE_ANSWERS_MAX; i++) {
        answers[i] = (struct hv_example_answer){ text, text };
    }
    return (struct hv_example){ text, answers, HV_EXAMPLE_ANSWERS_MAX };
}

static void a_full_wall_leaves_room_for_an_example(void **state)
{
    struct hv_pane pane = { .key = { HV_PANE_WALL, 0 } };
    struct hv_bytes body;
    struct hv_arena arena;
    struct hall hall;

    (void)state;
    open_hall(&hall, &arena);
    fill_wall(&hall, 0);
    fill_wall(&hall, HALL_STEP_TOGETHER);
    uint32_t before = view(&hall, HV_PANE_WALL, 0, FRAME_MAX, &arena).wall.item_count;
    hall_must(&hall, (struct hv_command){ .type = HV_COMMAND_SHOW_EXAMPLE,
                                          .device = hall.facilitator,
                                          .show_example = { HALL_STEP_TOGETHER, 2 } });
    pane.wall = view(&hall, HV_PANE_WALL, 0, FRAME_MAX, &arena).wall;
    assert_int_equal(pane.wall.example.answer_count, 2);
    assert_true(pane.wall.item_count > 0 && pane.wall.item_count < before);
    pane.wall.example = largest_example(&arena);
    assert_int_equal(hv_codec_pane(hall.group, &pane, &arena, &body), HV_OK);
    assert_true(body.size + HV_PANE_HEAD_MAX <= FRAME_MAX);
    hv_arena_free(&arena);
    hall_free(&hall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fullest_board_fits_4_kib),
        cmocka_unit_test(an_ordinary_board_has_whole_names),
        cmocka_unit_test(too_much_opens_on_both_sides_or_on_neither),
        cmocka_unit_test(a_full_wall_keeps_its_newest_lines),
        cmocka_unit_test(a_full_wall_leaves_room_for_an_example),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
