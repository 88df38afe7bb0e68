/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/histogram.h"

static void test_a_value_counts_in_the_first_bucket_that_holds_it(void **state)
{
    struct hv_histogram histogram;
    uint64_t sum = 0;

    (void)state;
    hv_histogram_init(&histogram, &hv_buckets_of_rows);
    for (uint64_t value = 0; value <= 600; value++) {
        hv_histogram_add(&histogram, value);
        sum += value;
    }
    assert_int_equal(histogram.in[0], 2); /* 0 and 1 */
    for (uint32_t i = 1; i < hv_buckets_of_rows.count; i++) {
        assert_int_equal(histogram.in[i],
                         hv_buckets_of_rows.ends[i] - hv_buckets_of_rows.ends[i - 1]);
    }
    assert_int_equal(histogram.above, 600 - 512);
    assert_int_equal(histogram.sum, sum);
}

static void test_ends_rise(void **state)
{
    static const struct hv_buckets *const all[] = { &hv_buckets_of_time, &hv_buckets_of_rows };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_in_range(all[i]->count, 2, HV_HISTOGRAM_BUCKETS_MAX);
        for (uint32_t j = 1; j < all[i]->count; j++) {
            assert_true(all[i]->ends[j] > all[i]->ends[j - 1]);
        }
    }
    assert_int_equal(hv_buckets_of_time.ends[0], 100000);
    assert_int_equal(hv_buckets_of_time.ends[hv_buckets_of_time.count - 1], 1000000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_value_counts_in_the_first_bucket_that_holds_it),
        cmocka_unit_test(test_ends_rise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
