/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/histogram.h"

#define US UINT64_C(1000)
#define MS UINT64_C(1000000)

const struct hv_buckets hv_buckets_of_time = {
    .count = 13,
    .ends = { 100 * US, 250 * US, 500 * US, 1 * MS, 2500 * US, 5 * MS, 10 * MS, 25 * MS, 50 * MS,
              100 * MS, 250 * MS, 500 * MS, 1000 * MS },
};

const struct hv_buckets hv_buckets_of_rows = {
    .count = 10,
    .ends = { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512 },
};

void hv_histogram_init(struct hv_histogram *histogram, const struct hv_buckets *buckets)
{
    *histogram = (struct hv_histogram){ .buckets = buckets };
}

void hv_histogram_add(struct hv_histogram *histogram, uint64_t value)
{
    const struct hv_buckets *buckets = histogram->buckets;
    uint32_t i = 0;

    while (i < buckets->count && value > buckets->ends[i]) {
        i++;
    }
    if (i < buckets->count) {
        histogram->in[i]++;
    } else {
        histogram->above++;
    }
    histogram->sum += value;
}
