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

#define LOG id_of(2, 1)

int suite_setup(void **state)
{
    const struct driver *driver = *state;
    struct store *store = malloc(sizeof *store);

    assert_non_null(store);
    store_open(store, driver);
    *state = store;
    return 0;
}

int suite_teardown(void **state)
{
    struct store *store = *state;

    store_free(store);
    free(store);
    return 0;
}

/* ---- Append ---- */

static void the_expected_head_decides(void **state)
{
    static const struct {
        uint64_t expect;
        enum hv_code code;
        uint64_t position;
    } rows[] = {
        { 1, HV_ECONFLICT, 0 }, /* ahead of a log that is not there */
        { 0, HV_OK, 1 },        { 0, HV_ECONFLICT, 1 }, { 2, HV_ECONFLICT, 1 },
        { 1, HV_OK, 2 },        { 2, HV_OK, 3 },        { 1, HV_ECONFLICT, 3 },
        { 4, HV_ECONFLICT, 3 }, { 0, HV_ECONFLICT, 3 }, { UINT64_MAX, HV_ECONFLICT, 3 },
        { 3, HV_OK, 4 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint64_t position = 99;
        enum hv_code code =
            append_now(*state, LOG, rows[i].expect, id_of(1, i), text("record"), &position);
        assert_int_equal(code, rows[i].code);
        assert_int_equal(position, rows[i].position);
    }
}

static void one_of_eight_wins_each_round(void **state)
{
    struct append_call calls[8];
    uint32_t rounds = 1000;

    for (uint32_t round = 0; round < rounds; round++) {
        uint32_t won = 0;
        for (uint32_t i = 0; i < 8; i++) {
            ask_append(*state, &calls[i], LOG, round, id_of(1, round * 8 + i), text("mine"));
        }
        for (uint32_t i = 0; i < 8; i++) {
            store_wait(*state, &calls[i].answers, 1);
            won += calls[i].code == HV_OK ? 1 : 0;
            assert_int_equal(calls[i].code == HV_OK ? HV_ECONFLICT : calls[i].code, HV_ECONFLICT);
            assert_int_equal(calls[i].position, round + 1);
        }
        assert_int_equal(won, 1);
    }
}

static void the_id_decides_before_the_head(void **state)
{
    uint64_t position = 0;

    fill_log(*state, LOG, 0, 5);
    for (uint64_t expect = 0; expect < 8; expect++) {
        enum hv_code code = append_now(*state, LOG, expect, id_of(1, 3), text("again"), &position);
        assert_int_equal(code, HV_EDUPLICATE);
        assert_int_equal(position, 3);
    }
    struct read_call read;
    read_now(*state, &read, LOG, 0, 10);
    assert_filled(&read.records, 1, 5);
    kept_free(&read.records);
}

static void an_id_twice_at_once_is_stored_once(void **state)
{
    struct append_call calls[3];

    for (uint32_t i = 0; i < 3; i++) {
        ask_append(*state, &calls[i], LOG, 0, id_of(1, 1), text("only one"));
    }
    for (uint32_t i = 0; i < 3; i++) {
        store_wait(*state, &calls[i].answers, 1);
        assert_int_equal(calls[i].code, i == 0 ? HV_OK : HV_EDUPLICATE);
        assert_int_equal(calls[i].position, 1);
    }
}

static void an_id_is_known_long_after_and_after_reopening(void **state)
{
    struct store *store = *state;
    uint32_t many = getenv("HV_TEST_FULL") != NULL ? 100000 : store->driver->many;
    uint64_t position = 0;

    fill_log(store, LOG, 0, many);
    assert_int_equal(append_now(store, LOG, 0, id_of(1, 1), text("x"), &position), HV_EDUPLICATE);
    assert_int_equal(position, 1);
    store->driver->reopen(store);
    assert_int_equal(append_now(store, LOG, 7, id_of(1, 2), text("x"), &position), HV_EDUPLICATE);
    assert_int_equal(position, 2);
    fill_log(store, LOG, many, 10);
}

static void ids_count_within_their_log(void **state)
{
    uint64_t position = 0;

    for (uint64_t log = 0; log < 20; log++) {
        enum hv_code code =
            append_now(*state, id_of(2, log), 0, id_of(1, 1), text("first"), &position);
        assert_int_equal(code, HV_OK);
        assert_int_equal(position, 1);
    }
}

static void bodies_come_back_as_they_were(void **state)
{
    static const size_t sizes[] = {
        0, 1, 255, 256, 4095, 4096, 4097, 65536, 65537, 999999, HV_JOURNAL_BODY_MAX
    };
    uint8_t *bytes = malloc(HV_JOURNAL_BODY_MAX + 1);
    uint64_t position = 0;

    assert_non_null(bytes);
    for (size_t i = 0; i <= HV_JOURNAL_BODY_MAX; i++) {
        bytes[i] = (uint8_t)(i + i / 256);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct hv_bytes body = { .data = bytes, .size = sizes[i] };
        assert_int_equal(append_now(*state, LOG, i, id_of(1, i), body, NULL), HV_OK);
        struct read_call read;
        read_now(*state, &read, LOG, i, 1);
        assert_int_equal(read.records.count, 1);
        assert_int_equal(read.records.records[0].size, sizes[i]);
        assert_memory_equal(read.records.records[0].bytes, bytes, sizes[i]);
        kept_free(&read.records);
    }
    struct hv_bytes too_big = { .data = bytes, .size = HV_JOURNAL_BODY_MAX + 1 };
    uint64_t head = sizeof sizes / sizeof sizes[0];
    assert_int_equal(append_now(*state, LOG, head, id_of(1, 99), too_big, NULL), HV_ETOOBIG);
    assert_int_equal(append_now(*state, LOG, head, id_of(1, 99), text("fits"), &position), HV_OK);
    assert_int_equal(position, head + 1);
    free(bytes);
}

/* ---- Read ---- */

static void reads_give_what_lies_after(void **state)
{
    static const struct {
        uint64_t after;
        uint32_t max;
        uint32_t count;
    } rows[] = {
        { 0, 1024, 30 }, { 0, 1, 1 },   { 0, 30, 30 }, { 14, 1, 1 },  { 14, 10, 10 },
        { 25, 10, 5 },   { 29, 10, 1 }, { 30, 10, 0 }, { 31, 10, 0 }, { INT64_MAX, 10, 0 }
    };

    fill_log(*state, LOG, 0, 30);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct read_call read;
        read_now(*state, &read, LOG, rows[i].after, rows[i].max);
        assert_int_equal(read.code, HV_OK);
        assert_int_equal(read.head, 30);
        assert_filled(&read.records, rows[i].after + 1, rows[i].count);
        kept_free(&read.records);
    }
}

static void an_unknown_log_is_not_found(void **state)
{
    struct read_call read;

    fill_log(*state, LOG, 0, 1);
    read_now(*state, &read, id_of(2, 2), 0, 10);
    assert_int_equal(read.code, HV_ENOTFOUND);
    assert_int_equal(read.records.count, 0);
}

static void large_records_come_in_several_reads(void **state)
{
    uint8_t *bytes = calloc(1, 300000);
    uint64_t after = 0;
    uint32_t reads = 0;

    assert_non_null(bytes);
    for (uint64_t i = 0; i < 10; i++) {
        struct hv_bytes body = { .data = bytes, .size = 300000 };
        assert_int_equal(append_now(*state, LOG, i, id_of(1, i), body, NULL), HV_OK);
    }
    while (after < 10) {
        struct read_call read;
        read_now(*state, &read, LOG, after, 1024);
        assert_int_equal(read.code, HV_OK);
        assert_int_equal(read.head, 10);
        assert_in_range(read.records.count, 1, 3);
        after += read.records.count;
        reads++;
        kept_free(&read.records);
    }
    assert_in_range(reads, 4, 10);
    free(bytes);
}

/* Eight writers and one reader: what is seen never has a gap, and never goes back. */
static void a_reader_sees_all_below_what_it_sees(void **state)
{
    struct append_call writes[8];
    struct read_call read;
    uint64_t heads[8] = { 0 };
    uint64_t seen = 0;

    for (uint32_t round = 0; round < 200; round++) {
        for (uint32_t i = 0; i < 8; i++) {
            ask_append(*state, &writes[i], LOG, heads[i], id_of(1, round * 8 + i), text("w"));
        }
        ask_read(*state, &read, LOG, 0, 1024);
        for (uint32_t i = 0; i < 8; i++) {
            store_wait(*state, &writes[i].answers, 1);
            heads[i] = writes[i].position;
        }
        store_wait(*state, &read.answers, 1);
        assert_true(read.code == HV_OK);
        assert_true(read.records.count >= seen);
        for (uint32_t i = 0; i < read.records.count; i++) {
            assert_int_equal(read.records.records[i].position, i + 1);
        }
        seen = read.records.count;
        kept_free(&read.records);
    }
    assert_int_equal(seen, 200);
}

/* ---- Follow ---- */

static void followers_see_every_record_once(void **state)
{
    static const uint64_t afters[] = { 0, 0, 1, 1500, 2999, 3000 };
    enum {
        COUNT = sizeof afters / sizeof afters[0]
    };
    struct follow_call follows[COUNT] = { { .unfollow_at = 0 } };

    fill_log(*state, LOG, 0, 3000);
    for (uint32_t i = 0; i < COUNT; i++) {
        ask_follow(*state, &follows[i], LOG, afters[i]);
    }
    fill_log(*state, LOG, 3000, 2000); /* while the followers catch up */
    for (uint32_t i = 0; i < COUNT; i++) {
        store_wait(*state, &follows[i].records.count, (uint32_t)(5000 - afters[i]));
        store_wait(*state, &follows[i].state_count, 1);
        assert_int_equal(follows[i].states[0], HV_OK);
    }
    fill_log(*state, LOG, 5000, 10); /* now that they are live */
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_filled(&follows[i].records, afters[i] + 1, (uint32_t)(5010 - afters[i]));
        assert_int_equal(follows[i].state_count, 1);
        ask_unfollow(*state, &follows[i]);
        kept_free(&follows[i].records);
    }
}

static void following_from_ahead_waits_for_that_position(void **state)
{
    struct follow_call follow = { .unfollow_at = 0 };

    fill_log(*state, LOG, 0, 3);
    ask_follow(*state, &follow, LOG, 5);
    store_wait(*state, &follow.state_count, 1);
    assert_int_equal(follow.states[0], HV_OK);
    fill_log(*state, LOG, 3, 4);
    store_settle(*state);
    assert_filled(&follow.records, 6, 2);
    ask_unfollow(*state, &follow);
    kept_free(&follow.records);
}

static void an_unknown_log_is_live_at_once(void **state)
{
    struct follow_call follow = { .unfollow_at = 0 };

    ask_follow(*state, &follow, LOG, 0);
    store_wait(*state, &follow.state_count, 1);
    assert_int_equal(follow.states[0], HV_OK);
    assert_int_equal(follow.records.count, 0);
    fill_log(*state, id_of(2, 2), 0, 5); /* another log's records are not its own */
    fill_log(*state, LOG, 0, 5);
    store_settle(*state);
    assert_filled(&follow.records, 1, 5);
    ask_unfollow(*state, &follow);
    kept_free(&follow.records);
}

static void after_unfollow_nothing_comes(void **state)
{
    struct follow_call replaying = { .unfollow_at = 0 };
    struct follow_call live = { .unfollow_at = 0 };
    struct append_call append;

    fill_log(*state, LOG, 0, 100);
    ask_follow(*state, &live, LOG, 0);
    store_wait(*state, &live.state_count, 1);
    ask_follow(*state, &replaying, LOG, 0);
    ask_unfollow(*state, &replaying);
    ask_append(*state, &append, LOG, 100, id_of(1, 101), text("unseen"));
    ask_unfollow(*state, &live);
    store_wait(*state, &append.answers, 1);
    store_settle(*state);
    assert_int_equal(replaying.records.count, 0);
    assert_int_equal(replaying.state_count, 0);
    assert_int_equal(live.records.count, 100);
    assert_int_equal(live.state_count, 1);
    kept_free(&live.records);
}

static void a_follower_may_leave_in_its_callback(void **state)
{
    static const uint32_t leaving_at[] = { 1, 7, 50, 51, 60 };
    enum {
        COUNT = sizeof leaving_at / sizeof leaving_at[0]
    };
    struct follow_call follows[COUNT];

    fill_log(*state, LOG, 0, 50);
    for (uint32_t i = 0; i < COUNT; i++) {
        follows[i].unfollow_at = leaving_at[i];
        ask_follow(*state, &follows[i], LOG, 0);
    }
    store_settle(*state);
    fill_log(*state, LOG, 50, 50);
    store_settle(*state);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_filled(&follows[i].records, 1, leaving_at[i]);
        kept_free(&follows[i].records);
    }
}

static void the_same_structure_follows_again(void **state)
{
    struct follow_call follow = { .unfollow_at = 0 };

    fill_log(*state, LOG, 0, 20);
    for (uint32_t round = 0; round < 3; round++) {
        ask_follow(*state, &follow, LOG, 10);
        ask_unfollow(*state, &follow);
        ask_follow(*state, &follow, LOG, 15);
        store_wait(*state, &follow.state_count, 1);
        assert_filled(&follow.records, 16, 5);
        ask_unfollow(*state, &follow);
        kept_free(&follow.records);
    }
}

/* ---- End ---- */

static void a_sealed_log_is_read_and_not_written(void **state)
{
    struct store *store = *state;
    struct follow_call live = { .unfollow_at = 0 };
    struct follow_call late = { .unfollow_at = 0 };
    struct read_call read;
    uint64_t position = 0;

    fill_log(store, LOG, 0, 5);
    ask_follow(store, &live, LOG, 0);
    store_wait(store, &live.state_count, 1);
    assert_int_equal(end_now(store, LOG, HV_END_SEAL), HV_OK);
    assert_int_equal(end_now(store, LOG, HV_END_SEAL), HV_OK);
    store->driver->reopen(store);
    assert_int_equal(append_now(store, LOG, 5, id_of(1, 6), text("no"), NULL), HV_EGONE);
    assert_int_equal(append_now(store, LOG, 5, id_of(1, 2), text("x"), &position), HV_EDUPLICATE);
    assert_int_equal(position, 2);
    read_now(store, &read, LOG, 0, 10);
    assert_filled(&read.records, 1, 5);
    kept_free(&read.records);
    assert_int_equal(live.states[1], HV_EGONE);
    assert_int_equal(live.state_count >= 2, 1);
    kept_free(&live.records);
    ask_follow(store, &late, LOG, 2);
    store_wait(store, &late.state_count, 1);
    assert_int_equal(late.states[0], HV_EGONE);
    assert_filled(&late.records, 3, 3);
    kept_free(&late.records);
}

static void an_erased_log_leaves_no_byte(void **state)
{
    static const char canary[] = "canary-c0ffee-0123456789-abcdefghijklmnopqrstuvwxyz";
    struct store *store = *state;
    struct follow_call live = { .unfollow_at = 0 };
    struct follow_call late = { .unfollow_at = 0 };
    struct read_call read;

    fill_log(store, id_of(2, 2), 0, 200);
    for (uint64_t i = 0; i < 100; i++) {
        assert_int_equal(append_now(store, LOG, i, id_of(1, i), text(canary), NULL), HV_OK);
    }
    assert_true(store->driver->holds(store, canary, sizeof canary - 1));
    ask_follow(store, &live, LOG, 100);
    store_wait(store, &live.state_count, 1);
    assert_int_equal(end_now(store, LOG, HV_END_ERASE), HV_OK);
    assert_false(store->driver->holds(store, canary, sizeof canary - 1));
    store_wait(store, &live.state_count, 2);
    assert_int_equal(live.states[1], HV_EGONE);
    store->driver->reopen(store);
    assert_false(store->driver->holds(store, canary, sizeof canary - 1));
    read_now(store, &read, LOG, 0, 10);
    assert_int_equal(read.code, HV_ENOTFOUND);
    assert_int_equal(append_now(store, LOG, 100, id_of(1, 1), text("no"), NULL), HV_EGONE);
    assert_int_equal(append_now(store, LOG, 0, id_of(1, 500), text("no"), NULL), HV_EGONE);
    assert_int_equal(end_now(store, LOG, HV_END_ERASE), HV_OK);
    assert_int_equal(end_now(store, LOG, HV_END_SEAL), HV_EGONE);
    ask_follow(store, &late, LOG, 0);
    store_wait(store, &late.state_count, 1);
    assert_int_equal(late.states[0], HV_EGONE);
    read_now(store, &read, id_of(2, 2), 0, 1024);
    assert_filled(&read.records, 1, 200);
    kept_free(&read.records);
}

enum {
    GROWN_LOGS = 30,
    GROWN_RECORDS = 80,
    GROWING_AT_ONCE = 6
};

struct grown {
    uint32_t counts[GROWN_LOGS];
    uint8_t samples[GROWN_LOGS][GROWN_RECORDS][16]; /* a part of each body */
};

static void grow(struct store *store, struct grown *grown, uint32_t log, struct dice *dice)
{
    uint32_t record = grown->counts[log]++;
    uint8_t bytes[900];
    struct hv_bytes body = { .data = bytes, .size = 16 + roll_below(dice, 884) };

    for (size_t i = 0; i < body.size; i++) {
        bytes[i] = (uint8_t)roll(dice);
    }
    memcpy(grown->samples[log][record], bytes + roll_below(dice, (uint32_t)body.size - 15), 16);
    enum hv_code code = append_now(store, id_of(2, log), record, id_of(1, record), body, NULL);
    assert_int_equal(code, HV_OK);
}

static void assert_holds(struct store *store, const struct grown *grown, uint32_t log, bool holds)
{
    for (uint32_t record = 0; record < grown->counts[log]; record++) {
        assert_int_equal(store->driver->holds(store, grown->samples[log][record], 16), holds);
    }
}

/* Logs grow through each other, and go in another order than they came. */
static void an_erased_log_leaves_no_byte_between_others(void **state)
{
    struct store *store = *state;
    struct grown *grown = calloc(1, sizeof *grown);
    struct dice dice = { .state = 4711 };
    uint32_t growing[GROWING_AT_ONCE] = { 0, 1, 2, 3, 4, 5 };
    uint32_t next = GROWING_AT_ONCE;

    print_message("seed 4711\n");
    assert_non_null(grown);
    while (next < GROWN_LOGS) {
        uint32_t lane = roll_below(&dice, GROWING_AT_ONCE);
        uint32_t log = growing[lane];
        grow(store, grown, log, &dice);
        if (grown->counts[log] == GROWN_RECORDS || roll_below(&dice, 60) == 0) {
            assert_holds(store, grown, log, true);
            assert_int_equal(end_now(store, id_of(2, log), HV_END_ERASE), HV_OK);
            assert_holds(store, grown, log, false);
            growing[lane] = next++;
        }
    }
    for (uint32_t log = 0; log < GROWN_LOGS; log++) {
        bool is_growing = false;
        for (uint32_t lane = 0; lane < GROWING_AT_ONCE; lane++) {
            is_growing = is_growing || growing[lane] == log;
        }
        assert_holds(store, grown, log, is_growing);
    }
    store->driver->reopen(store); /* gives back the space */
    assert_holds(store, grown, growing[0], true);
    free(grown);
}

static void ending_what_is_not_there_says_so(void **state)
{
    assert_int_equal(end_now(*state, LOG, HV_END_SEAL), HV_ENOTFOUND);
    assert_int_equal(end_now(*state, LOG, HV_END_ERASE), HV_ENOTFOUND);
}

/* ---- Faults ---- */

static void an_unknown_outcome_is_resolved_by_repeating(void **state)
{
    static const struct {
        enum trouble trouble;
        enum hv_code again;
    } rows[] = { { TROUBLE_LOST, HV_OK }, { TROUBLE_SILENCED, HV_EDUPLICATE } };
    struct store *store = *state;
    uint64_t position = 0;

    fill_log(store, LOG, 0, 3);
    for (uint64_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        store->driver->trouble(store, rows[i].trouble);
        enum hv_code code = append_now(store, LOG, 3 + i, id_of(1, 4 + i), text("one"), NULL);
        assert_int_equal(code, HV_EUNKNOWN);
        code = append_now(store, LOG, 3 + i, id_of(1, 4 + i), text("one"), &position);
        assert_int_equal(code, rows[i].again);
        assert_int_equal(position, 4 + i);
    }
    fill_log(store, LOG, 5, 3);
}

/* Whatever became of it, a follower sees the log as it is: also the record whose author never
 * heard. */
static void followers_look_again_after_an_unknown_outcome(void **state)
{
    struct store *store = *state;
    struct follow_call follow = { .unfollow_at = 0 };

    fill_log(store, LOG, 0, 3);
    ask_follow(store, &follow, LOG, 0);
    store_wait(store, &follow.state_count, 1);
    store->driver->trouble(store, TROUBLE_SILENCED);
    struct hv_bytes body = text("silenced");
    assert_int_equal(append_now(store, LOG, 3, id_of(1, 4), body, NULL), HV_EUNKNOWN);
    store_wait(store, &follow.state_count, 3);
    assert_int_equal(follow.states[1], HV_EUNKNOWN);
    assert_int_equal(follow.states[2], HV_OK);
    assert_int_equal(follow.records.count, 4);
    assert_int_equal(follow.records.records[3].size, body.size);
    fill_log(store, LOG, 4, 3);
    assert_int_equal(follow.records.count, 7);
    ask_unfollow(store, &follow);
    kept_free(&follow.records);
}

static void a_full_disk_says_so_and_heals(void **state)
{
    struct store *store = *state;
    struct read_call read;

    fill_log(store, LOG, 0, 5);
    store->driver->trouble(store, TROUBLE_FULL);
    assert_int_equal(append_now(store, LOG, 5, id_of(1, 6), text("no room"), NULL), HV_EFULL);
    read_now(store, &read, LOG, 0, 10);
    assert_filled(&read.records, 1, 5);
    kept_free(&read.records);
    fill_log(store, LOG, 5, 5);
    store->driver->reopen(store);
    read_now(store, &read, LOG, 0, 20);
    assert_filled(&read.records, 1, 10);
    kept_free(&read.records);
}

static void a_full_queue_is_busy_and_nothing_is_lost(void **state)
{
    enum {
        COUNT = 10000,
        FIT = 8192
    };
    struct append_call *calls = calloc(COUNT, sizeof *calls);
    uint32_t stored = 0;
    uint32_t busy = 0;

    assert_non_null(calls);
    for (uint32_t i = 0; i < COUNT; i++) {
        ask_append(*state, &calls[i], LOG, i, id_of(1, i), text("queued"));
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        store_wait(*state, &calls[i].answers, 1);
        stored += calls[i].code == HV_OK ? 1 : 0;
        busy += calls[i].code == HV_EBUSY ? 1 : 0;
    }
    assert_int_equal(stored, FIT);
    assert_int_equal(busy, COUNT - FIT);
    assert_int_equal(append_now(*state, LOG, FIT, id_of(1, FIT), text("again"), NULL), HV_OK);
    free(calls);
}

static void the_queue_is_bounded_in_bytes(void **state)
{
    enum {
        COUNT = 12
    };
    struct append_call calls[COUNT];
    uint8_t *bytes = calloc(1, HV_JOURNAL_BODY_MAX);
    uint32_t stored = 0;

    assert_non_null(bytes);
    for (uint32_t i = 0; i < COUNT; i++) {
        struct hv_bytes body = { .data = bytes, .size = HV_JOURNAL_BODY_MAX };
        ask_append(*state, &calls[i], LOG, i, id_of(1, i), body);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        store_wait(*state, &calls[i].answers, 1);
        assert_int_equal(calls[i].code, i < 8 ? HV_OK : HV_EBUSY);
        stored += calls[i].code == HV_OK ? 1 : 0;
    }
    assert_int_equal(stored, 8);
    free(bytes);
}

/* ---- Close ---- */

/* The same on every store: one answer for each request, none after the last. */
static void closing_answers_everyone_once(void **state)
{
    enum {
        COUNT = 300
    };
    struct store *store = *state;
    struct append_call appends[COUNT + 1];
    struct read_call reads[2];
    struct end_call end;
    struct change_call change;
    struct load_call load;
    struct follow_call live = { .unfollow_at = 0 };
    struct follow_call replaying = { .unfollow_at = 0 };
    struct follow_call late = { .unfollow_at = 0 };
    bool closed = false;

    fill_log(store, LOG, 0, 5);
    ask_follow(store, &live, LOG, 0);
    store_wait(store, &live.state_count, 1);
    for (uint32_t i = 0; i < COUNT; i++) {
        ask_append(store, &appends[i], LOG, 5 + i, id_of(1, 6 + i), text("last"));
    }
    ask_read(store, &reads[0], LOG, 0, 10);
    ask_follow(store, &replaying, LOG, 0);
    store->driver->start_close(store, &closed);
    if (!closed) {
        ask_append(store, &appends[COUNT], LOG, 5, id_of(1, 999), text("too late"));
        ask_read(store, &reads[1], LOG, 0, 10);
        ask_end(store, &end, LOG, HV_END_SEAL);
        ask_change(store, &change, (struct hv_key_change){ .kind = HV_KEYS_SWEEP });
        ask_load(store, &load, LOG);
        ask_follow(store, &late, LOG, 0);
        while (!closed) {
            assert_true(store->driver->turn(store));
        }
        assert_int_equal(appends[COUNT].code, HV_ECLOSED);
        assert_int_equal(reads[1].code, HV_ECLOSED);
        assert_int_equal(end.code, HV_ECLOSED);
        assert_int_equal(change.code, HV_ECLOSED);
        assert_int_equal(load.code, HV_ECLOSED);
        assert_int_equal(late.states[late.state_count - 1], HV_ECLOSED);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(appends[i].answers, 1);
        assert_int_equal(appends[i].code, HV_OK);
    }
    assert_int_equal(reads[0].answers, 1);
    assert_int_equal(live.states[live.state_count - 1], HV_ECLOSED);
    assert_int_equal(live.records.count, 305);
    assert_int_equal(replaying.states[replaying.state_count - 1], HV_ECLOSED);
    kept_free(&reads[0].records);
    kept_free(&live.records);
    kept_free(&replaying.records);
    kept_free(&late.records);
}

#define TEST(test)                                     \
    {                                                  \
#test, test, suite_setup, suite_teardown, NULL \
    }

int journal_suite(const struct driver *driver)
{
    struct CMUnitTest tests[] = {
        TEST(the_expected_head_decides),
        TEST(one_of_eight_wins_each_round),
        TEST(the_id_decides_before_the_head),
        TEST(an_id_twice_at_once_is_stored_once),
        TEST(an_id_is_known_long_after_and_after_reopening),
        TEST(ids_count_within_their_log),
        TEST(bodies_come_back_as_they_were),
        TEST(reads_give_what_lies_after),
        TEST(an_unknown_log_is_not_found),
        TEST(large_records_come_in_several_reads),
        TEST(a_reader_sees_all_below_what_it_sees),
        TEST(followers_see_every_record_once),
        TEST(following_from_ahead_waits_for_that_position),
        TEST(an_unknown_log_is_live_at_once),
        TEST(after_unfollow_nothing_comes),
        TEST(a_follower_may_leave_in_its_callback),
        TEST(the_same_structure_follows_again),
        TEST(a_sealed_log_is_read_and_not_written),
        TEST(an_erased_log_leaves_no_byte),
        TEST(an_erased_log_leaves_no_byte_between_others),
        TEST(ending_what_is_not_there_says_so),
        TEST(an_unknown_outcome_is_resolved_by_repeating),
        TEST(followers_look_again_after_an_unknown_outcome),
        TEST(a_full_disk_says_so_and_heals),
        TEST(a_full_queue_is_busy_and_nothing_is_lost),
        TEST(the_queue_is_bounded_in_bytes),
        TEST(closing_answers_everyone_once),
    };
    char name[64];

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        union {
            const struct driver *driver;
            void *state;
        } initial = { .driver = driver };
        tests[i].initial_state = initial.state;
    }
    (void)snprintf(name, sizeof name, "journal on %s", driver->name);
    return _cmocka_run_group_tests(name, tests, sizeof tests / sizeof tests[0], NULL, NULL);
}
