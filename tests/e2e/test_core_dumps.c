/* SPDX-License-Identifier: EUPL-1.2 */
/* What people write lies in the clear in the memory of the server and of the terminal client: no
 * dump of that memory is made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "screen.h"
#include "server.h"

/* The next word of a line of /proc; `at` moves past it. */
static void next_word(const char **at, char *ret, size_t room)
{
    *at += strspn(*at, " ");
    size_t size = strcspn(*at, " \n");
    snprintf(ret, room, "%.*s", (int)size, *at);
    *at += size;
}

/* The soft and the hard limit of core files, as the kernel words them. */
static void core_limits(pid_t program, char ret_soft[32], char ret_hard[32])
{
    static const char name[] = "Max core file size";
    char path[64];
    char line[256];
    bool found = false;

    snprintf(path, sizeof path, "/proc/%d/limits", (int)program);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    while (!found && fgets(line, sizeof line, file) != NULL) {
        found = strncmp(line, name, sizeof name - 1) == 0;
    }
    fclose(file);
    assert_true(found);
    const char *at = line + sizeof name - 1;
    next_word(&at, ret_soft, 32);
    next_word(&at, ret_hard, 32);
}

static void assert_makes_none(pid_t program)
{
    char soft[32];
    char hard[32];

    core_limits(program, soft, hard);
    assert_string_equal(soft, "0");
    assert_string_equal(hard, "0");
}

static void test_no_core_dump_is_made(void **state)
{
    struct rlimit limit = { .rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY };
    struct server server;
    char address[64];

    (void)state;
    if (setrlimit(RLIMIT_CORE, &limit) != 0) { /* only root may ask for more than there was */
        assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
        limit.rlim_cur = limit.rlim_max;
        assert_int_equal(setrlimit(RLIMIT_CORE, &limit), 0);
    }
    if (limit.rlim_max == 0) {
        skip(); /* here nobody makes one */
    }
    server_make(&server);
    server_start(&server);
    assert_makes_none(server.program.pid);
    snprintf(address, sizeof address, "http://127.0.0.1:%u", server.port);
    screen_start((const char *const[]){ "houvast", "join", address, "--language", "en", NULL });
    screen_wait("The code of your card");
    assert_makes_none(screen.program);
    screen_answer("", "\004"); /* Ctrl-D */
    (void)screen_end();
    server_stop(&server);
    server_remove(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_core_dump_is_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
