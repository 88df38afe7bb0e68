/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A ring is one array of (id, key), sorted by id, in one piece of locked memory. Keys are opened
 * into it, moved within it, and wiped when they leave: none is ever copied to ordinary memory.
 *
 * sodium_malloc spends whole pages (one of its own, guards around it), so there is one piece a
 * ring, not one a key; it grows by half, by moving to a new piece. libsodium wipes the old one.
 */
#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "vault/box.h"
#include "vault/padding.h"
#include "vault/secrets.h"

#define PIECE_UNIT     ((size_t)4096)
#define PIECE_HEADROOM ((size_t)64) /* libsodium keeps a canary before what it hands out */

struct entry {
    struct hv_id id;
    uint8_t key[HV_BOX_KEY_SIZE];
};

struct hv_ring {
    struct hv_id log;
    size_t count;
    size_t units;
    struct entry *entries; /* room_in(units) of them; those from `count` on hold no key */
};

static size_t room_in(size_t units)
{
    return units == 0 ? 0 : (units * PIECE_UNIT - PIECE_HEADROOM) / sizeof(struct entry);
}

enum hv_code hv_ring_new(struct hv_id log, struct hv_ring **ret)
{
    struct hv_ring *ring = calloc(1, sizeof *ring);
    if (ring == NULL) {
        return HV_ENOMEM;
    }
    ring->log = log;
    *ret = ring;
    return HV_OK;
}

void hv_ring_free(struct hv_ring *ring)
{
    if (ring != NULL) {
        sodium_free(ring->entries);
        free(ring);
    }
}

/* Where `id` is, or where it belongs. */
static size_t place_of(const struct hv_ring *ring, struct hv_id id)
{
    size_t low = 0;
    size_t high = ring->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (hv_id_compare(ring->entries[middle].id, id) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool is_at(const struct hv_ring *ring, size_t place, struct hv_id id)
{
    return place < ring->count && hv_id_equal(ring->entries[place].id, id);
}

static const uint8_t *key_of(const struct hv_ring *ring, struct hv_id id)
{
    size_t place = place_of(ring, id);
    return is_at(ring, place, id) ? ring->entries[place].key : NULL;
}

static enum hv_code grow(struct hv_ring *ring)
{
    size_t units = ring->units + ring->units / 2 + (ring->units < 2);
    struct entry *entries = sodium_allocarray(room_in(units), sizeof *entries);
    if (entries == NULL) {
        return HV_ENOMEM;
    }
    if (ring->count > 0) {
        memcpy(entries, ring->entries, ring->count * sizeof *entries);
    }
    sodium_free(ring->entries);
    ring->entries = entries;
    ring->units = units;
    return HV_OK;
}

static void make_room_at(struct hv_ring *ring, size_t place)
{
    struct entry *entry = &ring->entries[place];
    assert(ring->count < room_in(ring->units));
    memmove(entry + 1, entry, (ring->count - place) * sizeof *entry);
    ring->count++;
}

static void take_out(struct hv_ring *ring, size_t place)
{
    struct entry *entry = &ring->entries[place];
    ring->count--;
    memmove(entry, entry + 1, (ring->count - place) * sizeof *entry);
    sodium_memzero(&ring->entries[ring->count], sizeof *entry);
}

enum hv_code hv_ring_add(struct hv_ring *ring,
                         const struct hv_vault *vault,
                         struct hv_id id,
                         const uint8_t wrapped[HV_VAULT_WRAPPED_SIZE])
{
    size_t place = place_of(ring, id);
    if (is_at(ring, place, id)) {
        return HV_OK;
    }
    if (ring->count == room_in(ring->units)) {
        enum hv_code code = grow(ring);
        if (code != HV_OK) {
            return code;
        }
    }
    make_room_at(ring, place);
    ring->entries[place].id = id;
    if (!hv_vault_unwrap(vault, ring->log, id, wrapped, ring->entries[place].key)) {
        take_out(ring, place);
        return HV_ECORRUPT;
    }
    return HV_OK;
}

bool hv_ring_has(const struct hv_ring *ring, struct hv_id id)
{
    return key_of(ring, id) != NULL;
}

void hv_ring_drop(struct hv_ring *ring, struct hv_id id)
{
    size_t place = place_of(ring, id);
    if (is_at(ring, place, id)) {
        take_out(ring, place);
    }
}

enum hv_code hv_ring_seal(const struct hv_ring *ring,
                          const struct hv_vault *vault,
                          struct hv_id id,
                          struct hv_bytes associated,
                          struct hv_bytes plain,
                          bool padded,
                          struct hv_arena *arena,
                          struct hv_bytes *ret)
{
    const uint8_t *key = key_of(ring, id);
    if (key == NULL) {
        return HV_ENOTFOUND;
    }
    size_t size = padded ? hv_padding_size(plain.size) : plain.size;
    uint8_t *box = hv_arena_alloc(arena, size + HV_SEAL_OVERHEAD);
    if (box == NULL) {
        return HV_ENOMEM;
    }
    uint8_t *text = box + HV_NONCE_SIZE;
    if (plain.size > 0) {
        memcpy(text, plain.data, plain.size);
    }
    if (padded) {
        hv_padding_add(text, plain.size);
    }
    hv_box_close(box, size, &vault->random, associated, key);
    *ret = (struct hv_bytes){ .data = box, .size = size + HV_SEAL_OVERHEAD };
    return HV_OK;
}

enum hv_code hv_ring_open(const struct hv_ring *ring,
                          struct hv_id id,
                          struct hv_bytes associated,
                          struct hv_bytes sealed,
                          bool padded,
                          struct hv_arena *arena,
                          struct hv_bytes *ret)
{
    const uint8_t *key = key_of(ring, id);
    if (key == NULL) {
        return HV_EGONE;
    }
    if (sealed.size < HV_SEAL_OVERHEAD) {
        return HV_ECORRUPT;
    }
    size_t size = sealed.size - HV_SEAL_OVERHEAD;
    uint8_t *text = hv_arena_alloc(arena, size);
    if (text == NULL) {
        return HV_ENOMEM;
    }
    if (!hv_box_open(sealed, associated, key, text) ||
        (padded && !hv_padding_remove(text, size, &size))) {
        return HV_ECORRUPT;
    }
    *ret = (struct hv_bytes){ .data = text, .size = size };
    return HV_OK;
}

enum hv_code hv_ring_derive(const struct hv_ring *ring,
                            struct hv_id id,
                            const char *context,
                            uint8_t ret[HV_HASH_SIZE])
{
    const uint8_t *key = key_of(ring, id);
    if (key == NULL) {
        return HV_EGONE;
    }
    crypto_generichash(ret, HV_HASH_SIZE, (const uint8_t *)context, strlen(context), key,
                       HV_BOX_KEY_SIZE);
    return HV_OK;
}
