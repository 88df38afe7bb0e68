/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a store has promised to whom, and whether it kept it: the checker of every test that breaks
 * something.
 *
 * Records of log `l` have bodies made from their id, ids made from a number that is used once. A
 * key is put before the record that needs it, without waiting; destroyed keys are asked for by id.
 */
#ifndef HV_TESTS_CONTRACT_LEDGER_H
#define HV_TESTS_CONTRACT_LEDGER_H

#include "tests/contract/store.h"

#define LEDGER_LOGS 8
#define LEDGER_MAX  4096

enum key_fate {
    KEY_NONE,
    KEY_ASKED,         /* a put was asked: it may be there */
    KEY_STORED,        /* … and answered: it is there */
    KEY_DESTROY_ASKED, /* it may be there */
    KEY_DESTROYED      /* no byte of it is left */
};

/* One append, and the put and destruction of the key it needs. */
struct promise {
    uint32_t log;
    uint64_t expect;
    struct hv_id id;
    bool asked;
    bool acknowledged; /* HV_OK or HV_EDUPLICATE: at `position` */
    uint64_t position;
    bool has_key;
    enum key_fate key;
};

struct ledger {
    struct promise promises[LEDGER_MAX];
    uint32_t count;
};

struct hv_id ledger_log(uint32_t log);
struct hv_id ledger_id(uint64_t number);
struct hv_wrapped_key ledger_key(uint64_t number);

/* The body of the record with this id; `bytes` has room for LEDGER_BODY. */
#define LEDGER_BODY 700
struct hv_bytes ledger_body(uint64_t number, uint8_t *bytes);

/*
 * Reads the whole store and fails when: an acknowledged record is missing, stands elsewhere or
 * twice; a record was never asked for or is altered; positions have gaps; a key is missing that
 * must be there; a record is there without its key; a destroyed key left a byte.
 */
void ledger_check(const struct ledger *ledger, struct store *store);

#endif
