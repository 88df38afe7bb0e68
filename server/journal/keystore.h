/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The key store: wrapped keys by id, each with the moment at which it ends. Bytes only: the vault
 * makes, wraps and opens keys; here they are kept and, above all, destroyed.
 *
 * A port like journal.h, with the same rules for threads, callbacks and ownership. The SQLite
 * implementation keeps it in vault.db, beside journal.db, both owned by the one writer thread, so
 * that requests of the two ports are carried out in the order in which they were made: a put is
 * durable before an append that was asked after it.
 */
#ifndef HV_JOURNAL_KEYSTORE_H
#define HV_JOURNAL_KEYSTORE_H

#include <stdint.h>

#include "base/bytes.h"
#include "base/error.h"

/* A wrapped key: nonce, key and tag (XChaCha20-Poly1305 over 32 bytes). */
#define HV_WRAPPED_KEY_SIZE 72

/* A key that ends only when something destroys it. */
#define HV_KEY_WITHOUT_END INT64_MAX

struct hv_wrapped_key {
    struct hv_id id;  /* of the key; drawn by the vault, tells nothing */
    struct hv_id log; /* the group or house it belongs to */
    uint8_t
        ends_with; /* a class of ends that move together (enum hv_keep of the core); opaque here */
    int64_t ends_at; /* UTC ms; swept when past; HV_KEY_WITHOUT_END */
    uint8_t wrapped[HV_WRAPPED_KEY_SIZE];
};

enum hv_key_change_kind {
    HV_KEYS_PUT,     /* store `keys`; an id that is stored already keeps what it has */
    HV_KEYS_DESTROY, /* destroy the keys with `ids`; unknown ids are fine */
    HV_KEYS_EXTEND,  /* every key of `log` with `ends_with` gets `ends_at` */
    HV_KEYS_SWEEP    /* destroy every key whose ends_at is before `ends_at`; `log` is ignored */
};

/*
 * One change, durable when on_done says HV_OK; a PUT or EXTEND all or nothing. Destroying is
 * complete only then: the row is deleted, the write-ahead log truncated, and no copy of the bytes
 * is left in the files; one that fails may have destroyed some, and is to be repeated. HV_EFULL:
 * the disk is full (a reserve lets DESTROY and SWEEP succeed even then). HV_EIO: it may have been
 * done or not. HV_EBUSY: the queue is full, nothing was sent. HV_ECLOSED. `swept`: for DESTROY and
 * SWEEP, the number of keys removed.
 *
 * When a PUT fails, the appends that were asked after it and before its on_done fail too (HV_EFULL
 * or HV_EUNKNOWN), as their keys are not there.
 */
struct hv_key_change {
    enum hv_key_change_kind kind;
    const struct hv_wrapped_key *keys; /* PUT; copied during the call */
    const struct hv_id *ids;           /* DESTROY; copied during the call */
    uint32_t count;                    /* of keys or ids */
    struct hv_id log;                  /* EXTEND */
    uint8_t ends_with;                 /* EXTEND */
    int64_t ends_at;                   /* EXTEND, SWEEP */
    void (*on_done)(struct hv_key_change *change, enum hv_code code, uint64_t swept);
    void *data;
    struct hv_key_change *next;
    void *impl[4];
};

/* All keys of one log, in no order. An unknown log has none. HV_EIO, HV_EBUSY, HV_ECLOSED: none are
 * given. */
struct hv_key_load {
    struct hv_id log;
    void (*on_loaded)(struct hv_key_load *load,
                      enum hv_code code,
                      const struct hv_wrapped_key *keys,
                      uint32_t count);
    void *data;
    struct hv_key_load *next;
    void *impl[4];
};

struct hv_keystore {
    void (*change)(struct hv_keystore *keystore, struct hv_key_change *change);
    void (*load)(struct hv_keystore *keystore, struct hv_key_load *load);
};

#endif
