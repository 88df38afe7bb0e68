/* SPDX-License-Identifier: EUPL-1.2 */
/* What a store counts, and how many records one commit makes durable. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/contract/driver_sqlite.h"

#define APPENDS 50

static uint64_t values_of(const struct hv_histogram *histogram)
{
    uint64_t count = histogram->above;

    for (uint32_t i = 0; i < histogram->buckets->count; i++) {
        count += histogram->in[i];
    }
    return count;
}

/* One in each of many logs, asked at once. */
static struct hv_sqlite_counts counts_after_appends(uint32_t batch_rows)
{
    static struct append_call calls[APPENDS];
    struct hv_sqlite_counts counts;
    struct hv_error error = { .code = HV_OK };
    struct store store;
    char folder[FOLDER_PATH];

    folder_make(folder);
    assert_int_equal(sqlite_open_way(&store, folder,
                                     &(struct hv_sqlite_way){ .batch_rows = batch_rows }, &error),
                     HV_OK);
    for (uint32_t i = 0; i < APPENDS; i++) {
        ask_append(&store, &calls[i], id_of(1, i), 0, id_of(2, i), text("written"));
    }
    for (uint32_t i = 0; i < APPENDS; i++) {
        store_wait(&store, &calls[i].answers, 1);
        assert_int_equal(calls[i].code, HV_OK);
    }
    hv_sqlite_store_counts(sqlite_of(&store), &counts);
    sqlite_close(&store);
    folder_remove(folder);
    return counts;
}

static void each_commit_is_counted(void **state)
{
    (void)state;
    struct hv_sqlite_counts counts = counts_after_appends(0);

    assert_int_equal(counts.batches.sum, APPENDS);
    assert_int_equal(values_of(&counts.commits), values_of(&counts.batches));
    assert_in_range(values_of(&counts.batches), 1, APPENDS);
    assert_true(counts.commits.sum > 0);
}

static void one_commit_for_each_record_when_asked(void **state)
{
    (void)state;
    struct hv_sqlite_counts counts = counts_after_appends(1);

    assert_int_equal(counts.batches.in[0], APPENDS);
    assert_int_equal(values_of(&counts.batches), APPENDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_commit_is_counted),
        cmocka_unit_test(one_commit_for_each_record_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
