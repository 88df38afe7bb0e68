/* SPDX-License-Identifier: EUPL-1.2 */
/* Somebody before a screen: the terminal client on a pseudo-terminal. One at a time. */
#ifndef HV_TESTS_E2E_SCREEN_H
#define HV_TESTS_E2E_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What ends pages. */
#define SCREEN_LEAVE "\033[2J\033[H\033[?1049l"

struct screen {
    int fd;
    pid_t program;
    char text[1 << 20]; /* all that came on it */
    size_t size;
    size_t read; /* so far */
};

extern struct screen screen;

/* The client with these arguments, its own name first; they end in NULL. */
void screen_start(const char *const *arguments);

/* Reads on until behind these words. */
void screen_wait(const char *words);

/* Keys, and no Enter. */
void screen_type(const char *keys);

/* A line, once the words are there that ask for it. */
void screen_answer(const char *asked, const char *line);

/* Waits for the end of the program: its exit code. */
int screen_end(void);

/* Fails when the words are seen after `from`: the screen is cleared before it says what is `next`.
 */
void screen_assert_gone(size_t from, const char *next, const char *words);

/* Fails when the words stand outside of pages, where they stay in the scrollback. */
void screen_assert_not_left(const char *words);

/* Whether the words are in what the program can write to; a sanitizer's shadow is larger than
 * anything of its own. */
bool screen_program_remembers(const char *words);

#endif
