/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/evidence.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/group.h"

#define PAGE          256
#define SWEEP_LATE_MS (2 * 3600 * 1000) /* hourly, and the server may have been down */

static void on_read(struct hv_read *read,
                    enum hv_code code,
                    const struct hv_stored *records,
                    uint32_t count,
                    uint64_t head)
{
    struct evidence *evidence = read->data;
    evidence->done = true;
    evidence->code = code;
    evidence->head = head;
    for (uint32_t i = 0; code == HV_OK && i < count; i++) {
        if (evidence->count == evidence->room) {
            evidence->room = evidence->room == 0 ? PAGE : evidence->room * 2;
            evidence->records =
                realloc(evidence->records, evidence->room * sizeof *evidence->records);
            assert(evidence->records != NULL);
        }
        struct hv_stored *stored = &evidence->records[evidence->count++];
        *stored = records[i];
        stored->body.data =
            hv_arena_copy(&evidence->arena, records[i].body.data, records[i].body.size);
        assert(stored->body.data != NULL);
    }
}

static void on_loaded(struct hv_key_load *load,
                      enum hv_code code,
                      const struct hv_wrapped_key *keys,
                      uint32_t count)
{
    struct evidence *evidence = load->data;
    evidence->done = true;
    evidence->code = code;
    evidence->keys = calloc(count + 1, sizeof *evidence->keys);
    assert(evidence->keys != NULL);
    for (uint32_t i = 0; code == HV_OK && i < count; i++) {
        struct evidence_key *key = &evidence->keys[evidence->key_count++];
        *key = (struct evidence_key){ .id = keys[i].id, .ends_at = keys[i].ends_at };
        memcpy(key->nonce, keys[i].wrapped, sizeof key->nonce);
        if (keys[i].ends_at < world_clock(evidence->world) - SWEEP_LATE_MS) {
            world_broken(evidence->world, "a key outlived its end");
        }
        if (hv_ring_add(evidence->ring, evidence->world->vault, keys[i].id, keys[i].wrapped) !=
            HV_OK) {
            world_broken(evidence->world, "a stored key cannot be opened");
        }
    }
}

static void wait_for_answer(struct evidence *evidence)
{
    evidence->done = false;
    while (!evidence->done && hv_memory_store_step(evidence->world->store)) {
    }
    assert(evidence->done);
}

void evidence_gather(struct world *world, struct evidence *ret)
{
    *ret = (struct evidence){ .world = world };
    hv_arena_init(&ret->arena, EVIDENCE_ARENA_MAX);
    enum hv_code code = hv_ring_new(world->group, &ret->ring);
    assert(code == HV_OK);
    do {
        struct hv_read read = {
            .log = world->group, .after = ret->count, .max = PAGE, .on_read = on_read, .data = ret
        };
        struct hv_journal *journal = hv_memory_store_journal(world->store);
        journal->read(journal, &read);
        wait_for_answer(ret);
    } while (ret->code == HV_OK && ret->count < ret->head);
    struct hv_key_load load = { .log = world->group, .on_loaded = on_loaded, .data = ret };
    struct hv_keystore *keystore = hv_memory_store_keystore(world->store);
    keystore->load(keystore, &load);
    wait_for_answer(ret);
}

void evidence_discard(struct evidence *evidence)
{
    hv_ring_free(evidence->ring);
    hv_arena_free(&evidence->arena);
    free(evidence->records);
    free(evidence->keys);
}

/* ---- Opening and folding ---- */

static bool left_out(const struct evidence *evidence, struct hv_id id)
{
    for (uint32_t i = 0; i < evidence->without_count; i++) {
        if (hv_id_equal(evidence->without[i], id)) {
            return true;
        }
    }
    return false;
}

struct hv_id evidence_key(const struct world *world, const struct hv_key_scope *scope)
{
    uint8_t bytes[HV_KEY_SCOPE_BYTES];
    struct hv_id id;
    hv_key_scope_bytes(scope, bytes);
    hv_vault_key_id(world->vault, world->group,
                    (struct hv_bytes){ .data = bytes, .size = sizeof bytes }, &id);
    return id;
}

const struct evidence_key *evidence_find_key(const struct evidence *evidence, struct hv_id id)
{
    for (uint32_t i = 0; i < evidence->key_count; i++) {
        if (hv_id_equal(evidence->keys[i].id, id)) {
            return &evidence->keys[i];
        }
    }
    return NULL;
}

static enum hv_code open_part(void *data,
                              const struct hv_key_scope *scope,
                              struct hv_bytes associated,
                              struct hv_bytes sealed,
                              struct hv_arena *arena,
                              struct hv_bytes *ret)
{
    struct evidence *evidence = data;
    struct hv_id id = evidence_key(evidence->world, scope);
    if (evidence->scopes != NULL && evidence->scope_count < EVIDENCE_SCOPES_MAX) {
        evidence->scopes[evidence->scope_count++] = *scope;
    }
    if (evidence->on_part != NULL) {
        evidence->on_part(evidence, scope, associated, sealed);
    }
    if (left_out(evidence, id)) {
        return HV_EGONE;
    }
    return hv_ring_open(evidence->ring, id, associated, sealed, true, arena, ret);
}

/* The i-th record, opened; checks position and chain on the way. */
bool evidence_open(struct evidence *evidence,
                   uint32_t i,
                   struct hv_arena *arena,
                   struct hv_record *ret)
{
    static const uint8_t zeros[HV_RECORD_HASH_SIZE];
    struct hv_stored_record stored;
    struct hv_bytes associated, body;
    uint8_t previous[HV_RECORD_HASH_SIZE];
    struct hv_open_port port = { .open = open_part, .data = evidence };

    if (i > 0) {
        hv_vault_hash(evidence->records[i - 1].body, previous);
    } else {
        memcpy(previous, zeros, sizeof previous);
    }
    if (hv_stored_record_decode(evidence->records[i].body, arena, &stored) != HV_OK ||
        stored.position != i + 1 || evidence->records[i].position != i + 1 ||
        memcmp(stored.previous, previous, sizeof previous) != 0) {
        world_broken(evidence->world, "the chain of records is broken");
        return false;
    }
    if (hv_stored_record_associated(&stored, arena, &associated) != HV_OK ||
        hv_ring_open(evidence->ring, stored.keys[0], associated, stored.sealed, true, arena,
                     &body) != HV_OK ||
        hv_record_body_decode(body, evidence->world->group, stored.position, &port, arena, ret) !=
            HV_OK) {
        world_broken(evidence->world, "a durable record cannot be opened");
        return false;
    }
    return true;
}

struct hv_group *evidence_fold(struct evidence *evidence, struct hv_arena *arena)
{
    struct hv_group *group = hv_group_new(arena);
    struct hv_arena turn;
    assert(group != NULL);
    hv_arena_init(&turn, EVIDENCE_ARENA_MAX);
    for (uint32_t i = 0; i < evidence->count; i++) {
        struct hv_record record;
        if (!evidence_open(evidence, i, &turn, &record) ||
            hv_group_evolve(group, &record) != HV_OK) {
            world_broken(evidence->world, "a durable record cannot be taken in");
            break;
        }
        hv_arena_reset(&turn);
    }
    hv_arena_free(&turn);
    return group;
}
