/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Getting in with the terminal client, as people type it: the link of the first start, a
 * passphrase, a couple's card on the laptop, the two words of each of them, and a pen by the code
 * that the table shows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "typed.h"

#define PASSPHRASE "vier gewone losse woorden"

static struct program_outcome outcome;

static int type(const struct server *server, const char *verb, const char *where, const char *lines)
{
    return typed_run(server, verb, where, lines, &outcome);
}

static void assert_said(const char *words)
{
    typed_assert(&outcome, words);
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

/* Words that were used are nobody's to read; new ones open the seat in their place. */
static void
deal_anew(const struct server *server, const char *address, const char *card, const char *old)
{
    char fresh[TYPED_WORDS_MAX + 1], lines[1024], path[PROGRAM_PATH];
    struct stat status;

    path_join(path, server->folder, "slips");
    snprintf(lines, sizeof lines,
             PASSPHRASE "\n\n1\nslips\nwords 1\nwords 1 Noor\nyes\nslips %s\nslips %s\nquit\n",
             path, path);
    assert_int_equal(type(server, "facilitate", address, lines), EX_OK);
    assert_said("'words 1 Noor' gives two new ones.");
    assert_said("Type 'words' with the number of a couple and a name.");
    assert_said("Does that person stand before you?");
    assert_said("That file cannot be made.");
    typed_slip(&outcome, "Noor", fresh);
    assert_string_not_equal(fresh, old);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);

    snprintf(lines, sizeof lines, "%s\n1\nNoor\n%s\n%s\nlock\nquit\n", card, old, fresh);
    assert_int_equal(type(server, "join", address, lines), EX_OK);
    assert_said("That is not right.");
    assert_said("Do you take part?");
}

static void test_getting_in(void **state)
{
    struct server server;
    char address[64], owner[PROGRAM_PATH], lines[256];
    char card[32], pen[5];
    char noor[TYPED_WORDS_MAX + 1], sam[TYPED_WORDS_MAX + 1];

    (void)state;
    server_make(&server);
    server_start(&server);
    snprintf(address, sizeof address, "http://127.0.0.1:%u", server.port);
    path_join(owner, server.data, "owner.link");

    assert_int_equal(type(&server, "facilitate", address, PASSPHRASE "\n\n"), EX_UNAVAILABLE);
    assert_int_equal(type(&server, "facilitate", owner,
                          "passphrase\ntoo short\n" PASSPHRASE "\nsomething else\n" PASSPHRASE
                          "\n" PASSPHRASE "\nMonday\nNoor, Sam\n\nbegin\nhere 1\nslips\nquit\n"),
                     EX_OK);
    assert_said("at least 12 characters");
    assert_said("not the same twice");
    assert_said("Your passphrase is saved.");
    assert_int_equal(access(owner, F_OK), -1);
    typed_slip(&outcome, "Noor", noor);
    typed_slip(&outcome, "Sam", sam);

    assert_int_equal(type(&server, "facilitate", address, PASSPHRASE ".\n\n"), EX_UNAVAILABLE);
    assert_int_equal(type(&server, "facilitate", address,
                          PASSPHRASE "\n\n1\nlobby open\nlobby\naccess 1\nguests\nquit\n"),
                     EX_OK);
    assert_said("The door is open.");
    assert_said("Nobody waits at the door.");
    assert_said("/#c.");
    assert_said("████ ▄▄▄▄▄ █"); /* a corner of the QR code */
    typed_after(&outcome, "with the code ", card, sizeof card);
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

    snprintf(lines, sizeof lines, "%s\n1\nNoor\nword\n%s\n%s\nlock\nquit\n", card, sam, noor);
    assert_int_equal(type(&server, "join", address, lines), EX_OK);
    assert_said("Type two words, with a space between them.");
    assert_said("That is not right.");
    assert_said("Do you take part?");
    assert_null(strstr(outcome.output, noor)); /* they are not echoed, nor said again */

    snprintf(lines, sizeof lines, "%s\n2\nZZZZZ\nZZZZ\n%s\n\nwrite\n%s\n%s\nlock\nquit\n", card,
             pen, noor, sam);
    assert_int_equal(type(&server, "join", address, lines), EX_OK);
    assert_said("The code has four characters.");
    assert_said("That code is not right, or was used.");
    assert_said("Why you matter");
    assert_said("That is not right.");
    assert_said("Hello Sam.");
    snprintf(lines, sizeof lines, "%s\n2\n%s\nquit\n", card, pen);
    assert_int_equal(type(&server, "join", address, lines), EX_OK); /* it was used up */
    assert_null(strstr(outcome.output, "Type your two words"));

    deal_anew(&server, address, card, noor);
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
