/* SPDX-License-Identifier: EUPL-1.2 */
#include "screen.h"

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
#include <unistd.h>

#include "program.h"

#define ENTER "\033[?1049h"
#define CLEAR "\033[2J\033[H"

struct screen screen;

void screen_start(const char *const *arguments)
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

void screen_wait(const char *words)
{
    const char *at;

    while ((at = strstr(screen.text + screen.read, words)) == NULL) {
        if (!screen_more()) {
            fail_msg("\"%s\" did not come, but: %s", words, screen.text + screen.read);
        }
    }
    screen.read = (size_t)(at - screen.text) + strlen(words);
}

void screen_type(const char *keys)
{
    assert_int_equal(write(screen.fd, keys, strlen(keys)), (ssize_t)strlen(keys));
}

void screen_answer(const char *asked, const char *line)
{
    screen_wait(asked);
    screen_type(line);
    screen_type("\n");
}

int screen_end(void)
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

void screen_assert_gone(size_t from, const char *next, const char *words)
{
    const char *cleared = strstr(screen.text + from, CLEAR);
    const char *handed_over = strstr(screen.text + from, next);

    assert_non_null(cleared);
    assert_true(handed_over > cleared);
    if (strstr(cleared, words) != NULL) {
        fail_msg("\"%s\" was seen: %s", words, cleared);
    }
}

void screen_assert_not_left(const char *words)
{
    const char *at = screen.text;

    while (at != NULL) {
        const char *entered = strstr(at, ENTER);
        size_t size = entered != NULL ? (size_t)(entered - at) : strlen(at);

        if (memmem(at, size, words, strlen(words)) != NULL) {
            fail_msg("\"%s\" is in the scrollback: %.*s", words, (int)size, at);
        }
        at = entered != NULL ? strstr(entered, SCREEN_LEAVE) : NULL;
        at = at != NULL ? at + strlen(SCREEN_LEAVE) : NULL;
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

bool screen_program_remembers(const char *words)
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
    if (memory == NULL && errno == EACCES) {
        skip(); /* it keeps its memory from all but root */
    }
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
