/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A real program in a process of its own: in its own session, gone with the test whatever happens
 * to the test. Nothing here waits longer than PROGRAM_WAIT_MS, and nothing sleeps.
 */
#ifndef HV_TESTS_E2E_PROGRAM_H
#define HV_TESTS_E2E_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define PROGRAM_WAIT_MS 60000
#define PROGRAM_PATH    256

/* How to start it. */
struct program_order {
    const char *path;
    const char *const *arguments; /* after its name; ends in NULL */
    const char *const
        *environment;       /* "NAME=value" besides what the test has; ends in NULL; or NULL */
    const char *input_file; /* its standard input; NULL: nothing */
    const char *error_file; /* where standard error is added to; NULL: as the test's */
    uid_t user;             /* 0: as the test */
};

struct program {
    pid_t pid; /* 0: it does not run */
    int handle;
    int output; /* its standard output */
};

/* How it ended. */
struct program_end {
    bool late;     /* it did not, and was killed */
    int exit_code; /* -1: by a signal */
    int signal;
};

/* HV_HOUVASTD and HV_HOUVAST of the environment. */
const char *program_server(void);
const char *program_client(void);

void program_start(const struct program_order *order, struct program *ret);

/* The first line of its standard output without the newline; false: it ended, or took too long. */
bool program_first_line(struct program *program, char *ret, size_t room);

void program_signal(const struct program *program, int number);

/* Waits until it ends, at most `milliseconds`. */
struct program_end program_wait(struct program *program, int milliseconds);

/* What it did from start to end. */
struct program_outcome {
    struct program_end end;
    char output[65536];
    char error[65536];
};

/* Runs it to its end, with standard error caught. */
void program_run(const struct program_order *order, struct program_outcome *ret);

/* ---- Folders and files of a test ---- */

/* Makes an empty folder below $TMPDIR or /tmp. */
void folder_make(char ret_path[PROGRAM_PATH]);

/* Removes it with everything in it. */
void folder_remove(const char *path);

/* Copies its files but for sockets; `to` is made. */
void folder_copy(const char *from, const char *to);

/* "<folder>/<name>" */
void path_join(char ret[PROGRAM_PATH], const char *folder, const char *name);

/* The whole file, to be freed; a zero byte stands behind it. Fails when it is not there. */
char *file_read(const char *path, size_t *ret_size);
void file_write(const char *path, const void *bytes, size_t size, mode_t mode);

/* ---- Chance ---- */

/* Same seed, same numbers. */
struct dice {
    uint64_t seed;
    uint64_t state;
};

/* From HV_TEST_SEED, else drawn; printed. */
void dice_init(struct dice *dice, const char *what_for);
uint64_t dice_roll(struct dice *dice);
uint32_t dice_below(struct dice *dice, uint32_t n);

/* HV_TEST_FULL is set: the long run was asked for. */
bool full_run(void);

/* Milliseconds of a clock that only goes forward. */
int64_t now_ms(void);

#endif
