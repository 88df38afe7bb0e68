/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"

static struct {
    char text[1024];
    size_t size;
    size_t lines;
} seen;

static void remember(void *to, const char *line, size_t size)
{
    (void)to;
    assert_true(size < sizeof seen.text);
    memcpy(seen.text, line, size);
    seen.text[size] = '\0';
    seen.size = size;
    seen.lines++;
}

static int64_t fixed_now(void)
{
    return 1795199400042; /* Fri Nov 20 2026, 18:30:00.042 UTC */
}

static struct hv_log open_log(enum hv_log_level least)
{
    memset(&seen, 0, sizeof seen);
    return (struct hv_log){ .least = least, .write = remember, .now = fixed_now };
}

static void a_line_has_priority_time_event_and_values(void **state)
{
    struct hv_log log = open_log(HV_LOG_LEVEL_INFO);
    struct hv_id group = { .b = { 0xab, [15] = 1 } };

    (void)state;
    hv_log(&log, HV_LOG_GROUP_OPENED, group, UINT64_MAX);
    assert_string_equal(seen.text,
                        "<6>at=2026-11-20T18:30:00.042Z event=group.opened "
                        "group=ab000000000000000000000000000001 position=18446744073709551615\n");
}

static void an_event_without_values_has_none(void **state)
{
    struct hv_log log = open_log(HV_LOG_LEVEL_INFO);

    (void)state;
    hv_log(&log, HV_LOG_SERVER_STOPPED);
    assert_string_equal(seen.text, "<5>at=2026-11-20T18:30:00.042Z event=server.stopped\n");
}

static void a_code_is_written_by_name_and_numbers_keep_their_sign(void **state)
{
    struct hv_log log = open_log(HV_LOG_LEVEL_INFO);
    enum hv_log_level plain = HV_LOG_LEVEL_ERROR;
    bool yes = true;

    (void)state;
    hv_log(&log, HV_LOG_CONFIG_REFUSED, hv_log_code(HV_EIO), INT64_MIN);
    assert_non_null(strstr(seen.text, " code=EIO line=-9223372036854775808\n"));
    hv_log(&log, HV_LOG_CONFIG_REFUSED, (unsigned char)200, (short)-3);
    assert_non_null(strstr(seen.text, " code=200 line=-3\n"));
    hv_log(&log, HV_LOG_CONFIG_REFUSED, yes, plain);
    assert_non_null(strstr(seen.text, " code=yes line=3\n"));
}

static void lines_of_less_weight_are_left_out(void **state)
{
    struct hv_log log = open_log(HV_LOG_LEVEL_NOTICE);

    (void)state;
    hv_log(&log, HV_LOG_SERVER_READY, 8443);
    assert_int_equal(seen.lines, 0);
    hv_log(&log, HV_LOG_SERVER_STOPPED);
    hv_log(&log, HV_LOG_JOURNAL_FULL, 0u);
    assert_int_equal(seen.lines, 2);
    hv_log((const struct hv_log *)NULL, HV_LOG_SERVER_STOPPED);
    assert_int_equal(seen.lines, 2);
}

/* The widest value is an id: with it in all places each kind of line fits and is one line. */
static void the_longest_line_of_every_event_fits(void **state)
{
    static const char *const keys[] = {
#define KEYS(constant, level, name, keys) keys,
        HV_LOG_EVENT_MAP(KEYS)
#undef KEYS
    };
    struct hv_log log = open_log(HV_LOG_LEVEL_DEBUG);
    struct hv_log_value ids[6];

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        ids[i] = hv_log_id((struct hv_id){ .b = { 0xff } });
    }
    for (unsigned event = 0; event < HV_LOG_EVENT_COUNT; event++) {
        size_t count = keys[event][0] != '\0';
        for (const char *at = keys[event]; *at != '\0'; at++) {
            count += *at == ' ';
        }
        assert_true(count <= 6);
        hv_log_line(&log, (enum hv_log_event)event, count, ids);
        assert_ptr_equal(strchr(seen.text, '\n'), seen.text + seen.size - 1);
    }
    assert_int_equal(seen.lines, HV_LOG_EVENT_COUNT);
}

static void a_file_gets_whole_lines_at_once(void **state)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    struct hv_log log;

    (void)state;
    assert_non_null(file);
    hv_log_to_file(&log, file, HV_LOG_LEVEL_INFO);
    hv_log(&log, HV_LOG_SERVER_READY, 8443);
    assert_memory_equal(text, "<6>at=20", strlen("<6>at=20"));
    assert_non_null(strstr(text, "Z event=server.ready port=8443\n"));
    assert_int_equal(fclose(file), 0);
    free(text);
}

static void levels_are_read_by_name(void **state)
{
    const struct {
        const char *name;
        enum hv_log_level level;
    } rows[] = {
        { "error", HV_LOG_LEVEL_ERROR },   { "warning", HV_LOG_LEVEL_WARNING },
        { "notice", HV_LOG_LEVEL_NOTICE }, { "info", HV_LOG_LEVEL_INFO },
        { "debug", HV_LOG_LEVEL_DEBUG },
    };
    enum hv_log_level level = HV_LOG_LEVEL_DEBUG;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(hv_log_level_from_name(rows[i].name, &level));
        assert_int_equal(level, rows[i].level);
    }
    assert_false(hv_log_level_from_name("Info", &level));
    assert_false(hv_log_level_from_name("", &level));
    assert_int_equal(level, HV_LOG_LEVEL_DEBUG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_priority_time_event_and_values),
        cmocka_unit_test(an_event_without_values_has_none),
        cmocka_unit_test(a_code_is_written_by_name_and_numbers_keep_their_sign),
        cmocka_unit_test(lines_of_less_weight_are_left_out),
        cmocka_unit_test(the_longest_line_of_every_event_fits),
        cmocka_unit_test(a_file_gets_whole_lines_at_once),
        cmocka_unit_test(levels_are_read_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
