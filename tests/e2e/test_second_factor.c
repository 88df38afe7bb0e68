/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The owner's second factor with the terminal client, by the codes that a phone would make: set,
 * asked at login, and put off by the operator, as the passphrase is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "server.h"
#include "tests/unit/authenticator.h"

#define PASSPHRASE "vier gewone losse woorden"
#define OTHER      "vijf andere woorden op een rij"
#define STEP_MS    30000
#define SECRET     32 /* characters */

/* ---- Somebody at the terminal ---- */

struct person {
    struct program program;
    int typed; /* where it goes */
    char path[PROGRAM_PATH];
    char output[65536];
    size_t size;
};

static void sit_down(struct person *person, const struct server *server, const char *where)
{
    const char *const arguments[] = { "facilitate", where, "--language", "en", NULL };
    const char *const wide[] = { "COLUMNS=100", NULL };

    path_join(person->path, server->folder, "typed");
    person->size = 0;
    person->output[0] = '\0';
    assert_return_code(mkfifo(person->path, 0600), errno);
    program_start(&(struct program_order){ .path = program_client(),
                                           .arguments = arguments,
                                           .environment = wide,
                                           .input_file = person->path },
                  &person->program);
    person->typed = open(person->path, O_WRONLY | O_CLOEXEC);
    assert_return_code(person->typed, errno);
}

static void type(struct person *person, const char *lines)
{
    assert_int_equal(write(person->typed, lines, strlen(lines)), strlen(lines));
}

/* Whether more was said. */
static bool listen_on(struct person *person)
{
    struct pollfd poller = { .fd = person->program.output, .events = POLLIN };
    ssize_t size = poll(&poller, 1, PROGRAM_WAIT_MS) > 0
                       ? read(person->program.output, person->output + person->size,
                              sizeof person->output - 1 - person->size)
                       : 0;

    if (size <= 0) {
        return false;
    }
    person->size += (size_t)size;
    person->output[person->size] = '\0';
    return true;
}

static void hear(struct person *person, const char *words)
{
    while (strstr(person->output, words) == NULL) {
        if (!listen_on(person)) {
            fail_msg("\"%s\" was not said, but:\n%s", words, person->output);
        }
    }
}

/* Nothing more is typed: its exit code. */
static int stand_up(struct person *person)
{
    close(person->typed);
    while (listen_on(person)) {
    }
    struct program_end end = program_wait(&person->program, PROGRAM_WAIT_MS);
    assert_return_code(unlink(person->path), errno);
    return end.exit_code;
}

static int facilitate(const struct server *server, const char *where, const char *lines)
{
    static struct person person;

    sit_down(&person, server, where);
    type(&person, lines);
    return stand_up(&person);
}

/* The line that is nothing but a secret. */
static void read_secret(const struct person *person, char ret[SECRET + 1])
{
    static const char symbols[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    for (const char *line = person->output; line != NULL && *line != '\0';) {
        if (strspn(line, symbols) == SECRET && line[SECRET] == '\n') {
            memcpy(ret, line, SECRET);
            ret[SECRET] = '\0';
            return;
        }
        line = strchr(line, '\n');
        line = line != NULL ? line + 1 : NULL;
    }
    fail_msg("no secret was told, but:\n%s", person->output);
}

/* ---- The operator ---- */

static int put_off(const struct server *server, const char *what, struct program_outcome *outcome)
{
    const char *const arguments[] = { what, "off", "--data", server->data, NULL };

    program_run(&(struct program_order){ .path = program_server(), .arguments = arguments },
                outcome);
    return outcome->end.exit_code;
}

/* Both codes are right for a whole step from now, whatever the second: the next one too, as a clock
 * may be a step off. */
static void test_a_second_factor(void **state)
{
    static struct person owner;
    static struct program_outcome outcome;
    struct server server;
    char address[64], link[PROGRAM_PATH], lines[256];
    char secret[SECRET + 1], code[7], next[7];

    (void)state;
    server_make(&server);
    server_start(&server);
    snprintf(address, sizeof address, "http://127.0.0.1:%u", server.port);
    path_join(link, server.data, "owner.link");

    sit_down(&owner, &server, link);
    type(&owner, "code\npassphrase\n" PASSPHRASE "\n" PASSPHRASE "\ncode\n");
    hear(&owner, "the code that your app shows");
    assert_non_null(strstr(owner.output, "Choose a passphrase first."));
    read_secret(&owner, secret);
    assert_non_null(strstr(owner.output, "████ ▄▄▄▄▄ █")); /* a corner of the QR code */
    int64_t now = (int64_t)time(NULL) * 1000;
    authenticator_code(secret, now, code);
    authenticator_code(secret, now + STEP_MS, next);
    snprintf(lines, sizeof lines, PASSPHRASE "\n12345\n%06ld\n",
             (strtol(code, NULL, 10) + 500000) % 1000000);
    type(&owner, lines);
    hear(&owner, "The code has six digits.");
    hear(&owner, "Your passphrase or that code is not right");
    snprintf(lines, sizeof lines, "een heel andere wachtzin\n%s\n", code);
    type(&owner, lines);
    hear(&owner, "Your passphrase or that code is not right");
    snprintf(lines, sizeof lines, PASSPHRASE "\n%s\n", code);
    type(&owner, lines);
    hear(&owner, "The second factor is on.");
    assert_int_equal(stand_up(&owner), EX_OK);

    assert_int_equal(facilitate(&server, address, PASSPHRASE "\n\n"), EX_UNAVAILABLE);
    snprintf(lines, sizeof lines, PASSPHRASE "\n%s\n", code); /* it has served */
    assert_int_equal(facilitate(&server, address, lines), EX_UNAVAILABLE);
    snprintf(lines, sizeof lines, PASSPHRASE "\n%.3s %s\n", next, next + 3);
    assert_int_equal(facilitate(&server, address, lines), EX_OK);

    assert_int_equal(put_off(&server, "second-factor", &outcome), 75); /* it runs */
    assert_non_null(strstr(outcome.error, server.data));
    server_stop(&server);
    assert_int_equal(put_off(&server, "second-factor", &outcome), 0);
    assert_int_equal(put_off(&server, "second-factor", &outcome), 0); /* it is off already */
    server_start(&server);
    assert_int_equal(facilitate(&server, address, PASSPHRASE "\n\n"), EX_OK);
    server_stop(&server);
    server_remove(&server);
}

static void test_a_forgotten_passphrase(void **state)
{
    static struct program_outcome outcome;
    struct server server;
    char address[64], link[PROGRAM_PATH], first[PROGRAM_PATH];

    (void)state;
    server_make(&server);
    server_start(&server);
    snprintf(address, sizeof address, "http://127.0.0.1:%u", server.port);
    path_join(link, server.data, "owner.link");
    path_join(first, server.folder, "first.link");
    assert_return_code(rename(link, first), errno);
    assert_int_equal(facilitate(&server, first, "passphrase\n" PASSPHRASE "\n" PASSPHRASE "\n"),
                     EX_OK);

    assert_int_equal(put_off(&server, "passphrase", &outcome), 75); /* it runs */
    server_stop(&server);
    assert_int_equal(put_off(&server, "passphrase", &outcome), 0);
    assert_int_equal(put_off(&server, "passphrase", &outcome), 0); /* it is gone already */
    assert_int_equal(access(link, F_OK), -1);
    server_start(&server);
    snprintf(address, sizeof address, "http://127.0.0.1:%u", server.port);
    assert_int_equal(facilitate(&server, address, PASSPHRASE "\n\n"), EX_UNAVAILABLE);
    assert_int_equal(facilitate(&server, first, ""), EX_UNAVAILABLE);
    assert_int_equal(facilitate(&server, link, "passphrase\n" OTHER "\n" OTHER "\n"), EX_OK);
    assert_int_equal(facilitate(&server, address, OTHER "\n\n"), EX_OK);
    server_stop(&server);
    server_remove(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_second_factor),
        cmocka_unit_test(test_a_forgotten_passphrase),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
