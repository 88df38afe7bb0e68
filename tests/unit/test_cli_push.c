/* SPDX-License-Identifier: EUPL-1.2 */
/* An exercise that was looked up for a push, while the connection was lost: nobody decides on a
 * board that is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "client/cli/facilitate.h"

#define WORDS(text)   (char *)(uintptr_t)(text)
#define MESSAGE(name) PROTOBUF_C_MESSAGE_INIT(&houvast__v1__##name##__descriptor)

static struct lead lead;

static void on_line(void *data, const char *line)
{
    (void)data;
    (void)line;
}

static void on_end(void *data)
{
    (void)data;
}

/* With a terminal, and no connection any more. */
static int sit_down(void **state)
{
    static const struct hv_terminal_handlers handlers = { .on_line = on_line, .on_end = on_end };
    static const struct hv_options options = { .json = true };
    int input[2];

    (void)state;
    assert_int_equal(pipe(input), 0);
    assert_return_code(dup2(input[0], STDIN_FILENO), 0);
    assert_int_equal(uv_loop_init(&lead.session.loop), 0);
    assert_int_equal(hv_terminal_open(&lead.session.loop, true, HV_CLIENT_NL, &handlers, NULL,
                                      &lead.session.terminal),
                     0);
    lead.session.options = &options;
    lead.mode = LEAD_EVENING;
    close(input[0]);
    close(input[1]);
    return 0;
}

static int stand_up(void **state)
{
    (void)state;
    hv_terminal_close(lead.session.terminal);
    uv_run(&lead.session.loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&lead.session.loop), 0);
    return 0;
}

/* The page of the library that has the exercise. */
static bool look_up(const char *exercise, bool last)
{
    Houvast__V1__Contra contra = { MESSAGE(contra), .warn = UINT32_MAX, .block = UINT32_MAX };
    Houvast__V1__ExerciseRow row = { MESSAGE(exercise_row), .id = WORDS(exercise),
                                     .contra = &contra };
    Houvast__V1__ExerciseRow *rows[] = { &row };
    Houvast__V1__ExercisesPage exercises = { MESSAGE(exercises_page), .n_rows = 1, .rows = rows };
    const struct hv_client_page page = { .exercises = &exercises, .last = last };

    return lead_push_looked_up(&lead, &page);
}

static void what_was_looked_up_waits_for_a_board(void **state)
{
    const struct {
        const char *exercise;
        bool last;
    } pages[] = { { "find_reach", false }, { "find_reach", true }, { "other", true } };

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        snprintf(lead.push.exercise, sizeof lead.push.exercise, "find_reach");
        lead.push.looks_up = true;
        assert_true(look_up(pages[i].exercise, pages[i].last));
        assert_false(lead.push.looks_up);
        assert_false(lead.sure.asked);
        assert_false(lead.waits);
    }
}

static void a_page_that_others_asked_for_is_theirs(void **state)
{
    (void)state;
    lead.push.looks_up = false;
    assert_false(look_up("find_reach", true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_looked_up_waits_for_a_board),
        cmocka_unit_test(a_page_that_others_asked_for_is_theirs),
    };

    return cmocka_run_group_tests(tests, sit_down, stand_up);
}
