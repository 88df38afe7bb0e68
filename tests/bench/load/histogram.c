/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/histogram.h"

/* Below 2 * HALF every value has a bucket of its own; above, each doubling has HALF of them. */
static uint32_t bucket_of(uint64_t value)
{
    if (value < 2 * HISTOGRAM_HALF) {
        return (uint32_t)value;
    }
    uint32_t shift = (uint32_t)(63 - __builtin_clzll(value)) - 6;
    return shift * HISTOGRAM_HALF + (uint32_t)(value >> shift);
}

static uint64_t top_of(uint32_t bucket)
{
    if (bucket < 2 * HISTOGRAM_HALF) {
        return bucket;
    }
    uint32_t shift = bucket / HISTOGRAM_HALF - 1;
    uint64_t base = bucket - shift * HISTOGRAM_HALF;
    return ((base + 1) << shift) - 1;
}

void histogram_add(struct histogram *histogram, uint64_t value)
{
    histogram->counts[bucket_of(value)]++;
    histogram->total++;
    if (value > histogram->highest) {
        histogram->highest = value;
    }
}

uint64_t histogram_quantile(const struct histogram *histogram, double part)
{
    uint64_t wanted = (uint64_t)(part * (double)histogram->total + 0.999999);
    uint64_t seen = 0;
    for (uint32_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
        seen += histogram->counts[i];
        if (seen >= wanted && seen > 0) {
            uint64_t top = top_of(i);
            return top < histogram->highest ? top : histogram->highest;
        }
    }
    return 0;
}
