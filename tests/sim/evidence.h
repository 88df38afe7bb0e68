/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What lies on the disk of a world, read and opened from outside the server: the group's log and
 * the keys that are there. What the audits look at.
 *
 *     evidence_gather -> evidence_open …, evidence_fold -> evidence_discard
 */
#ifndef TESTS_SIM_EVIDENCE_H
#define TESTS_SIM_EVIDENCE_H

#include "codec/record.h"
#include "tests/sim/world.h"

#define EVIDENCE_ARENA_MAX  ((size_t)512 * 1024 * 1024)
#define EVIDENCE_SCOPES_MAX 4096

struct evidence_key {
    struct hv_id id;
    int64_t ends_at;
    uint8_t nonce[HV_NONCE_SIZE]; /* of its wrapping */
};

struct evidence {
    struct world *world;
    struct hv_arena arena;
    struct hv_stored *records; /* in the order of the log; whoever sorts them opens none after */
    uint32_t count, room;
    struct hv_ring *ring;
    struct evidence_key *keys;
    uint32_t key_count;
    struct hv_key_scope *scopes; /* of the parts met, while it is not NULL */
    uint32_t scope_count;
    const struct hv_id *without; /* keys left out, for the fold law */
    uint32_t without_count;
    /* Called with each part before it is opened, when it is not NULL. */
    void (*on_part)(struct evidence *evidence,
                    const struct hv_key_scope *scope,
                    struct hv_bytes associated,
                    struct hv_bytes sealed);
    void *data; /* its own */
    /* of the reading itself */
    enum hv_code code;
    uint64_t head;
    bool done;
};

/* Reads all of it. The group must be there, the server down or settled. */
void evidence_gather(struct world *world, struct evidence *ret);
void evidence_discard(struct evidence *evidence);

/* The id of the key that belongs to a scope. */
struct hv_id evidence_key(const struct world *world, const struct hv_key_scope *scope);

/* What is stored of this key; NULL: it is gone. */
const struct evidence_key *evidence_find_key(const struct evidence *evidence, struct hv_id id);

/* The i-th record, opened, in `arena`; checks position and chain on the way. False: it is broken,
 * and the world was told. */
bool evidence_open(struct evidence *evidence,
                   uint32_t i,
                   struct hv_arena *arena,
                   struct hv_record *ret);

/* A group of the whole log. */
struct hv_group *evidence_fold(struct evidence *evidence, struct hv_arena *arena);

#endif
