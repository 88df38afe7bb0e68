/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A chain: one log while it is open. It loads the keys, follows the log, checks that every record
 * is the next link, and opens it; and it seals, stores the keys of, and appends one record at a
 * time. Private to host/; the house and each group have one.
 *
 * An append under way ends in exactly one call of `settled`, unless `failed` comes first:
 *   HV_OK          the record is durable and was taken in (also when an earlier try had stored it)
 *   HV_EDUPLICATE  a record with this id was taken in long ago
 *   HV_ECONFLICT   somebody else appended first; his records were taken in: decide again
 *   any other      nothing was stored
 * An unknown outcome is repeated, the same bytes with the same id, until it is known.
 */
#ifndef HV_HOST_CHAIN_H
#define HV_HOST_CHAIN_H

#include "host/keyring.h"

struct hv_chain_port {
    /* A record that was verified; `body` is plain and lies in the turn's arena. A fault ends the
     * chain. */
    enum hv_code (*take)(void *data, const struct hv_stored *stored, struct hv_bytes body);
    /* Everything stored before was taken in. Comes again after hv_chain_restart. */
    void (*live)(void *data);
    void (*settled)(void *data, enum hv_code code);
    /* The chain cannot go on; close it. Never from inside a call of this header. */
    void (*failed)(void *data, enum hv_code code);
};

enum hv_append_step {
    HV_APPEND_NONE = 0,
    HV_APPEND_STORING_KEYS,
    HV_APPEND_ASKED,      /* of the journal */
    HV_APPEND_RETRYING,   /* the outcome is unknown; asked again at retry_at */
    HV_APPEND_AWAITED,    /* stored; its record is on its way */
    HV_APPEND_BEHIND,     /* conflict: newer records are on their way */
    HV_APPEND_KEYS_UNSURE /* the keys were not stored; what is there is being loaded */
};

struct hv_chain {
    struct hv_host *host;
    struct hv_id log;
    const struct hv_chain_port *port;
    void *data;
    struct hv_keyring keys;

    bool closed;
    bool live;
    bool following;
    bool loading;
    struct hv_key_load load;
    struct hv_follow follow;
    uint64_t position; /* of the last record taken in */
    uint8_t previous[HV_RECORD_HASH_SIZE];
    uint64_t keys_loaded_for; /* keys that are missing at this position are gone */

    enum hv_append_step step;
    struct hv_append append;
    struct hv_key_change put;
    uint8_t *bytes;       /* of the record under way */
    enum hv_code outcome; /* once it is known and records or keys are still to come */
    uint64_t awaited;     /* position up to which they are to come */
    bool seen;            /* the record under way was taken in */
    uint32_t retries;
    int64_t retry_at;
};

/* Begins to load and replay; `live` comes when that is done. HV_ENOMEM. */
enum hv_code hv_chain_open(struct hv_chain *chain,
                           struct hv_host *host,
                           struct hv_id log,
                           const struct hv_chain_port *port,
                           void *data);

/* No call of the port comes after it. The structure has to stay until hv_chain_is_waiting says no.
 */
void hv_chain_close(struct hv_chain *chain);
bool hv_chain_is_waiting(const struct hv_chain *chain); /* a request is under way */

/* Replay from the first record, with the keys that are there now. Not while an append is under way.
 */
void hv_chain_restart(struct hv_chain *chain);

bool hv_chain_is_free(const struct hv_chain *chain); /* live, and no append under way */

/* Seal `body` as the next record, store the keys that were made for it, append it. Needs a free
 * chain, and hv_keyring_begin before the body was encoded. A fault: nothing was asked, and keys
 * that were made are forgotten. */
enum hv_code
hv_chain_append(struct hv_chain *chain, struct hv_id id, int64_t at, struct hv_bytes body);

/* Time has come to `now`: repeats what is due. Returns when to be called again. */
int64_t hv_chain_tick(struct hv_chain *chain, int64_t now);

#endif
