/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/contract/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct hv_id ledger_log(uint32_t log)
{
    return id_of(2, log);
}

struct hv_id ledger_id(uint64_t number)
{
    return id_of(1, number);
}

static uint64_t number_of(struct hv_id id)
{
    uint64_t number;

    memcpy(&number, id.b + 8, sizeof number);
    return number;
}

struct hv_wrapped_key ledger_key(uint64_t number)
{
    return key_of(id_of(2, 100), number, 1, 1000);
}

struct hv_bytes ledger_body(uint64_t number, uint8_t *bytes)
{
    struct dice dice = { .state = number * 31 + 7 };
    size_t size = roll_below(&dice, LEDGER_BODY);

    for (size_t i = 0; i < size; i++) {
        bytes[i] = (uint8_t)roll(&dice);
    }
    return (struct hv_bytes){ .data = bytes, .size = size };
}

static void
check_record(const struct ledger *ledger, uint32_t log, const struct kept *kept, uint64_t *seen_at)
{
    uint64_t number = number_of(kept->id);
    uint8_t bytes[LEDGER_BODY];

    assert_true(number < ledger->count);
    const struct promise *promise = &ledger->promises[number];
    struct hv_bytes body = ledger_body(number, bytes);
    assert_true(promise->asked);
    assert_int_equal(promise->log, log);
    assert_int_equal(seen_at[number], 0);
    assert_int_equal(kept->size, body.size);
    assert_memory_equal(kept->bytes, body.data, body.size);
    seen_at[number] = kept->position;
}

static void
check_log(const struct ledger *ledger, struct store *store, uint32_t log, uint64_t *seen_at)
{
    uint64_t head = 1;

    for (uint64_t at = 0; at < head;) {
        struct read_call read;
        read_now(store, &read, ledger_log(log), at, 1024);
        assert_true(read.code == HV_OK || (read.code == HV_ENOTFOUND && at == 0));
        for (uint32_t i = 0; i < read.records.count; i++) {
            assert_int_equal(read.records.records[i].position, ++at);
            check_record(ledger, log, &read.records.records[i], seen_at);
        }
        head = read.head;
        kept_free(&read.records);
    }
}

static void
check_key(const struct ledger *ledger, uint32_t number, bool is_there, bool record_is_there)
{
    enum key_fate fate = ledger->promises[number].key;

    if (fate == KEY_STORED || (record_is_there && fate == KEY_ASKED)) {
        assert_true(is_there);
    }
    if (fate == KEY_DESTROYED) {
        assert_false(is_there);
    }
}

/* Looking through every byte takes its time: some of the destroyed keys, others each time. */
static void check_destroyed(const struct ledger *ledger, struct store *store)
{
    static uint32_t first;
    uint32_t looked = 0;

    for (uint32_t i = 0; i < ledger->count && looked < 12; i++) {
        uint32_t number = (first + i) % ledger->count;
        if (ledger->promises[number].key == KEY_DESTROYED) {
            struct hv_wrapped_key key = ledger_key(number);
            assert_false(store->driver->holds(store, key.wrapped, 16));
            assert_false(store->driver->holds(store, key.wrapped + 40, 16));
            looked++;
        }
    }
    first += 37;
}

struct loaded {
    struct hv_key_load request;
    uint32_t answers;
    bool is_there[LEDGER_MAX];
};

static void on_loaded(struct hv_key_load *request,
                      enum hv_code code,
                      const struct hv_wrapped_key *keys,
                      uint32_t count)
{
    struct loaded *loaded = request->data;

    assert_int_equal(code, HV_OK);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t number = number_of(keys[i].id);
        struct hv_wrapped_key key = ledger_key(number);
        assert_true(number < LEDGER_MAX);
        assert_memory_equal(keys[i].wrapped, key.wrapped, sizeof key.wrapped);
        loaded->is_there[number] = true;
    }
    loaded->answers++;
}

void ledger_check(const struct ledger *ledger, struct store *store)
{
    uint64_t *seen_at = calloc(LEDGER_MAX, sizeof *seen_at);
    struct loaded *loaded = calloc(1, sizeof *loaded);

    assert_non_null(seen_at);
    assert_non_null(loaded);
    for (uint32_t log = 0; log < LEDGER_LOGS; log++) {
        check_log(ledger, store, log, seen_at);
    }
    loaded->request =
        (struct hv_key_load){ .log = id_of(2, 100), .on_loaded = on_loaded, .data = loaded };
    store->keystore->load(store->keystore, &loaded->request);
    store_wait(store, &loaded->answers, 1);
    for (uint32_t i = 0; i < ledger->count; i++) {
        const struct promise *promise = &ledger->promises[i];
        if (promise->acknowledged) {
            assert_int_equal(seen_at[i], promise->position);
        }
        if (promise->has_key) {
            check_key(ledger, i, loaded->is_there[i], seen_at[i] != 0);
        }
    }
    check_destroyed(ledger, store);
    free(loaded);
    free(seen_at);
}
