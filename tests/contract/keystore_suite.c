/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/contract/suite.h"

#define LOG   id_of(2, 1)
#define OTHER id_of(2, 2)

static struct hv_key_change put(const struct hv_wrapped_key *keys, uint32_t count)
{
    return (struct hv_key_change){ .kind = HV_KEYS_PUT, .keys = keys, .count = count };
}

static struct hv_key_change destroy(const struct hv_id *ids, uint32_t count)
{
    return (struct hv_key_change){ .kind = HV_KEYS_DESTROY, .ids = ids, .count = count };
}

static struct hv_key_change sweep(int64_t before)
{
    return (struct hv_key_change){ .kind = HV_KEYS_SWEEP, .ends_at = before };
}

static void put_one(struct store *store, struct hv_wrapped_key key)
{
    assert_int_equal(change_now(store, put(&key, 1), NULL), HV_OK);
}

static bool holds_key(struct store *store, const struct hv_wrapped_key *key)
{
    /* A part of it may lie about as well as the whole. */
    for (size_t at = 0; at + 16 <= sizeof key->wrapped; at += 28) {
        if (store->driver->holds(store, key->wrapped + at, 16)) {
            return true;
        }
    }
    return false;
}

static const struct hv_wrapped_key *find(const struct load_call *load, struct hv_id id)
{
    for (uint32_t i = 0; i < load->count; i++) {
        if (hv_id_equal(load->keys[i].id, id)) {
            return &load->keys[i];
        }
    }
    return NULL;
}

static void assert_same_key(const struct hv_wrapped_key *a, const struct hv_wrapped_key *b)
{
    assert_non_null(a);
    assert_true(hv_id_equal(a->id, b->id));
    assert_true(hv_id_equal(a->log, b->log));
    assert_int_equal(a->ends_with, b->ends_with);
    assert_int_equal(a->ends_at, b->ends_at);
    assert_memory_equal(a->wrapped, b->wrapped, sizeof a->wrapped);
}

static void keys_come_back_by_log(void **state)
{
    static const int64_t ends[] = { 0, 1, -1, 1763600000000, INT64_MIN, HV_KEY_WITHOUT_END };
    enum {
        COUNT = sizeof ends / sizeof ends[0]
    };
    struct store *store = *state;
    struct hv_wrapped_key keys[COUNT];
    struct load_call load;

    for (uint32_t i = 0; i < COUNT; i++) {
        keys[i] = key_of(i % 2 == 0 ? LOG : OTHER, i, (uint8_t)(i * 51), ends[i]);
    }
    assert_int_equal(change_now(store, put(keys, COUNT), NULL), HV_OK);
    for (uint32_t round = 0; round < 2; round++) {
        load_now(store, &load, LOG);
        assert_int_equal(load.code, HV_OK);
        assert_int_equal(load.count, COUNT / 2);
        for (uint32_t i = 0; i < COUNT; i += 2) {
            assert_same_key(find(&load, keys[i].id), &keys[i]);
        }
        store->driver->reopen(store);
    }
    load_now(store, &load, id_of(2, 3));
    assert_int_equal(load.code, HV_OK);
    assert_int_equal(load.count, 0);
}

static void what_is_stored_already_stays(void **state)
{
    struct hv_wrapped_key first = key_of(LOG, 1, 2, 1000);
    struct hv_wrapped_key again = key_of(OTHER, 1, 3, 2000);
    struct load_call load;

    again.wrapped[0] ^= 0xff;
    put_one(*state, first);
    put_one(*state, again);
    load_now(*state, &load, LOG);
    assert_int_equal(load.count, 1);
    assert_same_key(&load.keys[0], &first);
    load_now(*state, &load, OTHER);
    assert_int_equal(load.count, 0);
}

static void putting_nothing_is_done_at_once(void **state)
{
    assert_int_equal(change_now(*state, put(NULL, 0), NULL), HV_OK);
    assert_int_equal(change_now(*state, destroy(NULL, 0), NULL), HV_OK);
}

static void a_destroyed_key_leaves_no_byte(void **state)
{
    struct store *store = *state;
    struct hv_wrapped_key keys[8];
    struct load_call load;
    uint64_t swept = 99;

    for (uint32_t i = 0; i < 8; i++) {
        keys[i] = key_of(LOG, i, 1, 1000);
        put_one(store, keys[i]);
        assert_true(holds_key(store, &keys[i]));
    }
    struct hv_id ids[] = { keys[1].id, id_of(7, 999), keys[4].id, keys[1].id };
    assert_int_equal(change_now(store, destroy(ids, 4), &swept), HV_OK);
    assert_int_equal(swept, 2);
    for (uint32_t round = 0; round < 2; round++) {
        load_now(store, &load, LOG);
        assert_int_equal(load.count, 6);
        for (uint32_t i = 0; i < 8; i++) {
            bool destroyed = i == 1 || i == 4;
            assert_int_equal(holds_key(store, &keys[i]), !destroyed);
            assert_int_equal(find(&load, keys[i].id) == NULL, destroyed);
        }
        store->driver->reopen(store);
    }
    assert_int_equal(change_now(store, destroy(ids, 4), &swept), HV_OK);
    assert_int_equal(swept, 0);
}

/* Many keys come and go: rows move about in the files, and no copy may stay behind. */
static void no_copy_stays_behind_after_much_coming_and_going(void **state)
{
    enum {
        COUNT = 600,
        ROUNDS = 12
    };
    struct store *store = *state;
    struct dice dice = { .state = 20251120 };
    struct hv_wrapped_key *keys = calloc(COUNT, sizeof *keys);
    bool *alive = calloc(COUNT, sizeof *alive);
    uint64_t next = 0;

    assert_non_null(keys);
    assert_non_null(alive);
    print_message("seed %u\n", 20251120u);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct hv_id ids[COUNT];
        struct hv_wrapped_key gone[COUNT];
        uint32_t dying = 0;
        for (uint32_t i = 0; i < COUNT; i++) {
            if (!alive[i] && roll_below(&dice, 3) > 0) {
                keys[i] = key_of(id_of(2, roll_below(&dice, 5)), next++, (uint8_t)i, 1000);
                put_one(store, keys[i]);
                alive[i] = true;
            } else if (alive[i] && roll_below(&dice, 3) == 0) {
                alive[i] = false;
                gone[dying] = keys[i];
                ids[dying++] = keys[i].id;
            }
        }
        assert_int_equal(change_now(store, destroy(ids, dying), NULL), HV_OK);
        for (uint32_t i = 0; i < dying; i++) {
            assert_false(holds_key(store, &gone[i]));
        }
    }
    free(keys);
    free(alive);
}

static void extending_moves_one_class_of_one_log(void **state)
{
    struct store *store = *state;
    struct load_call load;
    uint64_t swept;

    put_one(store, key_of(LOG, 1, 1, 1000));
    put_one(store, key_of(LOG, 2, 1, 2000));
    put_one(store, key_of(LOG, 3, 2, 1000));
    put_one(store, key_of(OTHER, 4, 1, 1000));
    struct hv_key_change extend = {
        .kind = HV_KEYS_EXTEND, .log = LOG, .ends_with = 1, .ends_at = 5000
    };
    assert_int_equal(change_now(store, extend, NULL), HV_OK);
    put_one(store, key_of(LOG, 5, 1, 1000)); /* put later: not extended */
    store->driver->reopen(store);
    load_now(store, &load, LOG);
    assert_int_equal(load.count, 4);
    assert_int_equal(find(&load, id_of(7, 1))->ends_at, 5000);
    assert_int_equal(find(&load, id_of(7, 2))->ends_at, 5000);
    assert_int_equal(find(&load, id_of(7, 3))->ends_at, 1000);
    assert_int_equal(find(&load, id_of(7, 5))->ends_at, 1000);
    assert_int_equal(change_now(store, sweep(5000), &swept), HV_OK);
    assert_int_equal(swept, 3);
}

static void sweeping_takes_what_ended_before(void **state)
{
    struct store *store = *state;
    struct hv_wrapped_key keys[] = { key_of(LOG, 1, 1, 999), key_of(LOG, 2, 1, 1000),
                                     key_of(OTHER, 3, 1, 1001),
                                     key_of(OTHER, 4, 1, HV_KEY_WITHOUT_END),
                                     key_of(LOG, 5, 1, INT64_MIN) };
    struct load_call load;
    uint64_t swept;

    assert_int_equal(change_now(store, put(keys, 5), NULL), HV_OK);
    assert_int_equal(change_now(store, sweep(1000), &swept), HV_OK);
    assert_int_equal(swept, 2);
    assert_false(holds_key(store, &keys[0]));
    assert_false(holds_key(store, &keys[4]));
    assert_true(holds_key(store, &keys[1]));
    load_now(store, &load, LOG);
    assert_int_equal(load.count, 1);
    assert_true(hv_id_equal(load.keys[0].id, keys[1].id));
    assert_int_equal(change_now(store, sweep(INT64_MAX), &swept), HV_OK);
    assert_int_equal(swept, 2);
    load_now(store, &load, OTHER);
    assert_int_equal(load.count, 1);
    assert_int_equal(load.keys[0].ends_at, HV_KEY_WITHOUT_END);
}

static void a_sweep_of_thousands_is_counted_whole(void **state)
{
    enum {
        COUNT = 3000
    };
    struct store *store = *state;
    struct hv_wrapped_key *keys = calloc(COUNT, sizeof *keys);
    uint64_t swept;

    assert_non_null(keys);
    for (uint32_t i = 0; i < COUNT; i++) {
        keys[i] = key_of(LOG, i, 1, i);
    }
    assert_int_equal(change_now(store, put(keys, COUNT), NULL), HV_OK);
    assert_int_equal(change_now(store, sweep(2500), &swept), HV_OK);
    assert_int_equal(swept, 2500);
    for (uint32_t i = 0; i < COUNT; i += 111) {
        assert_int_equal(store->driver->holds(store, keys[i].wrapped, 72), i >= 2500);
    }
    free(keys);
}

/* Asked without waiting: what is destroyed after a put, and put after that, comes out in that
 * order. */
static void changes_keep_their_order(void **state)
{
    struct store *store = *state;
    struct hv_wrapped_key first = key_of(LOG, 1, 1, 1000);
    struct hv_wrapped_key second = key_of(LOG, 1, 9, 2000);
    struct change_call calls[5];
    struct load_call loads[2];

    ask_change(store, &calls[0], put(&first, 1));
    ask_change(store, &calls[1], destroy(&first.id, 1));
    ask_change(store, &calls[2], put(&second, 1));
    ask_load(store, &loads[0], LOG);
    ask_change(store, &calls[3], destroy(&second.id, 1));
    ask_load(store, &loads[1], LOG);
    ask_change(store, &calls[4], sweep(9999));
    store_wait(store, &calls[4].answers, 1);
    for (uint32_t i = 0; i < 5; i++) {
        assert_int_equal(calls[i].answers, 1);
        assert_int_equal(calls[i].code, HV_OK);
    }
    assert_int_equal(calls[1].swept, 1);
    assert_int_equal(loads[0].count, 1);
    assert_int_equal(loads[0].keys[0].ends_with, 9);
    assert_int_equal(loads[1].count, 0);
    assert_int_equal(calls[4].swept, 0);
}

/* The promise is that the key is there before the record; so no key, no record. */
static void a_failed_put_takes_the_appends_asked_after_it(void **state)
{
    struct store *store = *state;
    struct hv_wrapped_key key = key_of(LOG, 1, 1, 1000);
    struct change_call change;
    struct append_call append;
    struct read_call read;

    store->driver->trouble(store, TROUBLE_KEYS_FULL);
    ask_change(store, &change, put(&key, 1));
    ask_append(store, &append, LOG, 0, id_of(1, 1), text("sealed with that key"));
    store_wait(store, &change.answers, 1);
    store_wait(store, &append.answers, 1);
    assert_int_equal(change.code, HV_EFULL);
    assert_int_equal(append.code, HV_EFULL);
    read_now(store, &read, LOG, 0, 10);
    assert_int_equal(read.code, HV_ENOTFOUND);
    put_one(store, key);
    assert_int_equal(append_now(store, LOG, 0, id_of(1, 1), text("now"), NULL), HV_OK);
}

#define TEST(test)                                     \
    {                                                  \
#test, test, suite_setup, suite_teardown, NULL \
    }

int keystore_suite(const struct driver *driver)
{
    struct CMUnitTest tests[] = {
        TEST(keys_come_back_by_log),
        TEST(what_is_stored_already_stays),
        TEST(putting_nothing_is_done_at_once),
        TEST(a_destroyed_key_leaves_no_byte),
        TEST(no_copy_stays_behind_after_much_coming_and_going),
        TEST(extending_moves_one_class_of_one_log),
        TEST(sweeping_takes_what_ended_before),
        TEST(a_sweep_of_thousands_is_counted_whole),
        TEST(changes_keep_their_order),
        TEST(a_failed_put_takes_the_appends_asked_after_it),
    };
    char name[64];

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        union {
            const struct driver *driver;
            void *state;
        } initial = { .driver = driver };
        tests[i].initial_state = initial.state;
    }
    (void)snprintf(name, sizeof name, "key store on %s", driver->name);
    return _cmocka_run_group_tests(name, tests, sizeof tests / sizeof tests[0], NULL, NULL);
}
