/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Getting in with the terminal client, as people type it: the link of the first start, a
 * passphrase, a couple's card on the laptop, and a pen by the code that the table shows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "server.h"

#define PASSPHRASE "vier gewone losse woorden"

static struct program_outcome outcome;

/* Types these lines to the client: its exit code. */
static int type(const struct server *server, const char *verb, const char *where, const char *lines)
{
    const char *const arguments[] = { verb, where, "--language", "en", NULL };
    const char *const wide[] = { "COLUMNS=100", NULL };
    char path[PROGRAM_PATH];

    path_join(path, server->folder, "typed");
    file_write(path, lines, strlen(lines), 0600);
    program_run(&(struct program_order){ .path = program_client(),
                                         .arguments = arguments,
                                         .environment = wide,
                                         .input_file = path },
                &outcome);
    assert_int_equal(unlink(path), 0);
    return outcome.end.exit_code;
}

static void assert_said(const char *words)
{
    if (strstr(outcome.output, words) == NULL) {
        fail_msg("\"%s\" was not said, but:\n%s\n%s", words, outcome.output, outcome.error);
    }
}

/* What stands behind these words, up to a full stop or the end of the line, without spaces. */
static void read_after(const char *words, char *ret, size_t room)
{
    const char *at = strstr(outcome.output, words);
    size_t size = 0;

    assert_said(words);
    for (at += strlen(words); *at != '.' && *at != '\n' && *at != '\0' && size + 1 < room; at++) {
        if (*at != ' ') {
            ret[size++] = *at;
        }
    }
    ret[size] = '\0';
}

/* The code in front of a name. */
static void read_pen_code(const char *name, char ret[5])
{
    char wanted[32];
    const char *at;

    snprintf(wanted, sizeof wanted, "  %s\n", name);
    at = strstr(strstr(outcome.output, "Rather on a phone"), wanted);
    assert_non_null(at);
    memcpy(ret, at - 4, 4);
    ret[4] = '\0';
}

static void test_getting_in(void **state)
{
    struct server server;
    char address[64], owner[PROGRAM_PATH], lines[256];
    char card[32], pen[5];

    (void)state;
    server_make(&server);
    server_start(&server);
    snprintf(address, sizeof address, "http://127.0.0.1:%u", server.port);
    path_join(owner, server.data, "owner.link");

    assert_int_equal(type(&server, "facilitate", address, PASSPHRASE "\n\n"), EX_UNAVAILABLE);
    assert_int_equal(type(&server, "facilitate", owner,
                          "passphrase\ntoo short\n" PASSPHRASE "\nsomething else\n" PASSPHRASE
                          "\n" PASSPHRASE "\nMonday\nNoor, Sam\n\nbegin\nhere 1\nquit\n"),
                     EX_OK);
    assert_said("at least 12 characters");
    assert_said("not the same twice");
    assert_said("Your passphrase is saved.");
    assert_int_equal(access(owner, F_OK), -1);

    assert_int_equal(type(&server, "facilitate", address, PASSPHRASE ".\n\n"), EX_UNAVAILABLE);
    assert_int_equal(type(&server, "facilitate", address,
                          PASSPHRASE "\n\n1\nlobby open\nlobby\naccess 1\nguests\nquit\n"),
                     EX_OK);
    assert_said("The door is open.");
    assert_said("Nobody waits at the door.");
    assert_said("/#c.");
    assert_said("████ ▄▄▄▄▄ █"); /* a corner of the QR code */
    read_after("with the code ", card, sizeof card);
    assert_int_equal(strlen(card), 8);

    snprintf(lines, sizeof lines, "%s\n1\nquit\n", card);
    assert_int_equal(type(&server, "join", address, lines), EX_OK);
    assert_said("Type your name to see your own page.");
    read_pen_code("Sam", pen);

    snprintf(lines, sizeof lines, "%s\n1\nwall\nquit\n", card);
    assert_int_equal(type(&server, "join", address, lines), EX_OK);
    assert_said("The wall is empty.");
    snprintf(lines, sizeof lines, "%s\n1\naway\nwall\nquit\n", card);
    assert_int_equal(type(&server, "join", address, lines), EX_OK);
    assert_null(strstr(outcome.output, "The wall is empty."));

    snprintf(lines, sizeof lines, "%s\n2\nZZZZZ\nZZZZ\n%s\nquit\n", card, pen);
    assert_int_equal(type(&server, "join", address, lines), EX_OK);
    assert_said("The code has four characters.");
    assert_said("That code is not right, or was used.");
    assert_said("Why you matter");
    assert_int_equal(type(&server, "join", address, lines), EX_OK); /* it was used up */
    assert_null(strstr(outcome.output, "Why you matter"));

    assert_int_equal(type(&server, "facilitate", address, PASSPHRASE "\n\n1\naccess 1 new\nquit\n"),
                     EX_OK);
    snprintf(lines, sizeof lines, "%s\n1\nquit\n", card);
    assert_int_equal(type(&server, "join", address, lines), EX_UNAVAILABLE);
    server_stop(&server);
    server_remove(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_getting_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
