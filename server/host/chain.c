/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Happy path of opening: load keys -> follow -> take, take, … -> live.
 * Happy path of an append: (put keys ->) append -> on_appended and on_record in either order ->
 * settled.
 *
 * Keys are put and found stored before the append is asked, so a record whose keys are not durable
 * can never exist. After a conflict, and after a put whose outcome is not clear, keys that were
 * made here may differ from those that are stored under the same ids: they are forgotten and loaded
 * again.
 */
#include "host/chain.h"

#include <assert.h>
#include <stdlib.h>

#define RETRY_FIRST_MS 20
#define RETRY_MOST_MS  5000

static void on_loaded(struct hv_key_load *load,
                      enum hv_code code,
                      const struct hv_wrapped_key *keys,
                      uint32_t count);
static void on_record(struct hv_follow *follow, const struct hv_stored *stored);
static void on_state(struct hv_follow *follow, enum hv_code code);
static void on_keys_stored(struct hv_key_change *change, enum hv_code code, uint64_t swept);
static void on_appended(struct hv_append *append, enum hv_code code, uint64_t position);

/* ---- Opening and closing ---- */

static void load_keys(struct hv_chain *chain)
{
    chain->loading = true;
    chain->load = (struct hv_key_load){ .log = chain->log, .on_loaded = on_loaded, .data = chain };
    chain->host->config.keystore->load(chain->host->config.keystore, &chain->load);
}

static void follow(struct hv_chain *chain)
{
    chain->following = true;
    chain->follow = (struct hv_follow){ .log = chain->log,
                                        .after = chain->position,
                                        .on_record = on_record,
                                        .on_state = on_state,
                                        .data = chain };
    chain->host->config.journal->follow(chain->host->config.journal, &chain->follow);
}

static void unfollow(struct hv_chain *chain)
{
    if (chain->following) {
        chain->following = false;
        chain->host->config.journal->unfollow(chain->host->config.journal, &chain->follow);
    }
}

/* Records wait in the journal until the keys are here: following goes on from the last one taken
 * in. */
static void load_keys_again(struct hv_chain *chain)
{
    unfollow(chain);
    if (!chain->loading) {
        load_keys(chain);
    }
}

enum hv_code hv_chain_open(struct hv_chain *chain,
                           struct hv_host *host,
                           struct hv_id log,
                           const struct hv_chain_port *port,
                           void *data)
{
    *chain = (struct hv_chain){ .host = host, .log = log, .port = port, .data = data };
    enum hv_code code = hv_keyring_open(&chain->keys, host, log);
    if (code == HV_OK) {
        load_keys(chain);
    }
    return code;
}

void hv_chain_close(struct hv_chain *chain)
{
    if (chain->closed) {
        return;
    }
    chain->closed = true;
    chain->live = false;
    unfollow(chain);
    hv_keyring_close(&chain->keys);
    free(chain->bytes);
    chain->bytes = NULL;
}

bool hv_chain_is_waiting(const struct hv_chain *chain)
{
    return chain->loading || chain->step == HV_APPEND_STORING_KEYS ||
           chain->step == HV_APPEND_ASKED;
}

bool hv_chain_is_free(const struct hv_chain *chain)
{
    return chain->live && !chain->closed && !chain->loading && chain->step == HV_APPEND_NONE;
}

void hv_chain_restart(struct hv_chain *chain)
{
    assert(chain->step == HV_APPEND_NONE);
    chain->live = false;
    chain->position = 0;
    memset(chain->previous, 0, sizeof chain->previous);
    unfollow(chain);
    if (!chain->loading) {
        follow(chain);
    }
}

static void fail(struct hv_chain *chain, enum hv_code code)
{
    if (!chain->closed) {
        chain->port->failed(chain->data, code);
    }
}

/* ---- The append under way ---- */

static void settle(struct hv_chain *chain, enum hv_code code)
{
    free(chain->bytes);
    chain->bytes = NULL;
    chain->step = HV_APPEND_NONE;
    hv_keyring_made_stored(&chain->keys);
    if (code == HV_OK || code == HV_EFULL) {
        hv_host_read_only(chain->host, chain->log, code == HV_EFULL);
    }
    chain->port->settled(chain->data, code);
}

static void submit(struct hv_chain *chain)
{
    chain->step = HV_APPEND_ASKED;
    chain->host->config.journal->append(chain->host->config.journal, &chain->append);
}

static void repeat_later(struct hv_chain *chain)
{
    int64_t pause = RETRY_FIRST_MS;

    for (uint32_t i = 0; i < chain->retries && pause < RETRY_MOST_MS; i++) {
        pause *= 2;
    }
    chain->retries++;
    chain->step = HV_APPEND_RETRYING;
    chain->retry_at = hv_host_now(chain->host) + (pause < RETRY_MOST_MS ? pause : RETRY_MOST_MS);
    hv_host_wake_by(chain->host, chain->retry_at);
}

/* Ends the append when what it waited for is here. */
static void go_on(struct hv_chain *chain)
{
    bool caught_up = chain->following && !chain->loading && chain->position >= chain->awaited;

    switch (chain->step) {
    case HV_APPEND_AWAITED:
    case HV_APPEND_BEHIND:
    case HV_APPEND_KEYS_UNSURE:
        if (caught_up) {
            settle(chain, chain->outcome);
        }
        break;
    case HV_APPEND_RETRYING:
        if (chain->seen) {
            settle(chain, HV_OK);
        }
        break;
    case HV_APPEND_NONE:
    case HV_APPEND_STORING_KEYS:
    case HV_APPEND_ASKED:
        break;
    }
}

static void
wait_for(struct hv_chain *chain, enum hv_append_step step, enum hv_code outcome, uint64_t position)
{
    chain->step = step;
    chain->outcome = outcome;
    chain->awaited = position;
    go_on(chain);
}

static enum hv_code
seal(struct hv_chain *chain, int64_t at, struct hv_bytes body, struct hv_bytes *ret)
{
    struct hv_arena *arena = &chain->host->turn;
    struct hv_stored_record record = {
        .format = HV_RECORD_FORMAT,
        .log = chain->log,
        .position = chain->position + 1,
        .at = at,
        .keys = chain->keys.used,
        .key_count = chain->keys.used_count,
    };
    struct hv_bytes associated;

    memcpy(record.previous, chain->previous, sizeof record.previous);
    enum hv_code code = hv_stored_record_associated(&record, arena, &associated);
    if (code == HV_OK) {
        code = hv_ring_seal(chain->keys.ring, chain->host->config.vault, record.keys[0], associated,
                            body, true, arena, &record.sealed);
    }
    return code == HV_OK ? hv_stored_record_encode(&record, arena, ret) : code;
}

enum hv_code
hv_chain_append(struct hv_chain *chain, struct hv_id id, int64_t at, struct hv_bytes body)
{
    struct hv_bytes bytes;

    assert(hv_chain_is_free(chain));
    enum hv_code code = seal(chain, at, body, &bytes);
    if (code != HV_OK) {
        goto forget_keys;
    }
    code = bytes.size > HV_JOURNAL_BODY_MAX ? HV_ETOOBIG : HV_ENOMEM;
    chain->bytes = code == HV_ETOOBIG ? NULL : malloc(bytes.size);
    if (chain->bytes == NULL) {
        goto forget_keys;
    }
    memcpy(chain->bytes, bytes.data, bytes.size);
    chain->append = (struct hv_append){ .log = chain->log,
                                        .expect = chain->position,
                                        .id = id,
                                        .body = { .data = chain->bytes, .size = bytes.size },
                                        .on_done = on_appended,
                                        .data = chain };
    chain->seen = false;
    chain->retries = 0;
    if (chain->keys.made_count == 0) {
        submit(chain);
        return HV_OK;
    }
    chain->step = HV_APPEND_STORING_KEYS;
    chain->put = (struct hv_key_change){ .kind = HV_KEYS_PUT,
                                         .keys = chain->keys.made,
                                         .count = chain->keys.made_count,
                                         .on_done = on_keys_stored,
                                         .data = chain };
    chain->host->config.keystore->change(chain->host->config.keystore, &chain->put);
    return HV_OK;

forget_keys:
    hv_keyring_forget_made(&chain->keys);
    return code;
}

int64_t hv_chain_tick(struct hv_chain *chain, int64_t now)
{
    if (chain->closed || chain->step != HV_APPEND_RETRYING) {
        return INT64_MAX;
    }
    if (chain->retry_at > now) {
        return chain->retry_at;
    }
    submit(chain);
    return INT64_MAX;
}

static void keys_answered(struct hv_chain *chain, enum hv_code code)
{
    if (code == HV_OK) {
        submit(chain);
        return;
    }
    hv_keyring_forget_made(&chain->keys);
    if (code == HV_EFULL || code == HV_EBUSY) {
        settle(chain, code);
        return;
    }
    hv_log(chain->host->config.log, HV_LOG_VAULT_FAULT, chain->log, hv_log_code(code));
    load_keys_again(chain);
    wait_for(chain, HV_APPEND_KEYS_UNSURE, code, chain->position);
}

static void append_answered(struct hv_chain *chain, enum hv_code code, uint64_t position)
{
    enum hv_code known = code == HV_EDUPLICATE && !chain->seen && position <= chain->position
                             ? HV_EDUPLICATE
                             : HV_OK;

    /* Only what appends are documented to give is settled: of any other code nobody may say that
     * nothing was stored. */
    if (code == HV_OK || code == HV_EDUPLICATE) {
        wait_for(chain, HV_APPEND_AWAITED, known, position);
    } else if (code == HV_ECONFLICT) {
        hv_log(chain->host->config.log, HV_LOG_JOURNAL_CONFLICT, chain->log, position);
        if (chain->keys.made_count > 0) {
            hv_keyring_forget_made(&chain->keys);
            load_keys_again(chain);
        }
        wait_for(chain, HV_APPEND_BEHIND, HV_ECONFLICT, position);
    } else if (code == HV_EUNKNOWN) {
        repeat_later(chain);
        go_on(chain);
    } else if (code == HV_EFULL || code == HV_EBUSY || code == HV_ETOOBIG || code == HV_EGONE) {
        settle(chain, code);
    } else {
        fail(chain, code);
    }
}

/* ---- Records ---- */

static bool is_next_link(const struct hv_chain *chain,
                         const struct hv_stored *stored,
                         const struct hv_stored_record *record)
{
    return record->format == HV_RECORD_FORMAT && hv_id_equal(record->log, chain->log) &&
           stored->position == chain->position + 1 && record->position == stored->position &&
           memcmp(record->previous, chain->previous, sizeof chain->previous) == 0 &&
           record->key_count > 0;
}

static bool misses_a_key(const struct hv_chain *chain, const struct hv_stored_record *record)
{
    for (uint32_t i = 0; i < record->key_count; i++) {
        if (!hv_ring_has(chain->keys.ring, record->keys[i])) {
            return true;
        }
    }
    return false;
}

/* Another server made this record: its keys came after we loaded ours, or under ids that we made
 * keys for as well and that it stored first. */
static bool needs_keys_of_others(const struct hv_chain *chain,
                                 const struct hv_stored *stored,
                                 const struct hv_stored_record *record)
{
    bool ours = chain->step != HV_APPEND_NONE && hv_id_equal(stored->id, chain->append.id);

    return chain->live && !ours && chain->keys_loaded_for != stored->position &&
           (chain->keys.made_count > 0 || misses_a_key(chain, record));
}

static enum hv_code
unseal(const struct hv_chain *chain, const struct hv_stored_record *record, struct hv_bytes *ret)
{
    struct hv_arena *arena = &chain->host->turn;
    struct hv_bytes associated;

    enum hv_code code = hv_stored_record_associated(record, arena, &associated);
    if (code != HV_OK) {
        return code;
    }
    return hv_ring_open(chain->keys.ring, record->keys[0], associated, record->sealed, true, arena,
                        ret);
}

static enum hv_code take(struct hv_chain *chain, const struct hv_stored *stored)
{
    struct hv_stored_record record;
    struct hv_bytes body;

    enum hv_code code = hv_stored_record_decode(stored->body, &chain->host->turn, &record);
    if (code != HV_OK) {
        return code;
    }
    if (!is_next_link(chain, stored, &record)) {
        return HV_ECORRUPT;
    }
    if (needs_keys_of_others(chain, stored, &record)) {
        chain->keys_loaded_for = stored->position;
        hv_keyring_forget_made(&chain->keys);
        load_keys_again(chain);
        return HV_OK;
    }
    code = unseal(chain, &record, &body);
    if (code == HV_OK) {
        code = chain->port->take(chain->data, stored, body);
    }
    if (code == HV_OK) {
        hv_vault_hash(stored->body, chain->previous);
        chain->position = stored->position;
        chain->seen = chain->seen || hv_id_equal(stored->id, chain->append.id);
    }
    return code;
}

/* ---- Callbacks: each is a turn of its own ---- */

static void on_loaded(struct hv_key_load *load,
                      enum hv_code code,
                      const struct hv_wrapped_key *keys,
                      uint32_t count)
{
    struct hv_chain *chain = load->data;
    struct hv_host *host = chain->host;

    hv_host_enter(host);
    chain->loading = false;
    if (!chain->closed) {
        if (code == HV_OK) {
            code = hv_keyring_take(&chain->keys, keys, count, hv_host_now(host));
        }
        if (code == HV_OK) {
            follow(chain);
            go_on(chain);
        } else {
            fail(chain, code);
        }
    }
    hv_host_leave(host);
}

static void on_record(struct hv_follow *follow_request, const struct hv_stored *stored)
{
    struct hv_chain *chain = follow_request->data;
    struct hv_host *host = chain->host;

    hv_host_enter(host);
    enum hv_code code = take(chain, stored);
    if (code == HV_OK) {
        go_on(chain);
    } else {
        fail(chain, code);
    }
    hv_host_leave(host);
}

static void on_state(struct hv_follow *follow_request, enum hv_code code)
{
    struct hv_chain *chain = follow_request->data;
    struct hv_host *host = chain->host;

    hv_host_enter(host);
    if (code == HV_OK && !chain->live) {
        chain->live = true;
        chain->port->live(chain->data);
    } else if (code == HV_EGONE || code == HV_ECORRUPT || code == HV_ECLOSED) {
        fail(chain, code);
    }
    hv_host_leave(host);
}

static void on_keys_stored(struct hv_key_change *change, enum hv_code code, uint64_t swept)
{
    struct hv_chain *chain = change->data;
    struct hv_host *host = chain->host;

    (void)swept;
    hv_host_enter(host);
    if (chain->closed) {
        chain->step = HV_APPEND_NONE;
    } else {
        keys_answered(chain, code);
    }
    hv_host_leave(host);
}

static void on_appended(struct hv_append *append, enum hv_code code, uint64_t position)
{
    struct hv_chain *chain = append->data;
    struct hv_host *host = chain->host;

    hv_host_enter(host);
    if (chain->closed) {
        chain->step = HV_APPEND_NONE;
    } else {
        append_answered(chain, code, position);
    }
    hv_host_leave(host);
}
