/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What facilitators know of a couple weighs on it without telling: whatever the reason for which a
 * couple is dealt the light form, whoever it is about, and also when a facilitator dealt it by
 * hand, everyone but facilitators gets the same bytes and the same refusals at every moment.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/group_state.h"
#include "story_moves.h"
#include "wire.h"

enum {
    AUTHOR = 2,
    PARTNER = 1,
    TWINS = 7
};

#define LIGHT(s, l)                                                     \
    {                                                                   \
        .type = HV_COMMAND_SET_LIGHT, .set_light = {(s), HV_LIGHT_##l } \
    }
#define TAG(s, t)                                                       \
    {                                                                   \
        .type = HV_COMMAND_SET_TAG, .set_tag = {(s), HV_TAG_##t, true } \
    }

/* Why the couple of seats 1 and 2 is dealt the light form. */
static const struct hv_command reasons[TWINS] = {
    TAG(AUTHOR, FEAR),
    TAG(PARTNER, FEAR),
    LIGHT(AUTHOR, RED),
    LIGHT(PARTNER, RED),
    TAG(PARTNER, CRISIS),
    TAG(AUTHOR, INTOXICATED),
    TAG(AUTHOR, VIOLENCE_RECENT),
};

/* Halls to which the same happens, but for one thing. */
struct twins {
    struct hall halls[TWINS];
    unsigned count;
    unsigned compared;
};

static struct twins twins;

static void open_twins(unsigned count)
{
    struct hv_bytes names[HALL_SEATS];

    for (size_t i = 0; i < HALL_SEATS; i++) {
        names[i] = hv_bytes_from_text("someone");
    }
    twins = (struct twins){ .count = count };
    for (unsigned i = 0; i < count; i++) {
        hall_open(&twins.halls[i], 1, AUTHOR, names);
    }
}

static void free_twins(void)
{
    for (unsigned i = 0; i < twins.count; i++) {
        hall_free(&twins.halls[i]);
    }
    assert_true(twins.compared > 0);
}

/* ---- Looking ---- */

static void assert_same(struct wire first, struct wire other, const char *what)
{
    if (!wire_equal(&first, &other)) {
        fail_msg("%s tells which it was", what);
    }
    wire_free(&first);
    wire_free(&other);
    twins.compared++;
}

/* All panes but the board, and the reads of those who are no facilitators. */
static void compare(const struct hall *first, const struct hall *other)
{
    for (uint16_t number = 0; number <= HALL_SEATS; number++) {
        for (unsigned kind = HV_PANE_STAGE; kind < HV_PANE_BOARD; kind++) {
            const struct hv_pane_key key = { (enum hv_pane_kind)kind, number };

            assert_same(wire_of_pane(first->group, key), wire_of_pane(other->group, key), "a pane");
        }
        const struct hv_read_key work = { .kind = HV_READ_OWN_WORK, .number = number, .most = 64 };

        if (number > 0) {
            uint16_t pen = hall_pen(first, number);

            assert_same(wire_of_page(first->group, pen, work),
                        wire_of_page(other->group, pen, work), "own work");
        }
    }
}

/* ---- Doing ---- */

static void each_does(const struct hv_command commands[TWINS])
{
    for (unsigned i = 0; i < twins.count; i++) {
        (void)hall_try(&twins.halls[i], commands[i]);
        twins.halls[i].random = twins.halls[0].random;
        twins.halls[i].now = twins.halls[0].now;
    }
    for (unsigned i = 1; i < twins.count; i++) {
        assert_int_equal(twins.halls[i].refusal, twins.halls[0].refusal);
        compare(&twins.halls[0], &twins.halls[i]);
    }
}

static void all_do(struct hv_command command)
{
    struct hv_command commands[TWINS];

    for (unsigned i = 0; i < TWINS; i++) {
        commands[i] = command;
    }
    each_does(commands);
}

static void say_reasons(void)
{
    struct hv_command commands[TWINS];

    for (unsigned i = 0; i < TWINS; i++) {
        commands[i] = reasons[i];
        commands[i].device = twins.halls[0].facilitator;
    }
    each_does(commands);
}

static void facilitate(struct hv_command command)
{
    command.device = twins.halls[0].facilitator;
    all_do(command);
}

static void start(uint16_t from, uint16_t step)
{
    facilitate((struct hv_command){
        .type = HV_COMMAND_START_STEP,
        .start_step = {
            .from = from, .step = step, .again = true, .run = hall_run(&twins.halls[0]) } });
    facilitate(
        (struct hv_command){ .type = HV_COMMAND_MOVE_STAGE,
                             .move_stage = { hall_run(&twins.halls[0]), HALL_BRIEF, HALL_SOLO } });
}

static void save(uint16_t seat, uint8_t field)
{
    all_do((struct hv_command){ .type = HV_COMMAND_SAVE_FIELD,
                                .device = hall_pen(&twins.halls[0], seat),
                                .save_field = { .run = hall_run(&twins.halls[0]),
                                                .seat = seat,
                                                .field = field,
                                                .revision = (uint32_t)(twins.halls[0].now / 1000),
                                                .answer = HV_ANSWER_GIVEN,
                                                .packed = hv_bytes_from_text("of me alone") } });
}

static void write(uint16_t seat)
{
    static const uint8_t fields[] = { HALL_PRIVATE,     HALL_FACILITATORS, HALL_SHARED,
                                      HALL_SHARED_CORE, HALL_LINE,         HALL_GENTLE };

    for (size_t i = 0; i < sizeof fields; i++) {
        save(seat, fields[i]);
    }
}

static void close(uint16_t seat)
{
    all_do((struct hv_command){ .type = HV_COMMAND_CLOSE_ENVELOPE,
                                .device = hall_pen(&twins.halls[0], seat),
                                .close_envelope = { .run = hall_run(&twins.halls[0]),
                                                    .seat = seat,
                                                    .round = HV_ROUND_FIRST,
                                                    .shows = STORY_ALL } });
}

static void go(enum hv_command_type type, struct hv_place from, struct hv_place to)
{
    all_do((struct hv_command){ .type = type,
                                .device = hall_table(&twins.halls[0], AUTHOR),
                                .move_unit = { hall_run(&twins.halls[0]), from, to } });
}

static void write_together(void)
{
    struct hv_command command = { .type = HV_COMMAND_SAVE_JOINT,
                                  .device = hall_table(&twins.halls[0], AUTHOR),
                                  .save_field = { .run = hall_run(&twins.halls[0]),
                                                  .field = HALL_JOINT,
                                                  .revision = 1,
                                                  .answer = HV_ANSWER_GIVEN,
                                                  .packed = hv_bytes_from_text("together") } };

    all_do(command);
    command.type = HV_COMMAND_MARK_JOINT;
    command.mark_joint = (struct hv_mark_joint){ hall_run(&twins.halls[0]), AUTHOR, 1, true };
    all_do(command);
}

static void do_together(void)
{
    write(AUTHOR);
    close(AUTHOR);
    write(PARTNER);
    close(PARTNER);
    go(HV_COMMAND_OPEN_TOGETHER, (struct hv_place){ HALL_SOLO, 0 }, (struct hv_place){ 0, 0 });
    assert_int_equal(twins.halls[0].refusal, HV_REFUSAL_NONE);
    go(HV_COMMAND_MOVE_UNIT, (struct hv_place){ HALL_REVEAL, 0 },
       (struct hv_place){ HALL_TALK, 0 });
    go(HV_COMMAND_MOVE_UNIT, (struct hv_place){ HALL_TALK, 0 },
       (struct hv_place){ HALL_JOINTLY, 0 });
    write_together();
}

/* ---- The promises ---- */

static void no_page_tells_why_a_couple_has_the_light_form(void **state)
{
    (void)state;
    open_twins(TWINS);
    say_reasons();
    start(0, HALL_STEP_TOGETHER);
    for (unsigned i = 0; i < TWINS; i++) { /* it is not about nothing */
        const struct hv_group *group = twins.halls[i].group;

        assert_int_equal(hv_unit_in_run(hv_find_run(group, group->run), 1)->form, HV_FORM_LIGHT);
        assert_int_equal(hv_unit_in_run(hv_find_run(group, group->run), 2)->form, HV_FORM_FULL);
    }
    do_together();
    start(HALL_STEP_TOGETHER, HALL_STEP_TURNS);
    write(AUTHOR);
    close(AUTHOR);
    write(PARTNER);
    close(PARTNER);
    go(HV_COMMAND_MOVE_UNIT, (struct hv_place){ HALL_SOLO, 0 },
       (struct hv_place){ HALL_TURNS_SPEAK, 1 });
    go(HV_COMMAND_MOVE_UNIT, (struct hv_place){ HALL_TURNS_SPEAK, 1 },
       (struct hv_place){ HALL_TURNS_SPEAK, 2 });
    free_twins();
}

/* In the middle of a run, when much was said already, and beside a hall in which a facilitator
 * deals the form by hand. */
static void nor_that_it_was_not_dealt_by_hand(void **state)
{
    struct hv_command commands[TWINS];

    (void)state;
    open_twins(TWINS);
    start(0, HALL_STEP_TOGETHER);
    write(AUTHOR);
    close(AUTHOR);
    for (unsigned i = 0; i < TWINS; i++) {
        commands[i] = reasons[i];
        commands[i].device = twins.halls[0].facilitator;
    }
    commands[0] = (struct hv_command){
        .type = HV_COMMAND_DEAL_FORM,
        .device = twins.halls[0].facilitator,
        .deal_form = { hall_run(&twins.halls[0]), 1, HV_FORM_LIGHT },
    };
    each_does(commands);
    do_together();
    free_twins();
}

/* Also in a form in which partners open something, which no command deals them any more. */
static void what_fear_holds_back_reads_as_kept(void **state)
{
    static struct story kept, feared;
    const struct hv_pane_key key = { HV_PANE_UNIT, 1 };

    (void)state;
    twins.compared = 0;
    assert_true(story_tell(&kept, 1, STORY_STATE_opened_kept, AUTHOR, false,
                           (struct story_choices){ .scale = 1 }));
    assert_true(story_tell(&feared, 1, STORY_STATE_ready, AUTHOR, false,
                           (struct story_choices){
                               .scale = 1,
                           }));
    hall_must(&feared.hall, story_tags(&feared, HV_TAG_FEAR));
    hv_unit_in_run(hv_find_run(feared.hall.group, hall_run(&feared.hall)), 1)->form = HV_FORM_FULL;
    hall_must(&feared.hall, (struct hv_command){ .type = HV_COMMAND_OPEN_TOGETHER,
                                                 .device = story_author_table(&feared),
                                                 .move_unit = { .run = hall_run(&feared.hall),
                                                                .from.stage = HALL_SOLO } });
    assert_same(wire_of_pane(kept.hall.group, key), wire_of_pane(feared.hall.group, key),
                "the couple's page");
    story_free(&kept);
    story_free(&feared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_page_tells_why_a_couple_has_the_light_form),
        cmocka_unit_test(nor_that_it_was_not_dealt_by_hand),
        cmocka_unit_test(what_fear_holds_back_reads_as_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
