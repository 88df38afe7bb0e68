/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/contract/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint32_t appends_answered;

void store_open(struct store *store, const struct driver *driver)
{
    *store = (struct store){ .driver = driver, .thread = pthread_self() };
    driver->open(store);
}

void store_free(struct store *store)
{
    store->driver->free(store);
}

void store_wait(struct store *store, const uint32_t *count, uint32_t wanted)
{
    while (*count < wanted) {
        assert_true(store->driver->turn(store));
    }
}

static void check_rules(const struct store *store)
{
    assert_false(store->in_call);
    assert_true(pthread_equal(store->thread, pthread_self()));
}

static void keep(struct kept_list *list, const struct hv_stored *stored)
{
    if (list->count == list->room) {
        list->room = 2 * list->room + 16;
        list->records = realloc(list->records, list->room * sizeof *list->records);
        assert_non_null(list->records);
    }
    struct kept *to = &list->records[list->count++];
    *to = (struct kept){ .position = stored->position,
                         .id = stored->id,
                         .bytes = malloc(stored->body.size + 1),
                         .size = stored->body.size };
    assert_non_null(to->bytes);
    if (to->size > 0) {
        memcpy(to->bytes, stored->body.data, to->size);
    }
}

void store_settle(struct store *store)
{
    for (int i = 0; i < 4; i++) {
        struct read_call call;
        read_now(store, &call, id_of(0xee, 0), 0, 1);
        assert_int_equal(call.code, HV_ENOTFOUND);
    }
}

void kept_free(struct kept_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        free(list->records[i].bytes);
    }
    free(list->records);
    *list = (struct kept_list){ 0 };
}

static void on_append(struct hv_append *request, enum hv_code code, uint64_t position)
{
    struct append_call *call = request->data;

    check_rules(call->store);
    call->answers++;
    assert_int_equal(call->answers, 1);
    call->code = code;
    call->position = position;
    call->order = ++appends_answered;
}

void ask_append(struct store *store,
                struct append_call *call,
                struct hv_id log,
                uint64_t expect,
                struct hv_id id,
                struct hv_bytes body)
{
    /* The bytes are the store's to copy: they are gone when the call returns. */
    uint8_t *own = malloc(body.size + 1);

    assert_non_null(own);
    if (body.size > 0) {
        memcpy(own, body.data, body.size);
    }
    *call = (struct append_call){ .store = store };
    call->request = (struct hv_append){ .log = log,
                                        .expect = expect,
                                        .id = id,
                                        .body = { .data = own, .size = body.size },
                                        .on_done = on_append,
                                        .data = call };
    store->in_call = true;
    store->journal->append(store->journal, &call->request);
    store->in_call = false;
    free(own);
}

static void on_read(struct hv_read *request,
                    enum hv_code code,
                    const struct hv_stored *records,
                    uint32_t count,
                    uint64_t head)
{
    struct read_call *call = request->data;

    check_rules(call->store);
    call->answers++;
    assert_int_equal(call->answers, 1);
    call->code = code;
    call->head = head;
    for (uint32_t i = 0; i < count; i++) {
        keep(&call->records, &records[i]);
    }
}

void ask_read(struct store *store,
              struct read_call *call,
              struct hv_id log,
              uint64_t after,
              uint32_t max)
{
    *call = (struct read_call){ .store = store };
    call->request = (struct hv_read){
        .log = log, .after = after, .max = max, .on_read = on_read, .data = call
    };
    store->in_call = true;
    store->journal->read(store->journal, &call->request);
    store->in_call = false;
}

static void on_record(struct hv_follow *request, const struct hv_stored *record)
{
    struct follow_call *call = request->data;

    check_rules(call->store);
    assert_int_equal(record->position, request->after + call->records.count + 1);
    keep(&call->records, record);
    if (call->records.count == call->unfollow_at) {
        call->store->journal->unfollow(call->store->journal, request);
    }
}

static void on_state(struct hv_follow *request, enum hv_code code)
{
    struct follow_call *call = request->data;

    check_rules(call->store);
    assert_in_range(call->state_count, 0, 15);
    call->states[call->state_count++] = code;
}

void ask_follow(struct store *store, struct follow_call *call, struct hv_id log, uint64_t after)
{
    uint32_t unfollow_at = call->unfollow_at;

    *call = (struct follow_call){ .store = store, .unfollow_at = unfollow_at };
    call->request = (struct hv_follow){
        .log = log, .after = after, .on_record = on_record, .on_state = on_state, .data = call
    };
    store->in_call = true;
    store->journal->follow(store->journal, &call->request);
    store->in_call = false;
}

void ask_unfollow(struct store *store, struct follow_call *call)
{
    store->in_call = true;
    store->journal->unfollow(store->journal, &call->request);
    store->in_call = false;
}

static void on_end(struct hv_end *request, enum hv_code code)
{
    struct end_call *call = request->data;

    check_rules(call->store);
    call->answers++;
    assert_int_equal(call->answers, 1);
    call->code = code;
}

void ask_end(struct store *store, struct end_call *call, struct hv_id log, enum hv_end_kind kind)
{
    *call = (struct end_call){ .store = store };
    call->request = (struct hv_end){ .log = log, .kind = kind, .on_done = on_end, .data = call };
    store->in_call = true;
    store->journal->end(store->journal, &call->request);
    store->in_call = false;
}

static void on_change(struct hv_key_change *request, enum hv_code code, uint64_t swept)
{
    struct change_call *call = request->data;

    check_rules(call->store);
    call->answers++;
    assert_int_equal(call->answers, 1);
    call->code = code;
    call->swept = swept;
}

void ask_change(struct store *store, struct change_call *call, struct hv_key_change change)
{
    *call = (struct change_call){ .store = store, .request = change };
    call->request.on_done = on_change;
    call->request.data = call;
    store->in_call = true;
    store->keystore->change(store->keystore, &call->request);
    store->in_call = false;
}

static void on_loaded(struct hv_key_load *request,
                      enum hv_code code,
                      const struct hv_wrapped_key *keys,
                      uint32_t count)
{
    struct load_call *call = request->data;

    check_rules(call->store);
    call->answers++;
    assert_int_equal(call->answers, 1);
    call->code = code;
    call->count = count;
    for (uint32_t i = 0; i < count && i < 64; i++) {
        call->keys[i] = keys[i];
    }
}

void ask_load(struct store *store, struct load_call *call, struct hv_id log)
{
    *call = (struct load_call){ .store = store };
    call->request = (struct hv_key_load){ .log = log, .on_loaded = on_loaded, .data = call };
    store->in_call = true;
    store->keystore->load(store->keystore, &call->request);
    store->in_call = false;
}

enum hv_code append_now(struct store *store,
                        struct hv_id log,
                        uint64_t expect,
                        struct hv_id id,
                        struct hv_bytes body,
                        uint64_t *ret_position)
{
    struct append_call call;

    ask_append(store, &call, log, expect, id, body);
    store_wait(store, &call.answers, 1);
    if (ret_position != NULL) {
        *ret_position = call.position;
    }
    return call.code;
}

void read_now(struct store *store,
              struct read_call *call,
              struct hv_id log,
              uint64_t after,
              uint32_t max)
{
    ask_read(store, call, log, after, max);
    store_wait(store, &call->answers, 1);
}

enum hv_code end_now(struct store *store, struct hv_id log, enum hv_end_kind kind)
{
    struct end_call call;

    ask_end(store, &call, log, kind);
    store_wait(store, &call.answers, 1);
    return call.code;
}

enum hv_code change_now(struct store *store, struct hv_key_change change, uint64_t *ret_swept)
{
    struct change_call call;

    ask_change(store, &call, change);
    store_wait(store, &call.answers, 1);
    if (ret_swept != NULL) {
        *ret_swept = call.swept;
    }
    return call.code;
}

void load_now(struct store *store, struct load_call *call, struct hv_id log)
{
    ask_load(store, call, log);
    store_wait(store, &call->answers, 1);
}

struct hv_id id_of(uint8_t kind, uint64_t number)
{
    struct hv_id id = { .b = { kind } };

    memcpy(id.b + 8, &number, sizeof number);
    return id;
}

struct hv_bytes text(const char *string)
{
    return hv_bytes_from_text(string);
}

static struct hv_bytes body_at(uint64_t position, uint8_t *bytes, size_t room)
{
    struct dice dice = { .state = position };
    size_t size = position % room;

    for (size_t i = 0; i < size; i++) {
        bytes[i] = (uint8_t)roll(&dice);
    }
    return (struct hv_bytes){ .data = bytes, .size = size };
}

#define FILLED_BODY 600

void fill_log(struct store *store, struct hv_id log, uint64_t head, uint32_t count)
{
    enum {
        AT_ONCE = 1000
    };
    struct append_call *calls = calloc(AT_ONCE, sizeof *calls);
    uint8_t bytes[FILLED_BODY];

    assert_non_null(calls);
    for (uint32_t done = 0; done < count;) {
        uint32_t part = count - done < AT_ONCE ? count - done : AT_ONCE;
        for (uint32_t i = 0; i < part; i++) {
            uint64_t position = head + done + i + 1;
            struct hv_bytes body = body_at(position, bytes, sizeof bytes);
            ask_append(store, &calls[i], log, position - 1, id_of(1, position), body);
        }
        for (uint32_t i = 0; i < part; i++) {
            store_wait(store, &calls[i].answers, 1);
            assert_int_equal(calls[i].code, HV_OK);
            assert_int_equal(calls[i].position, head + done + i + 1);
        }
        done += part;
    }
    free(calls);
}

void assert_filled(const struct kept_list *records, uint64_t first, uint32_t count)
{
    uint8_t bytes[FILLED_BODY];

    assert_int_equal(records->count, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct kept *kept = &records->records[i];
        struct hv_bytes body = body_at(first + i, bytes, sizeof bytes);
        assert_int_equal(kept->position, first + i);
        assert_true(hv_id_equal(kept->id, id_of(1, first + i)));
        assert_int_equal(kept->size, body.size);
        assert_memory_equal(kept->bytes, body.data, body.size);
    }
}

struct hv_wrapped_key key_of(struct hv_id log, uint64_t number, uint8_t ends_with, int64_t ends_at)
{
    struct dice dice = { .state = number ^ 0x5bd1e995u };
    struct hv_wrapped_key key = {
        .id = id_of(7, number), .log = log, .ends_with = ends_with, .ends_at = ends_at
    };

    for (size_t i = 0; i < sizeof key.wrapped; i++) {
        key.wrapped[i] = (uint8_t)roll(&dice);
    }
    return key;
}

/* splitmix64 */
uint64_t roll(struct dice *dice)
{
    uint64_t mixed = (dice->state += 0x9e3779b97f4a7c15u);

    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
}

uint32_t roll_below(void *dice, uint32_t n)
{
    return (uint32_t)(roll(dice) % n);
}
