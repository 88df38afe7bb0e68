/* SPDX-License-Identifier: EUPL-1.2 */
/* What the core can run, and what it says of what it cannot. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "core/programme.h"
#include "core/programme_copy.h"
#include "tests/unit/evening.h"

static const struct hv_exercise *exercise(unsigned index)
{
    return &evening_programme()->exercises[index];
}

static void forms_and_envelopes_are_sets_of_fields(void **state)
{
    const uint32_t all = BIT(REVEAL_FIELDS) - 1;

    (void)state;
    assert_int_equal(hv_exercise_fields(exercise(REVEAL), HV_FORM_FULL), all);
    assert_int_equal(hv_exercise_fields(exercise(REVEAL), HV_FORM_SHORT),
                     BIT(REVEAL_P) | BIT(REVEAL_J));
    assert_int_equal(hv_exercise_fields(exercise(REVEAL), HV_FORM_LIGHT),
                     all & ~(BIT(REVEAL_P) | BIT(REVEAL_P2) | BIT(REVEAL_J)));
    assert_int_equal(hv_exercise_fields(exercise(REVEAL), (enum hv_form)9), 0);
    assert_int_equal(hv_exercise_envelope(exercise(REVEAL), HV_FORM_FULL, HV_ROUND_FIRST),
                     all & ~BIT(REVEAL_J));
    assert_int_equal(hv_exercise_envelope(exercise(REVEAL), HV_FORM_FULL, HV_ROUND_SECOND), 0);
    assert_int_equal(hv_exercise_envelope(exercise(REVEAL), HV_FORM_SHORT, HV_ROUND_FIRST),
                     BIT(REVEAL_P));
    assert_int_equal(hv_exercise_joint(exercise(REVEAL), HV_FORM_FULL), BIT(REVEAL_J));
    assert_int_equal(hv_exercise_joint(exercise(REVEAL), HV_FORM_LIGHT), 0);
    assert_int_equal(hv_exercise_envelope(exercise(POLL), HV_FORM_FULL, HV_ROUND_SECOND),
                     BIT(POLL_ME_TOO));
    assert_int_equal(hv_exercise_envelope(exercise(PLAIN), HV_FORM_FULL, HV_ROUND_FIRST), 0);
    assert_int_equal(hv_exercise_fields(exercise(PLAIN), HV_FORM_FULL), 1);
    /* What is asked in the light form is asked in no other. */
    assert_int_equal(hv_exercise_fields(exercise(TURNS), HV_FORM_FULL),
                     BIT(TURNS_P) | BIT(TURNS_L));
    assert_int_equal(hv_exercise_fields(exercise(TURNS), HV_FORM_SHORT), BIT(TURNS_P));
    assert_int_equal(hv_exercise_fields(exercise(TURNS), HV_FORM_LIGHT), BIT(TURNS_LIGHT));
    assert_int_equal(hv_exercise_personal(exercise(TURNS), HV_ROUND_FIRST),
                     BIT(TURNS_P) | BIT(TURNS_LIGHT));
    assert_int_equal(hv_exercise_personal(exercise(TURNS), HV_ROUND_SECOND), BIT(TURNS_L));
}

#define CHOICE_OF(kind, least, most, from) \
    .type = HV_FIELD_##kind, .pick_minimum = (least), .pick_maximum = (most), .options_from = (from)

static void a_choice_by_option_may_leave_all_of_them(void **state)
{
    const struct {
        struct hv_field field;
        bool by_option, none;
    } cases[] = {
        { { CHOICE_OF(CHOICE, 1, 1, -1) }, false, false },
        { { CHOICE_OF(CHOICE, 0, 2, -1) }, true, true },
        { { CHOICE_OF(CHOICE, 1, 2, -1) }, true, false },
        { { CHOICE_OF(CHOICE, 1, 1, 0) }, true, false },
        { { CHOICE_OF(CARDS, 1, 3, -1), .own_card = true }, true, true },
        { { CHOICE_OF(CARDS, 2, 3, -1), .own_card = true }, true, false },
        { { CHOICE_OF(SCALE, 0, 3, -1) }, false, true },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(hv_field_by_option(&cases[i].field), cases[i].by_option);
        assert_int_equal(hv_field_may_pick_none(&cases[i].field), cases[i].none);
    }
}

static void a_block_is_a_run_of_unit_stages(void **state)
{
    uint8_t first, last;

    (void)state;
    for (uint8_t stage = SOLO; stage <= JOINT; stage++) {
        hv_exercise_block(exercise(REVEAL), stage, &first, &last);
        assert_int_equal(first, SOLO);
        assert_int_equal(last, JOINT);
    }
    hv_exercise_block(exercise(POLL), POLL_SOLO_2, &first, &last);
    assert_int_equal(first, POLL_SOLO_2);
    assert_int_equal(last, POLL_SOLO_2);
}

/* ---- Faults: a sound exercise with one thing changed ---- */

struct changed {
    struct hv_exercise exercise;
    struct hv_field fields[HV_FIELDS_MAX];
    struct hv_stage stages[HV_STAGES_MAX];
    struct hv_option options[HV_OPTIONS_MAX];
    struct hv_text texts[8];
};

static void begin_change(struct changed *changed, unsigned index)
{
    *changed = (struct changed){ .exercise = *exercise(index) };
    for (unsigned i = 0; i < changed->exercise.field_count; i++) {
        changed->fields[i] = changed->exercise.fields[i];
    }
    for (unsigned i = 0; i < changed->exercise.stage_count; i++) {
        changed->stages[i] = changed->exercise.stages[i];
    }
    changed->exercise.fields = changed->fields;
    changed->exercise.stages = changed->stages;
}

static void expect_fault(const struct changed *changed, const char *words)
{
    const char *fault = hv_exercise_fault(&changed->exercise);

    if (fault == NULL || strstr(fault, words) == NULL) {
        fail_msg("\"%s\" expected, came: %s", words, fault != NULL ? fault : "nothing");
    }
}

/* EXPECT(exercise, what is changed, words of the sentence) */
#define EXPECT(index, change, words) \
    do {                             \
        struct changed c;            \
        begin_change(&c, index);     \
        change;                      \
        expect_fault(&c, words);     \
    } while (0)

static void the_small_programme_is_sound(void **state)
{
    (void)state;
    assert_null(hv_programme_fault(evening_programme()));
    assert_null(hv_exercise_fault(evening_library()));
}

static void wrong_fields_are_named(void **state)
{
    (void)state;
    EXPECT(REVEAL, c.fields[0].id.size = 0, "empty id or prompt");
    EXPECT(REVEAL, c.fields[0].prompt.en.size = 0, "empty id or prompt");
    EXPECT(REVEAL, c.fields[1].id = c.fields[0].id, "same id");
    EXPECT(REVEAL, c.fields[0].type = (enum hv_field_type)0, "type that is not known");
    EXPECT(REVEAL, c.fields[0].visibility = (enum hv_visibility)0, "no visibility");
    EXPECT(REVEAL, c.fields[0].visibility = (enum hv_visibility)8, "no visibility");
    EXPECT(REVEAL, c.fields[0].keep = (enum hv_keep)0, "how long it is kept");
    EXPECT(REVEAL, c.fields[0].keep = HV_KEEP_DRAFT, "how long it is kept");
    EXPECT(REVEAL, c.fields[0].round = (enum hv_round)2, "round that is not known");
    EXPECT(REVEAL, c.fields[0].listener = true, "listener");
    EXPECT(REVEAL, c.fields[0].characters = 0, "no length");
    EXPECT(REVEAL, c.fields[0].characters = 2001, "no length");
    EXPECT(REVEAL, c.fields[REVEAL_SCALE].maximum = 0, "ends where it begins");
    EXPECT(REVEAL, c.fields[REVEAL_SCALE].markers = 4, "markers");
    EXPECT(REVEAL, c.fields[REVEAL_SCALE].markers = 0, "markers");
    EXPECT(REVEAL, c.fields[REVEAL_SCALE].anchor_low.nl = BYTES("laag"), "one language only");
    EXPECT(REVEAL, c.fields[REVEAL_CARDS].option_count = 0, "no options");
    EXPECT(REVEAL, c.fields[REVEAL_CARDS].option_count = 65, "no options");
    EXPECT(REVEAL, c.fields[REVEAL_CARDS].pick_maximum = 7, "number to choose");
    EXPECT(REVEAL, c.fields[REVEAL_CARDS].pick_maximum = 0, "number to choose");
    EXPECT(REVEAL, c.fields[REVEAL_CARDS].pick_minimum = 4, "number to choose");
    EXPECT(REVEAL, c.fields[REVEAL_CARDS].characters = 0, "own card");
    EXPECT(REVEAL, c.fields[REVEAL_CARDS].options = c.options, "option has an empty");
    EXPECT(REVEAL,
           for (unsigned i = 0; i < 5; i++) c.options[i] = c.fields[REVEAL_CARDS].options[0];
           c.fields[REVEAL_CARDS].options = c.options, "same id");
    EXPECT(REVEAL, c.fields[REVEAL_G].column_count = 0, "no columns");
    EXPECT(REVEAL, c.fields[REVEAL_G].column_count = 5, "no columns");
    EXPECT(REVEAL, c.fields[REVEAL_G].row_maximum = 0, "no rows");
    EXPECT(REVEAL, c.fields[REVEAL_G].row_maximum = 21, "no rows");
    EXPECT(REVEAL, c.fields[REVEAL_G].row_minimum = 4, "no rows");
    EXPECT(REVEAL, c.fields[REVEAL_G].characters = 2001, "cell");
    EXPECT(REVEAL, c.fields[REVEAL_G].columns = c.texts, "heading");
    EXPECT(REVEAL, c.fields[REVEAL_OK].statement.size = 0, "statement");
    EXPECT(POLL, c.fields[POLL_ME_TOO].options_from = 9, "does not go to the group");
    EXPECT(TURNS, c.fields[TURNS_L].type = HV_FIELD_CHOICE;
           c.fields[TURNS_L].options_from = TURNS_P, "does not go to the group");
    EXPECT(POLL, c.fields[POLL_ME_TOO].option_count = 3, "has options too");
    EXPECT(POLL, c.fields[POLL_ME_TOO].pick_minimum = 1, "add up");
    EXPECT(REVEAL, c.fields[REVEAL_CARDS].pick_minimum = 2, "add up");
    EXPECT(TURNS, c.fields[TURNS_LIGHT].visibility = HV_VISIBLE_PARTNER, "light form is not");
    EXPECT(TURNS, c.fields[TURNS_LIGHT].visibility = HV_VISIBLE_GROUP, "light form is not");
    EXPECT(TURNS, c.fields[TURNS_LIGHT].round = HV_ROUND_SECOND, "light form is not");
    EXPECT(TURNS, c.fields[TURNS_LIGHT].core = true, "light form is not");
    EXPECT(TURNS, c.fields[TURNS_LIGHT].type = HV_FIELD_INFO, "light form is not");
}

static void wrong_stages_and_gates_are_named(void **state)
{
    (void)state;
    EXPECT(REVEAL, c.stages[0].kind = (enum hv_stage_kind)0, "kind that is not known");
    EXPECT(REVEAL, c.stages[0].scope = (enum hv_scope)0, "neither the group nor the unit");
    EXPECT(TURNS, c.stages[TURNS_TURNS].scope = HV_SCOPE_GROUP, "turns are not of the unit");
    EXPECT(REVEAL, c.stages[SOLO].fields |= BIT(REVEAL_FIELDS), "not there");
    EXPECT(REVEAL, c.stages[OPEN].gate.fields |= BIT(31), "not there");
    EXPECT(REVEAL, c.stages[OPEN].gate.when = (enum hv_gate_when)7, "moment that is not known");
    EXPECT(REVEAL, c.stages[OPEN].gate.when = HV_GATE_NEVER, "never opens");
    EXPECT(REVEAL, c.stages[OPEN].gate.audience = HV_AUDIENCE_GROUP, "facilitator and the group");
    EXPECT(REVEAL, c.stages[OPEN].scope = HV_SCOPE_GROUP, "others than the unit");
    EXPECT(REVEAL, c.stages[OPEN].gate.holder = HV_HOLDER_TURN, "wrong hand");
    EXPECT(REVEAL, c.stages[OPEN].gate.holder = HV_HOLDER_FACILITATOR, "wrong hand");
    EXPECT(TURNS, c.stages[TURNS_TURNS].gate.holder = HV_HOLDER_UNIT, "wrong hand");
    EXPECT(REVEAL, c.stages[OPEN].gate.round = (enum hv_round)4, "round that is not known");
    EXPECT(REVEAL, c.stages[OPEN].gate.fields |= BIT(REVEAL_SCALE), "not for partners");
    EXPECT(REVEAL, c.stages[OPEN].gate.round = HV_ROUND_SECOND, "not asked before");
    EXPECT(REVEAL, c.stages[SOLO].fields &= ~BIT(REVEAL_P), "not asked before");
    EXPECT(REVEAL, c.stages[JOINT].gate.fields |= BIT(REVEAL_P), "other fields than joint");
    EXPECT(REVEAL, c.stages[SHARE].gate.fields |= BIT(REVEAL_SCALE), "not for the group");
    EXPECT(REVEAL, c.stages[SHARE].gate.holder = HV_HOLDER_UNIT, "facilitator and the group");
    EXPECT(REVEAL, c.stages[SHARE].gate.audience = HV_AUDIENCE_UNIT, "facilitator and the group");
    EXPECT(REVEAL, c.stages[CLOSE].gate = c.stages[SHARE].gate, "opens twice");
    EXPECT(REVEAL, c.stages[OPEN].gate.fields &= ~BIT(REVEAL_P2), "no gate that opens it");
    EXPECT(REVEAL, c.stages[JOINT].kind = HV_STAGE_TALK, "no joint stage");
    EXPECT(REVEAL, c.stages[SOLO].fields &= ~BIT(REVEAL_SCALE), "no stage asks a field");
}

static void wrong_exercises_are_named(void **state)
{
    (void)state;
    EXPECT(REVEAL, c.exercise.id.size = 0, "empty id or title");
    EXPECT(REVEAL, c.exercise.title.nl.size = 0, "empty id or title");
    EXPECT(REVEAL, c.exercise.field_count = 33, "more than 32 fields");
    EXPECT(REVEAL, c.exercise.stage_count = 0, "no stages");
    EXPECT(REVEAL, c.exercise.stage_count = 17, "no stages");
    EXPECT(REVEAL, c.exercise.examples = c.texts, "example is empty");
    EXPECT(TURNS, c.fields[TURNS_LIGHT].light = false;
           c.fields[TURNS_LIGHT].visibility = HV_VISIBLE_PARTNER;
           c.stages[TURNS_TURNS].gate.fields |= BIT(TURNS_LIGHT), "light form asks nothing");
}

/* PROGRAMME(what is changed, words of the sentence) */
#define PROGRAMME(change, words)                                          \
    do {                                                                  \
        struct hv_programme p = *evening_programme();                     \
        struct hv_meeting meetings[2] = { p.meetings[0], p.meetings[1] }; \
        struct hv_step steps[5];                                          \
        struct hv_example_answer answers[EXAMPLE_ANSWERS];                \
        const char *fault;                                                \
        memcpy(steps, meetings[0].steps, sizeof steps);                   \
        memcpy(answers, steps[3].example.answers, sizeof answers);        \
        steps[3].example.answers = answers;                               \
        meetings[0].steps = steps;                                        \
        p.meetings = meetings;                                            \
        change;                                                           \
        fault = hv_programme_fault(&p);                                   \
        assert_non_null(fault);                                           \
        assert_non_null(strstr(fault, words));                            \
    } while (0)

static void wrong_programmes_are_named(void **state)
{
    struct hv_exercise broken = *exercise(REVEAL);
    struct hv_programme empty = *evening_programme();

    (void)state;
    broken.stage_count = 0;
    PROGRAMME(p.id.size = 0, "empty id or title");
    PROGRAMME(p.title.en.size = 0, "empty id or title");
    PROGRAMME(p.consent.id.size = 0, "no consent");
    PROGRAMME(p.consent.text.nl.size = 0, "no consent");
    PROGRAMME(p.exercise_count = 201, "more than 200");
    PROGRAMME(p.meeting_count = 33, "more than 32");
    PROGRAMME(p.exercises = &broken; p.exercise_count = 1, "no stages");
    PROGRAMME(meetings[1].id.size = 0, "meeting has an empty");
    PROGRAMME(meetings[1].step_count = 41, "more than 40");
    PROGRAMME(steps[0].kind = (enum hv_step_kind)5, "kind that is not known");
    PROGRAMME(steps[0].exercise = 4, "exercise that is not there");
    PROGRAMME(steps[0].title.nl = BYTES("x"), "one language");
    PROGRAMME(steps[4].title.nl.size = 0, "no title");
    PROGRAMME(steps[0].example.title = steps[4].title, "no answers");
    PROGRAMME(steps[3].example.answer_count = 33, "more than 32 answers");
    PROGRAMME(steps[3].example.title.en.size = 0, "no title");
    PROGRAMME(answers[2].prompt.nl.size = 0, "empty prompt or answer");
    PROGRAMME(answers[0].answer.en.size = 0, "empty prompt or answer");
    PROGRAMME(answers[0].answer.en.size = HV_EXAMPLE_BYTES_MAX, "larger than 16 KiB");
    empty.exercise_count = 0; /* single exercises can be pushed without any programme */
    empty.meeting_count = 0;
    assert_null(hv_programme_fault(&empty));
}

static void a_copy_borrows_nothing(void **state)
{
    struct hv_arena arena;
    const struct hv_programme *copy;
    size_t used;

    (void)state;
    hv_arena_init(&arena, 8 * 1024 * 1024);
    copy = hv_programme_copy(&arena, evening_programme());
    assert_non_null(copy);
    assert_null(hv_programme_fault(copy));
    assert_ptr_not_equal(copy->exercises[0].fields, exercise(0)->fields);
    assert_ptr_not_equal(copy->exercises[0].fields[0].prompt.nl.data,
                         exercise(0)->fields[0].prompt.nl.data);
    assert_true(hv_bytes_equal(copy->exercises[REVEAL].fields[REVEAL_CARDS].options[4].label.en,
                               BYTES("vertrouwen (en)")));
    assert_true(hv_bytes_equal(copy->meetings[0].steps[4].title.nl, BYTES("pauze")));
    assert_true(hv_bytes_equal(copy->meetings[0].steps[3].example.answers[2].answer.nl,
                               BYTES("antwoord drie")));
    used = hv_arena_used(&arena);
    hv_arena_free(&arena);
    for (size_t limit = 0; limit < used; limit += used / 100) {
        hv_arena_init(&arena, limit);
        assert_null(hv_programme_copy(&arena, evening_programme()));
        hv_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_and_envelopes_are_sets_of_fields),
        cmocka_unit_test(a_choice_by_option_may_leave_all_of_them),
        cmocka_unit_test(a_block_is_a_run_of_unit_stages),
        cmocka_unit_test(the_small_programme_is_sound),
        cmocka_unit_test(wrong_fields_are_named),
        cmocka_unit_test(wrong_stages_and_gates_are_named),
        cmocka_unit_test(wrong_exercises_are_named),
        cmocka_unit_test(wrong_programmes_are_named),
        cmocka_unit_test(a_copy_borrows_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
