/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Load on a store that writes into a ledger what it was promised: appends to several logs, one
 * under way in each, some with a key that is put just before, without waiting, and destroyed after.
 * What had an unknown outcome is repeated, as a host does.
 */
#ifndef HV_TESTS_CONTRACT_LOAD_H
#define HV_TESTS_CONTRACT_LOAD_H

#include "tests/contract/ledger.h"

/* Called before something is asked and after it was answered, with the promise that it is about. */
typedef void (*load_news)(void *data, uint32_t number);

struct load;

/* One log's requests. */
struct lane {
    struct load *load;
    uint32_t log;
    uint64_t head;
    uint32_t number; /* of the promise under way */
    bool is_busy;    /* with one */
    bool is_appending;
    bool is_putting;
    bool is_destroying;
    struct hv_append append;
    struct hv_key_change put;
    struct hv_wrapped_key key;
    struct hv_key_change destroy;
    struct hv_id destroyed;
};

struct load {
    struct store *store;
    struct ledger *ledger;
    struct dice dice;
    load_news on_news; /* may be NULL */
    void *data;
    struct lane lanes[LEDGER_LOGS];
    bool is_stopped;
    uint32_t answers;
    uint32_t failures; /* answers that said neither stored nor duplicate */
};

/* Prepares `load`; the other fields are set. Numbers go on from ledger->count, positions from what
 * the store holds. */
void load_init(struct load *load);

/* Asks in every lane that is not busy, until the ledger is full or the load is stopped. */
void load_start(struct load *load);

/* After a crash nothing is under way: whatever had no answer is asked again. */
void load_ask_again(struct load *load);

/* Starts nothing new, and turns the store until nothing is under way. */
void load_finish(struct load *load);

#endif
