/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "core/group_state.h"
#include "core/value.h"
#include "tests/unit/evening.h"
#include "tests/unit/history.h"

static const struct hv_option options[5];
static const struct hv_text columns[2];

static const struct hv_field text = { .type = HV_FIELD_TEXT, .characters = 5, .options_from = -1 };
static const struct hv_field scale = { .type = HV_FIELD_SCALE,
                                       .minimum = -5,
                                       .maximum = 5,
                                       .markers = 2,
                                       .options_from = -1 };
static const struct hv_field choice = {
    .type = HV_FIELD_CHOICE,
    .options = options,
    .option_count = 5,
    .pick_minimum = 1,
    .pick_maximum = 3,
    .options_from = -1,
};
static const struct hv_field cards = {
    .type = HV_FIELD_CARDS,
    .options = options,
    .option_count = 5,
    .pick_maximum = 2,
    .own_card = true,
    .characters = 4,
    .options_from = -1,
};
static const struct hv_field lines = { .type = HV_FIELD_CHOICE,
                                       .pick_maximum = 3,
                                       .options_from = 0 };
static const struct hv_field list = {
    .type = HV_FIELD_LIST,
    .columns = columns,
    .column_count = 2,
    .row_minimum = 1,
    .row_maximum = 2,
    .characters = 3,
    .options_from = -1,
};
static const struct hv_field spoken = { .type = HV_FIELD_TURNS, .options_from = -1 };
static const struct hv_field consent = { .type = HV_FIELD_CONSENT, .options_from = -1 };
static const struct hv_field info = { .type = HV_FIELD_INFO, .options_from = -1 };

#define NUMBERS(...)                                             \
    {                                                            \
        .numbers = (const int8_t[]){ __VA_ARGS__ },              \
        .number_count = COUNT(((const int8_t[]){ __VA_ARGS__ })) \
    }
#define OPTIONS(...)                             \
    .options = (const uint8_t[]){ __VA_ARGS__ }, \
    .option_count = COUNT(((const uint8_t[]){ __VA_ARGS__ }))
#define CELLS(...)                                                      \
    {                                                                   \
        .cells = (const struct hv_bytes[]){ __VA_ARGS__ },              \
        .cell_count = COUNT(((const struct hv_bytes[]){ __VA_ARGS__ })) \
    }

static void values_fit_their_fields_or_do_not(void **state)
{
    const struct {
        const struct hv_field *field;
        struct hv_value value;
        bool accepted;
    } cases[] = {
        { &text, { .text = BYTES("hallo") }, true },
        { &text, { .text = BYTES("ge\xc3\xabrfd") }, false }, /* six characters */
        { &text, { .text = BYTES("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xf0\x9f\x8c\xb1") }, true },
        { &text, { .text = BYTES("") }, false },
        { &text, NUMBERS(1), false },
        { &text, { .text = BYTES("a"), OPTIONS(0) }, false },
        { &scale, NUMBERS(-5, 5), true },
        { &scale, NUMBERS(0, 0), true },
        { &scale, NUMBERS(0), false },
        { &scale, NUMBERS(0, 0, 0), false },
        { &scale, NUMBERS(-6, 0), false },
        { &scale, NUMBERS(0, 6), false },
        { &choice, { OPTIONS(0) }, true },
        { &choice, { OPTIONS(0, 2, 4) }, true },
        { &choice, { OPTIONS(0, 1, 2, 3) }, false },
        { &choice, { OPTIONS(5) }, false },
        { &choice, { OPTIONS(2, 1) }, false },
        { &choice, { OPTIONS(2, 2) }, false },
        { &choice, { .text = BYTES("eigen") }, false },
        { &choice, { .text = BYTES("") }, false },
        { &cards, { .text = BYTES("") }, true }, /* none is an answer where none may be chosen */
        { &cards, { .text = BYTES("thee") }, true },
        { &cards, { .text = BYTES("koffie") }, false },
        { &cards, { .text = BYTES("thee"), OPTIONS(4) }, true },
        { &cards, { .text = BYTES("thee"), OPTIONS(3, 4) }, false },
        { &lines, { OPTIONS(1, 254) }, true },
        { &lines, { OPTIONS(0) }, false },
        { &lines, { OPTIONS(255) }, false },
        { &list, CELLS(BYTES("a"), BYTES("b")), true },
        { &list, CELLS(BYTES(""), BYTES("")), true },
        { &list, CELLS(BYTES("a")), false },
        { &list, CELLS(BYTES("abcd"), BYTES("")), false },
        { &list, CELLS(BYTES("a"), BYTES("b"), BYTES("c"), BYTES("d")), true },
        { &list, CELLS(BYTES("a"), BYTES("b"), BYTES("c"), BYTES("d"), BYTES("e"), BYTES("f")),
          false },
        { &list, { .text = BYTES("") }, false },
        { &spoken, NUMBERS(1), true },
        { &spoken, NUMBERS(0), false },
        { &consent, NUMBERS(0), true },
        { &consent, NUMBERS(1), true },
        { &consent, NUMBERS(2), false },
        { &consent, NUMBERS(1, 1), false },
        { &info, { .text = BYTES("") }, false },
    };
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, 1024 * 1024);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct hv_bytes packed, again;
        struct hv_value value;

        if (hv_field_accepts(cases[i].field, &cases[i].value) != cases[i].accepted) {
            fail_msg("case %zu", i);
        }
        if (!cases[i].accepted) {
            continue;
        }
        assert_int_equal(hv_value_pack(cases[i].field, &cases[i].value, &arena, &packed), HV_OK);
        assert_int_equal(hv_value_unpack(cases[i].field, packed, &arena, &value), HV_OK);
        assert_int_equal(hv_value_pack(cases[i].field, &value, &arena, &again), HV_OK);
        assert_true(hv_bytes_equal(packed, again));
    }
    hv_arena_free(&arena);
}

static void the_bytes_are_those_of_the_manual(void **state)
{
    const struct {
        const struct hv_field *field;
        struct hv_value value;
        struct hv_bytes packed;
    } cases[] = {
        { &text, { .text = BYTES("hallo") }, BYTES("hallo") },
        { &scale, NUMBERS(-5, 3), BYTES("\xfb\x03") },
        { &choice, { OPTIONS(0, 4) }, BYTES("\x00\x04") },
        { &cards, { .text = BYTES("thee") }, BYTES("\xffthee") },
        { &cards, { .text = BYTES("thee"), OPTIONS(2) }, BYTES("\x02\xffthee") },
        { &list, CELLS(BYTES("a"), BYTES("")),
          BYTES("\x00\x01"
                "a\x00\x00") },
        { &spoken, NUMBERS(1), BYTES("\x01") },
        { &consent, NUMBERS(0), BYTES("\x00") },
    };
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, 1024 * 1024);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct hv_bytes packed;

        assert_int_equal(hv_value_pack(cases[i].field, &cases[i].value, &arena, &packed), HV_OK);
        assert_int_equal(packed.size, cases[i].packed.size);
        assert_memory_equal(packed.data, cases[i].packed.data, packed.size);
    }
    hv_arena_free(&arena);
}

static void bytes_that_are_not_canonical_are_corrupt(void **state)
{
    const struct {
        const struct hv_field *field;
        struct hv_bytes packed;
    } cases[] = {
        { &text, BYTES("") },
        { &text, BYTES("te lang") },
        { &scale, BYTES("\x01") },
        { &scale, BYTES("\x01\x01\x01\x01") },
        { &scale, BYTES("\x01\x7f") },
        { &choice, BYTES("\x01\x01") },
        { &choice, BYTES("\x01\xffthee") },
        { &cards, BYTES("\x01\xff") },
        { &cards, BYTES("\x05") },
        { &list, BYTES("\x00") },
        { &list, BYTES("\x00\x05"
                       "a") },
        { &list, BYTES("\x00\x01"
                       "a") },
        { &list, BYTES("\x00\x01"
                       "a\x00\x01") },
        { &consent, BYTES("\x02") },
        { &spoken, BYTES("") },
        { &info, BYTES("") },
        { &lines, BYTES("\x00") },
    };
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, 1024 * 1024);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct hv_value value;

        if (hv_value_unpack(cases[i].field, cases[i].packed, &arena, &value) != HV_ECORRUPT) {
            fail_msg("case %zu", i);
        }
    }
    hv_arena_free(&arena);
}

/* Any bytes at all: never a crash, and what is taken is canonical. */
static void random_bytes_are_taken_only_when_canonical(void **state)
{
    const struct hv_field *fields[] = { &text, &scale, &choice, &cards,  &lines,
                                        &list, &info,  &spoken, &consent };
    struct hv_arena arena;
    static struct history history;
    unsigned taken = 0;

    (void)state;
    history_begin(&history, 7, 0, NULL, 0);
    print_message("seed 7\n");
    hv_arena_init(&arena, 1024 * 1024);
    for (unsigned i = 0; i < 200000; i++) {
        const struct hv_field *field = fields[history_below(&history, COUNT(fields))];
        uint8_t bytes[12];
        struct hv_bytes packed = { bytes, history_below(&history, sizeof bytes + 1) }, again;
        struct hv_value value;

        for (size_t j = 0; j < packed.size; j++) {
            bytes[j] = (uint8_t)history_below(&history, history_below(&history, 3) == 0 ? 256 : 6);
        }
        hv_arena_reset(&arena);
        if (hv_value_unpack(field, packed, &arena, &value) == HV_OK) {
            taken++;
            assert_int_equal(hv_value_pack(field, &value, &arena, &again), HV_OK);
            assert_true(hv_bytes_equal(packed, again));
        }
    }
    assert_in_range(taken, 1000, 199000);
    hv_arena_free(&arena);
}

static void memory_that_runs_out_is_said(void **state)
{
    const struct hv_value full = CELLS(BYTES("a"), BYTES("b"));
    struct hv_arena none;
    struct hv_bytes packed;
    struct hv_value value;

    (void)state;
    hv_arena_init(&none, 0);
    assert_int_equal(hv_value_pack(&list, &full, &none, &packed), HV_ENOMEM);
    assert_int_equal(hv_value_unpack(&list,
                                     BYTES("\x00\x01"
                                           "a\x00\x01"
                                           "b"),
                                     &none, &value),
                     HV_ENOMEM);
    assert_int_equal(hv_value_unpack(&choice, BYTES("\x01"), &none, &value), HV_ENOMEM);
    assert_int_equal(hv_value_unpack(&scale, BYTES("\x01\x01"), &none, &value), HV_ENOMEM);
    hv_arena_free(&none);
}

static void a_note_is_one_text(void **state)
{
    const struct {
        const struct hv_field *field;
        struct hv_bytes packed;
        struct hv_bytes text;
    } cases[] = {
        { &text, BYTES("hallo"), BYTES("hallo") },
        { &cards, BYTES("\x02\xffthee"), BYTES("thee") },
        { &list,
          BYTES("\x00\x01"
                "a\x00\x01"
                "b\x00\x00\x00\x01"
                "c"),
          BYTES("a \xc2\xb7 b\nc") },
        { &list, BYTES("\x00\x00\x00\x00"), BYTES("") },
    };
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, 1024 * 1024);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct hv_bytes note;

        assert_int_equal(hv_note_text(cases[i].field, cases[i].packed, &arena, &note), HV_OK);
        assert_int_equal(note.size, cases[i].text.size);
        assert_memory_equal(note.data, cases[i].text.data, note.size);
    }
    hv_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_fit_their_fields_or_do_not),
        cmocka_unit_test(the_bytes_are_those_of_the_manual),
        cmocka_unit_test(bytes_that_are_not_canonical_are_corrupt),
        cmocka_unit_test(random_bytes_are_taken_only_when_canonical),
        cmocka_unit_test(memory_that_runs_out_is_said),
        cmocka_unit_test(a_note_is_one_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
