/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A store under test, whichever it is, and requests that keep what they were answered.
 *
 * Every callback checks the rules that hold everywhere: not inside a call, on the loop's thread,
 * once for each request.
 */
#ifndef HV_TESTS_CONTRACT_STORE_H
#define HV_TESTS_CONTRACT_STORE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "journal/journal.h"
#include "journal/keystore.h"

struct store;

/* What the next append can be made to run into. */
enum trouble {
    TROUBLE_FULL,      /* the disk is full */
    TROUBLE_LOST,      /* unknown, and not stored */
    TROUBLE_SILENCED,  /* unknown, though stored */
    TROUBLE_KEYS_FULL, /* the disk is full for the next put */
};

struct driver {
    const char *name;
    void (*open)(struct store *store); /* empty */
    bool (*turn)(struct store *store); /* false: nothing was left to do */
    void (*reopen)(struct store *store);
    void (*start_close)(struct store *store, bool *ret_closed);
    void (*free)(struct store *store); /* closed or not */
    void (*trouble)(struct store *store, enum trouble trouble);
    bool (*holds)(struct store *store, const void *bytes, size_t size); /* in any durable byte */
    uint32_t many; /* appends that this one does in about a second */
};

extern const struct driver memory_driver;
extern const struct driver sqlite_driver;

struct store {
    const struct driver *driver;
    void *impl;
    struct hv_journal *journal;
    struct hv_keystore *keystore;
    pthread_t thread;
    bool in_call;
};

/* A record that a callback gave, copied. */
struct kept {
    uint64_t position;
    struct hv_id id;
    uint8_t *bytes;
    size_t size;
};

struct kept_list {
    struct kept *records;
    uint32_t count;
    uint32_t room;
};

struct append_call {
    struct hv_append request;
    struct store *store;
    uint32_t answers;
    enum hv_code code;
    uint64_t position;
    uint32_t order; /* the how-manieth answer to an append it was */
};

struct read_call {
    struct hv_read request;
    struct store *store;
    uint32_t answers;
    enum hv_code code;
    struct kept_list records;
    uint64_t head;
};

struct follow_call {
    struct hv_follow request;
    struct store *store;
    struct kept_list records;
    enum hv_code states[16];
    uint32_t state_count;
    uint32_t unfollow_at; /* unfollows itself with so many records; 0: never */
};

struct end_call {
    struct hv_end request;
    struct store *store;
    uint32_t answers;
    enum hv_code code;
};

struct change_call {
    struct hv_key_change request;
    struct store *store;
    uint32_t answers;
    enum hv_code code;
    uint64_t swept;
};

struct load_call {
    struct hv_key_load request;
    struct store *store;
    uint32_t answers;
    enum hv_code code;
    struct hv_wrapped_key keys[64];
    uint32_t count;
};

/* Opens an empty one. */
void store_open(struct store *store, const struct driver *driver);
void store_free(struct store *store);

/* Turns until *count reaches `wanted`; fails when the store comes to rest before. */
void store_wait(struct store *store, const uint32_t *count, uint32_t wanted);

/* Turns until everything that was under way has been answered, pages of followers too, if they have
 * few. */
void store_settle(struct store *store);

/* Ask, without waiting. The call must stay until it is answered. */
void ask_append(struct store *store,
                struct append_call *call,
                struct hv_id log,
                uint64_t expect,
                struct hv_id id,
                struct hv_bytes body);
void ask_read(struct store *store,
              struct read_call *call,
              struct hv_id log,
              uint64_t after,
              uint32_t max);
void ask_follow(struct store *store, struct follow_call *call, struct hv_id log, uint64_t after);
void ask_unfollow(struct store *store, struct follow_call *call);
void ask_end(struct store *store, struct end_call *call, struct hv_id log, enum hv_end_kind kind);
void ask_change(struct store *store, struct change_call *call, struct hv_key_change change);
void ask_load(struct store *store, struct load_call *call, struct hv_id log);

/* Ask, and wait for the answer. */
enum hv_code append_now(struct store *store,
                        struct hv_id log,
                        uint64_t expect,
                        struct hv_id id,
                        struct hv_bytes body,
                        uint64_t *ret_position);
void read_now(struct store *store,
              struct read_call *call,
              struct hv_id log,
              uint64_t after,
              uint32_t max);
enum hv_code end_now(struct store *store, struct hv_id log, enum hv_end_kind kind);
enum hv_code change_now(struct store *store, struct hv_key_change change, uint64_t *ret_swept);
void load_now(struct store *store, struct load_call *call, struct hv_id log);

/* Appends `count` records with ids and bodies made from `log` and their position. */
void fill_log(struct store *store, struct hv_id log, uint64_t head, uint32_t count);

/* Whether the records are positions first, first + 1 …, as fill_log made them. */
void assert_filled(const struct kept_list *records, uint64_t first, uint32_t count);

void kept_free(struct kept_list *list);

struct hv_id id_of(uint8_t kind, uint64_t number);
struct hv_bytes text(const char *text);

/* A key with random-looking bytes made from `number`. */
struct hv_wrapped_key key_of(struct hv_id log, uint64_t number, uint8_t ends_with, int64_t ends_at);

/* A small generator: same seed, same numbers. */
struct dice {
    uint64_t state;
};
uint64_t roll(struct dice *dice);
uint32_t roll_below(void *dice, uint32_t n);

#endif
