/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/keyring.h"

#include <assert.h>
#include <stdlib.h>

static_assert(HV_WRAPPED_KEY_SIZE == HV_VAULT_WRAPPED_SIZE, "the store holds what the vault makes");
static_assert(HV_RECORD_HASH_SIZE == HV_HASH_SIZE, "records are chained by the vault's hash");
static_assert(HV_TOKEN_HASH_SIZE == HV_HASH_SIZE, "tokens are kept as the vault's hash");

static const struct hv_key_scope log_scope = { .owner = HV_OWNER_LOG };

enum hv_code hv_keyring_open(struct hv_keyring *keyring, struct hv_host *host, struct hv_id log)
{
    *keyring = (struct hv_keyring){ .host = host, .log = log };
    return hv_ring_new(log, &keyring->ring);
}

void hv_keyring_close(struct hv_keyring *keyring)
{
    hv_ring_free(keyring->ring);
    free(keyring->ends);
    free(keyring->made);
    *keyring = (struct hv_keyring){ .host = keyring->host, .log = keyring->log };
}

static struct hv_id id_of(const struct hv_keyring *keyring, const struct hv_key_scope *scope)
{
    uint8_t bytes[HV_KEY_SCOPE_BYTES];
    struct hv_id id;

    hv_key_scope_bytes(scope, bytes);
    hv_vault_key_id(keyring->host->config.vault, keyring->log,
                    (struct hv_bytes){ .data = bytes, .size = sizeof bytes }, &id);
    return id;
}

/* Room for one more of `size` bytes each; false without memory. */
static bool make_room(void **items, uint32_t count, uint32_t *room, size_t size)
{
    if (count < *room) {
        return true;
    }
    uint32_t wanted = 2 * *room + 16;
    void *grown = realloc(*items, wanted * size);
    if (grown == NULL) {
        return false;
    }
    *items = grown;
    *room = wanted;
    return true;
}

static enum hv_code add(struct hv_keyring *keyring, const struct hv_wrapped_key *key)
{
    void *ends = keyring->ends;

    if (hv_ring_has(keyring->ring, key->id)) {
        return HV_OK;
    }
    if (!make_room(&ends, keyring->end_count, &keyring->end_room, sizeof *keyring->ends)) {
        return HV_ENOMEM;
    }
    keyring->ends = ends;
    enum hv_code code =
        hv_ring_add(keyring->ring, keyring->host->config.vault, key->id, key->wrapped);
    if (code == HV_OK) {
        keyring->ends[keyring->end_count++] = (struct hv_key_end){ .id = key->id,
                                                                   .ends_with = key->ends_with,
                                                                   .ends_at = key->ends_at };
    }
    return code;
}

static void drop(struct hv_keyring *keyring, struct hv_id id)
{
    hv_ring_drop(keyring->ring, id);
    for (uint32_t i = 0; i < keyring->end_count; i++) {
        if (hv_id_equal(keyring->ends[i].id, id)) {
            keyring->ends[i] = keyring->ends[--keyring->end_count];
            return;
        }
    }
}

enum hv_code hv_keyring_take(struct hv_keyring *keyring,
                             const struct hv_wrapped_key *keys,
                             uint32_t count,
                             int64_t now)
{
    for (uint32_t i = 0; i < count; i++) {
        enum hv_code code = keys[i].ends_at < now ? HV_OK : add(keyring, &keys[i]);
        if (code != HV_OK) {
            return code;
        }
    }
    return HV_OK;
}

static enum hv_code
make(struct hv_keyring *keyring, struct hv_id id, const struct hv_key_scope *scope)
{
    void *made = keyring->made;
    bool of_log = scope->owner == HV_OWNER_LOG;

    assert(of_log || (scope->keep >= HV_KEEP_DRAFT && scope->keep < HV_KEEP_CLASSES));
    if (!make_room(&made, keyring->made_count, &keyring->made_room, sizeof *keyring->made)) {
        return HV_ENOMEM;
    }
    keyring->made = made;
    struct hv_wrapped_key *key = &keyring->made[keyring->made_count];
    *key = (struct hv_wrapped_key){
        .id = id,
        .log = keyring->log,
        .ends_with = of_log ? 0 : (uint8_t)scope->keep,
        .ends_at = of_log ? HV_KEY_WITHOUT_END : keyring->keep_ends[scope->keep],
    };
    hv_vault_make_key(keyring->host->config.vault, keyring->log, id, key->wrapped);
    enum hv_code code = add(keyring, key);
    keyring->made_count += code == HV_OK;
    return code;
}

static enum hv_code
ensure(struct hv_keyring *keyring, const struct hv_key_scope *scope, struct hv_id *ret)
{
    struct hv_id id = id_of(keyring, scope);

    if (!hv_ring_has(keyring->ring, id)) {
        enum hv_code code = make(keyring, id, scope);
        if (code != HV_OK) {
            return code;
        }
    }
    *ret = id;
    return HV_OK;
}

enum hv_code hv_keyring_ensure(struct hv_keyring *keyring, const struct hv_key_scope *scope)
{
    struct hv_id id;

    return ensure(keyring, scope, &id);
}

enum hv_code hv_keyring_derive(const struct hv_keyring *keyring,
                               const struct hv_key_scope *scope,
                               const char *context,
                               uint8_t ret[HV_HASH_SIZE])
{
    return hv_ring_derive(keyring->ring, id_of(keyring, scope), context, ret);
}

static enum hv_code note_used(struct hv_keyring *keyring, struct hv_id id)
{
    for (uint32_t i = 0; i < keyring->used_count; i++) {
        if (hv_id_equal(keyring->used[i], id)) {
            return HV_OK;
        }
    }
    if (keyring->used_count == HV_RECORD_KEYS_MAX) {
        return HV_ETOOBIG;
    }
    keyring->used[keyring->used_count++] = id;
    return HV_OK;
}

enum hv_code hv_keyring_begin(struct hv_keyring *keyring, const int64_t keep_ends[HV_KEEP_CLASSES])
{
    struct hv_id id;

    assert(keyring->made_count == 0);
    memcpy(keyring->keep_ends, keep_ends, sizeof keyring->keep_ends);
    keyring->used_count = 0;
    keyring->used = hv_arena_array(&keyring->host->turn, HV_RECORD_KEYS_MAX, sizeof *keyring->used);
    if (keyring->used == NULL) {
        return HV_ENOMEM;
    }
    enum hv_code code = ensure(keyring, &log_scope, &id);
    return code == HV_OK ? note_used(keyring, id) : code;
}

void hv_keyring_made_stored(struct hv_keyring *keyring)
{
    keyring->made_count = 0;
}

void hv_keyring_forget_made(struct hv_keyring *keyring)
{
    for (uint32_t i = 0; i < keyring->made_count; i++) {
        drop(keyring, keyring->made[i].id);
    }
    keyring->made_count = 0;
}

static enum hv_code seal(void *data,
                         const struct hv_key_scope *scope,
                         struct hv_bytes associated,
                         struct hv_bytes plain,
                         struct hv_arena *arena,
                         struct hv_bytes *ret)
{
    struct hv_keyring *keyring = data;
    struct hv_id id;

    enum hv_code code = ensure(keyring, scope, &id);
    if (code == HV_OK) {
        code = note_used(keyring, id);
    }
    if (code != HV_OK) {
        return code;
    }
    return hv_ring_seal(keyring->ring, keyring->host->config.vault, id, associated, plain, true,
                        arena, ret);
}

static enum hv_code open_part(void *data,
                              const struct hv_key_scope *scope,
                              struct hv_bytes associated,
                              struct hv_bytes sealed,
                              struct hv_arena *arena,
                              struct hv_bytes *ret)
{
    const struct hv_keyring *keyring = data;
    struct hv_id id = id_of(keyring, scope);

    enum hv_code code = hv_ring_open(keyring->ring, id, associated, sealed, true, arena, ret);
    if (code != HV_ECORRUPT)
        return code;
    /* The body around it was opened, so the part is as it was written: its key was destroyed and
     * another one was made under the same id. */
    hv_log(keyring->host->config.log, HV_LOG_VAULT_FAULT, id, hv_log_code(code));
    return HV_EGONE;
}

struct hv_seal_port hv_keyring_seal_port(struct hv_keyring *keyring)
{
    return (struct hv_seal_port){ .seal = seal, .data = keyring };
}

struct hv_open_port hv_keyring_open_port(struct hv_keyring *keyring)
{
    return (struct hv_open_port){ .open = open_part, .data = keyring };
}

void hv_keyring_destroy(struct hv_keyring *keyring,
                        const struct hv_key_scope *scopes,
                        uint32_t count)
{
    struct hv_id *ids = hv_arena_array(&keyring->host->turn, count, sizeof *ids);
    uint32_t found = 0;

    for (uint32_t i = 0; ids != NULL && i < count; i++) {
        struct hv_id id = id_of(keyring, &scopes[i]);
        if (hv_ring_has(keyring->ring, id)) {
            ids[found++] = id;
            drop(keyring, id);
        }
    }
    if (found > 0) {
        hv_host_destroy_keys(keyring->host, keyring->log, ids, found);
    }
}

bool hv_keyring_drop_ended(struct hv_keyring *keyring, int64_t now)
{
    uint32_t before = keyring->end_count;

    for (uint32_t i = before; i > 0; i--) {
        if (keyring->ends[i - 1].ends_at < now) {
            drop(keyring, keyring->ends[i - 1].id);
        }
    }
    return keyring->end_count < before;
}

void hv_keyring_end_course(struct hv_keyring *keyring, int64_t ends_at)
{
    bool moved = keyring->course_unsure;

    for (uint32_t i = 0; i < keyring->end_count; i++) {
        struct hv_key_end *end = &keyring->ends[i];
        if (end->ends_with == HV_KEEP_COURSE && end->ends_at != ends_at) {
            end->ends_at = ends_at;
            moved = true;
        }
    }
    if (moved) {
        keyring->course_unsure = false;
        hv_host_extend_keys(keyring->host, keyring->log, HV_KEEP_COURSE, ends_at);
    }
}
