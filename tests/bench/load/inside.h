/* SPDX-License-Identifier: EUPL-1.2 */
/* What a server of ours says about itself, on its admin socket, between two moments. */
#ifndef HV_BENCH_INSIDE_H
#define HV_BENCH_INSIDE_H

#include <jansson.h>
#include <stdint.h>

#define INSIDE_BUCKETS_MAX 32

struct inside {
    uint32_t count;
    double ends[INSIDE_BUCKETS_MAX]; /* seconds that a turn of the loop worked at most */
    double turns[INSIDE_BUCKETS_MAX];
    double records, commits, slow;
};

/* `path` NULL: nothing is said. */
void inside_look(const char *path, struct inside *ret);

/* Adds loop_ms, the end of the highest bucket that a turn of the loop fell in; loop_over, how many
 * turns worked more than 10 ms; dropped, how many did not read and were dropped; and batch, records
 * a commit. */
void inside_report(json_t *found, const struct inside *from, const struct inside *to);

#endif
