/* SPDX-License-Identifier: EUPL-1.2 */
/* What needs no secret: the two unkeyed hashes, comparing, and the system's random bytes. */
#include <assert.h>
#include <sodium.h>

#include "vault/vault.h"

static_assert(HV_HASH_SIZE == crypto_generichash_BYTES, "the hash chain uses the usual length");
static_assert(sizeof(struct hv_id) == crypto_generichash_BYTES_MIN, "an id is a short hash");

static void fill_from_system(void *data, void *buffer, size_t size)
{
    (void)data;
    randombytes_buf(buffer, size);
}

const struct hv_random hv_random_system = { .fill = fill_from_system };

bool hv_vault_equal(const void *a, const void *b, size_t size)
{
    return sodium_memcmp(a, b, size) == 0;
}

void hv_vault_hash(struct hv_bytes bytes, uint8_t ret_hash[HV_HASH_SIZE])
{
    crypto_generichash(ret_hash, HV_HASH_SIZE, bytes.data, bytes.size, NULL, 0);
}

void hv_vault_hash_id(struct hv_bytes bytes, struct hv_id *ret)
{
    crypto_generichash(ret->b, sizeof ret->b, bytes.data, bytes.size, NULL, 0);
}
