/* SPDX-License-Identifier: EUPL-1.2 */
/* How long things took: buckets of about 1.6 % over all of uint64_t, in a fixed size. */
#ifndef HV_BENCH_HISTOGRAM_H
#define HV_BENCH_HISTOGRAM_H

#include <stdint.h>

#define HISTOGRAM_HALF    64 /* buckets a doubling */
#define HISTOGRAM_BUCKETS (60 * HISTOGRAM_HALF)

struct histogram {
    uint64_t counts[HISTOGRAM_BUCKETS];
    uint64_t total;
    uint64_t highest;
};

void histogram_add(struct histogram *histogram, uint64_t value);

/* The value that so large a part of all (0 to 1) does not pass: the top of its bucket, and never
 * more than the highest. 0: nothing was added. */
uint64_t histogram_quantile(const struct histogram *histogram, double part);

#endif
