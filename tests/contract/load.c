/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/contract/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void ask(struct lane *lane);
static void go_on(struct lane *lane);

static struct promise *promise_of(const struct lane *lane)
{
    return &lane->load->ledger->promises[lane->number];
}

static void tell(const struct lane *lane)
{
    if (lane->load->on_news != NULL) {
        lane->load->on_news(lane->load->data, lane->number);
    }
}

static void count_answer(struct lane *lane, enum hv_code code)
{
    lane->load->answers++;
    if (code != HV_OK && code != HV_EDUPLICATE) {
        lane->load->failures++;
    }
}

static void on_append(struct hv_append *append, enum hv_code code, uint64_t position)
{
    struct lane *lane = append->data;
    struct promise *promise = promise_of(lane);

    count_answer(lane, code);
    lane->is_appending = false;
    assert_int_not_equal(code, HV_ECONFLICT);
    if (code == HV_OK || code == HV_EDUPLICATE) {
        promise->acknowledged = true;
        promise->position = position;
        lane->head = position;
        tell(lane);
    }
    go_on(lane);
}

static void on_put(struct hv_key_change *change, enum hv_code code, uint64_t swept)
{
    struct lane *lane = change->data;

    (void)swept;
    count_answer(lane, code);
    lane->is_putting = false;
    if (code == HV_OK) {
        promise_of(lane)->key = KEY_STORED;
        tell(lane);
    }
    go_on(lane);
}

static void on_destroyed(struct hv_key_change *change, enum hv_code code, uint64_t swept)
{
    struct lane *lane = change->data;

    (void)swept;
    count_answer(lane, code);
    lane->is_destroying = false;
    if (code == HV_OK) {
        promise_of(lane)->key = KEY_DESTROYED;
        tell(lane);
    }
    go_on(lane);
}

static void ask_put(struct lane *lane)
{
    struct hv_keystore *keystore = lane->load->store->keystore;

    lane->is_putting = true;
    lane->key = ledger_key(lane->number);
    lane->put = (struct hv_key_change){
        .kind = HV_KEYS_PUT, .keys = &lane->key, .count = 1, .on_done = on_put, .data = lane
    };
    keystore->change(keystore, &lane->put);
}

static void ask_destroy(struct lane *lane)
{
    struct hv_keystore *keystore = lane->load->store->keystore;

    promise_of(lane)->key = KEY_DESTROY_ASKED;
    tell(lane);
    lane->is_destroying = true;
    lane->destroyed = ledger_key(lane->number).id;
    lane->destroy = (struct hv_key_change){ .kind = HV_KEYS_DESTROY,
                                            .ids = &lane->destroyed,
                                            .count = 1,
                                            .on_done = on_destroyed,
                                            .data = lane };
    keystore->change(keystore, &lane->destroy);
}

static void ask_append_of(struct lane *lane)
{
    struct hv_journal *journal = lane->load->store->journal;
    const struct promise *promise = promise_of(lane);
    uint8_t bytes[LEDGER_BODY];

    lane->is_appending = true;
    lane->append = (struct hv_append){ .log = ledger_log(lane->log),
                                       .expect = promise->expect,
                                       .id = promise->id,
                                       .body = ledger_body(lane->number, bytes),
                                       .on_done = on_append,
                                       .data = lane };
    journal->append(journal, &lane->append);
}

/* Whatever the promise still lacks: its key first, then its record, then the key's end. */
static void ask(struct lane *lane)
{
    struct promise *promise = promise_of(lane);

    if (promise->has_key && promise->key <= KEY_ASKED) {
        promise->key = KEY_ASKED;
        tell(lane);
        ask_put(lane);
    }
    if (!promise->acknowledged) {
        promise->asked = true;
        tell(lane);
        ask_append_of(lane);
    } else if (promise->key == KEY_STORED || promise->key == KEY_DESTROY_ASKED) {
        ask_destroy(lane);
    }
}

static bool is_fulfilled(const struct lane *lane)
{
    const struct promise *promise = promise_of(lane);
    bool keeps_key = lane->number % 3 == 0;

    return promise->acknowledged && (!promise->has_key || promise->key == KEY_DESTROYED ||
                                     (promise->key == KEY_STORED && keeps_key));
}

static void start_next(struct lane *lane)
{
    struct load *load = lane->load;

    lane->is_busy = !load->is_stopped && load->ledger->count < LEDGER_MAX;
    if (!lane->is_busy) {
        return;
    }
    lane->number = load->ledger->count++;
    *promise_of(lane) = (struct promise){
        .log = lane->log,
        .expect = lane->head,
        .id = ledger_id(lane->number),
        .has_key = roll_below(&load->dice, 4) == 0,
    };
    ask(lane);
}

static void go_on(struct lane *lane)
{
    if (lane->is_appending || lane->is_putting || lane->is_destroying) {
        return;
    }
    if (is_fulfilled(lane)) {
        start_next(lane);
    } else {
        ask(lane);
    }
}

void load_init(struct load *load)
{
    for (uint32_t log = 0; log < LEDGER_LOGS; log++) {
        struct read_call read;
        read_now(load->store, &read, ledger_log(log), 0, 1);
        load->lanes[log] = (struct lane){ .load = load, .log = log, .head = read.head };
        kept_free(&read.records);
    }
}

void load_start(struct load *load)
{
    for (uint32_t log = 0; log < LEDGER_LOGS; log++) {
        if (!load->lanes[log].is_busy) {
            start_next(&load->lanes[log]);
        }
    }
}

void load_ask_again(struct load *load)
{
    for (uint32_t log = 0; log < LEDGER_LOGS; log++) {
        struct lane *lane = &load->lanes[log];
        lane->is_appending = lane->is_putting = lane->is_destroying = false;
        if (lane->is_busy) {
            go_on(lane);
        }
    }
}

void load_finish(struct load *load)
{
    load->is_stopped = true;
    for (uint32_t log = 0; log < LEDGER_LOGS; log++) {
        while (load->lanes[log].is_busy) {
            assert_true(load->store->driver->turn(load->store));
        }
    }
}
