/* SPDX-License-Identifier: EUPL-1.2 */
/* A log moved from one implementation to another by reading and appending alone is the same log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/contract/store.h"

#define LOG id_of(2, 1)

static void move(struct store *from, struct store *to)
{
    uint64_t head = 1;

    for (uint64_t at = 0; at < head;) {
        struct read_call read;
        read_now(from, &read, LOG, at, 100);
        assert_int_equal(read.code, HV_OK);
        for (uint32_t i = 0; i < read.records.count; i++) {
            const struct kept *kept = &read.records.records[i];
            struct hv_bytes body = { .data = kept->bytes, .size = kept->size };
            assert_int_equal(append_now(to, LOG, at, kept->id, body, &at), HV_OK);
            assert_int_equal(at, kept->position);
        }
        head = read.head;
        kept_free(&read.records);
    }
}

static void a_log_moves_there_and_back(void **state)
{
    const struct driver *const ways[][2] = { { &memory_driver, &sqlite_driver },
                                             { &sqlite_driver, &memory_driver } };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct store from;
        struct store to;
        struct read_call read;
        store_open(&from, ways[i][0]);
        store_open(&to, ways[i][1]);
        fill_log(&from, LOG, 0, 777);
        move(&from, &to);
        read_now(&to, &read, LOG, 0, 1024);
        assert_filled(&read.records, 1, 777);
        kept_free(&read.records);
        store_free(&from);
        store_free(&to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_log_moves_there_and_back) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
