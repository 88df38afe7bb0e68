/* SPDX-License-Identifier: EUPL-1.2 */
/* Thousands of power cuts on the memory store, each at a moment and with a loss of the seed's
 * choosing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "journal/memory.h"
#include "tests/contract/load.h"

static uint64_t current_seed;

static int say_seed(void **state)
{
    (void)state;
    print_message("last seed %llu\n", (unsigned long long)current_seed);
    return 0;
}

static void set_knobs(struct hv_memory_store *memory, struct dice *dice)
{
    struct hv_memory_knobs *knobs = hv_memory_store_knobs(memory);

    knobs->choice = (struct hv_choice){ .choose = roll_below, .data = dice };
    knobs->appends_silenced = roll_below(dice, 3);
    knobs->appends_lost = roll_below(dice, 3);
    knobs->appends_full = roll_below(dice, 3);
    knobs->keys_full = roll_below(dice, 2);
    knobs->keys_failed = roll_below(dice, 2);
}

static uint64_t hash_of_disk(struct hv_memory_store *memory)
{
    struct hv_bytes disk = hv_memory_store_disk(memory);
    uint64_t hash = disk.size;

    for (size_t i = 0; i < disk.size; i++) {
        hash = (hash ^ disk.data[i]) * 1099511628211u;
    }
    return hash;
}

/* Gives the disk's hash, so that two runs can be compared. */
static uint64_t run_seed(uint64_t seed)
{
    struct dice dice = { .state = seed };
    struct ledger *ledger = calloc(1, sizeof *ledger);
    struct store store;

    current_seed = seed;
    assert_non_null(ledger);
    store_open(&store, &memory_driver);
    struct load load = { .store = &store, .ledger = ledger, .dice = { .state = seed + 1 } };
    load_init(&load);
    load_start(&load);
    for (uint32_t crash = 0; crash < 20; crash++) {
        set_knobs(store.impl, &dice);
        for (uint32_t steps = roll_below(&dice, 60); steps > 0; steps--) {
            assert_true(store.driver->turn(&store));
        }
        hv_memory_store_crash(store.impl, (struct hv_choice){ roll_below, &dice });
        *hv_memory_store_knobs(store.impl) = (struct hv_memory_knobs){ 0 };
        ledger_check(ledger, &store);
        load_ask_again(&load);
    }
    load_finish(&load);
    ledger_check(ledger, &store);
    uint64_t hash = hash_of_disk(store.impl);
    store_free(&store);
    free(ledger);
    return hash;
}

static void nothing_acknowledged_is_lost(void **state)
{
    uint64_t seeds = getenv("HV_TEST_FULL") != NULL ? 5000 : 200;

    (void)state;
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        (void)run_seed(seed);
    }
}

static void the_same_seed_does_the_same(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 5; seed++) {
        assert_int_equal(run_seed(seed), run_seed(seed));
    }
    assert_int_not_equal(run_seed(1), run_seed(2));
}

static void on_record(struct hv_follow *follow, const struct hv_stored *record)
{
    (void)follow;
    (void)record;
    fail();
}

static void on_state(struct hv_follow *follow, enum hv_code code)
{
    (void)follow;
    (void)code;
    fail();
}

static uint32_t least(void *data, uint32_t n)
{
    (void)data;
    (void)n;
    return 0;
}

static uint32_t most(void *data, uint32_t n)
{
    (void)data;
    return n - 1;
}

/* Under the sanitizer: what stood for a follower that waits for its first page is freed, whether
 * the page was read in the crash, was not, or the store is gone. */
static void a_crash_keeps_nothing_of_those_who_follow(void **state)
{
    static const struct hv_choice choices[] = { { .choose = least }, { .choose = most } };

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct hv_memory_store *memory = hv_memory_store_new();
        struct hv_follow follows[2];

        for (size_t j = 0; j < 2; j++) {
            follows[j] = (struct hv_follow){ .on_record = on_record, .on_state = on_state };
            hv_memory_store_journal(memory)->follow(hv_memory_store_journal(memory), &follows[j]);
        }
        hv_memory_store_journal(memory)->unfollow(hv_memory_store_journal(memory), &follows[1]);
        if (i < 2) {
            hv_memory_store_crash(memory, choices[i]);
        }
        assert_int_equal(hv_memory_store_waiting(memory), i < 2 ? 0 : 2);
        hv_memory_store_free(memory);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(nothing_acknowledged_is_lost, say_seed),
        cmocka_unit_test_teardown(the_same_seed_does_the_same, say_seed),
        cmocka_unit_test(a_crash_keeps_nothing_of_those_who_follow),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
