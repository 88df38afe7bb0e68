/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two people at one terminal, a real one: what the first wrote is on no screen that the second
 * sees and not in the program's memory any more, and nothing of either is left in the scrollback.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "screen.h"
#include "typed.h"

#define PASSPHRASE "vier gewone losse woorden"
#define NEXT       "Who takes the keyboard?"

/* What Noor and Sam write: words that stand nowhere else. */
#define FIRST  "Roodborsttapuit"
#define SECOND "Kwikstaartveren"

/* ---- The evening ---- */

struct evening {
    struct server server;
    char address[64];
    char card[16];
    char noor[TYPED_WORDS_MAX + 1], sam[TYPED_WORDS_MAX + 1]; /* their words */
    char pen[PROGRAM_PATH];                                   /* a file with the link of Noor's */
};

/* Into a file, as somebody saves it. */
static void keep_link(const struct program_outcome *outcome, const char *whose, char path[])
{
    const char *at = strstr(outcome->output, whose);
    size_t size;

    assert_non_null(at);
    at = strstr(at, "http://");
    assert_non_null(at);
    size = strcspn(at, "\n") + 1;
    file_write(path, at, size, 0600);
}

/* In a flow of turns, alone with the first question. */
static void begin(struct evening *evening, bool pens)
{
    static struct program_outcome outcome;
    char owner[PROGRAM_PATH], lines[256];

    server_make(&evening->server);
    server_start(&evening->server);
    snprintf(evening->address, sizeof evening->address, "http://127.0.0.1:%u",
             evening->server.port);
    path_join(owner, evening->server.data, "owner.link");
    snprintf(lines, sizeof lines,
             "passphrase\n" PASSPHRASE "\n" PASSPHRASE
             "\nMonday\nNoor, Sam\n\nslips\nbegin\nhere 1\n"
             "push bond_story\nnext\naccess 1\n%squit\n",
             pens ? "invite 1 pens\n" : "");
    assert_int_equal(typed_run(&evening->server, "facilitate", owner, lines, &outcome), EX_OK);
    typed_after(&outcome, "with the code ", evening->card, sizeof evening->card);
    path_join(evening->pen, evening->server.folder, "pen");
    if (pens) {
        keep_link(&outcome, "Pen in couple 1, Noor", evening->pen);
    }
    typed_slip(&outcome, "Noor", evening->noor);
    typed_slip(&outcome, "Sam", evening->sam);
}

static void sit_down(const char *name, const char *words)
{
    screen_answer("Type your number or your name.", name);
    screen_answer("two words (you will not see them)> ", words);
}

static void consent(void)
{
    screen_answer("Do you take part?", "yes");
}

static void test_second_never_sees_the_first(void **state)
{
    struct evening evening;
    const char *const arguments[] = {
        "houvast", "join", evening.address, "--language", "en", NULL
    };
    size_t noor_left, sam_left;

    (void)state;
    begin(&evening, false);
    screen_start(arguments);
    screen_answer("The code of your card", evening.card);
    screen_answer("Type 1 or 2: ", "1");

    sit_down("Noor", evening.noor);
    consent();
    screen_answer("Question 1 of", FIRST " was er");
    screen_answer("a dot is done", ".");
    screen_answer("Question 2 of", FIRST " halverwege");
    screen_answer("a dot is done", "review");
    screen_wait("2  What exactly did I do or say?");
    screen_wait(FIRST); /* she reads it back */
    screen_wait("'lock': not yet");
    noor_left = screen.read;
    assert_true(screen_program_remembers(FIRST));
    screen_answer("] ", "lock");

    sit_down("Sam", evening.sam);
    consent();
    screen_wait("Question 1 of");
    assert_false(screen_program_remembers(FIRST));
    assert_false(screen_program_remembers(evening.noor));
    assert_false(screen_program_remembers(evening.sam));
    screen_answer("Enter: skip", SECOND);
    screen_answer("a dot is done", ".");
    screen_wait("Question 2 of");
    sam_left = screen.read;
    screen_answer("] ", "lock");
    sit_down("Noor", evening.sam);
    screen_answer("That is not right.", "");
    sit_down("Noor", evening.noor);
    screen_answer("Question 3 of", "withdraw");
    screen_answer("Do you want that?", "yes");
    screen_wait("Your yes has been withdrawn.");
    sit_down("Sam", evening.sam);
    screen_wait("Question 2 of");
    screen_answer("[saved] ", "quit");

    assert_int_equal(screen_end(), EX_OK);
    screen_assert_gone(noor_left, NEXT, FIRST);
    screen_assert_gone(sam_left, NEXT, SECOND);
    screen_assert_not_left(FIRST);
    screen_assert_not_left(SECOND);
    screen_assert_not_left("Tell about a time");
    assert_null(strstr(screen.text, evening.noor)); /* nobody saw what opens a page */
    assert_null(strstr(screen.text, evening.sam));
    assert_non_null(strstr(screen.text, SCREEN_LEAVE));
    server_stop(&evening.server);
    server_remove(&evening.server);
}

/* Something that the facilitator types meanwhile. */
static void lead(const struct evening *evening, const char *line)
{
    static struct program_outcome outcome;
    char lines[256];

    snprintf(lines, sizeof lines, PASSPHRASE "\n\n1\n%s\nquit\n", line);
    assert_int_equal(typed_run(&evening->server, "facilitate", evening->address, lines, &outcome),
                     EX_OK);
}

/* A pause covers a pen too; afterwards its page is there again, without words. */
static void test_pen_asks_once(void **state)
{
    struct evening evening;
    const char *const arguments[] = { "houvast", "join", "--language", "en", evening.pen, NULL };
    size_t covered;

    (void)state;
    begin(&evening, true);
    screen_start(arguments);
    screen_answer("two words (you will not see them)> ", evening.noor);
    consent();
    screen_answer("Question 1 of", FIRST);
    screen_answer("a dot is done", ".");
    screen_wait("Question 2 of");
    screen_wait("[saved] ");
    lead(&evening, "pause");
    screen_wait("A short pause.");
    covered = screen.read;
    lead(&evening, "pause");
    screen_wait("Question 2 of");
    screen_answer("[saved] ", "quit");

    assert_int_equal(screen_end(), EX_OK);
    assert_null(strstr(screen.text + covered, "two words"));
    screen_assert_not_left(FIRST);
    server_stop(&evening.server);
    server_remove(&evening.server);
}

/* ---- Nobody types ---- */

#define TEN_MINUTES 600 /* seconds */

/* Noor's pen, on a computer that sleeps when it is told to; to its first question. */
static void take_pen(const struct evening *evening, char ret_slept[PROGRAM_PATH])
{
    const char *const arguments[] = { "houvast", "join", "--language", "en", evening->pen, NULL };
    const char *slept = getenv("HV_SLEPT");

    assert_non_null(slept);
    path_join(ret_slept, evening->server.folder, "slept");
    file_write(ret_slept, "", 0, 0600);
    setenv("HV_SLEPT_FOR", ret_slept, 1);
    setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
    setenv("LD_PRELOAD", slept, 1);
    screen_start(arguments);
    unsetenv("LD_PRELOAD");
    unsetenv("ASAN_OPTIONS");
    screen_answer("two words (you will not see them)> ", evening->noor);
    consent();
    screen_wait("Question 1 of");
}

static void sleep_for(const char *slept, int seconds)
{
    assert_return_code(truncate(slept, seconds), errno);
}

/* Also where it shows what is for both, and lost its connection meanwhile. */
static void test_pen_left_lying(void **state)
{
    struct evening evening;
    char slept[PROGRAM_PATH];

    (void)state;
    begin(&evening, true);
    take_pen(&evening, slept);
    screen_answer("[saved] ", "lock");
    screen_wait("'write': your own page");
    sleep_for(slept, TEN_MINUTES - 60);
    server_stop(&evening.server);
    screen_wait("No connection to the server.");
    server_start(&evening.server);
    screen_wait("The connection is back.");
    sleep_for(slept, TEN_MINUTES);
    screen_wait("Nothing was typed for a while.");
    screen_answer("two words (you will not see them)> ", evening.noor);
    screen_answer("'write': your own page", "write");
    screen_answer("Question 1 of", "quit");
    assert_int_equal(screen_end(), EX_OK);
    server_stop(&evening.server);
    server_remove(&evening.server);
}

/* Who takes long over a line loses none of it; whoever wakes the computer finds nothing. */
static void test_pen_at_which_somebody_types(void **state)
{
    struct evening evening;
    char slept[PROGRAM_PATH];

    (void)state;
    begin(&evening, true);
    take_pen(&evening, slept);
    screen_wait("[saved] ");
    screen_type(FIRST " was");
    screen_wait(FIRST " was");
    sleep_for(slept, TEN_MINUTES - 60);
    screen_type(" er");
    screen_wait(" er");
    sleep_for(slept, 2 * (TEN_MINUTES - 60));
    screen_type(" toch\n");
    screen_answer("a dot is done", ".");
    screen_wait("Question 2 of");
    screen_wait("[saved] ");
    sleep_for(slept, 3 * TEN_MINUTES);
    screen_type("review\n");
    screen_wait("Nothing was typed for a while.");
    screen_answer("two words (you will not see them)> ", evening.noor);
    screen_answer("Question 2 of", "review");
    screen_wait(FIRST " was er toch");
    screen_answer("[saved] ", "quit");
    assert_int_equal(screen_end(), EX_OK);
    server_stop(&evening.server);
    server_remove(&evening.server);
}

/* Nor does it open by itself when the pause is over. */
static void test_pen_left_lying_in_a_pause(void **state)
{
    struct evening evening;
    char slept[PROGRAM_PATH];

    (void)state;
    begin(&evening, true);
    take_pen(&evening, slept);
    lead(&evening, "pause");
    screen_wait("A short pause.");
    sleep_for(slept, TEN_MINUTES);
    screen_wait("Nothing was typed for a while.");
    lead(&evening, "pause");
    screen_answer("two words (you will not see them)> ", evening.noor);
    screen_answer("Question 1 of", "quit");
    assert_int_equal(screen_end(), EX_OK);
    server_stop(&evening.server);
    server_remove(&evening.server);
}

/* What was written in an exercise that is over can still be taken back, and discarded. */
static void test_pen_looks_back(void **state)
{
    struct evening evening;
    const char *const arguments[] = { "houvast", "join", "--language", "en", evening.pen, NULL };

    (void)state;
    begin(&evening, true);
    screen_start(arguments);
    screen_answer("two words (you will not see them)> ", evening.noor);
    consent();
    screen_answer("Question 1 of", FIRST);
    screen_answer("a dot is done", ".");
    screen_answer("Question 2 of", "review");
    screen_answer("'lock': not yet", "close");
    screen_answer("Enter is nothing.", "1");
    screen_wait("Your envelope is closed.");
    lead(&evening, "push check_out");
    screen_wait("Closing the evening");
    screen_answer("> ", "earlier");
    screen_wait("When you were there for me");
    screen_wait(FIRST);
    /* nothing more goes to the group by now; and nothing is taken back for it */
    screen_answer("Type a number to take that answer back", "group 1");
    screen_wait("the facilitator may read it, or no more");
    assert_int_equal(kill(evening.server.program.pid, SIGSTOP), 0);
    screen_answer("Type a number to take that answer back", "1");
    screen_wait("One moment");
    assert_null(strstr(screen.text, "You took it back."));
    assert_int_equal(kill(evening.server.program.pid, SIGCONT), 0);
    screen_wait("You took it back.");
    screen_wait("> taken back");
    screen_answer("Type a number to take that answer back", "discard 1");
    screen_answer("Are you sure?", "yes");
    screen_wait("There is nothing of yours in an exercise that is over.");
    screen_answer("> ", "");
    screen_answer("Closing the evening", "quit");

    assert_int_equal(screen_end(), EX_OK);
    screen_assert_not_left(FIRST);
    server_stop(&evening.server);
    server_remove(&evening.server);
}

/* Nor is what somebody looked back at, which the server sent. */
static void test_looking_back_leaves_nothing(void **state)
{
    struct evening evening;
    const char *const arguments[] = {
        "houvast", "join", evening.address, "--language", "en", NULL
    };

    (void)state;
    begin(&evening, false);
    screen_start(arguments);
    screen_answer("The code of your card", evening.card);
    screen_answer("Type 1 or 2: ", "1");
    sit_down("Noor", evening.noor);
    consent();
    screen_answer("Question 1 of", FIRST);
    screen_answer("a dot is done", ".");
    screen_answer("Question 2 of", "review");
    screen_answer("'lock': not yet", "close");
    screen_answer("Enter is nothing.", "1");
    screen_wait("Your envelope is closed.");
    lead(&evening, "push check_out");
    screen_wait("Closing the evening");
    screen_answer("Type your name to see your own page.", "Noor");
    screen_answer("two words (you will not see them)> ", evening.noor);
    screen_answer("can have a turn.", "help");
    screen_answer("can have a turn.", "earlierr");
    screen_answer("I do not know that.", "earlier");
    screen_wait(FIRST);
    assert_true(screen_program_remembers(FIRST));
    screen_answer("Type a number to take that answer back", "");
    screen_answer("can have a turn.", "");
    screen_answer("Type your name to see your own page.", "Sam");
    screen_answer("two words (you will not see them)> ", evening.sam);
    screen_wait("Do you take part?");
    assert_false(screen_program_remembers(FIRST));
    screen_answer("> ", "quit");

    assert_int_equal(screen_end(), EX_OK);
    screen_assert_not_left(FIRST);
    server_stop(&evening.server);
    server_remove(&evening.server);
}

/* Nobody waits for who says no: an empty envelope is closed like any other. */
static void test_no_closes_an_empty_envelope(void **state)
{
    struct evening evening;
    const char *const arguments[] = {
        "houvast", "join", evening.address, "--language", "en", NULL
    };

    (void)state;
    begin(&evening, false);
    screen_start(arguments);
    screen_answer("The code of your card", evening.card);
    screen_answer("Type 1 or 2: ", "1");
    screen_wait("Type your number or your name.");
    screen_answer("Rather on a phone", "Noor"); /* in the middle of an exercise too */
    screen_answer("two words (you will not see them)> ", evening.noor);
    screen_wait("If you say no, your envelope closes with nothing in it.");
    screen_answer("Do you take part?", "no");
    screen_wait("Your envelope is closed, with nothing in it.");
    sit_down("Sam", evening.sam);
    consent();
    screen_answer("Question 1 of", "review");
    screen_answer("'lock': not yet", "close");
    screen_answer("Enter is nothing.", "1");
    screen_wait("You are both ready.");
    sit_down("Noor", evening.noor);
    screen_answer("Do you take part?", "quit");
    assert_int_equal(screen_end(), EX_OK);
    server_stop(&evening.server);
    server_remove(&evening.server);
}

/* What the facilitator looks up about people is not left on the screen either. */
static void test_leading_leaves_nothing(void **state)
{
    struct evening evening;
    const char *const arguments[] = { "houvast",    "facilitate", evening.address,
                                      "--language", "en",         NULL };

    (void)state;
    begin(&evening, false);
    screen_start(arguments);
    screen_answer("Your passphrase", PASSPHRASE);
    screen_answer("code", "");
    screen_answer("group> ", "1");
    screen_answer("Type 'next' or 'help'.", "slips");
    screen_wait(evening.noor);
    screen_answer("Enter: back", "");
    screen_answer("> ", "person 1 Noor");
    screen_answer("Enter: back", "+1");
    screen_wait("[x]  1  afraid of the partner");
    screen_answer("Enter: back", "note " FIRST);
    screen_wait("  " FIRST);
    screen_answer("Enter: back", "");
    screen_answer("> ", "quit");

    assert_int_equal(screen_end(), EX_OK);
    screen_assert_not_left(evening.noor);
    screen_assert_not_left("afraid of the partner");
    screen_assert_not_left(FIRST);
    server_stop(&evening.server);
    server_remove(&evening.server);
}

/* Nor what people wrote to them. */
static void test_reading_answers_leaves_nothing(void **state)
{
    struct evening evening;
    const char *const arguments[] = { "houvast",    "facilitate", evening.address,
                                      "--language", "en",         NULL };
    static struct program_outcome outcome;
    char lines[256];

    (void)state;
    begin(&evening, true);
    lead(&evening, "push evaluation\nnext");
    snprintf(lines, sizeof lines, "%s\nyes\n" FIRST "\n.\nreview\nclose\n1\nquit\n", evening.noor);
    assert_int_equal(typed_run(&evening.server, "join", evening.pen, lines, &outcome), EX_OK);
    screen_start(arguments);
    screen_answer("Your passphrase", PASSPHRASE);
    screen_answer("code", "");
    screen_answer("group> ", "1");
    screen_answer("Type 'next' or 'help'.", "answers");
    screen_wait(FIRST);
    screen_answer("Enter: back", "");
    screen_answer("> ", "quit");

    assert_int_equal(screen_end(), EX_OK);
    screen_assert_not_left(FIRST);
    server_stop(&evening.server);
    server_remove(&evening.server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_second_never_sees_the_first),
        cmocka_unit_test(test_pen_asks_once),
        cmocka_unit_test(test_pen_left_lying),
        cmocka_unit_test(test_pen_at_which_somebody_types),
        cmocka_unit_test(test_pen_left_lying_in_a_pause),
        cmocka_unit_test(test_pen_looks_back),
        cmocka_unit_test(test_looking_back_leaves_nothing),
        cmocka_unit_test(test_no_closes_an_empty_envelope),
        cmocka_unit_test(test_leading_leaves_nothing),
        cmocka_unit_test(test_reading_answers_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
