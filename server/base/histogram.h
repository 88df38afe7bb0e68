/* SPDX-License-Identifier: EUPL-1.2 */
/* Measurements counted in buckets, for an operator. Not safe to share between threads. */
#ifndef HV_BASE_HISTOGRAM_H
#define HV_BASE_HISTOGRAM_H

#include <stdint.h>

#define HV_HISTOGRAM_BUCKETS_MAX 16

/* The upper ends of buckets, rising; what is higher than the last counts in the sum alone and in
 * `above`. At most HV_HISTOGRAM_BUCKETS_MAX; static. */
struct hv_buckets {
    uint32_t count;
    uint64_t ends[HV_HISTOGRAM_BUCKETS_MAX];
};

extern const struct hv_buckets hv_buckets_of_time; /* nanoseconds: 0.1 ms to 1 s */
extern const struct hv_buckets hv_buckets_of_rows; /* 1, 2, 4 ... 512 */

struct hv_histogram {
    const struct hv_buckets *buckets;
    uint64_t in[HV_HISTOGRAM_BUCKETS_MAX]; /* higher than the end before, and at most this one */
    uint64_t above;
    uint64_t sum;
};

void hv_histogram_init(struct hv_histogram *histogram, const struct hv_buckets *buckets);
void hv_histogram_add(struct hv_histogram *histogram, uint64_t value);

#endif
