/* SPDX-License-Identifier: EUPL-1.2 */
/* What is right in a quiz: unknown until an answer is final, and then to its author alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "codec/codec.h"
#include "core/group_state.h"
#include "core/results.h"
#include "tests/unit/evening.h"

#define WORD(text)                                \
    {                                             \
        (const uint8_t *)(text), sizeof(text) - 1 \
    }
#define TEXT(text)             \
    {                          \
        WORD(text), WORD(text) \
    }
#define WHY "omdat het zo is"

enum {
    ONE,  /* quiz, A: one of three */
    SOME, /* quiz, S: the last two of three */
    FIELDS
};

static const struct hv_option options[] = {
    { WORD("a"), TEXT("a") },
    { WORD("b"), TEXT("b") },
    { WORD("c"), TEXT("c") },
};

#define QUIZ(name)                                                                     \
    .id = WORD(name), .prompt = TEXT("vraag"), .type = HV_FIELD_QUIZ, .core = true,    \
    .keep = HV_KEEP_MEETING, .options = options, .option_count = 3, .pick_minimum = 1, \
    .explanation = TEXT(WHY), .options_from = -1

static const struct hv_field fields[FIELDS] = {
    [ONE] = { QUIZ("one"), .visibility = HV_VISIBLE_GROUP, .pick_maximum = 1,
              .correct = WORD("\1") },
    [SOME] = { QUIZ("some"), .visibility = HV_VISIBLE_SELF, .pick_maximum = 3,
               .correct = WORD("\1\2") },
};

static const struct hv_stage stages[] = {
    { .kind = HV_STAGE_BRIEF, .scope = HV_SCOPE_GROUP },
    { .kind = HV_STAGE_SOLO, .scope = HV_SCOPE_UNIT, .fields = (1 << FIELDS) - 1 },
    { .kind = HV_STAGE_SHARE,
      .scope = HV_SCOPE_GROUP,
      .gate = { .when = HV_GATE_HOLDER,
                .holder = HV_HOLDER_FACILITATOR,
                .audience = HV_AUDIENCE_GROUP,
                .fields = 1 << ONE } },
};

static const struct hv_exercise exercise = { .id = WORD("quiz"),
                                             .title = TEXT("Quiz"),
                                             .view = WORD("form"),
                                             .fields = fields,
                                             .field_count = FIELDS,
                                             .stages = stages,
                                             .stage_count = COUNT(stages) };

static void begin(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, COMMAND(PUSH_EXERCISE, .insert_step = { .definition = &exercise }), DONE },
        { FACILITATOR, STAGE(1, 0, 1), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

static void answer(struct evening *evening, uint8_t field, const char *places, size_t size)
{
    const struct hv_bytes packed = { (const uint8_t *)places, size };

    assert_int_equal(evening_do(evening, PEN(1), SAVE_BYTES(1, 1, field, 1, packed)), DONE);
}

static void close_it(struct evening *evening)
{
    assert_int_equal(evening_do(evening, PEN(1), ENVELOPE(1, 1, FIRST, 0)), DONE);
}

static const struct hv_seat_pane *
own_page(const struct evening *evening, uint16_t seat, struct hv_arena *arena)
{
    struct hv_pane *pane = hv_arena_alloc(arena, sizeof *pane);

    assert_non_null(pane);
    assert_int_equal(hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_SEAT, seat },
                                   arena, pane),
                     HV_OK);
    return &pane->seat;
}

/* ---- Scores ---- */

static void who_has_closed_gets_to_know_what_was_right(void **state)
{
    static const struct {
        const char *one, *some;
        size_t one_size, some_size;
        enum hv_score scores[FIELDS];
    } cases[] = {
        { "\1", "\1\2", 1, 2, { HV_SCORE_RIGHT, HV_SCORE_RIGHT } },
        { "\0", "\1", 1, 1, { HV_SCORE_WRONG, HV_SCORE_WRONG } },
        { "\1", "\0\1\2", 1, 3, { HV_SCORE_RIGHT, HV_SCORE_WRONG } },
        { NULL, "\1\2", 0, 2, { HV_SCORE_NONE, HV_SCORE_RIGHT } },
        { NULL, NULL, 0, 0, { HV_SCORE_NONE, HV_SCORE_NONE } },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct evening evening;
        struct hv_arena arena;

        hv_arena_init(&arena, 1u << 16);
        begin(&evening);
        if (cases[i].one != NULL) {
            answer(&evening, ONE, cases[i].one, cases[i].one_size);
        }
        if (cases[i].some != NULL) {
            answer(&evening, SOME, cases[i].some, cases[i].some_size);
        }
        assert_int_equal(own_page(&evening, 1, &arena)->scored_count, 0);
        close_it(&evening);
        const struct hv_seat_pane *page = own_page(&evening, 1, &arena);
        assert_int_equal(page->scored_count, FIELDS);
        for (uint8_t field = 0; field < FIELDS; field++) {
            assert_int_equal(page->scored[field].field, field);
            assert_int_equal(page->scored[field].score, cases[i].scores[field]);
            assert_true(hv_bytes_equal(page->scored[field].correct, fields[field].correct));
            assert_true(hv_bytes_equal(page->scored[field].explanation.nl, BYTES(WHY)));
        }
        assert_int_equal(own_page(&evening, 2, &arena)->scored_count, 0);
        hv_arena_free(&arena);
        evening_end(&evening);
    }
}

static void who_knows_what_is_right_changes_nothing_any_more(void **state)
{
    struct evening evening;

    (void)state;
    begin(&evening);
    answer(&evening, ONE, "\0", 1);
    close_it(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), REOPEN(1, 1, FIRST)), HV_REFUSAL_FINAL);
    assert_int_equal(
        evening_do(&evening, PEN(1), SAVE_BYTES(1, 1, ONE, 2, ((struct hv_bytes)WORD("\1")))),
        HV_REFUSAL_FINAL);
    evening_end(&evening);
}

/* The words go from the own page at once; what was right stays, for it is nobody's. */
static void a_discarded_answer_has_no_score(void **state)
{
    struct evening evening;
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, 1u << 16);
    begin(&evening);
    answer(&evening, ONE, "\1", 1);
    close_it(&evening);
    assert_int_equal(
        evening_do(
            &evening, PEN(1),
            COMMAND(TAKE_BACK, .take_back = { .run = 1, .seat = 1, .fields = 3, .discard = true })),
        DONE);
    assert_int_equal(own_page(&evening, 1, &arena)->scored[ONE].score, HV_SCORE_NONE);
    hv_arena_free(&arena);
    evening_end(&evening);
}

/* As they are read from the journal afterwards, where the key is gone. */
static void with_all_that_was_written_its_scores_go(void **state)
{
    struct evening evening;
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, 1u << 16);
    begin(&evening);
    answer(&evening, ONE, "\1", 1);
    close_it(&evening);
    assert_int_equal(evening_do(&evening, PEN(1),
                                DISCARD(1, 1, hv_exercise_personal(&exercise, HV_ROUND_FIRST))),
                     DONE);
    assert_true(own_page(&evening, 1, &arena)->scored_count > 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SOLO + 1)), DONE);
    assert_int_equal(own_page(&evening, 1, &arena)->scored_count, 0);
    hv_arena_free(&arena);
    evening_end(&evening);
}

/* ---- What clients get ---- */

static void no_definition_tells_what_is_right(void **state)
{
    struct hv_exercise other = exercise;
    struct hv_field spoiled[FIELDS];
    struct hv_bytes one, two;
    struct hv_arena arena;

    (void)state;
    memcpy(spoiled, fields, sizeof spoiled);
    spoiled[ONE].correct = (struct hv_bytes)WORD("\2");
    spoiled[SOME].explanation = (struct hv_text)TEXT("anders");
    other.fields = spoiled;
    hv_arena_init(&arena, 1u << 16);
    assert_int_equal(hv_codec_definition(&exercise, &arena, &one), HV_OK);
    assert_int_equal(hv_codec_definition(&other, &arena, &two), HV_OK);
    assert_true(hv_bytes_equal(one, two));
    hv_arena_free(&arena);
}

/* ---- The group ---- */

static void answer_all(struct evening *evening, uint16_t wrong, uint16_t right)
{
    assert_int_equal(evening_do(evening, FACILITATOR,
                                COMMAND(PUSH_EXERCISE, .insert_step = { .definition = &exercise })),
                     DONE);
    assert_int_equal(evening_do(evening, FACILITATOR, STAGE(1, 0, 1)), DONE);
    for (uint16_t seat = 1; seat <= wrong + right; seat++) {
        /* not the first option: what is counted is whether it was right, and not which it was */
        const uint8_t pick = seat <= wrong ? 2 : 1;

        assert_int_equal(evening_do(evening, PEN(seat), UNLOCK(seat)), DONE);
        assert_int_equal(evening_do(evening, PEN(seat),
                                    SAVE_BYTES(1, seat, ONE, 1, ((struct hv_bytes){ &pick, 1 }))),
                         DONE);
        assert_int_equal(evening_do(evening, PEN(seat), ENVELOPE(1, seat, FIRST, 0)), DONE);
    }
    assert_int_equal(evening_do(evening, FACILITATOR, STAGE(1, 1, 2)), DONE);
}

/* How many were not right, how many were: never which options were picked. */
static void the_group_gets_two_bands_or_nothing(void **state)
{
    unsigned enough = 0;

    (void)state;
    for (uint16_t wrong = 0; wrong <= 8; wrong++) {
        const uint16_t right = (uint16_t)(8 - wrong);
        const uint16_t counts[3] = { wrong, right, 0 };
        const bool expected = hv_result_enough(counts, 4);
        struct evening evening;

        evening_begin(&evening);
        answer_all(&evening, wrong, right);
        const struct hv_closed_round *round = hv_find_run(evening.group, 1)->rounds[2];
        assert_int_equal(round->result_count, 1);
        assert_int_equal(round->results->field, ONE);
        assert_int_equal(round->results->option, -1);
        assert_int_equal(round->results->band_count, 2);
        assert_int_equal(round->results->enough, expected);
        for (unsigned band = 0; band < 3; band++) {
            assert_int_equal(round->results->counts[band], expected ? counts[band] : 0);
        }
        assert_int_equal(evening.group->wall_count, expected ? 1 : 0);
        enough += expected ? 1 : 0;
        evening_end(&evening);
    }
    assert_int_equal(enough, 3);
}

/* ---- As data ---- */

static void a_key_that_nobody_can_give_is_a_fault(void **state)
{
    static const struct hv_bytes keys[] = {
        { NULL, 0 }, WORD("\3"), WORD("\1\0"), WORD("\1\1"), WORD("\0\1\2"),
    };

    (void)state;
    assert_null(hv_exercise_fault(&exercise));
    for (size_t i = 0; i < COUNT(keys); i++) {
        struct hv_field spoiled[FIELDS];
        struct hv_exercise other = exercise;

        memcpy(spoiled, fields, sizeof spoiled);
        spoiled[SOME].pick_maximum = 2;
        spoiled[SOME].correct = keys[i];
        other.fields = spoiled;
        assert_non_null(hv_exercise_fault(&other));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_has_closed_gets_to_know_what_was_right),
        cmocka_unit_test(who_knows_what_is_right_changes_nothing_any_more),
        cmocka_unit_test(a_discarded_answer_has_no_score),
        cmocka_unit_test(with_all_that_was_written_its_scores_go),
        cmocka_unit_test(no_definition_tells_what_is_right),
        cmocka_unit_test(the_group_gets_two_bands_or_nothing),
        cmocka_unit_test(a_key_that_nobody_can_give_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
