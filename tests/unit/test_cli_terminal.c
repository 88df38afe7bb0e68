/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The terminal, on a real pseudo-terminal: what was private is cleared at every end, what is secret
 * is not echoed, and typing works by whole characters.
 */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "client/cli/terminal.h"

#define LEAVE   "\033[2J\033[H\033[?1049l"
#define PRIVATE "een geheim verhaal"

enum {
    PATIENCE_MS = 20000
};

/* ---- The program at the other end ---- */

static uv_loop_t loop;
static struct hv_terminal *terminal;
static bool asks;

static void on_end(void *data)
{
    (void)data;
    hv_terminal_close(terminal);
}

static bool on_interrupt(void *data)
{
    bool first = asks;

    (void)data;
    asks = false;
    if (first) {
        hv_terminal_print(terminal, "toch weg?");
    }
    return first;
}

/* Longer than any part. */
static void show_long(void)
{
    static const char last[] = "de laatste regel\n";
    char text[64 + sizeof last];

    memset(text, '\n', 64);
    memcpy(text + 64, last, sizeof last);
    hv_terminal_page(terminal, text);
}

/* Each line says what is to be done next. */
static void on_line(void *data, const char *line)
{
    (void)data;
    if (strcmp(line, "page") == 0) {
        hv_terminal_page(terminal, PRIVATE "\n");
    } else if (strcmp(line, "long") == 0) {
        show_long();
    } else if (strcmp(line, "unread") == 0) {
        hv_terminal_print(terminal, hv_terminal_is_unread(terminal) ? "more:1" : "more:0");
    } else if (strcmp(line, "secret") == 0) {
        hv_terminal_ask(terminal, "link: ", true);
    } else if (strcmp(line, "end") == 0) {
        hv_terminal_close(terminal);
    } else if (strcmp(line, "late") == 0) {
        hv_terminal_print(terminal, "typ door");
        assert_int_equal(poll(&(struct pollfd){ .fd = STDIN_FILENO, .events = POLLIN }, 1, -1), 1);
        hv_terminal_close(terminal);
    } else if (strcmp(line, "crash") == 0) {
        raise(SIGSEGV);
    } else {
        char said[HV_LINE_MAX + 16];

        asks = strcmp(line, "stay") == 0;
        snprintf(said, sizeof said, "heard:%zu:%.60s\n", strlen(line), line);
        hv_terminal_print(terminal, said);
    }
}

/* What the next program would read. */
static bool is_something_typed(void)
{
    return poll(&(struct pollfd){ .fd = STDIN_FILENO, .events = POLLIN }, 1, 0) != 0;
}

static int be_program(void)
{
    static const struct hv_terminal_handlers handlers = { .on_line = on_line,
                                                          .on_end = on_end,
                                                          .on_interrupt = on_interrupt };

    setenv("TERM", "xterm", 1);
    uv_loop_init(&loop);
    if (hv_terminal_open(&loop, false, HV_CLIENT_NL, &handlers, NULL, &terminal) != 0) {
        return 99;
    }
    hv_terminal_ask(terminal, "> ", false);
    uv_run(&loop, UV_RUN_DEFAULT);
    if (uv_loop_close(&loop) != 0) {
        return 98;
    }
    return is_something_typed() ? 97 : 0;
}

/* ---- Who sits before it ---- */

struct seen {
    int screen;
    pid_t program;
    char text[65536];
    size_t size;
};

static void start(struct seen *seen)
{
    seen->size = 0;
    seen->text[0] = '\0';
    seen->program = forkpty(&seen->screen, NULL, NULL, NULL);
    if (seen->program < 0) {
        print_message("there is no pseudo-terminal here: %s\n", strerror(errno));
        skip();
    }
    if (seen->program == 0) {
        _exit(be_program());
    }
}

/* False: nothing more will come. */
static bool read_more(struct seen *seen)
{
    struct pollfd wait = { .fd = seen->screen, .events = POLLIN };
    ssize_t size;

    if (poll(&wait, 1, PATIENCE_MS) <= 0) {
        fail_msg("nothing came after: %s", seen->text);
    }
    size = read(seen->screen, seen->text + seen->size, sizeof seen->text - seen->size - 1);
    if (size <= 0) {
        return false;
    }
    seen->size += (size_t)size;
    seen->text[seen->size] = '\0';
    return true;
}

static void wait_for(struct seen *seen, const char *text)
{
    while (strstr(seen->text, text) == NULL) {
        assert_true(read_more(seen));
    }
}

static void type(struct seen *seen, const char *text)
{
    assert_int_equal(write(seen->screen, text, strlen(text)), (ssize_t)strlen(text));
}

/* How it ended: what waitpid says. */
static int finish(struct seen *seen)
{
    int status;

    while (read_more(seen)) {
    }
    assert_int_equal(waitpid(seen->program, &status, 0), seen->program);
    close(seen->screen);
    return status;
}

/* What is left on the ordinary screen, and so in the scrollback: everything outside of pages. */
static void assert_nothing_left(const struct seen *seen)
{
    const char *entered = strstr(seen->text, "\033[?1049h");
    const char *left = strstr(seen->text, LEAVE);

    assert_non_null(entered);
    assert_non_null(left);
    assert_true(entered < left);
    assert_true(strstr(seen->text, PRIVATE) > entered);
    assert_null(strstr(left, PRIVATE));
}

static struct seen seen;

static void test_page_is_cleared_at_end(void **state)
{
    (void)state;
    start(&seen);
    wait_for(&seen, "> ");
    type(&seen, "page\n");
    wait_for(&seen, PRIVATE);
    type(&seen, "end\n");
    assert_int_equal(finish(&seen), 0);
    assert_nothing_left(&seen);
}

static void test_page_is_cleared_by_signals(void **state)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        start(&seen);
        wait_for(&seen, "> ");
        type(&seen, "page\n");
        wait_for(&seen, PRIVATE);
        assert_int_equal(kill(seen.program, numbers[i]), 0);
        assert_int_equal(finish(&seen), 0);
        assert_nothing_left(&seen);
    }
}

static void test_page_is_cleared_by_crash(void **state)
{
    int status;

    (void)state;
    start(&seen);
    wait_for(&seen, "> ");
    type(&seen, "page\n");
    wait_for(&seen, PRIVATE);
    type(&seen, "crash\n");
    status = finish(&seen);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
    assert_nothing_left(&seen);
}

/* Ctrl-\\ */
static void test_page_is_cleared_by_quitting(void **state)
{
    int status;

    (void)state;
    start(&seen);
    wait_for(&seen, "> ");
    type(&seen, "page\n");
    wait_for(&seen, PRIVATE);
    type(&seen, "\034");
    status = finish(&seen);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGQUIT);
    assert_nothing_left(&seen);
}

/* A shell would run it, and keep it in its history. */
static void test_what_is_typed_on_is_nobody_s(void **state)
{
    (void)state;
    start(&seen);
    wait_for(&seen, "> ");
    type(&seen, "late\n");
    wait_for(&seen, "typ door");
    type(&seen, PRIVATE "\n");
    assert_int_equal(finish(&seen), 0);
}

/* After Ctrl-Z the first Enter brings the page back, and answers nothing. */
static void test_enter_after_pause_is_no_answer(void **state)
{
    const char *back;
    int status;

    (void)state;
    start(&seen);
    wait_for(&seen, "> ");
    type(&seen, "page\n");
    wait_for(&seen, PRIVATE);
    assert_int_equal(kill(seen.program, SIGTSTP), 0);
    assert_int_equal(waitpid(seen.program, &status, WUNTRACED), seen.program);
    assert_true(WIFSTOPPED(status));
    assert_int_equal(kill(seen.program, SIGCONT), 0);
    wait_for(&seen, "Welkom terug");
    back = strstr(seen.text, "Welkom terug");
    assert_null(strstr(back, PRIVATE));
    type(&seen, "\n");
    while (strstr(back, PRIVATE) == NULL) {
        assert_true(read_more(&seen));
    }
    type(&seen, "end\n");
    assert_int_equal(finish(&seen), 0);
    assert_null(strstr(seen.text, "heard:0:"));
}

/* A page in parts: what is typed before its last part is known to be. */
static void test_unread(void **state)
{
    (void)state;
    start(&seen);
    wait_for(&seen, "> ");
    type(&seen, "long\n");
    wait_for(&seen, "verder lezen");
    type(&seen, "unread\n");
    wait_for(&seen, "more:1");
    type(&seen, "\n\n\n\n");
    wait_for(&seen, "de laatste regel");
    type(&seen, "unread\n");
    wait_for(&seen, "more:0");
    type(&seen, "end\n");
    assert_int_equal(finish(&seen), 0);
}

/* Who is asked first stays; the second time is the end. */
static void test_interrupt_asks_once(void **state)
{
    (void)state;
    start(&seen);
    wait_for(&seen, "> ");
    type(&seen, "stay\n");
    wait_for(&seen, "heard:4:stay");
    assert_int_equal(kill(seen.program, SIGINT), 0);
    wait_for(&seen, "toch weg?");
    assert_int_equal(kill(seen.program, SIGINT), 0);
    assert_int_equal(finish(&seen), 0);
}

static void test_secret_is_not_echoed(void **state)
{
    (void)state;
    start(&seen);
    wait_for(&seen, "> ");
    type(&seen, "secret\n");
    wait_for(&seen, "link: ");
    type(&seen, "ws://hall/#geheim");
    type(&seen, "\n");
    wait_for(&seen, "heard:17:");
    assert_ptr_equal(strstr(seen.text, "ws://"), strstr(seen.text, "heard:17:") + 9);
    type(&seen, "end\n");
    assert_int_equal(finish(&seen), 0);
}

static void test_typing(void **state)
{
    static const struct {
        const char *keys, *heard;
    } rows[] = {
        { "kat\177\177ot\n", "heard:3:kot\r" },
        { "Zo\303\253\177e\n", "heard:3:Zoe\r" },
        { "\346\274\242\345\255\227\177\n", "heard:3:\346\274\242\r" },
        { "een twee\027drie\n", "heard:8:een drie\r" },
        { "weg\025hier\n", "heard:4:hier\r" },
        { "pijl\033[A\033[1;5C\033OPtje\n", "heard:7:pijltje\r" },
        { "a\tb\001\n", "heard:3:a b\r" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        start(&seen);
        wait_for(&seen, "> ");
        type(&seen, rows[i].keys);
        wait_for(&seen, rows[i].heard);
        type(&seen, "end\n");
        assert_int_equal(finish(&seen), 0);
    }
}

static void test_line_has_a_limit(void **state)
{
    char line[HV_LINE_CHARACTERS + 101];

    (void)state;
    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    start(&seen);
    wait_for(&seen, "> ");
    for (size_t at = 0; at < sizeof line - 1; at += 100) {
        char part[101];

        memcpy(part, line + at, 100);
        part[100] = '\0';
        type(&seen, part);
        wait_for(&seen, part);
    }
    wait_for(&seen, "\a");
    type(&seen, "\n");
    wait_for(&seen, "heard:2000:");
    type(&seen, "\004");
    assert_int_equal(finish(&seen), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page_is_cleared_at_end),
        cmocka_unit_test(test_page_is_cleared_by_signals),
        cmocka_unit_test(test_page_is_cleared_by_crash),
        cmocka_unit_test(test_page_is_cleared_by_quitting),
        cmocka_unit_test(test_what_is_typed_on_is_nobody_s),
        cmocka_unit_test(test_enter_after_pause_is_no_answer),
        cmocka_unit_test(test_unread),
        cmocka_unit_test(test_interrupt_asks_once),
        cmocka_unit_test(test_secret_is_not_echoed),
        cmocka_unit_test(test_typing),
        cmocka_unit_test(test_line_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
