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
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "typed.h"

#define PASSPHRASE "vier gewone losse woorden"
#define ENTER      "\033[?1049h"
#define CLEAR      "\033[2J\033[H"
#define LEAVE      CLEAR "\033[?1049l"

/* What Noor and Sam write: words that stand nowhere else. */
#define FIRST  "Roodborsttapuit"
#define SECOND "Kwikstaartveren"

/* ---- Whoever sits before a screen ---- */

struct screen {
    int fd;
    pid_t program;
    char text[1 << 20]; /* all that came on it */
    size_t size;
    size_t read; /* so far */
};

static struct screen screen;

static void screen_start(const char *const *arguments)
{
    const struct winsize size = { .ws_row = 60, .ws_col = 100 };
    pid_t parent = getpid();

    screen.size = screen.read = 0;
    screen.text[0] = '\0';
    screen.program = forkpty(&screen.fd, NULL, NULL, &size);
    if (screen.program < 0) {
        print_message("there is no pseudo-terminal here: %s\n", strerror(errno));
        skip();
    }
    if (screen.program == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setenv("TERM", "xterm", 1);
        if (getppid() == parent) {
            execv(program_client(), (char **)(uintptr_t)arguments);
        }
        _exit(127);
    }
}

/* False: nothing more will come. */
static bool screen_more(void)
{
    struct pollfd wait = { .fd = screen.fd, .events = POLLIN };
    ssize_t size;

    if (poll(&wait, 1, PROGRAM_WAIT_MS) <= 0) {
        fail_msg("nothing came after: %s", screen.text + screen.read);
    }
    size = read(screen.fd, screen.text + screen.size, sizeof screen.text - screen.size - 1);
    if (size <= 0) {
        return false;
    }
    screen.size += (size_t)size;
    screen.text[screen.size] = '\0';
    return true;
}

/* Reads on until behind these words. */
static void screen_wait(const char *words)
{
    const char *at;

    while ((at = strstr(screen.text + screen.read, words)) == NULL) {
        if (!screen_more()) {
            fail_msg("\"%s\" did not come, but: %s", words, screen.text + screen.read);
        }
    }
    screen.read = (size_t)(at - screen.text) + strlen(words);
}

/* A line, once the words are there that ask for it. */
static void screen_answer(const char *asked, const char *line)
{
    screen_wait(asked);
    assert_int_equal(write(screen.fd, line, strlen(line)), (ssize_t)strlen(line));
    assert_int_equal(write(screen.fd, "\n", 1), 1);
}

static int screen_end(void)
{
    int status;

    while (screen_more()) {
    }
    assert_int_equal(waitpid(screen.program, &status, 0), screen.program);
    close(screen.fd);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* ---- What is left of it ---- */

/* From here on: the screen is cleared before anybody else is asked to sit down. */
static void assert_never_seen_from(size_t from, const char *words)
{
    const char *cleared = strstr(screen.text + from, CLEAR);
    const char *handed_over = strstr(screen.text + from, "Who takes the keyboard?");

    assert_non_null(cleared);
    assert_true(handed_over > cleared);
    if (strstr(cleared, words) != NULL) {
        fail_msg("\"%s\" was seen: %s", words, cleared);
    }
}

/* What stands outside of pages stays in the scrollback. */
static void assert_not_in_scrollback(const char *words)
{
    const char *at = screen.text;

    while (at != NULL) {
        const char *entered = strstr(at, ENTER);
        size_t size = entered != NULL ? (size_t)(entered - at) : strlen(at);

        if (memmem(at, size, words, strlen(words)) != NULL) {
            fail_msg("\"%s\" is in the scrollback: %.*s", words, (int)size, at);
        }
        at = entered != NULL ? strstr(entered, LEAVE) : NULL;
        at = at != NULL ? at + strlen(LEAVE) : NULL;
    }
}

/* ---- What the program remembers ---- */

static bool part_holds(FILE *memory, unsigned long begin, unsigned long end, const char *words)
{
    size_t size = end - begin;
    char *copy = malloc(size);
    size_t got;
    bool holds;

    assert_non_null(copy);
    assert_int_equal(fseeko(memory, (off_t)begin, SEEK_SET), 0);
    got = fread(copy, 1, size, memory);
    holds = memmem(copy, got, words, strlen(words)) != NULL;
    free(copy);
    return holds;
}

/* In what it can write to; a sanitizer's shadow is larger than anything of its own. */
static bool program_remembers(const char *words)
{
    enum {
        LARGEST = 128 << 20
    };
    char path[64], line[512], rights[5];
    unsigned long begin, end;
    FILE *maps, *memory;
    bool holds = false;

    snprintf(path, sizeof path, "/proc/%d/maps", (int)screen.program);
    maps = fopen(path, "re");
    snprintf(path, sizeof path, "/proc/%d/mem", (int)screen.program);
    memory = fopen(path, "re");
    assert_non_null(maps);
    assert_non_null(memory);
    setvbuf(memory, NULL, _IONBF, 0);
    while (!holds && fgets(line, sizeof line, maps) != NULL) {
        if (sscanf(line, "%lx-%lx %4s", &begin, &end, rights) == 3 && rights[0] == 'r' &&
            rights[1] == 'w' && end - begin <= LARGEST) {
            holds = part_holds(memory, begin, end, words);
        }
    }
    fclose(maps);
    fclose(memory);
    return holds;
}

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
    assert_true(program_remembers(FIRST));
    screen_answer("] ", "lock");

    sit_down("Sam", evening.sam);
    consent();
    screen_wait("Question 1 of");
    assert_false(program_remembers(FIRST));
    assert_false(program_remembers(evening.noor));
    assert_false(program_remembers(evening.sam));
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
    assert_never_seen_from(noor_left, FIRST);
    assert_never_seen_from(sam_left, SECOND);
    assert_not_in_scrollback(FIRST);
    assert_not_in_scrollback(SECOND);
    assert_not_in_scrollback("Tell about a time");
    assert_null(strstr(screen.text, evening.noor)); /* nobody saw what opens a page */
    assert_null(strstr(screen.text, evening.sam));
    assert_non_null(strstr(screen.text, LEAVE));
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
    assert_not_in_scrollback(FIRST);
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
    screen_answer("Type a number to take that answer back", "1");
    screen_wait("You took it back.");
    screen_answer("Type a number to take that answer back", "discard 1");
    screen_answer("Are you sure?", "yes");
    screen_wait("You wrote nothing yet tonight in an exercise that is over.");
    screen_answer("> ", "");
    screen_answer("Closing the evening", "quit");

    assert_int_equal(screen_end(), EX_OK);
    assert_not_in_scrollback(FIRST);
    server_stop(&evening.server);
    server_remove(&evening.server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_second_never_sees_the_first),
        cmocka_unit_test(test_pen_asks_once),
        cmocka_unit_test(test_pen_looks_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
