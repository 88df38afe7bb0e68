/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Problems: what is wrong in a file that a person wrote. Each is one sentence with its place: what
 * is wrong, what is allowed, and the nearest word that is.
 *
 * A list takes HV_PROBLEMS_MAX problems and counts the rest. Messages live in the list's arena.
 */
#ifndef HV_CATALOGUE_PROBLEM_H
#define HV_CATALOGUE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/bytes.h"

#define HV_PROBLEMS_MAX     50
#define HV_PROBLEM_TEXT_MAX 1000 /* bytes a message; a longer one is cut */

struct hv_problem {
    const char *path; /* as the file was named by who read it */
    uint32_t line;    /* from 1 */
    uint32_t column;  /* from 1, in characters */
    const char *message;
};

struct hv_problems {
    struct hv_arena *arena;
    struct hv_problem list[HV_PROBLEMS_MAX];
    size_t count; /* in `list` */
    size_t total; /* found */
};

/* An empty list whose messages will live in `arena`, which it borrows. */
void hv_problems_init(struct hv_problems *problems, struct hv_arena *arena);

/* Adds one. `path` is kept as pointer and must outlive the list. Without memory the problem is only
 * counted. */
void hv_problem_add(struct hv_problems *problems,
                    const char *path,
                    uint32_t line,
                    uint32_t column,
                    const char *format,
                    ...) __attribute__((format(printf, 5, 6)));

/* Orders the list by file, line and column. */
void hv_problems_sort(struct hv_problems *problems);

/* One line a problem, `path:line:column: message`, and a last line that counts those left out. */
void hv_problems_print(const struct hv_problems *problems, FILE *out);

/* A JSON array of {file, line, column, message}. False when there was no memory or `out` failed. */
bool hv_problems_print_json(const struct hv_problems *problems, FILE *out);

#endif
