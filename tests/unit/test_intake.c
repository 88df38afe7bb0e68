/* SPDX-License-Identifier: EUPL-1.2 */
/* What facilitators have to know for a light: for them alone, once it is closed, until they set it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/group_state.h"
#include "tests/unit/evening.h"

#define WORD(text)                                \
    {                                             \
        (const uint8_t *)(text), sizeof(text) - 1 \
    }
#define TEXT(text)             \
    {                          \
        WORD(text), WORD(text) \
    }

enum {
    SAFE,  /* text, F, intake */
    ALSO,  /* the same */
    WISH,  /* text, F, course */
    DIARY, /* text, S, meeting */
    FIELDS,
    ALL = (1 << FIELDS) - 1
};

#define QUESTION(name)                                                                   \
    .id = WORD(name), .prompt = TEXT("vraag"), .type = HV_FIELD_TEXT, .characters = 140, \
    .core = true, .options_from = -1

static const struct hv_field fields[FIELDS] = {
    [SAFE] = { QUESTION("safe"), .visibility = HV_VISIBLE_FACILITATOR, .keep = HV_KEEP_INTAKE },
    [ALSO] = { QUESTION("also"), .visibility = HV_VISIBLE_FACILITATOR, .keep = HV_KEEP_INTAKE },
    [WISH] = { QUESTION("wish"), .visibility = HV_VISIBLE_FACILITATOR, .keep = HV_KEEP_COURSE },
    [DIARY] = { QUESTION("diary"), .visibility = HV_VISIBLE_SELF, .keep = HV_KEEP_MEETING },
};

static const struct hv_stage stages[] = {
    { .kind = HV_STAGE_SOLO, .scope = HV_SCOPE_UNIT, .fields = ALL },
    { .kind = HV_STAGE_CLOSE, .scope = HV_SCOPE_GROUP },
};

static const struct hv_exercise exercise = { .id = WORD("apart"),
                                             .title = TEXT("Apart"),
                                             .view = WORD("form"),
                                             .fields = fields,
                                             .field_count = FIELDS,
                                             .stages = stages,
                                             .stage_count = COUNT(stages) };

/* Seat 1 wrote to all of it, seat 2 to the first; nothing is closed. */
static void begin(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, COMMAND(PUSH_EXERCISE, .insert_step = { .definition = &exercise }), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(1), SAVE(1, 1, SAFE, 1, "bang"), DONE },
        { PEN(1), SAVE(1, 1, ALSO, 1, "soms"), DONE },
        { PEN(1), SAVE(1, 1, WISH, 1, "rust"), DONE },
        { PEN(1), SAVE(1, 1, DIARY, 1, "van mij"), DONE },
        { PEN(2), SAVE(1, 2, SAFE, 1, "niet bang"), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

static void play(struct evening *evening, uint16_t device, struct hv_command command, int outcome)
{
    const struct line line = { device, command, outcome };

    evening_play(evening, &line, 1);
}

static void close_it(struct evening *evening, uint16_t seat)
{
    play(evening, PEN(seat), ENVELOPE(1, seat, FIRST, 0), DONE);
}

/* The fields of run 1 that a read has of a seat, as a set. */
static uint32_t
read_by(struct evening *evening, uint16_t device, enum hv_read_kind kind, uint16_t seat)
{
    const struct hv_read_key key = { .kind = kind, .number = seat, .run = 1, .most = 64 };
    struct hv_read_page page;
    enum hv_refusal refusal;
    uint32_t found = 0;

    assert_int_equal(hv_group_read(evening->group, device, key, &evening->turn, &refusal, &page),
                     HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NONE);
    for (uint32_t i = 0; i < page.row_count; i++) {
        if (page.rows[i].seat == seat && page.rows[i].answer == HV_ANSWER_GIVEN) {
            found |= BIT(page.rows[i].field);
        }
    }
    return found;
}

static uint32_t answers(struct evening *evening, uint16_t seat)
{
    return read_by(evening, FACILITATOR, HV_READ_ANSWERS, seat);
}

static uint32_t own_work(struct evening *evening, uint16_t seat)
{
    return read_by(evening, PEN(seat), HV_READ_OWN_WORK, seat);
}

/* ---- The author ---- */

static struct hv_pane pane_of(struct evening *evening, enum hv_pane_kind kind, uint16_t number)
{
    struct hv_pane pane;

    assert_int_equal(hv_group_view(evening->group, NULL, (struct hv_pane_key){ kind, number },
                                   &evening->turn, &pane),
                     HV_OK);
    return pane;
}

/* Nor whether there was any. */
static void what_was_closed_does_not_come_back_to_its_author(void **state)
{
    struct evening evening;
    struct hv_pane seat, work;

    (void)state;
    begin(&evening);
    assert_int_equal(own_work(&evening, 1), ALL);
    close_it(&evening, 1);
    assert_int_equal(own_work(&evening, 1), BIT(WISH) | BIT(DIARY));
    work = pane_of(&evening, HV_PANE_WORK, 1);
    assert_int_equal(work.work.value_count, 2);
    assert_int_equal(work.work.values[0].field, WISH);
    seat = pane_of(&evening, HV_PANE_SEAT, 1);
    assert_int_equal(seat.seat.field_count, FIELDS);
    assert_int_equal(seat.seat.fields[SAFE].answer, HV_ANSWER_NONE);
    assert_int_equal(seat.seat.fields[SAFE].revision, 0);
    assert_int_equal(seat.seat.fields[WISH].answer, HV_ANSWER_GIVEN);
    evening_end(&evening);
}

static void closing_it_is_for_good(void **state)
{
    const struct line lines[] = {
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { PEN(1), REOPEN(1, 1, FIRST), REFUSED(FINAL) },
        { PEN(1), SAVE(1, 1, SAFE, 2, "toch niet"), REFUSED(FINAL) },
        { PEN(1), WIDEN(1, 1, BIT(SAFE), true), REFUSED(NOT_FOUND) },
    };
    struct evening evening;

    (void)state;
    begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void its_author_may_take_it_back_all_the_same(void **state)
{
    struct evening evening;

    (void)state;
    begin(&evening);
    close_it(&evening, 1);
    play(&evening, PEN(1), TAKE_BACK(1, 1, BIT(SAFE)), DONE);
    assert_int_equal(answers(&evening, 1), BIT(ALSO) | BIT(WISH));
    play(&evening, PEN(1), CONSENT(1, false), DONE);
    assert_int_equal(answers(&evening, 1), 0);
    evening_end(&evening);
}

/* ---- The light ---- */

static void it_is_there_until_the_light_is_set_of_who_gave_it(void **state)
{
    struct evening evening;

    (void)state;
    begin(&evening);
    close_it(&evening, 1);
    close_it(&evening, 2);
    assert_int_equal(answers(&evening, 1), ALL & ~BIT(DIARY));
    assert_int_equal(answers(&evening, 2), BIT(SAFE));
    play(&evening, FACILITATOR, LIGHT(2, GREEN), DONE);
    assert_int_equal(answers(&evening, 1), ALL & ~BIT(DIARY));
    assert_int_equal(answers(&evening, 2), 0);
    play(&evening, CO_FACILITATOR, LIGHT(1, ORANGE), DONE);
    assert_int_equal(answers(&evening, 1), BIT(WISH));
    evening_end(&evening);
}

/* Also on a later evening, and of every evening before. */
static void a_later_light_ends_what_was_said_since(void **state)
{
    const struct line again[] = {
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(1), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
    };
    struct evening evening;

    (void)state;
    begin(&evening);
    play(&evening, FACILITATOR, LIGHT(1, GREEN), DONE); /* before it closed: that stays */
    close_it(&evening, 1);
    assert_int_equal(answers(&evening, 1), ALL & ~BIT(DIARY));
    evening_play(&evening, again, COUNT(again));
    play(&evening, PEN(1), UNLOCK(1), DONE);
    assert_int_equal(read_by(&evening, PEN(1), HV_READ_HISTORY, 1), BIT(WISH));
    assert_int_equal(answers(&evening, 1), ALL & ~BIT(DIARY));
    play(&evening, FACILITATOR, LIGHT(1, GREEN), DONE); /* the same one: said of this too */
    assert_int_equal(answers(&evening, 1) & (BIT(SAFE) | BIT(ALSO)), 0);
    play(&evening, FACILITATOR, LIGHT(1, GREEN), AGAIN);
    evening_end(&evening);
}

static void no_light_is_none_that_was_set(void **state)
{
    struct evening evening;

    (void)state;
    begin(&evening);
    close_it(&evening, 1);
    play(&evening, FACILITATOR, LIGHT(1, NONE), AGAIN);
    assert_int_equal(answers(&evening, 1), ALL & ~BIT(DIARY));
    evening_end(&evening);
}

/* ---- Keys ---- */

static struct hv_key_scope intake_of(uint16_t seat)
{
    return (struct hv_key_scope){
        .owner = HV_OWNER_SEAT, .number = seat, .run = 1, .meeting = 1, .keep = HV_KEEP_INTAKE
    };
}

static bool is_useless(const struct evening *evening, struct hv_key_scope scope)
{
    struct hv_key_scope scopes[64];
    uint32_t count = hv_group_useless_keys(evening->group, &evening->last.record, 0, scopes, 64);
    bool found = false;

    for (uint32_t i = 0; i < count; i++) {
        found = found || hv_key_scope_equal(&scopes[i], &scope);
    }
    return found;
}

static bool is_named(const struct evening *evening, struct hv_key_scope scope)
{
    bool found = false;

    for (uint32_t i = 0; i < evening->last.key_count; i++) {
        found = found || hv_key_scope_equal(&evening->last.keys[i], &scope);
    }
    return found;
}

/* It is made with the run, whether anything will be said or not. */
static void the_light_takes_its_key_along(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    play(&evening, FACILITATOR, COMMAND(PUSH_EXERCISE, .insert_step = { .definition = &exercise }),
         DONE);
    assert_true(is_named(&evening, intake_of(1)));
    assert_true(is_named(&evening, intake_of(2)));
    play(&evening, PEN(1), UNLOCK(1), DONE);
    play(&evening, FACILITATOR, LIGHT(1, ORANGE), DONE);
    assert_false(is_useless(&evening, intake_of(1))); /* what is closed with it comes yet */
    play(&evening, PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE);
    play(&evening, FACILITATOR, LIGHT(2, GREEN), DONE);
    assert_false(is_useless(&evening, intake_of(1)));
    play(&evening, FACILITATOR, LIGHT(1, GREEN), DONE);
    assert_true(is_useless(&evening, intake_of(1)));
    assert_false(is_useless(&evening, intake_of(2)));
    evening_end(&evening);
}

static void answers_lie_under_the_key_of_their_class(void **state)
{
    struct evening evening;
    const struct hv_event *closed;

    (void)state;
    begin(&evening);
    close_it(&evening, 1);
    closed = evening_event(&evening, HV_EVENT_ENVELOPE_CLOSED);
    assert_int_equal(closed->envelope_closed.value_count, FIELDS);
    for (uint8_t i = 0; i < FIELDS; i++) {
        assert_int_equal(closed->envelope_closed.values[i].part.scope.keep, fields[i].keep);
    }
    evening_end(&evening);
}

static void discarded_it_takes_its_key_along(void **state)
{
    const struct line over = { FACILITATOR, STAGE(1, 0, 1), DONE };
    struct evening evening;

    (void)state;
    begin(&evening);
    close_it(&evening, 1);
    play(&evening, PEN(1), DISCARD(1, 1, BIT(SAFE) | BIT(ALSO)), DONE);
    evening_play(&evening, &over, 1);
    assert_true(is_useless(&evening, intake_of(1)));
    assert_false(is_useless(&evening, intake_of(2)));
    evening_end(&evening);
}

static void it_ends_after_seven_days_at_the_latest(void **state)
{
    const int64_t day = INT64_C(24) * 60 * 60 * 1000;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(hv_group_keys_end(evening.group, HV_KEEP_INTAKE, 1000), 1000 + 7 * day);
    evening_end(&evening);
}

/* ---- The definition ---- */

static void it_is_for_facilitators_alone(void **state)
{
    struct hv_exercise changed = exercise;
    struct hv_field other[FIELDS];

    (void)state;
    assert_null(hv_exercise_fault(&exercise));
    memcpy(other, fields, sizeof other);
    changed.fields = other;
    other[SAFE].visibility = HV_VISIBLE_SELF;
    assert_string_equal(hv_exercise_fault(&changed),
                        "what is kept until the light is set is for others than facilitators");
    other[SAFE].visibility = HV_VISIBLE_RECORD;
    assert_non_null(hv_exercise_fault(&changed));
    other[SAFE].visibility = HV_VISIBLE_FACILITATOR;
    assert_null(hv_exercise_fault(&changed));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_closed_does_not_come_back_to_its_author),
        cmocka_unit_test(closing_it_is_for_good),
        cmocka_unit_test(its_author_may_take_it_back_all_the_same),
        cmocka_unit_test(it_is_there_until_the_light_is_set_of_who_gave_it),
        cmocka_unit_test(a_later_light_ends_what_was_said_since),
        cmocka_unit_test(no_light_is_none_that_was_set),
        cmocka_unit_test(the_light_takes_its_key_along),
        cmocka_unit_test(answers_lie_under_the_key_of_their_class),
        cmocka_unit_test(discarded_it_takes_its_key_along),
        cmocka_unit_test(it_ends_after_seven_days_at_the_latest),
        cmocka_unit_test(it_is_for_facilitators_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
